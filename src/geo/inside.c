#include "geo/inside.h"

#include <math.h>

/* Centroid and area of a ring by the shoelace formula, from its first point, so that large
 * coordinates lose no digits. */
static double ring_centroid(const struct coord *ring, guint n, struct coord *centroid)
{
    double area = 0, x = 0, y = 0;
    for (guint i = 1; i < n; i++) {
        struct coord a = {ring[i - 1].x - ring[0].x, ring[i - 1].y - ring[0].y};
        struct coord b = {ring[i].x - ring[0].x, ring[i].y - ring[0].y};
        double cross = a.x * b.y - b.x * a.y;
        area += cross;
        x += cross * (a.x + b.x);
        y += cross * (a.y + b.y);
    }
    *centroid = (struct coord){ring[0].x + x / (3 * area), ring[0].y + y / (3 * area)};
    return isfinite(area) ? fabs(area) / 2 : 0;
}

static double greatest_centroid(const struct geometry *geometry, struct coord *centroid)
{
    double greatest = 0;
    for (guint part = 0; part < geometry_parts(geometry); part++) {
        guint n;
        struct coord middle = {0, 0};
        const struct coord *ring = geometry_part(geometry, part, &n);
        double area = n >= 3 ? ring_centroid(ring, n, &middle) : 0;
        if (area > greatest) {
            greatest = area;
            *centroid = middle;
        }
    }
    return greatest;
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

/* Where a level line crosses the rings, from west to east. */
static GArray *crossings_at(const struct geometry *geometry, double y)
{
    GArray *crossings = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint part = 0; part < geometry_parts(geometry); part++) {
        guint n;
        const struct coord *ring = geometry_part(geometry, part, &n);
        for (guint i = 1; i < n; i++) {
            struct coord a = ring[i - 1], b = ring[i];
            if ((a.y > y) != (b.y > y)) {
                double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
                g_array_append_val(crossings, x);
            }
        }
    }
    g_array_sort(crossings, compare_numbers);
    return crossings;
}

gboolean geometry_point_inside(const struct geometry *geometry, struct coord *point)
{
    struct coord centroid;
    if (geometry->type != GEOMETRY_POLYGON || greatest_centroid(geometry, &centroid) <= 0) {
        return FALSE;
    }
    g_autoptr(GArray) crossings = crossings_at(geometry, centroid.y);
    double longest = 0;
    for (guint i = 0; i + 1 < crossings->len; i += 2) {
        double from = g_array_index(crossings, double, i);
        double to = g_array_index(crossings, double, i + 1);
        if (centroid.x >= from && centroid.x <= to) {
            *point = centroid;
            return TRUE;
        }
        if (to - from > longest) {
            longest = to - from;
            *point = (struct coord){(from + to) / 2, centroid.y};
        }
    }
    return longest > 0;
}
