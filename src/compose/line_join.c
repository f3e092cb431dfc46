#include "compose/line_join.h"

#include <math.h>

/* By how much an outline must differ: the tip of a blunt mitre is little to see, and arcs are
 * bytes. */
#define VISIBLE_PX 0.25
#define ARC_RADIUS_PX 0.25
#define ARC_ERROR_PX 0.05 /* of the outline round an arc */
#define MIN_STEP (G_PI / 18)
#define MAX_STEP (G_PI / 4)

/* The turn at a point of a part, from one unit direction to another. */
struct corner {
    struct page_point at, before, after;
    double room_px; /* half of the shorter side */
};

static double side(struct page_point from, struct page_point to, struct page_point *direction)
{
    double dx = to.x - from.x, dy = to.y - from.y, length = hypot(dx, dy);
    *direction = (struct page_point){dx / length, dy / length};
    return length;
}

/* A copy in which no point follows on itself: there a line has no direction. */
static struct page_path *without_repeats(const struct page_path *path)
{
    struct page_path *out = page_path_new();
    page_path_clear(out, path->closed);
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n;
        const struct page_point *points = page_path_part(path, part, &n);
        while (path->closed && n > 1 && points[n - 1].x == points[0].x &&
               points[n - 1].y == points[0].y) {
            n--;
        }
        page_path_begin_part(out);
        for (guint i = 0; i < n; i++) {
            if (i == 0 || points[i].x != points[i - 1].x || points[i].y != points[i - 1].y) {
                page_path_add(out, points[i].x, points[i].y);
            }
        }
    }
    return out;
}

/* FALSE at the ends of an open part. */
static gboolean corner_at(const struct page_point *points, guint n, guint i, gboolean closed,
                          struct corner *corner)
{
    if (n < 3 || (!closed && (i == 0 || i + 1 == n))) {
        return FALSE;
    }
    corner->at = points[i];
    double before = side(points[(i + n - 1) % n], points[i], &corner->before);
    double after = side(points[i], points[(i + 1) % n], &corner->after);
    corner->room_px = fmin(before, after) / 2;
    return corner->room_px > 0;
}

/* The length of the corner's mitre by the line's width: infinite where the line turns back. */
static double miter_ratio(const struct corner *corner)
{
    double cosine = corner->before.x * corner->after.x + corner->before.y * corner->after.y;
    double half = sqrt(fmax(0, (1 + cosine) / 2));
    return half > 0 ? 1 / half : INFINITY;
}

/* Is a corner to be mitred whose mitre would be seen to be none? */
static gboolean has_visible_miter(const struct page_path *path, double round_limit, double width_px)
{
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n;
        const struct page_point *points = page_path_part(path, part, &n);
        for (guint i = 0; i < n; i++) {
            struct corner corner;
            double ratio =
                corner_at(points, n, i, path->closed, &corner) ? miter_ratio(&corner) : 1;
            if (ratio < round_limit && (ratio - 1) * width_px / 2 > VISIBLE_PX) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* Turns on an arc that touches the corner from within: steps so small that their mitres are no
 * further from the round join than ARC_ERROR_PX. */
static void add_arc(struct page_path *out, const struct corner *corner, double width_px)
{
    double outward_x = corner->before.x - corner->after.x;
    double outward_y = corner->before.y - corner->after.y;
    double length = hypot(outward_x, outward_y);
    double cross = corner->before.x * corner->after.y - corner->before.y * corner->after.x;
    double turn = 2 * asin(fmin(length / 2, 1)), radius = fmin(ARC_RADIUS_PX, corner->room_px);
    double step = 2 * acos(width_px / (width_px + 2 * ARC_ERROR_PX));
    guint steps = (guint)ceil(turn / CLAMP(step, MIN_STEP, MAX_STEP));
    for (guint i = 0; i <= steps; i++) {
        double angle = (cross < 0 ? -1 : 1) * turn * ((double)i / steps - 0.5);
        double x = (outward_x * cos(angle) - outward_y * sin(angle)) / length;
        double y = (outward_x * sin(angle) + outward_y * cos(angle)) / length;
        page_path_add(out, corner->at.x + radius * (x - outward_x / length),
                      corner->at.y + radius * (y - outward_y / length));
    }
}

static struct page_path *with_arcs(const struct page_path *path, double round_limit,
                                   double width_px)
{
    struct page_path *out = page_path_new();
    page_path_clear(out, path->closed);
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n;
        const struct page_point *points = page_path_part(path, part, &n);
        page_path_begin_part(out);
        for (guint i = 0; i < n; i++) {
            struct corner corner;
            if (corner_at(points, n, i, path->closed, &corner) &&
                miter_ratio(&corner) >= round_limit) {
                add_arc(out, &corner, width_px);
            } else {
                page_path_add(out, points[i].x, points[i].y);
            }
        }
    }
    return out;
}

struct page_path *round_joins_limited(const struct page_path *path, double round_limit,
                                      struct stroke *stroke)
{
    double width_px = stroke->width_px;
    if (stroke->join != LINE_JOIN_ROUND || !((round_limit - 1) * width_px / 2 > VISIBLE_PX)) {
        return NULL;
    }
    g_autoptr(PagePath) plain = without_repeats(path);
    if (!has_visible_miter(plain, round_limit, width_px)) {
        return NULL;
    }
    stroke->join = LINE_JOIN_MITER;
    stroke->miter_limit = fmax(1, fmin(stroke->miter_limit, round_limit));
    return with_arcs(plain, round_limit, width_px);
}
