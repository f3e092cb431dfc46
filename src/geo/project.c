#include "geo/clip.h"
#include "geo/grid.h"
#include "geo/simplify.h"
#include "geo/view.h"
#include "geo/window.h"

#include <math.h>

/* How far a drawn line may be off, for bending and again for thinning. */
#define TOLERANCE_PX 0.1
/* A grid is made once this many vertices were asked for: what it costs PROJ to make its nodes. */
#define GRID_VERTICES 2000
#define GRID_TOLERANCE_PX 0.03
/* Edges shorter than this on the page are taken for straight. */
#define STRAIGHT_PX 5
/* Edges longer than this are halved without a look: a curve may cross its chord half-way. */
#define HALVE_PX 200
#define HALVE_DEPTH 4
#define BEND_DEPTH 10
/* Points put into the edges of one source; a map has thousands. Edges that cross the world at
 * random take a hundred each: what follows stays straight. */
#define MAX_BENDS 1000000
/* How often an edge is halved to find where PROJ ceases to give results. */
#define EDGE_OF_RESULTS_DEPTH 8

struct projector {
    const struct view *view;
    struct transform *transform;
    struct box window;  /* in the source's CRS */
    struct box page;    /* the frame with its margin */
    struct grid *grid;  /* NULL: none yet, or it does not help */
    guint bends;        /* points put into edges so far */
    guint vertices;     /* asked for so far, up to GRID_VERTICES */
    GArray *cut;        /* struct coord: of the source, inside the window */
    GArray *cut_starts; /* guint */
    GArray *projected;  /* struct projected */
    GArray *bent;       /* struct coord on the page; NAN where there is no result */
    GArray *visible;    /* struct coord on the page */
    GArray *visible_starts;
    GArray *scratch; /* struct coord */
};

struct projector *projector_new(const struct view *view, struct transform *transform,
                                double margin_px)
{
    struct projector *projector = g_new0(struct projector, 1);
    projector->view = view;
    projector->transform = transform;
    projector->page = box_grow(view->frame, margin_px);
    projector->window =
        source_window(transform, box_grow(view->extent, margin_px / view->px_per_unit));
    projector->cut = g_array_new(FALSE, FALSE, sizeof(struct coord));
    projector->cut_starts = g_array_new(FALSE, FALSE, sizeof(guint));
    projector->projected = g_array_new(FALSE, FALSE, sizeof(struct projected));
    projector->bent = g_array_new(FALSE, FALSE, sizeof(struct coord));
    projector->visible = g_array_new(FALSE, FALSE, sizeof(struct coord));
    projector->visible_starts = g_array_new(FALSE, FALSE, sizeof(guint));
    projector->scratch = g_array_new(FALSE, FALSE, sizeof(struct coord));
    return projector;
}

void projector_free(struct projector *projector)
{
    if (projector == NULL) {
        return;
    }
    grid_free(projector->grid);
    g_array_unref(projector->cut);
    g_array_unref(projector->cut_starts);
    g_array_unref(projector->projected);
    g_array_unref(projector->bent);
    g_array_unref(projector->visible);
    g_array_unref(projector->visible_starts);
    g_array_unref(projector->scratch);
    g_free(projector);
}

struct box projector_window(const struct projector *projector)
{
    return projector->window;
}

gboolean projector_has_given_up(const struct projector *projector)
{
    return projector->bends >= MAX_BENDS;
}

gboolean projector_point(struct projector *projector, struct coord in, struct projected *crs,
                         struct page_point *page)
{
    gboolean ok = transform_point(projector->transform, in, crs);
    *page = view_to_page(projector->view, *crs);
    return ok;
}

static struct coord on_page(const struct projector *projector, struct projected projected)
{
    struct page_point page = view_to_page(projector->view, projected);
    return (struct coord){page.x, page.y};
}

static struct coord middle(struct coord a, struct coord b)
{
    return (struct coord){a.x / 2 + b.x / 2, a.y / 2 + b.y / 2};
}

/* How far a point lies from the segment a-b. */
static double distance_to(struct coord point, struct coord a, struct coord b)
{
    double dx = b.x - a.x;
    double dy = b.y - a.y;
    double length2 = dx * dx + dy * dy;
    double along = ((point.x - a.x) * dx + (point.y - a.y) * dy) / length2;
    along = length2 > 0 ? CLAMP(along, 0, 1) : 0;
    return hypot(point.x - a.x - along * dx, point.y - a.y - along * dy);
}

/* Whether an edge between page points is to be halved at `mid`. */
static gboolean bends(struct coord a, struct coord mid, struct coord b, int depth)
{
    gboolean has_a = coord_is_usable(a);
    gboolean has_b = coord_is_usable(b);
    if (!has_a && !has_b) {
        return depth < HALVE_DEPTH; /* something may show between them */
    }
    if (!has_a || !has_b || !coord_is_usable(mid)) {
        return depth < EDGE_OF_RESULTS_DEPTH;
    }
    gboolean is_long = depth < HALVE_DEPTH && hypot(b.x - a.x, b.y - a.y) > HALVE_PX;
    return is_long || distance_to(mid, a, b) > TOLERANCE_PX;
}

/* Appends what lies between two vertices (given in the source and on the page). */
static void bend(struct projector *projector, const struct coord source[2],
                 const struct coord page[2], int depth)
{
    double dx = page[1].x - page[0].x;
    double dy = page[1].y - page[0].y;
    gboolean is_short = dx * dx + dy * dy < STRAIGHT_PX * STRAIGHT_PX;
    if (depth >= BEND_DEPTH && dx * dx + dy * dy > HALVE_PX * HALVE_PX) {
        /* a seam of the projection: the pen is lifted */
        const struct coord gap = {NAN, NAN};
        g_array_append_val(projector->bent, gap);
    }
    if (depth >= BEND_DEPTH || is_short || projector->bends >= MAX_BENDS) {
        return;
    }
    projector->bends++;
    struct projected projected;
    struct coord mid = middle(source[0], source[1]);
    transform_point(projector->transform, mid, &projected);
    struct coord mid_page = on_page(projector, projected);
    if (!bends(page[0], mid_page, page[1], depth)) {
        return;
    }
    bend(projector, (struct coord[]){source[0], mid}, (struct coord[]){page[0], mid_page},
         depth + 1);
    g_array_append_val(projector->bent, mid_page);
    bend(projector, (struct coord[]){mid, source[1]}, (struct coord[]){mid_page, page[1]},
         depth + 1);
}

/* Vertices of a part, all inside the window, through PROJ or the grid. */
static void project_vertices(struct projector *projector, const struct coord *in, guint n,
                             struct projected *out)
{
    if (projector->vertices < GRID_VERTICES) {
        projector->vertices += MIN(n, GRID_VERTICES);
        if (projector->vertices >= GRID_VERTICES) {
            double tolerance = GRID_TOLERANCE_PX / projector->view->px_per_unit;
            projector->grid = grid_new(projector->transform, projector->window, tolerance);
        }
    }
    if (projector->grid != NULL) {
        grid_points(projector->grid, in, n, out);
    } else {
        transform_points(projector->transform, in, n, out);
    }
}

gboolean projector_place(struct projector *projector, struct coord in, struct page_point *page)
{
    struct projected projected;
    if (!box_contains(projector->window, in.x, in.y)) {
        return FALSE;
    }
    project_vertices(projector, &in, 1, &projected);
    *page = view_to_page(projector->view, projected);
    return isfinite(page->x) && isfinite(page->y);
}

/* Fills `bent` with a part's points on the page; `closed`: with its last edge too. */
static void project_part(struct projector *projector, const struct coord *part, guint n,
                         gboolean closed)
{
    g_array_set_size(projector->projected, n);
    g_array_set_size(projector->bent, 0);
    struct projected *projected = (struct projected *)(void *)projector->projected->data;
    project_vertices(projector, part, n, projected);
    for (guint i = 0; i < n; i++) {
        guint next = i + 1 < n ? i + 1 : 0;
        struct coord page[] = {on_page(projector, projected[i]),
                               on_page(projector, projected[next])};
        g_array_append_val(projector->bent, page[0]);
        if (next > 0 || closed) {
            bend(projector, (struct coord[]){part[i], part[next]}, page, 0);
        }
    }
}

static const struct coord *coords_of(const GArray *array)
{
    return (const struct coord *)(const void *)array->data;
}

/* The range of part `i` in an array of coordinates. */
static const struct coord *piece(const GArray *coords, const GArray *starts, guint i, guint *length)
{
    guint start = g_array_index(starts, guint, i);
    guint end = i + 1 < starts->len ? g_array_index(starts, guint, i + 1) : coords->len;
    *length = end - start;
    return coords_of(coords) + start;
}

static void project_line(struct projector *projector, const struct coord *line, guint n,
                         struct page_path *path)
{
    g_array_set_size(projector->cut, 0);
    g_array_set_size(projector->cut_starts, 0);
    clip_line(line, n, projector->window, projector->cut, projector->cut_starts);
    for (guint i = 0; i < projector->cut_starts->len; i++) {
        guint length;
        const struct coord *part = piece(projector->cut, projector->cut_starts, i, &length);
        project_part(projector, part, length, FALSE);
        g_array_set_size(projector->visible, 0);
        g_array_set_size(projector->visible_starts, 0);
        clip_line(coords_of(projector->bent), projector->bent->len, projector->page,
                  projector->visible, projector->visible_starts);
        for (guint j = 0; j < projector->visible_starts->len; j++) {
            part = piece(projector->visible, projector->visible_starts, j, &length);
            simplify_line(part, length, TOLERANCE_PX, path);
        }
    }
}

static void project_ring(struct projector *projector, const struct coord *ring, guint n,
                         struct page_path *path)
{
    g_array_set_size(projector->cut, 0);
    g_array_set_size(projector->visible, 0);
    clip_ring(ring, n, projector->window, projector->scratch, projector->cut);
    if (projector->cut->len == 0) {
        return;
    }
    project_part(projector, coords_of(projector->cut), projector->cut->len, TRUE);
    clip_ring(coords_of(projector->bent), projector->bent->len, projector->page, projector->scratch,
              projector->visible);
    simplify_ring(coords_of(projector->visible), projector->visible->len, TOLERANCE_PX, path);
}

static void project_points(struct projector *projector, const struct geometry *geometry,
                           struct page_path *path)
{
    const struct coord *coords = coords_of(geometry->coords);
    for (guint i = 0; i < geometry->coords->len; i++) {
        struct projected crs;
        struct page_point page;
        if (box_contains(projector->window, coords[i].x, coords[i].y) &&
            projector_point(projector, coords[i], &crs, &page) &&
            box_contains(projector->page, page.x, page.y)) {
            page_path_begin_part(path);
            page_path_add(path, page.x, page.y);
        }
    }
}

gboolean projector_project(struct projector *projector, const struct geometry *geometry,
                           struct page_path *path)
{
    page_path_clear(path, geometry->type == GEOMETRY_POLYGON);
    if (geometry->type == GEOMETRY_POINT) {
        project_points(projector, geometry, path);
        return path->points->len > 0;
    }
    for (guint i = 0; geometry->type != GEOMETRY_EMPTY && i < geometry_parts(geometry); i++) {
        guint n;
        const struct coord *part = geometry_part(geometry, i, &n);
        if (geometry->type == GEOMETRY_POLYGON) {
            project_ring(projector, part, n, path);
        } else {
            project_line(projector, part, n, path);
        }
    }
    return path->points->len > 0;
}
