/* The map file: what is read, and that all its faults are told at once. */
#include "map/map.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

struct reading {
    struct map *map;
    struct diagnostics *diagnostics;
    GError *error;
    char *path;
    gboolean ok;
};

static void read_text(struct reading *reading, const char *text)
{
    int file = g_file_open_tmp("idlibmap-XXXXXX.map", &reading->path, NULL);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(reading->path, text, -1, NULL));
    reading->map = map_new();
    reading->diagnostics = diagnostics_new();
    reading->error = NULL;
    reading->ok =
        map_read_file(reading->map, reading->path, NULL, reading->diagnostics, &reading->error);
    g_unlink(reading->path);
}

static void reading_clear(struct reading *reading)
{
    map_free(reading->map);
    diagnostics_free(reading->diagnostics);
    g_clear_error(&reading->error);
    g_free(reading->path);
}

/* "LINE: text" of each fault, a row each; the file's name left out. */
static char *faults_dup(const struct reading *reading)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < diagnostics_count(reading->diagnostics); i++) {
        const struct finding *finding = diagnostics_get(reading->diagnostics, i);
        g_assert_cmpint(finding->severity, ==, SEVERITY_ERROR);
        g_assert_cmpstr(finding->file, ==, reading->path);
        g_string_append_printf(text, "%u: %s\n", finding->line, finding->text);
    }
    if (reading->error != NULL) {
        g_assert_true(g_error_matches(reading->error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA));
        g_assert_true(g_str_has_prefix(reading->error->message, reading->path));
        g_string_append(text, reading->error->message + strlen(reading->path) + 1);
    }
    return g_string_free(text, FALSE);
}

static void test_good(void)
{
    struct reading reading;
    read_text(&reading, "\n# a comment\n[map]\n dpi = 300 \ntitle=a\\tb\ntitle[ar]=c\nlang=ar\n"
                        "\n[furniture]\nfurniture=none\n");
    g_assert_no_error(reading.error);
    g_assert_true(reading.ok);
    g_assert_cmpfloat(reading.map->dpi, ==, 300);
    g_assert_cmpstr(reading.map->title, ==, "c");
    g_assert_cmpuint(reading.map->furniture, ==, 0);
    reading_clear(&reading);
    read_text(&reading, "");
    g_assert_true(reading.ok);
    reading_clear(&reading);
}

static void test_faults(void)
{
    static const struct {
        const char *text, *faults;
    } rows[] = {
        {"[map]\ndpi=many\n", "2: dpi 'many' is not a number from 24 to 1200"},
        {"[map]\ndpi=many\ndip=3\n", "2: dpi 'many' is not a number from 24 to 1200\n"
                                     "3: [map] has no key 'dip'; did you mean \"dpi\"?\n"
                                     " 2 errors"},
        {"[map]\nlayout=panel\n", "2: [map] has no key 'layout'; it belongs to [furniture]"},
        {"[map]\nqwertz=3\n", "2: [map] has no key 'qwertz'"},
        {"[map]\ntitel[ar]=3\n", "2: [map] has no key 'titel'; did you mean \"title\"?"},
        {"[map]\ntitle[a r]=3\n", "2: [map] has no key 'title[a r]'"},
        /* what stands in an unknown group is not told too */
        {"[mpa]\ndip=3\n[map\nx=1\n",
         "1: unknown group [mpa]; known are [map], [furniture] and [source NAME]; did you mean "
         "\"map\"?\n3: '[map' is neither a [group] nor key=value\n 2 errors"},
        {"dpi=96\ncrs=auto\n[map]\ndpi=97\ndpi=98\n[map]\nlang=de\n",
         "1: 'dpi' stands before the first [group]\n5: dpi is given a second time (first in line "
         "4)\n6: [map] is given a second time (first in line 3)\n7: lang 'de' is not one of en, "
         "ar, tr\n 4 errors"},
        {"[map]\ntitle=a\\\\\nnotes=b\\\n",
         "3: notes ends in a lone backslash; a backslash is \\\\"},
        {"[source a]\n[source b]\nfil=x\n[source c]\nfile=nosuch.csv\nfolder=x\n",
         "1: [source a] names neither a file nor a folder\n3: [source b] has one key, file or "
         "folder, and not 'fil'; did you mean \"file\"?\n5: names the file nosuch.csv, which does "
         "not exist\n6: [source c] has one key, file or folder, and not 'folder'\n 4 errors"},
        {"[]\n", "1: '[]' is neither a [group] nor key=value"},
        {"[map][map]\n", "1: '[map][map]' is neither a [group] nor key=value"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct reading reading;
        read_text(&reading, rows[i].text);
        g_autofree char *faults = faults_dup(&reading);
        g_assert_false(reading.ok);
        g_assert_cmpstr(faults, ==, rows[i].faults);
        reading_clear(&reading);
    }
}

/* What has no fault is taken all the same. */
static void test_rest(void)
{
    struct reading reading;
    read_text(&reading, "[map]\nx=1\ndpi=300\n[furniture]\nlayout=panel\nlayout=auto\n");
    g_assert_false(reading.ok);
    g_assert_cmpfloat(reading.map->dpi, ==, 300);
    g_assert_cmpint(reading.map->layout, ==, LAYOUT_PANEL);
    reading_clear(&reading);
}

static void test_many(void)
{
    struct reading reading;
    g_autoptr(GString) text = g_string_new("[map]\n");
    for (int i = 0; i < 100000; i++) {
        g_string_append_printf(text, "k%d=1\n", i);
    }
    read_text(&reading, text->str);
    g_assert_cmpuint(diagnostics_count(reading.diagnostics), ==, 21);
    g_assert_cmpstr(diagnostics_get(reading.diagnostics, 19)->text, ==, "[map] has no key 'k19'");
    g_assert_cmpstr(diagnostics_get(reading.diagnostics, 20)->text, ==, "99980 more errors");
    g_assert_true(g_str_has_suffix(reading.error->message, ": 100000 errors"));
    reading_clear(&reading);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/map-file/good", test_good);
    g_test_add_func("/map-file/faults", test_faults);
    g_test_add_func("/map-file/rest", test_rest);
    g_test_add_func("/map-file/many", test_many);
    return g_test_run();
}
