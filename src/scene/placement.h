/* The placing of one label after the other: what labels_place() is made of. */
#ifndef IDLIBMAP_SCENE_PLACEMENT_H
#define IDLIBMAP_SCENE_PLACEMENT_H

#include "scene/label_dots.h"
#include "scene/labels.h"

struct placement;

/* Borrows the index, into which what is placed goes, and the dots, which hear of it. */
struct placement *placement_new(struct box_index *index, struct label_dots *dots, struct box frame);
void placement_free(struct placement *placement);

/* Finds the label's position, or none, and fills in what labels.h says is filled in. */
void placement_place(struct placement *placement, struct label *label);

#endif
