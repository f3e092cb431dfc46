/* Windows of the map in a source's own terms. */
#ifndef IDLIBMAP_GEO_WINDOW_H
#define IDLIBMAP_GEO_WINDOW_H

#include "geo/projection.h"

/* A box in the source's CRS that holds all that can be seen in `extent` (CRS units of the map), and
 * some more. A side without a bound is infinite: of a window that holds a pole or most of the
 * globe, or of which a point has no inverse. */
struct box source_window(struct transform *transform, struct box extent);

#endif
