/* What the words about a name say: "Saraqib town", "outskirts of Saraqib", "Idlib province", "5 km
 * north of Saraqib", "between Saraqib and Idlib", "محافظة إدلب". */
#ifndef IDLIBMAP_EVENT_PLACE_PHRASE_H
#define IDLIBMAP_EVENT_PLACE_PHRASE_H

#include "base/auto.h"

#include <glib.h>

/* Bits: what the words say of the place that is named. */
enum place_hint {
    HINT_SETTLEMENT = 1 << 0,  /* town, city, village, neighbourhood */
    HINT_NEAR = 1 << 1,        /* near, outskirts, area, axis */
    HINT_SITE = 1 << 2,        /* air base, checkpoint, camp: a spot that bears a place's name */
    HINT_LANDSCAPE = 1 << 3,   /* hill, lake, dam, gas field: not at the place of that name */
    HINT_ADMIN1 = 1 << 4,      /* province, governorate */
    HINT_ADMIN2 = 1 << 5,      /* district */
    HINT_ADMIN3 = 1 << 6,      /* subdistrict */
    HINT_COUNTRYSIDE = 1 << 7, /* countryside, rural */
    HINT_PART = 1 << 8,        /* northern, eastern ... */
    HINT_ROAD = 1 << 9,        /* road, highway: a line */
    HINT_SMALL = 1 << 10,      /* beside another: village, hamlet, farm: not a seat or a city */
};

struct place_phrase {
    char *name;          /* the place named, without the words about it */
    guint hints;         /* bits of enum place_hint; 0: no words about it */
    char *other;         /* between `name` and this place; NULL: not between */
    char *whole;         /* "A-B", where a hyphen was taken to part two names; NULL: none was */
    gboolean has_offset; /* so far from the place */
    double distance_km, azimuth_deg; /* clockwise from north */
};

/* Takes a text apart; words that are known are English, Arabic and Turkish. */
void place_phrase_init(struct place_phrase *phrase, const char *text);
/* "Base near Saraqib", "a farm north of Saraqib": parts what stands before such words from the
 * rest; FALSE when there is nothing to part. Both are owned by the caller. */
gboolean place_phrase_split_near(const char *text, char **before, char **rest);
/* Whether a text is but words about a name, without one. */
gboolean place_phrase_is_bare(const struct place_phrase *phrase);
void place_phrase_clear(struct place_phrase *phrase);

#endif
