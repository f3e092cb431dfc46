/* Events in such numbers that none is kept: the dense mode. They are read twice, first their ids,
 * and drawn in the order of the files, over each other. */
#ifndef IDLIBMAP_COMPOSE_EVENT_DENSE_H
#define IDLIBMAP_COMPOSE_EVENT_DENSE_H

#include "compose/composition.h"
#include "compose/source_options.h"
#include "source/source.h"

/* Reads all events and blends those that are points into the pictures of the circle layers.
 * Heatmap layers gather them as always, symbol layers leave them out. Fills composition->dense and
 * the counts of the events' sources. */
gboolean events_dense_read(struct composition *composition, const GPtrArray *sources,
                           const struct events_options *reading,
                           const struct source_options *options, GError **error);

/* When the base layers stand: draws each area that events are known to, once, and puts the
 * pictures into their groups. */
void events_dense_finish(struct composition *composition);

void events_dense_free(struct events_dense *dense);

#endif
