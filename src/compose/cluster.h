/* Points that stand close together, gathered into clusters: the `cluster` option of sources. */
#ifndef IDLIBMAP_COMPOSE_CLUSTER_H
#define IDLIBMAP_COMPOSE_CLUSTER_H

#include "geo/geometry.h"

/* One point, or several. */
struct cluster {
    struct page_point at; /* the mean of its points */
    guint first, count;   /* in the list of members */
};

/* Takes the points in their order: one that belongs to no cluster yet makes one with all such
 * points within the radius, when with itself there are `min_points` of them, and else stands alone.
 * Each point ends in exactly one cluster. MapLibre does the same at each zoom with the clusters of
 * the zoom above; here there is one zoom. Returns struct cluster; `members` (guint) gets the
 * indexes of their points, ascending in each cluster but for the first, which made it. */
GArray *clusters_make(const struct page_point *points, guint n, double radius_px, guint min_points,
                      GArray *members);

#endif
