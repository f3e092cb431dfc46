/* The newest day of files: where --last begins to count. */
#include "event/event_ids.h"

struct newest {
    struct event_reader reader;
    struct event_ids *ids;
    guint64 index;
    gboolean known;
    gint day;
};

static void look_at(struct newest *newest, const struct event *event)
{
    if (event_ids_is_superseded(newest->ids, newest->index++) || !event->dates.known) {
        return;
    }
    newest->day = newest->known ? MAX(newest->day, event->dates.last_day) : event->dates.last_day;
    newest->known = TRUE;
}

static gboolean read_file(struct newest *newest, struct source *source, GError **error)
{
    source_rewind(source, TRUE);
    if (!event_reader_open(&newest->reader, source, error)) {
        return FALSE;
    }
    for (;;) {
        struct event event;
        value_store_clear(newest->reader.store);
        switch (event_reader_next(&newest->reader, &event, error)) {
        case SOURCE_FEATURE:
            look_at(newest, &event);
            break;
        case SOURCE_UNREADABLE:
        case SOURCE_SKIPPED:
            break;
        case SOURCE_END:
            return TRUE;
        case SOURCE_ERROR:
            return FALSE;
        }
    }
}

gboolean events_newest_day(struct source *const *sources, guint n_sources,
                           const struct events_options *options, gboolean *known, gint *day,
                           GError **error)
{
    g_autoptr(Events) events = events_new();
    struct newest newest = {.ids = event_ids_new(sources, n_sources, options->schema, error)};
    if (newest.ids == NULL) {
        return FALSE;
    }
    event_reader_init(&newest.reader, events, options, NULL);
    newest.reader.store = value_store_new();
    newest.reader.borrows = TRUE;
    gboolean read = TRUE;
    for (guint i = 0; i < n_sources && read; i++) {
        source_want_all(sources[i]);
        read = read_file(&newest, sources[i], error);
        source_rewind(sources[i], FALSE);
    }
    *known = newest.known;
    *day = newest.day;
    event_reader_clear(&newest.reader);
    value_store_free(newest.reader.store);
    event_ids_free(newest.ids);
    return read;
}
