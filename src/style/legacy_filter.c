/* Filters of the old syntax: MapLibre's feature_filter/index.ts and validate_filter.ts. */
#include "style/legacy.h"

#include "base/json_text.h"

#include <string.h>

enum syntax {
    SYNTAX_NEUTRAL, /* means the same in both */
    SYNTAX_LEGACY,
    SYNTAX_EXPRESSION,
};

static const char *const comparisons[] = {"==", "!=", "<", "<=", ">", ">=", NULL};

static enum syntax syntax_of_in(const json_t *filter)
{
    return json_array_size(filter) >= 3 && (!json_is_string(json_array_get(filter, 1)) ||
                                            json_is_array(json_array_get(filter, 2)))
               ? SYNTAX_EXPRESSION
               : SYNTAX_LEGACY;
}

static enum syntax syntax_of_has(const json_t *filter)
{
    const char *key = json_string_value(json_array_get(filter, 1));
    if (json_array_size(filter) < 2 || g_strcmp0(key, "$id") == 0 || g_strcmp0(key, "$type") == 0)
        return SYNTAX_LEGACY;
    return json_array_size(filter) == 2 ? SYNTAX_NEUTRAL : SYNTAX_EXPRESSION;
}

static enum syntax syntax_of(const json_t *filter);

/* One argument that can only be an expression decides for all. */
static enum syntax syntax_of_args(const json_t *filter)
{
    enum syntax found = SYNTAX_NEUTRAL;
    for (gsize i = 1; i < json_array_size(filter) && found != SYNTAX_EXPRESSION; i++) {
        enum syntax arg = syntax_of(json_array_get(filter, i));
        found = MAX(found, arg);
    }
    return found;
}

static enum syntax syntax_of(const json_t *filter)
{
    if (json_is_boolean(filter))
        return SYNTAX_NEUTRAL;
    if (!json_is_array(filter) || json_array_size(filter) == 0)
        return SYNTAX_LEGACY;
    const char *name = json_string_value(json_array_get(filter, 0));
    if (!name)
        return SYNTAX_EXPRESSION;
    if (g_str_equal(name, "has"))
        return syntax_of_has(filter);
    if (g_str_equal(name, "in"))
        return syntax_of_in(filter);
    if (g_str_equal(name, "!in") || g_str_equal(name, "!has") || g_str_equal(name, "none"))
        return SYNTAX_LEGACY;
    if (g_str_equal(name, "any") || g_str_equal(name, "all"))
        return syntax_of_args(filter);
    if (g_strv_contains(comparisons, name))
        return json_array_size(filter) != 3 || json_is_array(json_array_get(filter, 1)) ||
                       json_is_array(json_array_get(filter, 2))
                   ? SYNTAX_EXPRESSION
                   : SYNTAX_LEGACY;
    return SYNTAX_EXPRESSION;
}

gboolean legacy_filter_is_expression(const json_t *filter)
{
    return syntax_of(filter) != SYNTAX_LEGACY;
}

/* ---- converting; problems carry the key of the place ---- */

struct converter {
    GPtrArray *problems;
    GString *key;
};

static json_t *fail(struct converter *converter, const char *format, ...) G_GNUC_PRINTF(2, 3);

static json_t *fail(struct converter *converter, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    expression_problem_add(converter->problems, g_strdup(converter->key->str),
                           g_strdup_vprintf(format, args));
    va_end(args);
    return NULL;
}

static json_t *negated(json_t *filter)
{
    return filter ? json_pack("[so]", "!", filter) : NULL;
}

/* Values of $type must be geometry types, others anything simple. */
static gboolean check_value(struct converter *converter, const char *property, const json_t *value)
{
    static const char *const geometries[] = {"Point", "LineString", "Polygon", NULL};
    if (g_str_equal(property, "$type")) {
        if (json_is_string(value) && g_strv_contains(geometries, json_string_value(value)))
            return TRUE;
        return fail(converter, "expected one of [Point, LineString, Polygon], %s found",
                    json_is_string(value) ? json_string_value(value) : json_kind(value)) != NULL;
    }
    if (json_is_string(value) || json_is_number(value) || json_is_boolean(value))
        return TRUE;
    return fail(converter, "string, number, or boolean expected, %s found", json_kind(value)) !=
           NULL;
}

/* The name that a test is about; NULL after a problem. */
static const char *property_of(struct converter *converter, const json_t *filter)
{
    const json_t *property = json_array_get(filter, 1);
    if (json_is_string(property))
        return json_string_value(property);
    fail(converter, "string expected, %s found", json_kind(property));
    return NULL;
}

static json_t *convert_comparison(struct converter *converter, const json_t *filter,
                                  const char *operator)
{
    if (json_array_size(filter) != 3)
        return fail(converter, "filter array for operator \"%s\" must have 3 elements", operator);
    const char *property = property_of(converter, filter);
    json_t *value = json_array_get(filter, 2);
    gboolean negate = g_str_equal(operator, "!=");
    const char *test = negate ? "==" : operator;
    if (!property || (!json_is_null(value) && !check_value(converter, property, value)))
        return NULL;
    gboolean is_type = g_str_equal(property, "$type"), is_id = g_str_equal(property, "$id");
    if (is_type && !g_str_equal(test, "=="))
        return fail(converter, "\"$type\" cannot be use with operator \"%s\"", operator);
    g_autofree char *name = g_strdup_printf("filter-%s%s",
                                            is_type ? "type-"
                                            : is_id ? "id-"
                                                    : "",
                                            test);
    json_t *converted = is_type || is_id ? json_pack("[sO]", name, value)
                                         : json_pack("[ssO]", name, property, value);
    return negate ? negated(converted) : converted;
}

static json_t *convert_in(struct converter *converter, const json_t *filter)
{
    const char *property = property_of(converter, filter);
    if (!property)
        return NULL;
    json_t *values = json_array();
    for (gsize i = 2; i < json_array_size(filter); i++) {
        if (!check_value(converter, property, json_array_get(filter, i))) {
            json_decref(values);
            return NULL;
        }
        json_array_append(values, json_array_get(filter, i));
    }
    if (g_str_equal(property, "$type"))
        return json_pack("[s[so]]", "filter-type-in", "literal", values);
    if (g_str_equal(property, "$id"))
        return json_pack("[s[so]]", "filter-id-in", "literal", values);
    return json_pack("[ss[so]]", "filter-in", property, "literal", values);
}

static json_t *convert_has(struct converter *converter, const json_t *filter)
{
    const char *property = property_of(converter, filter);
    if (!property)
        return NULL;
    if (g_str_equal(property, "$type"))
        return json_true();
    if (g_str_equal(property, "$id"))
        return json_pack("[s]", "filter-has-id");
    return json_pack("[ss]", "filter-has", property);
}

static json_t *convert(struct converter *converter, const json_t *filter);

/* any, all and none: of the filters that follow. */
static json_t *convert_group(struct converter *converter, const json_t *filter,
                             const char *operator)
{
    gboolean none = g_str_equal(operator, "none");
    json_t *group = json_pack("[s]", none ? "all" : operator);
    gsize key_length = converter->key->len;
    for (gsize i = 1; i < json_array_size(filter); i++) {
        g_string_append_printf(converter->key, "[%" G_GSIZE_FORMAT "]", i);
        json_t *part = convert(converter, json_array_get(filter, i));
        g_string_truncate(converter->key, key_length);
        if (!part) {
            json_decref(group);
            return NULL;
        }
        json_array_append_new(group, none ? negated(part) : part);
    }
    return group;
}

static json_t *convert(struct converter *converter, const json_t *filter)
{
    if (json_is_boolean(filter))
        return json_incref((json_t *)filter);
    if (!json_is_array(filter))
        return fail(converter, "array expected, %s found", json_kind(filter));
    if (json_array_size(filter) == 0)
        return fail(converter, "filter array must have at least 1 element");
    const char *operator= json_string_value(json_array_get(filter, 0));
    if (!operator)
        return fail(converter, "string expected, %s found", json_kind(json_array_get(filter, 0)));
    if (g_strv_contains(comparisons, operator))
        return convert_comparison(converter, filter, operator);
    if (g_str_equal(operator, "any") || g_str_equal(operator, "all") ||
        g_str_equal(operator, "none"))
        return convert_group(converter, filter, operator);
    if (g_str_equal(operator, "in"))
        return convert_in(converter, filter);
    if (g_str_equal(operator, "!in"))
        return negated(convert_in(converter, filter));
    if (g_str_equal(operator, "has"))
        return convert_has(converter, filter);
    if (g_str_equal(operator, "!has"))
        return negated(convert_has(converter, filter));
    return fail(converter,
                "expected one of [==, !=, >, >=, <, <=, in, !in, all, any, none, has, !has], "
                "\"%s\" found",
                operator);
}

json_t *legacy_filter(const json_t *filter, GPtrArray *problems)
{
    struct converter converter = {problems, g_string_new(NULL)};
    json_t *converted = convert(&converter, filter);
    g_string_free(converter.key, TRUE);
    return converted;
}

struct expression *filter_expression_new(const json_t *json, GPtrArray *problems)
{
    const struct type boolean = {.kind = TYPE_BOOLEAN};
    if (legacy_filter_is_expression(json))
        return expression_new(json, &boolean, problems);
    json_t *converted = legacy_filter(json, problems);
    struct expression *filter = converted ? expression_new(converted, &boolean, problems) : NULL;
    json_decref(converted);
    return filter;
}
