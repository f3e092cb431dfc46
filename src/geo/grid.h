/* A transform made cheap for many points of one window: PROJ computes the nodes of a grid, and
 * points between them are interpolated. */
#ifndef IDLIBMAP_GEO_GRID_H
#define IDLIBMAP_GEO_GRID_H

#include "geo/projection.h"

struct grid;

/* `window`: in the source's CRS; `tolerance`: CRS units of the map. The error is measured against
 * PROJ half-way along the sides of each cell, and the cells halved until it is within the
 * tolerance. NULL where that does not help: the window has no bounds, a node has no result, PROJ
 * may take different operations for different points, or cells would get too small. */
struct grid *grid_new(struct transform *transform, struct box window, double tolerance);
void grid_free(struct grid *grid);
/* Points outside the window are taken with the nearest cell: keep them inside. */
void grid_points(const struct grid *grid, const struct coord *in, guint n, struct projected *out);

#endif
