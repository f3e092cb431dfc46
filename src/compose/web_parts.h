/* What a style for the web fetches and this program does not: its glyphs and its sprite. */
#ifndef IDLIBMAP_COMPOSE_WEB_PARTS_H
#define IDLIBMAP_COMPOSE_WEB_PARTS_H

#include "compose/composition.h"

/* Where the style names glyphs or a sprite, fonts and icons that are not at hand are no surprise:
 * from now on they are gathered, for one note each in place of a warning for every name. To be
 * called when the style, the fonts and the icons are open. */
void web_parts_expect(struct composition *composition);

/* The notes; to be called when all is drawn. */
void web_parts_report(const struct composition *composition);

#endif
