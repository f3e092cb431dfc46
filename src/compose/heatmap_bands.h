/* Contours of a density grid. */
#ifndef IDLIBMAP_COMPOSE_HEATMAP_BANDS_H
#define IDLIBMAP_COMPOSE_HEATMAP_BANDS_H

#include "compose/heatmap_grid.h"

/* Cuts the grid along levels (double, above 0, ascending) into areas to be filled even-odd: what is
 * below the first level, what is between each and the next, what is above the last. Contours are
 * found by marching squares, with the mean of the corners deciding at saddles, and thinned by 0.1
 * px; neighbours share theirs. Returns struct page_path with its free function. */
GPtrArray *heat_grid_bands(const struct heat_grid *grid, const GArray *levels);

#endif
