#include "canvas/svg_picture.h"

#include "canvas/png.h"
#include "canvas/svg_look.h"
#include "canvas/svg_write.h"

static void add_look(GString *content, const struct band *band)
{
    GStringChunk *strings = g_string_chunk_new(64);
    struct svg_look look = {{NULL}};

    if (band->stroke.width_px > 0) {
        svg_look_set(&look, strings, SVG_FILL, "none");
        svg_look_set_stroke(&look, strings, &band->stroke);
    } else {
        svg_look_set_fill(&look, strings, band->color);
    }
    svg_add_look(content, &look);
    g_string_chunk_free(strings);
}

void svg_add_bands(GString *content, const GPtrArray *bands)
{
    for (guint i = 0; i < bands->len; i++) {
        const struct band *band = bands->pdata[i];
        g_string_append(content, "<path");
        add_look(content, band);
        g_string_append(content, " d=\"");
        svg_add_path_data(content, band->path);
        g_string_append(content, "\"/>\n");
    }
}

void svg_add_pixels(GString *attributes, struct box box, guint width, guint height,
                    const guint32 *pixels)
{
    const struct png_pixels image = {
        .width = width,
        .height = height,
        .stride = 4 * (gsize)width,
        .pixels = (const guint8 *)pixels,
        .has_alpha = TRUE,
        .dpi = 96,
    };
    g_autoptr(GBytes) png = png_write(&image, NULL);
    gsize length = 0;
    const guint8 *bytes = png != NULL ? g_bytes_get_data(png, &length) : NULL;
    g_autofree char *text = g_base64_encode(bytes, length);

    svg_add_number_attribute(attributes, "x", box.xmin);
    svg_add_number_attribute(attributes, "y", box.ymin);
    svg_add_number_attribute(attributes, "width", box.xmax - box.xmin);
    svg_add_number_attribute(attributes, "height", box.ymax - box.ymin);
    g_string_append_printf(attributes,
                           " preserveAspectRatio=\"none\" href=\"data:image/png;base64,%s\"", text);
}

void svg_add_tile(GString *rest, const struct tile *tile)
{
    g_string_append(rest, " patternUnits=\"userSpaceOnUse\"");
    svg_add_number_attribute(rest, "width", tile->width_px);
    svg_add_number_attribute(rest, "height", tile->height_px);
    g_string_append(rest, " fill-rule=\"evenodd\">\n");
    if (tile->pixels != NULL) {
        g_string_append(rest, "<image");
        svg_add_pixels(rest, (struct box){0, 0, tile->width_px, tile->height_px}, tile->width,
                       tile->height, tile->pixels);
        g_string_append(rest, "/>\n");
    }
    svg_add_bands(rest, tile->bands);
}
