/* --coarsen: an event's position is made less exact, and what would tell the true one is taken
 * away: the coordinates, the names of places below the admin1 unit, texts in free words (notes,
 * tags, what exactly is claimed), the codes of the position's precision, all columns whose meaning
 * is not known, and the id, by which the row could be looked up in a published set. */
#include "event/event_reader.h"
#include "geo/ground_grid.h"

#include <math.h>
#include <string.h>

#define MIN_CELL_KM 0.1
#define MAX_CELL_KM 1000.0

/* The columns that stay. */
static const enum column kept_columns[] = {
    COLUMN_EVENT_DATE,
    COLUMN_EVENT_DATE_END,
    COLUMN_YEAR,
    COLUMN_TIME_PRECISION,
    COLUMN_DISORDER_TYPE,
    COLUMN_EVENT_TYPE,
    COLUMN_SUB_EVENT_TYPE,
    COLUMN_ACTOR1,
    COLUMN_ASSOC_ACTOR_1,
    COLUMN_INTER1,
    COLUMN_ACTOR2,
    COLUMN_ASSOC_ACTOR_2,
    COLUMN_INTER2,
    COLUMN_INTERACTION,
    COLUMN_CIVILIAN_TARGETING,
    COLUMN_ISO,
    COLUMN_REGION,
    COLUMN_COUNTRY,
    COLUMN_ADMIN1,
    COLUMN_SOURCE,
    COLUMN_SOURCE_SCALE,
    COLUMN_FATALITIES,
    COLUMN_FATALITIES_LOW,
    COLUMN_FATALITIES_HIGH,
    COLUMN_TIMESTAMP,
};

gboolean coarsening_parse(const char *text, struct coarsening *coarsening)
{
    static const struct {
        const char *unit;
        double km;
    } units[] = {{"km", 1}, {"m", 0.001}};
    char *end;
    *coarsening = (struct coarsening){0};
    if (strcmp(text, "admin1") == 0) {
        coarsening->to_admin1 = TRUE;
        return TRUE;
    }
    gsize digits = strspn(text, "0123456789.");
    double number = g_ascii_strtod(text, &end);
    if (end != text + digits) {
        return FALSE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
        if (strcmp(end, units[i].unit) == 0) {
            coarsening->cell_km = number * units[i].km;
        }
    }
    return coarsening->cell_km >= MIN_CELL_KM && coarsening->cell_km <= MAX_CELL_KM;
}

/* ---- what stays ---- */

static void keep(struct event_reader *reader, guint slot)
{
    if (slot < reader->kept->len) {
        g_array_index(reader->kept, gboolean, slot) = TRUE;
    }
}

void event_coarsen_map(struct event_reader *reader)
{
    g_array_set_size(reader->kept, 0);
    g_array_set_size(reader->kept, fields_count(reader->events->fields));
    for (guint i = 0; i < G_N_ELEMENTS(kept_columns); i++) {
        if (reader->canonical[kept_columns[i]] >= 0) {
            keep(reader, (guint)reader->canonical[kept_columns[i]]);
        }
    }
    for (guint i = 0; i < DERIVED_COUNT; i++) {
        keep(reader, reader->derived[i]);
    }
    if (reader->options->compare) {
        keep(reader, reader->change_slot);
    }
}

/* That there is a claim decides whether its number counts; its words may name places. */
#define CLAIM_TEXT "claim"

static void forget_values(const struct event_reader *reader, struct event *event)
{
    for (guint i = 0; i < event->n_values; i++) {
        if (i >= reader->kept->len || !g_array_index(reader->kept, gboolean, i)) {
            event->values[i] = value_absent();
        }
    }
    event->values[reader->derived[DERIVED_WITHIN_KM]] = value_null();
    event->values[reader->derived[DERIVED_PLACE_ID]] = value_null();
    event->values[reader->derived[DERIVED_AREA_ID]] = value_null();
    event->values[reader->derived[DERIVED_ADMIN1_ID]] = value_null();
    event->values[reader->derived[DERIVED_AREA_LEVEL]] = value_null();
    event->moved = FALSE;
    if (event->claim != NULL) {
        event->claim = CLAIM_TEXT;
        event->values[reader->derived[DERIVED_CLAIM]] = value_string(CLAIM_TEXT);
    }
}

/* ---- where it goes ---- */

static const char *admin1_text(const struct event_reader *reader, const struct event *event)
{
    char buffer[CELL_BUFFER];
    const char *text = event_cell(reader, event, COLUMN_ADMIN1, buffer);
    return text == buffer ? value_store_string(reader->store, text, -1) : text;
}

/* The row's place is not finer than a province: its point is one of the gazetteer's. */
static gboolean stands_for_area(const struct event *event)
{
    return event->found != NULL && precision_of_place(event->found) >= PRECISION_ADMIN1;
}

static void move_to_cell(const struct event_reader *reader, struct event *event)
{
    double reach_km;
    const struct place *unit = event_province(reader, event);
    const char *place = admin1_text(reader, event);
    forget_values(reader, event);
    if (!stands_for_area(event)) {
        event->at = ground_grid_centre(event->at, reader->options->coarsening.cell_km, &reach_km);
        event->found = NULL;
        event->place = place;
        if (event->precision <= PRECISION_NEAR) {
            event->within_km += reach_km;
            event->precision = PRECISION_NEAR;
        }
    }
    event_describe(reader, event, unit);
}

static void move_to_admin1(const struct event_reader *reader, struct event *event)
{
    const struct place *unit = event_admin1_unit(reader, event);
    forget_values(reader, event);
    event->found = unit;
    event->place = unit != NULL ? unit->name : "";
    if (unit == NULL) {
        event_warn(reader, event,
                   "coarsen: the row does not say in which admin1 unit it is: it is not placed");
        event->status = EVENT_UNPLACED;
        event->placed_by = "";
        event->at = (struct lonlat){0, 0};
        event->precision = PRECISION_UNKNOWN;
        return;
    }
    event->at = unit->at;
    event->within_km = 0;
    event->precision = MAX(event->precision, PRECISION_ADMIN1);
    event_describe(reader, event, unit);
}

void event_coarsen(const struct event_reader *reader, struct event *event)
{
    if (event->status != EVENT_PLACED) {
        const char *place = admin1_text(reader, event);
        forget_values(reader, event);
        event->place = place;
        event->found = NULL;
        event->at = (struct lonlat){0, 0};
    } else if (reader->options->coarsening.to_admin1) {
        move_to_admin1(reader, event);
    } else {
        move_to_cell(reader, event);
    }
}
