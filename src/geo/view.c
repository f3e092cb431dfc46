#include "geo/view.h"

#include "base/error.h"
#include "geo/geodesic.h"

#include <math.h>

/* Metres of one px at zoom 0 on the equator of WGS 84: 2 pi 6378137 / 512. */
#define METRES_PER_PX_ZOOM_0 (2 * G_PI * 6378137 / 512)
#define WGS84_ECCENTRICITY2 0.0066943799901413165

static gboolean has_size(struct box box)
{
    return isfinite(box.xmax - box.xmin) && isfinite(box.ymax - box.ymin) && box.xmin < box.xmax &&
           box.ymin < box.ymax;
}

static struct page_point frame_centre(const struct view *view)
{
    return (struct page_point){(view->frame.xmin + view->frame.xmax) / 2,
                               (view->frame.ymin + view->frame.ymax) / 2};
}

/* The extent of the frame's shape about the same centre. */
static struct box widened(struct box extent, struct box frame, double px_per_unit)
{
    double x = (extent.xmin + extent.xmax) / 2;
    double y = (extent.ymin + extent.ymax) / 2;
    double half_width = (frame.xmax - frame.xmin) / px_per_unit / 2;
    double half_height = (frame.ymax - frame.ymin) / px_per_unit / 2;
    return (struct box){x - half_width, y - half_height, x + half_width, y + half_height};
}

gboolean view_init(struct view *view, const struct projection *projection, struct box extent,
                   struct box frame, GError **error)
{
    *view = (struct view){.projection = projection, .frame = frame};
    if (!has_size(extent) || !has_size(frame)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "the map has no extent in %s: it is empty, without size or not finite",
                    projection_name(projection));
        return FALSE;
    }
    view->px_per_unit = MIN((frame.xmax - frame.xmin) / (extent.xmax - extent.xmin),
                            (frame.ymax - frame.ymin) / (extent.ymax - extent.ymin));
    view->extent = widened(extent, frame, view->px_per_unit);
    if (!has_size(view->extent)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "the map's extent in %s is too small or too large to be drawn",
                    projection_name(projection));
        return FALSE;
    }
    view->wgs84 = transform_new(projection, NULL, error);
    return view->wgs84 != NULL;
}

void view_clear(struct view *view)
{
    g_clear_pointer(&view->wgs84, transform_free);
}

struct projected view_from_page(const struct view *view, struct page_point p)
{
    return (struct projected){
        view->extent.xmin + (p.x - view->frame.xmin) / view->px_per_unit,
        view->extent.ymax - (p.y - view->frame.ymin) / view->px_per_unit,
    };
}

gboolean view_lonlat_to_page(const struct view *view, struct lonlat in, struct page_point *out)
{
    struct projected projected;
    gboolean ok = transform_point(view->wgs84, (struct coord){in.lon, in.lat}, &projected);
    *out = view_to_page(view, projected);
    return ok;
}

gboolean view_page_to_lonlat(const struct view *view, struct page_point in, struct lonlat *out)
{
    struct coord coord;
    gboolean ok = transform_inverse(view->wgs84, view_from_page(view, in), &coord);
    *out = (struct lonlat){coord.x, coord.y};
    return ok;
}

/* Metres and bearing from one point of the page to another; NAN where one has no lon/lat. */
static double ground_distance_m(const struct view *view, struct page_point from,
                                struct page_point to, double *azimuth_deg)
{
    struct lonlat a;
    struct lonlat b;
    *azimuth_deg = NAN;
    if (!view_page_to_lonlat(view, from, &a) || !view_page_to_lonlat(view, to, &b)) {
        return NAN;
    }
    return geodesic_distance_m(a, b, azimuth_deg);
}

double view_metres_per_px(const struct view *view, struct page_point at)
{
    double azimuth_deg;
    struct page_point left = {at.x - 1, at.y};
    struct page_point right = {at.x + 1, at.y};
    return ground_distance_m(view, left, right, &azimuth_deg) / 2;
}

double view_convergence_deg(const struct view *view, struct page_point at)
{
    double azimuth_deg;
    ground_distance_m(view, at, (struct page_point){at.x, at.y - 1}, &azimuth_deg);
    return azimuth_deg;
}

double view_zoom(const struct view *view)
{
    struct page_point centre = frame_centre(view);
    struct lonlat lonlat;
    view_page_to_lonlat(view, centre, &lonlat);
    double sine = sin(lonlat.lat * G_PI / 180), cosine = cos(lonlat.lat * G_PI / 180);
    double parallel = cosine / sqrt(1 - WGS84_ECCENTRICITY2 * sine * sine);
    return log2(METRES_PER_PX_ZOOM_0 * parallel / view_metres_per_px(view, centre));
}

struct box view_lonlat_box(const struct view *view)
{
    return transform_box_inverse(view->wgs84, view->extent);
}
