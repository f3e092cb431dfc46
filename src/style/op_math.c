/* Operators on numbers. */
#include "style/operators.h"

#include <math.h>

/* sin, cos ...: one number in, one out. */
#define UNARY(name, formula)                                                                       \
    gboolean eval_##name(const struct node *node, struct run *run, struct value *result)           \
    {                                                                                              \
        double x;                                                                                  \
        if (!node_number(node->args[0], run, &x))                                                  \
            return FALSE;                                                                          \
        return put_number(result, formula);                                                        \
    }

#define BINARY(name, formula)                                                                      \
    gboolean eval_##name(const struct node *node, struct run *run, struct value *result)           \
    {                                                                                              \
        double x, y;                                                                               \
        if (!node_number(node->args[0], run, &x) || !node_number(node->args[1], run, &y))          \
            return FALSE;                                                                          \
        return put_number(result, formula);                                                        \
    }

/* Any number of numbers: `start`, then `formula` of the total so far and each x. */
#define VARIADIC(name, start, formula)                                                             \
    gboolean eval_##name(const struct node *node, struct run *run, struct value *result)           \
    {                                                                                              \
        double total = start, x;                                                                   \
        for (guint i = 0; i < node->n_args; i++) {                                                 \
            if (!node_number(node->args[i], run, &x))                                              \
                return FALSE;                                                                      \
            total = formula;                                                                       \
        }                                                                                          \
        return put_number(result, total);                                                          \
    }

#define CONSTANT(name, number)                                                                     \
    gboolean eval_##name(G_GNUC_UNUSED const struct node *node, G_GNUC_UNUSED struct run *run,     \
                         struct value *result)                                                     \
    {                                                                                              \
        return put_number(result, number);                                                         \
    }

/* JavaScript's Math.pow: NaN where C says 1. */
static double power(double base, double exponent)
{
    if (isnan(exponent) || (fabs(base) == 1 && isinf(exponent)))
        return NAN;
    return pow(base, exponent);
}

/* Math.min and Math.max give NaN when any number is NaN. */
static double least(double a, double b)
{
    return isnan(a) || isnan(b) ? NAN : MIN(a, b);
}

static double greatest(double a, double b)
{
    return isnan(a) || isnan(b) ? NAN : MAX(a, b);
}

VARIADIC(add, 0, total + x)
VARIADIC(multiply, 1, total *x)
VARIADIC(min, INFINITY, least(total, x))
VARIADIC(max, -INFINITY, greatest(total, x))

BINARY(subtract, x - y)
BINARY(divide, x / y)
BINARY(modulo, fmod(x, y))
BINARY(power, power(x, y))

UNARY(negate, -x)
UNARY(sqrt, sqrt(x))
UNARY(abs, fabs(x))
UNARY(floor, floor(x))
UNARY(ceil, ceil(x))
UNARY(round, round(x)) /* halves away from zero, as MapLibre */
UNARY(ln, log(x))
UNARY(log10, log10(x))
UNARY(log2, log2(x))
UNARY(sin, sin(x))
UNARY(cos, cos(x))
UNARY(tan, tan(x))
UNARY(asin, asin(x))
UNARY(acos, acos(x))
UNARY(atan, atan(x))

CONSTANT(pi, G_PI)
CONSTANT(e, G_E)
CONSTANT(ln2, G_LN2)
