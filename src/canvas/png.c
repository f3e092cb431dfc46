#include "canvas/png.h"

#include "base/error.h"

#include <libdeflate.h>
#include <math.h>
#include <string.h>

/* Measured on a 1600x1200 map; see the README of this folder. */
#define DEFLATE_LEVEL 1

enum { PNG_COLOR_RGB = 2, PNG_COLOR_RGBA = 6 };

static void put_be32(guint8 *bytes, guint32 number)
{
    number = GUINT32_TO_BE(number);
    memcpy(bytes, &number, sizeof number);
}

static void add_chunk(GByteArray *file, const char *type, const guint8 *data, gsize length)
{
    guint8 word[4];

    put_be32(word, (guint32)length);
    g_byte_array_append(file, word, 4);
    g_byte_array_append(file, (const guint8 *)type, 4);
    if (length > 0)
        g_byte_array_append(file, data, (guint)length);
    put_be32(word, libdeflate_crc32(0, file->data + file->len - length - 4, length + 4));
    g_byte_array_append(file, word, 4);
}

static void add_header(GByteArray *file, const struct png_pixels *image)
{
    static const guint8 signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const guint8 rendering_intent[] = {0}; /* perceptual */
    guint8 header[13] = {0}, density[9] = {0};

    g_byte_array_append(file, signature, sizeof signature);
    put_be32(header, image->width);
    put_be32(header + 4, image->height);
    header[8] = 8; /* bits a channel */
    header[9] = image->has_alpha ? PNG_COLOR_RGBA : PNG_COLOR_RGB;
    add_chunk(file, "IHDR", header, sizeof header);
    add_chunk(file, "sRGB", rendering_intent, sizeof rendering_intent);
    put_be32(density, (guint32)lround(image->dpi / 0.0254));
    put_be32(density + 4, (guint32)lround(image->dpi / 0.0254));
    density[8] = 1; /* the unit is the metre */
    add_chunk(file, "pHYs", density, sizeof density);
}

/* Writes a byte beyond the row: storing four bytes a pixel takes a third of the time of three. */
static void copy_row_rgb(guint8 *out, const guint32 *pixels, guint width)
{
    for (guint x = 0; x < width; x++, out += 3) {
        guint32 bytes = GUINT32_TO_BE(pixels[x] << 8);
        memcpy(out, &bytes, sizeof bytes);
    }
}

static guint8 unmultiplied(guint32 channel, guint32 alpha)
{
    return (guint8)MIN((channel * 255 + alpha / 2) / alpha, 255);
}

static void copy_row_rgba(guint8 *out, const guint32 *pixels, guint width)
{
    for (guint x = 0; x < width; x++, out += 4) {
        guint32 pixel = pixels[x], alpha = pixel >> 24;
        memset(out, 0, 4);
        if (alpha == 0)
            continue;
        out[0] = unmultiplied(pixel >> 16 & 0xFF, alpha);
        out[1] = unmultiplied(pixel >> 8 & 0xFF, alpha);
        out[2] = unmultiplied(pixel & 0xFF, alpha);
        out[3] = (guint8)alpha;
    }
}

/* The rows as PNG compresses them: a filter byte (0, none), then the channels. */
static guint8 *rows_new(const struct png_pixels *image, gsize *length)
{
    gsize row = 1 + (gsize)image->width * (image->has_alpha ? 4 : 3);
    guint8 *rows = g_try_malloc(row * image->height + 1); /* see copy_row_rgb() */

    *length = row * image->height;
    for (guint y = 0; rows != NULL && y < image->height; y++) {
        const guint32 *pixels = (const guint32 *)(const void *)(image->pixels + y * image->stride);
        guint8 *out = rows + y * row;
        *out++ = 0;
        if (image->has_alpha)
            copy_row_rgba(out, pixels, image->width);
        else
            copy_row_rgb(out, pixels, image->width);
    }
    return rows;
}

static gboolean add_data(GByteArray *file, const struct png_pixels *image)
{
    gsize length = 0;
    g_autofree guint8 *rows = rows_new(image, &length);
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    gsize bound = libdeflate_zlib_compress_bound(compressor, length);
    g_autofree guint8 *stream = g_try_malloc(bound);
    gsize size = 0;

    if (rows != NULL && stream != NULL)
        size = libdeflate_zlib_compress(compressor, rows, length, stream, bound);
    libdeflate_free_compressor(compressor);
    /* A chunk's length has 31 bits. */
    if (size == 0 || size > G_MAXINT32)
        return FALSE;
    add_chunk(file, "IDAT", stream, size);
    return TRUE;
}

GBytes *png_write(const struct png_pixels *image, GError **error)
{
    GByteArray *file = g_byte_array_new();

    add_header(file, image);
    if (!add_data(file, image)) {
        g_byte_array_unref(file);
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "no memory to write a PNG of %u x %u px; lower --dpi or --size", image->width,
                    image->height);
        return NULL;
    }
    add_chunk(file, "IEND", NULL, 0);
    return g_byte_array_free_to_bytes(file);
}
