#include "canvas/formats.h"
#include "canvas/svg_write.h"
#include "canvas_scene.h"

#include <math.h>
#include <string.h>

static char *write_svg(const struct scene *scene)
{
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(GBytes) bytes = svg_write(scene, &options, NULL);

    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void assert_contains(const char *svg, const char *part)
{
    if (strstr(svg, part) == NULL)
        g_error("'%s' is not in:\n%s", part, svg);
}

static void assert_number(double number, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);

    svg_add_number(out, number);
    g_assert_cmpstr(out->str, ==, expected);
}

static void test_numbers(void)
{
    assert_number(0, "0");
    assert_number(-0.001, "0");
    assert_number(12, "12");
    assert_number(0.5, "0.5");
    assert_number(-3.256, "-3.26");
    assert_number(100000.01, "100000.01");
    assert_number(10.05, "10.05");
}

static void test_colors(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    svg_add_color(out, (struct color){1, 1, 1, 1});
    svg_add_color(out, (struct color){0.2, 0, 1, 1});
    svg_add_color(out, (struct color){0.5, 0, 18 / 255.0, 1});
    g_assert_cmpstr(out->str, ==, "#fff#30f#800012");
}

static void test_escapes(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    svg_add_escaped(out, "<a b=\"c\">&'\x01\x1b\x7f\t\n\xc2\x85\xef\xbf\xbe\xff"
                         "é");
    g_assert_cmpstr(out->str, ==,
                    "&lt;a b=&quot;c&quot;&gt;&amp;'  \xef\xbf\xbd"
                    "é");
}

static struct page_path *path_new(gboolean closed)
{
    struct page_path *path = page_path_new();

    page_path_clear(path, closed);
    return path;
}

static void add_points(struct page_path *path, const double *xy, guint n)
{
    page_path_begin_part(path);
    for (guint i = 0; i < n; i++)
        page_path_add(path, xy[2 * i], xy[2 * i + 1]);
}

static void assert_data(const struct page_path *path, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);

    svg_add_path_data(out, path);
    g_assert_cmpstr(out->str, ==, expected);
}

static void test_open_path_data(void)
{
    const double steps[] = {10, 20, 10.5, 19.75, 30, 19.75, 30, 40, 30.004, 40.001, -5.5, 0};
    const double dot[] = {3, 4, 3, 4};
    g_autoptr(PagePath) path = path_new(FALSE);

    assert_data(path, "");
    add_points(path, steps, 6);
    assert_data(path, "m10 20 .5-.25h19.5v20.25l-35.5-40");
    add_points(path, dot, 2);
    assert_data(path, "m10 20 .5-.25h19.5v20.25l-35.5-40M3 4h0");
}

static void test_closed_path_data(void)
{
    /* The ring's end repeats its start. */
    const double outer[] = {0, 0, 100, 0, 100, 100, 0, 100, 0, 0};
    const double inner[] = {10.25, 10.25, 20, 20, 10.25, 20};
    g_autoptr(PagePath) path = path_new(TRUE);

    add_points(path, outer, 5);
    add_points(path, inner, 3);
    assert_data(path, "m0 0h100v100h-100zm10.25 10.25 9.75 9.75h-9.75z");
}

/* Steps below the grid add up: ten of 0.004 are 0.04. */
static void test_no_drift(void)
{
    g_autoptr(PagePath) path = path_new(FALSE);

    page_path_begin_part(path);
    for (guint i = 0; i <= 1000; i++)
        page_path_add(path, 0.004 * i, 0);
    g_autoptr(GString) out = g_string_new(NULL);
    svg_add_path_data(out, path);
    double sum = 0;
    for (const char *p = out->str + strlen("m0 0"); *p != '\0';) {
        p += strspn(p, "h ");
        sum += g_ascii_strtod(p, (char **)&p);
    }
    g_assert_cmpfloat_with_epsilon(sum, 4, 1e-9);
}

static void test_document(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autofree char *svg = write_svg(scene), *again = write_svg(scene);

    g_assert_cmpstr(svg, ==, again);
    assert_contains(svg, "width=\"320\" height=\"240\" viewBox=\"0 0 320 240\" role=\"img\" "
                         "aria-labelledby=\"map-title map-description\" lang=\"en\">");
    assert_contains(svg, "<title id=\"map-title\">Idlib &lt;27 February 2020&gt;");
    assert_contains(svg, "<g id=\"events\" inkscape:groupmode=\"layer\" "
                         "inkscape:label=\"Events &amp; claims\" fill=\"#cc1919\" stroke=\"#fff\"");
    assert_contains(svg, "<circle id=\"event-1-2\" cx=\"90\" cy=\"80\" r=\"6\"><title>Balyun: 33 "
                         "&lt;killed&gt;</title></circle>");
    assert_contains(svg, "clip-path=\"url(#clip)\"");
    assert_contains(svg, "inkscape:label=\"Land\" clip-path=\"url(#clip)\" fill=\"url(#hatch)\">");
    assert_contains(svg, "<path fill-rule=\"evenodd\" d=\"m140 140h50v60h-50z\"/>");
    g_assert_null(strstr(svg, "<image"));
    g_assert_null(strstr(svg, "hatch-2")); /* equal hatches are one pattern */
}

static void test_labels(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autofree char *svg = write_svg(scene);
    guint texts = 0;

    for (const char *p = svg; (p = strstr(p, "<text ")) != NULL; p++)
        texts++;
    g_assert_cmpuint(texts, ==, 3);
    assert_contains(svg, ">Saraqib</tspan> <tspan");
    assert_contains(svg, " direction=\"rtl\" ");
    assert_contains(svg, ">سراقب</tspan></text>");
    assert_contains(svg, ">Idlib</text>");
    /* A line read from right to left starts at its right end. */
    const struct scene_group *group = scene->groups->pdata[2];
    const struct item *item = group->items->pdata[0];
    const struct text_line *arabic = item->text.text->lines->pdata[1];
    g_autoptr(GString) start = g_string_new(NULL);
    g_assert_true(arabic->rtl);
    svg_add_number_attribute(start, "x", 210 + arabic->x + arabic->width);
    assert_contains(svg, start->str);
    assert_contains(svg, "transform=\"rotate(-60 255 200)\"");
    assert_contains(svg, "paint-order=\"stroke\"");
    assert_contains(svg, "font-family=\"Noto Sans, Noto Sans Arabic, sans-serif\"");
}

/* A bent Arabic name is one text in the order of reading, whose letters keep their joined forms. */
static void test_bent_arabic(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = scene_new(300, 200, fonts);
    struct scene_group *group = scene_add_group(scene, "names", NULL);
    struct item *item = add_text(scene, group, "بحر", 0, 0);

    item->text.baseline = page_path_new();
    page_path_begin_part(item->text.baseline);
    page_path_add(item->text.baseline, 100, 100);
    page_path_add(item->text.baseline, 110, 101);
    page_path_add(item->text.baseline, 150, 112);
    g_autofree char *svg = write_svg(scene);
    assert_contains(svg, " direction=\"rtl\"");
    const char *first = strstr(svg, ">ب\u200d</tspan>");
    const char *second = strstr(svg, ">\u200dح\u200d</tspan>");
    const char *third = strstr(svg, ">\u200dر</tspan></text>");
    g_assert_nonnull(first);
    g_assert_true(second > first && third > second);
}

static guint count(const char *svg, const char *part)
{
    guint n = 0;

    for (const char *p = svg; (p = strstr(p, part)) != NULL; p++)
        n++;
    return n;
}

/* The letters stand in the document once, in an element without a stroke; the halo is clones of it
 * that show nothing but the stroke they inherit. */
static void test_blurred_halo(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = scene_new(320, 240, fonts);
    struct scene_group *group = scene_add_group(scene, "labels", "Labels");
    struct item *item = add_text(scene, group, "Idlib", 40, 50);

    item->text.halo_blur_px = 1;
    item->text.color.alpha = 0.5;
    add_text(scene, group, "Saraqib", 140, 50)->text.halo_blur_px = 1;
    g_autofree char *svg = write_svg(scene);
    g_assert_cmpuint(count(svg, "<text "), ==, 2);
    g_assert_cmpuint(count(svg, ">Idlib</text>"), ==, 1);
    assert_contains(svg, "<text id=\"label\" fill=\"rgba(26,26,26,0.5)\" x=");
    assert_contains(svg, "<text id=\"label-2\" fill=\"#1a1a1a\" x=");
    assert_contains(svg, "<g aria-hidden=\"true\" fill-opacity=\"0\" stroke=\"#fff\" "
                         "stroke-linejoin=\"round\"><use href=\"#label\" "
                         "stroke-width=\"4.78\" stroke-opacity=\"0.028\"/>");
    g_assert_cmpuint(count(svg, "<use href=\"#label\""), ==, 6);
    g_assert_cmpuint(count(svg, "<use href=\"#label-2\""), ==, 6);
    g_assert_cmpuint(count(svg, "paint-order"), ==, 0);
}

static void test_far_points(void)
{
    g_autoptr(Scene) scene = scene_new(100, 100, NULL);
    struct scene_group *group = scene_add_group(scene, "g", NULL);

    add_box(group, -1e9, -1e9, 1e9, INFINITY)->fill = color_fill(red);
    add_box(group, NAN, 10, 20, 20)->fill = color_fill(red);
    g_autofree char *svg = write_svg(scene);
    assert_contains(svg, "d=\"m-100000-100000h200000v200000h-200000z\"");
    assert_contains(svg, "d=\"m20 10v10z\"");
}

/* Where most elements have a value it stands at the group; the others keep theirs. */
static void test_common_look(void)
{
    g_autoptr(Scene) scene = scene_new(100, 100, NULL);
    struct scene_group *group = scene_add_group(scene, "g", NULL);

    for (guint i = 0; i < 3; i++) {
        struct item *box = add_box(group, 10 * i, 10, 10 * i + 5, 20);
        box->fill = color_fill(i == 1 ? white : red);
        box->stroke.width_px = i == 2;
        box->stroke.color = ink;
    }
    g_autofree char *svg = write_svg(scene);
    assert_contains(svg, "inkscape:label=\"g\" fill=\"#cc1919\" fill-rule=\"evenodd\">\n");
    assert_contains(svg, "<path d=\"m0 10h5v10h-5z\"/>");
    assert_contains(svg, "<path fill=\"#fff\" d=\"m10 10h5v10h-5z\"/>");
    assert_contains(svg, "<path stroke=\"#1a1a1a\" stroke-width=\"1\" ");
}

/* Each id once, each reference to one that is there. */
struct checker {
    GHashTable *ids;
    GPtrArray *references;
};

static void check_element(GMarkupParseContext *context, const char *name, const char **keys,
                          const char **values, gpointer state, GError **error)
{
    struct checker *checker = state;

    (void)context;
    (void)name;
    (void)error;
    for (guint i = 0; keys[i] != NULL; i++) {
        for (guint k = 0; k < i; k++)
            g_assert_cmpstr(keys[i], !=, keys[k]);
        if (strcmp(keys[i], "id") == 0)
            g_assert_true(g_hash_table_add(checker->ids, g_strdup(values[i])));
        if (g_str_has_prefix(values[i], "url(#"))
            g_ptr_array_add(checker->references, g_strndup(values[i] + 5, strlen(values[i]) - 6));
    }
}

static void check_document(const char *svg)
{
    static const GMarkupParser parser = {.start_element = check_element};
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) references = g_ptr_array_new_with_free_func(g_free);
    struct checker checker = {ids, references};
    GMarkupParseContext *context =
        g_markup_parse_context_new(&parser, G_MARKUP_PREFIX_ERROR_POSITION, &checker, NULL);
    g_autoptr(GError) error = NULL;

    g_markup_parse_context_parse(context, svg, -1, &error);
    g_assert_no_error(error);
    g_markup_parse_context_end_parse(context, &error);
    g_assert_no_error(error);
    g_markup_parse_context_free(context);
    for (guint i = 0; i < references->len; i++)
        g_assert_true(g_hash_table_contains(ids, references->pdata[i]));
    for (const char *p = svg; *p != '\0'; p++)
        g_assert_true((guchar)*p >= 0x20 || *p == '\n');
    g_assert_true(g_utf8_validate(svg, -1, NULL));
}

static char *random_text(void)
{
    static const char *const pieces[] = {"<",
                                         ">",
                                         "&",
                                         "\"",
                                         "'",
                                         "]]>",
                                         "\x01",
                                         "\xff",
                                         "\xed\xa0\x80",
                                         "\n",
                                         "سراقب",
                                         "é",
                                         " ",
                                         "a",
                                         "clip",
                                         "hatch",
                                         "1",
                                         "--",
                                         "\xe2\x80\xae",
                                         "\xef\xbf\xbf",
                                         "<!--",
                                         "map-title",
                                         "&#0;",
                                         "\r",
                                         "\t"};
    GString *text = g_string_new(NULL);

    for (gint n = g_test_rand_int_range(0, 7); n > 0; n--)
        g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    return g_string_free(text, FALSE);
}

static struct scene *random_scene_new(struct font_set *fonts)
{
    struct scene *scene = scene_new(200, 100, fonts);

    scene->title = random_text();
    scene->description = random_text();
    scene->language = random_text();
    for (guint g = 0; g < 4; g++) {
        g_autofree char *id = random_text(), *label = random_text(), *words = random_text();
        struct scene_group *group = scene_add_group(scene, id, label);
        group->clipped = g % 2 != 0;
        group->clip = (struct box){5, 5, 50 + g, 50};
        struct item *box = add_box(group, 10, 10, 40, 40);
        box->fill = hatch_fill(10.0 * g);
        box->id = random_text();
        box->title = random_text();
        add_text(scene, group, words, 10, 20)->id = random_text();
    }
    return scene;
}

static void test_hostile_texts(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();

    for (guint i = 0; i < 300; i++) {
        g_autoptr(Scene) scene = random_scene_new(fonts);
        g_autofree char *svg = write_svg(scene);
        check_document(svg);
    }
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autofree char *svg = write_svg(scene);
    check_document(svg);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/canvas/svg/numbers", test_numbers);
    g_test_add_func("/canvas/svg/colors", test_colors);
    g_test_add_func("/canvas/svg/escapes", test_escapes);
    g_test_add_func("/canvas/svg/open-path-data", test_open_path_data);
    g_test_add_func("/canvas/svg/closed-path-data", test_closed_path_data);
    g_test_add_func("/canvas/svg/no-drift", test_no_drift);
    g_test_add_func("/canvas/svg/document", test_document);
    g_test_add_func("/canvas/svg/labels", test_labels);
    g_test_add_func("/canvas/svg/bent-arabic", test_bent_arabic);
    g_test_add_func("/canvas/svg/blurred-halo", test_blurred_halo);
    g_test_add_func("/canvas/svg/far-points", test_far_points);
    g_test_add_func("/canvas/svg/common-look", test_common_look);
    g_test_add_func("/canvas/svg/hostile-texts", test_hostile_texts);
    return g_test_run();
}
