/* Operators on places, formatted text, languages and state, beyond MapLibre's own fixtures. Results
 * are those of MapLibre 26 and of its Intl (CLDR 48), unless a comment says otherwise. */
#include "style/expression.h"

#include "base/json_text.h"
#include "style/text_of_value.h"

#include <math.h>
#include <string.h>

struct row {
    const char *expression, *result; /* with ' for " */
};

/* What all rows look at: a feature at 36.5 E, 35.5 N. */
struct bench {
    struct value_store *store;
    struct fields *fields;
    struct value values[3];
    struct geometry *geometry;
    struct feature feature;
    struct evaluation evaluation;
};

static void bench_init(struct bench *bench)
{
    static const char *const names[] = {"n", "s", "a"};
    *bench =
        (struct bench){.store = value_store_new(),
                       .fields = fields_new(),
                       .values = {value_number(1234.5), value_string("text"), value_string("b")},
                       .geometry = geometry_new()};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        fields_add(bench->fields, names[i]);
    geometry_clear(bench->geometry, GEOMETRY_POINT);
    geometry_begin_part(bench->geometry);
    geometry_add(bench->geometry, 36.5, 35.5);
    bench->feature = (struct feature){.geometry = bench->geometry,
                                      .fields = bench->fields,
                                      .values = bench->values,
                                      .n_values = G_N_ELEMENTS(names)};
    bench->evaluation = (struct evaluation){.feature = &bench->feature, .store = bench->store};
}

static void bench_clear(struct bench *bench)
{
    value_store_free(bench->store);
    fields_free(bench->fields);
    geometry_free(bench->geometry);
}

static char *quoted(const char *text)
{
    char *json = g_strdup(text);
    return g_strdelimit(json, "'", '"');
}

/* The result as JSON, "error: " and the message, or "key message" of a parse error; ' for ". */
static char *run(struct bench *bench, const char *text)
{
    g_autofree char *source = quoted(text);
    g_autoptr(JsonText) json = json_text_parse("test", source, strlen(source), NULL);
    g_autoptr(GPtrArray) problems = expression_problems_new();
    g_assert_nonnull(json);
    g_autoptr(Expression) expression = expression_new(json->root, NULL, problems);
    struct value value;
    char *result, *message = NULL;
    if (!expression) {
        const struct expression_problem *problem = problems->pdata[0];
        result = g_strdup_printf("%s %s", problem->key, problem->message);
    } else if (expression_evaluate(expression, &bench->evaluation, &value, &message)) {
        result = value_json_dup(value);
    } else {
        result = g_strdup_printf("error: %s", message);
    }
    g_free(message);
    return g_strdelimit(result, "\"", '\'');
}

static void check_rows(struct bench *bench, const struct row *rows, gsize count)
{
    for (gsize i = 0; i < count; i++) {
        g_autofree char *result = run(bench, rows[i].expression);
        g_test_message("%s", rows[i].expression);
        g_assert_cmpstr(result, ==, rows[i].result);
    }
}

#define CHECK(bench, rows) check_rows(bench, rows, G_N_ELEMENTS(rows))

#define SQUARE "[[36,35],[36,36],[37,36],[37,35],[36,35]]"
#define HOLE "[[36.4,35.4],[36.6,35.4],[36.6,35.6],[36.4,35.6],[36.4,35.4]]"

static void test_within(void)
{
    static const struct row rows[] = {
        {"['within', {'type': 'Polygon', 'coordinates': [" SQUARE "]}]", "true"},
        {"['within', {'type': 'Polygon', 'coordinates': [" SQUARE "," HOLE "]}]", "false"},
        {"['within', {'type': 'MultiPolygon', 'coordinates': [[" HOLE "],[" SQUARE "]]}]", "true"},
        {"['within', {'type': 'Feature', 'geometry': {'type': 'Polygon', 'coordinates': "
         "[[[0,0],[0,1],[1,1],[0,0]]]}}]",
         "false"},
        {"['within', {'type': 'Point', 'coordinates': [1, 2]}]",
         " 'within' expression requires valid geojson object that contains polygon geometry type."},
        {"['within', {'type': 'Polygon', 'coordinates': [[['x', 1]]]}]",
         " 'within' expression requires valid geojson object that contains polygon geometry type."},
        {"['within']", " 'within' expression requires exactly one argument, but found 0 instead."},
    };
    struct bench bench;
    bench_init(&bench);
    CHECK(&bench, rows);
    /* degrees that compose gives hold before a source's own coordinates */
    g_autoptr(Geometry) elsewhere = geometry_new();
    geometry_clear(elsewhere, GEOMETRY_POINT);
    geometry_begin_part(elsewhere);
    geometry_add(elsewhere, 10, 10);
    bench.evaluation.lonlat = elsewhere;
    g_autofree char *moved = run(&bench, rows[0].expression);
    g_assert_cmpstr(moved, ==, "false");
    bench_clear(&bench);
}

/* Metres, within a metre of what the geodesic of WGS 84 gives. */
static void test_distance(void)
{
    static const struct {
        const char *expression;
        double metres;
    } rows[] = {
        {"['distance', {'type': 'Point', 'coordinates': [36.5, 35.6]}]", 11095},
        {"['distance', {'type': 'Point', 'coordinates': [36.6, 35.5]}]", 9073},
        {"['distance', {'type': 'LineString', 'coordinates': [[36, 35.6], [37, 35.6]]}]", 11095},
        {"['distance', {'type': 'MultiPoint', 'coordinates': [[0, 0], [36.5, 35.5]]}]", 0},
        {"['distance', {'type': 'Polygon', 'coordinates': [" SQUARE "]}]", 0},
        {"['distance', {'type': 'Polygon', 'coordinates': [" SQUARE "," HOLE "]}]", 9073},
        {"['distance', {'type': 'Point', 'coordinates': [-323.4, 35.5]}]", 9073},
    };
    struct bench bench;
    bench_init(&bench);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *result = run(&bench, rows[i].expression);
        g_test_message("%s", rows[i].expression);
        g_assert_cmpfloat_with_epsilon(g_ascii_strtod(result, NULL), rows[i].metres, 1);
    }
    bench_clear(&bench);
}

/* From a feature of two lines, of which neither reaches what lies between them. */
static void test_distance_from_lines(void)
{
    static const struct {
        const char *expression;
        double metres;
    } rows[] = {
        {"['distance', {'type': 'Point', 'coordinates': [36.5, 35]}]", 36515},
        {"['distance', {'type': 'MultiLineString', 'coordinates': [[[37.3, 35], [37.4, 36]], "
         "[[36.4, 34], [36.5, 35]]]}]",
         18257},
        {"['distance', {'type': 'MultiPolygon', 'coordinates': [[[[36, 36], [36.2, 36], [36, "
         "36.2], "
         "[36, 36]]], [[[37.3, 35], [37.3, 35.01], [37.31, 35], [37.3, 35]]]]}]",
         18257},
    };
    struct bench bench;
    bench_init(&bench);
    g_autoptr(Geometry) lines = geometry_new();
    geometry_clear(lines, GEOMETRY_LINE);
    for (guint i = 0; i < 2; i++) {
        geometry_begin_part(lines);
        geometry_add(lines, 36 + i, 35);
        geometry_add(lines, 36.1 + i, 35);
    }
    bench.evaluation.lonlat = lines;
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *result = run(&bench, rows[i].expression);
        g_test_message("%s: %s", rows[i].expression, result);
        g_assert_cmpfloat_with_epsilon(g_ascii_strtod(result, NULL), rows[i].metres, 1);
    }
    bench_clear(&bench);
}

static gboolean is_pin(G_GNUC_UNUSED gpointer data, const char *name)
{
    return g_str_equal(name, "pin");
}

static void test_format(void)
{
    static const struct row rows[] = {
        {"['to-string', ['format', 'a', {'font-scale': 2}, ['get', 'n'], {}, null]]", "'a1234.5'"},
        {"['format', ['image', 'pin'], {'font-scale': 2, 'vertical-align': 'top'}]",
         "{'sections':[{'text':'','image':{'name':'pin'},'scale':null,'fontStack':null,"
         "'textColor':null,'verticalAlign':'top'}]}"},
        {"['format', ['get', 's'], {'text-color': 'red', 'text-font': ['literal', ['A', 'B']]}]",
         "{'sections':[{'text':'text','image':null,'scale':null,'fontStack':'A,B',"
         "'textColor':{'r':1,'g':0,'b':0,'a':1},'verticalAlign':null}]}"},
        {"['format', {}]", " First argument must be an image or text section."},
        {"['format', 'a', {'vertical-align': 'left'}]",
         " 'vertical-align' must be one of: 'bottom', 'center', 'top' but found 'left' instead."},
        {"['format', ['to-color', 'red']]",
         " Formatted text type must be 'string', 'value', 'image' or 'null'."},
        {"['typeof', ['format', ['get', 's']]]", "'formatted'"},
        {"['image', '']", "null"},
        {"['typeof', ['image', 'pin']]", "'resolvedImage'"},
        {"['coalesce', ['image', 'nowhere'], ['image', 'pin']]", "{'name':'pin'}"},
        {"['coalesce', ['image', 'nowhere'], ['image', 'none']]", "'nowhere'"},
    };
    const struct image_names images = {is_pin, NULL};
    struct bench bench;
    bench_init(&bench);
    bench.evaluation.images = &images;
    CHECK(&bench, rows);
    bench_clear(&bench);
}

static void test_number_format(void)
{
    static const struct row rows[] = {
        {"['number-format', 1234.567, {}]", "'1,234.567'"},
        {"['number-format', -0.4, {'max-fraction-digits': 0.5}]", "'-0'"},
        {"['number-format', 1.005, {'max-fraction-digits': 2}]", "'1.01'"},
        {"['number-format', 999.9995, {'locale': 'en'}]", "'1,000'"},
        {"['number-format', 5e-7, {'locale': 'en', 'max-fraction-digits': 8}]", "'0.0000005'"},
        {"['number-format', 1e21, {'locale': 'tr'}]", "'1.000.000.000.000.000.000.000'"},
        {"['number-format', 1234.5, {'locale': 'ar-SY'}]", "'١٬٢٣٤٫٥'"},
        {"['number-format', 1234.5, {'locale': 'ar-MA'}]", "'1.234,5'"},
        {"['number-format', 1234.5, {'locale': 'es'}]", "'1234,5'"},
        {"['number-format', 1234.5, {'locale': 'tr', 'currency': 'TRY'}]", "'₺1.234,50'"},
        {"['number-format', 1234.5, {'locale': 'en', 'currency': 'syp'}]", "'SYP\u00A01,235'"},
        {"['number-format', 5, {'locale': 'en', 'unit': 'kilometer-per-hour'}]", "'5 km/h'"},
        {"['number-format', 1, {'locale': 'en', 'unit': 'day'}]", "'1 day'"},
        {"['number-format', 12, {'locale': 'tr', 'unit': 'percent'}]", "'%12'"},
        {"['number-format', 5, {'locale': 'en', 'unit': 'league'}]",
         " Invalid unit argument for Intl.NumberFormat() 'league'"},
        {"['number-format', 5, {'locale': 'en', 'min-fraction-digits': 101}]",
         " minimumFractionDigits value is out of range."},
        {"['number-format', 5, {'currency': 'EUR', 'unit': 'day'}]",
         " NumberFormat options `currency` and `unit` are mutually exclusive"},
        {"['number-format', 'x', {}]", "[1] Expected number but found string instead."},
    };
    struct bench bench;
    bench_init(&bench);
    CHECK(&bench, rows);
    /* here the map's language stands for the browser's */
    bench.evaluation.language = "tr";
    g_autofree char *turkish = run(&bench, "['number-format', ['get', 'n'], {}]");
    g_assert_cmpstr(turkish, ==, "'1.234,5'");
    bench_clear(&bench);
}

static void test_collator(void)
{
    static const struct row rows[] = {
        {"['==', 'Sarāqib', 'saraqib', ['collator', {}]]", "true"},
        {"['==', 'Sarāqib', 'Saraqib', ['collator', {'diacritic-sensitive': true}]]", "false"},
        {"['<', 'a', 'A', ['collator', {'case-sensitive': true}]]", "true"},
        {"['==', 'إدلب', 'ادلب', ['collator', {'locale': 'ar'}]]", "true"},
        {"['<', 'ه', 'و', ['collator', {'locale': 'ar'}]]", "true"},
        {"['<', 'c', 'ç', ['collator', {'locale': 'tr'}]]", "true"},
        {"['<', 'ç', 'd', ['collator', {'locale': 'tr'}]]", "true"},
        {"['==', 'c', 'ç', ['collator', {'locale': 'en'}]]", "true"},
        {"['==', 'I', 'ı', ['collator', {'locale': 'tr'}]]", "true"},
        {"['<', 'z', 'å', ['collator', {'locale': 'sv'}]]", "true"},
        {"['==', ['get', 'n'], '1', ['collator', {}]]", "false"},
        {"['<', ['get', 'n'], ['get', 's'], ['collator', {}]]",
         "error: Expected arguments for '<' to be (string, string) or (number, number), but found "
         "(number, string) instead."},
        {"['<', 1, 2, ['collator', {}]]", " Cannot use collator to compare non-string types."},
        {"['<', 'a', 'b', 'c']", "[3] Expected collator but found string instead."},
        {"['resolved-locale', ['collator', {'locale': 'tr-TR'}]]", "'tr-TR'"},
        {"['resolved-locale', ['collator', {'locale': 'tlh'}]]", "'en'"},
        {"['typeof', ['collator', {}]]", "[1] Expected value but found collator instead."},
    };
    struct bench bench;
    bench_init(&bench);
    CHECK(&bench, rows);
    bench_clear(&bench);
}

static void test_state(void)
{
    static const struct row rows[] = {
        {"['global-state', 'lang']", "'tr'"},
        {"['global-state', 'other']", "null"},
        {"['get', ['concat', ['global-state', 'key'], '']]", "'b'"},
        {"['global-state', 1]", " Global state property must be string, but found number instead."},
        {"['feature-state', 'hover']", "null"},
        {"['case', ['boolean', ['feature-state', 'hover'], false], 1, 2]", "2"},
        {"['line-progress']", "0.25"},
        {"['is-supported-script', ['get', 's']]", "true"},
    };
    struct bench bench;
    bench_init(&bench);
    struct value_object *state = value_store_object(bench.store, 2);
    state->keys[0] = "lang";
    state->values[0] = value_string("tr");
    state->keys[1] = "key";
    state->values[1] = value_string("a");
    bench.evaluation.state = state;
    bench.evaluation.line_progress = 0.25;
    CHECK(&bench, rows);
    bench_clear(&bench);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/operators/within", test_within);
    g_test_add_func("/operators/distance", test_distance);
    g_test_add_func("/operators/distance-from-lines", test_distance_from_lines);
    g_test_add_func("/operators/format", test_format);
    g_test_add_func("/operators/number-format", test_number_format);
    g_test_add_func("/operators/collator", test_collator);
    g_test_add_func("/operators/state", test_state);
    return g_test_run();
}
