/* Glyphs filled into a mask by FreeType. */
#ifndef IDLIBMAP_CANVAS_IMAGE_GLYPHS_H
#define IDLIBMAP_CANVAS_IMAGE_GLYPHS_H

#include "text/text.h"

/* Adds the coverage of a text's glyphs to an A8 surface. `matrix` leads from the text's top left to
 * the surface's pixels.
 *
 * FreeType's rasteriser finds the exact area that an outline covers of each pixel; Cairo's samples
 * it along 15 lines a pixel, and takes three times as long for outlines as small as letters. */
void image_fill_glyphs(cairo_surface_t *surface, const cairo_matrix_t *matrix,
                       struct font_set *fonts, const struct text *text);
/* The same for some glyphs of one run. */
void image_fill_run(cairo_surface_t *surface, const cairo_matrix_t *matrix, struct font_set *fonts,
                    const struct text_run *run, guint first, guint n);

#endif
