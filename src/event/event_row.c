#include "event/event_reader.h"

#include "base/error.h"
#include "event/timestamp.h"
#include "source/coordinate.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

void event_warn(const struct event_reader *reader, const struct event *event, const char *format,
                ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diagnostics_add(reader->diagnostics, SEVERITY_WARNING, event_path(reader->events, event),
                    event->line, "%s", text);
}

char *event_quoted_dup(const struct event_reader *reader, const char *text)
{
    gboolean hides = coarsening_is_on(&reader->options->coarsening);
    return hides ? g_strdup("…") : printable_dup(text);
}

struct value event_value(const struct event_reader *reader, const struct event *event,
                         enum column column)
{
    int slot = reader->canonical[column];
    return slot >= 0 && (guint)slot < event->n_values ? event->values[slot] : value_absent();
}

const char *event_cell(const struct event_reader *reader, const struct event *event,
                       enum column column, char *buffer)
{
    struct value value = event_value(reader, event, column);
    if (value.type == VALUE_STRING) {
        return value.string;
    }
    return value.type == VALUE_NUMBER ? value_number_text(value.number, buffer) : "";
}

/* ---- typed cells ---- */

static gboolean is_word_for_unknown(const char *text)
{
    if (text[0] == '\0' || g_ascii_isdigit(text[0])) {
        return text[0] == '\0'; /* as most cells are */
    }
    static const char *const words[] = {"",     "-",    "?",       "n/a",        "na",       "nan",
                                        "null", "none", "unknown", "bilinmiyor", "غير معروف"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_ascii_strcasecmp(words[i], text) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* As people write numbers: blanks about it, a plus sign or leading zeros do no harm. */
static gboolean read_number(const char *text, double *number)
{
    if (text[strspn(text, "0123456789+-.eE")] != '\0') {
        return FALSE; /* g_ascii_strtod() would take hexadecimal and "inf" */
    }
    char *end;
    *number = g_ascii_strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*number);
}

static gboolean read_coordinate(const char *text, enum column column, double *number)
{
    switch (column) {
    case COLUMN_LATITUDE:
        return coordinate_parse(text, COORDINATE_LATITUDE, number);
    case COLUMN_LONGITUDE:
        return coordinate_parse(text, COORDINATE_LONGITUDE, number);
    case COLUMN_X:
    case COLUMN_Y:
        return coordinate_parse(text, COORDINATE_PLANE, number);
    default:
        return FALSE;
    }
}

static struct value number_cell(const struct event_reader *reader, const struct event *event,
                                enum column column, struct value value)
{
    if (value.type == VALUE_NUMBER && isfinite(value.number)) {
        return value;
    }
    if (value.type != VALUE_STRING) {
        return value_null();
    }
    g_autofree char *text = g_strstrip(g_strdup(value.string));
    double number;
    if (read_number(text, &number) || read_coordinate(text, column, &number)) {
        return value_number(number);
    }
    if (!is_word_for_unknown(text)) {
        g_autofree char *shown = event_quoted_dup(reader, text);
        event_warn(reader, event, "%s '%s' is not a number: taken as unknown", column_name(column),
                   shown);
    }
    return value_null();
}

static struct value text_cell(const struct event_reader *reader, struct value value)
{
    char buffer[VALUE_NUMBER_TEXT];
    switch (value.type) {
    case VALUE_STRING:
        return value;
    case VALUE_NUMBER:
        return value_string(
            value_store_string(reader->store, value_number_text(value.number, buffer), -1));
    case VALUE_BOOLEAN:
        return value_string(value.boolean ? "true" : "false");
    default:
        return value_null();
    }
}

static struct value typed_cell(const struct event_reader *reader, const struct event *event,
                               enum column column, struct value value)
{
    if (value_is_empty(value)) {
        return value_null();
    }
    switch (column_type(column)) {
    case COLUMN_TEXT:
        return text_cell(reader, value);
    case COLUMN_NUMBER:
        return number_cell(reader, event, column, value);
    case COLUMN_CODE:
        break;
    }
    return value;
}

static void fill_values(struct event_reader *reader, struct event *event, const struct feature *row)
{
    struct value_store *store = reader->store;
    event->n_values = fields_count(reader->events->fields);
    event->values = value_store_array(store, event->n_values)->items;
    for (guint i = 0; i < event->n_values; i++) {
        event->values[i] = value_absent();
    }
    for (guint i = 0; i < row->n_values && i < reader->own_slots->len; i++) {
        guint slot = g_array_index(reader->own_slots, guint, i);
        if (slot != SLOT_LEFT_OUT) {
            event->values[slot] =
                reader->borrows ? row->values[i] : value_store_copy(store, row->values[i]);
        }
    }
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        if (reader->map.slots[i] >= 0) {
            guint source_slot = g_array_index(reader->own_slots, guint, reader->map.slots[i]);
            struct value value = event->values[source_slot];
            const char *text = event_schema_code_text(reader->map.schema, i, value);
            event->values[reader->canonical[i]] =
                text != NULL ? value_string(text) : typed_cell(reader, event, i, value);
        }
    }
    for (guint i = 0; i < DERIVED_COUNT; i++) {
        /* Where the file has a column of that name, what it says is still to be read. */
        if (i != DERIVED_CLAIM && i != DERIVED_WITHIN_KM) {
            event->values[reader->derived[i]] = value_null();
        }
    }
}

/* ---- dates ---- */

static gboolean read_date(struct event_reader *reader, const struct event *event,
                          enum column column, struct date_span *span)
{
    char buffer[CELL_BUFFER];
    const char *text = event_cell(reader, event, column, buffer);
    *span = (struct date_span){0};
    if (is_word_for_unknown(text)) {
        return FALSE;
    }
    if (!reader->date_order_known && date_order_evidence(text) != DATE_EVIDENCE_NONE) {
        event_find_date_order(reader);
    }
    if (!date_span_parse_ordered(text, reader->date_order, span)) {
        g_autofree char *shown = event_quoted_dup(reader, text);
        event_warn(reader, event, "%s '%s' is not understood: write 2020-02-27, 2020-02 or 2020",
                   column_name(column), shown);
        return FALSE;
    }
    return TRUE;
}

static void read_dates(struct event_reader *reader, struct event *event)
{
    struct date_span end;
    if (!read_date(reader, event, COLUMN_EVENT_DATE, &event->dates)) {
        read_date(reader, event, COLUMN_YEAR, &event->dates);
    }
    if (!read_date(reader, event, COLUMN_EVENT_DATE_END, &end)) {
        return;
    }
    if (!event->dates.known || end.last_day < event->dates.first_day) {
        event_warn(reader, event,
                   "the event ends before it begins, or has no beginning: its %s "
                   "is left out",
                   column_name(COLUMN_EVENT_DATE_END));
        return;
    }
    event->dates.last_day = MAX(event->dates.last_day, end.last_day);
}

/* ---- deaths ---- */

static gboolean read_count(const struct event_reader *reader, const struct event *event,
                           enum column column, double *count)
{
    struct value value = event_value(reader, event, column);
    if (value.type != VALUE_NUMBER) {
        return FALSE;
    }
    if (value.number < 0) {
        event_warn(reader, event, "%s is negative: taken as unknown", column_name(column));
        return FALSE;
    }
    *count = value.number;
    return TRUE;
}

static void read_claim(const struct event_reader *reader, struct event *event)
{
    static const char *const no[] = {"0", "no", "false"};
    char buffer[CELL_BUFFER];
    const char *text = event_cell(reader, event, COLUMN_CLAIM, buffer);
    gboolean is_claim = text[0] != '\0';
    for (guint i = 0; i < G_N_ELEMENTS(no) && is_claim; i++) {
        is_claim = g_ascii_strcasecmp(no[i], text) != 0;
    }
    event->claim = is_claim ? value_store_string(reader->store, text, -1) : NULL;
    event->values[reader->derived[DERIVED_CLAIM]] =
        is_claim ? value_string(event->claim) : value_null();
}

static void set_number(const struct event_reader *reader, struct event *event, enum derived derived,
                       double number)
{
    event->values[reader->derived[derived]] = value_number(number);
}

/* Low, best and high. A number that is only claimed is no count of deaths. */
static void read_deaths(const struct event_reader *reader, struct event *event)
{
    double best = 0, low = 0, high = 0;
    gboolean has_best = read_count(reader, event, COLUMN_FATALITIES, &best);
    gboolean has_low = read_count(reader, event, COLUMN_FATALITIES_LOW, &low);
    gboolean has_high = read_count(reader, event, COLUMN_FATALITIES_HIGH, &high);
    if (event->claim != NULL) {
        if (has_best || has_low || has_high) {
            diagnostics_add(reader->diagnostics, SEVERITY_NOTE, event_path(reader->events, event),
                            event->line, "the number of a claim is not counted as deaths");
        }
        return;
    }
    if (!has_best) {
        if (has_low) {
            set_number(reader, event, DERIVED_DEATHS_LOW, low);
        }
        if (has_high) {
            set_number(reader, event, DERIVED_DEATHS_HIGH, high);
        }
        return;
    }
    if ((has_low && low > best) || (has_high && high < best)) {
        event_warn(reader, event, "the low and high counts of deaths do not enclose the count");
    }
    event->deaths_known = TRUE;
    event->deaths = best;
    event->deaths_low = has_low ? MIN(low, best) : best;
    event->deaths_high = has_high ? MAX(high, best) : best;
    set_number(reader, event, DERIVED_DEATHS, event->deaths);
    set_number(reader, event, DERIVED_DEATHS_LOW, event->deaths_low);
    set_number(reader, event, DERIVED_DEATHS_HIGH, event->deaths_high);
}

/* ---- how well it is known ---- */

static void read_precision(const struct event_reader *reader, struct event *event)
{
    char text[CELL_BUFFER];
    event->precision = precision_from_code(reader->map.schema->precision_codes,
                                           event_cell(reader, event, COLUMN_GEO_PRECISION, text),
                                           &event->within_km);
}

static void read_marks(const struct event_reader *reader, struct event *event)
{
    const struct column_mark *row = reader->map.schema->marks;
    for (; row != NULL && row->mark != 0; row++) {
        struct value value = event_value(reader, event, row->column);
        if (value.type == VALUE_NUMBER && value.number >= row->from) {
            event->marks |= row->mark;
        }
    }
    event->values[reader->derived[DERIVED_UNCLEAR]] =
        value_boolean((event->marks & EVENT_UNCLEAR) != 0);
    event->values[reader->derived[DERIVED_DATE_VAGUE]] =
        value_boolean((event->marks & EVENT_DATE_VAGUE) != 0);
}

/* ---- the row ---- */

/* Without blanks about it: the text itself where it lives as long as the event, else a copy. */
static const char *trimmed(const struct event_reader *reader, const char *text, gboolean lasts)
{
    while (g_ascii_isspace(*text)) {
        text++;
    }
    gsize length = strlen(text);
    gsize whole = length;
    while (length > 0 && g_ascii_isspace(text[length - 1])) {
        length--;
    }
    return lasts && length == whole ? text
                                    : value_store_string(reader->store, text, (gssize)length);
}

static const char *trimmed_value(const struct event_reader *reader, struct value value)
{
    char buffer[VALUE_NUMBER_TEXT];
    return value.type == VALUE_STRING ? trimmed(reader, value.string, TRUE)
           : value.type == VALUE_NUMBER
               ? trimmed(reader, value_number_text(value.number, buffer), FALSE)
               : "";
}

/* The id column, else the feature's own id. */
static const char *read_id(const struct event_reader *reader, const struct event *event,
                           const struct feature *row)
{
    struct value cell = event_value(reader, event, COLUMN_EVENT_ID);
    if (reader->hides_id && reader->id_slot >= 0 && (guint)reader->id_slot < row->n_values) {
        cell = row->values[reader->id_slot];
        cell = reader->borrows ? cell : value_store_copy(reader->store, cell);
    }
    const char *id = trimmed_value(reader, cell);
    if (id[0] != '\0' || row->id.type == VALUE_ABSENT) {
        return id;
    }
    return trimmed_value(reader,
                         reader->borrows ? row->id : value_store_copy(reader->store, row->id));
}

void event_from_row(struct event_reader *reader, const struct feature *row, struct event *event)
{
    *event = (struct event){
        .file = reader->events->files->len - 1,
        .line = row->line,
        .written = timestamp_seconds(feature_slot(row, reader->timestamp_slot)),
    };
    fill_values(reader, event, row);
    read_precision(reader, event);
    read_marks(reader, event);
    event->id = read_id(reader, event, row);
    event->place = trimmed_value(reader, event_value(reader, event, COLUMN_LOCATION));
    read_dates(reader, event);
    read_claim(reader, event);
    read_deaths(reader, event);
    event_read_position(reader, event, row);
    /* A point is not named after its province; a row that has nothing else is known to it. */
    if (event->place[0] == '\0' && event->status == EVENT_UNPLACED) {
        event->place = trimmed_value(reader, event_value(reader, event, COLUMN_ADMIN1));
    }
}
