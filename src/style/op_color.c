/* Operators that make and take apart colours. */
#include "style/color.h"
#include "style/operators.h"

gboolean eval_rgb(const struct node *node, struct run *run, struct value *result)
{
    struct value parts[4];
    struct color color;
    for (guint i = 0; i < node->n_args; i++)
        if (!node_run(node->args[i], run, &parts[i]))
            return FALSE;
    g_autofree char *error = color_from_rgba(parts, node->n_args, &color);
    if (error)
        return run_fail(run, node, "%s", error);
    *result = value_store_color(run->evaluation->store, color);
    return TRUE;
}

gboolean eval_to_rgba(const struct node *node, struct run *run, struct value *result)
{
    struct color color;
    if (!node_color(node->args[0], run, &color))
        return FALSE;
    struct value_array *array = value_store_array(run->evaluation->store, 4);
    array->items[0] = value_number(color.red * 255);
    array->items[1] = value_number(color.green * 255);
    array->items[2] = value_number(color.blue * 255);
    array->items[3] = value_number(color.alpha);
    *result = (struct value){.type = VALUE_ARRAY, .array = array};
    return TRUE;
}
