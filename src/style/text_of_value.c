#include "style/text_of_value.h"

#include <math.h>
#include <string.h>

static void append_number(GString *text, double number)
{
    char buffer[VALUE_NUMBER_TEXT];
    g_string_append(text, value_number_text(number, buffer));
}

/* Components as whole numbers of 255, alpha as it is. */
static void append_color(GString *text, struct color color)
{
    const double parts[] = {color.red, color.green, color.blue};
    g_string_append(text, "rgba(");
    for (int i = 0; i < 3; i++) {
        append_number(text, floor(parts[i] * 255 + 0.5));
        g_string_append_c(text, ',');
    }
    append_number(text, color.alpha);
    g_string_append_c(text, ')');
}

void append_value_text(GString *text, struct value value)
{
    switch (value.type) {
    case VALUE_ABSENT:
    case VALUE_NULL:
        break;
    case VALUE_STRING:
    case VALUE_IMAGE:
        g_string_append(text, value.string);
        break;
    case VALUE_FORMATTED:
        for (guint i = 0; i < value.formatted->length; i++)
            g_string_append(text, value.formatted->sections[i].text);
        break;
    case VALUE_COLOR:
        append_color(text, *value.color);
        break;
    case VALUE_NUMBER:
        append_number(text, value.number);
        break;
    default:
        append_json(text, value);
    }
}

const char *value_text(struct value_store *store, struct value value)
{
    char buffer[VALUE_NUMBER_TEXT];
    if (value.type == VALUE_STRING || value.type == VALUE_IMAGE)
        return value.string;
    if (value_is_empty(value))
        return "";
    if (value.type == VALUE_NUMBER)
        return value_store_string(store, value_number_text(value.number, buffer), -1);
    g_autoptr(GString) text = g_string_new(NULL);
    append_value_text(text, value);
    return value_store_string(store, text->str, (gssize)text->len);
}

/* ---- JSON ---- */

static void append_json_string(GString *text, const char *string)
{
    static const char escapes[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    g_string_append_c(text, '"');
    for (const char *p = string; *p; p++) {
        const char *escape = NULL;
        for (const char *e = escapes; *e && !escape; e += 2)
            if (*e == *p)
                escape = e + 1;
        if (escape)
            g_string_append_printf(text, "\\%c", *escape);
        else if ((guchar)*p < 0x20)
            g_string_append_printf(text, "\\u%04x", (guchar)*p);
        else
            g_string_append_c(text, *p);
    }
    g_string_append_c(text, '"');
}

/* MapLibre's colours are objects with alpha multiplied in. */
static void append_json_color(GString *text, struct color color)
{
    const double parts[] = {color.red * color.alpha, color.green * color.alpha,
                            color.blue * color.alpha, color.alpha};
    for (int i = 0; i < 4; i++) {
        g_string_append_printf(text, "%s\"%c\":", i ? "," : "{", "rgba"[i]);
        append_number(text, parts[i]);
    }
    g_string_append_c(text, '}');
}

static void append_json_array(GString *text, const struct value_array *array)
{
    g_string_append_c(text, '[');
    for (guint i = 0; i < array->length; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        append_json(text, array->items[i]);
    }
    g_string_append_c(text, ']');
}

static void append_json_object(GString *text, const struct value_object *object)
{
    g_string_append_c(text, '{');
    for (guint i = 0; i < object->length; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        append_json_string(text, object->keys[i]);
        g_string_append_c(text, ':');
        append_json(text, object->values[i]);
    }
    g_string_append_c(text, '}');
}

static void append_json_text(GString *text, const char *key, const char *string)
{
    g_string_append_printf(text, "\"%s\":", key);
    if (string)
        append_json_string(text, string);
    else
        g_string_append(text, "null");
}

/* Images are objects in MapLibre; here any name may stand for one. */
static void append_json_image(GString *text, const char *name)
{
    g_string_append_c(text, '{');
    append_json_text(text, "name", name);
    g_string_append_c(text, '}');
}

static void append_json_section(GString *text, const struct value_section *section)
{
    g_string_append_c(text, '{');
    append_json_text(text, "text", section->text);
    g_string_append(text, ",\"image\":");
    if (section->image)
        append_json_image(text, section->image);
    else
        g_string_append(text, "null");
    g_string_append(text, ",\"scale\":");
    append_json(text, section->scale != 0 ? value_number(section->scale) : value_null());
    g_string_append_c(text, ',');
    append_json_text(text, "fontStack", section->fonts);
    g_string_append(text, ",\"textColor\":");
    append_json(text, section->color ? value_color(section->color) : value_null());
    g_string_append_c(text, ',');
    append_json_text(text, "verticalAlign", section->vertical_align);
    g_string_append_c(text, '}');
}

static void append_json_formatted(GString *text, const struct value_formatted *formatted)
{
    g_string_append(text, "{\"sections\":[");
    for (guint i = 0; i < formatted->length; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        append_json_section(text, &formatted->sections[i]);
    }
    g_string_append(text, "]}");
}

void append_json(GString *text, struct value value)
{
    switch (value.type) {
    case VALUE_ABSENT:
    case VALUE_NULL:
        g_string_append(text, "null");
        break;
    case VALUE_BOOLEAN:
        g_string_append(text, value.boolean ? "true" : "false");
        break;
    case VALUE_NUMBER: /* JSON has no name for what is not finite */
        if (isfinite(value.number))
            append_number(text, value.number);
        else
            g_string_append(text, "null");
        break;
    case VALUE_STRING:
        append_json_string(text, value.string);
        break;
    case VALUE_COLOR:
        append_json_color(text, *value.color);
        break;
    case VALUE_ARRAY:
        append_json_array(text, value.array);
        break;
    case VALUE_OBJECT:
        append_json_object(text, value.object);
        break;
    case VALUE_FORMATTED:
        append_json_formatted(text, value.formatted);
        break;
    case VALUE_IMAGE:
        append_json_image(text, value.string);
        break;
    case VALUE_COLLATOR:
        g_string_append(text, "{}");
        break;
    }
}

char *value_json_dup(struct value value)
{
    GString *text = g_string_new(NULL);
    append_json(text, value);
    return g_string_free(text, FALSE);
}

/* ---- text to number ---- */

/* "0x1F", "0b101", "0o17"; -1 when it is no such number. */
static double number_with_radix(const char *text, gsize length)
{
    guint base = length > 2 && text[0] == '0' ? (guchar)g_ascii_tolower(text[1]) : 0;
    base = base == 'x' ? 16 : base == 'o' ? 8 : base == 'b' ? 2 : 0;
    if (base == 0)
        return -1;
    double number = 0;
    for (gsize i = 2; i < length; i++) {
        int digit = g_ascii_xdigit_value(text[i]);
        if (digit < 0 || (guint)digit >= base)
            return -1;
        number = number * base + digit;
    }
    return number;
}

double number_of_text(const char *text)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    gsize length = strlen(trimmed);
    if (length == 0)
        return 0;
    double number = number_with_radix(trimmed, length);
    if (number >= 0)
        return number;
    if (value_number_parse(trimmed, length, &number))
        return number;
    gboolean negative = trimmed[0] == '-';
    const char *digits = trimmed + (negative || trimmed[0] == '+');
    if (g_str_equal(digits, "Infinity"))
        return negative ? -INFINITY : INFINITY;
    /* what JavaScript takes beyond JSON: "+1", "01", ".5", "5.", "1e999" */
    if (strspn(digits, "0123456789.eE+-") != strlen(digits) || *digits == '-' || *digits == '+')
        return NAN;
    char *end;
    number = g_ascii_strtod(trimmed, &end);
    return *end == '\0' && end != trimmed ? number : NAN;
}

/* ---- order ---- */

/* Where a character sorts by its first UTF-16 unit: those beyond 0xFFFF start with a surrogate. */
static guint32 first_unit(gunichar character)
{
    return character > 0xFFFF ? 0xD800 + ((character - 0x10000) >> 10) : character;
}

int compare_texts(const char *a, const char *b)
{
    const char *start = a;
    while (*a && *a == *b) {
        a++;
        b++;
    }
    if (!(((guchar)*a | (guchar)*b) & 0x80))
        return (guchar)*a - (guchar)*b;
    while (a > start && (((guchar)*a & 0xC0) == 0x80 || ((guchar)*b & 0xC0) == 0x80)) {
        a--; /* both stand behind the same bytes: back to the character's first */
        b--;
    }
    gunichar ca = *a ? g_utf8_get_char(a) : 0, cb = *b ? g_utf8_get_char(b) : 0;
    guint32 ua = first_unit(ca), ub = first_unit(cb);
    return ua != ub ? (ua < ub ? -1 : 1) : (ca < cb ? -1 : ca > cb);
}
