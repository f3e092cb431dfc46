#include "geo/simplify.h"

#include <math.h>

#define TOLERANCE 0.1

static double distance_to_part(struct coord p, const struct page_point *part, guint n)
{
    double best = INFINITY;
    for (guint i = 1; i < n; i++) {
        struct page_point a = part[i - 1];
        double dx = part[i].x - a.x;
        double dy = part[i].y - a.y;
        double length2 = dx * dx + dy * dy;
        double along = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
        along = CLAMP(along, 0, 1);
        best = MIN(best, hypot(p.x - a.x - along * dx, p.y - a.y - along * dy));
    }
    return best;
}

static void test_straight(void)
{
    struct coord line[1000];
    for (guint i = 0; i < G_N_ELEMENTS(line); i++) {
        line[i] = (struct coord){i * 0.3, i % 2 == 0 ? 0.02 : -0.02};
    }
    g_autoptr(PagePath) path = page_path_new();
    simplify_line(line, G_N_ELEMENTS(line), TOLERANCE, path);
    g_assert_cmpuint(path->points->len, ==, 2);
    g_assert_cmpfloat(page_path_box(path).xmax, ==, 999 * 0.3);
}

/* Every vertex of random walks, smooth and rough, stays within the tolerance of what is drawn. */
static void test_within_tolerance(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20200227);
    for (guint walk = 0; walk < 200; walk++) {
        struct coord line[300];
        double step = pow(10, g_rand_double_range(random, -2.5, 1));
        double heading = 0;
        line[0] = (struct coord){0, 0};
        for (guint i = 1; i < G_N_ELEMENTS(line); i++) {
            heading += g_rand_double_range(random, -1, 1) * (walk % 4 == 0 ? 3 : 0.3);
            line[i] = (struct coord){line[i - 1].x + step * cos(heading),
                                     line[i - 1].y + step * sin(heading)};
        }
        g_autoptr(PagePath) path = page_path_new();
        simplify_line(line, G_N_ELEMENTS(line), TOLERANCE, path);
        guint n;
        const struct page_point *part = page_path_part(path, 0, &n);
        for (guint i = 0; i < G_N_ELEMENTS(line); i++) {
            g_assert_cmpfloat(distance_to_part(line[i], part, n), <=, TOLERANCE * 1.001);
        }
    }
}

static void test_turns_back(void)
{
    const struct coord line[] = {{0, 0}, {10, 0}, {5, 0}, {3, 0}};
    g_autoptr(PagePath) path = page_path_new();
    simplify_line(line, G_N_ELEMENTS(line), TOLERANCE, path);
    g_assert_cmpuint(path->points->len, ==, 3);
    g_assert_cmpfloat(page_path_box(path).xmax, ==, 10);
}

static void test_ring(void)
{
    const struct coord square[] = {{0, 0}, {5, 0}, {10, 0}, {10, 10}, {5, 10.01}, {0, 10}};
    const struct coord sliver[] = {{0, 0}, {50, 0.02}, {100, 0}, {50, -0.02}};
    const struct coord speck[] = {{0, 0}, {0.03, 0}, {0.03, 0.03}};
    g_autoptr(PagePath) path = page_path_new();
    simplify_ring(square, G_N_ELEMENTS(square), TOLERANCE, path);
    g_assert_cmpuint(path->points->len, ==, 4);
    simplify_ring(sliver, G_N_ELEMENTS(sliver), TOLERANCE, path);
    simplify_ring(speck, G_N_ELEMENTS(speck), TOLERANCE, path);
    simplify_ring(square, 2, TOLERANCE, path);
    g_assert_cmpuint(page_path_parts(path), ==, 1);
    g_assert_cmpuint(path->points->len, ==, 4);
}

static void test_degenerate(void)
{
    const struct coord same[] = {{1, 1}, {1, 1}, {1, 1}};
    g_autoptr(PagePath) path = page_path_new();
    simplify_line(same, 1, TOLERANCE, path);
    simplify_line(same, 0, TOLERANCE, path);
    g_assert_cmpuint(page_path_parts(path), ==, 0);
    simplify_line(same, 3, TOLERANCE, path);
    g_assert_cmpuint(path->points->len, ==, 2);
    simplify_ring(same, 3, TOLERANCE, path);
    g_assert_cmpuint(page_path_parts(path), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/simplify/straight", test_straight);
    g_test_add_func("/simplify/within-tolerance", test_within_tolerance);
    g_test_add_func("/simplify/turns-back", test_turns_back);
    g_test_add_func("/simplify/ring", test_ring);
    g_test_add_func("/simplify/degenerate", test_degenerate);
    return g_test_run();
}
