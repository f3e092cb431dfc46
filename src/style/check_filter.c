/* Filters of both syntaxes: MapLibre's validate_filter.ts, and the search for one inside the other
 * of feature_filter/index.ts. */
#include "style/checker.h"

#include "style/legacy.h"
#include "style/parse.h"

#include <string.h>

static const char *const operators[] = {"==",  "!=",  ">",   ">=",   "<",   "<=",   "in",
                                        "!in", "all", "any", "none", "has", "!has", NULL};
static const char *const geometries[] = {"Point", "LineString", "Polygon", NULL};

static gboolean is_one_of(const char *word, const char *const *words)
{
    return word && g_strv_contains(words, word);
}

static gboolean has_string(const json_t *filter, gsize index)
{
    return json_is_string(json_array_get(filter, index));
}

/* ---- the old syntax inside expressions ---- */

static gboolean is_compare(const char *name)
{
    static const char *const names[] = {"==", "!=", "<", "<=", ">", ">=", NULL};
    return is_one_of(name, names);
}

static json_t *property_getter(const json_t *name)
{
    const char *text = json_string_value(name);
    return g_str_equal(text, "$type") ? json_pack("[s]", "geometry-type")
           : g_str_equal(text, "$id") ? json_pack("[s]", "id")
                                      : json_pack("[sO]", "get", (json_t *)name);
}

static json_t *negated_if(gboolean negate, json_t *expression)
{
    return negate ? json_pack("[so]", "!", expression) : expression;
}

static json_t *values_from(const json_t *filter, gsize start)
{
    json_t *values = json_array();
    for (gsize i = start; i < json_array_size(filter); i++)
        json_array_append(values, json_array_get(filter, i));
    return values;
}

/* What to write instead; NULL where there is nothing that is the same. */
static json_t *replacement(const json_t *filter)
{
    const char *name = json_string_value(json_array_get(filter, 0));
    json_t *property = json_array_get(filter, 1);
    gsize length = json_array_size(filter);
    if (!name || !json_is_string(property))
        return NULL;
    if (is_compare(name))
        return length == 3
                   ? json_pack("[soO]", name, property_getter(property), json_array_get(filter, 2))
                   : NULL;
    if (g_str_equal(name, "in") || g_str_equal(name, "!in"))
        return negated_if(*name == '!', json_pack("[so[so]]", "in", property_getter(property),
                                                  "literal", values_from(filter, 2)));
    if ((g_str_equal(name, "has") || g_str_equal(name, "!has")) && length == 2 &&
        *json_string_value(property) != '$')
        return negated_if(*name == '!', json_pack("[sO]", "has", property));
    return NULL;
}

static void warn_of_mixed(struct checker *checker, const struct place *place)
{
    const char *name = json_string_value(json_array_get(place->json, 0));
    g_autofree char *found = json_dump_dup(place->json);
    json_t *better = replacement(place->json);
    g_autofree char *suggestion = better ? json_dump_dup(better) : NULL;
    struct style_finding *finding;
    if (name && (*name == '<' || *name == '>') && is_compare(name) &&
        g_strcmp0(json_string_value(json_array_get(place->json, 1)), "$type") == 0)
        finding = check_warn(checker, place, "\"$type\" cannot be use with operator \"%s\"", name);
    else if (suggestion)
        finding = check_warn(checker, place,
                             "Mixing deprecated filter syntax with expression syntax is not "
                             "supported. Replace %s with %s.",
                             found, suggestion);
    else
        finding = check_warn(checker, place,
                             "Mixing deprecated filter syntax with expression syntax is not "
                             "supported. Convert %s to expression syntax.",
                             found);
    if (finding)
        finding->is_ours = FALSE;
    json_decref(better);
}

/* Which items of an expression are filters themselves. */
static gboolean is_filter_item(const char *name, gsize index, gsize length)
{
    static const char *const groups[] = {"all", "any", "none", NULL};
    return is_one_of(name, groups) || (g_strcmp0(name, "!") == 0 && index == 1) ||
           (g_strcmp0(name, "case") == 0 && index % 2 == 1 && index < length - 1);
}

/* How many values the filter has, `most` at most. */
static guint count_values(const json_t *json, guint most)
{
    guint count = 1;
    for (gsize i = 0; i < json_array_size(json) && count < most; i++)
        count += count_values(json_array_get(json, i), most - count);
    return count;
}

/* Warns of the first filter of the old syntax inside an expression; TRUE when there is one. */
static gboolean find_mixed(struct checker *checker, const struct place *place, guint depth)
{
    const char *name = json_string_value(json_array_get(place->json, 0));
    gsize length = json_array_size(place->json);
    if (!name || depth > EXPRESSION_MAX_DEPTH)
        return FALSE;
    for (gsize i = 1; i < length; i++) {
        struct place item = place_item(place, i);
        if (!is_filter_item(name, i, length) || !json_is_array(item.json))
            continue;
        if (!legacy_filter_is_expression(item.json)) {
            warn_of_mixed(checker, &item);
            return TRUE;
        }
        if (find_mixed(checker, &item, depth + 1))
            return TRUE;
    }
    return FALSE;
}

/* ---- the old syntax ---- */

static void check_old(struct checker *checker, const struct place *place);

static void check_tested_value(struct checker *checker, const struct place *place, gboolean is_type)
{
    if (is_type)
        check_enum(checker, place, geometries);
    else if (!json_is_string(place->json) && !json_is_number(place->json) &&
             !json_is_boolean(place->json))
        check_error(checker, place, "string, number, or boolean expected, %s found",
                    json_kind(place->json));
}

static void check_test(struct checker *checker, const struct place *place)
{
    const char *property = json_string_value(json_array_get(place->json, 1));
    struct place name = place_item(place, 1);
    gboolean is_type = g_strcmp0(property, "$type") == 0;
    if (name.json)
        check_string(checker, &name);
    for (gsize i = 2; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place item = place_item(place, i);
        check_tested_value(checker, &item, is_type);
    }
}

static void check_comparison(struct checker *checker, const struct place *place, const char *name)
{
    if ((*name == '<' || *name == '>') && has_string(place->json, 1) &&
        g_str_equal(json_string_value(json_array_get(place->json, 1)), "$type"))
        check_error(checker, place, "\"$type\" cannot be use with operator \"%s\"", name);
    if (json_array_size(place->json) != 3)
        check_error(checker, place, "filter array for operator \"%s\" must have 3 elements", name);
    check_test(checker, place);
}

static void check_has(struct checker *checker, const struct place *place, const char *name)
{
    struct place property = place_item(place, 1);
    if (json_array_size(place->json) != 2)
        check_error(checker, place, "filter array for \"%s\" operator must have 2 elements", name);
    else
        check_string(checker, &property);
}

static void check_group(struct checker *checker, const struct place *place)
{
    for (gsize i = 1; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place item = place_item(place, i);
        check_old(checker, &item);
    }
}

static void check_old(struct checker *checker, const struct place *place)
{
    struct place head = place_item(place, 0);
    const char *name = json_string_value(head.json);
    if (!json_is_array(place->json)) {
        check_error(checker, place, "array expected, %s found", json_kind(place->json));
        return;
    }
    if (!head.json) {
        check_error(checker, place, "filter array must have at least 1 element");
        return;
    }
    check_enum(checker, &head, operators);
    if (is_compare(name))
        check_comparison(checker, place, name);
    else if (g_strcmp0(name, "in") == 0 || g_strcmp0(name, "!in") == 0)
        check_test(checker, place);
    else if (g_strcmp0(name, "has") == 0 || g_strcmp0(name, "!has") == 0)
        check_has(checker, place, name);
    else if (is_one_of(name, operators))
        check_group(checker, place);
}

/* ---- the whole ---- */

void check_filter(struct checker *checker, const struct place *place)
{
    if (!legacy_filter_is_expression(place->json)) {
        check_old(checker, place);
        return;
    }
    if (count_values(place->json, EXPRESSION_MAX_PARSED) < EXPRESSION_MAX_PARSED)
        find_mixed(checker, place, 0); /* else it is refused, and to search it would take long */
    check_expression(checker, place, NULL, USE_FILTER);
}
