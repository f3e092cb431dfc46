/* What of a layer the legend has to tell: read once from the style's JSON, for the compiled
 * expressions do not say which property a ramp looks at. */
#ifndef IDLIBMAP_COMPOSE_LEGEND_PLAN_H
#define IDLIBMAP_COMPOSE_LEGEND_PLAN_H

#include "compose/composition.h"

#define LEGEND_MAX_CLASSED 4
#define LEGEND_RAMP_COLORS 64

/* A property that is interpolated over one property of the features. */
struct data_ramp {
    char *input;        /* the features' property; NULL: there is no such ramp */
    double first, last; /* its values at the first and the last stop */
};

struct legend_plan {
    enum property classed[LEGEND_MAX_CLASSED]; /* whose match, step or case makes classes */
    guint n_classed;
    gboolean has_colors; /* the first of them is the layer's colour */
    struct data_ramp color, size;
    gboolean has_look; /* all features look alike but for their size: how the first was drawn */
    struct fill fill;
    struct stroke stroke;
    struct label_icon *icon; /* of a symbol layer with sizes: the first drawn, upright; or NULL */
    double least, most; /* of color.input, of the features drawn; INFINITY, -INFINITY: none yet */
    char *ramp_label;   /* what stands above the colours */
    struct color colors[LEGEND_RAMP_COLORS]; /* from color.first to color.last, opacity included */
};

struct legend_plan *legend_plan_new(const struct style *style, const struct style_layer *layer);
void legend_plan_free(struct legend_plan *plan);

/* Fills the ramp's colours by asking the layer for features that have such values. */
void legend_plan_fill_colors(struct legend_plan *plan, const struct style_layer *layer,
                             struct evaluation *evaluation);

#endif
