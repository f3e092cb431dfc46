#include "icon/svg_path.h"

#include "base/error.h"
#include "icon/svg_scan.h"

#include <math.h>
#include <string.h>

static const char *attribute(const char *name, const char **names, const char **values)
{
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0) {
            return values[i];
        }
    }
    return NULL;
}

static gboolean bad_value(const char *name, GError **error)
{
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "the value of %s cannot be read", name);
    return FALSE;
}

/* Lengths by name; `otherwise` for those that are not given. */
static gboolean read_lengths(const char *const *wanted, guint n, const char **names,
                             const char **values, double otherwise, double *lengths, GError **error)
{
    for (guint i = 0; i < n; i++) {
        const char *text = attribute(wanted[i], names, values);
        lengths[i] = otherwise;
        if (text != NULL && !svg_parse_length(text, &lengths[i])) {
            return bad_value(wanted[i], error);
        }
    }
    return TRUE;
}

static void add_ellipse(struct svg_outline *outline, double cx, double cy, double rx, double ry)
{
    if (!(rx > 0 && ry > 0)) {
        return;
    }
    svg_outline_move(outline, cx + rx, cy);
    svg_outline_arc(outline, (const double[7]){rx, ry, 0, 0, 1, cx - rx, cy});
    svg_outline_arc(outline, (const double[7]){rx, ry, 0, 0, 1, cx + rx, cy});
    svg_outline_close(outline);
}

static void add_rectangle(struct svg_outline *outline, double x, double y, double width,
                          double height, double rx, double ry)
{
    if (!(width > 0 && height > 0)) {
        return;
    }
    rx = fmin(rx, width / 2);
    ry = fmin(ry, height / 2);
    double right = x + width, bottom = y + height;
    const struct {
        double x, y, corner_x, corner_y; /* the end of an edge, and of the corner after it */
    } edges[] = {
        {right - rx, y, right, y + ry},
        {right, bottom - ry, right - rx, bottom},
        {x + rx, bottom, x, bottom - ry},
        {x, y + ry, x + rx, y},
    };
    svg_outline_move(outline, x + rx, y);
    for (guint i = 0; i < G_N_ELEMENTS(edges); i++) {
        svg_outline_line(outline, edges[i].x, edges[i].y);
        svg_outline_arc(outline,
                        (const double[7]){rx, ry, 0, 0, 1, edges[i].corner_x, edges[i].corner_y});
    }
    svg_outline_close(outline);
}

static gboolean add_round(const char *element, const char **names, const char **values,
                          struct svg_outline *outline, GError **error)
{
    static const char *const wanted[] = {"cx", "cy", "r", "rx", "ry"};
    double n[G_N_ELEMENTS(wanted)];
    if (!read_lengths(wanted, G_N_ELEMENTS(wanted), names, values, 0, n, error)) {
        return FALSE;
    }
    gboolean is_circle = strcmp(element, "circle") == 0;
    add_ellipse(outline, n[0], n[1], is_circle ? n[2] : n[3], is_circle ? n[2] : n[4]);
    return TRUE;
}

static gboolean add_rect(const char **names, const char **values, struct svg_outline *outline,
                         GError **error)
{
    static const char *const wanted[] = {"x", "y", "width", "height"};
    static const char *const radii[] = {"rx", "ry"};
    double n[G_N_ELEMENTS(wanted)], r[G_N_ELEMENTS(radii)];
    if (!read_lengths(wanted, G_N_ELEMENTS(wanted), names, values, 0, n, error) ||
        !read_lengths(radii, G_N_ELEMENTS(radii), names, values, -1, r, error)) {
        return FALSE;
    }
    /* Either radius, where it is not given, is the other. */
    double rx = r[0] >= 0 ? r[0] : fmax(r[1], 0), ry = r[1] >= 0 ? r[1] : fmax(r[0], 0);
    add_rectangle(outline, n[0], n[1], n[2], n[3], rx, ry);
    return TRUE;
}

static gboolean add_line(const char **names, const char **values, struct svg_outline *outline,
                         GError **error)
{
    static const char *const wanted[] = {"x1", "y1", "x2", "y2"};
    double n[G_N_ELEMENTS(wanted)];
    if (!read_lengths(wanted, G_N_ELEMENTS(wanted), names, values, 0, n, error)) {
        return FALSE;
    }
    svg_outline_move(outline, n[0], n[1]);
    svg_outline_line(outline, n[2], n[3]);
    svg_outline_end(outline);
    return TRUE;
}

static gboolean add_polygon(const char **names, const char **values, gboolean is_closed,
                            struct svg_outline *outline, GError **error)
{
    const char *text = attribute("points", names, values);
    struct svg_scan scan = {text != NULL ? text : ""};
    double pair[2];
    svg_skip_blanks(&scan);
    for (gboolean is_first = TRUE; *scan.p != '\0' && outline->fault == NULL; is_first = FALSE) {
        if (svg_scan_numbers(&scan, pair, 2) != 2) {
            return bad_value("points", error);
        }
        (is_first ? svg_outline_move : svg_outline_line)(outline, pair[0], pair[1]);
    }
    (is_closed ? svg_outline_close : svg_outline_end)(outline);
    return TRUE;
}

gboolean svg_is_shape(const char *element)
{
    static const char *const shapes[] = {"path",    "circle",   "ellipse", "rect",
                                         "polygon", "polyline", "line",    NULL};
    return g_strv_contains(shapes, element);
}

gboolean svg_add_shape(const char *element, const char **names, const char **values,
                       struct svg_outline *outline, GError **error)
{
    if (strcmp(element, "path") == 0) {
        const char *data = attribute("d", names, values);
        return data == NULL || svg_path_parse(data, outline, error);
    }
    if (strcmp(element, "rect") == 0) {
        return add_rect(names, values, outline, error);
    }
    if (strcmp(element, "line") == 0) {
        return add_line(names, values, outline, error);
    }
    if (strcmp(element, "circle") == 0 || strcmp(element, "ellipse") == 0) {
        return add_round(element, names, values, outline, error);
    }
    return add_polygon(names, values, strcmp(element, "polygon") == 0, outline, error);
}
