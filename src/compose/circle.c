#include "compose/layers.h"

#include <math.h>
#include <string.h>

/* As many are smooth at any size on paper. */
#define MAX_BLUR_RINGS 24

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

/* How opaque a blurred circle is at a share of its radius: MapLibre's smooth step from nothing at
 * the edge to all at `blur` radii inside it. */
static double blurred(double share, double blur)
{
    double t = CLAMP((1 - share) / blur, 0, 1);
    return t * t * (3 - 2 * t);
}

/* The soft edge of a circle, as circles in each other, the largest first: what each adds makes the
 * sum opaque as it should be, in every format and without seams. The circle itself loses its fill.
 */
static void blur_edge(struct composed_layer *layer, struct item *circle, double radius_px,
                      double blur, double key)
{
    struct fill fill = circle->fill;
    double opacity = fill.color.alpha, reached = 0;
    double width_px = radius_px * fmin(blur, 1);
    guint rings = (guint)CLAMP(ceil(width_px), 2, MAX_BLUR_RINGS);
    circle->fill.kind = FILL_NONE;
    for (guint i = 0; i < rings; i++) {
        double outer = radius_px - width_px * i / rings;
        double wanted = opacity * blurred((outer - width_px / rings / 2) / radius_px, blur);
        if (wanted <= reached) {
            continue;
        }
        struct item *ring = scene_group_add_circle(layer->group, circle->circle.center, outer);
        ring->fill = fill;
        ring->fill.color.alpha = (wanted - reached) / (1 - reached);
        reached = wanted;
        layer_add_sort_key(layer, key);
    }
}

static struct page_point translated(struct composition *composition,
                                    const struct composed_layer *layer, struct page_point at)
{
    const struct value_array *by =
        style_array(layer->layer, PROPERTY_CIRCLE_TRANSLATE, &composition->evaluation);
    if (by != NULL && by->length == 2) {
        at.x += by->items[0].number;
        at.y += by->items[1].number;
    }
    return at;
}

gboolean compose_circle(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature)
{
    if (feature->type != GEOMETRY_POINT) {
        return FALSE;
    }
    struct evaluation *evaluation = &composition->evaluation;
    double key = style_number(layer->layer, PROPERTY_CIRCLE_SORT_KEY, evaluation);
    double radius = style_number(layer->layer, PROPERTY_CIRCLE_RADIUS, evaluation);
    double blur = style_number(layer->layer, PROPERTY_CIRCLE_BLUR, evaluation);
    for (guint i = 0; i < page_path_parts(feature->path); i++) {
        guint length;
        struct page_point at = page_path_part(feature->path, i, &length)[0];
        struct item *item = add_circle(composition, layer, translated(composition, layer, at));
        if (feature->event != NULL) {
            item->title = event_title_dup(feature->event);
        }
        layer_add_sort_key(layer, key);
        box_index_add(composition->boxes, item_box(item), feature->owner);
        legend_note(composition, layer, PROPERTY_CIRCLE_COLOR, item, radius);
        if (blur > 0) {
            blur_edge(layer, item, radius, blur, key);
        }
    }
    return TRUE;
}
