/* Inside the tables of the schema: how a row is written. */
#ifndef IDLIBMAP_STYLE_SCHEMA_ROWS_H
#define IDLIBMAP_STYLE_SCHEMA_ROWS_H

#include "style/schema.h"

#include <math.h>

/* Which expressions a member takes. */
#define PLAIN 0
#define ANY (CAMERA | PROPERTY_DATA)
#define STEPPED (CAMERA_STEPPED | PROPERTY_DATA)
#define CAMERA (CAMERA_STEPPED | PROPERTY_INTERPOLATED)
#define CAMERA_STEPPED (SCHEMA_TAKES_EXPRESSION | PROPERTY_ZOOM)
#define RAMP (SCHEMA_TAKES_EXPRESSION | PROPERTY_INTERPOLATED) /* of colours: no zoom */
#define UNZOOMED SCHEMA_TAKES_EXPRESSION
/* To be added to the above. */
#define MOVES SCHEMA_HAS_TRANSITION
#define NEEDED SCHEMA_REQUIRED

/* Types: flags, the default as JSON or NULL, then what the type needs. */
#define NUMBER(flags, preset, low, high)                                                           \
    {                                                                                              \
        TYPE_NUMBER, TYPE_NULL, -1, NULL, flags, preset, low, high                                 \
    }
#define ENUM(flags, preset, values)                                                                \
    {                                                                                              \
        TYPE_STRING, TYPE_NULL, -1, values, flags, preset, -INFINITY, INFINITY                     \
    }
#define ARRAY(flags, preset, item, length, values, low)                                            \
    {                                                                                              \
        TYPE_ARRAY, item, length, values, flags, preset, low, INFINITY                             \
    }
#define LIMITED(kind, flags, preset, low, high)                                                    \
    {                                                                                              \
        kind, TYPE_NULL, -1, NULL, flags, preset, low, high                                        \
    }
#define OTHER(kind, flags, preset) LIMITED(kind, flags, preset, -INFINITY, INFINITY)

/* Rows: a member with a type, and one with rules of its own. */
#define MEMBER(name, type_of_it)                                                                   \
    {                                                                                              \
        .key = name, .type = type_of_it                                                            \
    }
#define SPECIAL(name, rules, flags)                                                                \
    {                                                                                              \
        .key = name, .type = OTHER(TYPE_VALUE, flags, NULL), .kind = rules                         \
    }

#define OBJECT(name, rows, is_open)                                                                \
    {                                                                                              \
        name, rows, G_N_ELEMENTS(rows), is_open                                                    \
    }

/* schema_layers.c: the properties of layers; ends with a NULL name. */
extern const struct schema_object schema_layers[];

#endif
