/* Inside the style room: the compiled tree of an expression, and how it is made and evaluated. */
#ifndef IDLIBMAP_STYLE_NODE_H
#define IDLIBMAP_STYLE_NODE_H

#include "style/types.h"

/* What a node's value depends on beside its arguments. */
enum needs {
    NEEDS_FEATURE = 1 << 0,
    NEEDS_ZOOM = 1 << 1,
    NEEDS_RUN = 1 << 2,    /* anything else that is known only at run time */
    NEEDS_LONLAT = 1 << 3, /* where the feature lies, in degrees */
};

/* One evaluation of a whole expression. */
struct run {
    struct evaluation *evaluation;
    struct expression_problem *problem; /* NULL: nobody wants to know */
    guint variables_left;               /* how many more variables may be looked up */
};

/* Where a node stands in its expression: the index of each array on the way; NULL is the top. */
struct path {
    const struct path *outer;
    gsize index;
};

/* MapLibre's key: "[2][1]". */
char *path_text_dup(const struct path *path);

struct node;

/* FALSE after run_fail(). */
typedef gboolean node_evaluate(const struct node *node, struct run *run, struct value *result);

struct operator;

struct node {
    node_evaluate *evaluate;
    const struct type *type;
    const struct operator* operator; /* NULL for what the type checker put in */
    const struct path *path;
    guint n_args;
    struct node **args;
    void *data;            /* what the operator keeps: labels, a slot, a bound node */
    struct value constant; /* of a literal */
    guint needs;           /* enum needs, its arguments' included */
    gboolean folds;        /* may be evaluated while compiling, once its arguments are literals */
};

/* Makes a run-time error of the node and returns FALSE. */
gboolean run_fail(struct run *run, const struct node *node, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* "Expected value to be of type number, but found string instead." */
gboolean run_fail_type(struct run *run, const struct node *node, const struct type *wanted,
                       struct value found);

/* Results are written where they are wanted. */
static inline gboolean put_number(struct value *result, double number)
{
    result->type = VALUE_NUMBER;
    result->number = number;
    return TRUE;
}

static inline gboolean put_boolean(struct value *result, gboolean boolean)
{
    result->type = VALUE_BOOLEAN;
    result->boolean = boolean;
    return TRUE;
}

static inline gboolean put_string(struct value *result, const char *string)
{
    result->type = VALUE_STRING;
    result->string = string;
    return TRUE;
}

static inline gboolean put_value(struct value *result, const struct value *value)
{
    *result = *value;
    return TRUE;
}

static inline gboolean node_run(const struct node *node, struct run *run, struct value *result)
{
    return node->evaluate(node, run, result);
}

/* An argument, checked to be what the type checker promised. */
gboolean node_number(const struct node *node, struct run *run, double *number);
gboolean node_string(const struct node *node, struct run *run, const char **string);
gboolean node_boolean(const struct node *node, struct run *run, gboolean *boolean);
gboolean node_color(const struct node *node, struct run *run, struct color *color);
gboolean node_array(const struct node *node, struct run *run, const struct value_array **array);

gboolean literal_evaluate(const struct node *node, struct run *run, struct value *result);
static inline gboolean node_is_literal(const struct node *node)
{
    return node->evaluate == literal_evaluate;
}

/* ---- compiling ---- */

struct scope;

/* Where the parser stands in an expression. */
struct context {
    struct parser *parser;
    GPtrArray *problems; /* struct expression_problem; NULL while an overload is only tried */
    const struct path *path;
    const struct type *expected; /* NULL: anything; lets operators infer, they need not check */
    const struct scope *scope;   /* names bound by "let"; NULL at the top */
};

/* The names that one "let" binds. */
struct scope {
    const struct scope *outer;
    guint count;
    const char **names;
    struct node **nodes;
};

/* What to do with an argument that is not known to be of the expected type. */
enum annotation {
    ANNOTATE_BY_TYPE, /* assert, or coerce to the types that allow it */
    ANNOTATE_COERCE,
    ANNOTATE_OMIT,
};

/* Adds a problem at the context's place and returns NULL. */
struct node *context_fail(const struct context *context, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
/* The same at one of its arguments. */
struct node *context_fail_at(const struct context *context, gsize index, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The context of an argument. */
struct context context_child(const struct context *context, gsize index,
                             const struct type *expected);

/* Compiles json in the context; NULL after a problem. json NULL stands for JavaScript's undefined.
 */
struct node *context_parse(const struct context *context, const json_t *json,
                           enum annotation annotation);
/* Compiles one argument of the expression array `json`. */
struct node *context_parse_arg(const struct context *context, const json_t *json, gsize index,
                               const struct type *expected);

/* Memory that lives as long as the expression. */
void *context_alloc(const struct context *context, gsize size);
char *context_strdup(const struct context *context, const char *text);
GPtrArray *context_pool(const struct context *context);
/* Where constants are kept. */
struct value_store *context_store(const struct context *context);

/* A node with a copy of the arguments (GPtrArray of struct node; may be NULL). */
struct node *node_new(const struct context *context, const struct operator* operator,
                      const struct type * type, node_evaluate *evaluate, const GPtrArray *args);
struct node *literal_new(const struct context *context, const struct type *type,
                         struct value value);
/* "to-number" and so on, made from "number"-like type kinds, round one node. */
struct node *assertion_new(const struct context *context, const struct type *type,
                           struct node *node);
struct node *coercion_new(const struct context *context, const struct type *type,
                          struct node *node);

/* JavaScript's typeof; json NULL is "undefined". */
const char *json_type_name(const json_t *json);
/* The operator that the json array names, or NULL. */
const struct operator* operator_of(const json_t *json);

/* The parts of struct expression that the compiler fills. */
struct expression {
    struct node *root;
    GPtrArray *pool;            /* all memory of the nodes, freed with g_free */
    struct value_store *store;  /* constants */
    const struct node *classes; /* the match, step or case that makes classes, or NULL */
};

#endif
