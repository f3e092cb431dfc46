#include "compose/clearance.h"
#include "compose/event_groups.h"

/* A symbol of an area keeps this far from dots, roads and borders where there is room. */
#define OBSTACLE_MARGIN_PX 6.0
#define SPOT_CELL_PX 4.0

static char *area_key_dup(const struct composition *composition,
                          const struct composed_event *composed)
{
    const char *area_id = event_area_id(composition->events, composed->event);
    if (!event_is_of_area(composed->event) || composed->status == COMPOSED_FILTERED) {
        return NULL;
    }
    return area_id != NULL ? g_strdup(area_id) : event_point_key_dup(composed->true_at);
}

void clearance_block_drawn(struct clearance *clearance, const struct composition *composition)
{
    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        for (guint j = 0; layer->group != NULL && j < layer->group->items->len; j++) {
            const struct item *item = g_ptr_array_index(layer->group->items, j);
            if (item->kind == ITEM_CIRCLE) {
                clearance_block_box(clearance, box_grow(item_box(item), OBSTACLE_MARGIN_PX));
            } else if (item->kind == ITEM_PATH && !item->path->closed) {
                clearance_block_line(clearance, item->path);
            } else if (item->kind == ITEM_PATH && item->fill.kind == FILL_COLOR) {
                clearance_block_smaller_area(clearance, item->path);
            }
        }
    }
}

static void block_exact_events(const struct composition *composition, struct clearance *clearance)
{
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_DRAWN && !event_is_of_area(composed->event)) {
            double reach = composed->radius_px + OBSTACLE_MARGIN_PX;
            struct box box = {composed->shown_at.x - reach, composed->shown_at.y - reach,
                              composed->shown_at.x + reach, composed->shown_at.y + reach};
            clearance_block_box(clearance, box);
        }
    }
}

static gboolean find_spot(const struct composition *composition, const struct event_area *area,
                          struct page_point *spot)
{
    g_autoptr(Clearance) clearance =
        clearance_new(area->path, composition->view.frame, SPOT_CELL_PX);
    clearance_block_drawn(clearance, composition);
    block_exact_events(composition, clearance);
    if (clearance_spots(clearance, 1, 0, spot) == 1) {
        return TRUE;
    }
    /* Nothing is clear: anywhere inside is still right. */
    g_autoptr(Clearance) empty = clearance_new(area->path, composition->view.frame, SPOT_CELL_PX);
    return clearance_spots(empty, 1, 0, spot) == 1;
}

/* Where the area's events stand; FALSE: outside the frame. */
static gboolean area_spot(struct composition *composition, const struct event_area *area,
                          const struct composed_event *first, struct page_point *spot)
{
    if (area != NULL && area->is_known) {
        return area->path != NULL && find_spot(composition, area, spot);
    }
    *spot = first->true_at;
    if (!box_contains(composition->view.frame, spot->x, spot->y)) {
        return FALSE;
    }
    diagnostics_add(composition->diagnostics, SEVERITY_WARNING,
                    event_path(composition->events, first->event), first->event->line,
                    "no base layer has the area of '%s'; its symbol stands at the gazetteer's "
                    "point for it",
                    first->event->place);
    return TRUE;
}

static void set_area_group(struct composition *composition, const GPtrArray *group)
{
    const struct composed_event *first = g_ptr_array_index(group, 0);
    const char *area_id = event_area_id(composition->events, first->event);
    const struct event_area *area =
        area_id != NULL ? g_hash_table_lookup(composition->event_areas, area_id) : NULL;
    struct page_point spot;
    if (!area_spot(composition, area, first, &spot)) {
        return;
    }
    double half_width;
    g_autoptr(GArray) symbols = events_symbols(group);
    double half_height =
        spread_in_rows((struct spread_symbol *)(void *)symbols->data, symbols->len, &half_width);
    events_set_shown(group, symbols, spot);
    for (guint i = 0; i < group->len; i++) {
        struct composed_event *composed = g_ptr_array_index(group, i);
        composed->true_at = spot;
        composed->clearance_px = half_height;
        composed->status = COMPOSED_DRAWN;
    }
}

void events_place_areas(struct composition *composition)
{
    g_autoptr(GPtrArray) groups = events_group(composition, area_key_dup);
    for (guint i = 0; i < groups->len; i++) {
        set_area_group(composition, g_ptr_array_index(groups, i));
    }
}
