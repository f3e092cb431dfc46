#include "map/map_lines.h"

#include "base/error.h"
#include "base/words.h"
#include "map/map.h"

#include <stdarg.h>
#include <string.h>

/* ---- faults ---- */

#define MAX_KEPT 20 /* who has mended so many runs again */

struct map_fault {
    guint line;
    char *text;
};

static void fault_free(gpointer data)
{
    struct map_fault *fault = data;
    g_free(fault->text);
    g_free(fault);
}

void map_faults_init(struct map_faults *faults, const char *path)
{
    *faults = (struct map_faults){path, g_ptr_array_new_with_free_func(fault_free), 0};
}

void map_faults_clear(struct map_faults *faults)
{
    g_ptr_array_unref(faults->kept);
}

void map_faults_add(struct map_faults *faults, guint line, const char *format, ...)
{
    va_list arguments;
    if (faults->count++ >= MAX_KEPT) {
        return;
    }
    struct map_fault *fault = g_new(struct map_fault, 1);
    va_start(arguments, format);
    *fault = (struct map_fault){line, g_strdup_vprintf(format, arguments)};
    va_end(arguments);
    g_ptr_array_add(faults->kept, fault);
}

static gint by_line(gconstpointer a, gconstpointer b)
{
    const struct map_fault *first = *(struct map_fault *const *)a;
    const struct map_fault *second = *(struct map_fault *const *)b;
    return (first->line > second->line) - (first->line < second->line);
}

gboolean map_faults_report(struct map_faults *faults, struct diagnostics *diagnostics,
                           GError **error)
{
    guint more = faults->count - faults->kept->len;
    g_ptr_array_sort(faults->kept, by_line);
    for (guint i = 0; i < faults->kept->len; i++) {
        const struct map_fault *fault = faults->kept->pdata[i];
        if (faults->count == 1) {
            set_data_error(error, faults->path, fault->line, "%s", fault->text);
            return FALSE;
        }
        diagnostics_add(diagnostics, SEVERITY_ERROR, faults->path, fault->line, "%s", fault->text);
    }
    if (more > 0) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, faults->path, 0, "%u more error%s", more,
                        more == 1 ? "" : "s");
    }
    if (faults->count > 0) {
        set_data_error(error, faults->path, 0, "%u errors", faults->count);
    }
    return faults->count == 0;
}

/* ---- what is known ---- */

struct scan {
    struct map_lines *lines;
    struct map_faults *faults;
    guint line;
    char *group;      /* the one that the line stands in; NULL: none yet, or not known */
    guint group_line; /* 0: nothing yet */
    guint n_keys;     /* lines of the group so far */
};

static char *suggestion_dup(const char *word, const char *const *words)
{
    const char *closest = closest_word(word, words);
    return closest != NULL ? g_strdup_printf("; did you mean \"%s\"?", closest) : g_strdup("");
}

static gboolean is_source(const char *group)
{
    return g_str_has_prefix(group, SOURCE_GROUP);
}

/* "title" of "title[ar]"; other brackets stay, and make a name that is not known. */
static char *untranslated_dup(const char *name)
{
    const char *locale = strchr(name, '[');
    gsize length =
        locale != NULL ? strspn(locale + 1, G_CSET_A_2_Z G_CSET_a_2_z "0123456789-_.@") : 0;
    return length > 0 && strcmp(locale + 1 + length, "]") == 0
               ? g_strndup(name, (gsize)(locale - name))
               : g_strdup(name);
}

static void refuse_key(struct scan *scan, const char *name)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    const struct map_key *elsewhere = map_key_find(name);
    g_autofree char *shown = printable_dup(name);
    for (const struct map_key *key = map_keys; key->name != NULL; key++) {
        if (strcmp(key->group, scan->group) == 0) {
            g_ptr_array_add(known, (gpointer)key->name);
        }
    }
    g_ptr_array_add(known, NULL);
    g_autofree char *hint = elsewhere != NULL
                                ? g_strdup_printf("; it belongs to [%s]", elsewhere->group)
                                : suggestion_dup(name, (const char *const *)known->pdata);
    map_faults_add(scan->faults, scan->line, "[%s] has no key '%s'%s", scan->group, shown, hint);
}

static gboolean check_key(struct scan *scan, const char *name)
{
    g_autofree char *plain = untranslated_dup(name);
    const struct map_key *key = map_key_find(plain);
    gboolean known = key != NULL && strcmp(key->group, scan->group) == 0;
    if (!known) {
        refuse_key(scan, plain);
    }
    return known;
}

static gboolean check_source_key(struct scan *scan, const char *name)
{
    static const char *const keys[] = {"file", "folder", NULL};
    gboolean known = scan->n_keys == 1 && g_strv_contains(keys, name);
    if (!known) {
        g_autofree char *group = printable_dup(scan->group);
        g_autofree char *shown = printable_dup(name);
        g_autofree char *hint =
            g_strv_contains(keys, name) ? g_strdup("") : suggestion_dup(name, keys);
        map_faults_add(scan->faults, scan->line, "[%s] has one key, file or folder, and not '%s'%s",
                       group, shown, hint);
    }
    return known;
}

static gboolean check_group(struct scan *scan, const char *group)
{
    static const char *const groups[] = {"map", "furniture", "source", NULL};
    if (is_source(group) || strcmp(group, "map") == 0 || strcmp(group, "furniture") == 0) {
        return TRUE;
    }
    g_autofree char *word = g_strndup(group, strcspn(group, " "));
    g_autofree char *hint = suggestion_dup(word, groups);
    g_autofree char *shown = printable_dup(group);
    map_faults_add(scan->faults, scan->line,
                   "unknown group [%s]; known are [map], [furniture] and [source NAME]%s", shown,
                   strcmp(word, "source") == 0 ? "" : hint);
    return FALSE;
}

/* ---- lines ---- */

/* GKeyFile merges what is given twice, in silence. */
static gboolean note(struct scan *scan, const char *name, const char *shown)
{
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(scan->lines->numbers, name));
    if (first == 0) {
        g_hash_table_insert(scan->lines->numbers, g_strdup(name), GUINT_TO_POINTER(scan->line));
        return TRUE;
    }
    g_autofree char *printable = printable_dup(shown);
    map_faults_add(scan->faults, scan->line, "%s is given a second time (first in line %u)",
                   printable, first);
    return FALSE;
}

/* GKeyFile prints a warning of its own about it. */
static gboolean ends_in_lone_backslash(const char *value)
{
    gsize n = 0;
    for (gsize length = strlen(value); n < length && value[length - 1 - n] == '\\'; n++) {
    }
    return n % 2 == 1;
}

static void refuse_row(struct scan *scan, const char *row)
{
    g_autofree char *shown = printable_dup(row);
    map_faults_add(scan->faults, scan->line, "'%s' is neither a [group] nor key=value", shown);
}

static void end_group(struct scan *scan)
{
    if (scan->group != NULL && is_source(scan->group) && scan->n_keys == 0) {
        g_autofree char *shown = printable_dup(scan->group);
        map_faults_add(scan->faults, scan->group_line, "[%s] names neither a file nor a folder",
                       shown);
    }
    g_clear_pointer(&scan->group, g_free);
}

static gboolean is_header(const char *row)
{
    gsize length = strlen(row);
    for (gsize i = 1; i + 1 < length; i++) {
        if (strchr("[]", row[i]) != NULL || g_ascii_iscntrl(row[i])) {
            return FALSE;
        }
    }
    return length > 2 && row[length - 1] == ']';
}

/* A repeated group is a fault, and its keys are looked at all the same. */
static void scan_header(struct scan *scan, const char *row)
{
    g_autofree char *group = g_strndup(row + 1, strlen(row) - 2);
    end_group(scan);
    scan->group_line = scan->line;
    scan->n_keys = 0;
    if (!is_header(row)) {
        refuse_row(scan, row);
    } else if (check_group(scan, group)) {
        note(scan, row, row);
        scan->group = g_steal_pointer(&group);
        g_string_append_printf(scan->lines->good, "%s\n", row);
    }
}

static void scan_key(struct scan *scan, const char *row)
{
    g_autofree char *name = g_strchomp(g_strndup(row, strcspn(row, "=")));
    if (scan->group == NULL && scan->group_line == 0) {
        g_autofree char *shown = printable_dup(name);
        map_faults_add(scan->faults, scan->line, "'%s' stands before the first [group]", shown);
        scan->group_line = scan->line; /* it is told once */
    }
    if (scan->group == NULL) {
        return; /* what an unknown group may hold is not known either */
    }
    scan->n_keys++;
    g_autofree char *whole = g_strdup_printf("[%s]%s", scan->group, name);
    if (!(is_source(scan->group) ? check_source_key(scan, name) : check_key(scan, name)) ||
        !note(scan, whole, name)) {
        return;
    }
    if (ends_in_lone_backslash(row)) {
        map_faults_add(scan->faults, scan->line, "%s ends in a lone backslash; a backslash is \\\\",
                       name);
    } else {
        g_string_append_printf(scan->lines->good, "%s\n", row);
    }
}

struct map_lines *map_lines_new(const char *text, struct map_faults *faults)
{
    struct map_lines *lines = g_new(struct map_lines, 1);
    lines->good = g_string_new(NULL);
    lines->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct scan scan = {.lines = lines, .faults = faults};
    const char *end = text + strlen(text);
    for (const char *at = text, *stop; at <= end; at = stop + 1) {
        stop = memchr(at, '\n', (gsize)(end - at));
        stop = stop != NULL ? stop : end;
        g_autofree char *row = g_strstrip(g_strndup(at, (gsize)(stop - at)));
        scan.line++;
        if (row[0] == '[') {
            scan_header(&scan, row);
        } else if (strchr(row, '=') != NULL && row[0] != '#') {
            scan_key(&scan, row);
        } else if (row[0] != '\0' && row[0] != '#') {
            refuse_row(&scan, row);
        }
    }
    end_group(&scan);
    return lines;
}

void map_lines_free(struct map_lines *lines)
{
    if (lines == NULL) {
        return;
    }
    g_string_free(lines->good, TRUE);
    g_hash_table_unref(lines->numbers);
    g_free(lines);
}

guint map_lines_number(const struct map_lines *lines, const char *group, const char *key)
{
    g_autofree char *name = g_strdup_printf("[%s]%s", group, key != NULL ? key : "");
    return GPOINTER_TO_UINT(g_hash_table_lookup(lines->numbers, name));
}
