#include "compose/clearance.h"

#include <math.h>

#define CELL 4.0

static const struct box frame = {0, 0, 200, 160};

static void add_rectangle(struct page_path *area, double x1, double y1, double x2, double y2)
{
    page_path_begin_part(area);
    page_path_add(area, x1, y1);
    page_path_add(area, x2, y1);
    page_path_add(area, x2, y2);
    page_path_add(area, x1, y2);
}

/* A ring like a C, with a hole, and a sliver that lies between the middles of two columns. */
static struct page_path *area_new(void)
{
    static const struct page_point outer[] = {{11, 9},  {191, 9},  {191, 52},  {74, 52},
                                              {74, 98}, {191, 98}, {191, 151}, {11, 151}};
    struct page_path *area = page_path_new();

    page_path_clear(area, TRUE);
    page_path_begin_part(area);
    for (guint i = 0; i < G_N_ELEMENTS(outer); i++)
        page_path_add(area, outer[i].x, outer[i].y);
    add_rectangle(area, 92, 112, 130, 138);
    add_rectangle(area, 100.2, 60, 100.9, 90);
    return area;
}

static gboolean is_inside(struct page_point at)
{
    gboolean in_ring = at.x > 11 && at.x < 191 && at.y > 9 && at.y < 151;
    gboolean in_bay = at.x > 74 && at.y > 52 && at.y < 98;
    gboolean in_hole = at.x > 92 && at.x < 130 && at.y > 112 && at.y < 138;
    return in_ring && !in_bay && !in_hole;
}

/* How far the nearest point that is not inside is, from above: to the grid of 1 px that is tried.
 */
static double room_at(struct page_point at)
{
    double nearest = INFINITY;

    for (double y = 0; y <= 160; y++)
        for (double x = 0; x <= 200; x++)
            if (!is_inside((struct page_point){x, y}))
                nearest = fmin(nearest, hypot(x - at.x, y - at.y));
    return nearest;
}

static void test_open(void)
{
    g_autoptr(PagePath) area = area_new();
    g_autoptr(Clearance) clearance = clearance_new(area, frame, CELL);

    /* the middles of the cells: the raster begins at the area's corner 11,9 */
    for (double y = 11; y < 151; y += CELL)
        for (double x = 13; x < 191; x += CELL)
            g_assert_cmpint(clearance_is_open(clearance, (struct page_point){x, y}), ==,
                            is_inside((struct page_point){x, y}));
}

static void test_spots(void)
{
    g_autoptr(PagePath) area = area_new();
    g_autoptr(Clearance) clearance = clearance_new(area, frame, CELL);
    struct page_point spots[40];
    guint n = clearance_spots(clearance, G_N_ELEMENTS(spots), 12, spots);
    double best = 0;

    for (double y = 0; y < 160; y += 2)
        for (double x = 0; x < 200; x += 2)
            best = fmax(best, room_at((struct page_point){x, y}));
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(spots));
    g_assert_cmpfloat(room_at(spots[0]), >, best - 1.5 * CELL);
    for (guint i = 0; i < n; i++) {
        g_assert_true(is_inside(spots[i]));
        for (guint k = 0; k < i; k++)
            g_assert_cmpfloat(hypot(spots[i].x - spots[k].x, spots[i].y - spots[k].y), >=, 12);
        /* the clearest first, as far as cells and the chamfer distance can tell */
        if (i > 0)
            g_assert_cmpfloat(room_at(spots[i]), <, room_at(spots[i - 1]) + 2 * CELL);
    }
}

/* Across and along count alike: the broader of two bands is chosen. */
static void test_bands(void)
{
    for (guint i = 0; i < 2; i++) {
        g_autoptr(PagePath) area = page_path_new();
        double across = i == 0 ? 48 : 36;
        struct page_point spot;
        page_path_clear(area, TRUE);
        add_rectangle(area, 11, 9, 51, 151);
        add_rectangle(area, 71, 9, 191, 9 + across);
        g_autoptr(Clearance) clearance = clearance_new(area, frame, CELL);
        g_assert_cmpuint(clearance_spots(clearance, 1, 0, &spot), ==, 1);
        g_assert_cmpint(spot.x > 71, ==, across > 40);
    }
}

/* All cells are found when there is no end to what is asked for. */
static void test_all_spots(void)
{
    g_autoptr(PagePath) area = area_new();
    g_autoptr(Clearance) clearance = clearance_new(area, frame, CELL);
    struct page_point spots[2000];
    guint open = 0;

    for (double y = 11; y < 151; y += CELL)
        for (double x = 13; x < 191; x += CELL)
            open += is_inside((struct page_point){x, y});
    g_assert_cmpuint(clearance_spots(clearance, G_N_ELEMENTS(spots), 0, spots), ==, open);
}

static void test_blocked(void)
{
    g_autoptr(PagePath) area = area_new();
    g_autoptr(PagePath) line = page_path_new();
    g_autoptr(Clearance) clearance = clearance_new(area, frame, CELL);
    struct page_point spot;

    page_path_clear(line, FALSE);
    page_path_begin_part(line);
    page_path_add(line, 42, 0);
    page_path_add(line, 42, 160);
    clearance_block_line(clearance, line);
    clearance_block_box(clearance, (struct box){0, 0, 200, 100});
    g_assert_cmpuint(clearance_spots(clearance, 1, 0, &spot), ==, 1);
    g_assert_true(is_inside(spot));
    g_assert_cmpfloat(spot.y, >, 100);
    clearance_block_box(clearance, frame);
    g_assert_cmpuint(clearance_spots(clearance, 1, 0, &spot), ==, 0);
}

static void test_outside_frame(void)
{
    g_autoptr(PagePath) area = area_new();
    g_autoptr(Clearance) clearance = clearance_new(area, (struct box){300, 300, 400, 400}, CELL);
    struct page_point spot;

    g_assert_cmpuint(clearance_spots(clearance, 1, 0, &spot), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clearance/open", test_open);
    g_test_add_func("/clearance/spots", test_spots);
    g_test_add_func("/clearance/bands", test_bands);
    g_test_add_func("/clearance/all-spots", test_all_spots);
    g_test_add_func("/clearance/blocked", test_blocked);
    g_test_add_func("/clearance/outside-frame", test_outside_frame);
    return g_test_run();
}
