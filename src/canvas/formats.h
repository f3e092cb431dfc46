/* The writers behind the rows of canvas.c: each has the type of canvas_format.write. */
#ifndef IDLIBMAP_CANVAS_FORMATS_H
#define IDLIBMAP_CANVAS_FORMATS_H

#include "canvas/canvas.h"

/* image.c: a picture of width_px * dpi / 96 pixels; 8-bit RGB, or RGBA where the scene's background
 * is not opaque. Fails where a side is over IMAGE_MAX_SIDE or dpi outside 1..IMAGE_MAX_DPI. */
#define IMAGE_MAX_SIDE 20000
#define IMAGE_MAX_DPI 2400
GBytes *image_write_png(const struct scene *scene, const struct canvas_options *options,
                        GError **error);

/* svg.c: a document of our own making; see its README section. `options` is not used. */
GBytes *svg_write(const struct scene *scene, const struct canvas_options *options, GError **error);

/* pdf.c: one page of 0.75 pt a px. `options` is not used. */
#define PDF_MAX_SIDE_PX 19200 /* 14,400 pt: what PDF readers take */
GBytes *pdf_write(const struct scene *scene, const struct canvas_options *options, GError **error);

#endif
