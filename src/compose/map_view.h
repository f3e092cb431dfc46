/* The view that a map asks for. */
#ifndef IDLIBMAP_COMPOSE_MAP_VIEW_H
#define IDLIBMAP_COMPOSE_MAP_VIEW_H

#include "geo/view.h"
#include "map/map.h"
#include "style/style.h"

/* Fills `view`, whose page is the map's less the style's furniture about it, and gives its
 * projection, which must outlive it; NULL with an error where the CRS is not known or does not
 * reach the map's frame. view_clear() and projection_free() are the caller's to call. */
struct projection *map_view_open(const struct map *map, const struct style *style,
                                 struct view *view, GError **error);

#endif
