/* Cutting lines and rings at a box, in any plane: `struct coord` is a point of a source's CRS or of
 * the page here. A side of the box may be infinite. Coordinates that are not finite, or beyond
 * 1e300, count as missing: they split a line and are left out of a ring. */
#ifndef IDLIBMAP_GEO_CLIP_H
#define IDLIBMAP_GEO_CLIP_H

#include "geo/geometry.h"

gboolean coord_is_usable(struct coord coord);

/* Appends the pieces of a line that lie in the box to `coords` (struct coord), and where each
 * begins to `starts` (guint). Each has two points or more. */
void clip_line(const struct coord *line, guint n, struct box box, GArray *coords, GArray *starts);

/* Appends the part of a ring's area that lies in the box to `coords`, as one ring without a
 * repeated first point, or nothing when less than three points are left (Sutherland and Hodgman
 * 1974). Where several areas remain they are joined along the sides of the box: right for filling
 * even-odd, and to be hidden by a margin for stroking. `scratch` (struct coord) is overwritten. */
void clip_ring(const struct coord *ring, guint n, struct box box, GArray *scratch, GArray *coords);

#endif
