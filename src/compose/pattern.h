/* Patterns by name, of fills and lines: "hatch:ANGLE/SPACING/WIDTH" is ours, any other name is an
 * icon's. */
#ifndef IDLIBMAP_COMPOSE_PATTERN_H
#define IDLIBMAP_COMPOSE_PATTERN_H

#include "compose/layers.h"
#include "icon/icon.h"

/* Is the name one of ours? */
gboolean pattern_is_hatch(const char *name);

/* What a pattern is drawn in: the layer's colour, without its opacity, and that. */
struct pattern_paint {
    struct color color;
    double opacity;
};

/* The fill of a fill-pattern: lines in the colour, or the icon side by side, in its own colours or
 * in the layer's where it has none. FILL_NONE where there is no such icon, of which the icon set
 * has warned. */
struct fill pattern_fill(struct composition *composition, const char *name,
                         const struct pattern_paint *paint);

/* A line-pattern along a path of the given width: ticks across the line, at the hatch's angle to
 * it, or the icon as high as the line is wide, turned with it. Adds as many items to the layer as
 * it takes, each with the sort key. The stroke returned is for the legend: what a straight piece
 * looks like, as far as dashes can. */
struct stroke pattern_along(struct composition *composition, struct composed_layer *layer,
                            const char *name, const struct pattern_paint *paint,
                            const struct page_path *path, double width_px, double sort_key);

/* How long a line has to be for one stamp of the pattern; 0 for hatches and unknown icons. */
double pattern_stamp_px(struct composition *composition, const char *name, double width_px);

#endif
