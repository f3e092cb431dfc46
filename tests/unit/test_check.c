/* The checker: its tables against MapLibre's reference, where findings point, hostile styles. */
#include "style/check.h"
#include "style/schema.h"
#include "style/types.h"

#include <math.h>
#include <string.h>

static GPtrArray *check_text(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonText) json = json_text_parse("STYLE", text, strlen(text), &error);
    g_assert_no_error(error);
    return style_check(json);
}

#define HEAD "{\"version\": 8, \"sources\": {\"e\": {\"type\": \"geojson\", \"data\": \"e\"}},\n"
#define CIRCLE HEAD "\"layers\": [{\"id\": \"c\", \"type\": \"circle\", \"source\": \"e\",\n"

static void test_findings(void)
{
    static const struct {
        const char *text;
        guint line;
        const char *pointer, *message, *hint;
    } rows[] = {
        {"[]", 1, "", "object expected, array found", NULL},
        {HEAD "\"layers\": [], \"zoom\": \"5\"}", 2, "/zoom", "number expected, string found",
         NULL},
        {HEAD "\"layers\": [], \"light\": {\"colour\": \"red\"}}", 2, "/light/colour",
         "unknown property \"colour\"", "did you mean \"color\"?"},
        {CIRCLE "\"paint\": {\n\"circle-radius\": [\"+\", 1,\n[\"nope\"]]}}]}", 4,
         "/layers/0/paint/circle-radius/2/0",
         "Unknown expression \"nope\". If you wanted a literal array, use [\"literal\", [...]].",
         NULL},
        {CIRCLE "\"filter\": [\"all\", [\"lenght\", \"x\"], [\"=\", 1, 2]]}]}", 3,
         "/layers/0/filter/1/0",
         "Unknown expression \"lenght\". If you wanted a literal array, use [\"literal\", [...]].",
         "did you mean \"length\"?"},
        {CIRCLE "\"paint\": {\"circle-radius\": [\"+\", [\"filter-id\"]]}}]}", 3,
         "/layers/0/paint/circle-radius/1/0",
         "Unknown expression \"filter-id\". If you wanted a literal array, use [\"literal\", "
         "[...]].",
         NULL},
        {CIRCLE "\"paint\": {\"circle-radius\": [\"interpolat\", [\"linear\"]]}}]}", 3,
         "/layers/0/paint/circle-radius", "number expected, array found",
         "unknown expression \"interpolat\", did you mean \"interpolate\"?"},
        {CIRCLE "\"paint\": {\"circle-translate\": [\"setp\", 1]}}]}", 3,
         "/layers/0/paint/circle-translate/0", "number expected, string found",
         "unknown expression \"setp\", did you mean \"step\"?"},
        {CIRCLE "\"paint\": {\"circle-translate\": [\"stepps\", 1, 2]}}]}", 3,
         "/layers/0/paint/circle-translate", "array length 2 expected, length 3 found",
         "unknown expression \"stepps\", did you mean \"step\"?"},
        {CIRCLE "\"paint\": {\"circle-color\": [\"get\"]}}]}", 3, "/layers/0/paint/circle-color",
         "Expected arguments of type (string) | (string, object), but found () instead.", NULL},
        {CIRCLE "\"paint\": {\"circle-radius\": {\"stops\": [[0, 1],\n[\"a\", 2]]}}}]}", 4,
         "/layers/0/paint/circle-radius/stops/1/0",
         "string stop domain type must match previous stop domain type number", NULL},
        {CIRCLE "\"layout\": {\"circle-radius\": 3}}]}", 3, "/layers/0/layout/circle-radius",
         "unknown property \"circle-radius\"", "it belongs to \"paint\""},
        {CIRCLE "\"filter\": [\"all\", [\"==\", \"$type\", \"Dot\"]]}]}", 3, "/layers/0/filter/1/2",
         "expected one of [Point, LineString, Polygon], \"Dot\" found", NULL},
        {CIRCLE "\"a/b~\": 1, \"minzoom\": 25}]}", 3, "/layers/0/minzoom",
         "25 is greater than the maximum value 24", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].text);
        g_autoptr(GPtrArray) findings = check_text(rows[i].text);
        const struct style_finding *finding = NULL;
        for (guint j = findings->len; j > 0; j--) {
            const struct style_finding *each = findings->pdata[j - 1];
            finding = each->is_error ? each : finding;
        }
        g_assert_nonnull(finding);
        g_assert_cmpuint(finding->line, ==, rows[i].line);
        g_assert_cmpstr(finding->pointer, ==, rows[i].pointer);
        g_assert_cmpstr(finding->message, ==, rows[i].message);
        g_assert_cmpstr(finding->hint, ==, rows[i].hint);
    }
}

/* Verdicts that depend on more than one place. */
static void test_valid(void)
{
    static const char *const texts[] = {
        HEAD "\"layers\": [], \"anything\": {\"at\": \"all\"}}",
        CIRCLE "\"paint\": {\"circle-color-transition\": {\"delay\": 3}}}]}",
        CIRCLE "\"filter\": [\"all\", [\"has\", \"a\"], [\">\", [\"get\", \"n\"], 3]]}]}",
        HEAD "\"layers\": [], \"sky\": {\"sky-color\": [\"get\", \"x\"]}}",
        HEAD "\"layers\": [], \"font-faces\": {\"A\": [{\"url\": \"a\", \"unicode-range\": "
             "[\"U+4?\?\"]}]}}",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GPtrArray) findings = check_text(texts[i]);
        for (guint j = 0; j < findings->len; j++) {
            const struct style_finding *finding = findings->pdata[j];
            g_test_message("%s: %s", finding->pointer, finding->message);
            g_assert_false(finding->is_error);
        }
    }
}

/* ---- the tables and MapLibre's reference ---- */

#define REFERENCE "../shared/corpus/maplibre-v8.json"

static gboolean array_has(const json_t *array, const char *word)
{
    for (gsize i = 0; i < json_array_size(array); i++)
        if (g_strcmp0(json_string_value(json_array_get(array, i)), word) == 0)
            return TRUE;
    return FALSE;
}

static void compare_flags(guint flags, const json_t *spec)
{
    const json_t *expression = json_object_get(spec, "expression");
    const char *driven = json_string_value(json_object_get(spec, "property-type"));
    g_assert_cmpint(!!(flags & SCHEMA_REQUIRED), ==,
                    json_is_true(json_object_get(spec, "required")));
    g_assert_cmpint(!!(flags & SCHEMA_HAS_TRANSITION), ==,
                    json_is_true(json_object_get(spec, "transition")));
    g_assert_cmpint(!!(flags & SCHEMA_TAKES_EXPRESSION), ==, expression != NULL);
    g_assert_cmpint(!!(flags & PROPERTY_INTERPOLATED), ==,
                    json_is_true(json_object_get(expression, "interpolated")));
    g_assert_cmpint(!!(flags & PROPERTY_ZOOM), ==,
                    array_has(json_object_get(expression, "parameters"), "zoom"));
    g_assert_cmpint(!!(flags & PROPERTY_DATA), ==, driven && strstr(driven, "data-driven"));
    g_assert_cmpint(!!(flags & PROPERTY_TOKENS), ==, json_is_true(json_object_get(spec, "tokens")));
}

static double number_or(const json_t *json, double preset)
{
    return json ? json_number_value(json) : preset;
}

static void compare_values(const struct property_type *type, const json_t *values)
{
    const char *name;
    json_t *value;
    g_assert_cmpuint(type->values ? g_strv_length((char **)type->values) : 0, ==,
                     json_object_size(values));
    json_object_foreach((json_t *)values, name, value)
        g_assert_true(g_strv_contains(type->values, name));
}

static void compare_default(const struct property_type *type, const json_t *preset)
{
    json_t *own = type->default_json ? json_loads(type->default_json,
                                                  JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, NULL)
                                     : NULL;
    g_assert_true(own == preset || json_equal(own, (json_t *)preset));
    json_decref(own);
}

static void compare_type(const struct schema_row *row, const json_t *spec)
{
    const char *kind = json_string_value(json_object_get(spec, "type"));
    g_autofree char *own = type_text_dup(type_of_kind(row->type.kind));
    if (g_str_equal(kind, "*"))
        g_assert_cmpint(row->type.kind, ==, TYPE_VALUE);
    else
        g_assert_cmpstr(g_str_equal(kind, "enum") ? "string" : kind, ==, own);
    g_assert_cmpint(row->type.length, ==, (int)number_or(json_object_get(spec, "length"), -1));
    g_assert_cmpfloat(row->type.minimum, ==,
                      number_or(json_object_get(spec, "minimum"), -INFINITY));
    g_assert_cmpfloat(row->type.maximum, ==, number_or(json_object_get(spec, "maximum"), INFINITY));
    compare_values(&row->type, json_object_get(spec, "values"));
    compare_default(&row->type, json_object_get(spec, "default"));
}

static guint compare_object(const struct schema_object *object, const json_t *spec)
{
    const char *name;
    json_t *member;
    guint rows = 0;
    json_object_foreach((json_t *)spec, name, member)
    {
        const struct schema_row *row = schema_row(object, name);
        if (g_str_equal(name, "*"))
            continue;
        g_test_message("%s.%s", object->name, name);
        g_assert_nonnull(row);
        compare_flags(row->type.flags, member);
        if (row->kind == SCHEMA_VALUE || row->kind == SCHEMA_LAYER_TYPE)
            compare_type(row, member);
        rows++;
    }
    g_assert_cmpuint(rows, ==, object->n_rows);
    g_assert_cmpint(object->is_open, ==, json_object_get(spec, "*") != NULL);
    return rows;
}

static void test_reference(void)
{
    static const char *const names[] = {"root",
                                        "light",
                                        "sky",
                                        "terrain",
                                        "projection",
                                        "transition",
                                        "function",
                                        "layer",
                                        "source_vector",
                                        "source_raster",
                                        "source_raster_dem",
                                        "source_geojson",
                                        "source_video",
                                        "source_image"};
    if (!g_file_test(REFERENCE, G_FILE_TEST_EXISTS)) {
        g_test_skip(REFERENCE " is not there");
        return;
    }
    g_autoptr(JsonText) reference = json_text_load(REFERENCE, NULL);
    guint rows = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        rows += compare_object(schema_find(names[i]),
                               json_object_get(reference->root, i == 0 ? "$root" : names[i]));
    const char *name;
    json_t *spec;
    json_object_foreach(reference->root, name, spec) if (g_str_has_prefix(name, "paint_") ||
                                                         g_str_has_prefix(name, "layout_")) rows +=
        compare_object(schema_find(name), spec);
    g_assert_cmpuint(rows, >, 200);
}

/* ---- hostile styles ---- */

static void test_hostile(void)
{
    static const char *const opens[] = {"[\"all\",", "[\"none\",", "[\"!\",", "[",
                                        "{\"stops\":[[0,"};
    static const char *const closes[] = {"]", "]", "]", "]", "]]}"};
    for (gsize i = 0; i < G_N_ELEMENTS(opens); i++) {
        GString *text = g_string_new(CIRCLE);
        g_string_append(text, i == 4 ? "\"paint\": {\"circle-radius\": " : "\"filter\": ");
        for (int depth = 0; depth < 600; depth++)
            g_string_append(text, opens[i]);
        g_string_append(text, "[\"==\", \"a\", 1]");
        for (int depth = 0; depth < 600; depth++)
            g_string_append(text, closes[i]);
        g_string_append(text, i == 4 ? "}}]}" : "}]}");
        g_autofree char *whole = g_string_free(text, FALSE);
        g_autoptr(GPtrArray) findings = check_text(whole);
        g_assert_cmpuint(findings->len, <=, 1000);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/findings", test_findings);
    g_test_add_func("/check/valid", test_valid);
    g_test_add_func("/check/reference", test_reference);
    g_test_add_func("/check/hostile", test_hostile);
    return g_test_run();
}
