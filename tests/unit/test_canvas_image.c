#include "base/error.h"
#include "canvas/canvas.h"
#include "canvas/formats.h"
#include "canvas/image_text.h"
#include "canvas_scene.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <libdeflate.h>
#include <math.h>
#include <string.h>

struct picture {
    cairo_surface_t *surface;
    int width, height;
};

struct reader {
    const guint8 *bytes;
    gsize left;
};

static cairo_status_t read_bytes(void *state, unsigned char *bytes, unsigned int length)
{
    struct reader *reader = state;

    if (length > reader->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, reader->bytes, length);
    reader->bytes += length;
    reader->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

static struct picture picture_from_png(const void *bytes, gsize length)
{
    struct reader reader = {bytes, length};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &reader);

    g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
    return (struct picture){surface, cairo_image_surface_get_width(surface),
                            cairo_image_surface_get_height(surface)};
}

static GBytes *write_png(const struct scene *scene, double dpi)
{
    const struct canvas_options options = {.dpi = dpi};
    g_autoptr(GError) error = NULL;
    GBytes *bytes = image_write_png(scene, &options, &error);

    g_assert_no_error(error);
    return bytes;
}

static struct picture draw(const struct scene *scene, double dpi)
{
    g_autoptr(GBytes) bytes = write_png(scene, dpi);

    return picture_from_png(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static guint32 pixel(const struct picture *picture, int x, int y)
{
    const guint8 *row = cairo_image_surface_get_data(picture->surface) +
                        (gsize)y * (gsize)cairo_image_surface_get_stride(picture->surface);
    guint32 value;

    memcpy(&value, row + 4 * (gsize)x, 4);
    return value;
}

static guint32 rgb(const struct picture *picture, int x, int y)
{
    return pixel(picture, x, y) & 0xFFFFFF;
}

static void clear(struct picture *picture)
{
    cairo_surface_destroy(picture->surface);
}

static void test_formats(void)
{
    g_assert_cmpstr(canvas_format_by_name("SVG")->name, ==, "svg");
    g_assert_null(canvas_format_by_name("gif"));
    g_assert_cmpstr(canvas_format_by_path("output/idlib.map.PDF")->name, ==, "pdf");
    g_assert_cmpstr(canvas_format_by_path("a.png")->name, ==, "png");
    g_assert_null(canvas_format_by_path("png"));
    g_assert_null(canvas_format_by_path(".png"));
    g_assert_null(canvas_format_by_path("a.png.txt"));
}

static guint32 be32(const guint8 *bytes)
{
    guint32 number;

    memcpy(&number, bytes, 4);
    return GUINT32_FROM_BE(number);
}

static void test_chunks(void)
{
    static const char *const expected[] = {"IHDR", "sRGB", "pHYs", "IDAT", "IEND"};
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autoptr(GBytes) bytes = write_png(scene, 192);
    gsize length = 0, at = 8;
    const guint8 *file = g_bytes_get_data(bytes, &length);

    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        guint32 size = be32(file + at);
        g_assert_cmpuint(at + size + 12, <=, length);
        g_assert_cmpmem(file + at + 4, 4, expected[i], 4);
        g_assert_cmpuint(be32(file + at + 8 + size), ==,
                         libdeflate_crc32(0, file + at + 4, size + 4));
        if (i == 0) {
            g_assert_cmpuint(be32(file + at + 8), ==, 640);
            g_assert_cmpuint(be32(file + at + 12), ==, 480);
        } else if (i == 2) {
            g_assert_cmpuint(be32(file + at + 8), ==, 7559); /* 192 / 0.0254 */
        }
        at += size + 12;
    }
    g_assert_cmpuint(at, ==, length);
}

static void test_pixels(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    struct picture picture = draw(scene, 96);

    g_assert_cmpint(picture.width, ==, 320);
    g_assert_cmphex(rgb(&picture, 5, 5), ==, 0xCCDBE6);     /* background */
    g_assert_cmphex(rgb(&picture, 30, 210), ==, 0xF5F0E6);  /* land */
    g_assert_cmphex(rgb(&picture, 270, 115), ==, 0xCCDBE6); /* its hole: even-odd */
    g_assert_cmphex(rgb(&picture, 315, 100), ==, 0xCCDBE6); /* beyond the clip */
    g_assert_cmphex(rgb(&picture, 120, 80), ==, 0xCC1919);  /* an event */
    clear(&picture);
}

static void test_same_bytes(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autoptr(GBytes) first = write_png(scene, 96);
    g_autoptr(GBytes) second = write_png(scene, 96);

    g_assert_true(g_bytes_equal(first, second));
}

static struct picture draw_hatched(gboolean halves)
{
    g_autoptr(Scene) scene = scene_new(100, 80, NULL);
    struct scene_group *group = scene_add_group(scene, "g", NULL);

    if (halves) {
        add_box(group, 10, 10, 47, 70)->fill = hatch_fill(30);
        add_box(group, 47, 10, 90, 70)->fill = hatch_fill(30);
    } else {
        add_box(group, 10, 10, 90, 70)->fill = hatch_fill(30);
    }
    return draw(scene, 96);
}

/* Mean difference of a channel, 0..255. */
static double difference(const struct picture *a, const struct picture *b)
{
    double sum = 0;

    g_assert_cmpint(a->width, ==, b->width);
    g_assert_cmpint(a->height, ==, b->height);
    for (int y = 0; y < a->height; y++)
        for (int x = 0; x < a->width; x++)
            for (guint shift = 0; shift < 24; shift += 8)
                sum += abs((int)(pixel(a, x, y) >> shift & 0xFF) -
                           (int)(pixel(b, x, y) >> shift & 0xFF));
    return sum / (3.0 * a->width * a->height);
}

/* Two neighbours are hatched as one shape would be. */
static void test_hatch_lines_up(void)
{
    g_autoptr(Scene) nothing = scene_new(100, 80, NULL);
    struct picture whole = draw_hatched(FALSE), halves = draw_hatched(TRUE);
    struct picture blank = draw(nothing, 96);

    g_assert_cmpfloat(difference(&whole, &halves), ==, 0);
    g_assert_cmpfloat(difference(&whole, &blank), >, 10);
    clear(&whole);
    clear(&halves);
    clear(&blank);
}

static void test_transparent(void)
{
    g_autoptr(Scene) scene = scene_new(20, 20, NULL);

    scene->background = (struct color){0, 0, 0, 0};
    add_box(scene_add_group(scene, "g", NULL), 5, 5, 15, 15)->fill =
        color_fill((struct color){1, 0.5, 0, 0.5});
    struct picture picture = draw(scene, 96);
    g_assert_cmphex(pixel(&picture, 1, 1), ==, 0);
    g_assert_cmphex(pixel(&picture, 10, 10) >> 24, ==, 0x80);
    g_assert_cmphex(pixel(&picture, 10, 10) >> 16 & 0xFF, ==, 0x80); /* multiplied by alpha */
    clear(&picture);
}

static void assert_refused(double width, double height, double dpi)
{
    g_autoptr(Scene) scene = scene_new(width, height, NULL);
    const struct canvas_options options = {.dpi = dpi};
    g_autoptr(GError) error = NULL;

    g_assert_null(image_write_png(scene, &options, &error));
    g_assert_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE);
}

static void test_limits(void)
{
    assert_refused(100, 100, 0);
    assert_refused(100, 100, NAN);
    assert_refused(100, 100, IMAGE_MAX_DPI + 1);
    assert_refused(IMAGE_MAX_SIDE + 1, 1, 96);
    assert_refused(IMAGE_MAX_SIDE / 2, 1, 200);
    assert_refused(0, 10, 96);
    assert_refused(NAN, 10, 96);
}

static void add_hostile_items(struct scene_group *group)
{
    const double wild[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e7};

    for (guint i = 0; i < G_N_ELEMENTS(wild); i++) {
        struct item *box = add_box(group, wild[i], 0, 30, wild[i]);
        box->fill = (struct fill){FILL_HATCH, {wild[i], 0, 0, 1}, wild[i], wild[i], wild[i], NULL};
        box->stroke = (struct stroke){wild[i], red, {0, 0}, 2, LINE_CAP_BUTT, LINE_JOIN_MITER, 0};
        box = add_box(group, -1e9, -1e9, 1e9, 1e9);
        box->stroke =
            (struct stroke){2, red, {wild[i], -1}, 2, LINE_CAP_BUTT, LINE_JOIN_MITER, wild[i]};
        box->fill = (struct fill){FILL_HATCH, {0, 0, 0, 0.1}, 45, 1e-9, 1, NULL};
        scene_group_add_circle(group, (struct page_point){wild[i], 5}, 5)->fill = color_fill(red);
        scene_group_add_circle(group, (struct page_point){5, 5}, wild[i])->stroke = box->stroke;
    }
}

static void test_hostile(void)
{
    g_autoptr(Scene) scene = scene_new(60, 60, NULL);
    struct scene_group *group = scene_add_group(scene, "g", NULL);

    add_hostile_items(group);
    add_box(group, -1e9, -1e9, 1e9, 1e9)->fill = color_fill(red);
    add_box(group, 40, 40, 60, 60)->fill = color_fill(white);
    struct picture picture = draw(scene, 96);
    g_assert_cmphex(rgb(&picture, 50, 50), ==, 0xFFFFFF);
    g_assert_cmphex(rgb(&picture, 20, 20), ==, 0xCC1919);
    clear(&picture);
}

static void test_dilate(void)
{
    enum { SIDE = 11 };
    guint8 source[SIDE * SIDE] = {0}, target[SIDE * SIDE];

    /* The left five columns are full, the next one to 102/255: the edge lies at 5.4. */
    for (guint y = 0; y < SIDE; y++) {
        memset(source + y * SIDE, 255, 5);
        source[y * SIDE + 5] = 102;
    }
    mask_dilate(target, source, SIDE, SIDE, SIDE, 1.2, 0);
    for (guint y = 0; y < SIDE; y++) {
        g_assert_cmpuint(target[y * SIDE + 5], ==, 255);
        g_assert_cmpuint(target[y * SIDE + 6], ==, 153); /* the edge is at 6.6 now */
        g_assert_cmpuint(target[y * SIDE + 7], ==, 0);
    }
    mask_dilate(target, source, SIDE, SIDE, SIDE, 0, 0);
    g_assert_cmpmem(target, sizeof target, source, sizeof source);
}

/* A blurred edge is half way up where a sharp one would be, and fades to both sides of it. */
static void test_dilate_blurred(void)
{
    enum { SIDE = 15 };
    guint8 source[SIDE * SIDE] = {0}, target[SIDE * SIDE];

    for (guint y = 0; y < SIDE; y++) {
        memset(source + y * SIDE, 255, 5);
        source[y * SIDE + 5] = 102;
    }
    mask_dilate(target, source, SIDE, SIDE, SIDE, 3.1, 2);
    for (guint x = 5; x < SIDE; x++) {
        double up = CLAMP((5.4 + 3.1 - (x + 0.5)) / (2 * 2 + 1) + 0.5, 0, 1);
        g_assert_cmpfloat(fabs(target[7 * SIDE + x] - 255 * up * up * (3 - 2 * up)), <, 3);
    }
    g_assert_cmpuint(target[7 * SIDE + 8], ==, 127);
}

static struct picture draw_blurred(struct scene *scene, double blur_px)
{
    const struct scene_group *group = scene->groups->pdata[0];
    struct item *item = group->items->pdata[0];

    item->text.halo_blur_px = blur_px;
    return draw(scene, 96);
}

/* Halos that are too wide for a mask are strokes on each other, as in PDF and SVG, and look as the
 * others do; both fade. */
static void test_blur_of_masks_and_strokes(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = scene_new(90, 50, fonts);
    struct item *item = add_text(scene, scene_add_group(scene, "g", NULL), "Idlib", 30, 16);

    scene->background = (struct color){0, 0, 0, 1};
    item->text.color = (struct color){0, 0, 0, 0};
    item->text.halo_color = (struct color){1, 1, 1, 0.8};
    item->text.halo_width_px = 4;
    struct picture mask = draw_blurred(scene, 3.3), strokes = draw_blurred(scene, 3.4);
    guint between = 0;
    for (int y = 0; y < 50; y++) {
        for (int x = 0; x < 90; x++) {
            gint level = (gint)(rgb(&mask, x, y) & 0xFF);
            between += level > 20 && level < 180;
            g_assert_cmpint(level, <=, 204);
            g_assert_cmpint(ABS(level - (gint)(rgb(&strokes, x, y) & 0xFF)), <=, 20);
        }
    }
    g_assert_cmpuint(between, >, 500);
    clear(&mask);
    clear(&strokes);
}

/* A red pixel left of a blue one, turned a quarter: the red one is above. */
static void test_turned_picture(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = scene_new(40, 40, fonts);
    struct scene_group *group = scene_add_group(scene, "g", NULL);
    guint32 *pixels = g_new(guint32, 2);
    pixels[0] = 0xFFFF0000;
    pixels[1] = 0xFF0000FF;
    struct item *item =
        scene_group_add_image(group, (struct box){0, 15, 40, 25}, 2, 1, pixels, NULL);
    item->image.angle_deg = 90;
    struct box box = item_box(item);
    g_assert_cmpfloat_with_epsilon(box.xmin, 15, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.ymax, 40, 1e-9);
    struct picture picture = draw(scene, 96);
    /* Enlarged pixels fade into each other and into the paper. */
    g_assert_cmphex(rgb(&picture, 20, 8) & 0xFF, <, 0x40);
    g_assert_cmphex(rgb(&picture, 20, 8) >> 16, ==, 0xFF);
    g_assert_cmphex(rgb(&picture, 20, 32) & 0xFF, ==, 0xFF);
    g_assert_cmphex(rgb(&picture, 20, 32) >> 16, <, 0x40);
    g_assert_cmphex(rgb(&picture, 5, 20), ==, 0xFFFFFF);
    clear(&picture);
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(GBytes) bytes = canvas_format_by_name("svg")->write(scene, &options, NULL);
    g_autofree char *svg = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_assert_nonnull(strstr(svg, "transform=\"rotate(90 20 20)\""));
}

/* A half transparent halo is nowhere denser than one layer of it. */
static void test_halo_is_even(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = scene_new(140, 60, fonts);
    struct item *item =
        add_text(scene, scene_add_group(scene, "g", NULL), "Saraqib\nسراقب", 20, 10);
    guint inked = 0;

    item->text.color.alpha = 0;
    item->text.halo_color = (struct color){1, 0, 0, 0.5};
    item->text.halo_width_px = 2;
    struct picture picture = draw(scene, 96);
    for (int y = 0; y < picture.height; y++) {
        for (int x = 0; x < picture.width; x++) {
            g_assert_cmpuint(rgb(&picture, x, y) & 0xFF, >=, 0x7E);
            inked += (rgb(&picture, x, y) & 0xFF) < 0x82;
        }
    }
    g_assert_cmpuint(inked, >, 500);
    clear(&picture);
}

/* The mean of each block of `times` x `times` pixels. */
static struct picture shrunk(const struct picture *large, int times)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, large->width / times, large->height / times);
    cairo_t *cr = cairo_create(surface);

    cairo_scale(cr, 1.0 / times, 1.0 / times);
    cairo_set_source_surface(cr, large->surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BEST);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return (struct picture){surface, large->width / times, large->height / times};
}

/* Writes the scene, has another program draw it (`times` as large, for PDF viewers move thin lines
 * and glyphs to whole pixels), and compares with our PNG. */
static void assert_agrees(const struct canvas_format *format, const char *folder,
                          const char *command, int times)
{
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autoptr(GBytes) bytes = format->write(scene, &options, NULL);
    g_autofree char *file = g_strdup_printf("%s/page%s", folder, format->suffix);
    g_autofree char *png = g_strdup_printf("%s/page.png", folder), *data = NULL;
    gsize length = 0;

    g_assert_true(g_file_set_contents(file, g_bytes_get_data(bytes, NULL),
                                      (gssize)g_bytes_get_size(bytes), NULL));
    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
    g_assert_true(g_file_get_contents(png, &data, &length, NULL));
    struct picture large = picture_from_png(data, length);
    struct picture theirs = shrunk(&large, times), ours = draw(scene, 96);
    double mean = difference(&ours, &theirs);
    g_test_message("%s: mean difference %.2f of 255", format->name, mean);
    g_assert_cmpfloat(mean, <, 2);
    clear(&large);
    clear(&theirs);
    clear(&ours);
    g_unlink(file);
    g_unlink(png);
}

static void test_agrees(gconstpointer name)
{
    const struct canvas_format *format = canvas_format_by_name(name);
    gboolean is_svg = strcmp(name, "svg") == 0;
    const char *program = is_svg ? "rsvg-convert" : "pdftocairo";
    g_autofree char *found = g_find_program_in_path(program), *command = NULL;

    if (found == NULL) {
        g_autofree char *reason = g_strdup_printf("%s is not installed", program);
        g_test_skip(reason);
        return;
    }
    g_autofree char *folder = g_dir_make_tmp("idlibmap-canvas-XXXXXX", NULL);
    command = is_svg ? g_strdup_printf("rsvg-convert %s/page.svg -o %s/page.png", folder, folder)
                     : g_strdup_printf("pdftocairo -r 384 -png -singlefile %s/page.pdf %s/page",
                                       folder, folder);
    assert_agrees(format, folder, command, is_svg ? 1 : 4);
    g_rmdir(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/canvas/formats", test_formats);
    g_test_add_func("/canvas/image/chunks", test_chunks);
    g_test_add_func("/canvas/image/pixels", test_pixels);
    g_test_add_func("/canvas/image/same-bytes", test_same_bytes);
    g_test_add_func("/canvas/image/hatch-lines-up", test_hatch_lines_up);
    g_test_add_func("/canvas/image/transparent", test_transparent);
    g_test_add_func("/canvas/image/limits", test_limits);
    g_test_add_func("/canvas/image/hostile", test_hostile);
    g_test_add_func("/canvas/image/dilate", test_dilate);
    g_test_add_func("/canvas/image/turned-picture", test_turned_picture);
    g_test_add_func("/canvas/image/halo-is-even", test_halo_is_even);
    g_test_add_func("/canvas/image/dilate-blurred", test_dilate_blurred);
    g_test_add_func("/canvas/image/blur-of-masks-and-strokes", test_blur_of_masks_and_strokes);
    g_test_add_data_func("/canvas/image/agrees-with-svg", "svg", test_agrees);
    g_test_add_data_func("/canvas/image/agrees-with-pdf", "pdf", test_agrees);
    return g_test_run();
}
