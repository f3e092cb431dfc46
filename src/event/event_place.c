#include "event/event_reader.h"

#include "base/error.h"
#include "event/place_phrase.h"

#define MAX_LISTED 5

/* ---- what to say of a place that is not found ---- */

static void append_candidate(GString *text, const struct gazetteer *gazetteer,
                             const struct place *place)
{
    const struct place *unit = gazetteer_admin1_of(gazetteer, place);
    char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(lat, sizeof lat, "%.4f", place->at.lat);
    g_ascii_formatd(lon, sizeof lon, "%.4f", place->at.lon);
    g_autofree char *name = printable_dup(place->name);
    g_autofree char *area = printable_dup(unit != NULL ? unit->name : place->admin1_code);
    g_autofree char *country = printable_dup(place->country_code);
    g_autofree char *code = printable_dup(place->feature_code);
    g_string_append_printf(text, "%s (%s, %s, %s, %s %s)", name, code, area, country, lat, lon);
}

static void warn_ambiguous(const struct event_reader *reader, const struct event *event,
                           const GPtrArray *candidates)
{
    g_autofree char *place = printable_dup(event->place);
    g_autoptr(GString) list = g_string_new(NULL);
    guint listed = MIN(candidates->len, MAX_LISTED);
    for (guint i = 0; i < listed; i++) {
        g_string_append(list, i == 0 ? "" : i + 1 == candidates->len ? " or " : ", ");
        append_candidate(list, reader->options->gazetteer, g_ptr_array_index(candidates, i));
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
    if (event->place[0] == '\0') {
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

/* What the gazetteer says of a name in this row; NULL without a gazetteer or a name. */
static const struct place_answer *ask(const struct event_reader *reader, const struct event *event,
                                      const char *name, gboolean want_admin1)
{
    char admin1[CELL_BUFFER], admin2[CELL_BUFFER], admin3[CELL_BUFFER], country[CELL_BUFFER];
    struct place_query query = {
        .name = name,
        .admin1 = event_cell(reader, event, COLUMN_ADMIN1, admin1),
        .admin2 = event_cell(reader, event, COLUMN_ADMIN2, admin2),
        .admin3 = event_cell(reader, event, COLUMN_ADMIN3, admin3),
        .country = event_cell(reader, event, COLUMN_COUNTRY, country),
        .want_admin1 = want_admin1,
        .frame = reader->options->frame,
    };
    gboolean can = reader->options->gazetteer != NULL && name[0] != '\0';
    return can ? gazetteer_find(reader->options->gazetteer, &query) : NULL;
}

/* The admin1 unit that the row's admin1 column names, or NULL. */
static const struct place *unit_of_row(const struct event_reader *reader, const struct event *event)
{
    char admin1[CELL_BUFFER];
    const struct place_answer *answer =
        ask(reader, event, event_cell(reader, event, COLUMN_ADMIN1, admin1), TRUE);
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

static void find_place(const struct event_reader *reader, struct event *event, enum precision code)
{
    char location[CELL_BUFFER];
    gboolean by_admin1 = event_cell(reader, event, COLUMN_LOCATION, location)[0] == '\0';
    event->answer = ask(reader, event, event->place, by_admin1 || code == PRECISION_ADMIN1);
    if (event->answer == NULL || event->answer->place == NULL) {
        warn_unplaced(reader, event, event->answer);
        return;
    }
    event->found = event->answer->place;
    event->at = event->answer->at;
    event->within_km = event->answer->within_km;
    event->precision = precision_of_answer(event->answer);
    event->status = EVENT_PLACED;
    event->placed_by = match_tier_placed_by(event->answer->tier);
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
    } else if (code == PRECISION_UNKNOWN && names_a_province(event->place)) {
        found = PRECISION_ADMIN1;
    }
    return code == PRECISION_UNKNOWN ? found : MAX(found, code);
}

static const struct place *area_of(const struct event_reader *reader, const struct event *event)
{
    if (event->precision != PRECISION_ADMIN1) {
        return NULL;
    }
    if (event->found != NULL) {
        return gazetteer_admin1_of(reader->options->gazetteer, event->found);
    }
    return unit_of_row(reader, event);
}

static void set_text(const struct event_reader *reader, struct event *event, enum derived derived,
                     const char *text)
{
    event->values[reader->derived[derived]] = value_string(text);
}

void event_place(const struct event_reader *reader, struct event *event)
{
    char text[CELL_BUFFER];
    enum precision code =
        precision_from_code(event_cell(reader, event, COLUMN_GEO_PRECISION, text));
    if (event->status == EVENT_UNPLACED) {
        find_place(reader, event, code);
    }
    if (event->status != EVENT_PLACED) {
        return;
    }
    event->precision = precision_of(event, code);
    const struct place *area = area_of(reader, event);
    /* Texts of the gazetteer and of tables outlive the events: no copies. */
    set_text(reader, event, DERIVED_PRECISION, precision_name(event->precision));
    set_text(reader, event, DERIVED_PLACED_BY, event->placed_by);
    if (event->found != NULL) {
        set_text(reader, event, DERIVED_PLACE_ID, event->found->id);
    }
    if (area != NULL) {
        set_text(reader, event, DERIVED_AREA_ID, area->id);
    }
}
