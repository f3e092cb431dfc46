/* What the tests of the sources share: a folder for fixtures, and reading a source to its end. */
#ifndef IDLIBMAP_TESTS_SOURCE_FIXTURE_H
#define IDLIBMAP_TESTS_SOURCE_FIXTURE_H

#include "source/source.h"

#include <glib/gstdio.h>
#include <string.h>

struct fixture {
    char *folder;
    struct diagnostics *diagnostics;
    struct source *source;
    struct feature feature;
    GError *error;
};

static inline void fixture_set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    *fixture = (struct fixture){0};
    fixture->folder = g_dir_make_tmp("idlibmap-test-XXXXXX", NULL);
    fixture->diagnostics = diagnostics_new();
    g_assert_nonnull(fixture->folder);
}

static inline void fixture_tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    source_free(fixture->source);
    diagnostics_free(fixture->diagnostics);
    g_clear_error(&fixture->error);
    GDir *dir = g_dir_open(fixture->folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
}

static inline void fixture_write(struct fixture *fixture, const char *name, const void *bytes,
                                 gssize length)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, bytes, length, NULL));
}

static inline gboolean fixture_open(struct fixture *fixture, const char *name)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    source_free(fixture->source);
    fixture->source = source_open(path, fixture->diagnostics, &fixture->error);
    return fixture->source != NULL;
}

static inline gboolean fixture_open_text(struct fixture *fixture, const char *name,
                                         const char *text)
{
    fixture_write(fixture, name, text, -1);
    return fixture_open(fixture, name);
}

static inline enum source_result fixture_next(struct fixture *fixture)
{
    return source_next(fixture->source, &fixture->feature, &fixture->error);
}

static inline struct coord fixture_coord(const struct fixture *fixture, guint part, guint index)
{
    guint length;
    const struct coord *coords = geometry_part(fixture->feature.geometry, part, &length);
    g_assert_cmpuint(index, <, length);
    return coords[index];
}

/* A finding of that severity and line (0: any) whose text holds `part`. */
static inline gboolean fixture_found(const struct fixture *fixture, enum severity severity,
                                     guint line, const char *part)
{
    for (guint i = 0; i < diagnostics_count(fixture->diagnostics); i++) {
        const struct finding *finding = diagnostics_get(fixture->diagnostics, i);
        if (finding->severity == severity && (line == 0 || finding->line == line) &&
            strstr(finding->text, part) != NULL) {
            return TRUE;
        }
    }
    return FALSE;
}

static inline void assert_text(struct value value, const char *expected)
{
    g_assert_cmpint(value.type, ==, VALUE_STRING);
    g_assert_cmpstr(value.string, ==, expected);
}

static inline void assert_number(struct value value, double expected)
{
    g_assert_cmpint(value.type, ==, VALUE_NUMBER);
    g_assert_cmpfloat(value.number, ==, expected);
}

#define ADD_TEST(path, function)                                                                   \
    g_test_add(path, struct fixture, NULL, fixture_set_up, function, fixture_tear_down)

#endif
