#include "compose/lonlat.h"

struct lonlat_reader {
    struct projection *wgs84;
    struct transform *transform;
    struct geometry *geometry;
};

struct lonlat_reader *lonlat_reader_new(const char *source_crs, GError **error)
{
    g_autoptr(LonlatReader) reader = g_new0(struct lonlat_reader, 1);
    const struct box world = {-180, -90, 180, 90};
    reader->geometry = geometry_new();
    reader->wgs84 = projection_new("EPSG:4326", world, error);
    if (reader->wgs84 == NULL) {
        return NULL;
    }
    reader->transform = transform_new(reader->wgs84, source_crs, error);
    return reader->transform != NULL ? g_steal_pointer(&reader) : NULL;
}

void lonlat_reader_free(struct lonlat_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    transform_free(reader->transform);
    projection_free(reader->wgs84);
    geometry_free(reader->geometry);
    g_free(reader);
}

const struct geometry *lonlat_of(struct lonlat_reader *reader, const struct geometry *geometry)
{
    geometry_clear(reader->geometry, geometry->type);
    for (guint part = 0; part < geometry_parts(geometry); part++) {
        guint length;
        const struct coord *coords = geometry_part(geometry, part, &length);
        geometry_begin_part(reader->geometry);
        for (guint i = 0; i < length; i++) {
            struct projected degrees;
            if (transform_point(reader->transform, coords[i], &degrees)) {
                geometry_add(reader->geometry, degrees.x, degrees.y);
            }
        }
    }
    return reader->geometry;
}
