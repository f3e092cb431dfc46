#include "scene/dots.h"

#include <math.h>

static const struct color black = {0, 0, 0, 1}, white = {1, 1, 1, 1}, none = {0, 0, 0, 0};

/* A picture of 40 x 30 px with circles, as the scene gets it. */
struct fixture {
    struct scene_group *group;
    struct dots *dots;
    struct item *item;
};

static void begin(struct fixture *f, double scale)
{
    f->group = scene_group_new("dots", "Dots");
    f->dots = dots_new((struct box){10, 20, 50, 50}, scale);
}

static void add(struct fixture *f, double x, double y, struct dot_look look)
{
    struct dot_ink ink = dots_ink(f->dots, &look);
    dots_add(f->dots, (struct page_point){x, y}, &ink);
}

static void finish(struct fixture *f)
{
    f->item = dots_finish(f->dots, f->group);
}

static guint32 pixel(const struct fixture *f, guint x, guint y)
{
    return f->item->image.pixels[y * f->item->image.width + x];
}

/* The sum of all alphas, in pixels. */
static double covered(const struct fixture *f)
{
    double sum = 0;
    for (guint i = 0; i < f->item->image.width * f->item->image.height; i++) {
        sum += (f->item->image.pixels[i] >> 24) / 255.0;
    }
    return sum;
}

static void test_box_and_scale(void)
{
    struct fixture f;
    begin(&f, 2);
    add(&f, 30, 35, (struct dot_look){.radius_px = 5, .fill = black});
    finish(&f);
    g_assert_cmpuint(f.item->image.width, ==, 80);
    g_assert_cmpuint(f.item->image.height, ==, 60);
    g_assert_cmpfloat(f.item->image.box.xmin, ==, 10);
    g_assert_cmpfloat(f.item->image.box.ymax, ==, 50);
    g_assert_cmphex(pixel(&f, 40, 30), ==, 0xFF000000);
    g_assert_cmphex(pixel(&f, 40, 41), ==, 0);
    scene_group_free(f.group);
}

/* A disc covers pi r^2, wherever its middle lies in a pixel. */
static void test_area(void)
{
    static const double radii[] = {0.5, 1.25, 4, 9.5, 24, 30};
    for (guint i = 0; i < G_N_ELEMENTS(radii); i++) {
        for (double shift = 0; shift < 1; shift += 0.25) {
            struct fixture f;
            begin(&f, 3);
            add(&f, 30 + shift / 3, 35 + shift / 6,
                (struct dot_look){.radius_px = radii[i] / 3, .fill = black});
            finish(&f);
            double area = G_PI * radii[i] * radii[i];
            g_assert_cmpfloat_with_epsilon(covered(&f), area, 0.02 * area + 0.05);
            scene_group_free(f.group);
        }
    }
}

/* The stroke stands outside the radius, over the fill. */
static void test_stroke(void)
{
    struct fixture f;
    begin(&f, 1);
    add(&f, 30.5, 35.5,
        (struct dot_look){.radius_px = 5, .stroke_width_px = 2, .fill = black, .stroke = white});
    finish(&f);
    g_assert_cmphex(pixel(&f, 20, 15), ==, 0xFF000000);
    g_assert_cmphex(pixel(&f, 24, 15), ==, 0xFF000000);
    g_assert_cmphex(pixel(&f, 26, 15), ==, 0xFFFFFFFF);
    g_assert_cmphex(pixel(&f, 28, 15), ==, 0);
    scene_group_free(f.group);
    begin(&f, 1);
    add(&f, 30.5, 35.5,
        (struct dot_look){
            .radius_px = 5, .stroke_width_px = 4, .fill = {1, 0, 0, 1}, .stroke = {0, 0, 1, 0.5}});
    finish(&f);
    g_assert_cmphex(pixel(&f, 26, 15) >> 24, ==, 255);
    g_assert_cmpint(abs((int)(pixel(&f, 26, 15) >> 16 & 255) - 128), <=, 1);
    scene_group_free(f.group);
}

/* Two half opaque circles leave a quarter of what is below; the later is on top. */
static void test_opacity(void)
{
    struct fixture f;
    struct color half = {1, 0, 0, 0.5};
    begin(&f, 1);
    add(&f, 20, 30, (struct dot_look){.radius_px = 4, .fill = half});
    add(&f, 20, 30, (struct dot_look){.radius_px = 4, .fill = half});
    add(&f, 40, 40, (struct dot_look){.radius_px = 4, .fill = white});
    add(&f, 40, 40, (struct dot_look){.radius_px = 4, .fill = black});
    finish(&f);
    g_assert_cmpint(abs((int)(pixel(&f, 10, 10) >> 24) - 191), <=, 1);
    g_assert_cmphex(pixel(&f, 30, 20), ==, 0xFF000000);
    scene_group_free(f.group);
}

static void test_blur(void)
{
    struct fixture f;
    begin(&f, 1);
    add(&f, 30.5, 35.5, (struct dot_look){.radius_px = 10, .fill = black, .blur = 1});
    finish(&f);
    g_assert_cmphex(pixel(&f, 20, 15), ==, 0xFF000000);
    g_assert_cmpint(abs((int)(pixel(&f, 25, 15) >> 24) - 128), <=, 2);
    g_assert_cmphex(pixel(&f, 30, 15) >> 24, <, 8);
    scene_group_free(f.group);
}

/* Circles at every edge, outside, without size and out of all bounds: cut, and no crash. */
static void test_edges(void)
{
    static const double places[] = {-1e9, 9, 10, 30, 50, 51, 1e9, INFINITY, NAN};
    static const double radii[] = {0, 3, 23, 25, 400, 1e9, INFINITY, NAN};
    for (guint r = 0; r < G_N_ELEMENTS(radii); r++) {
        struct fixture f;
        begin(&f, 1);
        for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
            for (guint k = 0; k < G_N_ELEMENTS(places); k++) {
                add(&f, places[i], places[k],
                    (struct dot_look){.radius_px = radii[r], .fill = black, .stroke = none});
            }
        }
        finish(&f);
        g_assert_cmpfloat(covered(&f), <=, 1200);
        scene_group_free(f.group);
    }
}

/* More looks than are kept ready give the same pixels as few. */
static void test_many_looks(void)
{
    struct fixture f;
    guint32 first = 0;
    for (guint round = 0; round < 2; round++) {
        begin(&f, 1);
        for (guint i = 0; round == 1 && i < 6000; i++) {
            add(&f, 20, 30,
                (struct dot_look){.radius_px = 1 + i / 400.0,
                                  .fill = {i % 255 / 255.0, 0.5, 0, 0.1}});
        }
        add(&f, 45.2, 45.4, (struct dot_look){.radius_px = 3, .fill = {0.2, 0.4, 0.6, 0.5}});
        finish(&f);
        first = round == 0 ? pixel(&f, 37, 25) : first;
        g_assert_cmphex(pixel(&f, 37, 25), ==, first);
        scene_group_free(f.group);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dots/box-and-scale", test_box_and_scale);
    g_test_add_func("/dots/area", test_area);
    g_test_add_func("/dots/stroke", test_stroke);
    g_test_add_func("/dots/opacity", test_opacity);
    g_test_add_func("/dots/blur", test_blur);
    g_test_add_func("/dots/edges", test_edges);
    g_test_add_func("/dots/many-looks", test_many_looks);
    return g_test_run();
}
