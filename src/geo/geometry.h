/* Coordinates and shapes. Each space has its own type; a name says the unit where a type does not.
 *
 *   struct coord       as a file gives it: easting/longitude first, in the file's CRS
 *   struct lonlat      degrees on WGS 84
 *   struct projected   units of the map's CRS: easting, northing
 *   struct page_point  CSS px (1/96 inch) from the page's top left, y down
 */
#ifndef IDLIBMAP_GEO_GEOMETRY_H
#define IDLIBMAP_GEO_GEOMETRY_H

#include "base/auto.h"

#include <glib.h>

struct coord {
    double x, y;
};

struct lonlat {
    double lon, lat;
};

struct projected {
    double x, y;
};

struct page_point {
    double x, y;
};

static inline struct page_point page_point_moved(struct page_point at, struct page_point by)
{
    return (struct page_point){at.x + by.x, at.y + by.y};
}

/* Empty when xmin > xmax. */
struct box {
    double xmin, ymin, xmax, ymax;
};

struct box box_empty(void);
gboolean box_is_empty(struct box box);
/* Points that are not finite are passed over. */
void box_add(struct box *box, double x, double y);
gboolean box_intersects(struct box a, struct box b);
gboolean box_contains(struct box box, double x, double y);
/* Grown by `margin` on each side (shrunk when negative). */
struct box box_grow(struct box box, double margin);
struct box box_intersection(struct box a, struct box b);

enum geometry_type {
    GEOMETRY_EMPTY, /* a null shape */
    GEOMETRY_POINT, /* each part is one point */
    GEOMETRY_LINE,
    GEOMETRY_POLYGON, /* closed rings, filled even-odd: order and direction carry no meaning */
};

/* Any shape: parts of coordinates in one array. Made once and refilled for each record. */
struct geometry {
    enum geometry_type type;
    GArray *coords; /* struct coord */
    GArray *starts; /* guint: where each part begins in coords */
};

struct geometry *geometry_new(void);
void geometry_free(struct geometry *geometry);
void geometry_clear(struct geometry *geometry, enum geometry_type type);
void geometry_begin_part(struct geometry *geometry);
void geometry_add(struct geometry *geometry, double x, double y);
guint geometry_parts(const struct geometry *geometry);
/* The coordinates of a part; `length` is how many. */
const struct coord *geometry_part(const struct geometry *geometry, guint part, guint *length);
struct box geometry_box(const struct geometry *geometry);

DEFINE_AUTOPTR(Geometry, geometry)

/* How a line drawn along a path ends, and how it turns a corner. */
enum line_cap {
    LINE_CAP_BUTT,
    LINE_CAP_ROUND,
    LINE_CAP_SQUARE,
};

enum line_join {
    LINE_JOIN_MITER,
    LINE_JOIN_ROUND,
    LINE_JOIN_BEVEL,
};

/* A path on the page: parts of points. The parts of a closed path are rings, which end where they
 * began without saying so again: the first point is not repeated. */
struct page_path {
    GArray *points; /* struct page_point */
    GArray *starts; /* guint */
    gboolean closed;
};

struct page_path *page_path_new(void);
void page_path_free(struct page_path *path);
struct page_path *page_path_copy(const struct page_path *path);
/* A copy that stands elsewhere. */
struct page_path *page_path_moved(const struct page_path *path, struct page_point by);
void page_path_clear(struct page_path *path, gboolean closed);
/* Adds the parts of another path behind its own. */
void page_path_append(struct page_path *path, const struct page_path *other);
void page_path_begin_part(struct page_path *path);
void page_path_add(struct page_path *path, double x, double y);
guint page_path_parts(const struct page_path *path);
const struct page_point *page_path_part(const struct page_path *path, guint part, guint *length);
struct box page_path_box(const struct page_path *path);

DEFINE_AUTOPTR(PagePath, page_path)

#endif
