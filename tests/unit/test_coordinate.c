/* Coordinates in the forms of tables. */
#include "source/coordinate.h"

#include <math.h>

static void assert_coordinate(const char *text, enum coordinate_axis axis, double expected)
{
    double number = NAN;
    g_test_message("'%s'", text);
    g_assert_true(coordinate_parse(text, axis, &number));
    g_assert_cmpfloat_with_epsilon(number, expected, 1e-12);
}

static void test_forms(void)
{
    static const char *const latitudes[] = {
        "35.86",    "35,86",        " 35.86 ",     "+35.86",          "N35.86",
        "35.86 N",  "35°51'36\"N",  "35°51′36″ N", "35º51’36”N",      "35 51 36 N",
        "35:51:36", "35 51.6",      "35°51,6'",    "N 35 51 36",      "35d51m36s N",
        "35.86°",   "35° 51' 36''", "035 51 36",   "35deg 51.6min N",
    };
    for (guint i = 0; i < G_N_ELEMENTS(latitudes); i++) {
        assert_coordinate(latitudes[i], COORDINATE_LATITUDE, 35.86);
    }
    assert_coordinate("36°48'0\"E", COORDINATE_LONGITUDE, 36.8);
    assert_coordinate("36.8w", COORDINATE_LONGITUDE, -36.8);
    assert_coordinate("S 0 30 0", COORDINATE_LATITUDE, -0.5);
    assert_coordinate("-0 30 0", COORDINATE_LATITUDE, -0.5);
    assert_coordinate("-36,8", COORDINATE_LONGITUDE, -36.8);
    assert_coordinate("3972500,25", COORDINATE_PLANE, 3972500.25);
    assert_coordinate("-12.5", COORDINATE_PLANE, -12.5);
}

static void test_refused(void)
{
    static const char *const texts[] = {
        "",         "N",           "35.86 E",         "35 60 0 N", "35.5 30 0",
        "35 51 60", "35 51 36 12", "N 35.86 N",       "-35.86 S",  "35..86",
        "35,8,6",   "1e2",         "35.86 x",         "35,86,",    "thirty-five",
        "°",        "--35",        "35 51 36 N 36 E",
    };
    double number;
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_test_message("'%s'", texts[i]);
        g_assert_false(coordinate_parse(texts[i], COORDINATE_LATITUDE, &number));
    }
    g_assert_false(coordinate_parse("35 51 36", COORDINATE_PLANE, &number));
    g_assert_false(coordinate_parse("35 N", COORDINATE_LONGITUDE, &number));
}

static void test_wkt(void)
{
    static const char *const points[] = {
        "POINT (36.8 35.86)",   "point(36.8 35.86)",           " POINT Z (36.8 35.86 400) ",
        "POINTM(36.8 35.86 1)", "SRID=4326;POINT(36.8 35.86)", "POINT ZM (3.68e1 +35.86 0 0)",
    };
    static const char *const others[] = {
        "",
        "POINT",
        "POINT EMPTY",
        "POINT (36.8)",
        "POINT (36.8, 35.86)",
        "POINT (36.8 35.86",
        "POINT (36.8 35.86) x",
        "LINESTRING (36.8 35.86, 1 1)",
        "SRID=32637;POINT(36.8 35.86)",
        "POINT (nan nan)",
    };
    double x, y;
    for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
        g_test_message("'%s'", points[i]);
        g_assert_true(coordinate_parse_wkt_point(points[i], &x, &y));
        g_assert_cmpfloat(x, ==, 36.8);
        g_assert_cmpfloat(y, ==, 35.86);
    }
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        g_test_message("'%s'", others[i]);
        g_assert_false(coordinate_parse_wkt_point(others[i], &x, &y));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/coordinate/forms", test_forms);
    g_test_add_func("/coordinate/refused", test_refused);
    g_test_add_func("/coordinate/wkt", test_wkt);
    return g_test_run();
}
