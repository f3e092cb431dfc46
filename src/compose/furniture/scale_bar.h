/* The scale bar's measures: round lengths, and their px on the page at one place. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_SCALE_BAR_H
#define IDLIBMAP_COMPOSE_FURNITURE_SCALE_BAR_H

#include "geo/view.h"

/* The greatest of 1, 2, 5 x 10^n that is not over `most`; 0 when `most` is not positive and finite.
 */
double scale_bar_round_length(double most);

/* How many px a level bar about `middle` must be long to cover `metres` of ground: geodesic lengths
 * (Karney 2013) of short pieces along it, summed. NAN where the projection has no inverse there. */
double scale_bar_length_px(const struct view *view, struct page_point middle, double metres);

#endif
