#include "base/error.h"
#include "canvas/cairo_draw.h"
#include "canvas/formats.h"
#include "canvas/image_hatch.h"
#include "canvas/image_text.h"
#include "canvas/png.h"

#include <math.h>

static const struct paint_backend image_backend = {
    .begin_page = draw_begin_page,
    .begin_group = draw_begin_group,
    .path = draw_path,
    .circle = draw_circle,
    .image = draw_image,
    .text = image_draw_text,
    .end_group = draw_end_group,
    .end_page = draw_end_page,
};

static gboolean image_size(const struct scene *scene, double dpi, int *width, int *height,
                           GError **error)
{
    double w = round(scene->width_px * dpi / 96), h = round(scene->height_px * dpi / 96);

    if (!(dpi >= 1 && dpi <= IMAGE_MAX_DPI)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "--dpi must be a number from 1 to %d", IMAGE_MAX_DPI);
        return FALSE;
    }
    if (!(w >= 1 && h >= 1 && w <= IMAGE_MAX_SIDE && h <= IMAGE_MAX_SIDE)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "a picture of %.0f x %.0f px cannot be made (1 to %d px a side); change --size "
                    "or --dpi",
                    w, h, IMAGE_MAX_SIDE);
        return FALSE;
    }
    *width = (int)w;
    *height = (int)h;
    return TRUE;
}

static gboolean draw_scene(const struct scene *scene, cairo_surface_t *surface, double scale,
                           GError **error)
{
    cairo_t *cr = cairo_create(surface);
    struct cairo_page page = {.cr = cr, .fonts = scene->fonts, .hatch = image_fill_with_hatch};

    cairo_scale(cr, scale, scale);
    paint_scene(scene, &image_backend, &page);
    gboolean drawn = draw_check(cr, error);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return drawn;
}

GBytes *image_write_png(const struct scene *scene, const struct canvas_options *options,
                        GError **error)
{
    gboolean has_alpha = scene->background.alpha < 1;
    int width, height;
    GBytes *file = NULL;

    if (!image_size(scene, options->dpi, &width, &height, error))
        return NULL;
    cairo_surface_t *surface = cairo_image_surface_create(
        has_alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
    if (draw_scene(scene, surface, options->dpi / 96, error)) {
        const struct png_pixels pixels = {
            .width = (guint)width,
            .height = (guint)height,
            .stride = (gsize)cairo_image_surface_get_stride(surface),
            .pixels = cairo_image_surface_get_data(surface),
            .has_alpha = has_alpha,
            .dpi = options->dpi,
        };
        file = png_write(&pixels, error);
    }
    cairo_surface_destroy(surface);
    return file;
}
