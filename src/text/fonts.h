/* The font set as the other files of this room see it. Not thread-safe. */
#ifndef IDLIBMAP_TEXT_FONTS_H
#define IDLIBMAP_TEXT_FONTS_H

#include "text/text.h"

#include <hb.h>

#define NO_FACE G_MAXUINT

/* The faces of a style's font names, in order and opened (GArray of guint; borrowed, valid until
 * the next call). Of names that are not known none has a face, unless all are: then the default
 * font in the weight and slope of the first one is drawn. Empty only when no font at all can be
 * opened. */
const GArray *font_set_resolve(struct font_set *fonts, const char *const *names);

/* The face that draws a character: the first of `preferred` that has it, else the first of the
 * set's other fonts, else what fontconfig finds, else the first of `preferred`, which draws its
 * box for missing glyphs. The last two are said in the diagnostics. */
guint font_set_choose(struct font_set *fonts, const GArray *preferred, gunichar c);
gboolean font_set_has_glyph(struct font_set *fonts, guint face, gunichar c);

/* For HarfBuzz, in font units, without hinting (borrowed). */
hb_font_t *font_set_hb_font(struct font_set *fonts, guint face);
double font_set_units_per_em(struct font_set *fonts, guint face);
/* Heights of flat capitals and of small letters above the baseline, in em. */
double font_set_cap_height(struct font_set *fonts, guint face);
double font_set_x_height(struct font_set *fonts, guint face);

struct diagnostics *font_set_diagnostics(struct font_set *fonts);

#endif
