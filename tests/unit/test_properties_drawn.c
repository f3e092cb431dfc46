/* Properties of backgrounds, fills and lines, from a style to what is drawn. */
#include "canvas/canvas.h"
#include "canvas_scene.h"
#include "compose/layers.h"
#include "compose/line_join.h"

#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define STYLE                                                                                      \
    "{\"version\": 8, \"sources\": {\"s\": {\"type\": \"geojson\", \"data\": \"s.geojson\", "      \
    "\"lineMetrics\": true}}, \"layers\": [{\"id\": \"layer\", \"type\": \"%s\", %s"               \
    "\"metadata\": {\"legend\": false}, \"paint\": {%s}}]}"
#define PIXELS 100 /* of the page's sides; it shows 0 to 10 degrees, 10 px each */

/* One layer of one style, on a page in degrees. */
struct bench {
    struct diagnostics *diagnostics;
    struct style *style;
    struct projection *projection;
    struct map *map;
    struct composition composition;
    struct composed_layer *layer;
};

static struct style *load(const char *type, const char *paint, struct diagnostics *diagnostics)
{
    g_autofree char *folder = g_dir_make_tmp("properties-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "style.json", NULL);
    const char *source = g_str_equal(type, "background") ? "" : "\"source\": \"s\", ";
    g_autofree char *text = g_strdup_printf(STYLE, type, source, paint);
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    struct style *style = style_load(path, diagnostics, &error);
    g_assert_no_error(error);
    remove(path);
    remove(folder);
    return style;
}

static void layer_free(gpointer data)
{
    struct composed_layer *layer = data;
    g_array_unref(layer->sort_keys);
    g_ptr_array_unref(layer->legend);
    g_free(layer);
}

static void bench_init(struct bench *bench, const char *type, const char *paint)
{
    const struct box page = {0, 0, PIXELS, PIXELS}, degrees = {0, 0, 10, 10};
    struct composition *composition = &bench->composition;
    *bench = (struct bench){.diagnostics = diagnostics_new()};
    bench->style = load(type, paint, bench->diagnostics);
    bench->projection = projection_new("EPSG:4326", degrees, NULL);
    g_assert_true(view_init(&composition->view, bench->projection, degrees, page, NULL));
    bench->map = map_new();
    composition->map = bench->map;
    composition->diagnostics = bench->diagnostics;
    composition->style = bench->style;
    composition->icons = icon_set_new(bench->style->path, bench->diagnostics);
    composition->scene = scene_new(PIXELS, PIXELS, NULL);
    composition->evaluation.store = value_store_new();
    composition->layers = g_ptr_array_new_with_free_func(layer_free);
    bench->layer = g_new0(struct composed_layer, 1);
    bench->layer->layer = g_ptr_array_index(bench->style->layers, 0);
    bench->layer->sort_keys = g_array_new(FALSE, FALSE, sizeof(double));
    bench->layer->legend = g_ptr_array_new();
    g_ptr_array_add(composition->layers, bench->layer);
    layers_init(composition);
}

static void bench_clear(struct bench *bench)
{
    g_ptr_array_unref(bench->composition.layers);
    value_store_free(bench->composition.evaluation.store);
    scene_free(bench->composition.scene);
    icon_set_free(bench->composition.icons);
    view_clear(&bench->composition.view);
    projection_free(bench->projection);
    map_free(bench->map);
    style_free(bench->style);
    diagnostics_free(bench->diagnostics);
}

/* Draws a shape of one part, given in px; `cut`: only its part within the page is on the page. */
static void add_feature(struct bench *bench, enum geometry_type type, const double *xy, guint n,
                        gboolean cut)
{
    g_autoptr(Geometry) geometry = geometry_new();
    g_autoptr(PagePath) path = page_path_new();
    geometry_clear(geometry, type);
    geometry_begin_part(geometry);
    page_path_clear(path, type == GEOMETRY_POLYGON);
    page_path_begin_part(path);
    for (guint i = 0; i < n; i++) {
        double x = xy[2 * i], y = xy[2 * i + 1];
        geometry_add(geometry, x / 10, 10 - y / 10);
        page_path_add(path, cut ? CLAMP(x, -20, PIXELS + 20) : x, y);
    }
    const struct feature feature = {.geometry = geometry};
    const struct page_feature on_page = {.type = type, .path = path, .owner = 1};
    bench->composition.evaluation.feature = &feature;
    g_assert_true(layer_compose(&bench->composition, bench->layer, &on_page));
    bench->composition.evaluation.feature = NULL;
}

static void add_square(struct bench *bench, double x, double y, double side)
{
    const double xy[] = {x, y, x + side, y, x + side, y + side, x, y + side};
    add_feature(bench, GEOMETRY_POLYGON, xy, 4, FALSE);
}

static const struct item *item_of(const struct bench *bench, guint index)
{
    g_assert_cmpuint(bench->layer->group->items->len, >, index);
    return g_ptr_array_index(bench->layer->group->items, index);
}

static guint count_items(const struct bench *bench)
{
    g_assert_cmpuint(bench->layer->sort_keys->len, ==, bench->layer->group->items->len);
    return bench->layer->group->items->len;
}

static GBytes *written(const struct bench *bench, const char *format)
{
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(GError) error = NULL;
    GBytes *bytes =
        canvas_format_by_name(format)->write(bench->composition.scene, &options, &error);
    g_assert_no_error(error);
    return bytes;
}

static gboolean svg_has(const struct bench *bench, const char *text)
{
    g_autoptr(GBytes) svg = written(bench, "svg");
    gsize length;
    const char *bytes = g_bytes_get_data(svg, &length);
    return g_strstr_len(bytes, (gssize)length, text) != NULL;
}

/* ---- pixels ---- */

struct bytes_reader {
    const guint8 *bytes;
    gsize left;
};

static cairo_status_t read_bytes(void *data, unsigned char *out, unsigned length)
{
    struct bytes_reader *reader = data;
    if (length > reader->left) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(out, reader->bytes, length);
    reader->bytes += length;
    reader->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *picture_of(const struct bench *bench)
{
    g_autoptr(GBytes) png = written(bench, "png");
    struct bytes_reader reader = {.bytes = g_bytes_get_data(png, &reader.left)};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &reader);
    g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
    return surface;
}

/* A channel of a pixel: 0 blue, 1 green, 2 red. */
static int channel(cairo_surface_t *surface, int x, int y, guint which)
{
    const guint8 *row = cairo_image_surface_get_data(surface) +
                        (gsize)y * (gsize)cairo_image_surface_get_stride(surface);
    return row[4 * x + (int)which];
}

/* ---- the tests ---- */

static void test_background(void)
{
    struct bench bench;
    bench_init(&bench, "background",
               "\"background-pattern\": \"hatch:0/10/4\", \"background-color\": \"#f00\", "
               "\"background-opacity\": 0.5");
    const struct item *item = item_of(&bench, 0);
    g_assert_cmpint(item->fill.kind, ==, FILL_HATCH);
    g_assert_cmpfloat(item->fill.hatch_spacing_px, ==, 10);
    g_assert_cmpfloat(item->fill.color.red, ==, 1);
    g_assert_cmpfloat(item->fill.color.alpha, ==, 0.5);
    bench_clear(&bench);
    bench_init(&bench, "background", "\"background-pattern\": \"no-such-icon\"");
    g_assert_cmpint(item_of(&bench, 0)->fill.kind, ==, FILL_NONE);
    g_assert_cmpuint(diagnostics_warnings(bench.diagnostics), ==, 1);
    bench_clear(&bench);
}

static void assert_moved(const char *type, const char *paint, gboolean is_moved)
{
    struct bench bench;
    bench_init(&bench, type, paint);
    add_square(&bench, 10, 10, 20);
    struct box box = box_empty();
    for (guint i = 0; i < count_items(&bench); i++) {
        struct box piece = page_path_box(item_of(&bench, i)->path);
        box_add(&box, piece.xmin, piece.ymin);
        box_add(&box, piece.xmax, piece.ymax);
    }
    g_assert_cmpfloat(box.xmin, ==, is_moved ? 15 : 10);
    g_assert_cmpfloat(box.ymax, ==, is_moved ? 23 : 30);
    g_assert_cmpfloat(layers_translate_reach(&bench.composition), ==, is_moved ? 7 : 0);
    g_assert_cmpuint(diagnostics_warnings(bench.diagnostics), ==, 0);
    bench_clear(&bench);
}

static void test_translate(void)
{
    assert_moved("fill", "\"fill-color\": \"#f00\"", FALSE);
    assert_moved("fill", "\"fill-translate\": [5, -7], \"fill-translate-anchor\": \"viewport\"",
                 TRUE);
    assert_moved("line", "\"line-color\": \"#f00\"", FALSE);
    assert_moved("line", "\"line-translate\": [5, -7], \"line-translate-anchor\": \"map\"", TRUE);
    assert_moved("line",
                 "\"line-translate\": [5, -7], \"line-gradient\": [\"interpolate\", [\"linear\"], "
                 "[\"line-progress\"], 0, \"red\", 1, \"blue\"]",
                 TRUE);
}

/* Where features overlap the layer is not denser than elsewhere; with fill-opacity it is. */
static void assert_layer_opacity(const char *property, gboolean is_of_layer)
{
    struct bench bench;
    g_autofree char *paint = g_strdup_printf("\"fill-color\": \"#000\", \"%s\": 0.5", property);
    bench_init(&bench, "fill", paint);
    add_square(&bench, 10, 10, 40);
    add_square(&bench, 30, 30, 40);
    cairo_surface_t *picture = picture_of(&bench);
    g_assert_cmpint(abs(channel(picture, 20, 20, 0) - 128), <=, 1);
    g_assert_cmpint(abs(channel(picture, 40, 40, 0) - (is_of_layer ? 128 : 64)), <=, 1);
    g_assert_cmpint(channel(picture, 80, 20, 0), ==, 255);
    cairo_surface_destroy(picture);
    g_assert_cmpint(svg_has(&bench, " opacity=\"0.5\""), ==, is_of_layer);
    bench_clear(&bench);
}

static void test_layer_opacity(void)
{
    assert_layer_opacity("fill-layer-opacity", TRUE);
    assert_layer_opacity("fill-opacity", FALSE);
    struct bench bench;
    bench_init(&bench, "line", "\"line-layer-opacity\": 0.25");
    g_assert_cmpfloat(bench.layer->group->opacity, ==, 0.25);
    g_autoptr(GBytes) pdf = written(&bench, "pdf");
    g_assert_cmpuint(g_bytes_get_size(pdf), >, 0);
    bench_clear(&bench);
    bench_init(&bench, "line", "\"line-opacity\": 0.25");
    g_assert_cmpfloat(bench.layer->group->opacity, ==, 1);
    bench_clear(&bench);
}

static void test_antialias(void)
{
    static const double triangle[] = {10, 10, 90, 43, 20, 80};
    for (guint smooth = 0; smooth < 2; smooth++) {
        struct bench bench;
        g_autofree char *paint = g_strdup_printf(
            "\"fill-antialias\": %s, \"fill-outline-color\": \"#000\"", smooth ? "true" : "false");
        guint between = 0;
        bench_init(&bench, "fill", paint);
        add_feature(&bench, GEOMETRY_POLYGON, triangle, 3, FALSE);
        g_assert_cmpfloat(item_of(&bench, 0)->stroke.width_px, ==, smooth);
        cairo_surface_t *picture = picture_of(&bench);
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                int value = channel(picture, x, y, 1);
                between += value > 0 && value < 255;
            }
        }
        cairo_surface_destroy(picture);
        g_assert_cmpint(between > 0, ==, smooth);
        g_assert_cmpint(svg_has(&bench, "crispEdges"), ==, !smooth);
        bench_clear(&bench);
    }
}

#define RAMP                                                                                       \
    "\"line-width\": 10, \"line-gradient\": [\"interpolate\", [\"linear\"], [\"line-progress\"], " \
    "0, \"rgb(0, 0, 0)\", 1, \"rgb(200, 0, 0)\"]"

/* The red along a level line, at 10 px and at 90 px. */
static void assert_reds(double from_x, double to_x, int at_10, int at_90)
{
    struct bench bench;
    const double line[] = {from_x, 50, (from_x + to_x) / 2, 50, to_x, 50};
    bench_init(&bench, "line", RAMP);
    add_feature(&bench, GEOMETRY_LINE, line, 3, TRUE);
    cairo_surface_t *picture = picture_of(&bench);
    g_assert_cmpint(abs(channel(picture, 10, 50, 2) - at_10), <=, 3);
    g_assert_cmpint(abs(channel(picture, 90, 50, 2) - at_90), <=, 3);
    for (int x = 5; x < 95; x++) { /* no seams */
        g_assert_cmpint(channel(picture, x, 50, 1), ==, 0);
        g_assert_cmpint(abs(channel(picture, x, 50, 2) - channel(picture, x + 1, 50, 2)), <=, 4);
    }
    cairo_surface_destroy(picture);
    g_assert_cmpuint(diagnostics_warnings(bench.diagnostics), ==, 0);
    bench_clear(&bench);
}

static void test_gradient(void)
{
    assert_reds(0, 100, 20, 180);
    assert_reds(100, 0, 180, 20);
    /* What the frame cuts off counts. */
    assert_reds(-100, 100, 110, 190);
    assert_reds(-100, 300, 55, 95);
}

static void test_gradient_pieces(void)
{
    static const double line[] = {5, 50, 50, 50, 50, 90}, none[] = {5, 5, 5, 5};
    struct bench bench;
    bench_init(&bench, "line",
               "\"line-opacity\": 0.5, \"line-gradient\": [\"step\", [\"line-progress\"], \"red\", "
               "0.5, \"blue\"]");
    add_feature(&bench, GEOMETRY_LINE, line, 3, FALSE);
    g_assert_cmpuint(count_items(&bench), ==, 2);
    const struct item *first = item_of(&bench, 0), *second = item_of(&bench, 1);
    g_assert_cmpfloat(first->stroke.color.red, ==, 1);
    g_assert_cmpfloat(first->stroke.color.alpha, ==, 0.5);
    g_assert_cmpfloat(second->stroke.color.blue, ==, 1);
    /* Translucent pieces meet without an overlap; the corner is inside the second. */
    g_assert_cmpfloat(page_path_box(first->path).xmax, ==, page_path_box(second->path).xmin);
    g_assert_cmpuint(second->path->points->len, ==, 3);
    add_feature(&bench, GEOMETRY_LINE, none, 2, FALSE);
    g_assert_cmpuint(count_items(&bench), ==, 2);
    bench_clear(&bench);
    /* Dashes and patterns switch a gradient off. */
    bench_init(&bench, "line", RAMP ", \"line-dasharray\": [2, 1], \"line-color\": \"#0f0\"");
    add_feature(&bench, GEOMETRY_LINE, line, 3, FALSE);
    g_assert_cmpuint(count_items(&bench), ==, 1);
    g_assert_cmpfloat(item_of(&bench, 0)->stroke.color.green, ==, 1);
    bench_clear(&bench);
}

/* From the edge, where there is nothing, the line is denser by an eighth a px. */
static void test_blur(void)
{
    static const double line[] = {10, 50, 90, 50};
    struct bench bench;
    bench_init(&bench, "line", "\"line-width\": 24, \"line-blur\": 8, \"line-opacity\": 0.8");
    add_feature(&bench, GEOMETRY_LINE, line, 2, FALSE);
    g_assert_cmpfloat(item_of(&bench, 0)->stroke.width_px, ==, 24);
    cairo_surface_t *picture = picture_of(&bench);
    for (int y = 30; y < 50; y++) {
        double inside = y + 0.5 - 38, wanted = 0.8 * CLAMP(inside / 8, 0, 1);
        g_assert_cmpfloat(fabs(1 - channel(picture, 50, y, 0) / 255.0 - wanted), <, 0.03);
    }
    g_assert_cmpint(channel(picture, 5, 50, 0), ==, 255);
    cairo_surface_destroy(picture);
    count_items(&bench);
    bench_clear(&bench);
    /* A blur wider than the line leaves its middle translucent. */
    bench_init(&bench, "line", "\"line-width\": 8, \"line-blur\": 8");
    add_feature(&bench, GEOMETRY_LINE, line, 2, FALSE);
    picture = picture_of(&bench);
    g_assert_cmpint(abs(channel(picture, 50, 50, 0) - 140), <, 20);
    cairo_surface_destroy(picture);
    bench_clear(&bench);
}

#define WIDE_ROUND(limits)                                                                         \
    "\"line-width\": 20, \"line-opacity\": 0.5}, \"layout\": {\"line-join\": \"round\", " limits

/* How dark a pixel is of a line along x to (50, 50), from where it turns by an angle: 0 to 255. */
static int darkness(const char *paint, double turn_deg, int x, int y)
{
    struct bench bench;
    double angle = turn_deg * G_PI / 180;
    const double line[] = {5, 50, 50, 50, 50 + 45 * cos(angle), 50 + 45 * sin(angle)};
    bench_init(&bench, "line", paint);
    add_feature(&bench, GEOMETRY_LINE, line, 3, FALSE);
    g_assert_cmpuint(count_items(&bench), ==, 1);
    g_assert_cmpuint(diagnostics_warnings(bench.diagnostics), ==, 0);
    cairo_surface_t *picture = picture_of(&bench);
    int dark = 255 - channel(picture, x, y, 0);
    cairo_surface_destroy(picture);
    bench_clear(&bench);
    return dark;
}

/* The mitre of a right angle reaches to (60, 40), 1.41 line widths long; the round join to
 * (57, 43), a bevel to (55, 45). Nothing is drawn twice. */
static void test_round_limit(void)
{
    g_assert_cmpint(darkness(WIDE_ROUND("\"line-round-limit\": 1.05"), 90, 58, 41), ==, 0);
    g_assert_cmpint(darkness(WIDE_ROUND("\"line-round-limit\": 1.05"), 90, 56, 43), ==, 128);
    g_assert_cmpint(darkness(WIDE_ROUND("\"line-round-limit\": 1.4"), 90, 58, 41), ==, 0);
    g_assert_cmpint(darkness(WIDE_ROUND("\"line-round-limit\": 1.5"), 90, 58, 41), ==, 128);
    /* Beyond the mitre limit it is a bevel. */
    const char *bevel = WIDE_ROUND("\"line-round-limit\": 1.5, \"line-miter-limit\": 1.2");
    g_assert_cmpint(darkness(bevel, 90, 58, 41), ==, 0);
    g_assert_cmpint(darkness(bevel, 90, 56, 43), ==, 0);
    g_assert_cmpint(darkness(bevel, 90, 53, 45), ==, 128);
    /* A mitre limit below 1 bevels too, and is no default. */
    const char *none = "\"line-width\": 20}, \"layout\": {\"line-miter-limit\": 0";
    g_assert_cmpint(darkness(none, 90, 56, 43), ==, 0);
    g_assert_cmpint(darkness("\"line-width\": 20", 90, 58, 41), ==, 255);
    g_assert_cmpint(darkness("\"line-width\": 20", 130, 60, 46), ==, 0);
}

/* The sharpest turn of a path behind one of its points, in degrees. */
static double sharpest_turn(const struct page_path *path, guint after)
{
    double sharpest = 0;
    for (guint i = after + 1; i + 1 < path->points->len; i++) {
        const struct page_point *at = &g_array_index(path->points, struct page_point, i);
        double turn = atan2(at[1].y - at[0].y, at[1].x - at[0].x) -
                      atan2(at[0].y - at[-1].y, at[0].x - at[-1].x);
        sharpest = fmax(sharpest, fabs(remainder(turn, 2 * G_PI)) * 180 / G_PI);
    }
    return sharpest;
}

/* Corners above the limit stay round where another is mitred: the outline round (50, 50) is a
 * circle to a tenth of a px, also where the line turns back on itself. */
static void test_round_and_mitred(void)
{
    for (int turn = -180; turn <= 180; turn += 20) {
        if (abs(turn) < 110) {
            continue;
        }
        double angle = turn * G_PI / 180;
        g_autoptr(PagePath) path = page_path_new();
        page_path_clear(path, FALSE);
        page_path_begin_part(path);
        page_path_add(path, 10, 80);
        page_path_add(path, 10, 50);
        page_path_add(path, 50, 50);
        page_path_add(path, 50, 50); /* a point twice is none */
        page_path_add(path, 50 + 40 * cos(angle), 50 + 40 * sin(angle));
        struct stroke stroke = {.width_px = 20, .join = LINE_JOIN_ROUND, .miter_limit = 4};
        g_autoptr(PagePath) limited = round_joins_limited(path, 1.5, &stroke);
        g_assert_nonnull(limited);
        g_assert_cmpint(stroke.join, ==, LINE_JOIN_MITER);
        g_assert_cmpfloat(stroke.miter_limit, ==, 1.5);
        g_assert_cmpfloat(sharpest_turn(limited, 1), <, 20);
        cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
        cairo_t *cr = cairo_create(surface);
        cairo_set_line_width(cr, stroke.width_px);
        cairo_set_miter_limit(cr, stroke.miter_limit);
        for (guint i = 0; i < limited->points->len; i++) {
            struct page_point point = g_array_index(limited->points, struct page_point, i);
            cairo_line_to(cr, point.x, point.y);
        }
        for (int degrees = -60; degrees <= 60; degrees += 5) {
            double to = (turn / 2.0 + (turn < 0 ? 90 : -90) + degrees * (abs(turn) - 20) / 180) *
                        G_PI / 180;
            g_assert_true(cairo_in_stroke(cr, 50 + 9.8 * cos(to), 50 + 9.8 * sin(to)));
            g_assert_false(cairo_in_stroke(cr, 50 + 10.2 * cos(to), 50 + 10.2 * sin(to)));
        }
        g_assert_true(cairo_in_stroke(cr, 0.5, 40.5)); /* the mitre of the other corner */
        cairo_destroy(cr);
        cairo_surface_destroy(surface);
    }
}

/* What nobody would see is not done: the line stays the plain stroke that it is. */
static void test_round_limit_unseen(void)
{
    g_autoptr(PagePath) path = page_path_new();
    struct stroke stroke = {.width_px = 3, .join = LINE_JOIN_ROUND, .miter_limit = 2};
    page_path_clear(path, TRUE);
    g_assert_null(round_joins_limited(path, 5, &stroke));
    page_path_begin_part(path);
    page_path_add(path, 10, 10);
    page_path_add(path, 90, 10);
    page_path_add(path, 10, 90);
    g_assert_null(round_joins_limited(path, 1.05, &stroke));
    g_assert_null(round_joins_limited(path, NAN, &stroke));
    stroke.width_px = 20;
    g_assert_null(round_joins_limited(path, 1.4, &stroke)); /* the least mitre is 1.41 long */
    stroke.join = LINE_JOIN_BEVEL;
    g_assert_null(round_joins_limited(path, 1.5, &stroke));
    stroke.join = LINE_JOIN_ROUND;
    g_autoptr(PagePath) limited = round_joins_limited(path, 1.5, &stroke);
    g_assert_nonnull(limited);
    g_assert_true(limited->closed);
    g_assert_cmpuint(limited->points->len, >, 10); /* the two sharper corners turn on arcs */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/properties-drawn/background-pattern", test_background);
    g_test_add_func("/properties-drawn/translate", test_translate);
    g_test_add_func("/properties-drawn/layer-opacity", test_layer_opacity);
    g_test_add_func("/properties-drawn/antialias", test_antialias);
    g_test_add_func("/properties-drawn/line-gradient", test_gradient);
    g_test_add_func("/properties-drawn/line-gradient-pieces", test_gradient_pieces);
    g_test_add_func("/properties-drawn/line-blur", test_blur);
    g_test_add_func("/properties-drawn/line-round-limit", test_round_limit);
    g_test_add_func("/properties-drawn/round-and-mitred", test_round_and_mitred);
    g_test_add_func("/properties-drawn/round-limit-unseen", test_round_limit_unseen);
    return g_test_run();
}
