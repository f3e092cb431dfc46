/* Values by their type: MapLibre's validate_array.ts, validate_color.ts and so on. */
#include "style/checker.h"

#include "base/words.h"
#include "style/color.h"
#include "style/operators.h"
#include "style/property_expression.h"
#include "style/style_reader.h"

#include <math.h>
#include <string.h>

/* ---- simple types ---- */

static gboolean check_kind(struct checker *checker, const struct place *place, const char *expected)
{
    if (g_str_equal(json_kind(place->json), expected))
        return TRUE;
    check_error(checker, place, "%s expected, %s found", expected, json_kind(place->json));
    return FALSE;
}

void check_string(struct checker *checker, const struct place *place)
{
    check_kind(checker, place, "string");
}

void check_number(struct checker *checker, const struct place *place, double minimum,
                  double maximum)
{
    char text[VALUE_NUMBER_TEXT], limit[VALUE_NUMBER_TEXT];
    if (!check_kind(checker, place, "number"))
        return;
    double number = json_number_value(place->json);
    if (number < minimum)
        check_error(checker, place, "%s is less than the minimum value %s",
                    value_number_text(number, text), value_number_text(minimum, limit));
    else if (number > maximum)
        check_error(checker, place, "%s is greater than the maximum value %s",
                    value_number_text(number, text), value_number_text(maximum, limit));
}

void check_enum(struct checker *checker, const struct place *place, const char *const *values)
{
    const char *word = json_string_value(place->json);
    if (word && g_strv_contains(values, word))
        return;
    g_autofree char *words = g_strjoinv(", ", (char **)values);
    g_autofree char *found = json_dump_dup(place->json);
    finding_suggest(check_error(checker, place, "expected one of [%s], %s found", words, found),
                    word ? closest_word(word, values) : NULL);
}

static void check_color(struct checker *checker, const struct place *place)
{
    struct color color;
    if (!json_is_string(place->json)) {
        check_error(checker, place, "color expected, %s found", json_kind(place->json));
    } else if (!color_parse(json_string_value(place->json), &color)) {
        g_autofree char *found = json_string_dup(place->json);
        check_error(checker, place, "color expected, \"%s\" found", found);
    }
}

/* ---- lists ---- */

static void check_simple(struct checker *checker, const struct place *place, enum type_kind kind)
{
    if (kind == TYPE_COLOR)
        check_color(checker, place);
    else if (kind == TYPE_NUMBER)
        check_number(checker, place, -INFINITY, INFINITY);
    else
        check_string(checker, place);
}

static gboolean check_length(struct checker *checker, const struct place *place, int length)
{
    if (!check_kind(checker, place, "array"))
        return FALSE;
    if (length < 0 || json_array_size(place->json) == (gsize)length)
        return TRUE;
    check_error(checker, place, "array length %d expected, length %d found", length,
                (int)json_array_size(place->json));
    return FALSE;
}

/* MapLibre's validator does not look at the range of items; what is below it is a slip. */
static void warn_of_minimum(struct checker *checker, const struct place *item, double minimum)
{
    char text[VALUE_NUMBER_TEXT], limit[VALUE_NUMBER_TEXT];
    double number = json_number_value(item->json);
    if (json_is_number(item->json) && number < minimum)
        check_warn(checker, item, "%s is less than the minimum value %s",
                   value_number_text(number, text), value_number_text(minimum, limit));
}

static void check_array(struct checker *checker, const struct place *place,
                        const struct property_type *type)
{
    if (!check_length(checker, place, type->length))
        return;
    for (gsize i = 0; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place item = place_item(place, i);
        if (type->values)
            check_enum(checker, &item, type->values);
        else
            check_simple(checker, &item, type->item);
        warn_of_minimum(checker, &item, type->minimum);
    }
}

static void check_items(struct checker *checker, const struct place *place, enum type_kind kind)
{
    for (gsize i = 0; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place item = place_item(place, i);
        check_simple(checker, &item, kind);
    }
}

/* One value, or any number of them. */
static void check_one_or_more(struct checker *checker, const struct place *place,
                              enum type_kind kind)
{
    if (!json_is_array(place->json))
        check_simple(checker, place, kind);
    else if (json_array_size(place->json) == 0)
        check_error(checker, place, "array length at least 1 expected, length 0 found");
    else
        check_items(checker, place, kind);
}

static void check_padding(struct checker *checker, const struct place *place)
{
    gsize length = json_array_size(place->json);
    if (!json_is_array(place->json))
        check_number(checker, place, -INFINITY, INFINITY);
    else if (length < 1 || length > 4)
        check_error(checker, place, "padding requires 1 to 4 values; %d values found", (int)length);
    else
        check_items(checker, place, TYPE_NUMBER);
}

static void check_anchor_offsets(struct checker *checker, const struct place *place)
{
    static const struct property_type point = {
        .kind = TYPE_ARRAY, .item = TYPE_NUMBER, .length = 2};
    const struct schema_row *anchor = schema_row(schema_find("layout_symbol"), "text-anchor");
    gsize length = json_array_size(place->json);
    if (length < 1 || length % 2 != 0) {
        check_error(checker, place,
                    "variableAnchorOffsetCollection requires a non-empty array of even length");
        return;
    }
    for (gsize i = 0; i < length && !checker->is_full; i += 2) {
        struct place name = place_item(place, i), offset = place_item(place, i + 1);
        check_enum(checker, &name, anchor->type.values);
        check_array(checker, &offset, &point);
    }
}

/* A name; what is written as an array is an expression or wrong. */
static void check_projection(struct checker *checker, const struct place *place)
{
    if (json_is_array(place->json)) {
        g_autofree char *found = json_dump_dup(place->json);
        check_error(checker, place, "projection expected, invalid array %s found", found);
    } else if (!json_is_string(place->json)) {
        check_error(checker, place, "projection expected, invalid type \"%s\" found",
                    json_kind(place->json));
    }
}

/* The corners of an image or a video. */
static void check_coordinates(struct checker *checker, const struct place *place)
{
    static const struct property_type point = {
        .kind = TYPE_ARRAY, .item = TYPE_NUMBER, .length = 2};
    if (!check_length(checker, place, 4))
        return;
    for (gsize i = 0; i < 4; i++) {
        struct place corner = place_item(place, i);
        check_array(checker, &corner, &point);
    }
}

static void check_promote_id(struct checker *checker, const struct place *place)
{
    const char *name;
    json_t *value;
    if (json_is_number(place->json) || json_is_boolean(place->json)) {
        struct style_finding *finding =
            check_error(checker, place, "string expected, number found");
        if (finding)
            finding->has_no_line = TRUE;
    }
    json_object_foreach((json_t *)place->json, name, value)
    {
        struct place member = {.outer = place, .name = name, .json = value};
        check_string(checker, &member);
    }
    if (json_is_array(place->json))
        check_items(checker, place, TYPE_STRING);
}

static void check_version(struct checker *checker, const struct place *place)
{
    if (json_is_number(place->json) && json_number_value(place->json) == 8)
        return;
    g_autofree char *found = json_dump_dup(place->json);
    check_error(checker, place, "expected one of [8], %s found", found);
}

/* ---- by type ---- */

static void check_by_type(struct checker *checker, const struct place *place,
                          const struct schema_row *row, enum expression_use use)
{
    const struct property_type *type = &row->type;
    switch (type->kind) {
    case TYPE_NUMBER:
        check_number(checker, place, type->minimum, type->maximum);
        break;
    case TYPE_BOOLEAN:
        check_kind(checker, place, "boolean");
        break;
    case TYPE_COLOR:
        check_color(checker, place);
        break;
    case TYPE_STRING:
        if (type->values)
            check_enum(checker, place, type->values);
        else
            check_string(checker, place);
        break;
    case TYPE_ARRAY:
        check_array(checker, place, type);
        break;
    case TYPE_FORMATTED:
    case TYPE_IMAGE:
        if (!json_is_string(place->json))
            check_expression(checker, place, row, use);
        break;
    case TYPE_PADDING:
        check_padding(checker, place);
        break;
    case TYPE_NUMBER_ARRAY:
        check_one_or_more(checker, place, TYPE_NUMBER);
        break;
    case TYPE_COLOR_ARRAY:
        check_one_or_more(checker, place, TYPE_COLOR);
        break;
    case TYPE_ANCHOR_OFFSETS:
        check_anchor_offsets(checker, place);
        break;
    case TYPE_PROJECTION:
        check_projection(checker, place);
        break;
    default:
        break;
    }
}

/* ---- by the rules of a member ---- */

static void check_state(struct checker *checker, const struct place *place)
{
    check_kind(checker, place, "object");
}

static void check_sources(struct checker *checker, const struct place *place)
{
    const char *name;
    json_t *value;
    if (!check_kind(checker, place, "object"))
        return;
    if (json_object_size(place->json) > STYLE_MAX_SOURCES) {
        check_error(checker, place, "more than %d sources", STYLE_MAX_SOURCES);
        return;
    }
    json_object_foreach((json_t *)place->json, name, value)
    {
        struct place source = {.outer = place, .name = name, .json = value};
        check_source(checker, &source);
    }
}

static void check_light(struct checker *checker, const struct place *place)
{
    check_keyed_object(checker, place, schema_find(place->name));
}

static void check_transition(struct checker *checker, const struct place *place)
{
    check_object(checker, place, schema_find("transition"), NULL, NULL);
}

/* An array that is no constant of the type may be meant for an expression: MapLibre's text speaks
 * of the array, the hint of the operator. `first` is the finding to get it. */
static void suggest_operator(struct checker *checker, guint first, const json_t *json)
{
    const char *name = json_string_value(json_array_get(json, 0));
    struct style_finding *finding =
        first < checker->findings->len ? checker->findings->pdata[first] : NULL;
    const char *closest = finding && name && !finding->hint ? operator_closest(name) : NULL;
    if (closest)
        finding->hint =
            g_strdup_printf("unknown expression \"%s\", did you mean \"%s\"?", name, closest);
}

/* What is neither a function of the old syntax nor an expression. */
static void check_constant(struct checker *checker, const struct place *place,
                           const struct schema_row *row, enum expression_use use)
{
    guint first = checker->findings->len;
    check_by_type(checker, place, row, use);
    if (row->type.flags & SCHEMA_TAKES_EXPRESSION)
        suggest_operator(checker, first, place->json);
}

void check_by_row(struct checker *checker, const struct place *place, const struct schema_row *row,
                  enum expression_use use)
{
    static void (*const rules[SCHEMA_KIND_COUNT])(struct checker *, const struct place *) = {
        [SCHEMA_VERSION] = check_version,       [SCHEMA_STATE] = check_state,
        [SCHEMA_LIGHT] = check_light,           [SCHEMA_SKY] = check_light,
        [SCHEMA_TERRAIN] = check_light,         [SCHEMA_PROJECTION] = check_light,
        [SCHEMA_SOURCES] = check_sources,       [SCHEMA_SPRITE] = check_sprite,
        [SCHEMA_GLYPHS] = check_glyphs,         [SCHEMA_FONT_FACES] = check_font_faces,
        [SCHEMA_TRANSITION] = check_transition, [SCHEMA_FILTER] = check_filter,
        [SCHEMA_PROMOTE_ID] = check_promote_id, [SCHEMA_COORDINATES] = check_coordinates,
        [SCHEMA_EXPRESSION] = check_state,
    };
    gboolean takes_expression = (row->type.flags & SCHEMA_TAKES_EXPRESSION) != 0;
    if (rules[row->kind])
        rules[row->kind](checker, place);
    else if (takes_expression && json_is_object(place->json))
        check_function(checker, place, row);
    else if (takes_expression && json_is_expression(place->json))
        check_expression(checker, place, row, use);
    else
        check_constant(checker, place, row, use);
}
