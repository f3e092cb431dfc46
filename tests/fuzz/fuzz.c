#include "fuzz.h"

#include "source/source.h"

#include <glib/gstdio.h>
#include <stdlib.h>

static char folder[] = "/tmp/idlibmap-fuzz-XXXXXX";
static GHashTable *files;

static void remove_files(void)
{
    GHashTableIter iter;
    gpointer path;
    g_hash_table_iter_init(&iter, files);
    while (g_hash_table_iter_next(&iter, NULL, &path)) {
        g_unlink(path);
    }
    g_rmdir(folder);
}

const char *fuzz_file(const char *name, const uint8_t *data, size_t size)
{
    if (files == NULL) {
        g_assert_nonnull(g_mkdtemp(folder));
        files = g_hash_table_new(g_str_hash, g_str_equal);
        atexit(remove_files);
    }
    char *path = g_hash_table_lookup(files, name);
    if (path == NULL) {
        path = g_build_filename(folder, name, NULL);
        g_hash_table_insert(files, g_strdup(name), path);
    }
    /* Not g_file_set_contents(), which waits for the disk. */
    FILE *file = fopen(path, "wb");
    g_assert_nonnull(file);
    g_assert_cmpuint(fwrite(data, 1, size, file), ==, size);
    fclose(file);
    return path;
}

void fuzz_source(const char *path)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Source) source = source_open(path, diagnostics, &error);
    enum source_result result = source != NULL ? SOURCE_SKIPPED : SOURCE_END;
    struct feature feature;
    while (result != SOURCE_END && result != SOURCE_ERROR) {
        result = source_next(source, &feature, &error);
    }
}
