#include "compose/label_positions.h"

#include <math.h>

#define LINE_STEP_PX 8.0
/* How far a line may bend away under a straight label, in ems. */
#define LINE_MAX_BEND_EM 0.6

static double offset_em(const struct value_array *offset, guint axis)
{
    return offset != NULL && axis < offset->length && offset->items[axis].type == VALUE_NUMBER
               ? offset->items[axis].number
               : 0;
}

static void add_position(GArray *positions, struct page_point origin, enum anchor anchor)
{
    struct label_position position = {.origin = origin, .pivot = origin, .anchor = anchor};
    if (positions->len < LABEL_MAX_POSITIONS) {
        g_array_append_val(positions, position);
    }
}

/* text-anchor with text-offset: one position, as MapLibre. */
static void add_fixed(struct composition *composition, const struct style_layer *style,
                      const struct text *text, struct page_point at, double clearance_px,
                      GArray *positions)
{
    struct evaluation *evaluation = &composition->evaluation;
    enum anchor anchor = ANCHOR_CENTER;
    anchor_parse(style_string(style, PROPERTY_TEXT_ANCHOR, evaluation), &anchor);
    const struct value_array *offset = style_array(style, PROPERTY_TEXT_OFFSET, evaluation);
    double radial_px = style_number(style, PROPERTY_TEXT_RADIAL_OFFSET, evaluation) * text->size_px;
    struct page_point origin = anchor_origin(text, anchor, at, radial_px + clearance_px);
    origin.x += offset_em(offset, 0) * text->size_px;
    origin.y += offset_em(offset, 1) * text->size_px;
    add_position(positions, origin, anchor);
}

void positions_round_point(struct composition *composition, const struct style_layer *style,
                           const struct text *text, struct page_point at, double clearance_px,
                           GArray *positions)
{
    struct evaluation *evaluation = &composition->evaluation;
    const struct value_array *anchors =
        style_array(style, PROPERTY_TEXT_VARIABLE_ANCHOR, evaluation);
    if (anchors == NULL || anchors->length == 0) {
        add_fixed(composition, style, text, at, clearance_px, positions);
        return;
    }
    double radial_em = style_number(style, PROPERTY_TEXT_RADIAL_OFFSET, evaluation);
    if (radial_em == 0) {
        const struct value_array *offset = style_array(style, PROPERTY_TEXT_OFFSET, evaluation);
        radial_em = fmax(fabs(offset_em(offset, 0)), fabs(offset_em(offset, 1)));
    }
    for (guint i = 0; i < anchors->length; i++) {
        enum anchor anchor;
        if (anchors->items[i].type == VALUE_STRING &&
            anchor_parse(anchors->items[i].string, &anchor)) {
            struct page_point origin =
                anchor_origin(text, anchor, at, radial_em * text->size_px + clearance_px);
            add_position(positions, origin, anchor);
        }
    }
}

/* A straight stretch of a line under a label. */
struct stretch {
    struct page_point from, to;
    double bend_px;   /* how far the line leaves the chord */
    double middle_px; /* distance along the line from the line's middle */
};

static double chord_distance(struct page_point a, struct page_point b, struct page_point p)
{
    double dx = b.x - a.x, dy = b.y - a.y;
    double length = hypot(dx, dy);
    return length > 0 ? fabs(dx * (p.y - a.y) - dy * (p.x - a.x)) / length
                      : hypot(p.x - a.x, p.y - a.y);
}

/* Points every LINE_STEP_PX along a part. */
static GArray *walk_part(const struct page_path *line, guint part)
{
    guint length;
    const struct page_point *p = page_path_part(line, part, &length);
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct page_point));
    double left = 0;
    for (guint i = 0; i + 1 < length; i++) {
        double segment = hypot(p[i + 1].x - p[i].x, p[i + 1].y - p[i].y);
        for (; left <= segment && segment > 0; left += LINE_STEP_PX) {
            double t = left / segment;
            struct page_point point = {p[i].x + t * (p[i + 1].x - p[i].x),
                                       p[i].y + t * (p[i + 1].y - p[i].y)};
            g_array_append_val(steps, point);
        }
        left -= segment;
    }
    return steps;
}

static void find_stretches(const GArray *steps, double width_px, double max_bend_px,
                           GArray *stretches)
{
    const struct page_point *p = (const struct page_point *)(void *)steps->data;
    guint span = (guint)ceil(width_px / LINE_STEP_PX);
    for (guint i = 0; i + span < steps->len; i++) {
        struct stretch stretch = {.from = p[i], .to = p[i + span]};
        for (guint j = i + 1; j < i + span; j++) {
            stretch.bend_px = fmax(stretch.bend_px, chord_distance(p[i], p[i + span], p[j]));
        }
        stretch.middle_px = fabs(i + span / 2.0 - steps->len / 2.0) * LINE_STEP_PX;
        gboolean folds =
            hypot(stretch.to.x - stretch.from.x, stretch.to.y - stretch.from.y) < 0.7 * width_px;
        if (stretch.bend_px <= max_bend_px && !folds) {
            g_array_append_val(stretches, stretch);
        }
    }
}

/* Straighter ones first in steps of 2 px, among these the nearest to the middle. */
static gint by_straightness(gconstpointer a, gconstpointer b)
{
    const struct stretch *left = a, *right = b;
    double difference = floor(left->bend_px / 2) - floor(right->bend_px / 2);
    if (difference == 0) {
        difference = left->middle_px - right->middle_px;
    }
    return difference < 0 ? -1 : difference > 0;
}

static struct label_position position_on(const struct stretch *stretch, const struct text *text,
                                         const struct value_array *offset)
{
    struct page_point middle = {(stretch->from.x + stretch->to.x) / 2,
                                (stretch->from.y + stretch->to.y) / 2};
    double dx = stretch->to.x - stretch->from.x, dy = stretch->to.y - stretch->from.y;
    double angle_deg = atan2(dy, dx) * 180 / G_PI;
    if (angle_deg > 90 || angle_deg <= -90) {
        angle_deg += angle_deg > 0 ? -180 : 180; /* never upside down */
    }
    struct page_point origin = anchor_origin(text, ANCHOR_CENTER, middle, 0);
    origin.x += offset_em(offset, 0) * text->size_px;
    origin.y += offset_em(offset, 1) * text->size_px;
    return (struct label_position){
        .origin = origin, .pivot = middle, .angle_deg = angle_deg, .anchor = ANCHOR_CENTER};
}

void positions_along_line(struct composition *composition, const struct style_layer *style,
                          const struct text *text, const struct page_path *line, GArray *positions)
{
    g_autoptr(GArray) stretches = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    for (guint part = 0; part < page_path_parts(line); part++) {
        g_autoptr(GArray) steps = walk_part(line, part);
        find_stretches(steps, text->width, LINE_MAX_BEND_EM * text->size_px, stretches);
    }
    g_array_sort(stretches, by_straightness);
    const struct value_array *offset =
        style_array(style, PROPERTY_TEXT_OFFSET, &composition->evaluation);
    for (guint i = 0; i < stretches->len && positions->len < LABEL_MAX_POSITIONS; i++) {
        struct label_position position =
            position_on(&g_array_index(stretches, struct stretch, i), text, offset);
        g_array_append_val(positions, position);
    }
}
