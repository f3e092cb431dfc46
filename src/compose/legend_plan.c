#include "compose/legend_plan.h"

#include "compose/layers.h"
#include "style/legacy.h"

#include <math.h>
#include <string.h>

/* The properties of a layer type that a legend can show: the first is the colour, or what stands
 * for it; `size` is the one that proportional symbols are made of. */
static const struct shown {
    enum property classed[LEGEND_MAX_CLASSED];
    guint n_classed;
    enum property opacity, size; /* PROPERTY_COUNT: none */
} shown_by_type[LAYER_TYPE_COUNT] = {
    [LAYER_FILL] = {{PROPERTY_FILL_COLOR, PROPERTY_FILL_PATTERN, PROPERTY_FILL_OUTLINE_COLOR},
                    3,
                    PROPERTY_FILL_OPACITY,
                    PROPERTY_COUNT},
    [LAYER_LINE] = {{PROPERTY_LINE_COLOR, PROPERTY_LINE_PATTERN, PROPERTY_LINE_WIDTH,
                     PROPERTY_LINE_DASHARRAY},
                    4,
                    PROPERTY_LINE_OPACITY,
                    PROPERTY_LINE_WIDTH},
    [LAYER_CIRCLE] = {{PROPERTY_CIRCLE_COLOR, PROPERTY_CIRCLE_STROKE_COLOR, PROPERTY_CIRCLE_RADIUS},
                      3,
                      PROPERTY_CIRCLE_OPACITY,
                      PROPERTY_CIRCLE_RADIUS},
    [LAYER_SYMBOL] = {{PROPERTY_ICON_IMAGE, PROPERTY_ICON_COLOR, PROPERTY_ICON_SIZE},
                      3,
                      PROPERTY_ICON_OPACITY,
                      PROPERTY_ICON_SIZE},
};

/* A property as the style writes it, borrowed; NULL where it does not. */
static json_t *written_json(const struct style *style, const struct style_layer *layer,
                            const struct property_row *row)
{
    const json_t *layers =
        style->text != NULL ? json_object_get(style->text->root, "layers") : NULL;
    const char *group = row->group == GROUP_PAINT ? "paint" : "layout";
    for (gsize i = 0; i < json_array_size(layers); i++) {
        const json_t *json = json_array_get(layers, i);
        if (g_strcmp0(json_string_value(json_object_get(json, "id")), layer->id) == 0) {
            return json_object_get(json_object_get(json, group), row->name);
        }
    }
    return NULL;
}

/* A property as an expression, also where the style has a function of the old syntax; to be
 * unreferenced. NULL where there is none. */
static json_t *property_json(const struct style *style, const struct style_layer *layer,
                             enum property property)
{
    const struct property_row *row = property_row(property);
    json_t *json = written_json(style, layer, row);
    if (!json_is_object(json)) {
        return json_incref(json);
    }
    g_autoptr(GPtrArray) problems = expression_problems_new();
    return legacy_function(json, row->type, problems);
}

static const char *operator_name(const json_t *json)
{
    const char *name = json_string_value(json_array_get(json, 0));
    return name != NULL ? name : "";
}

/* Past steps and ramps over the zoom, which is one for the whole map. */
static const json_t *below_zoom(const json_t *json)
{
    for (guint depth = 0; depth < 2; depth++) {
        gboolean is_step = strcmp(operator_name(json), "step") == 0;
        gboolean is_ramp = g_str_has_prefix(operator_name(json), "interpolate");
        const json_t *input = json_array_get(json, is_step ? 1 : 2);
        if ((!is_step && !is_ramp) || strcmp(operator_name(input), "zoom") != 0) {
            break;
        }
        json = json_array_get(json, is_step ? 2 : 4);
    }
    return json;
}

/* Past ["case", ["==", ["typeof", x], "number"], ramp, otherwise]: what else x may be is no class
 * of the ramp. */
static const json_t *below_guard(const json_t *json)
{
    const json_t *test = json_array_get(json, 1);
    gboolean is_guard = strcmp(operator_name(json), "case") == 0 && json_array_size(json) == 4 &&
                        strcmp(operator_name(test), "==") == 0 &&
                        strcmp(operator_name(json_array_get(test, 1)), "typeof") == 0 &&
                        json_is_array(json_array_get(json, 2));
    return is_guard ? json_array_get(json, 2) : json;
}

static gboolean is_choice(const json_t *json)
{
    const char *name = operator_name(below_guard(below_zoom(json)));
    return strcmp(name, "match") == 0 || strcmp(name, "step") == 0 || strcmp(name, "case") == 0;
}

/* x of ["get", x], also where that is made a number. */
static const char *input_property(const json_t *input)
{
    static const char *const wrappers[] = {"to-number", "number", "coalesce"};
    for (guint i = 0; i < G_N_ELEMENTS(wrappers); i++) {
        if (strcmp(operator_name(input), wrappers[i]) == 0) {
            input = json_array_get(input, 1);
        }
    }
    return strcmp(operator_name(input), "get") == 0 && json_array_size(input) == 2
               ? json_string_value(json_array_get(input, 1))
               : NULL;
}

static struct data_ramp read_ramp(const json_t *json)
{
    json = below_guard(below_zoom(json));
    gsize n = json_array_size(json);
    const char *input = input_property(json_array_get(json, 2));
    if (!g_str_has_prefix(operator_name(json), "interpolate") || input == NULL || n < 7) {
        return (struct data_ramp){0};
    }
    return (struct data_ramp){g_strdup(input), json_number_value(json_array_get(json, 3)),
                              json_number_value(json_array_get(json, n - 2))};
}

static struct data_ramp find_ramp(const struct style *style, const struct style_layer *layer,
                                  enum property property)
{
    json_t *json = property_json(style, layer, property);
    struct data_ramp ramp = read_ramp(json);
    json_decref(json);
    return ramp;
}

/* The first property has classes wherever its expression has them, others only where the choice is
 * all there is to them: half a radius is no class. */
static gboolean has_classes(const struct style *style, const struct style_layer *layer,
                            enum property property, gboolean is_first)
{
    const struct expression *expression = layer->properties[property];
    if (expression == NULL || expression_class_count(expression) <= 1) {
        return FALSE;
    }
    json_t *json = property_json(style, layer, property);
    gboolean has = is_first || is_choice(json);
    json_decref(json);
    return has;
}

/* Do both tell the same features apart, as a colour and a width by the class of a road? */
static gboolean have_same_classes(const struct expression *one, const struct expression *other)
{
    guint n = expression_class_count(one);
    for (guint i = 0; i < n; i++) {
        if (g_strcmp0(expression_class_label(one, i), expression_class_label(other, i)) != 0) {
            return FALSE;
        }
    }
    return n == expression_class_count(other);
}

/* Sizes that are shown as such need no classes, nor do those that follow the first property. */
static gboolean is_told_apart(const struct legend_plan *plan, const struct style_layer *layer,
                              enum property property)
{
    const json_t *legend = json_object_get(layer->metadata, "legend");
    gboolean has_size = json_object_get(legend, "size") != NULL;
    return (property == shown_by_type[layer->type].size && has_size) ||
           (plan->n_classed > 0 &&
            have_same_classes(layer->properties[plan->classed[0]], layer->properties[property]));
}

struct legend_plan *legend_plan_new(const struct style *style, const struct style_layer *layer)
{
    const struct shown *shown = &shown_by_type[layer->type];
    struct legend_plan *plan = g_new0(struct legend_plan, 1);
    plan->least = INFINITY;
    plan->most = -INFINITY;
    for (guint i = 0; i < shown->n_classed; i++) {
        if (has_classes(style, layer, shown->classed[i], i == 0) &&
            !is_told_apart(plan, layer, shown->classed[i])) {
            plan->classed[plan->n_classed++] = shown->classed[i];
        }
    }
    plan->has_colors =
        plan->n_classed > 0 && layer->type != LAYER_SYMBOL && plan->classed[0] == shown->classed[0];
    if (shown->n_classed > 0 && layer->type != LAYER_SYMBOL) {
        plan->color = find_ramp(style, layer, shown->classed[0]);
    }
    if (shown->size != PROPERTY_COUNT && shown->n_classed > 0) {
        plan->size = find_ramp(style, layer, shown->size);
    }
    return plan;
}

void legend_plan_free(struct legend_plan *plan)
{
    if (plan == NULL) {
        return;
    }
    g_free(plan->color.input);
    g_free(plan->size.input);
    g_free(plan->ramp_label);
    g_free(plan->icon);
    g_free(plan);
}

void legend_plan_fill_colors(struct legend_plan *plan, const struct style_layer *layer,
                             struct evaluation *evaluation)
{
    const struct shown *shown = &shown_by_type[layer->type];
    const struct feature *drawn = evaluation->feature;
    g_autoptr(Fields) fields = fields_new();
    struct value value;
    struct feature sample = {.fields = fields, .values = &value, .n_values = 1};
    fields_add(fields, plan->color.input);
    evaluation->feature = &sample;
    for (guint i = 0; i < LEGEND_RAMP_COLORS; i++) {
        double t = (double)i / (LEGEND_RAMP_COLORS - 1);
        value = value_number(plan->color.first + t * (plan->color.last - plan->color.first));
        plan->colors[i] = color_with_opacity(style_color(layer, shown->classed[0], evaluation),
                                             style_number(layer, shown->opacity, evaluation));
    }
    evaluation->feature = drawn;
}
