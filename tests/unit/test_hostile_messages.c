/* Messages that quote hostile text, and too many of them. */
#include "base/diagnostics.h"
#include "base/error.h"

#include <string.h>

static void assert_line(const char *text, const char *expected)
{
    g_autofree char *line = printable_line_dup(text);
    g_assert_cmpstr(line, ==, expected);
}

static void test_line_has_no_controls(void)
{
    assert_line("a\033[31mb\nc\td\x7f", "a?[31mb?c?d?");
    assert_line("a\xc2\x9b"
                "31mb\u2028",
                "a?31mb?");
    assert_line("a\xff\xfe", "a\uFFFD\uFFFD");
    assert_line("Idlib \u202egnp.exe", "Idlib ?gnp.exe");
    assert_line("‏سراقب", "?سراقب");
}

static void test_line_closes_isolates(void)
{
    assert_line("'\u2068سراقب\u2069': x", "'\u2068سراقب\u2069': x");
    assert_line("a\u2069b", "a?b");
    assert_line("\u2068a\u2068b\u2069", "\u2068a\u2068b\u2069\u2069");
}

static void test_line_has_an_end(void)
{
    g_autofree char *text = g_strnfill(1000000, 'x');
    g_autofree char *line = printable_line_dup(text);
    g_assert_cmpuint(strlen(line), <, 6000);
    g_assert_true(g_str_has_suffix(line, "x…"));
}

static void test_findings_of_a_file_have_an_end(void)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    for (guint i = 0; i < 5000; i++) {
        diagnostics_add(diagnostics, SEVERITY_WARNING, "a.csv", i + 1, "name %u", i);
    }
    diagnostics_add(diagnostics, SEVERITY_WARNING, "a.csv", 1, "name %u", 7u);
    diagnostics_add(diagnostics, SEVERITY_WARNING, "b.csv", 1, "another file");
    diagnostics_add(diagnostics, SEVERITY_NOTE, "a.csv", 1, "another kind");
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 1000 + 1 + 2);
    g_assert_cmpuint(diagnostics_get(diagnostics, 7)->count, ==, 2);
    g_assert_cmpstr(diagnostics_get(diagnostics, 999)->text, ==, "name 999");
    const struct finding *more = diagnostics_get(diagnostics, 1000);
    g_assert_cmpstr(more->text, ==, "more like these, not listed");
    g_assert_cmpuint(more->count, ==, 4000);
    g_assert_cmpuint(more->line, ==, 0);
    g_assert_cmpstr(diagnostics_get(diagnostics, 1001)->text, ==, "another file");
    g_assert_cmpstr(diagnostics_get(diagnostics, 1002)->text, ==, "another kind");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/messages/line-has-no-controls", test_line_has_no_controls);
    g_test_add_func("/hostile/messages/line-closes-isolates", test_line_closes_isolates);
    g_test_add_func("/hostile/messages/line-has-an-end", test_line_has_an_end);
    g_test_add_func("/hostile/messages/findings-of-a-file-have-an-end",
                    test_findings_of_a_file_have_an_end);
    return g_test_run();
}
