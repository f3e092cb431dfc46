/* Numbers in SVG attributes, read one after the other. */
#ifndef IDLIBMAP_ICON_SVG_SCAN_H
#define IDLIBMAP_ICON_SVG_SCAN_H

#include <glib.h>

/* No number of an icon may be larger: nothing of its size needs it, and what is computed from it
 * stays finite. */
#define SVG_MAX_NUMBER 1e6

/* The rest of a NUL-ended text. */
struct svg_scan {
    const char *p;
};

void svg_skip_blanks(struct svg_scan *scan);
/* Blanks with at most one comma among them. */
void svg_skip_separator(struct svg_scan *scan);

/* A number as SVG writes it, "-.5e1"; no hexadecimal, NaN or infinity. FALSE, with nothing read,
 * where there is none or it is over SVG_MAX_NUMBER. */
gboolean svg_scan_number(struct svg_scan *scan, double *number);

/* Reads up to `max` numbers with separators between them; returns how many. */
guint svg_scan_numbers(struct svg_scan *scan, double *numbers, guint max);

/* An arc's flag: one character, 0 or 1, which needs no separator after it. */
gboolean svg_scan_flag(struct svg_scan *scan, double *flag);

/* A length in px: a number with no unit or one of px pt pc mm cm in. FALSE for anything else. */
gboolean svg_parse_length(const char *text, double *length_px);

#endif
