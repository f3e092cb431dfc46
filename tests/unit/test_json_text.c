/* JSON with positions. */
#include "base/json_text.h"

#include <string.h>

static struct json_text *parse(const char *text, GError **error)
{
    return json_text_parse("style.json", text, strlen(text), error);
}

static void test_locate(void)
{
    static const struct {
        const char *pointer;
        guint line, column;
    } rows[] = {
        {"", 1, 1},
        {"/a", 2, 2},
        {"/a/0", 2, 3},
        {"/a/1", 2, 6},
        {"/a/1/k\"ey", 2, 16},
        {"/a/1/é", 3, 17},
        {"/a/2", 4, 2},
        {"/a/3", 2, 2}, /* there is none: its parent */
        {"/a/x", 2, 2},
        {"/b~1c", 5, 8},
        {"/b~1c/d~0", 5, 16},
        {"/twice", 7, 12}, /* the last one counts */
        {"/missing/deep", 1, 2},
    };
    g_autoptr(JsonText) json = parse(" {\"a\":\n [1, {\"k\\\"ey\": [2, \"]}\"],\n"
                                     "   \"x\": 0, \"é\": {}},\n -1.5e3],\n"
                                     " \"b/c\":{ \"d~\": [ [] ] },\n"
                                     " \"twice\": 1,\n \"twice\" : 2}",
                                     NULL);
    g_assert_nonnull(json);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        guint line, column;
        json_text_locate(json, rows[i].pointer, &line, &column);
        g_test_message("%s", rows[i].pointer);
        g_assert_cmpuint(line, ==, rows[i].line);
        g_assert_cmpuint(column, ==, rows[i].column);
    }
}

static void test_mark_and_numbers(void)
{
    g_autoptr(JsonText) json = parse("\xEF\xBB\xBF[123456789012345678901234567890, 8]", NULL);
    guint line, column;
    g_assert_nonnull(json);
    json_text_locate(json, "/1", &line, &column);
    g_assert_cmpuint(column, ==, 34);
    g_assert_cmpfloat(json_number_value(json_array_get(json->root, 0)), ==,
                      123456789012345678901234567890.0);
}

static void test_errors(void)
{
    static const struct {
        const char *text, *start;
    } rows[] = {
        {"", "style.json:1: not JSON: "},           {"{\"a\":\n tru}", "style.json:2: not JSON: "},
        {"[1] 2", "style.json:1: not JSON: "},      {"[1e400]", "style.json:1: not JSON: "},
        {"[\"\xFF\"]", "style.json:1: not JSON: "},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(parse(rows[i].text, &error));
        g_assert_true(g_str_has_prefix(error->message, rows[i].start));
        g_assert_null(strchr(error->message, '\n'));
    }
    g_autoptr(GError) error = NULL;
    g_assert_null(json_text_load("/no/such/file.json", &error));
    g_assert_cmpstr(error->message, ==, "/no/such/file.json: cannot be read: no such file");
}

/* 100,000 brackets are refused by the parser, not by the stack. */
static void test_deep(void)
{
    g_autofree char *deep = g_strnfill(100000, '[');
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(deep, &error));
    g_assert_nonnull(error);
}

static void test_values(void)
{
    g_autoptr(JsonText) json =
        parse("{\"n\": 1.5, \"s\": \"سراقب\", \"b\": true, \"z\": null, \"a\": [1, []]}", NULL);
    g_autoptr(ValueStore) store = value_store_new();
    struct value value = value_from_json(store, json->root);
    g_assert_cmpint(value.type, ==, VALUE_OBJECT);
    g_assert_cmpstr(value.object->keys[0], ==, "n");
    g_assert_cmpfloat(value_object_get(value.object, "n").number, ==, 1.5);
    g_assert_cmpstr(value_object_get(value.object, "s").string, ==, "سراقب");
    g_assert_true(value_object_get(value.object, "b").boolean);
    g_assert_cmpint(value_object_get(value.object, "z").type, ==, VALUE_NULL);
    g_assert_cmpuint(value_object_get(value.object, "a").array->length, ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-text/locate", test_locate);
    g_test_add_func("/json-text/mark-and-numbers", test_mark_and_numbers);
    g_test_add_func("/json-text/errors", test_errors);
    g_test_add_func("/json-text/deep", test_deep);
    g_test_add_func("/json-text/values", test_values);
    return g_test_run();
}
