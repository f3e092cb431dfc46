/* The graticule's numbers: which degrees are marked, where on the frame, and how they are written.
 */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_GRATICULE_H
#define IDLIBMAP_COMPOSE_FURNITURE_GRATICULE_H

#include "geo/view.h"

/* Angles are counted in whole seconds of arc, so that 36°30′ is met exactly. */
#define SECONDS_PER_DEGREE 3600

/* The coarsest round interval (1, 2, 5, 10, 15, 20, 30 seconds, minutes or degrees) that is met at
 * least three times in a span; 0 when the span is not positive and finite or too small. */
gint graticule_interval(double span_deg);

/* "36°E", "36°30′E", "0°"; owned by the caller. */
char *graticule_label_dup(gint seconds, gboolean is_longitude, const char *language);

struct graticule_tick {
    struct page_point at; /* on the edge */
    gint seconds;
};

/* Walks from `a` to `b` on the page and appends a tick (struct graticule_tick) wherever the
 * longitude or latitude is a multiple of the interval. Parts of the line that the projection cannot
 * invert, and the jump at 180 degrees, are passed over. Returns the span in degrees that was met
 * (no ticks when `interval` is 0). */
double graticule_walk(const struct view *view, struct page_point a, struct page_point b,
                      gboolean is_longitude, gint interval, GArray *ticks);

#endif
