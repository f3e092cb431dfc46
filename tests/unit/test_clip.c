#include "geo/clip.h"

#include <math.h>

static const struct box unit = {0, 0, 10, 10};

struct result {
    GArray *coords, *starts, *scratch;
};

static struct result result_new(void)
{
    return (struct result){g_array_new(FALSE, FALSE, sizeof(struct coord)),
                           g_array_new(FALSE, FALSE, sizeof(guint)),
                           g_array_new(FALSE, FALSE, sizeof(struct coord))};
}

static void result_clear(struct result *result)
{
    g_array_unref(result->coords);
    g_array_unref(result->starts);
    g_array_unref(result->scratch);
}

static struct coord at(const struct result *result, guint i)
{
    g_assert_cmpuint(i, <, result->coords->len);
    return g_array_index(result->coords, struct coord, i);
}

static double area(const struct result *result)
{
    double sum = 0;
    guint n = result->coords->len;
    for (guint i = 0; i < n; i++) {
        struct coord a = at(result, i);
        struct coord b = at(result, (i + 1) % n);
        sum += a.x * b.y - a.y * b.x;
    }
    return fabs(sum) / 2;
}

static void assert_inside(const struct result *result, struct box box)
{
    for (guint i = 0; i < result->coords->len; i++) {
        g_assert_true(box_contains(box_grow(box, 1e-9), at(result, i).x, at(result, i).y));
    }
}

static void test_line_in_and_out(void)
{
    const struct coord line[] = {{-5, 5}, {5, 5}, {5, 20}, {8, 20}, {8, 2}};
    struct result result = result_new();
    clip_line(line, G_N_ELEMENTS(line), unit, result.coords, result.starts);
    g_assert_cmpuint(result.starts->len, ==, 2);
    g_assert_cmpuint(result.coords->len, ==, 5);
    g_assert_cmpuint(g_array_index(result.starts, guint, 1), ==, 3);
    g_assert_cmpfloat(at(&result, 0).x, ==, 0);
    g_assert_cmpfloat(at(&result, 2).y, ==, 10);
    g_assert_cmpfloat(at(&result, 3).y, ==, 10);
    g_assert_cmpfloat(at(&result, 4).y, ==, 2);
    result_clear(&result);
}

static void test_line_comes_back_at_once(void)
{
    const struct coord line[] = {{5, 5}, {5, 20}, {8, 5}};
    struct result result = result_new();
    clip_line(line, G_N_ELEMENTS(line), unit, result.coords, result.starts);
    g_assert_cmpuint(result.starts->len, ==, 2);
    g_assert_cmpuint(result.coords->len, ==, 4);
    g_assert_cmpfloat(at(&result, 2).x, ==, 7);
    result_clear(&result);
}

static void test_line_passes_through(void)
{
    const struct coord line[] = {{-10, -10}, {20, 20}};
    const struct coord beside[] = {{-10, 5}, {5, 25}};
    struct result result = result_new();
    clip_line(line, 2, unit, result.coords, result.starts);
    g_assert_cmpuint(result.coords->len, ==, 2);
    g_assert_cmpfloat_with_epsilon(at(&result, 0).x, 0, 1e-12);
    g_assert_cmpfloat_with_epsilon(at(&result, 1).y, 10, 1e-12);
    clip_line(beside, 2, unit, result.coords, result.starts);
    g_assert_cmpuint(result.coords->len, ==, 2);
    result_clear(&result);
}

static void test_line_hostile(void)
{
    const struct coord line[] = {{1, 1}, {2, 2}, {NAN, 3},       {3, 3}, {4, 4},    {INFINITY, 4},
                                 {5, 5}, {6, 6}, {1e308, 1e308}, {7, 7}, {1e299, 7}};
    struct result result = result_new();
    clip_line(line, G_N_ELEMENTS(line), unit, result.coords, result.starts);
    g_assert_cmpuint(result.starts->len, ==, 4);
    assert_inside(&result, unit);
    g_assert_cmpfloat(at(&result, 7).x, ==, 10);
    clip_line(line, 1, unit, result.coords, result.starts);
    clip_line(line, 0, unit, result.coords, result.starts);
    g_assert_cmpuint(result.starts->len, ==, 4);
    result_clear(&result);
}

static void test_unbounded(void)
{
    const struct box band = {-INFINITY, 0, INFINITY, 10};
    const struct coord line[] = {{-500, 5}, {700, 5}, {700, 50}};
    const struct coord ring[] = {{-500, -5}, {500, -5}, {500, 50}, {-500, 50}};
    struct result result = result_new();
    clip_line(line, G_N_ELEMENTS(line), band, result.coords, result.starts);
    g_assert_cmpuint(result.coords->len, ==, 3);
    g_assert_cmpfloat(at(&result, 1).x, ==, 700);
    g_array_set_size(result.coords, 0);
    clip_ring(ring, G_N_ELEMENTS(ring), band, result.scratch, result.coords);
    g_assert_cmpfloat(area(&result), ==, 10000);
    result_clear(&result);
}

static void test_ring(void)
{
    const struct coord around[] = {{-5, -5}, {15, -5}, {15, 15}, {-5, 15}, {-5, -5}};
    const struct coord corner[] = {{5, 5}, {15, 5}, {15, 15}, {5, 15}};
    const struct coord inside[] = {{1, 1}, {2, 1}, {2, 2}, {1, 1}};
    const struct coord outside[] = {{11, 0}, {12, 0}, {12, 5}};
    struct result result = result_new();
    clip_ring(around, G_N_ELEMENTS(around), unit, result.scratch, result.coords);
    g_assert_cmpfloat(area(&result), ==, 100);
    g_array_set_size(result.coords, 0);
    clip_ring(corner, G_N_ELEMENTS(corner), unit, result.scratch, result.coords);
    g_assert_cmpfloat(area(&result), ==, 25);
    assert_inside(&result, unit);
    g_array_set_size(result.coords, 0);
    clip_ring(inside, G_N_ELEMENTS(inside), unit, result.scratch, result.coords);
    g_assert_cmpuint(result.coords->len, ==, 3);
    clip_ring(outside, G_N_ELEMENTS(outside), unit, result.scratch, result.coords);
    g_assert_cmpuint(result.coords->len, ==, 3);
    result_clear(&result);
}

static void test_ring_hostile(void)
{
    const struct coord holed[] = {{1, 1}, {NAN, NAN}, {9, 1}, {9, INFINITY},
                                  {9, 9}, {1e308, 9}, {1, 9}};
    const struct coord huge[] = {
        {-9e299, -9e299}, {9e299, -9e299}, {9e299, 9e299}, {-9e299, 9e299}};
    const struct coord one[] = {{5, 5}};
    const struct coord same[] = {{5, 5}, {5, 5}, {5, 5}};
    struct result result = result_new();
    clip_ring(holed, G_N_ELEMENTS(holed), unit, result.scratch, result.coords);
    g_assert_cmpfloat(area(&result), ==, 64);
    g_array_set_size(result.coords, 0);
    clip_ring(huge, G_N_ELEMENTS(huge), unit, result.scratch, result.coords);
    g_assert_cmpfloat_with_epsilon(area(&result), 100, 1e-9);
    g_array_set_size(result.coords, 0);
    clip_ring(one, 1, unit, result.scratch, result.coords);
    clip_ring(one, 0, unit, result.scratch, result.coords);
    clip_ring(same, 3, unit, result.scratch, result.coords);
    g_assert_cmpuint(result.coords->len, ==, 0);
    result_clear(&result);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clip/line/in-and-out", test_line_in_and_out);
    g_test_add_func("/clip/line/comes-back", test_line_comes_back_at_once);
    g_test_add_func("/clip/line/through", test_line_passes_through);
    g_test_add_func("/clip/line/hostile", test_line_hostile);
    g_test_add_func("/clip/unbounded", test_unbounded);
    g_test_add_func("/clip/ring", test_ring);
    g_test_add_func("/clip/ring/hostile", test_ring_hostile);
    return g_test_run();
}
