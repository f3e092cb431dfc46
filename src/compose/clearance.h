/* Free room inside an area: where a label or a symbol of the whole area can stand. */
#ifndef IDLIBMAP_COMPOSE_CLEARANCE_H
#define IDLIBMAP_COMPOSE_CLEARANCE_H

#include "base/auto.h"
#include "geo/geometry.h"

/* A raster over a box of the page; each cell knows how far it is from the nearest blocked one. */
struct clearance;

/* Covers the part of the area (a closed path) that lies in `frame`; what lies outside the area is
 * blocked. */
struct clearance *clearance_new(const struct page_path *area, struct box frame, double cell_px);
void clearance_free(struct clearance *clearance);

/* Blocks what else must be kept clear of; boxes outside the raster do nothing. */
void clearance_block_box(struct clearance *clearance, struct box box);
void clearance_block_line(struct clearance *clearance, const struct page_path *line);

/* Blocks the inside of an area that is much smaller (less than a quarter) than the raster's box: a
 * lake or a tinted district, not the ground that the area itself stands on. */
void clearance_block_smaller_area(struct clearance *clearance, const struct page_path *area);

/* Does a point lie in the area and on nothing blocked? To the size of a cell. */
gboolean clearance_is_open(const struct clearance *clearance, struct page_point at);

/* Up to `n` spots, the clearest first, each at least `apart_px` from those before it; ties go to
 * the upper, then the left one. Returns how many were found. */
guint clearance_spots(struct clearance *clearance, guint n, double apart_px,
                      struct page_point *spots);

DEFINE_AUTOPTR(Clearance, clearance)

#endif
