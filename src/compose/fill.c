#include "compose/layers.h"

#include <string.h>

/* "hatch:45/6/1.2": angle in degrees, spacing and width in px; the colour is fill-color. Other
 * names are images, which the style reader warns of. */
static gboolean parse_hatch(const char *pattern, struct fill *fill)
{
    static const char prefix[] = "hatch:";
    if (!g_str_has_prefix(pattern, prefix)) {
        return FALSE;
    }
    double values[3] = {45, 6, 1};
    const char *p = pattern + strlen(prefix);
    for (guint i = 0; i < 3 && *p != '\0'; i++) {
        char *end;
        values[i] = g_ascii_strtod(p, &end);
        p = *end == '/' ? end + 1 : end;
    }
    fill->kind = FILL_HATCH;
    fill->hatch_angle_deg = CLAMP(values[0], -360, 360);
    fill->hatch_spacing_px = CLAMP(values[1], 1, 1000);
    fill->hatch_width_px = CLAMP(values[2], 0.05, 1000);
    return TRUE;
}

/* An area shared by several events is drawn once, or a translucent fill would grow with their
 * number. */
static gboolean is_first_of_area(struct composed_layer *layer, const char *area_id)
{
    return area_id == NULL || g_hash_table_add(layer->areas, g_strdup(area_id));
}

gboolean compose_fill(struct composition *composition, struct composed_layer *layer,
                      const struct page_feature *feature)
{
    if (feature->type != GEOMETRY_POLYGON) {
        return FALSE;
    }
    if (!is_first_of_area(layer, feature->area_id)) {
        return TRUE;
    }
    struct evaluation *evaluation = &composition->evaluation;
    const struct style_layer *style = layer->layer;
    double opacity = style_number(style, PROPERTY_FILL_OPACITY, evaluation);
    struct item *item = scene_group_add_path(layer->group, page_path_copy(feature->path));
    item->fill.kind = FILL_COLOR;
    item->fill.color =
        color_with_opacity(style_color(style, PROPERTY_FILL_COLOR, evaluation), opacity);
    if (style_has(style, PROPERTY_FILL_PATTERN)) {
        parse_hatch(style_string(style, PROPERTY_FILL_PATTERN, evaluation), &item->fill);
    }
    if (style_has(style, PROPERTY_FILL_OUTLINE_COLOR)) {
        item->stroke.width_px = 1;
        item->stroke.join = LINE_JOIN_ROUND;
        item->stroke.color = color_with_opacity(
            style_color(style, PROPERTY_FILL_OUTLINE_COLOR, evaluation), opacity);
    }
    layer_add_sort_key(layer, style_number(style, PROPERTY_FILL_SORT_KEY, evaluation));
    legend_note(composition, layer, PROPERTY_FILL_COLOR, item, 0);
    return TRUE;
}
