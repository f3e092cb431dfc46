#ifndef IDLIBMAP_COMPOSE_FURNITURE_NORTH_ARROW_H
#define IDLIBMAP_COMPOSE_FURNITURE_NORTH_ARROW_H

#include "geo/view.h"

/* Does true north turn by more than 2 degrees from the page's up, in a corner or the middle of the
 * frame? Only then does a map need an arrow. */
gboolean north_arrow_is_needed(const struct view *view);

#endif
