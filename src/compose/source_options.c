#include "compose/source_options.h"

#include "base/error.h"

#include <math.h>

#define DEFAULT_RADIUS_PX 50.0
#define DEFAULT_MAXZOOM 18.0
#define MIN_POINTS 2
/* Each of them is worked out for every record. */
#define MAX_PROPERTIES 100

/* What an option is read for. */
struct option_reader {
    const struct style *style;
    const struct style_source *source;
    struct diagnostics *diagnostics;
};

static guint line_of(const struct option_reader *reader, const char *option)
{
    guint line = 0, column = 0;
    const char *id = reader->source->tiles != NULL ? reader->source->tiles : reader->source->id;
    g_autofree char *pointer = g_strdup_printf("/sources/%s/%s", id, option);
    json_text_locate(reader->style->text, pointer, &line, &column);
    return line;
}

/* `key`: where in the option, as expressions say it: "[2][1]". */
static gboolean fail_at(const struct option_reader *reader, const char *option, const char *key,
                        const char *text, GError **error)
{
    g_autofree char *id = printable_dup(reader->source->id);
    set_data_error(error, reader->style->path, line_of(reader, option), "source \"%s\": %s%s: %s",
                   id, option, key, text);
    return FALSE;
}

static gboolean fail(const struct option_reader *reader, const char *option, const char *text,
                     GError **error)
{
    return fail_at(reader, option, "", text, error);
}

static gboolean read_number(const struct option_reader *reader, const char *option, double low,
                            double *number, GError **error)
{
    const json_t *json = json_object_get(reader->source->json, option);
    if (json == NULL) {
        return TRUE;
    }
    if (!json_is_number(json) || !(json_number_value(json) >= low)) {
        g_autofree char *text = g_strdup_printf("a number from %g up is expected", low);
        return fail(reader, option, text, error);
    }
    *number = json_number_value(json);
    return TRUE;
}

static gboolean read_boolean(const struct option_reader *reader, const char *option,
                             gboolean *boolean, GError **error)
{
    const json_t *json = json_object_get(reader->source->json, option);
    if (json != NULL && !json_is_boolean(json)) {
        return fail(reader, option, "true or false is expected", error);
    }
    *boolean = json_is_true(json);
    return TRUE;
}

static struct expression *fail_at_problem(const struct option_reader *reader, const char *option,
                                          const GPtrArray *problems, GError **error)
{
    const struct expression_problem *problem = g_ptr_array_index(problems, 0);
    fail_at(reader, option, problem->key, problem->message, error);
    return NULL;
}

static gboolean read_filter(const struct option_reader *reader, struct source_options *options,
                            GError **error)
{
    const json_t *json = json_object_get(reader->source->json, "filter");
    g_autoptr(GPtrArray) problems = expression_problems_new();
    if (json == NULL) {
        return TRUE;
    }
    options->filter = filter_expression_new(json, problems);
    return options->filter != NULL || fail_at_problem(reader, "filter", problems, error) != NULL;
}

static gboolean read_promote_id(const struct option_reader *reader, struct source_options *options,
                                GError **error)
{
    const json_t *json = json_object_get(reader->source->json, "promoteId");
    const char *layer = style_source_layer(reader->source);
    if (json_is_object(json) && layer != NULL) {
        json = json_object_get(json, layer);
    } else if (json_is_object(json)) {
        diagnostics_add(reader->diagnostics, SEVERITY_WARNING, reader->style->path,
                        line_of(reader, "promoteId"),
                        "source \"%s\": promoteId by source layer is not used: name one property",
                        reader->source->id);
        return TRUE;
    }
    if (json != NULL && !json_is_string(json)) {
        return fail(reader, "promoteId", "the name of a property is expected", error);
    }
    options->promote_id = g_strdup(json_string_value(json));
    return TRUE;
}

/* ---- clusterProperties: {NAME: [OPERATOR or REDUCE, MAP]} ---- */

static void cluster_property_free(gpointer data)
{
    struct cluster_property *property = data;
    g_free(property->name);
    expression_free(property->map);
    expression_free(property->reduce);
    g_free(property);
}

static struct expression *compile(const struct option_reader *reader, const char *option,
                                  const json_t *json, GError **error)
{
    g_autoptr(GPtrArray) problems = expression_problems_new();
    struct expression *expression = expression_new(json, NULL, problems);
    return expression != NULL ? expression : fail_at_problem(reader, option, problems, error);
}

static gboolean read_cluster_property(const struct option_reader *reader,
                                      struct source_options *options, const char *name,
                                      json_t *json, GError **error)
{
    g_autofree char *option = g_strdup_printf("clusterProperties/%s", name);
    json_t *reduce = json_array_get(json, 0);
    if (json_array_size(json) != 2) {
        return fail(reader, option, "[operator, expression] is expected", error);
    }
    struct cluster_property *property = g_new0(struct cluster_property, 1);
    g_ptr_array_add(options->cluster_properties, property);
    property->name = g_strdup(name);
    property->map = compile(reader, option, json_array_get(json, 1), error);
    if (property->map == NULL) {
        return FALSE;
    }
    reduce = json_is_string(reduce) ? json_pack("[O[s][ss]]", reduce, "accumulated", "get", name)
                                    : json_incref(reduce);
    property->reduce = compile(reader, option, reduce, error);
    json_decref(reduce);
    return property->reduce != NULL;
}

static gboolean read_cluster_properties(const struct option_reader *reader,
                                        struct source_options *options, GError **error)
{
    json_t *json = json_object_get(reader->source->json, "clusterProperties");
    const char *name;
    json_t *value;
    if (json != NULL && (!json_is_object(json) || json_object_size(json) > MAX_PROPERTIES)) {
        return fail(reader, "clusterProperties", "an object of at most 100 members is expected",
                    error);
    }
    json_object_foreach(json, name, value)
    {
        if (!read_cluster_property(reader, options, name, value, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* As MapLibre takes it: 0 is as good as not given, and a part of a zoom is rounded. */
static gboolean read_cluster_max_zoom(const struct option_reader *reader,
                                      struct source_options *options, GError **error)
{
    double maxzoom = DEFAULT_MAXZOOM, given = 0;
    if (!read_number(reader, "maxzoom", 0, &maxzoom, error) ||
        !read_number(reader, "clusterMaxZoom", 0, &given, error)) {
        return FALSE;
    }
    double zoom = given > 0 ? floor(given + 0.5) : floor(maxzoom) - 1;
    options->cluster = options->cluster && zoom >= 0;
    options->cluster_rule.max_zoom = (guint)CLAMP(zoom, 0, CLUSTER_MAX_ZOOM);
    return TRUE;
}

static gboolean read_cluster(const struct option_reader *reader, struct source_options *options,
                             GError **error)
{
    double radius_px = 0, min_points = 0;
    if (!read_boolean(reader, "cluster", &options->cluster, error) ||
        !read_number(reader, "clusterRadius", 0, &radius_px, error) ||
        !read_cluster_max_zoom(reader, options, error) ||
        !read_number(reader, "clusterMinPoints", 0, &min_points, error)) {
        return FALSE;
    }
    options->cluster_rule.radius_px = radius_px > 0 ? radius_px : DEFAULT_RADIUS_PX;
    options->cluster_rule.min_points = (guint)CLAMP(ceil(min_points), MIN_POINTS, G_MAXINT);
    return read_cluster_properties(reader, options, error);
}

/* ---- the whole ---- */

struct source_options *source_options_new(const struct style *style,
                                          const struct style_source *source,
                                          struct diagnostics *diagnostics, GError **error)
{
    const struct option_reader reader = {style, source, diagnostics};
    g_autoptr(SourceOptions) options = g_new0(struct source_options, 1);
    options->cluster_properties = g_ptr_array_new_with_free_func(cluster_property_free);
    if (!read_promote_id(&reader, options, error)) {
        return NULL;
    }
    if (source->tiles != NULL) {
        return g_steal_pointer(&options); /* the rest is of geojson sources */
    }
    if (!read_filter(&reader, options, error) ||
        !read_boolean(&reader, "generateId", &options->generate_id, error) ||
        !read_cluster(&reader, options, error)) {
        return NULL;
    }
    return g_steal_pointer(&options);
}

void source_options_free(struct source_options *options)
{
    if (options == NULL) {
        return;
    }
    expression_free(options->filter);
    g_free(options->promote_id);
    g_ptr_array_unref(options->cluster_properties);
    g_free(options);
}

gboolean source_options_accept(const struct source_options *options, struct evaluation *evaluation)
{
    struct value value;
    return options->filter == NULL ||
           (expression_evaluate(options->filter, evaluation, &value, NULL) &&
            value.type == VALUE_BOOLEAN && value.boolean);
}

gboolean source_options_cluster_at(const struct source_options *options, double zoom)
{
    return options->cluster && zoom < options->cluster_rule.max_zoom + 1.0;
}
