/* Points that stand close together, gathered into clusters: the `cluster` option of sources, by the
 * rule of MapLibre GL JS, which is that of Mapbox's supercluster
 * (https://github.com/mapbox/supercluster): hierarchical and greedy, from the largest scale down.
 * Places are those of the square world of Web Mercator, 0..1 from the north west corner; at zoom z
 * it is 512 * 2^z px wide. */
#ifndef IDLIBMAP_COMPOSE_CLUSTER_H
#define IDLIBMAP_COMPOSE_CLUSTER_H

#include "base/auto.h"
#include "geo/geometry.h"

/* The largest zoom that a cluster_id has room for. */
#define CLUSTER_MAX_ZOOM 30

struct cluster_rule {
    double radius_px;
    guint min_points; /* a cluster has at least as many, and never less than 2 */
    guint max_zoom;   /* the last zoom with clusters; at most CLUSTER_MAX_ZOOM */
};

/* A point, or a cluster of points and of clusters of the zoom above. */
struct cluster {
    double x, y;          /* of a cluster: the mean of its points */
    guint count;          /* of its points; 1 for a point */
    double id;            /* of a cluster, as supercluster numbers them */
    guint first, members; /* of a cluster: where in the list of members they stand; else 0, 0 */
};

struct clusters {
    GArray *all;     /* struct cluster: first the points in their order, then the clusters, those
                        that others are made of before these */
    GArray *members; /* guint, indexes in `all`: of each cluster the one that made it, then the
                        others in the order in which their zoom has them */
    GArray *shown;   /* guint, indexes in `all`: the points and clusters of the zoom asked for */
};

/* From `max_zoom` down to `zoom`, at each zoom: takes what the zoom above has in its order; what
 * belongs to no cluster of this zoom yet makes one with all that are free within the radius of it,
 * where there are any and their points are at least `min_points`. Where they are fewer, all of them
 * go on to the next zoom as they are. Places have the precision of a float where nearness is
 * asked, as in supercluster, which differs at zooms of 16 and more only. */
struct clusters *clusters_new(const struct coord *points, guint n, const struct cluster_rule *rule,
                              guint zoom);
void clusters_free(struct clusters *clusters);

DEFINE_AUTOPTR(Clusters, clusters)

#endif
