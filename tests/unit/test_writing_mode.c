#include "text_fixture.h"

static gboolean allows(const char *utf8)
{
    const struct text_section sections[] = {{.utf8 = "1"}, {.utf8 = utf8}};
    return text_allows_vertical(sections, 2);
}

static void test_allows_vertical(void)
{
    const struct text_section image = {.image = (const struct icon *)(const void *)names};
    g_assert_true(allows("東京"));
    g_assert_true(allows("서울 Seoul"));
    g_assert_false(allows("Saraqib"));
    g_assert_false(allows("سراقب"));
    g_assert_false(allows("東京 سراقب"));
    g_assert_false(allows("「」ー")); /* marks that are turned */
    g_assert_false(text_allows_vertical(&image, 1));
}

/* Letters in cells of one em, one below the other in the middle of the column; the second line is
 * left of the first. The letters may be of any font, and Latin ones too. */
static void test_vertical(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->style.vertical = TRUE;
    g_autoptr(Text) text = make(fixture, "abc\nde");
    g_assert_cmpuint(text->lines->len, ==, 2);
    g_assert_cmpfloat_with_epsilon(text->width, 48, 1e-9);
    g_assert_cmpfloat_with_epsilon(text->height, 60, 1e-9);
    for (guint i = 0; i < 5; i++) {
        const struct text_run *run = run_at(text, i < 3 ? 0 : 1);
        const cairo_glyph_t *glyph = &run->glyphs[i < 3 ? i : i - 3];
        double middle = glyph->x + 5;
        g_assert_cmpfloat(middle, >, i < 3 ? 24 : 0);
        g_assert_cmpfloat(middle, <, i < 3 ? 48 : 24);
        g_assert_cmpfloat_with_epsilon(glyph->y, 20 * (i < 3 ? i : i - 3) + 17.6, 1e-9);
    }
    g_assert_cmpfloat(text->ink.ymin, >=, 0);
    g_assert_cmpfloat(text->ink.ymax, <=, 60);
    g_assert_cmpfloat(text->ink.xmin, >, 0);
    g_assert_cmpfloat(text->ink.xmax, <, 48);
    struct box ink = text->ink;
    text_justify(text, JUSTIFY_RIGHT); /* columns begin at the top */
    g_assert_cmpfloat_with_epsilon(text->ink.xmin, ink.xmin, 1e-9);
    fixture->style.max_width_em = 2;
    g_autoptr(Text) broken = make(fixture, "東京東京");
    g_assert_cmpuint(broken->lines->len, ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("vertical", test_vertical);
    g_test_add_func("/text/allows-vertical", test_allows_vertical);
    return g_test_run();
}
