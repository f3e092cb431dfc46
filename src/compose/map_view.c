#include "compose/map_view.h"

#include "compose/furniture/furniture.h"

struct projection *map_view_open(const struct map *map, const struct style *style,
                                 struct view *view, GError **error)
{
    g_autoptr(Projection) projection = projection_new(map->crs, map->bbox, error);
    if (projection == NULL) {
        return NULL;
    }
    struct box extent = map->extent;
    if (!map->has_extent) {
        g_autoptr(Transform) wgs84 = transform_new(projection, NULL, error);
        if (wgs84 == NULL) {
            return NULL;
        }
        extent = transform_box(wgs84, map->bbox);
    }
    return view_init(view, projection, extent, furniture_frame(map, style), error)
               ? g_steal_pointer(&projection)
               : NULL;
}
