#include "base/data_root.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static const char *const font_folders[] = {"/usr/share/fonts", "/usr/local/share/fonts", NULL};

static char *program_dup(void)
{
    g_autofree char *link = g_file_read_link("/proc/self/exe", NULL);
    return link != NULL ? g_canonicalize_filename(link, NULL) : NULL;
}

static gboolean is_below(const char *path, const char *folder)
{
    gsize length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0' ||
                                                  (length > 0 && folder[length - 1] == '/'));
}

static gboolean holds_data(const char *folder)
{
    g_autofree char *data = g_build_filename(folder, "data", "gazetteer.csv", NULL);
    return g_file_test(data, G_FILE_TEST_EXISTS);
}

char *data_root_dup(void)
{
    const char *from_environment = g_getenv("IDLIBMAP_DATA");
    if (from_environment != NULL && from_environment[0] != '\0') {
        return g_canonicalize_filename(from_environment, NULL);
    }
    g_autofree char *program = program_dup();
    if (program != NULL && is_below(program, IDLIBMAP_SOURCE_TREE) &&
        holds_data(IDLIBMAP_SOURCE_TREE)) {
        return g_strdup(IDLIBMAP_SOURCE_TREE);
    }
    if (program != NULL) {
        g_autofree char *bin = g_path_get_dirname(program);
        g_autofree char *share = g_build_filename(bin, "..", "share", "idlibmap", NULL);
        if (holds_data(share)) {
            return g_canonicalize_filename(share, NULL);
        }
    }
    return g_build_filename(IDLIBMAP_PREFIX, "share", "idlibmap", NULL);
}

char *data_root_file_dup(const char *relative)
{
    g_autofree char *root = data_root_dup();
    return g_build_filename(root, relative, NULL);
}

/* The path with all links followed, or NULL when it does not exist. */
static char *real_path_dup(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real);
    free(real);
    return copy;
}

gboolean path_is_inside(const char *path, const char *folder)
{
    g_autofree char *real = real_path_dup(path);
    g_autofree char *real_folder = real_path_dup(folder);
    return real != NULL && real_folder != NULL && is_below(real, real_folder);
}

static gboolean is_allowed(const char *real, const char *from_folder)
{
    g_autofree char *root = data_root_dup();
    g_autofree char *data = g_build_filename(root, "data", NULL);
    g_autofree char *shapes = g_build_filename(root, "shapes", NULL);
    const char *const folders[] = {from_folder, data, shapes, NULL};
    for (guint i = 0; folders[i] != NULL; i++) {
        if (path_is_inside(real, folders[i])) {
            return TRUE;
        }
    }
    for (guint i = 0; font_folders[i] != NULL; i++) {
        if (is_below(real, font_folders[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static char *resolve_dup(const char *from, const char *path, gboolean is_folder, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(from);
    g_autofree char *joined =
        g_path_is_absolute(path) ? g_strdup(path) : g_build_filename(folder, path, NULL);
    g_autofree char *real = real_path_dup(joined);
    g_autofree char *shown = printable_dup(path);
    if (real == NULL) {
        set_data_error(error, from, 0, "names the %s %s, which does not exist",
                       is_folder ? "folder" : "file", shown);
        return NULL;
    }
    if (!is_allowed(real, folder)) {
        set_data_error(error, from, 0,
                       "names the %s %s, outside its own folder and the program's data; "
                       "name it on the command line if you trust it",
                       is_folder ? "folder" : "file", shown);
        return NULL;
    }
    if (!g_file_test(real, is_folder ? G_FILE_TEST_IS_DIR : G_FILE_TEST_IS_REGULAR)) {
        set_data_error(error, from, 0, "names %s, which is not a %s", shown,
                       is_folder ? "folder" : "plain file");
        return NULL;
    }
    return g_steal_pointer(&real); /* not the way to it: a link in it may change */
}

char *resolve_inside_dup(const char *from, const char *path, GError **error)
{
    return resolve_dup(from, path, FALSE, error);
}

char *resolve_folder_inside_dup(const char *from, const char *path, GError **error)
{
    return resolve_dup(from, path, TRUE, error);
}
