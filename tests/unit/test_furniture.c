/* Furniture's geometry and numbers: the frame, corners, scale bars, the graticule, legend sizes. */
#include "compose/furniture/furniture.h"
#include "compose/furniture/furniture_style.h"
#include "compose/furniture/graticule.h"
#include "compose/furniture/layout.h"
#include "compose/furniture/legend_sizes.h"
#include "compose/furniture/north_arrow.h"
#include "compose/furniture/scale_bar.h"
#include "geo/geodesic.h"

#include <math.h>

static struct map *map_of_size(double width_px, double height_px)
{
    struct map *map = map_new();
    map->width_px = width_px;
    map->height_px = height_px;
    return map;
}

static double width_of(struct box box)
{
    return box.xmax - box.xmin;
}

static void test_frame_without_furniture_is_the_page(void)
{
    g_autoptr(Map) map = map_of_size(640, 480);
    map->furniture = 0;
    struct box frame = furniture_frame(map, NULL);
    g_assert_cmpfloat(frame.xmin, ==, 0);
    g_assert_cmpfloat(frame.ymin, ==, 0);
    g_assert_cmpfloat(frame.xmax, ==, 640);
    g_assert_cmpfloat(frame.ymax, ==, 480);
}

static void test_wide_pages_have_a_panel(void)
{
    g_autoptr(Map) map = map_of_size(1600, 1200);
    struct layout layout = layout_make(map, NULL);
    g_assert_false(box_is_empty(layout.panel));
    g_assert_cmpfloat(width_of(layout.panel), >=, 300);
    g_assert_cmpfloat(width_of(layout.panel), <=, 380);
    g_assert_cmpfloat(layout.frame.xmax, <, layout.panel.xmin);
    g_assert_cmpfloat(layout.panel.xmax, ==, 1600 - layout.margin_px);
    g_assert_cmpfloat(layout.panel.ymin, ==, layout.frame.ymin);
    g_assert_cmpfloat(layout.panel.ymax, ==, layout.frame.ymax);

    map->layout = LAYOUT_OVERLAY;
    layout = layout_make(map, NULL);
    g_assert_true(box_is_empty(layout.panel));
    g_assert_cmpfloat(layout.title.ymax, <, layout.frame.ymin);
    g_assert_cmpfloat(layout.credits.ymin, >, layout.frame.ymax);
}

static void test_narrow_pages_have_none(void)
{
    g_autoptr(Map) portrait = map_of_size(1000, 1300);
    g_assert_true(box_is_empty(layout_make(portrait, NULL).panel));
    portrait->layout = LAYOUT_PANEL;
    g_assert_false(box_is_empty(layout_make(portrait, NULL).panel));
    g_autoptr(Map) small = map_of_size(400, 300);
    small->layout = LAYOUT_PANEL;
    g_assert_true(box_is_empty(layout_make(small, NULL).panel));
}

static void test_frame_gives_room_only_for_what_is_on(void)
{
    g_autoptr(Map) map = map_of_size(1600, 1200);
    double all = width_of(furniture_frame(map, NULL));
    map->furniture = 1u << FURNITURE_GRATICULE | 1u << FURNITURE_SCALE_BAR;
    struct box labels = furniture_frame(map, NULL);
    map->furniture = 1u << FURNITURE_SCALE_BAR;
    struct box bare = furniture_frame(map, NULL);
    g_assert_cmpfloat(all, <, width_of(labels) - 300);
    g_assert_cmpfloat(width_of(labels), <, width_of(bare));
    g_assert_cmpfloat(bare.xmin, >, 0);
}

static void test_every_page_has_a_frame(void)
{
    for (double width = 1; width < 6000; width = width * 1.37 + 1)
        for (double height = 1; height < 6000; height = height * 1.61 + 1) {
            g_autoptr(Map) map = map_of_size(width, height);
            struct box frame = furniture_frame(map, NULL);
            g_assert_cmpfloat(frame.xmin, <, frame.xmax);
            g_assert_cmpfloat(frame.ymin, <, frame.ymax);
            g_assert_cmpfloat(frame.xmin, >=, 0);
            g_assert_cmpfloat(frame.ymax, <=, height);
            g_assert_cmpfloat(frame.xmax, <=, width);
        }
}

static void test_corners(void)
{
    static const enum corner order[] = {CORNER_BOTTOM_LEFT, CORNER_BOTTOM_RIGHT, CORNER_TOP_LEFT,
                                        CORNER_TOP_RIGHT};
    g_autoptr(BoxIndex) boxes = box_index_new(1000, 800);
    g_autoptr(GArray) keep_clear = g_array_new(FALSE, FALSE, sizeof(struct box));
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(struct box));
    const struct corner_room room = {{0, 0, 1000, 800}, 10, 8, boxes, keep_clear, NULL, 20, taken};
    struct box found;

    g_assert_true(layout_find_corner(&room, 200, 100, order, &found)); /* empty: by preference */
    g_assert_cmpfloat(found.xmin, ==, 10);
    g_assert_cmpfloat(found.ymax, ==, 790);

    box_index_add(boxes, (struct box){50, 700, 100, 750}, 0); /* a symbol stands there */
    g_assert_true(layout_find_corner(&room, 200, 100, order, &found));
    g_assert_cmpfloat(found.xmax, ==, 990);
    g_assert_cmpfloat(found.ymax, ==, 790);

    /* An event in the corner costs more than any area of other symbols. */
    struct box event = {900, 750, 904, 754};
    g_array_append_val(keep_clear, event);
    box_index_add(boxes, (struct box){0, 0, 1000, 400}, 0);
    g_assert_true(layout_find_corner(&room, 200, 100, order, &found));
    g_assert_cmpfloat(found.xmin, ==, 10);
    g_assert_cmpfloat(found.ymax, ==, 790);

    /* Other furniture is never overlapped: the box is stacked above it. */
    struct box legend = {10, 690, 210, 790};
    g_array_append_val(taken, legend);
    g_assert_true(layout_find_corner(&room, 200, 100, order, &found));
    g_assert_false(box_intersects(found, legend));
    g_assert_cmpfloat(found.ymax, ==, 690 - 8);

    g_assert_false(layout_find_corner(&room, 600, 100, order, &found));
    g_assert_false(layout_find_corner(&room, 100, 500, order, &found));
}

static void test_round_lengths(void)
{
    static const double cases[][2] = {{1, 1},       {1.99, 1},  {2, 2},         {4.9, 2},
                                      {5, 5},       {9.99, 5},  {10, 10},       {999, 500},
                                      {1000, 1000}, {0.3, 0.2}, {0.001, 0.001}, {123456, 100000},
                                      {1e15, 1e15}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        double length = scale_bar_round_length(cases[i][0]);
        g_assert_cmpfloat_with_epsilon(length, cases[i][1], cases[i][1] * 1e-9);
    }
    g_assert_cmpfloat(scale_bar_round_length(0), ==, 0);
    g_assert_cmpfloat(scale_bar_round_length(-3), ==, 0);
    g_assert_cmpfloat(scale_bar_round_length(NAN), ==, 0);
    g_assert_cmpfloat(scale_bar_round_length(INFINITY), ==, 0);
}

static void open_view(struct view *view, struct projection **projection, const char *crs,
                      struct box lonlat)
{
    GError *error = NULL;
    *projection = projection_new(crs, lonlat, &error);
    g_assert_no_error(error);
    g_autoptr(Transform) transform = transform_new(*projection, NULL, &error);
    g_assert_no_error(error);
    struct box extent = transform_box(transform, lonlat);
    view_init(view, *projection, extent, (struct box){50, 50, 950, 850}, &error);
    g_assert_no_error(error);
}

static const struct box idlib = {35.5, 34.9, 37.6, 37.0};

/* The bar's ends lie as far apart on the ground as it says, in any projection. */
static void test_scale_bar_is_true(void)
{
    static const char *const crs[] = {"auto", "EPSG:32637", "EPSG:3857", "EPSG:4326",
                                      "+proj=robin +datum=WGS84"};
    for (guint i = 0; i < G_N_ELEMENTS(crs); i++) {
        struct view view;
        struct projection *projection;
        open_view(&view, &projection, crs[i], idlib);
        const struct page_point middle = {180, 800};
        double px = scale_bar_length_px(&view, middle, 50000);
        struct lonlat a, b;
        g_assert_true(
            view_page_to_lonlat(&view, (struct page_point){middle.x - px / 2, middle.y}, &a));
        g_assert_true(
            view_page_to_lonlat(&view, (struct page_point){middle.x + px / 2, middle.y}, &b));
        g_assert_cmpfloat_with_epsilon(geodesic_distance_m(a, b, NULL), 50000, 250);
        view_clear(&view);
        projection_free(projection);
    }
}

static void test_scale_bar_where_there_is_no_ground(void)
{
    struct view view;
    struct projection *projection;
    open_view(&view, &projection, "+proj=ortho +lat_0=36 +lon_0=36 +datum=WGS84",
              (struct box){-50, -50, 120, 85});
    g_assert_true(isnan(scale_bar_length_px(&view, (struct page_point){51, 51}, 1000)));
    view_clear(&view);
    projection_free(projection);
}

static void test_intervals(void)
{
    g_assert_cmpint(graticule_interval(2.1), ==, 30 * 60);
    g_assert_cmpint(graticule_interval(3), ==, SECONDS_PER_DEGREE);
    g_assert_cmpint(graticule_interval(360), ==, 30 * SECONDS_PER_DEGREE);
    g_assert_cmpint(graticule_interval(0), ==, 0);
    g_assert_cmpint(graticule_interval(-1), ==, 0);
    g_assert_cmpint(graticule_interval(NAN), ==, 0);
    g_assert_cmpint(graticule_interval(1e-9), ==, 0);
    /* 3 to 8 of any span up to a quarter of the globe. */
    for (double span = 0.01; span < 90; span *= 1.07) {
        double count = span * SECONDS_PER_DEGREE / graticule_interval(span);
        g_assert_cmpfloat(count, >=, 3);
        g_assert_cmpfloat(count, <=, 8);
    }
}

static void assert_label(gint seconds, gboolean is_longitude, const char *language,
                         const char *expected)
{
    g_autofree char *label = graticule_label_dup(seconds, is_longitude, language);
    g_assert_cmpstr(label, ==, expected);
}

static void test_labels(void)
{
    assert_label(36 * 3600, TRUE, "en", "36°E");
    assert_label(36 * 3600 + 1800, TRUE, "en", "36°30′E");
    assert_label(36 * 3600 + 1800 + 15, FALSE, "en", "36°30′15″N");
    assert_label(-5 * 60, FALSE, "en", "0°05′S");
    assert_label(-12 * 3600, TRUE, "en", "12°W");
    assert_label(0, TRUE, "en", "0°");
    assert_label(180 * 3600, TRUE, "en", "180°");
    assert_label(36 * 3600, TRUE, "tr", "36°D");
    assert_label(36 * 3600, FALSE, "ar", "\342\200\21636°ش");
}

/* Each tick lies on the edge where PROJ says that its longitude is. */
static void test_ticks(void)
{
    struct view view;
    struct projection *projection;
    g_autoptr(GArray) ticks = g_array_new(FALSE, FALSE, sizeof(struct graticule_tick));
    open_view(&view, &projection, "EPSG:32637", idlib);
    double span = graticule_walk(&view, (struct page_point){50, 50}, (struct page_point){950, 50},
                                 TRUE, 1800, ticks);
    g_assert_cmpfloat(span, >, 2.1);
    g_assert_cmpuint(ticks->len, >=, 4);
    for (guint i = 0; i < ticks->len; i++) {
        struct graticule_tick tick = g_array_index(ticks, struct graticule_tick, i);
        struct lonlat at;
        g_assert_true(view_page_to_lonlat(&view, tick.at, &at));
        g_assert_cmpfloat_with_epsilon(at.lon, tick.seconds / 3600.0, 1e-6);
        g_assert_cmpint(tick.seconds % 1800, ==, 0);
        g_assert_cmpfloat_with_epsilon(tick.at.y, 50, 1e-9);
    }
    view_clear(&view);
    projection_free(projection);
}

/* A world map jumps at 180 degrees and has no ground in its corners. */
static void test_ticks_of_the_world(void)
{
    static const char *const crs[] = {"+proj=robin +datum=WGS84", "EPSG:3995",
                                      "+proj=ortho +lat_0=36 +lon_0=36 +datum=WGS84"};
    for (guint i = 0; i < G_N_ELEMENTS(crs); i++) {
        struct view view;
        struct projection *projection;
        g_autoptr(GArray) ticks = g_array_new(FALSE, FALSE, sizeof(struct graticule_tick));
        open_view(&view, &projection, crs[i], (struct box){-170, -30, 170, 85});
        graticule_walk(&view, (struct page_point){50, 50}, (struct page_point){950, 50}, TRUE, 3600,
                       ticks);
        g_assert_cmpuint(ticks->len, <, 400);
        view_clear(&view);
        projection_free(projection);
    }
}

static void test_north_arrow_only_where_north_turns(void)
{
    struct view view;
    struct projection *projection;
    open_view(&view, &projection, "auto", idlib);
    g_assert_false(north_arrow_is_needed(&view));
    view_clear(&view);
    projection_free(projection);
    open_view(&view, &projection, "EPSG:3995", idlib);
    g_assert_true(north_arrow_is_needed(&view));
    view_clear(&view);
    projection_free(projection);
}

static guint choose(const double *values, guint n, struct size_sample *chosen)
{
    g_autoptr(GArray) samples = g_array_new(FALSE, FALSE, sizeof(struct size_sample));
    for (guint i = 0; i < n; i++) {
        struct size_sample sample = {values[i], isnan(values[i]) ? 4 : 3 * sqrt(values[i])};
        g_array_append_val(samples, sample);
    }
    return legend_sizes_choose(samples, chosen);
}

static void test_legend_sizes(void)
{
    struct size_sample chosen[LEGEND_MAX_SIZES];
    static const double one[] = {33};
    g_assert_cmpuint(choose(one, 1, chosen), ==, 1);
    g_assert_cmpfloat(chosen[0].value, ==, 33);

    static const double many[] = {60, 3, 1, 8, 33, 20, 3, NAN};
    guint n = choose(many, G_N_ELEMENTS(many), chosen);
    g_assert_cmpuint(n, ==, 4);
    g_assert_cmpfloat(chosen[0].value, ==, 50);
    g_assert_cmpfloat(chosen[1].value, ==, 10);
    g_assert_cmpfloat(chosen[2].value, ==, 1);
    g_assert_true(isnan(chosen[3].value)); /* not known is not zero */
    for (guint i = 0; i < 3; i++)
        g_assert_cmpfloat_with_epsilon(chosen[i].radius_px, 3 * sqrt(chosen[i].value), 1e-9);

    static const double narrow[] = {31, 32, 33, 34};
    n = choose(narrow, G_N_ELEMENTS(narrow), chosen); /* no round value lies between */
    g_assert_cmpuint(n, >=, 2);
    g_assert_cmpfloat(chosen[0].value, ==, 34);
    g_assert_cmpfloat(chosen[n - 1].value, ==, 31);
    g_assert_cmpuint(choose(NULL, 0, chosen), ==, 0);
}

/* Dark paper brings light ink where the style says no more. */
static void test_dark_paper(void)
{
    g_autoptr(Map) map = map_of_size(1600, 1200);
    json_t *metadata = json_loads("{\"furniture\": {\"paper\": \"#1f2328\"}}", 0, NULL);
    const struct style style = {.metadata = metadata, .path = (char *)"style.json"};
    g_autoptr(FurnitureStyle) made = furniture_style_new(&style, map, NULL);
    g_assert_cmpfloat(made->colors[COLOR_INK].green, >, 0.8);
    g_assert_cmpfloat(made->colors[COLOR_LAND].green, <, 0.5);
    json_decref(metadata);
}

static void test_style(void)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(Map) map = map_of_size(1600, 1200);
    json_t *metadata = json_loads("{\"furniture\": {\"ink\": \"#102030\", \"paper\": \"no colour\","
                                  "\"bold\": [\"Noto Sans SemiBold\"], \"fonts\": 7}}",
                                  0, NULL);
    const struct style style = {.metadata = metadata, .path = (char *)"style.json"};
    g_autoptr(FurnitureStyle) made = furniture_style_new(&style, map, diagnostics);
    g_assert_cmpfloat_with_epsilon(made->colors[COLOR_INK].green, 0x20 / 255.0, 1e-9);
    g_assert_cmpfloat(made->colors[COLOR_PAPER].red, ==, 1);
    g_assert_cmpstr(made->fonts[FONT_BOLD][0], ==, "Noto Sans SemiBold");
    g_assert_cmpstr(made->fonts[FONT_REGULAR][0], ==, "Noto Sans Regular");
    g_assert_cmpuint(diagnostics_warnings(diagnostics), ==, 2);
    json_decref(metadata);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/furniture/frame/none", test_frame_without_furniture_is_the_page);
    g_test_add_func("/furniture/frame/panel", test_wide_pages_have_a_panel);
    g_test_add_func("/furniture/frame/overlay", test_narrow_pages_have_none);
    g_test_add_func("/furniture/frame/only-what-is-on", test_frame_gives_room_only_for_what_is_on);
    g_test_add_func("/furniture/frame/any-page", test_every_page_has_a_frame);
    g_test_add_func("/furniture/corners", test_corners);
    g_test_add_func("/furniture/scale-bar/round", test_round_lengths);
    g_test_add_func("/furniture/scale-bar/true", test_scale_bar_is_true);
    g_test_add_func("/furniture/scale-bar/no-ground", test_scale_bar_where_there_is_no_ground);
    g_test_add_func("/furniture/graticule/interval", test_intervals);
    g_test_add_func("/furniture/graticule/label", test_labels);
    g_test_add_func("/furniture/graticule/ticks", test_ticks);
    g_test_add_func("/furniture/graticule/world", test_ticks_of_the_world);
    g_test_add_func("/furniture/north-arrow", test_north_arrow_only_where_north_turns);
    g_test_add_func("/furniture/legend-sizes", test_legend_sizes);
    g_test_add_func("/furniture/style", test_style);
    g_test_add_func("/furniture/style/dark", test_dark_paper);
    return g_test_run();
}
