/* Features of projected sources in degrees. */
#include "compose/lonlat.h"

static void check_at(struct lonlat_reader *reader, double x, double y, double lon, double lat)
{
    g_autoptr(Geometry) geometry = geometry_new();
    guint length;
    geometry_clear(geometry, GEOMETRY_LINE);
    geometry_begin_part(geometry);
    geometry_add(geometry, 0, 0);
    geometry_begin_part(geometry);
    geometry_add(geometry, x, y);
    const struct geometry *degrees = lonlat_of(reader, geometry);
    g_assert_cmpint(degrees->type, ==, GEOMETRY_LINE);
    g_assert_cmpuint(geometry_parts(degrees), ==, 2);
    const struct coord *at = geometry_part(degrees, 1, &length);
    g_assert_cmpuint(length, ==, 1);
    g_assert_cmpfloat_with_epsilon(at[0].x, lon, 1e-8);
    g_assert_cmpfloat_with_epsilon(at[0].y, lat, 1e-8);
}

/* The central meridian of zone 37 at the equator; cs2cs for the other. */
static void test_utm(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(LonlatReader) reader = lonlat_reader_new("EPSG:32637", &error);
    g_assert_no_error(error);
    check_at(reader, 500000, 0, 39, 0);
    check_at(reader, 273243.6270, 3931367.2968, 36.5, 35.5);
}

static void test_unknown(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(lonlat_reader_new("EPSG:1", &error));
    g_assert_nonnull(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lonlat/utm", test_utm);
    g_test_add_func("/lonlat/unknown", test_unknown);
    return g_test_run();
}
