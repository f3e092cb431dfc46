#include "compose/furniture/graticule.h"

#include "compose/furniture/draw.h"

#include <math.h>

#define MIN_TICKS 3
#define SAMPLES 48
#define BISECTIONS 24
/* More on one piece of an edge means that the projection whirls there (near a pole). */
#define MAX_TICKS_A_PIECE 4
#define LABEL_GAP_PX 2
#define LEFT_TO_RIGHT_MARK "\342\200\216" /* U+200E */

static const struct text_spec label_spec = {FONT_REGULAR, TYPE_SMALL, COLOR_MUTED, FALSE};

gint graticule_interval(double span_deg)
{
    static const gint units[] = {SECONDS_PER_DEGREE, 60, 1};
    static const gint steps[] = {30, 20, 15, 10, 5, 2, 1};

    if (!(span_deg > 0) || !isfinite(span_deg))
        return 0;
    for (guint u = 0; u < G_N_ELEMENTS(units); u++)
        for (guint s = 0; s < G_N_ELEMENTS(steps); s++)
            if (span_deg * SECONDS_PER_DEGREE >= (double)MIN_TICKS * units[u] * steps[s])
                return units[u] * steps[s];
    return 0;
}

char *graticule_label_dup(gint seconds, gboolean is_longitude, const char *language)
{
    enum word side = seconds < 0 ? WORD_SOUTH : WORD_NORTH;
    gint left = ABS(seconds);
    GString *label = g_string_new(NULL);

    if (is_longitude)
        side = seconds < 0 ? WORD_WEST : WORD_EAST;
    const char *letter = furniture_word(side, language);
    /* Degrees before minutes, also where the letter is written from right to left. */
    if (g_unichar_get_script(g_utf8_get_char(letter)) == G_UNICODE_SCRIPT_ARABIC)
        g_string_append(label, LEFT_TO_RIGHT_MARK);
    g_string_append_printf(label, "%d°", left / SECONDS_PER_DEGREE);
    if (left % SECONDS_PER_DEGREE != 0)
        g_string_append_printf(label, "%02d′", left % SECONDS_PER_DEGREE / 60);
    if (left % 60 != 0)
        g_string_append_printf(label, "%02d″", left % 60);
    if (seconds != 0 && !(is_longitude && left == 180 * SECONDS_PER_DEGREE))
        g_string_append(label, letter);
    return g_string_free(label, FALSE);
}

/* An edge of the frame, as a line from a to b. */
struct edge {
    const struct view *view;
    struct page_point a, b;
    gboolean is_longitude;
};

static struct page_point edge_point(const struct edge *edge, double t)
{
    return (struct page_point){edge->a.x + t * (edge->b.x - edge->a.x),
                               edge->a.y + t * (edge->b.y - edge->a.y)};
}

/* Seconds of longitude or latitude at 0 <= t <= 1, or NAN. */
static double edge_seconds(const struct edge *edge, double t)
{
    struct lonlat here;

    if (!view_page_to_lonlat(edge->view, edge_point(edge, t), &here))
        return NAN;
    double degrees = edge->is_longitude ? here.lon : here.lat;
    return fabs(degrees) <= (edge->is_longitude ? 360 : 90) ? degrees * SECONDS_PER_DEGREE : NAN;
}

/* Where between t0 and t1 the edge passes `seconds`; it is below at one end and not at the other.
 */
static double edge_crossing(const struct edge *edge, double t0, double t1, gint seconds,
                            gboolean rises)
{
    for (guint i = 0; i < BISECTIONS; i++) {
        double middle = (t0 + t1) / 2;
        gboolean is_past = edge_seconds(edge, middle) >= seconds;
        if (is_past == rises)
            t1 = middle;
        else
            t0 = middle;
    }
    return (t0 + t1) / 2;
}

static void add_ticks(const struct edge *edge, double t0, double t1, double from, double to,
                      gint interval, GArray *ticks)
{
    double low = fmin(from, to), high = fmax(from, to);
    gint first = (gint)ceil(low / interval), last = (gint)ceil(high / interval) - 1;

    if (last - first >= MAX_TICKS_A_PIECE)
        return;
    for (gint i = first; i <= last; i++) {
        gint multiple = from < to ? i : first + last - i;
        struct graticule_tick tick = {.seconds = multiple * interval};
        tick.at = edge_point(edge, edge_crossing(edge, t0, t1, tick.seconds, from < to));
        g_array_append_val(ticks, tick);
    }
}

double graticule_walk(const struct view *view, struct page_point a, struct page_point b,
                      gboolean is_longitude, gint interval, GArray *ticks)
{
    const struct edge edge = {view, a, b, is_longitude};
    double span = 0, last = edge_seconds(&edge, 0);

    for (guint i = 1; i <= SAMPLES; i++) {
        double t0 = (double)(i - 1) / SAMPLES, t1 = (double)i / SAMPLES;
        double here = edge_seconds(&edge, t1);
        if (fabs(here - last) < 180 * SECONDS_PER_DEGREE) {
            span += fabs(here - last);
            if (interval > 0)
                add_ticks(&edge, t0, t1, last, here, interval, ticks);
        }
        last = here;
    }
    return span / SECONDS_PER_DEGREE;
}

enum side {
    SIDE_TOP,
    SIDE_BOTTOM,
    SIDE_LEFT,
    SIDE_RIGHT,
    SIDE_COUNT,
};

/* Top and bottom run to the right, left and right downwards. */
static double walk_side(const struct view *view, enum side side, gint interval, GArray *ticks)
{
    struct box f = view->frame;
    const struct page_point ends[SIDE_COUNT][2] = {
        [SIDE_TOP] = {{f.xmin, f.ymin}, {f.xmax, f.ymin}},
        [SIDE_BOTTOM] = {{f.xmin, f.ymax}, {f.xmax, f.ymax}},
        [SIDE_LEFT] = {{f.xmin, f.ymin}, {f.xmin, f.ymax}},
        [SIDE_RIGHT] = {{f.xmax, f.ymin}, {f.xmax, f.ymax}},
    };
    return graticule_walk(view, ends[side][0], ends[side][1], side <= SIDE_BOTTOM, interval, ticks);
}

/* A label outside the neatline, level above and below the frame, turned to read along its sides. */
static void draw_label(const struct furniture *furniture, struct scene_group *group,
                       struct text *text, enum side side, struct page_point at)
{
    static const double angles_deg[SIDE_COUNT] = {0, 0, -90, 90};
    double away = GRATICULE_TICK_PX + LABEL_GAP_PX + text->size_px / 2;
    struct page_point middle = {
        at.x + (side == SIDE_LEFT    ? -away
                : side == SIDE_RIGHT ? away
                                     : 0),
        at.y + (side == SIDE_TOP      ? -away
                : side == SIDE_BOTTOM ? away
                                      : 0),
    };
    struct item *item = group_add_text(furniture, group, text, &label_spec,
                                       middle.x - text->width / 2, middle.y - text->height / 2);
    item->text.pivot = middle;
    item->text.angle_deg = angles_deg[side];
}

static void draw_side(const struct furniture *furniture, struct scene_group *group, enum side side,
                      const GArray *ticks)
{
    static const double dx[SIDE_COUNT] = {0, 0, -1, 1}, dy[SIDE_COUNT] = {-1, 1, 0, 0};
    struct stroke stroke = plain_stroke(HAIRLINE_PX, color(furniture, COLOR_FRAME));
    gboolean is_longitude = side <= SIDE_BOTTOM;
    double free_from = 0,
           page_end = is_longitude ? furniture->map->width_px : furniture->map->height_px;

    for (guint i = 0; i < ticks->len; i++) {
        const struct graticule_tick *tick = &g_array_index(ticks, struct graticule_tick, i);
        struct page_point end = {tick->at.x + dx[side] * GRATICULE_TICK_PX,
                                 tick->at.y + dy[side] * GRATICULE_TICK_PX};
        g_autofree char *label =
            graticule_label_dup(tick->seconds, is_longitude, furniture->language);
        struct text *text = shape_text(furniture, label, &label_spec, 0);
        double along = is_longitude ? tick->at.x : tick->at.y;
        group_add_line(group, tick->at, end, stroke);
        if (along - text->width / 2 < free_from || along + text->width / 2 > page_end) {
            text_free(text);
            continue;
        }
        free_from = along + text->width / 2 + text->size_px;
        draw_label(furniture, group, text, side, tick->at);
    }
}

void graticule_draw(struct furniture *furniture, struct scene_group *group)
{
    const struct view *view = &furniture->composition->view;
    double span_deg[2]; /* of longitude, of latitude */
    gint interval[2];

    for (guint i = 0; i < 2; i++) {
        span_deg[i] = fmax(walk_side(view, 2 * i, 0, NULL), walk_side(view, 2 * i + 1, 0, NULL));
        interval[i] = graticule_interval(span_deg[i]);
    }
    /* One interval for both where the shorter side still shows two lines of it. */
    gint coarser = MAX(interval[0], interval[1]);
    if (fmin(span_deg[0], span_deg[1]) * SECONDS_PER_DEGREE >= 2.0 * coarser)
        interval[0] = interval[1] = coarser;
    for (enum side side = 0; side < SIDE_COUNT; side++) {
        g_autoptr(GArray) ticks = g_array_new(FALSE, FALSE, sizeof(struct graticule_tick));
        if (interval[side / 2] > 0)
            walk_side(view, side, interval[side / 2], ticks);
        draw_side(furniture, group, side, ticks);
    }
    if (group->items->len == 0)
        furniture_note(furniture, "no round degree meets the frame: no graticule");
}

void neatline_draw(const struct furniture *furniture, struct scene_group *group)
{
    group_add_rectangle(group, furniture->composition->view.frame, (struct fill){.kind = FILL_NONE},
                        plain_stroke(HAIRLINE_PX, color(furniture, COLOR_FRAME)));
}
