#include "style/style_run.h"

#include "base/error.h"

#include <string.h>

/* ---- failures ---- */

/* Of one property: a feature counts once, however often it is looked at. */
struct failure {
    char *message;    /* of the first */
    GHashTable *seen; /* the features' lines */
};

struct style_failures {
    struct failure items[PROPERTY_COUNT + 1]; /* the filter is last */
};

struct style_failures *style_failures_new(void)
{
    return g_new0(struct style_failures, 1);
}

void style_failures_free(struct style_failures *failures)
{
    for (int i = 0; failures && i <= PROPERTY_COUNT; i++) {
        g_free(failures->items[i].message);
        g_clear_pointer(&failures->items[i].seen, g_hash_table_unref);
    }
    g_free(failures);
}

/* The error's text, with what it quotes of the data cut; where there is none, the value is no word
 * that the property knows. */
static char *message_dup(const struct style_layer *layer, enum property property,
                         struct evaluation *evaluation)
{
    struct value value;
    g_autofree char *message = NULL;
    const struct expression *expression =
        property == PROPERTY_COUNT ? layer->filter : layer->properties[property];
    if (!expression_evaluate(expression, evaluation, &value, &message))
        return printable_dup(message);
    g_autofree char *words = g_strjoinv("\", \"", (char **)property_row(property)->type->values);
    g_autofree char *found = printable_dup(value.type == VALUE_STRING ? value.string : "");
    return g_strdup_printf("Expected value to be one of \"%s\", but found \"%s\" instead.", words,
                           found);
}

void style_failure_add(const struct style_layer *layer, enum property property,
                       struct evaluation *evaluation)
{
    const struct feature *feature = evaluation->feature;
    guint line = feature ? feature->line : 0;
    if (!layer->failures)
        return;
    struct failure *failure = &layer->failures->items[property];
    if (!failure->message) {
        failure->message = message_dup(layer, property, evaluation);
        failure->seen = g_hash_table_new(NULL, NULL);
    }
    g_hash_table_add(failure->seen, GUINT_TO_POINTER(line));
}

static void report(const struct style *style, const struct style_layer *layer,
                   enum property property, struct diagnostics *diagnostics)
{
    const struct failure *failure = &layer->failures->items[property];
    g_autofree char *id = printable_dup(layer->id);
    guint count = g_hash_table_size(failure->seen);
    g_autofree char *times = count > 1 ? g_strdup_printf(" (%u times)", count) : g_strdup("");
    diagnostics_add(diagnostics, SEVERITY_WARNING, style->path, 0, "layer '%s': %s: %s%s", id,
                    property == PROPERTY_COUNT ? "filter" : property_row(property)->name,
                    failure->message, times);
}

void style_report_failures(const struct style *style, struct diagnostics *diagnostics)
{
    for (guint i = 0; i < style->layers->len; i++) {
        const struct style_layer *layer = style->layers->pdata[i];
        for (int property = 0; layer->failures && property <= PROPERTY_COUNT; property++)
            if (layer->failures->items[property].message)
                report(style, layer, (enum property)property, diagnostics);
    }
}

/* ---- state ---- */

static void put_member(struct value_object *object, guint slot, const char *name,
                       struct value value)
{
    object->keys[slot] = name;
    object->values[slot] = value;
}

void style_read_state(struct style *style)
{
    const json_t *state = json_object_get(style->text->root, "state");
    const char *name;
    json_t *member;
    guint slot = 0;
    style->store = value_store_new();
    struct value_object *object = value_store_object(style->store, (guint)json_object_size(state));
    json_object_foreach((json_t *)state, name, member)
    {
        const json_t *preset = json_object_get(member, "default");
        put_member(object, slot++, value_store_string(style->store, name, -1),
                   preset ? value_from_json(style->store, preset) : value_null());
    }
    style->state = object;
}

void style_set_state(struct style *style, const char *name, struct value value)
{
    const struct value_object *before = style->state;
    guint slot = 0;
    while (slot < before->length && strcmp(before->keys[slot], name) != 0)
        slot++;
    struct value_object *after = value_store_object(style->store, MAX(before->length, slot + 1));
    for (guint i = 0; i < before->length; i++)
        put_member(after, i, before->keys[i], before->values[i]);
    put_member(after, slot, value_store_string(style->store, name, -1),
               value_store_copy(style->store, value));
    style->state = after;
}
