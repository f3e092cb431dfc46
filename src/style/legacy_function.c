/* Functions and tokens of the old syntax: MapLibre's function/convert.ts. */
#include "style/legacy.h"

#include "style/types.h"

#include <string.h>

enum function_kind {
    FUNCTION_EXPONENTIAL,
    FUNCTION_INTERVAL,
    FUNCTION_CATEGORICAL,
    FUNCTION_IDENTITY,
};

struct function {
    const json_t *json;
    const struct property_type *type;
    GPtrArray *problems;
};

static json_t *fail(const struct function *function, const char *key, const char *message)
{
    expression_problem_add(function->problems, g_strdup(key), g_strdup(message));
    return NULL;
}

/* The kind that the function names, else the one that the property implies; FALSE for an unknown
 * name. */
static gboolean function_kind(const struct function *function, enum function_kind *kind)
{
    static const char *const names[] = {"exponential", "interval", "categorical", "identity"};
    const char *name = json_string_value(json_object_get(function->json, "type"));
    *kind =
        function->type->flags & PROPERTY_INTERPOLATED ? FUNCTION_EXPONENTIAL : FUNCTION_INTERVAL;
    if (!name)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(names[i], name)) {
            *kind = (enum function_kind)i;
            return TRUE;
        }
    return FALSE;
}

/* A new reference to the value, arrays and objects wrapped. */
static json_t *literal(json_t *value)
{
    return json_is_array(value) || json_is_object(value) ? json_pack("[sO]", "literal", value)
                                                         : json_incref(value);
}

static json_t *get_property(const struct function *function)
{
    return json_pack("[sO]", "get", json_object_get(function->json, "property"));
}

/* ---- tokens ---- */

/* The end of a token that starts at '{', or NULL. */
static const char *token_end(const char *open)
{
    const char *end = open + 1 + strcspn(open + 1, "{}");
    return *end == '}' && end > open + 1 ? end : NULL;
}

json_t *legacy_tokens(const char *text)
{
    json_t *parts = json_pack("[s]", "concat");
    const char *from = text, *p = text;
    while ((p = strchr(p, '{'))) {
        const char *end = token_end(p);
        if (!end) {
            p++;
            continue;
        }
        if (p > from)
            json_array_append_new(parts, json_stringn(from, (gsize)(p - from)));
        json_array_append_new(parts, json_pack("[ss#]", "get", p + 1, (int)(end - p - 1)));
        from = p = end + 1;
    }
    json_t *result = parts;
    if (json_array_size(parts) == 1)
        result = json_string(text);
    else if (*from)
        json_array_append_new(parts, json_string(from));
    else if (json_array_size(parts) == 2)
        result = json_pack("[sO]", "to-string", json_array_get(parts, 1));
    if (result != parts)
        json_decref(parts);
    return result;
}

/* ---- stops ---- */

/* Adds a stop and its output to a curve; takes the output. A stop repeated is passed over, a
 * step's first stop is not written. */
static void append_stop(json_t *curve, json_t *stop, json_t *output, gboolean is_step)
{
    gsize size = json_array_size(curve);
    if (size > 3 && json_equal(stop, json_array_get(curve, size - 2))) {
        json_decref(output);
        return;
    }
    if (!(is_step && size == 2))
        json_array_append(curve, stop);
    json_array_append_new(curve, output);
}

/* A step with one output needs a stop to be an expression. */
static void complete_step(json_t *curve)
{
    if (json_array_size(curve) == 3 &&
        g_strcmp0(json_string_value(json_array_get(curve, 0)), "step") == 0) {
        json_array_append_new(curve, json_real(0));
        json_array_append(curve, json_array_get(curve, 2));
    }
}

/* The start of an interpolation over `input`, which is taken. */
static json_t *interpolation(const struct function *function, json_t *input)
{
    const char *space = json_string_value(json_object_get(function->json, "colorSpace"));
    json_t *base = json_object_get(function->json, "base");
    const char *name = g_strcmp0(space, "hcl") == 0   ? "interpolate-hcl"
                       : g_strcmp0(space, "lab") == 0 ? "interpolate-lab"
                                                      : "interpolate";
    json_t *curve = base && !(json_is_number(base) && json_number_value(base) == 1)
                        ? json_pack("[sO]", "exponential", base)
                        : json_pack("[s]", "linear");
    return json_pack("[soo]", name, curve, input);
}

static json_t *output_of(const struct function *function, json_t *stop, gboolean tokens)
{
    json_t *output = json_array_get(stop, 1);
    if (tokens && (function->type->flags & PROPERTY_TOKENS) && json_is_string(output))
        return legacy_tokens(json_string_value(output));
    return literal(output);
}

/* ---- by zoom ---- */

static json_t *zoom_function(const struct function *function, const json_t *stops,
                             enum function_kind kind)
{
    if (kind != FUNCTION_EXPONENTIAL && kind != FUNCTION_INTERVAL)
        return fail(function, "", "zoom functions are exponential or interval");
    gboolean is_step = kind == FUNCTION_INTERVAL;
    json_t *zoom = json_pack("[s]", "zoom");
    json_t *curve = is_step ? json_pack("[so]", "step", zoom) : interpolation(function, zoom);
    for (gsize i = 0; i < json_array_size(stops); i++) {
        json_t *stop = json_array_get(stops, i);
        append_stop(curve, json_array_get(stop, 0), output_of(function, stop, TRUE), is_step);
    }
    complete_step(curve);
    return curve;
}

/* ---- by property ---- */

/* The function's default, else the property's. */
static json_t *fallback(const struct function *function)
{
    json_t *preset = json_object_get(function->json, "default");
    if (preset)
        return literal(preset);
    if (!function->type->default_json)
        return function->type->kind == TYPE_IMAGE ? json_string("") : json_null();
    json_t *own = json_loads(function->type->default_json, JSON_DECODE_ANY, NULL);
    json_t *result = literal(own);
    json_decref(own);
    return result;
}

static json_t *categorical_function(const struct function *function, const json_t *stops)
{
    gboolean booleans = json_is_boolean(json_array_get(json_array_get(stops, 0), 0));
    json_t *choice =
        booleans ? json_pack("[s]", "case") : json_pack("[so]", "match", get_property(function));
    for (gsize i = 0; i < json_array_size(stops); i++) {
        json_t *stop = json_array_get(stops, i), *label = json_array_get(stop, 0);
        if (booleans) {
            json_array_append_new(choice, json_pack("[soO]", "==", get_property(function), label));
            json_array_append_new(choice, output_of(function, stop, FALSE));
        } else {
            append_stop(choice, label, output_of(function, stop, FALSE), FALSE);
        }
    }
    json_array_append_new(choice, fallback(function));
    return choice;
}

/* The function's default stands for whatever is no number. */
static json_t *with_default(const struct function *function, json_t *curve)
{
    json_t *preset = json_object_get(function->json, "default");
    if (!preset)
        return curve;
    return json_pack("[s[s[so]s]oo]", "case", "==", "typeof", get_property(function), "number",
                     curve, literal(preset));
}

static json_t *property_function(const struct function *function, const json_t *stops,
                                 enum function_kind kind)
{
    if (kind == FUNCTION_CATEGORICAL)
        return categorical_function(function, stops);
    if (kind == FUNCTION_IDENTITY)
        return fail(function, "", "identity functions have no stops");
    gboolean is_step = kind == FUNCTION_INTERVAL;
    json_t *number = json_pack("[so]", "number", get_property(function));
    json_t *curve = is_step ? json_pack("[so]", "step", number) : interpolation(function, number);
    for (gsize i = 0; i < json_array_size(stops); i++) {
        json_t *stop = json_array_get(stops, i);
        append_stop(curve, json_array_get(stop, 0), output_of(function, stop, FALSE), is_step);
    }
    complete_step(curve);
    return with_default(function, curve);
}

/* ---- by zoom and property: stops are [{"zoom": z, "value": v}, output] ---- */

static json_t *zoom_of(const json_t *stops, gsize index)
{
    return json_object_get(json_array_get(json_array_get(stops, index), 0), "zoom");
}

/* The stops from *index on that are of one zoom, as [value, output] pairs; *index moves behind
 * them. */
static json_t *stops_at_zoom(const json_t *stops, gsize *index)
{
    const json_t *zoom = zoom_of(stops, *index);
    json_t *found = json_array();
    for (; *index < json_array_size(stops) && json_equal(zoom_of(stops, *index), zoom); ++*index) {
        json_t *stop = json_array_get(stops, *index);
        json_array_append_new(found,
                              json_pack("[OO]", json_object_get(json_array_get(stop, 0), "value"),
                                        json_array_get(stop, 1)));
    }
    return found;
}

static json_t *composite_function(const struct function *function, const json_t *stops,
                                  enum function_kind kind)
{
    gboolean is_step = !(function->type->flags & PROPERTY_INTERPOLATED);
    json_t *zoom = json_pack("[s]", "zoom");
    json_t *curve = is_step ? json_pack("[so]", "step", zoom)
                            : json_pack("[s[s]o]", "interpolate", "linear", zoom);
    for (gsize i = 0; i < json_array_size(stops);) {
        json_t *at = zoom_of(stops, i);
        json_t *inner = stops_at_zoom(stops, &i);
        json_t *output = property_function(function, inner, kind);
        json_decref(inner);
        if (!output) {
            json_decref(curve);
            return NULL;
        }
        append_stop(curve, at, output, is_step);
    }
    complete_step(curve);
    return curve;
}

/* ---- identity ---- */

static json_t *identity_function(const struct function *function)
{
    const struct property_type *type = function->type;
    json_t *preset = json_object_get(function->json, "default");
    json_t *get = get_property(function);
    if (!preset) /* a string is asserted: an expression would turn anything into one */
        return type->kind == TYPE_STRING && !type->values ? json_pack("[so]", "string", get) : get;
    if (type->kind == TYPE_STRING && type->values) {
        json_t *labels = json_array();
        for (const char *const *value = type->values; *value; value++)
            json_array_append_new(labels, json_string(*value));
        return json_pack("[soooO]", "match", get, labels, get_property(function), preset);
    }
    g_autofree char *kind = NULL;
    if (type->kind == TYPE_ARRAY) {
        g_autofree char *item = type_text_dup(type_of_kind(type->item));
        json_t *length = type->length < 0 ? json_null() : json_integer(type->length);
        return json_pack("[ssooo]", "array", item, length, get, literal(preset));
    }
    kind = type_text_dup(type_of_kind(type->kind));
    return json_pack("[soo]", type->kind == TYPE_COLOR ? "to-color" : kind, get, literal(preset));
}

/* ---- the whole ---- */

/* Pairs, all of the first one's kind; FALSE after a problem. */
static gboolean check_stops(const struct function *function, const json_t *stops)
{
    if (!json_is_array(stops))
        return fail(function, ".stops", "array expected") != NULL;
    if (json_array_size(stops) == 0)
        return fail(function, ".stops", "array must have at least one stop") != NULL;
    gboolean composite = json_is_object(json_array_get(json_array_get(stops, 0), 0));
    for (gsize i = 0; i < json_array_size(stops); i++) {
        const json_t *stop = json_array_get(stops, i), *place = json_array_get(stop, 0);
        g_autofree char *key = g_strdup_printf(".stops[%" G_GSIZE_FORMAT "]", i);
        if (!json_is_array(stop) || json_array_size(stop) != 2)
            return fail(function, key, "array length 2 expected") != NULL;
        if (json_is_object(place) != composite ||
            (composite &&
             (!json_is_number(json_object_get(place, "zoom")) || !json_object_get(place, "value"))))
            return fail(function, key, "object stop must have zoom and value") != NULL;
    }
    return TRUE;
}

json_t *legacy_function(const json_t *json, const struct property_type *type, GPtrArray *problems)
{
    const struct function function = {json, type, problems};
    const json_t *stops = json_object_get(json, "stops");
    const json_t *property = json_object_get(json, "property");
    enum function_kind kind;
    if (!function_kind(&function, &kind))
        return fail(&function, ".type",
                    "expected one of [exponential, interval, categorical, identity]");
    if (property && !json_is_string(property))
        return fail(&function, ".property", "string expected");
    if (!stops) {
        if (!property || kind != FUNCTION_IDENTITY)
            return fail(&function, "", "missing required property \"stops\"");
        return identity_function(&function);
    }
    if (!check_stops(&function, stops))
        return NULL;
    gboolean composite = json_is_object(json_array_get(json_array_get(stops, 0), 0));
    if (composite && !property)
        return fail(&function, "", "missing required property \"property\"");
    if (composite)
        return composite_function(&function, stops, kind);
    return property ? property_function(&function, stops, kind)
                    : zoom_function(&function, stops, kind);
}
