/* Events as heat: how many there are on the ground about each point. */
#ifndef IDLIBMAP_COMPOSE_AGGREGATE_HEAT_H
#define IDLIBMAP_COMPOSE_AGGREGATE_HEAT_H

#include "compose/heatmap.h"

struct aggregate_heat;

/* `km`: how far an event's bell curve reaches, three standard deviations, at the scale in the
 * middle of the frame. Events are summed in small cells, so that their number takes no room. */
struct aggregate_heat *aggregate_heat_new(const struct view *view, double km);
void aggregate_heat_free(struct aggregate_heat *heat);

/* FALSE: it lies outside the frame, where it may still warm what is inside. */
gboolean aggregate_heat_add(struct aggregate_heat *heat, struct page_point at, double weight);

/* Draws the surface, from nothing through the colours to the highest density, into the group of the
 * composition's aggregate. */
void aggregate_heat_finish(struct aggregate_heat *heat, struct composition *composition,
                           const struct color *colors, guint n_colors);

/* For the legend: its ramp, and the density of the last colour. */
const struct heatmap *aggregate_heat_drawn(const struct aggregate_heat *heat);

#endif
