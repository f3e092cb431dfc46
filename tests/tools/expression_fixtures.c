/* Runs MapLibre's expression fixtures: expression-fixtures DIR reads every test.json below DIR,
 * compiles its expression as a property's, evaluates it for each input, and compares types, results
 * (6 significant figures), constancy, and the keys and texts of errors. A line for each failure or
 * skip, then the counts; exit 1 when anything failed. */
#include "base/json_text.h"
#include "style/legacy.h"
#include "style/properties.h"
#include "style/types.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where MapLibre's own runner says that the expression stands. */
#define ROOT_KEY "layers[0].paint.some-property"

struct tally {
    guint passed, failed, skipped;
};

/* What a fixture needs and this program lacks; NULL when it can be run. */
static const char *skip_reason(const json_t *json)
{
    if (g_strcmp0(json_string_value(json_array_get(json, 0)), "elevation") == 0)
        return "3D";
    for (gsize i = 0; i < json_array_size(json); i++) {
        const char *reason = skip_reason(json_array_get(json, i));
        if (reason)
            return reason;
    }
    return NULL;
}

/* ---- the property that the expression is written for ---- */

struct fixture_property {
    struct property_type type;
    GPtrArray *values;
    char *preset;
};

static enum type_kind kind_named(const char *name)
{
    for (int kind = 0; name && kind < TYPE_KIND_COUNT; kind++) {
        g_autofree char *text = type_text_dup(type_of_kind((enum type_kind)kind));
        if (g_str_equal(text, name))
            return (enum type_kind)kind;
    }
    return name && g_str_equal(name, "enum") ? TYPE_STRING : TYPE_VALUE;
}

static gboolean array_has(const json_t *array, const char *word)
{
    for (gsize i = 0; i < json_array_size(array); i++)
        if (g_strcmp0(json_string_value(json_array_get(array, i)), word) == 0)
            return TRUE;
    return FALSE;
}

static guint flags_of(const json_t *spec)
{
    const char *driven = json_string_value(json_object_get(spec, "property-type"));
    const json_t *expression = json_object_get(spec, "expression");
    const json_t *parameters = json_object_get(expression, "parameters");
    guint flags = json_is_true(json_object_get(spec, "tokens")) ? PROPERTY_TOKENS : 0;
    if (!driven || strstr(driven, "data-driven"))
        flags |= PROPERTY_DATA;
    if (!expression || array_has(parameters, "zoom"))
        flags |= PROPERTY_ZOOM;
    if (!expression || json_is_true(json_object_get(expression, "interpolated")))
        flags |= PROPERTY_INTERPOLATED;
    return flags;
}

static void property_init(struct fixture_property *property, const json_t *spec)
{
    const char *name;
    json_t *value;
    const json_t *length = json_object_get(spec, "length");
    const json_t *preset = json_object_get(spec, "default");
    property->values = g_ptr_array_new();
    json_object_foreach(json_object_get(spec, "values"), name, value)
        g_ptr_array_add(property->values, (void *)name);
    g_ptr_array_add(property->values, NULL);
    property->preset = preset ? json_dumps(preset, JSON_ENCODE_ANY) : NULL;
    property->type = (struct property_type){
        .kind = kind_named(json_string_value(json_object_get(spec, "type"))),
        .item = kind_named(json_string_value(json_object_get(spec, "value"))),
        .length = length ? (int)json_number_value(length) : -1,
        .values = property->values->len > 1 ? (const char *const *)property->values->pdata : NULL,
        .flags = flags_of(spec),
        .default_json = property->preset,
        .minimum = -INFINITY,
        .maximum = INFINITY,
    };
}

static void property_clear(struct fixture_property *property)
{
    g_ptr_array_unref(property->values);
    free(property->preset); /* from jansson */
}

/* ---- results as the fixtures write them ---- */

static json_t *value_json(struct value value);

/* An object {r, g, b, a} with alpha multiplied in. */
static json_t *color_json(struct color color)
{
    return json_pack("{s:f,s:f,s:f,s:f}", "r", color.red * color.alpha, "g",
                     color.green * color.alpha, "b", color.blue * color.alpha, "a", color.alpha);
}

static json_t *array_json(const struct value_array *array)
{
    json_t *json = json_array();
    for (guint i = 0; i < array->length; i++)
        json_array_append_new(json, value_json(array->items[i]));
    return json;
}

static json_t *object_json(const struct value_object *object)
{
    json_t *json = json_object();
    for (guint i = 0; i < object->length; i++)
        json_object_set_new(json, object->keys[i], value_json(object->values[i]));
    return json;
}

static json_t *text_json(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *section_json(const struct value_section *section)
{
    return json_pack("{s:s,s:o,s:o,s:o,s:o,s:o}", "text", section->text, "image",
                     section->image
                         ? value_json((struct value){.type = VALUE_IMAGE, .string = section->image})
                         : json_null(),
                     "scale", section->scale != 0 ? json_real(section->scale) : json_null(),
                     "fontStack", text_json(section->fonts), "textColor",
                     section->color ? color_json(*section->color) : json_null(), "verticalAlign",
                     text_json(section->vertical_align));
}

static json_t *formatted_json(const struct value_formatted *formatted)
{
    json_t *sections = json_array();
    for (guint i = 0; i < formatted->length; i++)
        json_array_append_new(sections, section_json(&formatted->sections[i]));
    return json_pack("{s:o}", "sections", sections);
}

static json_t *value_json(struct value value)
{
    switch (value.type) {
    case VALUE_BOOLEAN:
        return json_boolean(value.boolean);
    case VALUE_NUMBER: /* JSON has no infinities: JavaScript writes null */
        return isfinite(value.number) ? json_real(value.number) : json_null();
    case VALUE_STRING:
        return json_string(value.string);
    case VALUE_COLOR:
        return color_json(*value.color);
    case VALUE_ARRAY:
        return array_json(value.array);
    case VALUE_OBJECT:
        return object_json(value.object);
    case VALUE_FORMATTED:
        return formatted_json(value.formatted);
    case VALUE_IMAGE: /* whether there is one, the caller knows */
        return json_pack("{s:s,s:b}", "name", value.string, "available", 0);
    default:
        return json_null();
    }
}

/* The types that are classes in MapLibre, as their fields. */
static json_t *result_json(const struct type *type, struct value value)
{
    switch (type->kind) {
    case TYPE_COLOR: {
        if (value.type != VALUE_COLOR)
            return value_json(value);
        const struct color *color = value.color;
        return json_pack("[ffff]", color->red * color->alpha, color->green * color->alpha,
                         color->blue * color->alpha, color->alpha);
    }
    case TYPE_PADDING:
    case TYPE_NUMBER_ARRAY:
    case TYPE_COLOR_ARRAY:
    case TYPE_ANCHOR_OFFSETS:
        return json_pack("{s:o}", "values", value_json(value));
    case TYPE_FORMATTED: { /* plain text stands for text in one section */
        struct value_section section = {.text = value.type == VALUE_STRING ? value.string : ""};
        const struct value_formatted plain = {1, &section};
        return value.type == VALUE_FORMATTED ? value_json(value) : formatted_json(&plain);
    }
    default:
        return value_json(value);
    }
}

/* ---- comparing ---- */

/* MapLibre's stripPrecision(): six significant figures, the rest cut off. Twice, since cutting a
 * cut number again may change it. */
static double strip(double number)
{
    if (number == 0)
        return 0;
    double scale = pow(10, MAX(0, 6 - ceil(log10(fabs(number)))));
    return floor(floor(number * scale) / scale * scale) / scale;
}

/* A last bit of difference may not decide where a number is cut. */
static gboolean close_numbers(double a, double b)
{
    return fabs(a - b) <= 1e-9 * MAX(fabs(a), fabs(b)) || strip(a) == strip(b);
}

static gboolean same_json(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return close_numbers(json_number_value(a), json_number_value(b));
    if (json_is_array(a) && json_is_array(b)) {
        gboolean same = json_array_size(a) == json_array_size(b);
        for (gsize i = 0; same && i < json_array_size(a); i++)
            same = same_json(json_array_get(a, i), json_array_get(b, i));
        return same;
    }
    if (json_is_object(a) && json_is_object(b)) {
        const char *key;
        json_t *value;
        gboolean same = json_object_size(a) == json_object_size(b);
        json_object_foreach((json_t *)a, key, value) same =
            same && json_object_get(b, key) && same_json(value, json_object_get(b, key));
        return same;
    }
    return json_equal(a, b);
}

/* ---- one fixture ---- */

/* What MapLibre's runner makes of an error. */
static json_t *error_json(const struct expression_problem *problem)
{
    g_autofree char *text = g_strdup_printf(ROOT_KEY "%s: %s", problem->key, problem->message);
    return json_pack("{s:s}", "error", text);
}

static json_t *problems_json(const GPtrArray *problems)
{
    json_t *errors = json_array();
    for (guint i = 0; i < problems->len; i++) {
        const struct expression_problem *problem = problems->pdata[i];
        json_array_append_new(
            errors, json_pack("{s:s,s:s}", "key", problem->key, "error", problem->message));
    }
    return json_pack("{s:s,s:o}", "result", "error", "errors", errors);
}

/* ---- the feature of an input ---- */

static void add_positions(struct geometry *geometry, const json_t *json, int depth)
{
    if (depth == 0) {
        geometry_add(geometry, json_number_value(json_array_get(json, 0)),
                     json_number_value(json_array_get(json, 1)));
        return;
    }
    gboolean is_part = depth == 1;
    if (is_part)
        geometry_begin_part(geometry);
    for (gsize i = 0; i < json_array_size(json); i++)
        add_positions(geometry, json_array_get(json, i), depth - 1);
}

static void read_geometry(struct geometry *geometry, const json_t *json)
{
    static const struct {
        const char *name;
        enum geometry_type type;
        int depth; /* of arrays round positions */
    } rows[] = {
        {"Point", GEOMETRY_POINT, 0},     {"MultiPoint", GEOMETRY_POINT, 1},
        {"LineString", GEOMETRY_LINE, 1}, {"MultiLineString", GEOMETRY_LINE, 2},
        {"Polygon", GEOMETRY_POLYGON, 2}, {"MultiPolygon", GEOMETRY_POLYGON, 3},
    };
    const char *name = json_string_value(json_object_get(json, "type"));
    const json_t *coordinates = json_object_get(json, "coordinates");
    geometry_clear(geometry, GEOMETRY_EMPTY);
    for (gsize i = 0; name && i < G_N_ELEMENTS(rows); i++) {
        if (!g_str_equal(rows[i].name, name))
            continue;
        geometry_clear(geometry, rows[i].type);
        if (rows[i].depth == 0)
            geometry_begin_part(geometry);
        add_positions(geometry, coordinates, rows[i].depth);
    }
}

static struct tile_id read_tile(const json_t *json)
{
    return (struct tile_id){(guint)json_number_value(json_object_get(json, "z")),
                            (guint)json_number_value(json_object_get(json, "x")),
                            (guint)json_number_value(json_object_get(json, "y"))};
}

static gboolean array_has_name(gpointer array, const char *name)
{
    return array_has(array, name);
}

/* An object as a value; none is an empty one. */
static struct value object_of(struct value_store *store, const json_t *json)
{
    return json_is_object(json)
               ? value_from_json(store, json)
               : (struct value){.type = VALUE_OBJECT, .object = value_store_object(store, 0)};
}

/* Sets "available" of the images in a result. */
static json_t *mark_available(json_t *result, const json_t *images)
{
    const char *name = json_string_value(json_object_get(result, "name"));
    if (name && json_object_get(result, "available"))
        json_object_set_new(result, "available", json_boolean(array_has(images, name)));
    const json_t *sections = json_object_get(result, "sections");
    for (gsize i = 0; i < json_array_size(sections); i++)
        mark_available(json_object_get(json_array_get(sections, i), "image"), images);
    return result;
}

/* The feature of one input, and the result for it. */
static json_t *evaluate_input(const struct expression *expression, const json_t *input,
                              const json_t *global_state)
{
    const json_t *globals = json_array_get(input, 0), *json = json_array_get(input, 1);
    g_autoptr(ValueStore) store = value_store_new();
    g_autoptr(Fields) fields = fields_new();
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(struct value));
    const json_t *geometry_json = json_object_get(json, "geometry");
    g_autoptr(Geometry) geometry = geometry_new();
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(json, "properties"), name, value)
    {
        struct value property_value = value_from_json(store, value);
        fields_add(fields, name);
        g_array_append_val(values, property_value);
    }
    read_geometry(geometry, geometry_json);
    const json_t *id = json_object_get(json, "id");
    struct feature feature = {.id = id ? value_from_json(store, id) : value_absent(),
                              .geometry = geometry,
                              .fields = fields,
                              .values = (const struct value *)values->data,
                              .n_values = values->len};
    const json_t *canonical = json_object_get(globals, "canonicalID");
    struct tile_id tile = read_tile(canonical);
    const json_t *images = json_object_get(globals, "availableImages");
    const struct image_names images_there = {array_has_name, (gpointer)images};
    struct value state = object_of(store, global_state);
    struct value feature_state = object_of(store, json_object_get(json, "featureState"));
    struct evaluation evaluation = {
        .feature = &feature,
        .zoom = json_number_value(json_object_get(globals, "zoom")),
        .store = store,
        .tile = canonical ? &tile : NULL,
        .images = &images_there,
        .state = state.object,
        .feature_state = feature_state.object,
        .line_progress = json_number_value(json_object_get(globals, "lineProgress")),
        .heatmap_density = json_number_value(json_object_get(globals, "heatmapDensity"))};
    struct value result;
    struct expression_problem problem;
    if (expression_evaluate_keyed(expression, &evaluation, &result, &problem))
        return mark_available(result_json(expression_type(expression), result), images);
    json_t *error = error_json(&problem);
    expression_problem_clear(&problem);
    return error;
}

static json_t *compiled_json(const struct expression *expression)
{
    g_autofree char *type = type_text_dup(expression_type(expression));
    return json_pack("{s:s,s:b,s:b,s:s}", "result", "success", "isFeatureConstant",
                     expression_is_feature_constant(expression), "isZoomConstant",
                     expression_is_zoom_constant(expression), "type", type);
}

static struct expression *compile(json_t *json, const struct property_type *type,
                                  GPtrArray *problems)
{
    json_t *converted =
        json_is_object(json) ? legacy_function(json, type, problems) : json_incref(json);
    struct expression *expression =
        converted ? property_expression_parse(converted, type, problems) : NULL;
    json_decref(converted);
    return expression;
}

/* {"compiled": ..., "outputs": [...]} for a fixture. */
static json_t *run_fixture(const json_t *fixture)
{
    struct fixture_property property;
    const json_t *inputs = json_object_get(fixture, "inputs");
    const json_t *state = json_object_get(fixture, "globalState");
    g_autoptr(GPtrArray) problems = expression_problems_new();
    property_init(&property, json_object_get(fixture, "propertySpec"));
    g_autoptr(Expression) expression =
        compile(json_object_get(fixture, "expression"), &property.type, problems);
    json_t *actual = json_pack("{s:o}", "compiled",
                               expression ? compiled_json(expression) : problems_json(problems));
    if (expression && inputs) {
        json_t *outputs = json_array();
        for (gsize i = 0; i < json_array_size(inputs); i++)
            json_array_append_new(outputs,
                                  evaluate_input(expression, json_array_get(inputs, i), state));
        json_object_set_new(actual, "outputs", outputs);
    }
    property_clear(&property);
    return actual;
}

static void print_difference(const char *name, const json_t *expected, const json_t *actual)
{
    char *wanted = json_dumps(expected, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(8));
    char *found = json_dumps(actual, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(8));
    g_print("failed %s: expected %s, found %s\n", name, wanted, found);
    free(wanted);
    free(found);
}

static void check_fixture(const char *path, const char *name, struct tally *tally)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonText) fixture = json_text_load(path, &error);
    if (!fixture) {
        g_print("failed %s: %s\n", name, error->message);
        tally->failed++;
        return;
    }
    const char *reason = skip_reason(json_object_get(fixture->root, "expression"));
    if (reason) {
        g_print("skipped %s: %s\n", name, reason);
        tally->skipped++;
        return;
    }
    const json_t *expected = json_object_get(fixture->root, "expected");
    json_t *actual = run_fixture(fixture->root);
    if (same_json(expected, actual)) {
        tally->passed++;
    } else {
        print_difference(name, expected, actual);
        tally->failed++;
    }
    json_decref(actual);
}

/* ---- the folder ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void walk(const char *folder, const char *name, struct tally *tally)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(g_free);
    const char *entry;
    while (dir && (entry = g_dir_read_name(dir)))
        g_ptr_array_add(entries, g_strdup(entry));
    g_ptr_array_sort(entries, compare_names);
    for (guint i = 0; i < entries->len; i++) {
        g_autofree char *path = g_build_filename(folder, entries->pdata[i], NULL);
        g_autofree char *inner = g_build_filename(name, entries->pdata[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            walk(path, inner, tally);
        else if (g_str_equal(entries->pdata[i], "test.json"))
            check_fixture(path, name, tally);
    }
}

int main(int argc, char **argv)
{
    struct tally tally = {0, 0, 0};
    if (argc != 2 || !g_file_test(argv[1], G_FILE_TEST_IS_DIR)) {
        g_printerr("usage: expression-fixtures DIR\n");
        return 2;
    }
    walk(argv[1], "", &tally);
    g_print("%u passed, %u failed, %u skipped\n", tally.passed, tally.failed, tally.skipped);
    return tally.failed > 0;
}
