/* What each layer drew, gathered for the legend: one entry for a class of its match, step or case;
 * of ramps, which values were met and the sizes that they were drawn at. */
#include "compose/furniture/furniture_style.h"
#include "compose/furniture/words.h"
#include "compose/legend_plan.h"
#include "compose/pattern.h"
#include "compose/symbol.h"
#include "style/color.h"

#include <math.h>
#include <string.h>

/* More classes than any legend can show; the others are drawn without an entry. */
#define MAX_ENTRIES 200
/* Where colours stand for something else, sizes and icons are shown in grey. */
static const struct color neutral_color = {0.45, 0.45, 0.45, 1};

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

/* "under 4", "4–9", "9 and more": the words hold {} where the number goes. */
static char *step_label_dup(const struct expression *expression, guint index, const char *language)
{
    const char *low = index > 0 ? expression_class_label(expression, index) : NULL;
    const char *high = index + 1 < expression_class_count(expression)
                           ? expression_class_label(expression, index + 1)
                           : NULL;
    if (low != NULL && high != NULL) {
        return g_strdup_printf("%s\u2013%s", low, high);
    }
    g_autoptr(GString) label =
        g_string_new(furniture_word(low == NULL ? WORD_UNDER : WORD_AND_MORE, language));
    g_string_replace(label, "{}", low != NULL ? low : high, 0);
    return g_string_free(g_steal_pointer(&label), FALSE);
}

/* Only a step has a label for its last class and none for its first. */
static gboolean is_step(const struct expression *expression)
{
    guint n = expression_class_count(expression);
    return n > 1 && expression_class_label(expression, 0) == NULL &&
           expression_class_label(expression, n - 1) != NULL;
}

/* metadata.legend: {"label": TEXT, "custom-labels": {CLASS: TEXT, "": TEXT of the fallback}}. A
 * step's classes go by their lower bounds, the lowest by "". */
static char *class_label_dup(const struct composition *composition,
                             const struct expression *expression, const json_t *legend,
                             int class_index)
{
    const char *language = composition->map->language;
    const char *class_label = expression_class_label(expression, (guint)class_index);
    const json_t *custom = json_object_get(json_object_get(legend, "custom-labels"),
                                           class_label != NULL ? class_label : "");
    if (custom != NULL) {
        return g_strdup(localized(custom, language));
    }
    return is_step(expression) ? step_label_dup(expression, (guint)class_index, language)
                               : g_strdup(class_label);
}

static struct legend_entry *find_entry(const struct composed_layer *layer, enum property property,
                                       int class_index)
{
    for (guint i = 0; i < layer->legend->len; i++) {
        struct legend_entry *entry = g_ptr_array_index(layer->legend, i);
        if (entry->property == property && entry->class_index == class_index) {
            return entry;
        }
    }
    return NULL;
}

/* Entries stand in the order of the properties and of the classes in their expressions, whatever
 * the order of the features. */
static void insert_entry(struct composed_layer *layer, struct legend_entry *entry)
{
    guint at = 0;
    for (; at < layer->legend->len; at++) {
        const struct legend_entry *other = g_ptr_array_index(layer->legend, at);
        if (other->rank > entry->rank ||
            (other->rank == entry->rank && other->class_index > entry->class_index)) {
            break;
        }
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
    const json_t *radius = json_object_get(swatch, "radius");
    const json_t *disc = json_object_get(swatch, "disc");
    const char *disc_color = json_string_value(json_object_get(disc, "color"));
    if (color != NULL) {
        color_parse(color, &entry->fill.color);
    }
    if (json_is_number(radius)) {
        entry->kind = ITEM_CIRCLE;
        entry->has_radius = TRUE;
        entry->radius_px = json_number_value(radius);
    }
    if (json_is_true(json_object_get(swatch, "opaque"))) {
        entry->fill.color.alpha = entry->fill.color.alpha > 0 ? 1 : 0;
        entry->stroke.color.alpha = 1;
    }
    if (disc_color != NULL && color_parse(disc_color, &entry->disc_color)) {
        entry->disc_radius_px = json_number_value(json_object_get(disc, "radius"));
    }
    if (stroke_color != NULL) {
        color_parse(stroke_color, &entry->stroke.color);
    }
    if (json_is_number(stroke_width)) {
        entry->stroke.width_px = json_number_value(stroke_width);
        entry->radius_px += entry->stroke.width_px / 2;
    }
}

/* A level piece of a line, its middle at 0,0. */
static struct page_path *level_path(double half_px)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    page_path_add(path, -half_px, 0);
    page_path_add(path, half_px, 0);
    return path;
}

/* A piece of a line with a pattern, drawn as the layer draws it, its middle at 0,0: as long as
 * other swatches, or as one stamp that is longer. Sizes show the pattern in grey, for they may have
 * any of the layer's colours. */
static struct scene_group *pattern_sample(struct composition *composition,
                                          const struct style_layer *style, double width_px,
                                          gboolean is_neutral)
{
    struct evaluation *evaluation = &composition->evaluation;
    const struct pattern_paint paint = {
        is_neutral ? neutral_color : style_color(style, PROPERTY_LINE_COLOR, evaluation),
        style_number(style, PROPERTY_LINE_OPACITY, evaluation)};
    const char *name = style_string(style, PROPERTY_LINE_PATTERN, evaluation);
    double half = LEGEND_SWATCH_PX * furniture_scale(composition->map) / 2;
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(PagePath) path =
        level_path(fmax(half, pattern_stamp_px(composition, name, width_px) / 2));
    struct composed_layer scratch = {
        .layer = style, .group = scene_group_new("sample", NULL), .sort_keys = keys};
    pattern_along(composition, &scratch, name, &paint, path, width_px, 0);
    return scratch.group;
}

/* An icon as it is drawn, but upright and with its middle at the point. */
static struct label_icon *icon_sample(const struct symbol *symbol)
{
    struct label_icon *icon = symbol_icon_new(symbol);
    double width = icon->box.xmax - icon->box.xmin, height = icon->box.ymax - icon->box.ymin;
    icon->box = (struct box){-width / 2, -height / 2, width / 2, height / 2};
    icon->shift_px = icon->translate_px = (struct page_point){0, 0};
    icon->rotate_deg = 0;
    icon->follows_line = icon->fit_width = icon->fit_height = FALSE;
    return icon;
}

/* A feature as it was drawn: an item, or a symbol's icon. */
struct drawn {
    struct composed_layer *layer;
    const struct item *item; /* NULL: a symbol */
    struct symbol *symbol;   /* NULL: an item */
};

static void show_drawn(struct composition *composition, const struct drawn *drawn,
                       gboolean is_neutral, struct legend_entry *entry)
{
    const struct style_layer *style = drawn->layer->layer;
    const struct item *item = drawn->item;
    if (item == NULL) {
        entry->icon = icon_sample(drawn->symbol);
        return;
    }
    entry->kind = item->kind;
    entry->is_area = item->kind == ITEM_PATH && style->type == LAYER_FILL;
    entry->fill = item->fill;
    entry->stroke = item->stroke;
    entry->radius_px = item->kind == ITEM_CIRCLE ? item->circle.radius_px : 0;
    if (style->type == LAYER_LINE && style_has(style, PROPERTY_LINE_PATTERN)) {
        entry->sample = pattern_sample(composition, style, item->stroke.width_px, is_neutral);
    }
}

/* A class of a width or a radius may have any of the layer's colours, and so has none. */
static void neutralize(struct legend_entry *entry)
{
    double alpha = entry->is_area || entry->kind == ITEM_CIRCLE ? 0.35 : 1;
    if (entry->fill.kind == FILL_COLOR) {
        entry->fill.color = neutral_color;
        entry->fill.color.alpha = alpha;
    }
    entry->stroke.color = neutral_color;
    if (entry->icon != NULL) {
        entry->icon->color = neutral_color;
    }
}

void legend_entry_free(gpointer data)
{
    struct legend_entry *entry = data;
    g_free(entry->label);
    g_free(entry->icon);
    g_clear_pointer(&entry->sample, scene_group_free);
    g_free(entry);
}

/* Takes the entry. */
static void add_entry(struct composition *composition, const struct drawn *drawn,
                      struct legend_entry *entry, gboolean is_neutral)
{
    const json_t *legend = json_object_get(drawn->layer->layer->metadata, "legend");
    show_drawn(composition, drawn, is_neutral, entry);
    if (entry->sample != NULL && entry->sample->items->len == 0) {
        legend_entry_free(entry); /* a pattern that there is not: another feature may have one */
        return;
    }
    if (is_neutral) {
        neutralize(entry);
    }
    override_swatch(entry, json_object_get(legend, "swatch"));
    insert_entry(drawn->layer, entry);
}

static void set_size_look(const struct drawn *drawn, struct legend_plan *plan)
{
    if (drawn->symbol != NULL) {
        plan->icon = icon_sample(drawn->symbol);
    } else {
        plan->fill = drawn->item->fill;
        plan->stroke = drawn->item->stroke;
    }
}

/* Sizes by data: with metadata.legend "size", or where the size is a ramp over one property. */
static void note_size(struct composition *composition, const struct drawn *drawn,
                      const json_t *legend, double radius_px)
{
    struct composed_layer *layer = drawn->layer;
    struct legend_plan *plan = layer->legend_plan;
    const json_t *size = json_object_get(legend, "size");
    const char *property = json_string_value(json_object_get(legend, "size-property"));
    const char *input = property != NULL ? property : plan->size.input;
    const char *label = size != NULL ? localized(size, composition->map->language) : input;
    if (input == NULL || label == NULL || (size == NULL && property != NULL)) {
        return;
    }
    struct value value = feature_get(composition->evaluation.feature, input);
    if (value.type == VALUE_NUMBER) {
        struct size_sample sample = {value.number, radius_px};
        g_array_append_val(layer->sizes, sample);
    }
    if (layer->size_label == NULL) {
        layer->size_label = g_strdup(label);
        plan->has_look = !plan->has_colors && plan->color.input == NULL;
        set_size_look(drawn, plan);
    }
}

static void note_color_ramp(struct composition *composition, struct composed_layer *layer,
                            const json_t *legend)
{
    struct legend_plan *plan = layer->legend_plan;
    struct value value = feature_get(composition->evaluation.feature, plan->color.input);
    if (value.type != VALUE_NUMBER || !isfinite(value.number)) {
        return;
    }
    if (plan->ramp_label == NULL) {
        const char *label = legend_label(legend, composition->map->language);
        plan->ramp_label = g_strdup(label != NULL ? label : plan->color.input);
        legend_plan_fill_colors(plan, layer->layer, &composition->evaluation);
    }
    plan->least = fmin(plan->least, value.number);
    plan->most = fmax(plan->most, value.number);
}

static void count_entry(struct legend_entry *entry, const struct item *item)
{
    entry->count++;
    if (item != NULL && item->kind == ITEM_CIRCLE && item->circle.radius_px < entry->radius_px &&
        !entry->has_radius) {
        entry->radius_px = item->circle.radius_px;
    }
}

/* What one entry is about. */
struct entry_key {
    enum property property; /* PROPERTY_COUNT: the layer as a whole */
    guint rank;
    int class_index;
};

/* Whether the icon is drawn is known later. */
static void add_to_symbol(struct symbol *symbol, struct legend_entry *entry)
{
    if (symbol != NULL && symbol->n_entries < LEGEND_MAX_CLASSED) {
        symbol->entries[symbol->n_entries++] = entry;
    }
}

static void note_entry(struct composition *composition, const struct drawn *drawn,
                       struct entry_key key, const char *own_label)
{
    struct composed_layer *layer = drawn->layer;
    struct legend_entry *entry = find_entry(layer, key.property, key.class_index);
    const json_t *legend = json_object_get(layer->layer->metadata, "legend");
    if (entry != NULL) {
        count_entry(entry, drawn->item);
        add_to_symbol(drawn->symbol, entry);
        return;
    }
    if (layer->legend->len == MAX_ENTRIES) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, composition->style->path, 0,
                        "a layer of more than %d classes: the legend lists the first it met",
                        MAX_ENTRIES);
        return;
    }
    char *label = own_label != NULL
                      ? g_strdup(own_label)
                      : class_label_dup(composition, layer->layer->properties[key.property], legend,
                                        key.class_index);
    if (label == NULL) {
        return;
    }
    entry = g_new0(struct legend_entry, 1);
    *entry = (struct legend_entry){.label = label,
                                   .property = key.property,
                                   .rank = key.rank,
                                   .class_index = key.class_index,
                                   .count = 1};
    add_to_symbol(drawn->symbol, entry);
    add_entry(composition, drawn, entry, key.rank > 0 || layer->legend_plan->color.input != NULL);
}

static void note_classes(struct composition *composition, const struct drawn *drawn,
                         const char *own_label)
{
    const struct legend_plan *plan = drawn->layer->legend_plan;
    guint n = own_label != NULL ? 1 : plan->n_classed;
    for (guint i = 0; i < n; i++) {
        struct entry_key key = {plan->classed[i], i, 0};
        key.class_index = expression_class_of(drawn->layer->layer->properties[key.property],
                                              &composition->evaluation);
        if (key.class_index >= 0) {
            note_entry(composition, drawn, key, own_label);
        }
    }
}

/* The classes of colours have rows of their own. Those of other properties have one row together
 * where the layer has a label and none for them: icons side by side. */
static void note_rows(struct composition *composition, const struct drawn *drawn,
                      const json_t *legend)
{
    const struct legend_plan *plan = drawn->layer->legend_plan;
    const char *label = legend_label(legend, composition->map->language);
    gboolean has_custom = json_object_get(legend, "custom-labels") != NULL;
    gboolean is_together = label != NULL && !has_custom && !plan->has_colors;
    if (plan->n_classed > 0 && !is_together) {
        note_classes(composition, drawn, NULL);
    } else if (plan->n_classed > 0 && drawn->symbol != NULL) {
        note_classes(composition, drawn, label);
    } else if (label != NULL && plan->color.input == NULL) {
        note_entry(composition, drawn, (struct entry_key){PROPERTY_COUNT, 0, -1}, label);
    }
}

static void note_drawn(struct composition *composition, const struct drawn *drawn, double radius_px)
{
    struct composed_layer *layer = drawn->layer;
    const json_t *legend = json_object_get(layer->layer->metadata, "legend");
    if (json_is_false(legend)) {
        return;
    }
    if (layer->legend_plan == NULL) {
        layer->legend_plan = legend_plan_new(composition->style, layer->layer);
    }
    if (drawn->item != NULL || drawn->layer->legend_plan->size.input != NULL) {
        note_size(composition, drawn, legend, radius_px);
    }
    if (layer->legend_plan->color.input != NULL) {
        note_color_ramp(composition, layer, legend);
    }
    note_rows(composition, drawn, legend);
}

void legend_note(struct composition *composition, struct composed_layer *layer,
                 const struct item *item, double radius_px)
{
    struct drawn drawn = {layer, item, NULL};
    note_drawn(composition, &drawn, radius_px);
}

void legend_note_icon(struct symbol *symbol)
{
    struct drawn drawn = {symbol->layer, NULL, symbol};
    double scale = style_number(symbol->style, PROPERTY_ICON_SIZE, symbol->evaluation);
    note_drawn(symbol->composition, &drawn,
               scale * fmax(symbol->icon->width_px, symbol->icon->height_px) / 2);
}

void legend_note_label(const struct symbol *symbol, const struct label *label)
{
    for (guint i = 0; i < symbol->n_entries; i++) {
        struct icon_note note = {label, symbol->entries[i]};
        symbol->entries[i]->n_seen = 0;
        g_array_append_val(symbol->composition->icon_notes, note);
    }
}

gboolean legend_drop_unseen(struct composition *composition)
{
    const GArray *notes = composition->icon_notes;
    gboolean any = FALSE;
    for (guint i = 0; i < notes->len; i++) {
        const struct icon_note *note = &g_array_index(notes, struct icon_note, i);
        note->entry->n_seen += note->label->icon_placed;
    }
    for (guint i = 0; i < notes->len; i++) {
        struct legend_entry *entry = g_array_index(notes, struct icon_note, i).entry;
        any = any || (entry->n_seen == 0 && entry->count > 0);
        entry->count = MIN(entry->count, entry->n_seen);
    }
    return any;
}
