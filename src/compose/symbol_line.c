#include "compose/symbol_line.h"

#include "scene/curve.h"

#include <math.h>

/* How far a line may bend away under a straight label, in em. */
#define CHORD_MAX_BEND_EM 0.6
/* A label whose ends come closer than this part of its length stands on a fold. */
#define FOLDED 0.6
/* The stretch under a letter, over which text-max-angle counts: MapLibre's. */
#define LETTER_EM 0.6
/* Joined letters stay joined to the eye where they turn against each other by this at most: the
 * stroke between them is 0.1 em high, and opens by 0.02 em. */
#define JOINT_MAX_TURN_DEG 12.0
/* A baseline that leaves its chord by less than this is straight. */
#define STRAIGHT_PX 0.15

static const struct page_point *points_of(const struct sampled_line *line)
{
    return (const struct page_point *)(const void *)line->points->data;
}

struct sampled_line *sampled_line_new(const struct page_point *points, guint n, gboolean is_ring,
                                      double step_px)
{
    struct sampled_line *line = g_new0(struct sampled_line, 1);
    double left = 0;
    line->points = g_array_new(FALSE, FALSE, sizeof(struct page_point));
    line->step_px = step_px;
    for (guint i = 0; i + 1 < n + (is_ring ? 1 : 0); i++) {
        struct page_point a = points[i], b = points[(i + 1) % n];
        double segment = hypot(b.x - a.x, b.y - a.y);
        for (; left <= segment && segment > 0; left += step_px) {
            struct page_point point = {a.x + left / segment * (b.x - a.x),
                                       a.y + left / segment * (b.y - a.y)};
            g_array_append_val(line->points, point);
        }
        left -= isfinite(segment) ? segment : 0;
    }
    return line;
}

void sampled_line_free(struct sampled_line *line)
{
    if (line != NULL) {
        g_array_unref(line->points);
        g_free(line);
    }
}

void sampled_line_smooth(struct sampled_line *line, double window_px)
{
    guint n = line->points->len, window = (guint)(window_px / line->step_px);
    const struct page_point *points = points_of(line);
    g_autofree struct page_point *sums = g_new0(struct page_point, n + 1);
    for (guint i = 0; i < n; i++) {
        sums[i + 1] = (struct page_point){sums[i].x + points[i].x, sums[i].y + points[i].y};
    }
    for (guint i = 0; i < n; i++) {
        guint reach = MIN(window, MIN(i, n - 1 - i)), count = 2 * reach + 1;
        g_array_index(line->points, struct page_point, i) =
            (struct page_point){(sums[i + reach + 1].x - sums[i - reach].x) / count,
                                (sums[i + reach + 1].y - sums[i - reach].y) / count};
    }
}

double sampled_line_length(const struct sampled_line *line)
{
    return line->points->len > 0 ? (line->points->len - 1) * line->step_px : 0;
}

struct page_point sampled_line_at(const struct sampled_line *line, double along)
{
    const struct page_point *points = points_of(line);
    double index = CLAMP(along / line->step_px, 0, line->points->len - 1);
    guint first = MIN((guint)index, line->points->len - 1);
    guint next = MIN(first + 1, line->points->len - 1);
    double share = index - first;
    return (struct page_point){points[first].x + share * (points[next].x - points[first].x),
                               points[first].y + share * (points[next].y - points[first].y)};
}

double sampled_line_direction(const struct sampled_line *line, double along, double reach_px)
{
    struct page_point a = sampled_line_at(line, along - reach_px);
    struct page_point b = sampled_line_at(line, along + reach_px);
    return atan2(b.y - a.y, b.x - a.x) * 180 / G_PI;
}

/* The stretch of the line from `from` to `to`, backwards where it reads so. */
static GArray *stretch_of(const struct sampled_line *line, double from, double to,
                          gboolean backwards)
{
    GArray *stretch = g_array_new(FALSE, FALSE, sizeof(struct page_point));
    guint steps = (guint)ceil((to - from) / line->step_px);
    for (guint i = 0; i <= steps; i++) {
        double share = (double)(backwards ? steps - i : i) / steps;
        struct page_point point = sampled_line_at(line, from + share * (to - from));
        g_array_append_val(stretch, point);
    }
    return stretch;
}

/* Moves a stretch to the right of its direction, which is down from the text. */
static void move_aside(GArray *stretch, double down_px)
{
    guint n = stretch->len;
    g_autofree struct page_point *old = g_memdup2(stretch->data, n * sizeof *old);
    for (guint i = 0; i < n; i++) {
        struct page_point a = old[i > 0 ? i - 1 : 0], b = old[MIN(i + 1, n - 1)];
        double length = hypot(b.x - a.x, b.y - a.y);
        if (length > 0) {
            struct page_point *point = &g_array_index(stretch, struct page_point, i);
            point->x -= (b.y - a.y) / length * down_px;
            point->y += (b.x - a.x) / length * down_px;
        }
    }
}

static double length_of(const GArray *stretch)
{
    const struct page_point *p = (const struct page_point *)(const void *)stretch->data;
    double length = 0;
    for (guint i = 1; i < stretch->len; i++) {
        length += hypot(p[i].x - p[i - 1].x, p[i].y - p[i - 1].y);
    }
    return length;
}

/* As a path that begins `skip_px` after the stretch's start and is `length_px` long. */
static struct page_path *cut_path(const GArray *stretch, double skip_px, double length_px)
{
    const struct page_point *p = (const struct page_point *)(const void *)stretch->data;
    struct page_path *path = page_path_new();
    double passed = 0, end = skip_px + length_px;
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    for (guint i = 0; i + 1 < stretch->len && passed < end; i++) {
        double dx = p[i + 1].x - p[i].x, dy = p[i + 1].y - p[i].y, segment = hypot(dx, dy);
        double from = fmax(0, skip_px - passed), to = fmin(segment, end - passed);
        if (segment > 0 && from < segment) {
            if (path->points->len == 0) {
                page_path_add(path, p[i].x + dx * from / segment, p[i].y + dy * from / segment);
            }
            page_path_add(path, p[i].x + dx * to / segment, p[i].y + dy * to / segment);
        }
        passed += segment;
    }
    return path;
}

/* Does the path turn by more than the angle in total anywhere over the width of a letter? */
static gboolean turns_too_much(const struct page_path *path, double letter_px, double max_angle_deg)
{
    guint n, first = 1;
    const struct page_point *p = page_path_part(path, 0, &n);
    g_autofree double *turn = g_new0(double, n), *along = g_new0(double, n);
    double sum = 0;
    for (guint i = 1; i < n; i++) {
        along[i] = along[i - 1] + hypot(p[i].x - p[i - 1].x, p[i].y - p[i - 1].y);
    }
    for (guint i = 1; i + 1 < n; i++) {
        double before = atan2(p[i].y - p[i - 1].y, p[i].x - p[i - 1].x);
        double after = atan2(p[i + 1].y - p[i].y, p[i + 1].x - p[i].x);
        turn[i] = fabs(remainder(after - before, 2 * G_PI)) * 180 / G_PI;
        sum += turn[i];
        while (along[i] - along[first] > letter_px) {
            sum -= turn[first++];
        }
        if (sum > max_angle_deg) {
            return TRUE;
        }
    }
    return FALSE;
}

static double chord_distance(struct page_point a, struct page_point b, struct page_point p)
{
    double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy);
    return length > 0 ? fabs(dx * (p.y - a.y) - dy * (p.x - a.x)) / length
                      : hypot(p.x - a.x, p.y - a.y);
}

/* How far points leave the chord from the first to the last. */
static double bend_of(const struct page_point *points, guint n)
{
    double bend = 0;
    for (guint i = 1; i + 1 < n; i++) {
        bend = fmax(bend, chord_distance(points[0], points[n - 1], points[i]));
    }
    return bend;
}

static double text_baseline(const struct text *text)
{
    const struct text_line *line = g_ptr_array_index(text->lines, 0);
    return line->baseline;
}

/* On the chord of a stretch: the text as a whole is turned. */
static void set_straight(const struct text *text, struct page_point from, struct page_point to,
                         const struct curve_options *options, double anchor_x,
                         struct label_position *position)
{
    double angle = atan2(to.y - from.y, to.x - from.x);
    double middle = anchor_x + text->width / 2 + options->shift.x;
    struct page_point zero = {0, 0}, origin = anchor_origin(text, options->anchor, zero, 0);
    /* The chord's middle is that of the text. */
    position->pivot = (struct page_point){(from.x + to.x) / 2, (from.y + to.y) / 2};
    position->origin.x = position->pivot.x + anchor_x + options->shift.x - middle;
    position->origin.y = position->pivot.y + origin.y + options->shift.y;
    position->angle_deg = angle * 180 / G_PI;
}

static gboolean set_chord(const struct text *text, const GArray *stretch,
                          const struct curve_options *options, double anchor_x,
                          struct label_position *position)
{
    const struct page_point *p = (const struct page_point *)(const void *)stretch->data;
    if (bend_of(p, stretch->len) > CHORD_MAX_BEND_EM * text->size_px) {
        return FALSE;
    }
    set_straight(text, p[0], p[stretch->len - 1], options, anchor_x, position);
    return TRUE;
}

/* Along the stretch, which is longer than the text by `margin_px` on both sides. */
static gboolean set_bent(const struct text *text, GArray *stretch,
                         const struct curve_options *options, double margin_px,
                         struct label_position *position)
{
    struct page_point zero = {0, 0}, origin = anchor_origin(text, options->anchor, zero, 0);
    double down = origin.y + text_baseline(text) + options->shift.y;
    move_aside(stretch, down);
    double spare = length_of(stretch) - text->width;
    if (spare < -margin_px) {
        return FALSE;
    }
    g_autoptr(PagePath) path = cut_path(stretch, fmax(0, spare / 2), text->width);
    guint n;
    const struct page_point *p = page_path_part(path, 0, &n);
    if (n < 2 || hypot(p[n - 1].x - p[0].x, p[n - 1].y - p[0].y) < FOLDED * text->width ||
        turns_too_much(path, LETTER_EM * text->size_px, options->max_angle_deg)) {
        return FALSE;
    }
    g_autoptr(GArray) pieces = text_pieces_along(text, path);
    if (text_max_joint_turn(pieces) > JOINT_MAX_TURN_DEG * G_PI / 180) {
        return FALSE;
    }
    position->baseline = g_steal_pointer(&path);
    return TRUE;
}

/* Joined letters may stand straight where they cannot follow a bend: they are read as a shape. */
static gboolean has_joints(const struct text *text)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = g_ptr_array_index(text->runs, i);
        if (run->joined) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean line_position(const struct sampled_line *line, const struct text *text, double along,
                       const struct curve_options *options, struct label_position *position)
{
    struct page_point zero = {0, 0};
    double anchor_x = anchor_origin(text, options->anchor, zero, 0).x;
    double start = anchor_x + options->shift.x, length = sampled_line_length(line);
    double from = along + start, to = from + text->width;
    struct page_point a = sampled_line_at(line, from), b = sampled_line_at(line, to);
    gboolean backwards = options->keep_upright && a.x > b.x;
    if (backwards) {
        to = along - start;
        from = to - text->width;
    }
    if (!(text->width > 0) || from < 0 || to > length) {
        return FALSE;
    }
    *position = (struct label_position){.anchor = options->anchor};
    position->at = sampled_line_at(line, along);
    position->line_deg = sampled_line_direction(line, along, text->size_px / 2);
    g_autoptr(GArray) exact = stretch_of(line, from, to, backwards);
    const struct page_point *p = (const struct page_point *)(const void *)exact->data;
    if (hypot(p[exact->len - 1].x - p[0].x, p[exact->len - 1].y - p[0].y) < FOLDED * text->width) {
        return FALSE;
    }
    if (!text_can_bend(text) || bend_of(p, exact->len) < STRAIGHT_PX) {
        return set_chord(text, exact, options, anchor_x, position);
    }
    /* Beside a bend a path is shorter than the line: it is cut from more of the line. */
    double margin = fmin(text->width / 4, fmin(from, length - to));
    g_autoptr(GArray) stretch = stretch_of(line, from - margin, to + margin, backwards);
    return set_bent(text, stretch, options, text->size_px / 10, position) ||
           (has_joints(text) && set_chord(text, exact, options, anchor_x, position));
}
