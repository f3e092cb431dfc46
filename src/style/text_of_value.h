/* Values as text, as JavaScript writes them. */
#ifndef IDLIBMAP_STYLE_TEXT_OF_VALUE_H
#define IDLIBMAP_STYLE_TEXT_OF_VALUE_H

#include "base/value.h"

/* What "to-string" makes: nothing of null, rgba(...) of a colour, JSON of arrays and objects. */
void append_value_text(GString *text, struct value value);
/* The same in the store; a string is returned as it is. */
const char *value_text(struct value_store *store, struct value value);

/* JSON.stringify(). */
void append_json(GString *text, struct value value);
char *value_json_dup(struct value value);

/* Text as a number as JavaScript's Number() reads it; NaN when it is none. */
double number_of_text(const char *text);

/* The order of JavaScript's < on strings: by UTF-16 units. */
int compare_texts(const char *a, const char *b);

#endif
