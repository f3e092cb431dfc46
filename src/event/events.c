#include "event/events.h"

#include "base/error.h"
#include "event/event_reader.h"

#include <string.h>

static const char *const derived_names[DERIVED_COUNT] = {
    [DERIVED_PRECISION] = "precision",     [DERIVED_PLACED_BY] = "placed_by",
    [DERIVED_DEATHS] = "deaths",           [DERIVED_DEATHS_LOW] = "deaths_low",
    [DERIVED_DEATHS_HIGH] = "deaths_high", [DERIVED_CLAIM] = "claim",
    [DERIVED_PLACE_ID] = "place_id",       [DERIVED_AREA_ID] = "area_id",
};

static void free_event(gpointer event)
{
    event_free(event);
}

static void free_file(gpointer data)
{
    struct events_file *file = data;
    g_free(file->path);
    g_free(file);
}

static struct events *events_new(void)
{
    struct events *events = g_new0(struct events, 1);
    events->files = g_ptr_array_new_with_free_func(free_file);
    events->fields = fields_new();
    events->events = g_ptr_array_new_with_free_func(free_event);
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
    g_ptr_array_unref(events->files);
    g_free(events);
}

const char *event_path(const struct events *events, const struct event *event)
{
    return ((const struct events_file *)g_ptr_array_index(events->files, event->file))->path;
}

/* ---- the columns ---- */

/* Every row holds a value for each field: a file whose rows all bring new names may not fill the
 * memory. */
#define MAX_FIELDS 2048

static guint own_slot(struct event_reader *reader, const char *name)
{
    struct fields *own = reader->events->fields;
    if (fields_count(own) < MAX_FIELDS || fields_find(own, name) >= 0) {
        return fields_add(own, name);
    }
    diagnostics_add(reader->diagnostics, SEVERITY_WARNING, reader->file->path, 0,
                    "more than %d columns: the others are left out", MAX_FIELDS);
    return SLOT_LEFT_OUT;
}

/* Follows the fields of the source, which may have grown. */
static void map_fields(struct event_reader *reader)
{
    const struct fields *source = source_fields(reader->source);
    for (guint i = reader->own_slots->len; i < fields_count(source); i++) {
        guint slot = own_slot(reader, fields_name(source, i));
        g_array_append_val(reader->own_slots, slot);
    }
    schema_map_init(&reader->map, source);
    reader->file->schema = reader->map.schema;
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        int slot = reader->map.slots[i];
        gboolean held = slot >= 0 && g_array_index(reader->own_slots, guint, slot) != SLOT_LEFT_OUT;
        /* With the derived ones a fixed few, beyond any limit. */
        if (held) {
            reader->canonical[i] = (int)fields_add(reader->events->fields, column_name(i));
        } else {
            reader->map.slots[i] = -1;
        }
    }
    for (guint i = 0; i < DERIVED_COUNT; i++) {
        reader->derived[i] = fields_add(reader->events->fields, derived_names[i]);
    }
}

/* A table without any column that tells where can only be the wrong file. */
static gboolean check_columns(const struct event_reader *reader, GError **error)
{
    const int *slots = reader->map.slots;
    gboolean has_where = slots[COLUMN_LOCATION] >= 0 || slots[COLUMN_ADMIN1] >= 0 ||
                         (slots[COLUMN_LATITUDE] >= 0 && slots[COLUMN_LONGITUDE] >= 0);
    if (source_kind(reader->source) == SOURCE_TABLE && !has_where) {
        set_data_error(error, reader->file->path, 1,
                       "no column says where: an events file needs latitude and longitude, or "
                       "location (place, name, town), or admin1");
        return FALSE;
    }
    return TRUE;
}

/* ---- the rows ---- */

static void add_row(struct event_reader *reader, const struct feature *row)
{
    if (fields_count(source_fields(reader->source)) != reader->own_slots->len) {
        map_fields(reader);
    }
    g_ptr_array_add(reader->events->events, event_from_row(reader, row));
}

static gboolean read_rows(struct event_reader *reader, GError **error)
{
    for (;;) {
        struct feature row;
        enum source_result result = source_next(reader->source, &row, error);
        reader->file->rows += result == SOURCE_FEATURE || result == SOURCE_UNREADABLE;
        switch (result) {
        case SOURCE_FEATURE:
            add_row(reader, &row);
            break;
        case SOURCE_UNREADABLE:
            reader->file->unreadable++;
            break;
        case SOURCE_SKIPPED: /* no window was set */
            break;
        case SOURCE_END:
            return TRUE;
        case SOURCE_ERROR:
            return FALSE;
        }
    }
}

/* ---- ids ---- */

/* Whether `event`, which stands later in the file, is newer than `other`. */
static gboolean is_newer(const struct event_reader *reader, const struct event *event,
                         const struct event *other)
{
    int slot = reader->canonical[COLUMN_TIMESTAMP];
    if (slot < 0 || (guint)slot >= event->n_values || (guint)slot >= other->n_values) {
        return TRUE;
    }
    struct value a = event->values[slot], b = other->values[slot];
    if (a.type == VALUE_NUMBER && b.type == VALUE_NUMBER) {
        return a.number >= b.number;
    }
    if (a.type == VALUE_STRING && b.type == VALUE_STRING) {
        return strcmp(a.string, b.string) >= 0; /* ISO 8601 */
    }
    return !value_is_empty(a) || value_is_empty(b);
}

static void supersede(const struct event_reader *reader, struct event *older)
{
    older->status = EVENT_SUPERSEDED;
    older->placed_by = "";
    event_warn(reader, older, "this row's event id appears again: the newer row is taken");
}

/* Of the rows of one id the newest stays. */
static GHashTable *find_superseded(const struct event_reader *reader)
{
    GHashTable *by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < reader->events->events->len; i++) {
        struct event *event = g_ptr_array_index(reader->events->events, i);
        struct event *other = g_hash_table_lookup(by_id, event->id);
        if (event->id[0] == '\0') {
            continue;
        }
        if (other != NULL && !is_newer(reader, event, other)) {
            supersede(reader, event);
            continue;
        }
        if (other != NULL) {
            supersede(reader, other);
        }
        g_hash_table_insert(by_id, event->id, event);
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
        g_free(event->id);
        event->id = g_strdup(id->str);
        g_hash_table_insert(by_id, event->id, event);
    }
}

/* ---- the window ---- */

static void filter(const struct event_reader *reader, struct event *event)
{
    const struct date_span *window = reader->options->window;
    if (window == NULL || !window->known) {
        return;
    }
    if (!event->dates.known) {
        event_warn(reader, event, "an event without a known date is kept in the date window");
    } else if (event->dates.last_day < window->first_day ||
               event->dates.first_day > window->last_day) {
        event->status = EVENT_FILTERED;
        event->placed_by = "";
    }
}

static void place_events(const struct event_reader *reader)
{
    GHashTable *by_id = find_superseded(reader);
    name_rows(reader, by_id);
    g_hash_table_unref(by_id);
    for (guint i = 0; i < reader->events->events->len; i++) {
        struct event *event = g_ptr_array_index(reader->events->events, i);
        if (event->status != EVENT_SUPERSEDED) {
            filter(reader, event);
        }
        if (event->status == EVENT_PLACED || event->status == EVENT_UNPLACED) {
            event_place(reader, event);
        }
    }
}

/* ---- reading ---- */

/* Shapes of another CRS are turned to WGS 84; coordinate columns and GeoJSON are in it already. */
static gboolean prepare_transform(struct event_reader *reader, GError **error)
{
    const char *crs = source_crs(reader->source);
    if (crs == NULL || source_kind(reader->source) != SOURCE_SHAPEFILE) {
        return TRUE;
    }
    reader->wgs84 = projection_new("+proj=longlat +datum=WGS84 +no_defs", box_empty(), error);
    reader->to_wgs84 = reader->wgs84 != NULL ? transform_new(reader->wgs84, crs, error) : NULL;
    return reader->to_wgs84 != NULL;
}

static gboolean read_file(struct event_reader *reader, struct source *source, GError **error)
{
    reader->source = source;
    reader->file = g_new0(struct events_file, 1);
    reader->file->path = g_strdup(source_path(source));
    g_ptr_array_add(reader->events->files, reader->file);
    g_array_set_size(reader->own_slots, 0);
    map_fields(reader);
    gboolean read = check_columns(reader, error) && prepare_transform(reader, error) &&
                    read_rows(reader, error);
    g_clear_pointer(&reader->to_wgs84, transform_free);
    g_clear_pointer(&reader->wgs84, projection_free);
    return read;
}

struct events *events_read(struct source *const *sources, guint n_sources,
                           const struct events_options *options, struct diagnostics *diagnostics,
                           GError **error)
{
    g_autoptr(Events) events = events_new();
    struct event_reader reader = {
        .options = options,
        .diagnostics = diagnostics,
        .events = events,
        .own_slots = g_array_new(FALSE, FALSE, sizeof(guint)),
    };
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        reader.canonical[i] = -1;
    }
    gboolean read = TRUE;
    for (guint i = 0; i < n_sources && read; i++) {
        read = read_file(&reader, sources[i], error);
    }
    if (read) {
        place_events(&reader);
    }
    g_array_unref(reader.own_slots);
    return read ? g_steal_pointer(&events) : NULL;
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
