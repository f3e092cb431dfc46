/* What furniture inside the frame is not to hide. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_KEEP_CLEAR_H
#define IDLIBMAP_COMPOSE_FURNITURE_KEEP_CLEAR_H

#include "compose/composition.h"

/* The drawn events, where they are and where they are shown: struct box, owned by the caller. */
GArray *keep_clear_events(const struct composition *composition);

/* Where the names with a symbol-sort-key would stand: struct named_place, owned by the caller. Each
 * of the first few weighs more than a few events that are crowded, the others by the square of
 * their number less. */
GArray *keep_clear_names(const struct composition *composition);

#endif
