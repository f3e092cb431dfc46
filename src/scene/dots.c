#include "scene/dots.h"

#include "base/hash.h"

#include <math.h>

/* Places of a middle inside a pixel, along each side. */
#define PHASES 4
/* Ready drawn circles are kept up to this radius, in pixels, in so many slots: at most 23 MB. */
#define MAX_STAMP_RADIUS 24
#define N_STAMPS 2048
/* Lines through a pixel on the edge of a disc, for its exact share inside. */
#define SUBLINES 8
/* Larger circles would fill any page. */
#define MAX_RADIUS 100000.0

/* A look in pixels of the picture. */
struct disc {
    double radius, half_stroke; /* of the stroke's middle, where the fill ends */
    struct color fill, stroke;
    double blur;
};

struct stamp {
    gboolean is_drawn;
    struct disc disc;
    guint8 phase_x, phase_y;
    int reach;       /* pixels on each side of the one with the middle */
    guint32 *pixels; /* (2 reach + 1) squared, 0xAARRGGBB, multiplied by alpha */
};

struct dots {
    double scale;
    int left, top; /* of the picture, in pixels of the page */
    int width, height;
    guint32 *pixels;
    struct stamp *stamps;
    GArray *scratch; /* guint32 */
};

struct dots *dots_new(struct box box, double pixels_per_px)
{
    struct dots *dots = g_new0(struct dots, 1);
    dots->scale = pixels_per_px;
    dots->left = (int)floor(box.xmin * pixels_per_px);
    dots->top = (int)floor(box.ymin * pixels_per_px);
    dots->width = MAX((int)ceil(box.xmax * pixels_per_px) - dots->left, 1);
    dots->height = MAX((int)ceil(box.ymax * pixels_per_px) - dots->top, 1);
    dots->pixels = g_new0(guint32, (gsize)dots->width * (gsize)dots->height);
    dots->stamps = g_new0(struct stamp, N_STAMPS);
    dots->scratch = g_array_new(FALSE, FALSE, sizeof(guint32));
    return dots;
}

void dots_free(struct dots *dots)
{
    if (dots == NULL) {
        return;
    }
    for (guint i = 0; i < N_STAMPS; i++) {
        g_free(dots->stamps[i].pixels);
    }
    g_free(dots->stamps);
    g_array_unref(dots->scratch);
    g_free(dots->pixels);
    g_free(dots);
}

/* ---- one circle ---- */

double dot_fade(double share, double blur)
{
    double t = CLAMP((1 - share) / blur, 0, 1);
    return t * t * (3 - 2 * t);
}

/* How much of the pixel whose middle lies (x, y) from that of a disc is inside the disc. */
static double coverage(double x, double y, double radius)
{
    double distance = hypot(x, y), covered = 0;
    if (distance >= radius + G_SQRT2 / 2) {
        return 0;
    }
    if (distance <= radius - G_SQRT2 / 2) {
        return 1;
    }
    for (guint i = 0; i < SUBLINES; i++) {
        double line = y - 0.5 + (i + 0.5) / SUBLINES;
        double half = sqrt(fmax(radius * radius - line * line, 0));
        covered += fmax(fmin(x + 0.5, half) - fmax(x - 0.5, -half), 0);
    }
    return covered / SUBLINES;
}

static guint32 channel(double value)
{
    return (guint32)(255 * CLAMP(value, 0, 1) + 0.5);
}

static guint32 disc_pixel(const struct disc *disc, double x, double y)
{
    double fill = disc->fill.alpha * coverage(x, y, disc->radius), stroke = 0;
    if (disc->blur > 0 && fill > 0) {
        fill *= dot_fade(fmin(hypot(x, y) / (disc->radius - disc->half_stroke), 1), disc->blur);
    }
    if (disc->half_stroke > 0) {
        double inside = fmax(disc->radius - disc->half_stroke, 0);
        stroke = disc->stroke.alpha * (coverage(x, y, disc->radius + disc->half_stroke) -
                                       (inside > 0 ? coverage(x, y, inside) : 0));
    }
    fill *= 1 - stroke;
    guint32 alpha = channel(fill + stroke);
    guint32 red = channel(disc->fill.red * fill + disc->stroke.red * stroke);
    guint32 green = channel(disc->fill.green * fill + disc->stroke.green * stroke);
    guint32 blue = channel(disc->fill.blue * fill + disc->stroke.blue * stroke);
    return alpha << 24 | MIN(red, alpha) << 16 | MIN(green, alpha) << 8 | MIN(blue, alpha);
}

/* ---- blending ---- */

/* Two channels at a time, rounded as Cairo rounds. */
static guint32 halves_times(guint32 halves, guint32 factor)
{
    guint32 product = halves * factor + 0x00800080;
    return ((product + ((product >> 8) & 0x00FF00FF)) >> 8) & 0x00FF00FF;
}

static void blend_row(guint32 *to, const guint32 *from, int n)
{
    for (int i = 0; i < n; i++) {
        guint32 source = from[i], rest = 255 - (source >> 24);
        if (source != 0) {
            to[i] = source + halves_times(to[i] & 0x00FF00FF, rest) +
                    (halves_times((to[i] >> 8) & 0x00FF00FF, rest) << 8);
        }
    }
}

/* A square of pixels in the picture. */
struct square {
    int x, y, side;
};

static void blend(struct dots *dots, struct square square, const guint32 *pixels)
{
    int first_x = MAX(-square.x, 0), last_x = MIN(dots->width - square.x, square.side);
    int first_y = MAX(-square.y, 0), last_y = MIN(dots->height - square.y, square.side);
    for (int y = first_y; y < last_y && first_x < last_x; y++) {
        blend_row(dots->pixels + (gsize)(square.y + y) * (gsize)dots->width + square.x + first_x,
                  pixels + (gsize)y * (gsize)square.side + first_x, last_x - first_x);
    }
}

/* ---- circles ---- */

/* Only exact: looks are made by the same computation each time. */
static gboolean discs_equal(const struct disc *a, const struct disc *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static void draw_stamp(struct stamp *stamp)
{
    const struct disc *disc = &stamp->disc;
    int side = 2 * stamp->reach + 1;
    double shift_x = (double)stamp->phase_x / PHASES, shift_y = (double)stamp->phase_y / PHASES;
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            stamp->pixels[y * side + x] = disc_pixel(disc, x - stamp->reach + 0.5 - shift_x,
                                                     y - stamp->reach + 0.5 - shift_y);
        }
    }
}

static const struct stamp *find_stamp(struct dots *dots, const struct disc *disc, guint phase_x,
                                      guint phase_y)
{
    guint64 hash = hash_mixed(hash_bytes(disc, sizeof *disc), phase_x * PHASES + phase_y);
    struct stamp *stamp = &dots->stamps[hash % N_STAMPS];
    if (stamp->is_drawn && stamp->phase_x == phase_x && stamp->phase_y == phase_y &&
        discs_equal(&stamp->disc, disc)) {
        return stamp;
    }
    int reach = (int)ceil(disc->radius + disc->half_stroke) + 1;
    gsize side = 2 * (gsize)reach + 1;
    stamp->pixels = g_renew(guint32, stamp->pixels, side * side);
    stamp->is_drawn = TRUE;
    stamp->disc = *disc;
    stamp->phase_x = (guint8)phase_x;
    stamp->phase_y = (guint8)phase_y;
    stamp->reach = reach;
    draw_stamp(stamp);
    return stamp;
}

/* A circle too large for a stamp: what of it lies in the picture, line by line. */
static void draw_large(struct dots *dots, const struct disc *disc, double x, double y)
{
    double reach = disc->radius + disc->half_stroke + 1;
    int first_x = (int)CLAMP(floor(x - reach), 0, dots->width);
    int last_x = (int)CLAMP(ceil(x + reach), 0, dots->width);
    int first_y = (int)CLAMP(floor(y - reach), 0, dots->height);
    int last_y = (int)CLAMP(ceil(y + reach), 0, dots->height);
    g_array_set_size(dots->scratch, (guint)MAX(last_x - first_x, 0));
    guint32 *row = (guint32 *)(void *)dots->scratch->data;
    for (int j = first_y; j < last_y && first_x < last_x; j++) {
        for (int i = first_x; i < last_x; i++) {
            row[i - first_x] = disc_pixel(disc, i + 0.5 - x, j + 0.5 - y);
        }
        blend_row(dots->pixels + (gsize)j * (gsize)dots->width + first_x, row, last_x - first_x);
    }
}

void dots_add(struct dots *dots, struct page_point at, const struct dot_look *look)
{
    double half_stroke = look->stroke_width_px * dots->scale / 2;
    struct disc disc = {look->radius_px * dots->scale + half_stroke, half_stroke, look->fill,
                        look->stroke, look->blur};
    double reach = disc.radius + disc.half_stroke;
    double x = round((at.x * dots->scale - dots->left) * PHASES) / PHASES;
    double y = round((at.y * dots->scale - dots->top) * PHASES) / PHASES;
    gboolean is_seen = reach >= 0 && reach <= MAX_RADIUS && x > -reach - 1 && y > -reach - 1 &&
                       x < dots->width + reach + 1 && y < dots->height + reach + 1;
    if (!is_seen) {
        return;
    }
    if (reach > MAX_STAMP_RADIUS) {
        draw_large(dots, &disc, x, y);
        return;
    }
    double whole_x = floor(x), whole_y = floor(y);
    const struct stamp *stamp =
        find_stamp(dots, &disc, (guint)((x - whole_x) * PHASES), (guint)((y - whole_y) * PHASES));
    struct square square = {(int)whole_x - stamp->reach, (int)whole_y - stamp->reach,
                            2 * stamp->reach + 1};
    blend(dots, square, stamp->pixels);
}

struct item *dots_finish(struct dots *dots, struct scene_group *group)
{
    struct box box = {dots->left / dots->scale, dots->top / dots->scale,
                      (dots->left + dots->width) / dots->scale,
                      (dots->top + dots->height) / dots->scale};
    struct item *item = scene_group_add_image(group, box, (guint)dots->width, (guint)dots->height,
                                              g_steal_pointer(&dots->pixels), NULL);
    dots_free(dots);
    return item;
}
