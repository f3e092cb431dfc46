#include "style/shape.h"

#include <string.h>

/* ---- reading GeoJSON ---- */

/* Where one shape after the other is collected. */
struct reader {
    const struct context *context;
    GArray *shapes; /* struct shape */
    GArray *points; /* struct coord, of the shape being read */
    GArray *starts; /* guint */
};

static void end_shape(struct reader *reader, enum geometry_type type)
{
    GArray *points = reader->points, *starts = reader->starts;
    gsize points_size = points->len * sizeof(struct coord);
    gsize starts_size = starts->len * sizeof(guint);
    struct coord *kept_points = context_alloc(reader->context, MAX(points_size, 1));
    guint *kept_starts = context_alloc(reader->context, MAX(starts_size, 1));
    memcpy(kept_points, points->data, points_size);
    memcpy(kept_starts, starts->data, starts_size);
    struct shape shape = {type, points->len, kept_points, starts->len, kept_starts};
    if (points->len > 0)
        g_array_append_val(reader->shapes, shape);
    g_array_set_size(points, 0);
    g_array_set_size(starts, 0);
}

static gboolean read_position(struct reader *reader, const json_t *json)
{
    const json_t *x = json_array_get(json, 0), *y = json_array_get(json, 1);
    struct coord position = {json_number_value(x), json_number_value(y)};
    g_array_append_val(reader->points, position);
    return json_is_number(x) && json_is_number(y);
}

static gboolean read_part(struct reader *reader, const json_t *json)
{
    gboolean good = json_is_array(json);
    g_array_append_val(reader->starts, reader->points->len);
    for (gsize i = 0; good && i < json_array_size(json); i++)
        good = read_position(reader, json_array_get(json, i));
    return good;
}

/* The coordinates of one point, line or polygon. */
static gboolean read_coordinates(struct reader *reader, const json_t *json, enum geometry_type type)
{
    gboolean good = json_is_array(json);
    if (type == GEOMETRY_POINT) {
        g_array_append_val(reader->starts, reader->points->len);
        good = good && read_position(reader, json);
    } else if (type == GEOMETRY_LINE) {
        good = read_part(reader, json);
    } else {
        for (gsize i = 0; good && i < json_array_size(json); i++)
            good = read_part(reader, json_array_get(json, i));
    }
    end_shape(reader, type);
    return good;
}

static gboolean read_geometry(struct reader *reader, const json_t *json)
{
    static const struct {
        const char *name;
        enum geometry_type type;
        gboolean many;
    } names[] = {
        {"Point", GEOMETRY_POINT, FALSE},     {"MultiPoint", GEOMETRY_POINT, TRUE},
        {"LineString", GEOMETRY_LINE, FALSE}, {"MultiLineString", GEOMETRY_LINE, TRUE},
        {"Polygon", GEOMETRY_POLYGON, FALSE}, {"MultiPolygon", GEOMETRY_POLYGON, TRUE},
    };
    const char *name = json_string_value(json_object_get(json, "type"));
    const json_t *coordinates = json_object_get(json, "coordinates");
    gboolean good = name && coordinates;
    for (gsize i = 0; good && i < G_N_ELEMENTS(names); i++) {
        if (!g_str_equal(names[i].name, name))
            continue;
        if (!names[i].many)
            return read_coordinates(reader, coordinates, names[i].type);
        good = json_is_array(coordinates);
        for (gsize j = 0; good && j < json_array_size(coordinates); j++)
            good = read_coordinates(reader, json_array_get(coordinates, j), names[i].type);
    }
    return good;
}

static gboolean read_geojson(struct reader *reader, const json_t *json)
{
    const char *name = json_string_value(json_object_get(json, "type"));
    if (g_strcmp0(name, "Feature") == 0)
        return read_geometry(reader, json_object_get(json, "geometry"));
    if (g_strcmp0(name, "FeatureCollection") != 0)
        return read_geometry(reader, json);
    const json_t *features = json_object_get(json, "features");
    gboolean good = json_is_array(features);
    for (gsize i = 0; good && i < json_array_size(features); i++)
        good = read_geometry(reader, json_object_get(json_array_get(features, i), "geometry"));
    return good;
}

struct shapes *shapes_read(const struct context *context, const json_t *json)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct shape));
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(struct coord));
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(guint));
    struct reader reader = {context, found, points, starts};
    if (!read_geojson(&reader, json))
        return NULL;
    struct shapes *shapes = context_alloc(context, sizeof *shapes);
    gsize size = found->len * sizeof(struct shape);
    shapes->count = found->len;
    shapes->items = context_alloc(context, MAX(size, 1));
    memcpy(shapes->items, found->data, size);
    return shapes;
}

/* ---- looking at shapes ---- */

struct shape shape_of_feature(const struct evaluation *evaluation)
{
    const struct feature *feature = evaluation->feature;
    const struct geometry *geometry = evaluation->lonlat ? evaluation->lonlat
                                      : feature          ? feature->geometry
                                                         : NULL;
    if (!geometry || geometry->coords->len == 0)
        return (struct shape){.type = GEOMETRY_EMPTY};
    return (struct shape){geometry->type, geometry->coords->len,
                          (const struct coord *)geometry->coords->data, geometry->starts->len,
                          (const guint *)geometry->starts->data};
}

const struct coord *shape_part(const struct shape *shape, guint part, guint *length)
{
    guint start = shape->starts[part];
    guint end = part + 1 < shape->n_parts ? shape->starts[part + 1] : shape->n_points;
    *length = end - start;
    return shape->points + start;
}
