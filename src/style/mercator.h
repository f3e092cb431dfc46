/* Web Mercator and its tiles, as "within", "distance" and clusters use them. */
#ifndef IDLIBMAP_STYLE_MERCATOR_H
#define IDLIBMAP_STYLE_MERCATOR_H

#include "style/expression.h"

#include <math.h>

#define TILE_EXTENT 8192 /* units across a tile */

/* Degrees to the square world: 0..1 from the north west corner. */
static inline struct coord mercator_of(struct coord lonlat)
{
    double stretched = 180 / G_PI * log(tan(G_PI / 4 + lonlat.y * G_PI / 360));
    return (struct coord){(180 + lonlat.x) / 360, (180 - stretched) / 360};
}

static inline struct coord mercator_inverse(struct coord place)
{
    double latitude = 360 / G_PI * atan(exp((180 - place.y * 360) * G_PI / 180)) - 90;
    return (struct coord){place.x * 360 - 180, latitude};
}

/* Units across the world on the grid of the tile. */
static inline double mercator_grid(const struct tile_id *tile)
{
    return ldexp(TILE_EXTENT, (int)tile->z);
}

#endif
