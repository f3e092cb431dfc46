#include "event/schema.h"

#include "event/hxl.h"

#include <string.h>

/* One row a canonical column; aliases in order of preference, as schema_header_key_dup() makes
 * them. */
static const struct {
    const char *name;
    enum column_type type;
    const char *aliases; /* separated by blanks */
} columns[] = {
    [COLUMN_EVENT_ID] = {"event_id_cnty", COLUMN_TEXT, "eventid id eventno"},
    [COLUMN_EVENT_DATE] = {"event_date", COLUMN_TEXT,
                           "date datestart startdate day when tarih التاريخ"},
    [COLUMN_YEAR] = {"year", COLUMN_NUMBER, "yil yıl السنة"},
    [COLUMN_TIME_PRECISION] = {"time_precision", COLUMN_NUMBER, "dateprecision dateprec"},
    [COLUMN_DISORDER_TYPE] = {"disorder_type", COLUMN_TEXT, ""},
    [COLUMN_EVENT_TYPE] = {"event_type", COLUMN_TEXT, "type category"},
    [COLUMN_SUB_EVENT_TYPE] = {"sub_event_type", COLUMN_TEXT, "subtype"},
    [COLUMN_ACTOR1] = {"actor1", COLUMN_TEXT, "actor sidea perpetrator"},
    [COLUMN_ASSOC_ACTOR_1] = {"assoc_actor_1", COLUMN_TEXT, ""},
    [COLUMN_INTER1] = {"inter1", COLUMN_CODE, ""},
    [COLUMN_ACTOR2] = {"actor2", COLUMN_TEXT, "target sideb victim"},
    [COLUMN_ASSOC_ACTOR_2] = {"assoc_actor_2", COLUMN_TEXT, ""},
    [COLUMN_INTER2] = {"inter2", COLUMN_CODE, ""},
    [COLUMN_INTERACTION] = {"interaction", COLUMN_CODE, ""},
    [COLUMN_CIVILIAN_TARGETING] = {"civilian_targeting", COLUMN_TEXT, ""},
    [COLUMN_ISO] = {"iso", COLUMN_CODE, ""},
    [COLUMN_REGION] = {"region", COLUMN_TEXT, ""},
    [COLUMN_COUNTRY] = {"country", COLUMN_TEXT, "countryname countrycode ulke ülke البلد"},
    [COLUMN_ADMIN1] = {"admin1", COLUMN_TEXT,
                       "adm1 admin1name province governorate state il المحافظة"},
    [COLUMN_ADMIN2] = {"admin2", COLUMN_TEXT, "adm2 admin2name district"},
    [COLUMN_ADMIN3] = {"admin3", COLUMN_TEXT, "adm3 admin3name subdistrict"},
    [COLUMN_LOCATION] = {"location", COLUMN_TEXT,
                         "place placename locationname town city village where name yer المكان"},
    [COLUMN_LATITUDE] = {"latitude", COLUMN_NUMBER, "lat enlem"},
    [COLUMN_LONGITUDE] = {"longitude", COLUMN_NUMBER, "lon lng long boylam"},
    [COLUMN_GEO_PRECISION] = {"geo_precision", COLUMN_CODE, "precision"},
    [COLUMN_SOURCE] = {"source", COLUMN_TEXT, "sources kaynak المصدر"},
    [COLUMN_SOURCE_SCALE] = {"source_scale", COLUMN_TEXT, ""},
    [COLUMN_NOTES] = {"notes", COLUMN_TEXT, "note description text summary"},
    [COLUMN_FATALITIES] = {"fatalities", COLUMN_NUMBER,
                           "deaths killed dead deathtoll best olu ölü القتلى"},
    [COLUMN_TAGS] = {"tags", COLUMN_TEXT, ""},
    [COLUMN_TIMESTAMP] = {"timestamp", COLUMN_CODE, "updated modified lastupdated"},
    [COLUMN_EVENT_DATE_END] = {"event_date_end", COLUMN_TEXT, "dateend enddate until"},
    [COLUMN_FATALITIES_LOW] = {"fatalities_low", COLUMN_NUMBER, "deathslow killedlow low"},
    [COLUMN_FATALITIES_HIGH] = {"fatalities_high", COLUMN_NUMBER, "deathshigh killedhigh high"},
    [COLUMN_CLAIM] = {"claim", COLUMN_TEXT, "claims"},
    [COLUMN_EVENT_CLARITY] = {"event_clarity", COLUMN_NUMBER, ""},
    [COLUMN_X] = {"x", COLUMN_NUMBER, "easting xcoord xcoordinate coordx pointx utmx utmeasting"},
    [COLUMN_Y] = {"y", COLUMN_NUMBER, "northing ycoord ycoordinate coordy pointy utmy utmnorthing"},
    [COLUMN_GEOM_WKT] = {"geom_wkt", COLUMN_TEXT, "wkt thegeom geom geometry"},
    [COLUMN_WITHIN_KM] = {"within_km", COLUMN_NUMBER, "radiuskm accuracykm"},
};
G_STATIC_ASSERT(G_N_ELEMENTS(columns) == COLUMN_COUNT);

const char *column_name(enum column column)
{
    return columns[column].name;
}

enum column_type column_type(enum column column)
{
    return columns[column].type;
}

char *schema_header_key_dup(const char *header)
{
    g_autofree char *valid = g_utf8_make_valid(header, -1);
    GString *key = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c)) {
            g_string_append_unichar(key, g_unichar_tolower(c));
        }
    }
    return g_string_free(key, FALSE);
}

/* Key -> slot + 1 of the first header that has it. */
static GHashTable *headers_new(const struct fields *fields)
{
    GHashTable *headers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint slot = 0; slot < fields_count(fields); slot++) {
        char *key = schema_header_key_dup(fields_name(fields, slot));
        if (g_hash_table_contains(headers, key)) {
            g_free(key);
        } else {
            g_hash_table_insert(headers, key, GUINT_TO_POINTER(slot + 1));
        }
    }
    return headers;
}

/* The slot of a header, which is then taken; -1: there is none. */
static int take(GHashTable *headers, const char *key)
{
    int slot = (int)GPOINTER_TO_UINT(g_hash_table_lookup(headers, key)) - 1;
    if (slot >= 0) {
        g_hash_table_remove(headers, key);
    }
    return slot;
}

static int take_alias(GHashTable *headers, const char *aliases)
{
    g_auto(GStrv) keys = g_strsplit(aliases, " ", -1);
    int slot = -1;
    for (guint i = 0; keys[i] != NULL && slot < 0; i++) {
        slot = take(headers, keys[i]);
    }
    return slot;
}

static gboolean has_all(GHashTable *headers, const char *signature)
{
    g_auto(GStrv) names = g_strsplit(signature, " ", -1);
    gboolean all = TRUE;
    for (guint i = 0; names[i] != NULL && all; i++) {
        g_autofree char *key = schema_header_key_dup(names[i]);
        all = g_hash_table_contains(headers, key);
    }
    return all;
}

static const struct event_schema *recognise(GHashTable *headers, const char *const *tags)
{
    for (guint i = 0; i < n_event_schemas; i++) {
        const struct event_schema *schema = &event_schemas[i];
        gboolean by_headers = schema->signature != NULL && has_all(headers, schema->signature);
        if (by_headers || (schema->by_tags && tags != NULL)) {
            return schema;
        }
    }
    return &event_schemas[n_event_schemas - 1];
}

static int find_column(const char *name)
{
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        if (strcmp(columns[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* The schema's own headers: "event_date=date_start event_date_end=date_end". */
static void take_own(struct schema_map *map, GHashTable *headers)
{
    const char *own = map->schema->columns != NULL ? map->schema->columns : "";
    g_auto(GStrv) pairs = g_strsplit(own, " ", -1);
    for (guint i = 0; pairs[i] != NULL; i++) {
        char *equals = strchr(pairs[i], '=');
        *equals = '\0';
        int column = find_column(pairs[i]);
        g_autofree char *key = schema_header_key_dup(equals + 1);
        g_assert(column >= 0);
        if (map->slots[column] < 0) {
            map->slots[column] = take(headers, key);
        }
    }
}

/* The hashtags; what they take is no longer there by its header. */
static void take_tagged(struct schema_map *map, GHashTable *headers, const struct fields *fields,
                        const char *const *tags)
{
    hxl_find_columns(tags, map->slots);
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        if (map->slots[i] >= 0) {
            g_autofree char *key = schema_header_key_dup(fields_name(fields, (guint)map->slots[i]));
            take(headers, key);
        }
    }
}

void schema_map_init(struct schema_map *map, const struct fields *fields, const char *const *tags,
                     const struct event_schema *schema)
{
    GHashTable *headers = headers_new(fields);
    map->schema = schema != NULL ? schema : recognise(headers, tags);
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        map->slots[i] = -1;
    }
    if (map->schema->by_tags && tags != NULL) {
        take_tagged(map, headers, fields, tags);
    }
    take_own(map, headers);
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        if (map->slots[i] < 0) {
            g_autofree char *key = schema_header_key_dup(columns[i].name);
            map->slots[i] = take(headers, key);
        }
    }
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        if (map->slots[i] < 0) {
            map->slots[i] = take_alias(headers, columns[i].aliases);
        }
    }
    g_hash_table_unref(headers);
}
