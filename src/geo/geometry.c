#include "geo/geometry.h"

#include <math.h>

struct box box_empty(void)
{
    return (struct box){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

/* Written so that a box with a NaN is empty too. */
gboolean box_is_empty(struct box box)
{
    return !(box.xmin <= box.xmax && box.ymin <= box.ymax);
}

void box_add(struct box *box, double x, double y)
{
    if (!isfinite(x) || !isfinite(y)) {
        return;
    }
    box->xmin = MIN(box->xmin, x);
    box->ymin = MIN(box->ymin, y);
    box->xmax = MAX(box->xmax, x);
    box->ymax = MAX(box->ymax, y);
}

gboolean box_intersects(struct box a, struct box b)
{
    return !box_is_empty(a) && !box_is_empty(b) && a.xmin <= b.xmax && b.xmin <= a.xmax &&
           a.ymin <= b.ymax && b.ymin <= a.ymax;
}

gboolean box_contains(struct box box, double x, double y)
{
    return x >= box.xmin && x <= box.xmax && y >= box.ymin && y <= box.ymax;
}

struct box box_grow(struct box box, double margin)
{
    struct box grown = {box.xmin - margin, box.ymin - margin, box.xmax + margin, box.ymax + margin};
    return box_is_empty(box) || box_is_empty(grown) ? box_empty() : grown;
}

struct box box_intersection(struct box a, struct box b)
{
    if (!box_intersects(a, b)) {
        return box_empty();
    }
    return (struct box){MAX(a.xmin, b.xmin), MAX(a.ymin, b.ymin), MIN(a.xmax, b.xmax),
                        MIN(a.ymax, b.ymax)};
}

struct geometry *geometry_new(void)
{
    struct geometry *geometry = g_new(struct geometry, 1);
    geometry->type = GEOMETRY_EMPTY;
    geometry->coords = g_array_new(FALSE, FALSE, sizeof(struct coord));
    geometry->starts = g_array_new(FALSE, FALSE, sizeof(guint));
    return geometry;
}

void geometry_free(struct geometry *geometry)
{
    if (geometry == NULL) {
        return;
    }
    g_array_unref(geometry->coords);
    g_array_unref(geometry->starts);
    g_free(geometry);
}

void geometry_clear(struct geometry *geometry, enum geometry_type type)
{
    geometry->type = type;
    geometry->coords->len = geometry->starts->len = 0; /* g_array_set_size() walks what it drops */
}

/* Where part `part` begins and how long it is, in an array of `total` points. */
static guint part_range(const GArray *starts, guint total, guint part, guint *length)
{
    guint start = g_array_index(starts, guint, part);
    guint end = part + 1 < starts->len ? g_array_index(starts, guint, part + 1) : total;
    *length = end - start;
    return start;
}

void geometry_begin_part(struct geometry *geometry)
{
    g_array_append_val(geometry->starts, geometry->coords->len);
}

void geometry_add(struct geometry *geometry, double x, double y)
{
    struct coord coord = {x, y};
    g_array_append_val(geometry->coords, coord);
}

guint geometry_parts(const struct geometry *geometry)
{
    return geometry->starts->len;
}

const struct coord *geometry_part(const struct geometry *geometry, guint part, guint *length)
{
    guint start = part_range(geometry->starts, geometry->coords->len, part, length);
    return (const struct coord *)(const void *)geometry->coords->data + start;
}

struct box geometry_box(const struct geometry *geometry)
{
    struct box box = box_empty();
    for (guint i = 0; i < geometry->coords->len; i++) {
        const struct coord *coord = &g_array_index(geometry->coords, struct coord, i);
        box_add(&box, coord->x, coord->y);
    }
    return box;
}

struct page_path *page_path_new(void)
{
    struct page_path *path = g_new(struct page_path, 1);
    path->points = g_array_new(FALSE, FALSE, sizeof(struct page_point));
    path->starts = g_array_new(FALSE, FALSE, sizeof(guint));
    path->closed = FALSE;
    return path;
}

void page_path_free(struct page_path *path)
{
    if (path == NULL) {
        return;
    }
    g_array_unref(path->points);
    g_array_unref(path->starts);
    g_free(path);
}

void page_path_clear(struct page_path *path, gboolean closed)
{
    g_array_set_size(path->points, 0);
    g_array_set_size(path->starts, 0);
    path->closed = closed;
}

void page_path_begin_part(struct page_path *path)
{
    g_array_append_val(path->starts, path->points->len);
}

void page_path_add(struct page_path *path, double x, double y)
{
    struct page_point point = {x, y};
    g_array_append_val(path->points, point);
}

void page_path_append(struct page_path *path, const struct page_path *other)
{
    for (guint i = 0; i < page_path_parts(other); i++) {
        guint length;
        const struct page_point *points = page_path_part(other, i, &length);
        page_path_begin_part(path);
        g_array_append_vals(path->points, points, length);
    }
}

guint page_path_parts(const struct page_path *path)
{
    return path->starts->len;
}

const struct page_point *page_path_part(const struct page_path *path, guint part, guint *length)
{
    guint start = part_range(path->starts, path->points->len, part, length);
    return (const struct page_point *)(const void *)path->points->data + start;
}

struct box page_path_box(const struct page_path *path)
{
    struct box box = box_empty();
    for (guint i = 0; i < path->points->len; i++) {
        const struct page_point *point = &g_array_index(path->points, struct page_point, i);
        box_add(&box, point->x, point->y);
    }
    return box;
}

struct page_path *page_path_copy(const struct page_path *path)
{
    struct page_path *copy = g_new0(struct page_path, 1);
    copy->points = g_array_copy(path->points);
    copy->starts = g_array_copy(path->starts);
    copy->closed = path->closed;
    return copy;
}

struct page_path *page_path_moved(const struct page_path *path, struct page_point by)
{
    struct page_path *moved = page_path_copy(path);
    for (guint i = 0; i < moved->points->len; i++) {
        struct page_point *point = &g_array_index(moved->points, struct page_point, i);
        *point = page_point_moved(*point, by);
    }
    return moved;
}
