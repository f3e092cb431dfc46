#include "compose/heatmap_grid.h"

#include <math.h>

/* A sixteenth of the least step of an 8-bit channel. */
#define UNSEEN (1 / 255.0 / 16)
#define MIN_CELL_PX 1.0
#define MAX_CELL_PX 2.5
#define CELLS_A_RADIUS 8
#define MAX_NODES 4e6
/* Sums of a node and a point: about half a second. */
#define MAX_SUMS 2e9
/* Beyond this the colour is the ramp's last anyway; sums stay far from the end of floats. */
#define MAX_WEIGHT 1e6

double heat_reach(double weight)
{
    double peak = HEATMAP_PEAK * fmin(weight, MAX_WEIGHT);
    return peak > UNSEEN ? sqrt(-2 * log(UNSEEN / peak)) / 3 : 0;
}

static double cell_size(const GArray *points, struct box frame)
{
    double smallest = INFINITY, area = 0;
    for (guint i = 0; i < points->len; i++) {
        const struct heat_point *point = &g_array_index(points, struct heat_point, i);
        double side = 2 * heat_reach(point->weight) * point->radius_px;
        smallest = fmin(smallest, point->radius_px);
        area += side * side;
    }
    double cell = CLAMP(smallest / CELLS_A_RADIUS, MIN_CELL_PX, MAX_CELL_PX);
    double frame_area = (frame.xmax - frame.xmin) * (frame.ymax - frame.ymin);
    return fmax(cell, sqrt(fmax(area / MAX_SUMS, frame_area / MAX_NODES)));
}

/* The nodes of one axis that a point reaches, and the bell curve at each of them. */
struct span {
    guint first, count;
    GArray *bell; /* float */
};

/* exp(-a x^2) at equal steps: each value is the one before times a factor that itself changes by a
 * constant factor. */
static void fill_bell(struct span *span, double first_x, double step, double a)
{
    double value = exp(-a * first_x * first_x);
    double factor = exp(-a * step * (2 * first_x + step)), change = exp(-2 * a * step * step);
    g_array_set_size(span->bell, span->count);
    for (guint i = 0; i < span->count; i++) {
        g_array_index(span->bell, float, i) = (float)value;
        value *= factor;
        factor *= change;
    }
}

/* `at`: the point in cells from the first node. The rim is left out. */
static gboolean find_span(struct span *span, double at, double reach, guint nodes)
{
    double low = fmax(ceil(at - reach), 1), high = fmin(floor(at + reach), nodes - 2.0);
    if (!(low <= high)) {
        return FALSE;
    }
    span->first = (guint)low;
    span->count = (guint)(high - low) + 1;
    return TRUE;
}

static void add_point(struct heat_grid *grid, const struct heat_point *point, struct span *across,
                      struct span *down)
{
    double weight = fmin(point->weight, MAX_WEIGHT);
    double x = (point->x - grid->x) / grid->cell_px, y = (point->y - grid->y) / grid->cell_px;
    double radius = point->radius_px / grid->cell_px, reach = heat_reach(weight) * radius;
    double a = 4.5 / (radius * radius);
    if (!find_span(across, x, reach, grid->columns) || !find_span(down, y, reach, grid->rows)) {
        return;
    }
    fill_bell(across, across->first - x, 1, a);
    fill_bell(down, down->first - y, 1, a);
    const float *bell = (const float *)(void *)across->bell->data;
    for (guint row = 0; row < down->count; row++) {
        float factor = (float)(weight * HEATMAP_PEAK) * g_array_index(down->bell, float, row);
        float *out = grid->density + (gsize)(down->first + row) * grid->columns + across->first;
        for (guint i = 0; i < across->count; i++) {
            out[i] += factor * bell[i];
        }
    }
}

struct heat_grid *heat_grid_new(const GArray *points, struct box frame)
{
    struct heat_grid *grid = g_new0(struct heat_grid, 1);
    grid->cell_px = cell_size(points, frame);
    /* The rim and one node more on each side, so that all of the frame lies between true values. */
    grid->columns = (guint)ceil((frame.xmax - frame.xmin) / grid->cell_px) + 5;
    grid->rows = (guint)ceil((frame.ymax - frame.ymin) / grid->cell_px) + 5;
    grid->x = frame.xmin - 2 * grid->cell_px;
    grid->y = frame.ymin - 2 * grid->cell_px;
    grid->density = g_new0(float, (gsize)grid->columns * grid->rows);
    struct span across = {.bell = g_array_new(FALSE, FALSE, sizeof(float))};
    struct span down = {.bell = g_array_new(FALSE, FALSE, sizeof(float))};
    for (guint i = 0; i < points->len; i++) {
        add_point(grid, &g_array_index(points, struct heat_point, i), &across, &down);
    }
    g_array_unref(across.bell);
    g_array_unref(down.bell);
    return grid;
}

struct box heat_grid_box(const struct heat_grid *grid)
{
    return (struct box){grid->x, grid->y, grid->x + (grid->columns - 1) * grid->cell_px,
                        grid->y + (grid->rows - 1) * grid->cell_px};
}

void heat_grid_free(struct heat_grid *grid)
{
    if (grid == NULL) {
        return;
    }
    g_free(grid->density);
    g_free(grid);
}
