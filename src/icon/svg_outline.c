#include "icon/svg_outline.h"

#include "icon/svg_scan.h"

#include <math.h>
#include <string.h>

#define MAX_STEPS_OF_CURVE 1000.0
/* A cubic that stands for this much of a circle is off by less than 1e-5 of the radius. */
#define MAX_ARC (G_PI / 4)

struct svg_matrix svg_matrix_multiply(struct svg_matrix outer, struct svg_matrix inner)
{
    return (struct svg_matrix){
        outer.a * inner.a + outer.c * inner.b,
        outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,
        outer.b * inner.c + outer.d * inner.d,
        outer.a * inner.e + outer.c * inner.f + outer.e,
        outer.b * inner.e + outer.d * inner.f + outer.f,
    };
}

static gboolean rotation(const double *n, guint count, struct svg_matrix *matrix)
{
    double angle = n[0] * G_PI / 180, c = cos(angle), s = sin(angle);
    double x = count == 3 ? n[1] : 0, y = count == 3 ? n[2] : 0;
    *matrix = (struct svg_matrix){c, s, -s, c, x - x * c + y * s, y - x * s - y * c};
    return count == 1 || count == 3;
}

static gboolean one_transform(const char *name, const double *n, guint count,
                              struct svg_matrix *matrix)
{
    if (strcmp(name, "translate") == 0) {
        *matrix = (struct svg_matrix){1, 0, 0, 1, n[0], count == 2 ? n[1] : 0};
        return count == 1 || count == 2;
    }
    if (strcmp(name, "scale") == 0) {
        *matrix = (struct svg_matrix){n[0], 0, 0, count == 2 ? n[1] : n[0], 0, 0};
        return count == 1 || count == 2;
    }
    if (strcmp(name, "rotate") == 0) {
        return rotation(n, count, matrix);
    }
    if (strcmp(name, "skewX") == 0) {
        *matrix = (struct svg_matrix){1, 0, tan(n[0] * G_PI / 180), 1, 0, 0};
        return count == 1;
    }
    if (strcmp(name, "skewY") == 0) {
        *matrix = (struct svg_matrix){1, tan(n[0] * G_PI / 180), 0, 1, 0, 0};
        return count == 1;
    }
    *matrix = (struct svg_matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
    return strcmp(name, "matrix") == 0 && count == 6;
}

gboolean svg_matrix_parse(const char *text, struct svg_matrix *matrix)
{
    struct svg_scan scan = {text};
    *matrix = (struct svg_matrix){1, 0, 0, 1, 0, 0};
    svg_skip_separator(&scan);
    while (*scan.p != '\0') {
        double numbers[6] = {0};
        struct svg_matrix next;
        gsize length = strspn(scan.p, "abcdefghijklmnopqrstuvwxyzXY");
        g_autofree char *name = g_strndup(scan.p, length);
        scan.p += length;
        svg_skip_blanks(&scan);
        if (*scan.p != '(') {
            return FALSE;
        }
        scan.p++;
        guint count = svg_scan_numbers(&scan, numbers, G_N_ELEMENTS(numbers));
        if (*scan.p != ')' || !one_transform(name, numbers, count, &next)) {
            return FALSE;
        }
        scan.p++;
        svg_skip_separator(&scan);
        *matrix = svg_matrix_multiply(*matrix, next);
    }
    return TRUE;
}

void svg_outline_init(struct svg_outline *outline, struct svg_matrix matrix, gboolean for_stroke,
                      guint max_points)
{
    *outline = (struct svg_outline){
        .matrix = matrix,
        .path = page_path_new(),
        .open = page_path_new(),
        .for_stroke = for_stroke,
        .max_points = max_points,
        .ring = g_array_new(FALSE, FALSE, sizeof(struct page_point)),
    };
    page_path_clear(outline->path, TRUE);
    page_path_clear(outline->open, FALSE);
}

void svg_outline_clear(struct svg_outline *outline)
{
    page_path_free(outline->path);
    page_path_free(outline->open);
    g_array_unref(outline->ring);
}

static struct page_point transformed(const struct svg_outline *outline, double x, double y)
{
    const struct svg_matrix *m = &outline->matrix;
    return (struct page_point){m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f};
}

/* A point in the icon's px. */
static void add_point(struct svg_outline *outline, struct page_point point)
{
    if (!(fabs(point.x) <= SVG_MAX_COORD_PX && fabs(point.y) <= SVG_MAX_COORD_PX)) {
        outline->fault = "a point lies too far out";
        return;
    }
    const GArray *ring = outline->ring;
    if (ring->len > 0) {
        struct page_point last = g_array_index(ring, struct page_point, ring->len - 1);
        if (last.x == point.x && last.y == point.y) {
            return;
        }
    }
    if (outline->n_points >= outline->max_points) {
        outline->fault = "it has too many points";
        return;
    }
    g_array_append_val(outline->ring, point);
    outline->n_points++;
}

static void begin_ring(struct svg_outline *outline)
{
    if (outline->ring->len == 0) {
        add_point(outline, transformed(outline, outline->at.x, outline->at.y));
        outline->start = outline->at;
    }
}

/* Takes the ring being built, as far as there is something to draw of it. */
static void take_ring(struct svg_outline *outline, gboolean is_closed)
{
    GArray *ring = outline->ring;
    const struct page_point *points = (const struct page_point *)(const void *)ring->data;
    guint length = ring->len;
    if (is_closed && length > 1 && points[0].x == points[length - 1].x &&
        points[0].y == points[length - 1].y) {
        length--;
    }
    gboolean is_ring = is_closed && length >= 3;
    gboolean is_taken = is_ring || (outline->for_stroke && length >= 2);
    struct page_path *path = is_ring ? outline->path : outline->open;
    if (is_taken) {
        page_path_begin_part(path);
    }
    for (guint i = 0; is_taken && i < length; i++) {
        page_path_add(path, points[i].x, points[i].y);
    }
    outline->n_points -= is_taken ? ring->len - length : ring->len;
    g_array_set_size(ring, 0);
}

void svg_outline_close(struct svg_outline *outline)
{
    take_ring(outline, TRUE);
    outline->at = outline->start;
}

void svg_outline_end(struct svg_outline *outline)
{
    take_ring(outline, !outline->for_stroke);
}

void svg_outline_move(struct svg_outline *outline, double x, double y)
{
    svg_outline_end(outline);
    outline->start = outline->at = (struct page_point){x, y};
}

void svg_outline_line(struct svg_outline *outline, double x, double y)
{
    begin_ring(outline);
    add_point(outline, transformed(outline, x, y));
    outline->at = (struct page_point){x, y};
}

/* How far the middle control point is from where a straight, evenly run line would have it. */
static double bend(struct page_point a, struct page_point b, struct page_point c)
{
    return hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y);
}

/* n equal steps of a cubic are within 3/4 of its bend / n^2 of it: the second derivative is at most
 * 6 bends, and a chord of a step h is off by h^2/8 of that. */
static double steps_of_cubic(const struct page_point p[4])
{
    double most = fmax(bend(p[0], p[1], p[2]), bend(p[1], p[2], p[3]));
    double steps = ceil(sqrt(0.75 * most / SVG_FLATNESS_PX));
    return steps >= 1 ? fmin(steps, MAX_STEPS_OF_CURVE) : 1;
}

void svg_outline_cubic(struct svg_outline *outline, const double points[6])
{
    begin_ring(outline);
    const struct page_point p[4] = {
        transformed(outline, outline->at.x, outline->at.y),
        transformed(outline, points[0], points[1]),
        transformed(outline, points[2], points[3]),
        transformed(outline, points[4], points[5]),
    };
    double steps = steps_of_cubic(p);
    for (double i = 1; i < steps && outline->fault == NULL; i++) {
        double t = i / steps, s = 1 - t;
        double w[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
        add_point(outline, (struct page_point){
                               w[0] * p[0].x + w[1] * p[1].x + w[2] * p[2].x + w[3] * p[3].x,
                               w[0] * p[0].y + w[1] * p[1].y + w[2] * p[2].y + w[3] * p[3].y,
                           });
    }
    add_point(outline, p[3]);
    outline->at = (struct page_point){points[4], points[5]};
}

void svg_outline_quadratic(struct svg_outline *outline, double cx, double cy, double x, double y)
{
    struct page_point from = outline->at;
    const double cubic[6] = {
        from.x + (cx - from.x) * 2 / 3,
        from.y + (cy - from.y) * 2 / 3,
        x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3,
        x,
        y,
    };
    svg_outline_cubic(outline, cubic);
}

struct ellipse {
    double cx, cy, rx, ry, c, s; /* centre, radii, cosine and sine of the rotation */
};

static struct page_point on_ellipse(const struct ellipse *e, double x, double y)
{
    return (struct page_point){e->cx + e->rx * x * e->c - e->ry * y * e->s,
                               e->cy + e->rx * x * e->s + e->ry * y * e->c};
}

static void add_arcs(struct svg_outline *outline, const struct ellipse *e, double from,
                     double sweep, struct page_point end)
{
    guint n = (guint)ceil(fabs(sweep) / MAX_ARC - 1e-9);
    double step = sweep / MAX(n, 1), k = 4 / 3.0 * tan(step / 4);
    for (guint i = 0; i < n; i++) {
        double a = from + i * step, b = a + step;
        struct page_point p = on_ellipse(e, cos(a) - k * sin(a), sin(a) + k * cos(a));
        struct page_point q = on_ellipse(e, cos(b) + k * sin(b), sin(b) - k * cos(b));
        struct page_point r = i + 1 < n ? on_ellipse(e, cos(b), sin(b)) : end;
        const double cubic[6] = {p.x, p.y, q.x, q.y, r.x, r.y};
        svg_outline_cubic(outline, cubic);
    }
}

/* From end points to centre: SVG 1.1, appendix F.6.5, with the radii enlarged as in F.6.6. */
void svg_outline_arc(struct svg_outline *outline, const double arguments[7])
{
    struct page_point from = outline->at, to = {arguments[5], arguments[6]};
    struct ellipse e = {.rx = fabs(arguments[0]), .ry = fabs(arguments[1])};
    double turn = arguments[2] * G_PI / 180;
    gboolean is_large = arguments[3] != 0, is_positive = arguments[4] != 0;
    double hx = (from.x - to.x) / 2, hy = (from.y - to.y) / 2;
    if (e.rx == 0 || e.ry == 0 || (hx == 0 && hy == 0)) {
        svg_outline_line(outline, to.x, to.y);
        return;
    }
    e.c = cos(turn);
    e.s = sin(turn);
    double x = (e.c * hx + e.s * hy) / e.rx, y = (e.c * hy - e.s * hx) / e.ry;
    double half = hypot(x, y); /* of the chord, on the unit circle */
    if (!isfinite(half)) {
        svg_outline_line(outline, to.x, to.y);
        return;
    }
    if (half > 1) {
        e.rx *= half;
        e.ry *= half;
        x /= half;
        y /= half;
        half = 1;
    }
    /* There the chord runs from (x, y) to (-x, -y), and the centre lies across its middle. */
    double away = half > 0 ? sqrt(fmax(0, 1 / (half * half) - 1)) : 0;
    away *= is_large == is_positive ? -1 : 1;
    double ux = away * y, uy = -away * x;
    if (!isfinite(ux) || !isfinite(uy)) {
        svg_outline_line(outline, to.x, to.y);
        return;
    }
    e.cx = (from.x + to.x) / 2 + e.c * e.rx * ux - e.s * e.ry * uy;
    e.cy = (from.y + to.y) / 2 + e.s * e.rx * ux + e.c * e.ry * uy;
    double first = atan2(y - uy, x - ux), sweep = atan2(-y - uy, -x - ux) - first;
    if (is_positive && sweep < 0) {
        sweep += 2 * G_PI;
    } else if (!is_positive && sweep > 0) {
        sweep -= 2 * G_PI;
    }
    add_arcs(outline, &e, first, sweep, to);
}
