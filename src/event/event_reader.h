/* Inside of the room: how rows are read, whether all are kept (events_read()) or one at a time
 * (struct event_stream). */
#ifndef IDLIBMAP_EVENT_EVENT_READER_H
#define IDLIBMAP_EVENT_EVENT_READER_H

#include "event/events.h"
#include "event/schema.h"
#include "geo/projection.h"

enum derived {
    DERIVED_PRECISION,
    DERIVED_WITHIN_KM,
    DERIVED_UNCLEAR,
    DERIVED_DATE_VAGUE,
    DERIVED_PLACED_BY,
    DERIVED_DEATHS,
    DERIVED_DEATHS_LOW,
    DERIVED_DEATHS_HIGH,
    DERIVED_CLAIM,
    DERIVED_PLACE_ID,
    DERIVED_AREA_ID,
    DERIVED_ADMIN1_ID,
    DERIVED_AREA_LEVEL,
    DERIVED_AGE,
    DERIVED_AGE_DAYS,
    DERIVED_COUNT,
};

/* In place of a slot: a column of the source that the events do not hold. */
#define SLOT_LEFT_OUT G_MAXUINT

struct event_reader {
    const struct events_options *options;
    struct diagnostics *diagnostics;
    struct events *events;
    /* Behind the values and texts of the events. Kept: it is events->store, and all of a row is
     * copied to it. Else it is emptied for each row, and values point into the source's row. */
    struct value_store *store;
    gboolean borrows;
    GHashTable *redacted; /* the names to redact that some file has (set of borrowed strings) */
    GArray *kept;         /* gboolean by slot of the events: survives coarsening */
    int canonical[COLUMN_COUNT];  /* -> slot of the events; -1: no file so far has it */
    guint derived[DERIVED_COUNT]; /* -> slot of the events */
    guint change_slot;            /* of the property "change", where releases are compared */

    /* Of the file that is being read. */
    struct source *source;
    struct events_file *file;
    struct schema_map map; /* canonical column -> slot of the source */
    enum date_order date_order;
    gboolean date_order_known; /* looked for at the first date that asks for an order */
    GArray *own_slots;         /* guint: slot of the source -> slot of the events */
    int id_slot;               /* of the source: an id that is hidden still tells rows apart; -1 */
    int timestamp_slot;        /* of the source, also of a hidden column; -1 */
    gboolean hides_id, hides_position; /* by --redact */
    struct projection *wgs84;          /* NULL when the source is in WGS 84 */
    struct transform *to_wgs84;
};

/* What is said of an event that a newer one takes the place of. */
#define EVENT_SUPERSEDED_TEXT "this row's event id appears again: the newer row is taken"

/* Borrows all it is given; `store` is to be set. */
void event_reader_init(struct event_reader *reader, struct events *events,
                       const struct events_options *options, struct diagnostics *diagnostics);
void event_reader_clear(struct event_reader *reader);
/* Begins a file: a new entry of events->files. */
gboolean event_reader_open(struct event_reader *reader, struct source *source, GError **error);
/* Reads the next row; `event` is filled for SOURCE_FEATURE. It is not placed by name, nor looked at
 * for its date. */
enum source_result event_reader_next(struct event_reader *reader, struct event *event,
                                     GError **error);

struct events *events_new(void);

void event_warn(const struct event_reader *reader, const struct event *event, const char *format,
                ...) G_GNUC_PRINTF(3, 4);

/* A cell as a warning quotes it: "…" where --coarsen may take it away. */
char *event_quoted_dup(const struct event_reader *reader, const char *text);

/* The value of a canonical column; absent where the file has none. */
struct value event_value(const struct event_reader *reader, const struct event *event,
                         enum column column);
/* The text of a cell, "" when it is empty; `buffer` holds a number's text. */
#define CELL_BUFFER VALUE_NUMBER_TEXT
const char *event_cell(const struct event_reader *reader, const struct event *event,
                       enum column column, char *buffer);

/* event_row.c: the event of a row, its coordinates, counts and marks read, not yet placed by name;
 * its precision is what the row says of it. Its texts live in the reader's store, or in the row
 * where the reader borrows. */
void event_from_row(struct event_reader *reader, const struct feature *row, struct event *event);

/* event_position.c: where the row says that it was; else it stays unplaced. */
void event_read_position(const struct event_reader *reader, struct event *event,
                         const struct feature *row);

/* event_settle.c: all that is decided of an event that is not superseded: outside the window or
 * refused by the test it is filtered, else it is placed; what is to be hidden is gone afterwards.
 * `row` counts the rows that are events, from 1: the id where ids are hidden. */
void event_settle(const struct event_reader *reader, struct event *event, guint64 row);
/* The same of a superseded event: it is hidden as others are. */
void event_settle_superseded(const struct event_reader *reader, struct event *event, guint64 row);

/* date_order.c: sets the order of the file's dates, with a note. */
void event_find_date_order(struct event_reader *reader);

/* event_place.c: gives an event its position where it has none, the precision that this leaves, and
 * its area. */
void event_place(const struct event_reader *reader, struct event *event);
/* The admin1 unit that an event lies in, by its place or its admin1 column; NULL: not known. */
const struct place *event_admin1_unit(const struct event_reader *reader, const struct event *event);

/* The same for an event that is known to it or to a part of it; NULL for others. */
const struct place *event_province(const struct event_reader *reader, const struct event *event);

/* Writes what is known of a placed event's position into its derived properties. `province` is
 * event_province(). */
void event_describe(const struct event_reader *reader, struct event *event,
                    const struct place *province);

/* event_coarsen.c: takes a settled event's true position away, and all that tells of it. */
void event_coarsen(const struct event_reader *reader, struct event *event);
/* By slot of the events (GArray of gboolean): what coarsening leaves; follows the columns. */
void event_coarsen_map(struct event_reader *reader);

#endif
