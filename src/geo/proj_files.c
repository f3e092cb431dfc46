#include "geo/proj_files.h"

#include "base/data_root.h"

#include <stdio.h>
#include <string.h>

/* Links followed: a device, a pipe or a file elsewhere is refused before it is opened. */
static gboolean may_read(const char *path)
{
    const char *known = proj_info().searchpath;
    g_auto(GStrv) folders = g_strsplit(known != NULL ? known : "", G_SEARCHPATH_SEPARATOR_S, -1);
    for (guint i = 0; folders[i] != NULL; i++) {
        if (folders[i][0] != '\0' && path_is_inside(path, folders[i])) {
            return g_file_test(path, G_FILE_TEST_IS_REGULAR);
        }
    }
    return FALSE;
}

static PROJ_FILE_HANDLE *open_file(PJ_CONTEXT *context G_GNUC_UNUSED, const char *path,
                                   PROJ_OPEN_ACCESS access, void *data G_GNUC_UNUSED)
{
    gboolean reads = access == PROJ_OPEN_ACCESS_READ_ONLY;
    return (PROJ_FILE_HANDLE *)(reads && may_read(path) ? fopen(path, "rbe") : NULL);
}

static size_t read_file(PJ_CONTEXT *context G_GNUC_UNUSED, PROJ_FILE_HANDLE *file, void *buffer,
                        size_t size, void *data G_GNUC_UNUSED)
{
    return fread(buffer, 1, size, (FILE *)file);
}

static size_t write_nothing(PJ_CONTEXT *context G_GNUC_UNUSED, PROJ_FILE_HANDLE *file G_GNUC_UNUSED,
                            const void *buffer G_GNUC_UNUSED, size_t size G_GNUC_UNUSED,
                            void *data G_GNUC_UNUSED)
{
    return 0;
}

static int seek_file(PJ_CONTEXT *context G_GNUC_UNUSED, PROJ_FILE_HANDLE *file, long long offset,
                     int whence, void *data G_GNUC_UNUSED)
{
    return fseeko((FILE *)file, (off_t)offset, whence) == 0;
}

static unsigned long long tell_file(PJ_CONTEXT *context G_GNUC_UNUSED, PROJ_FILE_HANDLE *file,
                                    void *data G_GNUC_UNUSED)
{
    return (unsigned long long)ftello((FILE *)file);
}

static void close_file(PJ_CONTEXT *context G_GNUC_UNUSED, PROJ_FILE_HANDLE *file,
                       void *data G_GNUC_UNUSED)
{
    fclose((FILE *)file);
}

static int exists(PJ_CONTEXT *context G_GNUC_UNUSED, const char *path, void *data G_GNUC_UNUSED)
{
    return may_read(path);
}

static int refuse(PJ_CONTEXT *context G_GNUC_UNUSED, const char *path G_GNUC_UNUSED,
                  void *data G_GNUC_UNUSED)
{
    return FALSE;
}

static int refuse_rename(PJ_CONTEXT *context G_GNUC_UNUSED, const char *from G_GNUC_UNUSED,
                         const char *to G_GNUC_UNUSED, void *data G_GNUC_UNUSED)
{
    return FALSE;
}

void proj_files_limit(PJ_CONTEXT *context)
{
    static const PROJ_FILE_API files = {
        .version = 1,
        .open_cbk = open_file,
        .read_cbk = read_file,
        .write_cbk = write_nothing,
        .seek_cbk = seek_file,
        .tell_cbk = tell_file,
        .close_cbk = close_file,
        .exists_cbk = exists,
        .mkdir_cbk = refuse,
        .unlink_cbk = refuse,
        .rename_cbk = refuse_rename,
    };
    proj_context_set_fileapi(context, &files, NULL);
}
