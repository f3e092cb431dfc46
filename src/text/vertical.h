/* Vertical text: which characters stand upright in it. */
#ifndef IDLIBMAP_TEXT_VERTICAL_H
#define IDLIBMAP_TEXT_VERTICAL_H

#include <glib.h>

/* Does a character stand upright in a column by itself (Unicode's UAX #50, U or Tu), as MapLibre's
 * charHasUprightVerticalOrientation() has it? CJK, Hangul, Yi, syllabics, full-width forms. */
gboolean is_upright_vertically(gunichar c);

/* The form that punctuation takes in a column (U+FE10..FE1F, FE30..FE48), or 0, as in MapLibre's
 * verticalizePunctuation(); also of the long vowel mark. */
gunichar vertical_form(gunichar c);

#endif
