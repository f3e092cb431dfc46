/* Features in degrees, for expressions that ask where on the ground a feature lies ("within",
 * "distance"), of sources in whatever CRS. */
#ifndef IDLIBMAP_COMPOSE_LONLAT_H
#define IDLIBMAP_COMPOSE_LONLAT_H

#include "geo/projection.h"
#include "style/style.h"

struct lonlat_reader;

/* `source_crs` as for transform_new(). */
struct lonlat_reader *lonlat_reader_new(const char *source_crs, GError **error);
void lonlat_reader_free(struct lonlat_reader *reader);

/* The geometry on WGS 84; lives until the next call. Points that PROJ gives no result for are left
 * out. */
const struct geometry *lonlat_of(struct lonlat_reader *reader, const struct geometry *geometry);

DEFINE_AUTOPTR(LonlatReader, lonlat_reader)

#endif
