#include "text/fonts.h"
#include "text/system_fonts.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOTO SYSTEM_FONT_FOLDER "/"

struct fixture {
    struct diagnostics *diagnostics;
    struct font_set *fonts;
};

static void set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->diagnostics = diagnostics_new();
    fixture->fonts = font_set_new(fixture->diagnostics);
}

static void tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    font_set_free(fixture->fonts);
    diagnostics_free(fixture->diagnostics);
}

static guint first_face(struct fixture *fixture, const char *name)
{
    const char *const names[] = {name, NULL};
    const GArray *faces = font_set_resolve(fixture->fonts, names);
    g_assert_cmpuint(faces->len, ==, 1);
    return g_array_index(faces, guint, 0);
}

static void test_well_known(void)
{
    const struct {
        const char *name, *file;
    } cases[] = {
        {"Noto Sans Regular", NOTO "NotoSans-Regular.ttf"},
        {"Noto Sans", NOTO "NotoSans-Regular.ttf"},
        {"Noto Sans Bold Italic", NOTO "NotoSans-BoldItalic.ttf"},
        {"Noto Naskh Arabic Bold", NOTO "NotoNaskhArabic-Bold.ttf"},
        {"Noto Sans Nowhere", NULL},
        {"../noto/Noto Sans", NULL},
        {"", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *file = well_known_font(cases[i].name);
        g_assert_cmpstr(file, ==, cases[i].file);
    }
}

static void test_look_of_a_face(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    guint face = first_face(fixture, "Noto Sans Bold Italic");
    g_assert_cmpstr(font_set_family(fixture->fonts, face), ==, "Noto Sans");
    g_assert_cmpuint(font_set_weight(fixture->fonts, face), ==, 700);
    g_assert_true(font_set_italic(fixture->fonts, face));
    face = first_face(fixture, "Noto Sans Regular");
    g_assert_cmpuint(font_set_weight(fixture->fonts, face), ==, 400);
    g_assert_false(font_set_italic(fixture->fonts, face));
    g_assert_cmpfloat_with_epsilon(font_set_cap_height(fixture->fonts, face), 0.714, 1e-3);
    g_assert_cmpfloat_with_epsilon(font_set_x_height(fixture->fonts, face), 0.536, 1e-3);
}

static void test_maplibre_default_is_quiet(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    guint face = first_face(fixture, "Open Sans Regular");
    g_assert_cmpuint(face, ==, first_face(fixture, "Noto Sans Regular"));
    g_assert_cmpuint(diagnostics_count(fixture->diagnostics), ==, 0);
}

static void test_unknown_name(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    guint face = first_face(fixture, "No Such Font Bold");
    g_assert_cmpuint(face, ==, first_face(fixture, "Noto Sans Bold"));
    g_assert_cmpuint(diagnostics_warnings(fixture->diagnostics), ==, 1);
    first_face(fixture, "No Such Font Bold");
    g_assert_cmpuint(diagnostics_get(fixture->diagnostics, 0)->count, ==, 1);
    g_assert_nonnull(strstr(diagnostics_get(fixture->diagnostics, 0)->text, "'No Such Font Bold'"));
}

/* What a style on the web writes: the weight and slope stay, and who gathers the names is not
 * warned. */
static void test_stand_ins(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const cases[][2] = {
        {"Nofont Semibold", "Noto Sans Bold"},
        {"Nofont Black Italic", "Noto Sans Bold Italic"},
        {"Nofont Medium Oblique", "Noto Sans Italic"},
        {"nofont_regular", "Noto Sans Regular"},
    };
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    font_set_collect_missing(fixture->fonts, missing);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint face = first_face(fixture, cases[i][0]);
        g_assert_cmpuint(face, ==, first_face(fixture, cases[i][1]));
        g_assert_cmpuint(face, ==, first_face(fixture, cases[i][0]));
        g_assert_cmpuint(missing->len, ==, i + 1);
        g_assert_cmpstr(missing->pdata[i], ==, cases[i][0]);
    }
    const char *const stack[] = {"Nofont Bold", "Noto Sans Italic", NULL};
    const GArray *faces = font_set_resolve(fixture->fonts, stack);
    g_assert_cmpuint(faces->len, ==, 1);
    guint face = g_array_index(faces, guint, 0);
    g_assert_cmpuint(face, ==, first_face(fixture, "Noto Sans Italic"));
    g_assert_cmpuint(first_face(fixture, "noto_sans_bold"), ==,
                     first_face(fixture, "Noto Sans Bold"));
    g_assert_cmpuint(missing->len, ==, G_N_ELEMENTS(cases) + 1);
    g_assert_cmpuint(diagnostics_count(fixture->diagnostics), ==, 0);
}

static void test_fontconfig_knows_the_name(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(SystemFonts) system = system_fonts_new();
    struct font_file file;
    if (!system_fonts_by_name(system, "DejaVu Sans Bold", &file)) {
        g_test_skip("DejaVu Sans is not installed");
        return;
    }
    g_assert_true(g_str_has_suffix(file.path, "DejaVuSans-Bold.ttf"));
    g_free(file.path);
    g_assert_cmpstr(font_set_family(fixture->fonts, first_face(fixture, "DejaVu Sans Bold")), ==,
                    "DejaVu Sans");
    g_assert_cmpuint(diagnostics_count(fixture->diagnostics), ==, 0);
}

static void test_given_names(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    font_set_add(fixture->fonts, "Map Text", NOTO "NotoSans-Italic.ttf");
    guint face = first_face(fixture, "Map Text");
    g_assert_true(font_set_italic(fixture->fonts, face));
    g_assert_cmpuint(face, ==, first_face(fixture, "Noto Sans Italic"));
}

static void test_choice(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    font_set_add(fixture->fonts, "Ours", NOTO "NotoSans-Regular.ttf");
    font_set_add(fixture->fonts, "Arabic", NOTO "NotoSansArabic-Regular.ttf");
    const char *const names[] = {"Ours", NULL};
    const GArray *faces = font_set_resolve(fixture->fonts, names);
    guint ours = g_array_index(faces, guint, 0);
    g_assert_cmpuint(font_set_choose(fixture->fonts, faces, 'a'), ==, ours);
    guint arabic = font_set_choose(fixture->fonts, faces, 0x633);
    g_assert_cmpstr(font_set_family(fixture->fonts, arabic), ==, "Noto Sans Arabic");
    g_assert_cmpuint(diagnostics_count(fixture->diagnostics), ==, 0);
    /* A private character is in no font, whatever a machine's fonts use it for. */
    g_assert_cmpuint(font_set_choose(fixture->fonts, faces, 0xe000), ==, ours);
    g_assert_cmpuint(font_set_choose(fixture->fonts, faces, 0xf6c5), ==, ours); /* in DejaVu */
    g_assert_cmpuint(diagnostics_warnings(fixture->diagnostics), ==, 2);
}

static void test_last_resort(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const char *const names[] = {"Noto Sans Regular", NULL};
    const GArray *faces = font_set_resolve(fixture->fonts, names);
    guint face = font_set_choose(fixture->fonts, faces, 0x633);
    g_assert_true(font_set_has_glyph(fixture->fonts, face, 0x633));
    const struct finding *finding = diagnostics_get(fixture->diagnostics, 0);
    g_assert_cmpint(finding->severity, ==, SEVERITY_NOTE);
    g_assert_true(g_str_has_prefix(
        finding->text, "character U+0633 is in none of the style's fonts; drawn from /"));
}

static void test_findings_are_limited(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const GArray *faces = font_set_resolve(fixture->fonts, NULL);
    for (gunichar c = 0xe000; c < 0xe100; c++) {
        font_set_choose(fixture->fonts, faces, c);
    }
    g_assert_cmpuint(diagnostics_count(fixture->diagnostics), ==, 21);
}

static void check_bad_font(struct fixture *fixture, const char *name, const char *bytes, gsize n)
{
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "idlibmap-test-XXXXXX", NULL);
    int fd = g_mkstemp(file);
    g_assert_cmpint(fd, >=, 0);
    g_close(fd, NULL);
    g_assert_true(g_file_set_contents(file, bytes, (gssize)n, NULL));
    font_set_add(fixture->fonts, name, file);
    guint warnings = diagnostics_warnings(fixture->diagnostics);
    guint face = first_face(fixture, name);
    g_assert_cmpstr(font_set_family(fixture->fonts, face), ==, "Noto Sans");
    g_assert_cmpuint(diagnostics_warnings(fixture->diagnostics), ==, warnings + 1);
    const struct finding *finding = diagnostics_get(fixture->diagnostics, warnings);
    g_assert_true(g_str_has_prefix(finding->text, file));
    g_remove(file);
}

static void test_bad_files(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *font = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(NOTO "NotoSans-Regular.ttf", &font, &length, NULL));
    check_bad_font(fixture, "Empty", "", 0);
    check_bad_font(fixture, "Words", "not a font", 10);
    check_bad_font(fixture, "Cut", font, 200);
    font_set_add(fixture->fonts, "Gone", "/nonexistent/font.ttf");
    g_assert_cmpstr(font_set_family(fixture->fonts, first_face(fixture, "Gone")), ==, "Noto Sans");
}

/* A font whose tables are damaged must not break shaping. */
static void test_damaged_font(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *font = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(NOTO "NotoSansArabic-Regular.ttf", &font, &length, NULL));
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (guint i = 0; i < 2000; i++) {
        font[g_rand_int_range(random, 1000, (gint32)length)] = (char)g_rand_int(random);
    }
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "idlibmap-test-damaged.ttf", NULL);
    g_assert_true(g_file_set_contents(file, font, (gssize)length, NULL));
    font_set_add(fixture->fonts, "Damaged", file);
    const char *const names[] = {"Damaged", NULL};
    struct text_style style = {.fonts = names, .size_px = 12, .line_height_em = 1.2};
    g_autoptr(Text) text = text_new(fixture->fonts, "Saraqib سراقب مُحَافَظَة", &style);
    g_assert_nonnull(text);
    g_remove(file);
}

static void test_scaled_font(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    guint face = first_face(fixture, "Noto Sans Regular");
    cairo_scaled_font_t *font = font_set_scaled_font(fixture->fonts, face, 12);
    g_assert_true(font == font_set_scaled_font(fixture->fonts, face, 12));
    g_assert_true(font != font_set_scaled_font(fixture->fonts, face, 13));
    g_assert_cmpint(cairo_scaled_font_status(font), ==, CAIRO_STATUS_SUCCESS);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_scaled_font_get_font_options(font, options);
    g_assert_cmpint(cairo_font_options_get_hint_style(options), ==, CAIRO_HINT_STYLE_NONE);
    g_assert_cmpint(cairo_font_options_get_hint_metrics(options), ==, CAIRO_HINT_METRICS_OFF);
    g_assert_cmpint(cairo_font_options_get_antialias(options), ==, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_destroy(options);
}

/* What Cairo draws and HarfBuzz measures is the same width, at odd sizes too. */
static void test_cairo_agrees_with_harfbuzz(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const char *const names[] = {"Noto Sans Regular", NULL};
    struct text_style style = {.fonts = names, .size_px = 11.3, .line_height_em = 1.2};
    g_autoptr(Text) text = text_new(fixture->fonts, "HHHHHHHHHH", &style);
    const struct text_run *run = g_ptr_array_index(text->runs, 0);
    cairo_text_extents_t extents;
    cairo_scaled_font_glyph_extents(font_set_scaled_font(fixture->fonts, run->face, 11.3),
                                    run->glyphs, (int)run->n_glyphs, &extents);
    g_assert_cmpfloat_with_epsilon(extents.x_advance, text->width, 0.05);
}

#define ADD(name, function)                                                                        \
    g_test_add("/fonts/" name, struct fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fonts/well-known", test_well_known);
    ADD("look-of-a-face", test_look_of_a_face);
    ADD("maplibre-default", test_maplibre_default_is_quiet);
    ADD("unknown-name", test_unknown_name);
    ADD("stand-ins", test_stand_ins);
    ADD("fontconfig-name", test_fontconfig_knows_the_name);
    ADD("given-names", test_given_names);
    ADD("choice", test_choice);
    ADD("last-resort", test_last_resort);
    ADD("findings-are-limited", test_findings_are_limited);
    ADD("bad-files", test_bad_files);
    ADD("damaged-font", test_damaged_font);
    ADD("scaled-font", test_scaled_font);
    ADD("cairo-agrees-with-harfbuzz", test_cairo_agrees_with_harfbuzz);
    return g_test_run();
}
