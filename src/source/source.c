#include "source/source.h"

#include "base/error.h"
#include "source/source_driver.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Standard input is held in memory as a whole. */
#define STDIN_LIMIT_BYTES (1u << 30)

static const struct source_driver *const drivers[] = {
    &shapefile_driver,
    &csv_driver,
    &geojson_driver,
    &geojson_sequence_driver,
};

static gboolean driver_has_suffix(const struct source_driver *driver, const char *suffix)
{
    for (guint i = 0; driver->suffixes[i] != NULL; i++) {
        if (g_ascii_strcasecmp(driver->suffixes[i], suffix) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static const struct source_driver *driver_for_path(const char *path, GError **error)
{
    const char *slash = strrchr(path, G_DIR_SEPARATOR);
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    for (guint i = 0; dot != NULL && i < G_N_ELEMENTS(drivers); i++) {
        if (driver_has_suffix(drivers[i], dot + 1)) {
            return drivers[i];
        }
    }
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(drivers); i++) {
        for (guint k = 0; drivers[i]->suffixes[k] != NULL; k++) {
            g_string_append_printf(known, " .%s", drivers[i]->suffixes[k]);
        }
    }
    set_data_error(error, path, 0, "cannot tell the format from the name; known are%s", known->str);
    return NULL;
}

static GBytes *read_standard_input(GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    guint8 block[65536];
    gsize n;
    while ((n = fread(block, 1, sizeof block, stdin)) > 0) {
        if (bytes->len + n > STDIN_LIMIT_BYTES) {
            set_data_error(error, "-", 0, "more than 1 GB on standard input: name the file");
            return NULL;
        }
        g_byte_array_append(bytes, block, (guint)n);
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

/* JSON text starts with a brace, a record separator starts a text sequence; the rest is a table. */
static const struct source_driver *driver_for_input(GBytes *input)
{
    gsize length;
    const char *text = g_bytes_get_data(input, &length);
    gsize at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && g_ascii_isspace(text[at])) {
        at++;
    }
    if (at < length && text[at] == 0x1E) {
        return &geojson_sequence_driver;
    }
    return at < length && text[at] == '{' ? &geojson_driver : &csv_driver;
}

static struct source *source_new(const char *path, struct diagnostics *diagnostics)
{
    struct source *source = g_new0(struct source, 1);
    source->path = g_strdup(path);
    source->diagnostics = diagnostics;
    source->geometry_name = "None";
    source->record_count = -1;
    source->stated_extent = box_empty();
    source->window = box_empty();
    source->fields = fields_new();
    source->field_types = g_ptr_array_new();
    source->geometry = geometry_new();
    source->values = g_array_new(FALSE, FALSE, sizeof(struct value));
    source->store = value_store_new();
    source->wants_geometry = TRUE;
    return source;
}

struct source *source_open(const char *path, struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(Source) source = source_new(path, diagnostics);
    if (strcmp(path, "-") == 0) {
        source->input = read_standard_input(error);
        source->driver = source->input != NULL ? driver_for_input(source->input) : NULL;
    } else {
        source->driver = driver_for_path(path, error);
    }
    if (source->driver == NULL || !source->driver->open(source, error)) {
        return NULL;
    }
    return g_steal_pointer(&source);
}

struct source *source_reopen(const struct source *source, GError **error)
{
    g_autoptr(Source) again = source_new(source->path, NULL);
    again->driver = source->driver;
    again->input = source->input != NULL ? g_bytes_ref(source->input) : NULL;
    return again->driver->open(again, error) ? g_steal_pointer(&again) : NULL;
}

void source_free(struct source *source)
{
    if (source == NULL) {
        return;
    }
    if (source->driver != NULL) {
        source->driver->free(source);
    }
    g_clear_pointer(&source->input, g_bytes_unref);
    value_store_free(source->store);
    g_clear_pointer(&source->wanted, g_array_unref);
    g_array_unref(source->values);
    geometry_free(source->geometry);
    g_ptr_array_unref(source->field_types);
    g_clear_pointer(&source->tags, g_ptr_array_unref);
    fields_free(source->fields);
    g_free(source->encoding);
    g_free(source->crs);
    g_free(source->path);
    g_free(source);
}

const char *source_path(const struct source *source)
{
    return source->path;
}

enum source_kind source_kind(const struct source *source)
{
    return source->driver->kind;
}

const char *source_geometry_name(const struct source *source)
{
    return source->geometry_name;
}

const char *source_crs(const struct source *source)
{
    return source->crs;
}

gboolean source_crs_assumed(const struct source *source)
{
    return source->crs_assumed;
}

const char *source_encoding(const struct source *source)
{
    return source->encoding;
}

gboolean source_encoding_assumed(const struct source *source)
{
    return source->encoding_assumed;
}

const struct fields *source_fields(const struct source *source)
{
    return source->fields;
}

const char *source_field_type(const struct source *source, guint slot)
{
    return slot < source->field_types->len ? g_ptr_array_index(source->field_types, slot) : NULL;
}

const char *const *source_field_tags(const struct source *source)
{
    return source->tags != NULL ? (const char *const *)source->tags->pdata : NULL;
}

gint64 source_record_count(const struct source *source)
{
    return source->record_count;
}

struct box source_stated_extent(const struct source *source)
{
    return source->stated_extent;
}

void source_keep_texts(struct source *source)
{
    source->keeps_texts = TRUE;
}

void source_set_window(struct source *source, struct box window)
{
    source->window = window;
}

void source_want(struct source *source, const gboolean *wanted, guint n, gboolean geometry)
{
    g_clear_pointer(&source->wanted, g_array_unref);
    source->wanted = g_array_sized_new(FALSE, FALSE, sizeof(gboolean), n);
    g_array_append_vals(source->wanted, wanted, n);
    source->wants_geometry = geometry;
}

void source_want_all(struct source *source)
{
    g_clear_pointer(&source->wanted, g_array_unref);
    source->wants_geometry = TRUE;
}

guint64 source_count_at_most(const struct source *source)
{
    return source->driver->count_at_most != NULL ? source->driver->count_at_most(source)
                                                 : (guint64)source->record_count;
}

void source_rewind(struct source *source, gboolean quiet)
{
    source->driver->rewind(source);
    source->unreadable = 0;
    source->quiet = quiet;
}

enum source_result source_next(struct source *source, struct feature *feature, GError **error)
{
    return source->driver->next(source, feature, error);
}

GBytes *source_load(struct source *source, GError **error)
{
    if (source->input != NULL) {
        return g_bytes_ref(source->input);
    }
    g_autoptr(GError) reason = NULL;
    GMappedFile *file = g_mapped_file_new(source->path, FALSE, &reason);
    if (file == NULL) {
        set_data_error(error, source->path, 0, "cannot be read: %s",
                       g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                           ? "there is no such file"
                           : reason->message);
        return NULL;
    }
    GBytes *bytes = g_mapped_file_get_bytes(file);
    g_mapped_file_unref(file);
    return bytes;
}

guint source_add_field(struct source *source, const char *name, const char *type)
{
    g_autofree char *unique = g_strdup(name);
    for (guint n = 2; fields_find(source->fields, unique) >= 0; n++) {
        g_free(unique);
        unique = g_strdup_printf("%s_%u", name, n);
    }
    if (strcmp(unique, name) != 0) {
        g_autofree char *was = printable_dup(name);
        g_autofree char *is = printable_dup(unique);
        source_note(source, "a second field '%s' is called '%s'", was, is);
    }
    g_ptr_array_add(source->field_types, (gpointer)type);
    return fields_add(source->fields, unique);
}

void source_meet_geometry(struct source *source, const char *name)
{
    if (strcmp(source->geometry_name, "None") == 0) {
        source->geometry_name = name;
    } else if (strcmp(source->geometry_name, name) != 0) {
        source->geometry_name = "Mixed";
    }
}

guint64 source_count_characters(const char *text, gsize length, char character)
{
    guint64 count = 0;
    const char *end = text + length;
    for (const char *p = text; (p = memchr(p, character, (gsize)(end - p))) != NULL; p++) {
        count++;
    }
    return count;
}

void source_note(struct source *source, const char *format, ...)
{
    if (source->quiet) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diagnostics_add(source->diagnostics, SEVERITY_NOTE, source->path, 0, "%s", text);
}

void source_warn(struct source *source, guint line, const char *format, ...)
{
    if (source->quiet) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diagnostics_add(source->diagnostics, SEVERITY_WARNING, source->path, line, "%s", text);
}

enum source_result source_unreadable(struct source *source, guint line, const char *format, ...)
{
    if (source->quiet) {
        return SOURCE_UNREADABLE;
    }
    if (++source->unreadable > SOURCE_UNREADABLE_DETAILS) {
        source_warn(source, line, "more records that cannot be used");
        return SOURCE_UNREADABLE;
    }
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    source_warn(source, line, "%s", text);
    return SOURCE_UNREADABLE;
}

void source_begin_record(struct source *source)
{
    geometry_clear(source->geometry, GEOMETRY_EMPTY);
    value_store_clear(source->store);
    source->values->len = 0; /* g_array_set_size() walks what it drops */
}

gboolean source_misses_window(const struct source *source)
{
    if (box_is_empty(source->window) || source->geometry->type == GEOMETRY_EMPTY) {
        return FALSE;
    }
    return !box_intersects(geometry_box(source->geometry), source->window);
}

enum source_result source_give(struct source *source, struct feature *feature, guint line)
{
    *feature = (struct feature){
        .id = value_absent(),
        .geometry = source->geometry,
        .fields = source->fields,
        .values = (const struct value *)source->values->data,
        .n_values = source->values->len,
        .line = line,
    };
    return SOURCE_FEATURE;
}
