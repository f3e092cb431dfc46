#include "style/types.h"

const struct type type_null = {.kind = TYPE_NULL};
const struct type type_number = {.kind = TYPE_NUMBER};
const struct type type_string = {.kind = TYPE_STRING};
const struct type type_boolean = {.kind = TYPE_BOOLEAN};
const struct type type_color = {.kind = TYPE_COLOR};
const struct type type_object = {.kind = TYPE_OBJECT};
const struct type type_array = {.kind = TYPE_ARRAY, .item = &type_value, .length = -1};
const struct type type_value = {.kind = TYPE_VALUE};
const struct type type_error = {.kind = TYPE_ERROR};
const struct type type_collator = {.kind = TYPE_COLLATOR};
const struct type type_formatted = {.kind = TYPE_FORMATTED};
const struct type type_image = {.kind = TYPE_IMAGE};
const struct type type_padding = {.kind = TYPE_PADDING};
const struct type type_number_array = {.kind = TYPE_NUMBER_ARRAY};
const struct type type_color_array = {.kind = TYPE_COLOR_ARRAY};
const struct type type_anchor_offsets = {.kind = TYPE_ANCHOR_OFFSETS};
const struct type type_projection = {.kind = TYPE_PROJECTION};
const struct type type_strings = {.kind = TYPE_ARRAY, .item = &type_string, .length = -1};
const struct type type_four_numbers = {.kind = TYPE_ARRAY, .item = &type_number, .length = 4};

static const struct {
    const struct type *type;
    const char *name;
} kinds[TYPE_KIND_COUNT] = {
    [TYPE_NULL] = {&type_null, "null"},
    [TYPE_NUMBER] = {&type_number, "number"},
    [TYPE_STRING] = {&type_string, "string"},
    [TYPE_BOOLEAN] = {&type_boolean, "boolean"},
    [TYPE_COLOR] = {&type_color, "color"},
    [TYPE_OBJECT] = {&type_object, "object"},
    [TYPE_ARRAY] = {&type_array, "array"},
    [TYPE_VALUE] = {&type_value, "value"},
    [TYPE_ERROR] = {&type_error, "error"},
    [TYPE_COLLATOR] = {&type_collator, "collator"},
    [TYPE_FORMATTED] = {&type_formatted, "formatted"},
    [TYPE_IMAGE] = {&type_image, "resolvedImage"},
    [TYPE_PADDING] = {&type_padding, "padding"},
    [TYPE_NUMBER_ARRAY] = {&type_number_array, "numberArray"},
    [TYPE_COLOR_ARRAY] = {&type_color_array, "colorArray"},
    [TYPE_ANCHOR_OFFSETS] = {&type_anchor_offsets, "variableAnchorOffsetCollection"},
    [TYPE_PROJECTION] = {&type_projection, "projectionDefinition"},
};

const struct type *type_of_kind(enum type_kind kind)
{
    return kinds[kind].type;
}

const struct type *type_array_of(GPtrArray *pool, const struct type *item, int length)
{
    struct type *type = g_new(struct type, 1);
    *type = (struct type){.kind = TYPE_ARRAY, .item = item, .length = length};
    g_ptr_array_add(pool, type);
    return type;
}

static void append_type(GString *text, const struct type *type)
{
    g_string_append(text, kinds[type->kind].name);
    if (type->kind != TYPE_ARRAY || (type->length < 0 && type->item->kind == TYPE_VALUE))
        return;
    g_string_append_c(text, '<');
    append_type(text, type->item);
    if (type->length >= 0)
        g_string_append_printf(text, ", %d", type->length);
    g_string_append_c(text, '>');
}

char *type_text_dup(const struct type *type)
{
    GString *text = g_string_new(NULL);
    append_type(text, type);
    return g_string_free(text, FALSE);
}

gboolean type_accepts(const struct type *expected, const struct type *actual)
{
    if (actual->kind == TYPE_ERROR)
        return TRUE;
    if (expected->kind == TYPE_ARRAY)
        return actual->kind == TYPE_ARRAY &&
               ((actual->length == 0 && actual->item->kind == TYPE_VALUE) ||
                type_accepts(expected->item, actual->item)) &&
               (expected->length < 0 || expected->length == actual->length);
    if (expected->kind == actual->kind)
        return TRUE;
    return expected->kind == TYPE_VALUE && actual->kind != TYPE_COLLATOR;
}

char *type_mismatch_dup(const struct type *expected, const struct type *actual)
{
    g_autofree char *wanted = type_text_dup(expected);
    g_autofree char *found = type_text_dup(actual);
    return g_strdup_printf("Expected %s but found %s instead.", wanted, found);
}

static const enum type_kind kinds_of_values[] = {
    [VALUE_ABSENT] = TYPE_NULL,         [VALUE_NULL] = TYPE_NULL,
    [VALUE_BOOLEAN] = TYPE_BOOLEAN,     [VALUE_NUMBER] = TYPE_NUMBER,
    [VALUE_STRING] = TYPE_STRING,       [VALUE_COLOR] = TYPE_COLOR,
    [VALUE_ARRAY] = TYPE_ARRAY,         [VALUE_OBJECT] = TYPE_OBJECT,
    [VALUE_FORMATTED] = TYPE_FORMATTED, [VALUE_IMAGE] = TYPE_IMAGE,
    [VALUE_COLLATOR] = TYPE_COLLATOR,
};

/* The one kind of all items, else TYPE_VALUE. Two inner arrays never count as of one type, as in
 * MapLibre, where types are compared by identity. */
static enum type_kind item_kind(const struct value_array *array)
{
    if (array->length == 0)
        return TYPE_VALUE;
    enum type_kind kind = kinds_of_values[array->items[0].type];
    for (guint i = 1; i < array->length; i++)
        if (kind == TYPE_ARRAY || kinds_of_values[array->items[i].type] != kind)
            return TYPE_VALUE;
    return kind;
}

const struct type *type_of_value(GPtrArray *pool, struct value value)
{
    enum type_kind kind = kinds_of_values[value.type];
    if (kind != TYPE_ARRAY)
        return type_of_kind(kind);
    enum type_kind items = item_kind(value.array);
    const struct type *item =
        items == TYPE_ARRAY ? type_of_value(pool, value.array->items[0]) : type_of_kind(items);
    return type_array_of(pool, item, (int)value.array->length);
}

char *type_text_of_value_dup(struct value value)
{
    g_autoptr(GPtrArray) pool = g_ptr_array_new_with_free_func(g_free);
    return type_text_dup(type_of_value(pool, value));
}

gboolean type_accepts_value(const struct type *type, const struct value *value)
{
    if (type->kind != TYPE_ARRAY)
        return type->kind == TYPE_VALUE || type->kind == kinds_of_values[value->type];
    if (value->type != VALUE_ARRAY)
        return FALSE;
    const struct value_array *array = value->array;
    if (type->length >= 0 && (guint)type->length != array->length)
        return FALSE;
    if (type->item->kind == TYPE_VALUE || array->length == 0)
        return TRUE;
    enum type_kind items = item_kind(array);
    return items == TYPE_ARRAY ? type_accepts_value(type->item, &array->items[0])
                               : items == type->item->kind;
}
