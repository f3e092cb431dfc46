#include "cli/inspect.h"

#include "base/error.h"
#include "base/json_text.h"
#include "source/source.h"

#include <stdio.h>
#include <string.h>

/* What one file holds. Strings are owned where they are not static. */
struct inspection {
    const char *path;
    const char *kind;
    const char *geometry; /* NULL: not a source */
    gint64 features;      /* -1: not a source */
    struct box extent;
    char *crs;      /* NULL: not stated */
    char *encoding; /* NULL: none */
    GPtrArray *field_names;
    GArray *field_types; /* const char * */
    GPtrArray *problems;
};

static struct inspection *inspection_new(const char *path)
{
    struct inspection *inspection = g_new0(struct inspection, 1);
    inspection->path = path;
    inspection->features = -1;
    inspection->extent = box_empty();
    inspection->field_names = g_ptr_array_new_with_free_func(g_free);
    inspection->field_types = g_array_new(FALSE, FALSE, sizeof(const char *));
    inspection->problems = g_ptr_array_new_with_free_func(g_free);
    return inspection;
}

static void inspection_free(struct inspection *inspection)
{
    g_ptr_array_unref(inspection->problems);
    g_array_unref(inspection->field_types);
    g_ptr_array_unref(inspection->field_names);
    g_free(inspection->encoding);
    g_free(inspection->crs);
    g_free(inspection);
}

DEFINE_AUTOPTR(Inspection, inspection)

/* ---- reading ---- */

static const char *kind_name(const struct source *source)
{
    static const char *const names[] = {
        [SOURCE_SHAPEFILE] = "shapefile", [SOURCE_TABLE] = "table", [SOURCE_GEOJSON] = "geojson"};
    return names[source_kind(source)];
}

/* Which types of value a field was met with: a bit for each enum value_type. */
static void note_types(GArray *seen, const struct feature *feature)
{
    if (seen->len < feature->n_values) {
        g_array_set_size(seen, feature->n_values);
    }
    for (guint i = 0; i < feature->n_values; i++) {
        g_array_index(seen, guint, i) |= 1u << feature->values[i].type;
    }
}

static const char *type_of_values(guint seen)
{
    switch (seen & ~(1u << VALUE_ABSENT | 1u << VALUE_NULL)) {
    case 0:
        return "empty";
    case 1u << VALUE_BOOLEAN:
        return "boolean";
    case 1u << VALUE_NUMBER:
        return "number";
    case 1u << VALUE_STRING:
        return "string";
    case 1u << VALUE_ARRAY:
        return "array";
    case 1u << VALUE_OBJECT:
        return "object";
    default:
        return "mixed";
    }
}

static gboolean read_features(struct inspection *inspection, struct source *source, GArray *seen,
                              GError **error)
{
    inspection->features = 0;
    for (;;) {
        struct feature feature;
        switch (source_next(source, &feature, error)) {
        case SOURCE_END:
            return TRUE;
        case SOURCE_ERROR:
            return FALSE;
        case SOURCE_SKIPPED:
        case SOURCE_UNREADABLE:
            break;
        case SOURCE_FEATURE: {
            struct box box = geometry_box(feature.geometry);
            inspection->features++;
            note_types(seen, &feature);
            if (!box_is_empty(box)) {
                box_add(&inspection->extent, box.xmin, box.ymin);
                box_add(&inspection->extent, box.xmax, box.ymax);
            }
            break;
        }
        }
    }
}

static void take_fields(struct inspection *inspection, const struct source *source,
                        const GArray *seen)
{
    const struct fields *fields = source_fields(source);
    for (guint i = 0; i < fields_count(fields); i++) {
        const char *type = source_field_type(source, i);
        if (type == NULL) {
            type = type_of_values(i < seen->len ? g_array_index(seen, guint, i) : 0);
        }
        g_ptr_array_add(inspection->field_names, g_strdup(fields_name(fields, i)));
        g_array_append_val(inspection->field_types, type);
    }
}

static gboolean inspect_source(struct inspection *inspection, struct diagnostics *diagnostics,
                               GError **error)
{
    g_autoptr(Source) source = source_open(inspection->path, diagnostics, error);
    if (source == NULL) {
        return FALSE;
    }
    g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(guint));
    gboolean read = read_features(inspection, source, seen, error);
    inspection->kind = kind_name(source);
    inspection->geometry = source_geometry_name(source);
    inspection->encoding = g_strdup(source_encoding(source));
    if (source_crs(source) != NULL) {
        inspection->crs = g_strdup(source_crs(source));
    } else if (!source_crs_assumed(source) && strcmp(inspection->geometry, "None") != 0) {
        inspection->crs = g_strdup("OGC:CRS84");
    }
    take_fields(inspection, source, seen);
    return read;
}

/* A style's layers or a map's groups stand where a source has fields. */
static void add_entry(struct inspection *inspection, const char *name, const char *type)
{
    g_ptr_array_add(inspection->field_names, g_strdup(name));
    g_array_append_val(inspection->field_types, type);
}

static gboolean inspect_map(struct inspection *inspection, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GError) reason = NULL;
    inspection->kind = "map";
    if (!g_key_file_load_from_file(file, inspection->path, G_KEY_FILE_KEEP_TRANSLATIONS, &reason)) {
        set_data_error(error, inspection->path, 0, "%s", reason->message);
        return FALSE;
    }
    inspection->encoding = g_strdup("UTF-8");
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        add_entry(inspection, groups[i], "group");
    }
    return TRUE;
}

static const char *layer_type(const json_t *layer)
{
    static const char *const known[] = {"background", "fill",   "line",
                                        "circle",     "symbol", "heatmap"};
    const char *type = json_string_value(json_object_get(layer, "type"));
    for (guint i = 0; type != NULL && i < G_N_ELEMENTS(known); i++) {
        if (strcmp(known[i], type) == 0) {
            return known[i];
        }
    }
    return "other";
}

/* A .json file with layers is a style; FALSE for any other, also for one that cannot be read. */
static gboolean inspect_style(struct inspection *inspection)
{
    g_autoptr(JsonText) json = json_text_load(inspection->path, NULL);
    const json_t *layers = json != NULL ? json_object_get(json->root, "layers") : NULL;
    if (!json_is_array(layers)) {
        return FALSE;
    }
    inspection->kind = "style";
    inspection->encoding = g_strdup("UTF-8");
    for (gsize i = 0; i < json_array_size(layers); i++) {
        const json_t *layer = json_array_get(layers, i);
        const char *id = json_string_value(json_object_get(layer, "id"));
        add_entry(inspection, id != NULL ? id : "", layer_type(layer));
    }
    return TRUE;
}

static gboolean has_suffix(const char *path, const char *suffix)
{
    gsize length = strlen(path), n = strlen(suffix);
    return length >= n && g_ascii_strcasecmp(path + length - n, suffix) == 0;
}

static gboolean inspect_file(struct inspection *inspection, struct diagnostics *diagnostics,
                             GError **error)
{
    if (has_suffix(inspection->path, ".map")) {
        return inspect_map(inspection, error);
    }
    if (has_suffix(inspection->path, ".json") && inspect_style(inspection)) {
        return TRUE;
    }
    return inspect_source(inspection, diagnostics, error);
}

static void take_problems(struct inspection *inspection, const struct diagnostics *diagnostics,
                          const GError *error)
{
    for (guint i = 0; i < diagnostics_count(diagnostics); i++) {
        const struct finding *finding = diagnostics_get(diagnostics, i);
        if (g_strcmp0(finding->file, inspection->path) != 0) {
            continue;
        }
        g_autoptr(GString) text = g_string_new(NULL);
        g_string_append(text, finding->severity == SEVERITY_NOTE ? "note: " : "warning: ");
        if (finding->line > 0) {
            g_string_append_printf(text, "%u: ", finding->line);
        }
        g_string_append(text, finding->text);
        if (finding->count > 1) {
            g_string_append_printf(text, " (%u times)", finding->count);
        }
        g_ptr_array_add(inspection->problems, g_strdup(text->str));
    }
    if (error != NULL) {
        g_ptr_array_add(inspection->problems, g_strconcat("error: ", error->message, NULL));
    }
}

/* ---- writing JSON ---- */

static void append_string(GString *out, const char *text)
{
    g_autofree char *valid = text != NULL ? g_utf8_make_valid(text, -1) : NULL;
    json_t *json = valid != NULL ? json_string(valid) : json_null();
    char *dumped = json_dumps(json, JSON_ENCODE_ANY);
    g_string_append(out, dumped);
    free(dumped);
    json_decref(json);
}

static void append_member(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, "\"%s\": ", key);
    append_string(out, text);
    g_string_append(out, ",\n   ");
}

static void append_extent(GString *out, struct box box)
{
    char buffer[4][VALUE_NUMBER_TEXT];
    if (box_is_empty(box)) {
        g_string_append(out, "null");
        return;
    }
    g_string_append_printf(out, "[%s, %s, %s, %s]", value_number_text(box.xmin, buffer[0]),
                           value_number_text(box.ymin, buffer[1]),
                           value_number_text(box.xmax, buffer[2]),
                           value_number_text(box.ymax, buffer[3]));
}

static void append_fields(GString *out, const struct inspection *inspection)
{
    for (guint i = 0; i < inspection->field_names->len; i++) {
        g_string_append(out, i > 0 ? ", {\"name\": " : "{\"name\": ");
        append_string(out, g_ptr_array_index(inspection->field_names, i));
        g_string_append(out, ", \"type\": ");
        append_string(out, g_array_index(inspection->field_types, const char *, i));
        g_string_append_c(out, '}');
    }
}

static void append_object(GString *out, const struct inspection *inspection)
{
    g_string_append(out, "  {");
    append_member(out, "file", inspection->path);
    append_member(out, "kind", inspection->kind);
    append_member(out, "geometry", inspection->geometry);
    if (inspection->features >= 0) {
        g_string_append_printf(
            out, "\"features\": %" G_GINT64_FORMAT ",\n   \"extent\": ", inspection->features);
    } else {
        g_string_append(out, "\"features\": null,\n   \"extent\": ");
    }
    append_extent(out, inspection->extent);
    g_string_append(out, ",\n   ");
    append_member(out, "crs", inspection->crs);
    append_member(out, "encoding", inspection->encoding);
    g_string_append(out, "\"fields\": [");
    append_fields(out, inspection);
    g_string_append(out, "],\n   \"problems\": [");
    for (guint i = 0; i < inspection->problems->len; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        append_string(out, g_ptr_array_index(inspection->problems, i));
    }
    g_string_append(out, "]}");
}

/* ---- writing for people ---- */

/* The name of a CRS: the first text in quotes of a WKT, else the definition as it is. */
static char *crs_name_dup(const char *crs)
{
    const char *open = strchr(crs, '"');
    const char *close = open != NULL ? strchr(open + 1, '"') : NULL;
    g_autofree char *name =
        close != NULL ? g_strndup(open + 1, (gsize)(close - open - 1)) : g_strdup(crs);
    return printable_dup(name);
}

static void append_line(GString *out, const char *label, const char *text)
{
    g_string_append_printf(out, "  %-9s %s\n", label, text);
}

static void append_text_fields(GString *out, const struct inspection *inspection)
{
    const char *label = strcmp(inspection->kind, "style") == 0 ? "layers"
                        : strcmp(inspection->kind, "map") == 0 ? "groups"
                                                               : "fields";
    for (guint i = 0; i < inspection->field_names->len; i++) {
        g_autofree char *name = printable_dup(g_ptr_array_index(inspection->field_names, i));
        g_autofree char *line = g_strdup_printf(
            "%s (%s)", name, g_array_index(inspection->field_types, const char *, i));
        append_line(out, i == 0 ? label : "", line);
    }
}

static void append_text(GString *out, const struct inspection *inspection)
{
    g_autofree char *path = printable_path_dup(inspection->path);
    g_string_append_printf(out, "%s\n", path);
    if (inspection->kind == NULL) {
        append_line(out, "kind", "cannot be read");
        return;
    }
    append_line(out, "kind", inspection->kind);
    if (inspection->features >= 0) {
        g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT, inspection->features);
        g_autoptr(GString) extent = g_string_new(NULL);
        g_autofree char *crs =
            crs_name_dup(inspection->crs != NULL ? inspection->crs : "not stated");
        append_extent(extent, inspection->extent);
        append_line(out, "geometry", inspection->geometry);
        append_line(out, "features", count);
        append_line(out, "extent", box_is_empty(inspection->extent) ? "none" : extent->str);
        append_line(out, "crs", crs);
    }
    append_line(out, "encoding", inspection->encoding != NULL ? inspection->encoding : "none");
    append_text_fields(out, inspection);
}

/* ---- the command ---- */

/* Keeps the first error for the caller; a further one becomes a warning. */
static void keep_error(GError *problem, struct diagnostics *diagnostics, GError **first)
{
    if (problem == NULL) {
        return;
    }
    if (*first == NULL) {
        *first = problem;
        return;
    }
    diagnostics_add(diagnostics, SEVERITY_WARNING, NULL, 0, "%s", problem->message);
    g_error_free(problem);
}

gboolean inspect_run(const char *const *paths, gboolean json, struct diagnostics *diagnostics,
                     GError **error)
{
    GError *first = NULL;
    g_autoptr(GString) out = g_string_new(json ? "[\n" : NULL);
    for (guint i = 0; paths[i] != NULL; i++) {
        g_autoptr(Inspection) inspection = inspection_new(paths[i]);
        GError *problem = NULL;
        inspect_file(inspection, diagnostics, &problem);
        take_problems(inspection, diagnostics, problem);
        keep_error(problem, diagnostics, &first);
        if (json) {
            g_string_append(out, i > 0 ? ",\n" : "");
            append_object(out, inspection);
        } else {
            append_text(out, inspection);
        }
    }
    g_string_append(out, json ? "\n]\n" : "");
    fwrite(out->str, 1, out->len, stdout);
    if (first != NULL) {
        g_propagate_error(error, first);
        return FALSE;
    }
    return TRUE;
}
