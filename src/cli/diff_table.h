/* What `idlibmap diff` writes beside maps: the events that two releases do not share, as tables. */
#ifndef IDLIBMAP_CLI_DIFF_TABLE_H
#define IDLIBMAP_CLI_DIFF_TABLE_H

#include "cli/map_outputs.h"

struct diff_counts {
    guint added, changed, removed, same;
};

/* Of the events that no filter and no window leaves out. */
struct diff_counts diff_count(const struct events *events);

/* csv: a row for each event and, where it has changed, for each column; html: a page; json. Ends
 * with a NULL name. */
extern const struct table_format diff_formats[];

#endif
