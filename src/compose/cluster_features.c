#include "compose/cluster_features.h"

#include "compose/cluster.h"

#include <math.h>

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
    struct coord at;        /* in the source's CRS */
};

struct cluster_features {
    const struct source_options *options;
    struct value_store *store;
    GArray *records; /* struct record */
    GArray *points;  /* struct page_point, one for each record */
    GArray *mapped;  /* struct value: of each record one for each cluster property */
    GArray *clusters, *members;
    struct fields *fields;     /* of clusters: own_fields and the cluster properties */
    GArray *sums;              /* struct value: of each cluster one for each cluster property */
    struct fields *sum_fields; /* the cluster properties alone */
    GArray *row;               /* struct value: the cluster at hand */
    struct geometry *geometry; /* of the feature at hand */
};

struct cluster_features *cluster_features_new(const struct source_options *options)
{
    struct cluster_features *features = g_new0(struct cluster_features, 1);
    *features = (struct cluster_features){
        .options = options,
        .store = value_store_new(),
        .records = g_array_new(FALSE, FALSE, sizeof(struct record)),
        .points = g_array_new(FALSE, FALSE, sizeof(struct page_point)),
        .mapped = g_array_new(FALSE, FALSE, sizeof(struct value)),
        .members = g_array_new(FALSE, FALSE, sizeof(guint)),
        .fields = fields_new(),
        .sums = g_array_new(FALSE, FALSE, sizeof(struct value)),
        .sum_fields = fields_new(),
        .row = g_array_new(FALSE, TRUE, sizeof(struct value)),
        .geometry = geometry_new(),
    };
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
    g_array_unref(features->mapped);
    g_array_unref(features->members);
    g_clear_pointer(&features->clusters, g_array_unref);
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

void cluster_features_add(struct cluster_features *features, struct evaluation *evaluation,
                          const struct feature *feature, struct page_point at)
{
    guint length;
    struct record record = {*feature, geometry_part(feature->geometry, 0, &length)[0]};
    struct value_array *values = value_store_array(features->store, feature->n_values);
    for (guint i = 0; i < feature->n_values; i++) {
        values->items[i] = value_store_copy(features->store, feature->values[i]);
    }
    record.feature.values = values->items;
    record.feature.id = value_store_copy(features->store, feature->id);
    g_array_append_val(features->records, record);
    g_array_append_val(features->points, at);
    evaluation->feature = feature;
    for (guint i = 0; i < features->options->cluster_properties->len; i++) {
        const struct cluster_property *property =
            g_ptr_array_index(features->options->cluster_properties, i);
        struct value value = evaluate(features, evaluation, property->map);
        g_array_append_val(features->mapped, value);
    }
    evaluation->feature = NULL;
    value_store_clear(evaluation->store);
}

/* Adds one point's values to the sums of its cluster. */
static void reduce(struct cluster_features *features, struct evaluation *evaluation,
                   struct value *sums, guint record)
{
    guint n = features->options->cluster_properties->len;
    struct feature feature = {
        .id = value_absent(),
        .geometry = features->geometry,
        .fields = features->sum_fields,
        .values = &g_array_index(features->mapped, struct value, record * n),
        .n_values = n,
    };
    evaluation->feature = &feature;
    for (guint i = 0; i < n; i++) {
        const struct cluster_property *property =
            g_ptr_array_index(features->options->cluster_properties, i);
        evaluation->accumulated = &sums[i];
        struct value sum = evaluate(features, evaluation, property->reduce);
        sums[i] = sum;
    }
    evaluation->accumulated = NULL;
    evaluation->feature = NULL;
    value_store_clear(evaluation->store);
}

guint cluster_features_make(struct cluster_features *features, struct evaluation *evaluation)
{
    guint n = features->options->cluster_properties->len;
    features->clusters = clusters_make((const struct page_point *)(void *)features->points->data,
                                       features->points->len, features->options->cluster_radius_px,
                                       features->options->cluster_min_points, features->members);
    g_array_set_size(features->sums, n * features->clusters->len);
    for (guint i = 0; i < features->clusters->len && n > 0; i++) {
        const struct cluster *cluster = &g_array_index(features->clusters, struct cluster, i);
        struct value *sums = &g_array_index(features->sums, struct value, i * n);
        guint first = g_array_index(features->members, guint, cluster->first);
        for (guint k = 0; k < n; k++) {
            sums[k] = g_array_index(features->mapped, struct value, first * n + k);
        }
        for (guint k = 1; k < cluster->count; k++) {
            reduce(features, evaluation, sums,
                   g_array_index(features->members, guint, cluster->first + k));
        }
    }
    return features->clusters->len;
}

static void set_geometry(struct cluster_features *features, struct coord at)
{
    geometry_clear(features->geometry, GEOMETRY_POINT);
    geometry_begin_part(features->geometry);
    geometry_add(features->geometry, at.x, at.y);
}

static const struct record *member(const struct cluster_features *features,
                                   const struct cluster *cluster, guint index)
{
    guint record = g_array_index(features->members, guint, cluster->first + index);
    return &g_array_index(features->records, struct record, record);
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

static void fill_cluster(struct cluster_features *features, guint index,
                         const struct cluster *cluster, struct feature *feature)
{
    guint n = features->options->cluster_properties->len;
    guint seed = g_array_index(features->members, guint, cluster->first);
    struct coord sum = {0, 0};
    for (guint i = 0; i < cluster->count; i++) {
        struct coord at = member(features, cluster, i)->at;
        sum.x += at.x / cluster->count;
        sum.y += at.y / cluster->count;
    }
    set_geometry(features, sum);
    /* A property may carry the name of one of ours: then it takes its place, as in MapLibre. */
    g_array_set_size(features->row, 0);
    g_array_set_size(features->row, fields_count(features->fields));
    struct value *values = (struct value *)(void *)features->row->data;
    values[FIELD_CLUSTER] = value_boolean(TRUE);
    values[FIELD_CLUSTER_ID] = value_number(seed);
    values[FIELD_POINT_COUNT] = value_number(cluster->count);
    values[FIELD_POINT_COUNT_ABBREVIATED] = abbreviated(features, cluster->count);
    for (guint i = 0; i < n; i++) {
        int slot = fields_find(features->fields, fields_name(features->sum_fields, i));
        values[slot] = g_array_index(features->sums, struct value, index * n + i);
    }
    *feature = (struct feature){
        .id = value_number(seed),
        .geometry = features->geometry,
        .fields = features->fields,
        .values = values,
        .n_values = features->row->len,
        .line = member(features, cluster, 0)->feature.line,
    };
}

void cluster_features_get(struct cluster_features *features, guint index, struct feature *feature,
                          struct page_point *at, guint *records)
{
    const struct cluster *cluster = &g_array_index(features->clusters, struct cluster, index);
    *at = cluster->at;
    *records = cluster->count;
    if (cluster->count > 1) {
        fill_cluster(features, index, cluster, feature);
        return;
    }
    const struct record *record = member(features, cluster, 0);
    *feature = record->feature;
    set_geometry(features, record->at);
    feature->geometry = features->geometry;
}
