/* Symbols that would cover each other, set side by side in a fixed order. */
#ifndef IDLIBMAP_COMPOSE_SPREAD_H
#define IDLIBMAP_COMPOSE_SPREAD_H

#include "geo/geometry.h"

struct spread_symbol {
    double radius_px;     /* in: with its stroke */
    struct page_point at; /* out: its centre, relative to the true point */
};

/* On rings round the true point, which stays free for a town's own dot: clockwise from the upper
 * left in the order given. Returns how far the outermost symbol reaches from the true point. One
 * symbol stays at 0,0. */
double spread_on_rings(struct spread_symbol *symbols, guint count);

/* In rows round a spot, for an area whose place is not known; returns half the height of the block
 * and gives half its width. */
double spread_in_rows(struct spread_symbol *symbols, guint count, double *half_width_px);

#endif
