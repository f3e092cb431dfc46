#include "icon/icon_file.h"

#include "base/error.h"

#include <png.h>
#include <string.h>

/* libpng's simplified interface: it takes no files, calls nothing back, and leaves errors in the
 * structure instead of jumping. Colours become sRGB of 8 bits whatever the file holds. */
struct icon *png_icon_read(const char *file, const char *bytes, gsize length, guint pixel_ratio,
                           GError **error)
{
    g_autoptr(Icon) icon = icon_new();
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, length)) {
        set_data_error(error, file, 0, "icon: %s", image.message);
        return NULL;
    }
    if (image.width > ICON_MAX_PX * pixel_ratio || image.height > ICON_MAX_PX * pixel_ratio) {
        set_data_error(error, file, 0, "icon: %u x %u px is too large: at most %u a side",
                       image.width, image.height, ICON_MAX_PX * pixel_ratio);
        png_image_free(&image);
        return NULL;
    }
    image.format = PNG_FORMAT_RGBA;
    icon->pixels = g_malloc0(PNG_IMAGE_SIZE(image));
    icon->pixel_width = image.width;
    icon->pixel_height = image.height;
    icon->width_px = (double)image.width / pixel_ratio;
    icon->height_px = (double)image.height / pixel_ratio;
    if (!png_image_finish_read(&image, NULL, icon->pixels, 0, NULL)) {
        set_data_error(error, file, 0, "icon: %s", image.message);
        png_image_free(&image);
        return NULL;
    }
    return g_steal_pointer(&icon);
}
