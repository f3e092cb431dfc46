#include "canvas/image_glyphs.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include <math.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

struct target {
    guint8 *bytes;
    int width, height;
    gsize stride;
};

/* What FreeType calls for a row of a glyph: it counts rows from the bottom. Where glyphs meet in a
 * pixel, each covers its share of what the others leave. */
static void add_spans(int y, int n_spans, const FT_Span *spans, void *user)
{
    const struct target *target = user;
    guint8 *row = target->bytes + (gsize)(target->height - 1 - y) * target->stride;

    for (int i = 0; i < n_spans; i++) {
        guint8 *pixel = row + spans[i].x;
        for (guint k = 0; k < spans[i].len; k++)
            pixel[k] = (guint8)(pixel[k] + (255 - pixel[k]) * spans[i].coverage / 255);
    }
}

static FT_Fixed fixed(double number)
{
    return lround(number * 0x10000);
}

/* Sets the loaded outline (26.6 px, y up) at the glyph's place. */
static void place_outline(FT_Outline *outline, const cairo_matrix_t *matrix,
                          const cairo_glyph_t *glyph, int height)
{
    FT_Matrix turn = {fixed(matrix->xx), fixed(-matrix->xy), fixed(-matrix->yx), fixed(matrix->yy)};
    double x = glyph->x, y = glyph->y;

    cairo_matrix_transform_point(matrix, &x, &y);
    if (turn.xx != 0x10000 || turn.xy != 0 || turn.yx != 0 || turn.yy != 0x10000)
        FT_Outline_Transform(outline, &turn);
    FT_Outline_Translate(outline, lround(x * 64), lround((height - y) * 64));
}

static void fill_run(struct target *target, const cairo_matrix_t *matrix, FT_Face face,
                     const struct text_run *run, guint first, guint n)
{
    FT_Raster_Params params = {
        .flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
        .gray_spans = add_spans,
        .user = target,
        .clip_box = {0, 0, target->width, target->height},
    };

    for (guint i = first; i < first + n; i++) {
        FT_UInt index = (FT_UInt)run->glyphs[i].index;
        if (FT_Load_Glyph(face, index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
            face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
            continue;
        place_outline(&face->glyph->outline, matrix, &run->glyphs[i], target->height);
        FT_Outline_Render(face->glyph->library, &face->glyph->outline, &params);
    }
}

void image_fill_run(cairo_surface_t *surface, const cairo_matrix_t *matrix, struct font_set *fonts,
                    const struct text_run *run, guint first, guint n)
{
    cairo_surface_flush(surface);
    struct target target = {
        .bytes = cairo_image_surface_get_data(surface),
        .width = cairo_image_surface_get_width(surface),
        .height = cairo_image_surface_get_height(surface),
        .stride = (gsize)cairo_image_surface_get_stride(surface),
    };
    cairo_scaled_font_t *font = font_set_scaled_font(fonts, run->face, run->size_px);
    FT_Face face = target.bytes != NULL ? cairo_ft_scaled_font_lock_face(font) : NULL;

    if (face == NULL)
        return;
    fill_run(&target, matrix, face, run, first, n);
    cairo_ft_scaled_font_unlock_face(font);
    cairo_surface_mark_dirty(surface);
}

void image_fill_glyphs(cairo_surface_t *surface, const cairo_matrix_t *matrix,
                       struct font_set *fonts, const struct text *text)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        image_fill_run(surface, matrix, fonts, run, 0, run->n_glyphs);
    }
}
