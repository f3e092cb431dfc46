/* Where a label may stand, best first: round a point, inside an area. Along a line: symbol_line.c.
 */
#ifndef IDLIBMAP_COMPOSE_LABEL_POSITIONS_H
#define IDLIBMAP_COMPOSE_LABEL_POSITIONS_H

#include "compose/symbol.h"

/* Appends the positions of a label round its point. The text stands off the point by the feature's
 * clearance at least; after the anchors of the style come those with leader lines. */
void positions_round_point(const struct symbol *symbol, struct label *label, struct page_point at);

/* Appends the position at an anchor with its offset in px, which counts from the edges that
 * anchor_origin() tells; the text is turned about the point. `is_other`: for the label's other
 * text. */
void position_add(struct label *label, enum anchor anchor, struct page_point at,
                  struct page_point offset_px, double rotate_deg, gboolean is_other);

/* The justification that looks towards the anchor. */
enum text_justify anchor_justify(enum anchor anchor);

/* A label of an area gets its positions when all else is drawn, so that it can keep clear of it: a
 * country's name does not settle among the towns. */
void area_label_add(struct composition *composition, struct label *label,
                    const struct page_path *area, double rotate_deg);
void area_labels_finish(struct composition *composition);

/* Frees an entry of composition->area_labels. */
void area_label_free(gpointer area_label);

#endif
