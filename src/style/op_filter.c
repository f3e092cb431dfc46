/* The tests that filters of the old syntax are converted to (legacy_filter.c). Values of different
 * types are neither equal nor in any order, and nothing is an error. */
#include "style/operators.h"
#include "style/text_of_value.h"

#include <math.h>

/* The tests read their arguments when they are compiled, not through an evaluation. */
struct node *parse_filter_test(const struct context *context, const json_t *json,
                               const struct operator* operator)
{
    struct node *node = context_parse_call(context, json, operator);
    for (guint i = 0; node && i < node->n_args; i++)
        if (!node_is_literal(node->args[i]))
            return context_fail_at(context, i + 1,
                                   "\"%s\" takes literal values only.", operator->name);
    return node;
}

static struct value property(const struct node *node, struct run *run)
{
    const struct feature *feature = run->evaluation->feature;
    return feature ? feature_get(feature, node->args[0]->constant.string) : value_absent();
}

static struct value feature_id(struct run *run)
{
    const struct feature *feature = run->evaluation->feature;
    return feature && feature->id.type != VALUE_ABSENT ? feature->id : value_null();
}

static struct value geometry_type(const struct node *node, struct run *run)
{
    struct value type;
    eval_geometry_type(node, run, &type);
    return type;
}

/* -1, 0, 1, or 2 where there is no order. */
static int order(struct value a, struct value b)
{
    if (a.type != b.type)
        return 2;
    if (a.type == VALUE_STRING) {
        int result = compare_texts(a.string, b.string);
        return (result > 0) - (result < 0);
    }
    double x = a.type == VALUE_BOOLEAN ? a.boolean : a.number;
    double y = b.type == VALUE_BOOLEAN ? b.boolean : b.number;
    if ((a.type != VALUE_NUMBER && a.type != VALUE_BOOLEAN) || isnan(x) || isnan(y))
        return 2;
    return (x > y) - (x < y);
}

static gboolean is_in(struct value value, struct value array)
{
    for (guint i = 0; array.type == VALUE_ARRAY && i < array.array->length; i++)
        if (value_equal(array.array->items[i], value))
            return TRUE;
    return FALSE;
}

/* A test of the property that the first argument names, `value` against the second, `wanted`. */
#define PROPERTY_TEST(name, test)                                                                  \
    gboolean eval_filter_##name(const struct node *node, struct run *run, struct value *result)    \
    {                                                                                              \
        struct value value = property(node, run), wanted = node->args[1]->constant;                \
        return put_boolean(result, test);                                                          \
    }

/* The same of the feature's id or geometry type. */
#define FEATURE_TEST(name, subject, test)                                                          \
    gboolean eval_filter_##name(const struct node *node, struct run *run, struct value *result)    \
    {                                                                                              \
        struct value value = subject, wanted = node->args[0]->constant;                            \
        return put_boolean(result, test);                                                          \
    }

PROPERTY_TEST(equal, value_equal(value, wanted))
PROPERTY_TEST(less, order(value, wanted) == -1)
PROPERTY_TEST(greater, order(value, wanted) == 1)
PROPERTY_TEST(less_equal, order(value, wanted) <= 0)
PROPERTY_TEST(greater_equal, order(value, wanted) == 0 || order(value, wanted) == 1)
PROPERTY_TEST(in, is_in(value, wanted))

FEATURE_TEST(id_equal, feature_id(run), value_equal(value, wanted))
FEATURE_TEST(id_less, feature_id(run), order(value, wanted) == -1)
FEATURE_TEST(id_greater, feature_id(run), order(value, wanted) == 1)
FEATURE_TEST(id_less_equal, feature_id(run), order(value, wanted) <= 0)
FEATURE_TEST(id_greater_equal, feature_id(run),
             order(value, wanted) == 0 || order(value, wanted) == 1)
FEATURE_TEST(id_in, feature_id(run), is_in(value, wanted))
FEATURE_TEST(type_equal, geometry_type(node, run), value_equal(value, wanted))
FEATURE_TEST(type_in, geometry_type(node, run), is_in(value, wanted))

gboolean eval_filter_has(const struct node *node, struct run *run, struct value *result)
{
    return put_boolean(result, property(node, run).type != VALUE_ABSENT);
}

gboolean eval_filter_has_id(G_GNUC_UNUSED const struct node *node, struct run *run,
                            struct value *result)
{
    return put_boolean(result, !value_is_empty(feature_id(run)));
}
