#include "canvas_scene.h"
#include "scene/scene.h"

#include <math.h>

static void assert_id(const char *text, const char *expected)
{
    g_autofree char *id = scene_id_dup(text);

    g_assert_cmpstr(id, ==, expected);
}

static void test_id(void)
{
    assert_id("roads", "roads");
    assert_id("roads (M4/M5)", "roads--M4-M5-");
    assert_id("1st", "_1st");
    assert_id("", "_");
    assert_id(NULL, "_");
    assert_id("-x", "_-x");
    assert_id("a:b&c<d>\"e'\x01", "a-b-c-d--e--");
    assert_id("إدلب", "إدلب");
    assert_id("a\xff\xc3", "a--");
}

static void test_groups(void)
{
    g_autoptr(Scene) scene = scene_new(100, 50, NULL);

    g_assert_cmpstr(scene_add_group(scene, "layer", "One")->id, ==, "layer");
    g_assert_cmpstr(scene_add_group(scene, "layer", NULL)->id, ==, "layer-2");
    g_assert_cmpstr(scene_add_group(scene, "layer-2", NULL)->id, ==, "layer-2-2");
    g_assert_cmpstr(scene_add_group(scene, "layer", NULL)->id, ==, "layer-3");
    const struct scene_group *first = scene->groups->pdata[0];
    const struct scene_group *second = scene->groups->pdata[1];
    g_assert_cmpstr(first->label, ==, "One");
    g_assert_cmpstr(second->label, ==, "layer");
}

static void assert_box(struct box box, double xmin, double ymin, double xmax, double ymax)
{
    g_assert_cmpfloat_with_epsilon(box.xmin, xmin, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.ymin, ymin, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.xmax, xmax, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.ymax, ymax, 1e-9);
}

static void test_circle_box(void)
{
    g_autoptr(SceneGroup) group = scene_group_new("g", NULL);
    struct item *circle = scene_group_add_circle(group, (struct page_point){10, 20}, 5);

    assert_box(item_box(circle), 5, 15, 15, 25);
    circle->stroke.width_px = 2;
    assert_box(item_box(circle), 4, 14, 16, 26);
}

static void test_path_box(void)
{
    g_autoptr(SceneGroup) group = scene_group_new("g", NULL);
    struct item *box = add_box(group, 10, 10, 30, 20);

    assert_box(item_box(box), 10, 10, 30, 20);
    box->stroke.width_px = 2;
    box->stroke.join = LINE_JOIN_ROUND;
    assert_box(item_box(box), 9, 9, 31, 21);
    /* A right angle's mitre reaches sqrt 2 half widths out. */
    box->stroke.join = LINE_JOIN_MITER;
    double reach = G_SQRT2;
    assert_box(item_box(box), 10 - reach, 10 - reach, 30 + reach, 20 + reach);
    box->stroke.miter_limit = 1;
    assert_box(item_box(box), 9, 9, 31, 21);

    struct item *empty = scene_group_add_path(group, page_path_new());
    empty->stroke.width_px = 3;
    g_assert_true(box_is_empty(item_box(empty)));
}

static void test_text_box(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = scene_new(200, 100, fonts);
    struct scene_group *group = scene_add_group(scene, "labels", NULL);
    struct item *item = add_text(scene, group, "Idlib", 50, 40);
    struct box ink_box = item->text.text->ink;

    g_assert_false(box_is_empty(ink_box));
    assert_box(item_box(item), 50 + ink_box.xmin - 1.2, 40 + ink_box.ymin - 1.2,
               50 + ink_box.xmax + 1.2, 40 + ink_box.ymax + 1.2);
    /* A quarter turn clockwise about the origin takes right to down, and down to left. */
    item->text.angle_deg = 90;
    assert_box(item_box(item), 50 - ink_box.ymax - 1.2, 40 + ink_box.xmin - 1.2,
               50 - ink_box.ymin + 1.2, 40 + ink_box.xmax + 1.2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scene/id", test_id);
    g_test_add_func("/scene/groups", test_groups);
    g_test_add_func("/scene/circle-box", test_circle_box);
    g_test_add_func("/scene/path-box", test_path_box);
    g_test_add_func("/scene/text-box", test_text_box);
    return g_test_run();
}
