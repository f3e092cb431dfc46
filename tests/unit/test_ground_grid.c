#include "geo/ground_grid.h"

#include "geo/geodesic.h"

#include <math.h>

static struct lonlat centre(double lon, double lat, double km)
{
    return ground_grid_centre((struct lonlat){lon, lat}, km, NULL);
}

static gboolean same(struct lonlat a, struct lonlat b)
{
    return a.lon == b.lon && a.lat == b.lat;
}

/* The edge of a cell along a direction, by halving: where the centre changes. */
static double edge(struct lonlat from, double dlon, double dlat, double km)
{
    double inside = 0, outside = 1;
    struct lonlat own = centre(from.lon, from.lat, km);
    for (guint i = 0; i < 60; i++) {
        double middle = (inside + outside) / 2;
        gboolean in = same(own, centre(from.lon + middle * dlon, from.lat + middle * dlat, km));
        *(in ? &inside : &outside) = middle;
    }
    return inside;
}

/* The area between two parallels and two meridians on WGS 84, by the formula for the zone (Snyder
 * 3-12 times the radius), in steps: independent of the grid's own. */
static double cell_area_km2(double south, double north, double width_deg)
{
    const double a = 6378.137, e2 = 0.00669437999014132;
    double area = 0;
    guint steps = 2000;
    for (guint i = 0; i < steps; i++) {
        double latitude = (south + (north - south) * (i + 0.5) / steps) * G_PI / 180;
        double t = 1 - e2 * sin(latitude) * sin(latitude);
        double meridian = a * (1 - e2) / pow(t, 1.5), parallel = a * cos(latitude) / sqrt(t);
        area += meridian * parallel * ((north - south) / steps * G_PI / 180);
    }
    return area * width_deg * G_PI / 180;
}

static void test_equal_area(void)
{
    static const double latitudes[] = {-70, -35, 0.01, 15, 35.86, 36.9, 60, 80};
    for (guint i = 0; i < G_N_ELEMENTS(latitudes); i++) {
        struct lonlat c = centre(36.8, latitudes[i], 5);
        double width = edge(c, 1, 0, 5) + edge(c, -1, 0, 5);
        double north = c.lat + edge(c, 0, 1, 5), south = c.lat - edge(c, 0, -1, 5);
        g_assert_cmpfloat_with_epsilon(cell_area_km2(south, north, width), 25, 0.05);
    }
}

static void test_reach(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    for (guint i = 0; i < 2000; i++) {
        struct lonlat at = {g_rand_double_range(random, -180, 180),
                            g_rand_double_range(random, -90, 90)};
        double km = g_rand_double_range(random, 0.1, 50), reach_km;
        struct lonlat c = ground_grid_centre(at, km, &reach_km);
        g_assert_cmpfloat(geodesic_distance_m(at, c, NULL) / 1000, <=, reach_km);
        g_assert_true(same(c, centre(c.lon, c.lat, km)));
    }
    double reach_km;
    ground_grid_centre((struct lonlat){36.8, 35.9}, 5, &reach_km);
    g_assert_cmpfloat(reach_km, ==, 3.6);
}

static void test_ends(void)
{
    static const struct lonlat ends[] = {{-180, -90}, {180, 90}, {180, 0}, {-180, 0}, {0, 90}};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        struct lonlat c = centre(ends[i].lon, ends[i].lat, 500);
        g_assert_cmpfloat(fabs(c.lon), <, 180);
        g_assert_cmpfloat(fabs(c.lat), <, 90);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ground-grid/equal-area", test_equal_area);
    g_test_add_func("/ground-grid/reach", test_reach);
    g_test_add_func("/ground-grid/ends", test_ends);
    return g_test_run();
}
