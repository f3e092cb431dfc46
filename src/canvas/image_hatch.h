/* Hatches on a picture, a pixel at a time. */
#ifndef IDLIBMAP_CANVAS_IMAGE_HATCH_H
#define IDLIBMAP_CANVAS_IMAGE_HATCH_H

#include "canvas/cairo_draw.h"

/* The hatch function of the image back-end (see struct cairo_page). A pixel's coverage comes from
 * how far its centre is from the nearest line: a sixth of the time of stroking the lines inside a
 * clip, and no pixel depends on the shape that is filled. FALSE, with nothing done, where lines are
 * so far apart that stroking them is better. */
gboolean image_fill_with_hatch(struct cairo_page *drawing, const struct fill *fill, struct box box);

#endif
