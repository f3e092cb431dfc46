/* Functions of the old syntax: MapLibre's validate_function.ts. */
#include "style/checker.h"

#include "style/property_expression.h"

#include <math.h>
#include <string.h>

struct function {
    const struct schema_row *row; /* of the property that the function is for */
    const json_t *json;
    const char *type;           /* "categorical" ..., NULL when not given */
    gboolean by_zoom;           /* of the zoom alone */
    gboolean by_zoom_and_value; /* stops are [{"zoom": z, "value": v}, output] */
    const char *stop_kind;      /* the JSON kind of the first stop's value */
    GHashTable *seen;           /* texts of the values so far, at this zoom */
    const json_t *previous_value, *previous_zoom;
};

static gboolean is_type(const struct function *function, const char *type)
{
    return g_strcmp0(function->type, type) == 0;
}

/* JavaScript's a < b of two numbers or two strings; FALSE for any other two. */
static gboolean is_less(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) < json_number_value(b);
    return json_is_string(a) && json_is_string(b) &&
           strcmp(json_string_value(a), json_string_value(b)) < 0;
}

/* ---- the value of a stop ---- */

static gboolean check_value_kind(struct checker *checker, struct function *function,
                                 const struct place *key, const struct place *at)
{
    const char *kind = json_kind(key->json);
    gboolean is_number = json_is_number(key->json);
    if (!function->stop_kind) {
        function->stop_kind = kind;
    } else if (!g_str_equal(kind, function->stop_kind)) {
        check_error_at(checker, key, at,
                       "%s stop domain type must match previous stop domain type %s", kind,
                       function->stop_kind);
        return FALSE;
    }
    if (!is_number && !json_is_string(key->json) && !json_is_boolean(key->json)) {
        check_error_at(checker, key, at, "stop domain value must be a number, string, or boolean");
        return FALSE;
    }
    if (is_number || is_type(function, "categorical"))
        return TRUE;
    gboolean may_be_meant = (function->row->type.flags & PROPERTY_DATA) && !function->type;
    check_error_at(checker, key, at, "number expected, %s found%s", kind,
                   may_be_meant ? "\nIf you intended to use a categorical function, specify "
                                  "`\"type\": \"categorical\"`."
                                : "");
    return FALSE;
}

/* `outer` is reported in place of a value that is null. */
static void check_stop_value(struct checker *checker, struct function *function,
                             const struct place *place, const struct place *outer)
{
    const struct place *at = json_is_null(place->json) ? outer : place;
    gboolean categorical = is_type(function, "categorical");
    double number = json_number_value(place->json);
    if (!check_value_kind(checker, function, place, at))
        return;
    g_autofree char *text = json_string_dup(place->json);
    if (categorical && json_is_number(place->json) &&
        (!isfinite(number) || floor(number) != number)) {
        check_error_at(checker, place, at, "integer expected, found %s", text);
        return;
    }
    if (!categorical && function->previous_value &&
        is_less(place->json, function->previous_value)) {
        check_error_at(checker, place, at, "stop domain values must appear in ascending order");
        return;
    }
    function->previous_value = place->json;
    g_autofree char *identity = json_identity_dup(place->json);
    if (categorical && g_hash_table_contains(function->seen, identity))
        check_error_at(checker, place, at, "stop domain values must be unique");
    else
        g_hash_table_add(function->seen, g_steal_pointer(&identity));
}

/* ---- a stop ---- */

struct stop_check {
    struct function *function;
    const struct place *outer;
};

static gboolean check_pair_member(struct checker *checker, const struct place *place, gpointer data)
{
    const struct stop_check *stop = data;
    if (g_str_equal(place->name, "zoom"))
        check_number(checker, place, -INFINITY, INFINITY);
    else if (g_str_equal(place->name, "value"))
        check_stop_value(checker, stop->function, place, stop->outer);
    else
        return FALSE;
    return TRUE;
}

/* [{"zoom": z, "value": v}, output]; FALSE when the rest need not be looked at. */
static gboolean check_pair(struct checker *checker, struct function *function,
                           const struct place *stop, const struct place *pair)
{
    struct place zoom = place_member(pair, "zoom");
    if (!json_is_object(pair->json)) {
        check_error(checker, stop, "object expected, %s found", json_kind(pair->json));
        return FALSE;
    }
    if (!zoom.json || !json_object_get(pair->json, "value")) {
        check_error(checker, stop, "object stop key must have %s", zoom.json ? "value" : "zoom");
        return FALSE;
    }
    if (is_less(zoom.json, function->previous_zoom) &&
        json_number_value(function->previous_zoom) != 0) {
        check_error_at(checker, stop, &zoom, "stop zoom values must appear in ascending order");
        return FALSE;
    }
    if (!function->previous_zoom || !json_equal(zoom.json, (json_t *)function->previous_zoom)) {
        function->previous_zoom = zoom.json;
        function->previous_value = NULL;
        g_hash_table_remove_all(function->seen);
    }
    struct stop_check data = {function, pair};
    check_object(checker, pair, &schema_nothing, check_pair_member, &data);
    return TRUE;
}

static void check_stop(struct checker *checker, struct function *function,
                       const struct place *place)
{
    if (!json_is_array(place->json)) {
        check_error(checker, place, "array expected, %s found", json_kind(place->json));
        return;
    }
    if (json_array_size(place->json) != 2) {
        check_error(checker, place, "array length 2 expected, length %d found",
                    (int)json_array_size(place->json));
        return;
    }
    struct place input = place_item(place, 0), output = place_item(place, 1);
    if (!function->by_zoom_and_value)
        check_stop_value(checker, function, &input, place);
    else if (!check_pair(checker, function, place, &input))
        return;
    if (json_is_expression(output.json))
        check_error(checker, &output, "expressions are not allowed in function stops.");
    else
        check_by_row(checker, &output, function->row, USE_OTHER);
}

static void check_stops(struct checker *checker, struct function *function,
                        const struct place *place)
{
    if (is_type(function, "identity")) {
        check_error(checker, place, "identity function may not have a \"stops\" property");
        return;
    }
    if (!json_is_array(place->json))
        check_error(checker, place, "array expected, %s found", json_kind(place->json));
    else if (json_array_size(place->json) == 0)
        check_error(checker, place, "array must have at least one stop");
    for (gsize i = 0; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place stop = place_item(place, i);
        check_stop(checker, function, &stop);
    }
}

/* ---- the whole ---- */

static gboolean check_function_member(struct checker *checker, const struct place *place,
                                      gpointer data)
{
    struct function *function = data;
    if (g_str_equal(place->name, "stops"))
        check_stops(checker, function, place);
    else if (g_str_equal(place->name, "default"))
        check_by_row(checker, place, function->row, USE_OTHER);
    else
        return FALSE;
    return TRUE;
}

static void check_use(struct checker *checker, const struct place *place,
                      const struct function *function)
{
    guint flags = function->row->type.flags;
    const json_t *stops = json_object_get(function->json, "stops");
    if (is_type(function, "identity") && function->by_zoom)
        check_error(checker, place, "missing required property \"property\"");
    if (!is_type(function, "identity") && !json_is_given(stops))
        check_error(checker, place, "missing required property \"stops\"");
    if (is_type(function, "exponential") && !(flags & PROPERTY_INTERPOLATED))
        check_error(checker, place, "exponential functions not supported");
    if (!function->by_zoom && !(flags & PROPERTY_DATA))
        check_error(checker, place, "property functions not supported");
    else if (function->by_zoom && !(flags & PROPERTY_ZOOM))
        check_error(checker, place, "zoom functions not supported");
    if ((is_type(function, "categorical") || function->by_zoom_and_value) &&
        !json_object_get(function->json, "property"))
        check_error(checker, place, "\"property\" property is required");
}

void check_function(struct checker *checker, const struct place *place,
                    const struct schema_row *row)
{
    const json_t *first = json_array_get(json_object_get(place->json, "stops"), 0);
    struct function function = {
        .row = row,
        .json = place->json,
        .type = json_string_value(json_object_get(place->json, "type")),
        .by_zoom_and_value = json_is_object(json_array_get(first, 0)),
        .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    function.by_zoom =
        !is_type(&function, "categorical") && !json_object_get(place->json, "property");
    check_object(checker, place, schema_find("function"), check_function_member, &function);
    check_use(checker, place, &function);
    g_hash_table_unref(function.seen);
}
