/* Thinning of lines on the page. */
#ifndef IDLIBMAP_GEO_SIMPLIFY_H
#define IDLIBMAP_GEO_SIMPLIFY_H

#include "geo/geometry.h"

/* Appends a line (page px) to the path as one part, without vertices that lie within `tolerance_px`
 * of the line drawn in their place. Keeps both ends, and where the line turns back (the sector of
 * directions that passes all dropped vertices: Zhao and Saalfeld 1997). Nothing for under 2 points.
 */
void simplify_line(const struct coord *line, guint n, double tolerance_px, struct page_path *path);

/* The same for a ring (without a repeated first point); nothing when less than three points remain,
 * which means that it is nowhere wider than the tolerance. */
void simplify_ring(const struct coord *ring, guint n, double tolerance_px, struct page_path *path);

#endif
