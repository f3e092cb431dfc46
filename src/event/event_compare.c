#include "event/event_compare.h"

#include <string.h>

const char *event_change_name(enum event_change change)
{
    static const char *const names[] = {
        [EVENT_NOT_COMPARED] = "",   [EVENT_ADDED] = "added", [EVENT_CHANGED] = "changed",
        [EVENT_REMOVED] = "removed", [EVENT_SAME] = "same",
    };
    return names[change];
}

/* ---- columns ---- */

/* The id pairs events; a timestamp says when a row was written, not what happened. */
static gboolean is_compared(guint canonical)
{
    return canonical != COLUMN_EVENT_ID && canonical != COLUMN_TIMESTAMP;
}

/* The canonical column that a column of the file means; COLUMN_COUNT: none. */
static guint meaning_of(const struct event_reader *reader, guint slot)
{
    guint column = 0;
    while (column < COLUMN_COUNT && reader->map.slots[column] != (int)slot) {
        column++;
    }
    return column;
}

/* Slots of the events, each column of the file once: its canonical one, else its own. */
static GArray *columns_of_file(const struct event_reader *reader)
{
    GArray *slots = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < reader->own_slots->len; i++) {
        guint slot = g_array_index(reader->own_slots, guint, i);
        guint column = meaning_of(reader, i);
        if (slot == SLOT_LEFT_OUT || !is_compared(column)) {
            continue;
        }
        slot = column < COLUMN_COUNT ? (guint)reader->canonical[column] : slot;
        g_array_append_val(slots, slot);
    }
    return slots;
}

static gboolean has_slot(const GArray *slots, guint slot)
{
    for (guint i = 0; i < slots->len; i++) {
        if (g_array_index(slots, guint, i) == slot) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A column that only one release has would make a change of every row. */
static void note_missing(const struct event_reader *reader, const GArray *slots,
                         const GArray *others, guint file)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < slots->len; i++) {
        guint slot = g_array_index(slots, guint, i);
        if (!has_slot(others, slot)) {
            g_ptr_array_add(names, (gpointer)fields_name(reader->events->fields, slot));
        }
    }
    if (names->len > 0) {
        const struct events_file *has = g_ptr_array_index(reader->events->files, file);
        g_autofree char *list = diagnostics_names_dup(names);
        diagnostics_add(reader->diagnostics, SEVERITY_NOTE, has->path, 0,
                        "not compared, since only this release has %s: %s",
                        names->len == 1 ? "the column" : "the columns", list);
    }
}

void event_compare_columns(struct event_reader *reader)
{
    g_autoptr(GArray) slots = columns_of_file(reader);
    if (reader->events->compared == NULL) {
        reader->events->compared = g_steal_pointer(&slots);
        return;
    }
    g_autoptr(GArray) older = reader->events->compared;
    GArray *both = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < older->len; i++) {
        guint slot = g_array_index(older, guint, i);
        if (has_slot(slots, slot)) {
            g_array_append_val(both, slot);
        }
    }
    note_missing(reader, older, slots, 0);
    note_missing(reader, slots, older, 1);
    reader->events->compared = both;
}

/* ---- whether two rows are the same ---- */

static struct value value_at(const struct event *event, guint slot)
{
    return slot < event->n_values ? event->values[slot] : value_absent();
}

gboolean event_column_changed(const struct event *event, guint slot)
{
    struct value now = value_at(event, slot), before = value_at(event->before, slot);
    return !(value_is_empty(now) && value_is_empty(before)) && !value_equal(now, before);
}

/* Points that no compared column tells: the shapes of GeoJSON. */
static gboolean has_moved(const struct event_reader *reader, const struct event *event)
{
    int lat = reader->canonical[COLUMN_LATITUDE];
    const struct lonlat now = event->at, before = event->before->at;
    return !(lat >= 0 && has_slot(reader->events->compared, (guint)lat)) &&
           (now.lon != before.lon || now.lat != before.lat);
}

static gboolean is_changed(const struct event_reader *reader, const struct event *event)
{
    const GArray *slots = reader->events->compared;
    for (guint i = 0; i < slots->len; i++) {
        if (event_column_changed(event, g_array_index(slots, guint, i))) {
            return TRUE;
        }
    }
    return event->moved;
}

static void set_change(const struct event_reader *reader, struct event *event,
                       enum event_change change)
{
    event->change = change;
    event->values[reader->change_slot] = value_string(event_change_name(change));
}

static void pair(const struct event_reader *reader, struct event *older, struct event *newer)
{
    newer->before = older;
    newer->moved = has_moved(reader, newer);
    set_change(reader, newer, is_changed(reader, newer) ? EVENT_CHANGED : EVENT_SAME);
    older->status = EVENT_SUPERSEDED;
    older->placed_by = "";
}

/* ---- pairs ---- */

static gboolean is_open(const struct event *event)
{
    return event->status != EVENT_SUPERSEDED && event->before == NULL;
}

static void pair_by_id(const struct event_reader *reader)
{
    g_autoptr(GHashTable) older = g_hash_table_new(g_str_hash, g_str_equal);
    const GPtrArray *events = reader->events->events;
    for (guint i = 0; i < events->len; i++) {
        struct event *event = g_ptr_array_index(events, i);
        if (event->id[0] == '\0' || !is_open(event)) {
            continue;
        }
        if (event->file == 0) {
            g_hash_table_insert(older, (gpointer)event->id, event);
            continue;
        }
        struct event *before = g_hash_table_lookup(older, event->id);
        if (before != NULL) {
            pair(reader, before, event);
        }
    }
}

static void append_value(GString *key, struct value value)
{
    char number[VALUE_NUMBER_TEXT];
    const char *text = value.type == VALUE_STRING    ? value.string
                       : value.type == VALUE_NUMBER  ? value_number_text(value.number, number)
                       : value.type == VALUE_BOOLEAN ? (value.boolean ? "true" : "false")
                                                     : "";
    g_string_append(key, text);
    g_string_append_c(key, '\x1f');
}

static void append_point(GString *key, const struct event *event)
{
    append_value(key, value_number(event->at.lon));
    append_value(key, value_number(event->at.lat));
}

static char *content_dup(const struct event_reader *reader, const struct event *event)
{
    GString *key = g_string_new(NULL);
    const GArray *slots = reader->events->compared;
    for (guint i = 0; i < slots->len; i++) {
        append_value(key, value_at(event, g_array_index(slots, guint, i)));
    }
    append_point(key, event);
    return g_string_free(key, FALSE);
}

static char *core_dup(const struct event_reader *reader, const struct event *event)
{
    static const enum column core[] = {COLUMN_EVENT_DATE, COLUMN_EVENT_TYPE, COLUMN_ACTOR1,
                                       COLUMN_ACTOR2};
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(core); i++) {
        int slot = reader->canonical[core[i]];
        append_value(key, slot >= 0 ? value_at(event, (guint)slot) : value_absent());
    }
    g_string_append(key, event->place);
    if (event->place[0] == '\0') {
        append_point(key, event);
    }
    return g_string_free(key, FALSE);
}

/* Events of the older release by a key; those of one key in the order of the file. */
struct open_events {
    GHashTable *with_id, *without_id; /* key -> GQueue */
};

static void free_queue(gpointer queue)
{
    g_queue_free(queue);
}

static void add_open(GHashTable *table, char *key, struct event *event)
{
    GQueue *queue = g_hash_table_lookup(table, key);
    if (queue == NULL) {
        queue = g_queue_new();
        g_hash_table_insert(table, key, queue);
    } else {
        g_free(key);
    }
    g_queue_push_tail(queue, event);
}

static struct event *take_open(GHashTable *table, const char *key)
{
    GQueue *queue = g_hash_table_lookup(table, key);
    return queue != NULL ? g_queue_pop_head(queue) : NULL;
}

/* Two rows of equal content are one event unless both have ids, which then differ. */
static void pair_by_content(const struct event_reader *reader)
{
    struct open_events older = {
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_queue),
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_queue),
    };
    const GPtrArray *events = reader->events->events;
    for (guint i = 0; i < events->len; i++) {
        struct event *event = g_ptr_array_index(events, i);
        gboolean has_id = event->id[0] != '\0';
        if (!is_open(event)) {
            continue;
        }
        char *key = content_dup(reader, event);
        if (event->file == 0) {
            add_open(has_id ? older.with_id : older.without_id, key, event);
            continue;
        }
        struct event *before = take_open(older.without_id, key);
        before = before == NULL && !has_id ? take_open(older.with_id, key) : before;
        if (before != NULL) {
            pair(reader, before, event);
        }
        g_free(key);
    }
    g_hash_table_unref(older.with_id);
    g_hash_table_unref(older.without_id);
}

/* Of one core: the events of each release, by file. */
struct core_events {
    struct event *last[2];
    guint count[2];
};

/* Rows without ids that differ, but not in what tells events apart. */
static void pair_by_core(const struct event_reader *reader)
{
    g_autoptr(GHashTable) cores = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    const GPtrArray *events = reader->events->events;
    for (guint i = 0; i < events->len; i++) {
        struct event *event = g_ptr_array_index(events, i);
        if (!is_open(event) || event->id[0] != '\0') {
            continue;
        }
        char *key = core_dup(reader, event);
        struct core_events *core = g_hash_table_lookup(cores, key);
        if (core == NULL) {
            core = g_new0(struct core_events, 1);
            g_hash_table_insert(cores, key, core);
        } else {
            g_free(key);
        }
        core->last[event->file] = event;
        core->count[event->file]++;
    }
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, cores); /* pairs do not depend on each other */
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct core_events *core = value;
        if (core->count[0] == 1 && core->count[1] == 1) {
            pair(reader, core->last[0], core->last[1]);
        }
    }
}

void event_compare(struct event_reader *reader)
{
    pair_by_id(reader);
    pair_by_content(reader);
    pair_by_core(reader);
    for (guint i = 0; i < reader->events->events->len; i++) {
        struct event *event = g_ptr_array_index(reader->events->events, i);
        if (is_open(event)) {
            set_change(reader, event, event->file == 0 ? EVENT_REMOVED : EVENT_ADDED);
        }
    }
}
