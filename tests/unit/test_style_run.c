/* What a style keeps while it is evaluated: failures, state, text in sections. */
#include "style/style.h"

#include <glib/gstdio.h>
#include <string.h>

static struct style *load(const char *text, char **path)
{
    int file = g_file_open_tmp("idlibmap-style-XXXXXX", path, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(file, >=, 0);
    g_assert_true(g_file_set_contents(*path, text, -1, NULL));
    struct style *style = style_load(*path, NULL, &error);
    g_assert_no_error(error);
    g_close(file, NULL);
    g_unlink(*path);
    return style;
}

#define STYLE(more, layer)                                                                         \
    "{\"version\": 8, " more "\"sources\": {\"e\": {\"type\": \"geojson\", \"data\": \"e.csv\"}}," \
    "\"layers\": [{\"id\": \"a\", \"source\": \"e\", " layer "}]}"

struct bench {
    char *path;
    struct style *style;
    struct value_store *store;
    struct fields *fields;
    struct value values[1];
    struct feature feature;
    struct evaluation evaluation;
};

/* One property "x" of a feature at a line. */
static void bench_init(struct bench *bench, const char *text)
{
    *bench = (struct bench){.store = value_store_new(), .fields = fields_new()};
    bench->style = load(text, &bench->path);
    fields_add(bench->fields, "x");
    bench->feature =
        (struct feature){.fields = bench->fields, .values = bench->values, .n_values = 1};
    bench->evaluation = (struct evaluation){
        .feature = &bench->feature, .store = bench->store, .state = bench->style->state};
}

static void bench_set(struct bench *bench, struct value value, guint line)
{
    bench->values[0] = value;
    bench->feature.line = line;
}

static void bench_clear(struct bench *bench)
{
    style_free(bench->style);
    value_store_free(bench->store);
    fields_free(bench->fields);
    g_free(bench->path);
}

static void test_failures(void)
{
    struct bench bench;
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    bench_init(&bench, STYLE("", "\"type\": \"symbol\", \"filter\": [\">\", [\"get\", \"x\"], 0],"
                                 "\"layout\": {\"text-size\": [\"get\", \"x\"],"
                                 "\"text-anchor\": [\"get\", \"x\"]}"));
    const struct style_layer *layer = bench.style->layers->pdata[0];
    bench_set(&bench, value_number(5), 1);
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_SIZE, &bench.evaluation), ==, 5);
    g_assert_true(style_layer_accepts(layer, &bench.evaluation));
    style_report_failures(bench.style, diagnostics);
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 0);

    /* a feature counts once, though it is asked for twice */
    for (guint i = 0; i < 6; i++) {
        bench_set(&bench, value_string("many"), 2 + i / 2);
        g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_SIZE, &bench.evaluation), ==, 16);
        g_assert_false(style_layer_accepts(layer, &bench.evaluation));
    }
    g_assert_cmpstr(style_string(layer, PROPERTY_TEXT_ANCHOR, &bench.evaluation), ==, "center");
    style_report_failures(bench.style, diagnostics);
    static const char *const texts[] = {
        "layer 'a': text-size: Expected value to be of type number, but found string instead. "
        "(3 times)",
        "layer 'a': text-anchor: Expected value to be one of \"center\", \"left\", \"right\", "
        "\"top\", \"bottom\", \"top-left\", \"top-right\", \"bottom-left\", \"bottom-right\", but "
        "found \"many\" instead.",
        "layer 'a': filter: Expected value to be of type number, but found string instead. "
        "(3 times)",
    };
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, G_N_ELEMENTS(texts));
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        const struct finding *finding = diagnostics_get(diagnostics, i);
        g_assert_cmpstr(finding->text, ==, texts[i]);
        g_assert_cmpstr(finding->file, ==, bench.path);
        g_assert_cmpint(finding->severity, ==, SEVERITY_WARNING);
    }
    bench_clear(&bench);
}

static void test_state(void)
{
    struct bench bench;
    bench_init(&bench,
               STYLE("\"state\": {\"size\": {\"default\": 7}, \"lang\": {}},",
                     "\"type\": \"symbol\", \"layout\": {\"text-size\": [\"global-state\", "
                     "\"size\"], \"text-field\": [\"concat\", \"name_\", [\"global-state\", "
                     "\"lang\"]]}"));
    const struct style_layer *layer = bench.style->layers->pdata[0];
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_SIZE, &bench.evaluation), ==, 7);
    g_assert_cmpstr(style_string(layer, PROPERTY_TEXT_FIELD, &bench.evaluation), ==, "name_");
    char lang[] = "ar";
    style_set_state(bench.style, "lang", value_string(lang));
    style_set_state(bench.style, "more", value_boolean(TRUE));
    lang[0] = 'x'; /* it was copied */
    bench.evaluation.state = bench.style->state;
    g_assert_cmpstr(style_string(layer, PROPERTY_TEXT_FIELD, &bench.evaluation), ==, "name_ar");
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_SIZE, &bench.evaluation), ==, 7);
    g_assert_cmpuint(bench.style->state->length, ==, 3);
    bench_clear(&bench);
}

static void test_sections(void)
{
    struct bench bench;
    bench_init(&bench,
               STYLE("", "\"type\": \"symbol\", \"layout\": {\"text-field\": [\"case\", "
                         "[\"has\", \"x\"], [\"format\", [\"get\", \"x\"], {}, \"\\n\", {}, "
                         "\"\xD8\xA5\xD8\xAF\", {\"font-scale\": 0.8, \"text-color\": "
                         "\"#808080\"}], \"plain\"]}"));
    const struct style_layer *layer = bench.style->layers->pdata[0];
    bench_set(&bench, value_string("Idlib"), 1);
    const struct value_formatted *text =
        style_formatted(layer, PROPERTY_TEXT_FIELD, &bench.evaluation);
    g_assert_cmpuint(text->length, ==, 3);
    g_assert_cmpstr(text->sections[0].text, ==, "Idlib");
    g_assert_null(text->sections[0].color);
    g_assert_cmpfloat(text->sections[2].scale, ==, 0.8);
    g_assert_cmpfloat(text->sections[2].color->red, ==, 128 / 255.0);
    g_assert_cmpstr(style_string(layer, PROPERTY_TEXT_FIELD, &bench.evaluation), ==,
                    "Idlib\n\xD8\xA5\xD8\xAF");
    bench_set(&bench, value_absent(), 2);
    text = style_formatted(layer, PROPERTY_TEXT_FIELD, &bench.evaluation);
    g_assert_cmpuint(text->length, ==, 1);
    g_assert_cmpstr(text->sections[0].text, ==, "plain");
    bench_clear(&bench);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/style-run/failures", test_failures);
    g_test_add_func("/style-run/state", test_state);
    g_test_add_func("/style-run/sections", test_sections);
    return g_test_run();
}
