/* picture-diff A.png B.png [OUT.png]: how far two pictures of one size are apart. Prints
 *   the mean difference of a channel (0..255),
 *   the share of pixels with a channel that differs by more than FAR_APART,
 *   the largest difference between the mean colours of a block of BLOCK x BLOCK px: edges that are
 *   smoothed or rounded otherwise hardly change it, a missing label or symbol does.
 * OUT.png shows where: A in pale grey, what differs in red. Both are composed on white. */
#include <cairo.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#define FAR_APART 48
#define BLOCK 24

static cairo_surface_t *load(const char *path)
{
    cairo_surface_t *png = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(png) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "picture-diff: %s: %s\n", path,
                cairo_status_to_string(cairo_surface_status(png)));
        cairo_surface_destroy(png);
        return NULL;
    }
    cairo_surface_t *opaque =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(png),
                                   cairo_image_surface_get_height(png));
    cairo_t *cr = cairo_create(opaque);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_source_surface(cr, png, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(png);
    cairo_surface_flush(opaque);
    return opaque;
}

struct difference {
    double sum;
    guint64 far_apart;
    double block;
};

static const guint32 *row_of(cairo_surface_t *surface, int y)
{
    return (const guint32 *)(const void *)(cairo_image_surface_get_data(surface) +
                                           (gsize)y *
                                               (gsize)cairo_image_surface_get_stride(surface));
}

static int channel_difference(guint32 a, guint32 b, guint shift)
{
    return (int)(a >> shift & 255) - (int)(b >> shift & 255);
}

static guint largest_difference(guint32 a, guint32 b)
{
    guint largest = 0;
    for (guint shift = 0; shift <= 16; shift += 8) {
        largest = MAX(largest, (guint)ABS(channel_difference(a, b, shift)));
    }
    return largest;
}

static void compare_pixel(guint32 a, guint32 b, gint64 sums[3], struct difference *difference)
{
    for (guint channel = 0; channel < 3; channel++) {
        int apart = channel_difference(a, b, 8 * channel);
        sums[channel] += apart;
        difference->sum += ABS(apart);
    }
    difference->far_apart += largest_difference(a, b) > FAR_APART;
}

static void compare_block(cairo_surface_t *a, cairo_surface_t *b, int left, int top,
                          struct difference *difference)
{
    int right = MIN(left + BLOCK, cairo_image_surface_get_width(a));
    int bottom = MIN(top + BLOCK, cairo_image_surface_get_height(a));
    gint64 sums[3] = {0};
    for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
            compare_pixel(row_of(a, y)[x], row_of(b, y)[x], sums, difference);
        }
    }
    for (guint channel = 0; channel < 3; channel++) {
        double mean = (double)sums[channel] / (BLOCK * BLOCK);
        difference->block = MAX(difference->block, ABS(mean));
    }
}

static struct difference compare(cairo_surface_t *a, cairo_surface_t *b)
{
    struct difference difference = {0};
    for (int y = 0; y < cairo_image_surface_get_height(a); y += BLOCK) {
        for (int x = 0; x < cairo_image_surface_get_width(a); x += BLOCK) {
            compare_block(a, b, x, y, &difference);
        }
    }
    return difference;
}

static void mark_row(guint32 *out, const guint32 *a, const guint32 *b, int width)
{
    for (int x = 0; x < width; x++) {
        guint largest = largest_difference(a[x], b[x]);
        guint32 grey = 192 + (a[x] >> 8 & 255) / 4;
        guint32 faded = 255 - largest;
        out[x] = largest > 0 ? 255u << 16 | faded << 8 | faded : grey << 16 | grey << 8 | grey;
    }
}

static gboolean write_marked(cairo_surface_t *a, cairo_surface_t *b, const char *path)
{
    int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    cairo_surface_t *out = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    for (int y = 0; y < height; y++) {
        mark_row((guint32 *)(guintptr)row_of(out, y), row_of(a, y), row_of(b, y), width);
    }
    cairo_surface_mark_dirty(out);
    gboolean ok = cairo_surface_write_to_png(out, path) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(out);
    return ok;
}

static int report(cairo_surface_t *a, cairo_surface_t *b, const char *out)
{
    int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    if (width != cairo_image_surface_get_width(b) || height != cairo_image_surface_get_height(b)) {
        fprintf(stderr, "picture-diff: the sizes differ\n");
        return 2;
    }
    struct difference difference = compare(a, b);
    double pixels = (double)width * height;
    printf("%.4f %.6f %.3f\n", difference.sum / pixels / 3, (double)difference.far_apart / pixels,
           difference.block);
    return out == NULL || write_marked(a, b, out) ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: picture-diff A.png B.png [OUT.png]\n");
        return 2;
    }
    cairo_surface_t *a = load(argv[1]);
    cairo_surface_t *b = a != NULL ? load(argv[2]) : NULL;
    int status = b != NULL ? report(a, b, argv[3]) : 1;
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    return status;
}
