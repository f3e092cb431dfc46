#include "compose/layers.h"

#include "compose/aggregate.h"
#include "compose/event_clusters.h"
#include "style/color.h"

#include <math.h>
#include <string.h>

/* Beyond, an edge that was cut may show: what is moved further leaves the page as a rule. */
#define MAX_TRANSLATE_REACH_PX 2000.0

/* What each layer type does with a feature; background has no features. */
static const struct {
    gboolean (*compose)(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature);
} layer_types[LAYER_TYPE_COUNT] = {
    [LAYER_FILL] = {compose_fill},       [LAYER_LINE] = {compose_line},
    [LAYER_CIRCLE] = {compose_circle},   [LAYER_SYMBOL] = {compose_symbol},
    [LAYER_HEATMAP] = {compose_heatmap},
};

static gboolean is_visible(const struct style_layer *layer, double zoom)
{
    return layer->visible && zoom >= layer->minzoom && zoom < layer->maxzoom;
}

gboolean layer_uses(const struct composed_layer *layer, const char *source_id, double zoom)
{
    return layer->layer->source != NULL && strcmp(layer->layer->source, source_id) == 0 &&
           is_visible(layer->layer, zoom) && layer_types[layer->layer->type].compose != NULL;
}

static const char *layer_label(const struct style_layer *layer)
{
    const char *label =
        json_string_value(json_object_get(json_object_get(layer->metadata, "legend"), "label"));
    return label != NULL ? label : layer->id;
}

/* Tie lines of events set side by side run below the first layer of their circles. */
static void add_ties_group(struct composition *composition)
{
    const json_t *color =
        json_object_get(json_object_get(composition->style->metadata, "events"), "tie-color");
    composition->tie_color = (struct color){0.2, 0.2, 0.2, 1};
    if (json_is_string(color)) {
        color_parse(json_string_value(color), &composition->tie_color);
    }
    composition->ties = scene_add_group(composition->scene, "event-ties", "Ties to the true place");
    composition->ties->clipped = TRUE;
    composition->ties->clip = composition->view.frame;
}

static double layer_opacity(const struct style_layer *layer, struct evaluation *evaluation)
{
    return layer->type == LAYER_FILL ? style_number(layer, PROPERTY_FILL_LAYER_OPACITY, evaluation)
           : layer->type == LAYER_LINE
               ? style_number(layer, PROPERTY_LINE_LAYER_OPACITY, evaluation)
               : 1;
}

void layers_init(struct composition *composition)
{
    const struct style *style = composition->style;
    for (guint i = 0; i < style->layers->len; i++) {
        const struct style_layer *layer = g_ptr_array_index(style->layers, i);
        struct composed_layer *composed = g_ptr_array_index(composition->layers, i);
        if (!is_visible(layer, composition->evaluation.zoom)) {
            continue;
        }
        if (layer->type == LAYER_CIRCLE && composition->ties == NULL && layer->source != NULL &&
            strcmp(layer->source, EVENTS_SOURCE) == 0) {
            add_ties_group(composition);
        }
        event_clusters_open_group(composition, layer);
        aggregate_open_group(composition, layer);
        composed->group = scene_add_group(composition->scene, layer->id, layer_label(layer));
        composed->group->clipped = TRUE;
        composed->group->clip = composition->view.frame;
        composed->group->opacity = layer_opacity(layer, &composition->evaluation);
        if (layer->type == LAYER_BACKGROUND) {
            compose_background(composition, composed);
        }
    }
}

gboolean layer_compose(struct composition *composition, struct composed_layer *layer,
                       const struct page_feature *feature)
{
    if (!style_layer_accepts(layer->layer, &composition->evaluation)) {
        layer->filtered++;
        return FALSE;
    }
    if (!layer_types[layer->layer->type].compose(composition, layer, feature)) {
        return FALSE;
    }
    layer->drawn++;
    return TRUE;
}

double layer_circle_radius(struct composition *composition, const struct composed_layer *layer)
{
    struct evaluation *evaluation = &composition->evaluation;
    if (layer->layer->type != LAYER_CIRCLE || !style_layer_accepts(layer->layer, evaluation)) {
        return 0;
    }
    return style_number(layer->layer, PROPERTY_CIRCLE_RADIUS, evaluation) +
           style_number(layer->layer, PROPERTY_CIRCLE_STROKE_WIDTH, evaluation);
}

void layer_add_sort_key(struct composed_layer *layer, double key)
{
    g_array_append_val(layer->sort_keys, key);
}

struct keyed_item {
    double key;
    guint order;
    gpointer item;
};

static gint by_key(gconstpointer a, gconstpointer b)
{
    const struct keyed_item *left = a;
    const struct keyed_item *right = b;
    if (left->key != right->key) {
        return left->key < right->key ? -1 : 1;
    }
    return left->order < right->order ? -1 : left->order > right->order;
}

void layer_finish(struct composed_layer *layer)
{
    guint count = layer->sort_keys->len;
    if (layer->group == NULL || count == 0 || count != layer->group->items->len) {
        return;
    }
    g_autoptr(GArray) items = g_array_sized_new(FALSE, FALSE, sizeof(struct keyed_item), count);
    for (guint i = 0; i < count; i++) {
        struct keyed_item item = {g_array_index(layer->sort_keys, double, i), i,
                                  g_ptr_array_index(layer->group->items, i)};
        g_array_append_val(items, item);
    }
    g_array_sort(items, by_key);
    for (guint i = 0; i < count; i++) {
        layer->group->items->pdata[i] = g_array_index(items, struct keyed_item, i).item;
    }
}

struct page_point layer_translate(const struct style_layer *layer, enum property property,
                                  struct evaluation *evaluation)
{
    const struct value_array *by = style_array(layer, property, evaluation);
    if (by == NULL || by->length != 2) {
        return (struct page_point){0, 0};
    }
    return (struct page_point){by->items[0].number, by->items[1].number};
}

struct page_path *translated_path(struct composition *composition,
                                  const struct composed_layer *layer, enum property property,
                                  const struct page_path *path)
{
    return page_path_moved(path, layer_translate(layer->layer, property, &composition->evaluation));
}

double layers_translate_reach(const struct composition *composition)
{
    struct evaluation evaluation = composition->evaluation;
    double reach = 0;
    for (guint i = 0; i < composition->style->layers->len; i++) {
        const struct style_layer *layer = g_ptr_array_index(composition->style->layers, i);
        struct page_point by = layer->type == LAYER_FILL
                                   ? layer_translate(layer, PROPERTY_FILL_TRANSLATE, &evaluation)
                               : layer->type == LAYER_LINE
                                   ? layer_translate(layer, PROPERTY_LINE_TRANSLATE, &evaluation)
                                   : (struct page_point){0, 0};
        reach = fmax(reach, fmax(fabs(by.x), fabs(by.y)));
    }
    return fmin(reach, MAX_TRANSLATE_REACH_PX);
}

struct color color_with_opacity(struct color color, double opacity)
{
    color.alpha *= CLAMP(opacity, 0, 1);
    return color;
}
