/* What the tests of texts share: fonts, a style, and the parts of a text. */
#ifndef IDLIBMAP_TESTS_TEXT_FIXTURE_H
#define IDLIBMAP_TESTS_TEXT_FIXTURE_H

#include "text/text.h"

#define NOTO "/usr/share/fonts/truetype/noto/"

static const char *const names[] = {"Noto Sans Regular", "Noto Sans Arabic Regular", NULL};

struct fixture {
    struct diagnostics *diagnostics;
    struct font_set *fonts;
    struct text_style style;
};

static inline void set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->diagnostics = diagnostics_new();
    fixture->fonts = font_set_new(fixture->diagnostics);
    font_set_add(fixture->fonts, names[0], NOTO "NotoSans-Regular.ttf");
    font_set_add(fixture->fonts, names[1], NOTO "NotoSansArabic-Regular.ttf");
    fixture->style = (struct text_style){.fonts = names, .size_px = 20, .line_height_em = 1.2};
}

static inline void tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    font_set_free(fixture->fonts);
    diagnostics_free(fixture->diagnostics);
}

static inline struct text *make(struct fixture *fixture, const char *utf8)
{
    return text_new(fixture->fonts, utf8, &fixture->style);
}

static inline const struct text_run *run_at(const struct text *text, guint index)
{
    g_assert_cmpuint(index, <, text->runs->len);
    return g_ptr_array_index(text->runs, index);
}

static inline const struct text_line *line_at(const struct text *text, guint index)
{
    g_assert_cmpuint(index, <, text->lines->len);
    return g_ptr_array_index(text->lines, index);
}

#define ADD(name, function)                                                                        \
    g_test_add("/text/" name, struct fixture, NULL, set_up, function, tear_down)

#endif
