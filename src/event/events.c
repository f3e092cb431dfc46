#include "event/events.h"

#include "base/error.h"
#include "event/event_compare.h"
#include "event/event_reader.h"
#include "event/event_redact.h"

#include <string.h>

static void free_file(gpointer data)
{
    struct events_file *file = data;
    g_free(file->path);
    g_free(file);
}

struct events *events_new(void)
{
    struct events *events = g_new0(struct events, 1);
    events->files = g_ptr_array_new_with_free_func(free_file);
    events->fields = fields_new();
    events->events = g_ptr_array_new_with_free_func(g_free);
    events->store = value_store_new();
    return events;
}

void events_free(struct events *events)
{
    if (events == NULL) {
        return;
    }
    g_ptr_array_unref(events->events);
    value_store_free(events->store);
    fields_free(events->fields);
    g_clear_pointer(&events->compared, g_array_unref);
    g_ptr_array_unref(events->files);
    g_free(events);
}

const char *event_path(const struct events *events, const struct event *event)
{
    return ((const struct events_file *)g_ptr_array_index(events->files, event->file))->path;
}

/* ---- ids ---- */

static void supersede(const struct event_reader *reader, struct event *older)
{
    older->status = EVENT_SUPERSEDED;
    older->placed_by = "";
    event_warn(reader, older, EVENT_SUPERSEDED_TEXT);
}

/* Of the rows of one id the newest stays; of equally new ones the last. */
static GHashTable *find_superseded(const struct event_reader *reader)
{
    GHashTable *by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < reader->events->events->len; i++) {
        struct event *event = g_ptr_array_index(reader->events->events, i);
        struct event *other = g_hash_table_lookup(by_id, event->id);
        /* A release does not supersede the other: they are compared. */
        if (other != NULL && reader->options->compare && other->file != event->file) {
            other = NULL;
        }
        if (event->id[0] == '\0') {
            continue;
        }
        if (other != NULL && event->written < other->written) {
            supersede(reader, event);
            continue;
        }
        if (other != NULL) {
            supersede(reader, other);
        }
        g_hash_table_insert(by_id, (char *)event->id, event);
    }
    return by_id;
}

/* Rows without an id are named by their number; a row that really has that id keeps it. */
static void name_rows(const struct event_reader *reader, GHashTable *by_id)
{
    for (guint i = 0; i < reader->events->events->len; i++) {
        struct event *event = g_ptr_array_index(reader->events->events, i);
        if (event->id[0] != '\0') {
            continue;
        }
        g_autoptr(GString) id = g_string_new(NULL);
        g_string_printf(id, "row-%u", i + 1);
        while (g_hash_table_contains(by_id, id->str)) {
            g_string_append_c(id, '\'');
        }
        event->id = value_store_string(reader->events->store, id->str, (gssize)id->len);
        g_hash_table_insert(by_id, (char *)event->id, event);
    }
}

/* ---- all of them ---- */

static void settle_events(struct event_reader *reader)
{
    GHashTable *by_id = find_superseded(reader);
    if (reader->options->compare) {
        event_compare(reader);
    }
    name_rows(reader, by_id);
    g_hash_table_unref(by_id);
    for (guint i = 0; i < reader->events->events->len; i++) {
        struct event *event = g_ptr_array_index(reader->events->events, i);
        if (event->status == EVENT_SUPERSEDED) {
            event_settle_superseded(reader, event, i + 1);
        } else {
            event_settle(reader, event, i + 1);
        }
    }
}

/* ---- reading ---- */

static gboolean read_rows(struct event_reader *reader, GError **error)
{
    for (;;) {
        g_autofree struct event *event = g_new(struct event, 1);
        switch (event_reader_next(reader, event, error)) {
        case SOURCE_FEATURE:
            g_ptr_array_add(reader->events->events, g_steal_pointer(&event));
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

struct events *events_read(struct source *const *sources, guint n_sources,
                           const struct events_options *options, struct diagnostics *diagnostics,
                           GError **error)
{
    g_autoptr(Events) events = events_new();
    struct event_reader reader;
    event_reader_init(&reader, events, options, diagnostics);
    reader.store = events->store;
    gboolean read = TRUE;
    for (guint i = 0; i < n_sources && read; i++) {
        read = event_reader_open(&reader, sources[i], error) && read_rows(&reader, error);
        if (read && options->compare) {
            event_compare_columns(&reader);
        }
    }
    if (read) {
        settle_events(&reader);
        event_redact_report(&reader);
    }
    event_reader_clear(&reader);
    return read ? g_steal_pointer(&events) : NULL;
}

void events_set_ages(struct events *events, const struct date_span *span)
{
    int age = fields_find(events->fields, "age");
    int age_days = fields_find(events->fields, "age_days");
    double length = MAX(span->last_day - span->first_day, 1);
    for (guint i = 0; i < events->events->len; i++) {
        struct event *event = g_ptr_array_index(events->events, i);
        if (event->dates.known && span->known) {
            double days = MAX(span->last_day - event->dates.last_day, 0);
            event->values[age_days] = value_number(days);
            event->values[age] = value_number(MIN(days / length, 1));
        }
    }
}

void event_set_area_level(const struct events *events, const struct event *event,
                          enum precision level)
{
    int slot = fields_find(events->fields, "area_level");
    event->values[slot] = value_string(precision_name(level));
}

void event_feature(const struct events *events, const struct event *event,
                   const struct geometry *geometry, struct feature *feature)
{
    *feature = (struct feature){
        .id = value_string(event->id),
        .geometry = geometry,
        .fields = events->fields,
        .values = event->values,
        .n_values = event->n_values,
        .line = event->line,
    };
}
