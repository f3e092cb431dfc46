#include "cli/geocode_rows.h"

#include "base/csv_text.h"
#include "base/error.h"

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
    GArray *outputs;            /* int: the output that stands in each own column; -1: none */
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

static void layout_init(struct layout *layout, const struct source *source)
{
    const struct fields *fields = source_fields(source);
    *layout = (struct layout){.outputs = g_array_new(FALSE, FALSE, sizeof(int))};
    for (guint i = 0; i < fields_count(fields); i++) {
        int output = find_output(fields_name(fields, i));
        output = output >= 0 && !layout->own[output] ? output : -1;
        if (output >= 0) {
            layout->own[output] = TRUE;
        }
        g_array_append_val(layout->outputs, output);
    }
}

static void layout_clear(struct layout *layout)
{
    g_array_unref(layout->outputs);
}

/* ---- a row ---- */

struct row {
    const struct feature *own; /* as the file has it */
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

static struct value own_value(const struct row *row, guint column)
{
    return feature_slot(row->own, (int)column);
}

/* The output that stands in an own column of the row; -1: the row's own cell does. */
static int output_in(const struct layout *layout, const struct row *row, guint column)
{
    int output = g_array_index(layout->outputs, int, column);
    struct value own = own_value(row, column);
    gboolean is_blank = value_is_empty(own) ||
                        (own.type == VALUE_STRING && own.string[strspn(own.string, " ")] == '\0');
    gboolean keeps = output >= 0 && is_kept((enum output_column)output) && !is_blank;
    return keeps ? -1 : output;
}

/* ---- the rows ---- */

struct writing {
    const struct source *source;
    struct layout layout;
    GString *text;
    guint written; /* rows so far */
};

typedef void (*row_writer)(struct writing *writing, const struct row *row);

/* The events are in the order of the rows that could be read: these are read once more, since an
 * event has its cells as its columns' types want them. */
static gboolean write_rows(struct writing *writing, struct source *source,
                           const struct events *events, const struct events_options *options,
                           struct geocode_counts *counts, row_writer write, GError **error)
{
    for (guint i = 0; i < events->events->len;) {
        struct feature feature;
        switch (source_next(source, &feature, error)) {
        case SOURCE_FEATURE: {
            struct row row = {.own = &feature};
            row_init(&row, events, g_ptr_array_index(events->events, i++), options, counts);
            write(writing, &row);
            writing->written++;
            place_answer_unref(row.answer);
            break;
        }
        case SOURCE_SKIPPED:
        case SOURCE_UNREADABLE:
            break;
        case SOURCE_END:
            set_data_error(error, source_path(source), 0, "the file changed while it was read");
            return FALSE;
        case SOURCE_ERROR:
            return FALSE;
        }
    }
    return TRUE;
}

static void writing_init(struct writing *writing, struct source *source, const char *begin)
{
    source_rewind(source, TRUE);
    source_keep_texts(source);
    *writing = (struct writing){.source = source, .text = g_string_new(begin)};
    layout_init(&writing->layout, source);
}

static GBytes *writing_end(struct writing *writing, gboolean written, const char *end)
{
    layout_clear(&writing->layout);
    g_string_append(writing->text, end);
    GBytes *bytes = g_string_free_to_bytes(writing->text);
    if (!written) {
        g_bytes_unref(bytes);
    }
    return written ? bytes : NULL;
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

static void append_csv_row(struct writing *writing, const struct row *row)
{
    const struct layout *layout = &writing->layout;
    GString *csv = writing->text;
    for (guint i = 0; i < layout->outputs->len; i++) {
        int output = output_in(layout, row, i);
        if (i > 0) {
            g_string_append_c(csv, ',');
        }
        if (output >= 0) {
            append_output_cell(csv, row, (enum output_column)output);
        } else {
            append_own_cell(csv, own_value(row, i));
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

static void append_csv_header(struct writing *writing)
{
    const struct fields *fields = source_fields(writing->source);
    GString *csv = writing->text;
    for (guint i = 0; i < fields_count(fields); i++) {
        if (i > 0) {
            g_string_append_c(csv, ',');
        }
        csv_append_cell(csv, fields_name(fields, i));
    }
    for (guint i = 0; i < OUTPUT_COUNT; i++) {
        if (!writing->layout.own[i]) {
            g_string_append_printf(csv, "%s%s", csv->len > 0 ? "," : "", output_names[i]);
        }
    }
    g_string_append_c(csv, '\n');
}

static GBytes *write_csv(struct source *source, const struct events *events,
                         const struct events_options *options, struct geocode_counts *counts,
                         GError **error)
{
    struct writing writing;
    writing_init(&writing, source, "");
    append_csv_header(&writing);
    gboolean written = write_rows(&writing, source, events, options, counts, append_csv_row, error);
    return writing_end(&writing, written, "");
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

static json_t *json_row(const struct writing *writing, const struct row *row)
{
    const struct layout *layout = &writing->layout;
    json_t *object = json_object();
    for (guint i = 0; i < layout->outputs->len; i++) {
        int output = output_in(layout, row, i);
        json_t *value = output >= 0 ? json_output(row, (enum output_column)output)
                                    : json_from_value(own_value(row, i));
        json_object_set_new(object, fields_name(source_fields(writing->source), i), value);
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

static void append_json(struct writing *writing, json_t *object)
{
    char *dump = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(15));
    g_string_append_printf(writing->text, "%s\n", writing->written > 0 ? "," : "");
    g_string_append(writing->text, dump != NULL ? dump : "null");
    free(dump);
    json_decref(object);
}

static void append_json_row(struct writing *writing, const struct row *row)
{
    append_json(writing, json_row(writing, row));
}

static void append_json_feature(struct writing *writing, const struct row *row)
{
    append_json(writing, json_feature(json_row(writing, row), row));
}

static GBytes *write_json(struct source *source, const struct events *events,
                          const struct events_options *options, struct geocode_counts *counts,
                          GError **error)
{
    struct writing writing;
    writing_init(&writing, source, "[");
    gboolean written =
        write_rows(&writing, source, events, options, counts, append_json_row, error);
    return writing_end(&writing, written, "\n]\n");
}

static GBytes *write_geojson(struct source *source, const struct events *events,
                             const struct events_options *options, struct geocode_counts *counts,
                             GError **error)
{
    struct writing writing;
    writing_init(&writing, source, "{\"type\":\"FeatureCollection\",\"features\":[");
    gboolean written =
        write_rows(&writing, source, events, options, counts, append_json_feature, error);
    return writing_end(&writing, written, "\n]}\n");
}

const struct geocode_format geocode_formats[] = {
    {"csv", ".csv", write_csv},
    {"geojson", ".geojson", write_geojson},
    {"json", ".json", write_json},
    {NULL, NULL, NULL},
};
