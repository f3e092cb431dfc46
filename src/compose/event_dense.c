#include "compose/event_dense.h"

#include "compose/aggregate.h"
#include "compose/dense_layer.h"
#include "compose/event_groups.h"
#include "compose/event_precision.h"
#include "compose/event_select.h"
#include "compose/event_swapped.h"
#include "compose/event_symbols.h"
#include "compose/heatmap.h"
#include "event/event_stream.h"

#include <math.h>
#include <string.h>

/* Areas that are told apart; events of further ones are not placed. */
#define MAX_AREAS 20000

/* An area that events are known to, and all there is to say of them. */
struct dense_area {
    char *id;
    GArray *counts; /* guint64: events of each file */
    struct date_span dates;
    struct dense_totals deaths;
    /* The first of them, for what is evaluated when the area is drawn. */
    struct value id_value;
    struct value *values;
    guint n_values, line;
};

struct events_dense {
    GPtrArray *layers;   /* struct dense_layer: of circles */
    GPtrArray *heatmaps; /* struct composed_layer */
    GPtrArray *grounds;  /* struct composed_layer: fills and lines, for areas */
    GPtrArray *areas;    /* struct dense_area, as they were met */
    GHashTable *by_id;   /* -> struct dense_area */
    GArray *bin_counts;  /* guint64: of an aggregate, for each bin the events of each file */
    struct swapped_tally *tallies; /* for each file */
    struct value_store *store;
    struct geometry *point, *polygon;
    struct page_path *at;
    struct projector *projector;
};

static void area_free(gpointer data)
{
    struct dense_area *area = data;
    g_free(area->id);
    g_array_unref(area->counts);
    g_free(area);
}

static void layer_free(gpointer layer)
{
    dense_layer_free(layer);
}

static struct events_dense *events_dense_new(struct composition *composition)
{
    struct events_dense *dense = g_new0(struct events_dense, 1);
    dense->layers = g_ptr_array_new_with_free_func(layer_free);
    dense->heatmaps = g_ptr_array_new();
    dense->grounds = g_ptr_array_new();
    dense->areas = g_ptr_array_new_with_free_func(area_free);
    dense->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    dense->bin_counts = g_array_new(FALSE, TRUE, sizeof(guint64));
    dense->tallies = g_new0(struct swapped_tally, composition->event_sources->len + 1);
    dense->store = value_store_new();
    dense->point = geometry_new();
    geometry_clear(dense->point, GEOMETRY_POINT);
    geometry_begin_part(dense->point);
    geometry_add(dense->point, 0, 0);
    dense->polygon = geometry_new();
    geometry_clear(dense->polygon, GEOMETRY_POLYGON);
    dense->at = page_path_new();
    dense->projector = projector_new(&composition->view, composition->view.wgs84, 0);
    return dense;
}

void events_dense_free(struct events_dense *dense)
{
    if (dense == NULL) {
        return;
    }
    g_ptr_array_unref(dense->layers);
    g_ptr_array_unref(dense->heatmaps);
    g_ptr_array_unref(dense->grounds);
    g_hash_table_unref(dense->by_id);
    g_ptr_array_unref(dense->areas);
    g_array_unref(dense->bin_counts);
    g_free(dense->tallies);
    value_store_free(dense->store);
    geometry_free(dense->point);
    geometry_free(dense->polygon);
    page_path_free(dense->at);
    projector_free(dense->projector);
    g_free(dense);
}

/* ---- the layers ---- */

/* Sorts the layers of the source by what they do here. */
static void take_layers(struct composition *composition, struct events_dense *dense)
{
    guint left_out = 0;
    for (guint i = 0; i < composition->layers->len; i++) {
        struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        /* Rims about single events would hide what lies below. */
        gboolean is_sparse = json_is_false(json_object_get(layer->layer->metadata, "dense"));
        if (!layer_uses(layer, EVENTS_SOURCE, composition->evaluation.zoom) || is_sparse) {
            continue;
        }
        switch (layer->layer->type) {
        case LAYER_CIRCLE:
            g_ptr_array_add(dense->layers, dense_layer_new(composition, layer));
            break;
        case LAYER_HEATMAP:
            g_ptr_array_add(dense->heatmaps, layer);
            break;
        case LAYER_FILL:
        case LAYER_LINE:
            g_ptr_array_add(dense->grounds, layer);
            break;
        default:
            left_out++;
        }
    }
    diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                    "more than %u events: drawn densely, over each other in the order of the file, "
                    "%s (--dense-above)",
                    composition->map->dense_above,
                    left_out > 0 ? "without names and icons" : "none set beside another");
}

/* What is asked of an event; NULL: all of it. */
static GHashTable *properties_read(const struct composition *composition,
                                   const struct source_options *options)
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean known = event_select_reads(composition->event_select, names) &&
                     (options->filter == NULL || expression_reads(options->filter, names));
    for (guint i = 0; i < composition->layers->len && known; i++) {
        const struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        const json_t *legend = json_object_get(layer->layer->metadata, "legend");
        const char *size = json_string_value(json_object_get(legend, "size-property"));
        if (!layer_uses(layer, EVENTS_SOURCE, composition->evaluation.zoom)) {
            continue;
        }
        known = style_layer_reads(layer->layer, names);
        if (size != NULL) {
            g_hash_table_add(names, g_strdup(size));
        }
    }
    return known ? g_steal_pointer(&names) : NULL;
}

/* ---- one event ---- */

static struct source_counts *counts_of(struct composition *composition, const struct event *event)
{
    struct composed_source *source = composition->event_sources->pdata[event->file];
    return &source->counts;
}

static void add_deaths(struct dense_totals *totals, const struct event *event)
{
    if (event->deaths_known) {
        totals->deaths += event->deaths;
        totals->deaths_low += event->deaths_low;
        totals->deaths_high += event->deaths_high;
    }
}

static struct dense_area *area_new(struct composition *composition, struct events_dense *dense,
                                   const char *id, const struct feature *feature)
{
    struct dense_area *area = g_new0(struct dense_area, 1);
    area->id = g_strdup(id);
    area->counts = g_array_new(FALSE, TRUE, sizeof(guint64));
    g_array_set_size(area->counts, composition->event_sources->len);
    area->n_values = feature->n_values;
    area->line = feature->line;
    area->values = value_store_array(dense->store, feature->n_values)->items;
    for (guint i = 0; i < feature->n_values; i++) {
        area->values[i] = value_store_copy(dense->store, feature->values[i]);
    }
    area->id_value = value_store_copy(dense->store, feature->id);
    g_ptr_array_add(dense->areas, area);
    g_hash_table_insert(dense->by_id, area->id, area);
    g_hash_table_insert(composition->event_areas, g_strdup(id), g_new0(struct event_area, 1));
    return area;
}

static gboolean any_accepts(struct composition *composition, const GPtrArray *layers)
{
    gboolean accepts = FALSE;
    for (guint i = 0; i < layers->len && !accepts; i++) {
        const struct composed_layer *layer = g_ptr_array_index(layers, i);
        accepts = style_layer_accepts(layer->layer, &composition->evaluation);
    }
    value_store_clear(composition->evaluation.store);
    return accepts;
}

/* An event known to an area is counted with it: whether the area is drawn is known later. */
static void add_to_area(struct composition *composition, struct events_dense *dense,
                        const struct event *event, struct feature *feature)
{
    const char *own = event_area_id(composition->events, event);
    const char *id = own != NULL ? own : event_admin1_id(composition->events, event);
    struct dense_area *area = id != NULL ? g_hash_table_lookup(dense->by_id, id) : NULL;
    feature->geometry = dense->polygon;
    if (!any_accepts(composition, dense->grounds)) {
        counts_of(composition, event)->filtered++;
        return;
    }
    if (area == NULL && id != NULL && dense->areas->len < MAX_AREAS) {
        area = area_new(composition, dense, id, feature);
    }
    if (area == NULL) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING,
                        event_path(composition->events, event), event->line,
                        "an event known to an area that has no id is not drawn");
        counts_of(composition, event)->unplaced++;
        return;
    }
    g_array_index(area->counts, guint64, event->file)++;
    add_deaths(&area->deaths, event);
    date_span_widen(&area->dates, &event->dates);
}

static gboolean draw_point(struct composition *composition, struct events_dense *dense,
                           struct page_point at)
{
    gboolean drawn = FALSE;
    for (guint i = 0; i < dense->layers->len; i++) {
        drawn |= dense_layer_add(g_ptr_array_index(dense->layers, i), at);
    }
    if (dense->heatmaps->len == 0) {
        return drawn;
    }
    page_path_clear(dense->at, FALSE);
    page_path_begin_part(dense->at);
    page_path_add(dense->at, at.x, at.y);
    struct page_feature feature = {.type = GEOMETRY_POINT, .path = dense->at, .owner = 1};
    for (guint i = 0; i < dense->heatmaps->len; i++) {
        drawn |= layer_compose(composition, g_ptr_array_index(dense->heatmaps, i), &feature);
        value_store_clear(composition->evaluation.store);
    }
    return drawn;
}

/* Labels of places with events come first. */
static void count_place(struct composition *composition, const struct event *event)
{
    if (event->found == NULL) {
        return;
    }
    struct place_events *here = g_hash_table_lookup(composition->events_by_place, event->found->id);
    if (here == NULL) {
        here = g_new0(struct place_events, 1);
        g_hash_table_insert(composition->events_by_place, g_strdup(event->found->id), here);
    }
    here->count++;
}

static gboolean is_in_frame(const struct composition *composition, struct events_dense *dense,
                            struct lonlat lonlat, struct page_point *at)
{
    return projector_place(dense->projector, (struct coord){lonlat.lon, lonlat.lat}, at) &&
           box_contains(composition->view.frame, at->x, at->y);
}

static void count_swapped(const struct composition *composition, struct events_dense *dense,
                          const struct event *event, gboolean is_inside)
{
    struct lonlat exchanged;
    struct page_point at;
    if (event->found == NULL) {
        struct swapped_tally *tally = &dense->tallies[event->file];
        tally->placed++;
        tally->swapped += !is_inside && event_exchanged(event, &exchanged) &&
                          is_in_frame(composition, dense, exchanged, &at);
    }
}

static void add_point(struct composition *composition, struct events_dense *dense,
                      const struct event *event)
{
    struct source_counts *counts = counts_of(composition, event);
    struct page_point at;
    gboolean is_inside = is_in_frame(composition, dense, event->at, &at);
    count_swapped(composition, dense, event, is_inside);
    if (!is_inside) {
        counts->outside++;
    } else if (!draw_point(composition, dense, at)) {
        counts->filtered++;
    } else {
        counts->drawn++;
        count_place(composition, event);
        add_deaths(&composition->dense, event);
        date_span_widen(&composition->dates, &event->dates);
    }
}

/* Counts an event in its bin: whether that is drawn is known later. By PROJ, for an event at the
 * edge of a bin is to be where it is in a run that is not dense. */
static void add_to_bin(struct composition *composition, struct events_dense *dense,
                       const struct event *event)
{
    struct page_point at = {NAN, NAN};
    view_lonlat_to_page(&composition->view, event->at, &at);
    guint bin = aggregate_add(composition->aggregate, composition->events, event, at);
    count_swapped(composition, dense, event, bin != AGGREGATE_OUTSIDE);
    if (bin == AGGREGATE_TOO_VAGUE || bin == AGGREGATE_OUTSIDE) {
        struct source_counts *counts = counts_of(composition, event);
        *(bin == AGGREGATE_TOO_VAGUE ? &counts->unplaced : &counts->outside) += 1;
        return;
    }
    guint index = bin * composition->event_sources->len + event->file;
    if (index >= dense->bin_counts->len) {
        g_array_set_size(dense->bin_counts, index + 1);
    }
    g_array_index(dense->bin_counts, guint64, index)++;
}

static void add_placed(struct composition *composition, struct events_dense *dense,
                       const struct source_options *options, const struct event *event)
{
    struct feature feature;
    struct evaluation *evaluation = &composition->evaluation;
    enum event_unplaced listed = event_unplaced_by_precision(event);
    g_array_index(dense->point->coords, struct coord, 0) =
        (struct coord){event->at.lon, event->at.lat};
    event_feature(composition->events, event, dense->point, &feature);
    evaluation->feature = &feature;
    gboolean accepts = source_options_accept(options, evaluation);
    if (options->filter != NULL) {
        value_store_clear(evaluation->store);
    }
    if (!accepts) {
        counts_of(composition, event)->filtered++;
    } else if (listed != UNPLACED_NOT_LISTED) {
        counts_of(composition, event)->unplaced++;
        composition->precision_counts.unplaced[listed]++;
    } else if (composition->aggregate != NULL) {
        add_to_bin(composition, dense, event);
    } else if (event_is_of_area(event)) {
        add_to_area(composition, dense, event, &feature);
    } else {
        add_point(composition, dense, event);
    }
    evaluation->feature = NULL;
}

static void add_event(struct composition *composition, struct events_dense *dense,
                      const struct source_options *options, const struct event *event)
{
    switch (event->status) {
    case EVENT_PLACED:
        add_placed(composition, dense, options, event);
        break;
    case EVENT_UNPLACED:
        counts_of(composition, event)->unplaced++;
        break;
    case EVENT_FILTERED:
        counts_of(composition, event)->filtered++;
        break;
    case EVENT_SUPERSEDED:
        counts_of(composition, event)->superseded++;
        break;
    }
}

/* ---- all events ---- */

gboolean events_dense_read(struct composition *composition, const GPtrArray *sources,
                           const struct events_options *reading,
                           const struct source_options *options, GError **error)
{
    struct events_dense *dense = composition->events_dense = events_dense_new(composition);
    g_autoptr(GHashTable) properties = properties_read(composition, options);
    g_autoptr(EventStream) stream =
        event_stream_new((struct source *const *)sources->pdata, sources->len, reading, properties,
                         composition->diagnostics, error);
    if (stream == NULL) {
        return FALSE;
    }
    const struct event *event;
    g_autoptr(GError) problem = NULL;
    if (composition->aggregate == NULL) {
        take_layers(composition, dense);
    }
    if (composition->map->fades_by_age) {
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "fade: events in such numbers are drawn together and do not fade by age");
    }
    composition->dense.is_dense = TRUE;
    composition->events = event_stream_set(stream);
    while ((event = event_stream_next(stream, &problem)) != NULL) {
        add_event(composition, dense, options, event);
    }
    composition->events = event_stream_steal_set(stream);
    events_warn_tallies(composition, dense->tallies);
    if (problem != NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return FALSE;
    }
    return TRUE;
}

/* ---- areas ---- */

static void draw_area(struct composition *composition, struct events_dense *dense,
                      const struct dense_area *area, const struct page_path *path)
{
    struct feature feature = {.id = area->id_value,
                              .geometry = dense->polygon,
                              .fields = composition->events->fields,
                              .values = area->values,
                              .n_values = area->n_values,
                              .line = area->line};
    struct page_feature page_feature = {.type = GEOMETRY_POLYGON,
                                        .path = path,
                                        .owner = ++composition->owners,
                                        .area_id = area->id};
    composition->evaluation.feature = &feature;
    for (guint i = 0; i < dense->grounds->len; i++) {
        layer_compose(composition, g_ptr_array_index(dense->grounds, i), &page_feature);
        value_store_clear(composition->evaluation.store);
    }
    composition->evaluation.feature = NULL;
}

/* Where an area has no shape nothing is drawn: a dot would say that the place is known. */
static void finish_area(struct composition *composition, struct events_dense *dense,
                        const struct dense_area *area)
{
    const struct event_area *shape = g_hash_table_lookup(composition->event_areas, area->id);
    if (shape->path != NULL) {
        draw_area(composition, dense, area, shape->path);
        composition->dense.deaths += area->deaths.deaths;
        composition->dense.deaths_low += area->deaths.deaths_low;
        composition->dense.deaths_high += area->deaths.deaths_high;
        date_span_widen(&composition->dates, &area->dates);
    } else if (!shape->is_known) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "no base layer has the area of some events: they are not drawn");
    }
    for (guint i = 0; i < area->counts->len; i++) {
        struct composed_source *source = composition->event_sources->pdata[i];
        guint64 count = g_array_index(area->counts, guint64, i);
        *(shape->path != NULL ? &source->counts.drawn
          : shape->is_known   ? &source->counts.outside
                              : &source->counts.unplaced) += count;
    }
}

static void finish_bins(struct composition *composition, const struct events_dense *dense)
{
    const struct aggregate *aggregate = composition->aggregate;
    guint n_files = composition->event_sources->len;
    for (guint i = 0; i < dense->bin_counts->len; i++) {
        struct composed_source *source = composition->event_sources->pdata[i % n_files];
        gboolean is_drawn = aggregate_is_drawn(aggregate, i / n_files);
        *(is_drawn ? &source->counts.drawn : &source->counts.outside) +=
            g_array_index(dense->bin_counts, guint64, i);
    }
    for (guint i = 0; i < aggregate->bins->len; i++) {
        const struct aggregate_bin *bin = &g_array_index(aggregate->bins, struct aggregate_bin, i);
        if (bin->is_drawn) {
            composition->dense.deaths += bin->deaths;
            composition->dense.deaths_low += bin->deaths_low;
            composition->dense.deaths_high += bin->deaths_high;
        }
    }
}

void events_dense_finish(struct composition *composition)
{
    struct events_dense *dense = composition->events_dense;
    if (composition->aggregate != NULL) {
        aggregate_finish(composition);
        finish_bins(composition, dense);
    }
    for (guint i = 0; i < dense->areas->len; i++) {
        finish_area(composition, dense, g_ptr_array_index(dense->areas, i));
    }
    for (guint i = 0; i < dense->layers->len; i++) {
        dense_layer_finish(g_ptr_array_index(dense->layers, i));
    }
}
