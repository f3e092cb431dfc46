#include "text/text.h"

#include "text/clean.h"
#include "text/line_break.h"
#include "text/shape.h"
#include "text/vertical.h"

#include <math.h>
#include <string.h>

#define DEFAULT_LINE_HEIGHT_EM 1.2
#define MIN_SIZE_PX 0.01          /* of a section with a scale of its own */
#define TEXT_MIN_CUT 3            /* bytes: a text that is cut ends with an ellipsis */
#define IMAGE_UTF8 "\xef\xbf\xbc" /* U+FFFC stands for an image */
#define MAX_EM 100.0              /* for spacing, width and line height: more is a mistake */

/* The making of one text. */
struct layout {
    struct font_set *fonts;
    struct characters *characters;
    hb_buffer_t *buffer;
    const struct text_section *sections;
    guint n_sections;
    guint *ends;      /* by section: the first character after it */
    double *sizes_px; /* by section */
    struct shape_options options;
    double max_width_px;
    double line_height_px, baseline_px; /* of a line of the text's size */
    double cap_height_em;
    struct text *text;
};

static void text_line_free(gpointer data)
{
    struct text_line *line = data;
    g_free(line->utf8);
    g_free(line->spans);
    g_free(line);
}

static void run_free(gpointer data)
{
    text_run_free(data);
}

void text_free(struct text *text)
{
    if (text == NULL) {
        return;
    }
    g_free(text->utf8);
    g_ptr_array_unref(text->lines);
    g_ptr_array_unref(text->runs);
    g_free(text->family);
    g_free(text);
}

/* Styles hold numbers that came from data: anything, NaN too. */
static double within(double value, double low, double high, double otherwise)
{
    return isfinite(value) ? CLAMP(value, low, high) : otherwise;
}

static struct text *make_text(double size_px)
{
    struct text *text = g_new0(struct text, 1);
    text->size_px = within(size_px, 0, TEXT_MAX_SIZE_PX, 0);
    text->ink = box_empty();
    text->lines = g_ptr_array_new_with_free_func(text_line_free);
    text->runs = g_ptr_array_new_with_free_func(run_free);
    text->weight = 400;
    return text;
}

/* The clean text of a section; what is over TEXT_MAX_BYTES with what stands before is cut. */
static char *clean_section(const struct layout *layout, guint index, gsize n_before,
                           gboolean *was_cut)
{
    const char *utf8 = layout->sections[index].utf8;
    if (layout->sections[index].image != NULL) {
        return g_strdup(IMAGE_UTF8);
    }
    gsize room = TEXT_MAX_BYTES - MIN(n_before, TEXT_MAX_BYTES - TEXT_MIN_CUT);
    gboolean is_seen = layout->sections[index].scale == 0 || layout->sizes_px[index] >= MIN_SIZE_PX;
    char *clean = text_clean(utf8 != NULL && is_seen ? utf8 : "", room, was_cut);
    if (*was_cut) {
        diagnostics_add(font_set_diagnostics(layout->fonts), SEVERITY_WARNING, NULL, 0,
                        "a text of %" G_GSIZE_FORMAT " bytes is cut to %d", n_before + strlen(utf8),
                        TEXT_MAX_BYTES);
    }
    return clean;
}

/* Cleans and joins the sections; says how large each is and where it ends. */
static void join_sections(struct layout *layout)
{
    struct text *text = layout->text;
    gboolean was_cut = FALSE;
    gsize n_bytes = 0;
    guint n_characters = 0;
    for (guint i = 0; i < layout->n_sections; i++) {
        double size = text->size_px, scale = layout->sections[i].scale;
        layout->sizes_px[i] = scale != 0 ? within(size * scale, 0, TEXT_MAX_SIZE_PX, size) : size;
        if (!was_cut) {
            char *clean = clean_section(layout, i, n_bytes, &was_cut);
            g_autofree char *before = text->utf8;
            n_bytes += strlen(clean);
            n_characters += (guint)g_utf8_strlen(clean, -1);
            text->utf8 = before != NULL ? g_strconcat(before, clean, NULL) : clean;
            if (before != NULL) {
                g_free(clean);
            }
        }
        layout->ends[i] = n_characters;
    }
}

/* How far below the middle of its line a baseline stands, in em: see text_new(). */
static double optical_center(const struct characters *characters, double cap, double x_height)
{
    gboolean has_capitals_only = TRUE;
    for (guint i = 0; i < characters->n && has_capitals_only; i++) {
        GUnicodeType type = g_unichar_type(characters->code[i]);
        has_capitals_only = type != G_UNICODE_LOWERCASE_LETTER && type != G_UNICODE_OTHER_LETTER;
    }
    return has_capitals_only ? cap / 2 : (cap + x_height) / 4;
}

static char *utf8_of(const struct characters *characters, guint from, guint to)
{
    return g_ucs4_to_utf8(characters->code + from, to - from, NULL, NULL, NULL);
}

static gboolean is_blank(gunichar c)
{
    return c == ' ' || c == '\n';
}

/* Notes which sections a line has, and how large the tallest is. */
static void find_spans(const struct layout *layout, struct text_line *line, guint from, guint to)
{
    const guint *section = layout->characters->section;
    struct text_span *span = NULL;
    line->n_spans = 1;
    for (guint i = from + 1; i < to; i++) {
        line->n_spans += section[i] != section[i - 1];
    }
    line->spans = g_new0(struct text_span, line->n_spans);
    for (guint i = from; i < to; i++) {
        if (i == from || section[i] != section[i - 1]) {
            span = span == NULL ? line->spans : span + 1;
            span->section = section[i];
            span->own_fonts = layout->sections[section[i]].fonts != NULL;
            line->size_px = fmax(line->size_px, layout->sizes_px[section[i]]);
            if (layout->sections[section[i]].image != NULL) {
                line->image_height_px =
                    fmax(line->image_height_px, layout->sections[section[i]].image_height_px);
            }
        }
        span->n_bytes += (guint)g_unichar_to_utf8(layout->characters->code[i], NULL);
    }
}

/* Shapes the characters from..to as a line that begins `above_px` down; its x is set later, by
 * text_justify(). Returns how high it is, in px. */
static double add_line(struct layout *layout, double above_px, guint from, guint to)
{
    struct text *text = layout->text;
    while (from < to && is_blank(layout->characters->code[from])) {
        from++;
    }
    while (from < to && is_blank(layout->characters->code[to - 1])) {
        to--;
    }
    if (from == to) {
        return layout->line_height_px;
    }
    guint first_run = text->runs->len;
    struct text_line *line = g_new0(struct text_line, 1);
    line->ink = box_empty();
    line->utf8 = utf8_of(layout->characters, from, to);
    line->rtl = FRIBIDI_IS_RTL(layout->characters->base[from]) != 0;
    find_spans(layout, line, from, to);
    double scale = line->size_px / text->size_px;
    line->x = layout->options.vertical ? above_px : 0; /* until all is known */
    double pushed = fmax(0, line->image_height_px - line->size_px);
    line->baseline = layout->baseline_px * scale + pushed + above_px;
    line->width = shape_line(layout->fonts, layout->buffer, layout->characters, from, to,
                             &layout->options, text->runs);
    text->width = fmax(text->width, line->width);
    for (guint run = first_run; run < text->runs->len; run++) {
        ((struct text_run *)g_ptr_array_index(text->runs, run))->line = text->lines->len;
    }
    g_ptr_array_add(text->lines, line);
    return layout->line_height_px * scale + pushed;
}

static void add_lines(struct layout *layout, const GArray *breaks)
{
    struct text *text = layout->text;
    g_ptr_array_set_size(text->lines, 0);
    g_ptr_array_set_size(text->runs, 0);
    text->width = 0;
    guint from = 0;
    text->height = 0;
    for (guint row = 0; row <= breaks->len; row++) {
        guint to = row < breaks->len ? g_array_index(breaks, guint, row) : layout->characters->n;
        text->height += add_line(layout, text->height, from, to);
        from = to;
    }
}

static double total_width(const struct characters *characters)
{
    double total = 0;
    for (guint i = 0; i < characters->n; i++) {
        total += characters->advance_px[i];
    }
    return total;
}

static void break_lines(const struct layout *layout, double max_width_px, GArray *breaks)
{
    const struct characters *characters = layout->characters;
    g_autofree double *advances_em = g_new(double, characters->n);
    for (guint i = 0; i < characters->n; i++) {
        advances_em[i] = characters->advance_px[i] / layout->text->size_px;
    }
    g_array_set_size(breaks, 0);
    find_line_breaks(characters->code, advances_em, characters->n,
                     max_width_px / layout->text->size_px, breaks);
}

/* Shaped once when it fits, and again in lines when it does not. */
static void lay_out_lines(struct layout *layout)
{
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(guint));
    break_lines(layout, 0, breaks);
    add_lines(layout, breaks);
    if (layout->max_width_px > 0 && total_width(layout->characters) > layout->max_width_px) {
        break_lines(layout, layout->max_width_px, breaks);
        add_lines(layout, breaks);
    }
}

static void move_run(struct text_run *run, double dx, double dy)
{
    run->x += dx;
    run->y += dy;
    for (guint i = 0; i < run->n_glyphs; i++) {
        run->glyphs[i].x += dx;
        run->glyphs[i].y += dy;
    }
}

/* How high the capitals and the images of a line reach. */
static double reach_of(const struct layout *layout, const struct text_line *line)
{
    return fmax(layout->cap_height_em * line->size_px, line->image_height_px);
}

/* How far above the line's baseline a run of a section stands. */
static double rise_of(const struct layout *layout, const struct text_section *section,
                      const struct text_line *line, const struct text_run *run)
{
    double own = run->image != NULL ? run->image_height_px : layout->cap_height_em * run->size_px;
    double room = reach_of(layout, line) - own;
    return section->vertical == VERTICAL_TOP      ? room
           : section->vertical == VERTICAL_CENTER ? room / 2
                                                  : 0;
}

/* Makes columns of lines, the first at the right: `x` of each becomes its middle. */
static void turn_to_columns(struct text *text, double line_height_px)
{
    double length = text->width;
    text->width = text->height;
    text->height = text->cap_height_px = length;
    for (guint i = 0; i < text->lines->len; i++) {
        struct text_line *line = g_ptr_array_index(text->lines, i);
        line->x = text->width - line->x - line_height_px * line->size_px / text->size_px / 2;
        line->baseline = length;
    }
}

/* Moves the runs, laid out from 0,0, down to their lines, and gives them their colours. */
static void lower_runs(const struct layout *layout)
{
    const struct text *text = layout->text;
    for (guint i = 0; i < text->runs->len; i++) {
        struct text_run *run = g_ptr_array_index(text->runs, i);
        const struct text_line *line = g_ptr_array_index(text->lines, run->line);
        const struct text_section *section = &layout->sections[run->section];
        if (text->vertical) {
            move_run(run, line->x, 0);
        } else {
            move_run(run, 0, line->baseline - rise_of(layout, section, line, run));
        }
        run->has_color = section->has_color;
        run->color = section->color;
    }
}

static void add_ink(struct box *ink, const struct text_run *run, struct font_set *fonts)
{
    if (run->image != NULL) {
        box_add(ink, run->x, run->y - run->image_height_px);
        box_add(ink, run->x + run->image_width_px, run->y);
        return;
    }
    hb_font_t *font = font_set_hb_font(fonts, run->face);
    double scale = run->size_px / font_set_units_per_em(fonts, run->face);
    for (guint i = 0; i < run->n_glyphs; i++) {
        const cairo_glyph_t *glyph = &run->glyphs[i];
        hb_glyph_extents_t extents;
        if (!hb_font_get_glyph_extents(font, (hb_codepoint_t)glyph->index, &extents) ||
            extents.width == 0 || extents.height == 0) {
            continue;
        }
        double x = glyph->x + extents.x_bearing * scale;
        double y = glyph->y - extents.y_bearing * scale;
        box_add(ink, x, y);
        box_add(ink, x + extents.width * scale, y - extents.height * scale);
    }
}

static void measure_ink(const struct text *text, struct font_set *fonts)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = g_ptr_array_index(text->runs, i);
        struct text_line *line = g_ptr_array_index(text->lines, run->line);
        add_ink(&line->ink, run, fonts);
    }
}

/* How far a line is to be moved; its own x and ink move with it. */
static double move_line(const struct text *text, struct text_line *line, double share)
{
    double dx = text->vertical ? 0 : share * (text->width - line->width) - line->x;
    line->x += dx;
    line->ink.xmin += dx;
    line->ink.xmax += dx;
    return dx;
}

void text_justify(struct text *text, enum text_justify justify)
{
    double share = justify == JUSTIFY_LEFT ? 0 : justify == JUSTIFY_CENTER ? 0.5 : 1;
    guint run = 0;
    text->ink = box_empty();
    for (guint i = 0; i < text->lines->len; i++) {
        struct text_line *line = g_ptr_array_index(text->lines, i);
        double dx = move_line(text, line, share);
        for (; run < text->runs->len; run++) {
            struct text_run *own = g_ptr_array_index(text->runs, run);
            if (own->line != i) {
                break;
            }
            move_run(own, dx, 0);
        }
        box_add(&text->ink, line->ink.xmin, line->ink.ymin);
        box_add(&text->ink, line->ink.xmax, line->ink.ymax);
    }
}

static void take_font(struct text *text, struct font_set *fonts, guint face)
{
    text->family = g_strdup(font_set_family(fonts, face));
    text->weight = font_set_weight(fonts, face);
    text->italic = font_set_italic(fonts, face);
}

static gboolean any_is_spaced(const struct characters *characters)
{
    for (guint i = 0; i < characters->n; i++) {
        if (script_can_be_spaced(characters->script[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static void start_layout(struct layout *layout, guint first_face, const struct text_style *style)
{
    struct text *text = layout->text;
    double size = text->size_px;
    double spacing = within(style->letter_spacing_em, -1, MAX_EM, 0) * size;
    double line_height = within(style->line_height_em, 0, MAX_EM, DEFAULT_LINE_HEIGHT_EM) * size;
    double cap = font_set_cap_height(layout->fonts, first_face);
    double x_height = font_set_x_height(layout->fonts, first_face);
    text->letter_spacing_px = any_is_spaced(layout->characters) ? spacing : 0;
    layout->cap_height_em = cap;
    layout->options =
        (struct shape_options){layout->sections, layout->sizes_px, spacing, style->vertical};
    layout->max_width_px = within(style->max_width_em, 0, G_MAXDOUBLE / TEXT_MAX_SIZE_PX, 0) * size;
    layout->line_height_px = line_height;
    layout->baseline_px =
        line_height / 2 + optical_center(layout->characters, cap, x_height) * size;
}

/* The faces of a section; empty when no font at all can be opened. */
static const GArray *fonts_of(struct font_set *fonts, const struct text_section *section,
                              const struct text_style *style)
{
    const GArray *preferred =
        font_set_resolve(fonts, section->fonts != NULL ? section->fonts : style->fonts);
    return preferred->len > 0 ? preferred : font_set_resolve(fonts, style->fonts);
}

/* The character that stands for an image is looked for in no font. */
static void take_image(struct characters *characters, guint section, guint from, guint to,
                       guint face)
{
    for (guint i = from; i < to; i++) {
        characters->section[i] = section;
        characters->face[i] = face;
    }
}

/* Chooses the faces of all characters; FALSE when there is none. `first_face` is the first font of
 * the first section. */
static gboolean take_sections(struct layout *layout, const struct text_style *style,
                              guint *first_face)
{
    guint from = 0;
    for (guint i = 0; i < layout->n_sections; i++) {
        const GArray *preferred = fonts_of(layout->fonts, &layout->sections[i], style);
        if (preferred->len == 0) {
            return FALSE;
        }
        if (i == 0) {
            *first_face = g_array_index(preferred, guint, 0);
        }
        if (layout->sections[i].image != NULL) {
            take_image(layout->characters, i, from, layout->ends[i],
                       g_array_index(preferred, guint, 0));
        } else {
            characters_take_section(layout->characters, i, from, layout->ends[i], layout->fonts,
                                    preferred);
        }
        from = layout->ends[i];
    }
    return TRUE;
}

/* Is there nothing in the column beside a mark that keeps it level: letters that lie? */
static gboolean lets_turn(const struct characters *characters, guint i)
{
    gunichar c = i < characters->n ? characters->code[i] : '\n';
    return c == '\n' || is_upright_vertically(c) || vertical_form(c) != 0;
}

/* Punctuation takes its vertical form where the font has it. */
static void take_vertical_forms(const struct layout *layout)
{
    struct characters *characters = layout->characters;
    for (guint i = 0; i < characters->n; i++) {
        gunichar form = vertical_form(characters->code[i]);
        if (form != 0 && lets_turn(characters, i - 1) && lets_turn(characters, i + 1) &&
            font_set_has_glyph(layout->fonts, characters->face[i], form)) {
            characters->code[i] = form;
        }
    }
}

/* What reaches up in the first line there is. */
static double first_cap_height(const struct layout *layout)
{
    const struct text *text = layout->text;
    return text->lines->len > 0 ? reach_of(layout, g_ptr_array_index(text->lines, 0))
                                : layout->cap_height_em * text->size_px;
}

/* The face of the first letters that are drawn. */
static guint first_drawn_face(const struct text *text, guint otherwise)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = g_ptr_array_index(text->runs, i);
        if (run->image == NULL) {
            return run->face;
        }
    }
    return otherwise;
}

static gboolean fill_text(struct layout *layout, const struct text_style *style)
{
    struct text *text = layout->text;
    guint first_face = 0;
    if (!take_sections(layout, style, &first_face)) {
        return FALSE;
    }
    if (style->vertical) {
        take_vertical_forms(layout);
    }
    start_layout(layout, first_face, style);
    layout->buffer = hb_buffer_create();
    lay_out_lines(layout);
    hb_buffer_destroy(layout->buffer);
    text->cap_height_px = first_cap_height(layout);
    text->vertical = style->vertical;
    if (text->vertical) {
        turn_to_columns(text, layout->line_height_px);
    }
    lower_runs(layout);
    measure_ink(text, layout->fonts);
    text_justify(text, style->justify);
    take_font(text, layout->fonts, first_drawn_face(text, first_face));
    return TRUE;
}

/* A text's own words: an image is none. */
static void drop_images(const struct layout *layout)
{
    for (guint i = 0; i < layout->n_sections; i++) {
        if (layout->sections[i].image != NULL) {
            g_auto(GStrv) parts = g_strsplit(layout->text->utf8, IMAGE_UTF8, -1);
            g_free(layout->text->utf8);
            layout->text->utf8 = g_strjoinv(NULL, parts);
            return;
        }
    }
}

struct text *text_new_sections(struct font_set *fonts, const struct text_section *sections, guint n,
                               const struct text_style *style)
{
    if (n == 0) {
        return text_new(fonts, "", style);
    }
    struct text *text = make_text(style->size_px);
    g_autofree guint *ends = g_new(guint, n);
    g_autofree double *sizes_px = g_new(double, n);
    struct layout layout = {
        .fonts = fonts,
        .sections = sections,
        .n_sections = n,
        .ends = ends,
        .sizes_px = sizes_px,
        .text = text,
    };
    join_sections(&layout);
    g_autoptr(Characters) characters = characters_new(text->utf8);
    layout.characters = characters;
    if (!(text->size_px > 0) || !fill_text(&layout, style)) {
        text->family = g_strdup("sans-serif");
    }
    drop_images(&layout);
    return text;
}

struct text *text_new(struct font_set *fonts, const char *utf8, const struct text_style *style)
{
    const struct text_section whole = {.utf8 = utf8};
    return text_new_sections(fonts, &whole, 1, style);
}
