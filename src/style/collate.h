/* The order of strings in a language: what JavaScript's Intl.Collator does for searching, in the
 * main. Letters are compared first, then accents, then case, each where the collator asks for it.
 * The order of letters is that of Unicode's root collation for Latin and Arabic, with the letters
 * that English, Arabic, Turkish, German, Spanish, Swedish, Danish and Norwegian sort or equate on
 * their own; other scripts go by code point. */
#ifndef IDLIBMAP_STYLE_COLLATE_H
#define IDLIBMAP_STYLE_COLLATE_H

#include "base/value.h"

/* Below 0, 0 or above. `language` holds where the collator names none; NULL: English. */
int collate(const struct value_collator *collator, const char *language, const char *a,
            const char *b);

/* The locale in its usual spelling ("ar-SY") where its language is known here, else "en". */
char *locale_resolved_dup(const char *locale);

#endif
