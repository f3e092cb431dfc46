#include "style/style.h"

#include "base/error.h"
#include "style/check.h"
#include "style/style_reader.h"
#include "style/style_run.h"
#include "style/text_of_value.h"

#include <math.h>

/* ---- the parts ---- */

static void source_free(void *data)
{
    struct style_source *source = data;
    g_free(source->id);
    g_free(source->tiles);
    g_free(source->data);
    g_free(source);
}

static void font_free(void *data)
{
    struct style_font *font = data;
    g_free(font->name);
    g_free(font->file);
    g_free(font);
}

static void layer_free(void *data)
{
    struct style_layer *layer = data;
    g_free(layer->id);
    g_free(layer->source);
    g_free(layer->source_layer);
    expression_free(layer->filter);
    style_failures_free(layer->failures);
    for (int i = 0; i < PROPERTY_COUNT; i++)
        expression_free(layer->properties[i]);
    g_free(layer);
}

void style_free(struct style *style)
{
    if (!style)
        return;
    g_clear_pointer(&style->sources, g_ptr_array_unref);
    g_clear_pointer(&style->layers, g_ptr_array_unref);
    g_clear_pointer(&style->fonts, g_ptr_array_unref);
    json_text_free(style->text);
    value_store_free(style->store);
    g_free(style->path);
    g_free(style->name);
    g_free(style);
}

struct style *style_load_checked(const char *path, GPtrArray **findings, GError **error)
{
    g_autoptr(Style) style = g_new0(struct style, 1);
    *findings = NULL;
    style->path = g_strdup(path);
    style->sources = g_ptr_array_new_with_free_func(source_free);
    style->layers = g_ptr_array_new_with_free_func(layer_free);
    style->fonts = g_ptr_array_new_with_free_func(font_free);
    style->text = json_text_load(path, error);
    if (!style->text)
        return NULL;
    *findings = style_check(style->text);
    for (guint i = 0; i < (*findings)->len; i++)
        if (((const struct style_finding *)(*findings)->pdata[i])->is_error)
            return NULL;
    style_read(style, *findings);
    return g_steal_pointer(&style);
}

/* The first error ends the run; the rest are for "check". */
static void set_error(const char *path, const GPtrArray *findings, GError **error)
{
    const struct style_finding *first = NULL;
    guint count = 0;
    for (guint i = 0; i < findings->len; i++) {
        const struct style_finding *finding = findings->pdata[i];
        first = !first && finding->is_error ? finding : first;
        count += finding->is_error ? 1 : 0;
    }
    g_return_if_fail(first != NULL);
    g_autofree char *text = style_finding_text_dup(first);
    g_autofree char *more =
        count > 1 ? g_strdup_printf(", and %u more error%s; \"idlibmap check\" names all",
                                    count - 1, count > 2 ? "s" : "")
                  : NULL;
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "%s:%u:%u: %s%s", path, first->line,
                first->column, text, more ? more : "");
}

/* How often each message stands among the warnings: what a style writes in each of its layers is
 * told once in a run; "check" names every place. */
static GHashTable *count_warnings(const GPtrArray *findings)
{
    GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < findings->len; i++) {
        const struct style_finding *finding = findings->pdata[i];
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, finding->message));
        if (!finding->is_error)
            g_hash_table_insert(counts, finding->message, GUINT_TO_POINTER(count + 1));
    }
    return counts;
}

static void tell_warnings(const char *path, const GPtrArray *findings,
                          struct diagnostics *diagnostics)
{
    g_autoptr(GHashTable) counts = count_warnings(findings);
    for (guint i = 0; i < findings->len; i++) {
        const struct style_finding *finding = findings->pdata[i];
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, finding->message));
        if (finding->is_error || count == 0)
            continue;
        g_autofree char *text = style_finding_text_dup(finding);
        g_autofree char *more =
            count > 1 ? g_strdup_printf(", and in %u more place%s", count - 1, count > 2 ? "s" : "")
                      : g_strdup("");
        diagnostics_add(diagnostics, SEVERITY_WARNING, path, finding->line, "%s%s", text, more);
        g_hash_table_remove(counts, finding->message);
    }
}

struct style *style_load(const char *path, struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(GPtrArray) findings = NULL;
    struct style *style = style_load_checked(path, &findings, error);
    if (!findings)
        return NULL;
    tell_warnings(path, findings, diagnostics);
    if (!style)
        set_error(path, findings, error);
    return style;
}

const struct style_source *style_find_source(const struct style *style, const char *id)
{
    for (guint i = 0; i < style->sources->len; i++) {
        const struct style_source *source = style->sources->pdata[i];
        if (g_str_equal(source->id, id))
            return source;
    }
    return NULL;
}

/* ---- values ---- */

gboolean style_layer_accepts(const struct style_layer *layer, struct evaluation *evaluation)
{
    struct value value;
    if (!layer->filter)
        return TRUE;
    if (expression_evaluate(layer->filter, evaluation, &value, NULL))
        return value.type == VALUE_BOOLEAN && value.boolean;
    style_failure_add(layer, PROPERTY_COUNT, evaluation);
    return FALSE;
}

gboolean style_layer_needs_lonlat(const struct style_layer *layer)
{
    gboolean needs = style_has(layer, PROPERTY_LINE_GRADIENT) ||
                     (layer->filter && expression_needs_lonlat(layer->filter));
    for (int i = 0; i < PROPERTY_COUNT && !needs; i++)
        needs = layer->properties[i] && expression_needs_lonlat(layer->properties[i]);
    return needs;
}

/* Enums are strings of which not all are allowed. */
static gboolean is_allowed(enum property property, struct value value)
{
    const struct property_type *type = property_row(property)->type;
    return type->kind != TYPE_STRING || !type->values || value.type != VALUE_STRING ||
           g_strv_contains(type->values, value.string);
}

/* Formatted text and images may be asked for as strings. */
static gboolean is_wanted(struct value value, enum value_type wanted)
{
    if (wanted == VALUE_STRING)
        return value.type == VALUE_STRING || value.type == VALUE_FORMATTED ||
               value.type == VALUE_IMAGE;
    return value.type == wanted && !(wanted == VALUE_NUMBER && isnan(value.number));
}

/* The layer's value where it is of the type asked for, else the default. */
static struct value property_value(const struct style_layer *layer, enum property property,
                                   struct evaluation *evaluation, enum value_type wanted)
{
    const struct expression *expression = layer->properties[property];
    struct value value;
    if (!expression)
        return property_default(property, evaluation);
    if (!expression_evaluate(expression, evaluation, &value, NULL) || !is_allowed(property, value))
        style_failure_add(layer, property, evaluation);
    else if (is_wanted(value, wanted))
        return value;
    return property_default(property, evaluation);
}

double style_number(const struct style_layer *layer, enum property property,
                    struct evaluation *evaluation)
{
    const struct property_type *type = property_row(property)->type;
    struct value value = property_value(layer, property, evaluation, VALUE_NUMBER);
    return value.type == VALUE_NUMBER ? CLAMP(value.number, type->minimum, type->maximum) : 0;
}

struct color style_color(const struct style_layer *layer, enum property property,
                         struct evaluation *evaluation)
{
    struct value value = property_value(layer, property, evaluation, VALUE_COLOR);
    return value.type == VALUE_COLOR ? *value.color : (struct color){0, 0, 0, 0};
}

gboolean style_boolean(const struct style_layer *layer, enum property property,
                       struct evaluation *evaluation)
{
    struct value value = property_value(layer, property, evaluation, VALUE_BOOLEAN);
    return value.type == VALUE_BOOLEAN && value.boolean;
}

const char *style_string(const struct style_layer *layer, enum property property,
                         struct evaluation *evaluation)
{
    struct value value = property_value(layer, property, evaluation, VALUE_STRING);
    return value_is_empty(value) ? "" : value_text(evaluation->store, value);
}

const struct value_formatted *style_formatted(const struct style_layer *layer,
                                              enum property property, struct evaluation *evaluation)
{
    struct value value = property_value(layer, property, evaluation, VALUE_STRING);
    if (value.type == VALUE_FORMATTED)
        return value.formatted;
    struct value_formatted *plain = value_store_formatted(evaluation->store, 1);
    if (value.type == VALUE_STRING)
        plain->sections[0].text = value.string;
    return plain;
}

const struct value_array *style_array(const struct style_layer *layer, enum property property,
                                      struct evaluation *evaluation)
{
    struct value value = property_value(layer, property, evaluation, VALUE_ARRAY);
    return value.type == VALUE_ARRAY ? value.array : NULL;
}
