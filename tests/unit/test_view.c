#include "geo/view.h"

#include "geo/geodesic.h"
#include "geo/grid.h"
#include "geo/window.h"

#include <math.h>

#define MARGIN_PX 20

static const struct box page = {0, 0, 1600, 1200};
static const struct box levant = {35.5, 34.9, 37.6, 37.0};

/* A view of a box in lon/lat, with what it needs. */
struct setting {
    struct projection *projection;
    struct view view;
    struct transform *transform;
    struct projector *projector;
    struct page_path *path;
    struct geometry *geometry;
};

static void open_setting(struct setting *setting, const char *crs, struct box lonlat,
                         const char *source)
{
    g_autoptr(GError) error = NULL;
    setting->projection = projection_new(crs, lonlat, &error);
    g_assert_no_error(error);
    g_autoptr(Transform) wgs84 = transform_new(setting->projection, NULL, &error);
    g_assert_no_error(error);
    view_init(&setting->view, setting->projection, transform_box(wgs84, lonlat), page, &error);
    g_assert_no_error(error);
    setting->transform = transform_new(setting->projection, source, &error);
    g_assert_no_error(error);
    setting->projector = projector_new(&setting->view, setting->transform, MARGIN_PX);
    setting->path = page_path_new();
    setting->geometry = geometry_new();
}

static void close_setting(struct setting *setting)
{
    geometry_free(setting->geometry);
    page_path_free(setting->path);
    projector_free(setting->projector);
    transform_free(setting->transform);
    view_clear(&setting->view);
    projection_free(setting->projection);
}

static gboolean project(struct setting *setting, enum geometry_type type,
                        const struct coord *coords, guint n)
{
    geometry_clear(setting->geometry, type);
    geometry_begin_part(setting->geometry);
    for (guint i = 0; i < n; i++) {
        geometry_add(setting->geometry, coords[i].x, coords[i].y);
    }
    gboolean any = projector_project(setting->projector, setting->geometry, setting->path);
    struct box limits = box_grow(page, MARGIN_PX + 1e-6);
    for (guint i = 0; i < setting->path->points->len; i++) {
        struct page_point point = g_array_index(setting->path->points, struct page_point, i);
        g_assert_true(box_contains(limits, point.x, point.y));
    }
    g_assert_true(any == (setting->path->points->len > 0));
    return any;
}

static double path_area(const struct page_path *path)
{
    double sum = 0;
    for (guint i = 0; i < page_path_parts(path); i++) {
        guint n;
        const struct page_point *part = page_path_part(path, i, &n);
        for (guint j = 0; j < n; j++) {
            struct page_point next = part[(j + 1) % n];
            sum += part[j].x * next.y - part[j].y * next.x;
        }
    }
    return fabs(sum) / 2;
}

static double distance_to_path(const struct page_path *path, struct page_point p)
{
    double best = INFINITY;
    for (guint k = 0; k < page_path_parts(path); k++) {
        guint n;
        const struct page_point *part = page_path_part(path, k, &n);
        for (guint i = 1; i < n; i++) {
            struct page_point a = part[i - 1];
            double dx = part[i].x - a.x;
            double dy = part[i].y - a.y;
            double length2 = dx * dx + dy * dy;
            double along = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
            along = CLAMP(along, 0, 1);
            best = MIN(best, hypot(p.x - a.x - along * dx, p.y - a.y - along * dy));
        }
    }
    return best;
}

static void test_fit(void)
{
    g_autoptr(Projection) projection = projection_new("EPSG:32637", levant, NULL);
    struct view view;
    struct box extent = {200000, 3900000, 300000, 4000000};
    struct box frame = {100, 50, 900, 450};
    g_assert_true(view_init(&view, projection, extent, frame, NULL));
    g_assert_cmpfloat(view.px_per_unit, ==, 0.004);
    g_assert_cmpfloat(view.extent.xmin, ==, 150000);
    g_assert_cmpfloat(view.extent.xmax, ==, 350000);
    g_assert_cmpfloat(view.extent.ymax, ==, 4000000);
    struct page_point point = view_to_page(&view, (struct projected){150000, 4000000});
    g_assert_cmpfloat(point.x, ==, 100);
    g_assert_cmpfloat(point.y, ==, 50);
    point = view_to_page(&view, (struct projected){250000, 3925000});
    g_assert_cmpfloat_with_epsilon(point.x, 100 + 100000 * 0.004, 1e-9);
    g_assert_cmpfloat_with_epsilon(point.y, 50 + 75000 * 0.004, 1e-9);
    struct projected back = view_from_page(&view, point);
    g_assert_cmpfloat_with_epsilon(back.x, 250000, 1e-6);
    g_assert_cmpfloat_with_epsilon(back.y, 3925000, 1e-6);
    struct lonlat lonlat;
    g_assert_true(view_page_to_lonlat(&view, point, &lonlat));
    g_assert_true(view_lonlat_to_page(&view, lonlat, &point));
    g_assert_cmpfloat_with_epsilon(point.x, 500, 1e-5);
    view_clear(&view);
}

static void test_fit_errors(void)
{
    g_autoptr(Projection) projection = projection_new("EPSG:32637", levant, NULL);
    const struct box wrong[] = {box_empty(),
                                {0, 0, 0, 1},
                                {0, 0, NAN, 1},
                                {5, 0, 1, 1},
                                {0, 0, INFINITY, 1},
                                {-1e308, -1e308, 1e308, 1e308},
                                {1e17, 1e17, 1e17 + 16, 1e17 + 16}};
    for (gsize i = 0; i + 1 < G_N_ELEMENTS(wrong); i++) {
        struct view view;
        g_autoptr(GError) error = NULL;
        g_assert_false(view_init(&view, projection, wrong[i], page, &error));
        g_assert_nonnull(error);
        view_clear(&view);
    }
    struct view view;
    g_autoptr(GError) error = NULL;
    g_assert_false(view_init(&view, projection, levant, box_empty(), &error));
    g_assert_nonnull(error);
}

/* The scale where it stands, against a geodesic over 200 px, in projections of quite other scales.
 */
static void test_ground_scale(void)
{
    static const char *const codes[] = {"auto", "EPSG:32637", "EPSG:3857", "EPSG:2322",
                                        "EPSG:4326"};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct setting setting;
        struct lonlat a;
        struct lonlat b;
        open_setting(&setting, codes[i], levant, NULL);
        g_assert_true(view_page_to_lonlat(&setting.view, (struct page_point){700, 600}, &a));
        g_assert_true(view_page_to_lonlat(&setting.view, (struct page_point){900, 600}, &b));
        double long_way = geodesic_distance_m(a, b, NULL) / 200;
        double here = view_metres_per_px(&setting.view, (struct page_point){800, 600});
        g_assert_cmpfloat_with_epsilon(here / long_way, 1, 1e-4);
        /* 2.1 degrees of latitude, 233 km, on 1200 px: 194 m a px */
        gboolean conformal = !projection_is_geographic(setting.projection);
        g_assert_cmpfloat_with_epsilon(view_zoom(&setting.view), conformal ? 8.35 : 8.65, 0.05);
        close_setting(&setting);
    }
}

static void test_zoom(void)
{
    g_autoptr(Projection) projection = projection_new("EPSG:3857", levant, NULL);
    double half = 6378137 * G_PI;
    struct view view;
    g_assert_true(view_init(&view, projection, (struct box){-half, -half, half, half},
                            (struct box){0, 0, 512, 512}, NULL));
    g_assert_cmpfloat_with_epsilon(view_zoom(&view), 0, 1e-6);
    view_clear(&view);
    /* The same far from the equator, where a degree is longer on the ellipsoid than on a sphere. */
    double side = 2 * half / 1024;
    g_assert_true(view_init(&view, projection, (struct box){4e6, 8e6, 4e6 + side, 8e6 + side},
                            (struct box){0, 0, 512, 512}, NULL));
    g_assert_cmpfloat_with_epsilon(view_zoom(&view), 10, 1e-6);
    view_clear(&view);
}

/* West of zone 37's central meridian (39 E) grid north lies west of true north by about
 * (lon - 39) sin(lat). */
static void test_convergence(void)
{
    struct setting setting;
    open_setting(&setting, "EPSG:32637", levant, NULL);
    struct page_point point;
    g_assert_true(view_lonlat_to_page(&setting.view, (struct lonlat){36, 36}, &point));
    double expected = -3 * sin(36 * G_PI / 180);
    g_assert_cmpfloat_with_epsilon(view_convergence_deg(&setting.view, point), expected, 0.01);
    close_setting(&setting);
    open_setting(&setting, "EPSG:3857", levant, NULL);
    point = (struct page_point){300, 900};
    g_assert_cmpfloat_with_epsilon(view_convergence_deg(&setting.view, point), 0, 1e-6);
    close_setting(&setting);
}

static void test_lonlat_box(void)
{
    struct setting setting;
    open_setting(&setting, "EPSG:32637", levant, NULL);
    struct box box = view_lonlat_box(&setting.view);
    g_assert_cmpfloat(box.xmin, <, 35.5);
    g_assert_cmpfloat(box.xmin, >, 34.5);
    g_assert_cmpfloat(box.ymax, >, 37.0);
    g_assert_cmpfloat(box.ymax, <, 37.3);
    close_setting(&setting);
}

/* A polygon of the whole world fills the page in any projection. */
static void test_world_polygon(void)
{
    static const struct coord world[] = {
        {-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}};
    static const char *const codes[] = {"EPSG:32637", "EPSG:32636", "EPSG:3857", "auto",
                                        "EPSG:2322",  "EPSG:4326",  "EPSG:3035", "EPSG:8857"};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct setting setting;
        open_setting(&setting, codes[i], levant, NULL);
        g_assert_true(project(&setting, GEOMETRY_POLYGON, world, G_N_ELEMENTS(world)));
        double whole = (1600 + 2 * MARGIN_PX) * (1200 + 2 * MARGIN_PX);
        g_assert_cmpfloat_with_epsilon(path_area(setting.path) / whole, 1, 1e-9);
        g_assert_true(setting.path->closed);
        close_setting(&setting);
    }
}

/* A parallel given by its ends alone bends as it should. */
static void test_bends(void)
{
    static const char *const codes[] = {"EPSG:32637", "auto", "EPSG:2322", "EPSG:3035"};
    const struct coord parallel[] = {{20, 36}, {50, 36}};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct setting setting;
        double worst = 0;
        open_setting(&setting, codes[i], levant, NULL);
        g_assert_true(project(&setting, GEOMETRY_LINE, parallel, 2));
        g_assert_cmpuint(setting.path->points->len, >, 2);
        g_assert_cmpuint(setting.path->points->len, <, 60);
        for (double lon = 35.5; lon < 37.6; lon += 0.003) {
            struct projected crs;
            struct page_point point;
            g_assert_true(
                projector_point(setting.projector, (struct coord){lon, 36}, &crs, &point));
            worst = MAX(worst, distance_to_path(setting.path, point));
        }
        g_assert_cmpfloat(worst, <, 0.21);
        close_setting(&setting);
    }
}

/* What can be seen costs, not what lies around it: few points of a world-wide wave are left. */
static void test_cuts_far_parts(void)
{
    struct setting setting;
    g_autoptr(GArray) wave = g_array_new(FALSE, FALSE, sizeof(struct coord));
    for (int i = -180000; i <= 180000; i++) {
        struct coord coord = {i / 1000.0, 36 + 0.5 * sin(i / 5000.0)};
        g_array_append_val(wave, coord);
    }
    open_setting(&setting, "EPSG:32637", levant, NULL);
    struct box window = projector_window(setting.projector);
    g_assert_cmpfloat(window.xmin, >, 34);
    g_assert_cmpfloat(window.xmax, <, 39);
    g_assert_true(
        project(&setting, GEOMETRY_LINE, (const struct coord *)(void *)wave->data, wave->len));
    g_assert_cmpuint(setting.path->points->len, <, 100);
    g_assert_cmpuint(page_path_parts(setting.path), ==, 1);
    close_setting(&setting);
}

static void test_outside(void)
{
    const struct coord far[] = {{10, 10}, {11, 10}, {11, 11}};
    struct setting setting;
    open_setting(&setting, "EPSG:32637", levant, NULL);
    g_assert_false(project(&setting, GEOMETRY_POLYGON, far, 3));
    g_assert_false(project(&setting, GEOMETRY_LINE, far, 3));
    g_assert_false(project(&setting, GEOMETRY_POINT, far, 3));
    g_assert_false(project(&setting, GEOMETRY_EMPTY, far, 0));
    struct projected crs;
    struct page_point point;
    g_assert_true(projector_point(setting.projector, far[0], &crs, &point));
    g_assert_false(box_contains(page, point.x, point.y));
    close_setting(&setting);
}

static void test_points(void)
{
    const struct coord points[] = {{36.8, 35.86}, {10, 10}, {36.63, 35.93}, {NAN, 36}};
    struct setting setting;
    open_setting(&setting, "EPSG:32637", levant, NULL);
    g_assert_true(project(&setting, GEOMETRY_POINT, points, G_N_ELEMENTS(points)));
    g_assert_cmpuint(page_path_parts(setting.path), ==, 2);
    struct projected crs;
    struct page_point point;
    g_assert_true(projector_point(setting.projector, points[0], &crs, &point));
    guint n;
    g_assert_cmpfloat(page_path_part(setting.path, 0, &n)->x, ==, point.x);
    double x = (crs.x - setting.view.extent.xmin) * setting.view.px_per_unit;
    g_assert_cmpfloat_with_epsilon(point.x, x, 1e-6);
    g_assert_false(projector_point(setting.projector, points[3], &crs, &point));
    close_setting(&setting);
}

/* Whole-world views: nothing blank, nothing not finite, poles and the antimeridian included. */
static void test_world_views(void)
{
    static const struct coord antarctica[] = {{-180, -90}, {-180, -80}, {-60, -75}, {0, -70},
                                              {90, -66},   {180, -80},  {180, -90}};
    static const struct coord equator[] = {{-180, 0}, {180, 0}};
    static const char *const codes[] = {"EPSG:3857", "EPSG:4326", "EPSG:8857",
                                        "+proj=ortho +lat_0=-40 +lon_0=36 +type=crs"};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct setting setting;
        open_setting(&setting, codes[i], (struct box){-180, -85, 180, 85}, NULL);
        g_assert_true(project(&setting, GEOMETRY_POLYGON, antarctica, G_N_ELEMENTS(antarctica)));
        g_assert_cmpfloat(path_area(setting.path), >, 1000);
        g_assert_true(project(&setting, GEOMETRY_LINE, equator, 2));
        close_setting(&setting);
    }
}

/* A line across the far side of the globe is not drawn back over the whole map. */
static void test_seam(void)
{
    static const struct coord parallel[] = {{-175, 10}, {-100, 10}};
    struct setting setting;
    open_setting(&setting, "+proj=merc +lon_0=36 +datum=WGS84", (struct box){-143, -70, 215, 70},
                 NULL);
    g_assert_true(project(&setting, GEOMETRY_LINE, parallel, 2));
    g_assert_cmpuint(page_path_parts(setting.path), ==, 2);
    struct projected crs;
    struct page_point point;
    g_assert_true(projector_point(setting.projector, (struct coord){36, 10}, &crs, &point));
    g_assert_cmpfloat(distance_to_path(setting.path, point), >, 100);
    close_setting(&setting);
}

/* Windows that are no box in lon/lat have no bounds there. */
static void test_unbounded_windows(void)
{
    struct setting setting;
    open_setting(&setting, "+proj=ortho +lat_0=-40 +lon_0=36 +type=crs",
                 (struct box){-180, -85, 180, 85}, NULL);
    g_assert_true(isinf(projector_window(setting.projector).ymax));
    close_setting(&setting);
    static const struct coord both_sides[] = {{179, -18}, {-179, -18}};
    open_setting(&setting, "auto", (struct box){178, -20, 183, -15}, NULL);
    g_assert_true(isinf(projector_window(setting.projector).xmin));
    g_assert_true(isfinite(projector_window(setting.projector).ymax));
    g_assert_true(project(&setting, GEOMETRY_POINT, both_sides, 2));
    g_assert_cmpuint(page_path_parts(setting.path), ==, 2);
    close_setting(&setting);
}

static void test_polar_view(void)
{
    static const struct coord cap[] = {{-180, -70}, {-90, -70}, {0, -70},   {90, -70},
                                       {180, -70},  {180, -90}, {-180, -90}};
    struct setting setting;
    open_setting(&setting, "EPSG:3031", (struct box){-180, -90, 180, -60}, NULL);
    g_assert_true(isinf(projector_window(setting.projector).xmin));
    g_assert_true(isinf(projector_window(setting.projector).ymin));
    g_assert_true(isfinite(projector_window(setting.projector).ymax));
    g_assert_true(project(&setting, GEOMETRY_POLYGON, cap, G_N_ELEMENTS(cap)));
    double radius = 2200000 * setting.view.px_per_unit;
    g_assert_cmpfloat_with_epsilon(path_area(setting.path) / (G_PI * radius * radius), 1, 0.05);
    close_setting(&setting);
}

static void test_hostile(void)
{
    static const struct coord coords[] = {
        {36, 36},        {NAN, 36},    {36.5, INFINITY}, {1e308, -1e308}, {36.5, 36.5},
        {-1e299, 1e299}, {36.2, 36.8}, {36.2, 36.8},     {5e9, 36},       {36, 90.0000000001}};
    static const char *const codes[] = {"EPSG:32637", "EPSG:3857", "auto", "EPSG:2322",
                                        "EPSG:4326"};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct setting setting;
        open_setting(&setting, codes[i], levant, NULL);
        for (guint n = 0; n <= G_N_ELEMENTS(coords); n++) {
            project(&setting, GEOMETRY_POINT, coords, n);
            project(&setting, GEOMETRY_LINE, coords, n);
            project(&setting, GEOMETRY_POLYGON, coords, n);
        }
        close_setting(&setting);
        open_setting(&setting, codes[i], (struct box){-179, -80, 179, 80}, NULL);
        project(&setting, GEOMETRY_LINE, coords, G_N_ELEMENTS(coords));
        project(&setting, GEOMETRY_POLYGON, coords, G_N_ELEMENTS(coords));
        close_setting(&setting);
    }
    projector_free(NULL);
}

/* Between its nodes the grid is as good as it promises. */
static void test_grid(void)
{
    static const char *const codes[] = {"auto", "EPSG:32637", "EPSG:32636", "EPSG:3857"};
    g_autoptr(GRand) random = g_rand_new_with_seed(36);
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct setting setting;
        open_setting(&setting, codes[i], levant, NULL);
        struct box window = projector_window(setting.projector);
        double tolerance = 0.03 / setting.view.px_per_unit;
        struct grid *grid = grid_new(setting.transform, window, tolerance);
        g_assert_nonnull(grid);
        for (int j = 0; j < 5000; j++) {
            struct projected exact;
            struct projected near;
            struct coord in = {g_rand_double_range(random, window.xmin, window.xmax),
                               g_rand_double_range(random, window.ymin, window.ymax)};
            g_assert_true(transform_point(setting.transform, in, &exact));
            grid_points(grid, &in, 1, &near);
            g_assert_cmpfloat(hypot(near.x - exact.x, near.y - exact.y), <, tolerance);
        }
        const struct coord wild[] = {{1e299, -1e299}, {window.xmax, window.ymax}};
        struct projected out[2];
        grid_points(grid, wild, 2, out);
        grid_free(grid);
        close_setting(&setting);
    }
}

static void test_no_grid(void)
{
    static const char *const codes[] = {"EPSG:2322", "EPSG:4326"};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct setting setting;
        open_setting(&setting, codes[i], levant, NULL);
        g_assert_null(grid_new(setting.transform, levant, 1000));
        close_setting(&setting);
    }
    struct setting setting;
    open_setting(&setting, "EPSG:3857", levant, NULL);
    g_assert_null(grid_new(setting.transform, (struct box){0, -INFINITY, 1, 1}, 1000));
    g_assert_null(grid_new(setting.transform, (struct box){0, 0, 0, 1}, 1000));
    g_assert_null(grid_new(setting.transform, (struct box){0, 0, 1, 90}, 1000));
    g_assert_null(grid_new(setting.transform, levant, 1e-9));
    grid_free(NULL);
    close_setting(&setting);
}

/* A ring of so many vertices that the grid serves it. */
static void test_many_vertices(void)
{
    struct setting setting;
    g_autoptr(GArray) ring = g_array_new(FALSE, FALSE, sizeof(struct coord));
    for (int i = 0; i < 20000; i++) {
        double angle = i * 2 * G_PI / 20000;
        struct coord coord = {36.5 + cos(angle), 36 + 0.9 * sin(angle)};
        g_array_append_val(ring, coord);
    }
    open_setting(&setting, "auto", levant, NULL);
    g_assert_true(
        project(&setting, GEOMETRY_LINE, (const struct coord *)(void *)ring->data, ring->len));
    for (guint i = 0; i < ring->len; i += 7) {
        struct projected crs;
        struct page_point point;
        struct coord coord = g_array_index(ring, struct coord, i);
        g_assert_true(projector_point(setting.projector, coord, &crs, &point));
        g_assert_cmpfloat(distance_to_path(setting.path, point), <, 0.14);
    }
    close_setting(&setting);
}

static void test_projected_source(void)
{
    const struct coord square[] = {
        {200000, 3900000}, {300000, 3900000}, {300000, 4000000}, {200000, 4000000}};
    struct setting setting;
    open_setting(&setting, "EPSG:32636", levant, "EPSG:32637");
    g_assert_true(project(&setting, GEOMETRY_POLYGON, square, 4));
    double side = 100000 * setting.view.px_per_unit;
    g_assert_cmpfloat_with_epsilon(path_area(setting.path) / (side * side), 1, 0.01);
    close_setting(&setting);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/view/fit", test_fit);
    g_test_add_func("/view/fit-errors", test_fit_errors);
    g_test_add_func("/view/ground-scale", test_ground_scale);
    g_test_add_func("/view/zoom", test_zoom);
    g_test_add_func("/view/convergence", test_convergence);
    g_test_add_func("/view/lonlat-box", test_lonlat_box);
    g_test_add_func("/view/project/world-polygon", test_world_polygon);
    g_test_add_func("/view/project/bends", test_bends);
    g_test_add_func("/view/project/cuts-far-parts", test_cuts_far_parts);
    g_test_add_func("/view/project/outside", test_outside);
    g_test_add_func("/view/project/points", test_points);
    g_test_add_func("/view/project/world-views", test_world_views);
    g_test_add_func("/view/project/seam", test_seam);
    g_test_add_func("/view/project/unbounded-windows", test_unbounded_windows);
    g_test_add_func("/view/project/polar", test_polar_view);
    g_test_add_func("/view/project/hostile", test_hostile);
    g_test_add_func("/view/project/many-vertices", test_many_vertices);
    g_test_add_func("/view/grid", test_grid);
    g_test_add_func("/view/no-grid", test_no_grid);
    g_test_add_func("/view/project/projected-source", test_projected_source);
    return g_test_run();
}
