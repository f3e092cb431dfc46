/* Runs MapLibre's validation fixtures: validation-fixtures [--messages] DIR checks every
 * NAME.input.json below DIR and compares what is found with NAME.output.json: how many errors and
 * warnings, and the line of each; with --messages the texts too. A line for each failure or skip,
 * then the counts; exit 1 when anything failed. */
#include "base/json_text.h"
#include "style/check.h"

#include <string.h>

#define INPUT ".input.json"
#define OUTPUT ".output.json"

struct tally {
    gboolean messages;
    guint passed, failed, skipped;
};

/* ---- findings as lines of text ---- */

static char *line_of(const struct tally *tally, gboolean is_error, guint line, const char *message)
{
    g_autofree char *number = line > 0 ? g_strdup_printf("%u", line) : g_strdup("none");
    return g_strdup_printf("%s %s%s%s", number, is_error ? "error" : "warning",
                           tally->messages ? " " : "", tally->messages ? message : "");
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of the first that the second has not, with a head for each. */
static guint print_missing(const GPtrArray *lines, const GPtrArray *others, const char *name,
                           const char *head)
{
    guint missing = 0;
    for (guint i = 0, j = 0; i < lines->len; i++) {
        const char *line = lines->pdata[i];
        while (j < others->len && strcmp(others->pdata[j], line) < 0)
            j++;
        if (j < others->len && g_str_equal(others->pdata[j], line)) {
            j++;
            continue;
        }
        g_print("%s: %s: %s\n", name, head, line);
        missing++;
    }
    return missing;
}

/* What MapLibre does not say is left out. */
static GPtrArray *found_lines(const struct tally *tally, const struct json_text *text)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) findings = style_check(text);
    for (guint i = 0; i < findings->len; i++) {
        const struct style_finding *finding = findings->pdata[i];
        g_autofree char *message = *finding->key
                                       ? g_strconcat(finding->key, ": ", finding->message, NULL)
                                       : g_strdup(finding->message);
        if (!finding->is_ours)
            g_ptr_array_add(lines, line_of(tally, finding->is_error,
                                           finding->has_no_line ? 0 : finding->line, message));
    }
    g_ptr_array_sort(lines, by_text);
    return lines;
}

static GPtrArray *expected_lines(const struct tally *tally, const json_t *output)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < json_array_size(output); i++) {
        const json_t *row = json_array_get(output, i);
        const char *severity = json_string_value(json_object_get(row, "severity"));
        const char *message = json_string_value(json_object_get(row, "message"));
        g_ptr_array_add(lines,
                        line_of(tally, g_strcmp0(severity, "warning") != 0,
                                (guint)json_number_value(json_object_get(row, "line")), message));
    }
    g_ptr_array_sort(lines, by_text);
    return lines;
}

/* ---- one pair ---- */

static void check_pair(const char *path, const char *name, struct tally *tally)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *stem = g_strndup(path, strlen(path) - strlen(INPUT));
    g_autofree char *output_path = g_strconcat(stem, OUTPUT, NULL);
    g_autoptr(JsonText) output = json_text_load(output_path, NULL);
    g_autoptr(JsonText) input = json_text_load(path, &error);
    if (!output) {
        g_print("skipped %s: there is no readable " OUTPUT " beside it\n", name);
        tally->skipped++;
        return;
    }
    if (!input) {
        g_print("failed %s: %s\n", name, error->message);
        tally->failed++;
        return;
    }
    g_autoptr(GPtrArray) expected = expected_lines(tally, output->root);
    g_autoptr(GPtrArray) found = found_lines(tally, input);
    guint missing = print_missing(expected, found, name, "not found");
    guint unexpected = print_missing(found, expected, name, "not expected");
    if (missing + unexpected == 0) {
        tally->passed++;
        return;
    }
    g_print("failed %s: %u not found, %u not expected\n", name, missing, unexpected);
    tally->failed++;
}

/* ---- the folder ---- */

static void walk(const char *folder, const char *name, struct tally *tally)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(g_free);
    const char *entry;
    while (dir && (entry = g_dir_read_name(dir)))
        g_ptr_array_add(entries, g_strdup(entry));
    g_ptr_array_sort(entries, by_text);
    for (guint i = 0; i < entries->len; i++) {
        g_autofree char *path = g_build_filename(folder, entries->pdata[i], NULL);
        g_autofree char *inner =
            *name ? g_strconcat(name, "/", entries->pdata[i], NULL) : g_strdup(entries->pdata[i]);
        if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            walk(path, inner, tally);
        else if (g_str_has_suffix(path, INPUT))
            check_pair(path, inner, tally);
    }
}

int main(int argc, char **argv)
{
    struct tally tally = {.messages = argc == 3 && g_str_equal(argv[1], "--messages")};
    if (argc != (tally.messages ? 3 : 2)) {
        g_printerr("usage: validation-fixtures [--messages] DIR\n");
        return 2;
    }
    walk(argv[argc - 1], "", &tally);
    g_print("%u passed, %u failed, %u skipped\n", tally.passed, tally.failed, tally.skipped);
    return tally.failed > 0 || tally.passed == 0;
}
