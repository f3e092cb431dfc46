#include "compose/event_symbols.h"

#include "base/error.h"
#include "compose/clearance.h"
#include "compose/layers.h"
#include "compose/sources.h"
#include "compose/spread.h"

#include <math.h>
#include <string.h>

#define TIE_WIDTH_PX 0.75
/* A symbol of an area keeps this far from dots, roads and borders where there is room. */
#define AREA_OBSTACLE_MARGIN_PX 6.0
#define AREA_SPOT_CELL_PX 4.0

static gboolean is_area_event(const struct event *event)
{
    return event->status == EVENT_PLACED && event->precision >= PRECISION_ADMIN3;
}

static const char *area_id_of(const struct events *events, const struct event *event)
{
    int slot = fields_find(events->fields, "area_id");
    struct value id =
        slot >= 0 && (guint)slot < event->n_values ? event->values[slot] : value_absent();
    return id.type == VALUE_STRING && id.string[0] != '\0' ? id.string : NULL;
}

/* --- reading --- */

static struct events *read_events(struct composition *composition,
                                  const struct style_source *style_source, GError **error)
{
    gboolean is_own;
    g_autofree char *path = source_file_dup(composition, style_source, &is_own, error);
    g_autoptr(Source) source =
        path != NULL ? source_open(path, composition->diagnostics, error) : NULL;
    if (source == NULL) {
        return NULL;
    }
    struct composed_source *composed =
        composed_source_add(composition, style_source, source, is_own);
    g_autoptr(Gazetteer) gazetteer =
        gazetteer_load(composition->map->gazetteer, composition->diagnostics, error);
    if (gazetteer == NULL) {
        return NULL;
    }
    struct events_options options = {.gazetteer = gazetteer, .window = &composition->window};
    struct events *events = events_read(source, &options, composition->diagnostics, error);
    if (events != NULL) {
        composed->counts.read = events->events->len + events->unreadable;
        composed->counts.unreadable = events->unreadable;
        composition->gazetteer = g_steal_pointer(&gazetteer);
        composition->event_counts = &composed->counts;
    }
    return events;
}

static void set_status(struct composed_event *composed)
{
    switch (composed->event->status) {
    case EVENT_PLACED:
        composed->status = COMPOSED_OUTSIDE; /* until it is found in the frame */
        break;
    case EVENT_UNPLACED:
        composed->status = COMPOSED_UNPLACED;
        break;
    case EVENT_FILTERED:
        composed->status = COMPOSED_FILTERED;
        break;
    case EVENT_SUPERSEDED:
        composed->status = COMPOSED_SUPERSEDED;
        break;
    }
}

/* The feature of an event, with a geometry of the right type for `geometry-type`. */
static void set_feature(struct composition *composition, const struct composed_event *composed,
                        const struct geometry *geometry, struct feature *feature)
{
    event_feature(composition->events, composed->event, geometry, feature);
    composition->evaluation.feature = feature;
}

static double symbol_radius(struct composition *composition, const struct composed_event *composed,
                            const struct geometry *point)
{
    struct feature feature;
    double radius = 0;
    set_feature(composition, composed, point, &feature);
    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        if (layer_uses(layer, EVENTS_SOURCE, composition->evaluation.zoom)) {
            radius = fmax(radius, layer_circle_radius(composition, layer));
        }
    }
    value_store_clear(composition->evaluation.store);
    composition->evaluation.feature = NULL;
    return radius;
}

static struct geometry *point_geometry(struct lonlat at)
{
    struct geometry *point = geometry_new();
    geometry_clear(point, GEOMETRY_POINT);
    geometry_begin_part(point);
    geometry_add(point, at.lon, at.lat);
    return point;
}

static void project_event(struct composition *composition, struct composed_event *composed)
{
    const struct event *event = composed->event;
    struct view *view = &composition->view;
    struct coord at = {event->at.lon, event->at.lat};
    g_autoptr(Geometry) point = point_geometry(event->at);
    composed->at = (struct projected){NAN, NAN};
    composed->true_at = composed->shown_at = (struct page_point){NAN, NAN};
    set_status(composed);
    if (event->status != EVENT_PLACED || !transform_point(view->wgs84, at, &composed->at)) {
        return;
    }
    composed->true_at = composed->shown_at = view_to_page(view, composed->at);
    composed->radius_px = symbol_radius(composition, composed, point);
    if (is_area_event(event)) {
        const char *area_id = area_id_of(composition->events, event);
        if (area_id != NULL && !g_hash_table_contains(composition->event_areas, area_id)) {
            g_hash_table_insert(composition->event_areas, g_strdup(area_id),
                                g_new0(struct event_area, 1));
        }
    } else if (box_contains(view->frame, composed->true_at.x, composed->true_at.y)) {
        composed->status = COMPOSED_DRAWN;
    }
}

/* --- coincident events --- */

static gint by_id(gconstpointer a, gconstpointer b)
{
    const struct composed_event *left = *(struct composed_event *const *)a;
    const struct composed_event *right = *(struct composed_event *const *)b;
    int order = strcmp(left->event->id, right->event->id);
    return order != 0 ? order : (gint)left->event->line - (gint)right->event->line;
}

/* Events by a key of theirs, in the order in which the keys are met. */
static GPtrArray *group_events(struct composition *composition,
                               char *(*key_dup)(const struct composition *,
                                                const struct composed_event *))
{
    GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GHashTable) by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        g_autofree char *key = key_dup(composition, composed);
        if (key == NULL) {
            continue;
        }
        GPtrArray *group = g_hash_table_lookup(by_key, key);
        if (group == NULL) {
            group = g_ptr_array_new();
            g_ptr_array_add(groups, group);
            g_hash_table_insert(by_key, g_steal_pointer(&key), group);
        }
        g_ptr_array_add(group, composed);
    }
    for (guint i = 0; i < groups->len; i++) {
        g_ptr_array_sort(g_ptr_array_index(groups, i), by_id);
    }
    return groups;
}

/* A key that is the same for points that fall together on the page, to 0.01 px. */
static char *point_text_dup(struct page_point at)
{
    return g_strdup_printf("%.0f,%.0f", at.x * 100, at.y * 100);
}

static char *point_key_dup(G_GNUC_UNUSED const struct composition *composition,
                           const struct composed_event *composed)
{
    return composed->status == COMPOSED_DRAWN && composed->radius_px > 0 &&
                   !is_area_event(composed->event)
               ? point_text_dup(composed->true_at)
               : NULL;
}

static GArray *symbols_of(const GPtrArray *group)
{
    GArray *symbols = g_array_new(FALSE, TRUE, sizeof(struct spread_symbol));
    for (guint i = 0; i < group->len; i++) {
        const struct composed_event *composed = g_ptr_array_index(group, i);
        struct spread_symbol symbol = {.radius_px = composed->radius_px};
        g_array_append_val(symbols, symbol);
    }
    return symbols;
}

static void set_shown(const GPtrArray *group, const GArray *symbols, struct page_point spot)
{
    for (guint i = 0; i < group->len; i++) {
        struct composed_event *composed = g_ptr_array_index(group, i);
        struct page_point offset = g_array_index(symbols, struct spread_symbol, i).at;
        composed->shown_at = (struct page_point){spot.x + offset.x, spot.y + offset.y};
    }
}

static void note_place(struct composition *composition, const struct composed_event *composed,
                       double clearance_px)
{
    if (composed->event->found == NULL) {
        return;
    }
    const char *id = composed->event->found->id;
    struct place_events *here = g_hash_table_lookup(composition->events_by_place, id);
    if (here == NULL) {
        here = g_new0(struct place_events, 1);
        g_hash_table_insert(composition->events_by_place, g_strdup(id), here);
    }
    here->count++;
    here->clearance_px = fmax(here->clearance_px, clearance_px);
}

static void spread_coincident(struct composition *composition)
{
    g_autoptr(GPtrArray) groups = group_events(composition, point_key_dup);
    for (guint i = 0; i < groups->len; i++) {
        const GPtrArray *group = g_ptr_array_index(groups, i);
        g_autoptr(GArray) symbols = symbols_of(group);
        double reach = spread_on_rings((struct spread_symbol *)(void *)symbols->data, symbols->len);
        const struct composed_event *first = g_ptr_array_index(group, 0);
        set_shown(group, symbols, first->true_at);
        for (guint j = 0; j < group->len; j++) {
            struct composed_event *composed = g_ptr_array_index(group, j);
            composed->moved = group->len > 1;
            composed->clearance_px = reach;
            note_place(composition, composed, reach);
        }
    }
}

gboolean events_prepare(struct composition *composition, GError **error)
{
    const struct style_source *style_source = style_find_source(composition->style, EVENTS_SOURCE);
    if (style_source == NULL || !source_is_used(composition, EVENTS_SOURCE)) {
        return TRUE;
    }
    composition->events = read_events(composition, style_source, error);
    if (composition->events == NULL) {
        return FALSE;
    }
    for (guint i = 0; i < composition->events->events->len; i++) {
        struct composed_event composed = {.event =
                                              g_ptr_array_index(composition->events->events, i)};
        project_event(composition, &composed);
        g_array_append_val(composition->composed_events, composed);
    }
    spread_coincident(composition);
    return TRUE;
}

/* --- events known to an area --- */

static char *area_key_dup(const struct composition *composition,
                          const struct composed_event *composed)
{
    const char *area_id = area_id_of(composition->events, composed->event);
    if (!is_area_event(composed->event)) {
        return NULL;
    }
    return area_id != NULL ? g_strdup(area_id) : point_text_dup(composed->true_at);
}

/* What is drawn already and a symbol of the whole area must not be read as part of. */
static void block_drawn_items(const struct composition *composition, struct clearance *clearance)
{
    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        for (guint j = 0; layer->group != NULL && j < layer->group->items->len; j++) {
            const struct item *item = g_ptr_array_index(layer->group->items, j);
            if (item->kind == ITEM_CIRCLE) {
                clearance_block_box(clearance, box_grow(item_box(item), AREA_OBSTACLE_MARGIN_PX));
            } else if (item->kind == ITEM_PATH && !item->path->closed) {
                clearance_block_line(clearance, item->path);
            }
        }
    }
}

static void block_exact_events(const struct composition *composition, struct clearance *clearance)
{
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_DRAWN && !is_area_event(composed->event)) {
            double reach = composed->radius_px + AREA_OBSTACLE_MARGIN_PX;
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
        clearance_new(area->path, composition->view.frame, AREA_SPOT_CELL_PX);
    block_drawn_items(composition, clearance);
    block_exact_events(composition, clearance);
    if (clearance_spots(clearance, 1, 0, spot, NULL) == 1) {
        return TRUE;
    }
    /* Nothing is clear: anywhere inside is still right. */
    g_autoptr(Clearance) empty =
        clearance_new(area->path, composition->view.frame, AREA_SPOT_CELL_PX);
    return clearance_spots(empty, 1, 0, spot, NULL) == 1;
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
    diagnostics_add(composition->diagnostics, SEVERITY_WARNING, composition->events->path,
                    first->event->line,
                    "no base layer has the area of '%s'; its symbol stands at the gazetteer's "
                    "point for it",
                    first->event->place);
    return TRUE;
}

static void set_area_group(struct composition *composition, const GPtrArray *group)
{
    const struct composed_event *first = g_ptr_array_index(group, 0);
    const char *area_id = area_id_of(composition->events, first->event);
    const struct event_area *area =
        area_id != NULL ? g_hash_table_lookup(composition->event_areas, area_id) : NULL;
    struct page_point spot;
    if (!area_spot(composition, area, first, &spot)) {
        return;
    }
    double half_width;
    g_autoptr(GArray) symbols = symbols_of(group);
    double half_height =
        spread_in_rows((struct spread_symbol *)(void *)symbols->data, symbols->len, &half_width);
    set_shown(group, symbols, spot);
    for (guint i = 0; i < group->len; i++) {
        struct composed_event *composed = g_ptr_array_index(group, i);
        composed->true_at = spot;
        composed->clearance_px = half_height;
        composed->status = COMPOSED_DRAWN;
    }
}

static void place_area_events(struct composition *composition)
{
    g_autoptr(GPtrArray) groups = group_events(composition, area_key_dup);
    for (guint i = 0; i < groups->len; i++) {
        set_area_group(composition, g_ptr_array_index(groups, i));
    }
}

/* --- drawing --- */

static struct page_path *single_point(struct page_point at)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    page_path_add(path, at.x, at.y);
    return path;
}

static gboolean run_layers(struct composition *composition, const struct composed_event *composed,
                           struct page_feature *feature)
{
    gboolean drawn = FALSE;
    g_autoptr(PagePath) shown = single_point(composed->shown_at);
    g_autoptr(PagePath) label_at = single_point(composed->true_at);
    for (guint i = 0; i < composition->layers->len; i++) {
        struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        if (!layer_uses(layer, EVENTS_SOURCE, composition->evaluation.zoom)) {
            continue;
        }
        if (feature->type == GEOMETRY_POINT) {
            feature->path = layer->layer->type == LAYER_SYMBOL ? label_at : shown;
        }
        drawn |= layer_compose(composition, layer, feature);
        value_store_clear(composition->evaluation.store);
    }
    return drawn;
}

static gboolean compose_area(struct composition *composition, const struct composed_event *composed,
                             const char *area_id)
{
    const struct event_area *area =
        area_id != NULL ? g_hash_table_lookup(composition->event_areas, area_id) : NULL;
    if (area == NULL || area->path == NULL) {
        return FALSE;
    }
    g_autoptr(Geometry) polygon = geometry_new();
    geometry_clear(polygon, GEOMETRY_POLYGON);
    struct feature feature;
    struct page_feature page_feature = {
        .type = GEOMETRY_POLYGON, .path = area->path, .event = composed, .area_id = area_id};
    set_feature(composition, composed, polygon, &feature);
    return run_layers(composition, composed, &page_feature);
}

static gboolean compose_event(struct composition *composition,
                              const struct composed_event *composed)
{
    gboolean drawn = FALSE;
    if (is_area_event(composed->event)) {
        drawn =
            compose_area(composition, composed, area_id_of(composition->events, composed->event));
    }
    g_autoptr(Geometry) point = point_geometry(composed->event->at);
    struct feature feature;
    struct page_feature page_feature = {
        .type = GEOMETRY_POINT, .event = composed, .clearance_px = composed->clearance_px};
    set_feature(composition, composed, point, &feature);
    drawn |= run_layers(composition, composed, &page_feature);
    composition->evaluation.feature = NULL;
    return drawn;
}

static void add_tie(struct composition *composition, const struct composed_event *composed)
{
    if (!composed->moved || composition->ties == NULL) {
        return;
    }
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    page_path_add(path, composed->true_at.x, composed->true_at.y);
    page_path_add(path, composed->shown_at.x, composed->shown_at.y);
    struct item *item = scene_group_add_path(composition->ties, path);
    item->stroke.width_px = TIE_WIDTH_PX;
    item->stroke.cap = LINE_CAP_ROUND;
    item->stroke.color = composition->tie_color;
}

static void count_event(struct source_counts *counts, const struct composed_event *composed)
{
    switch (composed->status) {
    case COMPOSED_DRAWN:
        counts->drawn++;
        break;
    case COMPOSED_OUTSIDE:
        counts->outside++;
        break;
    case COMPOSED_FILTERED:
        counts->filtered++;
        break;
    case COMPOSED_UNPLACED:
        counts->unplaced++;
        break;
    case COMPOSED_SUPERSEDED:
        counts->superseded++;
        break;
    }
}

static void widen_dates(struct date_span *dates, const struct date_span *own)
{
    if (!own->known) {
        return;
    }
    if (!dates->known) {
        *dates = *own;
        return;
    }
    dates->first_day = MIN(dates->first_day, own->first_day);
    dates->last_day = MAX(dates->last_day, own->last_day);
}

void events_finish(struct composition *composition)
{
    if (composition->events == NULL) {
        return;
    }
    place_area_events(composition);
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_DRAWN) {
            if (compose_event(composition, composed)) {
                add_tie(composition, composed);
                widen_dates(&composition->dates, &composed->event->dates);
            } else {
                composed->status = COMPOSED_FILTERED;
            }
        }
        count_event(composition->event_counts, composed);
    }
}
