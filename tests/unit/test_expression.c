/* Expressions: results, types, errors and limits beyond MapLibre's own fixtures, which
 * tests/tools/expression_fixtures.c runs. */
#include "style/expression.h"

#include "base/json_text.h"
#include "style/text_of_value.h"
#include "style/types.h"

#include <string.h>

/* ---- one feature to look at ---- */

struct bench {
    struct value_store *store;
    struct fields *fields;
    struct json_text *json;
    GArray *values;
    struct geometry *geometry;
    struct feature feature;
    struct evaluation evaluation;
};

static void bench_init(struct bench *bench, const char *properties)
{
    const char *name;
    json_t *value;
    *bench = (struct bench){.store = value_store_new(),
                            .fields = fields_new(),
                            .json = json_text_parse("test", properties, strlen(properties), NULL),
                            .values = g_array_new(FALSE, FALSE, sizeof(struct value)),
                            .geometry = geometry_new()};
    json_object_foreach(bench->json->root, name, value)
    {
        struct value property = value_from_json(bench->store, value);
        fields_add(bench->fields, name);
        g_array_append_val(bench->values, property);
    }
    geometry_clear(bench->geometry, GEOMETRY_POINT);
    bench->feature = (struct feature){.id = value_number(7),
                                      .geometry = bench->geometry,
                                      .fields = bench->fields,
                                      .values = (struct value *)bench->values->data,
                                      .n_values = bench->values->len};
    bench->evaluation =
        (struct evaluation){.feature = &bench->feature, .zoom = 8, .store = bench->store};
}

static void bench_clear(struct bench *bench)
{
    value_store_free(bench->store);
    fields_free(bench->fields);
    json_text_free(bench->json);
    g_array_unref(bench->values);
    geometry_free(bench->geometry);
}

static struct expression *compile(const char *text, const struct type *type, GPtrArray *problems)
{
    g_autoptr(JsonText) json = json_text_parse("test", text, strlen(text), NULL);
    g_assert_nonnull(json);
    return expression_new(json->root, type, problems);
}

/* The result as JSON, or "error: " and the message, or "[key] message" of a parse error. */
static char *run(struct bench *bench, const char *text, const struct type *type)
{
    g_autoptr(GPtrArray) problems = expression_problems_new();
    g_autoptr(Expression) expression = compile(text, type, problems);
    struct value value;
    char *message = NULL;
    if (!expression) {
        const struct expression_problem *problem = problems->pdata[0];
        return g_strdup_printf("%s %s", problem->key, problem->message);
    }
    g_assert_cmpuint(problems->len, ==, 0);
    if (expression_evaluate(expression, &bench->evaluation, &value, &message))
        return value_json_dup(value);
    char *error = g_strdup_printf("error: %s", message);
    g_free(message);
    return error;
}

struct row {
    const char *expression, *result;
};

static void check_rows(const struct row *rows, gsize count, const char *properties)
{
    struct bench bench;
    bench_init(&bench, properties);
    for (gsize i = 0; i < count; i++) {
        g_autofree char *result = run(&bench, rows[i].expression, NULL);
        g_test_message("%s", rows[i].expression);
        g_assert_cmpstr(result, ==, rows[i].result);
    }
    bench_clear(&bench);
}

#define CHECK(rows, properties) check_rows(rows, G_N_ELEMENTS(rows), properties)

static void test_math(void)
{
    static const struct row rows[] = {
        {"[\"+\"]", "0"},
        {"[\"*\", 2, 3, [\"get\", \"n\"]]", "24"},
        {"[\"-\", 5]", "-5"},
        {"[\"to-string\", [\"/\", 1, 0]]", "\"Infinity\""},
        {"[\"%\", -7, 3]", "-1"},
        {"[\"to-string\", [\"^\", 1, [\"/\", 1, 0]]]", "\"NaN\""},
        {"[\"round\", -2.5]", "-3"},
        {"[\"round\", 0.49999999999999994]", "0"},
        {"[\"min\"]", "null"}, /* infinity, in JSON */
        {"[\"to-string\", [\"max\", 1, [\"sqrt\", -1]]]", "\"NaN\""},
        {"[\"log2\", 8]", "3"},
        {"[\"+\", 1, \"x\"]", "[2] Expected number but found string instead."},
        {"[\"-\", 1, 2, 3]", " Expected arguments of type (number, number) | (number), but found "
                             "(number, number, number) instead."},
        {"[\"sqrt\", 1, 2]", " Expected arguments of type (number), but found (number, number) "
                             "instead."},
        {"[\"+\", 1, [\"get\", \"s\"]]",
         "error: Expected value to be of type number, but found string instead."},
    };
    CHECK(rows, "{\"n\": 4, \"s\": \"text\"}");
}

static void test_decision(void)
{
    static const struct row rows[] = {
        {"[\"all\"]", "true"},
        {"[\"any\"]", "false"},
        {"[\"all\", [\"==\", [\"get\", \"n\"], 4], [\"has\", \"s\"]]", "true"},
        {"[\"any\", false, 1]", " Expected arguments of type (boolean, boolean) | (boolean...), "
                                "but found (boolean, number) instead."},
        {"[\"!\", [\"has\", \"none\"]]", "true"},
        {"[\"has\", \"null\"]", "true"},
        {"[\"==\", [\"get\", \"none\"], null]", "true"},
        {"[\"==\", [\"get\", \"null\"], null]", "true"},
        {"[\"==\", [\"get\", \"n\"], \"4\"]", "false"},
        {"[\"!=\", [\"get\", \"n\"], \"4\"]", "true"},
        {"[\"==\", [\"get\", \"list\"], [\"get\", \"list\"]]", "true"},
        {"[\"==\", [\"get\", \"list\"], [\"get\", \"same\"]]", "false"},
        {"[\"==\", 1, \"x\"]", " Cannot compare types 'number' and 'string'."},
        {"[\"<\", [\"get\", \"n\"], [\"get\", \"s\"]]",
         "error: Expected arguments for \"<\" to be (string, string) or (number, number), but "
         "found (number, string) instead."},
        {"[\"<\", [\"get\", \"s\"], [\"get\", \"list\"]]",
         "error: Expected arguments for \"<\" to be (string, string) or (number, number), but "
         "found (string, array) instead."},
        {"[\">=\", \"b\", \"a\"]", "true"},
        {"[\"<\", \"\\uFF21\", \"\\uD834\\uDD1E\"]", "false"}, /* UTF-16 order: D834 < FF21 */
        {"[\"<\", true, false]", "[1] \"<\" comparisons are not supported for type 'boolean'."},
        {"[\"case\", [\">\", [\"get\", \"n\"], 3], \"many\", \"few\"]", "\"many\""},
        {"[\"match\", [\"get\", \"s\"], [\"a\", \"text\"], 1, \"b\", 2, 3]", "1"},
        {"[\"match\", [\"get\", \"n\"], 4, \"four\", -1, \"less\", \"other\"]", "\"four\""},
        {"[\"match\", [\"get\", \"none\"], 4, \"four\", \"other\"]", "\"other\""},
        {"[\"match\", [\"get\", \"n\"], 1, 2, 1, 3, 4]", "[4] Branch labels must be unique."},
        {"[\"match\", [\"get\", \"n\"], 1, 2, \"1\", 3, 4]",
         "[4] Expected number but found string instead."},
        {"[\"match\", \"x\", 1, 2, 3]", "[1] Expected number but found string instead."},
        {"[\"coalesce\", [\"get\", \"none\"], [\"get\", \"null\"], [\"get\", \"s\"], 5]",
         "\"text\""},
        {"[\"coalesce\", [\"get\", \"none\"]]", "null"},
    };
    CHECK(rows, "{\"n\": 4, \"s\": \"text\", \"null\": null, \"list\": [1], \"same\": [1]}");
}

static void test_ramps(void)
{
    static const struct row rows[] = {
        {"[\"step\", [\"get\", \"n\"], \"none\", 1, \"few\", 4, \"many\", 9, \"most\"]",
         "\"many\""},
        {"[\"step\", [\"-\", [\"get\", \"n\"]], \"none\", 1, \"few\"]", "\"none\""},
        {"[\"step\", [\"sqrt\", [\"-\", [\"get\", \"n\"]]], 0, 1, 1]",
         "error: Input is not a number."},
        {"[\"interpolate\", [\"linear\"], [\"get\", \"n\"], 0, 3, 100, 20]", "3.68"},
        {"[\"interpolate\", [\"linear\"], [\"get\", \"n\"], 5, 3, 100, 20]", "3"},
        {"[\"interpolate\", [\"linear\"], [\"get\", \"n\"], 0, 3, 4, 20]", "20"},
        {"[\"interpolate\", [\"exponential\", 2], [\"get\", \"n\"], 0, 0, 8, 255]", "15"},
        {"[\"interpolate\", [\"cubic-bezier\", 0, 0, 1, 1], [\"get\", \"n\"], 0, 0, 8, 10]", "5"},
        {"[\"to-string\", [\"interpolate\", [\"linear\"], [\"get\", \"n\"], 0, "
         "[\"rgb\", 0, 0, 0], 8, [\"rgba\", 255, 0, 0, 0.5]]]",
         "\"rgba(128,0,0,0.75)\""},
        {"[\"interpolate\", [\"linear\"], 1, 2, 3, 2, 4]",
         "[5] Input/output pairs for \"interpolate\" expressions must be arranged with input "
         "values in strictly ascending order."},
        {"[\"interpolate\", [\"cubic\"], 1, 2, 3, 4, 5]",
         "[1][0] Unknown interpolation type cubic"},
        {"[\"interpolate\", [\"linear\"], 1, 0, \"a\", 1, \"b\"]",
         " Type string is not interpolatable."},
        {"[\"interpolate\", [\"linear\"], 0.5, 0, [\"literal\", [0, 10]], 1, "
         "[\"literal\", [2, 20]]]",
         "[1,15]"},
        {"[\"zoom\"]", "8"},
    };
    CHECK(rows, "{\"n\": 4}");
}

static void test_strings(void)
{
    static const struct row rows[] = {
        {"[\"concat\", \"a\", 1.50, true, null, [\"get\", \"list\"]]", "\"a1.5true[1,\\\"x\\\"]\""},
        {"[\"upcase\", \"straße ığ ﬁ\"]", "\"STRASSE IĞ FI\""},
        {"[\"downcase\", \"ΟΔΟΣ İ\"]", "\"οδος i̇\""},
        {"[\"length\", [\"get\", \"ar\"]]", "5"},
        {"[\"length\", \"😀x\"]", "2"},
        {"[\"slice\", [\"get\", \"ar\"], 1, -1]", "\"راق\""},
        {"[\"slice\", [\"literal\", [1, 2, 3]], -2]", "[2,3]"},
        {"[\"index-of\", \"x\", \"😀x\"]", "1"},
        {"[\"index-of\", \"a\", \"banana\", 2]", "3"},
        {"[\"index-of\", 3, [\"literal\", [1, 2, 3]]]", "2"},
        {"[\"in\", \"raq\", \"Saraqib\"]", "true"},
        {"[\"in\", [\"get\", \"none\"], [\"literal\", [1, null]]]", "true"},
        {"[\"split\", \"a;b;;c\", \";\"]", "[\"a\",\"b\",\"\",\"c\"]"},
        {"[\"split\", \"abc\", \"\"]", "[\"a\",\"b\",\"c\"]"},
        {"[\"split\", \"\", \"\"]", "[]"},
        {"[\"join\", [\"literal\", [\"a\", \"b\"]], \", \"]", "\"a, b\""},
        {"[\"at\", 1, [\"get\", \"list\"]]", "\"x\""},
        {"[\"at\", 2, [\"get\", \"list\"]]", "error: Array index out of bounds: 2 > 1."},
    };
    CHECK(rows, "{\"ar\": \"سراقب\", \"list\": [1, \"x\"]}");
}

/* Turkish letters follow the evaluation's language, never the process's locale. */
static void test_turkish(void)
{
    struct bench bench;
    bench_init(&bench, "{\"s\": \"iı\", \"t\": \"Iİ\"}");
    bench.evaluation.language = "tr";
    g_autofree char *upper = run(&bench, "[\"upcase\", [\"get\", \"s\"]]", NULL);
    g_autofree char *lower = run(&bench, "[\"downcase\", [\"get\", \"t\"]]", NULL);
    g_assert_cmpstr(upper, ==, "\"İI\"");
    g_assert_cmpstr(lower, ==, "\"ıi\"");
    bench_clear(&bench);
}

static void test_types(void)
{
    static const struct row rows[] = {
        {"[\"typeof\", [\"get\", \"list\"]]", "\"array<number, 2>\""},
        {"[\"typeof\", [\"literal\", [[1, 2]]]]", "\"array<array<number, 2>, 1>\""},
        {"[\"typeof\", [\"literal\", [[1], [2]]]]", "\"array<value, 2>\""},
        {"[\"to-number\", \" 0x1F \"]", "31"},
        {"[\"to-number\", \"+.5\"]", "0.5"},
        {"[\"to-number\", \"1e\", \"\"]", "0"},
        {"[\"to-number\", \"12abc\"]", " Could not convert \"12abc\" to number."},
        {"[\"to-number\", [\"get\", \"none\"]]", "0"},
        {"[\"to-number\", true]", "1"},
        {"[\"to-boolean\", \"\"]", "false"},
        {"[\"to-boolean\", [\"get\", \"list\"]]", "true"},
        {"[\"to-string\", [\"get\", \"none\"]]", "\"\""},
        {"[\"to-string\", {\"a\": 1}]",
         "[1] Bare objects invalid. Use [\"literal\", {...}] instead."},
        {"[\"to-string\", [\"to-color\", \"nonsense\", \"red\"]]", "\"rgba(255,0,0,1)\""},
        {"[\"string\", [\"get\", \"list\"], \"fallback\"]", "\"fallback\""},
        {"[\"array\", \"number\", 2, [\"get\", \"list\"]]", "[1,2]"},
        {"[\"array\", \"string\", [\"get\", \"list\"]]",
         "error: Expected value to be of type array<string>, but found array<number, 2> instead."},
        {"[\"let\", \"x\", [\"get\", \"n\"], [\"+\", [\"var\", \"x\"], [\"var\", \"x\"]]]", "8"},
        {"[\"let\", \"x\", 1, [\"let\", \"x\", 2, [\"var\", \"x\"]]]", "2"},
        {"[\"var\", \"y\"]", "[1] Unknown variable \"y\". Make sure \"y\" has been bound in an "
                             "enclosing \"let\" expression before using it."},
        {"[\"get\", \"a\", [\"get\", \"object\"]]", "\"inner\""},
        {"[\"has\", \"b\", [\"get\", \"object\"]]", "false"},
        {"[\"geometry-type\"]", "\"Point\""},
        {"[\"id\"]", "7"},
        {"[\"get\", \"n\", [\"properties\"]]", "4"},
        {"[\"nonsense\", 1]", "[0] Unknown expression \"nonsense\". If you wanted a literal array, "
                              "use [\"literal\", [...]]."},
        {"[\"within\", {}]", " 'within' expression requires valid geojson object that contains "
                             "polygon geometry type."},
        {"[]", " Expected an array with at least one element. If you wanted a literal array, use "
               "[\"literal\", []]."},
        {"[1, 2]", "[0] Expression name must be a string, but found number instead. If you wanted "
                   "a literal array, use [\"literal\", [...]]."},
        {"[\"filter-==\", [\"get\", \"n\"], 1]", "[1] \"filter-==\" takes literal values only."},
    };
    CHECK(rows, "{\"n\": 4, \"list\": [1, 2], \"object\": {\"a\": \"inner\"}}");
}

/* What a property's type makes of values and strings. */
static void test_expected(void)
{
    struct bench bench;
    bench_init(&bench, "{\"n\": 4, \"c\": \"#ff0000\"}");
    g_autofree char *color = run(&bench, "[\"get\", \"c\"]", &type_color);
    g_assert_cmpstr(color, ==, "{\"r\":1,\"g\":0,\"b\":0,\"a\":1}");
    g_autofree char *bad = run(&bench, "\"no-colour\"", &type_color);
    g_assert_cmpstr(bad, ==, " Could not parse color from value 'no-colour'");
    g_autofree char *number = run(&bench, "[\"get\", \"c\"]", &type_number);
    g_assert_cmpstr(number, ==,
                    "error: Expected value to be of type number, but found string instead.");
    g_autofree char *mismatch = run(&bench, "[\"case\", true, 1, \"x\"]", &type_number);
    g_assert_cmpstr(mismatch, ==, "[3] Expected number but found string instead.");
    g_autoptr(JsonText) json = json_text_parse("t", "[\"get\", \"n\"]", 12, NULL);
    g_autoptr(Expression) text = expression_new_text(json->root, NULL);
    struct value value;
    g_assert_true(expression_evaluate(text, &bench.evaluation, &value, NULL));
    g_assert_cmpstr(value.string, ==, "4");
    bench_clear(&bench);
}

static void test_folding(void)
{
    static const struct {
        const char *expression;
        gboolean constant, feature_constant, zoom_constant;
    } rows[] = {
        {"[\"+\", 1, [\"*\", 2, 3]]", TRUE, TRUE, TRUE},
        {"[\"let\", \"x\", 2, [\"to-string\", [\"var\", \"x\"]]]", TRUE, TRUE, TRUE},
        {"[\"get\", \"x\"]", FALSE, FALSE, TRUE},
        {"[\"get\", \"x\", [\"literal\", {\"x\": 1}]]", TRUE, TRUE, TRUE},
        {"[\"+\", 1, [\"zoom\"]]", FALSE, TRUE, FALSE},
        {"[\"let\", \"x\", [\"get\", \"x\"], [\"var\", \"x\"]]", FALSE, FALSE, TRUE},
        {"[\"error\", \"no\"]", FALSE, TRUE, TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Expression) expression = compile(rows[i].expression, NULL, NULL);
        g_test_message("%s", rows[i].expression);
        g_assert_cmpint(expression_constant(expression) != NULL, ==, rows[i].constant);
        g_assert_cmpint(expression_is_feature_constant(expression), ==, rows[i].feature_constant);
        g_assert_cmpint(expression_is_zoom_constant(expression), ==, rows[i].zoom_constant);
    }
}

/* One compiled expression over sources that keep a name in different slots, or not at all. */
static void test_slots(void)
{
    g_autoptr(Expression) expression = compile("[\"get\", \"kind\"]", NULL, NULL);
    static const char *const sources[] = {"{\"kind\": \"a\"}", "{\"x\": 1, \"kind\": \"b\"}",
                                          "{\"kind\": \"a\", \"x\": 1}", "{\"x\": 1}",
                                          "{\"y\": 1, \"kind\": \"c\"}"};
    static const char *const results[] = {"\"a\"", "\"b\"", "\"a\"", "null", "\"c\""};
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
        struct bench bench;
        struct value value;
        bench_init(&bench, sources[i]);
        g_assert_true(expression_evaluate(expression, &bench.evaluation, &value, NULL));
        g_autofree char *json = value_json_dup(value);
        g_assert_cmpstr(json, ==, results[i]);
        bench_clear(&bench);
    }
}

static void check_classes(const char *text, guint count, int of, const char *first,
                          const char *second)
{
    struct bench bench;
    bench_init(&bench, "{\"kind\": \"clash\", \"n\": 4}");
    g_autoptr(Expression) expression = compile(text, NULL, NULL);
    g_test_message("%s", text);
    g_assert_cmpuint(expression_class_count(expression), ==, count);
    g_assert_cmpint(expression_class_of(expression, &bench.evaluation), ==, of);
    g_assert_cmpstr(expression_class_label(expression, 0), ==, first);
    g_assert_cmpstr(expression_class_label(expression, 1), ==, second);
    bench_clear(&bench);
}

static void test_classes(void)
{
    check_classes("[\"match\", [\"get\", \"kind\"], \"strike\", 1, [\"clash\", \"x\"], 2, 3]", 3, 1,
                  "strike", "clash");
    check_classes("[\"step\", [\"get\", \"n\"], 1, 4, 2, 10.5, 3]", 3, 1, NULL, "4");
    check_classes("[\"case\", [\"==\", [\"get\", \"kind\"], \"clash\"], 1, [\"has\", \"n\"], 2, 3]",
                  3, 0, "clash", NULL);
    check_classes("[\"interpolate\", [\"linear\"], [\"zoom\"], 0, [\"match\", [\"get\", \"kind\"], "
                  "\"strike\", 1, 3], 10, 5]",
                  2, 1, "strike", NULL);
    check_classes("[\"let\", \"k\", 1, [\"match\", [\"get\", \"n\"], 4, 1, 3]]", 2, 0, "4", NULL);
    check_classes("[\"+\", 1, 2]", 0, -1, NULL, NULL);
    check_classes("[\"match\", [\"get\", \"none\"], \"a\", 1, 2]", 2, 1, "a", NULL);
}

/* ---- limits ---- */

static char *nested(const char *open, guint depth, const char *middle, const char *close)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < depth; i++)
        g_string_append(text, open);
    g_string_append(text, middle);
    for (guint i = 0; i < depth; i++)
        g_string_append(text, close);
    return g_string_free(text, FALSE);
}

static void test_limits(void)
{
    struct bench bench;
    bench_init(&bench, "{\"n\": 4}");
    g_autofree char *fits = nested("[\"-\", ", 199, "[\"get\", \"n\"]", "]");
    g_autofree char *deep = nested("[\"-\", ", 1500, "1", "]");
    g_autofree char *fits_result = run(&bench, fits, NULL);
    g_autofree char *deep_result = run(&bench, deep, NULL);
    g_assert_cmpstr(fits_result, ==, "-4");
    g_assert_nonnull(strstr(deep_result, "Expressions are nested more than 200 deep."));

    /* each level is tried as (boolean, boolean) or (boolean...), then as it is */
    g_autofree char *tried = nested("[\"all\", ", 190, "[\"all\", 1, 2]", ", true]");
    g_autofree char *tried_result = run(&bench, tried, NULL);
    g_assert_nonnull(strstr(tried_result, "but found (number, number) instead."));

    GString *many = g_string_new("[\"+\"");
    for (int i = 0; i <= 200000; i++)
        g_string_append(many, ",0");
    g_string_append_c(many, ']');
    g_autofree char *many_text = g_string_free(many, FALSE);
    g_autofree char *many_result = run(&bench, many_text, NULL);
    g_assert_nonnull(strstr(many_result, "The expression is too large."));

    /* each name doubles the work of the one before */
    GString *let = g_string_new("[\"let\", \"x0\", [\"get\", \"n\"]");
    for (int i = 1; i < 60; i++)
        g_string_append_printf(let,
                               ", [\"let\", \"x%d\", [\"+\", [\"var\", \"x%d\"], "
                               "[\"var\", \"x%d\"]]",
                               i, i - 1, i - 1);
    g_string_append(let, ", [\"var\", \"x59\"]");
    for (int i = 0; i < 60; i++)
        g_string_append_c(let, ']');
    g_autofree char *let_text = g_string_free(let, FALSE);
    g_autofree char *let_result = run(&bench, let_text, NULL);
    g_assert_cmpstr(let_result, ==, "error: More than 10000 variables are looked up.");
    bench_clear(&bench);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/expression/math", test_math);
    g_test_add_func("/expression/decision", test_decision);
    g_test_add_func("/expression/ramps", test_ramps);
    g_test_add_func("/expression/strings", test_strings);
    g_test_add_func("/expression/turkish", test_turkish);
    g_test_add_func("/expression/types", test_types);
    g_test_add_func("/expression/expected", test_expected);
    g_test_add_func("/expression/folding", test_folding);
    g_test_add_func("/expression/slots", test_slots);
    g_test_add_func("/expression/classes", test_classes);
    g_test_add_func("/expression/limits", test_limits);
    return g_test_run();
}
