#include "canvas/canvas.h"
#include "compose/heatmap_bands.h"
#include "scene/scene.h"

#include <math.h>
#include <string.h>

static const struct box frame = {0, 0, 400, 300};

static struct heat_grid *grid_of(const struct heat_point *points, guint n)
{
    g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof *points);
    g_array_append_vals(array, points, n);
    return heat_grid_new(array, frame);
}

/* The formula, at every node, without the limit of reach. */
static double density_at(const struct heat_point *points, guint n, double x, double y)
{
    double sum = 0;
    for (guint i = 0; i < n; i++) {
        double d = hypot(points[i].x - x, points[i].y - y) / points[i].radius_px;
        sum += points[i].weight * 0.3989422804014327 * exp(-0.5 * 9 * d * d);
    }
    return sum;
}

static void test_kernel(void)
{
    static const struct heat_point points[] = {
        {200.3, 150.7, 30, 1}, {215, 150, 30, 2.5}, {20, 290, 60, 0.5}, {-15, 100, 40, 3}};
    g_autoptr(HeatGrid) grid = grid_of(points, G_N_ELEMENTS(points));
    double worst = 0, most = 0;
    for (guint row = 1; row + 1 < grid->rows; row++) {
        for (guint column = 1; column + 1 < grid->columns; column++) {
            double expected =
                density_at(points, G_N_ELEMENTS(points), grid->x + column * grid->cell_px,
                           grid->y + row * grid->cell_px);
            worst = fmax(worst, fabs(heat_grid_at(grid, column, row) - expected));
            most = fmax(most, expected);
        }
    }
    /* Each point may leave out what is below 1/4080. */
    g_assert_cmpfloat(worst, <, 4 / 4080.0);
    g_assert_cmpfloat(most, >, 1);
}

/* The grid covers the frame, and its rim is empty. */
static void test_rim(void)
{
    static const struct heat_point points[] = {{0, 0, 50, 100}, {400, 300, 50, 100}};
    g_autoptr(HeatGrid) grid = grid_of(points, 2);
    struct box box = heat_grid_box(grid);
    g_assert_cmpfloat(box.xmin + grid->cell_px, <, frame.xmin);
    g_assert_cmpfloat(box.xmax - grid->cell_px, >=, frame.xmax);
    g_assert_cmpfloat(box.ymax - grid->cell_px, >=, frame.ymax);
    for (guint column = 0; column < grid->columns; column++) {
        g_assert_cmpfloat(heat_grid_at(grid, column, 0), ==, 0);
        g_assert_cmpfloat(heat_grid_at(grid, column, grid->rows - 1), ==, 0);
    }
    g_assert_cmpfloat(heat_grid_at(grid, 1, 1), >, 1);
}

/* Radii, weights and counts that are absurd cost neither memory nor time without end. */
static void test_hostile(void)
{
    static const struct heat_point points[] = {
        {1, 1, 1, 0}, {200, 150, 10000, 1e300}, {200, 150, 1, INFINITY}, {1e9, -1e9, 30, 1}};
    for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
        g_autoptr(HeatGrid) grid = grid_of(&points[i], 1);
        g_assert_cmpfloat((double)grid->columns * grid->rows, <, 5e6);
        for (guint k = 0; k < grid->columns * grid->rows; k++) {
            g_assert_true(isfinite(grid->density[k]));
        }
    }
    g_autoptr(GArray) many = g_array_new(FALSE, FALSE, sizeof(struct heat_point));
    for (guint i = 0; i < 20000; i++) {
        struct heat_point point = {i % 400, i % 300, 2000, 1};
        g_array_append_val(many, point);
    }
    g_autoptr(HeatGrid) grid = heat_grid_new(many, frame);
    g_assert_cmpfloat(grid->cell_px, >, 10);
}

static double ring_area(const struct page_path *path, guint part)
{
    guint n;
    const struct page_point *p = page_path_part(path, part, &n);
    double area = 0;
    for (guint i = 0; i < n; i++) {
        guint next = (i + 1) % n;
        area += p[i].x * p[next].y - p[next].x * p[i].y;
    }
    return fabs(area) / 2;
}

/* The contour of one point is a circle of the radius that the formula gives. */
static void test_contour(void)
{
    static const struct heat_point point = {200.4, 149.7, 60, 1};
    static const double levels_of[] = {0.1, 0.2};
    g_autoptr(HeatGrid) grid = grid_of(&point, 1);
    g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(double));
    g_array_append_vals(levels, levels_of, 2);
    g_autoptr(GPtrArray) bands = heat_grid_bands(grid, levels);
    g_assert_cmpuint(bands->len, ==, 3);
    const struct page_path *ring = g_ptr_array_index(bands, 1);
    g_assert_cmpuint(page_path_parts(ring), ==, 2);
    g_assert_cmpuint(page_path_parts(g_ptr_array_index(bands, 0)), ==, 2);
    g_assert_cmpuint(page_path_parts(g_ptr_array_index(bands, 2)), ==, 1);
    for (guint i = 0; i < 2; i++) {
        double radius = 60 / 3.0 * sqrt(-2 * log(levels_of[i] / 0.3989422804014327)), area = 0;
        area = ring_area(ring, i);
        g_assert_cmpfloat_with_epsilon(sqrt(area / G_PI), radius, 0.15);
    }
}

/* Every node lies in exactly one band: that of its density. Saddles and rims included. */
static gboolean is_inside(const struct page_path *path, double x, double y)
{
    gboolean inside = FALSE;
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n;
        const struct page_point *p = page_path_part(path, part, &n);
        for (guint i = 0, k = n - 1; i < n; k = i++) {
            if ((p[i].y > y) != (p[k].y > y) &&
                x < (p[k].x - p[i].x) * (y - p[i].y) / (p[k].y - p[i].y) + p[i].x) {
                inside = !inside;
            }
        }
    }
    return inside;
}

static void test_bands(void)
{
    static const double levels_of[] = {0.05, 0.3, 0.6, 1.2};
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(struct heat_point));
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (guint i = 0; i < 150; i++) {
        struct heat_point point = {g_rand_double_range(random, -20, 420),
                                   g_rand_double_range(random, -20, 320),
                                   g_rand_double_range(random, 15, 50), 1};
        g_array_append_val(points, point);
    }
    g_autoptr(HeatGrid) grid = heat_grid_new(points, frame);
    g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(double));
    g_array_append_vals(levels, levels_of, 4);
    g_autoptr(GPtrArray) bands = heat_grid_bands(grid, levels);
    guint wrong = 0, looked = 0;
    for (guint row = 2; row < grid->rows - 2; row += 3) {
        for (guint column = 2; column < grid->columns - 2; column += 3) {
            double density = heat_grid_at(grid, column, row);
            guint expected = 0, found = 0, at = 0;
            for (guint i = 0; i < 4; i++) {
                expected += density >= levels_of[i];
            }
            for (guint i = 0; i < bands->len; i++) {
                gboolean inside =
                    is_inside(g_ptr_array_index(bands, i), grid->x + column * grid->cell_px + 1e-7,
                              grid->y + row * grid->cell_px + 1e-7);
                found += (guint)inside;
                at = inside ? i : at;
            }
            g_assert_cmpuint(found, ==, 1);
            wrong += at != expected;
            looked++;
        }
    }
    /* Thinning moves a contour by 0.1 px: some nodes lie that near to one. */
    g_assert_cmpuint(wrong * 10, <, looked);
}

static char *drawn_dup(const char *format, gboolean with_bands, gsize *length)
{
    g_autoptr(Scene) scene = scene_new(20, 10, NULL);
    struct scene_group *group = scene_add_group(scene, "heat", "Heat");
    guint32 *pixels = g_new(guint32, 2);
    pixels[0] = 0xff0000ff;
    pixels[1] = 0x80008000;
    GPtrArray *bands = with_bands ? bands_new() : NULL;
    if (with_bands) {
        struct band *band = g_new(struct band, 1);
        *band = (struct band){.path = page_path_new(), .color = {0, 0, 1, 0.5}};
        page_path_clear(band->path, TRUE);
        page_path_begin_part(band->path);
        page_path_add(band->path, 0, 0);
        page_path_add(band->path, 10, 0);
        page_path_add(band->path, 10, 10);
        g_ptr_array_add(bands, band);
    }
    scene_group_add_image(group, (struct box){0, 0, 20, 10}, 2, 1, pixels, bands);
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(GBytes) bytes = canvas_format_by_name(format)->write(scene, &options, NULL);
    g_assert_nonnull(bytes);
    *length = g_bytes_get_size(bytes);
    return g_strndup(g_bytes_get_data(bytes, NULL), *length);
}

/* SVG shows the bands and no picture; without bands the picture itself. */
static void test_image_svg(void)
{
    gsize length;
    g_autofree char *bands = drawn_dup("svg", TRUE, &length);
    g_assert_nonnull(strstr(bands, "<path fill=\"#00f\" fill-opacity=\"0.5\" d=\"m0 0"));
    g_assert_nonnull(strstr(bands, "shape-rendering=\"crispEdges\""));
    g_assert_null(strstr(bands, "<image"));
    g_autofree char *pixels = drawn_dup("svg", FALSE, &length);
    g_assert_nonnull(strstr(pixels, "<image"));
    g_assert_nonnull(strstr(pixels, "href=\"data:image/png;base64,iVBOR"));
}

/* Pictures show the pixels, whether or not there are bands. */
static void test_image_png(void)
{
    gsize with, without;
    g_autofree char *png = drawn_dup("png", TRUE, &with);
    g_autofree char *same = drawn_dup("png", FALSE, &without);
    g_assert_cmpmem(png, with, same, without);
    g_assert_cmpmem(png, 4, "\x89PNG", 4);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/heatmap/kernel", test_kernel);
    g_test_add_func("/heatmap/rim", test_rim);
    g_test_add_func("/heatmap/hostile", test_hostile);
    g_test_add_func("/heatmap/contour", test_contour);
    g_test_add_func("/heatmap/bands", test_bands);
    g_test_add_func("/heatmap/image-svg", test_image_svg);
    g_test_add_func("/heatmap/image-png", test_image_png);
    return g_test_run();
}
