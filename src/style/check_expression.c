/* Expressions: MapLibre's validate_expression.ts. */
#include "style/checker.h"

#include "style/operators.h"
#include "style/property_expression.h"

#include <string.h>

/* ---- what an expression is made of ---- */

/* Does any node below call the operator? `seen` spares what a "let" reaches twice. */
static gboolean uses_operator(const struct node *node, const char *name, GHashTable *seen)
{
    if (!g_hash_table_add(seen, (void *)node))
        return FALSE;
    if (node->operator&& g_str_equal(node->operator->name, name))
        return TRUE;
    for (guint i = 0; i < node->n_args; i++)
        if (uses_operator(node->args[i], name, seen))
            return TRUE;
    return FALSE;
}

static gboolean expression_uses(const struct expression *expression, const char *name)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    return uses_operator(expression->root, name, seen);
}

/* Which of an operator's arguments may be its result; the others only choose among them. */
enum outputs {
    OUTPUTS_ALL,
    OUTPUTS_AFTER_FIRST,
    OUTPUTS_OF_CASE, /* every second one, and the last */
    OUTPUTS_LAST,
    OUTPUTS_SIMPLE, /* none: the result is true, false or a number of its own */
    OUTPUTS_UNKNOWN,
};

static enum outputs outputs_of(const struct node *node)
{
    static const struct {
        operator_parse *parse;
        enum outputs outputs;
    } forms[] = {
        {parse_assertion, OUTPUTS_ALL},     {parse_array, OUTPUTS_ALL},
        {parse_coercion, OUTPUTS_ALL},      {parse_coalesce, OUTPUTS_ALL},
        {parse_semiliteral, OUTPUTS_ALL},   {parse_match, OUTPUTS_AFTER_FIRST},
        {parse_step, OUTPUTS_AFTER_FIRST},  {parse_interpolate, OUTPUTS_AFTER_FIRST},
        {parse_case, OUTPUTS_OF_CASE},      {parse_let, OUTPUTS_LAST},
        {parse_comparison, OUTPUTS_SIMPLE}, {parse_in, OUTPUTS_SIMPLE},
    };
    if (!node->operator) /* an annotation */
        return OUTPUTS_ALL;
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (forms[i].parse == node->operator->parse)
            return forms[i].outputs;
    return OUTPUTS_UNKNOWN;
}

static gboolean is_output(const struct node *node, enum outputs outputs, guint index)
{
    gboolean is_last = index == node->n_args - 1;
    return outputs == OUTPUTS_ALL || (outputs == OUTPUTS_AFTER_FIRST && index > 0) ||
           (outputs == OUTPUTS_OF_CASE && (index % 2 == 1 || is_last)) ||
           (outputs == OUTPUTS_LAST && is_last);
}

/* Are all results written in the expression? Fonts have to be known beforehand. */
static gboolean outputs_are_written(const struct node *node)
{
    enum outputs outputs = outputs_of(node);
    if (node_is_literal(node))
        return TRUE;
    if (outputs == OUTPUTS_UNKNOWN)
        return FALSE;
    for (guint i = 0; i < node->n_args; i++)
        if (is_output(node, outputs, i) && !outputs_are_written(node->args[i]))
            return FALSE;
    return TRUE;
}

/* ---- the checks ---- */

/* "[2][1]" as parts of a pointer: "/2/1". */
static char *pointer_of_key_dup(const char *pointer, const char *key)
{
    GString *text = g_string_new(pointer);
    for (; *key; key++)
        if (*key == '[')
            g_string_append_c(text, '/');
        else if (*key != ']')
            g_string_append_c(text, *key);
    return g_string_free(text, FALSE);
}

/* Makes a finding point into the expression. */
static void finding_go_down(struct style_finding *finding, const char *key)
{
    if (!finding)
        return;
    char *pointer = pointer_of_key_dup(finding->pointer, key);
    g_free(finding->pointer);
    finding->pointer = pointer;
    char *whole = g_strconcat(finding->key, key, NULL);
    g_free(finding->key);
    finding->key = whole;
}

static void report_problems(struct checker *checker, const struct place *place,
                            const GPtrArray *problems)
{
    for (guint i = 0; i < problems->len; i++) {
        const struct expression_problem *problem = problems->pdata[i];
        struct style_finding *finding = check_error(checker, place, "%s", problem->message);
        finding_go_down(finding, problem->key);
        finding_suggest(finding, problem->closest);
    }
}

/* What MapLibre knows and this program has nothing to say to. */
static void warn_of_operators(struct checker *checker, const struct place *place,
                              const struct node *node, GHashTable *seen)
{
    const char *name = node->operator? node->operator->name : NULL;
    if (!g_hash_table_add(seen, (void *)node))
        return;
    if (name && operator_is_not_ours(name)) {
        g_autofree char *key = path_text_dup(node->path);
        finding_go_down(check_warn(checker, place, "\"%s\" gives nothing here", name), key);
    }
    for (guint i = 0; i < node->n_args; i++)
        warn_of_operators(checker, place, node->args[i], seen);
}

static void check_compiled(struct checker *checker, const struct place *place,
                           const struct expression *expression, enum expression_use use)
{
    gboolean of_state = expression_uses(expression, "feature-state");
    if ((use == USE_LAYOUT) && g_str_equal(place->name, "text-font") &&
        !outputs_are_written(expression->root))
        check_error(checker, place,
                    "Invalid data expression for \"text-font\". Output values must be contained as "
                    "literals within the expression.");
    else if (use == USE_LAYOUT && of_state)
        check_error(checker, place,
                    "\"feature-state\" data expressions are not supported with layout properties.");
    else if (use == USE_FILTER && of_state)
        check_error(checker, place,
                    "\"feature-state\" data expressions are not supported with filters.");
    else if (use == USE_CLUSTER && (of_state || expression_uses(expression, "zoom")))
        check_error(checker, place,
                    "\"zoom\" and \"feature-state\" expressions are not supported with cluster "
                    "properties.");
}

void check_expression(struct checker *checker, const struct place *place,
                      const struct schema_row *row, enum expression_use use)
{
    g_autoptr(GPtrArray) problems = expression_problems_new();
    const struct property_type *type = row ? &row->type : NULL;
    g_autoptr(Expression) expression =
        use == USE_LAYOUT || use == USE_PAINT
            ? property_expression_parse(place->json, type, problems)
            : property_expression_compile(place->json, type, problems);
    report_problems(checker, place, problems);
    if (!expression)
        return;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    check_compiled(checker, place, expression, use);
    warn_of_operators(checker, place, expression->root, seen);
}
