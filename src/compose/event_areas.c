#include "compose/clearance.h"
#include "compose/event_clusters.h"
#include "compose/event_groups.h"

#include <math.h>

/* A symbol of an area keeps this far from dots, roads and borders where there is room. */
#define OBSTACLE_MARGIN_PX 6.0
/* More events than this of one area are one symbol. */
#define MAX_IN_ROWS 12
#define SPOT_CELL_PX 4.0

static char *area_key_dup(G_GNUC_UNUSED const struct composition *composition,
                          const struct composed_event *composed)
{
    if (!event_is_of_area(composed->event) || composed->status != COMPOSED_OUTSIDE) {
        return NULL;
    }
    return composed->area_id != NULL ? g_strdup(composed->area_id)
                                     : event_point_key_dup(composed->true_at);
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

static double part_length(const struct page_point *points, guint length)
{
    double sum = 0;
    for (guint i = 1; i < length; i++) {
        sum += hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    }
    return sum;
}

/* The point so far along a part. */
static struct page_point part_point(const struct page_point *points, guint length, double along)
{
    for (guint i = 1; i < length; i++) {
        double step = hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
        if (step > 0 && along <= step) {
            double t = along / step;
            return (struct page_point){points[i - 1].x + t * (points[i].x - points[i - 1].x),
                                       points[i - 1].y + t * (points[i].y - points[i - 1].y)};
        }
        along -= step;
    }
    return points[length - 1];
}

/* Half way along the longest part of a line. */
static gboolean line_spot(const struct page_path *line, struct box frame, struct page_point *spot)
{
    double longest = 0;
    for (guint i = 0; i < page_path_parts(line); i++) {
        guint length;
        const struct page_point *points = page_path_part(line, i, &length);
        double whole = part_length(points, length);
        if (whole > longest) {
            longest = whole;
            *spot = part_point(points, length, whole / 2);
        }
    }
    return longest > 0 && box_contains(frame, spot->x, spot->y);
}

/* Where the area's events stand; FALSE: outside the frame. */
static gboolean area_spot(struct composition *composition, const struct event_area *area,
                          const struct composed_event *first, struct page_point *spot)
{
    if (area != NULL && area->is_known) {
        return area->path != NULL &&
               (area->is_line ? line_spot(area->path, composition->view.frame, spot)
                              : find_spot(composition, area, spot));
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

/* In rows, or as one symbol where they are more than rows can show. */
static void set_symbols(struct composition *composition, GPtrArray *group, struct page_point spot)
{
    if (group->len > MAX_IN_ROWS && composition->map->coincident != COINCIDENT_STACK) {
        event_clusters_add(composition, g_ptr_array_ref(group), spot);
        return;
    }
    double half_width;
    g_autoptr(GArray) symbols = events_symbols(group);
    double half_height =
        spread_in_rows((struct spread_symbol *)(void *)symbols->data, symbols->len, &half_width);
    events_set_shown(group, symbols, spot);
    for (guint i = 0; i < group->len; i++) {
        ((struct composed_event *)g_ptr_array_index(group, i))->clearance_px = half_height;
    }
}

static void set_area_group(struct composition *composition, GPtrArray *group)
{
    const struct composed_event *first = g_ptr_array_index(group, 0);
    const struct event_area *area =
        first->area_id != NULL ? g_hash_table_lookup(composition->event_areas, first->area_id)
                               : NULL;
    struct page_point spot;
    if (!area_spot(composition, area, first, &spot)) {
        return;
    }
    for (guint i = 0; i < group->len; i++) {
        struct composed_event *composed = g_ptr_array_index(group, i);
        composed->true_at = spot;
        composed->status = COMPOSED_DRAWN;
    }
    set_symbols(composition, group, spot);
}

static gboolean is_known(const struct composition *composition, const char *area_id)
{
    const struct event_area *area =
        area_id != NULL ? g_hash_table_lookup(composition->event_areas, area_id) : NULL;
    return area != NULL && area->is_known;
}

/* The event's own area where a base layer has it, else its province. A province that no layer has
 * still has the gazetteer's point; of anything else nothing can be drawn: it is listed where it
 * would be in the frame. */
static void choose_area(const struct composition *composition, struct composed_event *composed)
{
    const struct event *event = composed->event;
    const char *own = event_area_id(composition->events, event);
    const char *province = event_admin1_id(composition->events, event);
    if (event->precision == PRECISION_ADMIN1 || is_known(composition, own)) {
        composed->area_id = own;
    } else if (is_known(composition, province)) {
        composed->area_id = province;
        event_set_area_level(composition->events, event, PRECISION_ADMIN1);
    } else if (box_contains(composition->view.frame, composed->true_at.x, composed->true_at.y)) {
        composed->status = COMPOSED_UNPLACED;
        composed->listed = UNPLACED_AREA;
    }
}

void events_place_areas(struct composition *composition)
{
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (event_is_of_area(composed->event) && composed->status == COMPOSED_OUTSIDE) {
            choose_area(composition, composed);
        }
    }
    g_autoptr(GPtrArray) groups = events_group(composition, area_key_dup);
    for (guint i = 0; i < groups->len; i++) {
        set_area_group(composition, g_ptr_array_index(groups, i));
    }
}
