/* Hexagons of equal area on the ground. They are regular in Lambert's azimuthal equal-area
 * projection on WGS 84, centred on the point nearest the middle of the frame whose latitude and
 * longitude are whole multiples of 30 degrees: so they stay where they are for all frames about
 * there, and none is drawn out by more than 3 %. One stands with its middle on that point, each on
 * a corner, west and east sides upright. */
#ifndef IDLIBMAP_COMPOSE_HEX_GRID_H
#define IDLIBMAP_COMPOSE_HEX_GRID_H

#include "geo/view.h"

#define HEX_GRID_NONE G_MAXUINT
#define HEX_GRID_CORNERS 6

struct hex_grid;

/* `km`: from side to side, above 0. An error where they are too many. */
struct hex_grid *hex_grid_new(const struct view *view, double km, GError **error);
void hex_grid_free(struct hex_grid *grid);

double hex_grid_area_km2(const struct hex_grid *grid);

/* The number of the hexagon that holds the point, counted as they are met, from 0; HEX_GRID_NONE
 * for points that are in none near the frame. */
guint hex_grid_add(struct hex_grid *grid, struct lonlat at);

/* Which hexagon it is: columns east and rows north of the middle one, in axial coordinates. */
void hex_grid_place(const struct hex_grid *grid, guint index, gint *q, gint *r);
void hex_grid_corners(const struct hex_grid *grid, guint index,
                      struct lonlat corners[HEX_GRID_CORNERS]);
/* The hexagon on the page, cut a little outside the frame; FALSE: nothing of it is in the frame. */
gboolean hex_grid_path(struct hex_grid *grid, guint index, struct page_path *path);

DEFINE_AUTOPTR(HexGrid, hex_grid)

#endif
