/* The text of a symbol: text-field in its sections, each with its own looks, shaped. */
#include "compose/symbol.h"

#include "compose/label_positions.h"

#include <string.h>

#define MAX_FONTS 8

static char *transformed_dup(const char *text, const char *transform)
{
    if (strcmp(transform, "uppercase") == 0) {
        return g_utf8_strup(text, -1);
    }
    if (strcmp(transform, "lowercase") == 0) {
        return g_utf8_strdown(text, -1);
    }
    return g_strdup(text);
}

/* "auto" looks towards the anchor: a text to the right of its point is justified left. */
static enum text_justify justify_of(const struct symbol *symbol)
{
    const char *name = style_string(symbol->style, PROPERTY_TEXT_JUSTIFY, symbol->evaluation);
    if (strcmp(name, "auto") == 0 && !symbol->along_line) {
        enum anchor anchor = ANCHOR_CENTER;
        anchor_parse(style_string(symbol->style, PROPERTY_TEXT_ANCHOR, symbol->evaluation),
                     &anchor);
        return anchor_justify(anchor);
    }
    return strcmp(name, "left") == 0    ? JUSTIFY_LEFT
           : strcmp(name, "right") == 0 ? JUSTIFY_RIGHT
                                        : JUSTIFY_CENTER;
}

static enum text_vertical vertical_of(const char *name)
{
    return g_strcmp0(name, "top") == 0      ? VERTICAL_TOP
           : g_strcmp0(name, "center") == 0 ? VERTICAL_CENTER
                                            : VERTICAL_BOTTOM;
}

/* The names of a section's font stack (free with g_strfreev()); NULL where it has none. */
static char **fonts_of(const struct value_section *section)
{
    if (section->fonts == NULL) {
        return NULL;
    }
    char **names = g_strsplit(section->fonts, ",", MAX_FONTS);
    for (guint i = 0; names[i] != NULL; i++) {
        g_strstrip(names[i]);
    }
    return names;
}

static void fill_section(const struct symbol *symbol, const struct value_section *given,
                         const char *transform, struct text_section *section)
{
    section->utf8 = transformed_dup(given->text, transform);
    section->fonts = (const char *const *)fonts_of(given);
    section->scale = given->scale;
    section->vertical = vertical_of(given->vertical_align);
    if (given->color != NULL) {
        double opacity = style_number(symbol->style, PROPERTY_TEXT_OPACITY, symbol->evaluation);
        section->has_color = TRUE;
        section->color = color_with_opacity(*given->color, opacity);
    }
    const struct icon *icon =
        given->image != NULL ? icon_set_get(symbol->composition->icons, given->image) : NULL;
    if (icon != NULL && icon->width_px > 0 && icon->height_px > 0) {
        section->image = icon;
        section->image_width_px = icon->width_px;
        section->image_height_px = icon->height_px;
    }
}

/* Blanks and line ends after the last letter or image go; returns whether anything is left. */
static gboolean chomp_sections(struct text_section *sections, guint n)
{
    for (guint i = n; i > 0; i--) {
        /* Made by transformed_dup(). */
        if (sections[i - 1].image != NULL || g_strchomp((char *)sections[i - 1].utf8)[0] != '\0') {
            return TRUE;
        }
    }
    return FALSE;
}

static void clear_sections(struct text_section *sections, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_free((char *)sections[i].utf8);
        g_strfreev((char **)sections[i].fonts);
    }
}

static struct text *shape_sections(const struct symbol *symbol, const struct text_section *sections,
                                   guint n, gboolean vertical)
{
    const struct style_layer *style = symbol->style;
    struct evaluation *evaluation = symbol->evaluation;
    const char *fonts[MAX_FONTS + 1] = {NULL};
    const struct value_array *names = style_array(style, PROPERTY_TEXT_FONT, evaluation);
    for (guint i = 0; names != NULL && i < names->length && i < MAX_FONTS; i++) {
        fonts[i] = names->items[i].string;
    }
    struct text_style text_style = {
        .fonts = fonts,
        .size_px = style_number(style, PROPERTY_TEXT_SIZE, evaluation),
        .letter_spacing_em = style_number(style, PROPERTY_TEXT_LETTER_SPACING, evaluation),
        .max_width_em =
            symbol->along_line ? 0 : style_number(style, PROPERTY_TEXT_MAX_WIDTH, evaluation),
        .line_height_em = style_number(style, PROPERTY_TEXT_LINE_HEIGHT, evaluation),
        .justify = justify_of(symbol),
        .vertical = vertical,
    };
    struct text *text = text_new_sections(symbol->composition->fonts, sections, n, &text_style);
    if (box_is_empty(text->ink)) {
        g_clear_pointer(&text, text_free);
    }
    return text;
}

/* NULL where there is nothing to see, or what there is cannot be set vertically but should be. */
static struct text *make_text(const struct symbol *symbol, gboolean vertical)
{
    const struct value_formatted *formatted =
        style_formatted(symbol->style, PROPERTY_TEXT_FIELD, symbol->evaluation);
    const char *transform =
        style_string(symbol->style, PROPERTY_TEXT_TRANSFORM, symbol->evaluation);
    g_autofree struct text_section *sections = g_new0(struct text_section, formatted->length);
    struct text *text = NULL;
    for (guint i = 0; i < formatted->length; i++) {
        fill_section(symbol, &formatted->sections[i], transform, &sections[i]);
    }
    if (chomp_sections(sections, formatted->length) &&
        (!vertical || text_allows_vertical(sections, formatted->length))) {
        text = shape_sections(symbol, sections, formatted->length, vertical);
    }
    clear_sections(sections, formatted->length);
    return text;
}

struct text *symbol_text_new(const struct symbol *symbol)
{
    return make_text(symbol, FALSE);
}

/* Where a writing mode comes in text-writing-mode; its length where it does not. */
static guint mode_rank(const struct value_array *modes, const char *name)
{
    guint rank = 0;
    while (rank < modes->length && g_strcmp0(modes->items[rank].string, name) != 0) {
        rank++;
    }
    return rank;
}

struct text *symbol_text_take_modes(const struct symbol *symbol, struct text **text)
{
    const struct value_array *modes =
        style_array(symbol->style, PROPERTY_TEXT_WRITING_MODE, symbol->evaluation);
    guint vertical = modes != NULL ? mode_rank(modes, "vertical") : 0;
    struct text *other = modes != NULL && vertical < modes->length ? make_text(symbol, TRUE) : NULL;
    if (other == NULL) {
        return NULL;
    }
    guint level = mode_rank(modes, "horizontal");
    if (vertical < level) {
        struct text *first = other;
        other = *text;
        *text = first;
    }
    if (level == modes->length) {
        g_clear_pointer(&other, text_free);
    }
    return other;
}
