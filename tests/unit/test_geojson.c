#include "source_fixture.h"

static void test_collection(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(
        f, "t.geojson",
        "{\"type\": \"FeatureCollection\", \"features\": [\n"
        "{\"type\": \"Feature\", \"id\": \"a]\\\"{\", \"geometry\": {\"type\": \"Point\",\n"
        " \"coordinates\": [36.63, 35.93, 400]}, \"properties\": {\"n\": 1, \"s\": \"x\"}},\n"
        "{\"type\": \"Feature\", \"id\": 7, \"geometry\": null, \"properties\": {\"b\": true,\n"
        " \"list\": [1, 2]}}, {\"type\": \"Feature\", \"geometry\": {\"type\": \"Polygon\",\n"
        " \"coordinates\": [[[0,0],[1,0],[1,1]]]}, \"properties\": null}]}"));
    g_assert_cmpint(source_record_count(f->source), ==, 3);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(f->feature.id, "a]\"{");
    g_assert_cmpuint(f->feature.line, ==, 2);
    g_assert_cmpfloat(fixture_coord(f, 0, 0).x, ==, 36.63);
    assert_number(feature_get(&f->feature, "n"), 1);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_number(f->feature.id, 7);
    g_assert_cmpuint(f->feature.line, ==, 4);
    g_assert_cmpint(f->feature.geometry->type, ==, GEOMETRY_EMPTY);
    g_assert_cmpint(feature_get(&f->feature, "n").type, ==, VALUE_ABSENT);
    g_assert_cmpuint(feature_get(&f->feature, "list").array->length, ==, 2);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpuint(f->feature.line, ==, 5);
    g_assert_cmpuint(f->feature.geometry->coords->len, ==, 4); /* closed */
    g_assert_cmpint(f->feature.id.type, ==, VALUE_ABSENT);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
    g_assert_cmpstr(source_geometry_name(f->source), ==, "Mixed");
    g_assert_cmpuint(diagnostics_count(f->diagnostics), ==, 0);
}

/* type, coordinates -> kind, parts, coords */
static void test_geometries(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *json, *name;
        enum geometry_type type;
        guint parts, coords;
    } cases[] = {
        {"\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]", "MultiPoint", GEOMETRY_POINT, 2, 2},
        {"\"LineString\",\"coordinates\":[[1,2],[3,4]]", "LineString", GEOMETRY_LINE, 1, 2},
        {"\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8]]]", "LineString",
         GEOMETRY_LINE, 2, 4},
        {"\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6]]]]",
         "Polygon", GEOMETRY_POLYGON, 2, 8},
        {"\"Polygon\",\"coordinates\":[]", "Polygon", GEOMETRY_EMPTY, 0, 0},
        {"\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]},"
         "{\"type\":\"Point\",\"coordinates\":[3,4]}]",
         "Point", GEOMETRY_POINT, 2, 2},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("{\"type\":%s}", cases[i].json);
        g_assert_true(fixture_open_text(f, "t.json", text));
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpint(f->feature.geometry->type, ==, cases[i].type);
        g_assert_cmpuint(geometry_parts(f->feature.geometry), ==, cases[i].parts);
        g_assert_cmpuint(f->feature.geometry->coords->len, ==, cases[i].coords);
        g_assert_cmpstr(source_geometry_name(f->source), ==, cases[i].name);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
    }
    g_assert_cmpuint(diagnostics_count(f->diagnostics), ==, 0);
}

static void test_mixed_collection(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(
        f, "t.json",
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":"
        "[1,2]},{\"type\":\"LineString\",\"coordinates\":[[3,4],[5,6]]}]}"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(f->feature.geometry->type, ==, GEOMETRY_LINE);
    g_assert_cmpuint(geometry_parts(f->feature.geometry), ==, 1);
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 1, "several kinds"));
}

static void test_crs(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *name, *crs;
    } cases[] = {
        {"urn:ogc:def:crs:OGC:1.3:CRS84", NULL},
        {"urn:ogc:def:crs:EPSG::4326", NULL},
        {"urn:ogc:def:crs:EPSG::32637", "EPSG:32637"},
        {"EPSG:3857", "EPSG:3857"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text =
            g_strdup_printf("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\","
                            "\"properties\":{\"name\":\"%s\"}},\"features\":[]}",
                            cases[i].name);
        g_assert_true(fixture_open_text(f, "t.json", text));
        g_assert_cmpstr(source_crs(f->source), ==, cases[i].crs);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
    }
}

static void test_sequences(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *name, *text;
    } cases[] = {
        {"a.geojsonl", "\n{\"type\":\"Point\",\"coordinates\":[1,2]}\nnot json\n"
                       "{\"type\":\"Point\",\"coordinates\":[3,4]}"},
        {"b.geojsons", "\x1E\n{\"type\":\"Point\",\n\"coordinates\":[1,2]}\n\x1Enot json\n"
                       "\x1E{\"type\":\"Point\",\"coordinates\":[3,4]}\n"},
        {"c.json", "{\"type\":\"Point\",\"coordinates\":[1,2]}\n\nnot json\n"
                   "{\"type\":\"Point\",\"coordinates\":[3,4]}\n"},
    };
    static const guint lines[][3] = {{2, 3, 4}, {2, 4, 5}, {1, 3, 4}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_true(fixture_open_text(f, cases[i].name, cases[i].text));
        g_assert_cmpint(source_record_count(f->source), ==, -1);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpuint(f->feature.line, ==, lines[i][0]);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_UNREADABLE);
        g_assert_true(fixture_found(f, SEVERITY_WARNING, lines[i][1], "not JSON"));
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpuint(f->feature.line, ==, lines[i][2]);
        g_assert_cmpfloat(fixture_coord(f, 0, 0).x, ==, 3);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
    }
}

static void test_bad_features(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const char *const shapes[] = {
        "{\"type\":\"Point\"}",
        "{\"type\":\"Point\",\"coordinates\":[1]}",
        "{\"type\":\"Point\",\"coordinates\":[\"1\",2]}",
        "{\"type\":\"Point\",\"coordinates\":[1e301,2]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[1,2]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[[0,0]]]]}",
        "{\"type\":\"Blob\",\"coordinates\":[1,2]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":7}",
        "17",
        "[]",
    };
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_autofree char *text =
            g_strdup_printf("{\"type\":\"Feature\",\"properties\":{},\"geometry\":%s}", shapes[i]);
        g_assert_true(fixture_open_text(f, "t.json", text));
        g_assert_cmpint(fixture_next(f), ==, SOURCE_UNREADABLE);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
        g_assert_true(fixture_found(f, SEVERITY_WARNING, 1, "cannot be read"));
    }
}

static void test_deep_collection(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 200; i++) {
        g_string_append(text, "{\"type\":\"GeometryCollection\",\"geometries\":[");
    }
    for (guint i = 0; i < 200; i++) {
        g_string_append(text, "]}");
    }
    g_assert_true(fixture_open_text(f, "t.json", text->str));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_UNREADABLE);
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 1, "nested more than"));
}

static void test_errors(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"", "t.json:1: not JSON"},
        {"{\n\"type\": }", "t.json:2: not JSON"},
        {"[1,2]", "not GeoJSON"},
        {"{\"type\":\"FeatureCollection\"}", "without an array"},
        {"{\"type\":\"Topology\",\"objects\":{}}", "TopoJSON"},
        {"{\"geometryType\":\"esriGeometryPoint\",\"features\":[]}", "Esri JSON"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_false(fixture_open_text(f, "t.json", cases[i].text));
        g_assert_nonnull(strstr(f->error->message, cases[i].part));
        g_clear_error(&f->error);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/geojson/collection", test_collection);
    ADD_TEST("/geojson/geometries", test_geometries);
    ADD_TEST("/geojson/mixed-collection", test_mixed_collection);
    ADD_TEST("/geojson/crs", test_crs);
    ADD_TEST("/geojson/sequences", test_sequences);
    ADD_TEST("/geojson/bad-features", test_bad_features);
    ADD_TEST("/geojson/deep-collection", test_deep_collection);
    ADD_TEST("/geojson/errors", test_errors);
    return g_test_run();
}
