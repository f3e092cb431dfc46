#include "cli/map_outputs.h"

#include "base/error.h"
#include "base/output_file.h"
#include "canvas/canvas.h"
#include "cli/number_table.h"
#include "cli/report.h"

#include <string.h>

struct output {
    const char *path;
    const struct canvas_format *format; /* NULL: a table */
    const struct table_format *table;
};

static char *known_formats_dup(const struct table_format *tables)
{
    GString *known = g_string_new(NULL);
    for (const struct canvas_format *format = canvas_formats; format->name != NULL; format++) {
        g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "", format->suffix);
    }
    for (const struct table_format *table = tables; table != NULL && table->name != NULL; table++) {
        g_string_append_printf(known, ", %s", table->suffix);
    }
    return g_string_free(known, FALSE);
}

static gboolean has_suffix(const char *path, const char *suffix)
{
    gsize length = strlen(path), n = strlen(suffix);
    return length > n && g_ascii_strcasecmp(path + length - n, suffix) == 0;
}

/* By name where the output is standard output, else by its path. */
static const struct table_format *find_table(const struct table_format *tables, const char *path,
                                             const char *name)
{
    for (const struct table_format *table = tables; table != NULL && table->name != NULL; table++) {
        if (name != NULL ? strcmp(table->name, name) == 0 : has_suffix(path, table->suffix)) {
            return table;
        }
    }
    return NULL;
}

static gboolean choose_format(struct output *output, const struct arguments *arguments,
                              const struct table_format *tables, GError **error)
{
    const char *name = arguments_value(arguments, "format");
    gboolean to_stdout = strcmp(output->path, "-") == 0;
    if (to_stdout && name == NULL) {
        return set_usage_error(error, "'-o -' needs --format");
    }
    output->format = to_stdout ? canvas_format_by_name(name) : canvas_format_by_path(output->path);
    output->table = find_table(tables, output->path, to_stdout ? name : NULL);
    if (output->format == NULL && output->table == NULL) {
        g_autofree char *known = known_formats_dup(tables);
        return set_usage_error(error, "'%s' has no known format; known are %s",
                               to_stdout ? name : output->path, known);
    }
    return TRUE;
}

GArray *map_outputs_list(const struct arguments *arguments, const struct table_format *tables,
                         GError **error)
{
    g_autoptr(GArray) outputs = g_array_new(FALSE, TRUE, sizeof(struct output));
    const GPtrArray *paths = arguments_list(arguments, "output");
    for (guint i = 0; paths != NULL && i < paths->len; i++) {
        struct output output = {.path = g_ptr_array_index(paths, i)};
        if (!choose_format(&output, arguments, tables, error)) {
            return NULL;
        }
        g_array_append_val(outputs, output);
    }
    return g_steal_pointer(&outputs);
}

static gboolean add_outputs(struct output_set *files, const GArray *outputs,
                            const struct composition *composition, GError **error)
{
    struct canvas_options options = {.dpi = composition->map->dpi};
    for (guint i = 0; i < outputs->len; i++) {
        const struct output *output = &g_array_index(outputs, struct output, i);
        g_autoptr(GBytes) bytes = output->table != NULL
                                      ? output->table->write(composition->events)
                                      : output->format->write(composition->scene, &options, error);
        if (bytes == NULL) {
            g_prefix_error(error, "%s: ", output->path);
            return FALSE;
        }
        if (!output_set_add(files, output->path, bytes, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean add_tables(struct output_set *files, const GPtrArray *paths,
                           const struct composition *composition, GError **error)
{
    for (guint i = 0; paths != NULL && i < paths->len; i++) {
        g_autoptr(GBytes) table = number_table_bytes(composition, paths->pdata[i]);
        if (!output_set_add(files, paths->pdata[i], table, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static void protect_inputs(struct output_set *files, const struct map *map)
{
    output_set_protect(files, map->path);
    output_set_protect(files, map->style);
    output_set_protect(files, map->gazetteer);
    for (guint i = 0; i < map->sources->len; i++) {
        const struct map_source *source = map->sources->pdata[i];
        for (; source != NULL; source = source->next) {
            output_set_protect(files, source->path);
        }
    }
}

gboolean map_outputs_write(const struct composition *composition, const GArray *outputs,
                           const struct arguments *arguments, GError **error)
{
    const char *report_path = arguments_value(arguments, "report");
    g_autoptr(OutputSet) files = output_set_new();
    protect_inputs(files, composition->map);
    if (!add_outputs(files, outputs, composition, error) ||
        !add_tables(files, arguments_list(arguments, "number-table"), composition, error)) {
        return FALSE;
    }
    if (report_path != NULL) {
        g_autoptr(GBytes) report = report_json(composition);
        if (!output_set_add(files, report_path, report, error)) {
            return FALSE;
        }
    }
    return output_set_commit(files, error);
}

gboolean map_outputs_check_strict(const struct arguments *arguments,
                                  const struct diagnostics *diagnostics, GError **error)
{
    guint warnings = diagnostics_warnings(diagnostics);
    if (!arguments_has(arguments, "strict") || warnings == 0) {
        return TRUE;
    }
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_FINDINGS,
                "%u warning%s under --strict; nothing was written", warnings,
                warnings == 1 ? "" : "s");
    return FALSE;
}
