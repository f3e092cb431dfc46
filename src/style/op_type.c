/* Literals, assertions, conversions and names. */
#include "style/operators.h"

#include "base/json_text.h"
#include "style/color.h"
#include "style/parse.h"
#include "style/text_of_value.h"

#include <math.h>

/* ---- literals ---- */

struct node *parse_literal(const struct context *context, const json_t *json,
                           G_GNUC_UNUSED const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args != 1)
        return context_fail(context,
                            "'literal' expression requires exactly one argument, but found %d "
                            "instead.",
                            (int)n_args);
    struct value value = value_from_json(context_store(context), json_array_get(json, 1));
    const struct type *type = type_of_value(context_pool(context), value);
    const struct type *expected = context->expected;
    /* an empty array is one of whatever items are asked for */
    if (value.type == VALUE_ARRAY && value.array->length == 0 && expected &&
        expected->kind == TYPE_ARRAY && expected->length <= 0)
        type = expected;
    return literal_new(context, type, value);
}

static gboolean eval_semiliteral(const struct node *node, struct run *run, struct value *result)
{
    struct value_array *array = value_store_array(run->evaluation->store, node->n_args);
    for (guint i = 0; i < node->n_args; i++)
        if (!node_run(node->args[i], run, &array->items[i]))
            return FALSE;
    *result = (struct value){.type = VALUE_ARRAY, .array = array};
    return TRUE;
}

/* The one type of all items, else "value"; compared by identity, as MapLibre does. */
static const struct type *common_type(const GPtrArray *nodes)
{
    const struct type *type = &type_value;
    for (guint i = 0; i < nodes->len; i++) {
        const struct node *node = nodes->pdata[i];
        if (i > 0 && node->type != type)
            return &type_value;
        type = node->type;
    }
    return type;
}

struct node *parse_semiliteral(const struct context *context, const json_t *json,
                               const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    const json_t *items = json_array_get(json, 1);
    if (n_args != 1)
        return context_fail(context,
                            "'semiliteral' expression requires exactly one argument, but found %d "
                            "instead.",
                            (int)n_args);
    if (!json_is_array(items))
        return parse_literal(context, json, operator);
    struct context inner = context_child(context, 1, NULL);
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    for (gsize i = 0; i < json_array_size(items); i++) {
        struct node *item = context_parse_arg(&inner, items, i, &type_value);
        if (!item)
            return NULL;
        g_ptr_array_add(args, item);
    }
    const struct type *type =
        type_array_of(context_pool(context), common_type(args), (int)args->len);
    return node_new(context, operator, type, eval_semiliteral, args);
}

/* ---- assertions ---- */

/* The first argument that is of the type; an error tells of the last one. */
static gboolean eval_assertion(const struct node *node, struct run *run, struct value *result)
{
    for (guint i = 0; i < node->n_args; i++) {
        if (!node_run(node->args[i], run, result))
            return FALSE;
        if (type_accepts_value(node->type, result))
            return TRUE;
    }
    return run_fail_type(run, node, node->type, *result);
}

/* All arguments from `first` on, of any type; NULL after a problem. */
static GPtrArray *parse_any_args(const struct context *context, const json_t *json, gsize first)
{
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    for (gsize i = first; i < json_array_size(json); i++) {
        struct node *arg = context_parse_arg(context, json, i, &type_value);
        if (!arg)
            return NULL;
        g_ptr_array_add(args, arg);
    }
    return g_steal_pointer(&args);
}

static struct node *assertion_of(const struct context *context, const struct operator* operator,
                                 const struct type * type, const GPtrArray *args)
{
    struct node *node = node_new(context, operator, type, eval_assertion, args);
    node_set_annotation(node);
    return node;
}

struct node *assertion_new(const struct context *context, const struct type *type,
                           struct node *node)
{
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, node);
    return assertion_of(context, NULL, type, args);
}

static const struct type *type_named(const char *name)
{
    static const struct type *const named[] = {&type_number, &type_string, &type_boolean,
                                               &type_object};
    for (gsize i = 0; i < G_N_ELEMENTS(named); i++) {
        g_autofree char *text = type_text_dup(named[i]);
        if (g_str_equal(text, name))
            return named[i];
    }
    return NULL;
}

struct node *parse_assertion(const struct context *context, const json_t *json,
                             const struct operator* operator)
{
    if (json_array_size(json) < 2)
        return context_fail(context, "Expected at least one argument.");
    g_autoptr(GPtrArray) args = parse_any_args(context, json, 1);
    return args ? assertion_of(context, operator, type_named(operator->name), args) : NULL;
}

/* A length that is a whole number, or -1 for null; FALSE for anything else. */
static gboolean array_length(const json_t *json, int *length)
{
    *length = -1;
    if (json_is_null(json))
        return TRUE;
    double number = json_number_value(json);
    if (!json_is_number(json) || number < 0 || number > G_MAXINT || number != floor(number))
        return FALSE;
    *length = (int)number;
    return TRUE;
}

/* ["array", item type?, length?, value, fallbacks ...] */
struct node *parse_array(const struct context *context, const json_t *json,
                         const struct operator* operator)
{
    gsize size = json_array_size(json), first = 1;
    const struct type *item = &type_value;
    int length = -1;
    if (size < 2)
        return context_fail(context, "Expected at least one argument.");
    if (size > 2) {
        const char *name = json_string_value(json_array_get(json, first));
        item = name ? type_named(name) : NULL;
        if (!item || item == &type_object)
            return context_fail_at(context, first,
                                   "The item type argument of \"array\" must be one of string, "
                                   "number, boolean");
        first++;
    }
    if (size > 3) {
        if (!array_length(json_array_get(json, first), &length))
            return context_fail_at(
                context, first,
                "The length argument to \"array\" must be a positive integer literal");
        first++;
    }
    g_autoptr(GPtrArray) args = parse_any_args(context, json, first);
    if (!args)
        return NULL;
    return assertion_of(context, operator, type_array_of(context_pool(context), item, length),
                        args);
}

/* ---- conversions: each takes the first argument that can be converted ---- */

static gboolean eval_to_boolean(const struct node *node, struct run *run, struct value *result)
{
    struct value value;
    if (!node_run(node->args[0], run, &value))
        return FALSE;
    gboolean truth = !value_is_empty(value);
    if (value.type == VALUE_BOOLEAN)
        truth = value.boolean;
    else if (value.type == VALUE_NUMBER)
        truth = value.number != 0 && !isnan(value.number);
    else if (value.type == VALUE_STRING)
        truth = *value.string != '\0';
    return put_boolean(result, truth);
}

static gboolean eval_to_string(const struct node *node, struct run *run, struct value *result)
{
    struct value value;
    if (!node_run(node->args[0], run, &value))
        return FALSE;
    return put_string(result, value_text(run->evaluation->store, value));
}

/* No name is no image. */
static gboolean eval_to_image(const struct node *node, struct run *run, struct value *result)
{
    if (!eval_to_string(node, run, result))
        return FALSE;
    *result = *result->string ? (struct value){.type = VALUE_IMAGE, .string = result->string}
                              : value_null();
    return TRUE;
}

/* JavaScript's Number(); an array counts as the text of its items. */
static double number_of_value(struct value value)
{
    switch (value.type) {
    case VALUE_NUMBER:
        return value.number;
    case VALUE_BOOLEAN:
        return value.boolean ? 1 : 0;
    case VALUE_STRING:
        return number_of_text(value.string);
    case VALUE_ARRAY:
        if (value.array->length == 0)
            return 0;
        /* String([null]) is "", String([true]) is "true" */
        if (value.array->length == 1 && value.array->items[0].type != VALUE_BOOLEAN)
            return value_is_empty(value.array->items[0]) ? 0
                                                         : number_of_value(value.array->items[0]);
        return NAN;
    default:
        return NAN;
    }
}

static gboolean eval_to_number(const struct node *node, struct run *run, struct value *result)
{
    struct value value = value_null();
    for (guint i = 0; i < node->n_args; i++) {
        if (!node_run(node->args[i], run, &value))
            return FALSE;
        double number = value_is_empty(value) ? 0 : number_of_value(value);
        if (!isnan(number)) {
            return put_number(result, number);
        }
    }
    g_autofree char *json = value_json_dup(value);
    return run_fail(run, node, "Could not convert %s to number.", json);
}

/* [r, g, b] or [r, g, b, a]. Alpha is not multiplied in, as with "rgba". NULL when it went well,
 * else the message. */
static char *color_from_array(const struct value_array *array, struct color *color)
{
    if (array->length < 3 || array->length > 4) {
        g_autofree char *json = value_json_dup((struct value){.type = VALUE_ARRAY, .array = array});
        return g_strdup_printf(
            "Invalid rgba value %s: expected an array containing either three or "
            "four numeric values.",
            json);
    }
    return color_from_rgba(array->items, array->length, color);
}

static gboolean fail_conversion(const struct node *node, struct run *run, struct value value)
{
    g_autofree char *type = type_text_dup(node->type);
    g_autofree char *json = value.type == VALUE_STRING ? NULL : value_json_dup(value);
    return run_fail(run, node, "Could not parse %s from value '%s'", type,
                    json ? json : value.string);
}

static gboolean eval_to_color(const struct node *node, struct run *run, struct value *result)
{
    struct value value = value_null();
    g_autofree char *error = NULL;
    for (guint i = 0; i < node->n_args; i++) {
        struct color color = {0};
        g_clear_pointer(&error, g_free);
        if (!node_run(node->args[i], run, &value))
            return FALSE;
        gboolean good = FALSE;
        if (value.type == VALUE_COLOR) {
            color = *value.color;
            good = TRUE;
        } else if (value.type == VALUE_STRING) {
            good = color_parse(value.string, &color);
        } else if (value.type == VALUE_ARRAY) {
            error = color_from_array(value.array, &color);
            good = !error;
        }
        if (good) {
            *result = value_store_color(run->evaluation->store, color);
            return TRUE;
        }
    }
    return error ? run_fail(run, node, "%s", error) : fail_conversion(node, run, value);
}

/* Four numbers, top right bottom left, from one to four as in CSS. */
static gboolean padding_of(struct value_store *store, struct value value, struct value *result)
{
    static const guint from[5][4] = {{0}, {0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
    guint length = value.type == VALUE_ARRAY ? value.array->length : 1;
    const struct value *items = value.type == VALUE_ARRAY ? value.array->items : &value;
    if (length < 1 || length > 4)
        return FALSE;
    for (guint i = 0; i < length; i++)
        if (items[i].type != VALUE_NUMBER)
            return FALSE;
    struct value_array *padding = value_store_array(store, 4);
    for (guint i = 0; i < 4; i++)
        padding->items[i] = items[from[length][i]];
    *result = (struct value){.type = VALUE_ARRAY, .array = padding};
    return TRUE;
}

static gboolean number_array_of(struct value_store *store, struct value value, struct value *result)
{
    guint length = value.type == VALUE_ARRAY ? value.array->length : 1;
    const struct value *items = value.type == VALUE_ARRAY ? value.array->items : &value;
    struct value_array *numbers = value_store_array(store, length);
    for (guint i = 0; i < length; i++) {
        if (items[i].type != VALUE_NUMBER)
            return FALSE;
        numbers->items[i] = items[i];
    }
    *result = (struct value){.type = VALUE_ARRAY, .array = numbers};
    return TRUE;
}

static gboolean color_array_of(struct value_store *store, struct value value, struct value *result)
{
    guint length = value.type == VALUE_ARRAY ? value.array->length : 1;
    const struct value *items = value.type == VALUE_ARRAY ? value.array->items : &value;
    struct value_array *colors = value_store_array(store, length);
    for (guint i = 0; i < length; i++) {
        struct color color;
        if (items[i].type != VALUE_STRING || !color_parse(items[i].string, &color))
            return FALSE;
        colors->items[i] = value_store_color(store, color);
    }
    *result = (struct value){.type = VALUE_ARRAY, .array = colors};
    return TRUE;
}

/* A name, or [from, to, transition]. */
static gboolean projection_of(G_GNUC_UNUSED struct value_store *store, struct value value,
                              struct value *result)
{
    *result = value;
    if (value.type == VALUE_STRING)
        return TRUE;
    return value.type == VALUE_ARRAY && value.array->length == 3 &&
           value.array->items[0].type == VALUE_STRING &&
           value.array->items[1].type == VALUE_STRING && value.array->items[2].type == VALUE_NUMBER;
}

/* Anchor, offset, anchor, offset ... */
static gboolean anchor_offsets_of(G_GNUC_UNUSED struct value_store *store, struct value value,
                                  struct value *result)
{
    *result = value;
    if (value.type != VALUE_ARRAY || value.array->length == 0 || value.array->length % 2 != 0)
        return FALSE;
    for (guint i = 0; i < value.array->length; i += 2) {
        struct value anchor = value.array->items[i], offset = value.array->items[i + 1];
        if (anchor.type != VALUE_STRING || offset.type != VALUE_ARRAY ||
            offset.array->length != 2 || offset.array->items[0].type != VALUE_NUMBER ||
            offset.array->items[1].type != VALUE_NUMBER)
            return FALSE;
    }
    return TRUE;
}

/* The kinds that no operator names: only properties ask for them. */
static gboolean eval_to_kind(const struct node *node, struct run *run, struct value *result)
{
    static gboolean (*const convert[TYPE_KIND_COUNT])(struct value_store *, struct value,
                                                      struct value *) = {
        [TYPE_PADDING] = padding_of,
        [TYPE_NUMBER_ARRAY] = number_array_of,
        [TYPE_COLOR_ARRAY] = color_array_of,
        [TYPE_PROJECTION] = projection_of,
        [TYPE_ANCHOR_OFFSETS] = anchor_offsets_of,
    };
    struct value value;
    if (!node_run(node->args[0], run, &value))
        return FALSE;
    if (convert[node->type->kind](run->evaluation->store, value, result))
        return TRUE;
    return fail_conversion(node, run, value);
}

static node_evaluate *const conversions[TYPE_KIND_COUNT] = {
    [TYPE_BOOLEAN] = eval_to_boolean,     [TYPE_COLOR] = eval_to_color,
    [TYPE_NUMBER] = eval_to_number,       [TYPE_STRING] = eval_to_string,
    [TYPE_FORMATTED] = eval_to_string,    [TYPE_IMAGE] = eval_to_image,
    [TYPE_PADDING] = eval_to_kind,        [TYPE_NUMBER_ARRAY] = eval_to_kind,
    [TYPE_COLOR_ARRAY] = eval_to_kind,    [TYPE_PROJECTION] = eval_to_kind,
    [TYPE_ANCHOR_OFFSETS] = eval_to_kind,
};

static struct node *coercion_of(const struct context *context, const struct operator* operator,
                                const struct type * type, const GPtrArray *args)
{
    struct node *node = node_new(context, operator, type, conversions[type->kind], args);
    node_set_annotation(node);
    return node;
}

struct node *coercion_new(const struct context *context, const struct type *type, struct node *node)
{
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, node);
    return coercion_of(context, NULL, type, args);
}

struct node *parse_coercion(const struct context *context, const json_t *json,
                            const struct operator* operator)
{
    static const struct {
        const char *name;
        const struct type *type;
        gboolean many; /* may it have fallbacks? */
    } rows[] = {
        {"to-boolean", &type_boolean, FALSE},
        {"to-string", &type_string, FALSE},
        {"to-number", &type_number, TRUE},
        {"to-color", &type_color, TRUE},
    };
    gsize row = 0;
    while (!g_str_equal(rows[row].name, operator->name))
        row++;
    if (json_array_size(json) < 2)
        return context_fail(context, "Expected at least one argument.");
    if (!rows[row].many && json_array_size(json) != 2)
        return context_fail(context, "Expected one argument.");
    g_autoptr(GPtrArray) args = parse_any_args(context, json, 1);
    return args ? coercion_of(context, operator, rows[row].type, args) : NULL;
}

gboolean eval_typeof(const struct node *node, struct run *run, struct value *result)
{
    struct value value;
    if (!node_run(node->args[0], run, &value))
        return FALSE;
    g_autofree char *text = type_text_of_value_dup(value);
    return put_string(result, value_store_string(run->evaluation->store, text, -1));
}

gboolean eval_error(const struct node *node, struct run *run, G_GNUC_UNUSED struct value *result)
{
    const char *message;
    return node_string(node->args[0], run, &message) && run_fail(run, node, "%s", message);
}

/* ---- names ---- */

static gboolean eval_let(const struct node *node, struct run *run, struct value *result)
{
    return node_run(node->args[node->n_args - 1], run, result);
}

/* One name of a "let"; NULL after a problem. */
static const char *parse_name(const struct context *context, const json_t *json, gsize index)
{
    const json_t *name = json_array_get(json, index);
    if (!json_is_string(name)) {
        context_fail_at(context, index, "Expected string, but found %s instead.",
                        json_type_name(name));
        return NULL;
    }
    for (const char *p = json_string_value(name); *p; p++)
        if (!g_ascii_isalnum(*p) && *p != '_') {
            context_fail_at(context, index,
                            "Variable names must contain only alphanumeric characters or '_'.");
            return NULL;
        }
    return context_strdup(context, json_string_value(name));
}

/* ["let", name, value, name, value, ..., result] */
struct node *parse_let(const struct context *context, const json_t *json,
                       const struct operator* operator)
{
    gsize size = json_array_size(json);
    if (size < 4)
        return context_fail(context, "Expected at least 3 arguments, but found %d instead.",
                            (int)size - 1);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    for (gsize i = 1; i < size - 1; i += 2) {
        const char *name = parse_name(context, json, i);
        struct node *bound = name ? context_parse_arg(context, json, i + 1, NULL) : NULL;
        if (!bound)
            return NULL;
        g_ptr_array_add(names, (void *)name);
        g_ptr_array_add(args, bound);
    }
    const struct scope scope = {context->scope, args->len, (const char **)names->pdata,
                                (struct node **)args->pdata};
    struct context inner = context_child(context, size - 1, context->expected);
    inner.scope = &scope;
    struct node *body = context_parse(&inner, json_array_get(json, size - 1), ANNOTATE_BY_TYPE);
    if (!body)
        return NULL;
    g_ptr_array_add(args, body);
    return node_new(context, operator, body->type, eval_let, args);
}

static gboolean eval_var(const struct node *node, struct run *run, struct value *result)
{
    if (run->variables_left == 0)
        return run_fail(run, node, "More than %d variables are looked up.", RUN_MAX_VARIABLES);
    run->variables_left--;
    return node_run(node->data, run, result);
}

/* The node of a name: the innermost scope first, a later name of one "let" before an earlier. */
static struct node *find_name(const struct scope *scope, const char *name)
{
    for (; scope; scope = scope->outer)
        for (guint i = scope->count; i > 0; i--)
            if (g_str_equal(scope->names[i - 1], name))
                return scope->nodes[i - 1];
    return NULL;
}

/* A variable has no arguments, so that what it depends on counts where it is bound. */
struct node *parse_var(const struct context *context, const json_t *json,
                       const struct operator* operator)
{
    const char *name = json_string_value(json_array_get(json, 1));
    if (json_array_size(json) != 2 || !name)
        return context_fail(context,
                            "'var' expression requires exactly one string literal argument.");
    struct node *bound = find_name(context->scope, name);
    if (!bound)
        return context_fail_at(context, 1,
                               "Unknown variable \"%s\". Make sure \"%s\" has been bound in an "
                               "enclosing \"let\" expression before using it.",
                               name, name);
    struct node *node = node_new(context, operator, bound->type, eval_var, NULL);
    node->data = bound;
    node->folds = bound->folds;
    return node;
}
