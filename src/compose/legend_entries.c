/* What each layer drew, gathered for the legend: one entry for a class of its match, step or case.
 */
#include "compose/layers.h"

#include "style/color.h"

#include <string.h>

/* More classes than any legend can show; the others are drawn without an entry. */
#define MAX_ENTRIES 200

/* A text for people: a string, or an object by language with "en" as the fallback. */
static const char *localized(const json_t *json, const char *language)
{
    if (json_is_object(json)) {
        const json_t *own = json_object_get(json, language);
        return json_string_value(own != NULL ? own : json_object_get(json, "en"));
    }
    return json_string_value(json);
}

const char *legend_label(const json_t *legend, const char *language)
{
    return localized(json_object_get(legend, "label"), language);
}

/* metadata.legend: {"label": TEXT, "custom-labels": {CLASS: TEXT, "": TEXT of the fallback}}. */
static const char *entry_label(const struct composition *composition,
                               const struct composed_layer *layer, const json_t *legend,
                               int class_index)
{
    const char *language = composition->map->language;
    if (class_index < 0) {
        return legend_label(legend, language);
    }
    const struct expression *expression = layer->layer->properties[layer->class_property];
    const char *class_label = expression_class_label(expression, (guint)class_index);
    const json_t *custom = json_object_get(json_object_get(legend, "custom-labels"),
                                           class_label != NULL ? class_label : "");
    return custom != NULL ? localized(custom, language) : class_label;
}

static struct legend_entry *find_entry(const struct composed_layer *layer, int class_index)
{
    for (guint i = 0; i < layer->legend->len; i++) {
        struct legend_entry *entry = g_ptr_array_index(layer->legend, i);
        if (entry->class_index == class_index) {
            return entry;
        }
    }
    return NULL;
}

/* Entries stand in the order of the classes in the expression, whatever the order of the features.
 */
static void insert_entry(struct composed_layer *layer, struct legend_entry *entry)
{
    guint at = 0;
    while (at < layer->legend->len &&
           ((struct legend_entry *)g_ptr_array_index(layer->legend, at))->class_index <
               entry->class_index) {
        at++;
    }
    g_ptr_array_insert(layer->legend, (gint)at, entry);
}

/* metadata.legend.swatch: how the entry is shown where the layer alone does not show itself, as a
 * disc of the paper's colour that hollows the symbol below it. */
static void override_swatch(struct legend_entry *entry, const json_t *swatch)
{
    const char *color = json_string_value(json_object_get(swatch, "color"));
    const char *stroke_color = json_string_value(json_object_get(swatch, "stroke-color"));
    const json_t *stroke_width = json_object_get(swatch, "stroke-width");
    if (color != NULL) {
        color_parse(color, &entry->fill.color);
    }
    if (stroke_color != NULL) {
        color_parse(stroke_color, &entry->stroke.color);
    }
    if (json_is_number(stroke_width)) {
        entry->stroke.width_px = json_number_value(stroke_width);
        entry->radius_px += entry->stroke.width_px / 2;
    }
}

static void add_entry(struct composed_layer *layer, const json_t *legend, const char *label,
                      int class_index, const struct item *item)
{
    struct legend_entry *entry = g_new0(struct legend_entry, 1);
    *entry = (struct legend_entry){
        .label = g_strdup(label),
        .class_index = class_index,
        .kind = item->kind,
        .is_area = item->kind == ITEM_PATH && layer->layer->type == LAYER_FILL,
        .fill = item->fill,
        .stroke = item->stroke,
        .radius_px = item->kind == ITEM_CIRCLE ? item->circle.radius_px : 0,
        .count = 1,
    };
    override_swatch(entry, json_object_get(legend, "swatch"));
    insert_entry(layer, entry);
}

static void note_size(struct composition *composition, struct composed_layer *layer,
                      const json_t *legend, double radius_px)
{
    const json_t *size = json_object_get(legend, "size");
    const char *property = json_string_value(json_object_get(legend, "size-property"));
    if (size == NULL || property == NULL) {
        return;
    }
    struct value value = feature_get(composition->evaluation.feature, property);
    if (value.type == VALUE_NUMBER) {
        struct size_sample sample = {value.number, radius_px};
        g_array_append_val(layer->sizes, sample);
    }
    if (layer->size_label == NULL) {
        layer->size_label = g_strdup(localized(size, composition->map->language));
    }
}

void legend_note(struct composition *composition, struct composed_layer *layer,
                 enum property class_property, const struct item *item, double radius_px)
{
    const json_t *legend = json_object_get(layer->layer->metadata, "legend");
    const struct expression *expression = layer->layer->properties[class_property];
    guint classes = expression != NULL ? expression_class_count(expression) : 0;
    if (json_is_false(legend) || (legend == NULL && classes == 0)) {
        return;
    }
    layer->class_property = class_property;
    int class_index = classes > 0 ? expression_class_of(expression, &composition->evaluation) : -1;
    note_size(composition, layer, legend, radius_px);
    struct legend_entry *entry = find_entry(layer, class_index);
    if (entry == NULL && layer->legend->len == MAX_ENTRIES) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, composition->style->path, 0,
                        "a layer of more than %d classes: the legend lists the first it met",
                        MAX_ENTRIES);
        return;
    }
    if (entry == NULL) {
        const char *label = entry_label(composition, layer, legend, class_index);
        if (label != NULL) {
            add_entry(layer, legend, label, class_index, item);
        }
        return;
    }
    entry->count++;
    if (item->kind == ITEM_CIRCLE && item->circle.radius_px < entry->radius_px) {
        entry->radius_px = item->circle.radius_px;
    }
}
