/* The view: which part of the projected plane is drawn where on the page. */
#ifndef IDLIBMAP_GEO_VIEW_H
#define IDLIBMAP_GEO_VIEW_H

#include "geo/geometry.h"
#include "geo/projection.h"

struct view {
    const struct projection *projection; /* borrowed */
    struct transform *wgs84;             /* owned: lon/lat to the map's CRS and back */
    struct box extent;                   /* CRS units: what the frame shows */
    struct box frame;                    /* page px: the map's rectangle on the page, y down */
    double px_per_unit;                  /* the same in x and y */
};

/* Fits `extent` (CRS units) into `frame` (page px): the short side is widened about its centre.
 * False when the extent is empty, not finite or without size. */
gboolean view_init(struct view *view, const struct projection *projection, struct box extent,
                   struct box frame, GError **error);
void view_clear(struct view *view);

static inline struct page_point view_to_page(const struct view *view, struct projected p)
{
    return (struct page_point){
        view->frame.xmin + (p.x - view->extent.xmin) * view->px_per_unit,
        view->frame.ymin + (view->extent.ymax - p.y) * view->px_per_unit,
    };
}

struct projected view_from_page(const struct view *view, struct page_point p);
gboolean view_lonlat_to_page(const struct view *view, struct lonlat in, struct page_point *out);
gboolean view_page_to_lonlat(const struct view *view, struct page_point in, struct lonlat *out);

/* Metres on the ground for one page px at a point, measured along the ellipsoid eastwards on the
 * page (to the right), and the bearing of page-up from true north in degrees (convergence). */
double view_metres_per_px(const struct view *view, struct page_point at);
double view_convergence_deg(const struct view *view, struct page_point at);

/* MapLibre's zoom at the same ground scale at the centre of the frame: 512 * 2^zoom px are as long
 * as the whole parallel there, measured along the ellipsoid. In Web Mercator it is MapLibre's own.
 */
double view_zoom(const struct view *view);

/* The frame in lon/lat: the box of its densified edge and inside. */
struct box view_lonlat_box(const struct view *view);

/* Geometry of a source onto the page: cut to the window in the source's own terms, transformed with
 * edges bent where they bend (adaptive, within 0.1 px), cut at the frame grown by `margin_px`, and
 * thinned by 0.1 px. Points outside are dropped; polygons stay closed. Returns FALSE when nothing
 * is left. A projector holds the buffers and the window of one source; make one for each source. */
struct projector;
struct projector *projector_new(const struct view *view, struct transform *transform,
                                double margin_px);
void projector_free(struct projector *projector);
/* The window in the source's CRS; records whose box misses it need not be read. */
struct box projector_window(const struct projector *projector);
gboolean projector_project(struct projector *projector, const struct geometry *geometry,
                           struct page_path *path);
/* Whether so many edges had to be bent that the last ones were left straight. */
gboolean projector_has_given_up(const struct projector *projector);
/* A single point, whether or not it lies in the frame; false where PROJ gives no result. */
gboolean projector_point(struct projector *projector, struct coord in, struct projected *crs,
                         struct page_point *page);

/* One of very many points: FALSE outside the window, or without a result. After the first 2000 the
 * points go through the grid, within 0.03 px of what PROJ gives. */
gboolean projector_place(struct projector *projector, struct coord in, struct page_point *page);

DEFINE_AUTOPTR(Projector, projector)

#endif
