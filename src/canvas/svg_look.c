#include "canvas/svg_look.h"

#include "canvas/svg_write.h"

static const char *const attribute_names[SVG_ATTRIBUTE_COUNT] = {
    [SVG_FILL] = "fill",
    [SVG_FILL_OPACITY] = "fill-opacity",
    [SVG_FILL_RULE] = "fill-rule",
    [SVG_STROKE] = "stroke",
    [SVG_STROKE_OPACITY] = "stroke-opacity",
    [SVG_STROKE_WIDTH] = "stroke-width",
    [SVG_STROKE_DASHARRAY] = "stroke-dasharray",
    [SVG_STROKE_LINECAP] = "stroke-linecap",
    [SVG_STROKE_LINEJOIN] = "stroke-linejoin",
    [SVG_STROKE_MITERLIMIT] = "stroke-miterlimit",
    [SVG_SHAPE_RENDERING] = "shape-rendering",
    [SVG_PAINT_ORDER] = "paint-order",
    [SVG_FONT_FAMILY] = "font-family",
    [SVG_FONT_SIZE] = "font-size",
    [SVG_FONT_WEIGHT] = "font-weight",
    [SVG_FONT_STYLE] = "font-style",
    [SVG_LETTER_SPACING] = "letter-spacing",
};

void svg_element_free(struct svg_element *element)
{
    if (element == NULL)
        return;
    g_free(element->before);
    g_free(element->geometry);
    g_free(element->content);
    g_free(element);
}

void svg_look_set(struct svg_look *look, GStringChunk *strings, enum svg_attribute attribute,
                  const char *value)
{
    look->values[attribute] = g_string_chunk_insert_const(strings, value);
}

void svg_look_set_number(struct svg_look *look, GStringChunk *strings, enum svg_attribute attribute,
                         double number)
{
    g_autoptr(GString) text = g_string_new(NULL);

    svg_add_number(text, number);
    svg_look_set(look, strings, attribute, text->str);
}

static void set_color(struct svg_look *look, GStringChunk *strings, enum svg_attribute paint,
                      enum svg_attribute opacity, struct color color)
{
    g_autoptr(GString) text = g_string_new(NULL);

    svg_add_color(text, color);
    svg_look_set(look, strings, paint, text->str);
    g_string_truncate(text, 0);
    svg_add_thousandths(text, color.alpha);
    if (color.alpha < 1)
        svg_look_set(look, strings, opacity, text->str);
}

void svg_look_set_fill(struct svg_look *look, GStringChunk *strings, struct color color)
{
    set_color(look, strings, SVG_FILL, SVG_FILL_OPACITY, color);
}

static void set_dashes(struct svg_look *look, GStringChunk *strings, const struct stroke *stroke)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < stroke->n_dashes; i++) {
        if (i > 0)
            g_string_append_c(text, ' ');
        svg_add_number(text, stroke->dashes_px[i]);
    }
    if (stroke->n_dashes > 0)
        svg_look_set(look, strings, SVG_STROKE_DASHARRAY, text->str);
}

void svg_look_set_stroke(struct svg_look *look, GStringChunk *strings, const struct stroke *stroke)
{
    if (stroke->width_px <= 0)
        return;
    set_color(look, strings, SVG_STROKE, SVG_STROKE_OPACITY, stroke->color);
    svg_look_set_number(look, strings, SVG_STROKE_WIDTH, stroke->width_px);
    set_dashes(look, strings, stroke);
    if (stroke->cap != LINE_CAP_BUTT)
        svg_look_set(look, strings, SVG_STROKE_LINECAP,
                     stroke->cap == LINE_CAP_ROUND ? "round" : "square");
    if (stroke->join != LINE_JOIN_MITER)
        svg_look_set(look, strings, SVG_STROKE_LINEJOIN,
                     stroke->join == LINE_JOIN_ROUND ? "round" : "bevel");
    else if (stroke->miter_limit != 4) /* SVG's initial value */
        svg_look_set_number(look, strings, SVG_STROKE_MITERLIMIT, stroke->miter_limit);
}

static const char *value_of(const GPtrArray *elements, guint index, guint attribute)
{
    return ((const struct svg_element *)elements->pdata[index])->look.values[attribute];
}

/* The value that most elements have, the first such in order; NULL where none is had twice or where
 * an element has none, for that one would inherit it. */
static const char *most_common_value(const GPtrArray *elements, guint attribute)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_direct_hash, g_direct_equal);
    const char *best = NULL;
    guint most = 1;

    for (guint i = 0; i < elements->len; i++) {
        const char *value = value_of(elements, i, attribute);
        if (value == NULL)
            return NULL;
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, value)) + 1;
        g_hash_table_insert(counts, (gpointer)value, GUINT_TO_POINTER(count));
        if (count > most) {
            most = count;
            best = value;
        }
    }
    return best;
}

struct svg_look svg_look_take_common(GPtrArray *elements)
{
    struct svg_look common = {{NULL}};

    for (guint a = 0; a < SVG_ATTRIBUTE_COUNT; a++) {
        common.values[a] = most_common_value(elements, a);
        for (guint i = 0; common.values[a] != NULL && i < elements->len; i++)
            if (value_of(elements, i, a) == common.values[a])
                ((struct svg_element *)elements->pdata[i])->look.values[a] = NULL;
    }
    return common;
}

void svg_add_look(GString *out, const struct svg_look *look)
{
    for (guint a = 0; a < SVG_ATTRIBUTE_COUNT; a++)
        if (look->values[a] != NULL)
            g_string_append_printf(out, " %s=\"%s\"", attribute_names[a], look->values[a]);
}

void svg_add_element(GString *out, const struct svg_element *element)
{
    g_string_append_printf(out, "%s<%s", element->before != NULL ? element->before : "",
                           element->name);
    if (element->id != NULL)
        g_string_append_printf(out, " id=\"%s\"", element->id);
    svg_add_look(out, &element->look);
    g_string_append(out, element->geometry);
    if (element->content != NULL)
        g_string_append_printf(out, ">%s</%s>\n", element->content, element->name);
    else
        g_string_append(out, "/>\n");
}
