#include "compose/heatmap_bands.h"

#include "geo/simplify.h"

#define CONTOUR_TOLERANCE_PX 0.1

/* An edge between two nodes: twice the number of its left or upper node, one more when it goes
 * down. Contours go from edge to edge; 0, the first edge of the rim, is never crossed. */
typedef guint32 edge;

struct tracing {
    const struct heat_grid *grid;
    float level;
    edge *next;     /* by edge: the one that the contour crosses after it; 0: none */
    GArray *starts; /* edge: all that contours cross, in order of the grid */
    GArray *ring;   /* struct coord */
};

/* The sides of a cell clockwise from the top; side s lies between corners s and s + 1. */
static edge side_of_cell(const struct heat_grid *grid, guint column, guint row, guint side)
{
    guint node = row * grid->columns + column;
    const edge edges[4] = {2 * node, 2 * (node + 1) + 1, 2 * (node + grid->columns), 2 * node + 1};
    return edges[side];
}

static void link_edges(struct tracing *tracing, edge from, edge to)
{
    tracing->next[from] = to;
    g_array_append_val(tracing->starts, from);
}

/* A contour enters a cell where the corners, taken clockwise, go from below the level to above, and
 * leaves it where they go back: in the next cell the same side is one to enter by. At a saddle it
 * may leave on either hand: when the middle is above the level, round the low corner. */
static void trace_cell(struct tracing *tracing, guint column, guint row)
{
    const struct heat_grid *grid = tracing->grid;
    const float corners[4] = {heat_grid_at(grid, column, row), heat_grid_at(grid, column + 1, row),
                              heat_grid_at(grid, column + 1, row + 1),
                              heat_grid_at(grid, column, row + 1)};
    gboolean above[4];
    for (guint i = 0; i < 4; i++) {
        above[i] = corners[i] >= tracing->level;
    }
    double middle = ((double)corners[0] + corners[1] + corners[2] + corners[3]) / 4;
    guint turn = middle >= tracing->level ? 3 : 1;
    for (guint in = 0; in < 4; in++) {
        if (above[in] || !above[(in + 1) % 4]) {
            continue;
        }
        guint out = (in + turn) % 4;
        while (!(above[out] && !above[(out + 1) % 4])) {
            out = (out + turn) % 4;
        }
        link_edges(tracing, side_of_cell(grid, column, row, in),
                   side_of_cell(grid, column, row, out));
    }
}

/* Most cells lie wholly above or below: each column is compared once for the cells at its sides. */
static void trace_row(struct tracing *tracing, guint row)
{
    const struct heat_grid *grid = tracing->grid;
    const float *top = grid->density + (gsize)row * grid->columns, *bottom = top + grid->columns;
    const float level = tracing->level;
    guint left = (guint)(top[0] >= level) + (guint)(bottom[0] >= level);
    for (guint column = 1; column < grid->columns; column++) {
        guint right = (guint)(top[column] >= level) + (guint)(bottom[column] >= level);
        if (left + right != 0 && left + right != 4) {
            trace_cell(tracing, column - 1, row);
        }
        left = right;
    }
}

static struct coord crossing(const struct tracing *tracing, edge at)
{
    const struct heat_grid *grid = tracing->grid;
    guint node = at / 2, column = node % grid->columns, row = node / grid->columns;
    gboolean down = at % 2 == 1;
    double near = heat_grid_at(grid, column, row);
    double far = heat_grid_at(grid, column + !down, row + down);
    double share = (tracing->level - near) / (far - near);
    return (struct coord){grid->x + (column + (down ? 0 : share)) * grid->cell_px,
                          grid->y + (row + (down ? share : 0)) * grid->cell_px};
}

/* Follows the ring that crosses the edge, and forgets it. */
static void take_ring(struct tracing *tracing, edge start, struct page_path *path)
{
    g_array_set_size(tracing->ring, 0);
    for (edge at = start; tracing->next[at] != 0;) {
        struct coord point = crossing(tracing, at);
        edge next = tracing->next[at];
        g_array_append_val(tracing->ring, point);
        tracing->next[at] = 0;
        at = next;
    }
    simplify_ring((const struct coord *)(void *)tracing->ring->data, tracing->ring->len,
                  CONTOUR_TOLERANCE_PX, path);
}

static struct page_path *contour(struct tracing *tracing, double level)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, TRUE);
    tracing->level = (float)level;
    g_array_set_size(tracing->starts, 0);
    for (guint row = 0; row + 1 < tracing->grid->rows; row++) {
        trace_row(tracing, row);
    }
    for (guint i = 0; i < tracing->starts->len; i++) {
        edge start = g_array_index(tracing->starts, edge, i);
        if (tracing->next[start] != 0) {
            take_ring(tracing, start, path);
        }
    }
    return path;
}

static void tracing_init(struct tracing *tracing, const struct heat_grid *grid)
{
    *tracing = (struct tracing){
        .grid = grid,
        .next = g_new0(edge, 2 * (gsize)grid->columns * grid->rows),
        .starts = g_array_new(FALSE, FALSE, sizeof(edge)),
        .ring = g_array_new(FALSE, FALSE, sizeof(struct coord)),
    };
}

static void tracing_clear(struct tracing *tracing)
{
    g_free(tracing->next);
    g_array_unref(tracing->starts);
    g_array_unref(tracing->ring);
}

static void append_parts(struct page_path *path, const struct page_path *more)
{
    for (guint part = 0; part < page_path_parts(more); part++) {
        guint n;
        const struct page_point *points = page_path_part(more, part, &n);
        page_path_begin_part(path);
        for (guint i = 0; i < n; i++) {
            page_path_add(path, points[i].x, points[i].y);
        }
    }
}

/* All of the grid. */
static struct page_path *ground(const struct heat_grid *grid)
{
    struct page_path *path = page_path_new();
    struct box box = heat_grid_box(grid);
    page_path_clear(path, TRUE);
    page_path_begin_part(path);
    page_path_add(path, box.xmin, box.ymin);
    page_path_add(path, box.xmax, box.ymin);
    page_path_add(path, box.xmax, box.ymax);
    page_path_add(path, box.xmin, box.ymax);
    return path;
}

GPtrArray *heat_grid_bands(const struct heat_grid *grid, const GArray *levels)
{
    GPtrArray *bands = g_ptr_array_new_with_free_func((GDestroyNotify)page_path_free);
    struct tracing tracing;
    tracing_init(&tracing, grid);
    g_ptr_array_add(bands, ground(grid));
    for (guint i = 0; i < levels->len; i++) {
        struct page_path *path = contour(&tracing, g_array_index(levels, double, i));
        append_parts(g_ptr_array_index(bands, i), path);
        g_ptr_array_add(bands, path);
    }
    tracing_clear(&tracing);
    return bands;
}
