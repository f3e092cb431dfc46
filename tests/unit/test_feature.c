#include "geo/feature.h"

static void test_fields(void)
{
    g_autoptr(Fields) fields = fields_new();
    g_assert_cmpint(fields_find(fields, "name"), ==, -1);
    g_assert_cmpuint(fields_add(fields, "name"), ==, 0);
    g_assert_cmpuint(fields_add(fields, "pop"), ==, 1);
    g_assert_cmpuint(fields_add(fields, "name"), ==, 0);
    g_assert_cmpuint(fields_add(fields, ""), ==, 2);
    g_assert_cmpuint(fields_count(fields), ==, 3);
    g_assert_cmpint(fields_find(fields, "pop"), ==, 1);
    g_assert_cmpstr(fields_name(fields, 1), ==, "pop");
    fields_free(NULL);
}

static void test_get(void)
{
    g_autoptr(Fields) fields = fields_new();
    fields_add(fields, "name");
    fields_add(fields, "pop");
    fields_add(fields, "later");
    struct value values[] = {value_string("Saraqib"), value_null()};
    struct feature feature = {.fields = fields, .values = values, .n_values = 2};
    g_assert_cmpstr(feature_get(&feature, "name").string, ==, "Saraqib");
    g_assert_cmpint(feature_get(&feature, "pop").type, ==, VALUE_NULL);
    g_assert_cmpint(feature_get(&feature, "later").type, ==, VALUE_ABSENT);
    g_assert_cmpint(feature_get(&feature, "none").type, ==, VALUE_ABSENT);
    g_assert_cmpint(feature_slot(&feature, -1).type, ==, VALUE_ABSENT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/feature/fields", test_fields);
    g_test_add_func("/feature/get", test_get);
    return g_test_run();
}
