#include "canvas/cairo_tile.h"

#include "canvas/cairo_draw.h"

#include <math.h>

/* A larger tile is drawn at less than the picture's resolution. */
#define MAX_TILE_PIXELS 4096.0

static void add_band(cairo_t *cr, const struct band *band)
{
    for (guint part = 0; part < page_path_parts(band->path); part++) {
        guint n;
        const struct page_point *points = page_path_part(band->path, part, &n);
        cairo_new_sub_path(cr);
        for (guint i = 0; i < n; i++)
            cairo_line_to(cr, points[i].x, points[i].y);
        if (band->path->closed)
            cairo_close_path(cr);
    }
}

static void draw_pixels(cairo_t *cr, const struct tile *tile)
{
    cairo_surface_t *pixels = cairo_image_surface_create_for_data(
        (unsigned char *)tile->pixels, CAIRO_FORMAT_ARGB32, (int)tile->width, (int)tile->height,
        4 * (int)tile->width);

    cairo_save(cr);
    cairo_scale(cr, tile->width_px / tile->width, tile->height_px / tile->height);
    cairo_set_source_surface(cr, pixels, 0, 0);
    /* Or the edges would fade, and a line show between the tiles. */
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_paint(cr);
    cairo_restore(cr);
    /* A recording surface takes its copy now; the tile's pixels may be freed before it is played.
     */
    cairo_surface_finish(pixels);
    cairo_surface_destroy(pixels);
}

static void draw_tile(cairo_surface_t *surface, const struct tile *tile, double scale_x,
                      double scale_y)
{
    cairo_t *cr = cairo_create(surface);

    cairo_scale(cr, scale_x, scale_y);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    if (tile->pixels != NULL)
        draw_pixels(cr, tile);
    for (guint i = 0; i < tile->bands->len; i++) {
        const struct band *band = tile->bands->pdata[i];
        cairo_new_path(cr);
        add_band(cr, band);
        if (band->stroke.width_px > 0) {
            draw_set_stroke(cr, &band->stroke);
            cairo_stroke(cr);
        } else {
            draw_set_color(cr, band->color);
            cairo_fill(cr);
        }
    }
    cairo_destroy(cr);
}

/* The pixels along a side of the tile: whole ones, for the tile's edge must not be half a pixel. */
static double whole_pixels(double length_px, double scale)
{
    return CLAMP(round(length_px * scale), 1, MAX_TILE_PIXELS);
}

static cairo_surface_t *tile_surface(cairo_t *cr, const struct tile *tile, double *scale_x,
                                     double *scale_y)
{
    const cairo_rectangle_t extent = {0, 0, tile->width_px, tile->height_px};
    double scale = 1, unused = 0;

    *scale_x = *scale_y = 1;
    if (cairo_surface_get_type(cairo_get_target(cr)) != CAIRO_SURFACE_TYPE_IMAGE)
        return cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extent);
    cairo_user_to_device_distance(cr, &scale, &unused);
    double width = whole_pixels(tile->width_px, scale);
    double height = whole_pixels(tile->height_px, scale);
    *scale_x = width / tile->width_px;
    *scale_y = height / tile->height_px;
    return cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
}

void cairo_fill_with_tiles(cairo_t *cr, const struct tile *tile)
{
    double scale_x, scale_y;
    cairo_surface_t *surface = tile_surface(cr, tile, &scale_x, &scale_y);
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(surface);
    cairo_matrix_t matrix;

    draw_tile(surface, tile, scale_x, scale_y);
    cairo_matrix_init_scale(&matrix, scale_x, scale_y);
    cairo_pattern_set_matrix(pattern, &matrix);
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT);
    cairo_set_source(cr, pattern);
    cairo_fill(cr);
    cairo_pattern_destroy(pattern);
    cairo_surface_destroy(surface);
}
