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

/* The words of a name before articles are dropped and blanks closed: letters made comparable as
 * above, digits of any script as 0-9, words parted by blanks. Overwrites `words`. */
void place_name_words_to(GString *words, const char *name);
/* Stands for the letter s with cedilla where it is to be told from s, which folding does not. */
#define PLACE_NAME_S_CEDILLA "\u0282"
/* Whether a word of such a text, `length` bytes long, is an article before the word `next`. */
gboolean place_name_is_article(const char *word, gsize length, const char *next);
/* The bytes of the Arabic article that a word begins with; 0: none. */
gsize place_name_arabic_article(const char *word, gsize length);

#endif
