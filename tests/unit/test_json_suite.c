/* The JSON reader judged by an outside suite of files: n_ must be refused, y_ accepted, i_ may be
 * either. */
#include "base/json_text.h"

#include <string.h>

#define SUITE "../shared/corpus/json-JSONTestSuite/test_parsing"

/* What RFC 8259 allows and we do not take: jansson refuses NUL in the key of an object, because its
 * keys end there. */
static const char *const exceptions[] = {"y_object_escaped_null_in_key.json", NULL};

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *names_new(GDir *dir)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, by_name);
    return names;
}

static gboolean is_accepted(const char *name)
{
    g_autofree char *path = g_build_filename(SUITE, name, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonText) json = json_text_load(path, &error);
    g_assert_true((json == NULL) == (error != NULL));
    return json != NULL;
}

static void test_suite(void)
{
    g_autoptr(GDir) dir = g_dir_open(SUITE, 0, NULL);
    if (dir == NULL) {
        g_test_skip("../shared/corpus is not there");
        return;
    }
    g_autoptr(GPtrArray) names = names_new(dir);
    guint judged = 0;
    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        gboolean accepted = is_accepted(name);
        gboolean expected = name[0] == 'y' && !g_strv_contains(exceptions, name);
        if (name[0] != 'i' && accepted != expected) {
            g_test_message("%s is %s", name, accepted ? "accepted" : "refused");
            g_test_fail();
        }
        judged += name[0] != 'i';
    }
    g_assert_cmpuint(judged, >, 150);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-text/suite", test_suite);
    return g_test_run();
}
