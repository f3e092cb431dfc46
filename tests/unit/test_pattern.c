#include "canvas/canvas.h"
#include "canvas_scene.h"
#include "compose/pattern.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#define SVG "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'>%s</svg>"

static const struct pattern_paint red_paint = {{1, 0, 0, 1}, 1};

/* What patterns need of a composition: icons in a folder of its own, a scene, a layer's group. */
struct fixture {
    char *folder;
    struct diagnostics *diagnostics;
    struct style style;
    struct composition composition;
    struct composed_layer layer;
};

static void write_icon(const struct fixture *fixture, const char *name, int width, int height,
                       const char *content)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    g_autofree char *text = g_strdup_printf(SVG, width, height, content);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->folder = g_dir_make_tmp("pattern-XXXXXX", NULL);
    fixture->diagnostics = diagnostics_new();
    fixture->style.path = g_build_filename(fixture->folder, "style.json", NULL);
    write_icon(fixture, "dot.svg", 10, 10, "<rect x='4' y='4' width='2' height='2'/>");
    write_icon(fixture, "two.svg", 10, 10,
               "<rect width='5' height='5' fill='#00f'/><rect x='5' y='5' width='5' height='5' "
               "opacity='.5'/>");
    write_icon(fixture, "wedge.svg", 8, 4, "<path d='M0 0h8l-4 4z'/>");
    write_icon(fixture, "bar.svg", 10, 10, "<path d='M0 5h10' stroke='#000' stroke-width='4'/>");
    fixture->composition.diagnostics = fixture->diagnostics;
    fixture->composition.style = &fixture->style;
    fixture->composition.icons = icon_set_new(fixture->style.path, fixture->diagnostics);
    fixture->composition.scene = scene_new(100, 100, NULL);
    fixture->layer.group = scene_add_group(fixture->composition.scene, "layer", NULL);
    fixture->layer.sort_keys = g_array_new(FALSE, FALSE, sizeof(double));
}

static void tear_down(struct fixture *fixture, gconstpointer data)
{
    static const char *const files[] = {"dot.svg", "two.svg", "wedge.svg", "bar.svg", "dots.png"};
    (void)data;
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(fixture->folder, files[i], NULL);
        remove(path);
    }
    g_assert_cmpint(remove(fixture->folder), ==, 0);
    g_array_unref(fixture->layer.sort_keys);
    scene_free(fixture->composition.scene);
    icon_set_free(fixture->composition.icons);
    diagnostics_free(fixture->diagnostics);
    g_free(fixture->style.path);
    g_free(fixture->folder);
}

static const struct item *item_of(const struct fixture *fixture, guint index)
{
    g_assert_cmpuint(fixture->layer.group->items->len, >, index);
    return g_ptr_array_index(fixture->layer.group->items, index);
}

static void test_fill(struct fixture *fixture, gconstpointer data)
{
    struct composition *composition = &fixture->composition;
    (void)data;
    struct fill hatch = pattern_fill(composition, "hatch:30/8/2", &red_paint);
    g_assert_cmpint(hatch.kind, ==, FILL_HATCH);
    g_assert_cmpfloat(hatch.hatch_angle_deg, ==, 30);
    g_assert_cmpfloat(hatch.hatch_spacing_px, ==, 8);
    g_assert_cmpfloat(hatch.hatch_width_px, ==, 2);
    g_assert_cmpfloat(pattern_fill(composition, "hatch:", &red_paint).hatch_spacing_px, ==, 6);
    g_assert_cmpfloat(pattern_fill(composition, "hatch:nan/1e999/-5", &red_paint).hatch_spacing_px,
                      ==, 1000);

    struct fill dots = pattern_fill(composition, "dot", &red_paint);
    g_assert_cmpint(dots.kind, ==, FILL_TILES);
    g_assert_cmpfloat(dots.tile->width_px, ==, 10);
    g_assert_true(pattern_fill(composition, "dot", &red_paint).tile == dots.tile);
    struct pattern_paint faint = {red_paint.color, 0.25};
    g_assert_true(pattern_fill(composition, "dot", &faint).tile != dots.tile);

    const struct tile *two = pattern_fill(composition, "two", &faint).tile;
    const struct band *blue = g_ptr_array_index(two->bands, 0);
    const struct band *own = g_ptr_array_index(two->bands, 1);
    g_assert_cmpfloat(blue->color.blue, ==, 1);
    g_assert_cmpfloat(blue->color.alpha, ==, 0.25);
    g_assert_cmpfloat(own->color.red, ==, 1);
    g_assert_cmpfloat(own->color.alpha, ==, 0.125);
    g_assert_cmpuint(diagnostics_count(fixture->diagnostics), ==, 0);

    g_assert_cmpint(pattern_fill(composition, "none", &red_paint).kind, ==, FILL_NONE);
    g_assert_cmpint(pattern_fill(composition, "", &red_paint).kind, ==, FILL_NONE);
    g_assert_cmpuint(diagnostics_warnings(fixture->diagnostics), ==, 2);
}

/* A page of 40 x 40 px, the rectangle 5,5 to 35,35 of it filled. */
static GBytes *draw(struct fixture *fixture, const char *pattern, const char *format, double dpi)
{
    g_autoptr(Scene) scene = scene_new(40, 40, NULL);
    struct scene *own = fixture->composition.scene;
    struct scene_group *group = scene_add_group(scene, "fill", NULL);
    const struct canvas_options options = {.dpi = dpi};
    g_autoptr(GError) error = NULL;
    fixture->composition.scene = scene;
    add_box(group, 5, 5, 35, 35)->fill = pattern_fill(&fixture->composition, pattern, &red_paint);
    fixture->composition.scene = own;
    GBytes *bytes = canvas_format_by_name(format)->write(scene, &options, &error);
    g_assert_no_error(error);
    return bytes;
}

struct bytes_reader {
    const guint8 *bytes;
    gsize left;
};

static cairo_status_t read_bytes(void *data, unsigned char *out, unsigned length)
{
    struct bytes_reader *reader = data;
    if (length > reader->left) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(out, reader->bytes, length);
    reader->bytes += length;
    reader->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

static guint32 pixel(cairo_surface_t *surface, int x, int y)
{
    const guint8 *row = cairo_image_surface_get_data(surface) +
                        (gsize)y * (gsize)cairo_image_surface_get_stride(surface);
    return ((const guint32 *)(const void *)row)[x] & 0xFFFFFF;
}

static cairo_surface_t *picture(GBytes *png)
{
    gsize length;
    const guint8 *bytes = g_bytes_get_data(png, &length);
    struct bytes_reader reader = {bytes, length};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &reader);
    g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
    return surface;
}

/* Tiles stand at multiples of their size from the page's corner, and end with the shape. */
static void test_picture(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GBytes) png = draw(fixture, "dot", "png", 96);
    cairo_surface_t *at_96 = picture(png);
    for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 40; x++) {
            gboolean is_inside = x >= 5 && x < 35 && y >= 5 && y < 35;
            gboolean is_dot = x % 10 >= 4 && x % 10 < 6 && y % 10 >= 4 && y % 10 < 6;
            g_assert_cmphex(pixel(at_96, x, y), ==, is_inside && is_dot ? 0xFF0000 : 0xFFFFFF);
        }
    }
    cairo_surface_destroy(at_96);
    /* At three times the resolution the tile is drawn anew, not made larger. */
    g_autoptr(GBytes) fine = draw(fixture, "wedge", "png", 288);
    cairo_surface_t *at_288 = picture(fine);
    for (int x = 0; x < 24; x++) {
        if (x != 10 && x != 13) {
            g_assert_cmphex(pixel(at_288, 24 + x, 24 + 10), ==,
                            x == 11 || x == 12 ? 0xFF0000 : 0xFFFFFF);
        }
    }
    cairo_surface_destroy(at_288);
}

/* A stroked icon in a tile, and along a line, where the stroke grows with it. */
static void test_stroked_icon(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GBytes) png = draw(fixture, "bar", "png", 96);
    cairo_surface_t *surface = picture(png);
    for (int y = 10; y < 30; y++) {
        g_assert_cmphex(pixel(surface, 12, y), ==, y % 10 >= 3 && y % 10 < 7 ? 0xFF0000 : 0xFFFFFF);
    }
    cairo_surface_destroy(surface);
    gsize length;
    g_autoptr(GBytes) svg = draw(fixture, "bar", "svg", 96);
    const char *text = g_bytes_get_data(svg, &length);
    g_assert_nonnull(g_strstr_len(text, (gssize)length, "<path fill=\"none\" stroke=\"#f"));
    g_autoptr(PagePath) line = page_path_new();
    page_path_clear(line, FALSE);
    page_path_begin_part(line);
    page_path_add(line, 0, 50);
    page_path_add(line, 100, 50);
    pattern_along(&fixture->composition, &fixture->layer, "bar", &red_paint, line, 20, 0);
    const struct item *item = item_of(fixture, 0);
    g_assert_false(item->path->closed);
    g_assert_cmpint(item->fill.kind, ==, FILL_NONE);
    g_assert_cmpfloat_with_epsilon(item->stroke.width_px, 8, 1e-9);
}

static void test_png_icon(struct fixture *fixture, gconstpointer data)
{
    g_autofree char *path = g_build_filename(fixture->folder, "dots.png", NULL);
    g_autoptr(GBytes) file = draw(fixture, "dot", "png", 96);
    gsize length;
    const char *bytes = g_bytes_get_data(file, &length);
    (void)data;
    g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    g_autoptr(GBytes) png = draw(fixture, "dots", "png", 96);
    cairo_surface_t *surface = picture(png);
    g_assert_cmphex(pixel(surface, 14, 14), ==, 0xFF0000);
    g_assert_cmphex(pixel(surface, 16, 14), ==, 0xFFFFFF);
    cairo_surface_destroy(surface);
    g_autoptr(GBytes) svg = draw(fixture, "dots", "svg", 96);
    g_assert_nonnull(g_strstr_len(g_bytes_get_data(svg, &length), -1,
                                  "<image x=\"0\" y=\"0\" width=\"40\" height=\"40\""));
    g_autoptr(GBytes) pdf = draw(fixture, "dots", "pdf", 96);
    g_assert_cmpuint(g_bytes_get_size(pdf), >, 0);

    struct page_path *line = page_path_new();
    page_path_clear(line, FALSE);
    page_path_begin_part(line);
    page_path_add(line, 0, 0);
    page_path_add(line, 90, 0);
    pattern_along(&fixture->composition, &fixture->layer, "dots", &red_paint, line, 5, 0);
    g_assert_cmpuint(fixture->layer.group->items->len, ==, 0);
    g_assert_cmpuint(diagnostics_warnings(fixture->diagnostics), ==, 1);
    page_path_free(line);
}

static void test_vector(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GBytes) svg = draw(fixture, "two", "svg", 96);
    gsize length;
    const char *text = g_bytes_get_data(svg, &length);
    g_assert_nonnull(g_strstr_len(text, (gssize)length,
                                  "<pattern id=\"tile\" patternUnits=\"userSpaceOnUse\" "
                                  "width=\"10\" height=\"10\" fill-rule=\"evenodd\">\n"
                                  "<path fill=\"#00f\" d=\"m0 0h5v5h-5z\"/>\n"
                                  "<path fill=\"#f00\" fill-opacity=\"0.5\" d=\"m5 5h5v5h-5z\"/>"));
    g_assert_nonnull(g_strstr_len(text, (gssize)length, "fill=\"url(#tile)\""));
    g_autoptr(GBytes) pdf = draw(fixture, "two", "pdf", 96);
    g_autoptr(GBytes) again = draw(fixture, "two", "pdf", 96);
    g_assert_true(g_bytes_equal(pdf, again));
    text = g_bytes_get_data(pdf, &length);
    g_assert_nonnull(memmem(text, length, "/PatternType 1", strlen("/PatternType 1")));
    g_assert_null(memmem(text, length, "/Subtype /Image", strlen("/Subtype /Image")));
}

static struct page_path *line_new(const double *xy, guint n, gboolean closed)
{
    struct page_path *line = page_path_new();
    page_path_clear(line, closed);
    page_path_begin_part(line);
    for (guint i = 0; i < n; i++) {
        page_path_add(line, xy[2 * i], xy[2 * i + 1]);
    }
    return line;
}

/* Icons as high as the line is wide, in the middle of what is left over, turned with the line. */
static void test_icons_along(struct fixture *fixture, gconstpointer data)
{
    static const double corner[] = {0, 50, 33, 50, 33, 83};
    g_autoptr(PagePath) line = line_new(corner, 3, FALSE);
    (void)data;
    pattern_along(&fixture->composition, &fixture->layer, "wedge", &red_paint, line, 8, 7);
    g_assert_cmpuint(fixture->layer.group->items->len, ==, 2);
    g_assert_cmpuint(fixture->layer.sort_keys->len, ==, 2);
    g_assert_cmpfloat(g_array_index(fixture->layer.sort_keys, double, 1), ==, 7);
    /* 66 px hold four of 16 px, and 1 px is bare at each end. */
    const struct item *first = item_of(fixture, 0), *second = item_of(fixture, 1);
    g_assert_cmpuint(page_path_parts(first->path), ==, 2);
    g_assert_cmpuint(page_path_parts(second->path), ==, 2);
    g_assert_cmpint(first->fill.kind, ==, FILL_COLOR);
    guint n;
    const struct page_point *p = page_path_part(first->path, 0, &n);
    const double expected[] = {1, 46, 17, 46, 9, 54};
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpfloat_with_epsilon(p[i].x, expected[2 * i], 1e-9);
        g_assert_cmpfloat_with_epsilon(p[i].y, expected[2 * i + 1], 1e-9);
    }
    /* Down the page the icon's upper edge is on the right. */
    p = page_path_part(second->path, 1, &n);
    g_assert_cmpfloat_with_epsilon(p[0].x, 37, 1e-9);
    g_assert_cmpfloat_with_epsilon(p[2].x, 29, 1e-9);
    g_assert_cmpfloat_with_epsilon(p[2].y, 74, 1e-9);
}

static void test_ticks(struct fixture *fixture, gconstpointer data)
{
    static const double straight[] = {0, 50, 100, 50};
    g_autoptr(PagePath) line = line_new(straight, 2, FALSE);
    (void)data;
    struct stroke across = pattern_along(&fixture->composition, &fixture->layer, "hatch:90/10/1",
                                         &red_paint, line, 6, 0);
    const struct item *item = item_of(fixture, 0);
    g_assert_cmpuint(page_path_parts(item->path), ==, 10);
    g_assert_cmpfloat(item->stroke.width_px, ==, 1);
    g_assert_cmpfloat(across.width_px, ==, 6);
    g_assert_cmpfloat(across.dashes_px[0], ==, 1);
    g_assert_cmpfloat(across.dashes_px[1], ==, 9);
    guint n;
    const struct page_point *p = page_path_part(item->path, 0, &n);
    g_assert_cmpfloat_with_epsilon(p[0].x, 5, 1e-9);
    g_assert_cmpfloat_with_epsilon(fabs(p[0].y - p[1].y), 6, 1e-9);
    /* 45 degrees rise to the right, and stand 10 px from each other across. */
    pattern_along(&fixture->composition, &fixture->layer, "hatch:45/10/1", &red_paint, line, 6, 0);
    p = page_path_part(item_of(fixture, 1)->path, 0, &n);
    g_assert_cmpfloat_with_epsilon(p[0].x - p[1].x, 6, 1e-9);
    g_assert_cmpfloat_with_epsilon(p[0].y - p[1].y, -6, 1e-9);
    g_assert_cmpuint(page_path_parts(item_of(fixture, 1)->path), ==, 7);
}

static void test_hostile_lines(struct fixture *fixture, gconstpointer data)
{
    static const double wild[][6] = {
        {0, 0, 0, 0, 0, 0},          {NAN, 0, 50, 50, 10, 10}, {0, 0, INFINITY, 0, 10, 10},
        {1e300, 0, -1e300, 0, 1, 1}, {0, 0, 1e7, 1e7, 0, 0},   {0, 0, 1e-9, 0, 0, 0},
    };
    static const char *const names[] = {"hatch:0/1/1", "hatch:90/1/1000", "wedge", "two", "none"};
    static const double widths[] = {0, 1e-6, 5, 1e9, NAN};
    (void)data;
    for (guint i = 0; i < G_N_ELEMENTS(wild); i++) {
        g_autoptr(PagePath) line = line_new(wild[i], 3, i % 2 == 0);
        for (guint k = 0; k < G_N_ELEMENTS(names) * G_N_ELEMENTS(widths); k++) {
            pattern_along(&fixture->composition, &fixture->layer, names[k / 5], &red_paint, line,
                          widths[k % 5], 0);
        }
    }
    for (guint i = 0; i < fixture->layer.group->items->len; i++) {
        g_assert_cmpuint(page_path_parts(item_of(fixture, i)->path), <=, 20000);
    }
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(GBytes) png =
        canvas_format_by_name("png")->write(fixture->composition.scene, &options, NULL);
    g_assert_nonnull(png);
}

static void add(const char *path, void (*test)(struct fixture *, gconstpointer))
{
    g_test_add(path, struct fixture, NULL, set_up, test, tear_down);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/pattern/fill", test_fill);
    add("/pattern/picture", test_picture);
    add("/pattern/stroked-icon", test_stroked_icon);
    add("/pattern/png-icon", test_png_icon);
    add("/pattern/vector", test_vector);
    add("/pattern/line/icons", test_icons_along);
    add("/pattern/line/ticks", test_ticks);
    add("/pattern/line/hostile", test_hostile_lines);
    return g_test_run();
}
