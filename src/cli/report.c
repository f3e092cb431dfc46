#include "cli/report.h"

#include "base/error.h"
#include "compose/aggregate.h"
#include "compose/event_clusters.h"
#include "compose/event_groups.h"
#include "compose/event_precision.h"
#include "event/schema.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#define PX_STEP 0.01
#define DEGREE_STEP 1e-7
#define METRE_STEP 1e-3

static json_t *rounded(double number, double step)
{
    if (!isfinite(number)) {
        return json_null();
    }
    double inverse = round(1 / step);
    return json_real(round(number * inverse) / inverse + 0.0);
}

/* jansson refuses text that is not UTF-8; names of files need not be. */
static json_t *text_json(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return json_string(valid);
}

static json_t *text_or_null(const char *text)
{
    return text != NULL && text[0] != '\0' ? json_string(text) : json_null();
}

static double crs_step(const struct composition *composition)
{
    return projection_is_geographic(composition->projection) ? DEGREE_STEP : METRE_STEP;
}

static json_t *assumptions_json(const struct composed_source *source)
{
    json_t *list = json_array();
    if (source->crs_assumed) {
        json_array_append_new(list, json_string("CRS not stated: WGS 84 assumed"));
    }
    if (source->encoding_assumed) {
        json_array_append_new(list,
                              json_sprintf("encoding not stated: %s assumed", source->encoding));
    }
    return list;
}

/* What a file of events was read as, and how its data set is to be cited. */
static json_t *schema_json(const struct composed_source *source)
{
    const struct event_schema *schema = source->schema;
    if (schema == NULL) {
        return json_null();
    }
    return json_pack("{s:s, s:s, s:i, s:o, s:o, s:o}", "name", schema->name, "title", schema->title,
                     "columns", (int)source->columns, "credit", text_or_null(schema->credit),
                     "citation", text_or_null(schema->citation), "terms",
                     text_or_null(schema->terms));
}

static json_t *inputs_json(const struct composition *composition)
{
    json_t *list = json_array();
    for (guint i = 0; i < composition->sources->len; i++) {
        const struct composed_source *source = g_ptr_array_index(composition->sources, i);
        json_array_append_new(
            list, json_pack("{s:s, s:o, s:o, s:s, s:o, s:o}", "id", source->id, "path",
                            text_json(source->path), "crs", text_json(source->crs), "encoding",
                            source->encoding != NULL ? source->encoding : "", "assumptions",
                            assumptions_json(source), "schema", schema_json(source)));
    }
    return list;
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* All operations of all sources, each once, sorted. */
static json_t *operations_json(const struct composition *composition)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < composition->sources->len; i++) {
        const struct composed_source *source = g_ptr_array_index(composition->sources, i);
        for (guint j = 0; source->operations != NULL && source->operations[j] != NULL; j++) {
            g_ptr_array_add(names, source->operations[j]);
        }
    }
    const char *const *own = transform_operations(composition->view.wgs84);
    for (guint j = 0; own[j] != NULL; j++) {
        g_ptr_array_add(names, (char *)own[j]);
    }
    g_ptr_array_sort(names, by_text);
    json_t *list = json_array();
    for (guint i = 0; i < names->len; i++) {
        if (i == 0 || g_strcmp0(names->pdata[i], names->pdata[i - 1]) != 0) {
            json_array_append_new(list, json_string(names->pdata[i]));
        }
    }
    return list;
}

static json_t *box_json(struct box box, double step)
{
    json_t *list = json_array();
    json_array_append_new(list, rounded(box.xmin, step));
    json_array_append_new(list, rounded(box.ymin, step));
    json_array_append_new(list, rounded(box.xmax, step));
    json_array_append_new(list, rounded(box.ymax, step));
    return list;
}

static json_t *counts_json(const struct source_counts *counts)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "read", (json_int_t)counts->read, "drawn",
        (json_int_t)counts->drawn, "outside", (json_int_t)counts->outside, "filtered",
        (json_int_t)counts->filtered, "unplaced", (json_int_t)counts->unplaced, "superseded",
        (json_int_t)counts->superseded, "empty", (json_int_t)counts->empty, "unreadable",
        (json_int_t)counts->unreadable, "no_room", (json_int_t)counts->no_room);
}

static json_t *sources_json(const struct composition *composition)
{
    json_t *object = json_object();
    for (guint i = 0; i < composition->sources->len; i++) {
        const struct composed_source *source = g_ptr_array_index(composition->sources, i);
        json_object_set_new(object, source->id, counts_json(&source->counts));
    }
    return object;
}

static json_t *layers_json(const struct composition *composition)
{
    json_t *object = json_object();
    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        json_object_set_new(object, layer->layer->id,
                            json_pack("{s:I, s:I}", "drawn", (json_int_t)layer->drawn, "filtered",
                                      (json_int_t)layer->filtered));
    }
    return object;
}

static const char *status_name(const struct composed_event *composed)
{
    static const char *const names[] = {
        [COMPOSED_DRAWN] = "drawn",           [COMPOSED_OUTSIDE] = "outside",
        [COMPOSED_FILTERED] = "filtered",     [COMPOSED_UNPLACED] = "unplaced",
        [COMPOSED_SUPERSEDED] = "superseded", [COMPOSED_NO_ROOM] = "no_room",
    };
    return names[composed->status];
}

/* What an event's precision made of it. */
static void add_precision(const struct composition *composition,
                          const struct composed_event *composed, json_t *json)
{
    const struct event *event = composed->event;
    const char *reason =
        composed->status == COMPOSED_UNPLACED ? event_unplaced_reason(composed->listed) : NULL;
    const char *level = event_area_level(composition->events, event);
    json_object_set_new(json, "within_km",
                        event->within_km > 0 ? rounded(event->within_km, METRE_STEP) : json_null());
    json_object_set_new(json, "area_level", text_or_null(level));
    json_object_set_new(json, "unplaced_because", text_or_null(reason));
}

static json_t *event_json(const struct composition *composition,
                          const struct composed_event *composed)
{
    const struct event *event = composed->event;
    gboolean placed = event->status == EVENT_PLACED;
    /* Where events lie that are not in the frame is not told. */
    gboolean drawn = composed->status == COMPOSED_DRAWN;
    gboolean seen = placed && (drawn || box_contains(composition->view.frame, composed->true_at.x,
                                                     composed->true_at.y));
    double step = crs_step(composition);
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", event->id,
        "place", event->place, "status", status_name(composed), "precision",
        placed ? json_string(precision_name(event->precision)) : json_null(), "lon",
        rounded(seen ? event->at.lon : NAN, DEGREE_STEP), "lat",
        rounded(seen ? event->at.lat : NAN, DEGREE_STEP), "x",
        rounded(seen ? composed->at.x : NAN, step), "y", rounded(seen ? composed->at.y : NAN, step),
        "px", rounded(drawn ? composed->shown_at.x : NAN, PX_STEP), "py",
        rounded(drawn ? composed->shown_at.y : NAN, PX_STEP), "point_px",
        rounded(drawn ? composed->true_at.x : NAN, PX_STEP), "point_py",
        rounded(drawn ? composed->true_at.y : NAN, PX_STEP), "placed_by",
        text_or_null(event->placed_by));
    if (composition->aggregate != NULL && drawn) {
        g_autofree char *bin = aggregate_bin_id_dup(composition->aggregate, composed->bin);
        json_object_set_new(object, "bin", text_json(bin));
    }
    add_precision(composition, composed, object);
    return object;
}

static json_t *events_json(const struct composition *composition)
{
    json_t *list = json_array();
    for (guint i = 0; i < composition->composed_events->len; i++) {
        json_array_append_new(list,
                              event_json(composition, &g_array_index(composition->composed_events,
                                                                     struct composed_event, i)));
    }
    return list;
}

/* Of the drawn events. */
static json_t *deaths_json(const struct composition *composition)
{
    const struct dense_totals *dense = &composition->dense;
    double sum = dense->deaths, low = dense->deaths_low, high = dense->deaths_high;
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_DRAWN && composed->event->deaths_known) {
            sum += composed->event->deaths;
            low += composed->event->deaths_low;
            high += composed->event->deaths_high;
        }
    }
    return json_pack("{s:o, s:o, s:o}", "sum", rounded(sum, 1), "low", rounded(low, 1), "high",
                     rounded(high, 1));
}

static json_t *dates_json(const struct composition *composition)
{
    char first[16], last[16];
    if (!composition->dates.known) {
        return json_null();
    }
    return json_pack("{s:s, s:s}", "from", date_iso(composition->dates.first_day, first), "to",
                     date_iso(composition->dates.last_day, last));
}

static json_t *labels_json(const struct composition *composition)
{
    return json_pack("{s:i, s:i}", "placed", (int)composition->labels_placed, "dropped",
                     (int)composition->labels_dropped);
}

/* The corners of a hexagon, in degrees. */
static json_t *corners_json(const struct aggregate *aggregate, guint bin)
{
    struct lonlat corners[HEX_GRID_CORNERS];
    json_t *list = json_array();
    hex_grid_corners(aggregate->hexagons, bin, corners);
    for (guint i = 0; i < HEX_GRID_CORNERS; i++) {
        json_array_append_new(list, json_pack("[o, o]", rounded(corners[i].lon, DEGREE_STEP),
                                              rounded(corners[i].lat, DEGREE_STEP)));
    }
    return list;
}

static json_t *bin_json(const struct aggregate *aggregate, guint index)
{
    const struct aggregate_bin *bin = &g_array_index(aggregate->bins, struct aggregate_bin, index);
    g_autofree char *id = aggregate_bin_id_dup(aggregate, index);
    double deaths = bin->events > bin->deaths_unknown ? bin->deaths : NAN;
    json_t *object = json_pack("{s:o, s:I, s:o, s:I, s:o, s:o}", "id", text_json(id), "events",
                               (json_int_t)bin->events, "deaths", rounded(deaths, 1),
                               "deaths_unknown", (json_int_t)bin->deaths_unknown, "area_km2",
                               rounded(aggregate_area_km2(aggregate, index), METRE_STEP), "value",
                               rounded(aggregate_value(aggregate, index), DEGREE_STEP));
    if (aggregate->hexagons != NULL) {
        json_object_set_new(object, "corners", corners_json(aggregate, index));
    }
    return object;
}

/* What events are counted in, of what is seen in the frame. */
static json_t *aggregate_json(const struct aggregate *aggregate)
{
    json_t *classes = json_array(), *bins = json_array();
    for (guint i = 0; i < aggregate->classes.n; i++) {
        json_array_append_new(classes, rounded(aggregate->classes.lower[i], DEGREE_STEP));
    }
    for (guint i = 0; i < aggregate->bins->len; i++) {
        if (aggregate_is_drawn(aggregate, i)) {
            json_array_append_new(bins, bin_json(aggregate, i));
        }
    }
    return json_pack("{s:o, s:I, s:I, s:o, s:o}", "km", rounded(aggregate->km, DEGREE_STEP),
                     "too_vague", (json_int_t)aggregate->too_vague, "in_no_area",
                     (json_int_t)aggregate->in_no_area, "classes", classes, "bins", bins);
}

static json_t *day_json(gint day)
{
    char text[16];
    return text_or_null(date_iso(day, text));
}

/* What was asked of the events. */
static json_t *selection_json(const struct composition *composition)
{
    const struct map *map = composition->map;
    const struct date_span *window = &composition->window;
    json_t *redacted = json_array();
    for (guint i = 0; map->redact != NULL && map->redact[i] != NULL; i++) {
        json_array_append_new(redacted, text_json(map->redact[i]));
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "from",
                     window->known ? day_json(window->first_day) : json_null(), "to",
                     window->known ? day_json(window->last_day) : json_null(), "filter",
                     text_or_null(map->filter), "redact", redacted, "coarsen",
                     text_or_null(map->coarsen));
}

static json_t *clusters_json(const GPtrArray *clusters)
{
    json_t *list = json_array();
    for (guint i = 0; i < clusters->len; i++) {
        const struct event_cluster *cluster = g_ptr_array_index(clusters, i);
        json_t *ids = json_array();
        for (guint j = 0; j < cluster->members->len; j++) {
            const struct composed_event *composed = g_ptr_array_index(cluster->members, j);
            json_array_append_new(ids, text_json(composed->event->id));
        }
        json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o}", "px",
                                              rounded(cluster->at.x, PX_STEP), "py",
                                              rounded(cluster->at.y, PX_STEP), "radius_px",
                                              rounded(cluster->radius_px, PX_STEP), "events", ids));
    }
    return list;
}

GBytes *report_json(const struct composition *composition)
{
    const struct scale_bar_measure *bar = &composition->scale_bar;
    json_t *report = json_pack(
        "{s:o, s:s, s:s, s:o, s:o, s:o, s:{s:o, s:o}, s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o}",
        "inputs", inputs_json(composition), "crs", projection_definition(composition->projection),
        "crs_name", projection_name(composition->projection), "operations",
        operations_json(composition), "extent",
        box_json(composition->view.extent, crs_step(composition)), "frame",
        box_json(composition->view.frame, PX_STEP), "page", "width",
        rounded(composition->map->width_px, PX_STEP), "height",
        rounded(composition->map->height_px, PX_STEP), "sources", sources_json(composition),
        "layers", layers_json(composition), "dense", composition->dense.is_dense, "events",
        events_json(composition), "labels", labels_json(composition), "deaths",
        deaths_json(composition), "date_window", dates_json(composition), "selection",
        selection_json(composition), "scale_bar",
        bar->px > 0 ? json_pack("{s:o, s:o}", "metres", rounded(bar->metres, METRE_STEP), "px",
                                rounded(bar->px, PX_STEP))
                    : json_null());
    if (composition->event_clusters != NULL) {
        json_object_set_new(report, "clusters", clusters_json(composition->event_clusters));
    }
    if (composition->map->coincident == COINCIDENT_STACK) {
        json_object_set_new(report, "hidden", json_integer(composition->stacked_hidden));
    }
    if (composition->aggregate != NULL) {
        json_object_set_new(report, "aggregate", aggregate_json(composition->aggregate));
    }
    char *text = json_dumps(report, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(report);
    g_autofree char *with_newline = g_strconcat(text, "\n", NULL);
    free(text);
    gsize length = strlen(with_newline);
    return g_bytes_new_take(g_steal_pointer(&with_newline), length);
}

static void append_count(GString *out, const char *name, guint64 count, gboolean *any)
{
    if (count > 0) {
        g_string_append_printf(out, " %s %" G_GUINT64_FORMAT " %s", *any ? "+" : "=", count, name);
        *any = TRUE;
    }
}

static void append_source(GString *out, const struct composed_source *source)
{
    const struct source_counts *counts = &source->counts;
    g_autofree char *id = printable_dup(source->id);
    gboolean any = FALSE;
    g_string_append_printf(out, "%s: ", id);
    if (source->schema != NULL) {
        g_string_append_printf(out, "%s (%u columns), ", source->schema->title, source->columns);
    }
    g_string_append_printf(out, "%" G_GUINT64_FORMAT " read", counts->read);
    append_count(out, "drawn", counts->drawn, &any);
    append_count(out, "outside the frame", counts->outside, &any);
    append_count(out, "filtered", counts->filtered, &any);
    append_count(out, "unplaced", counts->unplaced, &any);
    append_count(out, "superseded", counts->superseded, &any);
    append_count(out, "empty", counts->empty, &any);
    append_count(out, "unreadable", counts->unreadable, &any);
    append_count(out, "without room", counts->no_room, &any);
    g_string_append_c(out, '\n');
}

char *report_summary_dup(const struct composition *composition)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < composition->sources->len; i++) {
        append_source(out, g_ptr_array_index(composition->sources, i));
    }
    g_string_append_printf(out, "labels: %u placed, %u dropped\n", composition->labels_placed,
                           composition->labels_dropped);
    return g_string_free(out, FALSE);
}
