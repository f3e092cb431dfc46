/* Proportional symbols in the legend: which values stand for the sizes drawn. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_LEGEND_SIZES_H
#define IDLIBMAP_COMPOSE_FURNITURE_LEGEND_SIZES_H

#include "compose/furniture/pieces.h"

#define LEGEND_MAX_SIZES 4

/* Up to LEGEND_MAX_SIZES values with the radius at which they are drawn, largest first: the values
 * themselves where they are three or fewer, else round ones (1, 2, 5 x 10^n) within their range,
 * whose radius is taken between the neighbours drawn (area linear in the value, and exact at the
 * neighbours). A value of NAN (not known, which is not zero) comes last. Returns how many. */
guint legend_sizes_choose(const GArray *samples, struct size_sample chosen[LEGEND_MAX_SIZES]);

/* A block of circles, their bottoms on one line, the larger round the smaller, or of lines or
 * icons, the largest above, each with its value at the right. */
struct legend_sizes {
    gboolean in_rows;              /* lines and icons */
    const struct label_icon *icon; /* borrowed from the layer's plan; NULL: no icons */
    guint n;
    struct size_sample sizes[LEGEND_MAX_SIZES];
    struct text *labels[LEGEND_MAX_SIZES]; /* owned until drawn */
    struct fill fill;
    struct stroke stroke;
    double width_px, height_px;
};

/* NULL when there is nothing to show. The look is that of the layer's circles where they have one
 * class, else an empty outline. `swatch_px` is the width that the labels of other rows leave free.
 */
struct legend_sizes *legend_sizes_new(const struct furniture *furniture,
                                      const struct composed_layer *layer, const GArray *samples,
                                      double swatch_px);
void legend_sizes_free(struct legend_sizes *sizes);
/* Draws with the top left at 0,0 of a column that is `column_px` wide. */
void legend_sizes_draw(const struct furniture *furniture, struct legend_sizes *sizes,
                       struct scene_group *group, double column_px, double swatch_px);

#endif
