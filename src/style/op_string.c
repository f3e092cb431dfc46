/* Operators on strings. */
#include "style/operators.h"
#include "style/text_of_value.h"

#include <string.h>

gboolean eval_concat(const struct node *node, struct run *run, struct value *result)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < node->n_args; i++) {
        struct value value;
        if (!node_run(node->args[i], run, &value))
            return FALSE;
        append_value_text(text, value);
    }
    return put_string(result,
                      value_store_string(run->evaluation->store, text->str, (gssize)text->len));
}

/* ---- case: g_utf8_strup() and g_utf8_strdown() ask the process's locale, these do not ---- */

/* The letters that become several, from Unicode's SpecialCasing.txt (without conditions). */
static const struct {
    gunichar from;
    const char *upper;
} expansions[] = {
    {0x00DF, "SS"},  {0x0149, "\xCA\xBCN"}, {0x01F0, "J\xCC\x8C"}, {0x0587, "\xD4\xB5\xD5\x92"},
    {0xFB00, "FF"},  {0xFB01, "FI"},        {0xFB02, "FL"},        {0xFB03, "FFI"},
    {0xFB04, "FFL"}, {0xFB05, "ST"},        {0xFB06, "ST"},
};

static gboolean is_turkish(const struct run *run)
{
    const char *language = run->evaluation->language;
    return language && g_str_has_prefix(language, "tr");
}

static void append_upper(GString *text, gunichar character, gboolean turkish)
{
    if (turkish && character == 'i')
        character = 0x0130;
    for (gsize i = 0; i < G_N_ELEMENTS(expansions); i++)
        if (expansions[i].from == character) {
            g_string_append(text, expansions[i].upper);
            return;
        }
    g_string_append_unichar(text, g_unichar_toupper(character));
}

/* A sigma that ends a word has a form of its own. */
static gboolean ends_word(const char *text, const char *p)
{
    const char *next = g_utf8_next_char(p);
    return p > text && g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(p))) &&
           !(*next && g_unichar_isalpha(g_utf8_get_char(next)));
}

static void append_lower(GString *text, const char *start, const char *p, gboolean turkish)
{
    gunichar character = g_utf8_get_char(p);
    if (character == 0x0130)
        g_string_append(text, turkish ? "i" : "i\xCC\x87");
    else if (turkish && character == 'I')
        g_string_append_unichar(text, 0x0131);
    else if (character == 0x03A3 && ends_word(start, p))
        g_string_append_unichar(text, 0x03C2);
    else
        g_string_append_unichar(text, g_unichar_tolower(character));
}

static gboolean change_case(const struct node *node, struct run *run, struct value *result,
                            gboolean upper)
{
    const char *string;
    if (!node_string(node->args[0], run, &string))
        return FALSE;
    gboolean turkish = is_turkish(run);
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *p = string; *p; p = g_utf8_next_char(p)) {
        if (upper)
            append_upper(text, g_utf8_get_char(p), turkish);
        else
            append_lower(text, string, p, turkish);
    }
    return put_string(result,
                      value_store_string(run->evaluation->store, text->str, (gssize)text->len));
}

gboolean eval_upcase(const struct node *node, struct run *run, struct value *result)
{
    return change_case(node, run, result, TRUE);
}

gboolean eval_downcase(const struct node *node, struct run *run, struct value *result)
{
    return change_case(node, run, result, FALSE);
}

/* ---- split, join ---- */

/* The end of the part that starts at p: the next separator, or the next character without one. */
static const char *part_end(const char *p, const char *separator)
{
    if (*separator)
        return strstr(p, separator);
    const char *next = *p ? g_utf8_next_char(p) : p;
    return *next ? next : NULL;
}

gboolean eval_split(const struct node *node, struct run *run, struct value *result)
{
    const char *text, *separator;
    if (!node_string(node->args[0], run, &text) || !node_string(node->args[1], run, &separator))
        return FALSE;
    struct value_store *store = run->evaluation->store;
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(struct value));
    gsize separator_length = strlen(separator);
    const char *p = text, *end;
    while ((end = part_end(p, separator))) {
        struct value part = value_string(value_store_string(store, p, end - p));
        g_array_append_val(parts, part);
        p = end + separator_length;
    }
    if (*text || separator_length > 0) { /* "" split by "" has no parts */
        struct value part = value_string(value_store_string(store, p, -1));
        g_array_append_val(parts, part);
    }
    struct value_array *array = value_store_array(store, parts->len);
    for (guint i = 0; i < parts->len; i++)
        array->items[i] = g_array_index(parts, struct value, i);
    *result = (struct value){.type = VALUE_ARRAY, .array = array};
    return TRUE;
}

gboolean eval_join(const struct node *node, struct run *run, struct value *result)
{
    const struct value_array *array;
    const char *separator;
    if (!node_array(node->args[0], run, &array) || !node_string(node->args[1], run, &separator))
        return FALSE;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < array->length; i++) {
        if (i > 0)
            g_string_append(text, separator);
        append_value_text(text, array->items[i]);
    }
    return put_string(result,
                      value_store_string(run->evaluation->store, text->str, (gssize)text->len));
}
