#include "compose/pattern.h"

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
    struct item *item = scene_group_add_path(
        layer->group, translated_path(composition, layer, PROPERTY_FILL_TRANSLATE, feature->path));
    struct color color = style_color(style, PROPERTY_FILL_COLOR, evaluation);
    if (style_has(style, PROPERTY_FILL_PATTERN)) {
        struct pattern_paint paint = {color, opacity};
        const char *name = style_string(style, PROPERTY_FILL_PATTERN, evaluation);
        item->fill = pattern_fill(composition, name, &paint);
    } else {
        item->fill.kind = FILL_COLOR;
        item->fill.color = color_with_opacity(color, opacity);
    }
    item->crisp = !style_boolean(style, PROPERTY_FILL_ANTIALIAS, evaluation);
    /* As in MapLibre: the outline is part of the smoothing. */
    if (!item->crisp && style_has(style, PROPERTY_FILL_OUTLINE_COLOR)) {
        item->stroke.width_px = 1;
        item->stroke.join = LINE_JOIN_ROUND;
        item->stroke.color = color_with_opacity(
            style_color(style, PROPERTY_FILL_OUTLINE_COLOR, evaluation), opacity);
    }
    layer_add_sort_key(layer, style_number(style, PROPERTY_FILL_SORT_KEY, evaluation));
    struct item shown = *item;
    shown.fill.color = color_with_opacity(shown.fill.color, layer->group->opacity);
    shown.stroke.color = color_with_opacity(shown.stroke.color, layer->group->opacity);
    legend_note(composition, layer, &shown, 0);
    return TRUE;
}
