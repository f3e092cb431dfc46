/* Inside of the room: --redact. A redacted column is as good as not in the file: its values reach
 * neither the events nor any message. The id still tells which rows are superseded, and is the
 * number of the row afterwards; without latitude or longitude a row is placed by its names. */
#ifndef IDLIBMAP_EVENT_EVENT_REDACT_H
#define IDLIBMAP_EVENT_EVENT_REDACT_H

#include "event/event_reader.h"

/* Leaves the redacted columns of the file out of own_slots and map; follows the columns. */
void event_redact_columns(struct event_reader *reader);

/* After the last file: a warning for each name that no file has. */
void event_redact_report(const struct event_reader *reader);

#endif
