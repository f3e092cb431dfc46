/* MapLibre's style specification, version 8, as tables: what each object of a style may hold. The
 * checker reads them; tests/unit/test_check.c compares them with MapLibre's reference. */
#ifndef IDLIBMAP_STYLE_SCHEMA_H
#define IDLIBMAP_STYLE_SCHEMA_H

#include "style/properties.h"

/* How a member is checked: by its property type, or by rules of its own. */
enum schema_kind {
    SCHEMA_VALUE,
    SCHEMA_VERSION,
    SCHEMA_STATE,
    SCHEMA_LIGHT,
    SCHEMA_SKY,
    SCHEMA_TERRAIN,
    SCHEMA_PROJECTION,
    SCHEMA_SOURCES,
    SCHEMA_SPRITE,
    SCHEMA_GLYPHS,
    SCHEMA_FONT_FACES,
    SCHEMA_TRANSITION,
    SCHEMA_LAYERS,
    SCHEMA_LAYER_TYPE, /* a "ref" may stand in its place */
    SCHEMA_FILTER,
    SCHEMA_LAYOUT,
    SCHEMA_PAINT,
    SCHEMA_PROMOTE_ID,
    SCHEMA_COORDINATES, /* of an image: four pairs of numbers */
    SCHEMA_EXPRESSION,  /* of a function of the old syntax: never written */
    SCHEMA_STOPS,
    SCHEMA_KIND_COUNT,
};

/* Beside enum property_flags in the flags of a row's type. */
enum schema_flags {
    SCHEMA_TAKES_EXPRESSION = 1 << 8, /* expressions and functions may stand in its place */
    SCHEMA_HAS_TRANSITION = 1 << 9,   /* "NAME-transition" may stand beside it */
    SCHEMA_REQUIRED = 1 << 10,
};

struct schema_row {
    const char *key;
    struct property_type type; /* TYPE_VALUE: anything */
    enum schema_kind kind;
};

struct schema_object {
    const char *name; /* as in the reference: "root", "source_geojson", "paint_fill" */
    const struct schema_row *rows;
    guint n_rows;
    gboolean is_open; /* may hold any other member too */
};

/* An object of which each member is checked in a way of its own. */
extern const struct schema_object schema_nothing;
/* NULL when there is none of that name. */
const struct schema_object *schema_find(const char *name);
/* The object of a layer's properties; NULL for a type that has none. */
const struct schema_object *schema_of_layer(const char *group, const char *layer_type);
const struct schema_row *schema_row(const struct schema_object *object, const char *key);
/* The row of "color" for "color-transition", when it has one; else NULL. */
const struct schema_row *schema_row_of_transition(const struct schema_object *object,
                                                  const char *key);
/* The key closest to a misspelt one, or NULL. */
const char *schema_closest(const struct schema_object *object, const char *key);

#endif
