#include "base/diagnostics.h"

#include "base/error.h"

#include <stdarg.h>

/* Of one severity in one file; a file where every row has a fault of its own would fill the screen
 * and the memory. */
#define MAX_FINDINGS_OF_FILE 1000
#define MAX_NAMES 12

struct diagnostics {
    GPtrArray *findings;
    GHashTable *by_key;  /* "severity|file|text" -> struct finding, borrowed */
    GHashTable *by_file; /* "severity|file" -> how many, as a guint */
};

static void finding_free(gpointer data)
{
    struct finding *finding = data;
    g_free(finding->file);
    g_free(finding->text);
    g_free(finding);
}

struct diagnostics *diagnostics_new(void)
{
    struct diagnostics *diagnostics = g_new0(struct diagnostics, 1);
    diagnostics->findings = g_ptr_array_new_with_free_func(finding_free);
    diagnostics->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    diagnostics->by_file = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return diagnostics;
}

void diagnostics_free(struct diagnostics *diagnostics)
{
    if (diagnostics == NULL) {
        return;
    }
    g_hash_table_unref(diagnostics->by_key);
    g_hash_table_unref(diagnostics->by_file);
    g_ptr_array_unref(diagnostics->findings);
    g_free(diagnostics);
}

static void add_new(struct diagnostics *diagnostics, char *key, enum severity severity,
                    const char *file, guint line, guint column, const char *text)
{
    struct finding *finding = g_new0(struct finding, 1);
    *finding = (struct finding){
        .severity = severity,
        .file = g_strdup(file),
        .line = line,
        .column = column,
        .text = g_strdup(text),
        .count = 1,
    };
    g_ptr_array_add(diagnostics->findings, finding);
    g_hash_table_insert(diagnostics->by_key, key, finding);
}

/* TRUE when the file has had its number; else counts one more. */
static gboolean is_full(struct diagnostics *diagnostics, enum severity severity, const char *file)
{
    g_autofree char *key = g_strdup_printf("%d|%s", severity, file != NULL ? file : "");
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(diagnostics->by_file, key));
    if (count >= MAX_FINDINGS_OF_FILE) {
        return TRUE;
    }
    g_hash_table_insert(diagnostics->by_file, g_steal_pointer(&key), GUINT_TO_POINTER(count + 1));
    return FALSE;
}

static gboolean count_known(struct diagnostics *diagnostics, const char *key)
{
    struct finding *known = g_hash_table_lookup(diagnostics->by_key, key);
    if (known != NULL) {
        known->count++;
    }
    return known != NULL;
}

static char *key_dup(enum severity severity, const char *file, const char *text)
{
    return g_strdup_printf("%d|%s|%s", severity, file != NULL ? file : "", text);
}

void diagnostics_add_at(struct diagnostics *diagnostics, enum severity severity, const char *file,
                        guint line, guint column, const char *text)
{
    static const char more[] = "more like these, not listed";
    g_autofree char *key = key_dup(severity, file, text);
    if (count_known(diagnostics, key)) {
        return;
    }
    if (!is_full(diagnostics, severity, file)) {
        add_new(diagnostics, g_steal_pointer(&key), severity, file, line, column, text);
        return;
    }
    g_autofree char *more_key = key_dup(severity, file, more);
    if (!count_known(diagnostics, more_key)) {
        add_new(diagnostics, g_steal_pointer(&more_key), severity, file, 0, 0, more);
    }
}

void diagnostics_add(struct diagnostics *diagnostics, enum severity severity, const char *file,
                     guint line, const char *format, ...)
{
    if (diagnostics == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diagnostics_add_at(diagnostics, severity, file, line, 0, text);
}

guint diagnostics_count(const struct diagnostics *diagnostics)
{
    return diagnostics->findings->len;
}

const struct finding *diagnostics_get(const struct diagnostics *diagnostics, guint index)
{
    return g_ptr_array_index(diagnostics->findings, index);
}

char *diagnostics_names_dup(const GPtrArray *names)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < MIN(names->len, MAX_NAMES); i++) {
        g_autofree char *name = printable_dup(names->pdata[i]);
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", name);
    }
    if (names->len > MAX_NAMES) {
        g_string_append_printf(text, " and %u more", names->len - MAX_NAMES);
    }
    return g_string_free(text, FALSE);
}

guint diagnostics_warnings(const struct diagnostics *diagnostics)
{
    guint warnings = 0;
    for (guint i = 0; i < diagnostics->findings->len; i++) {
        warnings += diagnostics_get(diagnostics, i)->severity == SEVERITY_WARNING;
    }
    return warnings;
}
