/* Makes a string from anywhere fit for shaping. */
#ifndef IDLIBMAP_TEXT_CLEAN_H
#define IDLIBMAP_TEXT_CLEAN_H

#include <glib.h>

/* Characters of `utf8` as valid UTF-8 without controls: every kind of line end (CR, CR LF, VT, FF,
 * NEL, U+2028, U+2029) is one '\n', a tab is a space, other control characters and U+FEFF are
 * dropped, invalid bytes and noncharacters (U+FFFE) become U+FFFD. Bidi controls stay. What is
 * longer than `max_bytes` is cut and ends with an ellipsis; `*was_cut` says so. Free with g_free().
 */
char *text_clean(const char *utf8, gsize max_bytes, gboolean *was_cut);

/* Bidi embeddings, overrides, isolates and marks: they order text and are never drawn. */
gboolean is_bidi_control(gunichar c);

#endif
