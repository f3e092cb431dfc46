#include "icon/svg_outline.h"

#include <math.h>

#define ROWS 64
/* Slivers between flattened curves that touch are no overlap. */
#define MIN_DIFFERENCE 0.002

struct crossing {
    double x;
    int direction;
};

static int compare_crossings(gconstpointer a, gconstpointer b)
{
    const struct crossing *left = a, *right = b;
    return (left->x > right->x) - (left->x < right->x);
}

static void add_crossings(const struct page_path *path, double y, GArray *crossings)
{
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n;
        const struct page_point *points = page_path_part(path, part, &n);
        for (guint i = 0; i < n; i++) {
            struct page_point a = points[i], b = points[(i + 1) % n];
            if ((a.y <= y) != (b.y <= y)) {
                struct crossing crossing = {a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y),
                                            a.y <= y ? 1 : -1};
                g_array_append_val(crossings, crossing);
            }
        }
    }
}

/* How much of the row is inside by the nonzero rule and outside by the even-odd rule. */
static double row_difference(const GArray *crossings)
{
    double difference = 0;
    int winding = 0;
    for (guint i = 0; i + 1 < crossings->len; i++) {
        const struct crossing *crossing = &g_array_index(crossings, struct crossing, i);
        winding += crossing->direction;
        if (winding != 0 && winding % 2 == 0) {
            difference += crossing[1].x - crossing->x;
        }
    }
    return difference;
}

gboolean svg_outline_needs_nonzero(const struct page_path *path)
{
    struct box box = page_path_box(path);
    if (box_is_empty(box)) {
        return FALSE;
    }
    g_autoptr(GArray) crossings = g_array_new(FALSE, FALSE, sizeof(struct crossing));
    double width = box.xmax - box.xmin, height = box.ymax - box.ymin, difference = 0;
    for (guint row = 0; row < ROWS; row++) {
        g_array_set_size(crossings, 0);
        add_crossings(path, box.ymin + height * (row + 0.5) / ROWS, crossings);
        g_array_sort(crossings, compare_crossings);
        difference += row_difference(crossings);
    }
    return difference / ROWS > MIN_DIFFERENCE * width;
}
