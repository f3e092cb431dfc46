#include "cli/map_options.h"

#include "base/data_root.h"
#include "base/error.h"
#include "cli/number_table.h"
#include "compose/composition.h"

#include <string.h>

static gboolean set_sources(struct map *map, const struct arguments *arguments, GError **error)
{
    const GPtrArray *sources = arguments_list(arguments, "source");
    for (guint i = 0; sources != NULL && i < sources->len; i++) {
        const char *typed = g_ptr_array_index(sources, i);
        const char *equals = strchr(typed, '=');
        if (equals == NULL || equals == typed || equals[1] == '\0') {
            g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE, "--source '%s' is not ID=FILE",
                        typed);
            return FALSE;
        }
        g_autofree char *id = g_strndup(typed, (gsize)(equals - typed));
        map_set_source(map, id, equals + 1, TRUE);
    }
    const GPtrArray *events = arguments_list(arguments, "events");
    for (guint i = 0; events != NULL && i < events->len; i++) {
        const char *file = g_ptr_array_index(events, i);
        if (i == 0) {
            map_set_source(map, EVENTS_SOURCE, file, TRUE);
        } else {
            map_add_source_file(map, file, TRUE);
        }
    }
    return TRUE;
}

static gboolean set_keys(struct map *map, const struct arguments *arguments, GError **error)
{
    for (const struct map_key *key = map_keys; key->name != NULL; key++) {
        gboolean is_flag = key->argument == NULL && arguments_has(arguments, key->name);
        const char *value = is_flag ? "yes" : arguments_value(arguments, key->name);
        if (value != NULL && !key->set(map, value, error)) {
            g_prefix_error(error, "--");
            return FALSE;
        }
    }
    /* A frame in degrees on the command line wins over an extent in the map file. */
    if (arguments_has(arguments, "bbox") && !arguments_has(arguments, "extent")) {
        map->has_extent = FALSE;
    }
    return TRUE;
}

static gboolean gives_events(const struct arguments *arguments)
{
    const GPtrArray *sources = arguments_list(arguments, "source");
    for (guint i = 0; sources != NULL && i < sources->len; i++) {
        if (g_str_has_prefix(g_ptr_array_index(sources, i), EVENTS_SOURCE "=")) {
            return TRUE;
        }
    }
    return arguments_has(arguments, "events");
}

/* The files of the key table ask for numbers; the page names the first of them. */
static gboolean set_number_table(struct map *map, const struct arguments *arguments, GError **error)
{
    const GPtrArray *paths = arguments_list(arguments, "number-table");
    for (guint i = 0; paths != NULL && i < paths->len; i++) {
        if (!number_table_check_name(paths->pdata[i], error)) {
            return FALSE;
        }
    }
    if (paths != NULL) {
        map->number = TRUE;
        map->number_table = g_strdup(paths->pdata[0]);
    }
    return TRUE;
}

/* The shipped map lends its title only to its own events and styles. */
static char *default_map_dup(const struct arguments *arguments)
{
    const char *style = arguments_value(arguments, "style");
    gboolean has_own = gives_events(arguments) || (style != NULL && !map_value_is_name(style));
    return has_own ? NULL : data_root_file_dup("data/idlib.map");
}

/* Whoever names a table or a layer where a map file belongs means its events. */
static gboolean check_map_name(const char *map_file, GError **error)
{
    static const char *const data[] = {".csv", ".tsv", ".geojson", ".json", ".shp"};
    for (guint i = 0; map_file != NULL && i < G_N_ELEMENTS(data); i++) {
        if (g_str_has_suffix(map_file, data[i])) {
            g_autofree char *shown = printable_path_dup(map_file);
            g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                        "'%s' is not a map file; events are given with --events %s, a style with "
                        "--style",
                        shown, shown);
            return FALSE;
        }
    }
    return TRUE;
}

struct map *map_from_arguments(const struct arguments *arguments, const char *map_file,
                               struct diagnostics *diagnostics, GError **error)
{
    if (!check_map_name(map_file, error)) {
        return NULL;
    }
    g_autoptr(Map) map = map_new();
    g_autofree char *path = map_file != NULL ? g_strdup(map_file) : default_map_dup(arguments);
    if (path != NULL &&
        !map_read_file(map, path, arguments_value(arguments, "lang"), diagnostics, error)) {
        return NULL;
    }
    if (!set_keys(map, arguments, error) || !set_sources(map, arguments, error) ||
        !set_number_table(map, arguments, error)) {
        return NULL;
    }
    if (map_count_standard_input(map) > 1) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "standard input ('-') can be read for one source only");
        return NULL;
    }
    return g_steal_pointer(&map);
}
