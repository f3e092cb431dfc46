/* MapLibre expressions: compiled once to a typed tree, evaluated for each feature. */
#ifndef IDLIBMAP_STYLE_EXPRESSION_H
#define IDLIBMAP_STYLE_EXPRESSION_H

#include "base/auto.h"
#include "base/value.h"
#include "geo/feature.h"

#include <jansson.h>

/* What an expression is evaluated against. `store` receives strings and arrays that are made on the
 * way; the caller clears it when the results are no longer needed. */
struct evaluation {
    const struct feature *feature; /* NULL: no feature (background) */
    double zoom;
    const char *language; /* "en", "ar", "tr": for the legend and upcase */
    struct value_store *store;
};

/* MapLibre's types, as an expectation or a result. */
enum type_kind {
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_STRING,
    TYPE_BOOLEAN,
    TYPE_COLOR,
    TYPE_OBJECT,
    TYPE_ARRAY,
    TYPE_VALUE, /* anything */
};

struct type {
    enum type_kind kind;
    enum type_kind item; /* of an array; TYPE_VALUE when open */
    int length;          /* of an array; -1 when open */
};

/* One parse error: MapLibre's key ("[2][1]") and message text. */
struct expression_problem {
    char *key;
    char *message;
};

struct expression;

/* Compiles. `expected` may be NULL (any type). On failure NULL, with the problems (at least one)
 * added to `problems` (GPtrArray of struct expression_problem with its free function set; may be
 * NULL). A literal JSON value that is no expression array is a constant. */
struct expression *expression_new(const json_t *json, const struct type *expected,
                                  GPtrArray *problems);
void expression_free(struct expression *expression);

/* FALSE at a run-time error; `message` (may be NULL) then gets MapLibre's text, to be freed. */
gboolean expression_evaluate(const struct expression *expression, struct evaluation *evaluation,
                             struct value *result, char **message);

gboolean expression_is_feature_constant(const struct expression *expression);
gboolean expression_is_zoom_constant(const struct expression *expression);

/* For legends: the classes of an expression that is (or contains, going down its first branches) a
 * match, step or case on feature data. `count` classes; class_of tells which one the feature in
 * `evaluation` falls into (-1: none). The label of a match class is its input label, of a step
 * class its lower bound; NULL for the fallback. */
guint expression_class_count(const struct expression *expression);
int expression_class_of(const struct expression *expression, struct evaluation *evaluation);
const char *expression_class_label(const struct expression *expression, guint class_index);

/* A new array for problems. */
GPtrArray *expression_problems_new(void);

DEFINE_AUTOPTR(Expression, expression)

#endif
