/* Events one at a time, for sets too large to be held: the dense mode. */
#ifndef IDLIBMAP_EVENT_EVENT_STREAM_H
#define IDLIBMAP_EVENT_EVENT_STREAM_H

#include "event/events.h"

struct event_stream;

/* Whether the sources hold more than `limit` rows. They are read as far as needed to tell, and
 * stand at their beginning afterwards. */
gboolean event_sources_exceed(struct source *const *sources, guint n_sources, guint64 limit);

/* Reads the ids of all rows (event_ids.h) and goes back to the first. `properties` (a set of
 * strings; NULL: all): what is asked of the events beside what they are placed and counted by; the
 * others may be absent. All is borrowed and must outlive the stream. */
struct event_stream *event_stream_new(struct source *const *sources, guint n_sources,
                                      const struct events_options *options, GHashTable *properties,
                                      struct diagnostics *diagnostics, GError **error);
void event_stream_free(struct event_stream *stream);

/* The files so far and the fields, without events; for event_feature(). */
struct events *event_stream_set(const struct event_stream *stream);
/* Takes it, when the stream is at its end. */
struct events *event_stream_steal_set(struct event_stream *stream);

/* The next event, placed as events_read() places it; it lives until the next call. NULL at the end
 * and, with `error` set, where a file cannot be read further. Events without an id of their own
 * have none. */
const struct event *event_stream_next(struct event_stream *stream, GError **error);

DEFINE_AUTOPTR(EventStream, event_stream)

#endif
