/* Operators that depend on a language: numbers as text, and the order of strings. */
#include "style/collate.h"
#include "style/number_format.h"
#include "style/operators.h"
#include "style/options.h"
#include "style/parse.h"

/* An argument that may be left out; FALSE at a run-time error. */
static gboolean optional_string(const struct node *node, struct run *run, const char **string)
{
    return !node || node_string(node, run, string);
}

static gboolean optional_number(const struct node *node, struct run *run, double *number)
{
    return !node || node_number(node, run, number);
}

/* The nodes that are there, as arguments. */
static GPtrArray *args_of(struct node *const *nodes, gsize count)
{
    GPtrArray *args = g_ptr_array_new();
    for (gsize i = 0; i < count; i++)
        if (nodes[i])
            g_ptr_array_add(args, nodes[i]);
    return args;
}

/* ---- number-format ---- */

struct format_args {
    struct node *number, *locale, *currency, *unit, *min_digits, *max_digits;
};

static gboolean eval_number_format(const struct node *node, struct run *run, struct value *result)
{
    const struct format_args *args = node->data;
    struct number_format format = {
        .locale = run->evaluation->language, .min_digits = -1, .max_digits = -1};
    double number, min_digits = -1, max_digits = -1;
    if (!node_number(args->number, run, &number) ||
        !optional_string(args->locale, run, &format.locale) ||
        !optional_string(args->currency, run, &format.currency) ||
        !optional_string(args->unit, run, &format.unit) ||
        !optional_number(args->min_digits, run, &min_digits) ||
        !optional_number(args->max_digits, run, &max_digits))
        return FALSE;
    if (args->min_digits && !number_format_digits(min_digits, &format.min_digits))
        return run_fail(run, node, "minimumFractionDigits value is out of range.");
    if (args->max_digits && !number_format_digits(max_digits, &format.max_digits))
        return run_fail(run, node, "maximumFractionDigits value is out of range.");
    g_autofree char *problem = NULL;
    g_autofree char *text = number_format_dup(&format, number, &problem);
    if (!text)
        return run_fail(run, node, "%s", problem);
    return put_string(result, value_store_string(run->evaluation->store, text, -1));
}

struct node *parse_number_format(const struct context *context, const json_t *json,
                                 const struct operator* operator)
{
    if (json_array_size(json) != 3)
        return context_fail(context, "Expected two arguments.");
    struct format_args args = {.number = context_parse_arg(context, json, 1, &type_number)};
    const json_t *options = json_array_get(json, 2);
    if (!args.number)
        return NULL;
    if (!json_is_object(options))
        return context_fail(context, "NumberFormat options argument must be an object.");
    if (!option_parse(context, options, "locale", &type_string, &args.locale) ||
        !option_parse(context, options, "currency", &type_string, &args.currency) ||
        !option_parse(context, options, "unit", &type_string, &args.unit))
        return NULL;
    if (args.currency && args.unit)
        return context_fail(context,
                            "NumberFormat options `currency` and `unit` are mutually exclusive");
    if (!option_parse(context, options, "min-fraction-digits", &type_number, &args.min_digits) ||
        !option_parse(context, options, "max-fraction-digits", &type_number, &args.max_digits))
        return NULL;
    struct node *const all[] = {args.number, args.locale,     args.currency,
                                args.unit,   args.min_digits, args.max_digits};
    g_autoptr(GPtrArray) given = args_of(all, G_N_ELEMENTS(all));
    struct node *node = node_new(context, operator, & type_string, eval_number_format, given);
    struct format_args *kept = context_alloc(context, sizeof *kept);
    *kept = args;
    node->data = kept;
    if (!args.locale) { /* the map's language, which is not known yet */
        node->needs |= NEEDS_RUN;
        node->folds = FALSE;
    }
    return node;
}

/* ---- collator ---- */

static gboolean eval_collator(const struct node *node, struct run *run, struct value *result)
{
    struct value_collator *collator = value_store_collator(run->evaluation->store);
    *result = (struct value){.type = VALUE_COLLATOR, .collator = collator};
    return node_boolean(node->args[0], run, &collator->case_sensitive) &&
           node_boolean(node->args[1], run, &collator->diacritic_sensitive) &&
           (node->n_args < 3 || node_string(node->args[2], run, &collator->locale));
}

struct node *parse_collator(const struct context *context, const json_t *json,
                            const struct operator* operator)
{
    struct node *args[3];
    const json_t *options = json_array_get(json, 1);
    if (json_array_size(json) != 2)
        return context_fail(context, "Expected one argument.");
    if (!json_is_object(options))
        return context_fail(context, "Collator options argument must be an object.");
    if (!option_parse_flag(context, options, "case-sensitive", &args[0]) ||
        !option_parse_flag(context, options, "diacritic-sensitive", &args[1]) ||
        !option_parse(context, options, "locale", &type_string, &args[2]))
        return NULL;
    g_autoptr(GPtrArray) given = args_of(args, G_N_ELEMENTS(args));
    struct node *node = node_new(context, operator, & type_collator, eval_collator, given);
    node->needs |= NEEDS_RUN;
    node->folds = FALSE;
    return node;
}

gboolean eval_resolved_locale(const struct node *node, struct run *run, struct value *result)
{
    struct value collator;
    if (!node_run(node->args[0], run, &collator))
        return FALSE;
    if (collator.type != VALUE_COLLATOR)
        return run_fail_type(run, node->args[0], &type_collator, collator);
    const char *asked = collator.collator->locale;
    g_autofree char *locale =
        locale_resolved_dup(asked && *asked ? asked : run->evaluation->language);
    return put_string(result, value_store_string(run->evaluation->store, locale, -1));
}
