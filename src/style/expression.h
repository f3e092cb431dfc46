/* MapLibre expressions: compiled once to a typed tree, evaluated for each feature. */
#ifndef IDLIBMAP_STYLE_EXPRESSION_H
#define IDLIBMAP_STYLE_EXPRESSION_H

#include "base/auto.h"
#include "base/value.h"
#include "geo/feature.h"

#include <jansson.h>

/* A tile of Web Mercator, as MapLibre cuts the world: 2^z by 2^z, x from west, y from north. */
struct tile_id {
    guint z, x, y;
};

/* Which names "image" can show. */
struct image_names {
    gboolean (*has)(gpointer data, const char *name);
    gpointer data;
};

/* What an expression is evaluated against. `store` receives strings and arrays that are made on the
 * way; the caller clears it when the results are no longer needed. */
struct evaluation {
    const struct feature *feature; /* NULL: no feature (background) */
    double zoom;
    const char *language; /* "en", "ar", "tr": for the legend and upcase */
    struct value_store *store;
    double line_progress;            /* 0..1; for "line-gradient" alone */
    double heatmap_density;          /* 0..1 and above; for "heatmap-color" alone */
    const struct value *accumulated; /* for the sums of clusters alone; else NULL */
    /* The feature's geometry in degrees on WGS 84, for "within" and "distance"; NULL where
     * feature->geometry is in degrees itself. */
    const struct geometry *lonlat;
    const struct tile_id *tile;               /* their grid; NULL: without rounding */
    const struct value_object *state;         /* of "global-state"; NULL: none */
    const struct value_object *feature_state; /* of "feature-state"; NULL: none */
    const struct image_names *images;         /* NULL: "image" can show any name */
};

/* MapLibre's types, as an expectation or a result. Formatted text in one section without a look of
 * its own may be a plain string. The kinds from TYPE_PADDING on have no value type of their own:
 * the arrays are arrays of numbers or colours, a projection is a string or an object {from, to,
 * transition}. */
enum type_kind {
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_STRING,
    TYPE_BOOLEAN,
    TYPE_COLOR,
    TYPE_OBJECT,
    TYPE_ARRAY,
    TYPE_VALUE, /* anything */
    TYPE_ERROR, /* what never returns */
    TYPE_COLLATOR,
    TYPE_FORMATTED,
    TYPE_IMAGE,
    TYPE_PADDING,
    TYPE_NUMBER_ARRAY,
    TYPE_COLOR_ARRAY,
    TYPE_ANCHOR_OFFSETS,
    TYPE_PROJECTION,
    TYPE_KIND_COUNT,
};

struct type {
    enum type_kind kind;
    const struct type *item; /* of an array; NULL for other kinds */
    int length;              /* of an array; -1 when open */
};

/* One parse or run-time error: MapLibre's key ("[2][1]", "" for the whole) and message text. */
struct expression_problem {
    char *key;
    char *message;
    const char *closest; /* what a misspelt operator may be meant for, or NULL; not owned */
};

struct expression;

/* Compiles. `expected` may be NULL (any type). On failure NULL, with the problems (at least one)
 * added to `problems` (GPtrArray of struct expression_problem with its free function set; may be
 * NULL). A number, string, boolean or null is a constant. */
struct expression *expression_new(const json_t *json, const struct type *expected,
                                  GPtrArray *problems);
/* The same for a property of type string, where values of other types become text. */
struct expression *expression_new_text(const json_t *json, GPtrArray *problems);
/* A constant, copied. */
struct expression *expression_new_constant(struct value value);
void expression_free(struct expression *expression);

/* FALSE at a run-time error; `message` (may be NULL) then gets MapLibre's text, to be freed. */
gboolean expression_evaluate(const struct expression *expression, struct evaluation *evaluation,
                             struct value *result, char **message);

/* The same, with the place of the error: `problem` (not NULL) is filled and to be cleared. */
gboolean expression_evaluate_keyed(const struct expression *expression,
                                   struct evaluation *evaluation, struct value *result,
                                   struct expression_problem *problem);

/* The type of the results. */
const struct type *expression_type(const struct expression *expression);
/* The value where the whole expression is a constant, else NULL. */
const struct value *expression_constant(const struct expression *expression);
gboolean expression_is_feature_constant(const struct expression *expression);
gboolean expression_is_zoom_constant(const struct expression *expression);
/* Does it ask where the feature lies, so that evaluation.lonlat matters? */
gboolean expression_needs_lonlat(const struct expression *expression);

/* Adds the names of the feature's properties that it looks at to a set of strings that frees its
 * keys. FALSE where that cannot be told: names made at run time, the feature's id or place. */
gboolean expression_reads(const struct expression *expression, GHashTable *names);

/* For legends: the classes of an expression that is (or contains, going down its first branches) a
 * match, step or case on feature data. `count` classes; class_of tells which one the feature in
 * `evaluation` falls into (-1: none, as when the input is of another type or there is no
 * such expression). The label of a match class is its (first) input label, of a step class its
 * lower bound, of a case class the value that its condition compares with; NULL for the fallback,
 * for the lowest step and for any other condition. */
guint expression_class_count(const struct expression *expression);
int expression_class_of(const struct expression *expression, struct evaluation *evaluation);
const char *expression_class_label(const struct expression *expression, guint class_index);

/* A new array for problems. */
GPtrArray *expression_problems_new(void);
/* Adds one, which owns both strings. */
struct expression_problem *expression_problem_add(GPtrArray *problems, char *key, char *message);
void expression_problem_clear(struct expression_problem *problem);

DEFINE_AUTOPTR(Expression, expression)

#endif
