/* Boxes on the page, found by overlap: the one collision index for labels, symbols and furniture.
 */
#ifndef IDLIBMAP_SCENE_BOX_INDEX_H
#define IDLIBMAP_SCENE_BOX_INDEX_H

#include "base/auto.h"
#include "geo/geometry.h"

struct box_index;

/* A uniform grid of about 32 px cells over the page: a query looks at the boxes of the cells it
 * touches. Boxes beyond the page are found like others; an empty box, or one with a NaN in it, is
 * not kept and hits nothing. */
struct box_index *box_index_new(double width_px, double height_px);
void box_index_free(struct box_index *index);
/* `owner` is any number of the caller's, e.g. a candidate's own symbol, which it may overlap; 0:
 * nobody's. */
void box_index_add(struct box_index *index, struct box box, guint owner);
/* The same with a number of the caller's by which the box is told: see box_index_find(). */
void box_index_add_tagged(struct box_index *index, struct box box, guint owner, guint tag);
/* Whose box was found. */
struct box_hit {
    guint owner, tag; /* 0: none was given */
};
/* As box_index_hits(), and tells which box is the first found. `hit` may be NULL. */
gboolean box_index_find(const struct box_index *index, struct box box, guint owner,
                        struct box_hit *hit);
/* Does a box overlap (more than touch) one that is not `owner`'s? */
gboolean box_index_hits(const struct box_index *index, struct box box, guint owner);
/* The overlapped area, summed over the boxes that are not `owner`'s: for scoring. */
double box_index_overlap(const struct box_index *index, struct box box, guint owner);

DEFINE_AUTOPTR(BoxIndex, box_index)

#endif
