/* Distances and areas on the WGS 84 ellipsoid (PROJ's geodesic.h, Karney 2013). */
#ifndef IDLIBMAP_GEO_GEODESIC_H
#define IDLIBMAP_GEO_GEODESIC_H

#include "geo/geometry.h"

/* Metres between two points; `azimuth_deg` (may be NULL) gets the bearing at `a`, clockwise from
 * north. */
double geodesic_distance_m(struct lonlat a, struct lonlat b, double *azimuth_deg);
/* The point `distance_m` from `from` on a bearing. */
struct lonlat geodesic_direct(struct lonlat from, double azimuth_deg, double distance_m);

/* Square metres inside a ring of points (x: degrees of longitude, y: of latitude) whose edges are
 * geodesics; its direction does not count, nor does whether its first point is repeated. */
double geodesic_ring_area_m2(const struct coord *ring, guint n);

#endif
