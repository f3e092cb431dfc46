/* Operators that look into the feature, an object, an array or a string. */
#include "style/operators.h"
#include "style/text_of_value.h"

#include <math.h>
#include <string.h>

/* ---- the feature ---- */

/* A property by a name known when compiling. The node remembers the slot where it was found last;
 * the name is compared, so that a hint from another source does no harm, in any thread. */
static int slot_by_hint(const struct node *node, const struct feature *feature)
{
    const char *name = node->args[0]->constant.string;
    int *hint = node->data;
    int slot = __atomic_load_n(hint, __ATOMIC_RELAXED);
    if (slot < 0 || (guint)slot >= fields_count(feature->fields) ||
        strcmp(fields_name(feature->fields, (guint)slot), name) != 0) {
        slot = fields_find(feature->fields, name);
        __atomic_store_n(hint, slot, __ATOMIC_RELAXED);
    }
    return slot;
}

/* The property that the first argument names; *found is NULL where the feature has none. */
static gboolean find_property(const struct node *node, struct run *run, const struct value **found)
{
    const struct feature *feature = run->evaluation->feature;
    int slot = -1;
    *found = NULL;
    if (node->data && feature) {
        slot = slot_by_hint(node, feature);
    } else {
        const char *name;
        if (!node_string(node->args[0], run, &name))
            return FALSE;
        if (feature)
            slot = fields_find(feature->fields, name);
    }
    if (slot >= 0 && (guint)slot < feature->n_values && feature->values[slot].type != VALUE_ABSENT)
        *found = &feature->values[slot];
    return TRUE;
}

gboolean eval_get(const struct node *node, struct run *run, struct value *result)
{
    const struct value *found;
    if (!find_property(node, run, &found))
        return FALSE;
    if (found)
        return put_value(result, found);
    *result = value_null();
    return TRUE;
}

gboolean eval_has(const struct node *node, struct run *run, struct value *result)
{
    const struct value *found;
    return find_property(node, run, &found) && put_boolean(result, found != NULL);
}

struct node *parse_property(const struct context *context, const json_t *json,
                            const struct operator* operator)
{
    struct node *node = context_parse_call(context, json, operator);
    if (node && node->n_args == 1 && node_is_literal(node->args[0])) {
        int *hint = context_alloc(context, sizeof *hint);
        *hint = -1;
        node->data = hint;
    }
    return node;
}

gboolean eval_properties(G_GNUC_UNUSED const struct node *node, struct run *run,
                         struct value *result)
{
    const struct feature *feature = run->evaluation->feature;
    guint count = feature ? MIN(feature->n_values, fields_count(feature->fields)) : 0;
    struct value_object *object = value_store_object(run->evaluation->store, count);
    object->length = 0;
    for (guint i = 0; i < count; i++) {
        if (feature->values[i].type == VALUE_ABSENT)
            continue;
        object->keys[object->length] = fields_name(feature->fields, i);
        object->values[object->length++] = feature->values[i];
    }
    *result = (struct value){.type = VALUE_OBJECT, .object = object};
    return TRUE;
}

gboolean eval_id(G_GNUC_UNUSED const struct node *node, struct run *run, struct value *result)
{
    const struct feature *feature = run->evaluation->feature;
    *result = feature && !value_is_empty(feature->id) ? feature->id : value_null();
    return TRUE;
}

gboolean eval_geometry_type(G_GNUC_UNUSED const struct node *node, struct run *run,
                            struct value *result)
{
    static const char *const names[] = {
        [GEOMETRY_EMPTY] = "Unknown",
        [GEOMETRY_POINT] = "Point",
        [GEOMETRY_LINE] = "LineString",
        [GEOMETRY_POLYGON] = "Polygon",
    };
    const struct feature *feature = run->evaluation->feature;
    if (feature)
        return put_string(result,
                          names[feature->geometry ? feature->geometry->type : GEOMETRY_EMPTY]);
    *result = value_null();
    return TRUE;
}

gboolean eval_zoom(G_GNUC_UNUSED const struct node *node, struct run *run, struct value *result)
{
    return put_number(result, run->evaluation->zoom);
}

gboolean eval_heatmap_density(G_GNUC_UNUSED const struct node *node, struct run *run,
                              struct value *result)
{
    return put_number(result, run->evaluation->heatmap_density);
}

gboolean eval_accumulated(G_GNUC_UNUSED const struct node *node, struct run *run,
                          struct value *result)
{
    const struct value *accumulated = run->evaluation->accumulated;
    *result = accumulated ? *accumulated : value_null();
    return TRUE;
}

/* ---- objects ---- */

static gboolean find_key(const struct node *node, struct run *run, struct value *result)
{
    const char *key;
    struct value object;
    if (!node_string(node->args[0], run, &key) || !node_run(node->args[1], run, &object))
        return FALSE;
    if (object.type != VALUE_OBJECT)
        return run_fail_type(run, node->args[1], &type_object, object);
    *result = value_object_get(object.object, key);
    return TRUE;
}

gboolean eval_get_from(const struct node *node, struct run *run, struct value *result)
{
    if (!find_key(node, run, result))
        return FALSE;
    if (result->type == VALUE_ABSENT)
        *result = value_null();
    return TRUE;
}

gboolean eval_has_in(const struct node *node, struct run *run, struct value *result)
{
    if (!find_key(node, run, result))
        return FALSE;
    return put_boolean(result, result->type != VALUE_ABSENT);
}

/* ---- "at" ---- */

static gboolean eval_at(const struct node *node, struct run *run, struct value *result)
{
    double index;
    const struct value_array *array;
    char text[VALUE_NUMBER_TEXT];
    if (!node_number(node->args[0], run, &index) || !node_array(node->args[1], run, &array))
        return FALSE;
    value_number_text(index, text);
    if (index < 0)
        return run_fail(run, node, "Array index out of bounds: %s < 0.", text);
    if (index >= array->length)
        return run_fail(run, node, "Array index out of bounds: %s > %d.", text,
                        (int)array->length - 1);
    if (index != floor(index))
        return run_fail(run, node, "Array index must be an integer, but found %s instead.", text);
    *result = array->items[(guint)index];
    return TRUE;
}

struct node *parse_at(const struct context *context, const json_t *json,
                      const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args != 2)
        return context_fail(context, "Expected 2 arguments, but found %d instead.", (int)n_args);
    const struct type *item = context->expected ? context->expected : &type_value;
    struct node *index = context_parse_arg(context, json, 1, &type_number);
    struct node *input =
        context_parse_arg(context, json, 2, type_array_of(context_pool(context), item, -1));
    if (!index || !input)
        return NULL;
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, index);
    g_ptr_array_add(args, input);
    return node_new(context, operator, input->type->item ? input->type->item : item, eval_at, args);
}

/* ---- "in", "index-of" ---- */

static gboolean is_needle_type(const struct type *type)
{
    return type->kind == TYPE_BOOLEAN || type->kind == TYPE_STRING || type->kind == TYPE_NUMBER ||
           type->kind == TYPE_NULL || type->kind == TYPE_VALUE;
}

static gboolean is_needle(struct value value)
{
    return value.type <= VALUE_STRING;
}

static gboolean fail_needle(const struct node *node, struct run *run, struct value needle)
{
    g_autofree char *found = type_text_of_value_dup(needle);
    return run_fail(run, node,
                    "Expected first argument to be of type boolean, string, number or null, but "
                    "found %s instead.",
                    found);
}

static gboolean fail_haystack(const struct node *node, struct run *run, const char *which,
                              struct value haystack)
{
    g_autofree char *found = type_text_of_value_dup(haystack);
    return run_fail(run, node,
                    "Expected %s argument to be of type array or string, but found %s instead.",
                    which, found);
}

/* Needle and haystack, both with any type; NULL after a problem. */
static GPtrArray *parse_search(const struct context *context, const json_t *json)
{
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    struct node *needle = context_parse_arg(context, json, 1, &type_value);
    struct node *haystack = context_parse_arg(context, json, 2, &type_value);
    if (!needle || !haystack)
        return NULL;
    if (!is_needle_type(needle->type)) {
        g_autofree char *found = type_text_dup(needle->type);
        context_fail(context,
                     "Expected first argument to be of type boolean, string, number or null, but "
                     "found %s instead",
                     found);
        return NULL;
    }
    g_ptr_array_add(args, needle);
    g_ptr_array_add(args, haystack);
    return g_steal_pointer(&args);
}

/* The first index from `from` on, or -1. */
static double index_in_array(const struct value_array *array, struct value needle, double from)
{
    double start = from < 0 ? MAX(from + array->length, 0) : from;
    for (guint i = 0; i < array->length; i++)
        if (i >= start && value_equal(array->items[i], needle))
            return i;
    return -1;
}

/* The text of a needle as JavaScript's indexOf() converts it. */
static const char *needle_text(struct value_store *store, struct value needle)
{
    return value_is_empty(needle) ? "null" : value_text(store, needle);
}

/* `from` counts UTF-16 units, the result characters: MapLibre's rule. */
static double index_in_text(const char *text, const char *needle, double from)
{
    double units = 0, characters = 0;
    while (units < from && *text) {
        units += g_utf8_get_char(text) > 0xFFFF ? 2 : 1;
        characters++;
        text = g_utf8_next_char(text);
    }
    const char *found = strstr(text, needle);
    return found ? characters + (double)g_utf8_pointer_to_offset(text, found) : -1;
}

static gboolean eval_in(const struct node *node, struct run *run, struct value *result)
{
    struct value needle, haystack;
    if (!node_run(node->args[0], run, &needle) || !node_run(node->args[1], run, &haystack))
        return FALSE;
    put_boolean(result, FALSE);
    gboolean falsy = value_is_empty(haystack) ||
                     (haystack.type == VALUE_BOOLEAN && !haystack.boolean) ||
                     (haystack.type == VALUE_NUMBER && !(haystack.number != 0)) ||
                     (haystack.type == VALUE_STRING && !*haystack.string);
    if (falsy)
        return TRUE;
    if (!is_needle(needle))
        return fail_needle(node, run, needle);
    if (haystack.type == VALUE_ARRAY)
        put_boolean(result, index_in_array(haystack.array, needle, 0) >= 0);
    else if (haystack.type == VALUE_STRING)
        put_boolean(result,
                    strstr(haystack.string, needle_text(run->evaluation->store, needle)) != NULL);
    else
        return fail_haystack(node, run, "second", haystack);
    return TRUE;
}

struct node *parse_in(const struct context *context, const json_t *json,
                      const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args != 2)
        return context_fail(context, "Expected 2 arguments, but found %d instead.", (int)n_args);
    g_autoptr(GPtrArray) args = parse_search(context, json);
    return args ? node_new(context, operator, & type_boolean, eval_in, args) : NULL;
}

static gboolean eval_index_of(const struct node *node, struct run *run, struct value *result)
{
    struct value needle, haystack;
    double from = 0;
    if (!node_run(node->args[0], run, &needle) || !node_run(node->args[1], run, &haystack))
        return FALSE;
    if (!is_needle(needle))
        return fail_needle(node, run, needle);
    if (node->n_args > 2 && !node_number(node->args[2], run, &from))
        return FALSE;
    from = isnan(from) ? 0 : trunc(from);
    if (haystack.type == VALUE_STRING)
        put_number(result, index_in_text(haystack.string,
                                         needle_text(run->evaluation->store, needle), from));
    else if (haystack.type == VALUE_ARRAY)
        put_number(result, index_in_array(haystack.array, needle, from));
    else
        return fail_haystack(node, run, "second", haystack);
    return TRUE;
}

struct node *parse_index_of(const struct context *context, const json_t *json,
                            const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args < 2 || n_args > 3)
        return context_fail(context, "Expected 2 or 3 arguments, but found %d instead.",
                            (int)n_args);
    g_autoptr(GPtrArray) args = parse_search(context, json);
    if (!args)
        return NULL;
    if (n_args == 3) {
        struct node *from = context_parse_arg(context, json, 3, &type_number);
        if (!from)
            return NULL;
        g_ptr_array_add(args, from);
    }
    return node_new(context, operator, & type_number, eval_index_of, args);
}

/* ---- "slice", "length" ---- */

/* An index as slice() takes it: counted from the end when negative, kept inside. */
static guint slice_index(double index, guint length)
{
    index = isnan(index) ? 0 : trunc(index);
    return (guint)CLAMP(index < 0 ? index + length : index, 0, length);
}

static const char *slice_text(struct value_store *store, const char *text, guint begin, guint end)
{
    const char *from = g_utf8_offset_to_pointer(text, begin);
    const char *to = g_utf8_offset_to_pointer(text, MAX(begin, end));
    return value_store_string(store, from, to - from);
}

static struct value slice_array(struct value_store *store, const struct value_array *array,
                                guint begin, guint end)
{
    struct value_array *part = value_store_array(store, end > begin ? end - begin : 0);
    for (guint i = 0; i < part->length; i++)
        part->items[i] = array->items[begin + i];
    return (struct value){.type = VALUE_ARRAY, .array = part};
}

static gboolean eval_slice(const struct node *node, struct run *run, struct value *result)
{
    struct value input;
    double begin, end = INFINITY;
    if (!node_run(node->args[0], run, &input) || !node_number(node->args[1], run, &begin) ||
        (node->n_args > 2 && !node_number(node->args[2], run, &end)))
        return FALSE;
    if (input.type == VALUE_STRING) {
        guint length = (guint)g_utf8_strlen(input.string, -1);
        put_string(result, slice_text(run->evaluation->store, input.string,
                                      slice_index(begin, length), slice_index(end, length)));
    } else if (input.type == VALUE_ARRAY) {
        guint length = input.array->length;
        *result = slice_array(run->evaluation->store, input.array, slice_index(begin, length),
                              slice_index(end, length));
    } else {
        return fail_haystack(node, run, "first", input);
    }
    return TRUE;
}

struct node *parse_slice(const struct context *context, const json_t *json,
                         const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args < 2 || n_args > 3)
        return context_fail(context, "Expected 2 or 3 arguments, but found %d instead.",
                            (int)n_args);
    struct node *input = context_parse_arg(context, json, 1, &type_value);
    struct node *begin = context_parse_arg(context, json, 2, &type_number);
    if (!input || !begin)
        return NULL;
    enum type_kind kind = input->type->kind;
    if (kind != TYPE_ARRAY && kind != TYPE_STRING && kind != TYPE_VALUE) {
        g_autofree char *found = type_text_dup(input->type);
        return context_fail(
            context, "Expected first argument to be of type array or string, but found %s instead",
            found);
    }
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, input);
    g_ptr_array_add(args, begin);
    if (n_args == 3) {
        struct node *end = context_parse_arg(context, json, 3, &type_number);
        if (!end)
            return NULL;
        g_ptr_array_add(args, end);
    }
    return node_new(context, operator, input->type, eval_slice, args);
}

static gboolean eval_length(const struct node *node, struct run *run, struct value *result)
{
    struct value input;
    if (!node_run(node->args[0], run, &input))
        return FALSE;
    if (input.type == VALUE_STRING) {
        put_number(result, (double)g_utf8_strlen(input.string, -1));
    } else if (input.type == VALUE_ARRAY) {
        put_number(result, input.array->length);
    } else {
        g_autofree char *found = type_text_of_value_dup(input);
        return run_fail(run, node,
                        "Expected value to be of type string or array, but found %s instead.",
                        found);
    }
    return TRUE;
}

struct node *parse_length(const struct context *context, const json_t *json,
                          const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args != 1)
        return context_fail(context, "Expected 1 argument, but found %d instead.", (int)n_args);
    struct node *input = context_parse_arg(context, json, 1, NULL);
    if (!input)
        return NULL;
    enum type_kind kind = input->type->kind;
    if (kind != TYPE_ARRAY && kind != TYPE_STRING && kind != TYPE_VALUE) {
        g_autofree char *found = type_text_dup(input->type);
        return context_fail(
            context, "Expected argument of type string or array, but found %s instead.", found);
    }
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, input);
    return node_new(context, operator, & type_number, eval_length, args);
}
