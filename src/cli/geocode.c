/* `idlibmap geocode`: the rows of an events file with their places. */
#include "cli/commands.h"

#include "base/data_root.h"
#include "base/error.h"
#include "base/output_file.h"
#include "cli/geocode_rows.h"

#include <stdio.h>
#include <string.h>

static gboolean usage_error(GError **error, const char *text)
{
    g_set_error_literal(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE, text);
    return FALSE;
}

static const struct geocode_format *format_by_name(const char *name)
{
    for (const struct geocode_format *format = geocode_formats; format->name != NULL; format++) {
        if (strcmp(format->name, name) == 0) {
            return format;
        }
    }
    return NULL;
}

static const struct geocode_format *format_by_path(const char *path)
{
    for (const struct geocode_format *format = geocode_formats; format->name != NULL; format++) {
        gsize length = strlen(path), suffix = strlen(format->suffix);
        if (length > suffix && g_ascii_strcasecmp(path + length - suffix, format->suffix) == 0) {
            return format;
        }
    }
    return NULL;
}

static const struct geocode_format *choose_format(const char *path, const char *name,
                                                  GError **error)
{
    gboolean to_stdout = strcmp(path, "-") == 0;
    const struct geocode_format *format = name != NULL ? format_by_name(name)
                                          : to_stdout  ? &geocode_formats[0]
                                                       : format_by_path(path);
    if (format == NULL) {
        g_autofree char *shown = printable_dup(name != NULL ? name : path);
        g_autofree char *text =
            g_strdup_printf("'%s' has no known format; known are .csv, .geojson, .json", shown);
        usage_error(error, text);
    }
    return format;
}

static struct gazetteer *load_gazetteer(const struct arguments *arguments,
                                        struct diagnostics *diagnostics, GError **error)
{
    const GPtrArray *given = arguments_list(arguments, "gazetteer");
    if (given != NULL) {
        return gazetteer_load_files((const char *const *)given->pdata, given->len, diagnostics,
                                    error);
    }
    g_autofree char *shipped = data_root_file_dup("data/gazetteer.csv");
    return gazetteer_load(shipped, diagnostics, error);
}

/* "W,S,E,N" */
static gboolean read_box(const char *text, struct box *box, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    double numbers[4];
    gboolean good = g_strv_length(parts) == 4;
    for (guint i = 0; i < 4 && good; i++) {
        const char *part = g_strstrip(parts[i]);
        good = value_number_parse(part, strlen(part), &numbers[i]);
    }
    if (!good || numbers[0] >= numbers[2] || numbers[1] >= numbers[3]) {
        return usage_error(error, "--bbox takes W,S,E,N in degrees, as 36.2,35.5,37.2,36.2");
    }
    *box = (struct box){numbers[0], numbers[1], numbers[2], numbers[3]};
    return TRUE;
}

static char *summary_dup(const struct events *events, const struct geocode_counts *counts)
{
    const struct events_file *file = g_ptr_array_index(events->files, 0);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%u rows =", counts->rows + file->unreadable);
    for (guint i = 0; i < GEOCODE_STATUS_COUNT; i++) {
        if (i < GEOCODE_SUPERSEDED || counts->by_status[i] > 0) {
            g_string_append_printf(text, "%s %u %s", i > 0 ? " +" : "", counts->by_status[i],
                                   geocode_status_name((enum geocode_status)i));
        }
    }
    if (file->unreadable > 0) {
        g_string_append_printf(text, " + %u unreadable", file->unreadable);
    }
    const char *before = "; placed by name:";
    for (enum match_tier tier = MATCH_EXACT; tier <= MATCH_FUZZY; tier++) {
        if (counts->by_tier[tier] > 0) {
            g_string_append_printf(text, "%s %u %s", before, counts->by_tier[tier],
                                   match_tier_name(tier));
            before = ",";
        }
    }
    g_string_append_c(text, '\n');
    return g_string_free(text, FALSE);
}

static gboolean write_output(const struct arguments *arguments, const char *path, GBytes *bytes,
                             GError **error)
{
    g_autoptr(OutputSet) files = output_set_new();
    const GPtrArray *gazetteers = arguments_list(arguments, "gazetteer");
    output_set_protect(files, arguments->operands->pdata[0]);
    for (guint i = 0; gazetteers != NULL && i < gazetteers->len; i++) {
        output_set_protect(files, gazetteers->pdata[i]);
    }
    return output_set_add(files, path, bytes, error) && output_set_commit(files, error);
}

static gboolean geocode(const struct arguments *arguments, const char *output,
                        const struct geocode_format *format, struct diagnostics *diagnostics,
                        GError **error)
{
    const char *bbox = arguments_value(arguments, "bbox");
    struct box frame;
    if (bbox != NULL && !read_box(bbox, &frame, error)) {
        return FALSE;
    }
    g_autoptr(Gazetteer) gazetteer = load_gazetteer(arguments, diagnostics, error);
    const char *path = g_ptr_array_index(arguments->operands, 0);
    g_autoptr(Source) source = gazetteer != NULL ? source_open(path, diagnostics, error) : NULL;
    if (source == NULL) {
        return FALSE;
    }
    struct events_options options = {.gazetteer = gazetteer, .frame = bbox != NULL ? &frame : NULL};
    g_autoptr(Events) events = events_read(&source, 1, &options, diagnostics, error);
    guint warnings = diagnostics_warnings(diagnostics);
    if (events == NULL) {
        return FALSE;
    }
    if (arguments_has(arguments, "strict") && warnings > 0) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_FINDINGS,
                    "%u warning%s under --strict; nothing was written", warnings,
                    warnings == 1 ? "" : "s");
        return FALSE;
    }
    struct geocode_counts counts = {0};
    g_autoptr(GBytes) bytes = format->write(source, events, &options, &counts, error);
    if (bytes == NULL || !write_output(arguments, output, bytes, error)) {
        return FALSE;
    }
    if (!arguments_has(arguments, "quiet")) {
        g_autofree char *summary = summary_dup(events, &counts);
        fputs(summary, stderr);
    }
    return TRUE;
}

gboolean geocode_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                         GError **error)
{
    if (arguments->operands->len != 1) {
        return usage_error(error, "geocode takes one EVENTS file; see 'idlibmap geocode --help'");
    }
    const char *output = arguments_value(arguments, "output");
    output = output != NULL ? output : "-";
    const struct geocode_format *format =
        choose_format(output, arguments_value(arguments, "format"), error);
    return format != NULL && geocode(arguments, output, format, diagnostics, error);
}
