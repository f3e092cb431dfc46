/* A text of several sections: how it is laid out, and how each format draws it. */
#include "canvas/formats.h"
#include "canvas/svg_write.h"
#include "canvas_scene.h"
#include "scene/curve.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

static const char *const regular[] = {"Noto Sans Regular", "Noto Sans Arabic Regular", NULL};
static const char *const bold[] = {"Noto Sans Bold", NULL};
static const struct color blue = {0, 0, 1, 1}, green = {0, 1, 0, 1};

struct fixture {
    struct font_set *fonts;
    struct text_style style;
};

static void set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->fonts = test_fonts_new();
    fixture->style = (struct text_style){.fonts = regular, .size_px = 20, .line_height_em = 1.2};
}

static void tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    font_set_free(fixture->fonts);
}

static struct text *make(struct fixture *fixture, const struct text_section *sections, guint n)
{
    return text_new_sections(fixture->fonts, sections, n, &fixture->style);
}

#define MAKE(fixture, sections) make(fixture, sections, G_N_ELEMENTS(sections))

static const struct text_run *run_at(const struct text *text, guint index)
{
    g_assert_cmpuint(index, <, text->runs->len);
    return g_ptr_array_index(text->runs, index);
}

static const struct text_line *line_at(const struct text *text, guint index)
{
    g_assert_cmpuint(index, <, text->lines->len);
    return g_ptr_array_index(text->lines, index);
}

static void assert_near(double a, double b)
{
    g_assert_cmpfloat_with_epsilon(a, b, 1e-9);
}

/* Cut anywhere without looks of their own, a text is drawn as if it were whole. */
static void assert_same_drawing(const struct text *a, const struct text *b)
{
    guint n = 0, run = 0, glyph = 0;
    assert_near(a->width, b->width);
    assert_near(a->height, b->height);
    g_assert_cmpstr(a->utf8, ==, b->utf8);
    for (guint i = 0; i < a->runs->len; i++) {
        for (guint k = 0; k < run_at(a, i)->n_glyphs; k++, n++) {
            while (glyph == run_at(b, run)->n_glyphs) {
                run++;
                glyph = 0;
            }
            const cairo_glyph_t *other = &run_at(b, run)->glyphs[glyph++];
            g_assert_cmpuint(run_at(a, i)->glyphs[k].index, ==, other->index);
            assert_near(run_at(a, i)->glyphs[k].x, other->x);
            assert_near(run_at(a, i)->glyphs[k].y, other->y);
        }
    }
    g_assert_cmpuint(n, >, 0);
}

static void test_cuts_change_nothing(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    /* Arabic joins across the cut, digits stay to the left of it, lines break where they did. */
    const char *const cuts[][3] = {
        {"سرا", "قب", " 33"},       {"Saraqib ", "سراقب", " 33 km"},
        {"سراقب ", "Sara", "qib"},  {"Khan Shay", "khun and Maa", "rat al-Numan"},
        {"Saraqib", "\n", "سراقب"},
    };
    fixture->style.max_width_em = 8;
    for (guint i = 0; i < G_N_ELEMENTS(cuts); i++) {
        const struct text_section sections[] = {
            {.utf8 = cuts[i][0]}, {.utf8 = cuts[i][1]}, {.utf8 = cuts[i][2]}};
        g_autofree char *joined = g_strconcat(cuts[i][0], cuts[i][1], cuts[i][2], NULL);
        g_autoptr(Text) cut = MAKE(fixture, sections);
        g_autoptr(Text) whole = text_new(fixture->fonts, joined, &fixture->style);
        assert_same_drawing(whole, cut);
    }
}

static void test_lines_are_as_high_as_their_tallest(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {
        {.utf8 = "Idlib"}, {.utf8 = "\n"}, {.utf8 = "hill", .scale = 0.5},
        {.utf8 = "\n"},    {.utf8 = "a"},  {.utf8 = "b", .scale = 2}};
    g_autoptr(Text) text = MAKE(fixture, sections);
    g_assert_cmpuint(text->lines->len, ==, 3);
    assert_near(text->height, (1 + 0.5 + 2) * 24);
    assert_near(line_at(text, 1)->size_px, 10);
    assert_near(line_at(text, 2)->size_px, 40);
    /* Each baseline stands in its line as that of a text of that size. */
    double drop = line_at(text, 0)->baseline;
    assert_near(line_at(text, 1)->baseline, 24 + drop / 2);
    assert_near(line_at(text, 2)->baseline, 36 + drop * 2);
    assert_near(run_at(text, 1)->size_px, 10);
    fixture->style.size_px = 10;
    g_autoptr(Text) small = text_new(fixture->fonts, "hill", &fixture->style);
    assert_near(line_at(text, 1)->width, small->width);
    assert_near(line_at(text, 1)->ink.ymax - line_at(text, 1)->ink.ymin,
                small->ink.ymax - small->ink.ymin);
}

static void test_vertical(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    for (enum text_vertical vertical = VERTICAL_BOTTOM; vertical <= VERTICAL_TOP; vertical++) {
        const struct text_section sections[] = {{.utf8 = "H"},
                                                {.utf8 = "H", .scale = 0.5, .vertical = vertical}};
        g_autoptr(Text) text = MAKE(fixture, sections);
        double room = text->cap_height_px / 2;
        double rise = vertical == VERTICAL_TOP ? room : vertical == VERTICAL_CENTER ? room / 2 : 0;
        assert_near(run_at(text, 0)->y, line_at(text, 0)->baseline);
        assert_near(run_at(text, 1)->y, line_at(text, 0)->baseline - rise);
        assert_near(run_at(text, 1)->glyphs[0].y, run_at(text, 1)->y);
    }
}

static void test_anchored_by_the_first_line(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {{.utf8 = "H", .scale = 2}, {.utf8 = "\nH"}};
    g_autoptr(Text) text = MAKE(fixture, sections);
    assert_near(line_at(text, 0)->baseline - text->cap_height_px, line_at(text, 0)->ink.ymin);
}

static void test_fonts_and_colors(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {
        {.utf8 = "Idlib "}, {.utf8 = "city", .fonts = bold, .has_color = TRUE, .color = blue}};
    g_autoptr(Text) text = MAKE(fixture, sections);
    g_assert_cmpuint(font_set_weight(fixture->fonts, run_at(text, 0)->face), ==, 400);
    g_assert_cmpuint(font_set_weight(fixture->fonts, run_at(text, 1)->face), ==, 700);
    g_assert_false(run_at(text, 0)->has_color);
    g_assert_true(run_at(text, 1)->has_color);
    g_assert_cmpfloat(run_at(text, 1)->color.blue, ==, 1);
    g_assert_cmpuint(text->weight, ==, 400);
}

static void test_spans(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {
        {.utf8 = "  Tal"}, {.utf8 = ""}, {.utf8 = "\nسراقب"}, {.utf8 = " x "}};
    const guint expected[][2] = {{0, 3}, {2, 10}, {3, 2}};
    g_autoptr(Text) text = MAKE(fixture, sections);
    guint n = 0;
    for (guint i = 0; i < text->lines->len; i++) {
        const struct text_line *line = line_at(text, i);
        for (guint k = 0; k < line->n_spans; k++, n++) {
            g_assert_cmpuint(line->spans[k].section, ==, expected[n][0]);
            g_assert_cmpuint(line->spans[k].n_bytes, ==, expected[n][1]);
        }
    }
    g_assert_cmpuint(n, ==, 3);
}

static void test_scales_out_of_reason(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const double scales[] = {-1, 1e-300, NAN, INFINITY, 1e300, -INFINITY};
    const gboolean seen[] = {FALSE, FALSE, TRUE, TRUE, TRUE, TRUE};
    for (guint i = 0; i < G_N_ELEMENTS(scales); i++) {
        const struct text_section sections[] = {{.utf8 = "a"}, {.utf8 = "b", .scale = scales[i]}};
        g_autoptr(Text) text = MAKE(fixture, sections);
        g_assert_cmpuint(text->runs->len, ==, seen[i] ? 2 : 1);
        g_assert_true(isfinite(text->width) && text->height <= 1.2 * TEXT_MAX_SIZE_PX + 1e-9);
    }
    g_autoptr(Text) none = text_new_sections(fixture->fonts, NULL, 0, &fixture->style);
    g_assert_cmpuint(none->runs->len, ==, 0);
}

static void test_long_sections_are_cut(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *half = g_strnfill(TEXT_MAX_BYTES * 2 / 3, 'a');
    const struct text_section sections[] = {{.utf8 = half}, {.utf8 = half}, {.utf8 = "end"}};
    g_autoptr(Text) text = MAKE(fixture, sections);
    g_assert_cmpuint(strlen(text->utf8), <=, TEXT_MAX_BYTES);
    g_assert_cmpuint(strlen(text->utf8), >, TEXT_MAX_BYTES * 2 / 3);
    g_assert_true(g_str_has_suffix(text->utf8, "…"));
}

/* ---- drawing ---- */

/* The text room does not look into an image: any pointer will do. */
#define IMAGE ((const struct icon *)(const void *)&blue)

/* An image is as large as it says, whatever the text's size, with its lower edge on the baseline; a
 * line is pushed down by what it is higher than an em, and `vertical` sets the lower one higher. */
static void test_images(struct fixture *fixture, gconstpointer data)
{
    struct text_section sections[] = {
        {.utf8 = "Saraqib "},
        {.image = IMAGE, .image_width_px = 30, .image_height_px = 32},
        {.utf8 = " Idlib"},
    };
    (void)data;
    g_autoptr(Text) plain = make(fixture, sections, 1), text = MAKE(fixture, sections);
    const struct text_run *image = run_at(text, 1), *after = run_at(text, 2);
    g_assert_true(image->image == IMAGE);
    g_assert_cmpuint(image->n_glyphs, ==, 0);
    assert_near(image->x, run_at(text, 0)->x + run_at(text, 0)->width);
    assert_near(after->x, image->x + 30);
    assert_near(image->y, line_at(text, 0)->baseline);
    assert_near(after->y, image->y);
    assert_near(text->height, plain->height + 12);
    assert_near(line_at(text, 0)->baseline, line_at(plain, 0)->baseline + 12);
    assert_near(text->ink.ymin, image->y - 32);
    assert_near(text->cap_height_px, 32);
    g_assert_cmpstr(text->utf8, ==, "Saraqib  Idlib");
    sections[2].vertical = VERTICAL_CENTER;
    g_autoptr(Text) centred = MAKE(fixture, sections);
    assert_near(run_at(centred, 2)->y, image->y - (32 - plain->cap_height_px) / 2);
    sections[1].image_height_px = 5;
    sections[1].vertical = VERTICAL_TOP;
    g_autoptr(Text) small = MAKE(fixture, sections);
    assert_near(small->height, plain->height);
    assert_near(run_at(small, 1)->y, run_at(small, 0)->y - (small->cap_height_px - 5));
}

/* A line may end behind an image, which counts in its width. */
static void test_images_wrap(struct fixture *fixture, gconstpointer data)
{
    const struct text_section sections[] = {
        {.utf8 = "Idlib"},
        {.image = IMAGE, .image_width_px = 60, .image_height_px = 10},
        {.utf8 = "Idlib"},
    };
    (void)data;
    fixture->style.max_width_em = 6;
    g_autoptr(Text) text = MAKE(fixture, sections);
    g_assert_cmpuint(text->lines->len, ==, 2);
    g_assert_cmpuint(run_at(text, 1)->line, ==, 0);
    g_assert_cmpuint(run_at(text, 2)->line, ==, 1);
    assert_near(line_at(text, 0)->width, run_at(text, 0)->width + 60);
    fixture->style.max_width_em = 10;
    g_autoptr(Text) whole = MAKE(fixture, sections);
    g_assert_cmpuint(whole->lines->len, ==, 1);
}

/* Between Arabic words it stands between them, with the first to its right; alone it is a text. */
static void test_images_by_direction(struct fixture *fixture, gconstpointer data)
{
    const struct text_section sections[] = {
        {.utf8 = "سراقب"},
        {.image = IMAGE, .image_width_px = 8, .image_height_px = 8},
        {.utf8 = "إدلب"},
    };
    (void)data;
    g_autoptr(Text) text = MAKE(fixture, sections), alone = make(fixture, sections + 1, 1);
    g_assert_cmpuint(run_at(text, 0)->section, ==, 2);
    g_assert_cmpuint(run_at(text, 1)->section, ==, 1);
    g_assert_cmpuint(run_at(text, 2)->section, ==, 0);
    assert_near(alone->width, 8);
    g_assert_false(box_is_empty(alone->ink));
    g_assert_cmpstr(alone->utf8, ==, "");
}

static struct page_path *straight_path(void)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    page_path_add(path, 20, 60);
    page_path_add(path, 220, 60);
    return path;
}

static void test_bent(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {
        {.utf8 = "Orontes "}, {.utf8 = "Asi", .scale = 0.6, .vertical = VERTICAL_TOP}};
    g_autoptr(Text) text = MAKE(fixture, sections);
    struct page_path *path = straight_path();
    g_assert_true(text_can_bend(text));
    g_autoptr(GArray) pieces = text_pieces_along(text, path);
    g_assert_cmpuint(pieces->len, ==, 11);
    for (guint i = 0; i < pieces->len; i++) {
        const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
        double end = i + 1 < pieces->len ? g_array_index(pieces, struct text_piece, i + 1).from
                                         : text->width;
        assert_near(piece->to, end);
        assert_near(text_piece_point(piece, piece->from, piece->run->y).y,
                    60 + piece->run->y - line_at(text, 0)->baseline);
    }
    page_path_free(path);
}

/* A page with one label; the scene owns the text. */
static struct scene *scene_of(struct fixture *fixture, struct text *text, gboolean is_bent)
{
    struct scene *scene = scene_new(240, 100, fixture->fonts);
    struct scene_group *group = scene_add_group(scene, "labels", "Labels");
    scene->background = white;
    struct item *item = scene_group_add_text(group, text, (struct page_point){20, 20});
    item->text.color = (struct color){1, 0, 0, 1};
    item->text.baseline = is_bent ? straight_path() : NULL;
    return scene;
}

static char *svg_of(struct fixture *fixture, struct text *text, gboolean is_bent)
{
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(Scene) scene = scene_of(fixture, text, is_bent);
    g_autoptr(GBytes) bytes = svg_write(scene, &options, NULL);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void assert_contains(const char *svg, const char *part)
{
    if (strstr(svg, part) == NULL) {
        g_error("'%s' is not in:\n%s", part, svg);
    }
}

static void test_svg_lines(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {
        {.utf8 = "Saraqib"},
        {.utf8 = "\n"},
        {.utf8 = "سراقب", .scale = 0.88, .has_color = TRUE, .color = {0, 0, 1, 0.5}}};
    g_autofree char *svg = svg_of(fixture, MAKE(fixture, sections), FALSE);
    assert_contains(svg, ">Saraqib</tspan> <tspan");
    assert_contains(svg,
                    "font-size=\"17.6\" fill=\"#00f\" fill-opacity=\"0.5\">سراقب</tspan></text>");
}

static void test_svg_spans(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {
        {.utf8 = "Idlib "},
        {.utf8 = "city", .fonts = bold},
        {.utf8 = "2", .scale = 0.5, .vertical = VERTICAL_TOP, .has_color = TRUE, .color = green},
        {.utf8 = " end"}};
    g_autofree char *svg = svg_of(fixture, MAKE(fixture, sections), FALSE);
    assert_contains(svg,
                    ">Idlib <tspan font-weight=\"700\">city</tspan><tspan font-size=\"10\" "
                    "fill=\"#0f0\" dy=\"-7.14\">2</tspan><tspan dy=\"7.14\"> end</tspan></text>");
}

static void test_svg_bent(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    const struct text_section sections[] = {
        {.utf8 = "A"},
        {.utf8 = "b", .scale = 0.5, .vertical = VERTICAL_TOP, .has_color = TRUE, .color = green}};
    g_autofree char *svg = svg_of(fixture, MAKE(fixture, sections), TRUE);
    assert_contains(svg, " y=\"60\">A</tspan>");
    assert_contains(svg, " y=\"52.86\" font-size=\"10\" fill=\"#0f0\">b</tspan>");
}

struct reader {
    const guint8 *bytes;
};

/* The words keep their places round the gap for an image, and are in the order of reading. */
static void test_svg_images(struct fixture *fixture, gconstpointer data)
{
    const struct text_section sections[] = {
        {.utf8 = "Saraqib "},
        {.image = IMAGE, .image_width_px = 30, .image_height_px = 10},
        {.utf8 = " Idlib"},
    };
    (void)data;
    for (guint bent = 0; bent < 2; bent++) {
        struct text *text = MAKE(fixture, sections);
        double x = run_at(text, 2)->x;
        g_autofree char *svg = svg_of(fixture, text, bent == 1);
        g_autoptr(GString) place = g_string_new(NULL);
        svg_add_number_attribute(place, "x", 20 + x);
        g_assert_null(strstr(svg, "\xef\xbf\xbc"));
        assert_contains(svg, bent == 1 ? ">b </tspan>" : ">Saraqib </tspan><tspan");
        assert_contains(svg, bent == 1 ? "> </tspan>" : "> Idlib</tspan></text>");
        assert_contains(svg, place->str);
    }
}

static cairo_status_t read_bytes(void *state, unsigned char *bytes, unsigned int length)
{
    struct reader *reader = state;
    memcpy(bytes, reader->bytes, length);
    reader->bytes += length;
    return CAIRO_STATUS_SUCCESS;
}

/* How many pixels of the PNG are of a colour, and how far down they reach. */
static guint count_pixels(cairo_surface_t *surface, guint32 rgb, int *bottom)
{
    const guint8 *bytes = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    guint n = 0;
    for (int y = 0; y < cairo_image_surface_get_height(surface); y++) {
        for (int x = 0; x < cairo_image_surface_get_width(surface); x++) {
            guint32 pixel;
            memcpy(&pixel, bytes + y * stride + x * 4, sizeof pixel);
            if ((pixel & 0xffffff) == rgb) {
                *bottom = y;
                n++;
            }
        }
    }
    return n;
}

static void check_png(struct fixture *fixture, gboolean is_bent)
{
    const struct canvas_options options = {.dpi = 96};
    const struct text_section sections[] = {
        {.utf8 = "II"}, {.utf8 = "II", .scale = 2, .has_color = TRUE, .color = blue}};
    fixture->style.fonts = bold;
    g_autoptr(Scene) scene = scene_of(fixture, MAKE(fixture, sections), is_bent);
    g_autoptr(GBytes) bytes = image_write_png(scene, &options, NULL);
    struct reader reader = {g_bytes_get_data(bytes, NULL)};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &reader);
    int red_bottom = 0, blue_bottom = 0;
    guint n_red = count_pixels(surface, 0xff0000, &red_bottom);
    guint n_blue = count_pixels(surface, 0x0000ff, &blue_bottom);
    g_assert_cmpuint(n_red, >, 20);
    g_assert_cmpuint(n_blue, >, 3 * n_red); /* twice as high and wide */
    g_assert_cmpint(ABS(red_bottom - blue_bottom), <=, 1);
    cairo_surface_destroy(surface);
}

static void test_png(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    check_png(fixture, FALSE);
    check_png(fixture, TRUE);
}

#define ADD(name, function)                                                                        \
    g_test_add("/sections/" name, struct fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("cuts-change-nothing", test_cuts_change_nothing);
    ADD("line-heights", test_lines_are_as_high_as_their_tallest);
    ADD("vertical", test_vertical);
    ADD("first-line", test_anchored_by_the_first_line);
    ADD("fonts-and-colors", test_fonts_and_colors);
    ADD("spans", test_spans);
    ADD("scales-out-of-reason", test_scales_out_of_reason);
    ADD("long-sections-are-cut", test_long_sections_are_cut);
    ADD("images", test_images);
    ADD("images-wrap", test_images_wrap);
    ADD("images-by-direction", test_images_by_direction);
    ADD("bent", test_bent);
    ADD("svg-lines", test_svg_lines);
    ADD("svg-spans", test_svg_spans);
    ADD("svg-bent", test_svg_bent);
    ADD("svg-images", test_svg_images);
    ADD("png", test_png);
    return g_test_run();
}
