#include "style/expression.h"

#include "style/operators.h"
#include "style/parse.h"

/* ---- problems ---- */

void expression_problem_clear(struct expression_problem *problem)
{
    g_clear_pointer(&problem->key, g_free);
    g_clear_pointer(&problem->message, g_free);
}

static void problem_free(void *data)
{
    expression_problem_clear(data);
    g_free(data);
}

GPtrArray *expression_problems_new(void)
{
    return g_ptr_array_new_with_free_func(problem_free);
}

struct expression_problem *expression_problem_add(GPtrArray *problems, char *key, char *message)
{
    struct expression_problem *problem = g_new0(struct expression_problem, 1);
    problem->key = key;
    problem->message = message;
    g_ptr_array_add(problems, problem);
    return problem;
}

/* ---- compiling ---- */

static struct expression *expression_alloc(void)
{
    struct expression *expression = g_new0(struct expression, 1);
    expression->pool = g_ptr_array_new_with_free_func(g_free);
    expression->store = value_store_new();
    return expression;
}

void expression_free(struct expression *expression)
{
    if (!expression)
        return;
    g_ptr_array_unref(expression->pool);
    value_store_free(expression->store);
    g_free(expression);
}

/* The first match, step or case that tells features apart, on the way down the first branches. */
static const struct node *find_classes(const struct node *node)
{
    while (node->n_args > 0) {
        const struct operator* operator= node->operator;
        if (operator&& operator->classifier &&(node->args[0]->needs &NEEDS_FEATURE) &&
            !case_is_guard(node))
            return node;
        gboolean is_let = operator&& operator->parse == parse_let;
        gboolean is_ramp =
        operator&&(operator->parse == parse_step || operator->parse == parse_interpolate ||
                   operator->parse == parse_match ||
                   operator->parse == parse_case);
        node = node->args[is_let ? node->n_args - 1 : is_ramp && node->n_args > 1 ? 1 : 0];
    }
    return NULL;
}

/* A copy that lives as long as the expression: nodes point to the types that were expected. */
static const struct type *keep_type(GPtrArray *pool, const struct type *type)
{
    if (!type)
        return NULL;
    if (type->kind != TYPE_ARRAY)
        return type_of_kind(type->kind);
    return type_array_of(pool, keep_type(pool, type->item), type->length);
}

static struct expression *compile(const json_t *json, const struct type *expected,
                                  enum annotation annotation, GPtrArray *problems)
{
    g_autoptr(GPtrArray) unwanted = problems ? NULL : expression_problems_new();
    g_autoptr(Expression) expression = expression_alloc();
    struct parser parser = {.expression = expression};
    struct context context = {.parser = &parser,
                              .problems = problems ? problems : unwanted,
                              .expected = keep_type(expression->pool, expected)};
    expression->root = context_parse(&context, json, annotation);
    if (!expression->root)
        return NULL;
    expression->classes = find_classes(expression->root);
    return g_steal_pointer(&expression);
}

struct expression *expression_new(const json_t *json, const struct type *expected,
                                  GPtrArray *problems)
{
    return compile(json, expected, ANNOTATE_BY_TYPE, problems);
}

struct expression *expression_new_text(const json_t *json, GPtrArray *problems)
{
    return compile(json, &type_string, ANNOTATE_COERCE, problems);
}

struct expression *expression_new_constant(struct value value)
{
    struct expression *expression = expression_alloc();
    struct parser parser = {.expression = expression};
    struct context context = {.parser = &parser};
    expression->root = literal_new(&context, type_of_value(expression->pool, value), value);
    return expression;
}

/* ---- evaluating ---- */

gboolean run_fail(struct run *run, const struct node *node, const char *format, ...)
{
    if (!run->problem || run->problem->message)
        return FALSE;
    va_list args;
    va_start(args, format);
    run->problem->key = path_text_dup(node->path);
    run->problem->message = g_strdup_vprintf(format, args);
    va_end(args);
    return FALSE;
}

gboolean run_fail_type(struct run *run, const struct node *node, const struct type *wanted,
                       struct value found)
{
    if (!run->problem)
        return FALSE;
    g_autofree char *wanted_text = type_text_dup(wanted);
    g_autofree char *found_text = type_text_of_value_dup(found);
    return run_fail(run, node, "Expected value to be of type %s, but found %s instead.",
                    wanted_text, found_text);
}

gboolean literal_evaluate(const struct node *node, G_GNUC_UNUSED struct run *run,
                          struct value *result)
{
    return put_value(result, &node->constant);
}

gboolean node_number(const struct node *node, struct run *run, double *number)
{
    struct value value;
    if (!node_run(node, run, &value))
        return FALSE;
    if (value.type != VALUE_NUMBER)
        return run_fail_type(run, node, &type_number, value);
    *number = value.number;
    return TRUE;
}

gboolean node_string(const struct node *node, struct run *run, const char **string)
{
    struct value value;
    if (!node_run(node, run, &value))
        return FALSE;
    if (value.type != VALUE_STRING)
        return run_fail_type(run, node, &type_string, value);
    *string = value.string;
    return TRUE;
}

gboolean node_boolean(const struct node *node, struct run *run, gboolean *boolean)
{
    struct value value;
    if (!node_run(node, run, &value))
        return FALSE;
    if (value.type != VALUE_BOOLEAN)
        return run_fail_type(run, node, &type_boolean, value);
    *boolean = value.boolean;
    return TRUE;
}

gboolean node_color(const struct node *node, struct run *run, struct color *color)
{
    struct value value;
    if (!node_run(node, run, &value))
        return FALSE;
    if (value.type != VALUE_COLOR)
        return run_fail_type(run, node, &type_color, value);
    *color = *value.color;
    return TRUE;
}

gboolean node_array(const struct node *node, struct run *run, const struct value_array **array)
{
    struct value value;
    if (!node_run(node, run, &value))
        return FALSE;
    if (value.type != VALUE_ARRAY)
        return run_fail_type(run, node, &type_array, value);
    *array = value.array;
    return TRUE;
}

static gboolean run_root(const struct expression *expression, struct evaluation *evaluation,
                         struct value *result, struct expression_problem *problem)
{
    struct run run = {evaluation, problem, RUN_MAX_VARIABLES};
    return node_run(expression->root, &run, result);
}

gboolean expression_evaluate_keyed(const struct expression *expression,
                                   struct evaluation *evaluation, struct value *result,
                                   struct expression_problem *problem)
{
    *problem = (struct expression_problem){0};
    return run_root(expression, evaluation, result, problem);
}

gboolean expression_evaluate(const struct expression *expression, struct evaluation *evaluation,
                             struct value *result, char **message)
{
    if (!message)
        return run_root(expression, evaluation, result, NULL);
    struct expression_problem problem = {0};
    gboolean evaluated = run_root(expression, evaluation, result, &problem);
    *message = problem.message;
    g_free(problem.key);
    return evaluated;
}

/* ---- what is known of an expression ---- */

const struct type *expression_type(const struct expression *expression)
{
    return expression->root->type;
}

const struct value *expression_constant(const struct expression *expression)
{
    return node_is_literal(expression->root) ? &expression->root->constant : NULL;
}

gboolean expression_is_feature_constant(const struct expression *expression)
{
    return !(expression->root->needs & NEEDS_FEATURE);
}

gboolean expression_is_zoom_constant(const struct expression *expression)
{
    return !(expression->root->needs & NEEDS_ZOOM);
}

gboolean expression_needs_lonlat(const struct expression *expression)
{
    return (expression->root->needs & NEEDS_LONLAT) != 0;
}

guint expression_class_count(const struct expression *expression)
{
    const struct node *node = expression->classes;
    return node ? node->operator->classifier->count(node) : 0;
}

int expression_class_of(const struct expression *expression, struct evaluation *evaluation)
{
    const struct node *node = expression->classes;
    struct run run = {evaluation, NULL, RUN_MAX_VARIABLES};
    int index = -1;
    return node && node->operator->classifier->class_of(node, &run, &index) ? index : -1;
}

const char *expression_class_label(const struct expression *expression, guint class_index)
{
    const struct node *node = expression->classes;
    return node ? node->operator->classifier->label(node, class_index) : NULL;
}
