/* Joins of lines that no drawing library has: round at some corners of a line only. */
#ifndef IDLIBMAP_COMPOSE_LINE_JOIN_H
#define IDLIBMAP_COMPOSE_LINE_JOIN_H

#include "scene/scene.h"

/* MapLibre's line-round-limit: corners of a round-joined line whose mitre (its length by the line's
 * width, 1 where there is no turn) is below the limit are mitred, or bevelled where the mitre is
 * above the stroke's limit. Does so where it can be seen: the stroke then has mitred joins, and the
 * path returned (the caller's) turns on a small arc at the corners that stay round. NULL: the path
 * and the stroke are right as they are. */
struct page_path *round_joins_limited(const struct page_path *path, double round_limit,
                                      struct stroke *stroke);

#endif
