/* Text on a picture: each label is filled once into a mask, its halo is that mask made fatter. */
#ifndef IDLIBMAP_CANVAS_IMAGE_TEXT_H
#define IDLIBMAP_CANVAS_IMAGE_TEXT_H

#include "scene/scene.h"

/* The text function of the image back-end; `page` is a struct cairo_page on an image surface.
 *
 * Glyphs are filled as outlines (image_glyphs.h), because Cairo 1.16 sets cached glyphs at whole
 * pixels only, which spaces small type unevenly. Stroking outlines for a halo takes some 0.5 ms a
 * label; making the mask fatter takes a fraction of that and looks the same. */
void image_draw_text(void *page, const struct item *item);

/* The work grows with the square of the radius; beyond this a stroke is quicker. */
#define MASK_MAX_RADIUS 8

/* Makes an 8-bit coverage mask fatter by `radius` pixels, as a stroke of twice that width with
 * round joins would, whose edge then fades over `fade` pixels to each side, by smoothstep (0: an
 * edge like the source's). `source` and `target` are width x height bytes with the same stride;
 * `target` is written whole; `radius` + `fade` is 0..MASK_MAX_RADIUS. Coverage of a border pixel is
 * read as how far the shape reaches into it, so that the result is antialiased as the source is. */
void mask_dilate(guint8 *target, const guint8 *source, guint width, guint height, gsize stride,
                 double radius, double fade);

#endif
