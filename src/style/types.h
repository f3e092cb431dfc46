/* MapLibre's type system: names, subtypes, the type of a value. */
#ifndef IDLIBMAP_STYLE_TYPES_H
#define IDLIBMAP_STYLE_TYPES_H

#include "style/expression.h"

extern const struct type type_null, type_number, type_string, type_boolean, type_color, type_object,
    type_array, /* of anything, of any length */
    type_value, type_error, type_collator, type_formatted, type_image, type_padding,
    type_number_array, type_color_array, type_anchor_offsets, type_projection,
    type_strings,      /* array<string> */
    type_four_numbers; /* array<number, 4> */

/* The type of a kind; TYPE_ARRAY is the open array. */
const struct type *type_of_kind(enum type_kind kind);

/* An array type, owned by `pool` (a GPtrArray that frees with g_free). length -1: any. */
const struct type *type_array_of(GPtrArray *pool, const struct type *item, int length);

/* "array<number, 2>". */
char *type_text_dup(const struct type *type);

/* May `actual` stand where `expected` is asked for? MapLibre's checkSubtype(). */
gboolean type_accepts(const struct type *expected, const struct type *actual);
/* "Expected number but found string instead." */
char *type_mismatch_dup(const struct type *expected, const struct type *actual);

/* The type of a value; array types are owned by `pool`. */
const struct type *type_of_value(GPtrArray *pool, struct value value);
char *type_text_of_value_dup(struct value value);
/* type_accepts(type, type_of_value(value)), without allocating. */
gboolean type_accepts_value(const struct type *type, const struct value *value);

#endif
