#include "compose/aggregate_heat.h"

#include <math.h>

/* Events are summed in cells as large as this part of their reach: no eye sees the difference. */
#define CELLS_A_RADIUS 20
#define MIN_CELL_PX 1.0
#define MIN_RADIUS_PX 4.0
#define MAX_RADIUS_PX 2000.0
#define MAX_CELLS 4e6
/* In densities of 0 to 1: the least seen, and from where on the surface is opaque. */
#define SEEN_FROM 0.02
#define OPAQUE_FROM 0.2

struct aggregate_heat {
    struct box frame; /* page px */
    double km_per_px, radius_px, cell_px;
    guint columns, rows; /* of cells, from `origin` on: the frame and what reaches into it */
    struct page_point origin;
    double *sums;
    struct heatmap *drawn;
};

struct aggregate_heat *aggregate_heat_new(const struct view *view, double km)
{
    struct aggregate_heat *heat = g_new0(struct aggregate_heat, 1);
    struct box frame = heat->frame = view->frame;
    struct page_point middle = {(frame.xmin + frame.xmax) / 2, (frame.ymin + frame.ymax) / 2};
    double km_per_px = view_metres_per_px(view, middle) / 1000;
    heat->km_per_px = isfinite(km_per_px) ? km_per_px : 0;
    heat->radius_px = heat->km_per_px > 0
                          ? CLAMP(km / heat->km_per_px, MIN_RADIUS_PX, MAX_RADIUS_PX)
                          : MIN_RADIUS_PX;
    double margin = heat->radius_px * heat_reach(1);
    double width = frame.xmax - frame.xmin + 2 * margin,
           height = frame.ymax - frame.ymin + 2 * margin;
    heat->cell_px =
        fmax(fmax(heat->radius_px / CELLS_A_RADIUS, MIN_CELL_PX), sqrt(width * height / MAX_CELLS));
    heat->columns = (guint)ceil(width / heat->cell_px) + 1;
    heat->rows = (guint)ceil(height / heat->cell_px) + 1;
    heat->origin = (struct page_point){frame.xmin - margin, frame.ymin - margin};
    heat->sums = g_new0(double, (gsize)heat->columns * heat->rows);
    heat->drawn = heatmap_new();
    return heat;
}

void aggregate_heat_free(struct aggregate_heat *heat)
{
    if (heat == NULL) {
        return;
    }
    g_free(heat->sums);
    heatmap_free(heat->drawn);
    g_free(heat);
}

gboolean aggregate_heat_add(struct aggregate_heat *heat, struct page_point at, double weight)
{
    double column = floor((at.x - heat->origin.x) / heat->cell_px);
    double row = floor((at.y - heat->origin.y) / heat->cell_px);
    if (column >= 0 && row >= 0 && column < heat->columns && row < heat->rows) {
        heat->sums[(gsize)row * heat->columns + (gsize)column] += fmax(weight, 0);
    }
    return box_contains(heat->frame, at.x, at.y);
}

static double largest_sum(const struct aggregate_heat *heat)
{
    double largest = 0;
    for (gsize i = 0; i < (gsize)heat->columns * heat->rows; i++) {
        largest = fmax(largest, heat->sums[i]);
    }
    return largest;
}

/* The cells that hold something, as points whose weights are parts of the largest sum. */
static GArray *warm_points(const struct aggregate_heat *heat, double largest)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(struct heat_point));
    for (guint row = 0; row < heat->rows; row++) {
        for (guint column = 0; column < heat->columns; column++) {
            double sum = heat->sums[(gsize)row * heat->columns + column];
            struct heat_point point = {heat->origin.x + (column + 0.5) * heat->cell_px,
                                       heat->origin.y + (row + 0.5) * heat->cell_px,
                                       heat->radius_px, sum / largest};
            if (sum > 0) {
                g_array_append_val(points, point);
            }
        }
    }
    return points;
}

/* The highest density that has a colour of its own: of the highest there is the two first figures.
 */
static double top_density(const struct heat_grid *grid, double full_per_km2)
{
    double most = 0;
    for (gsize i = 0; i < (gsize)grid->columns * grid->rows; i++) {
        most = fmax(most, grid->density[i]);
    }
    double per_km2 = most * full_per_km2;
    double step = pow(10, floor(log10(per_km2)) - 1);
    double top = floor(per_km2 / step) * step;
    return most > 0 && isfinite(top) ? top / full_per_km2 : 0;
}

/* From clear to the first colour, then evenly through the others. */
static void fill_ramp(struct color *ramp, guint n, const struct color *colors, guint n_colors)
{
    for (guint i = 0; i < n; i++) {
        double share = (double)i / (n - 1), at = share * (n_colors - 1);
        guint low = MIN((guint)at, n_colors - 2);
        double part = at - low, fade = CLAMP((share - SEEN_FROM) / (OPAQUE_FROM - SEEN_FROM), 0, 1);
        struct color a = colors[low], b = colors[low + 1];
        ramp[i] =
            (struct color){a.red + (b.red - a.red) * part, a.green + (b.green - a.green) * part,
                           a.blue + (b.blue - a.blue) * part, fade};
    }
}

void aggregate_heat_finish(struct aggregate_heat *heat, struct composition *composition,
                           const struct color *colors, guint n_colors)
{
    double largest = largest_sum(heat);
    struct color ramp[HEATMAP_RAMP_SAMPLES];
    if (!(largest > 0) || !(heat->km_per_px > 0)) {
        return;
    }
    g_autoptr(GArray) points = warm_points(heat, largest);
    g_autoptr(HeatGrid) grid = heat_grid_new(points, heat->frame);
    double sigma_km = heat->radius_px / 3 * heat->km_per_px;
    double full_per_km2 = largest / (HEATMAP_PEAK * 2 * G_PI * sigma_km * sigma_km);
    double top = top_density(grid, full_per_km2);
    if (!(top > 0)) {
        return;
    }
    for (gsize i = 0; i < (gsize)grid->columns * grid->rows; i++) {
        grid->density[i] /= (float)top;
    }
    fill_ramp(ramp, HEATMAP_RAMP_SAMPLES, colors, n_colors);
    fill_ramp(heat->drawn->ramp, HEATMAP_RAMP_COLORS, colors, n_colors);
    heatmap_draw(composition->aggregate_group, grid, ramp);
    heat->drawn->full_per_km2 = top * full_per_km2;
    heat->drawn->is_drawn = TRUE;
}

const struct heatmap *aggregate_heat_drawn(const struct aggregate_heat *heat)
{
    return heat->drawn;
}
