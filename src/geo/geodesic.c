#include "geo/geodesic.h"

#include <geodesic.h>
#include <math.h>

#define WGS84_A_M 6378137.0
#define WGS84_F (1 / 298.257223563)

double geodesic_distance_m(struct lonlat a, struct lonlat b, double *azimuth_deg)
{
    struct geod_geodesic earth;
    double distance_m;
    geod_init(&earth, WGS84_A_M, WGS84_F);
    geod_inverse(&earth, a.lat, a.lon, b.lat, b.lon, &distance_m, azimuth_deg, NULL);
    return distance_m;
}

struct lonlat geodesic_direct(struct lonlat from, double azimuth_deg, double distance_m)
{
    struct geod_geodesic earth;
    struct lonlat to;
    geod_init(&earth, WGS84_A_M, WGS84_F);
    geod_direct(&earth, from.lat, from.lon, azimuth_deg, distance_m, &to.lat, &to.lon, NULL);
    return to;
}

double geodesic_ring_area_m2(const struct coord *ring, guint n)
{
    struct geod_geodesic earth;
    struct geod_polygon polygon;
    double area_m2;
    geod_init(&earth, WGS84_A_M, WGS84_F);
    geod_polygon_init(&polygon, FALSE);
    for (guint i = 0; i < n; i++) {
        geod_polygon_addpoint(&earth, &polygon, ring[i].y, ring[i].x);
    }
    geod_polygon_compute(&earth, &polygon, FALSE, TRUE, &area_m2, NULL);
    return fabs(area_m2);
}
