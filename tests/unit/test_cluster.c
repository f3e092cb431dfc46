#include "compose/cluster.h"
#include "compose/cluster_features.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static GArray *make(const struct page_point *points, guint n, double radius, guint min_points,
                    GArray **members)
{
    *members = g_array_new(FALSE, FALSE, sizeof(guint));
    return clusters_make(points, n, radius, min_points, *members);
}

static const struct cluster *cluster_at(const GArray *clusters, guint index)
{
    return &g_array_index(clusters, struct cluster, index);
}

/* The first point takes all within the radius of itself, not of the growing cluster. */
static void test_greedy(void)
{
    static const struct page_point points[] = {{0, 0}, {30, 0}, {8, 0}, {16, 0}, {0, 6}};
    g_autoptr(GArray) members = NULL;
    g_autoptr(GArray) clusters = make(points, G_N_ELEMENTS(points), 10, 2, &members);
    g_assert_cmpuint(clusters->len, ==, 3);
    g_assert_cmpuint(cluster_at(clusters, 0)->count, ==, 3);
    g_assert_cmpfloat_with_epsilon(cluster_at(clusters, 0)->at.x, 8 / 3.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(cluster_at(clusters, 0)->at.y, 2, 1e-12);
    g_assert_cmpuint(g_array_index(members, guint, 1), ==, 2);
    g_assert_cmpuint(g_array_index(members, guint, 2), ==, 4);
    g_assert_cmpfloat(cluster_at(clusters, 1)->at.x, ==, 30);
    g_assert_cmpfloat(cluster_at(clusters, 2)->at.x, ==, 16);
}

static void test_min_points(void)
{
    static const struct page_point points[] = {{0, 0}, {1, 0}, {50, 0}, {51, 0}, {52, 0}};
    g_autoptr(GArray) members = NULL;
    g_autoptr(GArray) clusters = make(points, G_N_ELEMENTS(points), 5, 3, &members);
    g_assert_cmpuint(clusters->len, ==, 3);
    g_assert_cmpuint(cluster_at(clusters, 0)->count, ==, 1);
    g_assert_cmpuint(cluster_at(clusters, 2)->count, ==, 3);
}

/* Against the same rule without an index: every point in one cluster, the same clusters. */
static void test_index(void)
{
    enum { N = 2000 };
    static struct page_point points[N];
    static gboolean taken[N];
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (guint i = 0; i < N; i++) {
        points[i] = (struct page_point){g_rand_double_range(random, -300, 900),
                                        g_rand_double_range(random, -200, 500)};
    }
    g_autoptr(GArray) members = NULL;
    g_autoptr(GArray) clusters = make(points, N, 23, 2, &members);
    g_assert_cmpuint(members->len, ==, N);
    guint cluster = 0;
    for (guint i = 0; i < N; i++) {
        if (taken[i]) {
            continue;
        }
        guint count = 0;
        for (guint k = i; k < N; k++) {
            if (!taken[k] && hypot(points[k].x - points[i].x, points[k].y - points[i].y) <= 23) {
                taken[k] = TRUE;
                guint first = cluster_at(clusters, cluster)->first;
                g_assert_cmpuint(g_array_index(members, guint, first + count), ==, k);
                count++;
            }
        }
        g_assert_cmpuint(cluster_at(clusters, cluster)->count, ==, count);
        cluster++;
    }
    g_assert_cmpuint(clusters->len, ==, cluster);
}

/* One spot, or points far apart: neither time nor memory grows with the distance. */
static void test_extremes(void)
{
    static struct page_point points[100000];
    g_autoptr(GArray) members = NULL;
    g_autoptr(GArray) clusters = make(points, G_N_ELEMENTS(points), 0, 2, &members);
    g_assert_cmpuint(clusters->len, ==, 1);
    static const struct page_point far[] = {{-1e9, 0}, {1e9, 1e9}, {1e9, 1e9}};
    g_autoptr(GArray) far_members = NULL;
    g_autoptr(GArray) far_clusters = make(far, 3, 10, 2, &far_members);
    g_assert_cmpuint(far_clusters->len, ==, 2);
    g_autoptr(GArray) no_members = NULL;
    g_autoptr(GArray) none = make(far, 0, 10, 2, &no_members);
    g_assert_cmpuint(none->len, ==, 0);
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
    cluster_features_add(features, evaluation, &feature, (struct page_point){x, 0});
}

static void test_properties(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SourceOptions) options =
        options_of(", \"cluster\": true, \"clusterRadius\": 10, \"clusterProperties\": {"
                   "\"sum\": [\"+\", [\"get\", \"deaths\"]], \"most\": [[\"max\", "
                   "[\"accumulated\"], [\"get\", \"most\"]], [\"get\", \"deaths\"]]}",
                   &error);
    g_assert_no_error(error);
    g_autoptr(ValueStore) store = value_store_new();
    struct evaluation evaluation = {.store = store};
    g_autoptr(Fields) fields = fields_new();
    fields_add(fields, "deaths");
    g_autoptr(ClusterFeatures) features = cluster_features_new(options);
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
    g_assert_cmpfloat(at.x, ==, 2);
    g_assert_cmpfloat_with_epsilon(geometry_box(feature.geometry).xmin, 0.2, 1e-9);
    g_assert_true(feature_get(&feature, "cluster").boolean);
    g_assert_cmpfloat(feature_get(&feature, "point_count").number, ==, 1250);
    g_assert_cmpstr(feature_get(&feature, "point_count_abbreviated").string, ==, "1.3k");
    g_assert_cmpfloat(feature_get(&feature, "sum").number, ==, 1249 * 1250 / 2);
    g_assert_cmpfloat(feature_get(&feature, "most").number, ==, 1249);
    g_assert_cmpint(feature_get(&feature, "deaths").type, ==, VALUE_ABSENT);
    cluster_features_get(features, 1, &feature, &at, &records);
    g_assert_cmpuint(records, ==, 1);
    g_assert_cmpfloat(feature_get(&feature, "deaths").number, ==, 7);
    g_assert_cmpint(feature_get(&feature, "cluster").type, ==, VALUE_ABSENT);
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
    g_autoptr(SourceOptions) plain = options_of("", NULL);
    g_assert_false(source_options_cluster_at(plain, 5));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cluster/greedy", test_greedy);
    g_test_add_func("/cluster/min-points", test_min_points);
    g_test_add_func("/cluster/index", test_index);
    g_test_add_func("/cluster/extremes", test_extremes);
    g_test_add_func("/cluster/properties", test_properties);
    g_test_add_func("/cluster/option-errors", test_option_errors);
    g_test_add_func("/cluster/zoom", test_zoom);
    return g_test_run();
}
