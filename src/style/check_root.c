/* What a style has one of, beside its sources and layers: MapLibre's validate_sprite.ts,
 * validate_glyphs_url.ts and validate_font_faces.ts. */
#include "style/checker.h"

#include <string.h>

void check_sprite(struct checker *checker, const struct place *place)
{
    if (!json_is_array(place->json)) {
        check_string(checker, place);
        return;
    }
    for (gsize i = 0; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place item = place_item(place, i);
        check_object(checker, &item, schema_find("sprite"), NULL, NULL);
    }
}

void check_glyphs(struct checker *checker, const struct place *place)
{
    static const char *const tokens[] = {"{fontstack}", "{range}"};
    const char *url = json_string_value(place->json);
    check_string(checker, place);
    for (gsize i = 0; url && i < G_N_ELEMENTS(tokens); i++)
        if (!strstr(url, tokens[i]))
            check_error(checker, place, "\"glyphs\" url must include a \"%s\" token", tokens[i]);
}

/* ---- fonts ---- */

#define MAX_CODE_POINT 0x10FFFF
#define MAX_RANGE_DIGITS 6

/* One to six hexadecimal digits; the text behind them, or NULL. */
static const char *scan_code_point(const char *text, guint *code_point)
{
    guint digits = 0;
    for (*code_point = 0; g_ascii_isxdigit(*text) && digits < MAX_RANGE_DIGITS; digits++)
        *code_point = *code_point * 16 + (guint)g_ascii_xdigit_value(*text++);
    return digits > 0 ? text : NULL;
}

/* "4??": up to five digits, then question marks, together at most six. */
static gboolean is_wildcard(const char *text)
{
    gsize digits = strspn(text, "0123456789abcdefABCDEF");
    gsize marks = strspn(text + digits, "?");
    return marks > 0 && digits < MAX_RANGE_DIGITS && text[digits + marks] == '\0' &&
           digits + marks <= MAX_RANGE_DIGITS;
}

static void check_unicode_range(struct checker *checker, const struct place *place)
{
    const char *text = json_string_value(place->json);
    guint start = 0, end = 0;
    if (!text)
        return; /* told with the array */
    gboolean has_head = g_ascii_strncasecmp(text, "U+", 2) == 0;
    if (has_head && is_wildcard(text + 2))
        return;
    const char *rest = has_head ? scan_code_point(text + 2, &start) : NULL;
    end = start;
    if (rest && *rest == '-')
        rest = scan_code_point(rest + 1, &end);
    if (!rest || *rest)
        check_error(checker, place,
                    "invalid unicode range, expected a value such as \"U+26\", \"U+0-10FFFF\" or "
                    "\"U+4\?\?\"");
    else if (start > MAX_CODE_POINT || end > MAX_CODE_POINT)
        check_error(checker, place,
                    "unicode range is out of bounds, the maximum code point is U+10FFFF");
    else if (start > end)
        check_error(checker, place,
                    "unicode range start must not be greater than its end, but %s is", text);
}

static void check_font_face(struct checker *checker, const struct place *place)
{
    struct place ranges = place_member(place, "unicode-range");
    check_object(checker, place, schema_find("font_face"), NULL, NULL);
    for (gsize i = 0; i < json_array_size(ranges.json) && !checker->is_full; i++) {
        struct place range = place_item(&ranges, i);
        check_unicode_range(checker, &range);
    }
}

static void check_font(struct checker *checker, const struct place *place)
{
    if (json_is_string(place->json))
        return;
    if (!json_is_array(place->json)) {
        check_error(checker, place, "string or array expected, %s found", json_kind(place->json));
        return;
    }
    for (gsize i = 0; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place face = place_item(place, i);
        check_font_face(checker, &face);
    }
}

void check_font_faces(struct checker *checker, const struct place *place)
{
    const char *name;
    json_t *value;
    if (!json_is_object(place->json)) {
        check_error(checker, place, "object expected, %s found", json_kind(place->json));
        return;
    }
    json_object_foreach((json_t *)place->json, name, value)
    {
        struct place font = {.outer = place, .name = name, .json = value};
        check_font(checker, &font);
    }
}
