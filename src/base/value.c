#include "base/value.h"

#include <math.h>
#include <string.h>

/* ---- comparing and looking up ---- */

static gboolean arrays_equal(const struct value_array *a, const struct value_array *b)
{
    if (a->length != b->length)
        return FALSE;
    for (guint i = 0; i < a->length; i++)
        if (!value_equal(a->items[i], b->items[i]))
            return FALSE;
    return TRUE;
}

static gboolean objects_equal(const struct value_object *a, const struct value_object *b)
{
    if (a->length != b->length)
        return FALSE;
    for (guint i = 0; i < a->length; i++)
        if (!value_equal(a->values[i], value_object_get(b, a->keys[i])))
            return FALSE;
    return TRUE;
}

static gboolean colors_equal(const struct color *a, const struct color *b)
{
    return a->red == b->red && a->green == b->green && a->blue == b->blue && a->alpha == b->alpha;
}

gboolean value_equal(struct value a, struct value b)
{
    if (a.type != b.type)
        return FALSE;
    switch (a.type) {
    case VALUE_ABSENT:
    case VALUE_NULL:
        return TRUE;
    case VALUE_BOOLEAN:
        return !a.boolean == !b.boolean;
    case VALUE_NUMBER:
        return a.number == b.number;
    case VALUE_STRING:
    case VALUE_IMAGE:
        return strcmp(a.string, b.string) == 0;
    case VALUE_COLOR:
        return colors_equal(a.color, b.color);
    case VALUE_ARRAY:
        return arrays_equal(a.array, b.array);
    case VALUE_OBJECT:
        return objects_equal(a.object, b.object);
    case VALUE_FORMATTED:
        return a.formatted == b.formatted;
    case VALUE_COLLATOR:
        return a.collator == b.collator;
    }
    return FALSE;
}

struct value value_object_get(const struct value_object *object, const char *key)
{
    for (guint i = 0; i < object->length; i++)
        if (strcmp(object->keys[i], key) == 0)
            return object->values[i];
    return value_absent();
}

/* ---- numbers as text ---- */

#define MAX_DIGITS 17  /* enough for every double */
#define SAFE_DIGITS 15 /* a decimal of so many digits survives the way through a double */

/* Digits (without point) and the power of ten of the first one. */
struct decimal {
    char digits[MAX_DIGITS + 1];
    int n_digits;
    int exponent;
};

/* Splits "1.2345e+06", drops zeros at the end; TRUE when it reads back as `number`. */
static gboolean decimal_with_precision(double number, int precision, struct decimal *decimal)
{
    char format[8], text[G_ASCII_DTOSTR_BUF_SIZE];
    g_snprintf(format, sizeof format, "%%.%de", precision - 1);
    g_ascii_formatd(text, sizeof text, format, number);

    const char *p = text;
    decimal->n_digits = 0;
    for (; *p && *p != 'e'; p++)
        if (g_ascii_isdigit(*p) && decimal->n_digits < MAX_DIGITS)
            decimal->digits[decimal->n_digits++] = *p;
    decimal->exponent = *p == 'e' ? (int)g_ascii_strtoll(p + 1, NULL, 10) : 0;
    while (decimal->n_digits > 1 && decimal->digits[decimal->n_digits - 1] == '0')
        decimal->n_digits--;
    decimal->digits[decimal->n_digits] = '\0';
    return g_ascii_strtod(text, NULL) == number;
}

/* Numbers near the smallest double carry fewer digits than others, so they are tried from one. */
static void shortest_decimal(double number, struct decimal *decimal)
{
    int precision = number < 1e-300 ? 1 : SAFE_DIGITS;
    while (!decimal_with_precision(number, precision, decimal) && precision < MAX_DIGITS)
        precision++;
}

static char *put_zeros(char *out, int count)
{
    for (; count > 0; count--)
        *out++ = '0';
    return out;
}

static char *put_digits(char *out, const struct decimal *decimal, int from, int to)
{
    for (int i = from; i < to && i < decimal->n_digits; i++)
        *out++ = decimal->digits[i];
    return out;
}

/* The layout of ECMA-262's Number::toString: plain from 1e-6 to 1e21, else with an exponent. */
static void put_decimal(char *out, const struct decimal *decimal)
{
    int point = decimal->exponent + 1, n = decimal->n_digits;
    if (point > 21 || point < -5) {
        out = put_digits(out, decimal, 0, 1);
        if (n > 1)
            *out++ = '.';
        out = put_digits(out, decimal, 1, n);
        g_snprintf(out, 8, "e%c%d", decimal->exponent < 0 ? '-' : '+', ABS(decimal->exponent));
        return;
    }
    if (point <= 0) {
        *out++ = '0';
        *out++ = '.';
        out = put_digits(put_zeros(out, -point), decimal, 0, n);
    } else {
        out = put_zeros(put_digits(out, decimal, 0, point), point - n);
        if (n > point)
            *out++ = '.';
        out = put_digits(out, decimal, point, n);
    }
    *out = '\0';
}

const char *value_number_text(double number, char *buffer)
{
    if (isnan(number))
        return strcpy(buffer, "NaN");
    if (isinf(number))
        return strcpy(buffer, number < 0 ? "-Infinity" : "Infinity");
    if (fabs(number) < 1e15 && number == floor(number)) {
        g_snprintf(buffer, VALUE_NUMBER_TEXT, "%" G_GINT64_FORMAT, (gint64)number);
        return buffer;
    }
    struct decimal decimal;
    char *out = buffer;
    if (number < 0)
        *out++ = '-';
    shortest_decimal(fabs(number), &decimal);
    put_decimal(out, &decimal);
    return buffer;
}

/* ---- text as numbers ---- */

/* What the digits of a JSON number say: mantissa * 10^exponent. */
struct scanned {
    guint64 mantissa;
    int exponent;
    gboolean exact; /* the mantissa holds all digits */
};

static const char *scan_digits(const char *p, const char *end, struct scanned *scanned, int scale)
{
    const char *start = p;
    guint64 mantissa = scanned->mantissa;
    for (; p < end; p++) {
        guint digit = (guint)(*p - '0');
        if (digit > 9)
            break;
        if (mantissa >= (G_GUINT64_CONSTANT(1) << 53) / 10)
            scanned->exact = FALSE;
        else
            mantissa = mantissa * 10 + digit;
    }
    scanned->mantissa = mantissa;
    scanned->exponent += scale * (int)MIN(p - start, 100000);
    return p;
}

/* The part after 'e'; NULL where it has no digits. */
static const char *scan_exponent(const char *p, const char *end, struct scanned *scanned)
{
    gboolean negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end || !g_ascii_isdigit(*p))
        return NULL;
    int exponent = 0;
    for (; p < end && g_ascii_isdigit(*p); p++)
        exponent = MIN(exponent * 10 + (*p - '0'), 100000);
    scanned->exponent += negative ? -exponent : exponent;
    return p;
}

/* FALSE unless the text is a JSON number from p to end (the sign is already past). */
static gboolean scan_number(const char *p, const char *end, struct scanned *scanned)
{
    const char *start = p;
    p = scan_digits(p, end, scanned, 0);
    if (p == start || (*start == '0' && p - start > 1))
        return FALSE;
    if (p < end && *p == '.') {
        start = ++p;
        p = scan_digits(p, end, scanned, -1);
        if (p == start)
            return FALSE;
    }
    if (p < end && (*p == 'e' || *p == 'E'))
        p = scan_exponent(p + 1, end, scanned);
    return p == end;
}

static double slow_number(const char *text, gsize length)
{
    char buffer[64];
    if (length < sizeof buffer) {
        memcpy(buffer, text, length);
        buffer[length] = '\0';
        return g_ascii_strtod(buffer, NULL);
    }
    g_autofree char *copy = g_strndup(text, length);
    return g_ascii_strtod(copy, NULL);
}

gboolean value_number_parse(const char *text, gsize length, double *number)
{
    /* Powers of ten that a double holds exactly: one rounding makes the result the nearest. */
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    struct scanned scanned = {.exact = TRUE};
    gboolean negative = length > 0 && text[0] == '-';
    if (!scan_number(text + negative, text + length, &scanned))
        return FALSE;
    double result;
    if (scanned.exact && ABS(scanned.exponent) < (int)G_N_ELEMENTS(powers)) {
        double mantissa = (double)scanned.mantissa;
        result = scanned.exponent < 0 ? mantissa / powers[-scanned.exponent]
                                      : mantissa * powers[scanned.exponent];
    } else {
        result = slow_number(text + negative, length - (gsize)negative);
    }
    if (!isfinite(result)) /* 1e400 is no number that a double can hold: it stays text */
        return FALSE;
    *number = negative ? -result : result;
    return TRUE;
}

/* ---- memory for values ---- */

#define BLOCK_BYTES ((gsize)16 * 1024)

struct block {
    struct block *next;
    gsize size, used; /* of bytes */
    /* aligned for every type that a value holds */
    _Alignas(16) char bytes[];
};

/* Blocks from newest to oldest; the oldest is kept when the store is cleared, so that a store that
 * is cleared for each feature allocates nothing. */
struct value_store {
    struct block *blocks;
};

static struct block *block_new(struct block *next, gsize size)
{
    struct block *block = g_malloc(sizeof *block + size);
    *block = (struct block){.next = next, .size = size};
    return block;
}

struct value_store *value_store_new(void)
{
    struct value_store *store = g_new0(struct value_store, 1);
    store->blocks = block_new(NULL, BLOCK_BYTES);
    return store;
}

void value_store_clear(struct value_store *store)
{
    while (store->blocks->next) {
        struct block *block = store->blocks;
        store->blocks = block->next;
        g_free(block);
    }
    store->blocks->used = 0;
}

void value_store_free(struct value_store *store)
{
    if (!store)
        return;
    value_store_clear(store);
    g_free(store->blocks);
    g_free(store);
}

static void *store_bytes(struct value_store *store, gsize size, gsize alignment)
{
    struct block *block = store->blocks;
    gsize start = (block->used + alignment - 1) & ~(alignment - 1);
    if (start > block->size || size > block->size - start) {
        block = store->blocks = block_new(block, MAX(size, BLOCK_BYTES));
        start = 0;
    }
    block->used = start + size;
    return block->bytes + start;
}

static void *store_items(struct value_store *store, gsize count, gsize item_size)
{
    g_assert(count <= G_MAXSIZE / 2 / item_size);
    return store_bytes(store, count * item_size, 8);
}

const char *value_store_string(struct value_store *store, const char *text, gssize length)
{
    gsize bytes = length < 0 ? strlen(text) : (gsize)length;
    char *copy = store_bytes(store, bytes + 1, 1);
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return copy;
}

struct value_array *value_store_array(struct value_store *store, guint length)
{
    struct value_array *array = store_items(store, 1, sizeof *array);
    array->length = length;
    array->items = store_items(store, length, sizeof *array->items);
    for (guint i = 0; i < length; i++)
        array->items[i] = value_null();
    return array;
}

struct value_object *value_store_object(struct value_store *store, guint length)
{
    struct value_object *object = store_items(store, 1, sizeof *object);
    object->length = length;
    object->keys = store_items(store, length, sizeof *object->keys);
    object->values = store_items(store, length, sizeof *object->values);
    for (guint i = 0; i < length; i++) {
        object->keys[i] = NULL;
        object->values[i] = value_null();
    }
    return object;
}

struct value value_store_color(struct value_store *store, struct color color)
{
    struct color *copy = store_items(store, 1, sizeof *copy);
    *copy = color;
    return value_color(copy);
}

struct value_formatted *value_store_formatted(struct value_store *store, guint length)
{
    struct value_formatted *formatted = store_items(store, 1, sizeof *formatted);
    formatted->length = length;
    formatted->sections = store_items(store, length, sizeof *formatted->sections);
    for (guint i = 0; i < length; i++)
        formatted->sections[i] = (struct value_section){.text = ""};
    return formatted;
}

struct value_collator *value_store_collator(struct value_store *store)
{
    struct value_collator *collator = store_items(store, 1, sizeof *collator);
    *collator = (struct value_collator){FALSE, FALSE, NULL};
    return collator;
}

static const char *copy_text(struct value_store *store, const char *text)
{
    return text ? value_store_string(store, text, -1) : NULL;
}

static struct value copy_formatted(struct value_store *store, const struct value_formatted *from)
{
    struct value_formatted *formatted = value_store_formatted(store, from->length);
    for (guint i = 0; i < from->length; i++) {
        const struct value_section *section = &from->sections[i];
        formatted->sections[i] = (struct value_section){
            .text = copy_text(store, section->text),
            .image = copy_text(store, section->image),
            .scale = section->scale,
            .fonts = copy_text(store, section->fonts),
            .color = section->color ? value_store_color(store, *section->color).color : NULL,
            .vertical_align = copy_text(store, section->vertical_align),
        };
    }
    return (struct value){.type = VALUE_FORMATTED, .formatted = formatted};
}

static struct value copy_collator(struct value_store *store, const struct value_collator *from)
{
    struct value_collator *collator = value_store_collator(store);
    *collator = *from;
    collator->locale = copy_text(store, from->locale);
    return (struct value){.type = VALUE_COLLATOR, .collator = collator};
}

static struct value copy_array(struct value_store *store, const struct value_array *from)
{
    struct value_array *array = value_store_array(store, from->length);
    for (guint i = 0; i < from->length; i++)
        array->items[i] = value_store_copy(store, from->items[i]);
    return (struct value){.type = VALUE_ARRAY, .array = array};
}

static struct value copy_object(struct value_store *store, const struct value_object *from)
{
    struct value_object *object = value_store_object(store, from->length);
    for (guint i = 0; i < from->length; i++) {
        object->keys[i] = value_store_string(store, from->keys[i], -1);
        object->values[i] = value_store_copy(store, from->values[i]);
    }
    return (struct value){.type = VALUE_OBJECT, .object = object};
}

struct value value_store_copy(struct value_store *store, struct value value)
{
    switch (value.type) {
    case VALUE_STRING:
    case VALUE_IMAGE:
        value.string = value_store_string(store, value.string, -1);
        return value;
    case VALUE_COLOR:
        return value_store_color(store, *value.color);
    case VALUE_ARRAY:
        return copy_array(store, value.array);
    case VALUE_OBJECT:
        return copy_object(store, value.object);
    case VALUE_FORMATTED:
        return copy_formatted(store, value.formatted);
    case VALUE_COLLATOR:
        return copy_collator(store, value.collator);
    default:
        return value;
    }
}
