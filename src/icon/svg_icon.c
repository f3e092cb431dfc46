/* The subset of SVG that icons use: filled and stroked shapes in groups. */
#include "icon/icon_file.h"

#include "base/error.h"
#include "icon/svg_paint.h"
#include "icon/svg_path.h"
#include "icon/svg_scan.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 64
#define MAX_ELEMENTS 10000

struct svg_reader {
    const char *file;
    struct diagnostics *diagnostics;
    GMarkupParseContext *context;
    struct icon *icon;
    GArray *stack;  /* struct svg_paint, one for each open element */
    guint skipping; /* open elements, counted from the outermost one that is left out */
    guint n_elements, n_points;
};

static void note(const char *text, gpointer data)
{
    struct svg_reader *reader = data;
    int line;
    g_markup_parse_context_get_position(reader->context, &line, NULL);
    diagnostics_add(reader->diagnostics, SEVERITY_WARNING, reader->file, (guint)MAX(line, 0),
                    "icon: %s", text);
}

static gboolean fail(GError **error, const char *text)
{
    g_set_error_literal(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, text);
    return FALSE;
}

/* The name without the prefix of SVG's namespace; NULL for one of another namespace, by the usual
 * prefixes. */
static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    if (colon == NULL) {
        return name;
    }
    return strncmp(name, "svg:", 4) == 0 ? colon + 1 : NULL;
}

static struct icon_shape *take_shape(struct svg_reader *reader, const struct svg_paint *paint,
                                     const struct svg_ink *ink, struct page_path *path)
{
    struct icon_shape *shape = g_new0(struct icon_shape, 1);
    shape->path = path;
    shape->has_color = ink->has_color;
    shape->color = ink->color;
    shape->color.alpha *= ink->opacity * paint->opacity;
    g_ptr_array_add(reader->icon->shapes, shape);
    return shape;
}

static void take_fill(struct svg_reader *reader, const struct svg_paint *paint,
                      struct svg_outline *outline)
{
    if (outline->path->points->len == 0) {
        return;
    }
    if (!paint->is_even_odd && svg_outline_needs_nonzero(outline->path)) {
        note("overlapping parts of one path leave holes: shapes are filled by the evenodd rule",
             reader);
    }
    take_shape(reader, paint, &paint->fill, g_steal_pointer(&outline->path));
}

/* A stroke is as wide as the matrix makes it in the mean of both directions. */
static void take_stroke(struct svg_reader *reader, const struct svg_paint *paint,
                        struct page_path **path)
{
    const struct svg_matrix *m = &paint->matrix;
    double width = paint->stroke_width * sqrt(fabs(m->a * m->d - m->b * m->c));
    if ((*path)->points->len == 0 || !(width > 0) || !isfinite(width)) {
        return;
    }
    struct icon_shape *shape = take_shape(reader, paint, &paint->stroke, g_steal_pointer(path));
    shape->stroke_px = fmin(width, ICON_MAX_PX);
    shape->cap = paint->cap;
    shape->join = paint->join;
    shape->miter_limit = paint->miter_limit;
}

/* Reads an element's outline to fill it or to stroke it. */
static gboolean add_shape(struct svg_reader *reader, const struct svg_paint *paint,
                          gboolean is_stroke, const char *element, const char **names,
                          const char **values, GError **error)
{
    struct svg_outline outline;
    svg_outline_init(&outline, paint->matrix, is_stroke, SVG_MAX_POINTS - reader->n_points);
    gboolean is_read = svg_add_shape(element, names, values, &outline, error);
    if (is_read && outline.fault != NULL) {
        is_read = fail(error, outline.fault);
    }
    reader->n_points += outline.path->points->len + outline.open->points->len;
    if (is_read && is_stroke) {
        take_stroke(reader, paint, &outline.path);
        take_stroke(reader, paint, &outline.open);
    } else if (is_read) {
        take_fill(reader, paint, &outline);
    }
    svg_outline_clear(&outline);
    return is_read;
}

/* The fill below, the stroke above it. */
static gboolean add_shapes(struct svg_reader *reader, const struct svg_paint *paint,
                           const char *element, const char **names, const char **values,
                           GError **error)
{
    return (!paint->fill.is_drawn ||
            add_shape(reader, paint, FALSE, element, names, values, error)) &&
           (!paint->stroke.is_drawn ||
            add_shape(reader, paint, TRUE, element, names, values, error));
}

/* The root's size and the matrix from its user units to the icon's px: the viewBox as large as it
 * fits, in the middle (xMidYMid meet). */
static gboolean take_root(struct svg_reader *reader, struct svg_paint *paint, const char **names,
                          const char **values, GError **error)
{
    double box[4] = {0}, width = NAN, height = NAN;
    gboolean has_box = FALSE;
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], "viewBox") == 0) {
            struct svg_scan scan = {values[i]};
            has_box =
                svg_scan_numbers(&scan, box, 4) == 4 && *scan.p == '\0' && box[2] > 0 && box[3] > 0;
            if (!has_box) {
                return fail(error, "the viewBox is not four numbers with a size above 0");
            }
        } else if (strcmp(names[i], "width") == 0 && !g_str_has_suffix(values[i], "%") &&
                   !svg_parse_length(values[i], &width)) {
            return fail(error, "the width is no length");
        } else if (strcmp(names[i], "height") == 0 && !g_str_has_suffix(values[i], "%") &&
                   !svg_parse_length(values[i], &height)) {
            return fail(error, "the height is no length");
        }
    }
    if (!has_box && (isnan(width) || isnan(height))) {
        return fail(error, "it has neither a viewBox nor a width and height");
    }
    if (!has_box) {
        box[2] = width;
        box[3] = height;
    }
    /* A side that is not given follows from the other. */
    if (isnan(width)) {
        width = isnan(height) ? box[2] : height * box[2] / box[3];
    }
    if (isnan(height)) {
        height = width * box[3] / box[2];
    }
    if (!(width > 0 && height > 0 && width <= ICON_MAX_PX && height <= ICON_MAX_PX)) {
        return fail(error, "its sides are not from 0 to 1024 px");
    }
    double scale = fmin(width / box[2], height / box[3]);
    paint->matrix = (struct svg_matrix){scale,
                                        0,
                                        0,
                                        scale,
                                        (width - scale * box[2]) / 2 - scale * box[0],
                                        (height - scale * box[3]) / 2 - scale * box[1]};
    reader->icon->width_px = width;
    reader->icon->height_px = height;
    return TRUE;
}

/* Elements that draw nothing where they stand. */
static gboolean is_silent(const char *element)
{
    static const char *const silent[] = {"defs",     "title",  "desc", "metadata",
                                         "clipPath", "symbol", "mask", NULL};
    return element == NULL || g_strv_contains(silent, element);
}

static void note_element(struct svg_reader *reader, const char *element)
{
    g_autofree char *shown = printable_dup(element);
    g_autofree char *text = g_strdup_printf("<%s> is not drawn", shown);
    note(text, reader);
}

/* Opens an element with the paint that it inherits. */
static gboolean open_element(struct svg_reader *reader, const char *element, const char **names,
                             const char **values, GError **error)
{
    struct svg_paint paint = svg_paint_initial();
    gboolean is_root = reader->stack->len == 0;
    if (is_root && (element == NULL || strcmp(element, "svg") != 0)) {
        return fail(error, "it is no SVG: the first element is not <svg>");
    }
    if (!is_root) {
        paint = g_array_index(reader->stack, struct svg_paint, reader->stack->len - 1);
    } else if (!take_root(reader, &paint, names, values, error)) {
        return FALSE;
    }
    gboolean is_shape = element != NULL && svg_is_shape(element);
    if (!is_root && !is_shape && (element == NULL || strcmp(element, "g") != 0)) {
        if (!is_silent(element)) {
            note_element(reader, element);
        }
        reader->skipping = 1;
        return TRUE;
    }
    if (!svg_paint_apply(&paint, names, values, note, reader, error)) {
        return FALSE;
    }
    g_array_append_val(reader->stack, paint);
    return !is_shape || !paint.is_displayed || !paint.is_visible ||
           add_shapes(reader, &paint, element, names, values, error);
}

static void start_element(GMarkupParseContext *context, const char *name, const char **names,
                          const char **values, gpointer data, GError **error)
{
    struct svg_reader *reader = data;
    (void)context;
    if (++reader->n_elements > MAX_ELEMENTS) {
        fail(error, "it has more than 10000 elements");
    } else if (reader->stack->len + reader->skipping >= MAX_DEPTH) {
        fail(error, "its elements are nested more than 64 deep");
    } else if (reader->skipping > 0) {
        reader->skipping++;
    } else {
        open_element(reader, local_name(name), names, values, error);
    }
}

static void end_element(GMarkupParseContext *context, const char *name, gpointer data,
                        GError **error)
{
    struct svg_reader *reader = data;
    (void)context;
    (void)name;
    (void)error;
    if (reader->skipping > 0) {
        reader->skipping--;
    } else {
        g_array_set_size(reader->stack, reader->stack->len - 1);
    }
}

/* Comments and declarations. A document type that declares something of its own is refused: its
 * entities would not be known. */
static void passthrough(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
                        GError **error)
{
    (void)context;
    (void)data;
    if (g_str_has_prefix(text, "<!DOCTYPE") && memchr(text, '[', length) != NULL) {
        fail(error, "a document type with declarations of its own is not read");
    }
}

static gboolean parse(struct svg_reader *reader, const char *bytes, gsize length, GError **error)
{
    static const GMarkupParser parser = {start_element, end_element, NULL, passthrough, NULL};
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    if (length >= 3 && memcmp(bytes, byte_order_mark, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    reader->context = g_markup_parse_context_new(&parser, 0, reader, NULL);
    g_autoptr(GError) cause = NULL;
    gboolean is_read =
        g_markup_parse_context_parse(reader->context, bytes, (gssize)length, &cause) &&
        g_markup_parse_context_end_parse(reader->context, &cause);
    if (!is_read) {
        int line;
        g_markup_parse_context_get_position(reader->context, &line, NULL);
        g_autofree char *shown = printable_dup(cause->message);
        set_data_error(error, reader->file, (guint)MAX(line, 0), "icon: %s", shown);
    }
    g_markup_parse_context_free(reader->context);
    return is_read;
}

static gboolean has_single_color(const struct icon *icon)
{
    for (guint i = 0; i < icon->shapes->len; i++) {
        if (((const struct icon_shape *)g_ptr_array_index(icon->shapes, i))->has_color) {
            return FALSE;
        }
    }
    return TRUE;
}

struct icon *svg_icon_read(const char *file, const char *bytes, gsize length,
                           struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(Icon) icon = icon_new();
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(struct svg_paint));
    struct svg_reader reader = {
        .file = file,
        .diagnostics = diagnostics,
        .icon = icon,
        .stack = stack,
    };
    if (!parse(&reader, bytes, length, error)) {
        return NULL;
    }
    if (icon->shapes->len == 0) {
        set_data_error(error, file, 0, "icon: it has no shape that is filled or stroked");
        return NULL;
    }
    icon->single_color = has_single_color(icon);
    return g_steal_pointer(&icon);
}
