#include "canvas/image_glyphs.h"

#include <stdlib.h>

#define SIDE 160

static const char *const fonts_named[] = {"Noto Sans Regular", "Noto Sans Arabic Regular", NULL};

static cairo_surface_t *filled_by_cairo(const cairo_matrix_t *matrix, struct font_set *fonts,
                                        const struct text *text)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, SIDE, SIDE);
    cairo_t *cr = cairo_create(surface);

    cairo_set_matrix(cr, matrix);
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        cairo_set_scaled_font(cr, font_set_scaled_font(fonts, run->face, text->size_px));
        cairo_glyph_path(cr, run->glyphs, (int)run->n_glyphs);
    }
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

/* Pixel by pixel: Cairo samples and flattens curves to a tenth of a pixel, so the two differ a
 * little along edges. */
static void compare(cairo_surface_t *a, cairo_surface_t *b)
{
    const guint8 *left = cairo_image_surface_get_data(a), *right = cairo_image_surface_get_data(b);
    int worst = 0;
    guint sum = 0, ink = 0;

    for (guint i = 0; i < SIDE * (guint)cairo_image_surface_get_stride(a); i++) {
        int difference = abs(left[i] - right[i]);
        worst = MAX(worst, difference);
        sum += (guint)difference;
        ink += right[i];
    }
    g_test_message("worst %d, sum %u of %u", worst, sum, ink);
    g_assert_cmpuint(ink, >, 100000);
    g_assert_cmpint(worst, <=, 64);
    g_assert_cmpuint(sum * 20, <, ink);
}

static void check(const cairo_matrix_t *matrix)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(FontSet) fonts = font_set_new(diagnostics);
    const struct text_style style = {
        .fonts = fonts_named, .size_px = 17, .line_height_em = 1.2, .max_width_em = 20};
    g_autoptr(Text) text = text_new(fonts, "Saraqib ağ\nسراقب معرة", &style);
    cairo_surface_t *expected = filled_by_cairo(matrix, fonts, text);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, SIDE, SIDE);

    image_fill_glyphs(surface, matrix, fonts, text);
    compare(surface, expected);
    cairo_surface_destroy(surface);
    cairo_surface_destroy(expected);
}

static void test_upright(void)
{
    cairo_matrix_t matrix;
    cairo_matrix_init_translate(&matrix, 10.3, 20.7);
    check(&matrix);
}

static void test_scaled(void)
{
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, 1.7, 1.7);
    check(&matrix);
}

static void test_turned(void)
{
    cairo_matrix_t matrix;
    cairo_matrix_init_translate(&matrix, 30, 20);
    cairo_matrix_rotate(&matrix, 0.6);
    cairo_matrix_scale(&matrix, 1.3, 1.3);
    check(&matrix);
}

/* Text that leaves the surface on all sides is cut, not written past the rows. */
static void test_cut(void)
{
    cairo_matrix_t matrix;
    cairo_matrix_init_translate(&matrix, -60, -40);
    cairo_matrix_scale(&matrix, 8, 8);
    check(&matrix);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/image-glyphs/upright", test_upright);
    g_test_add_func("/image-glyphs/scaled", test_scaled);
    g_test_add_func("/image-glyphs/turned", test_turned);
    g_test_add_func("/image-glyphs/cut", test_cut);
    return g_test_run();
}
