/* Labels away from their points, with a line to them. */
#include "compose/symbol.h"

#include "style/color.h"

#include <math.h>

#define FIRST_PX 9.0
#define GROWTH 1.5 /* of the distance from ring to ring */
#define LONGEST_PX 200.0
#define TEXT_GAP_PX 1.5 /* between the line's end and the text */
#define BESIDE 0.38     /* cosine: steeper directions have the text above or below, not beside */

static double number_or(const json_t *number, double otherwise)
{
    return json_is_number(number) ? json_number_value(number) : otherwise;
}

gboolean leader_style_read(const struct style_layer *layer, struct leader_style *leader)
{
    const json_t *json = json_object_get(layer->metadata, "leader");
    const json_t *color = json_object_get(json, "color");
    if (!json_is_object(json)) {
        return FALSE;
    }
    leader->color = (struct color){0.3, 0.3, 0.3, 1};
    if (json_is_string(color)) {
        color_parse(json_string_value(color), &leader->color);
    }
    leader->width_px = CLAMP(number_or(json_object_get(json, "width"), 0.6), 0, 10);
    leader->max_px = CLAMP(number_or(json_object_get(json, "max"), 60), 0, LONGEST_PX);
    return TRUE;
}

static void add_position(const struct text *text, struct page_point at, double from_px,
                         double length_px, double degrees, GArray *positions)
{
    double x = cos(degrees * G_PI / 180), y = sin(degrees * G_PI / 180);
    double far = from_px + length_px + TEXT_GAP_PX;
    struct page_point edge = {at.x + x * far, at.y + y * far};
    enum anchor anchor = x > BESIDE    ? ANCHOR_LEFT
                         : x < -BESIDE ? ANCHOR_RIGHT
                         : y > 0       ? ANCHOR_TOP
                                       : ANCHOR_BOTTOM;
    struct label_position position = {
        .origin = anchor_origin(text, anchor, edge, 0),
        .pivot = at,
        .anchor = anchor,
        .justify = x > BESIDE    ? JUSTIFY_LEFT
                   : x < -BESIDE ? JUSTIFY_RIGHT
                                 : JUSTIFY_CENTER,
        .at = at,
        .has_leader = TRUE,
        .leader_from = {at.x + x * from_px, at.y + y * from_px},
        .leader_to = {at.x + x * (from_px + length_px), at.y + y * (from_px + length_px)},
    };
    if (positions->len < LABEL_MAX_POSITIONS) {
        g_array_append_val(positions, position);
    }
}

void positions_with_leaders(const struct leader_style *leader, const struct text *text,
                            struct page_point at, double from_px, GArray *positions)
{
    /* Clockwise from the east; the sides before what is above and below. */
    static const double directions[] = {0,   -22.5, 22.5,  -45,    45,   180,   157.5, -157.5,
                                        135, -135,  -67.5, -112.5, 67.5, 112.5, -90,   90};
    /* The last ring is as far away as the style allows. */
    for (double next = FIRST_PX, length = 0; length < leader->max_px; next *= GROWTH) {
        length = fmin(next, leader->max_px);
        for (guint i = 0; i < G_N_ELEMENTS(directions); i++) {
            add_position(text, at, from_px, length, directions[i], positions);
        }
    }
}
