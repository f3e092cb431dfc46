/* Pictures in SVG: areas of colour, pixels, and the tiles of a pattern. */
#ifndef IDLIBMAP_CANVAS_SVG_PICTURE_H
#define IDLIBMAP_CANVAS_SVG_PICTURE_H

#include "scene/scene.h"

/* A <path> for each struct band. */
void svg_add_bands(GString *content, const GPtrArray *bands);

/* The attributes of an <image> with the pixels (see struct item) as a PNG in it. */
void svg_add_pixels(GString *attributes, struct box box, guint width, guint height,
                    const guint32 *pixels);

/* What follows the id of the <pattern> of a tile: attributes and content. */
void svg_add_tile(GString *rest, const struct tile *tile);

#endif
