#include "compose/hex_grid.h"

#include "base/error.h"
#include "base/value.h"

#include <math.h>

#define LATTICE_DEG 30.0
/* More cells than anyone can look at. */
#define MAX_CELLS 4e6
/* Strokes of cut edges stay outside the frame. */
#define CUT_MARGIN_PX 24.0
#define SQRT_3 1.7320508075688772

struct hex {
    gint q, r;
};

struct hex_grid {
    double km;
    double side_m;
    struct projection *plane; /* of the hexagons */
    struct transform *to_plane, *to_map;
    struct projector *shown, *in_frame;
    struct hex first; /* of the window of cells: column (see column_of) and row */
    guint columns, rows;
    guint *cells; /* a cell's number + 1; 0: not met yet */
    GArray *met;  /* struct hex */
    struct geometry *outline;
};

/* ---- where a hexagon is ---- */

/* Rows are shifted by half a hexagon: the column in a block of rows as wide as high. */
static gint column_of(struct hex hex)
{
    return hex.q + (hex.r - (hex.r & 1)) / 2;
}

/* The nearest hexagon: of the three cube coordinates, whose sum is 0, the one that rounding moved
 * furthest follows from the others. */
static struct hex hex_at(double side_m, struct projected at)
{
    double q = (SQRT_3 / 3 * at.x - at.y / 3) / side_m, r = 2.0 / 3 * at.y / side_m;
    double s = -q - r, whole_q = round(q), whole_r = round(r), whole_s = round(s);
    double by_q = fabs(whole_q - q), by_r = fabs(whole_r - r), by_s = fabs(whole_s - s);
    if (by_q > by_r && by_q > by_s) {
        whole_q = -whole_r - whole_s;
    } else if (by_r > by_s) {
        whole_r = -whole_q - whole_s;
    }
    return (struct hex){(gint)whole_q, (gint)whole_r};
}

static void add_corners(const struct hex_grid *grid, struct hex hex, struct geometry *outline)
{
    double x = grid->side_m * SQRT_3 * (hex.q + hex.r / 2.0), y = grid->side_m * 1.5 * hex.r;
    for (guint i = 0; i < HEX_GRID_CORNERS; i++) {
        double angle = G_PI / 6 + G_PI / 3 * i;
        geometry_add(outline, x + grid->side_m * cos(angle), y + grid->side_m * sin(angle));
    }
}

/* ---- a grid ---- */

static double multiple_of(double degrees, double step)
{
    return round(degrees / step) * step + 0.0;
}

static gboolean open_plane(struct hex_grid *grid, const struct view *view, GError **error)
{
    const struct box world = {-180, -90, 180, 90};
    struct page_point middle = {(view->frame.xmin + view->frame.xmax) / 2,
                                (view->frame.ymin + view->frame.ymax) / 2};
    struct lonlat at = {0, 0};
    view_page_to_lonlat(view, middle, &at);
    g_autofree char *crs = g_strdup_printf("+proj=laea +lat_0=%d +lon_0=%d +datum=WGS84 +units=m",
                                           (int)multiple_of(at.lat, LATTICE_DEG),
                                           (int)multiple_of(at.lon, LATTICE_DEG));
    grid->plane = projection_new(crs, world, error);
    grid->to_plane = grid->plane != NULL ? transform_new(grid->plane, NULL, error) : NULL;
    grid->to_map = grid->to_plane != NULL ? transform_new(view->projection, crs, error) : NULL;
    if (grid->to_map == NULL) {
        return FALSE;
    }
    grid->shown = projector_new(view, grid->to_map, CUT_MARGIN_PX);
    grid->in_frame = projector_new(view, grid->to_map, 0);
    return TRUE;
}

/* Room for the hexagons that may be seen: those of the frame's box in degrees. */
static gboolean open_cells(struct hex_grid *grid, const struct view *view, GError **error)
{
    struct box box = transform_box(grid->to_plane, view_lonlat_box(view));
    double width_m = SQRT_3 * grid->side_m, row_m = 1.5 * grid->side_m;
    if (box_is_empty(box)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "hexagons cannot be laid over this frame");
        return FALSE;
    }
    double columns = (box.xmax - box.xmin) / width_m + 5, rows = (box.ymax - box.ymin) / row_m + 5;
    if (!(columns * rows <= MAX_CELLS)) {
        char km[VALUE_NUMBER_TEXT], least[VALUE_NUMBER_TEXT];
        double least_km = ceil(1000 * grid->km * sqrt(columns * rows / MAX_CELLS)) / 1000;
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "hexagons of %s km are too small for this frame: give %s km or more",
                    value_number_text(grid->km, km), value_number_text(least_km, least));
        return FALSE;
    }
    struct hex first = hex_at(grid->side_m, (struct projected){box.xmin, box.ymin});
    grid->first = (struct hex){column_of(first) - 2, first.r - 2};
    grid->columns = (guint)columns;
    grid->rows = (guint)rows;
    grid->cells = g_new0(guint, (gsize)grid->columns * grid->rows);
    return TRUE;
}

struct hex_grid *hex_grid_new(const struct view *view, double km, GError **error)
{
    g_autoptr(HexGrid) grid = g_new0(struct hex_grid, 1);
    grid->km = km;
    grid->side_m = grid->km * 1000 / SQRT_3;
    grid->met = g_array_new(FALSE, FALSE, sizeof(struct hex));
    grid->outline = geometry_new();
    return open_plane(grid, view, error) && open_cells(grid, view, error) ? g_steal_pointer(&grid)
                                                                          : NULL;
}

void hex_grid_free(struct hex_grid *grid)
{
    if (grid == NULL) {
        return;
    }
    projector_free(grid->shown);
    projector_free(grid->in_frame);
    transform_free(grid->to_plane);
    transform_free(grid->to_map);
    projection_free(grid->plane);
    g_clear_pointer(&grid->met, g_array_unref);
    g_clear_pointer(&grid->outline, geometry_free);
    g_free(grid->cells);
    g_free(grid);
}

double hex_grid_area_km2(const struct hex_grid *grid)
{
    return SQRT_3 / 2 * grid->km * grid->km;
}

guint hex_grid_add(struct hex_grid *grid, struct lonlat at)
{
    struct projected plane;
    if (!transform_point(grid->to_plane, (struct coord){at.lon, at.lat}, &plane)) {
        return HEX_GRID_NONE;
    }
    struct hex hex = hex_at(grid->side_m, plane);
    gint64 column = (gint64)column_of(hex) - grid->first.q, row = (gint64)hex.r - grid->first.r;
    if (column < 0 || row < 0 || column >= grid->columns || row >= grid->rows) {
        return HEX_GRID_NONE;
    }
    guint *cell = &grid->cells[(gsize)row * grid->columns + (gsize)column];
    if (*cell == 0) {
        g_array_append_val(grid->met, hex);
        *cell = grid->met->len;
    }
    return *cell - 1;
}

void hex_grid_place(const struct hex_grid *grid, guint index, gint *q, gint *r)
{
    struct hex hex = g_array_index(grid->met, struct hex, index);
    *q = hex.q;
    *r = hex.r;
}

static void set_outline(const struct hex_grid *grid, guint index)
{
    geometry_clear(grid->outline, GEOMETRY_POLYGON);
    geometry_begin_part(grid->outline);
    add_corners(grid, g_array_index(grid->met, struct hex, index), grid->outline);
}

void hex_grid_corners(const struct hex_grid *grid, guint index,
                      struct lonlat corners[HEX_GRID_CORNERS])
{
    guint n;
    set_outline(grid, index);
    const struct coord *coords = geometry_part(grid->outline, 0, &n);
    for (guint i = 0; i < n; i++) {
        struct coord degrees = {NAN, NAN};
        transform_inverse(grid->to_plane, (struct projected){coords[i].x, coords[i].y}, &degrees);
        corners[i] = (struct lonlat){degrees.x, degrees.y};
    }
}

gboolean hex_grid_path(struct hex_grid *grid, guint index, struct page_path *path)
{
    set_outline(grid, index);
    return projector_project(grid->in_frame, grid->outline, path) &&
           projector_project(grid->shown, grid->outline, path);
}
