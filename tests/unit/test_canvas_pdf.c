#include "base/error.h"
#include "canvas/formats.h"
#include "canvas_scene.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static GBytes *write_pdf(const struct scene *scene)
{
    const struct canvas_options options = {.dpi = 96};
    g_autoptr(GError) error = NULL;
    GBytes *bytes = pdf_write(scene, &options, &error);

    g_assert_no_error(error);
    return bytes;
}

static gboolean contains(GBytes *bytes, const char *text)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);

    return memmem(data, length, text, strlen(text)) != NULL;
}

/* A second PDF in the same process: counters of Cairo's must not show. */
static void test_same_bytes(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autoptr(GBytes) first = write_pdf(scene);
    g_autoptr(FontSet) other_fonts = test_fonts_new();
    g_autoptr(Scene) other = test_scene_new(other_fonts);
    g_autoptr(GBytes) second = write_pdf(other);

    g_assert_true(g_bytes_equal(first, second));
}

static void test_date(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autoptr(GBytes) undated = write_pdf(scene);

    g_assert_false(contains(undated, "CreationDate"));
    g_assert_false(contains(undated, "ModDate"));
    scene->date = 1582840800; /* 2020-02-27 22:00:00 UTC */
    g_autoptr(GBytes) dated = write_pdf(scene);
    g_assert_true(contains(dated, "/CreationDate (D:20200227220000Z)"));
    g_assert_cmpuint(g_bytes_get_size(dated), ==, g_bytes_get_size(undated));
}

static void test_metadata(void)
{
    g_autoptr(Scene) scene = scene_new(100, 80, NULL);

    scene->title = g_strdup("Balyun (Idlib) /CreationDate (x)");
    scene->description = g_strdup("not UTF-8: \xff");
    g_autoptr(GBytes) bytes = write_pdf(scene);
    g_assert_true(contains(bytes, "/Title <FEFF00420061006C00790075006E")); /* UTF-16 */
    g_assert_true(contains(bytes, "/MediaBox [ 0 0 75 60 ]"));
}

static void test_limits(void)
{
    const double wrong[] = {0, -1, NAN, PDF_MAX_SIDE_PX + 1};

    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Scene) scene = scene_new(wrong[i], 100, NULL);
        g_autoptr(GError) error = NULL;
        g_assert_null(pdf_write(scene, NULL, &error));
        g_assert_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE);
    }
}

/* What pdftotext reads in the file, or NULL (and the test skipped) where it is missing. */
static char *read_text(GBytes *bytes)
{
    g_autofree char *program = g_find_program_in_path("pdftotext"), *text = NULL;
    g_autofree char *folder = g_dir_make_tmp("idlibmap-canvas-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "page.pdf", NULL);
    char *arguments[] = {program, file, (char *)"-", NULL};

    if (program == NULL) {
        g_test_skip("pdftotext is not installed");
    } else {
        g_assert_true(g_file_set_contents(file, g_bytes_get_data(bytes, NULL),
                                          (gssize)g_bytes_get_size(bytes), NULL));
        g_assert_true(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL,
                                   NULL, NULL));
        g_unlink(file);
    }
    g_rmdir(folder);
    return g_steal_pointer(&text);
}

static void test_text_is_text(void)
{
    g_autoptr(FontSet) fonts = test_fonts_new();
    g_autoptr(Scene) scene = test_scene_new(fonts);
    g_autoptr(GBytes) bytes = write_pdf(scene);
    g_autofree char *text = read_text(bytes);

    if (text == NULL)
        return;
    g_assert_nonnull(strstr(text, "Saraqib"));
    g_assert_nonnull(strstr(text, "سراقب"));
    g_assert_null(strstr(strstr(text, "Idlib") + 1, "Idlib")); /* the halo is no second text */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/canvas/pdf/same-bytes", test_same_bytes);
    g_test_add_func("/canvas/pdf/date", test_date);
    g_test_add_func("/canvas/pdf/metadata", test_metadata);
    g_test_add_func("/canvas/pdf/limits", test_limits);
    g_test_add_func("/canvas/pdf/text-is-text", test_text_is_text);
    return g_test_run();
}
