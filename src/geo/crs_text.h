/* CRS definitions that need no database: PROJ takes 8-15 ms to open proj.db and up to 60 ms more to
 * find the way between two CRSs, all of it needless between CRSs on the datum WGS 84. */
#ifndef IDLIBMAP_GEO_CRS_TEXT_H
#define IDLIBMAP_GEO_CRS_TEXT_H

#include "geo/geometry.h"

/* A CRS on WGS 84 that was recognised from its text alone. */
struct known_crs {
    char *definition; /* what PROJ takes to make a CRS object of it */
    char *step;       /* the PROJ operation from lon/lat radians; NULL for lon/lat itself */
    char *name;
    char *operation; /* the step's name for people, as PROJ has it: "UTM zone 37N"; may be NULL */
    struct box area; /* lon/lat degrees; empty when there is none */
};

/* Recognises EPSG:4326, OGC:CRS84 (also as URN), EPSG:326zz, EPSG:327zz, EPSG:3857, proj strings
 * with +datum=WGS84 or +ellps=WGS84 and none but common parameters, and WKT 1 (GDAL's or Esri's) of
 * geographic WGS 84 in degrees from Greenwich. False, and nothing to clear, for all others: PROJ
 * decides about those. NULL stands for WGS 84 lon/lat. */
gboolean known_crs_init(struct known_crs *crs, const char *text);
void known_crs_clear(struct known_crs *crs);

/* A local conformal projection for a frame in lon/lat degrees, as a proj string: transverse
 * Mercator for a frame up to 10 degrees wide, beyond that stereographic near a pole, Mercator near
 * the equator or for most of the world, Lambert's conic elsewhere. Its centre is rounded to 0.01
 * degree. NULL when the frame is empty, not finite or not on the globe. */
char *auto_crs(struct box frame_lonlat, GError **error);

#endif
