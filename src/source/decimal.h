/* Decimal numbers as tables write them. */
#ifndef IDLIBMAP_SOURCE_DECIMAL_H
#define IDLIBMAP_SOURCE_DECIMAL_H

#include <glib.h>

/* Reads a whole text as a decimal number: blanks around it, a sign, leading zeros, ".5" and "5."
 * are taken, and so is an exponent. False for anything else (also hexadecimal, "nan" and "inf")
 * and for a number too large for a double. The nearest double; independent of the locale. */
gboolean decimal_parse(const char *text, gsize length, double *number);

#endif
