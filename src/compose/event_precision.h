/* How well the places of events are known, on the map: what is too vague is listed and not drawn;
 * an event near a point gets the circle within which it is known to lie. */
#ifndef IDLIBMAP_COMPOSE_EVENT_PRECISION_H
#define IDLIBMAP_COMPOSE_EVENT_PRECISION_H

#include "compose/composition.h"

/* Why an event is not drawn although its place is known; UNPLACED_NOT_LISTED: it is drawn. */
enum event_unplaced event_unplaced_by_precision(const struct event *event);
/* "known to the country only", for the report; NULL for UNPLACED_NOT_LISTED. */
const char *event_unplaced_reason(enum event_unplaced reason);

/* Gives drawn events that are known to within a distance the circle of it on the ground, in
 * event_areas: one for a point and a distance. Where there are more than the style's
 * metadata.events.max-rings (60), none is made: nobody could tell them apart. */
void events_add_rings(struct composition *composition);

/* Gives events their age, counted from the newest that is drawn, for styles that fade by it. */
void events_age(struct composition *composition);

/* When the areas of events are known: counts what is listed or drawn with a wider area, for the
 * page, and says it in the findings. */
void events_count_precision(struct composition *composition);

#endif
