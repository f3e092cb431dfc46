#include "scene/box_index.h"

#include <math.h>

static struct box box_of(double x, double y, double width, double height)
{
    return (struct box){x, y, x + width, y + height};
}

static void test_overlap_and_touch(void)
{
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    box_index_add(index, box_of(100, 100, 50, 20), 0);
    g_assert_true(box_index_hits(index, box_of(140, 110, 50, 50), 0));
    g_assert_true(box_index_hits(index, box_of(110, 105, 1, 1), 0));
    g_assert_true(box_index_hits(index, box_of(0, 0, 800, 600), 0));
    g_assert_false(box_index_hits(index, box_of(150, 100, 50, 20), 0));
    g_assert_false(box_index_hits(index, box_of(100, 120, 50, 20), 0));
    g_assert_false(box_index_hits(index, box_of(300, 100, 50, 20), 0));
}

static void test_owner(void)
{
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    box_index_add(index, box_of(0, 0, 10, 10), 7);
    g_assert_false(box_index_hits(index, box_of(5, 5, 10, 10), 7));
    g_assert_true(box_index_hits(index, box_of(5, 5, 10, 10), 8));
    struct box_hit hit = {0, 0};
    box_index_add_tagged(index, box_of(700, 500, 10, 10), 7, 3);
    g_assert_true(box_index_find(index, box_of(705, 505, 10, 10), 8, &hit));
    g_assert_cmpuint(hit.owner, ==, 7);
    g_assert_cmpuint(hit.tag, ==, 3);
    g_assert_true(box_index_hits(index, box_of(5, 5, 10, 10), 0));
    /* Nobody's boxes are nobody's friends. */
    box_index_add(index, box_of(100, 0, 10, 10), 0);
    g_assert_true(box_index_hits(index, box_of(105, 5, 10, 10), 0));
    g_assert_true(box_index_hits(index, box_of(105, 5, 10, 10), 7));
}

static void test_overlap_is_summed_once(void)
{
    g_autoptr(BoxIndex) index = box_index_new(1600, 1200);
    box_index_add(index, box_of(10, 10, 500, 300), 0); /* over many cells */
    box_index_add(index, box_of(0, 0, 1600, 1200), 3); /* over most of the page */
    box_index_add(index, box_of(-90, -90, 100, 100), 0);
    g_assert_true(box_index_hits(index, box_of(1000, 1000, 10, 10), 0));
    g_assert_false(box_index_hits(index, box_of(1000, 1000, 10, 10), 3));
    g_assert_cmpfloat_with_epsilon(box_index_overlap(index, box_of(0, 0, 110, 110), 3),
                                   100 * 100 + 10 * 10, 1e-9);
    g_assert_cmpfloat_with_epsilon(box_index_overlap(index, box_of(0, 0, 110, 110), 0),
                                   100 * 100 + 10 * 10 + 110 * 110, 1e-9);
    g_assert_cmpfloat_with_epsilon(box_index_overlap(index, box_of(-50, -50, 40, 40), 3), 1600,
                                   1e-9);
}

static void test_beyond_the_page(void)
{
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    box_index_add(index, box_of(-1e30, 5000, 2e30, 100), 0);
    box_index_add(index, box_of(-500, -500, 10, 10), 0);
    g_assert_true(box_index_hits(index, box_of(3, 5050, 1, 1), 0));
    g_assert_true(box_index_hits(index, box_of(-495, -495, 1, 1), 0));
    g_assert_false(box_index_hits(index, box_of(-400, -400, 1, 1), 0));
    box_index_add(index, (struct box){-INFINITY, -INFINITY, INFINITY, -1000}, 0);
    g_assert_true(box_index_hits(index, box_of(0, -2000, 1, 1), 0));
}

static void test_not_a_box(void)
{
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    box_index_add(index, (struct box){NAN, 0, 10, 10}, 0);
    box_index_add(index, (struct box){0, 0, 10, NAN}, 0);
    box_index_add(index, box_empty(), 0);
    g_assert_false(box_index_hits(index, box_of(0, 0, 800, 600), 0));
    box_index_add(index, box_of(0, 0, 800, 600), 0);
    g_assert_false(box_index_hits(index, (struct box){0, NAN, 10, 10}, 0));
    g_assert_false(box_index_hits(index, box_empty(), 0));
    g_assert_cmpfloat(box_index_overlap(index, (struct box){0, NAN, 10, 10}, 0), ==, 0);
}

static void test_pages_of_any_size(void)
{
    const double sizes[] = {0, -5, 1, 1e9, 1e300, INFINITY, NAN};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autoptr(BoxIndex) index = box_index_new(sizes[i], sizes[i]);
        box_index_add(index, box_of(1, 1, 5, 5), 0);
        g_assert_true(box_index_hits(index, box_of(2, 2, 5, 5), 0));
        g_assert_false(box_index_hits(index, box_of(20, 2, 5, 5), 0));
    }
}

static struct box random_box(GRand *random)
{
    return box_of(g_rand_double_range(random, -100, 900), g_rand_double_range(random, -100, 700),
                  g_rand_double_range(random, 0, 200), g_rand_double_range(random, 0, 60));
}

/* The grid must say what a look at every box says. */
static void test_against_all_boxes(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(42);
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    struct box boxes[100];
    for (guint i = 0; i < G_N_ELEMENTS(boxes); i++) {
        boxes[i] = random_box(random);
        box_index_add(index, boxes[i], i % 5);
    }
    for (guint query = 0; query < 2000; query++) {
        struct box box = random_box(random);
        double area = 0;
        for (guint i = 0; i < G_N_ELEMENTS(boxes); i++) {
            double width = MIN(box.xmax, boxes[i].xmax) - MAX(box.xmin, boxes[i].xmin);
            double height = MIN(box.ymax, boxes[i].ymax) - MAX(box.ymin, boxes[i].ymin);
            area += i % 5 != 2 && width > 0 && height > 0 ? width * height : 0;
        }
        g_assert_cmpint(box_index_hits(index, box, 2), ==, area > 0);
        g_assert_cmpfloat_with_epsilon(box_index_overlap(index, box, 2), area, 1e-6);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/box-index/overlap-and-touch", test_overlap_and_touch);
    g_test_add_func("/box-index/owner", test_owner);
    g_test_add_func("/box-index/overlap-is-summed-once", test_overlap_is_summed_once);
    g_test_add_func("/box-index/beyond-the-page", test_beyond_the_page);
    g_test_add_func("/box-index/not-a-box", test_not_a_box);
    g_test_add_func("/box-index/pages-of-any-size", test_pages_of_any_size);
    g_test_add_func("/box-index/against-all-boxes", test_against_all_boxes);
    return g_test_run();
}
