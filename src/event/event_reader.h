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
    int canonical[COLUMN_COUNT];  /* -> slot of the events; -1: no file so far has it */
    guint derived[DERIVED_COUNT]; /* -> slot of the events */

    /* Of the file that is being read. */
    struct source *source;
    struct events_file *file;
    struct schema_map map; /* canonical column -> slot of the source */
    enum date_order date_order;
    gboolean date_order_known; /* looked for at the first date that asks for an order */
    GArray *own_slots;         /* guint: slot of the source -> slot of the events */
    struct projection *wgs84;  /* NULL when the source is in WGS 84 */
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

/* events.c: an event outside the window of the options is filtered. */
void event_filter(const struct event_reader *reader, struct event *event);

/* date_order.c: sets the order of the file's dates, with a note. */
void event_find_date_order(struct event_reader *reader);

/* event_place.c: gives an event its position where it has none, the precision that this leaves, and
 * its area. */
void event_place(const struct event_reader *reader, struct event *event);

#endif
