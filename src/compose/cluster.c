#include "compose/cluster.h"

#include <math.h>

#define TILE_PX 512.0
/* Beyond, a double does not tell one cell from the next. */
#define MAX_CELL 4503599627370496.0

/* A place as the index has it, in cells as wide as the radius: what is near a place lies in its
 * cell or the eight round it. */
struct spot {
    gint64 row, column;
    float x, y;
    guint index; /* in the level */
};

/* The clusters of one zoom on their way to those of the next. */
struct level {
    struct clusters *clusters;
    const struct cluster_rule *rule;
    const GArray *from; /* guint, indexes of clusters */
    GArray *spots;      /* struct spot, by row, column and index */
    gboolean *done;     /* by index in `from`: it belongs to what was made, or has gone on */
    GArray *near;       /* guint, indexes in `from` */
    guint n_points, zoom;
    double radius;
};

static const struct cluster *cluster_at(const struct level *level, guint index)
{
    return &g_array_index(level->clusters->all, struct cluster,
                          g_array_index(level->from, guint, index));
}

static gint64 cell_of(const struct level *level, double place)
{
    return (gint64)CLAMP(floor(place / level->radius), -MAX_CELL, MAX_CELL);
}

static gint by_cell(gconstpointer a, gconstpointer b)
{
    const struct spot *left = a, *right = b;
    return left->row != right->row ? (left->row < right->row ? -1 : 1)
           : left->column != right->column
               ? (left->column < right->column ? -1 : 1)
               : (left->index > right->index) - (left->index < right->index);
}

static void fill_index(struct level *level)
{
    g_array_set_size(level->spots, 0);
    for (guint i = 0; i < level->from->len; i++) {
        const struct cluster *cluster = cluster_at(level, i);
        struct spot spot = {.x = (float)cluster->x, .y = (float)cluster->y, .index = i};
        spot.row = cell_of(level, spot.y);
        spot.column = cell_of(level, spot.x);
        g_array_append_val(level->spots, spot);
    }
    g_array_sort(level->spots, by_cell);
}

/* The first spot in the cell or behind it. */
static guint first_in(const GArray *spots, gint64 row, gint64 column)
{
    guint low = 0, high = spots->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        const struct spot *spot = &g_array_index(spots, struct spot, middle);
        if (spot->row < row || (spot->row == row && spot->column < column)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static gint ascending(gconstpointer a, gconstpointer b)
{
    guint left = *(const guint *)a, right = *(const guint *)b;
    return left < right ? -1 : left > right;
}

/* Those that are free and within the radius of a place; how many points they have together. Each
 * spot is looked at by few: those that search are a radius apart, and so few to a cell. */
static guint find_near(struct level *level, double x, double y)
{
    gint64 row = cell_of(level, y), column = cell_of(level, x);
    guint points = 0;
    g_array_set_size(level->near, 0);
    for (gint64 r = row - 1; r <= row + 1; r++) {
        for (guint i = first_in(level->spots, r, column - 1); i < level->spots->len; i++) {
            const struct spot *spot = &g_array_index(level->spots, struct spot, i);
            double dx = spot->x - x, dy = spot->y - y;
            if (spot->row != r || spot->column > column + 1) {
                break;
            }
            if (!level->done[spot->index] && dx * dx + dy * dy <= level->radius * level->radius) {
                g_array_append_val(level->near, spot->index);
                points += cluster_at(level, spot->index)->count;
            }
        }
    }
    g_array_sort(level->near, ascending);
    return points;
}

static void add_member(const struct level *level, struct cluster *cluster, guint index)
{
    const struct cluster *member = cluster_at(level, index);
    cluster->x += member->x * member->count;
    cluster->y += member->y * member->count;
    cluster->count += member->count;
    cluster->members++;
    g_array_append_val(level->clusters->members, g_array_index(level->from, guint, index));
}

/* Of one and those near it, a cluster; returns its index. */
static guint make_cluster(const struct level *level, guint index)
{
    GArray *all = level->clusters->all;
    struct cluster cluster = {.id = 32.0 * index + level->zoom + 1 + level->n_points,
                              .first = level->clusters->members->len};
    add_member(level, &cluster, index);
    for (guint i = 0; i < level->near->len; i++) {
        add_member(level, &cluster, g_array_index(level->near, guint, i));
    }
    cluster.x /= cluster.count;
    cluster.y /= cluster.count;
    g_array_append_val(all, cluster);
    return all->len - 1;
}

/* What the zoom has for one of the zoom above, and for those near it. */
static void gather(struct level *level, guint index, GArray *to)
{
    const struct cluster own = *cluster_at(level, index);
    guint points = own.count + find_near(level, own.x, own.y);
    for (guint i = 0; i < level->near->len; i++) {
        level->done[g_array_index(level->near, guint, i)] = TRUE;
    }
    if (level->near->len > 0 && points >= level->rule->min_points) {
        guint made = make_cluster(level, index);
        g_array_append_val(to, made);
        return;
    }
    g_array_append_val(to, g_array_index(level->from, guint, index));
    for (guint i = 0; i < level->near->len; i++) {
        guint other = g_array_index(level->near, guint, i);
        g_array_append_val(to, g_array_index(level->from, guint, other));
    }
}

static GArray *next_zoom(struct level *level)
{
    GArray *to = g_array_sized_new(FALSE, FALSE, sizeof(guint), level->from->len);
    level->radius = ldexp(level->rule->radius_px / TILE_PX, -(int)level->zoom);
    fill_index(level);
    for (guint i = 0; i < level->from->len; i++) {
        level->done[i] = FALSE;
    }
    for (guint i = 0; i < level->from->len; i++) {
        if (!level->done[i]) {
            level->done[i] = TRUE;
            gather(level, i, to);
        }
    }
    return to;
}

/* To the precision of a float. Without `volatile` GCC 12 leaves the conversion there and back out
 * where it takes x and y in one step. */
static double as_float(double value)
{
    volatile float rounded = (float)value;
    return rounded;
}

static void add_points(struct clusters *clusters, const struct coord *points, guint n)
{
    for (guint i = 0; i < n; i++) {
        struct cluster point = {.x = as_float(points[i].x), .y = as_float(points[i].y), .count = 1};
        g_array_append_val(clusters->all, point);
        g_array_append_val(clusters->shown, i);
    }
}

struct clusters *clusters_new(const struct coord *points, guint n, const struct cluster_rule *rule,
                              guint zoom)
{
    struct clusters *clusters = g_new0(struct clusters, 1);
    clusters->all = g_array_sized_new(FALSE, FALSE, sizeof(struct cluster), n);
    clusters->members = g_array_new(FALSE, FALSE, sizeof(guint));
    clusters->shown = g_array_sized_new(FALSE, FALSE, sizeof(guint), n);
    add_points(clusters, points, n);
    g_autoptr(GArray) spots = g_array_sized_new(FALSE, FALSE, sizeof(struct spot), n);
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree gboolean *done = g_new0(gboolean, MAX(n, 1));
    for (guint z = MIN(rule->max_zoom, CLUSTER_MAX_ZOOM) + 1; z-- > zoom;) {
        struct level level = {clusters, rule, clusters->shown, spots, done, near, n, z, 0};
        GArray *shown = next_zoom(&level);
        g_array_unref(clusters->shown);
        clusters->shown = shown;
    }
    return clusters;
}

void clusters_free(struct clusters *clusters)
{
    if (clusters == NULL) {
        return;
    }
    g_array_unref(clusters->all);
    g_array_unref(clusters->members);
    g_array_unref(clusters->shown);
    g_free(clusters);
}
