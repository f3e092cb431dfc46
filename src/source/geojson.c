/* The GeoJSON drivers: a whole document, and a text sequence (RFC 8142, or a record a line). */
#include "base/error.h"
#include "base/json_text.h"
#include "source/geojson_geometry.h"
#include "source/source_driver.h"

#include <string.h>

/* A document is held in memory about ten times its size. */
#define DOCUMENT_LIMIT_BYTES (512u << 20)
#define RECORD_LIMIT_BYTES (64u << 20)
#define RECORD_SEPARATOR 0x1E

struct geojson {
    struct json_text *document; /* a whole document ... */
    const json_t *features;     /* its features; NULL: the document is one feature or geometry */
    GArray *lines;              /* guint: the line of each feature */
    gsize next;
    GBytes *bytes;
    const char *at, *end; /* ... or what is left of a sequence */
    char separator;
    guint line;
    json_t *record;
};

static void geojson_free(struct source *source)
{
    struct geojson *geojson = source->state;
    if (geojson == NULL) {
        return;
    }
    json_decref(geojson->record);
    g_clear_pointer(&geojson->bytes, g_bytes_unref);
    g_clear_pointer(&geojson->lines, g_array_unref);
    json_text_free(geojson->document);
    g_free(geojson);
}

/* ---- one record ---- */

static void read_properties(struct source *source, const json_t *properties)
{
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)properties, key, member)
    {
        guint slot = fields_add(source->fields, key);
        if (slot >= source->field_types->len) {
            g_ptr_array_add(source->field_types, NULL);
        }
        while (slot >= source->values->len) {
            struct value absent = value_absent();
            g_array_append_val(source->values, absent);
        }
        g_array_index(source->values, struct value, slot) = value_from_json(source->store, member);
    }
}

static struct value read_id(struct source *source, const json_t *json, guint line)
{
    const json_t *id = json_object_get(json, "id");
    if (json_is_string(id) || json_is_number(id)) {
        return value_from_json(source->store, id);
    }
    if (id != NULL && !json_is_null(id)) {
        source_warn(source, line, "an id that is neither text nor a number is not used");
    }
    return value_absent();
}

static gboolean is_type(const json_t *json, const char *type)
{
    const char *stated = json_string_value(json_object_get(json, "type"));
    return stated != NULL && strcmp(stated, type) == 0;
}

static enum source_result read_feature(struct source *source, const json_t *json, guint line,
                                       struct feature *feature)
{
    gboolean bare = !is_type(json, "Feature");
    const json_t *shape = bare ? json : json_object_get(json, "geometry");
    const json_t *properties = bare ? NULL : json_object_get(json, "properties");
    struct geojson_geometry result = {.name = "None"};
    g_autofree char *problem = NULL;
    source_begin_record(source);
    if (!json_is_object(json)) {
        return source_unreadable(source, line, "a feature that is no JSON object");
    }
    if (shape != NULL && !geojson_geometry_read(shape, source->geometry, &result, &problem)) {
        return source_unreadable(source, line, "this feature cannot be read: %s", problem);
    }
    if (strcmp(result.name, "None") != 0) {
        source_meet_geometry(source, result.name);
    }
    if (source_misses_window(source)) {
        return SOURCE_SKIPPED;
    }
    if (result.left_out) {
        source_warn(source, line,
                    "a GeometryCollection of several kinds: only those of the highest dimension "
                    "are used");
    }
    if (properties != NULL && !json_is_object(properties) && !json_is_null(properties)) {
        source_warn(source, line, "properties that are no JSON object are not used");
    }
    read_properties(source, properties);
    struct value id = bare ? value_absent() : read_id(source, json, line);
    source_give(source, feature, line);
    feature->id = id;
    return SOURCE_FEATURE;
}

/* ---- a whole document ---- */

/* GeoJSON of 2008 could name a CRS; RFC 7946 dropped it, programs still write it. */
static void read_crs(struct source *source, const json_t *root)
{
    const json_t *crs = json_object_get(root, "crs");
    const char *name =
        json_string_value(json_object_get(json_object_get(crs, "properties"), "name"));
    if (crs == NULL || json_is_null(crs)) {
        return;
    }
    const char *code = name != NULL ? strrchr(name, ':') : NULL;
    if (code == NULL) {
        source_warn(source, 0, "its 'crs' names no coordinate system: taken as WGS 84");
    } else if (g_str_has_suffix(name, ":CRS84") || strcmp(code, ":4326") == 0) {
        return; /* x is the longitude in GeoJSON, whatever the CRS says */
    } else if (g_str_has_prefix(name, "urn:ogc:def:crs:EPSG:")) {
        source->crs = g_strconcat("EPSG", code, NULL);
    } else {
        source->crs = g_strdup(name);
    }
}

static const char *skip_to_line(const char *text, guint line)
{
    while (line > 1 && text != NULL) {
        text = strchr(text, '\n');
        text = text != NULL ? text + 1 : NULL;
        line--;
    }
    return text;
}

/* jansson keeps no positions: one walk over the text of the array finds where each element begins.
 * The text is valid JSON, so brackets outside of strings are balanced. */
static GArray *find_lines(const struct json_text *document)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(guint));
    guint line, column, depth = 0;
    json_text_locate(document, "/features", &line, &column);
    const char *p = skip_to_line(document->text, line);
    p = p != NULL ? g_utf8_offset_to_pointer(p, (glong)column - 1) : "";
    gboolean in_string = FALSE, expecting = FALSE;
    for (; *p != '\0'; p++) {
        if (*p == '\n') {
            line++;
        } else if (in_string) {
            in_string = *p != '"';
            p += *p == '\\' && p[1] != '\0' ? 1 : 0;
        } else if (!g_ascii_isspace(*p)) {
            if (depth == 1 && expecting && *p != ']') {
                g_array_append_val(lines, line);
                expecting = FALSE;
            }
            in_string = *p == '"';
            depth += *p == '[' || *p == '{' ? 1 : 0;
            depth -= (*p == ']' || *p == '}') && depth > 0 ? 1 : 0;
            expecting |= depth == 1 && (*p == ',' || lines->len == 0);
            if (depth == 0) {
                break;
            }
        }
    }
    return lines;
}

static gboolean take_root(struct source *source, struct geojson *geojson, GError **error)
{
    const json_t *root = geojson->document->root;
    const char *type = json_string_value(json_object_get(root, "type"));
    if (type == NULL) {
        gboolean esri = json_object_get(root, "geometryType") != NULL;
        set_data_error(error, source->path, 1, "%s",
                       esri ? "this is Esri JSON; convert it to GeoJSON (ogr2ogr -f GeoJSON)"
                            : "this is not GeoJSON: it has no \"type\"");
        return FALSE;
    }
    if (strcmp(type, "Topology") == 0) {
        set_data_error(error, source->path, 1,
                       "this is TopoJSON; convert it to GeoJSON (ogr2ogr -f GeoJSON)");
        return FALSE;
    }
    read_crs(source, root);
    if (strcmp(type, "FeatureCollection") != 0) {
        source->record_count = 1;
        return TRUE;
    }
    geojson->features = json_object_get(root, "features");
    if (!json_is_array(geojson->features)) {
        set_data_error(error, source->path, 1, "a FeatureCollection without an array \"features\"");
        return FALSE;
    }
    source->record_count = (gint64)json_array_size(geojson->features);
    geojson->lines = find_lines(geojson->document);
    return TRUE;
}

static enum source_result document_next(struct source *source, struct geojson *geojson,
                                        struct feature *feature)
{
    if (geojson->next >= (gsize)source->record_count) {
        return SOURCE_END;
    }
    gsize i = geojson->next++;
    if (geojson->features == NULL) {
        return read_feature(source, geojson->document->root, 1, feature);
    }
    guint line = i < geojson->lines->len ? g_array_index(geojson->lines, guint, i) : 0;
    return read_feature(source, json_array_get(geojson->features, i), line, feature);
}

/* ---- a text sequence ---- */

static void begin_sequence(struct geojson *geojson, const char *text, gsize length)
{
    gsize mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    geojson->at = text + mark;
    geojson->end = text + length;
    geojson->line = 1;
    geojson->separator =
        length > mark && geojson->at[0] == RECORD_SEPARATOR ? RECORD_SEPARATOR : '\n';
}

/* Cuts off the next record that is not blank; FALSE at the end. */
static gboolean next_text(struct geojson *geojson, const char **text, gsize *length, guint *line)
{
    while (geojson->at < geojson->end) {
        const char *start = geojson->at;
        const char *stop = memchr(start, geojson->separator, (gsize)(geojson->end - start));
        stop = stop != NULL ? stop : geojson->end;
        geojson->at = MIN(stop + 1, geojson->end);
        while (start < stop && g_ascii_isspace(*start)) {
            geojson->line += *start == '\n' ? 1 : 0;
            start++;
        }
        *text = start;
        *length = (gsize)(stop - start);
        *line = geojson->line;
        for (const char *p = start; p < geojson->at; p++) {
            geojson->line += *p == '\n' ? 1 : 0;
        }
        if (*length > 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static enum source_result sequence_next(struct source *source, struct geojson *geojson,
                                        struct feature *feature)
{
    const char *text;
    gsize length;
    guint line;
    if (!next_text(geojson, &text, &length, &line)) {
        return SOURCE_END;
    }
    if (length > RECORD_LIMIT_BYTES) {
        return source_unreadable(source, line, "a record of more than 64 MB");
    }
    json_error_t problem;
    json_decref(geojson->record);
    geojson->record = json_loadb(text, length, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &problem);
    if (geojson->record == NULL) {
        g_autofree char *shown = printable_dup(problem.text);
        return source_unreadable(source, line, "this record is not JSON: %s", shown);
    }
    return read_feature(source, geojson->record, line, feature);
}

/* ---- the drivers ---- */

/* Many files that are named .json are sequences: the first line is a whole object, and more than
 * blanks follow it. */
static gboolean is_sequence(const char *text, gsize length)
{
    const char *stop = length > 0 ? memchr(text, '\n', length) : NULL;
    const char *rest = stop;
    while (rest != NULL && rest < text + length && g_ascii_isspace(*rest)) {
        rest++;
    }
    if (stop == NULL || rest == text + length) {
        return FALSE;
    }
    json_t *first = json_loadb(text, (gsize)(stop - text), JSON_DECODE_INT_AS_REAL, NULL);
    json_decref(first);
    return first != NULL;
}

static const char *load_text(struct source *source, gsize *length, GError **error)
{
    struct geojson *geojson = source->state = g_new0(struct geojson, 1);
    geojson->bytes = source_load(source, error);
    if (geojson->bytes == NULL) {
        return NULL;
    }
    source->encoding = g_strdup("UTF-8");
    const char *text = g_bytes_get_data(geojson->bytes, length);
    return text != NULL ? text : "";
}

static gboolean sequence_open(struct source *source, GError **error)
{
    gsize length;
    const char *text = load_text(source, &length, error);
    if (text == NULL) {
        return FALSE;
    }
    begin_sequence(source->state, text, length);
    return TRUE;
}

static gboolean geojson_open(struct source *source, GError **error)
{
    gsize length;
    const char *text = load_text(source, &length, error);
    if (text == NULL) {
        return FALSE;
    }
    struct geojson *geojson = source->state;
    if (is_sequence(text, length)) {
        begin_sequence(geojson, text, length);
        return TRUE;
    }
    if (length > DOCUMENT_LIMIT_BYTES) {
        set_data_error(error, source->path, 0,
                       "a GeoJSON document of more than 512 MB: make it a text sequence "
                       "(.geojsons), which is read a record at a time");
        return FALSE;
    }
    geojson->document = json_text_parse(source->path, text, length, error);
    return geojson->document != NULL && take_root(source, geojson, error);
}

static enum source_result geojson_next(struct source *source, struct feature *feature,
                                       GError **error)
{
    (void)error;
    struct geojson *geojson = source->state;
    return geojson->document != NULL ? document_next(source, geojson, feature)
                                     : sequence_next(source, geojson, feature);
}

static void geojson_rewind(struct source *source)
{
    struct geojson *geojson = source->state;
    geojson->next = 0;
    if (geojson->document == NULL) {
        gsize length;
        const char *text = g_bytes_get_data(geojson->bytes, &length);
        begin_sequence(geojson, text != NULL ? text : "", length);
    }
}

static guint64 geojson_count_at_most(const struct source *source)
{
    const struct geojson *geojson = source->state;
    return geojson->document != NULL
               ? (guint64)source->record_count
               : source_count_characters(geojson->at, (gsize)(geojson->end - geojson->at),
                                         geojson->separator) +
                     1;
}

static const char *const geojson_suffixes[] = {"geojson", "json", NULL};
static const char *const sequence_suffixes[] = {"geojsons", "geojsonl", "ndjson", NULL};

const struct source_driver geojson_driver = {
    .kind = SOURCE_GEOJSON,
    .suffixes = geojson_suffixes,
    .open = geojson_open,
    .next = geojson_next,
    .rewind = geojson_rewind,
    .count_at_most = geojson_count_at_most,
    .free = geojson_free,
};

const struct source_driver geojson_sequence_driver = {
    .kind = SOURCE_GEOJSON,
    .suffixes = sequence_suffixes,
    .open = sequence_open,
    .next = geojson_next,
    .rewind = geojson_rewind,
    .count_at_most = geojson_count_at_most,
    .free = geojson_free,
};
