/* Cells of a CSV file, as they are written. */
#ifndef IDLIBMAP_BASE_CSV_TEXT_H
#define IDLIBMAP_BASE_CSV_TEXT_H

#include <glib.h>

/* Appends a cell, quoted where it must be (RFC 4180). A text that a spreadsheet would run as a
 * formula (it begins with = + - @, a tab or a carriage return, and is not a plain number) gets an
 * apostrophe before it: see OWASP, CSV injection. */
void csv_append_cell(GString *csv, const char *text);

#endif
