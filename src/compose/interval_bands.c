#include "compose/interval_bands.h"

#include <math.h>

/* Entries for each interval, at most: fewer bands where they are long. */
#define MAX_ENTRIES_EACH 4

struct interval_bands {
    double low, step;
    guint n_bands;
    guint *starts; /* n_bands + 1, into items */
    guint *items;
};

static guint band_of(const struct interval_bands *bands, double number)
{
    double band = bands->step > 0 ? floor((number - bands->low) / bands->step) : 0;
    return (guint)CLAMP(band, 0, (double)bands->n_bands - 1);
}

static guint64 count_entries(const struct interval_bands *bands, const struct interval *intervals,
                             guint n)
{
    guint64 entries = 0;
    for (guint i = 0; i < n; i++) {
        entries += band_of(bands, intervals[i].high) - band_of(bands, intervals[i].low) + 1;
    }
    return entries;
}

static void choose_bands(struct interval_bands *bands, const struct interval *intervals, guint n)
{
    double high = -INFINITY;
    bands->low = INFINITY;
    for (guint i = 0; i < n; i++) {
        bands->low = fmin(bands->low, intervals[i].low);
        high = fmax(high, intervals[i].high);
    }
    bands->n_bands = MAX(n, 1);
    bands->step = n > 0 ? (high - bands->low) / bands->n_bands : 0;
    while (bands->n_bands > 1 &&
           count_entries(bands, intervals, n) > (guint64)MAX_ENTRIES_EACH * n) {
        bands->n_bands = (bands->n_bands + 1) / 2;
        bands->step = (high - bands->low) / bands->n_bands;
    }
}

struct interval_bands *interval_bands_new(const struct interval *intervals, guint n)
{
    struct interval_bands *bands = g_new0(struct interval_bands, 1);
    choose_bands(bands, intervals, n);
    bands->starts = g_new0(guint, bands->n_bands + 1);
    for (guint i = 0; i < n; i++) {
        guint last = band_of(bands, intervals[i].high);
        for (guint band = band_of(bands, intervals[i].low); band <= last; band++) {
            bands->starts[band + 1]++;
        }
    }
    for (guint band = 0; band < bands->n_bands; band++) {
        bands->starts[band + 1] += bands->starts[band];
    }
    bands->items = g_new(guint, MAX(bands->starts[bands->n_bands], 1));
    g_autofree guint *filled = g_memdup2(bands->starts, sizeof(guint) * (bands->n_bands + 1));
    for (guint i = 0; i < n; i++) {
        guint last = band_of(bands, intervals[i].high);
        for (guint band = band_of(bands, intervals[i].low); band <= last; band++) {
            bands->items[filled[band]++] = i;
        }
    }
    return bands;
}

void interval_bands_free(struct interval_bands *bands)
{
    if (bands == NULL) {
        return;
    }
    g_free(bands->starts);
    g_free(bands->items);
    g_free(bands);
}

const guint *interval_bands_at(const struct interval_bands *bands, double number, guint *count)
{
    guint band = band_of(bands, number);
    *count = bands->starts[band + 1] - bands->starts[band];
    return bands->items + bands->starts[band];
}
