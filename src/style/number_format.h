/* Numbers as people write them in a language: what JavaScript's Intl.NumberFormat does, for the
 * languages whose rules are in the table of number_format.c (English, Arabic, Turkish and a few
 * more); any other language is written as English. The rules are those of Unicode CLDR 48. */
#ifndef IDLIBMAP_STYLE_NUMBER_FORMAT_H
#define IDLIBMAP_STYLE_NUMBER_FORMAT_H

#include <glib.h>

struct number_format {
    const char *locale;         /* "en-US", "ar-SY"; NULL: English */
    const char *currency;       /* ISO 4217; NULL: none */
    const char *unit;           /* ECMA-402's name, "kilometer-per-hour"; NULL: none */
    int min_digits, max_digits; /* of the fraction; -1: as usual, up to three or the currency's */
};

/* The number as text. NULL with the reason in *problem (both to be freed). Short unit names are
 * known in English and Turkish; Arabic ones in the form that follows large numbers. */
char *number_format_dup(const struct number_format *format, double number, char **problem);

/* A count of digits as an option gives it, cut to a whole number; FALSE out of 0..100. */
gboolean number_format_digits(double option, int *digits);

#endif
