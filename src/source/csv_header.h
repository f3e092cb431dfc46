/* Inside the room: what stands before the rows of a table. */
#ifndef IDLIBMAP_SOURCE_CSV_HEADER_H
#define IDLIBMAP_SOURCE_CSV_HEADER_H

#include "source/source_driver.h"
#include "source/table.h"

/* Gives the source its fields, and their HXL hashtags where a row of the first 25 has them: then
 * the row above it is the header, or the hashtags are. A table that begins with a row of GDELT's
 * events, which have no header, gets GDELT's names, with a note. The reader then stands before the
 * first row of data. */
gboolean csv_read_header(struct source *source, struct table_reader *reader, GError **error);

#endif
