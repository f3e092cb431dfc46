/* The files of --number-table: the whole key table of numbered events. */
#ifndef IDLIBMAP_CLI_NUMBER_TABLE_H
#define IDLIBMAP_CLI_NUMBER_TABLE_H

#include "compose/composition.h"

/* Does the name end in .csv or .html? If not, a usage error. */
gboolean number_table_check_name(const char *path, GError **error);

/* The table as CSV (UTF-8, comma, a header of fixed English names; what a spreadsheet would run is
 * made harmless, see base/csv_text.h) or, by the name's suffix, as a page of HTML that needs no
 * other file, in the map's language. */
GBytes *number_table_bytes(const struct composition *composition, const char *path);

#endif
