/* Furniture: title, legend, scale bar, north arrow, graticule, inset and credits round the map.
 *
 * Two calls. furniture_frame() says where on the page the map itself goes, before anything is
 * projected. furniture_compose() runs when all layers have been composed and before labels are
 * placed: it measures each piece, gives it a place (the emptiest corners, or a panel), appends its
 * group to the scene and its box to composition->boxes, so that no label runs under it. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_FURNITURE_H
#define IDLIBMAP_COMPOSE_FURNITURE_FURNITURE_H

#include "compose/composition.h"

/* The map's rectangle on the page, page px; the whole page without furniture. The style's
 * attributions and notes tell how much room the credits need; NULL: as much as most do. */
struct box furniture_frame(const struct map *map, const struct style *style);

/* Also gives the page the furniture's paper as its background. */
gboolean furniture_compose(struct composition *composition, GError **error);

/* When labels are placed: draws the legend again where it stands, shorter, where entries of it have
 * proved to be of icons that found no room, and says how much of it is left out. */
gboolean furniture_finish(struct composition *composition, gboolean has_unseen, GError **error);

#endif
