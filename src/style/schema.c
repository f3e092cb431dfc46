/* What a style holds beside the properties of its layers, and finding in the tables. */
#include "style/schema_rows.h"

#include "base/words.h"

#include <string.h>

/* Types, defaults and ranges as in MapLibre's style specification, version 8. */
static const char *const alignments[] = {"map", "viewport", NULL};
static const char *const schemes[] = {"xyz", "tms", NULL};
static const char *const function_types[] = {"identity", "exponential", "interval", "categorical",
                                             NULL};
static const char *const color_spaces[] = {"rgb", "lab", "hcl", NULL};
static const char *const vector_type[] = {"vector", NULL};
static const char *const raster_type[] = {"raster", NULL};
static const char *const raster_dem_type[] = {"raster-dem", NULL};
static const char *const geojson_type[] = {"geojson", NULL};
static const char *const video_type[] = {"video", NULL};
static const char *const image_type[] = {"image", NULL};
static const char *const vector_encodings[] = {"mvt", "mlt", NULL};
static const char *const dem_encodings[] = {"terrarium", "mapbox", "custom", NULL};
static const char *const layer_types[] = {"fill",         "line",           "symbol", "circle",
                                          "heatmap",      "fill-extrusion", "raster", "hillshade",
                                          "color-relief", "background",     NULL};

static const struct schema_row root_rows[] = {
    SPECIAL("version", SCHEMA_VERSION, NEEDED),
    MEMBER("name", OTHER(TYPE_STRING, PLAIN, NULL)),
    MEMBER("metadata", OTHER(TYPE_VALUE, PLAIN, NULL)),
    MEMBER("center", ARRAY(PLAIN, NULL, TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("centerAltitude", NUMBER(PLAIN, NULL, -INFINITY, INFINITY)),
    MEMBER("zoom", NUMBER(PLAIN, NULL, -INFINITY, INFINITY)),
    MEMBER("bearing", NUMBER(PLAIN, "0", -INFINITY, INFINITY)),
    MEMBER("pitch", NUMBER(PLAIN, "0", -INFINITY, INFINITY)),
    MEMBER("roll", NUMBER(PLAIN, "0", -INFINITY, INFINITY)),
    SPECIAL("state", SCHEMA_STATE, PLAIN),
    SPECIAL("light", SCHEMA_LIGHT, PLAIN),
    SPECIAL("sky", SCHEMA_SKY, PLAIN),
    SPECIAL("projection", SCHEMA_PROJECTION, PLAIN),
    SPECIAL("terrain", SCHEMA_TERRAIN, PLAIN),
    SPECIAL("sources", SCHEMA_SOURCES, NEEDED),
    SPECIAL("sprite", SCHEMA_SPRITE, PLAIN),
    SPECIAL("glyphs", SCHEMA_GLYPHS, PLAIN),
    SPECIAL("font-faces", SCHEMA_FONT_FACES, PLAIN),
    SPECIAL("transition", SCHEMA_TRANSITION, PLAIN),
    SPECIAL("layers", SCHEMA_LAYERS, NEEDED),
};

static const struct schema_row light_rows[] = {
    MEMBER("anchor", ENUM(CAMERA_STEPPED, "\"viewport\"", alignments)),
    MEMBER("position", ARRAY(CAMERA | MOVES, "[1.15, 210, 30]", TYPE_NUMBER, 3, NULL, -INFINITY)),
    MEMBER("color", OTHER(TYPE_COLOR, CAMERA | MOVES, "\"#ffffff\"")),
    MEMBER("intensity", NUMBER(CAMERA | MOVES, "0.5", 0, 1)),
};

static const struct schema_row sky_rows[] = {
    MEMBER("sky-color", OTHER(TYPE_COLOR, CAMERA | MOVES, "\"#88C6FC\"")),
    MEMBER("horizon-color", OTHER(TYPE_COLOR, CAMERA | MOVES, "\"#ffffff\"")),
    MEMBER("fog-color", OTHER(TYPE_COLOR, CAMERA | MOVES, "\"#ffffff\"")),
    MEMBER("fog-ground-blend", NUMBER(CAMERA | MOVES, "0.5", 0, 1)),
    MEMBER("horizon-fog-blend", NUMBER(CAMERA | MOVES, "0.8", 0, 1)),
    MEMBER("sky-horizon-blend", NUMBER(CAMERA | MOVES, "0.8", 0, 1)),
    MEMBER("atmosphere-blend", NUMBER(CAMERA | MOVES, "0.8", 0, 1)),
};

static const struct schema_row terrain_rows[] = {
    MEMBER("source", OTHER(TYPE_STRING, NEEDED, NULL)),
    MEMBER("exaggeration", NUMBER(PLAIN, "1.0", 0, INFINITY)),
};

static const struct schema_row projection_rows[] = {
    MEMBER("type", OTHER(TYPE_PROJECTION, CAMERA, "\"mercator\"")),
};

static const struct schema_row transition_rows[] = {
    MEMBER("duration", NUMBER(PLAIN, "300", 0, INFINITY)),
    MEMBER("delay", NUMBER(PLAIN, "0", 0, INFINITY)),
};

static const struct schema_row function_rows[] = {
    SPECIAL("expression", SCHEMA_EXPRESSION, PLAIN),
    SPECIAL("stops", SCHEMA_STOPS, PLAIN),
    MEMBER("base", NUMBER(PLAIN, "1", 0, INFINITY)),
    MEMBER("property", OTHER(TYPE_STRING, PLAIN, "\"$zoom\"")),
    MEMBER("type", ENUM(PLAIN, "\"exponential\"", function_types)),
    MEMBER("colorSpace", ENUM(PLAIN, "\"rgb\"", color_spaces)),
    MEMBER("default", OTHER(TYPE_VALUE, PLAIN, NULL)),
};

/* What sources of tiles share. */
#define OF_TILES(only_type)                                                                        \
    MEMBER("type", ENUM(NEEDED, NULL, only_type)), MEMBER("url", OTHER(TYPE_STRING, PLAIN, NULL)), \
        MEMBER("tiles", ARRAY(PLAIN, NULL, TYPE_STRING, -1, NULL, -INFINITY)),                     \
        MEMBER("bounds", ARRAY(PLAIN, "[-180, -85.051129, 180, 85.051129]", TYPE_NUMBER, 4, NULL,  \
                               -INFINITY)),                                                        \
        MEMBER("minzoom", NUMBER(PLAIN, "0", -INFINITY, INFINITY)),                                \
        MEMBER("maxzoom", NUMBER(PLAIN, "22", -INFINITY, INFINITY)),                               \
        MEMBER("attribution", OTHER(TYPE_STRING, PLAIN, NULL)),                                    \
        MEMBER("volatile", OTHER(TYPE_BOOLEAN, PLAIN, "false"))
#define SCHEME MEMBER("scheme", ENUM(PLAIN, "\"xyz\"", schemes))
#define TILE_SIZE MEMBER("tileSize", NUMBER(PLAIN, "512", -INFINITY, INFINITY))

static const struct schema_row source_vector_rows[] = {
    OF_TILES(vector_type),
    SCHEME,
    SPECIAL("promoteId", SCHEMA_PROMOTE_ID, PLAIN),
    MEMBER("encoding", ENUM(PLAIN, "\"mvt\"", vector_encodings)),
};

static const struct schema_row source_raster_rows[] = {
    OF_TILES(raster_type),
    SCHEME,
    TILE_SIZE,
};

static const struct schema_row source_raster_dem_rows[] = {
    OF_TILES(raster_dem_type),
    TILE_SIZE,
    MEMBER("encoding", ENUM(PLAIN, "\"mapbox\"", dem_encodings)),
    MEMBER("redFactor", NUMBER(PLAIN, "1.0", -INFINITY, INFINITY)),
    MEMBER("blueFactor", NUMBER(PLAIN, "1.0", -INFINITY, INFINITY)),
    MEMBER("greenFactor", NUMBER(PLAIN, "1.0", -INFINITY, INFINITY)),
    MEMBER("baseShift", NUMBER(PLAIN, "0.0", -INFINITY, INFINITY)),
};

static const struct schema_row source_geojson_rows[] = {
    MEMBER("type", ENUM(NEEDED, NULL, geojson_type)),
    MEMBER("data", OTHER(TYPE_VALUE, NEEDED, NULL)),
    MEMBER("maxzoom", NUMBER(PLAIN, "18", -INFINITY, INFINITY)),
    MEMBER("attribution", OTHER(TYPE_STRING, PLAIN, NULL)),
    MEMBER("buffer", NUMBER(PLAIN, "128", 0, 512)),
    SPECIAL("filter", SCHEMA_FILTER, PLAIN),
    MEMBER("tolerance", NUMBER(PLAIN, "0.375", -INFINITY, INFINITY)),
    MEMBER("cluster", OTHER(TYPE_BOOLEAN, PLAIN, "false")),
    MEMBER("clusterRadius", NUMBER(PLAIN, "50", 0, INFINITY)),
    MEMBER("clusterMaxZoom", NUMBER(PLAIN, NULL, -INFINITY, INFINITY)),
    MEMBER("clusterMinPoints", NUMBER(PLAIN, NULL, -INFINITY, INFINITY)),
    MEMBER("clusterProperties", OTHER(TYPE_VALUE, PLAIN, NULL)),
    MEMBER("lineMetrics", OTHER(TYPE_BOOLEAN, PLAIN, "false")),
    MEMBER("generateId", OTHER(TYPE_BOOLEAN, PLAIN, "false")),
    SPECIAL("promoteId", SCHEMA_PROMOTE_ID, PLAIN),
};

static const struct schema_row source_video_rows[] = {
    MEMBER("type", ENUM(NEEDED, NULL, video_type)),
    MEMBER("urls", ARRAY(NEEDED, NULL, TYPE_STRING, -1, NULL, -INFINITY)),
    SPECIAL("coordinates", SCHEMA_COORDINATES, NEEDED),
};

static const struct schema_row source_image_rows[] = {
    MEMBER("type", ENUM(NEEDED, NULL, image_type)),
    MEMBER("url", OTHER(TYPE_STRING, NEEDED, NULL)),
    SPECIAL("coordinates", SCHEMA_COORDINATES, NEEDED),
};

static const struct schema_row layer_rows[] = {
    MEMBER("id", OTHER(TYPE_STRING, NEEDED, NULL)),
    {.key = "type", .type = ENUM(NEEDED, NULL, layer_types), .kind = SCHEMA_LAYER_TYPE},
    MEMBER("metadata", OTHER(TYPE_VALUE, PLAIN, NULL)),
    MEMBER("source", OTHER(TYPE_STRING, PLAIN, NULL)),
    MEMBER("source-layer", OTHER(TYPE_STRING, PLAIN, NULL)),
    MEMBER("minzoom", NUMBER(PLAIN, NULL, 0, 24)),
    MEMBER("maxzoom", NUMBER(PLAIN, NULL, 0, 24)),
    SPECIAL("filter", SCHEMA_FILTER, PLAIN),
    SPECIAL("layout", SCHEMA_LAYOUT, PLAIN),
    SPECIAL("paint", SCHEMA_PAINT, PLAIN),
};

/* MapLibre's reference has no tables of these two. */
static const struct schema_row sprite_rows[] = {
    MEMBER("id", OTHER(TYPE_STRING, NEEDED, NULL)),
    MEMBER("url", OTHER(TYPE_STRING, NEEDED, NULL)),
};

static const struct schema_row font_face_rows[] = {
    MEMBER("url", OTHER(TYPE_STRING, NEEDED, NULL)),
    MEMBER("unicode-range", ARRAY(PLAIN, NULL, TYPE_STRING, -1, NULL, -INFINITY)),
};

static const struct schema_object objects[] = {
    OBJECT("sprite", sprite_rows, FALSE),
    OBJECT("font_face", font_face_rows, FALSE),
    OBJECT("root", root_rows, FALSE),
    OBJECT("light", light_rows, FALSE),
    OBJECT("sky", sky_rows, FALSE),
    OBJECT("terrain", terrain_rows, FALSE),
    OBJECT("projection", projection_rows, FALSE),
    OBJECT("transition", transition_rows, FALSE),
    OBJECT("function", function_rows, FALSE),
    OBJECT("source_vector", source_vector_rows, TRUE),
    OBJECT("source_raster", source_raster_rows, TRUE),
    OBJECT("source_raster_dem", source_raster_dem_rows, TRUE),
    OBJECT("source_geojson", source_geojson_rows, FALSE),
    OBJECT("source_video", source_video_rows, FALSE),
    OBJECT("source_image", source_image_rows, FALSE),
    OBJECT("layer", layer_rows, FALSE),
};

const struct schema_object schema_nothing = {"", NULL, 0, FALSE};

static const struct schema_object *find_among(const struct schema_object *among, gsize count,
                                              const char *name)
{
    for (gsize i = 0; i < count && among[i].name; i++)
        if (g_str_equal(among[i].name, name))
            return &among[i];
    return NULL;
}

const struct schema_object *schema_find(const char *name)
{
    const struct schema_object *found = find_among(objects, G_N_ELEMENTS(objects), name);
    return found ? found : find_among(schema_layers, G_MAXSIZE, name);
}

const struct schema_object *schema_of_layer(const char *group, const char *layer_type)
{
    g_autofree char *name = g_strdup_printf("%s_%s", group, layer_type);
    return find_among(schema_layers, G_MAXSIZE, name);
}

const struct schema_row *schema_row(const struct schema_object *object, const char *key)
{
    for (guint i = 0; i < object->n_rows; i++)
        if (g_str_equal(object->rows[i].key, key))
            return &object->rows[i];
    return NULL;
}

const struct schema_row *schema_row_of_transition(const struct schema_object *object,
                                                  const char *key)
{
    const char *suffix = "-transition";
    if (!g_str_has_suffix(key, suffix))
        return NULL;
    g_autofree char *base = g_strndup(key, strlen(key) - strlen(suffix));
    const struct schema_row *row = schema_row(object, base);
    return row && (row->type.flags & SCHEMA_HAS_TRANSITION) ? row : NULL;
}

const char *schema_closest(const struct schema_object *object, const char *key)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (guint i = 0; i < object->n_rows; i++)
        g_ptr_array_add(words, (void *)object->rows[i].key);
    g_ptr_array_add(words, NULL);
    return closest_word(key, (const char *const *)words->pdata);
}
