#include "compose/furniture/keep_clear.h"

#include "compose/event_numbers.h"
#include "compose/furniture/layout.h"

#include <math.h>

#define PLACE_WEIGHT 150
#define MAX_PLACE_WEIGHT 6
#define PLACE_MARGIN_PX 4

GArray *keep_clear_events(const struct composition *composition)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(struct box));

    for (guint i = 0; composition->composed_events != NULL && i < composition->composed_events->len;
         i++) {
        const struct composed_event *event =
            &g_array_index(composition->composed_events, struct composed_event, i);
        struct page_point at = event->shown_at;
        if (event->status != COMPOSED_DRAWN || !isfinite(at.x) || !isfinite(at.y))
            continue;
        struct box box = box_grow((struct box){at.x, at.y, at.x, at.y}, event->radius_px);
        box_add(&box, event->true_at.x, event->true_at.y);
        g_array_append_val(boxes, box);
    }
    return boxes;
}

/* A name that a layer puts into an order: the most important of it are missed most. */
struct ranked {
    double key;
    struct named_place place;
};

static gint by_key(gconstpointer a, gconstpointer b)
{
    double left = ((const struct ranked *)a)->key, right = ((const struct ranked *)b)->key;
    return (left > right) - (left < right);
}

GArray *keep_clear_names(const struct composition *composition)
{
    g_autoptr(GArray) ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked));
    GArray *places = g_array_new(FALSE, FALSE, sizeof(struct named_place));
    guint n = composition->labels != NULL ? labels_count(composition->labels) : 0;

    for (guint i = 0; i < n; i++) {
        const struct label *label = labels_get(composition->labels, i);
        if (label->group == LABEL_GROUP_NUMBERS)
            continue;
        const struct composed_layer *layer = composition->layers->pdata[label->group];
        if (label->text == NULL || label->positions->len == 0 || !isfinite(label->sort_key) ||
            !style_has(layer->layer, PROPERTY_SYMBOL_SORT_KEY))
            continue;
        const struct label_position *position =
            &g_array_index(label->positions, struct label_position, 0);
        struct page_point at = position->at, text = position->origin;
        struct ranked one = {label->sort_key, {{at.x, at.y, at.x, at.y}, 0}};
        box_add(&one.place.box, text.x, text.y);
        box_add(&one.place.box, text.x + label->text->width, text.y + label->text->height);
        one.place.box = box_grow(one.place.box, PLACE_MARGIN_PX);
        if (box_contains(composition->view.frame, at.x, at.y))
            g_array_append_val(ranked, one);
    }
    g_array_sort(ranked, by_key);
    for (guint i = 0; i < ranked->len; i++) {
        struct named_place place = g_array_index(ranked, struct ranked, i).place;
        place.weight = fmin(MAX_PLACE_WEIGHT, PLACE_WEIGHT / ((i + 1.0) * (i + 1.0)));
        g_array_append_val(places, place);
    }
    return places;
}
