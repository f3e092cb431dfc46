/* Fills that repeat a tile, with Cairo. */
#ifndef IDLIBMAP_CANVAS_CAIRO_TILE_H
#define IDLIBMAP_CANVAS_CAIRO_TILE_H

#include "scene/scene.h"

#include <cairo.h>

/* Fills the current path, whose unit is a page px, and leaves no path. On a picture the tile is
 * drawn once at the picture's resolution, in a PDF it stays a drawing. */
void cairo_fill_with_tiles(cairo_t *cr, const struct tile *tile);

#endif
