/* --number: a number at each drawn event, by which the key table (furniture/key_table.c) and the
 * files of --number-table name it. They count in the order in which a report tells what happened:
 * by the first day, then the last (events without a date come last), then by id, in which 10 comes
 * after 9. */
#ifndef IDLIBMAP_COMPOSE_EVENT_NUMBERS_H
#define IDLIBMAP_COMPOSE_EVENT_NUMBERS_H

#include "compose/composition.h"

/* The group of a number's label: it belongs to no style layer. */
#define LABEL_GROUP_NUMBERS G_MAXUINT

/* When the events have their places: numbers those that are drawn, and gives each number a label,
 * which comes before all other labels, but for the icons of events that have no circle. The label
 * stands in its symbol where that is large enough and the style puts no icons there, else beside
 * it, else on a line away from it. Nothing happens where the map does not ask for numbers. */
void event_numbers_add(struct composition *composition);

/* When labels are placed and events are counted: draws the numbers of the events that are drawn,
 * each with the event's title, and warns of those that found no room. */
void event_numbers_draw(struct composition *composition);

/* How many there are; 0 without --number. */
guint event_numbers_count(const struct composition *composition);
/* The event of a number from 1 to that count. */
const struct composed_event *event_numbers_get(const struct composition *composition, guint number);

void event_numbers_free(struct event_numbers *numbers);

#endif
