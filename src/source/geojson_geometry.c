#include "source/geojson_geometry.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

#define COORDINATE_LIMIT 1e300
#define COLLECTION_MAX_DEPTH 32

static const struct geometry_kind {
    const char *type;
    const char *name; /* as shapefiles tell kinds apart */
    enum geometry_type becomes;
    int depth; /* arrays around a position */
} kinds[] = {
    {"Point", "Point", GEOMETRY_POINT, 0},
    {"MultiPoint", "MultiPoint", GEOMETRY_POINT, 1},
    {"LineString", "LineString", GEOMETRY_LINE, 1},
    {"MultiLineString", "LineString", GEOMETRY_LINE, 2},
    {"Polygon", "Polygon", GEOMETRY_POLYGON, 2},
    {"MultiPolygon", "Polygon", GEOMETRY_POLYGON, 3},
};

static const struct geometry_kind *find_kind(const char *type)
{
    for (guint i = 0; type != NULL && i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i].type, type) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

static gboolean add_position(const json_t *json, struct geometry *geometry, char **problem)
{
    const json_t *x = json_array_get(json, 0);
    const json_t *y = json_array_get(json, 1);
    if (!json_is_number(x) || !json_is_number(y)) {
        *problem = g_strdup("a position is not an array of two or more numbers");
        return FALSE;
    }
    double easting = json_number_value(x), northing = json_number_value(y);
    if (!(fabs(easting) <= COORDINATE_LIMIT) || !(fabs(northing) <= COORDINATE_LIMIT)) {
        *problem = g_strdup("a coordinate is beyond 1e300");
        return FALSE;
    }
    geometry_add(geometry, easting, northing);
    return TRUE;
}

/* A line or ring: one part. Rings are closed. */
static gboolean add_positions(const json_t *json, struct geometry *geometry, char **problem)
{
    gsize n = json_array_size(json);
    if (n == 0) {
        return TRUE;
    }
    geometry_begin_part(geometry);
    guint first = geometry->coords->len;
    for (gsize i = 0; i < n; i++) {
        if (!add_position(json_array_get(json, i), geometry, problem)) {
            return FALSE;
        }
    }
    struct coord start = g_array_index(geometry->coords, struct coord, first);
    struct coord end = g_array_index(geometry->coords, struct coord, geometry->coords->len - 1);
    if (geometry->type == GEOMETRY_POLYGON && (start.x != end.x || start.y != end.y)) {
        geometry_add(geometry, start.x, start.y);
    }
    return TRUE;
}

/* Goes down `depth` arrays; at most 3 (MultiPolygon). */
static gboolean add_coordinates(const json_t *json, int depth, struct geometry *geometry,
                                char **problem)
{
    gboolean points = geometry->type == GEOMETRY_POINT;
    if (!json_is_array(json)) {
        *problem = g_strdup("its coordinates are not nested as its type asks");
        return FALSE;
    }
    if (depth == 0) {
        geometry_begin_part(geometry);
        return add_position(json, geometry, problem);
    }
    if (depth == 1 && !points) {
        return add_positions(json, geometry, problem);
    }
    for (gsize i = 0; i < json_array_size(json); i++) {
        if (!add_coordinates(json_array_get(json, i), depth - 1, geometry, problem)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* What a collection holds, all the way down. */
struct collection {
    enum geometry_type highest;
    guint kinds; /* a bit for each enum geometry_type */
    const char *name;
};

static gboolean look_into(const json_t *json, int depth, struct collection *found, char **problem)
{
    const char *type = json_string_value(json_object_get(json, "type"));
    if (type != NULL && strcmp(type, "GeometryCollection") == 0) {
        const json_t *members = json_object_get(json, "geometries");
        if (!json_is_array(members) || depth >= COLLECTION_MAX_DEPTH) {
            *problem = g_strdup(json_is_array(members) ? "collections nested more than 32 deep"
                                                       : "a GeometryCollection without geometries");
            return FALSE;
        }
        for (gsize i = 0; i < json_array_size(members); i++) {
            if (!look_into(json_array_get(members, i), depth + 1, found, problem)) {
                return FALSE;
            }
        }
        return TRUE;
    }
    const struct geometry_kind *kind = find_kind(type);
    if (kind == NULL) {
        g_autofree char *shown = printable_dup(type != NULL ? type : "");
        *problem = g_strdup_printf("'%s' is no type of geometry", shown);
        return FALSE;
    }
    if (kind->becomes >= found->highest) {
        gboolean same = kind->becomes == found->highest && found->name != NULL;
        found->name = same && strcmp(found->name, kind->name) != 0 ? "MultiPoint" : kind->name;
        found->highest = kind->becomes;
    }
    found->kinds |= 1u << kind->becomes;
    return TRUE;
}

/* Adds the members of the wanted kind; look_into() has checked the structure. */
static gboolean add_members(const json_t *json, struct geometry *geometry, char **problem)
{
    const struct geometry_kind *kind = find_kind(json_string_value(json_object_get(json, "type")));
    if (kind != NULL) {
        return kind->becomes != geometry->type ||
               add_coordinates(json_object_get(json, "coordinates"), kind->depth, geometry,
                               problem);
    }
    const json_t *members = json_object_get(json, "geometries");
    for (gsize i = 0; i < json_array_size(members); i++) {
        if (!add_members(json_array_get(members, i), geometry, problem)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean geojson_geometry_read(const json_t *json, struct geometry *geometry,
                               struct geojson_geometry *result, char **problem)
{
    geometry_clear(geometry, GEOMETRY_EMPTY);
    *result = (struct geojson_geometry){.name = "None"};
    if (json_is_null(json)) {
        return TRUE;
    }
    struct collection found = {.highest = GEOMETRY_EMPTY};
    if (!look_into(json, 0, &found, problem)) {
        return FALSE;
    }
    geometry_clear(geometry, found.highest);
    if (!add_members(json, geometry, problem)) {
        return FALSE;
    }
    if (geometry->coords->len == 0) {
        geometry_clear(geometry, GEOMETRY_EMPTY);
    }
    result->name = found.name != NULL ? found.name : "None";
    result->left_out = (found.kinds & (found.kinds - 1)) != 0;
    return TRUE;
}
