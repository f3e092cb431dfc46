#include "compose/source_file.h"

#include "base/data_root.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

/* The file of a layer in the folder given for its vector source; NULL without error when there is
 * none. A layer's name comes from the style and may not lead out of the folder. */
static char *find_in_folder(const struct map_source *given, const struct style_source *source,
                            GError **error)
{
    static const char *const suffixes[] = {".shp", ".geojson", ".json", ".csv"};
    const char *name = style_source_layer(source);
    if (!g_file_test(given->path, G_FILE_TEST_IS_DIR)) {
        set_data_error(
            error, given->path, 0,
            "is not a folder; source '%s' has layers: give --source %s=FILE, or a folder "
            "with %s.shp and the like",
            source->tiles, source->id, name);
        return NULL;
    }
    if (name[0] == '.' || strpbrk(name, "/\\") != NULL) {
        return NULL;
    }
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *file = g_strconcat(name, suffixes[i], NULL);
        g_autofree char *path = g_build_filename(given->path, file, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            return given->trusted ? g_steal_pointer(&path) : resolve_inside_dup(path, file, error);
        }
    }
    return NULL;
}

char *source_file_dup(const struct map *map, const struct style *style,
                      const struct style_source *source, gboolean *is_own, GError **error)
{
    const struct map_source *given = map_find_source(map, source->id);
    *is_own = FALSE;
    if (given != NULL) {
        return g_strdup(given->path);
    }
    if (source->tiles != NULL) {
        given = map_find_source(map, source->tiles);
        return given != NULL ? find_in_folder(given, source, error) : NULL;
    }
    *is_own = TRUE;
    if (source->data == NULL) {
        set_data_error(error, style->path, 0,
                       "source '%s' names no file; give one with --source %s=FILE", source->id,
                       source->id);
        return NULL;
    }
    return resolve_inside_dup(style->path, source->data, error);
}

gboolean source_file_is_wanted(const struct style *style, const char *id)
{
    for (guint i = 0; i < style->sources->len; i++) {
        const struct style_source *source = g_ptr_array_index(style->sources, i);
        if (strcmp(source->id, id) == 0 || g_strcmp0(source->tiles, id) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- what has no file ---- */

/* A vector source and those of its layers that have no file. */
struct missing {
    const char *tiles;
    const char *first; /* id of the first source without a file; NULL: all have one */
    GPtrArray *names;  /* of the layers of the tiles without a file */
    guint layers;      /* of the style, that draw them */
    gboolean has_files;
};

static void missing_free(gpointer data)
{
    struct missing *missing = data;
    g_ptr_array_unref(missing->names);
    g_free(missing);
}

static guint count_layers(const struct style *style, const char *id, double zoom)
{
    guint count = 0;
    for (guint i = 0; i < style->layers->len; i++) {
        const struct style_layer *layer = g_ptr_array_index(style->layers, i);
        gboolean is_seen = isnan(zoom) || (zoom >= layer->minzoom && zoom < layer->maxzoom);
        count += layer->visible && is_seen && g_strcmp0(layer->source, id) == 0 ? 1 : 0;
    }
    return count;
}

static struct missing *missing_of(GPtrArray *all, const char *tiles)
{
    for (guint i = 0; i < all->len; i++) {
        struct missing *known = g_ptr_array_index(all, i);
        if (strcmp(known->tiles, tiles) == 0) {
            return known;
        }
    }
    struct missing *missing = g_new0(struct missing, 1);
    missing->tiles = tiles;
    missing->names = g_ptr_array_new();
    g_ptr_array_add(all, missing);
    return missing;
}

static void report(const struct missing *missing, const char *path, struct diagnostics *diagnostics)
{
    g_autofree char *tiles = printable_dup(missing->tiles);
    g_autofree char *first = printable_dup(missing->first);
    g_autofree char *names = diagnostics_names_dup(missing->names);
    diagnostics_add(diagnostics, missing->has_files ? SEVERITY_NOTE : SEVERITY_WARNING, path, 0,
                    "%u layer%s of source '%s' %s no file and %s not drawn: %s; give --source "
                    "%s=FILE or --source %s=FOLDER",
                    missing->layers, missing->layers == 1 ? "" : "s", tiles,
                    missing->layers == 1 ? "has" : "have", missing->layers == 1 ? "is" : "are",
                    names, first, tiles);
}

void source_files_report(const struct map *map, const struct style *style, double zoom,
                         struct diagnostics *diagnostics)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(missing_free);
    for (guint i = 0; i < style->sources->len; i++) {
        const struct style_source *source = g_ptr_array_index(style->sources, i);
        guint layers = source->tiles != NULL ? count_layers(style, source->id, zoom) : 0;
        gboolean is_own;
        if (layers == 0) {
            continue;
        }
        struct missing *missing = missing_of(all, source->tiles);
        g_autoptr(GError) error = NULL;
        g_autofree char *file = source_file_dup(map, style, source, &is_own, &error);
        missing->has_files |= file != NULL;
        if (file == NULL && error == NULL) {
            missing->first = missing->first != NULL ? missing->first : source->id;
            missing->layers += layers;
            g_ptr_array_add(missing->names, (char *)style_source_layer(source));
        }
    }
    for (guint i = 0; i < all->len; i++) {
        const struct missing *missing = g_ptr_array_index(all, i);
        if (missing->first != NULL) {
            report(missing, style->path, diagnostics);
        }
    }
}
