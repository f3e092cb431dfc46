/* Events whose symbols would lie over each other, as one symbol: their number, and round it the
 * colours that the style gives them, each with its share. */
#ifndef IDLIBMAP_COMPOSE_EVENT_CLUSTERS_H
#define IDLIBMAP_COMPOSE_EVENT_CLUSTERS_H

#include "compose/composition.h"

struct event_cluster {
    struct page_point at; /* the mean of the true points */
    double radius_px;
    gboolean is_of_area; /* the spot stands for an area: a thin ring, as single ones are hollow */
    GPtrArray *members;  /* (struct composed_event *) by id; at least two */
};

/* Opens the group that clusters are drawn in, where `layer` of the style, about to be opened, is
 * the first that draws events; unless the map wants them stacked. */
void event_clusters_open_group(struct composition *composition, const struct style_layer *layer);

/* Makes composition->event_clusters of groups of events (GPtrArrays of struct composed_event), and
 * marks them. A group is one; then, the largest first, what the symbol of a cluster or an event
 * touches goes into it, until no two touch. */
void event_clusters_make(struct composition *composition, const GPtrArray *groups);

/* One more cluster, of at least two events (by id; taken over), where they have their spot. */
void event_clusters_add(struct composition *composition, GPtrArray *members, struct page_point at);

/* Draws them, if there are any, and notes their events for the legend. */
void event_clusters_draw(struct composition *composition);

#endif
