/* Which of many intervals hold a number: for the boxes of areas, and the edges of one. */
#ifndef IDLIBMAP_COMPOSE_INTERVAL_BANDS_H
#define IDLIBMAP_COMPOSE_INTERVAL_BANDS_H

#include "base/auto.h"

#include <glib.h>

struct interval {
    double low, high; /* finite, low <= high */
};

struct interval_bands;

/* Takes room and time in proportion to `n`, whatever the intervals. */
struct interval_bands *interval_bands_new(const struct interval *intervals, guint n);
void interval_bands_free(struct interval_bands *bands);

/* The indexes, rising, of intervals that may hold the number: all that do, and some beside. */
const guint *interval_bands_at(const struct interval_bands *bands, double number, guint *count);

DEFINE_AUTOPTR(IntervalBands, interval_bands)

#endif
