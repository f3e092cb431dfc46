/* A text set along a path: one line whose letters are each turned to the path below them. */
#ifndef IDLIBMAP_SCENE_CURVE_H
#define IDLIBMAP_SCENE_CURVE_H

#include "geo/geometry.h"
#include "text/text.h"

/* What is turned together: a cluster of a run, or an image (of no glyphs and no bytes). It is drawn
 * by moving `middle` (text px, on the line's baseline) to `at` (page px) and turning by `angle_rad`
 * clockwise about it. */
struct text_piece {
    const struct text_run *run; /* borrowed from the text */
    guint first_glyph, n_glyphs;
    guint first_byte, n_bytes; /* of the run's utf8 */
    guint cluster;
    double from, to; /* text px: where its advance begins and ends */
    struct page_point middle;
    struct page_point at;
    double angle_rad;
};

/* Can the text be bent? Only one level line can. */
gboolean text_can_bend(const struct text *text);

/* The pieces of a text that can bend, along the first part of an open path, on which its baseline
 * lies with its left end at the path's start; from left to right, whichever way it is read. The
 * ends of a piece's advance stand on the path; beyond the path's end they stand on its last
 * segment's extension. Empty for a path of no length.
 */
GArray *text_pieces_along(const struct text *text, const struct page_path *baseline);

/* The most that two joined letters among the pieces turn against each other, in radians: their
 * stroke opens or folds there. 0 where no letters are joined. */
double text_max_joint_turn(const GArray *pieces);

/* A point of a piece on the page, from its place in the text. */
struct page_point text_piece_point(const struct text_piece *piece, double x, double y);

/* What the text covers along its path, without a halo. */
struct box text_box_along(const struct text *text, const struct page_path *baseline);

/* The upright box of a piece grown by `margin` on all sides. */
struct box text_piece_box(const struct text *text, const struct text_piece *piece, double margin);

#endif
