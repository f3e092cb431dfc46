#include "compose/furniture/scale_bar.h"

#include "compose/furniture/draw.h"
#include "geo/geodesic.h"

#include <math.h>

#define METRES_PER_MILE 1609.344
#define METRES_PER_FOOT 0.3048
#define MAX_FRAME_SHARE 0.22
#define MAX_LENGTH_PX 260
#define MIN_LENGTH_PX 24
#define PIECES 16
#define TICK_PX 5

static const struct text_spec label_spec = {FONT_REGULAR, TYPE_SMALL, COLOR_INK, FALSE};

double scale_bar_round_length(double most)
{
    static const double steps[] = {5, 2, 1};

    if (!(most > 0) || !isfinite(most))
        return 0;
    double power = pow(10, floor(log10(most)));
    /* log10() may be off by a rounding just below a power of ten. */
    if (power * 10 <= most)
        power *= 10;
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i] * power <= most)
            return steps[i] * power;
    return power / 2;
}

/* Metres of ground under a level line on the page. */
static double ground_length(const struct view *view, struct page_point middle, double length_px)
{
    struct lonlat last = {0, 0};
    double metres = 0;

    for (guint i = 0; i <= PIECES; i++) {
        struct page_point at = {middle.x + length_px * ((double)i / PIECES - 0.5), middle.y};
        struct lonlat here;
        if (!view_page_to_lonlat(view, at, &here))
            return NAN;
        if (i > 0)
            metres += geodesic_distance_m(last, here, NULL);
        last = here;
    }
    return metres;
}

double scale_bar_length_px(const struct view *view, struct page_point middle, double metres)
{
    double length_px = metres / view_metres_per_px(view, middle);

    for (guint i = 0; i < 6 && isfinite(length_px) && length_px > 0; i++) {
        double ground = ground_length(view, middle, length_px);
        length_px = ground > 0 ? length_px * metres / ground : NAN;
    }
    return length_px > 0 ? length_px : NAN;
}

/* One of the bar's two scales. */
struct scale {
    double unit_m;
    double units; /* of the whole bar */
    double px;
    enum word word;
};

/* The longest round length within `max_px`, in a large unit or, below one of it, a small one. */
static gboolean choose_scale(const struct view *view, struct page_point middle, double max_px,
                             double large_m, double small_m, struct scale *scale)
{
    double most_m = max_px * view_metres_per_px(view, middle);
    gboolean is_large = most_m >= large_m;

    scale->unit_m = is_large ? large_m : small_m;
    scale->units = scale_bar_round_length(most_m / scale->unit_m);
    if (!(scale->units > 0))
        return FALSE;
    scale->px = scale_bar_length_px(view, middle, scale->units * scale->unit_m);
    /* Where the scale changes along the bar, the estimate may have been too long. */
    for (guint i = 0; i < 4 && scale->px > max_px * 1.001; i++) {
        scale->units = scale_bar_round_length(scale->units * 0.7);
        scale->px = scale_bar_length_px(view, middle, scale->units * scale->unit_m);
    }
    return isfinite(scale->px) && scale->px >= 1;
}

/* "0", "25", "50 km": at the start, the middle and the end; the middle only when it is short. */
static char *tick_label_dup(const struct furniture *furniture, const struct scale *scale,
                            guint half)
{
    char number[VALUE_NUMBER_TEXT];

    value_number_text(scale->units * half / 2, number);
    if (half < 2)
        return g_strdup(number);
    return g_strdup_printf("%s %s", number, word(furniture, scale->word));
}

/* Ticks and labels above the line (km) or below it (miles). Returns the right end of the labels. */
static double draw_scale(const struct furniture *furniture, struct scene_group *group,
                         const struct scale *scale, double left, double y, gboolean above)
{
    struct stroke stroke = plain_stroke(1, color(furniture, COLOR_INK));
    double right = left, last_label = -INFINITY;

    for (guint half = 0; half <= 2; half++) {
        double x = left + scale->px * half / 2;
        double end = y + (above ? -TICK_PX : TICK_PX);
        group_add_line(group, (struct page_point){x, y}, (struct page_point){x, end}, stroke);

        g_autofree char *label = tick_label_dup(furniture, scale, half);
        g_autofree char *bare = tick_label_dup(furniture, scale, MIN(half, 1));
        g_autoptr(Text) number = shape_text(furniture, half < 2 ? label : bare, &label_spec, 0);
        struct text *text = shape_text(furniture, label, &label_spec, 0);
        double text_x = x - number->width / 2;
        if (half == 1 && (text_x < last_label + 6 || text_x + 2 * text->width > left + scale->px)) {
            text_free(text);
            continue;
        }
        double text_y = above ? end - text->height : end;
        group_add_text(furniture, group, text, &label_spec, text_x, text_y);
        last_label = text_x + text->width;
        right = fmax(right, last_label);
    }
    return right;
}

/* One line with two scales: km above, miles below, from the same zero. */
gboolean scale_bar_build(struct furniture *furniture, const struct room *room,
                         struct scene_group *group, struct piece_size *size,
                         G_GNUC_UNUSED GError **error)
{
    const struct view *view = &furniture->composition->view;
    double frame_px = view->frame.xmax - view->frame.xmin;
    double max_px = fmin(MAX_FRAME_SHARE * frame_px, scaled_px(furniture, MAX_LENGTH_PX));
    struct scale km = {.word = WORD_KM}, miles = {.word = WORD_MILES};

    max_px = fmin(max_px, room->width_px);
    furniture->composition->scale_bar = (struct scale_bar_measure){0, 0};
    if (!choose_scale(view, room->at, max_px, 1000, 1, &km) ||
        !choose_scale(view, room->at, max_px, METRES_PER_MILE, METRES_PER_FOOT, &miles) ||
        km.px < fmin(MIN_LENGTH_PX, max_px / 5)) {
        furniture_note(furniture,
                       "the map has no scale that can be measured in its corner: no scale bar");
        return TRUE;
    }
    if (km.unit_m == 1)
        km.word = WORD_METRES;
    if (miles.unit_m == METRES_PER_FOOT)
        miles.word = WORD_FEET;

    g_autoptr(Text) zero = shape_text(furniture, "0", &label_spec, 0);
    double left = ceil(zero->width / 2);
    double y = ceil(zero->height + TICK_PX) + 0.5;
    struct page_point start = {left, y}, end = {left + fmax(km.px, miles.px), y};
    group_add_line(group, start, end, plain_stroke(1.25, color(furniture, COLOR_INK)));
    double right = fmax(draw_scale(furniture, group, &km, left, y, TRUE),
                        draw_scale(furniture, group, &miles, left, y, FALSE));
    *size = (struct piece_size){ceil(fmax(right, end.x)), ceil(2 * y - 1)};
    furniture->composition->scale_bar = (struct scale_bar_measure){km.units * km.unit_m, km.px};
    return TRUE;
}
