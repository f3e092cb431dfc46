/* Words that stand about the names of places. */
#ifndef IDLIBMAP_EVENT_PLACE_WORDS_H
#define IDLIBMAP_EVENT_PLACE_WORDS_H

#include <glib.h>

enum place_word_use {
    WORD_BEFORE = 1, /* before the name: "near Saraqib" */
    WORD_AFTER = 2,  /* after it: "Saraqib town" */
    WORD_OF = 4,     /* before it when "of" follows: "the town of Saraqib" */
    WORD_FILLER = 8, /* says nothing; counts with others only: "in the", "military" */
};

struct place_word {
    const char *word; /* folded, see place_name.h */
    guint uses;       /* bits of enum place_word_use */
    guint hints;      /* bits of enum place_hint */
};

/* The row of a word as written; brackets and commas about it do not count. NULL: not known. */
const struct place_word *place_word_find(const char *word);

/* A direction's bearing: "north", "NE", "south-west", "شمال"; negative: not a direction. */
double place_word_azimuth_deg(const char *word);
/* Kilometres of a unit of length: "km", "كم", "miles"; 0: none. */
double place_word_unit_km(const char *word);

#endif
