/* Inside of the room: HXL hashtags (hxlstandard.org 1.1). */
#ifndef IDLIBMAP_EVENT_HXL_H
#define IDLIBMAP_EVENT_HXL_H

#include "event/schema.h"

/* Gives the canonical columns that have none the slots whose hashtags mean them: by the hashtag and
 * its attributes, in any order. `tags`: one for each slot, "" where it has none, NULL-ended. */
void hxl_find_columns(const char *const *tags, int slots[COLUMN_COUNT]);

#endif
