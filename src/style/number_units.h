/* Inside number_format: names of currencies and units. */
#ifndef IDLIBMAP_STYLE_NUMBER_UNITS_H
#define IDLIBMAP_STYLE_NUMBER_UNITS_H

#include <glib.h>

/* How many digits the fraction of a currency has. */
int currency_digits(const char *code);
/* Its symbol in the language ("en", "ar", "tr", ...), or NULL: the code is written. */
const char *currency_symbol(const char *code, const char *language);

/* How a unit is written, with "#" for the number: "# km". NULL for no unit of ECMA-402. */
char *unit_pattern_dup(const char *unit, const char *language, gboolean is_one);

#endif
