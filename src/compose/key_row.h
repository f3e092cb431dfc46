/* What the key table says of an event, in words: the same on the page and in the files of
 * --number-table. */
#ifndef IDLIBMAP_COMPOSE_KEY_ROW_H
#define IDLIBMAP_COMPOSE_KEY_ROW_H

#include "compose/composition.h"
#include "event/schema.h"

/* All texts are owned; "" where nothing is known. */
struct key_row {
    char *date;   /* "27 February 2020", in the map's language */
    char *place;  /* as the row writes it, else the gazetteer's name */
    char *what;   /* "Armed clash: Syrian rebels – Syrian government forces": the event's type as
                     exactly as it is known, and who; a claim is called one; without a type what the
                     notes begin with */
    char *deaths; /* "33", "33 (33–34)" where low and high differ; never a claim's number */
};

void key_row_init(struct key_row *row, const struct composition *composition,
                  const struct composed_event *composed);
void key_row_clear(struct key_row *row);

/* The text of a canonical column of an event; "" where it has none. `buffer` (VALUE_NUMBER_TEXT
 * bytes) holds that of a number. */
const char *event_column_text(const struct composition *composition, const struct event *event,
                              enum column column, char *buffer);

#endif
