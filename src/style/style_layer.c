/* One layer of a style: its type, source, filter and properties. */
#include "style/check.h"
#include "style/style_reader.h"
#include "style/style_run.h"

#include <math.h>
#include <string.h>

const json_t *layer_with_id(const json_t *style, const json_t *id)
{
    const json_t *layers = json_object_get(style, "layers");
    for (gsize i = json_array_size(layers); i > 0; i--) {
        const json_t *layer = json_array_get(layers, i - 1);
        if (json_is_string(id) && json_equal(json_object_get(layer, "id"), (json_t *)id))
            return layer;
    }
    return NULL;
}

/* One layer on its way from JSON. */
struct reading {
    const struct style *style;
    struct style_layer *layer;
    gsize index; /* in the list of the file, which has layers that are not ours too */
    const json_t *json;
    const json_t
        *base; /* what it takes all but its paint from: itself, or the layer of its "ref" */
    GPtrArray *findings;
};

/* Valid MapLibre, and yet nothing to draw by. What is wrong with another layer is told there. */
static void warn(const struct reading *reading, const char *group, const char *name,
                 const GPtrArray *problems)
{
    g_autofree char *pointer = g_strdup_printf("/layers/%" G_GSIZE_FORMAT "%s%s/%s", reading->index,
                                               group ? "/" : "", group ? group : "", name);
    gboolean is_own = reading->base == reading->json || g_strcmp0(group, "paint") == 0;
    for (guint i = 0; is_own && i < problems->len; i++) {
        const struct expression_problem *problem = problems->pdata[i];
        style_findings_warn(reading->findings, reading->style->text, pointer, reading->layer->id,
                            problem->message);
    }
}

static void read_group(const struct reading *reading, enum property_group group)
{
    const char *group_name = group == GROUP_PAINT ? "paint" : "layout";
    const json_t *json = group == GROUP_PAINT ? reading->json : reading->base;
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(json, group_name), name, value)
    {
        int found = property_find(reading->layer->type, group, name);
        if (found < 0)
            continue;
        g_autoptr(GPtrArray) problems = expression_problems_new();
        reading->layer->properties[found] =
            property_expression_new(value, property_row((enum property)found)->type, problems);
        warn(reading, group_name, name, problems);
    }
}

static gboolean is_visible(const struct style_layer *layer)
{
    struct evaluation evaluation = {0};
    return g_str_equal(style_string(layer, PROPERTY_VISIBILITY, &evaluation), "visible");
}

/* What cannot be tested is not drawn. */
static void read_filter(const struct reading *reading, const json_t *filter)
{
    g_autoptr(GPtrArray) problems = expression_problems_new();
    if (!filter)
        return;
    reading->layer->filter = filter_expression_new(filter, problems);
    warn(reading, NULL, "filter", problems);
    if (!reading->layer->filter)
        reading->layer->filter = expression_new_constant(value_boolean(FALSE));
}

static double read_zoom(const struct reading *reading, const char *name, double preset)
{
    const json_t *zoom = json_object_get(reading->base, name);
    zoom = zoom ? zoom : json_object_get(reading->json, name);
    return zoom ? json_number_value(zoom) : preset;
}

static char *text_dup(const json_t *json, const char *name)
{
    return g_strdup(json_string_value(json_object_get(json, name)));
}

struct style_layer *read_layer(const struct style *style, gsize index, GPtrArray *findings)
{
    const json_t *json = json_array_get(json_object_get(style->text->root, "layers"), index);
    const json_t *ref = json_object_get(json, "ref");
    const json_t *base = ref ? layer_with_id(style->text->root, ref) : json;
    int type = layer_type_find(json_string_value(json_object_get(base, "type")));
    if (type < 0)
        return NULL;
    struct style_layer *layer = g_new0(struct style_layer, 1);
    layer->failures = style_failures_new();
    const struct reading reading = {style, layer, index, json, base, findings};
    layer->id = text_dup(json, "id");
    layer->type = (enum layer_type)type;
    layer->metadata = json_object_get(json, "metadata");
    layer->minzoom = read_zoom(&reading, "minzoom", -INFINITY);
    layer->maxzoom = read_zoom(&reading, "maxzoom", INFINITY);
    if (layer->type != LAYER_BACKGROUND) {
        layer->source = text_dup(base, "source");
        layer->source_layer = text_dup(base, "source-layer");
    }
    read_filter(&reading, json_object_get(base, "filter"));
    read_group(&reading, GROUP_LAYOUT);
    read_group(&reading, GROUP_PAINT);
    layer->visible = is_visible(layer);
    return layer;
}
