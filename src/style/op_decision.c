/* Comparisons and choices. */
#include "style/collate.h"
#include "style/operators.h"
#include "style/parse.h"
#include "style/text_of_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SAFE_INTEGER 9007199254740991.0 /* JavaScript's */

/* ---- all, any, not ---- */

gboolean eval_all(const struct node *node, struct run *run, struct value *result)
{
    gboolean truth = TRUE;
    for (guint i = 0; truth && i < node->n_args; i++)
        if (!node_boolean(node->args[i], run, &truth))
            return FALSE;
    return put_boolean(result, truth);
}

gboolean eval_any(const struct node *node, struct run *run, struct value *result)
{
    gboolean truth = FALSE;
    for (guint i = 0; !truth && i < node->n_args; i++)
        if (!node_boolean(node->args[i], run, &truth))
            return FALSE;
    return put_boolean(result, truth);
}

gboolean eval_not(const struct node *node, struct run *run, struct value *result)
{
    gboolean truth;
    if (!node_boolean(node->args[0], run, &truth))
        return FALSE;
    return put_boolean(result, !truth);
}

/* ---- comparisons ---- */

/* Strict equality: null is null, arrays and objects equal only themselves. */
static gboolean same(struct value a, struct value b)
{
    if (value_is_empty(a) || value_is_empty(b))
        return value_is_empty(a) && value_is_empty(b);
    if (a.type == VALUE_ARRAY || a.type == VALUE_OBJECT)
        return a.type == b.type && a.array == b.array;
    return value_equal(a, b);
}

static gboolean eval_equal(const struct node *node, struct run *run, struct value *result)
{
    struct value a, b;
    if (!node_run(node->args[0], run, &a) || !node_run(node->args[1], run, &b))
        return FALSE;
    return put_boolean(result, same(a, b));
}

static gboolean eval_not_equal(const struct node *node, struct run *run, struct value *result)
{
    if (!eval_equal(node, run, result))
        return FALSE;
    result->boolean = !result->boolean;
    return TRUE;
}

static gboolean fail_order(const struct node *node, struct run *run, struct value a, struct value b)
{
    /* only the kind is named: "array", not "array<number, 2>" */
    g_autofree char *left = type_text_of_value_dup(a);
    g_autofree char *right = type_text_of_value_dup(b);
    left[strcspn(left, "<")] = '\0';
    right[strcspn(right, "<")] = '\0';
    return run_fail(run, node,
                    "Expected arguments for \"%s\" to be (string, string) or (number, number), but "
                    "found (%s, %s) instead.",
                    node->operator->name, left, right);
}

/* One of < <= > >=; what they ask of the order is in their name. */
static gboolean eval_order(const struct node *node, struct run *run, struct value *result)
{
    struct value a, b;
    if (!node_run(node->args[0], run, &a) || !node_run(node->args[1], run, &b))
        return FALSE;
    gboolean less, equal;
    if (a.type == VALUE_NUMBER && b.type == VALUE_NUMBER) {
        less = a.number < b.number;
        equal = a.number == b.number;
        if (isnan(a.number) || isnan(b.number)) {
            return put_boolean(result, FALSE);
        }
    } else if (a.type == VALUE_STRING && b.type == VALUE_STRING) {
        int order = compare_texts(a.string, b.string);
        less = order < 0;
        equal = order == 0;
    } else {
        return fail_order(node, run, a, b);
    }
    const char *name = node->operator->name;
    return put_boolean(result,
                       (equal && name[1] == '=') || (name[0] == '<' ? less : !less && !equal));
}

/* With a collator as third argument. Ordering takes numbers as text, as JavaScript does; equality
 * of anything but strings asks no collator. */
static gboolean eval_collated(const struct node *node, struct run *run, struct value *result)
{
    struct value_store *store = run->evaluation->store;
    const char *name = node->operator->name;
    gboolean equality = name[0] == '=' || name[0] == '!';
    struct value a, b, collator;
    if (!node_run(node->args[0], run, &a) || !node_run(node->args[1], run, &b))
        return FALSE;
    gboolean texts = a.type == VALUE_STRING && b.type == VALUE_STRING;
    if (equality && !texts)
        return put_boolean(result, same(a, b) == (name[0] == '='));
    if (!texts && (a.type != VALUE_NUMBER || b.type != VALUE_NUMBER))
        return fail_order(node, run, a, b);
    if (!node_run(node->args[2], run, &collator))
        return FALSE;
    if (collator.type != VALUE_COLLATOR)
        return run_fail_type(run, node->args[2], &type_collator, collator);
    int order = collate(collator.collator, run->evaluation->language, value_text(store, a),
                        value_text(store, b));
    gboolean holds = order == 0  ? name[1] == '=' && name[0] != '!'
                     : order < 0 ? name[0] == '<' || name[0] == '!'
                                 : name[0] == '>' || name[0] == '!';
    return put_boolean(result, holds);
}

static gboolean is_comparable(const struct type *type, gboolean ordered)
{
    enum type_kind kind = type->kind;
    return kind == TYPE_STRING || kind == TYPE_NUMBER || kind == TYPE_VALUE ||
           (!ordered && (kind == TYPE_BOOLEAN || kind == TYPE_NULL));
}

/* One side; NULL after a problem. */
static struct node *parse_side(const struct context *context, const json_t *json, gsize index,
                               const struct operator* operator, gboolean ordered)
{
    struct node *side = context_parse_arg(context, json, index, &type_value);
    if (!side || is_comparable(side->type, ordered))
        return side;
    g_autofree char *type = type_text_dup(side->type);
    return context_fail_at(context, index,
                           "\"%s\" comparisons are not supported for type '%s'.", operator->name,
                           type);
}

static struct node *fail_mixed(const struct context *context, const struct node *left,
                               const struct node *right)
{
    g_autofree char *left_type = type_text_dup(left->type);
    g_autofree char *right_type = type_text_dup(right->type);
    return context_fail(context, "Cannot compare types '%s' and '%s'.", left_type, right_type);
}

static struct node *parse_collator_arg(const struct context *context, const json_t *json,
                                       const struct type *left, const struct type *right)
{
    gboolean texts = left->kind == TYPE_STRING || right->kind == TYPE_STRING ||
                     left->kind == TYPE_VALUE || right->kind == TYPE_VALUE;
    if (!texts)
        return context_fail(context, "Cannot use collator to compare non-string types.");
    return context_parse_arg(context, json, 3, &type_collator);
}

struct node *parse_comparison(const struct context *context, const json_t *json,
                              const struct operator* operator)
{
    gboolean equality = g_str_equal(operator->name, "==") || g_str_equal(operator->name, "!=");
    gsize size = json_array_size(json);
    if (size != 3 && size != 4)
        return context_fail(context, "Expected two or three arguments.");
    struct node *left = parse_side(context, json, 1, operator, !equality);
    struct node *right = left ? parse_side(context, json, 2, operator, !equality) : NULL;
    if (!right)
        return NULL;
    gboolean left_open = left->type->kind == TYPE_VALUE;
    gboolean right_open = right->type->kind == TYPE_VALUE;
    if (!left_open && !right_open && left->type->kind != right->type->kind)
        return fail_mixed(context, left, right);
    if (!equality && left_open && !right_open)
        left = assertion_new(context, right->type, left);
    else if (!equality && right_open && !left_open)
        right = assertion_new(context, left->type, right);
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, left);
    g_ptr_array_add(args, right);
    if (size == 4) {
        struct node *collator = parse_collator_arg(context, json, left->type, right->type);
        if (!collator)
            return NULL;
        g_ptr_array_add(args, collator);
    }
    node_evaluate *evaluate = size == 4   ? eval_collated
                              : !equality ? eval_order
                              :
                              operator->name[0] == '=' ? eval_equal
                                                       : eval_not_equal;
    return node_new(context, operator, & type_boolean, evaluate, args);
}

/* ---- case: arguments are test, output, test, output, ..., otherwise ---- */

static gboolean case_class(const struct node *node, struct run *run, int *index)
{
    guint branches = node->n_args / 2;
    for (guint i = 0; i < branches; i++) {
        gboolean truth;
        if (!node_boolean(node->args[2 * i], run, &truth))
            return FALSE;
        if (truth) {
            *index = (int)i;
            return TRUE;
        }
    }
    *index = (int)branches;
    return TRUE;
}

static gboolean eval_case(const struct node *node, struct run *run, struct value *result)
{
    int branch;
    if (!case_class(node, run, &branch))
        return FALSE;
    guint arg = (guint)branch < node->n_args / 2 ? 2 * (guint)branch + 1 : node->n_args - 1;
    return node_run(node->args[arg], run, result);
}

static guint case_count(const struct node *node)
{
    return node->n_args / 2 + 1;
}

gboolean case_is_guard(const struct node *node)
{
    if (node->evaluate != eval_case || node->n_args != 3)
        return FALSE;
    const struct node *test = node->args[0];
    return test->evaluate == eval_equal && test->args[0]->evaluate == eval_typeof &&
           (node->args[1]->needs & NEEDS_FEATURE);
}

/* The value that a condition like ["==", ["get", "kind"], "clash"] compares with. */
static const char *case_label(const struct node *node, guint index)
{
    if (index >= node->n_args / 2)
        return NULL;
    const struct node *test = node->args[2 * index];
    for (guint i = 0; test->evaluate == eval_equal && i < test->n_args; i++)
        if (node_is_literal(test->args[i]) && test->args[i]->type->kind == TYPE_STRING)
            return test->args[i]->constant.string;
    return NULL;
}

const struct classifier case_classifier = {case_class, case_count, case_label};

/* The type that branches have to be of: what is expected, else that of the first output. */
static const struct type *branch_type(const struct context *context)
{
    const struct type *expected = context->expected;
    return expected && expected->kind != TYPE_VALUE ? expected : NULL;
}

struct node *parse_case(const struct context *context, const json_t *json,
                        const struct operator* operator)
{
    gsize size = json_array_size(json);
    if (size < 4)
        return context_fail(context, "Expected at least 3 arguments, but found only %d.",
                            (int)size - 1);
    if (size % 2 != 0)
        return context_fail(context, "Expected an odd number of arguments.");
    const struct type *type = branch_type(context);
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    for (gsize i = 1; i < size; i++) {
        gboolean is_test = i % 2 == 1 && i < size - 1;
        struct node *arg = context_parse_arg(context, json, i, is_test ? &type_boolean : type);
        if (!arg)
            return NULL;
        if (!is_test && !type)
            type = arg->type;
        g_ptr_array_add(args, arg);
    }
    return node_new(context, operator, type, eval_case, args);
}

/* ---- match: arguments are input, outputs ..., otherwise ---- */

struct match_label {
    gboolean is_number;
    double number;
    const char *text; /* of a number too: for legends */
    guint output;
};

struct match {
    guint n_labels;
    struct match_label *labels; /* sorted */
    const char **class_labels;  /* the first label of each output */
};

static int compare_labels(const void *a, const void *b)
{
    const struct match_label *x = a, *y = b;
    if (x->is_number)
        return x->number < y->number ? -1 : x->number > y->number;
    return strcmp(x->text, y->text);
}

static gboolean match_class(const struct node *node, struct run *run, int *index)
{
    const struct match *match = node->data;
    struct value input;
    if (!node_run(node->args[0], run, &input))
        return FALSE;
    *index = (int)node->n_args - 2;
    gboolean numbers = match->labels[0].is_number;
    if (input.type != (numbers ? VALUE_NUMBER : VALUE_STRING))
        return TRUE;
    struct match_label wanted = {.is_number = numbers};
    if (numbers)
        wanted.number = input.number;
    else
        wanted.text = input.string;
    const struct match_label *found =
        numbers && isnan(input.number)
            ? NULL
            : bsearch(&wanted, match->labels, match->n_labels, sizeof wanted, compare_labels);
    if (found)
        *index = (int)found->output;
    return TRUE;
}

static gboolean eval_match(const struct node *node, struct run *run, struct value *result)
{
    int branch;
    return match_class(node, run, &branch) && node_run(node->args[branch + 1], run, result);
}

static guint match_count(const struct node *node)
{
    return node->n_args - 1;
}

static const char *match_class_label(const struct node *node, guint index)
{
    const struct match *match = node->data;
    return index < node->n_args - 2 ? match->class_labels[index] : NULL;
}

const struct classifier match_classifier = {match_class, match_count, match_class_label};

/* Checks one label and adds it; FALSE after a problem. `branch` is the context of the labels. */
static gboolean add_label(const struct context *branch, const json_t *json, guint output,
                          GHashTable *seen, GArray *labels)
{
    char text[VALUE_NUMBER_TEXT];
    double number = json_number_value(json);
    if (!json_is_number(json) && !json_is_string(json))
        return context_fail(branch, "Branch labels must be numbers or strings.") != NULL;
    if (json_is_number(json) && fabs(number) > MAX_SAFE_INTEGER)
        return context_fail(branch,
                            "Branch labels must be integers no larger than 9007199254740991.") !=
               NULL;
    if (json_is_number(json) && floor(number) != number)
        return context_fail(branch, "Numeric branch labels must be integer values.") != NULL;
    struct match_label label = {.is_number = json_is_number(json), .number = number};
    if (labels->len > 0 &&
        g_array_index(labels, struct match_label, 0).is_number != label.is_number) {
        g_autofree char *message = label.is_number ? type_mismatch_dup(&type_string, &type_number)
                                                   : type_mismatch_dup(&type_number, &type_string);
        return context_fail(branch, "%s", message) != NULL;
    }
    label.text = context_strdup(branch, label.is_number ? value_number_text(number, text)
                                                        : json_string_value(json));
    label.output = output;
    if (!g_hash_table_add(seen, (void *)label.text))
        return context_fail(branch, "Branch labels must be unique.") != NULL;
    g_array_append_val(labels, label);
    return TRUE;
}

/* One label or an array of them. */
static gboolean add_labels(const struct context *context, const json_t *json, gsize index,
                           GHashTable *seen, GArray *labels)
{
    struct context branch = context_child(context, index, NULL);
    const json_t *label = json_array_get(json, index);
    guint output = (guint)(index - 2) / 2;
    if (!json_is_array(label))
        return add_label(&branch, label, output, seen, labels);
    if (json_array_size(label) == 0)
        return context_fail(&branch, "Expected at least one branch label.") != NULL;
    for (gsize i = 0; i < json_array_size(label); i++)
        if (!add_label(&branch, json_array_get(label, i), output, seen, labels))
            return FALSE;
    return TRUE;
}

/* Sorts the labels into the node's data. */
static struct match *match_new(const struct context *context, GArray *labels, guint outputs)
{
    struct match *match = context_alloc(context, sizeof *match);
    match->class_labels = context_alloc(context, outputs * sizeof(char *));
    for (guint i = labels->len; i > 0; i--) {
        const struct match_label *label = &g_array_index(labels, struct match_label, i - 1);
        match->class_labels[label->output] = label->text;
    }
    g_array_sort(labels, compare_labels);
    match->n_labels = labels->len;
    match->labels = context_alloc(context, labels->len * sizeof(struct match_label));
    memcpy(match->labels, labels->data, labels->len * sizeof(struct match_label));
    return match;
}

/* Outputs, then the input, then the fallback: the order in which MapLibre finds problems. */
static GPtrArray *parse_match_args(const struct context *context, const json_t *json,
                                   const struct type **type, GArray *labels)
{
    gsize size = json_array_size(json);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, NULL);
    for (gsize i = 2; i < size - 1; i += 2) {
        if (!add_labels(context, json, i, seen, labels))
            return NULL;
        struct context output = context_child(context, i, *type);
        struct node *node = context_parse(&output, json_array_get(json, i + 1), ANNOTATE_BY_TYPE);
        if (!node)
            return NULL;
        if (!*type)
            *type = node->type;
        g_ptr_array_add(args, node);
    }
    args->pdata[0] = context_parse_arg(context, json, 1, &type_value);
    struct node *otherwise =
        args->pdata[0] ? context_parse_arg(context, json, size - 1, *type) : NULL;
    if (!otherwise)
        return NULL;
    g_ptr_array_add(args, otherwise);
    return g_steal_pointer(&args);
}

struct node *parse_match(const struct context *context, const json_t *json,
                         const struct operator* operator)
{
    gsize size = json_array_size(json);
    if (size < 5)
        return context_fail(context, "Expected at least 4 arguments, but found only %d.",
                            (int)size - 1);
    if (size % 2 != 1)
        return context_fail(context, "Expected an even number of arguments.");
    const struct type *type = branch_type(context);
    g_autoptr(GArray) labels = g_array_new(FALSE, FALSE, sizeof(struct match_label));
    g_autoptr(GPtrArray) args = parse_match_args(context, json, &type, labels);
    if (!args)
        return NULL;
    const struct node *input = args->pdata[0];
    const struct type *label_type =
        g_array_index(labels, struct match_label, 0).is_number ? &type_number : &type_string;
    if (input->type->kind != TYPE_VALUE && !type_accepts(label_type, input->type)) {
        g_autofree char *message = type_mismatch_dup(label_type, input->type);
        return context_fail_at(context, 1, "%s", message);
    }
    struct node *node = node_new(context, operator, type, eval_match, args);
    node->data = match_new(context, labels, args->len - 2);
    return node;
}

/* ---- coalesce ---- */

static gboolean eval_coalesce(const struct node *node, struct run *run, struct value *result)
{
    struct value missing = value_null(); /* the first image that there is none of */
    *result = value_null();
    for (guint i = 0; i < node->n_args && value_is_empty(*result); i++) {
        if (!node_run(node->args[i], run, result))
            return FALSE;
        if (!image_is_missing(run->evaluation, result))
            continue;
        if (value_is_empty(missing)) /* its name, to be looked for again */
            put_string(&missing, result->string);
        *result = value_null();
    }
    return value_is_empty(*result) ? put_value(result, &missing) : TRUE;
}

/* Arguments stay without assertions, which would fail on the very null that is passed over; where
 * one needs an assertion, the whole gets it. */
struct node *parse_coalesce(const struct context *context, const json_t *json,
                            const struct operator* operator)
{
    gsize size = json_array_size(json);
    if (size < 2)
        return context_fail(context, "Expected at least one argument.");
    const struct type *type = branch_type(context);
    gboolean open = FALSE;
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    for (gsize i = 1; i < size; i++) {
        struct context child = context_child(context, i, type);
        struct node *arg = context_parse(&child, json_array_get(json, i), ANNOTATE_OMIT);
        if (!arg)
            return NULL;
        if (!type)
            type = arg->type;
        open = open || (context->expected && !type_accepts(context->expected, arg->type));
        g_ptr_array_add(args, arg);
    }
    return node_new(context, operator, open ? &type_value : type, eval_coalesce, args);
}
