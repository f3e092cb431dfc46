/* Names of places made comparable. */
#ifndef IDLIBMAP_EVENT_PLACE_NAME_H
#define IDLIBMAP_EVENT_PLACE_NAME_H

#include <glib.h>

/* A key for comparison: Unicode NFKD, case folded (Turkish dotted and dotless i alike), without
 * diacritics, apostrophes (ʿ ʾ ' ` ’), full stops, hyphens and blanks; Arabic without tashkeel and
 * tatweel, with alif, ya and ta marbuta forms made one. Articles (al-, ad-, ash- ...; ال) at the
 * start of a word are dropped; ad-, ash- and their like only before a word that begins with the
 * same consonant. Empty when nothing is left. Owned by the caller. */
char *place_name_fold(const char *name);
/* The same into a string that is overwritten: one buffer for many names. */
void place_name_fold_to(GString *key, const char *name);

/* Strips a type word ("province", "governorate", "(province)", "محافظة", "ili" ...): returns the
 * bare name (owned by the caller) and says whether the word means an admin1 unit. */
char *place_name_strip_type(const char *name, gboolean *is_admin1);

#endif
