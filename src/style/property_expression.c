/* A property's JSON, whatever way it is written, as an expression: what MapLibre's
 * createPropertyExpression() and its validators of constants do. */
#include "style/property_expression.h"
#include "style/legacy.h"
#include "style/operators.h"

#include "base/json_text.h"

#include <math.h>

/* ---- problems of the whole property ---- */

static gboolean fail(GPtrArray *problems, const char *key, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static gboolean fail(GPtrArray *problems, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    expression_problem_add(problems, g_strdup(key), g_strdup_vprintf(format, args));
    va_end(args);
    return FALSE;
}

/* ---- zoom: it may only lead one ramp at the top ---- */

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
        found->error = "\"zoom\" expression may only be used as input to a top-level \"step\" or "
                       "\"interpolate\" expression.";
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
        return fail(problems, "", "zoom expressions not supported");
    struct zoom_curve curve = find_zoom_curve(expression->root, seen);
    if (curve.error)
        return fail(problems, "", "%s", curve.error);
    if (!curve.ramp && !constant)
        return fail(problems, "",
                    "\"zoom\" expression may only be used as input to a top-level \"step\" or "
                    "\"interpolate\" expression.");
    if (curve.ramp && is_form(curve.ramp, parse_interpolate) &&
        !(type->flags & PROPERTY_INTERPOLATED))
        return fail(problems, "", "\"interpolate\" expressions cannot be used with this property");
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
        fail(problems, "", "data expressions not supported");
        return NULL;
    }
    return check_zoom(expression, type, problems) ? g_steal_pointer(&expression) : NULL;
}

/* ---- constants ---- */

static gboolean check_number(const struct property_type *type, const char *key, double number,
                             GPtrArray *problems)
{
    char text[VALUE_NUMBER_TEXT], limit[VALUE_NUMBER_TEXT];
    if (number < type->minimum)
        return fail(problems, key, "%s is less than the minimum value %s",
                    value_number_text(number, text), value_number_text(type->minimum, limit));
    if (number > type->maximum)
        return fail(problems, key, "%s is greater than the maximum value %s",
                    value_number_text(number, text), value_number_text(type->maximum, limit));
    return TRUE;
}

static gboolean check_word(const struct property_type *type, const char *key, const char *word,
                           GPtrArray *problems)
{
    if (!type->values || g_strv_contains(type->values, word))
        return TRUE;
    g_autofree char *words = g_strjoinv(", ", (char **)type->values);
    return fail(problems, key, "expected one of [%s], \"%s\" found", words, word);
}

/* "array", "null" and so on: the names that MapLibre's validator gives to JSON values. */
static const char *json_kind(const json_t *json)
{
    return json_is_array(json) ? "array" : json_is_null(json) ? "null" : json_type_name(json);
}

static gboolean check_item(const struct property_type *type, enum type_kind kind, const char *key,
                           const json_t *json, GPtrArray *problems)
{
    const char *expected = kind == TYPE_NUMBER    ? "number"
                           : kind == TYPE_BOOLEAN ? "boolean"
                           : kind == TYPE_COLOR   ? "color"
                                                  : "string";
    const char *found = json_kind(json);
    if (!g_str_equal(found, kind == TYPE_COLOR ? "string" : expected))
        return fail(problems, key, "%s expected, %s found", expected, found);
    if (kind == TYPE_NUMBER)
        return check_number(type, key, json_number_value(json), problems);
    if (kind == TYPE_COLOR || kind == TYPE_BOOLEAN)
        return TRUE;
    return check_word(type, key, json_string_value(json), problems);
}

static gboolean check_array(const struct property_type *type, const json_t *json,
                            GPtrArray *problems)
{
    int length = (int)json_array_size(json);
    if (!json_is_array(json))
        return fail(problems, "", "array expected, %s found", json_kind(json));
    if (type->length >= 0 && length != type->length)
        return fail(problems, "", "array length %d expected, length %d found", type->length,
                    length);
    for (int i = 0; i < length; i++) {
        g_autofree char *key = g_strdup_printf("[%d]", i);
        if (!check_item(type, type->item, key, json_array_get(json, (gsize)i), problems))
            return FALSE;
    }
    return TRUE;
}

/* Kinds whose constants may be arrays that are checked as they are converted. */
static gboolean takes_any_array(enum type_kind kind)
{
    return kind == TYPE_PADDING || kind == TYPE_ANCHOR_OFFSETS;
}

/* A constant is checked by the validators' rules, then converted as an expression would be. */
static struct expression *constant_new(const json_t *json, const struct property_type *type,
                                       GPtrArray *problems)
{
    gboolean good = takes_any_array(type->kind) ||
                    (type->kind == TYPE_ARRAY ? check_array(type, json, problems)
                                              : check_item(type, type->kind, "", json, problems));
    if (!good)
        return NULL;
    json_t *literal = json_pack("[sO]", "literal", (json_t *)json);
    struct expression *expression = property_expression_compile(literal, type, NULL);
    json_decref(literal);
    if (!expression)
        fail(problems, "", "%s expected, \"%s\" found",
             type->kind == TYPE_COLOR ? "color" : "another value",
             json_is_string(json) ? json_string_value(json) : json_kind(json));
    return expression;
}

/* ---- the whole ---- */

gboolean json_is_expression(const json_t *json)
{
    const char *name = json_string_value(json_array_get(json, 0));
    return name && operator_find(name);
}

/* An array that cannot be a constant of the type is taken for an expression, so that a misspelt
 * operator is named. */
static gboolean looks_like_expression(const json_t *json, const struct property_type *type)
{
    return json_is_expression(json) || (json_is_array(json) && type->kind != TYPE_ARRAY &&
                                        !takes_any_array(type->kind) && json_array_size(json) > 0);
}

struct expression *property_expression_new(const json_t *json, const struct property_type *type,
                                           GPtrArray *problems)
{
    g_autoptr(GPtrArray) unwanted = problems ? NULL : expression_problems_new();
    GPtrArray *out = problems ? problems : unwanted;
    if (looks_like_expression(json, type))
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
