/* Symbols that were placed, drawn into the groups of their layers. */
#include "compose/symbol.h"

#include "compose/event_numbers.h"

#include <math.h>
#include <string.h>

/* A label in the order of drawing. */
struct drawn {
    struct label *label;
    const struct label_position *position;
    double key;
    guint order;
};

/* symbol-z-order: by the sort key where there is one, or from the top of the page to its bottom
 * where symbols may overlap, or as they come. */
enum z_order {
    Z_SOURCE,
    Z_SORT_KEY,
    Z_VIEWPORT_Y,
};

static gboolean may_overlap(const struct label *label)
{
    return label->ignore_placement || label->overlap != OVERLAP_NEVER ||
           (label->icon != NULL &&
            (label->icon->ignore_placement || label->icon->overlap != OVERLAP_NEVER));
}

static enum z_order z_order_of(struct composition *composition, const struct style_layer *style)
{
    const char *name = style_string(style, PROPERTY_SYMBOL_Z_ORDER, &composition->evaluation);
    if (strcmp(name, "viewport-y") == 0) {
        return Z_VIEWPORT_Y;
    }
    if (style_has(style, PROPERTY_SYMBOL_SORT_KEY)) {
        return Z_SORT_KEY;
    }
    return strcmp(name, "source") == 0 ? Z_SOURCE : Z_VIEWPORT_Y;
}

static double key_of(struct composition *composition, const struct label *label,
                     const struct label_position *position)
{
    const struct composed_layer *layer = g_ptr_array_index(composition->layers, label->group);
    switch (z_order_of(composition, layer->layer)) {
    case Z_SORT_KEY:
        return label->sort_key;
    case Z_VIEWPORT_Y:
        return may_overlap(label) ? position->at.y : 0;
    case Z_SOURCE:
        break;
    }
    return 0;
}

static gint by_drawing_order(gconstpointer a, gconstpointer b)
{
    const struct drawn *left = a, *right = b;
    if (left->label->group != right->label->group) {
        return left->label->group < right->label->group ? -1 : 1;
    }
    if (left->key < right->key || left->key > right->key) {
        return left->key < right->key ? -1 : 1;
    }
    return (left->order > right->order) - (left->order < right->order);
}

static GArray *placed_in_order(struct composition *composition)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct drawn));
    for (guint i = 0; i < labels_count(composition->labels); i++) {
        struct label *label = labels_get(composition->labels, i);
        if (label->group == LABEL_GROUP_NUMBERS) {
            continue; /* drawn when it is known which events are */
        }
        if (label->text != NULL) { /* an icon alone is no label */
            *(label->text_placed ? &composition->labels_placed : &composition->labels_dropped) += 1;
        }
        if (!label->placed) {
            continue;
        }
        struct drawn drawn = {.label = label, .order = i};
        drawn.position = &g_array_index(label->positions, struct label_position, label->position);
        drawn.key = key_of(composition, label, drawn.position);
        g_array_append_val(all, drawn);
    }
    g_array_sort(all, by_drawing_order);
    return all;
}

static void draw_leader(const struct composed_layer *layer, const struct drawn *drawn)
{
    const struct label_position *position = drawn->position;
    struct leader_style leader;
    if (!drawn->label->text_placed || !position->has_leader ||
        !leader_style_read(layer->layer, &leader)) {
        return;
    }
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    page_path_add(path, position->leader_from.x, position->leader_from.y);
    page_path_add(path, position->leader_to.x, position->leader_to.y);
    struct item *item = scene_group_add_path(layer->group, path);
    item->stroke.width_px = leader.width_px;
    item->stroke.color = leader.color;
}

static void draw_icon(const struct composed_layer *layer, const struct drawn *drawn)
{
    if (drawn->label->icon_placed) {
        symbol_icon_draw(layer->group, drawn->label);
    }
}

static void draw_text(const struct composed_layer *layer, const struct drawn *drawn)
{
    struct label *label = drawn->label;
    const struct label_position *position = drawn->position;
    struct page_point move = label->translate_px;
    if (!label->text_placed) {
        return;
    }
    g_autoptr(GArray) images = symbol_images_new(label, position);
    symbol_images_draw_halos(layer->group, label, images);
    struct text *text =
        position->is_other ? g_steal_pointer(&label->other) : g_steal_pointer(&label->text);
    label->shown = text;
    struct item *item =
        scene_group_add_text(layer->group, text, page_point_moved(position->origin, move));
    item->text.angle_deg = position->angle_deg;
    item->text.pivot = page_point_moved(position->pivot, move);
    item->text.color = label->color;
    item->text.halo_color = label->halo_color;
    item->text.halo_width_px = label->halo_width_px;
    item->text.halo_blur_px = label->halo_blur_px;
    if (position->baseline != NULL) {
        item->text.baseline = page_path_moved(position->baseline, move);
    }
    symbol_images_draw(layer->group, label, images);
}

void symbols_place(struct composition *composition)
{
    static void (*const draw[])(const struct composed_layer *layer,
                                const struct drawn *drawn) = {draw_leader, draw_icon, draw_text};
    labels_place(composition->labels, composition->boxes, composition->view.frame);
    circles_give_way(composition);
    g_autoptr(GArray) all = placed_in_order(composition);
    for (guint pass = 0; pass < G_N_ELEMENTS(draw); pass++) {
        for (guint i = 0; i < all->len; i++) {
            const struct drawn *drawn = &g_array_index(all, struct drawn, i);
            draw[pass](g_ptr_array_index(composition->layers, drawn->label->group), drawn);
        }
    }
}
