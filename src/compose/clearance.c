#include "compose/clearance.h"

#include <math.h>

#define MAX_CELLS_A_SIDE 512

struct clearance {
    struct box box; /* page px */
    double cell_px;
    guint columns, rows;
    GArray *blocked;  /* guint8, row by row */
    GArray *distance; /* float, in cells; empty until asked for */
};

static guint cell_index(const struct clearance *clearance, guint column, guint row)
{
    return row * clearance->columns + column;
}

static struct page_point cell_center(const struct clearance *clearance, guint column, guint row)
{
    return (struct page_point){clearance->box.xmin + (column + 0.5) * clearance->cell_px,
                               clearance->box.ymin + (row + 0.5) * clearance->cell_px};
}

static gint by_value(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* Where a horizontal line crosses the rings, left to right. */
static void crossings_at(const struct page_path *area, double y, GArray *xs)
{
    g_array_set_size(xs, 0);
    for (guint part = 0; part < page_path_parts(area); part++) {
        guint length;
        const struct page_point *p = page_path_part(area, part, &length);
        for (guint i = 0; i < length; i++) {
            struct page_point a = p[i], b = p[(i + 1) % length];
            if ((a.y <= y) != (b.y <= y)) {
                double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
                g_array_append_val(xs, x);
            }
        }
    }
    g_array_sort(xs, by_value);
}

static void open_span(struct clearance *clearance, guint row, double from_x, double to_x)
{
    double first = ceil((from_x - clearance->box.xmin) / clearance->cell_px - 0.5);
    double last = floor((to_x - clearance->box.xmin) / clearance->cell_px - 0.5);
    first = CLAMP(first, 0, clearance->columns);
    last = CLAMP(last, -1.0, clearance->columns - 1.0);
    for (int column = (int)first; column <= (int)last; column++) {
        g_array_index(clearance->blocked, guint8, cell_index(clearance, (guint)column, row)) = 0;
    }
}

/* Cells whose centre lies in the area, even-odd. */
static void open_area(struct clearance *clearance, const struct page_path *area)
{
    g_autoptr(GArray) xs = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint row = 0; row < clearance->rows; row++) {
        crossings_at(area, cell_center(clearance, 0, row).y, xs);
        for (guint i = 0; i + 1 < xs->len; i += 2) {
            open_span(clearance, row, g_array_index(xs, double, i),
                      g_array_index(xs, double, i + 1));
        }
    }
}

struct clearance *clearance_new(const struct page_path *area, struct box frame, double cell_px)
{
    struct clearance *clearance = g_new0(struct clearance, 1);
    clearance->box = box_intersection(page_path_box(area), frame);
    clearance->blocked = g_array_new(FALSE, FALSE, sizeof(guint8));
    clearance->distance = g_array_new(FALSE, FALSE, sizeof(float));
    if (!box_is_empty(clearance->box)) {
        double width = clearance->box.xmax - clearance->box.xmin;
        double height = clearance->box.ymax - clearance->box.ymin;
        clearance->cell_px = fmax(cell_px, fmax(width, height) / MAX_CELLS_A_SIDE);
        clearance->columns = (guint)(width / clearance->cell_px) + 1;
        clearance->rows = (guint)(height / clearance->cell_px) + 1;
        g_array_set_size(clearance->blocked, clearance->columns * clearance->rows);
        for (guint i = 0; i < clearance->blocked->len; i++) {
            g_array_index(clearance->blocked, guint8, i) = 1;
        }
        open_area(clearance, area);
    }
    return clearance;
}

void clearance_free(struct clearance *clearance)
{
    if (clearance != NULL) {
        g_array_unref(clearance->blocked);
        g_array_unref(clearance->distance);
        g_free(clearance);
    }
}

void clearance_block_box(struct clearance *clearance, struct box box)
{
    box = box_intersection(box, clearance->box);
    if (box_is_empty(box)) {
        return;
    }
    guint last_column = (guint)((box.xmax - clearance->box.xmin) / clearance->cell_px);
    guint last_row = (guint)((box.ymax - clearance->box.ymin) / clearance->cell_px);
    guint first_column = (guint)((box.xmin - clearance->box.xmin) / clearance->cell_px);
    for (guint row = (guint)((box.ymin - clearance->box.ymin) / clearance->cell_px);
         row <= MIN(last_row, clearance->rows - 1); row++) {
        for (guint column = first_column; column <= MIN(last_column, clearance->columns - 1);
             column++) {
            g_array_index(clearance->blocked, guint8, cell_index(clearance, column, row)) = 1;
        }
    }
}

static void block_segment(struct clearance *clearance, struct page_point from, struct page_point to)
{
    double dx = to.x - from.x, dy = to.y - from.y;
    guint steps = (guint)fmin(fmax(fabs(dx), fabs(dy)) / clearance->cell_px + 1, 4096);
    for (guint step = 0; step <= steps; step++) {
        double t = (double)step / steps;
        double column = (from.x + t * dx - clearance->box.xmin) / clearance->cell_px;
        double row = (from.y + t * dy - clearance->box.ymin) / clearance->cell_px;
        if (column >= 0 && row >= 0 && column < clearance->columns && row < clearance->rows) {
            g_array_index(clearance->blocked, guint8,
                          cell_index(clearance, (guint)column, (guint)row)) = 1;
        }
    }
}

void clearance_block_line(struct clearance *clearance, const struct page_path *line)
{
    if (!box_intersects(page_path_box(line), clearance->box)) {
        return;
    }
    for (guint part = 0; part < page_path_parts(line); part++) {
        guint length;
        const struct page_point *p = page_path_part(line, part, &length);
        for (guint i = 0; i + 1 < length; i++) {
            block_segment(clearance, p[i], p[i + 1]);
        }
    }
}

static float distance_or(const struct clearance *clearance, int column, int row, float step)
{
    if (column < 0 || row < 0 || column >= (int)clearance->columns || row >= (int)clearance->rows) {
        return step; /* beyond the raster all is blocked */
    }
    return g_array_index(clearance->distance, float,
                         cell_index(clearance, (guint)column, (guint)row)) +
           step;
}

static void relax(struct clearance *clearance, int column, int row, int direction)
{
    const float diagonal = (float)G_SQRT2;
    float *own = &g_array_index(clearance->distance, float,
                                cell_index(clearance, (guint)column, (guint)row));
    *own = fminf(*own, distance_or(clearance, column - direction, row, 1));
    *own = fminf(*own, distance_or(clearance, column, row - direction, 1));
    *own = fminf(*own, distance_or(clearance, column - direction, row - direction, diagonal));
    *own = fminf(*own, distance_or(clearance, column + direction, row - direction, diagonal));
}

/* Chamfer distance in two passes (Rosenfeld and Pfaltz 1968): within 8 % of the true one, which is
 * enough to choose a spot. */
static void measure(struct clearance *clearance)
{
    int columns = (int)clearance->columns, rows = (int)clearance->rows;
    g_array_set_size(clearance->distance, clearance->blocked->len);
    for (guint i = 0; i < clearance->blocked->len; i++) {
        g_array_index(clearance->distance, float, i) =
            g_array_index(clearance->blocked, guint8, i) ? 0 : (float)(columns + rows);
    }
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            relax(clearance, column, row, 1);
        }
    }
    for (int row = rows - 1; row >= 0; row--) {
        for (int column = columns - 1; column >= 0; column--) {
            relax(clearance, column, row, -1);
        }
    }
}

gboolean clearance_is_open(const struct clearance *clearance, struct page_point at)
{
    double column = (at.x - clearance->box.xmin) / clearance->cell_px;
    double row = (at.y - clearance->box.ymin) / clearance->cell_px;
    return column >= 0 && row >= 0 && column < clearance->columns && row < clearance->rows &&
           !g_array_index(clearance->blocked, guint8,
                          cell_index(clearance, (guint)column, (guint)row));
}

struct open_cell {
    float room; /* cells to the nearest blocked one */
    guint index;
};

static gint by_room(gconstpointer a, gconstpointer b)
{
    const struct open_cell *left = a, *right = b;
    if (left->room != right->room) {
        return left->room > right->room ? -1 : 1;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

/* The open cells, the clearest first. */
static GArray *open_cells(const struct clearance *clearance)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(struct open_cell));
    for (guint i = 0; i < clearance->distance->len; i++) {
        struct open_cell cell = {g_array_index(clearance->distance, float, i), i};
        if (cell.room > 0) {
            g_array_append_val(cells, cell);
        }
    }
    g_array_sort(cells, by_room);
    return cells;
}

static gboolean is_apart(struct page_point point, const struct page_point *spots, guint count,
                         double apart_px)
{
    for (guint i = 0; i < count; i++) {
        double dx = point.x - spots[i].x, dy = point.y - spots[i].y;
        if (dx * dx + dy * dy < apart_px * apart_px) {
            return FALSE;
        }
    }
    return TRUE;
}

guint clearance_spots(struct clearance *clearance, guint n, double apart_px,
                      struct page_point *spots)
{
    guint count = 0;
    measure(clearance);
    g_autoptr(GArray) cells = open_cells(clearance);
    for (guint i = 0; i < cells->len && count < n; i++) {
        guint index = g_array_index(cells, struct open_cell, i).index;
        struct page_point center =
            cell_center(clearance, index % clearance->columns, index / clearance->columns);
        if (is_apart(center, spots, count, apart_px)) {
            spots[count++] = center;
        }
    }
    return count;
}
