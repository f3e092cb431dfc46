/* The words that furniture itself brings, in the languages of the map. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_WORDS_H
#define IDLIBMAP_COMPOSE_FURNITURE_WORDS_H

#include <glib.h>

enum word {
    WORD_TITLE,
    WORD_LEGEND,
    WORD_SCALE_BAR,
    WORD_NORTH_ARROW,
    WORD_GRATICULE,
    WORD_INSET,
    WORD_CREDITS,
    WORD_NEATLINE,
    WORD_EVENTS,
    WORD_CONFLICT_EVENTS,
    WORD_UNKNOWN,
    WORD_SIDE_BY_SIDE,
    WORD_DENSE,
    WORD_ONLY_DATES, /* with {} where the dates go */
    WORD_ONLY_SINCE,
    WORD_ONLY_UNTIL,
    WORD_COARSE_CELLS, /* with {} where their size goes */
    WORD_COARSE_ADMIN1,
    WORD_MORE,
    WORD_UNDER, /* with {} where the number goes */
    WORD_AND_MORE,
    WORD_AND_LESS,
    WORD_TRANSVERSE_MERCATOR,
    WORD_CENTRED_ON, /* with {} where the coordinates go */
    WORD_KM,
    WORD_METRES,
    WORD_MILES,
    WORD_FEET,
    WORD_EAST,
    WORD_WEST,
    WORD_NORTH,
    WORD_SOUTH,
    WORD_SOURCES,
    WORD_PROJECTION,
    WORD_DISCLAIMER,
    WORD_SYRIA,
    WORD_TURKEY,
    WORD_DENSITY,
    WORD_FEW,
    WORD_MANY,
    WORD_KEY_TABLE,
    WORD_NUMBER,
    WORD_DATE,
    WORD_PLACE,
    WORD_WHAT,
    WORD_DEATHS,
    WORD_CLAIM,
    WORD_N_MORE, /* with {} where the number goes */
    WORD_SEE,
    WORD_NOT_LISTED,
    WORD_REPORTED_DEATHS,
    WORD_EVENTS_BY_AREA,
    WORD_DEATHS_BY_AREA,
    WORD_IN_HEXAGONS, /* with {} where the km go */
    WORD_BY_ADMIN1,
    WORD_BY_ADMIN2,
    WORD_SMOOTHED, /* with {} where the km go */
    WORD_NONE,
    WORD_AREA_ONLY,      /* with {} where the number goes */
    WORD_DEATHS_UNKNOWN, /* with {} where the number goes */
    WORD_CLUSTER,
    WORD_AREA_CLUSTER,
    WORD_ONLY_COUNTRY,
    WORD_ONLY_OUTSIDE,
    WORD_ONLY_AREA,
    WORD_WIDENED,
    WORD_RINGS_LEFT_OUT,
    WORD_PALER_OLDER,
    WORD_COUNT,
};

/* In `language` ("en", "ar", "tr"); English for any other or NULL. Never NULL. */
const char *furniture_word(enum word word, const char *language);

#endif
