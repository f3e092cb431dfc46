#include "base/json_text.h"

#include "base/error.h"

#include <string.h>

/* Where the last search went: the outermost array on its way and the item in it. The findings of a
 * style come layer by layer, and a large style would be read from its start for each of them. */
struct json_place {
    char *array_pointer; /* NULL: nothing found yet */
    const char *array;   /* its opening bracket */
    guint64 index;
    const char *item;
    guint line, column; /* of the item */
};

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct json_text *json_text_parse(const char *name, const char *text, gsize length, GError **error)
{
    if (length >= 3 && memcmp(text, BYTE_ORDER_MARK, 3) == 0) {
        text += 3;
        length -= 3;
    }
    /* Numbers are doubles, as in JavaScript: an integer of 20 digits is no error there. */
    json_error_t problem;
    json_t *root = json_loadb(text, length, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &problem);
    if (!root) {
        g_autofree char *what = printable_dup(problem.text);
        set_data_error(error, name, problem.line > 0 ? (guint)problem.line : 0, "not JSON: %s",
                       what);
        return NULL;
    }
    struct json_text *json = g_new0(struct json_text, 1);
    json->path = g_strdup(name);
    json->text = g_malloc(length + 1);
    memcpy(json->text, text, length);
    json->text[length] = '\0';
    json->length = length;
    json->root = root;
    json->last = g_new0(struct json_place, 1);
    return json;
}

struct json_text *json_text_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) problem = NULL;
    if (!g_file_get_contents(path, &text, &length, &problem)) {
        set_data_error(error, path, 0, "cannot be read: %s",
                       problem->code == G_FILE_ERROR_NOENT ? "no such file" : problem->message);
        return NULL;
    }
    return json_text_parse(path, text, length, error);
}

void json_text_free(struct json_text *json)
{
    if (!json)
        return;
    json_decref(json->root);
    g_free(json->last->array_pointer);
    g_free(json->last);
    g_free(json->path);
    g_free(json->text);
    g_free(json);
}

/* ---- from a pointer to a place in the text: all of it relies on jansson having parsed it ---- */

static const char *skip_blanks(const char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        p++;
    return p;
}

/* From the opening quote to behind the closing one. */
static const char *skip_string(const char *p)
{
    for (p++; *p && *p != '"'; p++)
        if (*p == '\\' && p[1])
            p++;
    return *p ? p + 1 : p;
}

/* To behind the value; an array or object by counting brackets. */
static const char *skip_value(const char *p)
{
    gsize depth = 0;
    do {
        if (*p == '"') {
            p = skip_string(p);
            continue;
        }
        if (*p == '[' || *p == '{')
            depth++;
        else if (*p == ']' || *p == '}')
            depth--;
        else if (!strchr(" \t\r\n,:", *p))
            while (p[1] && !strchr(" \t\r\n,:[]{}\"", p[1]))
                p++;
        p++;
    } while (*p && depth > 0);
    return p;
}

/* Is the JSON string at p (quotes and escapes included) this key? */
static gboolean string_is(const char *p, const char *key)
{
    gsize length = (gsize)(skip_string(p) - p);
    if (memchr(p, '\\', length) == NULL)
        return length == strlen(key) + 2 && memcmp(p + 1, key, length - 2) == 0;
    json_t *string = json_loadb(p, length, JSON_DECODE_ANY, NULL);
    gboolean same = string && g_str_equal(json_string_value(string), key);
    json_decref(string);
    return same;
}

/* The value of a key in the object at p, NULL when there is none; a repeated key's last one. */
static const char *member(const char *p, const char *key)
{
    const char *found = NULL;
    for (p = skip_blanks(p + 1); *p == '"';) {
        const char *name = p;
        const char *value = skip_blanks(skip_string(p));
        value = skip_blanks(*value == ':' ? value + 1 : value);
        if (string_is(name, key))
            found = value;
        p = skip_blanks(skip_value(value));
        if (*p == ',')
            p = skip_blanks(p + 1);
    }
    return found;
}

/* The wanted-th item after the one at p; NULL when there are fewer. */
static const char *item_after(const char *p, guint64 wanted)
{
    for (; *p && *p != ']'; wanted--) {
        if (wanted == 0)
            return p;
        p = skip_blanks(skip_value(p));
        if (*p == ',')
            p = skip_blanks(p + 1);
    }
    return NULL;
}

static gboolean index_parse(const char *text, guint64 *index)
{
    return g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT, index, NULL);
}

static const char *element(const char *p, const char *index)
{
    guint64 wanted;
    return index_parse(index, &wanted) ? item_after(skip_blanks(p + 1), wanted) : NULL;
}

/* One part of a pointer, its escapes (RFC 6901: ~1 is '/', ~0 is '~') undone. */
static char *pointer_part_dup(const char *part, const char *end)
{
    GString *text = g_string_new(NULL);
    for (; part < end; part++) {
        if (*part == '~' && part + 1 < end && (part[1] == '0' || part[1] == '1'))
            g_string_append_c(text, *++part == '0' ? '~' : '/');
        else
            g_string_append_c(text, *part);
    }
    return g_string_free(text, FALSE);
}

/* Moves line and column on from one place to a later one. */
static void count_lines(const char *from, const char *to, guint *line, guint *column)
{
    for (const char *p = from; p < to; p++) {
        if (*p == '\n') {
            ++*line;
            *column = 1;
        } else if (((guchar)*p & 0xC0) != 0x80) { /* not inside a UTF-8 character */
            ++*column;
        }
    }
}

static gboolean is_below(const char *pointer, const char *parent)
{
    gsize length = parent ? strlen(parent) : 0;
    return parent && strncmp(pointer, parent, length) == 0 && pointer[length] == '/';
}

/* The item of an outermost array: from the last one found when that comes before it. */
static const char *outermost_item(const struct json_text *json, const char *array,
                                  const char *array_pointer, const char *index)
{
    struct json_place *last = json->last;
    guint64 wanted;
    if (!index_parse(index, &wanted))
        return NULL;
    if (last->array != array || wanted < last->index) {
        g_free(last->array_pointer);
        *last =
            (struct json_place){g_strdup(array_pointer), array, 0, skip_blanks(array + 1), 1, 1};
        count_lines(json->text, last->item, &last->line, &last->column);
    }
    const char *item = item_after(last->item, wanted - last->index);
    if (item) {
        count_lines(last->item, item, &last->line, &last->column);
        last->index = wanted;
        last->item = item;
    }
    return item;
}

/* The value that the pointer leads to, or the nearest parent; *item is where json->last stands when
 * the value is in it, else NULL. */
static const char *find(const struct json_text *json, const char *pointer, const char **item)
{
    const char *start = pointer;
    const char *p = skip_blanks(json->text);
    *item = NULL;
    if (is_below(pointer, json->last->array_pointer)) {
        p = json->last->array;
        pointer += strlen(json->last->array_pointer);
    }
    while (*pointer == '/') {
        const char *end = pointer + 1 + strcspn(pointer + 1, "/");
        g_autofree char *part = pointer_part_dup(pointer + 1, end);
        g_autofree char *before = g_strndup(start, (gsize)(pointer - start));
        gboolean is_outermost = *p == '[' && !*item;
        const char *next = *p == '{'      ? member(p, part)
                           : is_outermost ? outermost_item(json, p, before, part)
                           : *p == '['    ? element(p, part)
                                          : NULL;
        if (!next)
            return p;
        if (is_outermost)
            *item = next;
        p = next;
        pointer = end;
    }
    return p;
}

void json_text_locate(const struct json_text *json, const char *pointer, guint *line, guint *column)
{
    *line = *column = 1;
    if (*pointer == '\0')
        return;
    const char *item;
    const char *place = find(json, pointer, &item);
    if (item) {
        *line = json->last->line;
        *column = json->last->column;
    }
    count_lines(item ? item : json->text, place, line, column);
}

/* ---- values ---- */

const char *json_kind(const json_t *json)
{
    return !json                   ? "undefined"
           : json_is_string(json)  ? "string"
           : json_is_number(json)  ? "number"
           : json_is_boolean(json) ? "boolean"
           : json_is_null(json)    ? "null"
           : json_is_array(json)   ? "array"
                                   : "object";
}

static struct value array_from_json(struct value_store *store, const json_t *json)
{
    gsize length = json_array_size(json);
    struct value_array *array = value_store_array(store, (guint)length);
    for (gsize i = 0; i < length; i++)
        array->items[i] = value_from_json(store, json_array_get(json, i));
    return (struct value){.type = VALUE_ARRAY, .array = array};
}

static struct value object_from_json(struct value_store *store, const json_t *json)
{
    struct value_object *object = value_store_object(store, (guint)json_object_size(json));
    const char *key;
    json_t *member_value;
    guint i = 0;
    /* the iterator wants a json_t that is not const but changes nothing */
    json_object_foreach((json_t *)json, key, member_value)
    {
        object->keys[i] = value_store_string(store, key, -1);
        object->values[i++] = value_from_json(store, member_value);
    }
    return (struct value){.type = VALUE_OBJECT, .object = object};
}

struct value value_from_json(struct value_store *store, const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return object_from_json(store, json);
    case JSON_ARRAY:
        return array_from_json(store, json);
    case JSON_STRING:
        return value_string(value_store_string(store, json_string_value(json), -1));
    case JSON_INTEGER:
    case JSON_REAL:
        return value_number(json_number_value(json));
    case JSON_TRUE:
    case JSON_FALSE:
        return value_boolean(json_is_true(json));
    case JSON_NULL:
        break;
    }
    return value_null();
}
