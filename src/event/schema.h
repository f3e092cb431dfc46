/* What the columns of an events file mean. */
#ifndef IDLIBMAP_EVENT_SCHEMA_H
#define IDLIBMAP_EVENT_SCHEMA_H

#include "geo/feature.h"

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
    COLUMN_COUNT,
};

enum column_type {
    COLUMN_TEXT,   /* kept as text even when it looks like a number */
    COLUMN_NUMBER, /* a number, or null with a warning */
    COLUMN_CODE,   /* a code that some files write as a number and others as a word: as it is */
};

const char *column_name(enum column column);
enum column_type column_type(enum column column);

/* Which slot of a file holds each canonical column. */
struct schema_map {
    const char *schema;      /* its name, for people; static */
    int slots[COLUMN_COUNT]; /* -1: the file has no such column */
};

/* Recognises the columns of a file by their names: case, blanks, '-' and '_' do not count. A
 * canonical name comes before its aliases, and an alias before those after it in the table. */
void schema_map_init(struct schema_map *map, const struct fields *fields);

#endif
