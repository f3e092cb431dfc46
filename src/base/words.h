/* Misspelt words. */
#ifndef IDLIBMAP_BASE_WORDS_H
#define IDLIBMAP_BASE_WORDS_H

/* The one of `words` (NULL-ended) closest to `word`: at most two letters off (added, dropped,
 * changed or swapped), one in words of less than five bytes, and with something in common. The
 * first of several as close; NULL: none. */
const char *closest_word(const char *word, const char *const *words);

#endif
