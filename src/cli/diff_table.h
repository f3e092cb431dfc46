/* What `idlibmap diff` writes beside maps: the events that two releases do not share, as tables. */
#ifndef IDLIBMAP_CLI_DIFF_TABLE_H
#define IDLIBMAP_CLI_DIFF_TABLE_H

#include "compose/composition.h"

struct diff_counts {
    guint added, changed, removed, same;
};

/* Of the events that no filter and no window leaves out. */
struct diff_counts diff_count(const struct events *events);

/* A kind of table. */
struct diff_format {
    const char *name;   /* "csv" */
    const char *suffix; /* ".csv" */
    GBytes *(*write)(const struct events *events);
};

/* csv: a row for each event and, where it has changed, for each column; html: a page; json. */
extern const struct diff_format diff_formats[];
extern const guint n_diff_formats;

#endif
