/* A point inside of an area. */
#ifndef IDLIBMAP_GEO_INSIDE_H
#define IDLIBMAP_GEO_INSIDE_H

#include "geo/geometry.h"

/* The centroid of the greatest ring where it lies inside (even-odd, all rings), else the middle of
 * the longest stretch inside at its height. FALSE for a geometry without area. */
gboolean geometry_point_inside(const struct geometry *geometry, struct coord *point);

#endif
