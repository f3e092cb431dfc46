/* From the description of a map to a scene: reads the sources once, each record through every layer
 * that uses it, then sets up events, furniture and labels. Nothing is drawn here. */
#ifndef IDLIBMAP_COMPOSE_COMPOSE_H
#define IDLIBMAP_COMPOSE_COMPOSE_H

#include "compose/composition.h"

/* The composition holds the scene and all that the report tells; the map and the diagnostics are
 * borrowed and outlive it. */
struct composition *compose(const struct map *map, struct diagnostics *diagnostics, GError **error);
void composition_free(struct composition *composition);

DEFINE_AUTOPTR(Composition, composition)

#endif
