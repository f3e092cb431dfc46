/* Dots that give way to labels. Before a town's label has its turn, labels of the same layer that
 * come first may cover the town's dot, where they find no place that spares it. If one does, the
 * town's dot and label are left out; else the dot stands, and no later label covers it. To labels
 * of other layers such a dot is in the way from the start, as any symbol is. A feature whose dots
 * have no label keeps them. */
#ifndef IDLIBMAP_SCENE_LABEL_DOTS_H
#define IDLIBMAP_SCENE_LABEL_DOTS_H

#include "scene/box_index.h"

struct label_dots;

struct label_dots *label_dots_new(void);
void label_dots_free(struct label_dots *dots);
/* All dots of an owner stand or go together. */
void label_dots_add(struct label_dots *dots, guint owner, struct box box);

/* The placing, in this order. First: there is a label of the owner's in a layer; the layers come in
 * the order of their priority. */
void label_dots_expect(struct label_dots *dots, guint owner, int layer_priority);
/* All labels were told of. Dots without one go into the index. */
void label_dots_begin(struct label_dots *dots, struct box_index *index, struct box frame);
/* The labels of a layer are next. */
void label_dots_enter_layer(struct label_dots *dots, int layer_priority);
/* The dots of layers whose turn has not come; NULL: none. */
const struct box_index *label_dots_waiting(const struct label_dots *dots);
/* The dots of the layer whose labels are next, as it began; NULL: none. */
const struct box_index *label_dots_coming(const struct label_dots *dots);
/* A label was placed here. */
void label_dots_cover(struct label_dots *dots, struct box box);
/* The turn of a label of the owner's: its dots go into the index, or are dropped: FALSE. */
gboolean label_dots_settle(struct label_dots *dots, guint owner, struct box_index *index);

/* After the placing. */
gboolean label_dots_dropped(const struct label_dots *dots, guint owner);

#endif
