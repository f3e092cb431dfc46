#include "style/properties.h"

#include "base/json_text.h"

#include <math.h>
#include <string.h>

static const char *const visibilities[] = {"visible", "none", NULL};
static const char *const caps[] = {"butt", "round", "square", NULL};
static const char *const joins[] = {"bevel", "round", "miter", NULL};
static const char *const placements[] = {"point", "line", "line-center", NULL};
static const char *const justifications[] = {"auto", "left", "center", "right", NULL};
static const char *const anchors[] = {"center",       "left",     "right",     "top",
                                      "bottom",       "top-left", "top-right", "bottom-left",
                                      "bottom-right", NULL};
static const char *const references[] = {"map", "viewport", NULL};
static const char *const z_orders[] = {"auto", "viewport-y", "source", NULL};
static const char *const overlaps[] = {"never", "always", "cooperative", NULL};
static const char *const fits[] = {"none", "width", "height", "both", NULL};
static const char *const icon_alignments[] = {"map", "viewport", "auto", NULL};
static const char *const text_alignments[] = {"map", "viewport", "viewport-glyph", "auto", NULL};
static const char *const transforms[] = {"none", "uppercase", "lowercase", NULL};

/* Which expressions a property takes. */
#define ANY (PROPERTY_DATA | PROPERTY_ZOOM | PROPERTY_INTERPOLATED)
#define STEPPED (PROPERTY_DATA | PROPERTY_ZOOM)
#define CAMERA (PROPERTY_ZOOM | PROPERTY_INTERPOLATED)
#define CAMERA_STEPPED PROPERTY_ZOOM
#define FIXED 0

#define NUMBER(flags, preset, low, high)                                                           \
    {                                                                                              \
        TYPE_NUMBER, TYPE_NULL, -1, NULL, flags, preset, low, high                                 \
    }
#define ENUM(flags, preset, values)                                                                \
    {                                                                                              \
        TYPE_STRING, TYPE_NULL, -1, values, flags, preset, -INFINITY, INFINITY                     \
    }
#define ARRAY(flags, preset, item, length, values, low)                                            \
    {                                                                                              \
        TYPE_ARRAY, item, length, values, flags, preset, low, INFINITY                             \
    }
#define PLAIN(kind, flags, preset)                                                                 \
    {                                                                                              \
        kind, TYPE_NULL, -1, NULL, flags, preset, -INFINITY, INFINITY                              \
    }

#define HEATMAP_RAMP                                                                               \
    "[\"interpolate\", [\"linear\"], [\"heatmap-density\"], 0, \"rgba(0, 0, 255, 0)\", 0.1, "      \
    "\"royalblue\", 0.3, \"cyan\", 0.5, \"lime\", 0.7, \"yellow\", 1, \"red\"]"

/* Types, defaults and ranges as in MapLibre's style specification, version 8. */
static const struct property_row rows[PROPERTY_COUNT] = {
    [PROPERTY_VISIBILITY] = {"visibility", LAYER_TYPE_COUNT, GROUP_LAYOUT,
                             ENUM(FIXED, "\"visible\"", visibilities)},
    [PROPERTY_BACKGROUND_COLOR] = {"background-color", LAYER_BACKGROUND, GROUP_PAINT,
                                   PLAIN(TYPE_COLOR, CAMERA, "\"#000000\"")},
    [PROPERTY_BACKGROUND_OPACITY] = {"background-opacity", LAYER_BACKGROUND, GROUP_PAINT,
                                     NUMBER(CAMERA, "1", 0, 1)},
    [PROPERTY_BACKGROUND_PATTERN] = {"background-pattern", LAYER_BACKGROUND, GROUP_PAINT,
                                     PLAIN(TYPE_IMAGE, CAMERA_STEPPED, NULL)},
    [PROPERTY_FILL_COLOR] = {"fill-color", LAYER_FILL, GROUP_PAINT,
                             PLAIN(TYPE_COLOR, ANY, "\"#000000\"")},
    [PROPERTY_FILL_OPACITY] = {"fill-opacity", LAYER_FILL, GROUP_PAINT, NUMBER(ANY, "1", 0, 1)},
    [PROPERTY_FILL_OUTLINE_COLOR] = {"fill-outline-color", LAYER_FILL, GROUP_PAINT,
                                     PLAIN(TYPE_COLOR, ANY, NULL)},
    [PROPERTY_FILL_PATTERN] = {"fill-pattern", LAYER_FILL, GROUP_PAINT,
                               PLAIN(TYPE_IMAGE, STEPPED, NULL)},
    [PROPERTY_FILL_SORT_KEY] = {"fill-sort-key", LAYER_FILL, GROUP_LAYOUT,
                                NUMBER(STEPPED, NULL, -INFINITY, INFINITY)},
    [PROPERTY_FILL_ANTIALIAS] = {"fill-antialias", LAYER_FILL, GROUP_PAINT,
                                 PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "true")},
    [PROPERTY_FILL_LAYER_OPACITY] = {"fill-layer-opacity", LAYER_FILL, GROUP_PAINT,
                                     NUMBER(CAMERA, "1", 0, 1)},
    [PROPERTY_FILL_TRANSLATE] = {"fill-translate", LAYER_FILL, GROUP_PAINT,
                                 ARRAY(CAMERA, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)},
    [PROPERTY_FILL_TRANSLATE_ANCHOR] = {"fill-translate-anchor", LAYER_FILL, GROUP_PAINT,
                                        ENUM(CAMERA_STEPPED, "\"map\"", references)},
    [PROPERTY_LINE_COLOR] = {"line-color", LAYER_LINE, GROUP_PAINT,
                             PLAIN(TYPE_COLOR, ANY, "\"#000000\"")},
    [PROPERTY_LINE_OPACITY] = {"line-opacity", LAYER_LINE, GROUP_PAINT, NUMBER(ANY, "1", 0, 1)},
    [PROPERTY_LINE_WIDTH] = {"line-width", LAYER_LINE, GROUP_PAINT, NUMBER(ANY, "1", 0, INFINITY)},
    [PROPERTY_LINE_DASHARRAY] = {"line-dasharray", LAYER_LINE, GROUP_PAINT,
                                 ARRAY(STEPPED, NULL, TYPE_NUMBER, -1, NULL, 0)},
    [PROPERTY_LINE_CAP] = {"line-cap", LAYER_LINE, GROUP_LAYOUT, ENUM(STEPPED, "\"butt\"", caps)},
    [PROPERTY_LINE_JOIN] = {"line-join", LAYER_LINE, GROUP_LAYOUT,
                            ENUM(STEPPED, "\"miter\"", joins)},
    [PROPERTY_LINE_MITER_LIMIT] = {"line-miter-limit", LAYER_LINE, GROUP_LAYOUT,
                                   NUMBER(ANY, "2", -INFINITY, INFINITY)},
    [PROPERTY_LINE_OFFSET] = {"line-offset", LAYER_LINE, GROUP_PAINT,
                              NUMBER(ANY, "0", -INFINITY, INFINITY)},
    [PROPERTY_LINE_GAP_WIDTH] = {"line-gap-width", LAYER_LINE, GROUP_PAINT,
                                 NUMBER(ANY, "0", 0, INFINITY)},
    [PROPERTY_LINE_SORT_KEY] = {"line-sort-key", LAYER_LINE, GROUP_LAYOUT,
                                NUMBER(STEPPED, NULL, -INFINITY, INFINITY)},
    [PROPERTY_LINE_PATTERN] = {"line-pattern", LAYER_LINE, GROUP_PAINT,
                               PLAIN(TYPE_IMAGE, STEPPED, NULL)},
    [PROPERTY_LINE_BLUR] = {"line-blur", LAYER_LINE, GROUP_PAINT, NUMBER(ANY, "0", 0, INFINITY)},
    [PROPERTY_LINE_GRADIENT] = {"line-gradient", LAYER_LINE, GROUP_PAINT,
                                PLAIN(TYPE_COLOR, PROPERTY_INTERPOLATED, NULL)},
    [PROPERTY_LINE_LAYER_OPACITY] = {"line-layer-opacity", LAYER_LINE, GROUP_PAINT,
                                     NUMBER(CAMERA, "1", 0, 1)},
    [PROPERTY_LINE_TRANSLATE] = {"line-translate", LAYER_LINE, GROUP_PAINT,
                                 ARRAY(CAMERA, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)},
    [PROPERTY_LINE_TRANSLATE_ANCHOR] = {"line-translate-anchor", LAYER_LINE, GROUP_PAINT,
                                        ENUM(CAMERA_STEPPED, "\"map\"", references)},
    [PROPERTY_CIRCLE_RADIUS] = {"circle-radius", LAYER_CIRCLE, GROUP_PAINT,
                                NUMBER(ANY, "5", 0, INFINITY)},
    [PROPERTY_CIRCLE_COLOR] = {"circle-color", LAYER_CIRCLE, GROUP_PAINT,
                               PLAIN(TYPE_COLOR, ANY, "\"#000000\"")},
    [PROPERTY_CIRCLE_BLUR] = {"circle-blur", LAYER_CIRCLE, GROUP_PAINT,
                              NUMBER(ANY, "0", -INFINITY, INFINITY)},
    [PROPERTY_CIRCLE_OPACITY] = {"circle-opacity", LAYER_CIRCLE, GROUP_PAINT,
                                 NUMBER(ANY, "1", 0, 1)},
    [PROPERTY_CIRCLE_TRANSLATE] = {"circle-translate", LAYER_CIRCLE, GROUP_PAINT,
                                   ARRAY(CAMERA, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)},
    [PROPERTY_CIRCLE_TRANSLATE_ANCHOR] = {"circle-translate-anchor", LAYER_CIRCLE, GROUP_PAINT,
                                          ENUM(CAMERA_STEPPED, "\"map\"", references)},
    [PROPERTY_CIRCLE_STROKE_COLOR] = {"circle-stroke-color", LAYER_CIRCLE, GROUP_PAINT,
                                      PLAIN(TYPE_COLOR, ANY, "\"#000000\"")},
    [PROPERTY_CIRCLE_STROKE_OPACITY] = {"circle-stroke-opacity", LAYER_CIRCLE, GROUP_PAINT,
                                        NUMBER(ANY, "1", 0, 1)},
    [PROPERTY_CIRCLE_STROKE_WIDTH] = {"circle-stroke-width", LAYER_CIRCLE, GROUP_PAINT,
                                      NUMBER(ANY, "0", 0, INFINITY)},
    [PROPERTY_CIRCLE_SORT_KEY] = {"circle-sort-key", LAYER_CIRCLE, GROUP_LAYOUT,
                                  NUMBER(STEPPED, NULL, -INFINITY, INFINITY)},
    [PROPERTY_CIRCLE_PITCH_ALIGNMENT] = {"circle-pitch-alignment", LAYER_CIRCLE, GROUP_PAINT,
                                         ENUM(CAMERA_STEPPED, "\"viewport\"", references)},
    [PROPERTY_CIRCLE_PITCH_SCALE] = {"circle-pitch-scale", LAYER_CIRCLE, GROUP_PAINT,
                                     ENUM(CAMERA_STEPPED, "\"map\"", references)},
    [PROPERTY_HEATMAP_RADIUS] = {"heatmap-radius", LAYER_HEATMAP, GROUP_PAINT,
                                 NUMBER(ANY, "30", 1, INFINITY)},
    [PROPERTY_HEATMAP_WEIGHT] = {"heatmap-weight", LAYER_HEATMAP, GROUP_PAINT,
                                 NUMBER(ANY, "1", 0, INFINITY)},
    [PROPERTY_HEATMAP_INTENSITY] = {"heatmap-intensity", LAYER_HEATMAP, GROUP_PAINT,
                                    NUMBER(CAMERA, "1", 0, INFINITY)},
    [PROPERTY_HEATMAP_COLOR] = {"heatmap-color", LAYER_HEATMAP, GROUP_PAINT,
                                PLAIN(TYPE_COLOR, PROPERTY_INTERPOLATED, HEATMAP_RAMP)},
    [PROPERTY_HEATMAP_OPACITY] = {"heatmap-opacity", LAYER_HEATMAP, GROUP_PAINT,
                                  NUMBER(CAMERA, "1", 0, 1)},
    [PROPERTY_SYMBOL_PLACEMENT] = {"symbol-placement", LAYER_SYMBOL, GROUP_LAYOUT,
                                   ENUM(CAMERA_STEPPED, "\"point\"", placements)},
    [PROPERTY_SYMBOL_SPACING] = {"symbol-spacing", LAYER_SYMBOL, GROUP_LAYOUT,
                                 NUMBER(CAMERA, "250", 1, INFINITY)},
    [PROPERTY_SYMBOL_SORT_KEY] = {"symbol-sort-key", LAYER_SYMBOL, GROUP_LAYOUT,
                                  NUMBER(STEPPED, NULL, -INFINITY, INFINITY)},
    [PROPERTY_SYMBOL_Z_ORDER] = {"symbol-z-order", LAYER_SYMBOL, GROUP_LAYOUT,
                                 ENUM(CAMERA_STEPPED, "\"auto\"", z_orders)},
    [PROPERTY_SYMBOL_AVOID_EDGES] = {"symbol-avoid-edges", LAYER_SYMBOL, GROUP_LAYOUT,
                                     PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_ICON_ALLOW_OVERLAP] = {"icon-allow-overlap", LAYER_SYMBOL, GROUP_LAYOUT,
                                     PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_ICON_OVERLAP] = {"icon-overlap", LAYER_SYMBOL, GROUP_LAYOUT,
                               ENUM(CAMERA_STEPPED, NULL, overlaps)},
    [PROPERTY_ICON_IGNORE_PLACEMENT] = {"icon-ignore-placement", LAYER_SYMBOL, GROUP_LAYOUT,
                                        PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_ICON_OPTIONAL] = {"icon-optional", LAYER_SYMBOL, GROUP_LAYOUT,
                                PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_ICON_PITCH_ALIGNMENT] = {"icon-pitch-alignment", LAYER_SYMBOL, GROUP_LAYOUT,
                                       ENUM(CAMERA_STEPPED, "\"auto\"", icon_alignments)},
    [PROPERTY_ICON_ROTATION_ALIGNMENT] = {"icon-rotation-alignment", LAYER_SYMBOL, GROUP_LAYOUT,
                                          ENUM(CAMERA_STEPPED, "\"auto\"", icon_alignments)},
    [PROPERTY_ICON_SIZE] = {"icon-size", LAYER_SYMBOL, GROUP_LAYOUT, NUMBER(ANY, "1", 0, INFINITY)},
    [PROPERTY_ICON_TEXT_FIT] = {"icon-text-fit", LAYER_SYMBOL, GROUP_LAYOUT,
                                ENUM(CAMERA_STEPPED, "\"none\"", fits)},
    [PROPERTY_ICON_TEXT_FIT_PADDING] = {"icon-text-fit-padding", LAYER_SYMBOL, GROUP_LAYOUT,
                                        ARRAY(CAMERA, "[0, 0, 0, 0]", TYPE_NUMBER, 4, NULL,
                                              -INFINITY)},
    [PROPERTY_ICON_IMAGE] = {"icon-image", LAYER_SYMBOL, GROUP_LAYOUT,
                             PLAIN(TYPE_IMAGE, STEPPED | PROPERTY_TOKENS, NULL)},
    [PROPERTY_ICON_ROTATE] = {"icon-rotate", LAYER_SYMBOL, GROUP_LAYOUT,
                              NUMBER(ANY, "0", -INFINITY, INFINITY)},
    [PROPERTY_ICON_PADDING] = {"icon-padding", LAYER_SYMBOL, GROUP_LAYOUT,
                               PLAIN(TYPE_PADDING, ANY, "[2]")},
    [PROPERTY_ICON_KEEP_UPRIGHT] = {"icon-keep-upright", LAYER_SYMBOL, GROUP_LAYOUT,
                                    PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_ICON_OFFSET] = {"icon-offset", LAYER_SYMBOL, GROUP_LAYOUT,
                              ARRAY(ANY, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)},
    [PROPERTY_ICON_ANCHOR] = {"icon-anchor", LAYER_SYMBOL, GROUP_LAYOUT,
                              ENUM(STEPPED, "\"center\"", anchors)},
    [PROPERTY_TEXT_PITCH_ALIGNMENT] = {"text-pitch-alignment", LAYER_SYMBOL, GROUP_LAYOUT,
                                       ENUM(CAMERA_STEPPED, "\"auto\"", icon_alignments)},
    [PROPERTY_TEXT_ROTATION_ALIGNMENT] = {"text-rotation-alignment", LAYER_SYMBOL, GROUP_LAYOUT,
                                          ENUM(CAMERA_STEPPED, "\"auto\"", text_alignments)},
    [PROPERTY_TEXT_FIELD] = {"text-field", LAYER_SYMBOL, GROUP_LAYOUT,
                             PLAIN(TYPE_FORMATTED, STEPPED | PROPERTY_TOKENS, "\"\"")},
    [PROPERTY_TEXT_FONT] = {"text-font", LAYER_SYMBOL, GROUP_LAYOUT,
                            ARRAY(STEPPED, "[\"Open Sans Regular\", \"Arial Unicode MS Regular\"]",
                                  TYPE_STRING, -1, NULL, -INFINITY)},
    [PROPERTY_TEXT_SIZE] = {"text-size", LAYER_SYMBOL, GROUP_LAYOUT,
                            NUMBER(ANY, "16", 0, INFINITY)},
    [PROPERTY_TEXT_MAX_WIDTH] = {"text-max-width", LAYER_SYMBOL, GROUP_LAYOUT,
                                 NUMBER(ANY, "10", 0, INFINITY)},
    [PROPERTY_TEXT_LINE_HEIGHT] = {"text-line-height", LAYER_SYMBOL, GROUP_LAYOUT,
                                   NUMBER(CAMERA, "1.2", -INFINITY, INFINITY)},
    [PROPERTY_TEXT_LETTER_SPACING] = {"text-letter-spacing", LAYER_SYMBOL, GROUP_LAYOUT,
                                      NUMBER(ANY, "0", -INFINITY, INFINITY)},
    [PROPERTY_TEXT_JUSTIFY] = {"text-justify", LAYER_SYMBOL, GROUP_LAYOUT,
                               ENUM(STEPPED, "\"center\"", justifications)},
    [PROPERTY_TEXT_ANCHOR] = {"text-anchor", LAYER_SYMBOL, GROUP_LAYOUT,
                              ENUM(STEPPED, "\"center\"", anchors)},
    [PROPERTY_TEXT_VARIABLE_ANCHOR] = {"text-variable-anchor", LAYER_SYMBOL, GROUP_LAYOUT,
                                       ARRAY(CAMERA_STEPPED, NULL, TYPE_STRING, -1, anchors,
                                             -INFINITY)},
    [PROPERTY_TEXT_VARIABLE_ANCHOR_OFFSET] = {"text-variable-anchor-offset", LAYER_SYMBOL,
                                              GROUP_LAYOUT, PLAIN(TYPE_ANCHOR_OFFSETS, ANY, NULL)},
    [PROPERTY_TEXT_RADIAL_OFFSET] = {"text-radial-offset", LAYER_SYMBOL, GROUP_LAYOUT,
                                     NUMBER(ANY, "0", -INFINITY, INFINITY)},
    [PROPERTY_TEXT_OFFSET] = {"text-offset", LAYER_SYMBOL, GROUP_LAYOUT,
                              ARRAY(ANY, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)},
    [PROPERTY_TEXT_ROTATE] = {"text-rotate", LAYER_SYMBOL, GROUP_LAYOUT,
                              NUMBER(ANY, "0", -INFINITY, INFINITY)},
    [PROPERTY_TEXT_MAX_ANGLE] = {"text-max-angle", LAYER_SYMBOL, GROUP_LAYOUT,
                                 NUMBER(CAMERA, "45", -INFINITY, INFINITY)},
    [PROPERTY_TEXT_KEEP_UPRIGHT] = {"text-keep-upright", LAYER_SYMBOL, GROUP_LAYOUT,
                                    PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "true")},
    [PROPERTY_TEXT_PADDING] = {"text-padding", LAYER_SYMBOL, GROUP_LAYOUT,
                               NUMBER(CAMERA, "2", 0, INFINITY)},
    [PROPERTY_TEXT_TRANSFORM] = {"text-transform", LAYER_SYMBOL, GROUP_LAYOUT,
                                 ENUM(STEPPED, "\"none\"", transforms)},
    [PROPERTY_TEXT_ALLOW_OVERLAP] = {"text-allow-overlap", LAYER_SYMBOL, GROUP_LAYOUT,
                                     PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_TEXT_OVERLAP] = {"text-overlap", LAYER_SYMBOL, GROUP_LAYOUT,
                               ENUM(CAMERA_STEPPED, NULL, overlaps)},
    [PROPERTY_TEXT_IGNORE_PLACEMENT] = {"text-ignore-placement", LAYER_SYMBOL, GROUP_LAYOUT,
                                        PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_TEXT_OPTIONAL] = {"text-optional", LAYER_SYMBOL, GROUP_LAYOUT,
                                PLAIN(TYPE_BOOLEAN, CAMERA_STEPPED, "false")},
    [PROPERTY_ICON_COLOR] = {"icon-color", LAYER_SYMBOL, GROUP_PAINT,
                             PLAIN(TYPE_COLOR, ANY, "\"#000000\"")},
    [PROPERTY_ICON_HALO_COLOR] = {"icon-halo-color", LAYER_SYMBOL, GROUP_PAINT,
                                  PLAIN(TYPE_COLOR, ANY, "\"rgba(0, 0, 0, 0)\"")},
    [PROPERTY_ICON_HALO_WIDTH] = {"icon-halo-width", LAYER_SYMBOL, GROUP_PAINT,
                                  NUMBER(ANY, "0", 0, INFINITY)},
    [PROPERTY_ICON_OPACITY] = {"icon-opacity", LAYER_SYMBOL, GROUP_PAINT, NUMBER(ANY, "1", 0, 1)},
    [PROPERTY_ICON_TRANSLATE] = {"icon-translate", LAYER_SYMBOL, GROUP_PAINT,
                                 ARRAY(CAMERA, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)},
    [PROPERTY_ICON_TRANSLATE_ANCHOR] = {"icon-translate-anchor", LAYER_SYMBOL, GROUP_PAINT,
                                        ENUM(CAMERA_STEPPED, "\"map\"", references)},
    [PROPERTY_TEXT_COLOR] = {"text-color", LAYER_SYMBOL, GROUP_PAINT,
                             PLAIN(TYPE_COLOR, ANY, "\"#000000\"")},
    [PROPERTY_TEXT_OPACITY] = {"text-opacity", LAYER_SYMBOL, GROUP_PAINT, NUMBER(ANY, "1", 0, 1)},
    [PROPERTY_TEXT_HALO_COLOR] = {"text-halo-color", LAYER_SYMBOL, GROUP_PAINT,
                                  PLAIN(TYPE_COLOR, ANY, "\"rgba(0, 0, 0, 0)\"")},
    [PROPERTY_TEXT_HALO_WIDTH] = {"text-halo-width", LAYER_SYMBOL, GROUP_PAINT,
                                  NUMBER(ANY, "0", 0, INFINITY)},
    [PROPERTY_TEXT_TRANSLATE] = {"text-translate", LAYER_SYMBOL, GROUP_PAINT,
                                 ARRAY(CAMERA, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)},
    [PROPERTY_TEXT_TRANSLATE_ANCHOR] = {"text-translate-anchor", LAYER_SYMBOL, GROUP_PAINT,
                                        ENUM(CAMERA_STEPPED, "\"map\"", references)},
};

const struct property_row *property_row(enum property property)
{
    return &rows[property];
}

static gboolean row_is(const struct property_row *row, enum layer_type layer,
                       enum property_group group)
{
    return (row->layer == layer || row->layer == LAYER_TYPE_COUNT) && row->group == group;
}

int property_find(enum layer_type layer, enum property_group group, const char *name)
{
    for (int i = 0; i < PROPERTY_COUNT; i++)
        if (row_is(&rows[i], layer, group) && g_str_equal(rows[i].name, name))
            return i;
    return -1;
}

/* ---- defaults ---- */

static struct expression *default_expression(const struct property_row *row)
{
    const char *text = row->type.default_json;
    if (!text)
        return expression_new_constant(value_null());
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    struct expression *expression = property_expression_new(json, &row->type, NULL);
    json_decref(json);
    g_assert(expression);
    return expression;
}

struct value property_default(enum property property, struct evaluation *evaluation)
{
    static gsize ready;
    static struct expression *defaults[PROPERTY_COUNT];
    if (g_once_init_enter(&ready)) {
        for (int i = 0; i < PROPERTY_COUNT; i++)
            defaults[i] = default_expression(&rows[i]);
        g_once_init_leave(&ready, 1);
    }
    const struct value *constant = expression_constant(defaults[property]);
    struct value value;
    if (constant)
        return *constant;
    return expression_evaluate(defaults[property], evaluation, &value, NULL) ? value : value_null();
}
