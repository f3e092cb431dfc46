/* The map file: a GLib key file. GKeyFile keeps no lines, merges repeated groups in silence and
 * refuses a byte-order mark, so a small scan of the text comes first. */
#include "base/data_root.h"
#include "base/error.h"
#include "map/map.h"

#include <string.h>

#define MAX_MAP_FILE_BYTES (1024 * 1024)
#define SOURCE_GROUP "source "

/* GKeyFile prints a warning of its own about it. */
static gboolean ends_in_lone_backslash(const char *value)
{
    gsize n = 0;
    for (gsize length = strlen(value); n < length && value[length - 1 - n] == '\\'; n++) {
    }
    return n % 2 == 1;
}

/* Lines of groups ("[map]") and keys ("[map]crs", translations included), 1-based. */
static GHashTable *scan_lines(const char *path, const char *text, GError **error)
{
    g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
    g_autofree char *group = g_strdup("");
    for (guint i = 0; rows[i] != NULL; i++) {
        char *row = g_strstrip(rows[i]);
        g_autofree char *name = NULL;
        if (row[0] == '\0' || row[0] == '#') {
            continue;
        }
        char *equals = strchr(row, '=');
        if (row[0] == '[') {
            g_free(group);
            group = g_strdup(row);
            name = g_strdup(row);
        } else if (equals != NULL && ends_in_lone_backslash(row)) {
            set_data_error(error, path, i + 1, "ends in a lone backslash; a backslash is \\\\");
            return NULL;
        } else if (equals != NULL) {
            *equals = '\0';
            name = g_strconcat(group, g_strchomp(row), NULL);
        } else {
            set_data_error(error, path, i + 1, "is neither a [group] nor key=value");
            return NULL;
        }
        if (g_hash_table_contains(lines, name)) {
            set_data_error(error, path, i + 1, "%s is given a second time (first in line %u)", row,
                           GPOINTER_TO_UINT(g_hash_table_lookup(lines, name)));
            return NULL;
        }
        g_hash_table_insert(lines, g_steal_pointer(&name), GUINT_TO_POINTER(i + 1));
    }
    return g_steal_pointer(&lines);
}

static guint line_of(GHashTable *lines, const char *group, const char *key)
{
    g_autofree char *name = g_strdup_printf("[%s]%s", group, key != NULL ? key : "");
    return GPOINTER_TO_UINT(g_hash_table_lookup(lines, name));
}

struct reading {
    struct map *map;
    const char *path;
    const char *language;
    GKeyFile *file;
    GHashTable *lines;
};

/* Makes an error of map_set or resolve point at the line. */
static gboolean at_line(const struct reading *reading, const char *group, const char *key,
                        GError *cause, GError **error)
{
    set_data_error(error, reading->path, line_of(reading->lines, group, key), "%s", cause->message);
    g_error_free(cause);
    return FALSE;
}

static gboolean read_key(const struct reading *reading, const char *group, const char *name,
                         GError **error)
{
    GError *cause = NULL;
    if (strchr(name, '[') != NULL) {
        return TRUE; /* a translation, taken with its key */
    }
    const struct map_key *key = map_key_find(name);
    if (key == NULL || strcmp(key->group, group) != 0) {
        set_data_error(error, reading->path, line_of(reading->lines, group, name),
                       "[%s] has no key '%s'", group, name);
        return FALSE;
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
        return at_line(reading, group, name, cause, error);
    }
    return TRUE;
}

/* file=, or folder= with a file for each layer of a vector source. */
static gboolean read_source(const struct reading *reading, const char *group, GError **error)
{
    GError *cause = NULL;
    g_auto(GStrv) keys = g_key_file_get_keys(reading->file, group, NULL, NULL);
    const char *key = keys != NULL ? keys[0] : NULL;
    for (guint i = 0; key != NULL && keys[i] != NULL; i++) {
        if (i > 0 || (strcmp(keys[i], "file") != 0 && strcmp(keys[i], "folder") != 0)) {
            set_data_error(error, reading->path, line_of(reading->lines, group, keys[i]),
                           "[%s] has one key, file or folder, and not '%s'", group, keys[i]);
            return FALSE;
        }
    }
    g_autofree char *written =
        g_key_file_get_string(reading->file, group, key != NULL ? key : "file", &cause);
    if (written == NULL) {
        return at_line(reading, group, key, cause, error);
    }
    g_autofree char *resolved = strcmp(key, "file") == 0
                                    ? resolve_inside_dup(reading->path, written, &cause)
                                    : resolve_folder_inside_dup(reading->path, written, &cause);
    if (resolved == NULL) {
        return at_line(reading, group, key, cause, error);
    }
    map_set_source(reading->map, group + strlen(SOURCE_GROUP), resolved, FALSE);
    return TRUE;
}

static gboolean read_group(const struct reading *reading, const char *group, GError **error)
{
    if (g_str_has_prefix(group, SOURCE_GROUP)) {
        return read_source(reading, group, error);
    }
    if (strcmp(group, "map") != 0 && strcmp(group, "furniture") != 0) {
        set_data_error(error, reading->path, line_of(reading->lines, group, NULL),
                       "unknown group [%s]; known are [map], [furniture] and [source NAME]", group);
        return FALSE;
    }
    g_auto(GStrv) keys = g_key_file_get_keys(reading->file, group, NULL, NULL);
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
        if (!read_key(reading, group, keys[i], error)) {
            return FALSE;
        }
    }
    return TRUE;
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

gboolean map_read_file(struct map *map, const char *path, const char *language, GError **error)
{
    g_autofree char *text = load_text(path, error);
    g_autoptr(GHashTable) lines = text != NULL ? scan_lines(path, text, error) : NULL;
    if (lines == NULL) {
        return FALSE;
    }
    g_autoptr(GKeyFile) file = g_key_file_new();
    GError *cause = NULL;
    if (!g_key_file_load_from_data(file, text, strlen(text), G_KEY_FILE_KEEP_TRANSLATIONS,
                                   &cause)) {
        set_data_error(error, path, 0, "%s", cause->message);
        g_error_free(cause);
        return FALSE;
    }
    g_free(map->path);
    map->path = g_strdup(path);
    g_autofree char *own = g_key_file_get_string(file, "map", "lang", NULL);
    struct reading reading = {map, path, language != NULL ? language : own, file, lines};
    if (reading.language == NULL) {
        reading.language = map->language;
    }
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        if (!read_group(&reading, groups[i], error)) {
            return FALSE;
        }
    }
    return TRUE;
}
