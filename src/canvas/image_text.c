#include "canvas/image_text.h"

#include "canvas/cairo_draw.h"
#include "canvas/image_glyphs.h"
#include "scene/fade.h"

#include <math.h>
#include <string.h>

#define KERNEL_SIDE (2 * MASK_MAX_RADIUS + 1)

/* By how much a pixel's coverage counts more (or less) at the pixels around it. A blurred edge
 * rises over more than a pixel: what is reckoned with then is the way up, in 255ths of it. */
struct kernel {
    gint reach;
    gint slope;                          /* of the edge: the way up in one pixel, in 256ths */
    gint gain[KERNEL_SIDE][KERNEL_SIDE]; /* [reach + dy][reach + dx] */
};

/* A straight edge that covers c of a pixel reaches c + radius - d into the pixel d further on. One
 * that rises from `fade` outside to `fade` inside it (and half a pixel more, as it always does)
 * begins to rise `fade` earlier. */
static void make_kernel(struct kernel *kernel, double radius, double fade)
{
    kernel->reach = MIN((gint)ceil(radius + fade), MASK_MAX_RADIUS);
    kernel->slope = (gint)lround(256 / (1 + 2 * fade));
    for (gint dy = -kernel->reach; dy <= kernel->reach; dy++)
        for (gint dx = -kernel->reach; dx <= kernel->reach; dx++)
            kernel->gain[kernel->reach + dy][kernel->reach + dx] =
                (gint)lround(255 * (radius + fade - hypot(dx, dy)) / (1 + 2 * fade));
}

struct mask {
    guint8 *bytes;
    gint width, height;
    gsize stride;
};

static void stamp(const struct mask *target, gint x, gint y, gint coverage,
                  const struct kernel *kernel)
{
    gint left = MAX(-kernel->reach, -x), right = MIN(kernel->reach, target->width - 1 - x);

    for (gint dy = -kernel->reach; dy <= kernel->reach; dy++) {
        if (y + dy < 0 || y + dy >= target->height)
            continue;
        guint8 *row = target->bytes + (gsize)(y + dy) * target->stride + x;
        const gint *gain = kernel->gain[kernel->reach + dy] + kernel->reach;
        for (gint dx = left; dx <= right; dx++) {
            gint raised = MIN(coverage + gain[dx], 255);
            if (raised > row[dx])
                row[dx] = (guint8)raised;
        }
    }
}

/* From the way up to how dense the halo is there. */
static void smooth(guint8 *bytes, gsize n)
{
    guint8 levels[256];

    for (guint i = 0; i < G_N_ELEMENTS(levels); i++)
        levels[i] = (guint8)lround(255 * fade_smoothstep(i / 255.0));
    for (gsize i = 0; i < n; i++)
        bytes[i] = levels[bytes[i]];
}

void mask_dilate(guint8 *target, const guint8 *source, guint width, guint height, gsize stride,
                 double radius, double fade)
{
    const struct mask mask = {target, (gint)width, (gint)height, stride};
    struct kernel kernel;

    make_kernel(&kernel, radius, fade);
    memset(target, 0, stride * height);
    for (gint y = 0; y < mask.height; y++) {
        const guint8 *row = source + (gsize)y * stride;
        for (gint x = 0; x < mask.width; x++)
            if (row[x] != 0)
                stamp(&mask, x, y, (row[x] * kernel.slope + 128) / 256, &kernel);
    }
    if (fade > 0)
        smooth(target, stride * height);
}

/* The pixels that a text and its halo can touch, cut to the picture; FALSE when there are none. */
static gboolean device_box(const struct cairo_page *drawing, const struct item *item,
                           cairo_rectangle_int_t *pixels)
{
    double x1, y1, x2, y2, left, top, right, bottom;
    struct box box = item_box(item);
    double xmin = box.xmin, ymin = box.ymin, xmax = box.xmax, ymax = box.ymax;

    cairo_clip_extents(drawing->cr, &x1, &y1, &x2, &y2);
    cairo_user_to_device(drawing->cr, &x1, &y1);
    cairo_user_to_device(drawing->cr, &x2, &y2);
    cairo_user_to_device(drawing->cr, &xmin, &ymin);
    cairo_user_to_device(drawing->cr, &xmax, &ymax);
    left = floor(fmax(x1, xmin - 1));
    top = floor(fmax(y1, ymin - 1));
    right = ceil(fmin(x2, xmax + 1));
    bottom = ceil(fmin(y2, ymax + 1));
    if (!(left < right && top < bottom))
        return FALSE;
    *pixels =
        (cairo_rectangle_int_t){(int)left, (int)top, (int)(right - left), (int)(bottom - top)};
    return TRUE;
}

/* A mask over `pixels` with a context that has the page's scale and the mask's place. */
static cairo_t *mask_context_new(const struct cairo_page *drawing,
                                 const cairo_rectangle_int_t *pixels)
{
    cairo_surface_t *mask =
        cairo_image_surface_create(CAIRO_FORMAT_A8, pixels->width, pixels->height);
    cairo_t *cr = cairo_create(mask);
    cairo_matrix_t matrix;

    cairo_surface_destroy(mask);
    cairo_get_matrix(drawing->cr, &matrix);
    cairo_translate(cr, -pixels->x, -pixels->y);
    cairo_transform(cr, &matrix);
    return cr;
}

static void paint_mask(struct cairo_page *drawing, cairo_surface_t *mask,
                       const cairo_rectangle_int_t *pixels, struct color color)
{
    cairo_save(drawing->cr);
    cairo_identity_matrix(drawing->cr);
    draw_set_color(drawing->cr, color);
    cairo_mask_surface(drawing->cr, mask, pixels->x, pixels->y);
    cairo_restore(drawing->cr);
}

static void paint_halo(struct cairo_page *drawing, const struct item *item, cairo_surface_t *glyphs,
                       const cairo_rectangle_int_t *pixels, double scale)
{
    double radius = item->text.halo_width_px * scale;
    double fade = item->text.halo_blur_px * HALO_FADE * scale;
    cairo_surface_t *halo =
        cairo_image_surface_create(CAIRO_FORMAT_A8, pixels->width, pixels->height);

    if (cairo_surface_status(halo) == CAIRO_STATUS_SUCCESS) {
        cairo_surface_flush(halo);
        mask_dilate(cairo_image_surface_get_data(halo), cairo_image_surface_get_data(glyphs),
                    (guint)pixels->width, (guint)pixels->height,
                    (gsize)cairo_image_surface_get_stride(halo), radius, fade);
        cairo_surface_mark_dirty(halo);
    }
    paint_mask(drawing, halo, pixels, item->text.halo_color);
    cairo_surface_destroy(halo);
}

/* All runs of a text, or `only` one. */
static void fill_pieces(cairo_t *cr, struct font_set *fonts, const struct item *item,
                        const struct text_run *only)
{
    const struct text *text = item->text.text;
    g_autoptr(GArray) pieces = text_pieces_along(text, item->text.baseline);

    for (guint i = 0; i < pieces->len; i++) {
        const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
        cairo_matrix_t matrix;
        if (only != NULL && piece->run != only)
            continue;
        cairo_save(cr);
        draw_move_to_piece(cr, piece);
        cairo_get_matrix(cr, &matrix);
        cairo_restore(cr);
        image_fill_run(cairo_get_target(cr), &matrix, fonts, piece->run, piece->first_glyph,
                       piece->n_glyphs);
    }
}

static void fill_text(cairo_t *cr, struct font_set *fonts, const struct item *item,
                      const struct text_run *only)
{
    cairo_matrix_t matrix;

    if (item->text.baseline != NULL) {
        fill_pieces(cr, fonts, item, only);
        return;
    }
    draw_move_to_text(cr, item);
    cairo_get_matrix(cr, &matrix);
    if (only != NULL)
        image_fill_run(cairo_get_target(cr), &matrix, fonts, only, 0, only->n_glyphs);
    else
        image_fill_glyphs(cairo_get_target(cr), &matrix, fonts, item->text.text);
}

static gboolean has_colors(const struct text *text)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        if (run->has_color)
            return TRUE;
    }
    return FALSE;
}

/* One mask a run where they differ in colour: their halo is that of the whole. */
static void paint_runs(struct cairo_page *drawing, const struct item *item,
                       const cairo_rectangle_int_t *pixels)
{
    for (guint i = 0; i < item->text.text->runs->len; i++) {
        const struct text_run *run = item->text.text->runs->pdata[i];
        cairo_t *cr = mask_context_new(drawing, pixels);
        fill_text(cr, drawing->fonts, item, run);
        paint_mask(drawing, cairo_get_target(cr), pixels, draw_run_color(item, run));
        cairo_destroy(cr);
    }
}

/* `scale`: pixels a page px. */
static void paint_text_masks(struct cairo_page *drawing, const struct item *item, double scale)
{
    cairo_rectangle_int_t pixels;

    if (!device_box(drawing, item, &pixels))
        return;
    cairo_t *cr = mask_context_new(drawing, &pixels);
    cairo_surface_t *glyphs = cairo_get_target(cr);

    fill_text(cr, drawing->fonts, item, NULL);
    if (item->text.halo_width_px > 0 && cairo_status(cr) == CAIRO_STATUS_SUCCESS)
        paint_halo(drawing, item, glyphs, &pixels, scale);
    if (has_colors(item->text.text))
        paint_runs(drawing, item, &pixels);
    else
        paint_mask(drawing, glyphs, &pixels, item->text.color);
    cairo_destroy(cr);
}

void image_draw_text(void *page, const struct item *item)
{
    struct cairo_page *drawing = page;
    double scale = 1, unused = 0;

    cairo_user_to_device_distance(drawing->cr, &scale, &unused);
    if (halo_reach(item->text.halo_width_px, item->text.halo_blur_px) * scale <= MASK_MAX_RADIUS)
        paint_text_masks(drawing, item, scale);
    else
        draw_text_glyphs(page, item);
}
