#include "event/event_redact.h"

#include "base/error.h"

#include <string.h>

/* The slots of the source that a name stands for: its own column of that name, and the one that
 * means the canonical column. */
static gboolean leave_out(struct event_reader *reader, const char *name)
{
    const struct fields *fields = source_fields(reader->source);
    g_autofree char *key = schema_header_key_dup(name);
    gboolean any = FALSE;
    for (guint i = 0; i < fields_count(fields); i++) {
        g_autofree char *own = schema_header_key_dup(fields_name(fields, i));
        if (strcmp(own, key) == 0) {
            g_array_index(reader->own_slots, guint, i) = SLOT_LEFT_OUT;
            any = TRUE;
        }
    }
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        g_autofree char *canonical = schema_header_key_dup(column_name(i));
        if (reader->map.slots[i] >= 0 && strcmp(canonical, key) == 0) {
            g_array_index(reader->own_slots, guint, reader->map.slots[i]) = SLOT_LEFT_OUT;
            any = TRUE;
        }
    }
    return any;
}

static gboolean is_one_of(const char *name, const char *const *keys)
{
    g_autofree char *key = schema_header_key_dup(name);
    return g_strv_contains(keys, key);
}

/* The point and the id of a row that is no table's have no column: the point goes with either
 * coordinate. */
static gboolean names_point(const struct event_reader *reader, const char *name)
{
    static const char *const keys[] = {"latitude", "longitude", "lat", "lon",
                                       "lng",      "geometry",  NULL};
    return source_kind(reader->source) != SOURCE_TABLE && is_one_of(name, keys);
}

static gboolean names_id(const struct event_reader *reader, const char *name)
{
    static const char *const keys[] = {"id", "eventid", "eventidcnty", NULL};
    return source_kind(reader->source) != SOURCE_TABLE && is_one_of(name, keys);
}

static gboolean is_left_out(const struct event_reader *reader, enum column column)
{
    int slot = reader->map.slots[column];
    return slot >= 0 && g_array_index(reader->own_slots, guint, slot) == SLOT_LEFT_OUT;
}

void event_redact_columns(struct event_reader *reader)
{
    const char *const *names = reader->options->redact;
    for (guint i = 0; names != NULL && names[i] != NULL; i++) {
        gboolean is_point = names_point(reader, names[i]);
        gboolean is_id = names_id(reader, names[i]);
        if (leave_out(reader, names[i]) || is_point || is_id) {
            g_hash_table_add(reader->redacted, (gpointer)names[i]);
        }
        reader->hides_position |= is_point;
        reader->hides_id |= is_id;
    }
    reader->hides_position |=
        is_left_out(reader, COLUMN_LATITUDE) || is_left_out(reader, COLUMN_LONGITUDE);
    reader->hides_id |= is_left_out(reader, COLUMN_EVENT_ID);
}

void event_redact_report(const struct event_reader *reader)
{
    const char *const *names = reader->options->redact;
    for (guint i = 0; names != NULL && names[i] != NULL; i++) {
        if (g_hash_table_contains(reader->redacted, names[i])) {
            continue;
        }
        const char *closest = fields_closest(reader->events->fields, names[i]);
        g_autofree char *shown = printable_dup(names[i]);
        diagnostics_add(reader->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "redact: no events file has a column '%s'%s%s%s", shown,
                        closest != NULL ? "; is '" : "", closest != NULL ? closest : "",
                        closest != NULL ? "' meant?" : "");
    }
}
