/* What the columns of an events file mean. */
#ifndef IDLIBMAP_EVENT_SCHEMA_H
#define IDLIBMAP_EVENT_SCHEMA_H

#include "event/events.h"

/* The canonical columns: ACLED's, and ours beside them. The rows of schema.c are in this order. */
enum column {
    COLUMN_EVENT_ID,
    COLUMN_EVENT_DATE,
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
    COLUMN_ADMIN2,
    COLUMN_ADMIN3,
    COLUMN_LOCATION,
    COLUMN_LATITUDE,
    COLUMN_LONGITUDE,
    COLUMN_GEO_PRECISION,
    COLUMN_SOURCE,
    COLUMN_SOURCE_SCALE,
    COLUMN_NOTES,
    COLUMN_FATALITIES,
    COLUMN_TAGS,
    COLUMN_TIMESTAMP,
    COLUMN_EVENT_DATE_END,
    COLUMN_FATALITIES_LOW,
    COLUMN_FATALITIES_HIGH,
    COLUMN_CLAIM,
    COLUMN_EVENT_CLARITY,
    COLUMN_X,
    COLUMN_Y,
    COLUMN_GEOM_WKT,
    COLUMN_WITHIN_KM,
    COLUMN_COUNT,
};

enum column_type {
    COLUMN_TEXT,   /* kept as text even when it looks like a number */
    COLUMN_NUMBER, /* a number, or null with a warning */
    COLUMN_CODE,   /* a code that some files write as a number and others as a word: as it is */
};

const char *column_name(enum column column);
enum column_type column_type(enum column column);

/* What a code in a column stands for: the canonical column then holds the text. */
struct column_code {
    enum column column;
    guint code;
    const char *text; /* NULL ends a list */
};

/* A number in a column that marks an event. */
struct column_mark {
    enum column column;
    double from; /* this number and greater ones */
    guint mark;  /* enum event_mark; 0 ends a list */
};

/* A data set's way of writing events. */
struct event_schema {
    const char *name;      /* as --schema takes it: "ucdp-ged" */
    const char *title;     /* for people: "UCDP GED" */
    const char *signature; /* headers, separated by blanks: a file that has them all is of it; NULL:
                              not by its headers */
    gboolean by_tags;      /* a file with HXL hashtags is of it */
    const char *columns;   /* its headers for canonical columns: "event_date=date_start ..."; others
                              go   by their canonical names and aliases */
    enum precision_codes precision_codes;
    const struct column_code *codes; /* NULL: none */
    const struct column_mark *marks; /* NULL: none */
    const char *credit;              /* for the map's credits; NULL: nobody is to be named */
    const char *citation, *terms;    /* in full, for the report; NULL with `credit` */
};

/* All of them, in the order in which they are tried; the last takes any file. */
extern const struct event_schema event_schemas[];
extern const guint n_event_schemas;
/* By --schema's name; NULL with a usage error that lists them. */
const struct event_schema *event_schema_find(const char *name, GError **error);
/* The text that a code stands for, or NULL; `value` is a number or its text. Static. */
const char *event_schema_code_text(const struct event_schema *schema, enum column column,
                                   struct value value);
/* What of a header counts: its letters and digits, in lower case; owned by the caller. */
char *schema_header_key_dup(const char *header);

/* Which slot of a file holds each canonical column. */
struct schema_map {
    const struct event_schema *schema;
    int slots[COLUMN_COUNT]; /* -1: the file has no such column */
};

/* Recognises the columns of a file by their names: case, blanks, '-' and '_' do not count. The
 * schema's own header of a column comes before the canonical name, that before its aliases, and an
 * alias before those after it in the table. `tags`: HXL hashtags as source_field_tags() gives them,
 * or NULL. `schema` NULL: recognised as well. */
void schema_map_init(struct schema_map *map, const struct fields *fields, const char *const *tags,
                     const struct event_schema *schema);

#endif
