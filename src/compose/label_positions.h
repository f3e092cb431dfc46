/* Where a label may stand, best first: round a point, inside an area, along a line. */
#ifndef IDLIBMAP_COMPOSE_LABEL_POSITIONS_H
#define IDLIBMAP_COMPOSE_LABEL_POSITIONS_H

#include "compose/layers.h"

/* Appends positions (struct label_position) for a text of a symbol layer; the feature is in
 * composition->evaluation. Nothing is appended where the geometry offers no place. */
void positions_round_point(struct composition *composition, const struct style_layer *style,
                           const struct text *text, struct page_point at, double clearance_px,
                           GArray *positions);
void positions_along_line(struct composition *composition, const struct style_layer *style,
                          const struct text *text, const struct page_path *line, GArray *positions);

/* A label of an area gets its positions when all else is drawn, so that it can keep clear of it: a
 * country's name does not settle among the towns. */
void area_label_add(struct composition *composition, struct label *label,
                    const struct page_path *area);
void area_labels_finish(struct composition *composition);

/* Frees an entry of composition->area_labels. */
void area_label_free(gpointer area_label);

#endif
