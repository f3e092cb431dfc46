/* Events that stand together: at one point, or in one area of which only the name is known. */
#ifndef IDLIBMAP_COMPOSE_EVENT_GROUPS_H
#define IDLIBMAP_COMPOSE_EVENT_GROUPS_H

#include "compose/clearance.h"
#include "compose/composition.h"
#include "compose/spread.h"

/* Is the event known to an area only (admin3 to region), not to a point? */
gboolean event_is_of_area(const struct event *event);
/* The gazetteer id of that area, or NULL. */
const char *event_area_id(const struct events *events, const struct event *event);
/* The precision of the area that it is drawn with, as a word, or NULL. */
const char *event_area_level(const struct events *events, const struct event *event);
/* The gazetteer id of its province, or NULL. */
const char *event_admin1_id(const struct events *events, const struct event *event);

/* A key that is the same for points that fall together on the page, to 0.01 px; owned by the
 * caller. */
char *event_point_key_dup(struct page_point at);

/* Composed events by a key of theirs (NULL: in no group): a GPtrArray of GPtrArrays of struct
 * composed_event, groups in the order in which their keys are met, events of a group by id. */
GPtrArray *events_group(struct composition *composition,
                        char *(*key_dup)(const struct composition *,
                                         const struct composed_event *));
/* The sizes of a group's symbols (struct spread_symbol), and the spots found for them round `spot`.
 */
GArray *events_symbols(const GPtrArray *group);
void events_set_shown(const GPtrArray *group, const GArray *symbols, struct page_point spot);

/* Deals with events of known places that would hide each other, as the map's `coincident` says:
 * sets them side by side, makes clusters of them, or leaves them at their places and counts those
 * that will not be seen. */
void events_set_apart(struct composition *composition);

/* Notes an event for the labels of its place, which stand off as far as symbols reach there. */
void events_note_place(struct composition *composition, const struct composed_event *composed,
                       double clearance_px);
/* Orders (struct composed_event *) by id, then by line. */
gint events_by_id(gconstpointer a, gconstpointer b);

/* Blocks the dots and lines that are drawn already: what stands for the whole area keeps clear of
 * them (event_areas.c). */
void clearance_block_drawn(struct clearance *clearance, const struct composition *composition);

/* Gives the events of each area a spot in what is seen of it, clear of what is drawn already
 * (event_areas.c). */
void events_place_areas(struct composition *composition);

#endif
