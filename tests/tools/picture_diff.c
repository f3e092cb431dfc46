/* picture-diff A.png B.png [OUT.png]: how far two pictures of one size are apart. Prints the mean
 * difference of a channel (0..255) and the share of pixels with a channel that differs by more than
 * FAR_APART. OUT.png shows where: A in pale grey, what differs in red. Both are composed on white.
 */
#include <cairo.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#define FAR_APART 48

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
};

static guint pixel_difference(guint32 a, guint32 b, guint *largest)
{
    guint sum = 0;
    *largest = 0;
    for (guint shift = 0; shift <= 16; shift += 8) {
        int channel = (int)(a >> shift & 255) - (int)(b >> shift & 255);
        sum += (guint)ABS(channel);
        *largest = MAX(*largest, (guint)ABS(channel));
    }
    return sum;
}

/* Turns `a` into the picture of what differs. */
static void compare_row(guint32 *a, const guint32 *b, int width, struct difference *difference)
{
    for (int x = 0; x < width; x++) {
        guint largest;
        difference->sum += pixel_difference(a[x], b[x], &largest);
        difference->far_apart += largest > FAR_APART;
        guint32 grey = 192 + (a[x] >> 8 & 255) / 4;
        guint32 faded = 255 - largest;
        a[x] = largest > 0 ? 255u << 16 | faded << 8 | faded : grey << 16 | grey << 8 | grey;
    }
}

static struct difference compare(cairo_surface_t *a, cairo_surface_t *b)
{
    struct difference difference = {0};
    for (int y = 0; y < cairo_image_surface_get_height(a); y++) {
        guint8 *row_a =
            cairo_image_surface_get_data(a) + (gsize)y * (gsize)cairo_image_surface_get_stride(a);
        guint8 *row_b =
            cairo_image_surface_get_data(b) + (gsize)y * (gsize)cairo_image_surface_get_stride(b);
        compare_row((guint32 *)(void *)row_a, (guint32 *)(void *)row_b,
                    cairo_image_surface_get_width(a), &difference);
    }
    cairo_surface_mark_dirty(a);
    return difference;
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
    printf("%.4f %.6f\n", difference.sum / pixels / 3, (double)difference.far_apart / pixels);
    return out == NULL || cairo_surface_write_to_png(a, out) == CAIRO_STATUS_SUCCESS ? 0 : 1;
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
