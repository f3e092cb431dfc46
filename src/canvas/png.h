/* Pixels to the bytes of a PNG file. */
#ifndef IDLIBMAP_CANVAS_PNG_H
#define IDLIBMAP_CANVAS_PNG_H

#include <glib.h>

struct png_pixels {
    guint width, height;
    gsize stride;         /* bytes from row to row */
    const guint8 *pixels; /* Cairo's 32-bit pixels: alpha (multiplied in), red, green, blue */
    gboolean has_alpha;   /* FALSE: RGB is written and the alpha byte not looked at */
    double dpi;           /* written as pHYs */
};

/* 8 bits a channel, sRGB, not interlaced. */
GBytes *png_write(const struct png_pixels *image, GError **error);

#endif
