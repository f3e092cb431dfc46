/* Which properties an expression looks at. */
#include "style/properties.h"

#include <string.h>

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names, sorted, with blanks between; "?" when they cannot be told. */
static char *names_of(const struct expression *expression)
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_assert_nonnull(expression);
    if (!expression_reads(expression, names)) {
        return g_strdup("?");
    }
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_ptr_array_add(sorted, name);
    }
    g_ptr_array_sort(sorted, by_text);
    g_ptr_array_add(sorted, NULL);
    return g_strjoinv(" ", (char **)sorted->pdata);
}

static void check(const char *text, const char *expected)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    g_autoptr(Expression) expression = expression_new(json, NULL, NULL);
    g_autofree char *names = names_of(expression);
    json_decref(json);
    g_assert_cmpstr(names, ==, expected);
}

static void check_filter(const char *text, const char *expected)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    g_autoptr(Expression) expression = filter_expression_new(json, NULL);
    g_autofree char *names = names_of(expression);
    json_decref(json);
    g_assert_cmpstr(names, ==, expected);
}

static void test_known(void)
{
    check("3", "");
    check("[\"get\", \"a\"]", "a");
    check("[\"has\", \"a\"]", "a");
    check("[\"geometry-type\"]", "");
    check("[\"+\", [\"zoom\"], 1]", "");
    check("[\"match\", [\"get\", \"a\"], \"x\", [\"get\", \"b\"], [\"get\", \"a\"]]", "a b");
    check("[\"let\", \"v\", [\"get\", \"a\"], [\"concat\", [\"var\", \"v\"], [\"var\", \"v\"]]]",
          "a");
    check("[\"interpolate\", [\"linear\"], [\"to-number\", [\"get\", \"c\"]], 0, 1, 9, [\"sqrt\", "
          "[\"to-number\", [\"get\", \"d\"]]]]",
          "c d");
    check("[\"format\", [\"get\", \"t\"], {\"font-scale\": [\"to-number\", [\"get\", \"s\"]]}]",
          "s t");
    check("[\"number-format\", [\"to-number\", [\"get\", \"n\"]], {\"locale\": [\"to-string\", "
          "[\"get\", \"l\"]]}]",
          "l n");
    check("[\"get\", \"inner\", [\"get\", \"outer\"]]", "outer");
    check("[\"case\", [\"in\", \"x\", [\"get\", \"list\"]], 1, [\"has\", \"h\"], 2, 3]", "h list");
}

static void test_unknown(void)
{
    check("[\"get\", [\"concat\", \"a\", [\"get\", \"b\"]]]", "?");
    check("[\"properties\"]", "?");
    check("[\"get\", \"a\", [\"properties\"]]", "?");
    check("[\"id\"]", "?");
    check("[\"+\", 1, [\"to-number\", [\"id\"]]]", "?");
    check("[\"within\", {\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [1, 0], [1, 1], [0, "
          "0]]]}]",
          "?");
    check("[\"distance\", {\"type\": \"Point\", \"coordinates\": [0, 0]}]", "?");
}

static void test_filters(void)
{
    check_filter("[\"==\", \"kind\", \"raid\"]", "kind");
    check_filter(
        "[\"all\", [\">=\", \"n\", 2], [\"!in\", \"kind\", \"a\", \"b\"], [\"!has\", \"h\"]]",
        "h kind n");
    check_filter("[\"==\", \"$type\", \"Point\"]", "");
    check_filter("[\"in\", \"$type\", \"Point\", \"Polygon\"]", "");
    check_filter("[\"==\", \"$id\", 7]", "?");
    check_filter("[\"has\", \"$id\"]", "?");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reads/known", test_known);
    g_test_add_func("/reads/unknown", test_unknown);
    g_test_add_func("/reads/filters", test_filters);
    return g_test_run();
}
