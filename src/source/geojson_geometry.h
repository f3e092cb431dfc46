/* A GeoJSON geometry (RFC 7946, section 3.1) to ours. */
#ifndef IDLIBMAP_SOURCE_GEOJSON_GEOMETRY_H
#define IDLIBMAP_SOURCE_GEOJSON_GEOMETRY_H

#include "geo/geometry.h"

#include <jansson.h>

struct geojson_geometry {
    const char *name;  /* "Point", "MultiPoint", "LineString", "Polygon", "Mixed" or "None" */
    gboolean left_out; /* a collection held several kinds: those of lower dimension are not there */
};

/* Fills `geometry` (rings are closed). JSON null gives GEOMETRY_EMPTY. FALSE when the object is
 * not a geometry: `problem` says why, owned by the caller. A collection becomes the parts of its
 * highest dimension, since one of our geometries is of one kind. */
gboolean geojson_geometry_read(const json_t *json, struct geometry *geometry,
                               struct geojson_geometry *result, char **problem);

#endif
