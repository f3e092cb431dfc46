/* The rows that `idlibmap geocode` writes. */
#ifndef IDLIBMAP_CLI_GEOCODE_ROWS_H
#define IDLIBMAP_CLI_GEOCODE_ROWS_H

#include "event/events.h"
#include "source/source.h"

/* How a row was placed. */
enum geocode_status {
    GEOCODE_GIVEN, /* by the row's own coordinates */
    GEOCODE_PLACED,
    GEOCODE_AMBIGUOUS,
    GEOCODE_UNKNOWN,
    GEOCODE_SUPERSEDED, /* an older row of the same id: not looked for */
    GEOCODE_STATUS_COUNT,
};

struct geocode_counts {
    guint rows;
    guint by_status[GEOCODE_STATUS_COUNT];
    guint by_tier[MATCH_FUZZY + 1];
};

const char *geocode_status_name(enum geocode_status status);

/* Writes all rows of the file that the events were read from, which is read once more: its own
 * columns as they are, and beside them or in their place latitude, longitude, geo_precision,
 * precision, place_id, place_name, match_tier, score, status, candidates. */
typedef GBytes *(*geocode_writer)(struct source *source, const struct events *events,
                                  const struct events_options *options,
                                  struct geocode_counts *counts, GError **error);

struct geocode_format {
    const char *name, *suffix;
    geocode_writer write;
};
/* Ends with a NULL name. */
extern const struct geocode_format geocode_formats[];

#endif
