#include "compose/cluster.h"
#include "compose/cluster_features.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const struct cluster *shown_at(const struct clusters *clusters, guint index)
{
    return &g_array_index(clusters->all, struct cluster,
                          g_array_index(clusters->shown, guint, index));
}

static guint member_at(const struct clusters *clusters, const struct cluster *cluster, guint index)
{
    return g_array_index(clusters->members, guint, cluster->first + index);
}

/* Points of one zoom, whose radius is a tenth of the world. */
static struct clusters *make(const struct coord *points, guint n, guint min_points)
{
    struct cluster_rule rule = {51.2, min_points, 0};
    return clusters_new(points, n, &rule, 0);
}

/* The first point takes all within the radius of itself, not of the growing cluster. */
static void test_greedy(void)
{
    static const struct coord points[] = {{0, 0}, {0.3, 0}, {0.08, 0}, {0.16, 0}, {0, 0.06}};
    g_autoptr(Clusters) clusters = make(points, G_N_ELEMENTS(points), 2);
    g_assert_cmpuint(clusters->shown->len, ==, 3);
    const struct cluster *cluster = shown_at(clusters, 0);
    g_assert_cmpuint(cluster->count, ==, 3);
    g_assert_cmpfloat_with_epsilon(cluster->x, 0.08 / 3, 1e-7);
    g_assert_cmpfloat_with_epsilon(cluster->y, 0.02, 1e-7);
    g_assert_cmpuint(member_at(clusters, cluster, 0), ==, 0);
    g_assert_cmpuint(member_at(clusters, cluster, 1), ==, 2);
    g_assert_cmpuint(member_at(clusters, cluster, 2), ==, 4);
    g_assert_cmpuint(g_array_index(clusters->shown, guint, 1), ==, 1);
    g_assert_cmpuint(g_array_index(clusters->shown, guint, 2), ==, 3);
}

/* The third point is too far from the first for zoom 0, and near enough to the cluster of zoom 1.
 * Places, counts and numbers as supercluster 8.0.1 has them. */
static void test_zooms(void)
{
    static const struct coord points[] = {{0.9, 0}, {0.1, 0}, {0.14, 0}, {0.2, 0}, {0.26, 0}};
    struct cluster_rule rule = {50, 2, 1};
    g_autoptr(Clusters) clusters = clusters_new(points, 5, &rule, 0);
    g_assert_cmpuint(clusters->shown->len, ==, 3);
    const struct cluster *cluster = shown_at(clusters, 1);
    g_assert_cmpuint(cluster->count, ==, 3);
    g_assert_cmpuint(cluster->members, ==, 2);
    g_assert_cmpfloat_with_epsilon(cluster->x, 0.44 / 3, 1e-7);
    g_assert_cmpfloat(cluster->id, ==, 32 + 1 + 5);
    const struct cluster *inner =
        &g_array_index(clusters->all, struct cluster, member_at(clusters, cluster, 0));
    g_assert_cmpuint(inner->count, ==, 2);
    g_assert_cmpfloat(inner->id, ==, 32 + 2 + 5);
    g_assert_cmpuint(shown_at(clusters, 2)->count, ==, 1);
    g_autoptr(Clusters) above = clusters_new(points, 5, &rule, 1);
    g_assert_cmpuint(above->shown->len, ==, 4);
    g_autoptr(Clusters) beyond = clusters_new(points, 5, &rule, 2);
    g_assert_cmpuint(beyond->shown->len, ==, 5);
}

/* What is too few goes on as it is, and none of it makes a cluster of its own at that zoom. */
static void test_min_points(void)
{
    static const struct coord points[] = {{0, 0},     {0.09, 0},  {0.18, 0}, {0.18, 0},
                                          {0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}};
    g_autoptr(Clusters) clusters = make(points, G_N_ELEMENTS(points), 3);
    g_assert_cmpuint(clusters->shown->len, ==, 5);
    for (guint i = 0; i < 4; i++) {
        g_assert_cmpuint(g_array_index(clusters->shown, guint, i), ==, i);
    }
    g_assert_cmpuint(shown_at(clusters, 4)->count, ==, 3);
}

/* Against the same rule without an index: every point in one cluster, the same clusters. */
static void test_index(void)
{
    enum { N = 2000 };
    static struct coord points[N];
    static gboolean taken[N];
    struct cluster_rule rule = {512 / 16.0, 2, 2};
    double radius = 1 / 64.0;
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (guint i = 0; i < N; i++) { /* whole parts of the radius: some are just as far apart */
        points[i] = (struct coord){g_rand_int_range(random, -400, 400) * radius / 8,
                                   g_rand_int_range(random, -200, 900) * radius / 8};
    }
    g_autoptr(Clusters) clusters = clusters_new(points, N, &rule, 2);
    guint cluster = 0, in_clusters = 0;
    for (guint i = 0; i < N; i++) {
        if (taken[i]) {
            continue;
        }
        const struct cluster *got = shown_at(clusters, cluster++);
        guint count = 0;
        for (guint k = i; k < N; k++) {
            if (!taken[k] &&
                hypot(points[k].x - points[i].x, points[k].y - points[i].y) <= radius) {
                taken[k] = TRUE;
                g_assert_true(got->members == 0 || member_at(clusters, got, count) == k);
                count++;
            }
        }
        g_assert_cmpuint(got->count, ==, count);
        in_clusters += count;
    }
    g_assert_cmpuint(clusters->shown->len, ==, cluster);
    g_assert_cmpuint(in_clusters, ==, N);
}

/* Points have the precision of a float, so that equal ones stay equal in the index. */
static void test_precision(void)
{
    static const struct coord points[] = {{0.1, 0.3}, {0.1, 0.3}, {0.1, 0.3}};
    struct cluster_rule rule = {1e-9, 2, 0};
    g_autoptr(Clusters) clusters = clusters_new(points, 3, &rule, 0);
    g_assert_cmpuint(clusters->shown->len, ==, 1);
    g_assert_cmpfloat(g_array_index(clusters->all, struct cluster, 0).x, ==,
                      0.100000001490116119384765625);
}

/* One spot, or points far apart: neither time nor memory grows with the distance. */
static void test_extremes(void)
{
    static struct coord points[100000];
    struct cluster_rule rule = {1e-9, 2, 1000};
    g_autoptr(Clusters) clusters = clusters_new(points, G_N_ELEMENTS(points), &rule, 0);
    g_assert_cmpuint(clusters->shown->len, ==, 1);
    g_assert_cmpuint(shown_at(clusters, 0)->count, ==, G_N_ELEMENTS(points));
    for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
        points[i] = (struct coord){i * 1e-7, i % 2 == 0 ? 0 : 1e30};
    }
    rule = (struct cluster_rule){50, G_MAXINT, CLUSTER_MAX_ZOOM};
    g_autoptr(Clusters) alone = clusters_new(points, G_N_ELEMENTS(points), &rule, 0);
    g_assert_cmpuint(alone->shown->len, ==, G_N_ELEMENTS(points));
    g_autoptr(Clusters) none = make(NULL, 0, 2);
    g_assert_cmpuint(none->shown->len, ==, 0);
}

/* ---- the features ---- */

static struct source_options *options_of(const char *source, GError **error)
{
    g_autofree char *text = g_strdup_printf(
        "{\"version\": 8, \"sources\": {\"p\": {\"type\": \"geojson\", \"data\": \"x.csv\"%s}}, "
        "\"layers\": []}",
        source);
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("styleXXXXXX.json", &path, NULL);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_file_set_contents(path, text, -1, NULL);
    g_autoptr(Style) style = style_load(path, NULL, error);
    struct source_options *options =
        style != NULL ? source_options_new(style, style_find_source(style, "p"), NULL, error)
                      : NULL;
    g_remove(path);
    return options;
}

static void add_deaths(struct cluster_features *features, struct evaluation *evaluation,
                       struct fields *fields, double x, double deaths)
{
    g_autoptr(Geometry) point = geometry_new();
    geometry_clear(point, GEOMETRY_POINT);
    geometry_begin_part(point);
    geometry_add(point, x / 10, 1);
    struct value value = value_number(deaths);
    struct feature feature = {
        .id = value_absent(), .geometry = point, .fields = fields, .values = &value, .n_values = 1};
    cluster_features_add(features, evaluation, &feature, (struct coord){x / 10, 1},
                         (struct page_point){x, 0});
}

/* A page of 512 px in Web Mercator that begins at 0/0 and is as large as a tile of zoom 7. */
static void open_view(struct view *view, struct projection **projection)
{
    double side = 2 * G_PI * 6378137 / 128;
    *projection = projection_new("EPSG:3857", (struct box){0, -3, 3, 0}, NULL);
    g_assert_true(view_init(view, *projection, (struct box){0, -side, side, 0},
                            (struct box){0, 0, 512, 512}, NULL));
}

/* Sums are those of clusters of clusters; a property of the name of one of ours is not seen. */
static void test_properties(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SourceOptions) options =
        options_of(", \"cluster\": true, \"clusterRadius\": 10, \"clusterProperties\": {"
                   "\"sum\": [\"+\", [\"get\", \"deaths\"]], \"most\": [[\"max\", "
                   "[\"accumulated\"], [\"get\", \"most\"]], [\"get\", \"deaths\"]], "
                   "\"cluster_id\": [\"+\", 1]}",
                   &error);
    g_assert_no_error(error);
    g_autoptr(Projection) projection = NULL;
    struct view view;
    open_view(&view, &projection);
    g_autoptr(ValueStore) store = value_store_new();
    struct evaluation evaluation = {.store = store};
    g_autoptr(Fields) fields = fields_new();
    fields_add(fields, "deaths");
    g_autoptr(ClusterFeatures) features = cluster_features_new(options, &view, view_zoom(&view));
    for (guint i = 0; i < 1250; i++) {
        add_deaths(features, &evaluation, fields, i % 2 * 4, i);
    }
    add_deaths(features, &evaluation, fields, 100, 7);
    g_assert_cmpuint(cluster_features_make(features, &evaluation), ==, 2);
    struct feature feature;
    struct page_point at;
    guint records;
    cluster_features_get(features, 0, &feature, &at, &records);
    g_assert_cmpuint(records, ==, 1250);
    g_assert_cmpfloat_with_epsilon(at.x, 2, 0.01);
    g_assert_cmpfloat_with_epsilon(geometry_box(feature.geometry).xmin, 2 * 360 / 128.0 / 512,
                                   1e-4);
    g_assert_true(feature_get(&feature, "cluster").boolean);
    /* Made at zoom 8, where the two places are 8 px apart. */
    g_assert_cmpfloat(feature_get(&feature, "cluster_id").number, ==, 8 + 1 + 1251);
    g_assert_cmpfloat(feature.id.number, ==, 8 + 1 + 1251);
    g_assert_cmpfloat(feature_get(&feature, "point_count").number, ==, 1250);
    g_assert_cmpstr(feature_get(&feature, "point_count_abbreviated").string, ==, "1.3k");
    g_assert_cmpfloat(feature_get(&feature, "sum").number, ==, 1249 * 1250 / 2);
    g_assert_cmpfloat(feature_get(&feature, "most").number, ==, 1249);
    g_assert_cmpint(feature_get(&feature, "deaths").type, ==, VALUE_ABSENT);
    cluster_features_get(features, 1, &feature, &at, &records);
    g_assert_cmpuint(records, ==, 1);
    g_assert_cmpfloat(at.x, ==, 100);
    g_assert_cmpfloat(geometry_box(feature.geometry).xmin, ==, 10);
    g_assert_cmpfloat(feature_get(&feature, "deaths").number, ==, 7);
    g_assert_cmpint(feature_get(&feature, "cluster").type, ==, VALUE_ABSENT);
    view_clear(&view);
}

/* Whoever finds it, the reader of styles or of options: one error that names the option. */
static void test_option_errors(void)
{
    static const struct {
        const char *source, *option;
    } rows[] = {
        {", \"cluster\": 1", "cluster"},
        {", \"clusterRadius\": -1", "clusterRadius"},
        {", \"filter\": [\"nix\", 1, 2]", "filter"},
        {", \"promoteId\": 3", "promoteId"},
        {", \"clusterProperties\": {\"a\": [\"+\"]}", "clusterProperties"},
        {", \"clusterProperties\": {\"a\": [\"nix\", 1]}", "clusterProperties"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(SourceOptions) options = options_of(rows[i].source, &error);
        g_assert_null(options);
        g_test_message("%s", error->message);
        g_assert_nonnull(strstr(error->message, rows[i].option));
    }
}

static void test_zoom(void)
{
    g_autoptr(SourceOptions) options =
        options_of(", \"cluster\": true, \"clusterMaxZoom\": 9", NULL);
    g_assert_true(source_options_cluster_at(options, 9.9));
    g_assert_false(source_options_cluster_at(options, 10));
    g_autoptr(SourceOptions) usual =
        options_of(", \"cluster\": true, \"clusterMaxZoom\": 0, \"maxzoom\": 12", NULL);
    g_assert_cmpuint(usual->cluster_rule.max_zoom, ==, 11);
    g_assert_cmpfloat(usual->cluster_rule.radius_px, ==, 50);
    g_assert_cmpuint(usual->cluster_rule.min_points, ==, 2);
    g_autoptr(SourceOptions) rounded =
        options_of(", \"cluster\": true, \"clusterMaxZoom\": 4.5", NULL);
    g_assert_true(source_options_cluster_at(rounded, 5.9));
    g_autoptr(SourceOptions) plain = options_of("", NULL);
    g_assert_false(source_options_cluster_at(plain, 5));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cluster/greedy", test_greedy);
    g_test_add_func("/cluster/zooms", test_zooms);
    g_test_add_func("/cluster/min-points", test_min_points);
    g_test_add_func("/cluster/index", test_index);
    g_test_add_func("/cluster/precision", test_precision);
    g_test_add_func("/cluster/extremes", test_extremes);
    g_test_add_func("/cluster/properties", test_properties);
    g_test_add_func("/cluster/option-errors", test_option_errors);
    g_test_add_func("/cluster/zoom", test_zoom);
    return g_test_run();
}
