#include "compose/spread.h"

#include <math.h>

#define GAP_PX 2.0
/* Room in the middle of the first ring. */
#define CORE_PX 5.0
#define MAX_ON_FIRST_RING 8
#define MAX_IN_ONE_ROW 5

static double largest_radius(const struct spread_symbol *symbols, guint count)
{
    double largest = 0;
    for (guint i = 0; i < count; i++) {
        largest = fmax(largest, symbols[i].radius_px);
    }
    return largest;
}

/* How many symbols of one size fit on a ring without touching. */
static guint ring_capacity(double ring_px, double step_px)
{
    return MAX((guint)floor(G_PI / asin(fmin(1, step_px / (2 * ring_px))) + 1e-9), 1);
}

double spread_on_rings(struct spread_symbol *symbols, guint count)
{
    if (count == 1) {
        symbols[0].at = (struct page_point){0, 0};
        return symbols[0].radius_px;
    }
    double largest = largest_radius(symbols, count);
    double step = 2 * largest + GAP_PX;
    /* A few stand on one ring, wide enough for all of them. */
    double ring = fmax(largest + CORE_PX, step / (2 * sin(G_PI / MIN(count, MAX_ON_FIRST_RING))));
    for (guint done = 0; done < count; ring += step) {
        guint here = MIN(ring_capacity(ring, step), count - done);
        for (guint i = 0; i < here; i++) {
            double angle = -0.75 * G_PI + 2 * G_PI * i / here;
            symbols[done + i].at.x = ring * cos(angle);
            symbols[done + i].at.y = ring * sin(angle);
        }
        done += here;
        if (done == count) {
            break;
        }
    }
    return ring + largest;
}

static double row_width(const struct spread_symbol *row, guint count)
{
    double width = GAP_PX * (count - 1);
    for (guint i = 0; i < count; i++) {
        width += 2 * row[i].radius_px;
    }
    return width;
}

static void set_row(struct spread_symbol *row, guint count, double width, double y)
{
    double x = -width / 2;
    for (guint i = 0; i < count; i++) {
        row[i].at = (struct page_point){x + row[i].radius_px, y};
        x += 2 * row[i].radius_px + GAP_PX;
    }
}

double spread_in_rows(struct spread_symbol *symbols, guint count, double *half_width_px)
{
    guint columns = count <= MAX_IN_ONE_ROW ? count : (guint)ceil(sqrt(2.0 * count));
    guint rows = (count + columns - 1) / columns;
    double step = 2 * largest_radius(symbols, count) + GAP_PX;
    double top = -(double)(rows - 1) * step / 2;
    *half_width_px = 0;
    for (guint row = 0; row < rows; row++) {
        struct spread_symbol *first = symbols + row * columns;
        guint here = MIN(columns, count - row * columns);
        double width = row_width(first, here);
        set_row(first, here, width, top + row * step);
        *half_width_px = fmax(*half_width_px, width / 2);
    }
    return rows * step / 2;
}
