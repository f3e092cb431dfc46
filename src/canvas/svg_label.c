#include "canvas/svg_label.h"

#include "canvas/svg_write.h"
#include "scene/curve.h"
#include "scene/fade.h"

#include <math.h>
#include <string.h>

/* A family name as CSS takes it without quotes; other characters than these go. */
static char *family_dup(const char *family)
{
    GString *name = g_string_new(NULL);

    for (const char *p = family; *p != '\0'; p++)
        if (g_ascii_isalnum(*p) || *p == ' ' || *p == '-' || (*p & 0x80) != 0)
            g_string_append_c(name, *p);
    return g_string_free(name, FALSE);
}

/* The families of all runs (or of those of one section) in order, then the generic one. */
static void add_families(GString *list, struct font_set *fonts, const struct text *text,
                         const guint *section)
{
    g_autoptr(GPtrArray) families = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        if (section != NULL && run->section != *section)
            continue;
        char *family = family_dup(font_set_family(fonts, run->face));
        if (g_ptr_array_find_with_equal_func(families, family, g_str_equal, NULL))
            g_free(family);
        else
            g_ptr_array_add(families, family);
    }
    for (guint i = 0; i < families->len; i++) {
        svg_add_escaped(list, families->pdata[i]);
        g_string_append(list, ", ");
    }
    g_string_append(list, "sans-serif");
}

static gboolean is_blurred(const struct item *item)
{
    return item->text.halo_blur_px > 0;
}

/* A halo with one edge is the text's own stroke. */
static void set_halo(struct svg_look *look, GStringChunk *strings, const struct item *item)
{
    const struct stroke halo = {
        .width_px = 2 * item->text.halo_width_px,
        .color = item->text.halo_color,
        .join = LINE_JOIN_ROUND,
    };

    if (halo.width_px <= 0 || is_blurred(item))
        return;
    svg_look_set_stroke(look, strings, &halo);
    svg_look_set(look, strings, SVG_PAINT_ORDER, "stroke");
}

/* One that fades is several strokes of the same letters, so that they stand in the document once:
 * the text has no stroke, and its clones inherit one. Its fill is its own, but not how opaque that
 * is, which the clones inherit as nothing; see set_fill(). */
static void add_blurred_halo(struct svg_element *element, const struct item *item)
{
    struct fade_ring rings[FADE_MAX_RINGS];
    struct color color = item->text.halo_color;
    guint n = fade_halo(item->text.halo_width_px, item->text.halo_blur_px, color.alpha, rings);
    GString *out = g_string_new("<g aria-hidden=\"true\" fill-opacity=\"0\" stroke=\"");

    svg_add_color(out, color);
    g_string_append(out, "\" stroke-linejoin=\"round\">");
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(out, "<use href=\"#%s\"", element->id);
        svg_add_number_attribute(out, "stroke-width", rings[i].width_px);
        g_string_append(out, " stroke-opacity=\"");
        svg_add_thousandths(out, rings[i].alpha);
        g_string_append(out, "\"/>");
    }
    g_string_append(out, "</g>\n");
    element->before = g_string_free(out, FALSE);
}

static void set_fill(struct svg_look *look, GStringChunk *strings, const struct item *item)
{
    g_autoptr(GString) color = g_string_new(NULL);

    if (is_blurred(item)) {
        svg_add_color_with_alpha(color, item->text.color);
        svg_look_set(look, strings, SVG_FILL, color->str);
    } else {
        svg_look_set_fill(look, strings, item->text.color);
    }
}

static void set_look(struct svg_element *element, GStringChunk *strings, struct font_set *fonts,
                     const struct item *item)
{
    const struct text *text = item->text.text;
    struct svg_look *look = &element->look;
    g_autoptr(GString) families = g_string_new(NULL);

    set_fill(look, strings, item);
    set_halo(look, strings, item);
    add_families(families, fonts, text, NULL);
    svg_look_set(look, strings, SVG_FONT_FAMILY, families->str);
    svg_look_set_number(look, strings, SVG_FONT_SIZE, text->size_px);
    if (text->weight != 400)
        svg_look_set_number(look, strings, SVG_FONT_WEIGHT, text->weight);
    if (text->italic)
        svg_look_set(look, strings, SVG_FONT_STYLE, "italic");
    if (text->letter_spacing_px != 0)
        svg_look_set_number(look, strings, SVG_LETTER_SPACING, text->letter_spacing_px);
}

static void add_rotation(GString *out, const struct item *item)
{
    if (item->text.angle_deg == 0)
        return;
    g_string_append(out, " transform=\"rotate(");
    svg_add_number(out, item->text.angle_deg);
    g_string_append_c(out, ' ');
    svg_add_number(out, item->text.pivot.x);
    g_string_append_c(out, ' ');
    svg_add_number(out, item->text.pivot.y);
    g_string_append(out, ")\"");
}

/* The first run of a section in a line, or NULL: it tells how the section looks there. */
static const struct text_run *first_run(const struct text *text, guint line, guint section)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        if (run->line == line && run->section == section)
            return run;
    }
    return NULL;
}

static void add_run_color(GString *out, const struct item *item, struct color color)
{
    if (is_blurred(item)) {
        g_string_append(out, " fill=\"");
        svg_add_color_with_alpha(out, color);
        g_string_append_c(out, '"');
        return;
    }
    if (color.red != item->text.color.red || color.green != item->text.color.green ||
        color.blue != item->text.color.blue) {
        g_string_append(out, " fill=\"");
        svg_add_color(out, color);
        g_string_append_c(out, '"');
    }
    if (color.alpha != item->text.color.alpha)
        svg_add_number_attribute(out, "fill-opacity", color.alpha);
}

/* What differs from the whole text: a bold name may have a lighter second line. */
static void add_run_look(GString *out, struct font_set *fonts, const struct item *item,
                         const struct text_run *run)
{
    const struct text *text = item->text.text;

    if (run->size_px != text->size_px)
        svg_add_number_attribute(out, "font-size", run->size_px);
    if (run->has_color)
        add_run_color(out, item, run->color);
    if (font_set_weight(fonts, run->face) != text->weight)
        svg_add_number_attribute(out, "font-weight", font_set_weight(fonts, run->face));
    if (font_set_italic(fonts, run->face) != text->italic)
        svg_add_text_attribute(out, "font-style", text->italic ? "normal" : "italic");
}

/* textLength holds a label to its measured width where the reader's machine has other fonts, so
 * that it does not run into its neighbours; glyphs are scaled too, for joined Arabic letters cannot
 * be spaced (looked at in Chromium with a serif in place of Noto Sans; librsvg takes no notice).
 * Spaced-out names go without: viewers do not agree on whether the space after the last letter
 * counts. */
static void add_line_width(GString *out, const struct text *text, const struct text_line *line)
{
    if (text->letter_spacing_px != 0 || line->width < 1)
        return;
    svg_add_number_attribute(out, "textLength", line->width);
    g_string_append(out, " lengthAdjust=\"spacingAndGlyphs\"");
}

/* Where a line starts reading: its left end, or its right end when it is read from right to left.
 */
static void add_line_place(GString *out, const struct item *item, const struct text_line *line)
{
    double x = item->text.origin.x + line->x + (line->rtl ? line->width : 0);

    svg_add_number_attribute(out, "x", x);
    svg_add_number_attribute(out, "y", item->text.origin.y + line->baseline);
    if (line->rtl)
        g_string_append(out, " direction=\"rtl\"");
    if (line->rtl && item->text.text->letter_spacing_px != 0)
        g_string_append(out, " letter-spacing=\"0\"");
    if (strstr(line->utf8, "  ") != NULL)
        g_string_append(out, " xml:space=\"preserve\"");
    add_line_width(out, item->text.text, line);
}

/* The attributes of a section's part of a line. */
static void add_span_look(GString *out, struct font_set *fonts, const struct item *item,
                          const struct text_span *span, const struct text_run *run)
{
    const struct text *text = item->text.text;

    if (span->own_fonts && g_strcmp0(font_set_family(fonts, run->face), text->family) != 0) {
        g_string_append(out, " font-family=\"");
        add_families(out, fonts, text, &span->section);
        g_string_append_c(out, '"');
    }
    add_run_look(out, fonts, item, run);
}

/* A <tspan> around the sections that look otherwise than the whole. One that is set higher moves
 * by `dy`, and the next moves back. */
static void add_spans(GString *out, struct font_set *fonts, const struct item *item, guint number)
{
    const struct text *text = item->text.text;
    const struct text_line *line = text->lines->pdata[number];
    const char *utf8 = line->utf8;
    double rise = 0;

    for (guint i = 0; i < line->n_spans; i++) {
        const struct text_span *span = &line->spans[i];
        const struct text_run *run = first_run(text, number, span->section);
        g_autofree char *part = g_strndup(utf8, span->n_bytes);
        g_autoptr(GString) look = g_string_new(NULL);
        utf8 += span->n_bytes;
        if (run != NULL) {
            add_span_look(look, fonts, item, span, run);
            if (fabs(line->baseline - run->y - rise) >= 0.005)
                svg_add_number_attribute(look, "dy", rise - (line->baseline - run->y));
            rise = line->baseline - run->y;
        }
        if (look->len > 0)
            g_string_append_printf(out, "<tspan%s>", look->str);
        svg_add_escaped(out, part);
        g_string_append(out, look->len > 0 ? "</tspan>" : "");
    }
}

static gboolean has_rtl(const struct text *text)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        if (run->rtl)
            return TRUE;
    }
    return FALSE;
}

/* Runs of one line in the order of reading. */
static gint by_first(gconstpointer a, gconstpointer b)
{
    const struct text_run *left = *(const struct text_run *const *)a;
    const struct text_run *right = *(const struct text_run *const *)b;

    return left->first < right->first ? -1 : left->first > right->first;
}

/* A run by itself, at its place. */
static void add_run(GString *out, struct font_set *fonts, const struct item *item,
                    const struct text_run *run)
{
    const struct text *text = item->text.text;

    svg_add_number_attribute(out, "x", item->text.origin.x + run->x + (run->rtl ? run->width : 0));
    svg_add_number_attribute(out, "y", item->text.origin.y + run->y);
    if (run->rtl)
        g_string_append(out, " direction=\"rtl\"");
    if (run->joined && text->letter_spacing_px != 0)
        g_string_append(out, " letter-spacing=\"0\"");
    if (g_strcmp0(font_set_family(fonts, run->face), text->family) != 0) {
        g_string_append(out, " font-family=\"");
        add_families(out, fonts, text, &run->section);
        g_string_append_c(out, '"');
    }
    add_run_look(out, fonts, item, run);
    g_string_append_c(out, '>');
    svg_add_escaped(out, run->utf8);
}

/* A line with images, which are drawn apart: each run has its own place, so that the gaps for them
 * stay. */
static void add_runs(GString *out, struct font_set *fonts, const struct item *item, guint line,
                     const char *isolate)
{
    const struct text *text = item->text.text;
    g_autoptr(GPtrArray) runs = g_ptr_array_new();

    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        if (run->line == line && run->image == NULL)
            g_ptr_array_add(runs, text->runs->pdata[i]);
    }
    g_ptr_array_sort(runs, by_first);
    for (guint i = 0; i < runs->len; i++) {
        g_string_append_printf(out, "<tspan%s", isolate);
        add_run(out, fonts, item, runs->pdata[i]);
        g_string_append(out, "</tspan>");
    }
}

/* A column has a place for each letter: not all viewers know vertical text. */
static void add_columns(GString *out, struct font_set *fonts, const struct item *item)
{
    const struct text *text = item->text.text;

    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        const char *utf8 = run->utf8;
        const cairo_glyph_t *glyph = run->glyphs;
        for (guint k = 0; k < run->n_clusters; k++) {
            g_autofree char *letter = g_strndup(utf8, (gsize)run->clusters[k].num_bytes);
            g_string_append(out, "<tspan");
            svg_add_number_attribute(out, "x", item->text.origin.x + glyph->x);
            svg_add_number_attribute(out, "y", item->text.origin.y + glyph->y);
            add_run_look(out, fonts, item, run);
            g_string_append_c(out, '>');
            svg_add_escaped(out, letter);
            g_string_append(out, "</tspan>");
            utf8 += run->clusters[k].num_bytes;
            glyph += run->clusters[k].num_glyphs;
        }
    }
}

static gboolean has_images(const struct text *text)
{
    for (guint i = 0; i < text->lines->len; i++) {
        const struct text_line *line = text->lines->pdata[i];
        if (line->image_height_px > 0)
            return TRUE;
    }
    return FALSE;
}

/* A blank between lines keeps words apart where the text is copied or searched; it stands at the
 * end of a line, where it moves nothing. */
static void add_lines(GString *out, const struct item *item, struct font_set *fonts)
{
    const struct text *text = item->text.text;
    /* Without it, a browser orders the lines' words as if they stood in one line. */
    const char *isolate = has_rtl(text) ? " unicode-bidi=\"isolate\"" : "";

    for (guint i = 0; i < text->lines->len; i++) {
        const struct text_line *line = text->lines->pdata[i];
        g_string_append(out, i > 0 ? " " : "");
        if (line->image_height_px > 0) {
            add_runs(out, fonts, item, i, isolate);
            continue;
        }
        g_string_append_printf(out, "<tspan%s", isolate);
        const struct text_run *run = first_run(text, i, line->spans[0].section);
        add_line_place(out, item, line);
        if (line->n_spans == 1 && run != NULL)
            add_span_look(out, fonts, item, &line->spans[0], run);
        g_string_append_c(out, '>');
        if (line->n_spans == 1)
            svg_add_escaped(out, line->utf8);
        else
            add_spans(out, fonts, item, i);
        g_string_append(out, "</tspan>");
    }
}

/* The direction of the whole of a bent text, to what the file tells of it. */
static double mean_angle(const GArray *pieces)
{
    const struct text_piece *first = &g_array_index(pieces, struct text_piece, 0);
    const struct text_piece *last = &g_array_index(pieces, struct text_piece, pieces->len - 1);
    struct page_point from = text_piece_point(first, first->from, first->middle.y);
    struct page_point to = text_piece_point(last, last->to, last->middle.y);

    return round(atan2(to.y - from.y, to.x - from.x) * 180 / G_PI * 100) / 100 * G_PI / 180;
}

static gboolean is_blank(const struct text_piece *piece)
{
    return piece->n_bytes == 1 && piece->run->utf8[piece->first_byte] == ' ';
}

/* A letter in the frame that is turned by `mean` about the page's 0,0. A chunk of text begins at
 * its right end where the line is read from right to left; a letter turns about its left end
 * always. */
static void add_piece(GString *out, struct font_set *fonts, const struct item *item,
                      const struct text_piece *piece, double mean)
{
    const struct text_line *line = item->text.text->lines->pdata[piece->run->line];
    struct page_point at = text_piece_point(piece, piece->from, piece->run->y);
    double s = sin(-mean), c = cos(-mean);
    double turn = remainder(piece->angle_rad - mean, 2 * G_PI) * 180 / G_PI;

    g_string_append(out, "<tspan");
    svg_add_number_attribute(out, "x",
                             at.x * c - at.y * s + (line->rtl ? piece->to - piece->from : 0));
    svg_add_number_attribute(out, "y", at.x * s + at.y * c);
    if (fabs(turn) >= 0.05)
        svg_add_number_attribute(out, "rotate", turn);
    add_run_look(out, fonts, item, piece->run);
    g_string_append_c(out, '>');
}

static gint by_reading(gconstpointer a, gconstpointer b)
{
    const struct text_piece *left = a, *right = b;

    if (left->run->first != right->run->first)
        return left->run->first < right->run->first ? -1 : 1;
    return left->cluster < right->cluster ? -1 : left->cluster > right->cluster;
}

/* The letters of a piece. A viewer shapes each <tspan> that has a place by itself: a joiner
 * (U+200D) on the sides where a letter is joined gives it its form. */
static void add_letters(GString *out, const struct text_piece *piece)
{
    const struct text_run *run = piece->run;
    g_autofree char *utf8 = g_strndup(run->utf8 + piece->first_byte, piece->n_bytes);

    if (piece->cluster > 0 && run->measures[piece->cluster - 1].joins_next)
        g_string_append(out, "\u200d");
    svg_add_escaped(out, utf8);
    if (run->measures[piece->cluster].joins_next)
        g_string_append(out, "\u200d");
}

/* Does a blank belong into the <tspan> of the letter before it? Not where it would stand on that
 * one's other side, nor behind an image. */
static gboolean follows(const struct text_piece *piece, const struct text_piece *before,
                        gboolean rtl)
{
    return before != NULL && before->run->image == NULL && is_blank(piece) &&
           piece->run->rtl == rtl && before->run->rtl == rtl;
}

/* The pieces in the order of reading. Images are drawn apart. */
static void add_pieces(GString *out, struct font_set *fonts, const struct item *item,
                       GArray *pieces, double mean)
{
    const struct text_line *line = item->text.text->lines->pdata[0];
    const struct text_piece *before = NULL;
    const char *end = "";

    g_array_sort(pieces, by_reading);
    for (guint i = 0; i < pieces->len; i++) {
        const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
        gboolean goes_on = follows(piece, before, line->rtl);
        before = piece;
        if (piece->run->image != NULL)
            continue;
        if (!goes_on) {
            g_string_append(out, end);
            add_piece(out, fonts, item, piece, mean);
            end = "</tspan>";
        }
        add_letters(out, piece);
    }
    g_string_append(out, end);
}

/* A bent text is one <text> that is turned as a whole, with a <tspan> for each letter that has its
 * place and the rest of its turn: a browser draws each letter along the path; librsvg, which knows
 * neither `rotate` nor <textPath>, draws letters in their places that all lean the same way. */
static void fill_bent(struct svg_element *element, struct font_set *fonts, const struct item *item)
{
    const struct text_line *line = item->text.text->lines->pdata[0];
    g_autoptr(GArray) pieces = text_pieces_along(item->text.text, item->text.baseline);
    GString *geometry = g_string_new(NULL), *content = g_string_new(NULL);
    double mean = pieces->len > 0 ? mean_angle(pieces) : 0;

    g_string_append(geometry, " transform=\"rotate(");
    svg_add_number(geometry, mean * 180 / G_PI);
    g_string_append(geometry, ")\"");
    if (line->rtl)
        g_string_append(geometry, " direction=\"rtl\"");
    add_pieces(content, fonts, item, pieces, mean);
    element->geometry = g_string_free(geometry, FALSE);
    element->content = g_string_free(content, FALSE);
}

void svg_label_fill(struct svg_element *element, GStringChunk *strings, struct font_set *fonts,
                    const struct item *item)
{
    const struct text *text = item->text.text;

    set_look(element, strings, fonts, item);
    if (is_blurred(item))
        add_blurred_halo(element, item);
    if (item->text.baseline != NULL) {
        element->look.values[SVG_LETTER_SPACING] = NULL; /* each letter has its place */
        fill_bent(element, fonts, item);
        return;
    }
    GString *geometry = g_string_new(NULL), *content = g_string_new(NULL);
    add_rotation(geometry, item);
    if (has_images(text))
        g_string_append(geometry, " xml:space=\"preserve\""); /* of runs that begin with a blank */
    if (text->vertical) {
        element->look.values[SVG_LETTER_SPACING] = NULL; /* each letter has its place */
        add_columns(content, fonts, item);
    } else if (text->lines->len == 1 && !has_images(text)) {
        add_line_place(geometry, item, text->lines->pdata[0]);
        add_spans(content, fonts, item, 0);
    } else {
        add_lines(content, item, fonts);
    }
    element->geometry = g_string_free(geometry, FALSE);
    element->content = g_string_free(content, FALSE);
}
