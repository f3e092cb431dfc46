#include "canvas/canvas.h"

#include "canvas/formats.h"

#include <string.h>

const struct canvas_format canvas_formats[] = {
    {"png", ".png", "PNG picture (8 bit, sRGB)", image_write_png},
    {"svg", ".svg", "SVG drawing (layers, real text)", svg_write},
    {"pdf", ".pdf", "PDF page (vector, text that can be searched)", pdf_write},
    {NULL, NULL, NULL, NULL},
};

const struct canvas_format *canvas_format_by_name(const char *name)
{
    for (const struct canvas_format *format = canvas_formats; format->name != NULL; format++)
        if (g_ascii_strcasecmp(format->name, name) == 0)
            return format;
    return NULL;
}

const struct canvas_format *canvas_format_by_path(const char *path)
{
    gsize length = strlen(path);

    for (const struct canvas_format *format = canvas_formats; format->name != NULL; format++) {
        gsize suffix = strlen(format->suffix);
        if (length > suffix && g_ascii_strcasecmp(path + length - suffix, format->suffix) == 0)
            return format;
    }
    return NULL;
}
