/* Labels as SVG text: one <text> a label, a <tspan> a line. */
#ifndef IDLIBMAP_CANVAS_SVG_LABEL_H
#define IDLIBMAP_CANVAS_SVG_LABEL_H

#include "canvas/svg_look.h"

/* Fills in look, geometry and content of the <text> element of an item; one with a blurred halo
 * must have an id, and gets that halo before it. */
void svg_label_fill(struct svg_element *element, GStringChunk *strings, struct font_set *fonts,
                    const struct item *item);

#endif
