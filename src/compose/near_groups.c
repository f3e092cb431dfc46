#include "compose/near_groups.h"

#include <math.h>

#define NO_GROUP G_MAXUINT
#define NO_CIRCLE G_MAXUINT
#define MIN_CELL_PX 2.0
#define MAX_CELLS 1e6

/* Circles without a group, by the cell of their middle. */
struct cells {
    struct box box;
    double cell_px, largest_px;
    guint columns, rows;
    guint *first; /* of each cell; NO_CIRCLE: empty */
    guint *next;  /* of each circle */
};

static guint cell_index(double at, double low, double cell_px, guint n)
{
    return (guint)CLAMP(floor((at - low) / cell_px), 0, (double)n - 1);
}

static void cells_init(struct cells *cells, const struct near_circle *circles, guint n)
{
    *cells = (struct cells){.box = box_empty()};
    for (guint i = 0; i < n; i++) {
        box_add(&cells->box, circles[i].at.x, circles[i].at.y);
        cells->largest_px = fmax(cells->largest_px, circles[i].radius_px);
    }
    double width = fmax(cells->box.xmax - cells->box.xmin, 1);
    double height = fmax(cells->box.ymax - cells->box.ymin, 1);
    cells->cell_px = fmax(fmax(cells->largest_px, MIN_CELL_PX), sqrt(width * height / MAX_CELLS));
    cells->columns = (guint)(width / cells->cell_px) + 1;
    cells->rows = (guint)(height / cells->cell_px) + 1;
    cells->first = g_new(guint, (gsize)cells->columns * cells->rows);
    cells->next = g_new(guint, MAX(n, 1));
    for (gsize i = 0; i < (gsize)cells->columns * cells->rows; i++) {
        cells->first[i] = NO_CIRCLE;
    }
    for (guint i = n; i > 0; i--) {
        struct page_point at = circles[i - 1].at;
        guint column = cell_index(at.x, cells->box.xmin, cells->cell_px, cells->columns);
        guint row = cell_index(at.y, cells->box.ymin, cells->cell_px, cells->rows);
        guint *first = &cells->first[(gsize)row * cells->columns + column];
        cells->next[i - 1] = *first;
        *first = i - 1;
    }
}

/* Takes the circles of a cell that the seed touches, and the seed itself, out of it. */
static void take_cell(struct cells *cells, const struct near_circle *circles, guint seed,
                      guint *cell, guint *groups)
{
    for (guint *link = cell; *link != NO_CIRCLE;) {
        const struct near_circle *other = &circles[*link], *own = &circles[seed];
        double apart = hypot(other->at.x - own->at.x, other->at.y - own->at.y);
        if (*link == seed || apart < own->radius_px + other->radius_px) {
            groups[*link] = groups[seed];
            *link = cells->next[*link];
        } else {
            link = &cells->next[*link];
        }
    }
}

static void take_touching(struct cells *cells, const struct near_circle *circles, guint seed,
                          guint *groups)
{
    struct page_point at = circles[seed].at;
    double reach = circles[seed].radius_px + cells->largest_px;
    guint left = cell_index(at.x - reach, cells->box.xmin, cells->cell_px, cells->columns);
    guint right = cell_index(at.x + reach, cells->box.xmin, cells->cell_px, cells->columns);
    guint top = cell_index(at.y - reach, cells->box.ymin, cells->cell_px, cells->rows);
    guint bottom = cell_index(at.y + reach, cells->box.ymin, cells->cell_px, cells->rows);
    for (guint row = top; row <= bottom; row++) {
        for (guint column = left; column <= right; column++) {
            take_cell(cells, circles, seed, &cells->first[(gsize)row * cells->columns + column],
                      groups);
        }
    }
}

guint *near_groups_new(const struct near_circle *circles, guint n, guint *n_groups)
{
    guint *groups = g_new(guint, MAX(n, 1));
    struct cells cells;
    *n_groups = 0;
    cells_init(&cells, circles, n);
    for (guint i = 0; i < n; i++) {
        groups[i] = NO_GROUP;
    }
    for (guint i = 0; i < n; i++) {
        if (groups[i] == NO_GROUP) {
            groups[i] = (*n_groups)++;
            take_touching(&cells, circles, i, groups);
        }
    }
    g_free(cells.first);
    g_free(cells.next);
    return groups;
}
