/* `idlibmap diff`: two releases of a data set, as maps, as tables and as counts. */
#include "cli/commands.h"

#include "base/error.h"
#include "cli/diff_table.h"
#include "cli/map_options.h"
#include "cli/map_outputs.h"
#include "compose/compose.h"

#include <stdio.h>
#include <string.h>

static void copy_option(gpointer name, gpointer values, gpointer options)
{
    g_hash_table_insert(options, name, g_ptr_array_ref(values));
}

/* The two releases are the events of the map, in this order. */
static struct map *read_map(const struct arguments *arguments, struct diagnostics *diagnostics,
                            GError **error)
{
    g_autoptr(GHashTable) options =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    g_hash_table_foreach(arguments->options, copy_option, options);
    g_hash_table_insert(options, (gpointer) "events", g_ptr_array_ref(arguments->operands));
    const struct arguments as_render = {options, arguments->operands};
    g_autoptr(Map) map = map_from_arguments(&as_render, NULL, diagnostics, error);
    if (map == NULL ||
        (!arguments_has(arguments, "style") && !map_key_find("style")->set(map, "diff", error))) {
        return NULL;
    }
    map->compare = TRUE;
    map->dense_above = G_MAXUINT; /* rows that are compared are all kept */
    if (map->title == NULL) {
        g_autofree char *old = g_path_get_basename(arguments->operands->pdata[0]);
        g_autofree char *new = g_path_get_basename(arguments->operands->pdata[1]);
        g_autofree char *title = g_strdup_printf("%s – %s", old, new);
        map->title = g_utf8_make_valid(title, -1);
    }
    return g_steal_pointer(&map);
}

static gboolean writes_to_stdout(const struct arguments *arguments)
{
    const GPtrArray *paths = arguments_list(arguments, "output");
    for (guint i = 0; paths != NULL && i < paths->len; i++) {
        if (strcmp(paths->pdata[i], "-") == 0) {
            return TRUE;
        }
    }
    return g_strcmp0(arguments_value(arguments, "report"), "-") == 0;
}

gboolean diff_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                      GError **error)
{
    if (arguments->operands->len != 2) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "diff takes two files of events, OLD and NEW; see 'idlibmap diff --help'");
        return FALSE;
    }
    g_autoptr(GArray) outputs = map_outputs_list(arguments, diff_formats, error);
    g_autoptr(Map) map = outputs != NULL ? read_map(arguments, diagnostics, error) : NULL;
    g_autoptr(Composition) composition = map != NULL ? compose(map, diagnostics, error) : NULL;
    if (composition != NULL && composition->events == NULL) {
        set_data_error(error, map->style, 0, "draws no events: there is nothing to compare");
        return FALSE;
    }
    if (composition == NULL || !map_outputs_check_strict(arguments, diagnostics, error) ||
        !map_outputs_write(composition, outputs, arguments, error)) {
        return FALSE;
    }
    struct diff_counts counts = diff_count(composition->events);
    FILE *out = writes_to_stdout(arguments) ? stderr : stdout;
    fprintf(out, "%u added, %u changed, %u removed, %u the same\n", counts.added, counts.changed,
            counts.removed, counts.same);
    if (fflush(out) != 0) {
        g_set_error_literal(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                            "standard output cannot be written");
        return FALSE;
    }
    return TRUE;
}
