#include "scene/dots.h"

#include "base/hash.h"

#include <math.h>

/* Places of a middle inside a pixel, along each side. */
#define PHASES 4
/* Circles that are drawn once and stamped: up to this radius in pixels; all are forgotten when
 * there are too many. */
#define MAX_STAMP_RADIUS 24
#define N_SLOTS 4096
#define MAX_SETS 2048
#define MAX_STAMP_BYTES (32u << 20)
/* So many circles wait for the pixels below them, which lie anywhere in memory, to be fetched. */
#define WAITING 8
/* Lines through a pixel on the edge of a disc, for its exact share inside. */
#define SUBLINES 8
#define INK_STEPS 16.0
#define BLUR_STEPS 1024.0

/* An ink in numbers. */
struct disc {
    double radius, half_stroke, blur;
    struct color fill, stroke;
};

/* A circle ready to be blended. */
struct stamp {
    guint32 *pixels; /* 0xAARRGGBB, multiplied by alpha; row by row; NULL: not drawn yet */
    guint32 *rest;   /* for each channel, what of it stays of the pixel below: 255 - alpha */
};

struct stamp_set {
    struct dot_ink ink;
    int reach; /* pixels on each side of the one with the middle */
    int width; /* of a row: with what makes whole lanes of it */
    struct stamp stamps[PHASES * PHASES];
};

/* A circle inside of the picture, or partly; its middle in pixels. */
struct waiting {
    struct dot_ink ink;
    double x, y;
};

struct dots {
    double scale;
    int left, top; /* of the picture, in pixels of the page */
    int width, height;
    guint32 *pixels;
    struct stamp_set *sets[N_SLOTS]; /* by the ink's hash; the next free slot */
    guint n_sets;
    gsize stamp_bytes;
    struct waiting waiting[WAITING]; /* the oldest at `n_drawn` % WAITING */
    guint64 n_added, n_drawn;
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
    return dots;
}

static void forget_stamps(struct dots *dots)
{
    for (guint i = 0; i < N_SLOTS; i++) {
        for (guint k = 0; dots->sets[i] != NULL && k < PHASES * PHASES; k++) {
            g_free(dots->sets[i]->stamps[k].pixels);
        }
        g_clear_pointer(&dots->sets[i], g_free);
    }
    dots->n_sets = 0;
    dots->stamp_bytes = 0;
}

void dots_free(struct dots *dots)
{
    if (dots != NULL) {
        forget_stamps(dots);
        g_free(dots->pixels);
        g_free(dots);
    }
}

/* ---- inks ---- */

static guint16 steps(double value, double per_unit)
{
    return value > 0 ? (guint16)(fmin(value * per_unit, G_MAXUINT16 - 1) + 0.5) : 0; /* NAN: 0 */
}

static guint32 channel(double value)
{
    return (guint32)(255 * CLAMP(value, 0, 1) + 0.5);
}

static guint32 packed(double alpha, double red, double green, double blue)
{
    return channel(alpha) << 24 | channel(red) << 16 | channel(green) << 8 | channel(blue);
}

struct dot_ink dots_ink(const struct dots *dots, const struct dot_look *look)
{
    double half_stroke = look->stroke_width_px * dots->scale / 2;
    return (struct dot_ink){
        .fill = packed(look->fill.alpha, look->fill.red, look->fill.green, look->fill.blue),
        .stroke =
            packed(look->stroke.alpha, look->stroke.red, look->stroke.green, look->stroke.blue),
        .radius = steps(look->radius_px * dots->scale + half_stroke, INK_STEPS),
        .half_stroke = steps(half_stroke, INK_STEPS),
        .blur = steps(look->blur, BLUR_STEPS),
    };
}

static struct color unpacked(guint32 pixel)
{
    return (struct color){(pixel >> 16 & 255) / 255.0, (pixel >> 8 & 255) / 255.0,
                          (pixel & 255) / 255.0, (pixel >> 24) / 255.0};
}

static struct disc disc_of(const struct dot_ink *ink)
{
    return (struct disc){
        .radius = ink->radius / INK_STEPS,
        .half_stroke = ink->half_stroke / INK_STEPS,
        .blur = ink->blur / BLUR_STEPS,
        .fill = unpacked(ink->fill),
        .stroke = unpacked(ink->stroke),
    };
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
    double distance = sqrt(x * x + y * y), covered = 0;
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
    return packed(fill + stroke, disc->fill.red * fill + disc->stroke.red * stroke,
                  disc->fill.green * fill + disc->stroke.green * stroke,
                  disc->fill.blue * fill + disc->stroke.blue * stroke);
}

static guint32 rest_of(guint32 pixel)
{
    return (255 - (pixel >> 24)) * 0x01010101;
}

/* ---- blending ---- */

/* Pixels that are blended at once, as vectors of GCC and Clang: their bytes, and these in words. */
#define LANE 4
typedef guint8 lane_bytes __attribute__((vector_size(4 * LANE)));
typedef guint16 lane_words __attribute__((vector_size(8 * LANE)));

/* `above` over what stands there, rounded as Cairo rounds. */
static inline void blend_lane(guint32 *to, const guint32 *above, const guint32 *rest)
{
    lane_bytes out, in, stays;
    memcpy(&out, to, sizeof out);
    memcpy(&in, above, sizeof in);
    memcpy(&stays, rest, sizeof stays);
    lane_words product =
        __builtin_convertvector(out, lane_words) * __builtin_convertvector(stays, lane_words) + 128;
    out = in + __builtin_convertvector((product + (product >> 8)) >> 8, lane_bytes);
    memcpy(to, &out, sizeof out);
}

/* A row's rest that makes no whole lane goes through one of its own. */
static void blend_row(guint32 *to, const guint32 *above, const guint32 *rest, int n)
{
    for (; n >= LANE; n -= LANE, to += LANE, above += LANE, rest += LANE) {
        blend_lane(to, above, rest);
    }
    if (n > 0) {
        guint32 lanes[3][LANE] = {{0}};
        memcpy(lanes[0], to, (gsize)n * sizeof *to);
        memcpy(lanes[1], above, (gsize)n * sizeof *to);
        memcpy(lanes[2], rest, (gsize)n * sizeof *to);
        blend_lane(lanes[0], lanes[1], lanes[2]);
        memcpy(to, lanes[0], (gsize)n * sizeof *to);
    }
}

/* Where a stamp stands in the picture. */
struct square {
    int x, y, width, height;
};

static void blend(struct dots *dots, struct square square, const struct stamp *stamp)
{
    int first_x = MAX(-square.x, 0), last_x = MIN(dots->width - square.x, square.width);
    int first_y = MAX(-square.y, 0), last_y = MIN(dots->height - square.y, square.height);
    for (int y = first_y; y < last_y && first_x < last_x; y++) {
        gsize from = (gsize)y * (gsize)square.width + (gsize)first_x;
        gsize to = (gsize)(square.y + y) * (gsize)dots->width + (gsize)(square.x + first_x);
        blend_row(dots->pixels + to, stamp->pixels + from, stamp->rest + from, last_x - first_x);
    }
}

/* ---- stamps ---- */

static struct stamp_set *find_set(struct dots *dots, const struct dot_ink *ink)
{
    if (dots->n_sets >= MAX_SETS || dots->stamp_bytes > MAX_STAMP_BYTES) {
        forget_stamps(dots);
    }
    guint64 at = hash_bytes(ink, sizeof *ink) % N_SLOTS;
    while (dots->sets[at] != NULL && memcmp(&dots->sets[at]->ink, ink, sizeof *ink) != 0) {
        at = (at + 1) % N_SLOTS;
    }
    if (dots->sets[at] == NULL) {
        dots->sets[at] = g_new0(struct stamp_set, 1);
        dots->sets[at]->ink = *ink;
        dots->sets[at]->reach = (int)ceil((ink->radius + ink->half_stroke) / INK_STEPS);
        dots->sets[at]->width = (2 * dots->sets[at]->reach + LANE) / LANE * LANE;
        dots->n_sets++;
    }
    return dots->sets[at];
}

static void draw_stamp(struct dots *dots, const struct stamp_set *set, struct stamp *stamp,
                       double shift_x, double shift_y)
{
    const struct disc disc = disc_of(&set->ink);
    int side = 2 * set->reach + 1;
    gsize count = (gsize)side * (gsize)set->width;
    stamp->pixels = g_new(guint32, 2 * count);
    stamp->rest = stamp->pixels + count;
    dots->stamp_bytes += 2 * count * sizeof *stamp->pixels;
    for (int i = 0; i < side * set->width; i++) {
        double x = i % set->width - set->reach + 0.5 - shift_x;
        double y = i / set->width - set->reach + 0.5 - shift_y;
        stamp->pixels[i] = disc_pixel(&disc, x, y);
        stamp->rest[i] = rest_of(stamp->pixels[i]);
    }
}

static void draw_small(struct dots *dots, const struct dot_ink *ink, double x, double y)
{
    double whole_x = floor(x), whole_y = floor(y);
    guint phase_x = (guint)((x - whole_x) * PHASES), phase_y = (guint)((y - whole_y) * PHASES);
    struct stamp_set *set = find_set(dots, ink);
    struct stamp *stamp = &set->stamps[phase_y * PHASES + phase_x];
    if (stamp->pixels == NULL) {
        draw_stamp(dots, set, stamp, (double)phase_x / PHASES, (double)phase_y / PHASES);
    }
    struct square square = {(int)whole_x - set->reach, (int)whole_y - set->reach, set->width,
                            2 * set->reach + 1};
    blend(dots, square, stamp);
}

/* A circle too large for a stamp: what of it lies in the picture, pixel by pixel. */
static void draw_large(struct dots *dots, const struct dot_ink *ink, double x, double y)
{
    const struct disc disc = disc_of(ink);
    double reach = disc.radius + disc.half_stroke + 1;
    int first_x = (int)CLAMP(floor(x - reach), 0, dots->width);
    int last_x = (int)CLAMP(ceil(x + reach), 0, dots->width);
    int first_y = (int)CLAMP(floor(y - reach), 0, dots->height);
    int last_y = (int)CLAMP(ceil(y + reach), 0, dots->height);
    for (int j = first_y; j < last_y; j++) {
        guint32 *row = dots->pixels + (gsize)j * (gsize)dots->width;
        for (int i = first_x; i < last_x; i++) {
            guint32 pixel = disc_pixel(&disc, i + 0.5 - x, j + 0.5 - y), rest = rest_of(pixel);
            blend_row(row + i, &pixel, &rest, 1);
        }
    }
}

/* ---- one after the other ---- */

static double reach_of(const struct dot_ink *ink)
{
    return (ink->radius + ink->half_stroke) / INK_STEPS;
}

static void fetch_pixels(const struct dots *dots, const struct waiting *circle, double reach)
{
    int first_y = (int)fmax(circle->y - reach, 0);
    int last_y = (int)fmin(circle->y + reach, dots->height - 1);
    int x = CLAMP((int)circle->x, 0, dots->width - 1);
    for (int y = first_y; y <= last_y; y++) {
        __builtin_prefetch(dots->pixels + (gsize)y * (gsize)dots->width + x, 1);
    }
}

static void draw_oldest(struct dots *dots)
{
    const struct waiting *circle = &dots->waiting[dots->n_drawn++ % WAITING];
    if (reach_of(&circle->ink) > MAX_STAMP_RADIUS) {
        draw_large(dots, &circle->ink, circle->x, circle->y);
    } else {
        draw_small(dots, &circle->ink, circle->x, circle->y);
    }
}

void dots_add(struct dots *dots, struct page_point at, const struct dot_ink *ink)
{
    double reach = reach_of(ink);
    double x = floor((at.x * dots->scale - dots->left) * PHASES + 0.5) / PHASES;
    double y = floor((at.y * dots->scale - dots->top) * PHASES + 0.5) / PHASES;
    if (!(x > -reach - 1 && y > -reach - 1 && x < dots->width + reach + 1 &&
          y < dots->height + reach + 1)) {
        return;
    }
    if (dots->n_added - dots->n_drawn == WAITING) {
        draw_oldest(dots);
    }
    struct waiting *circle = &dots->waiting[dots->n_added++ % WAITING];
    *circle = (struct waiting){*ink, x, y};
    if (reach <= MAX_STAMP_RADIUS) {
        fetch_pixels(dots, circle, reach);
    }
}

struct item *dots_finish(struct dots *dots, struct scene_group *group)
{
    while (dots->n_drawn < dots->n_added) {
        draw_oldest(dots);
    }
    struct box box = {dots->left / dots->scale, dots->top / dots->scale,
                      (dots->left + dots->width) / dots->scale,
                      (dots->top + dots->height) / dots->scale};
    struct item *item = scene_group_add_image(group, box, (guint)dots->width, (guint)dots->height,
                                              g_steal_pointer(&dots->pixels), NULL);
    dots_free(dots);
    return item;
}
