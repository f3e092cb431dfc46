#include "compose/cluster_features.h"

#include "style/mercator.h"

#include <math.h>
#include <string.h>

#define WORLD_PX_ZOOM_0 512.0
/* A map made for a whole zoom may be measured a hair below it. */
#define ZOOM_SLACK 1e-6

enum own_field {
    FIELD_CLUSTER,
    FIELD_CLUSTER_ID,
    FIELD_POINT_COUNT,
    FIELD_POINT_COUNT_ABBREVIATED,
    OWN_FIELD_COUNT,
};

static const char *const own_fields[OWN_FIELD_COUNT] = {"cluster", "cluster_id", "point_count",
                                                        "point_count_abbreviated"};

struct record {
    struct feature feature; /* its values copied into the store; its geometry is set when asked */
    struct coord lonlat;
    struct page_point at;
};

struct cluster_features {
    const struct source_options *options;
    const struct view *view;
    guint zoom;
    struct page_point page_centre; /* of the frame */
    struct coord world_centre;     /* the same in the square world of Web Mercator */
    double world_px;               /* how wide that is, on the page's scale */
    struct value_store *store;
    GArray *records; /* struct record */
    GArray *points;  /* struct coord in the square world, one for each record */
    struct clusters *clusters;
    struct fields *fields;     /* of clusters: own_fields and the cluster properties */
    GArray *sums;              /* struct value: of all records and then of all clusters one for
                                  each cluster property */
    struct fields *sum_fields; /* the cluster properties alone */
    GArray *row;               /* struct value: the cluster at hand */
    struct geometry *geometry; /* of the feature at hand */
};

/* In Web Mercator the world is MapLibre's; in another CRS it is the page, on its scale and with the
 * same centre. */
static void set_world(struct cluster_features *features, double zoom)
{
    struct box frame = features->view->frame;
    struct lonlat lonlat;
    features->page_centre =
        (struct page_point){(frame.xmin + frame.xmax) / 2, (frame.ymin + frame.ymax) / 2};
    view_page_to_lonlat(features->view, features->page_centre, &lonlat);
    features->world_centre = mercator_of((struct coord){lonlat.lon, lonlat.lat});
    features->world_px = WORLD_PX_ZOOM_0 * exp2(zoom);
    features->zoom = (guint)CLAMP(floor(zoom + ZOOM_SLACK), 0, CLUSTER_MAX_ZOOM);
}

struct cluster_features *cluster_features_new(const struct source_options *options,
                                              const struct view *view, double zoom)
{
    struct cluster_features *features = g_new0(struct cluster_features, 1);
    *features = (struct cluster_features){
        .options = options,
        .view = view,
        .store = value_store_new(),
        .records = g_array_new(FALSE, FALSE, sizeof(struct record)),
        .points = g_array_new(FALSE, FALSE, sizeof(struct coord)),
        .fields = fields_new(),
        .sums = g_array_new(FALSE, TRUE, sizeof(struct value)),
        .sum_fields = fields_new(),
        .row = g_array_new(FALSE, TRUE, sizeof(struct value)),
        .geometry = geometry_new(),
    };
    set_world(features, zoom);
    for (guint i = 0; i < OWN_FIELD_COUNT; i++) {
        fields_add(features->fields, own_fields[i]);
    }
    for (guint i = 0; i < options->cluster_properties->len; i++) {
        const struct cluster_property *property = g_ptr_array_index(options->cluster_properties, i);
        fields_add(features->sum_fields, property->name);
        fields_add(features->fields, property->name);
    }
    return features;
}

void cluster_features_free(struct cluster_features *features)
{
    if (features == NULL) {
        return;
    }
    value_store_free(features->store);
    g_array_unref(features->records);
    g_array_unref(features->points);
    clusters_free(features->clusters);
    fields_free(features->fields);
    g_array_unref(features->sums);
    fields_free(features->sum_fields);
    g_array_unref(features->row);
    geometry_free(features->geometry);
    g_free(features);
}

/* A value that cannot be worked out is null. */
static struct value evaluate(struct cluster_features *features, struct evaluation *evaluation,
                             const struct expression *expression)
{
    struct value value;
    if (!expression_evaluate(expression, evaluation, &value, NULL)) {
        return value_null();
    }
    return value_store_copy(features->store, value);
}

/* The feature with its values in the store: what is read next takes their place. */
static struct feature keep_values(struct cluster_features *features, const struct feature *feature)
{
    struct feature kept = *feature;
    struct value_array *values = value_store_array(features->store, feature->n_values);
    for (guint i = 0; i < feature->n_values; i++) {
        values->items[i] = value_store_copy(features->store, feature->values[i]);
    }
    kept.values = values->items;
    kept.id = value_store_copy(features->store, feature->id);
    return kept;
}

void cluster_features_add(struct cluster_features *features, struct evaluation *evaluation,
                          const struct feature *feature, struct coord lonlat, struct page_point at)
{
    struct record record = {keep_values(features, feature), lonlat, at};
    struct coord place = {
        features->world_centre.x + (at.x - features->page_centre.x) / features->world_px,
        features->world_centre.y + (at.y - features->page_centre.y) / features->world_px};
    g_array_append_val(features->records, record);
    g_array_append_val(features->points, place);
    evaluation->feature = feature;
    for (guint i = 0; i < features->options->cluster_properties->len; i++) {
        const struct cluster_property *property =
            g_ptr_array_index(features->options->cluster_properties, i);
        struct value value = evaluate(features, evaluation, property->map);
        g_array_append_val(features->sums, value);
    }
    evaluation->feature = NULL;
    value_store_clear(evaluation->store);
}

static struct value *sums_of(const struct cluster_features *features, guint index)
{
    return &g_array_index(features->sums, struct value,
                          index * features->options->cluster_properties->len);
}

/* Adds the values of a point or cluster to the sums of the cluster that it is in. */
static void reduce(struct cluster_features *features, struct evaluation *evaluation,
                   struct value *sums, guint member)
{
    guint n = features->options->cluster_properties->len;
    struct feature feature = {
        .id = value_absent(),
        .geometry = features->geometry,
        .fields = features->sum_fields,
        .values = sums_of(features, member),
        .n_values = n,
    };
    evaluation->feature = &feature;
    for (guint i = 0; i < n; i++) {
        const struct cluster_property *property =
            g_ptr_array_index(features->options->cluster_properties, i);
        evaluation->accumulated = &sums[i];
        sums[i] = evaluate(features, evaluation, property->reduce);
    }
    evaluation->accumulated = NULL;
    evaluation->feature = NULL;
    value_store_clear(evaluation->store);
}

static const struct cluster *cluster_at(const struct cluster_features *features, guint index)
{
    return &g_array_index(features->clusters->all, struct cluster, index);
}

static guint member_of(const struct cluster_features *features, const struct cluster *cluster,
                       guint index)
{
    return g_array_index(features->clusters->members, guint, cluster->first + index);
}

guint cluster_features_make(struct cluster_features *features, struct evaluation *evaluation)
{
    guint n = features->options->cluster_properties->len;
    features->clusters =
        clusters_new((const struct coord *)(void *)features->points->data, features->points->len,
                     &features->options->cluster_rule, features->zoom);
    g_array_set_size(features->sums, n * features->clusters->all->len);
    for (guint i = features->points->len; i < features->clusters->all->len && n > 0; i++) {
        const struct cluster *cluster = cluster_at(features, i);
        memcpy(sums_of(features, i), sums_of(features, member_of(features, cluster, 0)),
               n * sizeof(struct value));
        for (guint k = 1; k < cluster->members; k++) {
            reduce(features, evaluation, sums_of(features, i), member_of(features, cluster, k));
        }
    }
    return features->clusters->shown->len;
}

static void set_geometry(struct cluster_features *features, struct coord at)
{
    geometry_clear(features->geometry, GEOMETRY_POINT);
    geometry_begin_part(features->geometry);
    geometry_add(features->geometry, at.x, at.y);
}

/* 950, "1.2k", "12k": the count as MapLibre shortens it. */
static struct value abbreviated(struct cluster_features *features, guint count)
{
    char number[VALUE_NUMBER_TEXT];
    if (count < 1000) {
        return value_number(count);
    }
    double thousands = count >= 10000 ? round(count / 1000.0) : round(count / 100.0) / 10;
    g_autofree char *text = g_strconcat(value_number_text(thousands, number), "k", NULL);
    return value_string(value_store_string(features->store, text, -1));
}

/* A property that carries the name of one of ours is not seen, as in MapLibre. */
static void set_values(struct cluster_features *features, guint index)
{
    const struct cluster *cluster = cluster_at(features, index);
    g_array_set_size(features->row, 0);
    g_array_set_size(features->row, fields_count(features->fields));
    struct value *values = (struct value *)(void *)features->row->data;
    for (guint i = 0; i < fields_count(features->sum_fields); i++) {
        int slot = fields_find(features->fields, fields_name(features->sum_fields, i));
        values[slot] = sums_of(features, index)[i];
    }
    values[FIELD_CLUSTER] = value_boolean(TRUE);
    values[FIELD_CLUSTER_ID] = value_number(cluster->id);
    values[FIELD_POINT_COUNT] = value_number(cluster->count);
    values[FIELD_POINT_COUNT_ABBREVIATED] = abbreviated(features, cluster->count);
}

static struct page_point page_point_of(const struct cluster_features *features,
                                       const struct cluster *cluster)
{
    return (struct page_point){
        features->page_centre.x + (cluster->x - features->world_centre.x) * features->world_px,
        features->page_centre.y + (cluster->y - features->world_centre.y) * features->world_px};
}

/* The record of a point, or that from which the cluster grew. */
static const struct record *record_of(const struct cluster_features *features, guint index)
{
    while (index >= features->records->len) {
        index = member_of(features, cluster_at(features, index), 0);
    }
    return &g_array_index(features->records, struct record, index);
}

void cluster_features_get(struct cluster_features *features, guint index, struct feature *feature,
                          struct page_point *at, guint *records)
{
    guint shown = g_array_index(features->clusters->shown, guint, index);
    const struct cluster *cluster = cluster_at(features, shown);
    const struct record *record = record_of(features, shown);
    *records = cluster->count;
    *at = record->at;
    *feature = record->feature;
    set_geometry(features, record->lonlat);
    if (cluster->count > 1) {
        struct lonlat lonlat;
        *at = page_point_of(features, cluster);
        view_page_to_lonlat(features->view, *at, &lonlat);
        set_geometry(features, (struct coord){lonlat.lon, lonlat.lat});
        set_values(features, shown);
        feature->id = value_number(cluster->id);
        feature->fields = features->fields;
        feature->values = (const struct value *)(void *)features->row->data;
        feature->n_values = features->row->len;
    }
    feature->geometry = features->geometry;
}
