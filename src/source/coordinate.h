/* Coordinates as people write them in tables. */
#ifndef IDLIBMAP_SOURCE_COORDINATE_H
#define IDLIBMAP_SOURCE_COORDINATE_H

#include <glib.h>

enum coordinate_axis {
    COORDINATE_LATITUDE,
    COORDINATE_LONGITUDE,
    COORDINATE_PLANE, /* x or y: a number, in the units of its CRS */
};

/* Degrees, minutes and seconds to degrees: 35.86, 35,86 (a decimal comma), 35°51'36"N, 35 51 36 N,
 * 35:51.6, N35.86, 36.8° E. False for anything else: letters of the other axis, minutes of 60 or
 * more. Whether the degrees are on the earth is not looked at. */
gboolean coordinate_parse(const char *text, enum coordinate_axis axis, double *number);

/* "POINT (36.8 35.86)", with Z or M or not, as WKT has it, and EWKT's "SRID=4326;" before it. False
 * for other shapes, an empty point and other SRIDs. */
gboolean coordinate_parse_wkt_point(const char *text, double *x, double *y);

#endif
