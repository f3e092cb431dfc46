/* One layer of a style: its type, source, filter and properties. */
#include "style/style_reader.h"

#include <math.h>
#include <string.h>

static const char *const layer_types[LAYER_TYPE_COUNT + 1] = {
    [LAYER_BACKGROUND] = "background", [LAYER_FILL] = "fill",     [LAYER_LINE] = "line",
    [LAYER_CIRCLE] = "circle",         [LAYER_SYMBOL] = "symbol", [LAYER_HEATMAP] = "heatmap",
    [LAYER_TYPE_COUNT] = NULL,
};

int layer_type_find(const char *name)
{
    for (int i = 0; i < LAYER_TYPE_COUNT; i++)
        if (g_str_equal(layer_types[i], name))
            return i;
    return -1;
}

/* MapLibre's other layer types. */
static const char *const layer_types_not_ours[] = {"fill-extrusion", "raster", "hillshade",
                                                   "color-relief", NULL};

static const char *const layer_names[] = {"id",           "type",    "metadata", "source",
                                          "source-layer", "minzoom", "maxzoom",  "filter",
                                          "layout",       "paint",   NULL};

/* " did you mean "x"?" or nothing. */
static char *suggestion_dup(const char *closest)
{
    return closest ? g_strdup_printf("; did you mean \"%s\"?", closest) : g_strdup("");
}

/* ---- problems of expressions ---- */

/* "[2][1]" of a key as parts of a pointer: "/2/1". Keys of functions (".stops[0]") too. */
static char *pointer_of_key(const char *pointer, const char *key)
{
    GString *text = g_string_new(pointer);
    for (; *key; key++)
        if (*key == '[' || *key == '.')
            g_string_append_c(text, '/');
        else if (*key != ']')
            g_string_append_c(text, *key);
    return g_string_free(text, FALSE);
}

#define LONGEST_KEY 60      /* characters; the place is told by line and column as well */
#define LONGEST_MESSAGE 300 /* types of nested arrays can be long */

static char *shortened_dup(const char *text, glong longest)
{
    if (g_utf8_strlen(text, -1) <= longest)
        return g_strdup(text);
    g_autofree char *start = g_utf8_substring(text, 0, longest);
    return g_strconcat(start, "…", NULL);
}

/* What MapLibre knows and this program does not is a warning, all else an error. */
static void report_problems(struct style_reader *reader, const char *layer_id, const char *subject,
                            const char *pointer, const GPtrArray *problems)
{
    g_autofree char *name = reader_quote(layer_id);
    for (guint i = 0; i < problems->len; i++) {
        const struct expression_problem *problem = problems->pdata[i];
        g_autofree char *place = pointer_of_key(pointer, problem->key);
        g_autofree char *key = shortened_dup(problem->key, LONGEST_KEY);
        g_autofree char *message = shortened_dup(problem->message, LONGEST_MESSAGE);
        if (problem->not_ours)
            reader_warn(reader, place, "layer %s: %s: %s", name, subject, message);
        else
            reader_error(reader, place, "layer %s: %s%s: %s", name, subject, key, message);
    }
}

/* ---- properties ---- */

static void read_property(struct style_reader *reader, struct style_layer *layer,
                          enum property property, const json_t *json, const char *pointer)
{
    const struct property_row *row = property_row(property);
    g_autoptr(GPtrArray) problems = expression_problems_new();
    layer->properties[property] = property_expression_new(json, &row->type, problems);
    report_problems(reader, layer->id, row->name, pointer, problems);
}

/* How a property moves from one value to another means nothing on paper. */
static gboolean is_transition(const char *name, enum layer_type type)
{
    const char *suffix = "-transition";
    if (!g_str_has_suffix(name, suffix))
        return FALSE;
    g_autofree char *base = g_strndup(name, strlen(name) - strlen(suffix));
    return property_find(type, GROUP_PAINT, base) >= 0 ||
           property_is_not_drawn(type, GROUP_PAINT, base);
}

static void report_unknown(struct style_reader *reader, const struct style_layer *layer,
                           enum property_group group, const char *name, const char *pointer)
{
    g_autofree char *id = reader_quote(layer->id);
    g_autofree char *quoted = reader_quote(name);
    if (property_is_not_drawn(layer->type, group, name)) {
        reader_warn(reader, pointer, "layer %s: %s is not drawn", id, name);
        return;
    }
    enum property_group other = group == GROUP_PAINT ? GROUP_LAYOUT : GROUP_PAINT;
    if (property_find(layer->type, other, name) >= 0) {
        reader_error(reader, pointer, "layer %s: %s belongs to \"%s\"", id, quoted,
                     other == GROUP_PAINT ? "paint" : "layout");
        return;
    }
    g_autofree char *hint = suggestion_dup(property_closest(layer->type, group, name));
    reader_error(reader, pointer, "layer %s: unknown property %s%s", id, quoted, hint);
}

static void read_group(struct style_reader *reader, struct style_layer *layer, const json_t *json,
                       const char *pointer, enum property_group group)
{
    const char *group_name = group == GROUP_PAINT ? "paint" : "layout";
    const json_t *members = json_object_get(json, group_name);
    g_autofree char *group_pointer = pointer_join(pointer, group_name);
    const char *name;
    json_t *value;
    if (members && !json_is_object(members)) {
        reader_error(reader, group_pointer, "an object is expected");
        return;
    }
    json_object_foreach((json_t *)members, name, value)
    {
        g_autofree char *place = pointer_join(group_pointer, name);
        int property = property_find(layer->type, group, name);
        if (property >= 0)
            read_property(reader, layer, (enum property)property, value, place);
        else if (group == GROUP_LAYOUT || !is_transition(name, layer->type))
            report_unknown(reader, layer, group, name, place);
    }
}

static gboolean is_visible(const struct style_layer *layer)
{
    struct evaluation evaluation = {0};
    return g_str_equal(style_string(layer, PROPERTY_VISIBILITY, &evaluation), "visible");
}

/* ---- filter ---- */

static void read_filter(struct style_reader *reader, struct style_layer *layer,
                        const json_t *filter, const char *pointer)
{
    g_autofree char *place = pointer_join(pointer, "filter");
    g_autoptr(GPtrArray) problems = expression_problems_new();
    if (!filter || json_is_null(filter))
        return;
    layer->filter = filter_expression_new(filter, problems);
    report_problems(reader, layer->id, "filter", place, problems);
    if (!layer->filter) /* what cannot be tested is not drawn */
        layer->filter = expression_new_constant(value_boolean(FALSE));
}

/* ---- the layer ---- */

static void check_names(struct style_reader *reader, const json_t *json, const char *pointer,
                        const char *id)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)json, name, value)
    {
        if (g_strv_contains(layer_names, name))
            continue;
        g_autofree char *place = pointer_join(pointer, name);
        g_autofree char *quoted = reader_quote(name);
        g_autofree char *layer = reader_quote(id);
        g_autofree char *hint = suggestion_dup(closest_word(name, layer_names));
        reader_error(reader, place, "layer %s: unknown property %s%s", layer, quoted, hint);
    }
}

static void read_source_id(struct style_reader *reader, struct style_layer *layer,
                           const json_t *json, const char *pointer)
{
    const char *source = json_string_value(json_object_get(json, "source"));
    g_autofree char *name = reader_quote(layer->id);
    if (layer->type == LAYER_BACKGROUND)
        return;
    if (!source) {
        reader_error(reader, pointer, "layer %s: missing required property \"source\"", name);
        return;
    }
    layer->source = g_strdup(source);
    if (style_find_source(reader->style, source))
        return;
    g_autofree char *place = pointer_join(pointer, "source");
    g_autofree char *quoted = reader_quote(source);
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < reader->style->sources->len; i++)
        g_ptr_array_add(ids, ((struct style_source *)reader->style->sources->pdata[i])->id);
    g_ptr_array_add(ids, NULL);
    g_autofree char *hint = suggestion_dup(closest_word(source, (const char *const *)ids->pdata));
    reader_error(reader, place, "layer %s: source %s not found%s", name, quoted, hint);
}

static double read_zoom(struct style_reader *reader, const json_t *json, const char *pointer,
                        const char *name, double preset)
{
    const json_t *zoom = json_object_get(json, name);
    if (!zoom)
        return preset;
    g_autofree char *place = pointer_join(pointer, name);
    if (!json_is_number(zoom))
        reader_error(reader, place, "%s: a number is expected", name);
    else if (json_number_value(zoom) < 0 || json_number_value(zoom) > 24)
        reader_error(reader, place, "%s: a number from 0 to 24 is expected", name);
    else
        return json_number_value(zoom);
    return preset;
}

/* The layer type, or -1 where the layer cannot be used. */
static int read_type(struct style_reader *reader, const json_t *json, const char *pointer,
                     const char *id)
{
    const char *type = json_string_value(json_object_get(json, "type"));
    g_autofree char *name = reader_quote(id);
    g_autofree char *place = pointer_join(pointer, "type");
    if (!type) {
        reader_error(reader, pointer, "layer %s: missing required property \"type\"", name);
        return -1;
    }
    for (int i = 0; i < LAYER_TYPE_COUNT; i++)
        if (g_str_equal(layer_types[i], type))
            return i;
    if (g_strv_contains(layer_types_not_ours, type)) {
        reader_warn(reader, place, "layer %s: layers of type %s are not drawn", name, type);
        return -1;
    }
    g_autofree char *quoted = reader_quote(type);
    g_autofree char *hint = suggestion_dup(closest_word(type, layer_types));
    reader_error(reader, place, "layer %s: unknown layer type %s%s", name, quoted, hint);
    return -1;
}

struct style_layer *read_layer(struct style_reader *reader, const json_t *json, const char *pointer)
{
    const char *id = json_string_value(json_object_get(json, "id"));
    if (!json_is_object(json) || !id) {
        reader_error(reader, pointer,
                     json_is_object(json) ? "a layer without the required property \"id\""
                                          : "a layer is an object");
        return NULL;
    }
    check_names(reader, json, pointer, id);
    int type = read_type(reader, json, pointer, id);
    if (type < 0)
        return NULL;
    struct style_layer *layer = g_new0(struct style_layer, 1);
    layer->id = g_strdup(id);
    layer->type = (enum layer_type)type;
    layer->metadata = json_object_get(json, "metadata");
    layer->minzoom = read_zoom(reader, json, pointer, "minzoom", -INFINITY);
    layer->maxzoom = read_zoom(reader, json, pointer, "maxzoom", INFINITY);
    read_source_id(reader, layer, json, pointer);
    read_filter(reader, layer, json_object_get(json, "filter"), pointer);
    read_group(reader, layer, json, pointer, GROUP_LAYOUT);
    read_group(reader, layer, json, pointer, GROUP_PAINT);
    layer->visible = is_visible(layer);
    return layer;
}
