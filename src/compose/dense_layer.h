/* A circle layer that draws very many events: each is blended into a picture, and how it looks is
 * computed once for all that the layer cannot tell apart. */
#ifndef IDLIBMAP_COMPOSE_DENSE_LAYER_H
#define IDLIBMAP_COMPOSE_DENSE_LAYER_H

#include "compose/layers.h"

struct dense_layer;

struct dense_layer *dense_layer_new(struct composition *composition, struct composed_layer *layer);
void dense_layer_free(struct dense_layer *layer);

/* Draws the event of the evaluation's feature at a point of the page. TRUE when the layer's filter
 * let it through. */
gboolean dense_layer_add(struct dense_layer *layer, struct page_point at);

/* After the last event: puts the picture into the layer's group. */
void dense_layer_finish(struct dense_layer *layer);

#endif
