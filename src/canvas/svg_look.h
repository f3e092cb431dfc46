/* Presentation attributes of SVG elements, and those that a group's elements have in common. */
#ifndef IDLIBMAP_CANVAS_SVG_LOOK_H
#define IDLIBMAP_CANVAS_SVG_LOOK_H

#include "scene/scene.h"

/* All are inherited, so that a <g> can give them to its elements. */
enum svg_attribute {
    SVG_FILL,
    SVG_FILL_OPACITY,
    SVG_FILL_RULE,
    SVG_STROKE,
    SVG_STROKE_OPACITY,
    SVG_STROKE_WIDTH,
    SVG_STROKE_DASHARRAY,
    SVG_STROKE_LINECAP,
    SVG_STROKE_LINEJOIN,
    SVG_STROKE_MITERLIMIT,
    SVG_SHAPE_RENDERING,
    SVG_PAINT_ORDER,
    SVG_FONT_FAMILY,
    SVG_FONT_SIZE,
    SVG_FONT_WEIGHT,
    SVG_FONT_STYLE,
    SVG_LETTER_SPACING,
    SVG_ATTRIBUTE_COUNT,
};

/* NULL: SVG's initial value. Values are escaped and kept in a GStringChunk as constants: equal
 * values are one pointer. */
struct svg_look {
    const char *values[SVG_ATTRIBUTE_COUNT];
};

/* One element of a group, not yet written. */
struct svg_element {
    const char *name;
    char *before;   /* markup before the element, or NULL */
    const char *id; /* borrowed; NULL: none */
    struct svg_look look;
    char *geometry; /* attributes after the look */
    char *content;  /* markup between the tags, or NULL */
};

void svg_element_free(struct svg_element *element);

void svg_look_set(struct svg_look *look, GStringChunk *strings, enum svg_attribute attribute,
                  const char *value);
void svg_look_set_number(struct svg_look *look, GStringChunk *strings, enum svg_attribute attribute,
                         double number);
/* A colour and its opacity, for fill or stroke. */
void svg_look_set_fill(struct svg_look *look, GStringChunk *strings, struct color color);
void svg_look_set_stroke(struct svg_look *look, GStringChunk *strings, const struct stroke *stroke);

/* For each attribute that all of `elements` (struct svg_element) have, the value that most of them
 * have is taken from those and returned, to stand at the group. */
struct svg_look svg_look_take_common(GPtrArray *elements);

/* Writes ` name="value"` for each. */
void svg_add_look(GString *out, const struct svg_look *look);
void svg_add_element(GString *out, const struct svg_element *element);

#endif
