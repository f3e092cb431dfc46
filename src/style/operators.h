/* The table of operators: one row each in operators.c. */
#ifndef IDLIBMAP_STYLE_OPERATORS_H
#define IDLIBMAP_STYLE_OPERATORS_H

#include "style/node.h"

#define OPERATOR_MAX_PARAMS 4
#define ANY_NUMBER (-1)

/* One way to call an operator: parameters of fixed types. */
struct overload {
    node_evaluate *evaluate; /* NULL ends the list */
    int n_params;            /* ANY_NUMBER: any number of arguments, all of params[0] */
    const struct type *params[OPERATOR_MAX_PARAMS];
    guint needs; /* enum needs */
};

/* Compiles a call with rules of its own (branches, labels, names). `json` is the whole array. */
typedef struct node *operator_parse(const struct context *context, const json_t *json,
                                    const struct operator* operator);

/* For legends: the class that a feature falls into (-1: none; FALSE at a run-time error), how many
 * there are, and what a class is called (NULL: the fallback). */
struct classifier {
    gboolean (*class_of)(const struct node *node, struct run *run, int *index);
    guint (*count)(const struct node *node);
    const char *(*label)(const struct node *node, guint index);
};

struct operator
{
    const char *name;
    const struct type *type; /* of the result, for overloads */
    struct overload overloads[3];
    operator_parse *parse;               /* NULL: context_parse_call() */
    const struct classifier *classifier; /* of match, step and case */
};

/* NULL when there is none of that name. */
const struct operator* operator_find(const char *name);
/* The name closest to a misspelt one, or NULL. */
const char *operator_closest(const char *name);
/* Is it one that compiles, and has nothing to tell in this program? */
gboolean operator_is_not_ours(const char *name);

/* Compiles a call by the operator's overloads. */
operator_parse context_parse_call;

/* op_type.c: literals, assertions, conversions, names */
operator_parse parse_literal, parse_semiliteral, parse_assertion, parse_array, parse_coercion,
    parse_let, parse_var;
node_evaluate eval_typeof, eval_error;

/* op_decision.c */
operator_parse parse_case, parse_match, parse_coalesce, parse_comparison;
node_evaluate eval_all, eval_any, eval_not;
extern const struct classifier case_classifier, match_classifier;
/* ["case", ["==", ["typeof", x], ...], of x, otherwise]: it sees to the type of what the first
 * output is made of, and makes no classes of its own. */
gboolean case_is_guard(const struct node *node);

/* op_ramp.c */
operator_parse parse_step, parse_interpolate;
extern const struct classifier step_classifier;

/* op_lookup.c */
operator_parse parse_property, parse_at, parse_in, parse_index_of, parse_slice, parse_length;
node_evaluate eval_get, eval_get_from, eval_has, eval_has_in, eval_properties, eval_id,
    eval_geometry_type, eval_zoom, eval_heatmap_density, eval_accumulated;

/* op_within.c, op_distance.c */
operator_parse parse_within, parse_distance;

/* op_format.c */
operator_parse parse_format, parse_image;
/* Is it an image of which it is known that there is none? */
gboolean image_is_missing(const struct evaluation *evaluation, const struct value *value);

/* op_locale.c */
operator_parse parse_number_format, parse_collator;
node_evaluate eval_resolved_locale;

/* op_state.c */
operator_parse parse_global_state;
node_evaluate eval_feature_state, eval_line_progress, eval_elevation, eval_is_supported_script;

/* op_string.c */
node_evaluate eval_concat, eval_upcase, eval_downcase, eval_split, eval_join;

/* op_math.c */
node_evaluate eval_add, eval_multiply, eval_subtract, eval_negate, eval_divide, eval_modulo,
    eval_power, eval_min, eval_max, eval_sqrt, eval_abs, eval_floor, eval_ceil, eval_round, eval_ln,
    eval_log10, eval_log2, eval_sin, eval_cos, eval_tan, eval_asin, eval_acos, eval_atan, eval_pi,
    eval_e, eval_ln2;

/* op_color.c */
node_evaluate eval_rgb, eval_to_rgba;

/* op_filter.c: what filters of the old syntax are converted to */
operator_parse parse_filter_test;
node_evaluate eval_filter_equal, eval_filter_less, eval_filter_greater, eval_filter_less_equal,
    eval_filter_greater_equal, eval_filter_has, eval_filter_in, eval_filter_id_equal,
    eval_filter_id_less, eval_filter_id_greater, eval_filter_id_less_equal,
    eval_filter_id_greater_equal, eval_filter_has_id, eval_filter_id_in, eval_filter_type_equal,
    eval_filter_type_in;

#endif
