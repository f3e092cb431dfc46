#include "source/codepage.h"
#include "source_fixture.h"

static void test_suffixes(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *name, *text;
        enum source_kind kind;
    } cases[] = {
        {"a.CSV", "a\n1\n", SOURCE_TABLE},
        {"a.b.Tsv", "a\n1\n", SOURCE_TABLE},
        {"a.GeoJSON", "{\"type\":\"Point\",\"coordinates\":[1,2]}", SOURCE_GEOJSON},
        {"a.NDJSON", "{\"type\":\"Point\",\"coordinates\":[1,2]}", SOURCE_GEOJSON},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_true(fixture_open_text(f, cases[i].name, cases[i].text));
        g_assert_cmpint(source_kind(f->source), ==, cases[i].kind);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    }
}

static void test_unknown(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_false(fixture_open_text(f, "a.gpkg", "x"));
    g_assert_nonnull(strstr(f->error->message, "known are .shp"));
    g_clear_error(&f->error);
    g_assert_false(fixture_open(f, "csv")); /* no suffix at all, though the folder has dots */
    g_clear_error(&f->error);
    g_assert_false(fixture_open(f, "missing.csv"));
    g_assert_nonnull(strstr(f->error->message, "no such file"));
}

/* A file full of rubbish does not fill the memory with messages. */
static void test_unreadable_are_counted(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 1000; i++) {
        g_string_append_printf(text, "{\"type\":\"T%u\"}\n", i);
    }
    g_assert_true(fixture_open_text(f, "a.ndjson", text->str));
    guint unreadable = 0;
    while (fixture_next(f) == SOURCE_UNREADABLE) {
        unreadable++;
    }
    g_assert_cmpuint(unreadable, ==, 1000);
    g_assert_cmpuint(diagnostics_count(f->diagnostics), ==, 21);
    g_assert_cmpuint(diagnostics_get(f->diagnostics, 20)->count, ==, 980);
}

static void test_cpg_names(void)
{
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"UTF-8\r\n", "UTF-8"},       {"utf8", "UTF-8"},
        {"65001", "UTF-8"},           {"1256", "CP1256"},
        {"ANSI 1256", "CP1256"},      {"Windows-1251", "CP1251"},
        {"cp936", "CP936"},           {"OEM 437", "CP437"},
        {"88596", "ISO-8859-6"},      {"885915", "ISO-8859-15"},
        {"ISO 8859-9", "ISO-8859-9"}, {"ISO-8859-1", "ISO-8859-1"},
        {"ISO8859_2", "ISO-8859-2"},  {"Big5", "BIG5"},
        {"<!DOCTYPE html>", NULL},    {"", NULL},
        {"nonsense", NULL},           {"99999", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = codepage_from_cpg(cases[i].text);
        g_assert_cmpstr(name, ==, cases[i].name);
    }
    for (int id = 0; id < 256; id++) {
        const char *name = codepage_from_language_driver(id);
        g_autoptr(Codepage) codepage = name != NULL ? codepage_new(name) : NULL;
        g_assert_true(name == NULL || codepage != NULL);
    }
    g_assert_cmpstr(codepage_from_language_driver(126), ==, "CP1256");
}

static void test_decode(void)
{
    static const struct {
        const char *codepage, *bytes, *text;
    } cases[] = {
        {"CP1256", "\xD3\xD1\xC7\xDE\xC8", "سراقب"},
        {"UTF-8", "\xD8\xB3\xD8\xB1\xD8", "سر"}, /* cut in two by the end of the cell */
        {"UTF-8", "a\xFFz", "a\xEF\xBF\xBDz"},
        {"CP932", "\x93\x8C\x8B", "東"},
        {"CP1252", "\x81", "\xEF\xBF\xBD"},
    };
    g_autoptr(ValueStore) store = value_store_new();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Codepage) codepage = codepage_new(cases[i].codepage);
        g_assert_cmpstr(codepage_decode(codepage, store, cases[i].bytes, strlen(cases[i].bytes)),
                        ==, cases[i].text);
    }
}

/* Characters that lie across the blocks in which a file is checked. */
static void test_utf8_across_blocks(void)
{
    for (guint shift = 0; shift < 4; shift++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint i = 0; i < shift; i++) {
            g_string_append_c(text, 'x');
        }
        while (text->len < 200000) {
            g_string_append(text, "سx€");
        }
        for (guint cut = 0; cut < 2; cut++) {
            const char *encoding;
            gboolean assumed;
            g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len - cut);
            g_autoptr(GBytes) decoded =
                codepage_decode_file("x", bytes, FALSE, &encoding, &assumed, NULL);
            g_assert_cmpint(assumed, ==, cut == 1);
            g_assert_nonnull(decoded);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/source/suffixes", test_suffixes);
    ADD_TEST("/source/unknown", test_unknown);
    ADD_TEST("/source/unreadable-are-counted", test_unreadable_are_counted);
    g_test_add_func("/source/cpg-names", test_cpg_names);
    g_test_add_func("/source/decode", test_decode);
    g_test_add_func("/source/utf8-across-blocks", test_utf8_across_blocks);
    return g_test_run();
}
