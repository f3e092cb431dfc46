/* Inside the style room: the GeoJSON that "within" and "distance" are given, and the feature they
 * look at, as parts of positions in degrees on WGS 84. */
#ifndef IDLIBMAP_STYLE_SHAPE_H
#define IDLIBMAP_STYLE_SHAPE_H

#include "style/node.h"

/* One point, line or polygon of a style; or the whole of a feature's geometry, which may have
 * several. */
struct shape {
    enum geometry_type type;
    guint n_points;
    const struct coord *points;
    guint n_parts;
    const guint *starts; /* where each part begins in points */
};

struct shapes {
    guint count;
    struct shape *items;
};

/* All shapes of a GeoJSON geometry, feature or collection; multi-geometries one by one. NULL when
 * it is not GeoJSON. What is no point, line or polygon is left out. Lives as long as the
 * expression. */
struct shapes *shapes_read(const struct context *context, const json_t *json);

/* The feature's own geometry, borrowed; of the type GEOMETRY_EMPTY where there is none. */
struct shape shape_of_feature(const struct evaluation *evaluation);

/* The points of a part. */
const struct coord *shape_part(const struct shape *shape, guint part, guint *length);

/* Is the point in a polygon's rings (even-odd)? On an edge, as `edge_counts` says. */
gboolean polygon_has_point(const struct shape *polygon, struct coord p, gboolean edge_counts);
/* Do two segments cross, with the ends of each on different sides of the other? */
gboolean segments_cross(struct coord a, struct coord b, struct coord c, struct coord d);

#endif
