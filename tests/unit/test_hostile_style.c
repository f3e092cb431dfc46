/* Styles with more layers, sources or faults than any style has: an error, and soon. */
#include "base/diagnostics.h"
#include "base/error.h"
#include "style/style.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Loads a style of n parts, each its number between its head and tail. */
static void assert_error(const char *head, const char *part_head, const char *part_tail, guint n,
                         const char *tail, const char *expected, guint max_findings)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(head);
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("idlibmap-XXXXXX.json", &path, NULL);
    g_assert_cmpint(fd, >=, 0);
    close(fd);
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(text, "%s%s%u%s", i > 0 ? ",\n" : "", part_head, i, part_tail);
    }
    g_string_append(text, tail);
    g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
    g_test_timer_start();
    g_autoptr(Style) style = style_load(path, diagnostics, &error);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 5);
    g_unlink(path);
    g_assert_null(style);
    g_assert_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, expected));
    g_assert_cmpuint(diagnostics_count(diagnostics), <=, max_findings);
}

#define NO_SOURCES "{\"version\":8,\"sources\":{},\"layers\":["

static void test_layers(void)
{
    assert_error(NO_SOURCES, "{\"type\":\"background\",\"id\":\"l", "\"}", 100000, "]}",
                 "more than 5000 layers", 0);
}

static void test_errors(void)
{
    assert_error(NO_SOURCES, "{\"type\":\"bakground\",\"id\":\"l", "\"}", 5000, "]}",
                 "and 999 more errors", 1000);
}

static void test_warnings(void)
{
    assert_error(NO_SOURCES, "{\"type\":\"raster\",\"id\":\"l", "\"}", 4000, ",0]}",
                 "missing required property", 1000);
}

static void test_sources(void)
{
    assert_error("{\"version\":8,\"layers\":[],\"sources\":{", "\"s", "\":{\"type\":\"vector\"}",
                 100000, "}}", "more than 1000 sources", 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/style/layers", test_layers);
    g_test_add_func("/hostile/style/errors", test_errors);
    g_test_add_func("/hostile/style/warnings", test_warnings);
    g_test_add_func("/hostile/style/sources", test_sources);
    return g_test_run();
}
