/* The rows of the legend, before anything is shaped. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_LEGEND_ROWS_H
#define IDLIBMAP_COMPOSE_FURNITURE_LEGEND_ROWS_H

#include "compose/furniture/legend_swatch.h"

/* Where a legend is too high, lines go from the last kind on: what tells of the events stays. */
enum legend_worth {
    WORTH_HEADING,
    WORTH_EVENTS,
    WORTH_SIZES,
    WORTH_MARKS, /* what rims and rings about events mean: rows that stand lower by their order */
    WORTH_AREA,
    WORTH_NOTE,
    WORTH_REFERENCE,
};

/* Entries of several layers that share a label share a row,
 * their swatches laid over each other as on the map (a casing and its line, a hatched province and
 * its ring). */
struct legend_row {
    const char *label; /* borrowed from an entry */
    struct legend_swatch swatch;
    const struct composed_layer *layer; /* of the entry added last */
    gboolean has_circle;
    double order; /* of its first layer's metadata.legend */
    enum legend_worth worth;
};

/* The rows of all that was drawn by their order, then lowest layer first: struct legend_row, with
 * its free function. */
GPtrArray *legend_rows_collect(const struct composition *composition);

#endif
