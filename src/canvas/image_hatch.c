#include "canvas/image_hatch.h"

#include <math.h>

/* Steps between the middle of a line and the middle between two lines. */
#define STEPS_LOG2 10
#define STEPS (1 << STEPS_LOG2)
/* Lines further apart (in pixels) would show the steps. */
#define MAX_SPACING_PX 200

static guint32 premultiplied(struct color color, double coverage)
{
    double alpha = color.alpha * coverage * 255;

    return (guint32)lround(alpha) << 24 | (guint32)lround(color.red * alpha) << 16 |
           (guint32)lround(color.green * alpha) << 8 | (guint32)lround(color.blue * alpha);
}

/* The pixel for each distance from a line. */
static void make_ramp(guint32 *ramp, const struct fill *fill, double scale)
{
    double spacing = fill->hatch_spacing_px * scale, width = fill->hatch_width_px * scale;

    for (guint i = 0; i <= STEPS; i++) {
        double distance = spacing / 2 * i / STEPS;
        /* A pixel is one wide: a line thinner than that covers no more than its width of it. */
        double coverage = CLAMP(width / 2 + 0.5 - distance, 0, MIN(width, 1));
        ramp[i] = premultiplied(fill->color, coverage);
    }
}

/* A place across the lines as a fraction of the spacing: 0 on a line, wrapping at the next one. */
static guint32 phase(double across)
{
    return (guint32)(gint64)((across - floor(across)) * 4294967296.0);
}

static void fill_rows(cairo_surface_t *surface, const cairo_rectangle_int_t *pixels,
                      const struct fill *fill, double scale)
{
    double angle = fill->hatch_angle_deg * G_PI / 180, unit = 1 / (fill->hatch_spacing_px * scale);
    guint32 ramp[STEPS + 1], step = phase(sin(angle) * unit);
    guint8 *bytes = cairo_image_surface_get_data(surface);
    gsize stride = (gsize)cairo_image_surface_get_stride(surface);

    make_ramp(ramp, fill, scale);
    for (int y = 0; y < pixels->height; y++) {
        guint32 *row = (guint32 *)(void *)(bytes + (gsize)y * stride);
        guint32 at =
            phase(((pixels->x + 0.5) * sin(angle) + (pixels->y + y + 0.5) * cos(angle)) * unit);
        for (int x = 0; x < pixels->width; x++, at += step) {
            guint32 distance = at < 0x80000000u ? at : -at;
            row[x] = ramp[distance >> (31 - STEPS_LOG2)];
        }
    }
}

static cairo_rectangle_int_t device_pixels(cairo_t *cr, struct box box)
{
    cairo_user_to_device(cr, &box.xmin, &box.ymin);
    cairo_user_to_device(cr, &box.xmax, &box.ymax);
    int x = (int)floor(box.xmin), y = (int)floor(box.ymin);
    return (cairo_rectangle_int_t){x, y, (int)ceil(box.xmax) - x, (int)ceil(box.ymax) - y};
}

gboolean image_fill_with_hatch(struct cairo_page *drawing, const struct fill *fill, struct box box)
{
    cairo_t *cr = drawing->cr;
    double scale = 1, unused = 0;

    cairo_user_to_device_distance(cr, &scale, &unused);
    if (fill->hatch_spacing_px * scale > MAX_SPACING_PX)
        return FALSE;
    cairo_rectangle_int_t pixels = device_pixels(cr, box);
    cairo_surface_t *lines =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels.width, pixels.height);
    if (cairo_surface_status(lines) == CAIRO_STATUS_SUCCESS) {
        fill_rows(lines, &pixels, fill, scale);
        cairo_surface_mark_dirty(lines);
    }
    cairo_save(cr);
    cairo_identity_matrix(cr);
    cairo_set_source_surface(cr, lines, pixels.x, pixels.y);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_fill(cr);
    cairo_restore(cr);
    cairo_surface_destroy(lines);
    return TRUE;
}
