#include "event/event_stream.h"

#include "event/event_ids.h"
#include "event/event_redact.h"

struct event_stream {
    struct source *const *sources;
    guint n_sources, next_source;
    GHashTable *properties;
    guint n_fields; /* of the file that is read, as far as they were looked at */
    struct event_reader reader;
    struct events *events;
    struct value_store *store;
    struct event_ids *ids;
    guint64 index; /* of the next event */
    struct event event;
};

/* ---- how many there are ---- */

static gboolean count_rows(struct source *source, guint64 limit, guint64 *count)
{
    struct feature row;
    enum source_result result;
    const gboolean none = FALSE;
    source_rewind(source, TRUE);
    source_want(source, &none, 0, FALSE);
    while (*count <= limit && (result = source_next(source, &row, NULL)) != SOURCE_END &&
           result != SOURCE_ERROR) {
        *count += result != SOURCE_SKIPPED;
    }
    source_want_all(source);
    source_rewind(source, FALSE);
    return *count > limit;
}

gboolean event_sources_exceed(struct source *const *sources, guint n_sources, guint64 limit)
{
    guint64 at_most = 0, count = 0;
    for (guint i = 0; i < n_sources; i++) {
        at_most += source_count_at_most(sources[i]);
    }
    gboolean exceeds = FALSE;
    for (guint i = 0; i < n_sources && at_most > limit && !exceeds; i++) {
        exceeds = count_rows(sources[i], limit, &count);
    }
    return exceeds;
}

/* ---- the stream ---- */

struct event_stream *event_stream_new(struct source *const *sources, guint n_sources,
                                      const struct events_options *options, GHashTable *properties,
                                      struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(EventStream) stream = g_new0(struct event_stream, 1);
    stream->sources = sources;
    stream->n_sources = n_sources;
    stream->properties = properties;
    stream->events = events_new();
    stream->store = value_store_new();
    event_reader_init(&stream->reader, stream->events, options, diagnostics);
    stream->reader.store = stream->store;
    stream->reader.borrows = TRUE;
    stream->ids = event_ids_new(sources, n_sources, options->schema, error);
    return stream->ids != NULL ? g_steal_pointer(&stream) : NULL;
}

void event_stream_free(struct event_stream *stream)
{
    if (stream == NULL) {
        return;
    }
    event_reader_clear(&stream->reader);
    event_ids_free(stream->ids);
    value_store_free(stream->store);
    events_free(stream->events);
    g_free(stream);
}

struct events *event_stream_set(const struct event_stream *stream)
{
    return stream->events;
}

struct events *event_stream_steal_set(struct event_stream *stream)
{
    return g_steal_pointer(&stream->events);
}

static gboolean is_asked(const struct event_stream *stream, const char *name)
{
    return stream->properties == NULL || g_hash_table_contains(stream->properties, name);
}

/* Of the file's columns those with a meaning, and those that somebody asks for by their own names.
 */
static void want_columns(struct event_stream *stream)
{
    struct source *source = stream->reader.source;
    const struct fields *fields = source_fields(source);
    guint n = stream->n_fields = fields_count(fields);
    g_autofree gboolean *wanted = g_new0(gboolean, n + 1);
    for (guint i = 0; i < n; i++) {
        wanted[i] = is_asked(stream, fields_name(fields, i));
    }
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        int slot = stream->reader.map.slots[i];
        /* timestamps have been compared */
        if (slot >= 0 && (i != COLUMN_TIMESTAMP || is_asked(stream, column_name(i)))) {
            wanted[slot] = TRUE;
        }
    }
    source_want(source, wanted, n, source_kind(source) != SOURCE_TABLE);
}

static gboolean open_next(struct event_stream *stream, GError **error)
{
    struct source *source = stream->sources[stream->next_source++];
    source_rewind(source, FALSE);
    if (!event_reader_open(&stream->reader, source, error)) {
        return FALSE;
    }
    want_columns(stream);
    return TRUE;
}

static void place(struct event_stream *stream)
{
    struct event *event = &stream->event;
    if (event_ids_is_superseded(stream->ids, stream->index++)) {
        event->status = EVENT_SUPERSEDED;
        event->placed_by = "";
        event_warn(&stream->reader, event, EVENT_SUPERSEDED_TEXT);
        event_settle_superseded(&stream->reader, event, stream->index);
        return;
    }
    event_settle(&stream->reader, event, stream->index);
}

/* What GeoJSON meets on the way is looked at from its next record on. */
static gboolean read_event(struct event_stream *stream, gboolean *at_end, GError **error)
{
    if (stream->n_fields != fields_count(source_fields(stream->reader.source))) {
        want_columns(stream);
    }
    value_store_clear(stream->store);
    for (;;) {
        switch (event_reader_next(&stream->reader, &stream->event, error)) {
        case SOURCE_FEATURE:
            place(stream);
            return TRUE;
        case SOURCE_UNREADABLE:
        case SOURCE_SKIPPED:
            break;
        case SOURCE_END:
            *at_end = TRUE;
            return FALSE;
        case SOURCE_ERROR:
            return FALSE;
        }
    }
}

const struct event *event_stream_next(struct event_stream *stream, GError **error)
{
    for (;;) {
        gboolean at_end = stream->reader.source == NULL;
        if (!at_end && read_event(stream, &at_end, error)) {
            return &stream->event;
        }
        if (at_end && stream->next_source == stream->n_sources) {
            event_redact_report(&stream->reader);
        }
        if (!at_end || stream->next_source == stream->n_sources || !open_next(stream, error)) {
            return NULL;
        }
    }
}
