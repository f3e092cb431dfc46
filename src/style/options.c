#include "style/options.h"

static gboolean counts_as_true(const json_t *json)
{
    if (json_is_string(json))
        return json_string_length(json) > 0;
    if (json_is_number(json))
        return json_number_value(json) != 0;
    return json && !json_is_null(json) && !json_is_false(json);
}

gboolean option_parse(const struct context *context, const json_t *options, const char *name,
                      const struct type *type, struct node **node)
{
    const json_t *option = json_object_get(options, name);
    *node = NULL;
    if (!counts_as_true(option))
        return TRUE;
    struct context child = context_child(context, 1, type);
    *node = context_parse(&child, option, ANNOTATE_BY_TYPE);
    return *node != NULL;
}

gboolean option_parse_flag(const struct context *context, const json_t *options, const char *name,
                           struct node **node)
{
    const json_t *option = json_object_get(options, name);
    struct context child = context_child(context, 1, &type_boolean);
    *node = option ? context_parse(&child, option, ANNOTATE_BY_TYPE)
                   : literal_new(&child, &type_boolean, value_boolean(FALSE));
    return *node != NULL;
}
