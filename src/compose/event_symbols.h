/* Events on the map: read and placed before the base layers (which are joined to them), drawn
 * after. */
#ifndef IDLIBMAP_COMPOSE_EVENT_SYMBOLS_H
#define IDLIBMAP_COMPOSE_EVENT_SYMBOLS_H

#include "compose/composition.h"

/* Reads the events, projects them and sets coincident ones side by side. Nothing happens where no
 * drawn layer uses the source. */
gboolean events_prepare(struct composition *composition, GError **error);

/* When the base layers stand: gives events known to an area their spot in it, and runs all events
 * through the layers of the source. */
void events_finish(struct composition *composition);

/* When labels are placed: counts the events, and ties those that are drawn to their places. An
 * event of which only symbols were to be drawn, and none found room, is not drawn: that is counted
 * of its own and warned of. Its date stays in the window of the title, to which labels gave way. */
void events_count(struct composition *composition);

#endif
