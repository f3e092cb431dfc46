/* What a command that draws a map writes: pictures, tables and the report, all of them or none. */
#ifndef IDLIBMAP_CLI_MAP_OUTPUTS_H
#define IDLIBMAP_CLI_MAP_OUTPUTS_H

#include "cli/cli.h"
#include "compose/composition.h"

/* A table of events that -o can name beside pictures. */
struct table_format {
    const char *name;   /* "csv" */
    const char *suffix; /* ".csv" */
    GBytes *(*write)(const struct events *events);
};

/* What -o names, with the format of each; `tables` ends with a NULL name, NULL: pictures only. To
 * be handed to map_outputs_write(). NULL with a usage error for a format that is not known. */
GArray *map_outputs_list(const struct arguments *arguments, const struct table_format *tables,
                         GError **error);

/* FALSE with an error where warnings are errors and there are some. */
gboolean map_outputs_check_strict(const struct arguments *arguments,
                                  const struct diagnostics *diagnostics, GError **error);

/* Writes them, the key tables of --number-table and the report of --report. */
gboolean map_outputs_write(const struct composition *composition, const GArray *outputs,
                           const struct arguments *arguments, GError **error);

#endif
