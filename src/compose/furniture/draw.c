#include "compose/furniture/draw.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

double scaled_px(const struct furniture *furniture, double px)
{
    return round(px * furniture->style->scale);
}

void furniture_note(const struct furniture *furniture, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    diagnostics_add(furniture->composition->diagnostics, SEVERITY_NOTE, NULL, 0, "furniture: %s",
                    text);
}

struct fill solid(struct color color)
{
    return (struct fill){.kind = FILL_COLOR, .color = color};
}

struct stroke plain_stroke(double width_px, struct color color)
{
    return (struct stroke){.width_px = width_px, .color = color, .miter_limit = 4};
}

struct color with_alpha(struct color color, double alpha)
{
    color.alpha = alpha;
    return color;
}

static struct item *add_path(struct scene_group *group, const struct page_point *points, guint n,
                             gboolean closed)
{
    struct page_path *path = page_path_new();

    page_path_clear(path, closed);
    page_path_begin_part(path);
    for (guint i = 0; i < n; i++)
        page_path_add(path, points[i].x, points[i].y);
    return scene_group_add_path(group, path);
}

struct item *group_add_line(struct scene_group *group, struct page_point a, struct page_point b,
                            struct stroke stroke)
{
    const struct page_point points[] = {a, b};
    struct item *item = add_path(group, points, 2, FALSE);

    item->stroke = stroke;
    return item;
}

struct item *group_add_rectangle(struct scene_group *group, struct box box, struct fill fill,
                                 struct stroke stroke)
{
    const struct page_point points[] = {
        {box.xmin, box.ymin}, {box.xmax, box.ymin}, {box.xmax, box.ymax}, {box.xmin, box.ymax}};
    struct item *item = add_path(group, points, 4, TRUE);

    item->fill = fill;
    item->stroke = stroke;
    return item;
}

struct item *group_add_circle(struct scene_group *group, struct page_point center, double radius_px,
                              struct fill fill, struct stroke stroke)
{
    struct item *item = scene_group_add_circle(group, center, radius_px);

    item->fill = fill;
    item->stroke = stroke;
    return item;
}

static struct text *shape_lines(const struct furniture *furniture, const char *utf8,
                                const struct text_spec *spec)
{
    const struct text_style style = {
        .fonts = furniture->style->fonts[spec->font],
        .size_px = furniture->style->size_px[spec->size],
        .line_height_em = FURNITURE_LINE_HEIGHT_EM,
        .justify = furniture->rtl ? JUSTIFY_RIGHT : JUSTIFY_LEFT,
    };
    return text_new(furniture->composition->fonts, utf8, &style);
}

static double word_width(const struct furniture *furniture, const char *utf8,
                         const struct text_spec *spec)
{
    g_autoptr(Text) text = shape_lines(furniture, utf8, spec);
    return text->width;
}

static gboolean is_number(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789.,") == strlen(text);
}

/* Cuts a paragraph at its blanks, but not after a number nor before a second one: "33 soldiers" and
 * "27 February 2020" stay whole. */
static GPtrArray *cut_words(const char *paragraph)
{
    g_auto(GStrv) pieces = g_strsplit(paragraph, " ", -1);
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; pieces[i] != NULL; i++) {
        if (pieces[i][0] == '\0')
            continue;
        g_autoptr(GString) whole = g_string_new(pieces[i]);
        if (is_number(pieces[i]) && pieces[i + 1] != NULL) {
            g_string_append_printf(whole, " %s", pieces[++i]);
            if (pieces[i + 1] != NULL && is_number(pieces[i + 1]))
                g_string_append_printf(whole, " %s", pieces[++i]);
        }
        g_ptr_array_add(words, g_strdup(whole->str));
    }
    return words;
}

/* A paragraph's words with their widths. */
struct paragraph {
    GPtrArray *words;
    double *widths_px;
    double blank_px;
};

static void measure_paragraph(const struct furniture *furniture, const char *utf8,
                              const struct text_spec *spec, struct paragraph *paragraph)
{
    paragraph->words = cut_words(utf8);
    paragraph->widths_px = g_new(double, paragraph->words->len);
    paragraph->blank_px = word_width(furniture, "n n", spec) - word_width(furniture, "nn", spec);
    for (guint i = 0; i < paragraph->words->len; i++)
        paragraph->widths_px[i] = word_width(furniture, paragraph->words->pdata[i], spec);
}

static void paragraph_clear(struct paragraph *paragraph)
{
    g_ptr_array_unref(paragraph->words);
    g_free(paragraph->widths_px);
}

/* Appends the words, with a newline before each that would pass the width. Returns how many lines
 * that makes. */
static guint wrap_paragraph(const struct paragraph *paragraph, double width_px, GString *wrapped)
{
    double line_px = 0;
    guint lines = 1;

    for (guint i = 0; i < paragraph->words->len; i++) {
        if (line_px > 0 && line_px + paragraph->blank_px + paragraph->widths_px[i] > width_px) {
            g_string_append_c(wrapped, '\n');
            line_px = 0;
            lines++;
        } else if (line_px > 0) {
            g_string_append_c(wrapped, ' ');
            line_px += paragraph->blank_px;
        }
        g_string_append(wrapped, paragraph->words->pdata[i]);
        line_px += paragraph->widths_px[i];
    }
    return lines;
}

/* The narrowest width, in steps, that makes no more lines than `width_px` does. */
static double balanced_width(const struct paragraph *paragraph, double width_px)
{
    g_autoptr(GString) unused = g_string_new(NULL);
    guint lines = wrap_paragraph(paragraph, width_px, unused);
    double narrowest = width_px;

    while (narrowest > width_px / 2 &&
           wrap_paragraph(paragraph, narrowest - width_px / 32, unused) == lines)
        narrowest -= width_px / 32;
    return narrowest;
}

struct text *shape_text(const struct furniture *furniture, const char *utf8,
                        const struct text_spec *spec, double width_px)
{
    struct text *text = shape_lines(furniture, utf8, spec);

    if (width_px <= 0 || text->width <= width_px)
        return text;
    text_free(text);
    g_auto(GStrv) paragraphs = g_strsplit(utf8, "\n", -1);
    g_autoptr(GString) wrapped = g_string_new(NULL);
    for (guint i = 0; paragraphs[i] != NULL; i++) {
        struct paragraph paragraph;
        measure_paragraph(furniture, paragraphs[i], spec, &paragraph);
        if (i > 0)
            g_string_append_c(wrapped, '\n');
        wrap_paragraph(&paragraph, spec->balanced ? balanced_width(&paragraph, width_px) : width_px,
                       wrapped);
        paragraph_clear(&paragraph);
    }
    return shape_lines(furniture, wrapped->str, spec);
}

struct item *group_add_text(const struct furniture *furniture, struct scene_group *group,
                            struct text *text, const struct text_spec *spec, double x, double y)
{
    struct item *item = scene_group_add_text(group, text, (struct page_point){x, y});

    item->text.color = color(furniture, spec->color);
    return item;
}

double column_x(const struct furniture *furniture, double column_px, double x, double width_px)
{
    return furniture->rtl ? column_px - x - width_px : x;
}

static void move_point(struct page_point *point, double dx, double dy)
{
    point->x += dx;
    point->y += dy;
}

static struct box moved(struct box box, double dx, double dy)
{
    return (struct box){box.xmin + dx, box.ymin + dy, box.xmax + dx, box.ymax + dy};
}

static void move_path(struct page_path *path, double dx, double dy)
{
    for (guint i = 0; i < path->points->len; i++)
        move_point(&g_array_index(path->points, struct page_point, i), dx, dy);
}

static void move_image(struct item *item, double dx, double dy)
{
    item->image.box = moved(item->image.box, dx, dy);
    for (guint i = 0; item->image.bands != NULL && i < item->image.bands->len; i++)
        move_path(((struct band *)item->image.bands->pdata[i])->path, dx, dy);
}

void group_move_from(struct scene_group *group, guint first, double dx, double dy)
{
    for (guint i = first; i < group->items->len; i++) {
        struct item *item = group->items->pdata[i];
        if (item->kind == ITEM_CIRCLE) {
            move_point(&item->circle.center, dx, dy);
        } else if (item->kind == ITEM_TEXT) {
            move_point(&item->text.origin, dx, dy);
            move_point(&item->text.pivot, dx, dy);
        } else if (item->kind == ITEM_IMAGE) {
            move_image(item, dx, dy);
        } else {
            move_path(item->path, dx, dy);
        }
    }
}

void group_move(struct scene_group *group, double dx, double dy)
{
    group_move_from(group, 0, dx, dy);
    if (group->clipped)
        group->clip = moved(group->clip, dx, dy);
}

void group_send_last_to_back(struct scene_group *group)
{
    guint last = group->items->len - 1;
    g_ptr_array_insert(group->items, 0, g_ptr_array_steal_index(group->items, last));
}
