/* The map file: a GLib key file. GKeyFile keeps no lines, merges repeated groups in silence, stops
 * at the first fault and refuses a byte-order mark, so a scan of the lines comes first, and
 * GKeyFile gets those that are good. */
#include "base/data_root.h"
#include "base/error.h"
#include "map/map.h"
#include "map/map_lines.h"

#include <string.h>

#define MAX_MAP_FILE_BYTES (1024 * 1024)

struct reading {
    struct map *map;
    const char *path;
    const char *language;
    GKeyFile *file;
    const struct map_lines *lines;
    struct map_faults *faults;
};

/* Takes an error of a value; says at which line it is, where the error names the file alone. */
static void take_fault(const struct reading *reading, const char *group, const char *key,
                       GError *cause)
{
    g_autofree char *file = g_strdup_printf("%s: ", reading->path);
    gsize skipped = g_str_has_prefix(cause->message, file) ? strlen(file) : 0;
    map_faults_add(reading->faults, map_lines_number(reading->lines, group, key), "%s",
                   cause->message + skipped);
    g_error_free(cause);
}

static void read_key(const struct reading *reading, const char *group, const char *name)
{
    GError *cause = NULL;
    const struct map_key *key = map_key_find(name);
    if (key == NULL) {
        return; /* a translation, taken with its key */
    }
    g_autofree char *value =
        key->is_text
            ? g_key_file_get_locale_string(reading->file, group, name, reading->language, &cause)
            : g_key_file_get_string(reading->file, group, name, &cause);
    if (value != NULL && key->is_path && !map_value_is_name(value)) {
        g_autofree char *written = g_steal_pointer(&value);
        value = resolve_inside_dup(reading->path, written, &cause);
    }
    if (value == NULL || !key->set(reading->map, value, &cause)) {
        take_fault(reading, group, name, cause);
    }
}

/* The files of file=: one, or for events several with commas between them. NULL: one of them is no
 * file in the map's folder. */
static GPtrArray *read_files(const struct reading *reading, const char *group, const char *written,
                             GError **error)
{
    gboolean is_events = strcmp(group + strlen(SOURCE_GROUP), EVENTS_SOURCE) == 0;
    g_auto(GStrv) names = g_strsplit(written, ",", is_events ? -1 : 1);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; names[i] != NULL; i++) {
        char *file = resolve_inside_dup(reading->path, g_strstrip(names[i]), error);
        if (file == NULL) {
            return NULL;
        }
        g_ptr_array_add(files, file);
    }
    return g_steal_pointer(&files);
}

static void set_files(struct map *map, const char *id, const GPtrArray *files)
{
    for (guint i = 0; i < files->len; i++) {
        if (i == 0) {
            map_set_source(map, id, files->pdata[i], FALSE);
        } else {
            map_add_source_file(map, files->pdata[i], FALSE);
        }
    }
}

/* file=, or folder= with a file for each layer of a vector source. */
static void read_source(const struct reading *reading, const char *group, const char *key)
{
    GError *cause = NULL;
    g_autofree char *written = g_key_file_get_string(reading->file, group, key, &cause);
    const char *id = group + strlen(SOURCE_GROUP);
    g_autoptr(GPtrArray) files = NULL;
    g_autofree char *folder = NULL;
    if (written != NULL && strcmp(key, "file") == 0) {
        files = read_files(reading, group, written, &cause);
    } else if (written != NULL) {
        folder = resolve_folder_inside_dup(reading->path, written, &cause);
    }
    if (files != NULL) {
        set_files(reading->map, id, files);
    } else if (folder != NULL) {
        map_set_source(reading->map, id, folder, FALSE);
    } else {
        take_fault(reading, group, key, cause);
    }
}

static void read_group(const struct reading *reading, const char *group)
{
    g_auto(GStrv) keys = g_key_file_get_keys(reading->file, group, NULL, NULL);
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
        if (g_str_has_prefix(group, SOURCE_GROUP)) {
            read_source(reading, group, keys[i]);
        } else {
            read_key(reading, group, keys[i]);
        }
    }
}

static char *load_text(const char *path, GError **error)
{
    char *text;
    gsize length;
    GError *cause = NULL;
    if (!g_file_get_contents(path, &text, &length, &cause)) {
        set_data_error(error, path, 0, "cannot be read: %s", cause->message);
        g_error_free(cause);
        return NULL;
    }
    if (length > MAX_MAP_FILE_BYTES || strlen(text) != length || !g_utf8_validate(text, -1, NULL)) {
        set_data_error(error, path, 0, "is not a map file (UTF-8 text of at most %d bytes)",
                       MAX_MAP_FILE_BYTES);
        g_free(text);
        return NULL;
    }
    if (g_str_has_prefix(text, "\xEF\xBB\xBF")) {
        memmove(text, text + 3, length - 2);
    }
    return text;
}

static void read_lines(struct map *map, const struct map_lines *lines, const char *language,
                       struct map_faults *faults)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    GError *cause = NULL;
    if (lines->good->len > 0 && !g_key_file_load_from_data(file, lines->good->str, lines->good->len,
                                                           G_KEY_FILE_KEEP_TRANSLATIONS, &cause)) {
        map_faults_add(faults, 0, "%s", cause->message);
        g_error_free(cause);
        return;
    }
    g_autofree char *own = g_key_file_get_string(file, "map", "lang", NULL);
    struct reading reading = {map,  map->path, language != NULL ? language : own,
                              file, lines,     faults};
    if (reading.language == NULL) {
        reading.language = map->language;
    }
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        read_group(&reading, groups[i]);
    }
}

gboolean map_read_file(struct map *map, const char *path, const char *language,
                       struct diagnostics *diagnostics, GError **error)
{
    g_autofree char *text = load_text(path, error);
    if (text == NULL) {
        return FALSE;
    }
    g_free(map->path);
    map->path = g_strdup(path);
    struct map_faults faults;
    map_faults_init(&faults, map->path);
    g_autoptr(MapLines) lines = map_lines_new(text, &faults);
    read_lines(map, lines, language, &faults);
    gboolean fine = map_faults_report(&faults, diagnostics, error);
    map_faults_clear(&faults);
    return fine;
}
