#include "geo/simplify.h"

#include <math.h>

struct thinner {
    double tolerance;
    struct page_path *path;
    struct coord anchor; /* the last vertex drawn */
    struct coord last;   /* the last vertex seen, maybe not yet drawn */
    gboolean pending;    /* last is not drawn */
    /* Directions from the anchor, as unit vectors, between which a line passes all vertices since
     * within the tolerance. */
    gboolean has_sector;
    struct coord right, left;
    double reach; /* how far from the anchor the line has been, if out of the tolerance */
};

static double cross(struct coord a, struct coord b)
{
    return a.x * b.y - a.y * b.x;
}

/* Points of the page are small numbers: hypot()'s care for overflow is not needed. */
static double length(struct coord a)
{
    return sqrt(a.x * a.x + a.y * a.y);
}

static void draw_to(struct thinner *thinner, struct coord at)
{
    page_path_add(thinner->path, at.x, at.y);
    thinner->anchor = at;
    thinner->last = at;
    thinner->pending = FALSE;
    thinner->has_sector = FALSE;
    thinner->reach = 0;
}

/* Whether a line from the anchor to a point passes all vertices since, and does not end short of
 * one of them. */
static gboolean covers(const struct thinner *thinner, struct coord offset, double distance)
{
    if (distance < thinner->reach) {
        return FALSE;
    }
    return !thinner->has_sector ||
           (cross(thinner->right, offset) >= 0 && cross(offset, thinner->left) >= 0 &&
            offset.x * (thinner->right.x + thinner->left.x) +
                    offset.y * (thinner->right.y + thinner->left.y) >
                0);
}

/* Takes a vertex into the sector: the directions that pass it within the tolerance. */
static void narrow_sector(struct thinner *thinner, struct coord offset, double distance)
{
    double sine = thinner->tolerance / distance;
    double cosine = sqrt(1 - sine * sine);
    struct coord u = {offset.x / distance, offset.y / distance};
    struct coord right = {u.x * cosine + u.y * sine, u.y * cosine - u.x * sine};
    struct coord left = {u.x * cosine - u.y * sine, u.y * cosine + u.x * sine};
    if (!thinner->has_sector || cross(thinner->right, right) > 0) {
        thinner->right = right;
    }
    if (!thinner->has_sector || cross(left, thinner->left) > 0) {
        thinner->left = left;
    }
    thinner->has_sector = TRUE;
}

static void see(struct thinner *thinner, struct coord at)
{
    struct coord offset = {at.x - thinner->anchor.x, at.y - thinner->anchor.y};
    double distance = length(offset);
    if (thinner->pending && !covers(thinner, offset, distance)) {
        draw_to(thinner, thinner->last);
        offset = (struct coord){at.x - thinner->anchor.x, at.y - thinner->anchor.y};
        distance = length(offset);
    }
    if (distance > thinner->tolerance) {
        narrow_sector(thinner, offset, distance);
        thinner->reach = MAX(thinner->reach, distance);
    }
    thinner->last = at;
    thinner->pending = TRUE;
}

static void thin(struct thinner *thinner, const struct coord *line, guint n)
{
    page_path_begin_part(thinner->path);
    draw_to(thinner, line[0]);
    for (guint i = 1; i < n; i++) {
        see(thinner, line[i]);
    }
}

void simplify_line(const struct coord *line, guint n, double tolerance_px, struct page_path *path)
{
    struct thinner thinner = {.tolerance = tolerance_px, .path = path};
    if (n < 2) {
        return;
    }
    thin(&thinner, line, n);
    draw_to(&thinner, line[n - 1]);
}

void simplify_ring(const struct coord *ring, guint n, double tolerance_px, struct page_path *path)
{
    struct thinner thinner = {.tolerance = tolerance_px, .path = path};
    guint start = path->points->len;
    if (n < 3) {
        return;
    }
    thin(&thinner, ring, n);
    see(&thinner, ring[0]);
    if (path->points->len - start < 3) {
        g_array_set_size(path->points, start);
        g_array_set_size(path->starts, path->starts->len - 1);
    }
}
