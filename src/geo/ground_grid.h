/* A fixed grid of cells of equal area on the ground, the same for every map: rows of equal height
 * along the meridian, each divided into as many cells as its area holds. */
#ifndef IDLIBMAP_GEO_GROUND_GRID_H
#define IDLIBMAP_GEO_GROUND_GRID_H

#include "geo/geometry.h"

/* The centre of the cell of cell_km by cell_km that a point on WGS 84 lies in. `reach_km` (may be
 * NULL) gets how far from it a point of the cell lies at most, rounded up to 100 m. Rows are
 * counted in authalic latitude (Snyder, Map Projections, 3-11 to 3-16), so that a cell's area
 * differs by less than one part in the number of cells in its row; near the poles cells are no
 * squares. */
struct lonlat ground_grid_centre(struct lonlat at, double cell_km, double *reach_km);

#endif
