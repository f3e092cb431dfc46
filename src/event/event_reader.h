/* Inside of the room: the state of events_read(), shared by its steps. */
#ifndef IDLIBMAP_EVENT_EVENT_READER_H
#define IDLIBMAP_EVENT_EVENT_READER_H

#include "event/events.h"
#include "event/schema.h"
#include "geo/projection.h"

enum derived {
    DERIVED_PRECISION,
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
    int canonical[COLUMN_COUNT];  /* -> slot of the events; -1: no file so far has it */
    guint derived[DERIVED_COUNT]; /* -> slot of the events */

    /* Of the file that is being read. */
    struct source *source;
    struct events_file *file;
    struct schema_map map;    /* canonical column -> slot of the source */
    GArray *own_slots;        /* guint: slot of the source -> slot of the events */
    struct projection *wgs84; /* NULL when the source is in WGS 84 */
    struct transform *to_wgs84;
};

void event_warn(const struct event_reader *reader, const struct event *event, const char *format,
                ...) G_GNUC_PRINTF(3, 4);

/* The text of a cell, "" when it is empty; `buffer` holds a number's text. */
#define CELL_BUFFER VALUE_NUMBER_TEXT
const char *event_cell(const struct event_reader *reader, const struct event *event,
                       enum column column, char *buffer);

/* event_row.c: the event of a row, its coordinates and counts read, not yet placed by name. */
struct event *event_from_row(struct event_reader *reader, const struct feature *row);
void event_free(struct event *event);

/* event_place.c: gives an event its position where it has none, its precision and its area. */
void event_place(const struct event_reader *reader, struct event *event);

#endif
