/* From JSON to a typed tree, as MapLibre's parsing_context.ts does it: the same annotations, the
 * same folding of constants, the same errors. */
#include "style/parse.h"

#include "base/json_text.h"
#include "style/operators.h"

/* ---- memory ---- */

void *context_alloc(const struct context *context, gsize size)
{
    void *memory = g_malloc0(size);
    g_ptr_array_add(context->parser->expression->pool, memory);
    return memory;
}

char *context_strdup(const struct context *context, const char *text)
{
    char *copy = g_strdup(text);
    g_ptr_array_add(context->parser->expression->pool, copy);
    return copy;
}

GPtrArray *context_pool(const struct context *context)
{
    return context->parser->expression->pool;
}

struct value_store *context_store(const struct context *context)
{
    return context->parser->expression->store;
}

/* ---- problems ---- */

char *path_text_dup(const struct path *path)
{
    g_autoptr(GPtrArray) outermost_last = g_ptr_array_new();
    for (; path; path = path->outer)
        g_ptr_array_add(outermost_last, (void *)path);
    GString *text = g_string_new(NULL);
    for (guint i = outermost_last->len; i > 0; i--) {
        const struct path *part = outermost_last->pdata[i - 1];
        g_string_append_printf(text, "[%" G_GSIZE_FORMAT "]", part->index);
    }
    return g_string_free(text, FALSE);
}

struct node *context_fail(const struct context *context, const char *format, ...)
{
    va_list args;
    if (!context->problems)
        return NULL;
    va_start(args, format);
    expression_problem_add(context->problems, path_text_dup(context->path),
                           g_strdup_vprintf(format, args));
    va_end(args);
    return NULL;
}

struct node *context_fail_at(const struct context *context, gsize index, const char *format, ...)
{
    va_list args;
    if (!context->problems)
        return NULL;
    va_start(args, format);
    struct path path = {context->path, index};
    expression_problem_add(context->problems, path_text_dup(&path), g_strdup_vprintf(format, args));
    va_end(args);
    return NULL;
}

/* ---- nodes ---- */

static gboolean args_fold(const struct node *node, gboolean is_annotation)
{
    for (guint i = 0; i < node->n_args; i++)
        if (is_annotation ? !node->args[i]->folds : !node_is_literal(node->args[i]))
            return FALSE;
    return TRUE;
}

struct node *node_new(const struct context *context, const struct operator* operator,
                      const struct type * type, node_evaluate *evaluate, const GPtrArray *args)
{
    struct node *node = context_alloc(context, sizeof *node);
    node->evaluate = evaluate;
    node->type = type;
    node->operator= operator;
    node->path = context->path;
    node->n_args = args ? args->len : 0;
    if (node->n_args > 0)
        node->args = context_alloc(context, node->n_args * sizeof(struct node *));
    for (guint i = 0; args && i < args->len; i++) {
        node->args[i] = args->pdata[i];
        node->needs |= node->args[i]->needs;
    }
    node->folds = node->needs == 0 && args_fold(node, FALSE);
    return node;
}

void node_set_annotation(struct node *node)
{
    node->folds = node->needs == 0 && args_fold(node, TRUE);
}

struct node *literal_new(const struct context *context, const struct type *type, struct value value)
{
    struct node *node = node_new(context, NULL, type, literal_evaluate, NULL);
    node->constant = value_store_copy(context_store(context), value);
    return node;
}

/* ---- contexts ---- */

struct context context_child(const struct context *context, gsize index,
                             const struct type *expected)
{
    struct context child = *context;
    struct path *path = context_alloc(context, sizeof *path);
    *path = (struct path){context->path, index};
    child.path = path;
    child.expected = expected;
    return child;
}

struct node *context_parse_arg(const struct context *context, const json_t *json, gsize index,
                               const struct type *expected)
{
    struct context child = context_child(context, index, expected);
    return context_parse(&child, json_array_get(json, index), ANNOTATE_BY_TYPE);
}

const char *json_type_name(const json_t *json)
{
    if (!json)
        return "undefined";
    switch (json_typeof(json)) {
    case JSON_STRING:
        return "string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "boolean";
    default:
        return "object";
    }
}

const struct operator* operator_of(const json_t *json)
{
    const char *name = json_string_value(json_array_get(json, 0));
    return name ? operator_find(name) : NULL;
}

/* ---- calls of operators with fixed types ---- */

static guint count_overloads(const struct operator* operator)
{
    guint count = 0;
    while (count < G_N_ELEMENTS(operator->overloads) && operator->overloads[count].evaluate)
        count++;
    return count;
}

static const struct type *param_type(const struct overload *overload, gsize index)
{
    return overload->n_params == ANY_NUMBER ? overload->params[0] : overload->params[index];
}

static struct node *parse_overload(const struct context *context, const json_t *json,
                                   const struct operator* operator,
                                   const struct overload * overload)
{
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    gsize n_args = json_array_size(json) - 1;
    for (gsize i = 0; i < n_args; i++) {
        struct node *arg = context_parse_arg(context, json, i + 1, param_type(overload, i));
        if (!arg)
            return NULL;
        g_ptr_array_add(args, arg);
    }
    struct node *node = node_new(context, operator, operator->type, overload->evaluate, args);
    node->needs |= overload->needs;
    node->folds = node->folds && overload->needs == 0;
    return node;
}

static void append_signature(GString *text, const struct overload *overload)
{
    g_string_append_c(text, '(');
    for (int i = 0; i < MAX(overload->n_params, 1) && overload->params[i]; i++) {
        g_autofree char *type = type_text_dup(overload->params[i]);
        g_string_append_printf(text, "%s%s", i ? ", " : "", type);
    }
    g_string_append(text, overload->n_params == ANY_NUMBER ? "...)" : ")");
}

/* The types found, for the message; parsed again without expectations, so that they are the
 * arguments' own. NULL after a problem in one of them. */
static char *found_types_dup(const struct context *context, const json_t *json)
{
    g_autoptr(GString) text = g_string_new("(");
    for (gsize i = 1; i < json_array_size(json); i++) {
        struct node *arg = context_parse_arg(context, json, i, NULL);
        if (!arg)
            return NULL;
        g_autofree char *type = type_text_dup(arg->type);
        g_string_append_printf(text, "%s%s", i > 1 ? ", " : "", type);
    }
    return g_strdup(g_string_append_c(text, ')')->str);
}

static gboolean takes(const struct overload *overload, gsize n_args)
{
    return overload->n_params == ANY_NUMBER || (gsize)overload->n_params == n_args;
}

static struct node *fail_overloads(const struct context *context, const json_t *json,
                                   const struct operator* operator, gboolean any_fits)
{
    g_autoptr(GString) signatures = g_string_new(NULL);
    for (guint i = 0; i < count_overloads(operator); i++) {
        if (any_fits && !takes(&operator->overloads[i], json_array_size(json) - 1))
            continue;
        if (signatures->len > 0)
            g_string_append(signatures, " | ");
        append_signature(signatures, &operator->overloads[i]);
    }
    g_autofree char *found = found_types_dup(context, json);
    if (found)
        context_fail(context, "Expected arguments of type %s, but found %s instead.",
                     signatures->str, found);
    return NULL;
}

/* Do two overloads ask for the same types of so many arguments? Then what fails with one fails with
 * the other, and trying both would double the work with each level of nesting. */
static gboolean ask_the_same(const struct overload *a, const struct overload *b, gsize n_args)
{
    for (gsize i = 0; i < n_args; i++)
        if (param_type(a, i) != param_type(b, i))
            return FALSE;
    return TRUE;
}

/* The overloads that take so many arguments, and of those the ones that differ. */
static guint fitting_overloads(const struct operator* operator, gsize n_args, GPtrArray *different)
{
    guint fitting = 0;
    for (guint i = 0; i < count_overloads(operator); i++) {
        const struct overload *overload = &operator->overloads[i];
        if (!takes(overload, n_args))
            continue;
        fitting++;
        gboolean is_new = TRUE;
        for (guint j = 0; j < different->len; j++)
            is_new = is_new && !ask_the_same(different->pdata[j], overload, n_args);
        if (is_new)
            g_ptr_array_add(different, (void *)overload);
    }
    return fitting;
}

/* Of a single overload the problems are reported as they are; several are tried in silence, and the
 * problem is that none fits. */
struct node *context_parse_call(const struct context *context, const json_t *json,
                                const struct operator* operator)
{
    g_autoptr(GPtrArray) overloads = g_ptr_array_new();
    guint fitting = fitting_overloads(operator, json_array_size(json) - 1, overloads);
    struct context attempt = *context;
    attempt.expected = NULL;
    if (fitting > 1)
        attempt.problems = NULL;
    for (guint i = 0; i < overloads->len; i++) {
        struct node *node = parse_overload(&attempt, json, operator, overloads->pdata[i]);
        if (node)
            return node;
    }
    if (fitting == 1 || !context->problems)
        return NULL;
    return fail_overloads(context, json, operator, fitting> 0);
}

/* ---- annotating and folding ---- */

static gboolean kind_in(const struct type *type, guint kinds)
{
    return (kinds & 1u << type->kind) != 0;
}

#define KIND(name) (1u << TYPE_##name)

/* The kinds from which a value is coerced to the expected type without being asked. */
static guint coerced_from(const struct type *expected)
{
    switch (expected->kind) {
    case TYPE_COLOR:
    case TYPE_FORMATTED:
    case TYPE_IMAGE:
        return KIND(VALUE) | KIND(STRING);
    case TYPE_PROJECTION:
    case TYPE_COLOR_ARRAY:
        return KIND(VALUE) | KIND(STRING) | KIND(ARRAY);
    case TYPE_PADDING:
    case TYPE_NUMBER_ARRAY:
        return KIND(VALUE) | KIND(NUMBER) | KIND(ARRAY);
    case TYPE_ANCHOR_OFFSETS:
        return KIND(VALUE) | KIND(ARRAY);
    default:
        return 0;
    }
}

static struct node *annotate(const struct context *context, struct node *node,
                             enum annotation annotation)
{
    const guint asserted = KIND(STRING) | KIND(NUMBER) | KIND(BOOLEAN) | KIND(OBJECT) | KIND(ARRAY);
    const struct type *expected = context->expected;
    if (!expected)
        return node;
    gboolean asserts = kind_in(expected, asserted) && node->type->kind == TYPE_VALUE;
    if (asserts || kind_in(node->type, coerced_from(expected))) {
        if (annotation == ANNOTATE_OMIT)
            return node;
        return asserts && annotation != ANNOTATE_COERCE ? assertion_new(context, expected, node)
                                                        : coercion_new(context, expected, node);
    }
    if (type_accepts(expected, node->type))
        return node;
    g_autofree char *message = type_mismatch_dup(expected, node->type);
    return context_fail(context, "%s", message);
}

static struct node *fold(const struct context *context, struct node *node)
{
    if (node_is_literal(node) || !node->folds || node->type->kind == TYPE_IMAGE)
        return node;
    struct evaluation evaluation = {.store = context_store(context)};
    struct expression_problem problem = {0};
    struct run run = {&evaluation, &problem, RUN_MAX_VARIABLES};
    struct value value;
    if (!node_run(node, &run, &value)) {
        context_fail(context, "%s", problem.message);
        expression_problem_clear(&problem);
        return NULL;
    }
    return literal_new(context, node->type, value);
}

/* ---- the parser ---- */

/* MapLibre's text stays as it is: what may be meant is told beside it. */
static struct node *fail_unknown(const struct context *context, const char *name)
{
    context_fail_at(context, 0,
                    "Unknown expression \"%s\". If you wanted a literal array, use "
                    "[\"literal\", [...]].",
                    name);
    if (context->problems) {
        struct expression_problem *problem = context->problems->pdata[context->problems->len - 1];
        problem->closest = operator_closest(name);
    }
    return NULL;
}

static struct node *parse_array_form(const struct context *context, const json_t *json,
                                     enum annotation annotation)
{
    if (json_array_size(json) == 0)
        return context_fail(context, "Expected an array with at least one element. If you wanted a "
                                     "literal array, use [\"literal\", []].");
    const json_t *name = json_array_get(json, 0);
    if (!json_is_string(name))
        return context_fail_at(context, 0,
                               "Expression name must be a string, but found %s instead. If you "
                               "wanted a literal array, use [\"literal\", [...]].",
                               json_type_name(name));
    const struct operator* operator= operator_of(json);
    if (!operator)
        return fail_unknown(context, json_string_value(name));
    struct node *node = operator->parse ? operator->parse(context, json, operator)
                                        : context_parse_call(context, json, operator);
    if (node)
        node = annotate(context, node, annotation);
    return node ? fold(context, node) : NULL;
}

static struct node *parse_scalar(const struct context *context, const json_t *json,
                                 enum annotation annotation)
{
    struct value value = value_from_json(context_store(context), json);
    struct node *node = literal_new(context, type_of_value(context_pool(context), value), value);
    node = annotate(context, node, annotation);
    return node ? fold(context, node) : NULL;
}

struct node *context_parse(const struct context *context, const json_t *json,
                           enum annotation annotation)
{
    struct parser *parser = context->parser;
    if (!json)
        return context_fail(context, "'undefined' value invalid. Use null instead.");
    if (json_is_object(json))
        return context_fail(context, "Bare objects invalid. Use [\"literal\", {...}] instead.");
    if (++parser->parsed > EXPRESSION_MAX_PARSED)
        return context_fail(context, "The expression is too large.");
    if (!json_is_array(json))
        return parse_scalar(context, json, annotation);
    if (parser->depth == EXPRESSION_MAX_DEPTH)
        return context_fail(context, "Expressions are nested more than %d deep.",
                            EXPRESSION_MAX_DEPTH);
    parser->depth++;
    struct node *node = parse_array_form(context, json, annotation);
    parser->depth--;
    return node;
}
