#include "compose/event_symbols.h"

#include "compose/aggregate.h"
#include "compose/event_clusters.h"
#include "compose/event_dense.h"
#include "compose/event_groups.h"
#include "compose/event_numbers.h"
#include "compose/event_precision.h"
#include "compose/event_select.h"
#include "compose/event_swapped.h"
#include "compose/layers.h"
#include "compose/source_file.h"
#include "compose/source_options.h"
#include "compose/sources.h"
#include "compose/symbol.h"
#include "event/event_stream.h"
#include "event/schema.h"

#include <math.h>
#include <string.h>

#define TIE_WIDTH_PX 0.75

/* Opens one file of events. The id of the second and later ones tells them apart in the report. */
static gboolean open_file(struct composition *composition, const struct style_source *style_source,
                          const char *path, gboolean is_own, GPtrArray *sources, GError **error)
{
    struct source *source = source_open(path, composition->diagnostics, error);
    if (source == NULL) {
        return FALSE;
    }
    g_ptr_array_add(sources, source);
    struct composed_source *composed =
        composed_source_add(composition, style_source, source, is_own);
    if (composition->map->events_crs != NULL) {
        g_free(composed->crs);
        composed->crs = g_strdup(composition->map->events_crs);
        composed->crs_assumed = FALSE;
    }
    if (sources->len > 1) {
        g_free(composed->id);
        composed->id = g_strdup_printf("%s-%u", style_source->id, sources->len);
    }
    g_ptr_array_add(composition->event_sources, composed);
    return TRUE;
}

static gboolean open_files(struct composition *composition, const struct style_source *style_source,
                           GPtrArray *sources, GError **error)
{
    gboolean is_own;
    g_autofree char *path =
        source_file_dup(composition->map, composition->style, style_source, &is_own, error);
    if (path == NULL || !open_file(composition, style_source, path, is_own, sources, error)) {
        return FALSE;
    }
    const struct map_source *given = map_find_source(composition->map, style_source->id);
    for (given = given != NULL ? given->next : NULL; given != NULL; given = given->next) {
        if (!open_file(composition, style_source, given->path, FALSE, sources, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static void free_source(gpointer source)
{
    source_free(source);
}

/* Who made the data set is told by its columns, whatever the style says of its own file. */
static void set_schema(struct composed_source *composed, const struct events_file *file)
{
    composed->schema = file->schema;
    composed->columns = file->columns;
    if (file->schema->credit != NULL) {
        g_free(composed->attribution);
        composed->attribution = g_strdup(file->schema->credit);
    }
}

static gboolean read_events(struct composition *composition, const GPtrArray *sources,
                            const struct events_options *reading, GError **error)
{
    composition->events = events_read((struct source *const *)sources->pdata, sources->len, reading,
                                      composition->diagnostics, error);
    return composition->events != NULL;
}

/* Reads the files, one by one or, where they hold that many events, densely. */
static gboolean read_files(struct composition *composition, const struct style_source *style_source,
                           const struct source_options *options, GError **error)
{
    const char *name = composition->map->schema;
    composition->event_schema = name != NULL ? event_schema_find(name, error) : NULL;
    if (name != NULL && composition->event_schema == NULL) {
        return FALSE;
    }
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(free_source);
    if (!open_files(composition, style_source, sources, error)) {
        return FALSE;
    }
    composition->gazetteer =
        gazetteer_load(composition->map->gazetteer, composition->diagnostics, error);
    if (composition->gazetteer == NULL) {
        return FALSE;
    }
    struct events_options reading = {.gazetteer = composition->gazetteer,
                                     .frame = &composition->frame_lonlat,
                                     .schema = composition->event_schema,
                                     .crs = composition->map->events_crs};
    if (!event_select_open(composition, sources, &reading, error)) {
        return FALSE;
    }
    gboolean is_dense = event_sources_exceed((struct source *const *)sources->pdata, sources->len,
                                             composition->map->dense_above);
    if (!(is_dense ? events_dense_read(composition, sources, &reading, options, error)
                   : read_events(composition, sources, &reading, error))) {
        return FALSE;
    }
    event_select_report(composition);
    for (guint i = 0; i < composition->events->files->len; i++) {
        const struct events_file *file = composition->events->files->pdata[i];
        struct composed_source *composed = composition->event_sources->pdata[i];
        composed->counts.read = file->rows;
        composed->counts.unreadable = file->unreadable;
        set_schema(composed, file);
    }
    return TRUE;
}

static gboolean is_in_window(const struct composition *composition, const struct event *event)
{
    const struct date_span *window = &composition->window, *dates = &event->dates;
    return !window->known || !dates->known ||
           (dates->last_day >= window->first_day && dates->first_day <= window->last_day);
}

static void set_status(const struct composition *composition, struct composed_event *composed)
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
        composed->refused_by =
            is_in_window(composition, composed->event) ? REFUSED_BY_FILTER : REFUSED_BY_WINDOW;
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
            radius = fmax(radius, symbol_icon_radius(composition, layer));
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

static const struct place *place_of(const struct composition *composition,
                                    const struct event *event)
{
    struct events_options options = {.gazetteer = composition->gazetteer};
    return event->found != NULL ? event->found
                                : event_named_place(composition->events, event, &options);
}

/* Base layers are asked for the outlines of such areas. */
static void want_area(struct composition *composition, const char *area_id)
{
    if (area_id != NULL && !g_hash_table_contains(composition->event_areas, area_id)) {
        g_hash_table_insert(composition->event_areas, g_strdup(area_id),
                            g_new0(struct event_area, 1));
    }
}

static void project_event(struct composition *composition, struct composed_event *composed)
{
    const struct event *event = composed->event;
    struct view *view = &composition->view;
    struct coord at = {event->at.lon, event->at.lat};
    g_autoptr(Geometry) point = point_geometry(event->at);
    composed->at = (struct projected){NAN, NAN};
    composed->true_at = composed->shown_at = (struct page_point){NAN, NAN};
    set_status(composition, composed);
    if (event->status != EVENT_PLACED || !transform_point(view->wgs84, at, &composed->at)) {
        return;
    }
    composed->true_at = composed->shown_at = view_to_page(view, composed->at);
    composed->listed = event_unplaced_by_precision(event);
    if (composed->listed != UNPLACED_NOT_LISTED) {
        composed->status = COMPOSED_UNPLACED;
        return;
    }
    composed->radius_px = symbol_radius(composition, composed, point);
    if (event_is_of_area(event)) {
        want_area(composition, event_area_id(composition->events, event));
        want_area(composition, event_admin1_id(composition->events, event));
    } else if (box_contains(view->frame, composed->true_at.x, composed->true_at.y)) {
        composed->status = COMPOSED_DRAWN;
        composed->place = place_of(composition, event);
    }
}

/* The filter of the source: what it refuses is not drawn, whatever the layers say. */
static void apply_filter(struct composition *composition, const struct source_options *options,
                         struct composed_event *composed)
{
    struct feature feature;
    if (options->filter == NULL || composed->event->status != EVENT_PLACED) {
        return;
    }
    g_autoptr(Geometry) point = point_geometry(composed->event->at);
    set_feature(composition, composed, point, &feature);
    if (!source_options_accept(options, &composition->evaluation)) {
        composed->status = COMPOSED_FILTERED;
        composed->refused_by = REFUSED_BY_SOURCE;
    }
    value_store_clear(composition->evaluation.store);
    composition->evaluation.feature = NULL;
}

/* Events that stand together are set side by side and never become one. */
static struct source_options *event_options(struct composition *composition,
                                            const struct style_source *style_source, GError **error)
{
    struct source_options *options =
        source_options_new(composition->style, style_source, composition->diagnostics, error);
    if (options != NULL && options->cluster) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, composition->style->path, 0,
                        "source \"%s\": cluster is not used; --coincident says what becomes of "
                        "events over each other",
                        EVENTS_SOURCE);
    }
    return options;
}

/* Counts an event in its bin; whether that is drawn is known when all are counted. */
static void aggregate_event(struct composition *composition, struct composed_event *composed)
{
    composed->bin = AGGREGATE_OUTSIDE;
    composed->radius_px = 0;
    if (composed->event->status != EVENT_PLACED || composed->status == COMPOSED_FILTERED) {
        return;
    }
    composed->bin = aggregate_add(composition->aggregate, composition->events, composed->event,
                                  composed->true_at);
    composed->status = composed->bin == AGGREGATE_TOO_VAGUE ? COMPOSED_UNPLACED : COMPOSED_OUTSIDE;
}

gboolean events_prepare(struct composition *composition, GError **error)
{
    const struct style_source *style_source = style_find_source(composition->style, EVENTS_SOURCE);
    if (style_source == NULL || !source_is_used(composition, EVENTS_SOURCE)) {
        return TRUE;
    }
    g_autoptr(SourceOptions) options = event_options(composition, style_source, error);
    composition->event_select = options != NULL ? event_select_new(composition, error) : NULL;
    if (composition->event_select == NULL) {
        return FALSE;
    }
    if (!aggregate_prepare(composition, error) ||
        !read_files(composition, style_source, options, error)) {
        return FALSE;
    }
    for (guint i = 0; i < composition->events->events->len; i++) {
        struct composed_event composed = {.event =
                                              g_ptr_array_index(composition->events->events, i)};
        project_event(composition, &composed);
        apply_filter(composition, options, &composed);
        if (composition->aggregate != NULL) {
            aggregate_event(composition, &composed);
        }
        g_array_append_val(composition->composed_events, composed);
    }
    if (composition->aggregate == NULL) {
        events_set_apart(composition);
    }
    events_warn_swapped(composition);
    return TRUE;
}

static struct page_path *single_point(struct page_point at)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    page_path_add(path, at.x, at.y);
    return path;
}

/* A cluster stands for the circles and icons of its events; their areas and the names of these are
 * drawn all the same. */
static gboolean stands_in_cluster(const struct composed_event *composed,
                                  const struct composed_layer *layer,
                                  const struct page_feature *feature)
{
    enum layer_type type = layer->layer->type;
    return composed->is_clustered && feature->type == GEOMETRY_POINT &&
           (composed->area_id == NULL || type == LAYER_CIRCLE ||
            (type == LAYER_SYMBOL && layer->layer->properties[PROPERTY_ICON_IMAGE] != NULL));
}

static gboolean run_layers(struct composition *composition, struct composed_event *composed,
                           struct page_feature *feature)
{
    gboolean any = FALSE;
    g_autoptr(PagePath) shown = single_point(composed->shown_at);
    g_autoptr(PagePath) label_at = single_point(composed->true_at);
    for (guint i = 0; i < composition->layers->len; i++) {
        struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        if (!layer_uses(layer, EVENTS_SOURCE, composition->evaluation.zoom) ||
            stands_in_cluster(composed, layer, feature)) {
            continue;
        }
        if (feature->type == GEOMETRY_POINT) {
            feature->path = layer->layer->type == LAYER_CIRCLE ? shown : label_at;
        }
        gboolean drawn = layer_compose(composition, layer, feature);
        value_store_clear(composition->evaluation.store);
        composed->stands |= drawn && layer->layer->type != LAYER_SYMBOL;
        if (drawn) {
            g_array_append_val(composition->event_layers, i);
            composed->n_layers++;
        }
        any |= drawn;
    }
    return any;
}

/* The polygon or line that the event is known to, or the circle. */
static gboolean compose_area(struct composition *composition, struct composed_event *composed)
{
    const char *area_id = composed->area_id;
    const struct event_area *area =
        area_id != NULL ? g_hash_table_lookup(composition->event_areas, area_id) : NULL;
    if (area == NULL || area->path == NULL) {
        return FALSE;
    }
    enum geometry_type type = area->is_line ? GEOMETRY_LINE : GEOMETRY_POLYGON;
    g_autoptr(Geometry) shape = geometry_new();
    geometry_clear(shape, type);
    struct feature feature;
    struct page_feature page_feature = {.type = type,
                                        .owner = ++composition->owners,
                                        .path = area->path,
                                        .event = composed,
                                        .area_id = area_id};
    set_feature(composition, composed, shape, &feature);
    return run_layers(composition, composed, &page_feature);
}

static gboolean compose_event(struct composition *composition, struct composed_event *composed)
{
    composed->first_owner = composition->owners + 1;
    composed->first_layer = composition->event_layers->len;
    gboolean drawn = compose_area(composition, composed);
    g_autoptr(Geometry) point = point_geometry(composed->event->at);
    struct feature feature;
    struct page_feature page_feature = {.type = GEOMETRY_POINT,
                                        .owner = ++composition->owners,
                                        .event = composed,
                                        .clearance_px = composed->clearance_px,
                                        .icon_shift = {composed->shown_at.x - composed->true_at.x,
                                                       composed->shown_at.y - composed->true_at.y}};
    set_feature(composition, composed, point, &feature);
    drawn |= run_layers(composition, composed, &page_feature);
    composed->last_owner = composition->owners;
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

static void count_event(struct composition *composition, const struct composed_event *composed)
{
    struct composed_source *source = composition->event_sources->pdata[composed->event->file];
    struct source_counts *counts = &source->counts;
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
    case COMPOSED_NO_ROOM:
        counts->no_room++;
        break;
    }
}

static void finish_aggregate(struct composition *composition)
{
    aggregate_finish(composition);
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_OUTSIDE &&
            aggregate_is_drawn(composition->aggregate, composed->bin)) {
            composed->status = COMPOSED_DRAWN;
            composed->stands = TRUE;
        }
    }
}

void events_finish(struct composition *composition)
{
    if (composition->events_dense != NULL) {
        events_dense_finish(composition);
        return;
    }
    if (composition->events == NULL) {
        return;
    }
    if (composition->aggregate != NULL) {
        finish_aggregate(composition);
        events_count_precision(composition);
        return;
    }
    events_place_areas(composition);
    events_add_rings(composition);
    events_age(composition);
    events_count_precision(composition);
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status != COMPOSED_DRAWN) {
            continue;
        }
        gboolean drawn = compose_event(composition, composed);
        composed->stands |= composed->is_clustered;
        if (drawn || composed->is_clustered) {
            date_span_widen(&composition->dates, &composed->event->dates);
        } else {
            composed->status = COMPOSED_FILTERED;
            composed->refused_by = REFUSED_BY_LAYERS;
        }
    }
    event_clusters_draw(composition);
}

/* By owner: was any of its labels placed? */
static gboolean *owners_placed(const struct composition *composition)
{
    gboolean *placed = g_new0(gboolean, composition->owners + 1);
    for (guint i = 0; i < labels_count(composition->labels); i++) {
        const struct label *label = labels_get(composition->labels, i);
        placed[label->owner] |= label->placed && label->group != LABEL_GROUP_NUMBERS;
    }
    return placed;
}

static gboolean has_mark(const struct composed_event *composed, const gboolean *placed)
{
    gboolean any = composed->stands;
    for (guint owner = composed->first_owner; owner <= composed->last_owner && !any; owner++) {
        any = placed[owner];
    }
    return any;
}

static void warn_of_no_room(struct composition *composition, const struct event *first, guint count)
{
    diagnostics_add(composition->diagnostics, SEVERITY_WARNING,
                    event_path(composition->events, first), first->line,
                    "%u %s not drawn, '%s' the first: the symbols found no room beside others "
                    "(icon-allow-overlap draws them all)",
                    count, count == 1 ? "event is" : "events are", first->place);
}

void events_count(struct composition *composition)
{
    const struct event *first_without = NULL;
    guint without = 0;
    if (composition->events == NULL) {
        return;
    }
    g_autofree gboolean *placed = owners_placed(composition);
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_DRAWN && has_mark(composed, placed)) {
            add_tie(composition, composed);
        } else if (composed->status == COMPOSED_DRAWN) {
            composed->status = COMPOSED_NO_ROOM;
            without++;
            first_without = first_without != NULL ? first_without : composed->event;
        }
        count_event(composition, composed);
    }
    if (first_without != NULL) {
        warn_of_no_room(composition, first_without, without);
    }
}
