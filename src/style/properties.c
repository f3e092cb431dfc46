#include "style/properties.h"

#include "style/schema.h"

/* What each is lies in the schema's table of MapLibre's specification (schema_layers.c). */
static const char *const names[PROPERTY_COUNT] = {
    [PROPERTY_VISIBILITY] = "visibility",
    [PROPERTY_BACKGROUND_COLOR] = "background-color",
    [PROPERTY_BACKGROUND_OPACITY] = "background-opacity",
    [PROPERTY_BACKGROUND_PATTERN] = "background-pattern",
    [PROPERTY_FILL_COLOR] = "fill-color",
    [PROPERTY_FILL_OPACITY] = "fill-opacity",
    [PROPERTY_FILL_OUTLINE_COLOR] = "fill-outline-color",
    [PROPERTY_FILL_PATTERN] = "fill-pattern",
    [PROPERTY_FILL_SORT_KEY] = "fill-sort-key",
    [PROPERTY_FILL_ANTIALIAS] = "fill-antialias",
    [PROPERTY_FILL_LAYER_OPACITY] = "fill-layer-opacity",
    [PROPERTY_FILL_TRANSLATE] = "fill-translate",
    [PROPERTY_FILL_TRANSLATE_ANCHOR] = "fill-translate-anchor",
    [PROPERTY_LINE_COLOR] = "line-color",
    [PROPERTY_LINE_OPACITY] = "line-opacity",
    [PROPERTY_LINE_WIDTH] = "line-width",
    [PROPERTY_LINE_DASHARRAY] = "line-dasharray",
    [PROPERTY_LINE_CAP] = "line-cap",
    [PROPERTY_LINE_JOIN] = "line-join",
    [PROPERTY_LINE_MITER_LIMIT] = "line-miter-limit",
    [PROPERTY_LINE_ROUND_LIMIT] = "line-round-limit",
    [PROPERTY_LINE_OFFSET] = "line-offset",
    [PROPERTY_LINE_GAP_WIDTH] = "line-gap-width",
    [PROPERTY_LINE_SORT_KEY] = "line-sort-key",
    [PROPERTY_LINE_PATTERN] = "line-pattern",
    [PROPERTY_LINE_BLUR] = "line-blur",
    [PROPERTY_LINE_GRADIENT] = "line-gradient",
    [PROPERTY_LINE_LAYER_OPACITY] = "line-layer-opacity",
    [PROPERTY_LINE_TRANSLATE] = "line-translate",
    [PROPERTY_LINE_TRANSLATE_ANCHOR] = "line-translate-anchor",
    [PROPERTY_CIRCLE_RADIUS] = "circle-radius",
    [PROPERTY_CIRCLE_COLOR] = "circle-color",
    [PROPERTY_CIRCLE_BLUR] = "circle-blur",
    [PROPERTY_CIRCLE_OPACITY] = "circle-opacity",
    [PROPERTY_CIRCLE_TRANSLATE] = "circle-translate",
    [PROPERTY_CIRCLE_TRANSLATE_ANCHOR] = "circle-translate-anchor",
    [PROPERTY_CIRCLE_STROKE_COLOR] = "circle-stroke-color",
    [PROPERTY_CIRCLE_STROKE_OPACITY] = "circle-stroke-opacity",
    [PROPERTY_CIRCLE_STROKE_WIDTH] = "circle-stroke-width",
    [PROPERTY_CIRCLE_SORT_KEY] = "circle-sort-key",
    [PROPERTY_CIRCLE_PITCH_ALIGNMENT] = "circle-pitch-alignment",
    [PROPERTY_CIRCLE_PITCH_SCALE] = "circle-pitch-scale",
    [PROPERTY_HEATMAP_RADIUS] = "heatmap-radius",
    [PROPERTY_HEATMAP_WEIGHT] = "heatmap-weight",
    [PROPERTY_HEATMAP_INTENSITY] = "heatmap-intensity",
    [PROPERTY_HEATMAP_COLOR] = "heatmap-color",
    [PROPERTY_HEATMAP_OPACITY] = "heatmap-opacity",
    [PROPERTY_SYMBOL_PLACEMENT] = "symbol-placement",
    [PROPERTY_SYMBOL_SPACING] = "symbol-spacing",
    [PROPERTY_SYMBOL_SORT_KEY] = "symbol-sort-key",
    [PROPERTY_SYMBOL_Z_ORDER] = "symbol-z-order",
    [PROPERTY_SYMBOL_AVOID_EDGES] = "symbol-avoid-edges",
    [PROPERTY_ICON_ALLOW_OVERLAP] = "icon-allow-overlap",
    [PROPERTY_ICON_OVERLAP] = "icon-overlap",
    [PROPERTY_ICON_IGNORE_PLACEMENT] = "icon-ignore-placement",
    [PROPERTY_ICON_OPTIONAL] = "icon-optional",
    [PROPERTY_ICON_PITCH_ALIGNMENT] = "icon-pitch-alignment",
    [PROPERTY_ICON_ROTATION_ALIGNMENT] = "icon-rotation-alignment",
    [PROPERTY_ICON_SIZE] = "icon-size",
    [PROPERTY_ICON_TEXT_FIT] = "icon-text-fit",
    [PROPERTY_ICON_TEXT_FIT_PADDING] = "icon-text-fit-padding",
    [PROPERTY_ICON_IMAGE] = "icon-image",
    [PROPERTY_ICON_ROTATE] = "icon-rotate",
    [PROPERTY_ICON_PADDING] = "icon-padding",
    [PROPERTY_ICON_KEEP_UPRIGHT] = "icon-keep-upright",
    [PROPERTY_ICON_OFFSET] = "icon-offset",
    [PROPERTY_ICON_ANCHOR] = "icon-anchor",
    [PROPERTY_TEXT_PITCH_ALIGNMENT] = "text-pitch-alignment",
    [PROPERTY_TEXT_ROTATION_ALIGNMENT] = "text-rotation-alignment",
    [PROPERTY_TEXT_FIELD] = "text-field",
    [PROPERTY_TEXT_FONT] = "text-font",
    [PROPERTY_TEXT_SIZE] = "text-size",
    [PROPERTY_TEXT_MAX_WIDTH] = "text-max-width",
    [PROPERTY_TEXT_LINE_HEIGHT] = "text-line-height",
    [PROPERTY_TEXT_LETTER_SPACING] = "text-letter-spacing",
    [PROPERTY_TEXT_JUSTIFY] = "text-justify",
    [PROPERTY_TEXT_ANCHOR] = "text-anchor",
    [PROPERTY_TEXT_VARIABLE_ANCHOR] = "text-variable-anchor",
    [PROPERTY_TEXT_VARIABLE_ANCHOR_OFFSET] = "text-variable-anchor-offset",
    [PROPERTY_TEXT_RADIAL_OFFSET] = "text-radial-offset",
    [PROPERTY_TEXT_OFFSET] = "text-offset",
    [PROPERTY_TEXT_WRITING_MODE] = "text-writing-mode",
    [PROPERTY_TEXT_ROTATE] = "text-rotate",
    [PROPERTY_TEXT_MAX_ANGLE] = "text-max-angle",
    [PROPERTY_TEXT_KEEP_UPRIGHT] = "text-keep-upright",
    [PROPERTY_TEXT_PADDING] = "text-padding",
    [PROPERTY_TEXT_TRANSFORM] = "text-transform",
    [PROPERTY_TEXT_ALLOW_OVERLAP] = "text-allow-overlap",
    [PROPERTY_TEXT_OVERLAP] = "text-overlap",
    [PROPERTY_TEXT_IGNORE_PLACEMENT] = "text-ignore-placement",
    [PROPERTY_TEXT_OPTIONAL] = "text-optional",
    [PROPERTY_ICON_COLOR] = "icon-color",
    [PROPERTY_ICON_HALO_COLOR] = "icon-halo-color",
    [PROPERTY_ICON_HALO_WIDTH] = "icon-halo-width",
    [PROPERTY_ICON_HALO_BLUR] = "icon-halo-blur",
    [PROPERTY_ICON_OPACITY] = "icon-opacity",
    [PROPERTY_ICON_TRANSLATE] = "icon-translate",
    [PROPERTY_ICON_TRANSLATE_ANCHOR] = "icon-translate-anchor",
    [PROPERTY_TEXT_COLOR] = "text-color",
    [PROPERTY_TEXT_OPACITY] = "text-opacity",
    [PROPERTY_TEXT_HALO_COLOR] = "text-halo-color",
    [PROPERTY_TEXT_HALO_WIDTH] = "text-halo-width",
    [PROPERTY_TEXT_HALO_BLUR] = "text-halo-blur",
    [PROPERTY_TEXT_TRANSLATE] = "text-translate",
    [PROPERTY_TEXT_TRANSLATE_ANCHOR] = "text-translate-anchor",
};

static const char *const layer_type_names[LAYER_TYPE_COUNT] = {
    [LAYER_BACKGROUND] = "background", [LAYER_FILL] = "fill",     [LAYER_LINE] = "line",
    [LAYER_CIRCLE] = "circle",         [LAYER_SYMBOL] = "symbol", [LAYER_HEATMAP] = "heatmap",
};

int layer_type_find(const char *name)
{
    for (int i = 0; name && i < LAYER_TYPE_COUNT; i++)
        if (g_str_equal(layer_type_names[i], name))
            return i;
    return -1;
}

/* ---- rows ---- */

static void fill_rows(struct property_row *rows, enum layer_type layer, enum property_group group)
{
    const struct schema_object *schema =
        schema_of_layer(group == GROUP_PAINT ? "paint" : "layout", layer_type_names[layer]);
    for (int i = 0; i < PROPERTY_COUNT; i++) {
        const struct schema_row *found = schema_row(schema, names[i]);
        if (found && rows[i].name)
            rows[i].layer = LAYER_TYPE_COUNT;
        else if (found)
            rows[i] = (struct property_row){names[i], layer, group, &found->type};
    }
}

static const struct property_row *all_rows(void)
{
    static gsize ready;
    static struct property_row rows[PROPERTY_COUNT];
    if (g_once_init_enter(&ready)) {
        for (int layer = 0; layer < LAYER_TYPE_COUNT; layer++) {
            fill_rows(rows, (enum layer_type)layer, GROUP_LAYOUT);
            fill_rows(rows, (enum layer_type)layer, GROUP_PAINT);
        }
        for (int i = 0; i < PROPERTY_COUNT; i++)
            g_assert(rows[i].type);
        g_once_init_leave(&ready, 1);
    }
    return rows;
}

const struct property_row *property_row(enum property property)
{
    return &all_rows()[property];
}

static gboolean row_is(const struct property_row *row, enum layer_type layer,
                       enum property_group group)
{
    return (row->layer == layer || row->layer == LAYER_TYPE_COUNT) && row->group == group;
}

int property_find(enum layer_type layer, enum property_group group, const char *name)
{
    const struct property_row *rows = all_rows();
    for (int i = 0; i < PROPERTY_COUNT; i++)
        if (row_is(&rows[i], layer, group) && g_str_equal(rows[i].name, name))
            return i;
    return -1;
}

/* ---- defaults ---- */

static struct expression *default_expression(const struct property_row *row)
{
    const char *text = row->type->default_json;
    if (!text)
        return expression_new_constant(value_null());
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    struct expression *expression = property_expression_new(json, row->type, NULL);
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
            defaults[i] = default_expression(property_row((enum property)i));
        g_once_init_leave(&ready, 1);
    }
    const struct value *constant = expression_constant(defaults[property]);
    struct value value;
    if (constant)
        return *constant;
    return expression_evaluate(defaults[property], evaluation, &value, NULL) ? value : value_null();
}
