#include "geo/ground_grid.h"

#include <math.h>

#define WGS84_A_KM 6378.137
#define WGS84_E2 0.00669437999014132
#define ROUNDS 8
/* What is measured on the sphere of equal area may be longer on the ellipsoid. */
#define REACH_SLACK 1.01

static double radians(double degrees)
{
    return degrees * (G_PI / 180);
}

static double degrees(double radians)
{
    return radians * (180 / G_PI);
}

/* Snyder 3-12: grows with the area between the equator and a latitude. */
static double area_q(double latitude)
{
    double e = sqrt(WGS84_E2), s = sin(latitude);
    return (1 - WGS84_E2) * (s / (1 - WGS84_E2 * s * s) - log((1 - e * s) / (1 + e * s)) / (2 * e));
}

static double authalic(double latitude)
{
    return asin(CLAMP(area_q(latitude) / area_q(G_PI / 2), -1, 1));
}

/* Snyder 3-16. */
static double latitude_of_q(double q)
{
    double latitude = asin(CLAMP(q / 2, -1, 1));
    for (guint i = 0; i < ROUNDS && fabs(cos(latitude)) > 1e-9; i++) {
        double s = sin(latitude), t = 1 - WGS84_E2 * s * s;
        latitude += t * t / (2 * cos(latitude)) * (q - area_q(latitude)) / (1 - WGS84_E2);
    }
    return CLAMP(latitude, -G_PI / 2, G_PI / 2);
}

struct lonlat ground_grid_centre(struct lonlat at, double cell_km, double *reach_km)
{
    double q_pole = area_q(G_PI / 2), radius_km = WGS84_A_KM * sqrt(q_pole / 2);
    double n_rows = fmax(1, round(G_PI * radius_km / cell_km)), height = G_PI / n_rows;
    double row = fmin(floor((authalic(radians(at.lat)) + G_PI / 2) / height), n_rows - 1);
    double south = row * height - G_PI / 2, north = south + height;
    double row_area = 2 * G_PI * radius_km * radius_km * (sin(north) - sin(south));
    double n_cells = fmax(1, round(row_area / (cell_km * cell_km))), width = 360 / n_cells;
    double column = CLAMP(floor((at.lon + 180) / width), 0, n_cells - 1);
    if (reach_km != NULL) {
        double widest = radians(width) * fmax(cos(south), cos(north)) * radius_km;
        double reach = hypot(widest, height * radius_km) / 2 * REACH_SLACK;
        *reach_km = ceil(reach * 10) / 10;
    }
    double middle = (sin(south) + sin(north)) / 2; /* as much of the cell on either side */
    return (struct lonlat){-180 + (column + 0.5) * width, degrees(latitude_of_q(middle * q_pole))};
}
