/* Sources: MapLibre's validate_source.ts and validate_raster_dem_source.ts. */
#include "style/checker.h"

#include <string.h>

static const char *const source_types[] = {"vector", "raster", "raster-dem", "geojson",
                                           "video",  "image",  NULL};

/* Only a "custom" encoding has these. */
static void check_dem_member(struct checker *checker, const struct place *place,
                             const struct place *source)
{
    static const char *const factors[] = {"redFactor", "greenFactor", "blueFactor", "baseShift",
                                          NULL};
    const struct schema_object *schema = schema_find("source_raster_dem");
    const struct schema_row *row = schema_row(schema, place->name);
    const json_t *encoding = json_object_get(source->json, "encoding");
    g_autofree char *found = json_string_dup(encoding);
    gboolean custom = json_is_string(encoding) && g_str_equal(found, "custom");
    if (!custom && g_strv_contains(factors, place->name))
        check_error(checker, place,
                    "In \"sources.%s\": \"%s\" is only valid when \"encoding\" is set to "
                    "\"custom\". %s%s%s encoding found",
                    source->name, place->name, json_is_given(encoding) ? "\"" : "",
                    json_is_given(encoding) ? found : "Default",
                    json_is_given(encoding) ? "\"" : "");
    else if (row)
        check_by_row(checker, place, row, USE_OTHER);
    else
        finding_suggest(check_error(checker, place, "unknown property \"%s\"", place->name),
                        schema_closest(schema, place->name));
}

static void check_dem(struct checker *checker, const struct place *source)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)source->json, name, value)
    {
        struct place member = {.outer = source, .name = name, .json = value, .starts_key = TRUE};
        check_dem_member(checker, &member, source);
    }
}

/* "sum": ["+", ["get", "deaths"]]: how two values are added up, and the value of one feature. */
static void check_cluster_properties(struct checker *checker, const struct place *source)
{
    struct place properties = place_member(source, "clusterProperties");
    const char *name;
    json_t *value;
    if (!json_is_given(json_object_get(source->json, "cluster")))
        return;
    json_object_foreach((json_t *)properties.json, name, value)
    {
        struct place pair = {.outer = &properties, .name = name, .json = value};
        struct place reduce = place_item(&pair, 0), map = place_item(&pair, 1);
        if (!json_is_array(value)) {
            check_error(checker, &pair, "array expected, %s found", json_kind(value));
            continue;
        }
        check_expression(checker, &map, NULL, USE_CLUSTER);
        check_expression(checker, &reduce, NULL, USE_CLUSTER);
    }
}

/* What this program draws from: files named in geojson sources, and those given for the layers of a
 * vector source. */
static void warn_of_source(struct checker *checker, const struct place *source, const char *type)
{
    struct place data = place_member(source, "data");
    if (!g_str_equal(type, "geojson") && !g_str_equal(type, "vector"))
        check_warn(checker, source,
                   "source \"%s\" is of type \"%s\", which is not read: only geojson and vector "
                   "are",
                   source->name, type);
    else if (g_str_equal(type, "geojson") && json_is_given(data.json) && !json_is_string(data.json))
        check_warn(checker, &data,
                   "source \"%s\": data written in the style are not read: name a file",
                   source->name);
}

void check_source(struct checker *checker, const struct place *place)
{
    struct place type = place_member(place, "type");
    const char *name = json_string_value(type.json);
    if (!json_is_given(type.json)) {
        check_error(checker, place, "\"type\" is required");
        return;
    }
    if (g_strcmp0(name, "canvas") == 0) {
        struct style_finding *finding =
            check_error(checker, place,
                        "Please use runtime APIs to add canvas sources, rather than including them "
                        "in stylesheets.");
        if (finding)
            finding->has_no_line = TRUE;
        return;
    }
    if (!name || !g_strv_contains(source_types, name)) {
        check_enum(checker, &type, source_types);
        return;
    }
    warn_of_source(checker, place, name);
    g_autofree char *schema = g_strdup_printf("source_%s", name);
    if (g_str_equal(name, "raster-dem"))
        check_dem(checker, place);
    else
        check_object(checker, place, schema_find(schema), NULL, NULL);
    if (g_str_equal(name, "geojson"))
        check_cluster_properties(checker, place);
}
