#include "geo/window.h"

#include <math.h>

/* Points along an edge of a box, and rows of them inside. */
#define SAMPLES 21
/* A curve through the samples leaves their box by much less than this part of its size. */
#define WINDOW_MARGIN 0.05

static double sample(double min, double max, int i)
{
    double part = (double)i / (SAMPLES - 1);
    return min * (1 - part) + max * part;
}

struct box transform_box(struct transform *transform, struct box box)
{
    struct box result = box_empty();
    for (int i = 0; !box_is_empty(box) && i < SAMPLES * SAMPLES; i++) {
        struct projected out;
        struct coord in = {sample(box.xmin, box.xmax, i % SAMPLES),
                           sample(box.ymin, box.ymax, i / SAMPLES)};
        transform_point(transform, in, &out);
        box_add(&result, out.x, out.y);
    }
    return result;
}

/* `failures`: how many of the samples have no inverse. */
static struct box inverse_samples(struct transform *transform, struct box box, int *failures)
{
    struct box result = box_empty();
    *failures = 0;
    for (int i = 0; !box_is_empty(box) && i < SAMPLES * SAMPLES; i++) {
        struct coord out;
        struct projected in = {sample(box.xmin, box.xmax, i % SAMPLES),
                               sample(box.ymin, box.ymax, i / SAMPLES)};
        *failures += !transform_inverse(transform, in, &out);
        box_add(&result, out.x, out.y);
    }
    return result;
}

static gboolean holds_pole(struct transform *transform, struct box box, double lat)
{
    struct projected pole;
    return transform_is_from_geographic(transform) &&
           transform_point(transform, (struct coord){0, lat}, &pole) &&
           box_contains(box, pole.x, pole.y);
}

struct box transform_box_inverse(struct transform *transform, struct box box)
{
    int failures;
    struct box result = inverse_samples(transform, box, &failures);
    for (int lat = -90; lat <= 90; lat += 180) {
        if (holds_pole(transform, box, lat)) {
            box_add(&result, -180, lat);
            box_add(&result, 180, lat);
        }
    }
    return result;
}

struct box source_window(struct transform *transform, struct box extent)
{
    int failures;
    struct box window = inverse_samples(transform, extent, &failures);
    if (failures > 0 || box_is_empty(window)) {
        return (struct box){-INFINITY, -INFINITY, INFINITY, INFINITY};
    }
    double width = window.xmax - window.xmin;
    double height = window.ymax - window.ymin;
    window = box_grow(window, WINDOW_MARGIN * MAX(width, height));
    if (!transform_is_from_geographic(transform)) {
        return window;
    }
    gboolean north = holds_pole(transform, extent, 90);
    gboolean south = holds_pole(transform, extent, -90);
    window.ymax = north ? INFINITY : window.ymax;
    window.ymin = south ? -INFINITY : window.ymin;
    if (north || south || width > 180) {
        window.xmin = -INFINITY;
        window.xmax = INFINITY;
    }
    return window;
}
