/* One record of a .shp to a geometry, straight from the mapped bytes. */
#ifndef IDLIBMAP_SOURCE_SHAPEFILE_RECORD_H
#define IDLIBMAP_SOURCE_SHAPEFILE_RECORD_H

#include "geo/geometry.h"

/* "Point", "LineString", "Polygon", "MultiPoint" with " Z" or " M", "MultiPatch", "None" for the
 * null shape (0); NULL for a number that is no shape type. */
const char *shape_type_name(int type);

/* The type a record states, or -1 when it is too short to state one. */
int shape_record_type(const guint8 *bytes, gsize length);

/* The record's own box; FALSE where it has none or one that makes no sense (NaN, inverted). A
 * point's box is the point. */
gboolean shape_record_box(const guint8 *bytes, gsize length, struct box *box);

/* Fills `geometry` (rings are closed). The null shape, and a point of two NaN, which some programs
 * write for it, become GEOMETRY_EMPTY. FALSE when the bytes are damaged: `problem` then says how,
 * owned by the caller. `skipped_parts` counts triangles of a MultiPatch, which are left out. */
gboolean shape_record_decode(const guint8 *bytes, gsize length, struct geometry *geometry,
                             guint *skipped_parts, char **problem);

#endif
