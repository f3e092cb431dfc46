/* `idlibmap check`: all that is wrong with styles, map files and events files, at once. */
#include "cli/commands.h"

#include "base/data_root.h"
#include "base/error.h"
#include "base/words.h"
#include "compose/composition.h"
#include "compose/map_view.h"
#include "compose/source_file.h"
#include "event/events.h"
#include "event/schema.h"
#include "map/map.h"
#include "style/check.h"
#include "style/style.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* One problem of a file, as it is printed. */
struct problem {
    enum severity severity;
    char *file; /* NULL: the text names it */
    guint line, column;
    char *pointer; /* into JSON; NULL: not in JSON */
    char *text;    /* of a style: all of it, the place included */
    char *hint;    /* NULL: none */
};

struct checking {
    GPtrArray *problems;
    GString *summary; /* a line for each file */
};

static void problem_free(gpointer data)
{
    struct problem *problem = data;
    g_free(problem->file);
    g_free(problem->pointer);
    g_free(problem->text);
    g_free(problem->hint);
    g_free(problem);
}

static struct problem *add_problem(struct checking *checking, enum severity severity,
                                   const char *file, const char *text)
{
    struct problem *problem = g_new0(struct problem, 1);
    problem->severity = severity;
    problem->file = g_strdup(file);
    problem->text = g_strdup(text);
    g_ptr_array_add(checking->problems, problem);
    return problem;
}

/* An error says by itself where it is. */
static void take_error(struct checking *checking, GError *error)
{
    add_problem(checking, SEVERITY_ERROR, NULL, error->message);
    g_error_free(error);
}

static void take_findings(struct checking *checking, const struct diagnostics *diagnostics)
{
    for (guint i = 0; i < diagnostics_count(diagnostics); i++) {
        const struct finding *finding = diagnostics_get(diagnostics, i);
        g_autofree char *text =
            finding->count > 1 ? g_strdup_printf("%s (%u times)", finding->text, finding->count)
                               : g_strdup(finding->text);
        struct problem *problem = add_problem(checking, finding->severity, finding->file, text);
        problem->line = finding->line;
        problem->column = finding->column;
    }
}

static guint count_problems(const struct checking *checking, guint from, enum severity severity)
{
    guint count = 0;
    for (guint i = from; i < checking->problems->len; i++) {
        const struct problem *problem = checking->problems->pdata[i];
        count += problem->severity == severity ? 1 : 0;
    }
    return count;
}

static void summarize(struct checking *checking, const char *path, guint from, const char *what)
{
    guint errors = count_problems(checking, from, SEVERITY_ERROR);
    guint warnings = count_problems(checking, from, SEVERITY_WARNING);
    g_autofree char *file = printable_path_dup(path);
    g_string_append_printf(checking->summary, "%s: %s: %u error%s, %u warning%s\n", file, what,
                           errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
}

/* ---- styles ---- */

static struct style *check_style(struct checking *checking, const char *path)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) findings = NULL;
    guint from = checking->problems->len;
    struct style *style = style_load_checked(path, &findings, &error);
    if (findings == NULL) {
        take_error(checking, error);
    }
    for (guint i = 0; findings != NULL && i < findings->len; i++) {
        const struct style_finding *finding = findings->pdata[i];
        g_autofree char *text = style_finding_text_dup(finding);
        struct problem *problem = add_problem(
            checking, finding->is_error ? SEVERITY_ERROR : SEVERITY_WARNING, path, text);
        problem->line = finding->line;
        problem->column = finding->column;
        problem->pointer = g_strdup(finding->pointer);
        problem->hint = g_strdup(finding->hint);
    }
    g_autofree char *what =
        style != NULL ? g_strdup_printf("style, %u layers", style->layers->len) : g_strdup("style");
    summarize(checking, path, from, what);
    return style;
}

/* ---- events ---- */

static gboolean says_where(const struct source *source, const struct event_schema *schema)
{
    struct schema_map map;
    schema_map_init(&map, source_fields(source), source_field_tags(source), schema);
    return source_kind(source) == SOURCE_TABLE || /* the reader has looked for itself */
           strcmp(source_geometry_name(source), "None") != 0 || map.slots[COLUMN_LOCATION] >= 0 ||
           map.slots[COLUMN_ADMIN1] >= 0;
}

static char *events_text_dup(const struct events *events)
{
    const struct events_file *file = g_ptr_array_index(events->files, 0);
    guint counts[EVENT_SUPERSEDED + 1] = {0};
    for (guint i = 0; i < events->events->len; i++) {
        counts[((const struct event *)events->events->pdata[i])->status]++;
    }
    return g_strdup_printf(
        "events, %s (%u columns): %u rows = %u placed + %u not placed + %u superseded + %u "
        "unreadable",
        file->schema->title, file->columns, file->rows, counts[EVENT_PLACED],
        counts[EVENT_UNPLACED], counts[EVENT_SUPERSEDED], file->unreadable);
}

/* Reads a file as the map would, whose lon/lat frame is given. */
static void check_events(struct checking *checking, const char *path, const struct map *map,
                         const struct box *frame)
{
    GError *error = NULL;
    guint from = checking->problems->len;
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    struct events_options options = {.frame = frame, .crs = map->events_crs};
    options.schema = map->schema != NULL ? event_schema_find(map->schema, &error) : NULL;
    g_autoptr(Gazetteer) gazetteer =
        error == NULL ? gazetteer_load(map->gazetteer, diagnostics, &error) : NULL;
    g_autoptr(Source) source = gazetteer != NULL ? source_open(path, diagnostics, &error) : NULL;
    options.gazetteer = gazetteer;
    g_autoptr(Events) events =
        source != NULL ? events_read(&source, 1, &options, diagnostics, &error) : NULL;
    take_findings(checking, diagnostics);
    if (error != NULL) {
        take_error(checking, error);
    } else if (!says_where(source, options.schema)) {
        add_problem(checking, SEVERITY_ERROR, path,
                    "has no column that says where: neither location, admin1 nor coordinates");
    }
    g_autofree char *what = events != NULL ? events_text_dup(events) : g_strdup("events");
    summarize(checking, path, from, what);
}

/* ---- maps ---- */

static const char *closest_source(const struct style *style, const char *id)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < style->sources->len; i++) {
        g_ptr_array_add(ids, ((struct style_source *)style->sources->pdata[i])->id);
    }
    g_ptr_array_add(ids, NULL);
    return closest_word(id, (const char *const *)ids->pdata);
}

/* What the map gives a file for, and the style does not have. */
static void check_given(struct checking *checking, const struct map *map, const struct style *style)
{
    for (guint i = 0; i < map->sources->len; i++) {
        const struct map_source *given = map->sources->pdata[i];
        if (source_file_is_wanted(style, given->id)) {
            continue;
        }
        const char *closest = closest_source(style, given->id);
        g_autofree char *id = printable_dup(given->id);
        g_autofree char *hint =
            closest != NULL ? g_strdup_printf("; did you mean \"%s\"?", closest) : NULL;
        g_autofree char *text =
            g_strdup_printf("the style has no source \"%s\"%s", id, hint != NULL ? hint : "");
        add_problem(checking, SEVERITY_ERROR, map->path, text);
    }
}

static gboolean layer_uses(const struct style *style, const char *id)
{
    for (guint i = 0; i < style->layers->len; i++) {
        const struct style_layer *layer = style->layers->pdata[i];
        if (layer->visible && g_strcmp0(layer->source, id) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static void check_source_file(struct checking *checking, const char *path)
{
    GError *error = NULL;
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(Source) source = source_open(path, diagnostics, &error);
    take_findings(checking, diagnostics);
    if (source == NULL) {
        take_error(checking, error);
    }
}

/* Of namesakes the places in the frame are meant; one that cannot be made is a problem. */
static struct box frame_of(struct checking *checking, const struct map *map,
                           const struct style *style)
{
    GError *error = NULL;
    struct view view;
    g_autoptr(Projection) projection = map_view_open(map, style, &view, &error);
    if (projection == NULL) {
        take_error(checking, error);
        return box_empty();
    }
    struct box frame = view_lonlat_box(&view);
    view_clear(&view);
    return frame;
}

/* All of the map's files of events: `path` is the first. */
static void check_map_events(struct checking *checking, const struct map *map,
                             const struct style *style, const char *path)
{
    const struct box frame = frame_of(checking, map, style);
    const struct map_source *given = map_find_source(map, EVENTS_SOURCE);
    check_events(checking, path, map, &frame);
    for (given = given != NULL ? given->next : NULL; given != NULL; given = given->next) {
        check_events(checking, given->path, map, &frame);
    }
}

static void check_sources(struct checking *checking, const struct map *map,
                          const struct style *style)
{
    check_given(checking, map, style);
    for (guint i = 0; i < style->sources->len; i++) {
        const struct style_source *source = style->sources->pdata[i];
        GError *error = NULL;
        gboolean is_own;
        if (!layer_uses(style, source->id)) {
            continue;
        }
        g_autofree char *path = source_file_dup(map, style, source, &is_own, &error);
        if (path != NULL && strcmp(source->id, EVENTS_SOURCE) == 0) {
            check_map_events(checking, map, style, path);
        } else if (path != NULL) {
            check_source_file(checking, path);
        } else if (error != NULL) {
            take_error(checking, error);
        }
    }
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    source_files_report(map, style, NAN, diagnostics);
    take_findings(checking, diagnostics);
}

static void check_map(struct checking *checking, const char *path)
{
    GError *error = NULL;
    guint from = checking->problems->len;
    g_autoptr(Map) map = map_new();
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    map_read_file(map, path, NULL, diagnostics, &error);
    take_findings(checking, diagnostics);
    if (error != NULL && diagnostics_count(diagnostics) == 0) {
        take_error(checking, g_steal_pointer(&error));
    }
    g_clear_error(&error); /* of several it gives the number */
    g_autoptr(Style) style = check_style(checking, map->style);
    if (style != NULL) {
        check_sources(checking, map, style);
    }
    summarize(checking, path, from, "map, with its style and sources");
}

/* ---- any file ---- */

/* A .json file is a style unless it is GeoJSON. */
static gboolean is_style(const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    if (!g_str_has_suffix(lower, ".json")) {
        return FALSE;
    }
    g_autoptr(JsonText) json = json_text_load(path, NULL);
    const json_t *root = json != NULL ? json->root : NULL;
    const char *type = json_string_value(json_object_get(root, "type"));
    return type == NULL || json_object_get(root, "layers") != NULL;
}

static void check_file(struct checking *checking, const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    if (g_str_has_suffix(lower, ".map")) {
        check_map(checking, path);
    } else if (is_style(path)) {
        style_free(check_style(checking, path));
    } else {
        g_autoptr(Map) defaults = map_new();
        check_events(checking, path, defaults, NULL);
    }
}

/* ---- what is printed ---- */

static json_t *text_or_null(const char *text)
{
    g_autofree char *valid = text != NULL ? g_utf8_make_valid(text, -1) : NULL;
    return valid != NULL ? json_string(valid) : json_null();
}

static void print_json(const struct checking *checking)
{
    static const char *const names[] = {
        [SEVERITY_NOTE] = "note", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
    json_t *list = json_array();
    for (guint i = 0; i < checking->problems->len; i++) {
        const struct problem *problem = checking->problems->pdata[i];
        json_array_append_new(
            list,
            json_pack("{s:o, s:s, s:i, s:i, s:o, s:o, s:o}", "file", text_or_null(problem->file),
                      "severity", names[problem->severity], "line", (int)problem->line, "column",
                      (int)problem->column, "pointer", text_or_null(problem->pointer), "message",
                      text_or_null(problem->text), "hint", text_or_null(problem->hint)));
    }
    char *text = json_dumps(list, JSON_INDENT(2));
    puts(text);
    free(text);
    json_decref(list);
}

static void print_text(const struct checking *checking, struct diagnostics *diagnostics)
{
    for (guint i = 0; i < checking->problems->len; i++) {
        const struct problem *problem = checking->problems->pdata[i];
        diagnostics_add_at(diagnostics, problem->severity, problem->file, problem->line,
                           problem->column, problem->text);
    }
    fputs(checking->summary->str, stdout);
}

static gboolean give_verdict(const struct checking *checking, gboolean strict, GError **error)
{
    guint errors = count_problems(checking, 0, SEVERITY_ERROR);
    guint warnings = count_problems(checking, 0, SEVERITY_WARNING);
    if (errors > 0) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "%u error%s", errors,
                    errors == 1 ? "" : "s");
    } else if (strict && warnings > 0) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_FINDINGS, "%u warning%s under --strict",
                    warnings, warnings == 1 ? "" : "s");
    }
    return errors == 0 && !(strict && warnings > 0);
}

gboolean check_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                       GError **error)
{
    struct checking checking = {g_ptr_array_new_with_free_func(problem_free), g_string_new(NULL)};
    if (arguments->operands->len == 0) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "check needs a FILE; see 'idlibmap check --help'");
    }
    for (guint i = 0; i < arguments->operands->len; i++) {
        check_file(&checking, arguments->operands->pdata[i]);
    }
    gboolean fine = arguments->operands->len > 0;
    if (fine && arguments_has(arguments, "json")) {
        print_json(&checking);
    } else if (fine) {
        print_text(&checking, diagnostics);
    }
    fine = fine && give_verdict(&checking, arguments_has(arguments, "strict"), error);
    g_string_free(checking.summary, TRUE);
    g_ptr_array_unref(checking.problems);
    return fine;
}
