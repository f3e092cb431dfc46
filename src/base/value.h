/* A typed value: what a cell, a GeoJSON property or a style expression holds.
 *
 * A value never owns memory: strings, arrays and objects point into whatever made them (a source's
 * current record, a compiled expression, a value_store). Copy with value_store_copy() to keep one.
 */
#ifndef IDLIBMAP_BASE_VALUE_H
#define IDLIBMAP_BASE_VALUE_H

#include "base/auto.h"

#include <glib.h>

enum value_type {
    VALUE_ABSENT, /* the property is not there at all: "has" is false */
    VALUE_NULL,   /* it is there and empty */
    VALUE_BOOLEAN,
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_COLOR,
    VALUE_ARRAY,
    VALUE_OBJECT,
    VALUE_FORMATTED, /* text in sections; only expressions make what follows */
    VALUE_IMAGE,     /* an icon or pattern, by name */
    VALUE_COLLATOR,
};

/* sRGB, each 0..1, alpha not multiplied in. */
struct color {
    double red, green, blue, alpha;
};

struct value_array;
struct value_object;
struct value_formatted;
struct value_collator;

struct value {
    enum value_type type;
    union {
        gboolean boolean;
        double number;
        const char *string; /* UTF-8, NUL-ended; of an image its name */
        const struct color *color;
        const struct value_array *array;
        const struct value_object *object;
        const struct value_formatted *formatted;
        const struct value_collator *collator;
    };
};

struct value_array {
    guint length;
    struct value *items;
};

/* Keys in the order of the text they came from; a repeated key keeps its last value. */
struct value_object {
    guint length;
    const char **keys;
    struct value *values;
};

/* A part of a text with a look of its own. What is not given is as for the whole text. */
struct value_section {
    const char *text;           /* "" where an image stands */
    const char *image;          /* its name; NULL for text */
    double scale;               /* of the font size; 0: not given */
    const char *fonts;          /* names with commas between; NULL: not given */
    const struct color *color;  /* NULL: not given */
    const char *vertical_align; /* "bottom", "center", "top"; NULL: not given */
};

struct value_formatted {
    guint length;
    struct value_section *sections;
};

/* How strings are compared: letters by their base alone, or with accents or case. */
struct value_collator {
    gboolean case_sensitive, diacritic_sensitive;
    const char *locale; /* NULL: the default */
};

static inline struct value value_absent(void)
{
    return (struct value){.type = VALUE_ABSENT};
}

static inline struct value value_null(void)
{
    return (struct value){.type = VALUE_NULL};
}

static inline struct value value_boolean(gboolean boolean)
{
    return (struct value){.type = VALUE_BOOLEAN, .boolean = boolean};
}

static inline struct value value_number(double number)
{
    return (struct value){.type = VALUE_NUMBER, .number = number};
}

static inline struct value value_string(const char *string)
{
    return (struct value){.type = VALUE_STRING, .string = string};
}

/* The colour is borrowed; value_store_color() makes a copy that lasts. */
static inline struct value value_color(const struct color *color)
{
    return (struct value){.type = VALUE_COLOR, .color = color};
}

/* True for a value that carries nothing: absent or null. */
static inline gboolean value_is_empty(struct value value)
{
    return value.type == VALUE_ABSENT || value.type == VALUE_NULL;
}

/* Deep equality: numbers by ==, strings by bytes, objects without regard to the order of keys. */
gboolean value_equal(struct value a, struct value b);

/* The value of a key, or VALUE_ABSENT. */
struct value value_object_get(const struct value_object *object, const char *key);

/* The shortest decimal text that reads back as the same double; "-0" is "0"; NaN and infinities
 * as JavaScript writes them. `buffer` holds at least VALUE_NUMBER_TEXT bytes and is returned. */
#define VALUE_NUMBER_TEXT 40
const char *value_number_text(double number, char *buffer);

/* Reads a whole text as a JSON number (no leading zero, plus sign or blank). False when it is
 * anything else, so that P-codes such as 0201 or +3 stay text. Independent of the locale. */
gboolean value_number_parse(const char *text, gsize length, double *number);

/* Memory for values that are made while a feature is handled: grows, is emptied at once. */
struct value_store;
struct value_store *value_store_new(void);
void value_store_free(struct value_store *store);
void value_store_clear(struct value_store *store);

/* Copies; the result lives until the store is cleared or freed. */
const char *value_store_string(struct value_store *store, const char *text, gssize length);
/* An array of `length` nulls to be filled in. */
struct value_array *value_store_array(struct value_store *store, guint length);
/* An object of `length` null keys and values to be filled in. */
struct value_object *value_store_object(struct value_store *store, guint length);
struct value value_store_color(struct value_store *store, struct color color);
/* Text of `length` empty sections to be filled in. */
struct value_formatted *value_store_formatted(struct value_store *store, guint length);
struct value_collator *value_store_collator(struct value_store *store);
struct value value_store_copy(struct value_store *store, struct value value);

DEFINE_AUTOPTR(ValueStore, value_store)

#endif
