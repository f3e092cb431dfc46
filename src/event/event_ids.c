#include "event/event_ids.h"

#include "base/error.h"
#include "base/hash.h"
#include "event/timestamp.h"

/* Of 4 slots 3 hold a row: 10.7 bytes a row, and 4 for its timestamp. */
#define SLOTS_PER_ROW (4.0 / 3)
#define MAX_ROWS 3000000000u

/* So many rows wait for their slots, which lie anywhere in memory, to be fetched. */
#define WAITING 16

struct slot {
    guint32 tag; /* the half of the id's hash that does not choose the slot */
    guint32 row; /* of the newest row of the id, from 1; 0: the slot is free */
};

struct waiting {
    guint64 hash;
    guint32 row; /* from 1; 0: none */
};

struct event_ids {
    guint8 *superseded; /* a bit for each row; NULL: none is */
    struct slot *slots; /* while reading */
    guint64 n_slots;
    struct waiting waiting[WAITING]; /* the oldest at `next_waiting` */
    guint next_waiting;
    guint32 *timestamps;               /* of each row, while reading; NULL: no file has any */
    const struct event_schema *schema; /* NULL: each file by its headers */
    guint64 max_rows;
    guint32 rows;
};

void event_ids_free(struct event_ids *ids)
{
    if (ids != NULL) {
        g_free(ids->superseded);
        g_free(ids->slots);
        g_free(ids->timestamps);
        g_free(ids);
    }
}

gboolean event_ids_is_superseded(const struct event_ids *ids, guint64 index)
{
    return ids->superseded != NULL && index < ids->max_rows &&
           (ids->superseded[index / 8] >> (index % 8) & 1) != 0;
}

/* ---- keys ---- */

/* The id as events have it: without blanks about it; FALSE when there is none. */
static gboolean id_hash(struct value id, guint64 *hash)
{
    char buffer[VALUE_NUMBER_TEXT];
    const char *text = id.type == VALUE_STRING   ? id.string
                       : id.type == VALUE_NUMBER ? value_number_text(id.number, buffer)
                                                 : "";
    while (g_ascii_isspace(*text)) {
        text++;
    }
    gsize length = strlen(text);
    while (length > 0 && g_ascii_isspace(text[length - 1])) {
        length--;
    }
    *hash = hash_bytes(text, length);
    return length > 0;
}

/* ---- the table ---- */

static void supersede(struct event_ids *ids, guint32 row)
{
    ids->superseded[(row - 1) / 8] |= (guint8)(1 << ((row - 1) % 8));
}

static guint64 slot_of(const struct event_ids *ids, guint64 hash)
{
    return (hash >> 32) * ids->n_slots >> 32;
}

/* Of the rows of one id the newest stays; of equally new ones the last. */
static void add_id(struct event_ids *ids, guint64 hash, guint32 row)
{
    guint64 at = slot_of(ids, hash);
    for (;; at = at + 1 < ids->n_slots ? at + 1 : 0) {
        struct slot *slot = &ids->slots[at];
        if (slot->row == 0) {
            *slot = (struct slot){(guint32)hash, row};
            return;
        }
        if (slot->tag != (guint32)hash) {
            continue;
        }
        if (ids->timestamps != NULL && ids->timestamps[row - 1] < ids->timestamps[slot->row - 1]) {
            supersede(ids, row);
        } else {
            supersede(ids, slot->row);
            slot->row = row;
        }
        return;
    }
}

/* Enters the row that has waited longest, and has another wait in its place. */
static void wait_for_slot(struct event_ids *ids, struct waiting row)
{
    struct waiting *place = &ids->waiting[ids->next_waiting];
    ids->next_waiting = (ids->next_waiting + 1) % WAITING;
    if (place->row != 0) {
        add_id(ids, place->hash, place->row);
    }
    *place = row;
    if (row.row != 0) {
        __builtin_prefetch(&ids->slots[slot_of(ids, row.hash)], 1);
    }
}

static void enter_waiting(struct event_ids *ids)
{
    for (guint i = 0; i < WAITING; i++) {
        wait_for_slot(ids, (struct waiting){0, 0});
    }
}

/* ---- reading ---- */

struct key_slots {
    int id, timestamp;
};

static struct key_slots find_keys(const struct event_ids *ids, struct source *source)
{
    struct schema_map map;
    schema_map_init(&map, source_fields(source), source_field_tags(source), ids->schema);
    return (struct key_slots){map.slots[COLUMN_EVENT_ID], map.slots[COLUMN_TIMESTAMP]};
}

static void want_keys(struct source *source, struct key_slots keys)
{
    guint n = fields_count(source_fields(source));
    g_autofree gboolean *wanted = g_new0(gboolean, n + 1);
    if (keys.id >= 0) {
        wanted[keys.id] = TRUE;
    }
    if (keys.timestamp >= 0) {
        wanted[keys.timestamp] = TRUE;
    }
    source_want(source, wanted, n, FALSE);
}

static void add_row(struct event_ids *ids, const struct feature *row, struct key_slots keys)
{
    guint64 hash;
    if (ids->rows >= ids->max_rows) {
        return; /* the source has more than it said */
    }
    guint32 number = ++ids->rows;
    if (ids->timestamps != NULL) {
        ids->timestamps[number - 1] = timestamp_seconds(feature_slot(row, keys.timestamp));
    }
    if (id_hash(feature_slot(row, keys.id), &hash) || id_hash(row->id, &hash)) {
        wait_for_slot(ids, (struct waiting){hash, number});
    }
}

/* GeoJSON meets names on the way. */
static void follow_fields(const struct event_ids *ids, struct source *source, guint *n_fields,
                          struct key_slots *keys)
{
    guint n = fields_count(source_fields(source));
    if (n != *n_fields) {
        *n_fields = n;
        *keys = find_keys(ids, source);
        want_keys(source, *keys);
    }
}

static gboolean read_file(struct event_ids *ids, struct source *source, GError **error)
{
    guint n_fields = 0;
    struct key_slots keys = {-1, -1};
    source_rewind(source, TRUE);
    follow_fields(ids, source, &n_fields, &keys);
    for (;;) {
        struct feature row;
        switch (source_next(source, &row, error)) {
        case SOURCE_FEATURE:
            follow_fields(ids, source, &n_fields, &keys);
            add_row(ids, &row, keys);
            break;
        case SOURCE_UNREADABLE:
        case SOURCE_SKIPPED:
            break;
        case SOURCE_END:
            enter_waiting(ids);
            return TRUE;
        case SOURCE_ERROR:
            return FALSE;
        }
    }
}

/* Room for as many rows as the files can have. Pages that are not written to are not there. */
static gboolean make_room(struct event_ids *ids, gboolean has_timestamps, GError **error)
{
    if (ids->max_rows > MAX_ROWS) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "more than %u rows of events cannot be drawn at once", MAX_ROWS);
        return FALSE;
    }
    ids->n_slots = (guint64)((double)ids->max_rows * SLOTS_PER_ROW) + 1;
    ids->slots = g_try_new0(struct slot, ids->n_slots);
    ids->superseded = g_try_new0(guint8, ids->max_rows / 8 + 1);
    ids->timestamps = has_timestamps ? g_try_new0(guint32, ids->max_rows + 1) : NULL;
    if (ids->slots == NULL || ids->superseded == NULL ||
        (has_timestamps && ids->timestamps == NULL)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "there is not enough memory to compare the ids of %" G_GUINT64_FORMAT " rows",
                    ids->max_rows);
        return FALSE;
    }
    return TRUE;
}

struct event_ids *event_ids_new(struct source *const *sources, guint n_sources,
                                const struct event_schema *schema, GError **error)
{
    struct event_ids *ids = g_new0(struct event_ids, 1);
    ids->schema = schema;
    gboolean has_ids = FALSE, has_timestamps = FALSE;
    for (guint i = 0; i < n_sources; i++) {
        struct key_slots keys = find_keys(ids, sources[i]);
        /* only reading tells what GeoJSON has */
        gboolean is_table = source_kind(sources[i]) != SOURCE_GEOJSON;
        has_ids |= keys.id >= 0 || !is_table;
        has_timestamps |= keys.timestamp >= 0 || !is_table;
        ids->max_rows += source_count_at_most(sources[i]);
    }
    gboolean good = !has_ids || make_room(ids, has_timestamps, error);
    for (guint i = 0; i < n_sources && good && has_ids; i++) {
        good = read_file(ids, sources[i], error);
    }
    g_clear_pointer(&ids->slots, g_free);
    g_clear_pointer(&ids->timestamps, g_free);
    if (!good) {
        g_clear_pointer(&ids, event_ids_free);
    }
    return ids;
}
