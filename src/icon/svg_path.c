#include "icon/svg_path.h"

#include "base/error.h"
#include "icon/svg_scan.h"

#include <string.h>

/* The commands in capitals, and how many numbers each takes. */
static const char commands[] = "MLHVCSQTAZ";
static const guint argument_counts[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};

/* What the next command needs to know of the last one. */
struct pen {
    char last;                 /* in capitals */
    struct page_point control; /* the last control point of a curve */
};

static gboolean read_arguments(struct svg_scan *scan, char command, double *n, guint count)
{
    for (guint i = 0; i < count; i++) {
        if (i > 0) {
            svg_skip_separator(scan);
        }
        gboolean is_flag = command == 'A' && (i == 3 || i == 4);
        if (!(is_flag ? svg_scan_flag(scan, &n[i]) : svg_scan_number(scan, &n[i]))) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Relative arguments made absolute. */
static void make_absolute(struct page_point at, char command, double *n, guint count)
{
    if (command == 'H') {
        n[0] += at.x;
    } else if (command == 'V') {
        n[0] += at.y;
    } else {
        for (guint i = command == 'A' ? 5 : 0; i + 1 < count; i += 2) {
            n[i] += at.x;
            n[i + 1] += at.y;
        }
    }
}

/* The control point of a smooth curve: the last one, mirrored, where the last command was a curve
 * of the same kind. */
static struct page_point mirrored(const struct pen *pen, const char *kind, struct page_point at)
{
    if (pen->last == '\0' || strchr(kind, pen->last) == NULL) {
        return at;
    }
    return (struct page_point){2 * at.x - pen->control.x, 2 * at.y - pen->control.y};
}

static void draw_cubic(struct svg_outline *outline, struct pen *pen, const double n[6])
{
    pen->control = (struct page_point){n[2], n[3]};
    svg_outline_cubic(outline, n);
}

static void draw_quadratic(struct svg_outline *outline, struct pen *pen, struct page_point control,
                           double x, double y)
{
    pen->control = control;
    svg_outline_quadratic(outline, control.x, control.y, x, y);
}

static void draw(struct svg_outline *outline, struct pen *pen, char command, const double *n)
{
    struct page_point at = outline->at, c;
    switch (command) {
    case 'M':
        svg_outline_move(outline, n[0], n[1]);
        break;
    case 'L':
        svg_outline_line(outline, n[0], n[1]);
        break;
    case 'H':
        svg_outline_line(outline, n[0], at.y);
        break;
    case 'V':
        svg_outline_line(outline, at.x, n[0]);
        break;
    case 'C':
        draw_cubic(outline, pen, n);
        break;
    case 'S':
        c = mirrored(pen, "CS", at);
        draw_cubic(outline, pen, (const double[6]){c.x, c.y, n[0], n[1], n[2], n[3]});
        break;
    case 'Q':
        draw_quadratic(outline, pen, (struct page_point){n[0], n[1]}, n[2], n[3]);
        break;
    case 'T':
        draw_quadratic(outline, pen, mirrored(pen, "QT", at), n[0], n[1]);
        break;
    case 'A':
        svg_outline_arc(outline, n);
        break;
    default:
        svg_outline_close(outline);
        break;
    }
    pen->last = command;
}

static gboolean fail(const char *data, const struct svg_scan *scan, GError **error)
{
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                "path data breaks off at character %" G_GSIZE_FORMAT, (gsize)(scan->p - data) + 1);
    return FALSE;
}

gboolean svg_path_parse(const char *data, struct svg_outline *outline, GError **error)
{
    struct svg_scan scan = {data};
    struct pen pen = {0};
    char letter = '\0';
    double n[7];
    for (svg_skip_blanks(&scan); *scan.p != '\0' && outline->fault == NULL;
         svg_skip_separator(&scan)) {
        if (g_ascii_isalpha(*scan.p)) {
            letter = *scan.p++;
            svg_skip_blanks(&scan);
        } else if (letter == 'M' || letter == 'm') {
            letter = letter == 'M' ? 'L' : 'l'; /* further pairs after a move are lines */
        }
        char command = g_ascii_toupper(letter);
        const char *known = command != '\0' ? strchr(commands, command) : NULL;
        if (known == NULL || (pen.last == '\0' && command != 'M')) {
            return fail(data, &scan, error);
        }
        guint count = argument_counts[known - commands];
        if (!read_arguments(&scan, command, n, count)) {
            return fail(data, &scan, error);
        }
        if (letter != command) {
            make_absolute(outline->at, command, n, count);
        }
        draw(outline, &pen, command, n);
        letter = command == 'Z' ? '\0' : letter; /* no number may follow */
    }
    svg_outline_end(outline);
    return TRUE;
}
