/* Latitude and longitude the wrong way round: found by the frame, and only said. */
#ifndef IDLIBMAP_COMPOSE_EVENT_SWAPPED_H
#define IDLIBMAP_COMPOSE_EVENT_SWAPPED_H

#include "compose/composition.h"

/* Of a file: events with coordinates, and those of them that only lie in the frame with the two
 * exchanged. */
struct swapped_tally {
    guint64 placed, swapped;
};

/* `exchanged`: where the event would be, to be looked for in the frame. FALSE: nowhere. */
gboolean event_exchanged(const struct event *event, struct lonlat *exchanged);

/* Warns of each file of events most of whose coordinates lie outside the frame and would lie in it
 * with the two exchanged; a tally for each file. Nothing is exchanged. */
void events_warn_tallies(const struct composition *composition,
                         const struct swapped_tally *tallies);
/* The same of the events that are kept. */
void events_warn_swapped(struct composition *composition);

#endif
