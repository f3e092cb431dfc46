/* Inside of the room: which rows of a large set are superseded by newer ones of the same id, found
 * before the rows are read as events. */
#ifndef IDLIBMAP_EVENT_EVENT_IDS_H
#define IDLIBMAP_EVENT_EVENT_IDS_H

#include "event/event_reader.h"

struct event_ids;

/* Reads the ids and timestamps of all rows, without findings; the sources are to be rewound
 * afterwards. While it reads it holds at most 16 bytes a row, then a bit: ids are told apart by a
 * hash of 64 bits and less (two of 10 million ids are taken for one with a chance of 1 in 1,000),
 * timestamps by whole seconds. NULL on error; without any id in the files nothing is superseded. */
struct event_ids *event_ids_new(struct source *const *sources, guint n_sources,
                                const struct event_schema *schema, GError **error);
void event_ids_free(struct event_ids *ids);

/* `index`: from 0, counts the rows that are events, in the order of the files. */
gboolean event_ids_is_superseded(const struct event_ids *ids, guint64 index);

#endif
