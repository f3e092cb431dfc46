/* A property's JSON, whatever way it is written, as an expression: what MapLibre's
 * createPropertyExpression() does. */
#include "style/property_expression.h"
#include "style/legacy.h"
#include "style/operators.h"

/* ---- problems of the whole property ---- */

static gboolean fail(GPtrArray *problems, const char *message)
{
    expression_problem_add(problems, g_strdup(""), g_strdup(message));
    return FALSE;
}

/* ---- zoom: it may only lead one ramp at the top ---- */

static const char misplaced_zoom[] = "\"zoom\" expression may only be used as input to a top-level "
                                     "\"step\" or \"interpolate\" expression.";

/* What is found below a node: nothing, the ramp that zoom leads, or an error. */
struct zoom_curve {
    const struct node *ramp;
    const char *error;
};

static gboolean is_form(const struct node *node, operator_parse *parse)
{
    return node->operator&& node->operator->parse == parse;
}

static gboolean is_zoom_ramp(const struct node *node)
{
    return (is_form(node, parse_step) || is_form(node, parse_interpolate)) &&
           node->args[0]->evaluate == eval_zoom;
}

static struct zoom_curve find_zoom_curve(const struct node *node, GHashTable *seen);

/* The ramp that the node is, or stands in its place: the body of a "let", the first argument of a
 * "coalesce" that is one. */
static struct zoom_curve own_zoom_curve(const struct node *node, GHashTable *seen)
{
    struct zoom_curve found = {NULL, NULL};
    if (is_form(node, parse_let))
        return find_zoom_curve(node->args[node->n_args - 1], seen);
    if (is_form(node, parse_coalesce))
        for (guint i = 0; i < node->n_args && !found.ramp && !found.error; i++)
            found = find_zoom_curve(node->args[i], seen);
    else if (is_zoom_ramp(node))
        found.ramp = node;
    return found;
}

static void add_child_curve(struct zoom_curve *found, struct zoom_curve child)
{
    if (child.error)
        found->error = child.error;
    else if (!found->ramp && !found->error && child.ramp)
        found->error = misplaced_zoom;
    else if (child.ramp && found->ramp != child.ramp)
        found->error =
            "Only one zoom-based \"step\" or \"interpolate\" subexpression may be used in "
            "an expression.";
}

/* `seen` keeps what was found below a node, since a "let" reaches its body twice. */
static struct zoom_curve find_zoom_curve(const struct node *node, GHashTable *seen)
{
    const struct zoom_curve *before = g_hash_table_lookup(seen, node);
    if (before)
        return *before;
    struct zoom_curve found = own_zoom_curve(node, seen);
    for (guint i = 0; i < node->n_args && !found.error; i++)
        add_child_curve(&found, find_zoom_curve(node->args[i], seen));
    g_hash_table_insert(seen, (void *)node, g_memdup2(&found, sizeof found));
    return found;
}

static gboolean check_zoom(const struct expression *expression, const struct property_type *type,
                           GPtrArray *problems)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    gboolean constant = expression_is_zoom_constant(expression);
    if (!constant && !(type->flags & PROPERTY_ZOOM))
        return fail(problems, "zoom expressions not supported");
    struct zoom_curve curve = find_zoom_curve(expression->root, seen);
    if (curve.error)
        return fail(problems, curve.error);
    if (!curve.ramp && !constant)
        return fail(problems, misplaced_zoom);
    if (curve.ramp && is_form(curve.ramp, parse_interpolate) &&
        !(type->flags & PROPERTY_INTERPOLATED))
        return fail(problems, "\"interpolate\" expressions cannot be used with this property");
    return TRUE;
}

/* ---- expressions ---- */

struct expression *property_expression_compile(const json_t *json, const struct property_type *type,
                                               GPtrArray *problems)
{
    if (!type)
        return expression_new(json, NULL, problems);
    if (type->kind == TYPE_STRING && !type->values)
        return expression_new_text(json, problems);
    struct type array = {TYPE_ARRAY, type_of_kind(type->values ? TYPE_STRING : type->item),
                         type->length};
    const struct type *expected = type->kind == TYPE_ARRAY   ? &array
                                  : type->kind == TYPE_VALUE ? NULL
                                                             : type_of_kind(type->kind);
    return expression_new(json, expected, problems);
}

struct expression *property_expression_parse(const json_t *json, const struct property_type *type,
                                             GPtrArray *problems)
{
    g_autoptr(Expression) expression = property_expression_compile(json, type, problems);
    if (!expression)
        return NULL;
    if (!expression_is_feature_constant(expression) && !(type->flags & PROPERTY_DATA)) {
        fail(problems, "data expressions not supported");
        return NULL;
    }
    return check_zoom(expression, type, problems) ? g_steal_pointer(&expression) : NULL;
}

/* ---- the whole ---- */

gboolean json_is_expression(const json_t *json)
{
    const char *name = json_string_value(json_array_get(json, 0));
    return name && operator_find(name);
}

/* A constant, converted as an expression's result would be. */
static struct expression *constant_new(const json_t *json, const struct property_type *type,
                                       GPtrArray *problems)
{
    json_t *literal = json_pack("[sO]", "literal", (json_t *)json);
    struct expression *expression = property_expression_compile(literal, type, problems);
    json_decref(literal);
    return expression;
}

struct expression *property_expression_new(const json_t *json, const struct property_type *type,
                                           GPtrArray *problems)
{
    g_autoptr(GPtrArray) unwanted = problems ? NULL : expression_problems_new();
    GPtrArray *out = problems ? problems : unwanted;
    if (json_is_expression(json))
        return property_expression_parse(json, type, out);
    json_t *converted = NULL;
    if (json_is_object(json))
        converted = legacy_function(json, type, out);
    else if (json_is_string(json) && (type->flags & PROPERTY_TOKENS))
        converted = legacy_tokens(json_string_value(json));
    else
        return constant_new(json, type, out);
    struct expression *expression =
        converted ? property_expression_parse(converted, type, out) : NULL;
    json_decref(converted);
    return expression;
}
