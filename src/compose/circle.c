#include "compose/layers.h"

#include <string.h>

/* "date, place: what (deaths)" for the tooltip of an event. */
static char *event_title_dup(const struct composed_event *composed)
{
    const struct event *event = composed->event;
    g_autofree char *date = date_span_format(&event->dates, "en");
    g_autoptr(GString) title = g_string_new(NULL);
    g_string_printf(title, "%s%s%s", event->dates.known ? date : "", event->dates.known ? ": " : "",
                    event->place);
    if (event->precision >= PRECISION_ADMIN3) {
        g_string_append(title, " (exact place not known)");
    }
    if (event->deaths_known) {
        char number[VALUE_NUMBER_TEXT];
        g_string_append_printf(title, ", reported deaths %s",
                               value_number_text(event->deaths, number));
    }
    return g_string_free(g_steal_pointer(&title), FALSE);
}

static struct item *add_circle(struct composition *composition, struct composed_layer *layer,
                               struct page_point at)
{
    struct evaluation *evaluation = &composition->evaluation;
    const struct style_layer *style = layer->layer;
    double opacity = style_number(style, PROPERTY_CIRCLE_OPACITY, evaluation);
    double stroke_width = style_number(style, PROPERTY_CIRCLE_STROKE_WIDTH, evaluation);
    double radius = style_number(style, PROPERTY_CIRCLE_RADIUS, evaluation);
    /* MapLibre's stroke stands outside the radius. */
    struct item *item = scene_group_add_circle(layer->group, at, radius + stroke_width / 2);
    item->fill.kind = FILL_COLOR;
    item->fill.color =
        color_with_opacity(style_color(style, PROPERTY_CIRCLE_COLOR, evaluation), opacity);
    item->stroke.width_px = stroke_width;
    item->stroke.color =
        color_with_opacity(style_color(style, PROPERTY_CIRCLE_STROKE_COLOR, evaluation),
                           style_number(style, PROPERTY_CIRCLE_STROKE_OPACITY, evaluation));
    return item;
}

gboolean compose_circle(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature)
{
    if (feature->type != GEOMETRY_POINT) {
        return FALSE;
    }
    double key = style_number(layer->layer, PROPERTY_CIRCLE_SORT_KEY, &composition->evaluation);
    for (guint i = 0; i < page_path_parts(feature->path); i++) {
        guint length;
        struct page_point at = page_path_part(feature->path, i, &length)[0];
        struct item *item = add_circle(composition, layer, at);
        if (feature->event != NULL) {
            item->title = event_title_dup(feature->event);
        }
        layer_add_sort_key(layer, key);
        box_index_add(composition->boxes, item_box(item), feature->owner);
        legend_note(composition, layer, PROPERTY_CIRCLE_COLOR, item,
                    style_number(layer->layer, PROPERTY_CIRCLE_RADIUS, &composition->evaluation));
    }
    return TRUE;
}
