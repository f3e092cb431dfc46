/* Colours from CSS text; expected parts in 1/255 and alpha. */
#include "style/color.h"

#include <math.h>

static void check(const char *text, double red, double green, double blue, double alpha)
{
    struct color color;
    g_test_message("%s", text);
    g_assert_true(color_parse(text, &color));
    g_assert_cmpfloat_with_epsilon(color.red * 255, red, 1e-6);
    g_assert_cmpfloat_with_epsilon(color.green * 255, green, 1e-6);
    g_assert_cmpfloat_with_epsilon(color.blue * 255, blue, 1e-6);
    g_assert_cmpfloat_with_epsilon(color.alpha, alpha, 1e-9);
}

static void test_parse(void)
{
    check("aliceblue", 240, 248, 255, 1);
    check(" RebeccaPurple\n", 102, 51, 153, 1);
    check("yellowgreen", 154, 205, 50, 1);
    check("transparent", 0, 0, 0, 0);
    check("#f0c", 255, 0, 204, 1);
    check("#F0C8", 255, 0, 204, 136.0 / 255);
    check("#102030", 16, 32, 48, 1);
    check("#10203040", 16, 32, 48, 64.0 / 255);
    check("rgb(128 0 0)", 128, 0, 0, 1);
    check("rgba(255,0,255,0.6)", 255, 0, 255, 0.6);
    check("rgb( 1 , 2 , 3 )", 1, 2, 3, 1);
    check("rgb(50% 0% 100%/25%)", 127.5, 0, 255, 0.25);
    check("rgb(300,-5,0)", 255, 0, 0, 1);
    check("rgb(1e2 .5e1 0 / .6)", 100, 5, 0, 0.6);
    check("hsl(120 50% 80%)", 178.5, 229.5, 178.5, 1);
    check("hsla(120deg,50%,80%,.9)", 178.5, 229.5, 178.5, 0.9);
    check("hsl(-240, 100%, 50%)", 0, 255, 0, 1);
    check("hsl(0,0%,100%)", 255, 255, 255, 1);
}

static void test_refused(void)
{
    static const char *const texts[] = {
        "",
        "blu",
        "#12",
        "#12345",
        "#ggg",
        "#123456789",
        "rgb(1,2)",
        "rgb(1,2,3",
        "rgb(1 2,3)",
        "rgb(1,2,3/1)",
        "rgb(1 2 3, 1)",
        "rgb(1,2,3,4,5)",
        "rgb(1%,2,3)",
        "rgb(1.2.3,2,3)",
        "rgb(a,b,c)",
        "rgb (1,2,3)",
        "hsl(120,50,80)",
        "hsl(50%,50%,80%)",
        "hsl(1rad,50%,80%)",
        "rgb()",
        "rgb(1,2,3) x",
        "__proto__",
    };
    struct color color;
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_test_message("%s", texts[i]);
        g_assert_false(color_parse(texts[i], &color));
    }
    g_autofree char *long_text = g_strnfill(100000, 'a');
    g_assert_false(color_parse(long_text, &color));
}

static void test_rgba(void)
{
    struct value parts[] = {value_number(255), value_number(51), value_number(0),
                            value_number(0.5)};
    struct color color;
    g_assert_null(color_from_rgba(parts, 4, &color));
    g_assert_cmpfloat(color.green, ==, 0.2);
    g_assert_cmpfloat(color.alpha, ==, 0.5);
    parts[0] = value_number(256);
    g_autofree char *high = color_from_rgba(parts, 4, &color);
    g_assert_cmpstr(high, ==,
                    "Invalid rgba value [256, 51, 0, 0.5]: 'r', 'g', and 'b' must be between 0 and "
                    "255.");
    parts[0] = value_number(NAN);
    g_autofree char *nan = color_from_rgba(parts, 3, &color);
    g_assert_nonnull(nan);
    parts[0] = value_number(1);
    parts[3] = value_number(1.5);
    g_autofree char *alpha = color_from_rgba(parts, 4, &color);
    g_assert_cmpstr(alpha, ==, "Invalid rgba value [1, 51, 0, 1.5]: 'a' must be between 0 and 1.");
}

static void test_mix(void)
{
    struct color red = {1, 0, 0, 1}, blue = {0, 0, 1, 0.5};
    struct color middle = color_mix(red, blue, 0.5, COLOR_SPACE_RGB);
    g_assert_cmpfloat(middle.red, ==, 0.5);
    g_assert_cmpfloat(middle.alpha, ==, 0.75);
    struct color black = {0, 0, 0, 1}, white = {1, 1, 1, 1};
    struct color grey = color_mix(black, white, 0.5, COLOR_SPACE_LAB);
    g_assert_cmpfloat_with_epsilon(grey.red, 0.466327, 1e-6); /* L* = 50 */
    g_assert_cmpfloat_with_epsilon(grey.blue, grey.red, 1e-6);
    for (int space = COLOR_SPACE_RGB; space <= COLOR_SPACE_LAB; space++) {
        struct color end = color_mix(red, blue, 1, (enum color_space)space);
        g_assert_cmpfloat_with_epsilon(end.red, 0, 1e-3);
        g_assert_cmpfloat_with_epsilon(end.blue, 1, 1e-3);
        g_assert_cmpfloat_with_epsilon(end.alpha, 0.5, 1e-9);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/color/parse", test_parse);
    g_test_add_func("/color/refused", test_refused);
    g_test_add_func("/color/rgba", test_rgba);
    g_test_add_func("/color/mix", test_mix);
    return g_test_run();
}
