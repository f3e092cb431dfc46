#include "event/event_reader.h"

#include "base/error.h"
#include "event/place_phrase.h"
#include "geo/geodesic.h"

#define MAX_LISTED 5

/* ---- what to say of a place that is not found ---- */

static void warn_ambiguous(const struct event_reader *reader, const struct event *event,
                           const GPtrArray *candidates)
{
    g_autofree char *place = printable_dup(event->place);
    g_autoptr(GString) list = g_string_new(NULL);
    guint listed = MIN(candidates->len, MAX_LISTED);
    for (guint i = 0; i < listed; i++) {
        g_string_append(list, i == 0 ? "" : i + 1 == candidates->len ? " or " : ", ");
        g_autofree char *text =
            gazetteer_describe_dup(reader->options->gazetteer, g_ptr_array_index(candidates, i));
        g_string_append(list, text);
    }
    if (listed < candidates->len) {
        g_string_append(list, " or others");
    }
    event_warn(reader, event, "place '%s' may be %s: the event is not placed", place, list->str);
}

static void warn_unknown(const struct event_reader *reader, const struct event *event,
                         gboolean elsewhere)
{
    g_autofree char *place = printable_dup(event->place);
    if (!elsewhere) {
        event_warn(reader, event, "place '%s' is not in the gazetteer: the event is not placed",
                   place);
        return;
    }
    char admin1_text[CELL_BUFFER], country_text[CELL_BUFFER];
    g_autofree char *admin1 = printable_dup(event_cell(reader, event, COLUMN_ADMIN1, admin1_text));
    g_autofree char *country =
        printable_dup(event_cell(reader, event, COLUMN_COUNTRY, country_text));
    event_warn(reader, event,
               "place '%s' is in the gazetteer, but not in admin1 '%s', country '%s': the event is "
               "not placed",
               place, admin1, country);
}

static void warn_unplaced(const struct event_reader *reader, const struct event *event,
                          const struct place_answer *answer)
{
    if (event->place[0] != '\0' && coarsening_is_on(&reader->options->coarsening)) {
        event_warn(reader, event, "the place is not found, or not only one: it is not placed");
    } else if (event->place[0] == '\0') {
        event_warn(reader, event, "the row has neither coordinates nor a place: not placed");
    } else if (reader->options->gazetteer == NULL) {
        event_warn(reader, event, "there are no coordinates and no gazetteer: not placed");
    } else if (answer->candidates->len > 0) {
        warn_ambiguous(reader, event, answer->candidates);
    } else {
        warn_unknown(reader, event, answer->elsewhere);
    }
}

/* ---- finding ---- */

/* The slots of the columns that tell where. */
static const enum column where_columns[] = {COLUMN_ADMIN1,  COLUMN_ADMIN2,   COLUMN_ADMIN3,
                                            COLUMN_COUNTRY, COLUMN_LOCATION, COLUMN_GEO_PRECISION};
#define WHERE_COUNT G_N_ELEMENTS(where_columns)

/* The texts of these columns; buffers hold those of numbers. */
struct where {
    const char *admin1, *admin2, *admin3, *country, *location, *geo_precision;
    char buffers[WHERE_COUNT][CELL_BUFFER];
};

static void where_init(struct where *where, const struct event *event, const int *slots)
{
    const char *texts[WHERE_COUNT];
    for (guint i = 0; i < WHERE_COUNT; i++) {
        gboolean has = slots[i] >= 0 && (guint)slots[i] < event->n_values;
        struct value value = has ? event->values[slots[i]] : value_absent();
        texts[i] = value.type == VALUE_STRING   ? value.string
                   : value.type == VALUE_NUMBER ? value_number_text(value.number, where->buffers[i])
                                                : "";
    }
    where->admin1 = texts[0];
    where->admin2 = texts[1];
    where->admin3 = texts[2];
    where->country = texts[3];
    where->location = texts[4];
    where->geo_precision = texts[5];
}

static void where_of_row(struct where *where, const struct event_reader *reader,
                         const struct event *event)
{
    int slots[WHERE_COUNT];
    for (guint i = 0; i < WHERE_COUNT; i++) {
        slots[i] = reader->canonical[where_columns[i]];
    }
    where_init(where, event, slots);
}

/* What the gazetteer says of a name in a row; NULL without a gazetteer or a name. */
static const struct place_answer *ask(const struct events_options *options,
                                      const struct where *where, const char *name,
                                      gboolean want_admin1)
{
    struct place_query query = {
        .name = name,
        .admin1 = where->admin1,
        .admin2 = where->admin2,
        .admin3 = where->admin3,
        .country = where->country,
        .want_admin1 = want_admin1,
        .frame = options->frame,
    };
    gboolean can = options->gazetteer != NULL && name[0] != '\0';
    return can ? gazetteer_find(options->gazetteer, &query) : NULL;
}

static const struct place_answer *ask_for_event(const struct events *events,
                                                const struct events_options *options,
                                                const struct where *where,
                                                const struct event *event)
{
    const struct events_file *file = g_ptr_array_index(events->files, event->file);
    double within_km;
    gboolean by_admin1 = where->location[0] == '\0';
    gboolean unit_only = precision_from_code(file->schema->precision_codes, where->geo_precision,
                                             &within_km) == PRECISION_ADMIN1;
    return ask(options, where, event->place, by_admin1 || unit_only);
}

const struct place_answer *event_answer(const struct events *events, const struct event *event,
                                        const struct events_options *options)
{
    struct where where = {0};
    int slots[WHERE_COUNT];
    for (guint i = 0; i < WHERE_COUNT; i++) {
        slots[i] = fields_find(events->fields, column_name(where_columns[i]));
    }
    where_init(&where, event, slots);
    return ask_for_event(events, options, &where, event);
}

/* Coordinates of other gazetteers are so far off a town's at most. */
#define SAME_PLACE_M 3000.0

const struct place *event_named_place(const struct events *events, const struct event *event,
                                      const struct events_options *options)
{
    if (event->status != EVENT_PLACED || event->found != NULL || event->place[0] == '\0' ||
        event->precision > PRECISION_NEAR) {
        return NULL;
    }
    const struct place_answer *answer = event_answer(events, event, options);
    const struct place *place =
        answer != NULL && answer->relation == PLACE_AT && answer->tier <= MATCH_TRANSLITERATED
            ? answer->place
            : NULL;
    place_answer_unref(answer);
    gboolean is_near = place != NULL && precision_of_place(place) == PRECISION_EXACT &&
                       geodesic_distance_m(event->at, place->at, NULL) <= SAME_PLACE_M;
    return is_near ? place : NULL;
}

/* The admin1 unit that the row's admin1 column names, or in files without one its place, as GDELT's
 * "Idlib, Syria"; or NULL. */
static const struct place *unit_of_row(const struct event_reader *reader, const struct event *event)
{
    struct where where = {0};
    where_of_row(&where, reader, event);
    gboolean has_column = event_value(reader, event, COLUMN_ADMIN1).type != VALUE_ABSENT;
    const char *name = has_column ? where.admin1 : event->place;
    const struct place_answer *answer = ask(reader->options, &where, name, TRUE);
    const struct place *place = answer != NULL ? answer->place : NULL;
    place_answer_unref(answer);
    return place != NULL && place->is_admin1 ? place : NULL;
}

/* Half way between two places: near enough to be a place up to UCDP's 25 km. */
#define BETWEEN_NEAR_KM 25.0

static enum precision precision_of_answer(const struct place_answer *answer)
{
    enum precision own = precision_of_place(answer->place);
    switch (answer->relation) {
    case PLACE_AT:
        break;
    case PLACE_NEAR:
        return MAX(PRECISION_NEAR, own);
    case PLACE_BETWEEN:
        return answer->within_km <= BETWEEN_NEAR_KM ? PRECISION_NEAR : PRECISION_REGION;
    case PLACE_UNIT:
        return answer->unit_level == 2 ? PRECISION_ADMIN2 : PRECISION_ADMIN3;
    }
    return own;
}

static void find_place(const struct event_reader *reader, struct event *event)
{
    struct where where = {0};
    where_of_row(&where, reader, event);
    const struct place_answer *answer =
        ask_for_event(reader->events, reader->options, &where, event);
    if (answer == NULL || answer->place == NULL) {
        warn_unplaced(reader, event, answer);
        place_answer_unref(answer);
        return;
    }
    event->found = answer->place;
    event->at = answer->at;
    event->within_km = MAX(event->within_km, answer->within_km);
    event->precision = precision_of_answer(answer);
    event->status = EVENT_PLACED;
    event->placed_by = match_tier_placed_by(answer->tier);
    place_answer_unref(answer);
}

/* ---- precision ---- */

static gboolean names_a_province(const char *place)
{
    struct place_phrase phrase;
    place_phrase_init(&phrase, place);
    gboolean is_admin1 = (phrase.hints & HINT_ADMIN1) != 0;
    place_phrase_clear(&phrase);
    return is_admin1;
}

/* What the row says and what the place gives: the coarser of the two holds. */
static enum precision precision_of(const struct event *event, enum precision code)
{
    enum precision found = PRECISION_EXACT;
    if (event->found != NULL) {
        found = event->precision;
    } else if (code == PRECISION_UNKNOWN && event->place[0] != '\0' &&
               names_a_province(event->place)) {
        found = PRECISION_ADMIN1;
    }
    return code == PRECISION_UNKNOWN ? found : MAX(found, code);
}

const struct place *event_admin1_unit(const struct event_reader *reader, const struct event *event)
{
    if (event->found != NULL) {
        return gazetteer_admin1_of(reader->options->gazetteer, event->found);
    }
    return unit_of_row(reader, event);
}

static gboolean is_of_area(const struct event *event)
{
    return event->precision >= PRECISION_ADMIN3 && event->precision <= PRECISION_REGION;
}

const struct place *event_province(const struct event_reader *reader, const struct event *event)
{
    return is_of_area(event) && event->precision != PRECISION_REGION
               ? event_admin1_unit(reader, event)
               : NULL;
}

/* The area that the event is known to: its province, or the smaller unit or the region itself that
 * its name was found as. */
static const struct place *area_of(const struct event *event, const struct place *province)
{
    if (!is_of_area(event) || event->precision == PRECISION_ADMIN1) {
        return province;
    }
    gboolean is_area = event->found != NULL && precision_of_place(event->found) == event->precision;
    return is_area ? event->found : NULL;
}

static void set_text(const struct event_reader *reader, struct event *event, enum derived derived,
                     const char *text)
{
    event->values[reader->derived[derived]] = value_string(text);
}

/* How far off at most, where the row says so and the schema did not. */
static void set_within(const struct event_reader *reader, struct event *event)
{
    struct value *slot = &event->values[reader->derived[DERIVED_WITHIN_KM]];
    if (event->within_km <= 0 && slot->type == VALUE_NUMBER) {
        event->within_km = slot->number;
    }
    if (event->precision != PRECISION_NEAR || !(event->within_km > 0)) {
        event->within_km = 0;
    }
    *slot = event->within_km > 0 ? value_number(event->within_km) : value_null();
}

void event_describe(const struct event_reader *reader, struct event *event,
                    const struct place *province)
{
    const struct place *area = area_of(event, province);
    set_within(reader, event);
    /* Texts of the gazetteer and of tables outlive the events: no copies. */
    set_text(reader, event, DERIVED_PRECISION, precision_name(event->precision));
    set_text(reader, event, DERIVED_PLACED_BY, event->placed_by);
    if (event->found != NULL) {
        set_text(reader, event, DERIVED_PLACE_ID, event->found->id);
    }
    if (area != NULL) {
        set_text(reader, event, DERIVED_AREA_ID, area->id);
    }
    if (is_of_area(event)) {
        set_text(reader, event, DERIVED_AREA_LEVEL, precision_name(event->precision));
    }
    if (province != NULL) {
        set_text(reader, event, DERIVED_ADMIN1_ID, province->id);
    }
}

void event_place(const struct event_reader *reader, struct event *event)
{
    enum precision code = event->precision; /* as the row says */
    if (event->status == EVENT_UNPLACED) {
        find_place(reader, event);
    }
    if (event->status != EVENT_PLACED) {
        return;
    }
    event->precision = precision_of(event, code);
    event_describe(reader, event, event_province(reader, event));
}
