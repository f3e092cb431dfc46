#include "icon/icon_file.h"

#include <math.h>

static void icon_shape_free(gpointer data)
{
    struct icon_shape *shape = data;
    page_path_free(shape->path);
    g_free(shape);
}

struct icon *icon_new(void)
{
    struct icon *icon = g_new0(struct icon, 1);
    icon->shapes = g_ptr_array_new_with_free_func(icon_shape_free);
    return icon;
}

void icon_free(struct icon *icon)
{
    if (icon == NULL) {
        return;
    }
    g_ptr_array_unref(icon->shapes);
    g_free(icon->name);
    g_free(icon->pixels);
    g_free(icon);
}

struct color icon_shape_color(const struct icon_shape *shape, struct color layer_color,
                              double opacity)
{
    struct color color = shape->has_color ? shape->color : layer_color;
    color.alpha *= opacity;
    if (!shape->has_color) {
        color.alpha *= shape->color.alpha;
    }
    return color;
}

guint32 *icon_pixels_dup(const struct icon *icon, double opacity)
{
    gsize n = (gsize)icon->pixel_width * icon->pixel_height;
    guint32 *pixels = g_new(guint32, n);
    for (gsize i = 0; i < n; i++) {
        const guint8 *rgba = icon->pixels + 4 * i;
        double alpha = rgba[3] * opacity, part = alpha / 255;
        pixels[i] = (guint32)lround(alpha) << 24 | (guint32)lround(rgba[0] * part) << 16 |
                    (guint32)lround(rgba[1] * part) << 8 | (guint32)lround(rgba[2] * part);
    }
    return pixels;
}
