#include "geo/geodesic.h"

#include <geodesic.h>

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
