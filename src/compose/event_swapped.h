/* Latitude and longitude the wrong way round: found by the frame, and only said. */
#ifndef IDLIBMAP_COMPOSE_EVENT_SWAPPED_H
#define IDLIBMAP_COMPOSE_EVENT_SWAPPED_H

#include "compose/composition.h"

/* Warns of each file of events most of whose coordinates lie outside the frame and would lie in it
 * with the two exchanged. Nothing is exchanged. */
void events_warn_swapped(struct composition *composition);

#endif
