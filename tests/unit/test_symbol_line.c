/* Texts along lines, by geometry: letters stand on the path, upright, and no path bends too much.
 */
#include "compose/symbol_line.h"
#include "scene/curve.h"

#include <math.h>
#include <string.h>

static struct font_set *fonts;

static struct text *make_text(const char *utf8)
{
    const char *const names[] = {"Noto Sans Regular", "Noto Sans Arabic Regular", NULL};
    const struct text_style style = {.fonts = names, .size_px = 12, .line_height_em = 1.2};
    return text_new(fonts, utf8, &style);
}

/* A wave of 600 px; `height` px up and down in 300 px. */
static struct sampled_line *wave(double height, gboolean leftwards)
{
    struct page_point points[601];
    for (guint i = 0; i <= 600; i++) {
        double x = leftwards ? 600 - i : i;
        points[i] = (struct page_point){100 + x, 300 + height * sin(x * 2 * G_PI / 300)};
    }
    return sampled_line_new(points, G_N_ELEMENTS(points), FALSE, 2);
}

static const struct curve_options plain = {
    .max_angle_deg = 45, .keep_upright = TRUE, .anchor = ANCHOR_CENTER};

static double distance_to(const struct sampled_line *line, struct page_point at)
{
    double least = G_MAXDOUBLE, length = sampled_line_length(line);
    for (double along = 0; along <= length; along += 0.25) {
        struct page_point point = sampled_line_at(line, along);
        least = fmin(least, hypot(point.x - at.x, point.y - at.y));
    }
    return least;
}

static void clear_position(struct label_position *position)
{
    g_clear_pointer(&position->baseline, page_path_free);
}

/* With text-offset downwards the baseline keeps that distance from the line; without, it is where
 * letters look centred on the line. */
static void test_letters_on_path(void)
{
    g_autoptr(Text) text = make_text("Nahr al-Asi Orontes");
    const struct text_line *only = g_ptr_array_index(text->lines, 0);
    for (double shift = -12; shift <= 12; shift += 6) {
        g_autoptr(SampledLine) line = wave(30, FALSE);
        struct curve_options options = plain;
        struct label_position position;
        options.shift.y = shift;
        g_assert_true(line_position(line, text, 200, &options, &position));
        g_assert_nonnull(position.baseline);
        g_autoptr(GArray) pieces = text_pieces_along(text, position.baseline);
        g_assert_cmpuint(pieces->len, ==, strlen("Nahr al-Asi Orontes"));
        double off = fabs(shift + only->baseline - text->height / 2);
        double right = -G_MAXDOUBLE;
        for (guint i = 0; i < pieces->len; i++) {
            const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
            struct page_point from = text_piece_point(piece, piece->from, piece->middle.y);
            g_assert_cmpfloat_with_epsilon(distance_to(line, from), off, 0.6);
            g_assert_cmpfloat(from.x, >, right); /* each letter after the one before */
            g_assert_cmpfloat(fabs(piece->angle_rad), <, G_PI / 2);
            right = from.x;
        }
        clear_position(&position);
    }
}

/* The same label on the same line drawn from right to left. */
static void test_upright(void)
{
    g_autoptr(Text) text = make_text("Orontes");
    g_autoptr(SampledLine) leftwards = wave(30, TRUE);
    struct curve_options options = plain;
    for (guint upright = 0; upright < 2; upright++) {
        struct label_position position;
        options.keep_upright = upright != 0;
        g_assert_true(line_position(leftwards, text, 200, &options, &position));
        guint n;
        const struct page_point *p = page_path_part(position.baseline, 0, &n);
        g_assert_cmpint(p[n - 1].x > p[0].x, ==, upright);
        clear_position(&position);
    }
}

/* A right angle: text on both sides of the corner turns by 90 degrees under one letter. */
static void test_max_angle(void)
{
    const struct page_point corner[] = {{100, 300}, {300, 300}, {300, 500}};
    g_autoptr(SampledLine) line = sampled_line_new(corner, G_N_ELEMENTS(corner), FALSE, 2);
    g_autoptr(Text) text = make_text("Orontes");
    struct curve_options options = plain;
    struct label_position position;
    g_assert_false(line_position(line, text, 200, &options, &position));
    g_assert_true(line_position(line, text, 100, &options, &position)); /* before the corner */
    g_assert_null(position.baseline);
    g_assert_cmpfloat_with_epsilon(position.angle_deg, 0, 1e-9);
    sampled_line_smooth(line, 30); /* the turn is spread over 60 px */
    g_assert_true(line_position(line, text, 200, &options, &position));
    clear_position(&position);
    options.max_angle_deg = 12;
    g_assert_false(line_position(line, text, 200, &options, &position));
}

static void test_no_room(void)
{
    const struct page_point ends[] = {{100, 300}, {140, 300}};
    /* There and back again. */
    const struct page_point fold[] = {{100, 300}, {130, 300}, {130, 304}, {100, 304}};
    g_autoptr(SampledLine) brief = sampled_line_new(ends, 2, FALSE, 2);
    g_autoptr(SampledLine) folded = sampled_line_new(fold, 4, FALSE, 2);
    g_autoptr(Text) text = make_text("Orontes");
    struct curve_options options = plain;
    struct label_position position;
    options.max_angle_deg = 360;
    g_assert_cmpfloat(text->width, >, 40);
    g_assert_false(line_position(brief, text, 20, &options, &position));
    g_assert_false(line_position(folded, text, 32, &options, &position));
}

/* Arabic is joined: it follows a gentle bend letter by letter, read from its right end; where its
 * letters would come apart it stands on a chord, as a whole, and only where that is near the line.
 */
static void test_arabic_bends(void)
{
    g_autoptr(Text) text = make_text("نهر العاصي");
    for (guint i = 0; i < 2; i++) {
        g_autoptr(SampledLine) gentle = wave(20, i == 1);
        struct label_position position;
        g_assert_true(line_position(gentle, text, 75, &plain, &position));
        g_assert_nonnull(position.baseline);
        g_autoptr(GArray) pieces = text_pieces_along(text, position.baseline);
        g_assert_cmpuint(pieces->len, ==, 10);
        const struct text_piece *left = &g_array_index(pieces, struct text_piece, 0);
        const struct text_piece *right = &g_array_index(pieces, struct text_piece, 9);
        g_assert_true(g_str_has_prefix(right->run->utf8 + right->first_byte, "ن"));
        g_assert_true(g_str_has_prefix(left->run->utf8 + left->first_byte, "ي"));
        g_assert_cmpuint(right->cluster, ==, 0);
        g_assert_cmpfloat_with_epsilon(right->from, right->run->glyphs[right->first_glyph].x, 2);
        g_assert_cmpfloat(left->at.x, <, right->at.x);
        g_assert_cmpfloat(fabs(left->angle_rad - right->angle_rad), >, 0.2);
        g_assert_cmpfloat(text_max_joint_turn(pieces), >, 0);
        clear_position(&position);
    }
}

static void test_joints_hold(void)
{
    g_autoptr(Text) text = make_text("نهر العاصي");
    g_autoptr(SampledLine) wild = wave(120, FALSE);
    guint bent = 0, straight = 0;
    for (double along = 30; along < 400; along += 2) {
        struct label_position position;
        if (!line_position(wild, text, along, &plain, &position)) {
            continue;
        }
        bent += position.baseline != NULL;
        straight += position.baseline == NULL;
        if (position.baseline != NULL) {
            g_autoptr(GArray) pieces = text_pieces_along(text, position.baseline);
            g_assert_cmpfloat(text_max_joint_turn(pieces) * 180 / G_PI, <, 12.001);
        }
        clear_position(&position);
    }
    g_assert_cmpuint(bent, >, 10);
    g_assert_cmpuint(bent + straight, <, 180);
}

/* Smoothing keeps the ends and the run of a line, and takes off its small teeth. */
static void test_smoothing(void)
{
    struct page_point teeth[200];
    for (guint i = 0; i < G_N_ELEMENTS(teeth); i++) {
        teeth[i] = (struct page_point){3.0 * i, 300 + (i % 2 == 0 ? 2 : -2)};
    }
    g_autoptr(SampledLine) line = sampled_line_new(teeth, G_N_ELEMENTS(teeth), FALSE, 2);
    struct page_point first = sampled_line_at(line, 0);
    sampled_line_smooth(line, 12);
    struct page_point still = sampled_line_at(line, 0);
    g_assert_cmpfloat(hypot(first.x - still.x, first.y - still.y), <, 1e-9);
    for (double along = 60; along < sampled_line_length(line) - 60; along += 5) {
        g_assert_cmpfloat_with_epsilon(sampled_line_at(line, along).y, 300, 0.8);
    }
}

/* Lines that are none: no points, one point, all points in one place, numbers that are none. */
static void test_degenerate(void)
{
    const struct page_point same[] = {{5, 5}, {5, 5}, {5, 5}};
    const struct page_point broken[] = {{5, 5}, {NAN, 5}, {600, 5}};
    g_autoptr(Text) text = make_text("Orontes");
    for (guint n = 1; n <= 3; n++) {
        g_autoptr(SampledLine) line = sampled_line_new(same, n, FALSE, 2);
        g_autoptr(SampledLine) ring = sampled_line_new(same, n, TRUE, 2);
        g_assert_cmpfloat(sampled_line_length(line), ==, 0);
        g_assert_cmpfloat(sampled_line_length(ring), ==, 0);
    }
    g_autoptr(SampledLine) line = sampled_line_new(broken, 3, FALSE, 2);
    for (guint i = 0; i < line->points->len; i++) {
        g_assert_true(isfinite(g_array_index(line->points, struct page_point, i).x));
    }
    g_autoptr(PagePath) dot = page_path_new();
    g_autoptr(GArray) none = text_pieces_along(text, dot);
    g_assert_cmpuint(none->len, ==, 0);
    page_path_begin_part(dot);
    page_path_add(dot, 1, 1);
    g_autoptr(GArray) still_none = text_pieces_along(text, dot);
    g_assert_cmpuint(still_none->len, ==, 0);
    page_path_add(dot, 1, 1);
    g_autoptr(GArray) heap = text_pieces_along(text, dot); /* all in one place, but finite */
    g_assert_true(isfinite(g_array_index(heap, struct text_piece, 6).at.x));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fonts = font_set_new(NULL);
    g_test_add_func("/symbol-line/letters-on-path", test_letters_on_path);
    g_test_add_func("/symbol-line/upright", test_upright);
    g_test_add_func("/symbol-line/max-angle", test_max_angle);
    g_test_add_func("/symbol-line/no-room", test_no_room);
    g_test_add_func("/symbol-line/arabic-bends", test_arabic_bends);
    g_test_add_func("/symbol-line/joints-hold", test_joints_hold);
    g_test_add_func("/symbol-line/smoothing", test_smoothing);
    g_test_add_func("/symbol-line/degenerate", test_degenerate);
    int status = g_test_run();
    font_set_free(fonts);
    return status;
}
