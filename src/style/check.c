/* Findings, places and objects: what all of the checker uses; and the way in. */
#include "style/checker.h"

#include "base/error.h"
#include "style/text_of_value.h"

#include <string.h>

/* Nobody reads more, and each costs a look at the text. */
#define MAX_FINDINGS 1000
#define LONGEST_QUOTE 120   /* characters */
#define LONGEST_MESSAGE 300 /* types of nested arrays can be long */

/* ---- places ---- */

struct place place_member(const struct place *outer, const char *name)
{
    return (struct place){.outer = outer, .name = name, .json = json_object_get(outer->json, name)};
}

struct place place_item(const struct place *outer, gsize index)
{
    return (struct place){
        .outer = outer, .index = index, .json = json_array_get(outer->json, index)};
}

static GPtrArray *places_from_root(const struct place *place)
{
    GPtrArray *places = g_ptr_array_new();
    for (; place->outer; place = place->outer)
        g_ptr_array_insert(places, 0, (void *)place);
    return places;
}

static void append_pointer_part(GString *text, const char *part)
{
    g_string_append_c(text, '/');
    for (; *part; part++) {
        if (*part == '~' || *part == '/')
            g_string_append(text, *part == '~' ? "~0" : "~1");
        else
            g_string_append_c(text, *part);
    }
}

static char *pointer_dup(const struct place *place)
{
    g_autoptr(GPtrArray) places = places_from_root(place);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < places->len; i++) {
        const struct place *part = places->pdata[i];
        if (part->name)
            append_pointer_part(text, part->name);
        else
            g_string_append_printf(text, "/%" G_GSIZE_FORMAT, part->index);
    }
    return g_string_free(text, FALSE);
}

static char *key_dup(const struct place *place)
{
    g_autoptr(GPtrArray) places = places_from_root(place);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < places->len; i++) {
        const struct place *part = places->pdata[i];
        if (part->starts_key)
            g_string_truncate(text, 0);
        if (part->name)
            g_string_append_printf(text, "%s%s", text->len ? "." : "", part->name);
        else
            g_string_append_printf(text, "[%" G_GSIZE_FORMAT "]", part->index);
    }
    return g_string_free(text, FALSE);
}

static guint depth_of(const struct place *place)
{
    guint depth = 0;
    for (; place->outer; place = place->outer)
        depth++;
    return depth;
}

/* ---- findings ---- */

static void finding_free(gpointer data)
{
    struct style_finding *finding = data;
    g_free(finding->pointer);
    g_free(finding->key);
    g_free(finding->message);
    g_free(finding->hint);
    g_free(finding->layer);
    g_free(finding);
}

static char *shortened_dup(const char *text, glong longest)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    if (g_utf8_strlen(valid, -1) <= longest)
        return g_steal_pointer(&valid);
    g_autofree char *start = g_utf8_substring(valid, 0, longest);
    return g_strconcat(start, "…", NULL);
}

static struct style_finding *add_finding(struct checker *checker, const struct place *key,
                                         const struct place *at, const char *format, va_list args)
    G_GNUC_PRINTF(4, 0);

static struct style_finding *add_finding(struct checker *checker, const struct place *key,
                                         const struct place *at, const char *format, va_list args)
{
    checker->is_full = checker->is_full || checker->findings->len >= MAX_FINDINGS;
    if (checker->is_full)
        return NULL;
    struct style_finding *finding = g_new0(struct style_finding, 1);
    g_autofree char *pointer = pointer_dup(at);
    g_autofree char *message = g_strdup_vprintf(format, args);
    json_text_locate(checker->text, pointer, &finding->line, &finding->column);
    finding->has_no_line = !json_is_given(at->json);
    finding->pointer = depth_of(key) > depth_of(at) ? pointer_dup(key) : g_steal_pointer(&pointer);
    finding->key = key_dup(key);
    finding->message = shortened_dup(message, LONGEST_MESSAGE);
    finding->layer = g_strdup(checker->layer);
    g_ptr_array_add(checker->findings, finding);
    return finding;
}

static struct style_finding *add_error(struct checker *checker, const struct place *key,
                                       const struct place *at, const char *format, va_list args)
{
    struct style_finding *finding = add_finding(checker, key, at, format, args);
    if (finding)
        finding->is_error = TRUE;
    return finding;
}

struct style_finding *check_error_at(struct checker *checker, const struct place *key,
                                     const struct place *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct style_finding *finding = add_error(checker, key, at, format, args);
    va_end(args);
    return finding;
}

struct style_finding *check_error(struct checker *checker, const struct place *place,
                                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct style_finding *finding = add_error(checker, place, place, format, args);
    va_end(args);
    return finding;
}

struct style_finding *check_warn(struct checker *checker, const struct place *place,
                                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct style_finding *finding = add_finding(checker, place, place, format, args);
    va_end(args);
    if (finding)
        finding->is_ours = TRUE;
    return finding;
}

void style_findings_warn(GPtrArray *findings, const struct json_text *text, const char *pointer,
                         const char *layer, const char *message)
{
    struct style_finding *finding = g_new0(struct style_finding, 1);
    finding->is_ours = TRUE;
    json_text_locate(text, pointer, &finding->line, &finding->column);
    finding->pointer = g_strdup(pointer);
    finding->key = g_strdup("");
    finding->message = shortened_dup(message, LONGEST_MESSAGE);
    finding->layer = g_strdup(layer);
    g_ptr_array_add(findings, finding);
}

void finding_suggest(struct style_finding *finding, const char *closest)
{
    if (finding && closest && !finding->hint)
        finding->hint = g_strdup_printf("did you mean \"%s\"?", closest);
}

char *style_finding_text_dup(const struct style_finding *finding)
{
    GString *text = g_string_new(NULL);
    if (finding->layer) {
        g_autofree char *layer = printable_dup(finding->layer);
        g_string_append_printf(text, "layer \"%s\": ", layer);
    }
    g_string_append(text, finding->message);
    if (finding->hint && g_str_has_suffix(finding->message, "."))
        g_string_append_printf(text, " %c%s", g_ascii_toupper(finding->hint[0]), finding->hint + 1);
    else if (finding->hint)
        g_string_append_printf(text, "; %s", finding->hint);
    if (*finding->pointer) {
        g_autofree char *pointer = shortened_dup(finding->pointer, LONGEST_QUOTE);
        g_string_append_printf(text, " (%s)", pointer);
    }
    return g_string_free(text, FALSE);
}

/* ---- JSON as JavaScript sees it ---- */

gboolean json_is_given(const json_t *json)
{
    return json && !json_is_null(json);
}

char *json_dump_dup(const json_t *json)
{
    if (!json)
        return g_strdup("undefined");
    g_autoptr(ValueStore) store = value_store_new();
    g_autofree char *text = value_json_dup(value_from_json(store, json));
    return shortened_dup(text, LONGEST_QUOTE);
}

/* JavaScript's String() of an array: its items with commas between. */
static char *array_string_dup(const json_t *json)
{
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < json_array_size(json) && text->len <= LONGEST_QUOTE; i++) {
        const json_t *item = json_array_get(json, i);
        g_autofree char *part = json_is_null(item) ? g_strdup("") : json_string_dup(item);
        g_string_append_printf(text, "%s%s", i > 0 ? "," : "", part);
    }
    g_autofree char *whole = g_string_free(text, FALSE);
    return shortened_dup(whole, LONGEST_QUOTE);
}

char *json_string_dup(const json_t *json)
{
    return json_is_array(json)    ? array_string_dup(json)
           : json_is_string(json) ? shortened_dup(json_string_value(json), LONGEST_QUOTE)
           : json_is_object(json) ? g_strdup("[object Object]")
                                  : json_dump_dup(json);
}

char *json_identity_dup(const json_t *json)
{
    return json_is_string(json) ? g_strconcat("\"", json_string_value(json), NULL)
                                : json_dump_dup(json);
}

/* ---- objects ---- */

static void report_unknown(struct checker *checker, const struct place *key,
                           const struct place *member, const struct schema_object *schema)
{
    finding_suggest(check_error_at(checker, key, member, "unknown property \"%s\"", member->name),
                    schema_closest(schema, member->name));
}

/* "paint.night" is a paint too. */
static const struct schema_row *row_of_member(const struct schema_object *schema, const char *name)
{
    g_autofree char *start = g_strndup(name, strcspn(name, "."));
    return schema_row(schema, start);
}

static void check_required(struct checker *checker, const struct place *place,
                           const struct schema_object *schema)
{
    for (guint i = 0; i < schema->n_rows; i++)
        if ((schema->rows[i].type.flags & SCHEMA_REQUIRED) &&
            schema->rows[i].kind != SCHEMA_LAYER_TYPE &&
            !json_object_get(place->json, schema->rows[i].key))
            check_error(checker, place, "missing required property \"%s\"", schema->rows[i].key);
}

void check_object(struct checker *checker, const struct place *place,
                  const struct schema_object *schema, check_member *special, gpointer data)
{
    const char *name;
    json_t *value;
    if (!json_is_object(place->json)) {
        check_error(checker, place, "object expected, %s found", json_kind(place->json));
        return;
    }
    json_object_foreach((json_t *)place->json, name, value)
    {
        struct place member = {.outer = place, .name = name, .json = value};
        const struct schema_row *row = row_of_member(schema, name);
        if (checker->is_full)
            return;
        if (special && special(checker, &member, data))
            continue;
        if (row)
            check_by_row(checker, &member, row, USE_OTHER);
        else if (!schema->is_open)
            report_unknown(checker, place, &member, schema);
    }
    check_required(checker, place, schema);
}

static gboolean check_keyed_member(struct checker *checker, const struct place *place,
                                   gpointer data)
{
    const struct schema_object *schema = data;
    struct place member = *place;
    const struct schema_row *row = schema_row(schema, member.name);
    member.starts_key = TRUE;
    if (schema_row_of_transition(schema, member.name))
        check_object(checker, &member, schema_find("transition"), NULL, NULL);
    else if (row)
        check_by_row(checker, &member, row, USE_OTHER);
    else
        report_unknown(checker, &member, &member, schema);
    return TRUE;
}

void check_keyed_object(struct checker *checker, const struct place *place,
                        const struct schema_object *schema)
{
    check_object(checker, place, &schema_nothing, check_keyed_member, (gpointer)schema);
}

/* ---- the whole ---- */

static gboolean check_root_member(struct checker *checker, const struct place *place, gpointer data)
{
    const struct schema_object *root = schema_find("root");
    (void)data;
    if (row_of_member(root, place->name)) {
        if (!g_str_equal(place->name, "layers"))
            return FALSE;
        check_layers(checker, place, place->outer->json);
        return TRUE;
    }
    /* MapLibre lets a style hold what it wants; a name close to a known one is a slip all the same
     */
    const char *closest = schema_closest(root, place->name);
    if (g_str_equal(place->name, "constants") && json_is_given(place->json))
        check_error(checker, place, "constants have been deprecated as of v8");
    else if (closest)
        finding_suggest(check_warn(checker, place, "unknown property \"%s\"", place->name),
                        closest);
    return TRUE;
}

static gint by_line(gconstpointer a, gconstpointer b)
{
    const struct style_finding *first = *(struct style_finding *const *)a;
    const struct style_finding *second = *(struct style_finding *const *)b;
    gint lines = (first->line > second->line) - (first->line < second->line);
    return lines ? lines : (first->column > second->column) - (first->column < second->column);
}

GPtrArray *style_check(const struct json_text *text)
{
    struct checker checker = {
        .text = text,
        .findings = g_ptr_array_new_with_free_func(finding_free),
    };
    const struct place root = {.json = text->root};
    check_object(&checker, &root, schema_find("root"), check_root_member, NULL);
    g_ptr_array_sort(checker.findings, by_line);
    return checker.findings;
}
