/* The rows of one file after another, as events: the columns, then a row at a time. */
#include "event/event_reader.h"

#include "base/error.h"
#include "event/event_redact.h"

static const char *const derived_names[DERIVED_COUNT] = {
    [DERIVED_PRECISION] = "precision",   [DERIVED_WITHIN_KM] = "within_km",
    [DERIVED_UNCLEAR] = "unclear",       [DERIVED_DATE_VAGUE] = "date_vague",
    [DERIVED_PLACED_BY] = "placed_by",   [DERIVED_DEATHS] = "deaths",
    [DERIVED_DEATHS_LOW] = "deaths_low", [DERIVED_DEATHS_HIGH] = "deaths_high",
    [DERIVED_CLAIM] = "claim",           [DERIVED_PLACE_ID] = "place_id",
    [DERIVED_AREA_ID] = "area_id",       [DERIVED_ADMIN1_ID] = "admin1_id",
    [DERIVED_AREA_LEVEL] = "area_level", [DERIVED_AGE] = "age",
    [DERIVED_AGE_DAYS] = "age_days",
};

void event_reader_init(struct event_reader *reader, struct events *events,
                       const struct events_options *options, struct diagnostics *diagnostics)
{
    *reader = (struct event_reader){
        .options = options,
        .diagnostics = diagnostics,
        .events = events,
        .own_slots = g_array_new(FALSE, FALSE, sizeof(guint)),
        .redacted = g_hash_table_new(g_str_hash, g_str_equal),
        .kept = g_array_new(FALSE, TRUE, sizeof(gboolean)),
    };
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        reader->canonical[i] = -1;
    }
}

static void close_file(struct event_reader *reader)
{
    g_clear_pointer(&reader->to_wgs84, transform_free);
    g_clear_pointer(&reader->wgs84, projection_free);
}

void event_reader_clear(struct event_reader *reader)
{
    close_file(reader);
    g_array_unref(reader->own_slots);
    g_hash_table_unref(reader->redacted);
    g_array_unref(reader->kept);
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
    schema_map_init(&reader->map, source, source_field_tags(reader->source),
                    reader->options->schema);
    reader->file->schema = reader->map.schema;
    reader->file->columns = fields_count(source);
    reader->id_slot = reader->map.slots[COLUMN_EVENT_ID];
    reader->timestamp_slot = reader->map.slots[COLUMN_TIMESTAMP];
    event_redact_columns(reader);
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
    if (reader->options->compare) {
        reader->change_slot = fields_add(reader->events->fields, "change");
    }
    event_coarsen_map(reader);
}

/* A table without any column that tells where can only be the wrong file. */
static gboolean check_columns(const struct event_reader *reader, GError **error)
{
    const int *slots = reader->map.slots;
    gboolean has_where = slots[COLUMN_LOCATION] >= 0 || slots[COLUMN_ADMIN1] >= 0 ||
                         slots[COLUMN_GEOM_WKT] >= 0 ||
                         (slots[COLUMN_LATITUDE] >= 0 && slots[COLUMN_LONGITUDE] >= 0) ||
                         (slots[COLUMN_X] >= 0 && slots[COLUMN_Y] >= 0);
    if (source_kind(reader->source) == SOURCE_TABLE && !has_where) {
        set_data_error(error, reader->file->path, 1,
                       "no column says where: an events file needs latitude and longitude, or "
                       "location (place, name, town), or admin1");
        return FALSE;
    }
    return TRUE;
}

/* Of a table without latitude and longitude whose CRS nobody stated. */
static void note_assumed(const struct event_reader *reader)
{
    const int *slots = reader->map.slots;
    if (source_kind(reader->source) == SOURCE_TABLE && slots[COLUMN_LATITUDE] < 0 &&
        slots[COLUMN_X] >= 0 && slots[COLUMN_Y] >= 0) {
        diagnostics_add(reader->diagnostics, SEVERITY_NOTE, reader->file->path, 0,
                        "columns x and y are taken as WGS 84 longitude and latitude; --events-crs "
                        "names another CRS");
    }
}

/* Shapes, x and y of another CRS are turned to WGS 84; latitude and longitude and GeoJSON are in it
 * already. */
static gboolean prepare_transform(struct event_reader *reader, GError **error)
{
    const char *given = reader->options->crs;
    const char *crs = given != NULL ? given : source_crs(reader->source);
    if (crs == NULL || (given == NULL && source_kind(reader->source) != SOURCE_SHAPEFILE)) {
        note_assumed(reader);
        return TRUE;
    }
    reader->wgs84 = projection_new("+proj=longlat +datum=WGS84 +no_defs", box_empty(), error);
    reader->to_wgs84 = reader->wgs84 != NULL ? transform_new(reader->wgs84, crs, error) : NULL;
    return reader->to_wgs84 != NULL;
}

/* The points that a table makes of its columns are not looked at: those columns are. */
static void want_no_shapes(struct source *source)
{
    if (source_kind(source) == SOURCE_TABLE) {
        guint n = fields_count(source_fields(source));
        g_autofree gboolean *wanted = g_new(gboolean, n + 1);
        for (guint i = 0; i < n; i++) {
            wanted[i] = TRUE;
        }
        source_want(source, wanted, n, FALSE);
    }
}

gboolean event_reader_open(struct event_reader *reader, struct source *source, GError **error)
{
    close_file(reader);
    reader->source = source;
    reader->file = g_new0(struct events_file, 1);
    reader->file->path = g_strdup(source_path(source));
    g_ptr_array_add(reader->events->files, reader->file);
    g_array_set_size(reader->own_slots, 0);
    reader->date_order_known = FALSE;
    map_fields(reader);
    want_no_shapes(source);
    return check_columns(reader, error) && prepare_transform(reader, error);
}

/* ---- the rows ---- */

enum source_result event_reader_next(struct event_reader *reader, struct event *event,
                                     GError **error)
{
    struct feature row;
    enum source_result result = source_next(reader->source, &row, error);
    reader->file->rows += result == SOURCE_FEATURE || result == SOURCE_UNREADABLE;
    reader->file->unreadable += result == SOURCE_UNREADABLE;
    if (result == SOURCE_FEATURE) {
        if (fields_count(source_fields(reader->source)) != reader->own_slots->len) {
            map_fields(reader);
        }
        event_from_row(reader, &row, event);
    }
    return result;
}
