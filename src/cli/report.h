/* The report of a render: what was read, placed and drawn. */
#ifndef IDLIBMAP_CLI_REPORT_H
#define IDLIBMAP_CLI_REPORT_H

#include "compose/composition.h"

/* The JSON of --report: the same bytes for the same input. Coordinates are rounded to 1e-7 degree,
 * 1 mm in metre-based CRSs (1e-7 in degrees) and 0.01 px. An event's px, py is where its symbol
 * stands; point_px, point_py is its true point (for an event known to an area: the middle of the
 * symbols there). */
GBytes *report_json(const struct composition *composition);

/* A line for each events source, and what labels were dropped; owned by the caller. */
char *report_summary_dup(const struct composition *composition);

#endif
