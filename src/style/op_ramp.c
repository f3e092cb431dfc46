/* Ramps: "step" and "interpolate". Arguments are the input, then the outputs. */
#include "style/color.h"
#include "style/operators.h"

#include <math.h>
#include <string.h>

enum curve {
    CURVE_LINEAR,
    CURVE_EXPONENTIAL,
    CURVE_BEZIER,
};

struct ramp {
    guint n_stops;
    double *stops;
    char **stop_texts; /* of a step, for legends */
    enum curve curve;
    double base;
    double control[4]; /* of a Bezier curve: x1, y1, x2, y2 */
    enum color_space space;
};

/* The last stop that is not above the input, 0 when all are; FALSE for NaN. */
static gboolean find_stop(const struct node *node, struct run *run, double input, guint *stop)
{
    const struct ramp *ramp = node->data;
    if (isnan(input))
        return run_fail(run, node, "Input is not a number.");
    guint low = 0, high = ramp->n_stops;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (ramp->stops[middle] <= input)
            low = middle;
        else
            high = middle;
    }
    *stop = low;
    return TRUE;
}

/* ---- step ---- */

static gboolean step_class(const struct node *node, struct run *run, int *index)
{
    double input;
    guint stop = 0;
    if (!node_number(node->args[0], run, &input) || !find_stop(node, run, input, &stop))
        return FALSE;
    *index = (int)stop;
    return TRUE;
}

static gboolean eval_step(const struct node *node, struct run *run, struct value *result)
{
    int stop;
    return step_class(node, run, &stop) && node_run(node->args[stop + 1], run, result);
}

static guint step_count(const struct node *node)
{
    return ((const struct ramp *)node->data)->n_stops;
}

static const char *step_label(const struct node *node, guint index)
{
    const struct ramp *ramp = node->data;
    return index > 0 && index < ramp->n_stops ? ramp->stop_texts[index] : NULL;
}

const struct classifier step_classifier = {step_class, step_count, step_label};

/* ---- interpolate ---- */

/* y of the Bezier curve (0,0) (x1,y1) (x2,y2) (1,1) at x. */
static double bezier(const double control[4], double x)
{
    if (x <= 0 || x >= 1)
        return CLAMP(x, 0, 1);
    double low = 0, high = 1, t = x;
    for (int i = 0; i < 60; i++) { /* halving reaches the last bit */
        double u = 1 - t;
        double at = 3 * u * u * t * control[0] + 3 * u * t * t * control[2] + t * t * t;
        if (at < x)
            low = t;
        else
            high = t;
        t = (low + high) / 2;
    }
    double u = 1 - t;
    return 3 * u * u * t * control[1] + 3 * u * t * t * control[3] + t * t * t;
}

/* How far between two stops: MapLibre's exponentialInterpolation(). */
static double ramp_factor(const struct ramp *ramp, guint stop, double input)
{
    double width = ramp->stops[stop + 1] - ramp->stops[stop];
    double progress = input - ramp->stops[stop];
    if (ramp->curve == CURVE_EXPONENTIAL && ramp->base != 1)
        return (pow(ramp->base, progress) - 1) / (pow(ramp->base, width) - 1);
    if (ramp->curve == CURVE_BEZIER)
        return bezier(ramp->control, progress / width);
    return progress / width;
}

static struct value mix_projections(struct value_store *store, struct value from, struct value to,
                                    double t)
{
    static const char *const keys[] = {"from", "to", "transition"};
    const struct value values[] = {from, to, value_number(t)};
    struct value_object *object = value_store_object(store, 3);
    for (guint i = 0; i < 3; i++) {
        object->keys[i] = keys[i];
        object->values[i] = values[i];
    }
    return (struct value){.type = VALUE_OBJECT, .object = object};
}

/* Two values of the ramp's type; items that have no counterpart become NaN, as in JavaScript. */
static struct value mix_values(const struct ramp *ramp, struct value_store *store,
                               struct value from, struct value to, double t)
{
    if (from.type == VALUE_NUMBER && to.type == VALUE_NUMBER)
        return value_number(from.number + t * (to.number - from.number));
    if (from.type == VALUE_COLOR && to.type == VALUE_COLOR)
        return value_store_color(store, color_mix(*from.color, *to.color, t, ramp->space));
    if (from.type == VALUE_STRING && to.type == VALUE_STRING) /* anchors, which do not mix */
        return from;
    if (from.type != VALUE_ARRAY || to.type != VALUE_ARRAY)
        return value_number(NAN);
    struct value_array *mixed = value_store_array(store, from.array->length);
    for (guint i = 0; i < mixed->length; i++)
        mixed->items[i] = mix_values(ramp, store, from.array->items[i],
                                     i < to.array->length ? to.array->items[i] : value_null(), t);
    return (struct value){.type = VALUE_ARRAY, .array = mixed};
}

/* Arrays of colours and of anchors must be alike. */
static gboolean check_alike(const struct node *node, struct run *run, struct value from,
                            struct value to)
{
    enum type_kind kind = node->type->kind;
    if ((kind != TYPE_COLOR_ARRAY && kind != TYPE_ANCHOR_OFFSETS) || from.type != VALUE_ARRAY ||
        to.type != VALUE_ARRAY)
        return TRUE;
    if (from.array->length == to.array->length)
        return TRUE;
    if (kind == TYPE_COLOR_ARRAY)
        return run_fail(run, node,
                        "colorArray: Arrays have mismatched length (%u vs. %u), cannot "
                        "interpolate.",
                        from.array->length, to.array->length);
    return run_fail(run, node, "Cannot interpolate values of different length.");
}

/* Numbers, which most ramps are of. */
static gboolean eval_between_numbers(const struct node *node, struct run *run, guint stop,
                                     double input, struct value *result)
{
    double from, to, t = ramp_factor(node->data, stop, input);
    if (!node_number(node->args[stop + 1], run, &from) ||
        !node_number(node->args[stop + 2], run, &to))
        return FALSE;
    return put_number(result, from + t * (to - from));
}

static gboolean eval_between(const struct node *node, struct run *run, guint stop, double input,
                             struct value *result)
{
    const struct ramp *ramp = node->data;
    struct value from, to;
    double t = ramp_factor(ramp, stop, input);
    if (!node_run(node->args[stop + 1], run, &from) || !node_run(node->args[stop + 2], run, &to) ||
        !check_alike(node, run, from, to))
        return FALSE;
    *result = node->type->kind == TYPE_PROJECTION
                  ? mix_projections(run->evaluation->store, from, to, t)
                  : mix_values(ramp, run->evaluation->store, from, to, t);
    return TRUE;
}

static gboolean eval_interpolate(const struct node *node, struct run *run, struct value *result)
{
    const struct ramp *ramp = node->data;
    double input;
    guint stop = 0;
    if (ramp->n_stops == 1)
        return node_run(node->args[1], run, result);
    if (!node_number(node->args[0], run, &input) || !find_stop(node, run, input, &stop))
        return FALSE;
    if (input <= ramp->stops[0])
        return node_run(node->args[1], run, result);
    if (stop == ramp->n_stops - 1)
        return node_run(node->args[stop + 1], run, result);
    return node->type->kind == TYPE_NUMBER ? eval_between_numbers(node, run, stop, input, result)
                                           : eval_between(node, run, stop, input, result);
}

/* ---- compiling ---- */

/* Pairs of stop and output from index `first` on; FALSE after a problem. The outputs are added to
 * args, the stops to stops. A step's first stop is not written: it is minus infinity. */
static gboolean parse_stops(const struct context *context, const json_t *json, gsize first,
                            const char *form, const struct type **type, GPtrArray *args,
                            GArray *stops)
{
    for (gsize i = first; i + 1 < json_array_size(json); i += 2) {
        const json_t *label = json_array_get(json, i);
        gboolean lowest = i == 1;
        double stop = lowest ? -INFINITY : json_number_value(label);
        if (!lowest && !json_is_number(label))
            return context_fail_at(context, i,
                                   "Input/output pairs for \"%s\" expressions must be defined "
                                   "using literal numeric values (not computed expressions) for "
                                   "the input values.",
                                   form) != NULL;
        if (stops->len > 0 && g_array_index(stops, double, stops->len - 1) >= stop)
            return context_fail_at(context, i,
                                   "Input/output pairs for \"%s\" expressions must be arranged "
                                   "with input values in strictly ascending order.",
                                   form) != NULL;
        struct node *output = context_parse_arg(context, json, i + 1, *type);
        if (!output)
            return FALSE;
        if (!*type)
            *type = output->type;
        g_array_append_val(stops, stop);
        g_ptr_array_add(args, output);
    }
    return TRUE;
}

static void keep_stops(const struct context *context, struct ramp *ramp, const GArray *stops)
{
    ramp->n_stops = stops->len;
    ramp->stops = context_alloc(context, stops->len * sizeof(double));
    memcpy(ramp->stops, stops->data, stops->len * sizeof(double));
}

static const struct type *expected_output(const struct context *context)
{
    const struct type *expected = context->expected;
    return expected && expected->kind != TYPE_VALUE ? expected : NULL;
}

/* At least four arguments, and pairs; FALSE after a problem. */
static gboolean check_pairs(const struct context *context, const json_t *json)
{
    int n_args = (int)json_array_size(json) - 1;
    if (n_args < 4)
        return context_fail(context, "Expected at least 4 arguments, but found only %d.", n_args) !=
               NULL;
    if (n_args % 2 != 0)
        return context_fail(context, "Expected an even number of arguments.") != NULL;
    return TRUE;
}

struct node *parse_step(const struct context *context, const json_t *json,
                        const struct operator* operator)
{
    char text[VALUE_NUMBER_TEXT];
    if (!check_pairs(context, json))
        return NULL;
    struct node *input = context_parse_arg(context, json, 1, &type_number);
    if (!input)
        return NULL;
    const struct type *type = expected_output(context);
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(double));
    g_ptr_array_add(args, input);
    if (!parse_stops(context, json, 1, "step", &type, args, stops))
        return NULL;
    struct ramp *ramp = context_alloc(context, sizeof *ramp);
    keep_stops(context, ramp, stops);
    ramp->stop_texts = context_alloc(context, stops->len * sizeof(char *));
    for (guint i = 1; i < stops->len; i++)
        ramp->stop_texts[i] = context_strdup(context, value_number_text(ramp->stops[i], text));
    struct node *node = node_new(context, operator, type, eval_step, args);
    node->data = ramp;
    return node;
}

static gboolean parse_bezier(const struct context *curve_context, const json_t *json,
                             struct ramp *ramp)
{
    gboolean good = json_array_size(json) == 5;
    for (gsize i = 0; good && i < 4; i++) {
        const json_t *number = json_array_get(json, i + 1);
        ramp->control[i] = json_number_value(number);
        good = json_is_number(number) && ramp->control[i] >= 0 && ramp->control[i] <= 1;
    }
    ramp->curve = CURVE_BEZIER;
    return good || context_fail(curve_context,
                                "Cubic bezier interpolation requires four numeric arguments with "
                                "values between 0 and 1.") != NULL;
}

/* ["linear"], ["exponential", base], ["cubic-bezier", x1, y1, x2, y2]; FALSE after a problem. */
static gboolean parse_curve(const struct context *context, const json_t *json, struct ramp *ramp)
{
    struct context curve = context_child(context, 1, NULL);
    if (!json_is_array(json) || json_array_size(json) == 0)
        return context_fail(&curve, "Expected an interpolation type expression.") != NULL;
    const char *name = json_string_value(json_array_get(json, 0));
    if (g_strcmp0(name, "linear") == 0)
        return TRUE;
    if (g_strcmp0(name, "exponential") == 0) {
        const json_t *base = json_array_get(json, 1);
        ramp->curve = CURVE_EXPONENTIAL;
        ramp->base = json_number_value(base);
        return json_is_number(base) ||
               context_fail_at(&curve, 1, "Exponential interpolation requires a numeric base.") !=
                   NULL;
    }
    if (g_strcmp0(name, "cubic-bezier") == 0)
        return parse_bezier(&curve, json, ramp);
    return context_fail_at(&curve, 0, "Unknown interpolation type %s", name ? name : "") != NULL;
}

static gboolean can_interpolate(const struct type *type)
{
    switch (type->kind) {
    case TYPE_NUMBER:
    case TYPE_COLOR:
    case TYPE_PADDING:
    case TYPE_NUMBER_ARRAY:
    case TYPE_COLOR_ARRAY:
    case TYPE_ANCHOR_OFFSETS:
    case TYPE_PROJECTION:
        return TRUE;
    case TYPE_ARRAY:
        return type->item->kind == TYPE_NUMBER && type->length >= 0;
    default:
        return FALSE;
    }
}

static struct node *interpolate_node(const struct context *context, const json_t *json,
                                     const struct operator* operator, struct ramp * ramp)
{
    struct node *input = context_parse_arg(context, json, 2, &type_number);
    if (!input)
        return NULL;
    const struct type *type = expected_output(context);
    if (ramp->space != COLOR_SPACE_RGB && !(type && type->kind == TYPE_COLOR_ARRAY))
        type = &type_color;
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(double));
    g_ptr_array_add(args, input);
    if (!parse_stops(context, json, 3, "interpolate", &type, args, stops))
        return NULL;
    if (!can_interpolate(type)) {
        g_autofree char *text = type_text_dup(type);
        return context_fail(context, "Type %s is not interpolatable.", text);
    }
    keep_stops(context, ramp, stops);
    struct node *node = node_new(context, operator, type, eval_interpolate, args);
    node->data = ramp;
    return node;
}

struct node *parse_interpolate(const struct context *context, const json_t *json,
                               const struct operator* operator)
{
    struct ramp *ramp = context_alloc(context, sizeof *ramp);
    if (g_str_has_suffix(operator->name, "-hcl"))
        ramp->space = COLOR_SPACE_HCL;
    else if (g_str_has_suffix(operator->name, "-lab"))
        ramp->space = COLOR_SPACE_LAB;
    if (!parse_curve(context, json_array_get(json, 1), ramp) || !check_pairs(context, json))
        return NULL;
    return interpolate_node(context, json, operator, ramp);
}
