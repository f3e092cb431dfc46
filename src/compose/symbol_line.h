/* The geometry of labels along lines: where along a line a text fits, and the path of its baseline.
 */
#ifndef IDLIBMAP_COMPOSE_SYMBOL_LINE_H
#define IDLIBMAP_COMPOSE_SYMBOL_LINE_H

#include "scene/labels.h"

/* A line as points at equal steps. */
struct sampled_line {
    GArray *points; /* struct page_point */
    double step_px;
};

/* Points every `step_px` along a part (a ring is closed). */
struct sampled_line *sampled_line_new(const struct page_point *points, guint n, gboolean is_ring,
                                      double step_px);
void sampled_line_free(struct sampled_line *line);
/* Takes off bends shorter than a window of `window_px` to both sides: a moving average, whose
 * window shrinks towards the ends, so that these stay. */
void sampled_line_smooth(struct sampled_line *line, double window_px);
double sampled_line_length(const struct sampled_line *line);
/* The point at a distance from the start; within the line. */
struct page_point sampled_line_at(const struct sampled_line *line, double along);
/* The direction there, clockwise from east, by the points `reach_px` before and after. */
double sampled_line_direction(const struct sampled_line *line, double along, double reach_px);

struct curve_options {
    double max_angle_deg;    /* text-max-angle: the most that the path turns under a letter */
    gboolean keep_upright;   /* text-keep-upright: turned round where it would stand on its head */
    enum anchor anchor;      /* of the text, at the place along the line */
    struct page_point shift; /* px, along the text and down from it */
};

/* Sets a text along a line so that its anchor stands `along` from the line's start: bent where it
 * can be, else on a straight chord. FALSE where the line is too short, too bent or folds. */
gboolean line_position(const struct sampled_line *line, const struct text *text, double along,
                       const struct curve_options *options, struct label_position *position);

DEFINE_AUTOPTR(SampledLine, sampled_line)

#endif
