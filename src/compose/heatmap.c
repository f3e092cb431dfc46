#include "compose/heatmap.h"

#include "compose/heatmap_bands.h"

#include <math.h>

/* The areas that vector formats show the surface as, at most. */
#define MAX_BANDS 32
/* Colours nearer than this need no band of their own: sum of the channels' differences. */
#define LEAST_STEP 0.01
#define MAX_RADIUS_PX 10000.0
/* The reach of a radius that depends on the feature is not known beforehand. */
#define UNKNOWN_REACH_PX 100.0
#define MAX_MARGIN_PX 500.0
/* Pixels of the picture, as far as the grid is that fine. */
#define PIXEL_PX 1.25

struct heatmap *heatmap_new(void)
{
    struct heatmap *heatmap = g_new0(struct heatmap, 1);
    heatmap->points = g_array_new(FALSE, FALSE, sizeof(struct heat_point));
    return heatmap;
}

void heatmap_free(struct heatmap *heatmap)
{
    if (heatmap == NULL) {
        return;
    }
    g_array_unref(heatmap->points);
    g_free(heatmap);
}

double heatmap_margin(const struct composition *composition)
{
    struct evaluation evaluation = composition->evaluation;
    double margin = 0;
    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        if (layer->layer->type != LAYER_HEATMAP || layer->group == NULL) {
            continue;
        }
        const struct expression *radius = layer->layer->properties[PROPERTY_HEATMAP_RADIUS];
        gboolean is_known = radius == NULL || expression_is_feature_constant(radius);
        double intensity = style_number(layer->layer, PROPERTY_HEATMAP_INTENSITY, &evaluation);
        margin = fmax(
            margin, is_known ? heat_reach(fmax(intensity, 1)) *
                                   style_number(layer->layer, PROPERTY_HEATMAP_RADIUS, &evaluation)
                             : UNKNOWN_REACH_PX);
    }
    return fmin(margin, MAX_MARGIN_PX);
}

gboolean compose_heatmap(struct composition *composition, struct composed_layer *layer,
                         const struct page_feature *feature)
{
    struct evaluation *evaluation = &composition->evaluation;
    if (feature->type != GEOMETRY_POINT) {
        return FALSE;
    }
    struct heat_point point = {
        .radius_px =
            fmin(style_number(layer->layer, PROPERTY_HEATMAP_RADIUS, evaluation), MAX_RADIUS_PX),
        .weight = style_number(layer->layer, PROPERTY_HEATMAP_WEIGHT, evaluation) *
                  style_number(layer->layer, PROPERTY_HEATMAP_INTENSITY, evaluation),
    };
    const struct page_path *path = feature->around != NULL ? feature->around : feature->path;
    for (guint i = 0; i < page_path_parts(path); i++) {
        guint length;
        struct page_point at = page_path_part(path, i, &length)[0];
        point.x = at.x;
        point.y = at.y;
        g_array_append_val(layer->heatmap->points, point);
    }
    return TRUE;
}

/* ---- colours ---- */

/* The ramp with the layer's opacity, from density 0 to 1. */
static void sample_ramp(struct composition *composition, const struct composed_layer *layer,
                        struct color *colors, guint count)
{
    struct evaluation evaluation = composition->evaluation;
    double opacity = style_number(layer->layer, PROPERTY_HEATMAP_OPACITY, &evaluation);
    for (guint i = 0; i < count; i++) {
        evaluation.heatmap_density = (double)i / (count - 1);
        colors[i] = color_with_opacity(
            style_color(layer->layer, PROPERTY_HEATMAP_COLOR, &evaluation), opacity);
        value_store_clear(evaluation.store);
    }
}

static double color_step(struct color a, struct color b)
{
    return fabs(a.red * a.alpha - b.red * b.alpha) + fabs(a.green * a.alpha - b.green * b.alpha) +
           fabs(a.blue * a.alpha - b.blue * b.alpha) + fabs(a.alpha - b.alpha);
}

guint32 heatmap_pixel(struct color color)
{
    guint32 alpha = (guint32)lround(255 * color.alpha);
    guint32 red = (guint32)lround(255 * color.red * color.alpha);
    guint32 green = (guint32)lround(255 * color.green * color.alpha);
    guint32 blue = (guint32)lround(255 * color.blue * color.alpha);
    return alpha << 24 | red << 16 | green << 8 | blue;
}

/* ---- the surface as pixels ---- */

static double between(const struct heat_grid *grid, guint column, guint row, double across,
                      double down)
{
    double top = heat_grid_at(grid, column, row) * (1 - across) +
                 heat_grid_at(grid, column + 1, row) * across;
    double bottom = heat_grid_at(grid, column, row + 1) * (1 - across) +
                    heat_grid_at(grid, column + 1, row + 1) * across;
    return top * (1 - down) + bottom * down;
}

/* Each cell becomes so many pixels a side that steps of the ramp show no corners. The middle of a
 * pixel is where it is computed for. */
static void add_pixels(struct scene_group *group, const struct heat_grid *grid,
                       const struct color *ramp, GPtrArray *bands)
{
    guint parts = (guint)CLAMP(ceil(grid->cell_px / PIXEL_PX), 1, 8);
    guint width = (grid->columns - 1) * parts, height = (grid->rows - 1) * parts;
    guint32 *pixels = g_new(guint32, (gsize)width * height), *out = pixels;
    guint32 colors[HEATMAP_RAMP_SAMPLES];
    for (guint i = 0; i < HEATMAP_RAMP_SAMPLES; i++) {
        colors[i] = heatmap_pixel(ramp[i]);
    }
    for (guint y = 0; y < height; y++) {
        double down = (y % parts + 0.5) / parts;
        for (guint x = 0; x < width; x++) {
            double across = (x % parts + 0.5) / parts;
            double density = between(grid, x / parts, y / parts, across, down);
            *out++ = colors[(guint)(fmin(density, 1) * (HEATMAP_RAMP_SAMPLES - 1) + 0.5)];
        }
    }
    scene_group_add_image(group, heat_grid_box(grid), width, height, pixels, bands);
}

/* ---- the surface as bands ---- */

static void add_band(GPtrArray *bands, const struct page_path *path, struct color color)
{
    if (color.alpha <= 0 || page_path_parts(path) == 0) {
        return;
    }
    struct band *band = g_new(struct band, 1);
    *band = (struct band){.path = page_path_copy(path), .color = color};
    g_ptr_array_add(bands, band);
}

/* Cuts the ramp where its colour has changed by equal steps: levels (double), and in `colors` that
 * of the band below the first level and of those above each: the middle one, but where most of the
 * page has no density at all, below the first level, that of none. */
static GArray *cut_ramp(const struct color *ramp, GArray *colors)
{
    GArray *levels = g_array_new(FALSE, FALSE, sizeof(double));
    double total = 0, passed = 0;
    guint start = 0;
    for (guint i = 1; i < HEATMAP_RAMP_SAMPLES; i++) {
        total += color_step(ramp[i - 1], ramp[i]);
    }
    double step = fmax(total / MAX_BANDS, LEAST_STEP);
    for (guint i = 1; i < HEATMAP_RAMP_SAMPLES; i++) {
        passed += color_step(ramp[i - 1], ramp[i]);
        if (passed >= step * (1 - 1e-9)) {
            double level = (i - 0.5) / (HEATMAP_RAMP_SAMPLES - 1);
            g_array_append_val(colors, ramp[start == 0 ? 0 : (start + i - 1) / 2]);
            g_array_append_val(levels, level);
            start = i;
            passed = 0;
        }
    }
    g_array_append_val(colors, ramp[HEATMAP_RAMP_SAMPLES - 1]);
    return levels;
}

static GPtrArray *make_bands(const struct heat_grid *grid, const struct color *ramp)
{
    GPtrArray *bands = bands_new();
    g_autoptr(GArray) colors = g_array_new(FALSE, FALSE, sizeof(struct color));
    g_autoptr(GArray) levels = cut_ramp(ramp, colors);
    g_autoptr(GPtrArray) paths = heat_grid_bands(grid, levels);
    for (guint i = 0; i < paths->len; i++) {
        add_band(bands, g_ptr_array_index(paths, i), g_array_index(colors, struct color, i));
    }
    return bands;
}

void heatmap_draw(struct scene_group *group, const struct heat_grid *grid, const struct color *ramp)
{
    add_pixels(group, grid, ramp, make_bands(grid, ramp));
}

/* ---- the layer ---- */

/* Points spread evenly give density 1 when a point's share of the plane is its kernel's integral:
 * weight * peak * 2 pi (radius / 3)^2. */
static double full_per_km2(const struct composition *composition, const GArray *points)
{
    const struct view *view = &composition->view;
    struct heat_point first = g_array_index(points, struct heat_point, 0);
    struct page_point center = {(view->frame.xmin + view->frame.xmax) / 2,
                                (view->frame.ymin + view->frame.ymax) / 2};
    double km = first.radius_px / 3 * view_metres_per_px(view, center) / 1000;
    for (guint i = 1; i < points->len; i++) {
        const struct heat_point *point = &g_array_index(points, struct heat_point, i);
        if (point->radius_px != first.radius_px || point->weight != first.weight) {
            return 0;
        }
    }
    double full = 1 / (first.weight * HEATMAP_PEAK * 2 * G_PI * km * km);
    return isfinite(full) ? full : 0;
}

void heatmap_finish(struct composition *composition, struct composed_layer *layer)
{
    struct heatmap *heatmap = layer->heatmap;
    struct color ramp[HEATMAP_RAMP_SAMPLES];
    if (heatmap == NULL || heatmap->points->len == 0) {
        return;
    }
    g_autoptr(HeatGrid) grid = heat_grid_new(heatmap->points, composition->view.frame);
    sample_ramp(composition, layer, ramp, HEATMAP_RAMP_SAMPLES);
    sample_ramp(composition, layer, heatmap->ramp, HEATMAP_RAMP_COLORS);
    heatmap_draw(layer->group, grid, ramp);
    heatmap->full_per_km2 = full_per_km2(composition, heatmap->points);
    heatmap->is_drawn = TRUE;
    g_array_set_size(heatmap->points, 0);
}
