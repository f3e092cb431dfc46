#include "cli/geocode_rows.h"

#include "base/csv_text.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* ---- columns ---- */

enum output_column {
    OUTPUT_LATITUDE,
    OUTPUT_LONGITUDE,
    OUTPUT_GEO_PRECISION,
    OUTPUT_PRECISION,
    OUTPUT_PLACE_ID,
    OUTPUT_PLACE_NAME,
    OUTPUT_MATCH_TIER,
    OUTPUT_SCORE,
    OUTPUT_STATUS,
    OUTPUT_CANDIDATES,
    OUTPUT_COUNT,
};

static const char *const output_names[OUTPUT_COUNT] = {
    "latitude",   "longitude",  "geo_precision", "precision", "place_id",
    "place_name", "match_tier", "score",         "status",    "candidates",
};

/* What the row says itself is not written over. */
static gboolean is_kept(enum output_column column)
{
    return column <= OUTPUT_GEO_PRECISION;
}

struct layout {
    GArray *slots;              /* int: slot of the events for each own column */
    GArray *outputs;            /* int: the output that stands in this own column; -1: none */
    gboolean own[OUTPUT_COUNT]; /* the file has a column of that name */
};

static int find_output(const char *name)
{
    for (guint i = 0; i < OUTPUT_COUNT; i++) {
        if (g_ascii_strcasecmp(output_names[i], name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static void layout_init(struct layout *layout, const struct source *source,
                        const struct events *events)
{
    const struct fields *fields = source_fields(source);
    *layout = (struct layout){
        .slots = g_array_new(FALSE, FALSE, sizeof(int)),
        .outputs = g_array_new(FALSE, FALSE, sizeof(int)),
    };
    for (guint i = 0; i < fields_count(fields); i++) {
        int slot = fields_find(events->fields, fields_name(fields, i));
        int output = find_output(fields_name(fields, i));
        output = output >= 0 && !layout->own[output] ? output : -1;
        if (output >= 0) {
            layout->own[output] = TRUE;
        }
        g_array_append_val(layout->slots, slot);
        g_array_append_val(layout->outputs, output);
    }
}

static void layout_clear(struct layout *layout)
{
    g_array_unref(layout->slots);
    g_array_unref(layout->outputs);
}

/* ---- a row ---- */

struct row {
    const struct event *event;
    const struct place_answer *answer; /* NULL: not asked */
    enum geocode_status status;
    const struct gazetteer *gazetteer;
};

const char *geocode_status_name(enum geocode_status status)
{
    static const char *const names[] = {
        [GEOCODE_GIVEN] = "given",           [GEOCODE_PLACED] = "placed",
        [GEOCODE_AMBIGUOUS] = "ambiguous",   [GEOCODE_UNKNOWN] = "unknown",
        [GEOCODE_SUPERSEDED] = "superseded",
    };
    return names[status];
}

static enum geocode_status status_of(const struct row *row)
{
    if (row->event->status == EVENT_SUPERSEDED) {
        return GEOCODE_SUPERSEDED;
    }
    if (row->event->status == EVENT_PLACED) {
        return row->event->found != NULL ? GEOCODE_PLACED : GEOCODE_GIVEN;
    }
    gboolean several = row->answer != NULL && row->answer->candidates->len > 0;
    return several ? GEOCODE_AMBIGUOUS : GEOCODE_UNKNOWN;
}

static void row_init(struct row *row, const struct events *events, const struct event *event,
                     const struct events_options *options, struct geocode_counts *counts)
{
    gboolean given = event->status == EVENT_SUPERSEDED ||
                     (event->status == EVENT_PLACED && event->found == NULL);
    row->event = event;
    row->gazetteer = options->gazetteer;
    row->answer = given ? NULL : event_answer(events, event, options);
    row->status = status_of(row);
    counts->rows++;
    counts->by_status[row->status]++;
    if (row->status == GEOCODE_PLACED) {
        counts->by_tier[row->answer->tier]++;
    }
}

/* 1e-7 degree is a centimetre. */
static double rounded_degrees(double degrees)
{
    return round(degrees * 1e7) / 1e7;
}

/* ACLED's code where there is one, else the word, which is read again as well. */
static const char *geo_precision(enum precision precision)
{
    switch (precision) {
    case PRECISION_EXACT:
        return "1";
    case PRECISION_NEAR:
        return "2";
    case PRECISION_ADMIN1:
        return "3";
    default:
        return precision_name(precision);
    }
}

static char *place_name_dup(const struct place_answer *answer)
{
    return answer->other != NULL
               ? g_strdup_printf("%s - %s", answer->place->name, answer->other->name)
               : g_strdup(answer->place->name);
}

static char *candidates_dup(const struct row *row)
{
    GString *list = g_string_new(NULL);
    const GPtrArray *candidates = row->answer->candidates;
    for (guint i = 0; i < candidates->len; i++) {
        g_autofree char *text =
            gazetteer_describe_dup(row->gazetteer, g_ptr_array_index(candidates, i));
        g_string_append_printf(list, "%s%s", i > 0 ? "; " : "", text);
    }
    return g_string_free(list, FALSE);
}

static char *number_dup(double number)
{
    char buffer[VALUE_NUMBER_TEXT];
    return g_strdup(value_number_text(number, buffer));
}

/* The text of an output; "" where there is nothing to say. Owned by the caller. */
static char *output_text_dup(const struct row *row, enum output_column column)
{
    gboolean placed = row->status == GEOCODE_PLACED;
    gboolean has_point = placed || row->status == GEOCODE_GIVEN;
    switch (column) {
    case OUTPUT_LATITUDE:
        return has_point ? number_dup(rounded_degrees(row->event->at.lat)) : g_strdup("");
    case OUTPUT_LONGITUDE:
        return has_point ? number_dup(rounded_degrees(row->event->at.lon)) : g_strdup("");
    case OUTPUT_GEO_PRECISION:
        return g_strdup(placed ? geo_precision(row->event->precision) : "");
    case OUTPUT_PRECISION:
        return g_strdup(has_point ? precision_name(row->event->precision) : "");
    case OUTPUT_PLACE_ID:
        return g_strdup(placed ? row->answer->place->id : "");
    case OUTPUT_PLACE_NAME:
        return placed ? place_name_dup(row->answer) : g_strdup("");
    case OUTPUT_MATCH_TIER:
        return g_strdup(placed ? match_tier_name(row->answer->tier) : "");
    case OUTPUT_SCORE:
        return placed ? number_dup(round(row->answer->score * 1000) / 1000) : g_strdup("");
    case OUTPUT_STATUS:
        return g_strdup(geocode_status_name(row->status));
    case OUTPUT_CANDIDATES:
        return row->status == GEOCODE_AMBIGUOUS ? candidates_dup(row) : g_strdup("");
    case OUTPUT_COUNT:
        break;
    }
    return g_strdup("");
}

static struct value own_value(const struct row *row, int slot)
{
    gboolean has = slot >= 0 && (guint)slot < row->event->n_values;
    return has ? row->event->values[slot] : value_absent();
}

/* The output that stands in an own column of the row; -1: the row's own cell does. */
static int output_in(const struct layout *layout, const struct row *row, guint column)
{
    int output = g_array_index(layout->outputs, int, column);
    struct value own = own_value(row, g_array_index(layout->slots, int, column));
    gboolean keeps = output >= 0 && is_kept((enum output_column)output) && !value_is_empty(own);
    return keeps ? -1 : output;
}

/* ---- CSV ---- */

static void append_own_cell(GString *csv, struct value value)
{
    char buffer[VALUE_NUMBER_TEXT];
    switch (value.type) {
    case VALUE_STRING:
        csv_append_cell(csv, value.string);
        break;
    case VALUE_NUMBER:
        g_string_append(csv, value_number_text(value.number, buffer));
        break;
    case VALUE_BOOLEAN:
        g_string_append(csv, value.boolean ? "true" : "false");
        break;
    default:
        break;
    }
}

static void append_output_cell(GString *csv, const struct row *row, enum output_column column)
{
    g_autofree char *text = output_text_dup(row, column);
    csv_append_cell(csv, text);
}

static void append_csv_row(GString *csv, const struct layout *layout, const struct row *row)
{
    for (guint i = 0; i < layout->slots->len; i++) {
        int output = output_in(layout, row, i);
        if (i > 0) {
            g_string_append_c(csv, ',');
        }
        if (output >= 0) {
            append_output_cell(csv, row, (enum output_column)output);
        } else {
            append_own_cell(csv, own_value(row, g_array_index(layout->slots, int, i)));
        }
    }
    for (guint i = 0; i < OUTPUT_COUNT; i++) {
        if (!layout->own[i]) {
            g_string_append_c(csv, ',');
            append_output_cell(csv, row, (enum output_column)i);
        }
    }
    g_string_append_c(csv, '\n');
}

static void append_csv_header(GString *csv, const struct layout *layout,
                              const struct source *source)
{
    const struct fields *fields = source_fields(source);
    for (guint i = 0; i < layout->slots->len; i++) {
        if (i > 0) {
            g_string_append_c(csv, ',');
        }
        csv_append_cell(csv, fields_name(fields, i));
    }
    for (guint i = 0; i < OUTPUT_COUNT; i++) {
        if (!layout->own[i]) {
            g_string_append_printf(csv, "%s%s", csv->len > 0 ? "," : "", output_names[i]);
        }
    }
    g_string_append_c(csv, '\n');
}

static GBytes *write_csv(const struct source *source, const struct events *events,
                         const struct events_options *options, struct geocode_counts *counts)
{
    struct layout layout;
    layout_init(&layout, source, events);
    GString *csv = g_string_new(NULL);
    append_csv_header(csv, &layout, source);
    for (guint i = 0; i < events->events->len; i++) {
        struct row row;
        row_init(&row, events, g_ptr_array_index(events->events, i), options, counts);
        append_csv_row(csv, &layout, &row);
        place_answer_unref(row.answer);
    }
    layout_clear(&layout);
    return g_string_free_to_bytes(csv);
}

/* ---- JSON ---- */

static json_t *json_from_number(double number)
{
    gboolean whole = number == floor(number) && fabs(number) < 9007199254740992.0;
    return whole ? json_integer((json_int_t)number) : json_real(number);
}

/* A cell of a table that is a number is one here, unless a double cannot hold it. */
static json_t *json_from_text(const char *text)
{
    double number;
    if (text[0] == '\0') {
        return json_null();
    }
    gboolean is_number = value_number_parse(text, strlen(text), &number) &&
                         strspn(text, "-.0123456789eE") == strlen(text) && strlen(text) < 16;
    return is_number ? json_from_number(number) : json_string(text);
}

static json_t *json_from_value(struct value value)
{
    switch (value.type) {
    case VALUE_STRING:
        return json_from_text(value.string);
    case VALUE_NUMBER:
        return isfinite(value.number) ? json_from_number(value.number) : json_null();
    case VALUE_BOOLEAN:
        return json_boolean(value.boolean);
    default:
        return json_null();
    }
}

static json_t *json_candidates(const struct row *row)
{
    json_t *list = json_array();
    for (guint i = 0; row->status == GEOCODE_AMBIGUOUS && i < row->answer->candidates->len; i++) {
        const struct place *place = g_ptr_array_index(row->answer->candidates, i);
        const struct place *unit = gazetteer_admin1_of(row->gazetteer, place);
        json_array_append_new(
            list, json_pack("{ss? ss? ss? ss? ss? sf sf}", "place_id", place->id, "place_name",
                            place->name, "feature_code", place->feature_code, "admin1",
                            unit != NULL ? unit->name : NULL, "country", place->country_code,
                            "latitude", place->at.lat, "longitude", place->at.lon));
    }
    return list;
}

/* Ids stay texts: they are names, not amounts. */
static json_t *json_output(const struct row *row, enum output_column column)
{
    g_autofree char *text = output_text_dup(row, column);
    if (column == OUTPUT_CANDIDATES) {
        return json_candidates(row);
    }
    if (column == OUTPUT_PLACE_ID || column == OUTPUT_PLACE_NAME) {
        return text[0] != '\0' ? json_string(text) : json_null();
    }
    return json_from_text(text);
}

static json_t *json_row(const struct layout *layout, const struct source *source,
                        const struct row *row)
{
    json_t *object = json_object();
    for (guint i = 0; i < layout->slots->len; i++) {
        int output = output_in(layout, row, i);
        json_t *value = output >= 0
                            ? json_output(row, (enum output_column)output)
                            : json_from_value(own_value(row, g_array_index(layout->slots, int, i)));
        json_object_set_new(object, fields_name(source_fields(source), i), value);
    }
    for (guint i = 0; i < OUTPUT_COUNT; i++) {
        if (!layout->own[i]) {
            json_object_set_new(object, output_names[i], json_output(row, (enum output_column)i));
        }
    }
    return object;
}

static json_t *json_feature(json_t *properties, const struct row *row)
{
    gboolean has_point = row->status == GEOCODE_PLACED || row->status == GEOCODE_GIVEN;
    json_t *geometry = json_null();
    if (has_point) {
        geometry =
            json_pack("{ss s[ff]}", "type", "Point", "coordinates",
                      rounded_degrees(row->event->at.lon), rounded_degrees(row->event->at.lat));
    }
    return json_pack("{ss so so}", "type", "Feature", "geometry", geometry, "properties",
                     properties);
}

static GBytes *write_rows_as_json(const struct source *source, const struct events *events,
                                  const struct events_options *options,
                                  struct geocode_counts *counts, gboolean features)
{
    struct layout layout;
    layout_init(&layout, source, events);
    GString *text = g_string_new(features ? "{\"type\":\"FeatureCollection\",\"features\":[" : "[");
    for (guint i = 0; i < events->events->len; i++) {
        struct row row;
        row_init(&row, events, g_ptr_array_index(events->events, i), options, counts);
        json_t *object = json_row(&layout, source, &row);
        object = features ? json_feature(object, &row) : object;
        char *dump = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(15));
        g_string_append_printf(text, "%s\n", i > 0 ? "," : "");
        g_string_append(text, dump != NULL ? dump : "null");
        free(dump);
        json_decref(object);
        place_answer_unref(row.answer);
    }
    g_string_append(text, features ? "\n]}\n" : "\n]\n");
    layout_clear(&layout);
    return g_string_free_to_bytes(text);
}

static GBytes *write_json(const struct source *source, const struct events *events,
                          const struct events_options *options, struct geocode_counts *counts)
{
    return write_rows_as_json(source, events, options, counts, FALSE);
}

static GBytes *write_geojson(const struct source *source, const struct events *events,
                             const struct events_options *options, struct geocode_counts *counts)
{
    return write_rows_as_json(source, events, options, counts, TRUE);
}

const struct geocode_format geocode_formats[] = {
    {"csv", ".csv", write_csv},
    {"geojson", ".geojson", write_geojson},
    {"json", ".json", write_json},
    {NULL, NULL, NULL},
};
