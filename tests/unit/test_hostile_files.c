/* Files and CRSs that reach for other files: only what lies in their own folder or PROJ's is read.
 */
#include "base/data_root.h"
#include "base/error.h"
#include "geo/projection.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOOD_STEP "+proj=utm +zone=37 +ellps=GRS80 "

struct fixture {
    char *folder, *map, *pipe, *init;
};

static void set_up(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
    fixture->folder = g_dir_make_tmp("idlibmap-XXXXXX", NULL);
    fixture->map = g_build_filename(fixture->folder, "strange.map", NULL);
    fixture->pipe = g_build_filename(fixture->folder, "pipe.csv", NULL);
    fixture->init = g_build_filename(fixture->folder, "init", NULL);
    g_assert_cmpint(mkfifo(fixture->pipe, 0600), ==, 0);
    g_assert_true(
        g_file_set_contents(fixture->init, "<x> +proj=utm +zone=37 +datum=WGS84\n", -1, NULL));
}

static void tear_down(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
    g_unlink(fixture->pipe);
    g_unlink(fixture->init);
    g_rmdir(fixture->folder);
    g_free(fixture->pipe);
    g_free(fixture->init);
    g_free(fixture->map);
    g_free(fixture->folder);
}

static void assert_refused(const char *crs)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Projection) projection = projection_new(crs, (struct box){35, 34, 38, 37}, &error);
    g_assert_null(projection);
    g_assert_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA);
}

/* Opened, the pipe would stop the program for ever. */
static void test_crs_opens_no_pipe(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *grid = g_strconcat(GOOD_STEP "+nadgrids=", fixture->pipe, NULL);
    g_autofree char *init = g_strconcat("+init=", fixture->pipe, ":x", NULL);
    alarm(20);
    assert_refused(grid);
    assert_refused(init);
    alarm(0);
}

static void test_crs_reads_no_file_of_the_user(struct fixture *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *init = g_strconcat("+init=", fixture->init, ":x", NULL);
    assert_refused(init);
}

static void test_crs_reads_projs_own_files(struct fixture *fixture G_GNUC_UNUSED,
                                           gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Projection) projection =
        projection_new("EPSG:5256", (struct box){35, 36, 37, 37}, &error);
    g_assert_no_error(error);
    g_assert_nonnull(projection);
}

static void assert_outside(const struct fixture *fixture, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *resolved = resolve_inside_dup(fixture->map, path, &error);
    g_assert_null(resolved);
    g_assert_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA);
}

static void test_map_names_plain_files_inside(struct fixture *fixture,
                                              gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *link = g_build_filename(fixture->folder, "link.csv", NULL);
    g_assert_cmpint(symlink("/etc/passwd", link), ==, 0);
    assert_outside(fixture, "link.csv");
    assert_outside(fixture, "/etc/passwd");
    assert_outside(fixture, "../../../../../etc/passwd");
    assert_outside(fixture, "pipe.csv");
    assert_outside(fixture, ".");
    assert_outside(fixture, "");
    g_unlink(link);
    g_autofree char *resolved = resolve_inside_dup(fixture->map, "./init", NULL);
    g_assert_cmpstr(resolved, ==, fixture->init);
}

static void test_path_is_inside(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *part = g_strndup(fixture->folder, strlen(fixture->folder) - 1);
    g_assert_true(path_is_inside(fixture->init, fixture->folder));
    g_assert_false(path_is_inside(fixture->init, part));
    g_assert_false(path_is_inside(fixture->map, fixture->folder)); /* it does not exist */
}

#define ADD(name, function)                                                                        \
    g_test_add("/hostile/files/" name, struct fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("crs-opens-no-pipe", test_crs_opens_no_pipe);
    ADD("crs-reads-no-file-of-the-user", test_crs_reads_no_file_of_the_user);
    ADD("crs-reads-projs-own-files", test_crs_reads_projs_own_files);
    ADD("map-names-plain-files-inside", test_map_names_plain_files_inside);
    ADD("path-is-inside", test_path_is_inside);
    return g_test_run();
}
