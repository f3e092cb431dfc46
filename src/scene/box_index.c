#include "scene/box_index.h"

#include <math.h>

#define CELL_PX 32.0
/* A side of the grid: a larger page gets larger cells. */
#define MAX_CELLS 256
/* A box over more cells than this is kept in a list of its own, which every query looks through. */
#define MAX_CELLS_PER_BOX 1024

struct entry {
    struct box box;
    guint owner, tag;
};

struct box_index {
    guint columns, rows;
    double cell_px;
    GArray *entries; /* struct entry */
    GArray **cells;  /* guint: numbers of entries; NULL where there are none */
    GArray *large;   /* guint */
};

/* Cells that a box touches, both ends included. */
struct cell_range {
    guint left, top, right, bottom;
};

static guint cells_along(double px, double cell_px)
{
    return (guint)fmax(1, fmin(ceil(px / cell_px), MAX_CELLS));
}

struct box_index *box_index_new(double width_px, double height_px)
{
    struct box_index *index = g_new0(struct box_index, 1);
    double longest = fmax(width_px, height_px);
    index->cell_px = isfinite(longest) ? fmax(CELL_PX, longest / MAX_CELLS) : CELL_PX;
    index->columns = cells_along(width_px, index->cell_px);
    index->rows = cells_along(height_px, index->cell_px);
    index->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
    index->cells = g_new0(GArray *, index->columns * index->rows);
    index->large = g_array_new(FALSE, FALSE, sizeof(guint));
    return index;
}

void box_index_free(struct box_index *index)
{
    if (index == NULL) {
        return;
    }
    for (guint i = 0; i < index->columns * index->rows; i++) {
        if (index->cells[i] != NULL) {
            g_array_unref(index->cells[i]);
        }
    }
    g_free(index->cells);
    g_array_unref(index->entries);
    g_array_unref(index->large);
    g_free(index);
}

/* FALSE for NaN too. */
static gboolean covers_something(struct box box)
{
    return box.xmin < box.xmax && box.ymin < box.ymax;
}

/* What lies beyond the page falls into the cells at its edge. */
static guint cell_at(double px, double cell_px, guint cells)
{
    return (guint)CLAMP(floor(px / cell_px), 0, cells - 1);
}

static struct cell_range range_of(const struct box_index *index, struct box box)
{
    return (struct cell_range){
        .left = cell_at(box.xmin, index->cell_px, index->columns),
        .top = cell_at(box.ymin, index->cell_px, index->rows),
        .right = cell_at(box.xmax, index->cell_px, index->columns),
        .bottom = cell_at(box.ymax, index->cell_px, index->rows),
    };
}

static void add_to_cells(struct box_index *index, struct cell_range range, guint number)
{
    for (guint row = range.top; row <= range.bottom; row++) {
        for (guint column = range.left; column <= range.right; column++) {
            GArray **cell = &index->cells[row * index->columns + column];
            if (*cell == NULL) {
                *cell = g_array_new(FALSE, FALSE, sizeof(guint));
            }
            g_array_append_val(*cell, number);
        }
    }
}

void box_index_add(struct box_index *index, struct box box, guint owner)
{
    box_index_add_tagged(index, box, owner, 0);
}

void box_index_add_tagged(struct box_index *index, struct box box, guint owner, guint tag)
{
    if (!covers_something(box)) {
        return;
    }
    struct entry entry = {.box = box, .owner = owner, .tag = tag};
    guint number = index->entries->len;
    g_array_append_val(index->entries, entry);
    struct cell_range range = range_of(index, box);
    guint covered = (range.right - range.left + 1) * (range.bottom - range.top + 1);
    if (covered > MAX_CELLS_PER_BOX) {
        g_array_append_val(index->large, number);
    } else {
        add_to_cells(index, range, number);
    }
}

static const struct entry *entry_in(const struct box_index *index, const GArray *list, guint i)
{
    return &g_array_index(index->entries, struct entry, g_array_index(list, guint, i));
}

/* Does an entry overlap a box that belongs to another (or to nobody)? */
static gboolean is_hit(const struct entry *entry, struct box box, guint owner)
{
    return (owner == 0 || entry->owner != owner) && entry->box.xmin < box.xmax &&
           box.xmin < entry->box.xmax && entry->box.ymin < box.ymax && box.ymin < entry->box.ymax;
}

static const struct entry *find_in_list(const struct box_index *index, const GArray *list,
                                        struct box box, guint owner)
{
    for (guint i = 0; list != NULL && i < list->len; i++) {
        if (is_hit(entry_in(index, list, i), box, owner)) {
            return entry_in(index, list, i);
        }
    }
    return NULL;
}

static const struct entry *find_entry(const struct box_index *index, struct box box, guint owner)
{
    struct cell_range range = range_of(index, box);
    for (guint row = range.top; row <= range.bottom; row++) {
        for (guint column = range.left; column <= range.right; column++) {
            const struct entry *entry =
                find_in_list(index, index->cells[row * index->columns + column], box, owner);
            if (entry != NULL) {
                return entry;
            }
        }
    }
    return find_in_list(index, index->large, box, owner);
}

gboolean box_index_hits(const struct box_index *index, struct box box, guint owner)
{
    return box_index_find(index, box, owner, NULL);
}

gboolean box_index_find(const struct box_index *index, struct box box, guint owner,
                        struct box_hit *hit)
{
    const struct entry *entry = covers_something(box) ? find_entry(index, box, owner) : NULL;
    if (entry != NULL && hit != NULL) {
        *hit = (struct box_hit){entry->owner, entry->tag};
    }
    return entry != NULL;
}

static double area_with(const struct entry *entry, struct box box)
{
    struct box both = box_intersection(entry->box, box);
    return (both.xmax - both.xmin) * (both.ymax - both.ymin);
}

/* The area overlapped by a cell's entries; each counts in the first cell it shares with the box. */
static double cell_overlap(const struct box_index *index, guint column, guint row, struct box box,
                           guint owner)
{
    const GArray *list = index->cells[row * index->columns + column];
    double area = 0;
    for (guint i = 0; list != NULL && i < list->len; i++) {
        const struct entry *entry = entry_in(index, list, i);
        if (is_hit(entry, box, owner)) {
            struct cell_range shared = range_of(index, box_intersection(entry->box, box));
            area += shared.left == column && shared.top == row ? area_with(entry, box) : 0;
        }
    }
    return area;
}

double box_index_overlap(const struct box_index *index, struct box box, guint owner)
{
    if (!covers_something(box)) {
        return 0;
    }
    double area = 0;
    struct cell_range range = range_of(index, box);
    for (guint row = range.top; row <= range.bottom; row++) {
        for (guint column = range.left; column <= range.right; column++) {
            area += cell_overlap(index, column, row, box, owner);
        }
    }
    for (guint i = 0; i < index->large->len; i++) {
        const struct entry *entry = entry_in(index, index->large, i);
        area += is_hit(entry, box, owner) ? area_with(entry, box) : 0;
    }
    return area;
}
