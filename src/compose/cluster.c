#include "compose/cluster.h"

#include <math.h>

#define MIN_CELL_PX 1.0
#define MAX_CELLS 4e6

/* Cells at least a radius wide: what is near a point lies in its cell or the eight round it. */
struct index {
    const struct page_point *points;
    double x, y, cell_px;
    guint columns, rows;
    guint *starts; /* by cell: where its points begin in `order`; one more than there are cells */
    guint *order;  /* the points by cell, ascending in each */
};

static guint cell_of(const struct index *index, struct page_point at)
{
    guint column = (guint)((at.x - index->x) / index->cell_px);
    guint row = (guint)((at.y - index->y) / index->cell_px);
    return MIN(row, index->rows - 1) * index->columns + MIN(column, index->columns - 1);
}

static void sort_into_cells(struct index *index, guint n)
{
    guint cells = index->columns * index->rows;
    index->starts = g_new0(guint, cells + 2);
    index->order = g_new(guint, MAX(n, 1));
    /* Counted two further on, the sums are where each cell begins; filling moves them on by one. */
    for (guint i = 0; i < n; i++) {
        index->starts[cell_of(index, index->points[i]) + 2]++;
    }
    for (guint cell = 2; cell < cells + 2; cell++) {
        index->starts[cell] += index->starts[cell - 1];
    }
    for (guint i = 0; i < n; i++) {
        index->order[index->starts[cell_of(index, index->points[i]) + 1]++] = i;
    }
}

static void index_init(struct index *index, const struct page_point *points, guint n,
                       double radius_px)
{
    struct box box = box_empty();
    for (guint i = 0; i < n; i++) {
        box_add(&box, points[i].x, points[i].y);
    }
    double width = box.xmax - box.xmin, height = box.ymax - box.ymin;
    double cell = fmax(fmax(radius_px, MIN_CELL_PX), sqrt(width * height / MAX_CELLS));
    cell = fmax(cell, fmax(width, height) / MAX_CELLS);
    *index = (struct index){
        points, box.xmin, box.ymin, cell, (guint)(width / cell) + 1, (guint)(height / cell) + 1,
        NULL,   NULL};
    sort_into_cells(index, n);
}

static void index_clear(struct index *index)
{
    g_free(index->starts);
    g_free(index->order);
}

static gint ascending(gconstpointer a, gconstpointer b)
{
    guint left = *(const guint *)a, right = *(const guint *)b;
    return left < right ? -1 : left > right;
}

static void add_from_cell(const struct index *index, guint cell, guint seed, double radius_px,
                          const gboolean *taken, GArray *near)
{
    struct page_point at = index->points[seed];
    for (guint k = index->starts[cell]; k < index->starts[cell + 1]; k++) {
        guint other = index->order[k];
        if (!taken[other] && other != seed &&
            hypot(index->points[other].x - at.x, index->points[other].y - at.y) <= radius_px) {
            g_array_append_val(near, other);
        }
    }
}

/* The free points within the radius of a free point, without it. */
static void find_near(const struct index *index, guint seed, double radius_px,
                      const gboolean *taken, GArray *near)
{
    guint cell = cell_of(index, index->points[seed]);
    guint column = cell % index->columns, row = cell / index->columns;
    g_array_set_size(near, 0);
    for (guint y = row > 0 ? row - 1 : 0; y <= MIN(row + 1, index->rows - 1); y++) {
        for (guint x = column > 0 ? column - 1 : 0; x <= MIN(column + 1, index->columns - 1); x++) {
            add_from_cell(index, y * index->columns + x, seed, radius_px, taken, near);
        }
    }
    g_array_sort(near, ascending);
}

static struct page_point mean_of(const struct page_point *points, const GArray *members,
                                 guint first)
{
    struct page_point sum = {0, 0};
    for (guint i = first; i < members->len; i++) {
        struct page_point at = points[g_array_index(members, guint, i)];
        sum.x += at.x;
        sum.y += at.y;
    }
    return (struct page_point){sum.x / (members->len - first), sum.y / (members->len - first)};
}

GArray *clusters_make(const struct page_point *points, guint n, double radius_px, guint min_points,
                      GArray *members)
{
    GArray *clusters = g_array_new(FALSE, FALSE, sizeof(struct cluster));
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree gboolean *taken = g_new0(gboolean, MAX(n, 1));
    struct index index;
    if (n == 0) {
        return clusters;
    }
    index_init(&index, points, n, radius_px);
    for (guint i = 0; i < n; i++) {
        if (taken[i]) {
            continue;
        }
        struct cluster cluster = {.first = members->len};
        find_near(&index, i, radius_px, taken, near);
        taken[i] = TRUE;
        g_array_append_val(members, i);
        for (guint k = 0; near->len + 1 >= min_points && k < near->len; k++) {
            guint other = g_array_index(near, guint, k);
            taken[other] = TRUE;
            g_array_append_val(members, other);
        }
        cluster.count = members->len - cluster.first;
        cluster.at = mean_of(points, members, cluster.first);
        g_array_append_val(clusters, cluster);
    }
    index_clear(&index);
    return clusters;
}
