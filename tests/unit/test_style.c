/* Styles: what is read, what is refused where, the table of properties. */
#include "style/properties.h"
#include "style/schema.h"
#include "style/style.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* A style with one geojson source "events" and the layers given. */
static struct style *load_text(const char *text, struct diagnostics *diagnostics, GError **error)
{
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("idlibmap-style-XXXXXX", &path, NULL);
    g_assert_cmpint(file, >=, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    struct style *style = style_load(path, diagnostics, error);
    if (error && *error) { /* the folder is not the same in every run */
        g_autofree char *rest = g_strdup(strstr((*error)->message, path) + strlen(path));
        g_free((*error)->message);
        (*error)->message = g_strdup_printf("STYLE%s", rest);
    }
    g_close(file, NULL);
    g_unlink(path);
    return style;
}

static char *with_layers(const char *layers)
{
    return g_strdup_printf("{\"version\": 8,\n\"sources\": {\"events\": {\"type\": \"geojson\", "
                           "\"data\": \"events.csv\"}},\n\"layers\": [%s]}",
                           layers);
}

static struct style *load_layers(const char *layers, struct diagnostics *diagnostics,
                                 GError **error)
{
    g_autofree char *text = with_layers(layers);
    return load_text(text, diagnostics, error);
}

#define CIRCLE "{\"id\": \"c\", \"type\": \"circle\", \"source\": \"events\""

/* ---- a good style ---- */

static void test_read(void)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Style) style = load_text(
        "{\"version\": 8, \"name\": \"Test\", \"metadata\": {\"a\": 1},"
        " \"font-faces\": {\"Noto Sans\": \"sans.ttf\", \"Arabic\": [{\"url\": \"ar.ttf\"}]},"
        " \"sources\": {\"land\": {\"type\": \"geojson\", \"data\": \"land.shp\"}},"
        " \"layers\": [{\"id\": \"sea\", \"type\": \"background\","
        "   \"paint\": {\"background-color\": \"#abc\"}},"
        "  {\"id\": \"land\", \"type\": \"fill\", \"source\": \"land\", \"minzoom\": 3,"
        "   \"metadata\": {\"legend\": {}}, \"layout\": {\"visibility\": \"none\"},"
        "   \"paint\": {\"fill-color\": \"red\", \"fill-color-transition\": {\"delay\": 0}}}]}",
        diagnostics, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 0);
    g_assert_cmpstr(style->name, ==, "Test");
    g_assert_cmpuint(style->layers->len, ==, 2);
    const struct style_layer *sea = style->layers->pdata[0], *land = style->layers->pdata[1];
    g_assert_cmpint(sea->type, ==, LAYER_BACKGROUND);
    g_assert_null(sea->source);
    g_assert_true(sea->visible);
    g_assert_true(isinf(sea->maxzoom));
    g_assert_false(land->visible);
    g_assert_cmpfloat(land->minzoom, ==, 3);
    g_assert_cmpuint(land->index, ==, 1);
    g_assert_nonnull(land->metadata);
    g_assert_cmpstr(style_find_source(style, "land")->data, ==, "land.shp");
    g_assert_null(style_find_source(style, "none"));
    const struct style_font *font = style->fonts->pdata[1];
    g_assert_cmpstr(font->name, ==, "Arabic");
    g_assert_cmpstr(font->file, ==, "ar.ttf");
}

static void test_values(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Style) style =
        load_layers("{\"id\": \"s\", \"type\": \"symbol\", \"source\": \"events\", \"layout\": {"
                    " \"text-field\": \"{name} ({n})\", \"text-font\": [\"Noto Sans\"],"
                    " \"text-offset\": [0, 1.5], \"text-size\": [\"get\", \"n\"],"
                    " \"text-anchor\": [\"get\", \"name\"], \"text-allow-overlap\": true,"
                    " \"text-variable-anchor\": [\"top\", \"left\"],"
                    " \"text-max-width\": {\"stops\": [[4, 8], [12, 16]]}},"
                    " \"paint\": {\"text-color\": [\"match\", [\"get\", \"n\"], 5, \"#00f\","
                    " \"#000\"], \"text-opacity\": [\"get\", \"n\"],"
                    " \"text-halo-width\": [\"interpolate\", [\"linear\"], [\"zoom\"], 6, 0, 10, "
                    "2]}}",
                    NULL, &error);
    g_assert_no_error(error);
    const struct style_layer *layer = style->layers->pdata[0];
    g_autoptr(ValueStore) store = value_store_new();
    g_autoptr(Fields) fields = fields_new();
    fields_add(fields, "name");
    fields_add(fields, "n");
    struct value values[] = {value_string("Saraqib"), value_number(5)};
    struct feature feature = {.fields = fields, .values = values, .n_values = 2};
    struct evaluation evaluation = {.feature = &feature, .zoom = 8, .store = store};
    g_assert_cmpstr(style_string(layer, PROPERTY_TEXT_FIELD, &evaluation), ==, "Saraqib (5)");
    g_assert_cmpstr(style_array(layer, PROPERTY_TEXT_FONT, &evaluation)->items[0].string, ==,
                    "Noto Sans");
    g_assert_cmpfloat(style_array(layer, PROPERTY_TEXT_OFFSET, &evaluation)->items[1].number, ==,
                      1.5);
    g_assert_cmpuint(style_array(layer, PROPERTY_TEXT_VARIABLE_ANCHOR, &evaluation)->length, ==, 2);
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_SIZE, &evaluation), ==, 5);
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_MAX_WIDTH, &evaluation), ==, 12);
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_OPACITY, &evaluation), ==, 1); /* clamped */
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_HALO_WIDTH, &evaluation), ==, 1);
    g_assert_cmpfloat(style_color(layer, PROPERTY_TEXT_COLOR, &evaluation).blue, ==, 1);
    g_assert_true(style_boolean(layer, PROPERTY_TEXT_ALLOW_OVERLAP, &evaluation));
    /* "Saraqib" is no anchor; the others are not given */
    g_assert_cmpstr(style_string(layer, PROPERTY_TEXT_ANCHOR, &evaluation), ==, "center");
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_PADDING, &evaluation), ==, 2);
    g_assert_cmpstr(style_string(layer, PROPERTY_TEXT_TRANSFORM, &evaluation), ==, "none");
    g_assert_null(style_array(layer, PROPERTY_LINE_DASHARRAY, &evaluation));
    g_assert_false(style_has(layer, PROPERTY_TEXT_PADDING));
    /* a value of another type leaves the default */
    values[1] = value_string("many");
    g_assert_cmpfloat(style_number(layer, PROPERTY_TEXT_SIZE, &evaluation), ==, 16);
}

/* ---- filters ---- */

static gboolean passes(const char *filter, struct value kind, struct value number)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *layer = g_strdup_printf(CIRCLE ", \"filter\": %s}", filter);
    g_autoptr(Style) style = load_layers(layer, NULL, &error);
    g_test_message("%s", filter);
    g_assert_no_error(error);
    g_autoptr(ValueStore) store = value_store_new();
    g_autoptr(Fields) fields = fields_new();
    g_autoptr(Geometry) geometry = geometry_new();
    geometry_clear(geometry, GEOMETRY_POINT);
    fields_add(fields, "kind");
    fields_add(fields, "n");
    struct value values[] = {kind, number};
    struct feature feature = {.id = value_absent(),
                              .geometry = geometry,
                              .fields = fields,
                              .values = values,
                              .n_values = 2};
    struct evaluation evaluation = {.feature = &feature, .zoom = 8, .store = store};
    return style_layer_accepts(style->layers->pdata[0], &evaluation);
}

static void test_filters(void)
{
    static const struct {
        const char *filter;
        gboolean expected;
    } rows[] = {
        {"[\"==\", \"kind\", \"clash\"]", TRUE},
        {"[\"==\", [\"get\", \"kind\"], \"clash\"]", TRUE},
        {"[\"!=\", \"kind\", \"clash\"]", FALSE},
        {"[\">\", \"n\", 3]", TRUE},
        {"[\">=\", \"n\", 4]", TRUE},
        {"[\"<=\", \"n\", 3]", FALSE},
        {"[\"<\", \"n\", \"5\"]", FALSE}, /* different types have no order */
        {"[\"<=\", \"none\", 5]", FALSE},
        {"[\"in\", \"kind\", \"strike\", \"clash\"]", TRUE},
        {"[\"!in\", \"kind\", \"strike\", \"clash\"]", FALSE},
        {"[\"in\", \"kind\"]", FALSE},
        {"[\"has\", \"kind\"]", TRUE},
        {"[\"!has\", \"none\"]", TRUE},
        {"[\"==\", \"$type\", \"Point\"]", TRUE},
        {"[\"in\", \"$type\", \"LineString\", \"Polygon\"]", FALSE},
        {"[\"has\", \"$id\"]", FALSE},
        {"[\"all\", [\"==\", \"kind\", \"clash\"], [\">\", \"n\", 5]]", FALSE},
        {"[\"any\", [\"==\", \"kind\", \"clash\"], [\">\", \"n\", 5]]", TRUE},
        {"[\"none\", [\"==\", \"kind\", \"strike\"], [\">\", \"n\", 5]]", TRUE},
        {"[\"all\"]", TRUE},
        {"true", TRUE},
        {"[\"in\", [\"get\", \"kind\"], [\"literal\", [\"clash\"]]]", TRUE},
        {"[\">\", [\"get\", \"kind\"], 3]", FALSE}, /* fails at run time: nothing passes */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(passes(rows[i].filter, value_string("clash"), value_number(4)), ==,
                        rows[i].expected);
    g_assert_false(passes("[\"==\", \"kind\", \"clash\"]", value_absent(), value_null()));
    g_assert_false(passes("[\"has\", \"kind\"]", value_absent(), value_null()));
    g_assert_true(passes("[\"has\", \"n\"]", value_absent(), value_null()));
}

/* ---- what is refused, and where ---- */

static void test_errors(void)
{
    static const struct {
        const char *layers, *message;
    } rows[] = {
        {CIRCLE ", \"paint\":\n {\"circle-colour\": \"red\"}}",
         "STYLE:4:20: layer \"c\": unknown property \"circle-colour\"; did you mean "
         "\"circle-color\"? (/layers/0/paint/circle-colour)"},
        {CIRCLE ", \"paint\": {\"fill-color\": \"red\"}}",
         "STYLE:3:86: layer \"c\": unknown property \"fill-color\" (/layers/0/paint/fill-color)"},
        {"{\"id\": \"s\", \"type\": \"symbol\", \"source\": \"events\", \"paint\": {\"text-size\": "
         "3}}",
         "STYLE:3:85: layer \"s\": unknown property \"text-size\"; it belongs to \"layout\" "
         "(/layers/0/paint/text-size)"},
        {CIRCLE ", \"paint\": {\"circle-color\": \"rad\"}}",
         "STYLE:3:88: layer \"c\": color expected, \"rad\" found (/layers/0/paint/circle-color)"},
        {CIRCLE ", \"paint\": {\"circle-radius\": -1}}",
         "STYLE:3:89: layer \"c\": -1 is less than the minimum value 0 "
         "(/layers/0/paint/circle-radius)"},
        {CIRCLE ", \"paint\": {\"circle-opacity\": \"1\"}}",
         "STYLE:3:90: layer \"c\": number expected, string found (/layers/0/paint/circle-opacity)"},
        {CIRCLE ", \"paint\": {\"circle-radius\": [\"+\", 1,\n [\"lenght\", \"x\"]]}}",
         "STYLE:3:89: layer \"c\": Unknown expression \"lenght\". If you wanted a literal array, "
         "use [\"literal\", [...]]. Did you mean \"length\"? (/layers/0/paint/circle-radius/2/0)"},
        {CIRCLE ", \"paint\": {\"circle-radius\": [\"+\", 1, [\"zoom\"]]}}",
         "STYLE:3:89: layer \"c\": \"zoom\" expression may only be used as input to a top-level "
         "\"step\" or \"interpolate\" expression. (/layers/0/paint/circle-radius)"},
        {CIRCLE ", \"filter\": [\"==\", \"kind\"]}",
         "STYLE:3:72: layer \"c\": Expected two or three arguments. (/layers/0/filter)"},
        {CIRCLE ", \"filter\": [\"all\", [\"none\"], [\"!in\", 3]]}",
         "STYLE:3:98: layer \"c\": string expected, number found (/layers/0/filter/2/1)"},
        {CIRCLE "}, " CIRCLE "}", "STYLE:3:70: layer \"c\": duplicate layer id \"c\", previously "
                                  "used at line 3 (/layers/1/id)"},
        {"{\"id\": \"c\", \"type\": \"circel\", \"source\": \"events\"}",
         "STYLE:3:32: layer \"c\": expected one of [fill, line, symbol, circle, heatmap, "
         "fill-extrusion, raster, hillshade, color-relief, background], \"circel\" found; did you "
         "mean \"circle\"? (/layers/0/type)"},
        {"{\"id\": \"c\", \"type\": \"circle\", \"source\": \"event\"}",
         "STYLE:3:52: layer \"c\": source \"event\" not found; did you mean \"events\"? "
         "(/layers/0/source)"},
        {"{\"id\": \"c\", \"type\": \"circle\"}",
         "STYLE:3:12: layer \"c\": missing required property \"source\" (/layers/0)"},
        {"{\"type\": \"circle\"}", "STYLE:3:12: missing required property \"source\" (/layers/0), "
                                   "and 1 more error; \"idlibmap check\" names all"},
        {"7", "STYLE:3:12: object expected, number found (/layers/0)"},
        {CIRCLE ", \"minzoom\": 30}",
         "STYLE:3:73: layer \"c\": 30 is greater than the maximum value 24 (/layers/0/minzoom)"},
        {"{\"id\": \"l\", \"type\": \"line\", \"source\": \"events\", \"layout\": {\"line-cap\": "
         "\"rond\"}}",
         "STYLE:3:83: layer \"l\": expected one of [butt, round, square], \"rond\" found; did you "
         "mean \"round\"? (/layers/0/layout/line-cap)"},
        {"{\"id\": \"s\", \"type\": \"symbol\", \"source\": \"events\", \"layout\": "
         "{\"text-offset\": "
         "[1]}}",
         "STYLE:3:88: layer \"s\": array length 2 expected, length 1 found "
         "(/layers/0/layout/text-offset)"},
        {"{\"id\": \"s\", \"type\": \"symbol\", \"source\": \"events\", \"layout\": {"
         "\"symbol-placement\": [\"get\", \"x\"]}}",
         "STYLE:3:93: layer \"s\": data expressions not supported "
         "(/layers/0/layout/symbol-placement)"},
        {"{\"id\": \"c\\u0007\\n\", \"type\": \"circle\", \"source\": \"x\"}",
         "STYLE:3:60: layer \"c??\": source \"x\" not found (/layers/0/source)"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(load_layers(rows[i].layers, NULL, &error));
        g_assert_cmpstr(error->message, ==, rows[i].message);
    }
}

/* A vector source is one source for each source-layer in use; a ref takes all but the paint. */
static void test_vector_sources(void)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Style) style = load_text(
        "{\"version\": 8, \"sources\": {\"unused\": {\"type\": \"vector\", \"url\": \"u\"},"
        "  \"t\": {\"type\": \"vector\", \"url\": \"u\", \"promoteId\": \"osm\"}},"
        " \"layers\": [{\"id\": \"case\", \"type\": \"line\", \"source\": \"t\", \"minzoom\": 4,"
        "   \"source-layer\": \"road\", \"filter\": [\"==\", \"a\", 1],"
        "   \"layout\": {\"line-cap\": \"round\"}, \"paint\": {\"line-width\": 5}},"
        "  {\"id\": \"sea\", \"type\": \"fill\", \"source\": \"t\", \"source-layer\": \"sea\"},"
        "  {\"id\": \"road\", \"ref\": \"case\", \"maxzoom\": 9, \"paint\": {\"line-color\": "
        "\"red\"}}]}",
        diagnostics, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 0);
    g_assert_cmpuint(style->sources->len, ==, 2);
    const struct style_source *road = style->sources->pdata[0], *sea = style->sources->pdata[1];
    g_assert_cmpstr(road->id, ==, "t/road");
    g_assert_cmpstr(road->tiles, ==, "t");
    g_assert_null(road->data);
    g_assert_cmpstr(json_string_value(json_object_get(road->json, "promoteId")), ==, "osm");
    g_assert_cmpstr(sea->id, ==, "t/sea");
    g_assert_cmpuint(style->layers->len, ==, 3);
    const struct style_layer *ref = style->layers->pdata[2];
    g_assert_cmpstr(ref->id, ==, "road");
    g_assert_cmpint(ref->type, ==, LAYER_LINE);
    g_assert_cmpstr(ref->source, ==, "t/road");
    g_assert_cmpfloat(ref->minzoom, ==, 4);
    g_assert_cmpfloat(ref->maxzoom, ==, 9);
    g_assert_nonnull(ref->filter);
    g_assert_true(style_has(ref, PROPERTY_LINE_CAP) && style_has(ref, PROPERTY_LINE_COLOR));
    g_assert_false(style_has(ref, PROPERTY_LINE_WIDTH));
}

static void test_root_errors(void)
{
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"[]", "STYLE:1:1: object expected, array found"},
        {"{\"version\": 7, \"sources\": {}, \"layers\": []}",
         "STYLE:1:13: expected one of [8], 7 found (/version)"},
        {"{\"sources\": {}, \"layers\": []}", "STYLE:1:1: missing required property \"version\""},
        {"{\"version\": 8, \"layers\": []}", "STYLE:1:1: missing required property \"sources\""},
        {"{\"version\": 8, \"sources\": {}}", "STYLE:1:1: missing required property \"layers\""},
        {"{\"version\": 8, \"sources\": {}, \"layers\": {}}",
         "STYLE:1:41: array expected, object found (/layers)"},
        {"{\"version\": 8, \"sources\": {\"a\": {}}, \"layers\": []}",
         "STYLE:1:33: \"type\" is required (/sources/a)"},
        {"{\"version\": 8, \"sources\": {\"a\": {\"type\": \"geojson\"}}, \"layers\": []}",
         "STYLE:1:33: missing required property \"data\" (/sources/a)"},
        {"{\"version\": 8,", "STYLE:1: not JSON: string or '}' expected near end of file"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(load_text(rows[i].text, NULL, &error));
        g_assert_cmpstr(error->message, ==, rows[i].message);
    }
}

/* What MapLibre has and we lack is told and does not stop the run. */
static void test_warnings(void)
{
    static const struct {
        const char *layers, *text;
    } rows[] = {
        {CIRCLE ", \"paint\": {\"circle-radius\": [\"number\", [\"feature-state\", \"x\"]]}}",
         "layer \"c\": \"feature-state\" gives nothing here (/layers/0/paint/circle-radius/1)"},
        {"{\"id\": \"r\", \"type\": \"raster\", \"source\": \"events\"}",
         "layer \"r\": layers of type raster are not drawn (/layers/0/type)"},
        {"{\"id\": \"l\", \"type\": \"line\", \"source\": \"events\", "
         "\"paint\": {\"line-dasharray\": [3, -1]}}",
         "layer \"l\": -1 is less than the minimum value 0 (/layers/0/paint/line-dasharray/1)"},
        {CIRCLE ", \"min-zoom\": 3}",
         "layer \"c\": unknown property \"min-zoom\"; did you mean \"minzoom\"? "
         "(/layers/0/min-zoom)"},
        {CIRCLE ", \"filter\": [\"+\", 1, 2]}",
         "layer \"c\": Expected boolean but found number instead. (/layers/0/filter)"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Diagnostics) diagnostics = diagnostics_new();
        g_autoptr(GError) error = NULL;
        g_autoptr(Style) style = load_layers(rows[i].layers, diagnostics, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(diagnostics_warnings(diagnostics), ==, 1);
        g_assert_cmpstr(diagnostics_get(diagnostics, 0)->text, ==, rows[i].text);
        g_assert_cmpuint(diagnostics_get(diagnostics, 0)->line, ==, 3);
    }
}

/* A filter that cannot be tested lets nothing through. */
static void test_filter_not_ours(void)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(Style) style = load_layers(CIRCLE ", \"filter\": [\"+\", 1]}", diagnostics, NULL);
    struct evaluation evaluation = {0};
    g_assert_nonnull(style);
    g_assert_cmpuint(diagnostics_warnings(diagnostics), ==, 1);
    g_assert_false(style_layer_accepts(style->layers->pdata[0], &evaluation));
}

/* Deep nesting and long tables are an error or read, in no time. */
static void test_hostile(void)
{
    static const char *const opens[] = {"[\"all\",", "[\"none\",", "[\"!\",", "["};
    for (gsize i = 0; i < G_N_ELEMENTS(opens); i++) {
        g_autoptr(GError) error = NULL;
        GString *layer = g_string_new(CIRCLE ", \"filter\": ");
        for (int depth = 0; depth < 1500; depth++)
            g_string_append(layer, opens[i]);
        g_string_append(layer, "[\"==\", \"a\", 1]");
        for (int depth = 0; depth < 1500; depth++)
            g_string_append_c(layer, ']');
        g_string_append_c(layer, '}');
        g_autofree char *text = g_string_free(layer, FALSE);
        g_autoptr(Style) style = load_layers(text, NULL, &error);
        g_assert_true((style == NULL) == (error != NULL));
        if (error)
            g_assert_cmpuint(strlen(error->message), <, 600);
    }
}

/* ---- the table ---- */

/* Each name is found again as what it was asked for; types are the schema's (test_check.c). */
static void test_properties(void)
{
    for (int i = 0; i < PROPERTY_COUNT; i++) {
        const struct property_row *row = property_row((enum property)i);
        enum layer_type layer = row->layer == LAYER_TYPE_COUNT ? LAYER_HEATMAP : row->layer;
        g_assert_cmpint(property_find(layer, row->group, row->name), ==, i);
        g_assert_cmpint(property_find(layer, !row->group, row->name), ==, -1);
        g_assert_true((row->layer == LAYER_TYPE_COUNT) == (i == PROPERTY_VISIBILITY));
    }
    const struct property_row *width = property_row(PROPERTY_LINE_WIDTH);
    g_assert_cmpstr(width->name, ==, "line-width");
    g_assert_cmpint(width->layer, ==, LAYER_LINE);
    g_assert_cmpint(width->group, ==, GROUP_PAINT);
    g_assert_cmpstr(width->type->default_json, ==, "1");
    g_assert_cmpint(property_find(LAYER_FILL, GROUP_PAINT, "line-width"), ==, -1);
    g_assert_cmpint(property_find(LAYER_LINE, GROUP_PAINT, "line-round-limit"), ==, -1);
}

/* All that MapLibre knows of the layers that are drawn is known here too. */
static void test_properties_whole(void)
{
    static const char *const types[] = {"background", "fill",   "line",
                                        "circle",     "symbol", "heatmap"};
    static const char *const groups[] = {[GROUP_LAYOUT] = "layout", [GROUP_PAINT] = "paint"};
    for (guint t = 0; t < G_N_ELEMENTS(types); t++) {
        int layer = layer_type_find(types[t]);
        g_assert_cmpint(layer, >=, 0);
        for (guint g = 0; g < G_N_ELEMENTS(groups); g++) {
            const struct schema_object *schema = schema_of_layer(groups[g], types[t]);
            g_assert_nonnull(schema);
            g_assert_cmpuint(schema->n_rows, >, 0);
            for (guint i = 0; i < schema->n_rows; i++) {
                g_assert_cmpint(property_find(layer, g, schema->rows[i].key), >=, 0);
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/style/read", test_read);
    g_test_add_func("/style/vector-sources", test_vector_sources);
    g_test_add_func("/style/values", test_values);
    g_test_add_func("/style/filters", test_filters);
    g_test_add_func("/style/errors", test_errors);
    g_test_add_func("/style/root-errors", test_root_errors);
    g_test_add_func("/style/warnings", test_warnings);
    g_test_add_func("/style/filter-not-ours", test_filter_not_ours);
    g_test_add_func("/style/hostile", test_hostile);
    g_test_add_func("/style/properties", test_properties);
    g_test_add_func("/style/properties-whole", test_properties_whole);
    return g_test_run();
}
