/* A ramp of colours in the legend: a heatmap's, from none to the density of the last colour, or
 * that of a colour which is interpolated over a property. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_LEGEND_RAMP_H
#define IDLIBMAP_COMPOSE_FURNITURE_LEGEND_RAMP_H

#include "compose/furniture/pieces.h"

struct legend_ramp {
    const struct color *colors; /* borrowed, from low to high */
    guint n_colors;
    struct text *low, *high; /* below the bar's ends; owned until drawn */
    double bar_height_px, width_px, height_px;
};

/* NULL for layers without a ramp and where nothing was drawn. */
struct legend_ramp *legend_ramp_new(const struct furniture *furniture,
                                    const struct composed_layer *layer);
/* The ramp of a surface that is drawn. */
struct legend_ramp *legend_ramp_of_heat(const struct furniture *furniture,
                                        const struct heatmap *heatmap);
void legend_ramp_free(struct legend_ramp *ramp);
/* Draws with the top left at 0,0 of a column that is `column_px` wide. */
void legend_ramp_draw(const struct furniture *furniture, struct legend_ramp *ramp,
                      struct scene_group *group, double column_px);

#endif
