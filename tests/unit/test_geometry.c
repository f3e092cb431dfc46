#include "geo/geometry.h"

#include <math.h>

static void test_box(void)
{
    struct box box = box_empty();
    g_assert_true(box_is_empty(box));
    box_add(&box, NAN, 1);
    box_add(&box, INFINITY, 1);
    g_assert_true(box_is_empty(box));
    box_add(&box, 2, -1);
    g_assert_false(box_is_empty(box));
    box_add(&box, -3, 4);
    g_assert_cmpfloat(box.xmin, ==, -3);
    g_assert_cmpfloat(box.ymin, ==, -1);
    g_assert_cmpfloat(box.xmax, ==, 2);
    g_assert_cmpfloat(box.ymax, ==, 4);
    g_assert_true(box_contains(box, 2, 4));
    g_assert_false(box_contains(box, 2.1, 4));
    g_assert_false(box_contains(box, NAN, 0));
    g_assert_true(box_is_empty((struct box){NAN, 0, 1, 1}));
}

static void test_box_pairs(void)
{
    struct box a = {0, 0, 10, 10};
    struct box touching = {10, 10, 20, 20};
    struct box apart = {11, 0, 12, 10};
    g_assert_true(box_intersects(a, touching));
    g_assert_true(box_intersects(touching, a));
    g_assert_false(box_intersects(a, apart));
    g_assert_false(box_intersects(a, box_empty()));
    g_assert_true(box_is_empty(box_intersection(a, apart)));
    g_assert_cmpfloat(box_intersection(a, touching).xmax, ==, 10);
    g_assert_cmpfloat(box_grow(a, 2).xmin, ==, -2);
    g_assert_true(box_is_empty(box_grow(a, -6)));
    g_assert_true(box_is_empty(box_grow(box_empty(), 5)));
}

static void test_geometry(void)
{
    g_autoptr(Geometry) geometry = geometry_new();
    geometry_clear(geometry, GEOMETRY_LINE);
    geometry_begin_part(geometry);
    geometry_add(geometry, 1, 2);
    geometry_add(geometry, 3, 4);
    geometry_begin_part(geometry);
    geometry_begin_part(geometry);
    geometry_add(geometry, 5, NAN);
    guint length;
    g_assert_cmpuint(geometry_parts(geometry), ==, 3);
    g_assert_cmpfloat(geometry_part(geometry, 0, &length)[1].y, ==, 4);
    g_assert_cmpuint(length, ==, 2);
    geometry_part(geometry, 1, &length);
    g_assert_cmpuint(length, ==, 0);
    geometry_part(geometry, 2, &length);
    g_assert_cmpuint(length, ==, 1);
    g_assert_cmpfloat(geometry_box(geometry).xmax, ==, 3);

    geometry_clear(geometry, GEOMETRY_EMPTY);
    g_assert_cmpuint(geometry_parts(geometry), ==, 0);
    g_assert_true(box_is_empty(geometry_box(geometry)));
}

static void test_page_path(void)
{
    g_autoptr(PagePath) path = page_path_new();
    page_path_clear(path, TRUE);
    page_path_begin_part(path);
    page_path_add(path, 1, 1);
    page_path_begin_part(path);
    page_path_add(path, 2, 7);
    page_path_add(path, 3, 5);
    guint length;
    g_assert_true(path->closed);
    g_assert_cmpuint(page_path_parts(path), ==, 2);
    g_assert_cmpfloat(page_path_part(path, 1, &length)->y, ==, 7);
    g_assert_cmpuint(length, ==, 2);
    g_assert_cmpfloat(page_path_box(path).ymax, ==, 7);
    page_path_free(NULL);
    geometry_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/geometry/box", test_box);
    g_test_add_func("/geometry/box-pairs", test_box_pairs);
    g_test_add_func("/geometry/geometry", test_geometry);
    g_test_add_func("/geometry/page-path", test_page_path);
    return g_test_run();
}
