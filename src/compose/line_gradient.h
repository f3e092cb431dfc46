/* line-gradient: colours along a line. */
#ifndef IDLIBMAP_COMPOSE_LINE_GRADIENT_H
#define IDLIBMAP_COMPOSE_LINE_GRADIENT_H

#include "compose/layers.h"

/* How far along its whole line a part of the path begins and ends: 0..1. */
struct progress_span {
    double first, last;
};

/* One struct progress_span for each part of the feature's path. Parts that the frame has cut get
 * their place on the line as the source gives it, measured on the page; rings go from 0 to 1. */
GArray *line_progress(struct composition *composition, const struct page_feature *feature);

/* The layer's gradient at a place along the line, with an opacity. */
struct color gradient_color(struct composition *composition, const struct composed_layer *layer,
                            double progress, double opacity);

/* Draws the path in pieces of one colour each; the stroke's alpha is the opacity. `progress`: for
 * each part. */
void gradient_along(struct composition *composition, struct composed_layer *layer,
                    const struct page_path *path, const GArray *progress,
                    const struct stroke *stroke, double sort_key);

#endif
