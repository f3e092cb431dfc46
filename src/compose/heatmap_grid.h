/* The density of points over the frame, on a grid: the kernel density estimation of MapLibre's
 * heatmap layers. */
#ifndef IDLIBMAP_COMPOSE_HEATMAP_GRID_H
#define IDLIBMAP_COMPOSE_HEATMAP_GRID_H

#include "geo/geometry.h"

/* The peak of a point of weight 1: 1/sqrt(2 pi), the normal distribution's. The specification calls
 * the density "relative"; that the radius is three standard deviations and this the peak is what
 * MapLibre GL JS draws: weight * intensity * 0.3989 * exp(-0.5 * (3 * distance / radius)^2). */
#define HEATMAP_PEAK 0.3989422804014327

struct heat_point {
    double x, y;      /* page px */
    double radius_px; /* three standard deviations; at least 1 */
    double weight;    /* intensity multiplied in; not negative */
};

/* Nodes `cell_px` apart, row by row. Those on the rim are 0 and lie outside the frame, so that
 * every contour is closed. */
struct heat_grid {
    double x, y; /* page px of the first node */
    double cell_px;
    guint columns, rows;
    float *density;
};

/* How far from a point its density is above what can be seen, in its radii. */
double heat_reach(double weight);

/* `points`: struct heat_point. Takes time in proportion to their number, up to a limit from which
 * on the grid gets coarser. */
struct heat_grid *heat_grid_new(const GArray *points, struct box frame);
void heat_grid_free(struct heat_grid *grid);

/* Page px: from the first node to the last. */
struct box heat_grid_box(const struct heat_grid *grid);

static inline float heat_grid_at(const struct heat_grid *grid, guint column, guint row)
{
    return grid->density[(gsize)row * grid->columns + column];
}

DEFINE_AUTOPTR(HeatGrid, heat_grid)

#endif
