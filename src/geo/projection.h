/* PROJ: the map's CRS, and the way from a file's CRS to it. The only file pair that knows proj.h
 * (with geodesic.h for distances). x is always easting and y northing, whatever the CRS's axes. */
#ifndef IDLIBMAP_GEO_PROJECTION_H
#define IDLIBMAP_GEO_PROJECTION_H

#include "base/auto.h"
#include "geo/geometry.h"

/* The CRS of the map. */
struct projection;

/* `crs`: "auto" (a local conformal projection centred on `frame`, lon/lat degrees), or anything
 * PROJ takes: EPSG:32637, a proj string, WKT (1 or 2), a name. Geographic CRSs are allowed (degrees
 * are drawn as they are). An error names the CRS and what PROJ says; a CRS that PROJ knows but
 * cannot compute (EPSG:22700) is an error here. */
struct projection *projection_new(const char *crs, struct box frame_lonlat, GError **error);
void projection_free(struct projection *projection);

/* What was asked, as text: for `auto` the full proj string. */
const char *projection_definition(const struct projection *projection);
/* A name for people, e.g. "WGS 84 / UTM zone 37N"; "Transverse Mercator centred on ..." for auto.
 */
const char *projection_name(const struct projection *projection);
gboolean projection_is_geographic(const struct projection *projection);
/* Metres in one unit of x and y (1 for most, 0.3048... for feet; of a degree at the equator). */
double projection_metres_per_unit(const struct projection *projection);
/* The CRS's area of use in lon/lat; empty where PROJ does not know one (auto, proj strings). */
struct box projection_area_of_use(const struct projection *projection);

/* From a source's CRS to the map's. It must not outlive its projection, and both (with all other
 * transforms of the projection) belong to one thread. */
struct transform;

/* `source_crs`: a definition as above or WKT1-ESRI from a .prj; NULL is WGS 84 lon/lat. */
struct transform *transform_new(const struct projection *projection, const char *source_crs,
                                GError **error);
void transform_free(struct transform *transform);

/* In place is fine. False (x, y = NAN) where PROJ gives no finite result. */
gboolean transform_point(struct transform *transform, struct coord in, struct projected *out);
/* How many of `n` points could be transformed; the others become NAN. */
guint transform_points(struct transform *transform, const struct coord *in, guint n,
                       struct projected *out);
/* Back to the source's CRS. */
gboolean transform_inverse(struct transform *transform, struct projected in, struct coord *out);

/* Whether the source's CRS is geographic: its coordinates are degrees and wrap at 180. */
gboolean transform_is_from_geographic(const struct transform *transform);

/* Whether all points go through the same formulas, without grid files or a choice of operations, so
 * that results change smoothly from point to point. False where there is nothing to compute. */
gboolean transform_is_one_formula(const struct transform *transform);

/* A box of the source's CRS densified (21 points an edge and inside), transformed and boxed;
 * empty when nothing of it can be transformed. And back: the window of the map in source terms. */
struct box transform_box(struct transform *transform, struct box box);
struct box transform_box_inverse(struct transform *transform, struct box box);

/* The operations between the two CRSs that were used for points so far, as PROJ names them
 * (e.g. "Inverse of ED50 to WGS 84 (30) + ..."), each once, sorted; empty when both CRSs are the
 * same. NULL-ended; owned by the transform, until the next call. */
const char *const *transform_operations(const struct transform *transform);
/* The name of the operation that takes this point, owned by the caller, and how accurate it is in
 * metres (0: formulas without a change of datum; NAN: not known). NULL where there is nothing to
 * compute or no result. */
char *transform_operation_dup(struct transform *transform, struct coord in, double *accuracy_m);
DEFINE_AUTOPTR(Projection, projection)
DEFINE_AUTOPTR(Transform, transform)

#endif
