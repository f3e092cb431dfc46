#include "text_fixture.h"

#include "text/clean.h"
#include "text/line_break.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#define CORPUS IDLIBMAP_SOURCE_TREE "/../shared/corpus/"

/* The glyph of a text of one glyph. */
static gulong only_glyph(struct fixture *fixture, const char *utf8)
{
    g_autoptr(Text) text = make(fixture, utf8);
    g_assert_cmpuint(run_at(text, 0)->n_glyphs, ==, 1);
    return run_at(text, 0)->glyphs[0].index;
}

/* Every rule that cairo_show_text_glyphs() has for clusters, and glyphs with a finite place. */
static void check_runs(const struct text *text)
{
    for (guint r = 0; r < text->runs->len; r++) {
        const struct text_run *run = run_at(text, r);
        int bytes = 0;
        int glyphs = 0;
        for (guint i = 0; i < run->n_clusters; i++) {
            g_assert_cmpint(run->clusters[i].num_glyphs, >, 0);
            g_assert_true(g_utf8_validate(run->utf8 + bytes, run->clusters[i].num_bytes, NULL));
            bytes += run->clusters[i].num_bytes;
            glyphs += run->clusters[i].num_glyphs;
        }
        g_assert_cmpint(bytes, ==, (int)strlen(run->utf8));
        g_assert_cmpint(glyphs, ==, (int)run->n_glyphs);
        g_assert_cmpint(run->cluster_flags, ==, run->rtl ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
        for (guint i = 0; i < run->n_glyphs; i++) {
            g_assert_true(isfinite(run->glyphs[i].x) && isfinite(run->glyphs[i].y));
        }
    }
}

static void test_arabic_is_joined(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    /* seen and qaf stand at the start of a joined group, reh and beh at the end of one; alef joins
     * nothing after reh. Drawn from the right: the last glyph is the first letter. */
    const char *const letters[] = {"س", "ر", "ا", "ق", "ب"};
    const gboolean joined[] = {TRUE, TRUE, FALSE, TRUE, TRUE};
    g_autoptr(Text) text = make(fixture, "سراقب");
    g_assert_cmpuint(text->runs->len, ==, 1);
    const struct text_run *run = run_at(text, 0);
    g_assert_true(run->rtl);
    g_assert_cmpuint(run->n_glyphs, ==, 5);
    for (guint i = 0; i < 5; i++) {
        gulong drawn = run->glyphs[4 - i].index;
        g_assert_cmpint(drawn != only_glyph(fixture, letters[i]), ==, joined[i]);
    }
    g_assert_cmpstr(run->utf8, ==, "سراقب");
    g_assert_cmpuint(run->n_clusters, ==, 5);
    g_assert_true(line_at(text, 0)->rtl);
    g_assert_cmpstr(text->family, ==, "Noto Sans Arabic");
    check_runs(text);
}

/* The runs' texts from left to right. */
static char *drawn_order(const struct text *text)
{
    g_autoptr(GString) order = g_string_new(NULL);
    double x = -1;
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = run_at(text, i);
        g_assert_cmpfloat(run->x, >, x);
        x = run->x;
        g_autofree char *words = g_strdup(run->utf8);
        g_strstrip(words);
        if (*words != '\0') {
            g_string_append_printf(order, "%s|", words);
        }
    }
    return g_string_free(g_steal_pointer(&order), FALSE);
}

static void test_bidi_order(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    /* Digits after Arabic belong to it: they stand to its left, themselves left to right. */
    g_autoptr(Text) latin = make(fixture, "Saraqib سراقب 33");
    g_autofree char *latin_order = drawn_order(latin);
    g_assert_cmpstr(latin_order, ==, "Saraqib|33|سراقب|");
    g_assert_false(line_at(latin, 0)->rtl);
    g_autoptr(Text) arabic = make(fixture, "سراقب Saraqib 33");
    g_autofree char *arabic_order = drawn_order(arabic);
    g_assert_cmpstr(arabic_order, ==, "Saraqib 33|سراقب|");
    g_assert_true(line_at(arabic, 0)->rtl);
    g_assert_cmpstr(line_at(arabic, 0)->utf8, ==, "سراقب Saraqib 33");
    /* An override turns Latin round; what is copied from the drawing has no controls. */
    g_autoptr(Text) turned = make(fixture, "\xe2\x80\xae"
                                           "abc\xe2\x80\xac");
    g_assert_cmpuint(run_at(turned, 0)->glyphs[2].index, ==, only_glyph(fixture, "a"));
    g_assert_cmpstr(run_at(turned, 0)->utf8, ==, "abc");
    check_runs(turned);
    g_autoptr(Text) marked = make(fixture, "a\xe2\x80\x8e"
                                           "b");
    g_assert_cmpstr(run_at(marked, 0)->utf8, ==, "ab");
    g_assert_cmpuint(run_at(marked, 0)->n_glyphs, ==, 2);
    check_runs(marked);
}

static void test_turkish(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(Text) text = make(fixture, "İıŞğçÖü");
    g_assert_cmpuint(text->runs->len, ==, 1);
    const struct text_run *run = run_at(text, 0);
    g_assert_cmpuint(run->n_glyphs, ==, 7);
    for (guint i = 0; i < run->n_glyphs; i++) {
        g_assert_cmpuint(run->glyphs[i].index, !=, 0);
    }
    g_assert_cmpuint(run->glyphs[1].index, !=, only_glyph(fixture, "i"));
    g_assert_cmpuint(diagnostics_count(fixture->diagnostics), ==, 0);
    check_runs(text);
}

static void test_marks_stay_with_their_letter(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(Text) vowels = make(fixture, "مُحَافَظَة إدلب");
    g_assert_cmpuint(vowels->runs->len, ==, 1);
    g_assert_cmpuint(run_at(vowels, 0)->n_clusters, <, run_at(vowels, 0)->n_glyphs);
    check_runs(vowels);
    g_autoptr(Text) accent = make(fixture, "e\xcc\x81");
    g_assert_cmpuint(run_at(accent, 0)->n_clusters, ==, 1);
    check_runs(accent);
}

static void test_newlines(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->style.justify = JUSTIFY_CENTER;
    g_autoptr(Text) text = make(fixture, "Saraqib\r\n\xe2\x80\xa8 سراقب");
    g_assert_cmpstr(text->utf8, ==, "Saraqib\n\n سراقب");
    g_assert_cmpuint(text->lines->len, ==, 2);
    g_assert_cmpfloat_with_epsilon(text->height, 3 * 24, 1e-9);
    const struct text_line *first = line_at(text, 0);
    const struct text_line *last = line_at(text, 1);
    g_assert_cmpstr(last->utf8, ==, "سراقب");
    g_assert_cmpfloat_with_epsilon(last->baseline - first->baseline, 48, 1e-9);
    g_assert_cmpfloat_with_epsilon(first->x + first->width / 2, text->width / 2, 1e-9);
    g_assert_cmpfloat_with_epsilon(last->x + last->width / 2, text->width / 2, 1e-9);
    g_assert_cmpfloat_with_epsilon(run_at(text, 1)->glyphs[0].y, last->baseline, 1e-9);
    g_assert_cmpfloat_with_epsilon(run_at(text, 1)->x, last->x, 1e-9);
    g_assert_cmpfloat_with_epsilon(run_at(text, 1)->glyphs[0].x, last->x, 1e-9);
}

static void test_justify_right(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->style.justify = JUSTIFY_RIGHT;
    g_autoptr(Text) text = make(fixture, "Idlib\nSaraqib");
    g_assert_cmpfloat_with_epsilon(line_at(text, 0)->x + line_at(text, 0)->width, text->width,
                                   1e-9);
    g_assert_cmpfloat(line_at(text, 0)->x, >, 1);
}

static void test_long_text_is_broken(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->style.max_width_em = 8;
    g_autoptr(Text) text = make(fixture, "Khan Shaykhun and Maarat al-Numan");
    g_assert_cmpuint(text->lines->len, ==, 3);
    g_assert_cmpstr(line_at(text, 0)->utf8, ==, "Khan Shaykhun");
    g_assert_cmpstr(line_at(text, 1)->utf8, ==, "and Maarat");
    g_assert_cmpstr(line_at(text, 2)->utf8, ==, "al-Numan");
    g_assert_cmpuint(text->runs->len, ==, 3);
    check_runs(text);
    fixture->style.max_width_em = 0;
    g_autoptr(Text) whole = make(fixture, "Khan Shaykhun and Maarat al-Numan");
    g_assert_cmpuint(whole->lines->len, ==, 1);
}

/* Breaks of a text whose characters are half an em wide, as "a|b|". */
static char *broken(const char *utf8, double max_width_em)
{
    glong n;
    g_autofree gunichar *characters = g_utf8_to_ucs4(utf8, -1, NULL, &n, NULL);
    double *advances = g_new(double, n);
    for (glong i = 0; i < n; i++) {
        advances[i] = 0.5;
    }
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(guint));
    find_line_breaks(characters, advances, (guint)n, max_width_em, breaks);
    g_free(advances);
    GString *out = g_string_new(NULL);
    for (guint i = 0, next = 0; i < (guint)n; i++) {
        if (next < breaks->len && g_array_index(breaks, guint, next) == i) {
            g_string_append_c(out, '|');
            next++;
        }
        g_string_append_unichar(out, characters[i]);
    }
    return g_string_free(out, FALSE);
}

static void test_line_breaks(void)
{
    const struct {
        const char *text;
        double max_width_em;
        const char *expected;
    } cases[] = {
        {"aaaa bbbb", 10, "aaaa bbbb"},
        {"aaaa bbbb", 3, "aaaa |bbbb"},
        {"aaaabbbb", 1, "aaaabbbb"},             /* no place to break */
        {"aaaa-bbbb", 3, "aaaa-|bbbb"},          /* after a hyphen */
        {"a\nbbbbbbbbbb", 50, "a\n|bbbbbbbbbb"}, /* forced, however uneven */
        {"aa bb cc dd", 3, "aa bb |cc dd"},      /* even lines */
        {"aaa bbbbbb cc", 4, "aaa bbbbbb |cc"},  /* rather a short last line */
        {"aaaa (bbbb)", 3, "aaaa |(bbbb)"},
        {"aaaa(bbbb)", 3, "aaaa|(bbbb)"}, /* before a parenthesis */
        {"日本語日本語", 1.6, "日本語|日本語"},
        {"", 3, ""},
        {" ", 3, " "},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *result = broken(cases[i].text, cases[i].max_width_em);
        g_assert_cmpstr(result, ==, cases[i].expected);
    }
}

static void test_letter_spacing(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(Text) plain = make(fixture, "IDLIB");
    g_autoptr(Text) arabic = make(fixture, "إدلب");
    fixture->style.letter_spacing_em = 0.5;
    g_autoptr(Text) spaced = make(fixture, "IDLIB");
    g_assert_cmpfloat_with_epsilon(spaced->width, plain->width + 4 * 10, 1e-9);
    g_assert_cmpfloat_with_epsilon(spaced->letter_spacing_px, 10, 1e-9);
    g_autoptr(Text) joined = make(fixture, "إدلب");
    g_assert_cmpfloat_with_epsilon(joined->width, arabic->width, 1e-9);
    g_assert_cmpfloat(joined->letter_spacing_px, ==, 0);
}

/* Draws a text at 10,10 on a mask and returns the box of what is inked. */
static struct box drawn_box(struct fixture *fixture, const struct text *text)
{
    int width = (int)text->width + 40;
    int height = (int)text->height + 40;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    cairo_t *cr = cairo_create(surface);
    cairo_translate(cr, 10, 10);
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = run_at(text, i);
        cairo_set_scaled_font(cr, font_set_scaled_font(fixture->fonts, run->face, text->size_px));
        cairo_glyph_path(cr, run->glyphs, (int)run->n_glyphs);
    }
    cairo_fill(cr);
    g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_flush(surface);
    struct box box = box_empty();
    int stride = cairo_image_surface_get_stride(surface);
    const guchar *pixels = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            if (pixels[y * stride + x] != 0) {
                box_add(&box, x - 10, y - 10);
                box_add(&box, x - 9, y - 9);
            }
        }
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return box;
}

static void test_ink_is_what_is_drawn(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const char *const texts[] = {"Saraqib", "İdlib jÇğ", "سراقب", "Saraqib سراقب\nمُحَافَظَة 33", "."};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(Text) text = make(fixture, texts[i]);
        struct box drawn = drawn_box(fixture, text);
        /* The drawn box is in whole pixels, hence up to one larger. */
        g_assert_cmpfloat(fabs(drawn.xmin - (text->ink.xmin - 0.5)), <=, 1);
        g_assert_cmpfloat(fabs(drawn.ymin - (text->ink.ymin - 0.5)), <=, 1);
        g_assert_cmpfloat(fabs(drawn.xmax - (text->ink.xmax + 0.5)), <=, 1);
        g_assert_cmpfloat(fabs(drawn.ymax - (text->ink.ymax + 0.5)), <=, 1);
    }
}

static void test_ink_lies_in_the_layout_box(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const char *const texts[] = {"Saraqib", "gjpq HIE", "سراقب", "إدلب"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(Text) text = make(fixture, texts[i]);
        g_assert_cmpfloat(text->ink.xmin, >=, -1.5);
        g_assert_cmpfloat(text->ink.xmax, <=, text->width + 1.5);
        /* A hamza below reaches a little out of a line of 1.2 em. */
        g_assert_cmpfloat(text->ink.ymin, >=, -0.5);
        g_assert_cmpfloat(text->ink.ymax, <=, text->height + 0.5);
    }
}

static void test_letters_are_centered(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(Text) capitals = make(fixture, "HEIT");
    double middle = (capitals->ink.ymin + capitals->ink.ymax) / 2;
    g_assert_cmpfloat_with_epsilon(middle, capitals->height / 2, 0.05);
    g_autoptr(Text) small = make(fixture, "xvz");
    g_autoptr(Text) mixed = make(fixture, "Haleb");
    double below = (small->ink.ymin + small->ink.ymax) / 2 - small->height / 2;
    double above = (mixed->ink.ymin + mixed->ink.ymax) / 2 - mixed->height / 2;
    g_assert_cmpfloat(fabs(below), <, 0.06 * 20);
    g_assert_cmpfloat(fabs(above), <, 0.08 * 20);
}

static void test_nothing_to_draw(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const char *const texts[] = {NULL, "", " ", "\n\n", "\x01\x02", "\xe2\x80\x8f"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(Text) text = make(fixture, texts[i]);
        g_assert_cmpuint(text->runs->len, ==, 0);
        g_assert_true(box_is_empty(text->ink));
        g_assert_nonnull(text->family);
    }
    const double sizes[] = {0, -1, NAN, INFINITY};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        fixture->style.size_px = sizes[i];
        g_autoptr(Text) text = make(fixture, "Idlib");
        g_assert_cmpuint(text->runs->len, ==, 0);
    }
}

static void test_numbers_out_of_reason(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->style.letter_spacing_em = NAN;
    fixture->style.max_width_em = -INFINITY;
    fixture->style.line_height_em = NAN;
    g_autoptr(Text) text = make(fixture, "Idlib");
    g_assert_cmpfloat_with_epsilon(text->height, 24, 1e-9);
    check_runs(text);
    fixture->style.size_px = 1e300;
    g_autoptr(Text) huge = make(fixture, "Idlib");
    g_assert_cmpfloat(huge->size_px, <=, TEXT_MAX_SIZE_PX);
    check_runs(huge);
}

static void test_lines_of_no_height(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->style.line_height_em = 0;
    fixture->style.justify = JUSTIFY_RIGHT;
    g_autoptr(Text) text = make(fixture, "a\nbbb");
    g_assert_cmpfloat_with_epsilon(run_at(text, 0)->x + run_at(text, 0)->width, text->width, 1e-9);
    g_assert_cmpfloat_with_epsilon(run_at(text, 1)->x, 0, 1e-9);
}

static void test_long_text_is_cut(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GString) longest = g_string_new(NULL);
    for (guint i = 0; i < TEXT_MAX_BYTES; i++) {
        g_string_append(longest, "س ");
    }
    fixture->style.max_width_em = 10;
    g_autoptr(Text) text = make(fixture, longest->str);
    g_assert_cmpuint(strlen(text->utf8), <=, TEXT_MAX_BYTES);
    g_assert_true(g_str_has_suffix(text->utf8, "…"));
    g_assert_true(g_utf8_validate(text->utf8, -1, NULL));
    g_assert_cmpuint(diagnostics_warnings(fixture->diagnostics), ==, 1);
    check_runs(text);
}

static void test_clean(void)
{
    const struct {
        const char *given, *expected;
    } cases[] = {
        {"a\rb\r\nc\vd", "a\nb\nc\nd"},
        {"a\tb\x07\x7f", "a b"},
        {"\xef\xbb\xbf"
         "a\xc2\x85",
         "a\n"},
        {"\xef\xbf\xbe", "\xef\xbf\xbd"},
        {"a\xff\xc3", "a\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xe2\x80\xae"
         "x",
         "\xe2\x80\xae"
         "x"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        gboolean was_cut;
        g_autofree char *clean = text_clean(cases[i].given, 100, &was_cut);
        g_assert_cmpstr(clean, ==, cases[i].expected);
        g_assert_false(was_cut);
    }
    gboolean was_cut;
    g_autofree char *cut = text_clean("éééé", 6, &was_cut);
    g_assert_cmpstr(cut, ==, "é…");
    g_assert_true(was_cut);
}

/* Shapes a string and draws it as a PDF does: Cairo checks the clusters. */
static void draw_hostile(struct fixture *fixture, cairo_t *cr, const char *utf8)
{
    g_autoptr(Text) text = make(fixture, utf8);
    check_runs(text);
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = run_at(text, i);
        cairo_set_scaled_font(cr, font_set_scaled_font(fixture->fonts, run->face, text->size_px));
        cairo_show_text_glyphs(cr, run->utf8, -1, run->glyphs, (int)run->n_glyphs, run->clusters,
                               (int)run->n_clusters, run->cluster_flags);
    }
    g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
}

static cairo_status_t forget(void *closure, const guchar *data, guint length)
{
    (void)closure;
    (void)data;
    (void)length;
    return CAIRO_STATUS_SUCCESS;
}

static void draw_lines(struct fixture *fixture, char **lines, char *(*text_of)(const char *line))
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(forget, NULL, 1000, 1000);
    cairo_t *cr = cairo_create(surface);
    fixture->style.max_width_em = 10;
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *text = text_of(lines[i]);
        draw_hostile(fixture, cr, text);
    }
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
}

static char *as_it_is(const char *line)
{
    return g_strdup(line);
}

/* The characters of a line of BidiCharacterTest.txt: "0061 202D;1;...". */
static char *from_codes(const char *line)
{
    GString *text = g_string_new(NULL);
    for (char *end; g_ascii_isxdigit(*line); line = *end == ' ' ? end + 1 : end) {
        g_string_append_unichar(text, (gunichar)g_ascii_strtoull(line, &end, 16));
    }
    return g_string_free(text, FALSE);
}

static void test_corpus(struct fixture *fixture, const char *file,
                        char *(*text_of)(const char *line))
{
    g_autofree char *contents = NULL;
    if (!g_file_get_contents(file, &contents, NULL, NULL)) {
        g_test_skip("../shared/corpus is absent");
        return;
    }
    g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
    draw_lines(fixture, lines, text_of);
}

static void test_naughty_strings(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    test_corpus(fixture, CORPUS "strings-blns/blns.txt", as_it_is);
}

static void test_bidi_characters(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    test_corpus(fixture, CORPUS "unicode-bidi/BidiCharacterTest-every80th.txt", from_codes);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("arabic-is-joined", test_arabic_is_joined);
    ADD("bidi-order", test_bidi_order);
    ADD("turkish", test_turkish);
    ADD("marks", test_marks_stay_with_their_letter);
    ADD("newlines", test_newlines);
    ADD("justify-right", test_justify_right);
    ADD("long-text-is-broken", test_long_text_is_broken);
    ADD("letter-spacing", test_letter_spacing);
    ADD("ink-is-what-is-drawn", test_ink_is_what_is_drawn);
    ADD("ink-in-box", test_ink_lies_in_the_layout_box);
    ADD("letters-are-centered", test_letters_are_centered);
    ADD("nothing-to-draw", test_nothing_to_draw);
    ADD("numbers-out-of-reason", test_numbers_out_of_reason);
    ADD("lines-of-no-height", test_lines_of_no_height);
    ADD("long-text-is-cut", test_long_text_is_cut);
    ADD("naughty-strings", test_naughty_strings);
    ADD("bidi-characters", test_bidi_characters);
    g_test_add_func("/text/line-breaks", test_line_breaks);
    g_test_add_func("/text/clean", test_clean);
    return g_test_run();
}
