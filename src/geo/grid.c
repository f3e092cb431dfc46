#include "geo/grid.h"

#include <math.h>

/* Cells along each side: at first, and at most (33,000 calls of PROJ, 10 ms). */
#define CELLS_FIRST 16
#define CELLS_MAX 128

struct grid {
    struct box window;
    int cells;
    double cells_per_x, cells_per_y; /* in a unit of the source */
    struct projected *nodes;         /* (cells + 1)^2, row by row from the south */
};

static double node_at(double min, double max, double cell, int cells)
{
    double part = cell / cells;
    return min * (1 - part) + max * part;
}

static gboolean exact(const struct grid *grid, struct transform *transform, double column,
                      double row, struct projected *out)
{
    struct coord in = {node_at(grid->window.xmin, grid->window.xmax, column, grid->cells),
                       node_at(grid->window.ymin, grid->window.ymax, row, grid->cells)};
    return transform_point(transform, in, out);
}

static gboolean fill(struct grid *grid, struct transform *transform)
{
    int side = grid->cells + 1;
    for (int i = 0; i < side * side; i++) {
        if (!exact(grid, transform, i % side, i / side, &grid->nodes[i])) {
            return FALSE;
        }
    }
    return TRUE;
}

/* How far the middle between two nodes is from what PROJ gives; INFINITY without a result. */
static double middle_error(const struct grid *grid, struct transform *transform, int column,
                           int row, int dx, int dy)
{
    int side = grid->cells + 1;
    const struct projected *a = &grid->nodes[row * side + column];
    const struct projected *b = a + dy * side + dx;
    struct projected middle;
    if (!exact(grid, transform, column + dx / 2.0, row + dy / 2.0, &middle)) {
        return INFINITY;
    }
    return hypot((a->x + b->x) / 2 - middle.x, (a->y + b->y) / 2 - middle.y);
}

/* A bound for the error inside the cells: the sum of that along x and that along y. They are
 * measured apart because a conformal map is nearly harmonic: in the middle of a cell they cancel.
 */
static double largest_error(const struct grid *grid, struct transform *transform)
{
    double largest = 0;
    for (int row = 0; row < grid->cells; row++) {
        for (int column = 0; column < grid->cells; column++) {
            double error = middle_error(grid, transform, column, row, 1, 0) +
                           middle_error(grid, transform, column, row, 0, 1);
            largest = MAX(largest, error);
        }
    }
    return largest;
}

static struct grid *grid_alloc(struct box window, int cells)
{
    struct grid *grid = g_new(struct grid, 1);
    grid->window = window;
    grid->cells = cells;
    grid->cells_per_x = cells / (window.xmax - window.xmin);
    grid->cells_per_y = cells / (window.ymax - window.ymin);
    grid->nodes = g_new(struct projected, (gsize)(cells + 1) * (gsize)(cells + 1));
    return grid;
}

struct grid *grid_new(struct transform *transform, struct box window, double tolerance)
{
    gboolean has_size = isfinite(window.xmax - window.xmin) &&
                        isfinite(window.ymax - window.ymin) && window.xmin < window.xmax &&
                        window.ymin < window.ymax;
    if (!has_size || !transform_is_one_formula(transform)) {
        return NULL;
    }
    for (int cells = CELLS_FIRST; cells <= CELLS_MAX; cells *= 2) {
        struct grid *grid = grid_alloc(window, cells);
        double error = fill(grid, transform) ? largest_error(grid, transform) : INFINITY;
        if (error <= tolerance) {
            return grid;
        }
        grid_free(grid);
        /* halving the cells quarters the error: no use to go on when that cannot be enough */
        double halvings = (double)CELLS_MAX / cells;
        if (error > 2 * tolerance * halvings * halvings) {
            return NULL;
        }
    }
    return NULL;
}

void grid_free(struct grid *grid)
{
    if (grid != NULL) {
        g_free(grid->nodes);
        g_free(grid);
    }
}

static struct projected mix(struct projected a, struct projected b, double part)
{
    return (struct projected){a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

void grid_points(const struct grid *grid, const struct coord *in, guint n, struct projected *out)
{
    int side = grid->cells + 1;
    double last = grid->cells - 1;
    for (guint i = 0; i < n; i++) {
        double column = (in[i].x - grid->window.xmin) * grid->cells_per_x;
        double row = (in[i].y - grid->window.ymin) * grid->cells_per_y;
        int c = (int)CLAMP(column, 0, last);
        int r = (int)CLAMP(row, 0, last);
        const struct projected *south = &grid->nodes[r * side + c];
        const struct projected *north = south + side;
        out[i] =
            mix(mix(south[0], south[1], column - c), mix(north[0], north[1], column - c), row - r);
    }
}
