#include "compose/sources.h"

#include "base/error.h"
#include "compose/aggregate.h"
#include "compose/cluster_features.h"
#include "compose/heatmap.h"
#include "compose/lonlat.h"
#include "compose/source_file.h"

#include <math.h>
#include <string.h>

/* Lines and areas are cut this far outside the frame, so that no stroke of a cut edge is seen. */
#define CUT_MARGIN_PX 24.0
#define EVENT_COUNT_FIELD "events"

/* Shared by all sources of one CRS, with the window and the grid that the projector has found: of
 * the 15 ms that the shipped map's shapefiles took, 4 went into the same for each of them. */
struct source_projection {
    struct transform *transform;
    struct projector *projector;
};

struct reading {
    struct composition *composition;
    struct composed_source *composed;
    const struct style_source *style_source;
    struct source *source;
    struct projector *projector;
    GPtrArray *layers; /* struct composed_layer that use the source */
    struct source_options *options;
    struct cluster_features *clusters; /* NULL: points are drawn one by one */
    struct page_path *path;
    struct page_path *points; /* those of a point feature that lie in the frame */
    int place_id_slot;        /* -1: the source has no gazetteer ids */
    struct fields *fields;    /* the source's with EVENT_COUNT_FIELD behind, where there are ids */
    guint event_count_slot;
    GArray *values;
    struct lonlat_reader *lonlat; /* NULL: nobody asks for degrees, or the source has them */
};

gboolean source_is_used(const struct composition *composition, const char *id)
{
    for (guint i = 0; i < composition->layers->len; i++) {
        if (layer_uses(g_ptr_array_index(composition->layers, i), id,
                       composition->evaluation.zoom)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void source_projection_free(gpointer data)
{
    struct source_projection *own = data;
    projector_free(own->projector);
    transform_free(own->transform);
    g_free(own);
}

GHashTable *source_projections_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, source_projection_free);
}

/* How far outside the frame geometry is needed. */
static double cut_margin(const struct composition *composition)
{
    return fmax(CUT_MARGIN_PX + layers_translate_reach(composition), heatmap_margin(composition));
}

static struct source_projection *source_projection(struct composition *composition, const char *crs,
                                                   GError **error)
{
    const char *key = crs != NULL ? crs : "";
    struct source_projection *found = g_hash_table_lookup(composition->projections, key);
    if (found != NULL) {
        return found;
    }
    struct transform *transform = transform_new(composition->projection, crs, error);
    if (transform == NULL) {
        return NULL;
    }
    found = g_new(struct source_projection, 1);
    found->transform = transform;
    found->projector = projector_new(&composition->view, transform, cut_margin(composition));
    g_hash_table_insert(composition->projections, g_strdup(key), found);
    return found;
}

gboolean sources_check_names(const struct composition *composition, GError **error)
{
    for (guint i = 0; i < composition->map->sources->len; i++) {
        const struct map_source *given = g_ptr_array_index(composition->map->sources, i);
        if (source_file_is_wanted(composition->style, given->id) ||
            aggregate_wants_source(composition->map, given->id)) {
            continue;
        }
        g_autoptr(GString) known = g_string_new(NULL);
        for (guint j = 0; j < composition->style->sources->len; j++) {
            const struct style_source *source = g_ptr_array_index(composition->style->sources, j);
            g_string_append_printf(known, "%s%s", j > 0 ? ", " : "", source->id);
        }
        set_data_error(error, composition->style->path, 0, "has no source '%s'; it has %s",
                       given->id, known->str);
        return FALSE;
    }
    return TRUE;
}

struct composed_source *composed_source_add(struct composition *composition,
                                            const struct style_source *style_source,
                                            const struct source *source, gboolean is_own)
{
    struct composed_source *composed = g_new0(struct composed_source, 1);
    const char *crs = source_crs(source);
    const char *attribution = json_string_value(json_object_get(style_source->json, "attribution"));
    *composed = (struct composed_source){
        .id = g_strdup(style_source->id),
        .path = g_strdup(source_path(source)),
        .crs = g_strdup(crs != NULL ? crs : "WGS 84"),
        .crs_assumed = source_crs_assumed(source),
        .encoding = g_strdup(source_encoding(source)),
        .encoding_assumed = source_encoding_assumed(source),
        .attribution = is_own ? g_strdup(attribution) : NULL,
    };
    g_ptr_array_add(composition->sources, composed);
    return composed;
}

static void keep_points_in_frame(struct reading *reading)
{
    page_path_clear(reading->points, FALSE);
    for (guint i = 0; i < page_path_parts(reading->path); i++) {
        guint length;
        struct page_point at = page_path_part(reading->path, i, &length)[0];
        if (box_contains(reading->composition->view.frame, at.x, at.y)) {
            page_path_begin_part(reading->points);
            page_path_add(reading->points, at.x, at.y);
        }
    }
}

/* The record's geometry on the page, or NULL where nothing of it lies in the frame. */
static const struct page_path *place_on_page(struct reading *reading,
                                             const struct geometry *geometry)
{
    if (!projector_project(reading->projector, geometry, reading->path)) {
        return NULL;
    }
    if (geometry->type == GEOMETRY_POINT) {
        keep_points_in_frame(reading);
        return page_path_parts(reading->points) > 0 ? reading->points : NULL;
    }
    return box_intersects(page_path_box(reading->path), reading->composition->view.frame)
               ? reading->path
               : NULL;
}

static char *place_id_dup(const struct reading *reading, const struct feature *feature)
{
    struct value id = feature_slot(feature, reading->place_id_slot);
    char buffer[VALUE_NUMBER_TEXT];
    return id.type == VALUE_STRING   ? g_strdup(id.string)
           : id.type == VALUE_NUMBER ? g_strdup(value_number_text(id.number, buffer))
                                     : NULL;
}

/* The outline of an area that events are known to, or their road or river, of which a layer may
 * have several pieces. `path` NULL: nothing of it lies in the frame. */
static void keep_area(struct event_area *area, enum geometry_type type,
                      const struct page_path *path)
{
    gboolean is_line = type == GEOMETRY_LINE;
    if ((!is_line && type != GEOMETRY_POLYGON) || (area->is_known && area->is_line != is_line)) {
        return;
    }
    area->is_known = TRUE;
    area->is_line = is_line;
    if (path == NULL) {
        return;
    }
    if (area->path == NULL) {
        area->path = page_path_copy(path);
    } else if (is_line) {
        page_path_append(area->path, path);
    }
}

/* Gives the feature the number of events at its place, and keeps the area that an event is known
 * to. */
static void join_events(struct reading *reading, struct feature *feature,
                        struct page_feature *page_feature)
{
    g_autofree char *id = place_id_dup(reading, feature);
    double count = 0;
    if (id != NULL) {
        struct place_events *here = g_hash_table_lookup(reading->composition->events_by_place, id);
        struct event_area *area = g_hash_table_lookup(reading->composition->event_areas, id);
        if (here != NULL) {
            count = here->count;
            page_feature->clearance_px = here->clearance_px;
            page_feature->place_events = here;
        }
        if (area != NULL) {
            keep_area(area, feature->geometry->type, page_feature->path);
        }
    }
    g_array_set_size(reading->values, 0);
    g_array_append_vals(reading->values, feature->values, feature->n_values);
    g_array_set_size(reading->values, fields_count(reading->fields));
    g_array_index(reading->values, struct value, reading->event_count_slot) = value_number(count);
    feature->values = (const struct value *)(void *)reading->values->data;
    feature->n_values = reading->values->len;
    feature->fields = reading->fields;
}

/* Points outside the frame, but near it, are part of heatmaps and of nothing else. */
static gboolean run_layers(struct reading *reading, const struct feature *feature,
                           const struct page_feature *page_feature)
{
    struct composition *composition = reading->composition;
    gboolean drawn = FALSE;
    composition->evaluation.feature = feature;
    for (guint i = 0; i < reading->layers->len; i++) {
        struct composed_layer *layer = g_ptr_array_index(reading->layers, i);
        if (page_feature->path != NULL ||
            (layer->heatmap != NULL && page_feature->around != NULL)) {
            drawn |= layer_compose(composition, layer, page_feature);
            value_store_clear(composition->evaluation.store);
        }
    }
    composition->evaluation.feature = NULL;
    return drawn;
}

/* The options of the source that look at single records. FALSE: the record is not used. */
static gboolean apply_options(struct reading *reading, struct feature *feature)
{
    const struct source_options *options = reading->options;
    struct evaluation *evaluation = &reading->composition->evaluation;
    if (options->generate_id) {
        feature->id = value_number((double)(reading->composed->counts.read - 1));
    } else if (options->promote_id != NULL) {
        feature->id = feature_get(feature, options->promote_id);
    }
    evaluation->feature = feature;
    gboolean accepts = source_options_accept(options, evaluation);
    evaluation->feature = NULL;
    value_store_clear(evaluation->store);
    return accepts;
}

/* Draws a cluster, or a point of a source with clusters that stands alone. */
static void compose_cluster(struct reading *reading, const struct feature *feature,
                            struct page_point at, guint records)
{
    struct source_counts *counts = &reading->composed->counts;
    struct composition *composition = reading->composition;
    gboolean in_frame = box_contains(composition->view.frame, at.x, at.y);
    page_path_clear(reading->path, FALSE);
    page_path_begin_part(reading->path);
    page_path_add(reading->path, at.x, at.y);
    struct page_feature page_feature = {.type = GEOMETRY_POINT,
                                        .owner = ++composition->owners,
                                        .path = in_frame ? reading->path : NULL,
                                        .around = reading->path};
    gboolean drawn = run_layers(reading, feature, &page_feature);
    *(!in_frame ? &counts->outside : drawn ? &counts->drawn : &counts->filtered) += records;
}

static void compose_clusters(struct reading *reading)
{
    guint count = cluster_features_make(reading->clusters, &reading->composition->evaluation);
    for (guint i = 0; i < count; i++) {
        struct feature feature;
        struct page_point at;
        guint records;
        cluster_features_get(reading->clusters, i, &feature, &at, &records);
        compose_cluster(reading, &feature, at, records);
    }
}

/* Keeps a point for the clusters, wherever in the world it lies: which points make a cluster does
 * not depend on the frame. */
static void add_to_clusters(struct reading *reading, const struct feature *feature)
{
    struct evaluation *evaluation = &reading->composition->evaluation;
    const struct geometry *lonlat =
        evaluation->lonlat != NULL ? evaluation->lonlat : feature->geometry;
    struct projected projected;
    struct page_point at;
    guint length;
    if (geometry_parts(lonlat) == 0 ||
        !projector_point(reading->projector, geometry_part(feature->geometry, 0, &length)[0],
                         &projected, &at)) {
        reading->composed->counts.outside++;
        return;
    }
    cluster_features_add(reading->clusters, evaluation, feature,
                         geometry_part(lonlat, 0, &length)[0], at);
}

static void compose_feature(struct reading *reading, struct feature *feature)
{
    struct source_counts *counts = &reading->composed->counts;
    struct composition *composition = reading->composition;
    if (feature->geometry->type == GEOMETRY_EMPTY) {
        counts->empty++;
        return;
    }
    if (!apply_options(reading, feature)) {
        counts->filtered++;
        return;
    }
    if (reading->clusters != NULL && feature->geometry->type == GEOMETRY_POINT &&
        geometry_parts(feature->geometry) == 1) {
        add_to_clusters(reading, feature);
        return;
    }
    struct page_feature page_feature = {.type = feature->geometry->type,
                                        .owner = ++composition->owners,
                                        .path = place_on_page(reading, feature->geometry)};
    if (feature->geometry->type == GEOMETRY_POINT && page_path_parts(reading->path) > 0) {
        page_feature.around = reading->path;
    }
    if (reading->place_id_slot >= 0) {
        join_events(reading, feature, &page_feature);
    }
    gboolean drawn = run_layers(reading, feature, &page_feature);
    if (page_feature.path == NULL) {
        counts->outside++;
        return;
    }
    *(drawn ? &counts->drawn : &counts->filtered) += 1;
}

static gboolean read_all(struct reading *reading, GError **error)
{
    struct source_counts *counts = &reading->composed->counts;
    for (;;) {
        struct feature feature;
        enum source_result result = source_next(reading->source, &feature, error);
        if (result == SOURCE_END && reading->clusters != NULL) {
            compose_clusters(reading);
        }
        if (result == SOURCE_END || result == SOURCE_ERROR) {
            return result == SOURCE_END;
        }
        counts->read++;
        if (result == SOURCE_UNREADABLE) {
            counts->unreadable++;
        } else if (result == SOURCE_SKIPPED) {
            counts->outside++;
        } else {
            struct evaluation *evaluation = &reading->composition->evaluation;
            evaluation->lonlat =
                reading->lonlat != NULL ? lonlat_of(reading->lonlat, feature.geometry) : NULL;
            compose_feature(reading, &feature);
            evaluation->lonlat = NULL;
        }
    }
}

static void prepare_join(struct reading *reading)
{
    const struct fields *fields = source_fields(reading->source);
    reading->place_id_slot = fields_find(fields, PLACE_ID_FIELD);
    for (guint i = 0; i < fields_count(fields); i++) {
        fields_add(reading->fields, fields_name(fields, i));
    }
    reading->event_count_slot = fields_add(reading->fields, EVENT_COUNT_FIELD);
}

/* What is filled is the ground; its extent tells how far the base data reach. Not so in a style for
 * vector tiles, which fills waters and parks on a background that is the ground. */
static void note_coverage(struct reading *reading, struct transform *transform)
{
    if (reading->style_source->tiles != NULL) {
        return;
    }
    for (guint i = 0; i < reading->layers->len; i++) {
        const struct composed_layer *layer = g_ptr_array_index(reading->layers, i);
        struct box extent = source_stated_extent(reading->source);
        if (layer->layer->type == LAYER_FILL && !box_is_empty(extent)) {
            extent = transform_box(transform, extent);
            box_add(&reading->composition->coverage, extent.xmin, extent.ymin);
            box_add(&reading->composition->coverage, extent.xmax, extent.ymax);
            return;
        }
    }
}

/* Does a layer ask where on the ground a feature lies, and the file say it in another CRS? */
static gboolean needs_lonlat(const struct reading *reading)
{
    const struct expression *filter = reading->options->filter;
    gboolean needs = filter != NULL && expression_needs_lonlat(filter);
    for (guint i = 0; i < reading->layers->len && !needs; i++) {
        const struct composed_layer *layer = g_ptr_array_index(reading->layers, i);
        needs = style_layer_needs_lonlat(layer->layer);
    }
    return needs && source_crs(reading->source) != NULL;
}

static gboolean read_source(struct reading *reading, GError **error)
{
    const struct source_projection *projection =
        source_projection(reading->composition, source_crs(reading->source), error);
    if (projection == NULL) {
        g_prefix_error(error, "%s: ", source_path(reading->source));
        return FALSE;
    }
    reading->projector = projection->projector;
    if (reading->clusters == NULL) {
        source_set_window(reading->source, projector_window(projection->projector));
    }
    prepare_join(reading);
    if (needs_lonlat(reading)) {
        reading->lonlat = lonlat_reader_new(source_crs(reading->source), error);
    }
    gboolean ok = (reading->lonlat != NULL || !needs_lonlat(reading)) && read_all(reading, error);
    g_clear_pointer(&reading->lonlat, lonlat_reader_free);
    if (projector_has_given_up(reading->projector)) {
        diagnostics_add(reading->composition->diagnostics, SEVERITY_WARNING,
                        source_path(reading->source), 0,
                        "its edges bend too often in this projection: the last ones are straight");
    }
    note_coverage(reading, projection->transform);
    reading->composed->operations = g_strdupv((char **)transform_operations(projection->transform));
    return ok;
}

static GPtrArray *layers_of(const struct composition *composition, const char *source_id)
{
    GPtrArray *layers = g_ptr_array_new();
    for (guint i = 0; i < composition->layers->len; i++) {
        struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        if (layer_uses(layer, source_id, composition->evaluation.zoom)) {
            g_ptr_array_add(layers, layer);
        }
    }
    return layers;
}

gboolean source_compose(struct composition *composition, const struct style_source *style_source,
                        GError **error)
{
    gboolean is_own;
    GError *cause = NULL;
    g_autofree char *path =
        source_file_dup(composition->map, composition->style, style_source, &is_own, &cause);
    if (path == NULL && cause == NULL) {
        return TRUE; /* source_files_report() tells */
    }
    if (path == NULL) {
        g_propagate_error(error, cause);
    }
    g_autoptr(Source) source =
        path != NULL ? source_open(path, composition->diagnostics, error) : NULL;
    if (source == NULL) {
        return FALSE;
    }
    g_autoptr(SourceOptions) options =
        source_options_new(composition->style, style_source, composition->diagnostics, error);
    if (options == NULL) {
        return FALSE;
    }
    g_autoptr(ClusterFeatures) clusters =
        source_options_cluster_at(options, composition->evaluation.zoom)
            ? cluster_features_new(options, &composition->view, composition->evaluation.zoom)
            : NULL;
    g_autoptr(GPtrArray) layers = layers_of(composition, style_source->id);
    g_autoptr(PagePath) buffer = page_path_new();
    g_autoptr(PagePath) points = page_path_new();
    g_autoptr(Fields) fields = fields_new();
    g_autoptr(GArray) values = g_array_new(FALSE, TRUE, sizeof(struct value));
    struct reading reading = {
        .composition = composition,
        .composed = composed_source_add(composition, style_source, source, is_own),
        .style_source = style_source,
        .source = source,
        .layers = layers,
        .options = options,
        .clusters = clusters,
        .path = buffer,
        .points = points,
        .fields = fields,
        .values = values,
    };
    return read_source(&reading, error);
}
