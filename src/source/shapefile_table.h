/* The attributes of a shapefile: the rows of its .dbf as typed values. */
#ifndef IDLIBMAP_SOURCE_SHAPEFILE_TABLE_H
#define IDLIBMAP_SOURCE_SHAPEFILE_TABLE_H

#include "source/source_driver.h"

struct shape_table;

/* Reads the layout, finds out the encoding (`cpg`, the text of the .cpg, may be NULL) and adds the
 * fields to the source, whose record count is set. NULL when the .dbf is damaged: a warning was
 * added. */
struct shape_table *shape_table_new(struct source *source, GBytes *dbf, const char *cpg);
void shape_table_free(struct shape_table *table);

/* The row is marked as deleted. False for a row that is not there. */
gboolean shape_table_is_deleted(const struct shape_table *table, guint row);
/* Fills source->values; nulls where the file has no such row. */
void shape_table_read(const struct shape_table *table, struct source *source, guint row);

DEFINE_AUTOPTR(ShapeTable, shape_table)

#endif
