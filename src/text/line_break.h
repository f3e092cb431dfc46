/* Where the lines of a label end: the rule of MapLibre GL, so that a style breaks its labels here
 * as it does on the web.
 *
 * The source is determineLineBreaks() in MapLibre GL JS, src/symbol/shaping.ts, with its helpers
 * determineAverageLineWidth(), calculateBadness(), calculatePenalty() and evaluateBreak(): the
 * whole is divided by the least number of lines that could hold it, which gives a target width;
 * then, of all sets of break points, that with the least badness is taken. A line costs the square
 * of its distance from the target plus penalty * |penalty|; of the last line half of that when
 * shorter than the target and twice when longer. A newline has a penalty of -10000, which forces
 * it; an opening parenthesis at a line's end and a closing one at its start cost 50, and a break
 * between ideographs costs 150 in a text that has zero-width spaces. Lines may become longer than
 * the limit: nothing is hyphenated. Widths and penalties are in units of 1/24 em, as there. */
#ifndef IDLIBMAP_TEXT_LINE_BREAK_H
#define IDLIBMAP_TEXT_LINE_BREAK_H

#include <glib.h>

/* Appends to `breaks` (GArray of guint) the index of the first character of every line but the
 * first, rising. `advances_em` is each character's width; `max_width_em` 0 breaks at newlines only.
 */
void find_line_breaks(const gunichar *characters, const double *advances_em, guint n,
                      double max_width_em, GArray *breaks);

/* May a line end after this character, as MapLibre has it? A newline counts. */
gboolean is_breakable(gunichar c);

#endif
