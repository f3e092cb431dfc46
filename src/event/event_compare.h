/* Inside of the room: two releases of a data set, the older file first, become one set in which
 * each event says what has become of it. */
#ifndef IDLIBMAP_EVENT_EVENT_COMPARE_H
#define IDLIBMAP_EVENT_EVENT_COMPARE_H

#include "event/event_reader.h"

/* After each of the two files: which of its columns can be compared. */
void event_compare_columns(struct event_reader *reader);

/* Before rows without an id get names, and before anything is hidden or placed: events of the two
 * releases that are one are paired, by id, else by their content, else, where that leaves one of
 * each release, by date, type, actors and place. The older of a pair is superseded; see
 * event->change. */
void event_compare(struct event_reader *reader);

#endif
