/* The paint and layout properties that are drawn: a name each in properties.c; their types, ranges
 * and defaults are those of the schema (schema_layers.c), which knows all layer types. Some ask for
 * nothing on a flat map that is north-up and has no tiles, and are read by nobody:
 * *-pitch-alignment, circle-pitch-scale, *-translate-anchor (map and viewport are the same),
 * symbol-avoid-edges. */
#ifndef IDLIBMAP_STYLE_PROPERTIES_H
#define IDLIBMAP_STYLE_PROPERTIES_H

#include "style/expression.h"

#include <glib.h>

enum layer_type {
    LAYER_BACKGROUND,
    LAYER_FILL,
    LAYER_LINE,
    LAYER_CIRCLE,
    LAYER_SYMBOL,
    LAYER_HEATMAP,
    LAYER_TYPE_COUNT,
};

enum property {
    PROPERTY_VISIBILITY,
    PROPERTY_BACKGROUND_COLOR,
    PROPERTY_BACKGROUND_OPACITY,
    PROPERTY_BACKGROUND_PATTERN,
    PROPERTY_FILL_COLOR,
    PROPERTY_FILL_OPACITY,
    PROPERTY_FILL_OUTLINE_COLOR,
    PROPERTY_FILL_PATTERN,
    PROPERTY_FILL_SORT_KEY,
    PROPERTY_FILL_ANTIALIAS,
    PROPERTY_FILL_LAYER_OPACITY,
    PROPERTY_FILL_TRANSLATE,
    PROPERTY_FILL_TRANSLATE_ANCHOR,
    PROPERTY_LINE_COLOR,
    PROPERTY_LINE_OPACITY,
    PROPERTY_LINE_WIDTH,
    PROPERTY_LINE_DASHARRAY,
    PROPERTY_LINE_CAP,
    PROPERTY_LINE_JOIN,
    PROPERTY_LINE_MITER_LIMIT,
    PROPERTY_LINE_ROUND_LIMIT,
    PROPERTY_LINE_OFFSET,
    PROPERTY_LINE_GAP_WIDTH,
    PROPERTY_LINE_SORT_KEY,
    PROPERTY_LINE_PATTERN,
    PROPERTY_LINE_BLUR,
    PROPERTY_LINE_GRADIENT,
    PROPERTY_LINE_LAYER_OPACITY,
    PROPERTY_LINE_TRANSLATE,
    PROPERTY_LINE_TRANSLATE_ANCHOR,
    PROPERTY_CIRCLE_RADIUS,
    PROPERTY_CIRCLE_COLOR,
    PROPERTY_CIRCLE_BLUR,
    PROPERTY_CIRCLE_OPACITY,
    PROPERTY_CIRCLE_TRANSLATE,
    PROPERTY_CIRCLE_TRANSLATE_ANCHOR,
    PROPERTY_CIRCLE_STROKE_COLOR,
    PROPERTY_CIRCLE_STROKE_OPACITY,
    PROPERTY_CIRCLE_STROKE_WIDTH,
    PROPERTY_CIRCLE_SORT_KEY,
    PROPERTY_CIRCLE_PITCH_ALIGNMENT,
    PROPERTY_CIRCLE_PITCH_SCALE,
    PROPERTY_HEATMAP_RADIUS,
    PROPERTY_HEATMAP_WEIGHT,
    PROPERTY_HEATMAP_INTENSITY,
    PROPERTY_HEATMAP_COLOR,
    PROPERTY_HEATMAP_OPACITY,
    PROPERTY_SYMBOL_PLACEMENT,
    PROPERTY_SYMBOL_SPACING,
    PROPERTY_SYMBOL_SORT_KEY,
    PROPERTY_SYMBOL_Z_ORDER,
    PROPERTY_SYMBOL_AVOID_EDGES,
    PROPERTY_ICON_ALLOW_OVERLAP,
    PROPERTY_ICON_OVERLAP,
    PROPERTY_ICON_IGNORE_PLACEMENT,
    PROPERTY_ICON_OPTIONAL,
    PROPERTY_ICON_PITCH_ALIGNMENT,
    PROPERTY_ICON_ROTATION_ALIGNMENT,
    PROPERTY_ICON_SIZE,
    PROPERTY_ICON_TEXT_FIT,
    PROPERTY_ICON_TEXT_FIT_PADDING,
    PROPERTY_ICON_IMAGE,
    PROPERTY_ICON_ROTATE,
    PROPERTY_ICON_PADDING,
    PROPERTY_ICON_KEEP_UPRIGHT,
    PROPERTY_ICON_OFFSET,
    PROPERTY_ICON_ANCHOR,
    PROPERTY_TEXT_PITCH_ALIGNMENT,
    PROPERTY_TEXT_ROTATION_ALIGNMENT,
    PROPERTY_TEXT_FIELD,
    PROPERTY_TEXT_FONT,
    PROPERTY_TEXT_SIZE,
    PROPERTY_TEXT_MAX_WIDTH,
    PROPERTY_TEXT_LINE_HEIGHT,
    PROPERTY_TEXT_LETTER_SPACING,
    PROPERTY_TEXT_JUSTIFY,
    PROPERTY_TEXT_ANCHOR,
    PROPERTY_TEXT_VARIABLE_ANCHOR,
    PROPERTY_TEXT_VARIABLE_ANCHOR_OFFSET,
    PROPERTY_TEXT_RADIAL_OFFSET,
    PROPERTY_TEXT_OFFSET,
    PROPERTY_TEXT_WRITING_MODE,
    PROPERTY_TEXT_ROTATE,
    PROPERTY_TEXT_MAX_ANGLE,
    PROPERTY_TEXT_KEEP_UPRIGHT,
    PROPERTY_TEXT_PADDING,
    PROPERTY_TEXT_TRANSFORM,
    PROPERTY_TEXT_ALLOW_OVERLAP,
    PROPERTY_TEXT_OVERLAP,
    PROPERTY_TEXT_IGNORE_PLACEMENT,
    PROPERTY_TEXT_OPTIONAL,
    PROPERTY_ICON_COLOR,
    PROPERTY_ICON_HALO_COLOR,
    PROPERTY_ICON_HALO_WIDTH,
    PROPERTY_ICON_HALO_BLUR,
    PROPERTY_ICON_OPACITY,
    PROPERTY_ICON_TRANSLATE,
    PROPERTY_ICON_TRANSLATE_ANCHOR,
    PROPERTY_TEXT_COLOR,
    PROPERTY_TEXT_OPACITY,
    PROPERTY_TEXT_HALO_COLOR,
    PROPERTY_TEXT_HALO_WIDTH,
    PROPERTY_TEXT_HALO_BLUR,
    PROPERTY_TEXT_TRANSLATE,
    PROPERTY_TEXT_TRANSLATE_ANCHOR,
    PROPERTY_COUNT,
};

enum property_group {
    GROUP_LAYOUT,
    GROUP_PAINT,
};

/* How a property may be written, MapLibre's names for it. */
enum property_flags {
    PROPERTY_DATA = 1 << 0,         /* expressions may look at the feature */
    PROPERTY_ZOOM = 1 << 1,         /* expressions may look at the zoom */
    PROPERTY_INTERPOLATED = 1 << 2, /* zoom may lead "interpolate", not only "step" */
    PROPERTY_TOKENS = 1 << 3,       /* "{name}" in a string stands for a property */
};

/* What a property's values are. */
struct property_type {
    enum type_kind kind;
    enum type_kind item;       /* of TYPE_ARRAY */
    int length;                /* of TYPE_ARRAY; -1: any */
    const char *const *values; /* of an enum (a string or items of an array): NULL-ended; or NULL */
    guint flags;               /* enum property_flags */
    const char *default_json;  /* NULL: none */
    double minimum, maximum;   /* of numbers and the items of arrays; -inf, inf when open */
};

struct property_row {
    const char *name;
    enum layer_type layer; /* LAYER_TYPE_COUNT: all */
    enum property_group group;
    const struct property_type *type;
};

/* The type of that name, or -1. */
int layer_type_find(const char *name);
/* The row of a property. */
const struct property_row *property_row(enum property property);
/* The property of that name for the layer type and group, or -1. */
int property_find(enum layer_type layer, enum property_group group, const char *name);

/* The default, VALUE_NULL where there is none. That of heatmap-color depends on the evaluation's
 * density; others may be asked for without an evaluation. Never freed. */
struct value property_default(enum property property, struct evaluation *evaluation);

/* Compiles a property's JSON as MapLibre's normalizePropertyExpression() does: a constant, an
 * expression, a function of the old syntax, a string with tokens. Constants are not checked here
 * against ranges and enums: style_check() has done it. Problems as of expression_new(). */
struct expression *property_expression_new(const json_t *json, const struct property_type *type,
                                           GPtrArray *problems);

/* The same where the JSON is known to be an expression: createPropertyExpression(). */
struct expression *property_expression_parse(const json_t *json, const struct property_type *type,
                                             GPtrArray *problems);

/* Compiles a filter of either syntax to an expression of type boolean. */
struct expression *filter_expression_new(const json_t *json, GPtrArray *problems);

#endif
