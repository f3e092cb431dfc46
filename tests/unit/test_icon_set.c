/* Icons by name: beside the style, in pictures, and those that ship. */
#include "base/diagnostics.h"
#include "icon/icon_file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 15 15\">"
#define MORE_THAN_ALLOWED (ICON_MAX_BYTES + 1)

/* 2 x 1 pixels: red, and half-clear green; written by ImageMagick. */
static const guint8 png[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
    0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0xf4,
    0x22, 0x7f, 0x8a, 0x00, 0x00, 0x00, 0x11, 0x49, 0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0xf8,
    0xcf, 0xc0, 0xf0, 0x9f, 0xe1, 0x3f, 0x43, 0x03, 0x00, 0x10, 0x79, 0x03, 0x7e, 0x31, 0xd1,
    0xee, 0xb9, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
};

static void test_png(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Icon) icon = png_icon_read("a.png", (const char *)png, sizeof png, 1, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(icon->pixel_width, ==, 2);
    g_assert_cmpuint(icon->pixel_height, ==, 1);
    g_assert_cmpfloat(icon->width_px, ==, 2);
    g_assert_cmpmem(icon->pixels, 8, "\xff\x00\x00\xff\x00\xff\x00\x80", 8);
    g_assert_cmpuint(icon->shapes->len, ==, 0);
    for (gsize i = 0; i < sizeof png; i++) {
        g_autofree guint8 *bytes = g_memdup2(png, sizeof png);
        g_autoptr(Icon) cut = png_icon_read("a.png", (const char *)png, i, 1, NULL);
        bytes[i] ^= 0xFF;
        g_autoptr(Icon) changed = png_icon_read("a.png", (const char *)bytes, sizeof png, 1, NULL);
        (void)cut;
        (void)changed;
    }
}

static void write_file(const char *folder, const char *name, const char *text, gssize length)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, length, NULL));
}

static void remove_all(const char *folder, const char *const *names)
{
    for (guint i = 0; names[i] != NULL; i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
    g_rmdir(folder);
}

static void test_set(void)
{
    g_autofree char *folder = g_dir_make_tmp("icons-XXXXXX", NULL);
    g_autofree char *style = g_build_filename(folder, "style.json", NULL);
    g_autofree char *icons_folder = g_build_filename(folder, "icons", NULL);
    g_mkdir(icons_folder, 0700);
    write_file(folder, "own.svg", SVG "<circle r='2'/></svg>", -1);
    write_file(folder, "picture.png", (const char *)png, sizeof png);
    write_file(folder, "fine.png", SVG "</svg>", -1);
    write_file(folder, "fine@2x.png", (const char *)png, sizeof png);
    write_file(folder, "dashed.svg", SVG "<circle r='2' stroke-dasharray='2'/></svg>", -1);
    write_file(icons_folder, "inner.svg", SVG "<circle r='2'/></svg>", -1);
    g_autofree char *title = g_strnfill(MORE_THAN_ALLOWED, 'x');
    g_autofree char *big = g_strconcat(SVG "<title>", title, "</title></svg>", NULL);
    write_file(folder, "big.svg", big, -1);
    g_autofree char *outside = g_build_filename(folder, "outside.svg", NULL);
    g_assert_cmpint(symlink("/etc/passwd", outside), ==, 0);

    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(IconSet) icons = icon_set_new(style, diagnostics);
    g_assert_nonnull(icon_set_get(icons, "own"));
    g_assert_true(icon_set_get(icons, "own") == icon_set_get(icons, "own"));
    g_assert_cmpstr(icon_set_get(icons, "inner")->name, ==, "inner");
    g_assert_nonnull(icon_set_get(icons, "picture")->pixels);
    g_assert_cmpfloat(icon_set_get(icons, "picture")->width_px, ==, 2);
    const struct icon *fine = icon_set_get(icons, "fine"); /* the @2x one, before the other */
    g_assert_cmpuint(fine->pixel_width, ==, 2);
    g_assert_cmpfloat(fine->width_px, ==, 1);
    g_assert_cmpfloat(fine->height_px, ==, 0.5);
    g_assert_true(icon_set_has(icons, "dashed"));
    g_assert_false(icon_set_has(icons, "missing"));
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 0);

    g_assert_nonnull(icon_set_get(icons, "dashed"));
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 1);
    static const char *const refused[] = {"missing", "",        ".own",    "../own", "icons/inner",
                                          "a\\b",    "own.svg", "outside", "big"};
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_assert_null(icon_set_get(icons, refused[i]));
        g_assert_null(icon_set_get(icons, refused[i]));
        g_assert_cmpuint(diagnostics_count(diagnostics), ==, 2 + i);
        g_assert_cmpuint(diagnostics_get(diagnostics, 1 + i)->count, ==, 1);
    }
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    icon_set_collect_missing(icons, missing);
    guint told = diagnostics_count(diagnostics);
    g_assert_cmpstr(icon_set_get(icons, "base:inner")->name, ==, "base:inner");
    g_assert_false(icon_set_has(icons, "base:gone"));
    g_assert_null(icon_set_get(icons, "base:gone"));
    g_assert_null(icon_set_get(icons, "base:gone"));
    g_assert_cmpuint(missing->len, ==, 1);
    g_assert_cmpstr(missing->pdata[0], ==, "base:gone");
    g_assert_null(icon_set_get(icons, "base:../own"));
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, told + 1);
    static const char *const inner[] = {"inner.svg", NULL};
    static const char *const outer[] = {"own.svg",    "picture.png", "fine.png", "fine@2x.png",
                                        "dashed.svg", "outside.svg", "big.svg",  NULL};
    remove_all(icons_folder, inner);
    remove_all(folder, outer);
}

/* Every icon that ships is read without a word, stands on the 15 px grid, and takes one colour. */
static void test_shipped(void)
{
    g_autofree char *folder = g_build_filename(IDLIBMAP_SOURCE_TREE, "data", "icons", NULL);
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    g_assert_nonnull(files);
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    guint n = 0;
    for (const char *file = g_dir_read_name(files); file != NULL; file = g_dir_read_name(files)) {
        if (!g_str_has_suffix(file, ".svg")) {
            continue;
        }
        g_autofree char *path = g_build_filename(folder, file, NULL);
        g_autofree char *text = NULL;
        gsize length;
        g_autoptr(GError) error = NULL;
        g_assert_true(g_file_get_contents(path, &text, &length, NULL));
        g_autoptr(Icon) icon = svg_icon_read(path, text, length, diagnostics, &error);
        g_assert_no_error(error);
        g_assert_true(icon->single_color);
        g_assert_cmpfloat(icon->width_px, ==, 15);
        g_assert_cmpfloat(icon->height_px, ==, 15);
        for (guint i = 0; i < icon->shapes->len; i++) {
            const struct icon_shape *shape = g_ptr_array_index(icon->shapes, i);
            struct box box = page_path_box(shape->path);
            g_assert_true(box.xmin >= 0 && box.ymin >= 0 && box.xmax <= 15 && box.ymax <= 15);
        }
        n++;
    }
    g_assert_cmpuint(n, >=, 16);
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/icon/png", test_png);
    g_test_add_func("/icon/set", test_set);
    g_test_add_func("/icon/shipped", test_shipped);
    return g_test_run();
}
