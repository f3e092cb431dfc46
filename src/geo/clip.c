#include "geo/clip.h"

#include <math.h>

/* Far enough from DBL_MAX that differences stay finite. */
#define COORD_MAX 1e300

gboolean coord_is_usable(struct coord coord)
{
    return fabs(coord.x) < COORD_MAX && fabs(coord.y) < COORD_MAX; /* false for NAN */
}

static struct coord between(struct coord a, struct coord b, double part)
{
    return (struct coord){a.x * (1 - part) + b.x * part, a.y * (1 - part) + b.y * part};
}

/* Narrows the part [from, to] of a segment to where start + part * delta >= limit (Liang and Barsky
 * 1984). */
static gboolean narrow(double start, double delta, double limit, double *from, double *to)
{
    double gap = limit - start;
    if (delta == 0 || isinf(limit)) {
        return gap <= 0;
    }
    if (delta > 0) {
        *from = MAX(*from, gap / delta);
    } else {
        *to = MIN(*to, gap / delta);
    }
    return *from <= *to;
}

static gboolean visible_part(struct coord a, struct coord b, struct box box, double *from,
                             double *to)
{
    double dx = b.x - a.x;
    double dy = b.y - a.y;
    *from = 0;
    *to = 1;
    return narrow(a.x, dx, box.xmin, from, to) && narrow(-a.x, -dx, -box.xmax, from, to) &&
           narrow(a.y, dy, box.ymin, from, to) && narrow(-a.y, -dy, -box.ymax, from, to);
}

void clip_line(const struct coord *line, guint n, struct box box, GArray *coords, GArray *starts)
{
    gboolean connected = FALSE; /* the last point appended is line[i - 1] */
    for (guint i = 1; i < n; i++) {
        struct coord a = line[i - 1];
        struct coord b = line[i];
        double from;
        double to;
        if (!coord_is_usable(a) || !coord_is_usable(b) || !visible_part(a, b, box, &from, &to)) {
            connected = FALSE;
            continue;
        }
        if (!connected) {
            struct coord first = from > 0 ? between(a, b, from) : a;
            g_array_append_val(starts, coords->len);
            g_array_append_val(coords, first);
        }
        struct coord last = to < 1 ? between(a, b, to) : b;
        g_array_append_val(coords, last);
        connected = to >= 1;
    }
}

enum side { SIDE_LEFT, SIDE_RIGHT, SIDE_BOTTOM, SIDE_TOP };

static double side_limit(struct box box, enum side side)
{
    const double limits[] = {box.xmin, box.xmax, box.ymin, box.ymax};
    return limits[side];
}

/* How far inside a side a point lies. */
static double depth(struct coord coord, enum side side, double limit)
{
    double value = side <= SIDE_RIGHT ? coord.x : coord.y;
    return side == SIDE_LEFT || side == SIDE_BOTTOM ? value - limit : limit - value;
}

static struct coord crossing(struct coord a, struct coord b, double depth_a, double depth_b,
                             enum side side, double limit)
{
    struct coord at = between(a, b, depth_a / (depth_a - depth_b));
    if (side <= SIDE_RIGHT) {
        at.x = limit; /* exact, so that the next sides and neighbours agree */
    } else {
        at.y = limit;
    }
    return at;
}

static void clip_side(const struct coord *in, guint n, enum side side, double limit, GArray *out)
{
    if (n == 0) {
        return;
    }
    struct coord last = in[n - 1];
    double depth_last = depth(last, side, limit);
    for (guint i = 0; i < n; i++) {
        double depth_here = depth(in[i], side, limit);
        if ((depth_here >= 0) != (depth_last >= 0)) {
            struct coord at = crossing(last, in[i], depth_last, depth_here, side, limit);
            g_array_append_val(out, at);
        }
        if (depth_here >= 0) {
            g_array_append_val(out, in[i]);
        }
        last = in[i];
        depth_last = depth_here;
    }
}

/* The usable points of a ring without a repeated first one, at the end of `coords`. */
static struct box append_usable(const struct coord *ring, guint n, GArray *coords)
{
    struct box bounds = box_empty();
    guint start = coords->len;
    for (guint i = 0; i < n; i++) {
        if (coord_is_usable(ring[i])) {
            box_add(&bounds, ring[i].x, ring[i].y);
            g_array_append_val(coords, ring[i]);
        }
    }
    const struct coord *points = (const void *)coords->data;
    guint end = coords->len;
    if (end - start > 1 && points[start].x == points[end - 1].x &&
        points[start].y == points[end - 1].y) {
        g_array_set_size(coords, end - 1);
    }
    return bounds;
}

/* Replaces the ring that begins at `start` by what one side of the box leaves of it. */
static void clip_tail(GArray *coords, guint start, GArray *scratch, enum side side, double limit)
{
    g_array_set_size(scratch, 0);
    clip_side((const struct coord *)(const void *)coords->data + start, coords->len - start, side,
              limit, scratch);
    g_array_set_size(coords, start);
    if (scratch->len > 0) {
        g_array_append_vals(coords, scratch->data, scratch->len);
    }
}

void clip_ring(const struct coord *ring, guint n, struct box box, GArray *scratch, GArray *coords)
{
    guint start = coords->len;
    struct box bounds = append_usable(ring, n, coords);
    if (!box_intersects(bounds, box)) {
        g_array_set_size(coords, start);
        return;
    }
    const gboolean outside[] = {bounds.xmin<box.xmin, bounds.xmax> box.xmax,
                                bounds.ymin<box.ymin, bounds.ymax> box.ymax};
    for (enum side side = SIDE_LEFT; side <= SIDE_TOP; side++) {
        if (outside[side]) {
            clip_tail(coords, start, scratch, side, side_limit(box, side));
        }
    }
    if (coords->len - start < 3) {
        g_array_set_size(coords, start);
    }
}
