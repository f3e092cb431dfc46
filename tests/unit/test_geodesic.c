#include "geo/geodesic.h"

#include <math.h>

/* WGS 84 arc lengths: a degree of the equator is a * pi / 180; the quarter meridian is
 * 10,001,965.729 m (Karney 2013). */
static void test_known_distances(void)
{
    double azimuth_deg;
    double equator =
        geodesic_distance_m((struct lonlat){10, 0}, (struct lonlat){11, 0}, &azimuth_deg);
    g_assert_cmpfloat_with_epsilon(equator, 6378137 * G_PI / 180, 1e-6);
    g_assert_cmpfloat_with_epsilon(azimuth_deg, 90, 1e-9);
    double quarter = geodesic_distance_m((struct lonlat){36, 0}, (struct lonlat){36, 90}, NULL);
    g_assert_cmpfloat_with_epsilon(quarter, 10001965.729, 1e-3);
}

static void test_there_and_back(void)
{
    struct lonlat saraqib = {36.8, 35.86};
    struct lonlat there = geodesic_direct(saraqib, 222.5, 12345.6);
    double azimuth_deg;
    g_assert_cmpfloat_with_epsilon(geodesic_distance_m(saraqib, there, &azimuth_deg), 12345.6,
                                   1e-6);
    g_assert_cmpfloat_with_epsilon(azimuth_deg, 222.5 - 360, 1e-6);
}

static void test_hostile(void)
{
    g_assert_true(isnan(geodesic_distance_m((struct lonlat){NAN, 0}, (struct lonlat){1, 1}, NULL)));
    g_assert_true(
        isnan(geodesic_distance_m((struct lonlat){0, 1e308}, (struct lonlat){1, 1}, NULL)));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/geodesic/known", test_known_distances);
    g_test_add_func("/geodesic/there-and-back", test_there_and_back);
    g_test_add_func("/geodesic/hostile", test_hostile);
    return g_test_run();
}
