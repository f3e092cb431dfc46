/* Operators on what is neither of the feature nor of the zoom. */
#include "style/operators.h"

static gboolean put_member(struct value *result, const struct value_object *object,
                           const char *name)
{
    *result = object ? value_object_get(object, name) : value_null();
    if (result->type == VALUE_ABSENT)
        *result = value_null();
    return TRUE;
}

/* A map in print has no state that a pointer changes: null, unless the caller gives some. */
gboolean eval_feature_state(const struct node *node, struct run *run, struct value *result)
{
    const char *name;
    return node_string(node->args[0], run, &name) &&
           put_member(result, run->evaluation->feature_state, name);
}

static gboolean eval_global_state(const struct node *node, struct run *run, struct value *result)
{
    return put_member(result, run->evaluation->state, node->data);
}

struct node *parse_global_state(const struct context *context, const json_t *json,
                                const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    const json_t *name = json_array_get(json, 1);
    if (n_args != 1)
        return context_fail(context, "Expected 1 argument, but found %d instead.", (int)n_args);
    if (json_is_null(name))
        return context_fail(context, "Global state property must be defined.");
    if (!json_is_string(name))
        return context_fail(context, "Global state property must be string, but found %s instead.",
                            json_type_name(name));
    struct node *node = node_new(context, operator, & type_value, eval_global_state, NULL);
    node->data = context_strdup(context, json_string_value(name));
    node->needs |= NEEDS_RUN;
    node->folds = FALSE;
    return node;
}

gboolean eval_line_progress(G_GNUC_UNUSED const struct node *node, struct run *run,
                            struct value *result)
{
    return put_number(result, run->evaluation->line_progress);
}

/* Reliefs are not drawn. */
gboolean eval_elevation(G_GNUC_UNUSED const struct node *node, G_GNUC_UNUSED struct run *run,
                        struct value *result)
{
    return put_number(result, 0);
}

/* Every script that a font has is shaped. */
gboolean eval_is_supported_script(const struct node *node, struct run *run, struct value *result)
{
    const char *text;
    return node_string(node->args[0], run, &text) && put_boolean(result, TRUE);
}
