#include "compose/layers.h"

#include <math.h>
#include <string.h>

/* As many are smooth at any size on paper. */
#define MAX_BLUR_RINGS 24

char *event_title_dup(const struct composed_event *composed)
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

struct dot_look circle_look(struct composition *composition, const struct composed_layer *layer,
                            struct page_point *translate)
{
    struct evaluation *evaluation = &composition->evaluation;
    const struct style_layer *style = layer->layer;
    *translate = layer_translate(style, PROPERTY_CIRCLE_TRANSLATE, evaluation);
    return (struct dot_look){
        .radius_px = style_number(style, PROPERTY_CIRCLE_RADIUS, evaluation),
        .stroke_width_px = style_number(style, PROPERTY_CIRCLE_STROKE_WIDTH, evaluation),
        .fill = color_with_opacity(style_color(style, PROPERTY_CIRCLE_COLOR, evaluation),
                                   style_number(style, PROPERTY_CIRCLE_OPACITY, evaluation)),
        .stroke =
            color_with_opacity(style_color(style, PROPERTY_CIRCLE_STROKE_COLOR, evaluation),
                               style_number(style, PROPERTY_CIRCLE_STROKE_OPACITY, evaluation)),
        .blur = style_number(style, PROPERTY_CIRCLE_BLUR, evaluation),
    };
}

void circle_look_item(const struct dot_look *look, struct item *item)
{
    /* MapLibre's stroke stands outside the radius. */
    item->circle.radius_px = look->radius_px + look->stroke_width_px / 2;
    item->fill.kind = FILL_COLOR;
    item->fill.color = look->fill;
    item->stroke.width_px = look->stroke_width_px;
    item->stroke.color = look->stroke;
}

/* A layer's `metadata.stroke-dasharray`, in px: MapLibre has no dashed circles. */
static void set_dashes(const struct style_layer *style, struct stroke *stroke)
{
    const json_t *dashes = json_object_get(style->metadata, "stroke-dasharray");
    gsize n = MIN(json_array_size(dashes), STROKE_MAX_DASHES);
    for (gsize i = 0; i < n; i++) {
        stroke->dashes_px[i] = json_number_value(json_array_get(dashes, i));
    }
    stroke->n_dashes = (guint)n;
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
        double wanted = opacity * dot_fade((outer - width_px / rings / 2) / radius_px, blur);
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

/* A layer's `metadata.gives-way`: its single points may be left out for labels that matter more.
 * Events never are. */
static gboolean gives_way(const struct composed_layer *layer, const struct page_feature *feature,
                          double blur)
{
    return json_is_true(json_object_get(layer->layer->metadata, "gives-way")) &&
           feature->event == NULL && page_path_parts(feature->path) == 1 && !(blur > 0);
}

/* What labels may not cover. */
static void keep_clear(struct composition *composition, struct composed_layer *layer,
                       const struct page_feature *feature, struct item *item, double blur)
{
    if (!gives_way(layer, feature, blur)) {
        box_index_add(composition->boxes, item_box(item), feature->owner);
        return;
    }
    struct yielding_circle circle = {feature->owner, layer, item};
    g_array_append_val(composition->yielding_circles, circle);
    labels_add_dot(composition->labels, feature->owner, item_box(item));
}

/* Puts the items that are left out behind the others, and cuts them off. */
static void remove_items(struct scene_group *group, GHashTable *left_out)
{
    g_autoptr(GPtrArray) tail = g_ptr_array_new();
    guint kept = 0;
    for (guint i = 0; i < group->items->len; i++) {
        gpointer item = g_ptr_array_index(group->items, i);
        if (g_hash_table_contains(left_out, item)) {
            g_ptr_array_add(tail, item);
        } else {
            group->items->pdata[kept++] = item;
        }
    }
    for (guint i = 0; i < tail->len; i++) {
        group->items->pdata[kept + i] = g_ptr_array_index(tail, i);
    }
    g_ptr_array_set_size(group->items, (gint)kept);
}

void circles_give_way(struct composition *composition)
{
    g_autoptr(GHashTable) left_out = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < composition->yielding_circles->len; i++) {
        const struct yielding_circle *circle =
            &g_array_index(composition->yielding_circles, struct yielding_circle, i);
        if (labels_dots_dropped(composition->labels, circle->owner)) {
            g_hash_table_add(left_out, circle->item);
            circle->layer->drawn--;
            circle->layer->filtered++;
        }
    }
    for (guint i = 0; g_hash_table_size(left_out) > 0 && i < composition->layers->len; i++) {
        const struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        if (layer->group != NULL && layer->layer->type == LAYER_CIRCLE) {
            remove_items(layer->group, left_out);
        }
    }
}

gboolean compose_circle(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature)
{
    if (feature->type != GEOMETRY_POINT) {
        return FALSE;
    }
    struct evaluation *evaluation = &composition->evaluation;
    struct page_point translate;
    struct dot_look look = circle_look(composition, layer, &translate);
    gboolean is_stacked =
        feature->event != NULL && composition->map->coincident == COINCIDENT_STACK;
    /* The largest first, or it would hide the others. */
    double key = is_stacked ? -feature->event->radius_px
                            : style_number(layer->layer, PROPERTY_CIRCLE_SORT_KEY, evaluation);
    for (guint i = 0; i < page_path_parts(feature->path); i++) {
        guint length;
        struct page_point at = page_path_part(feature->path, i, &length)[0];
        struct item *item =
            scene_group_add_circle(layer->group, page_point_moved(at, translate), 0);
        circle_look_item(&look, item);
        set_dashes(layer->layer, &item->stroke);
        if (feature->event != NULL) {
            item->title = event_title_dup(feature->event);
        }
        layer_add_sort_key(layer, key);
        keep_clear(composition, layer, feature, item, look.blur);
        legend_note(composition, layer, item, look.radius_px);
        if (look.blur > 0) {
            blur_edge(layer, item, look.radius_px, look.blur, key);
        }
    }
    return TRUE;
}
