#include "compose/furniture/north_arrow.h"

#include "compose/furniture/draw.h"

#include <math.h>

#define NEEDED_DEG 2

static const struct text_spec letter_spec = {FONT_BOLD, TYPE_SMALL, COLOR_INK, FALSE};

gboolean north_arrow_is_needed(const struct view *view)
{
    for (guint i = 0; i < 9; i++) {
        struct page_point at = {
            view->frame.xmin + (i % 3) / 2.0 * (view->frame.xmax - view->frame.xmin),
            view->frame.ymin + (i / 3) / 2.0 * (view->frame.ymax - view->frame.ymin),
        };
        if (fabs(view_convergence_deg(view, at)) > NEEDED_DEG)
            return TRUE;
    }
    return FALSE;
}

/* A slender arrow in a square, turned to true north at the place where it stands. Half of it is
 * hollow, as on printed maps, so that it is not taken for a symbol of the map. */
gboolean north_arrow_build(struct furniture *furniture, const struct room *room,
                           struct scene_group *group, struct piece_size *size,
                           G_GNUC_UNUSED GError **error)
{
    const struct view *view = &furniture->composition->view;

    if (!north_arrow_is_needed(view))
        return TRUE;
    double turn_deg = -view_convergence_deg(view, room->at);
    if (!isfinite(turn_deg)) {
        furniture_note(furniture, "true north cannot be found here: no north arrow");
        return TRUE;
    }
    double side = scaled_px(furniture, 40), reach = side / 2, half_width = side / 7;
    double angle = turn_deg * G_PI / 180, c = cos(angle), s = sin(angle);
    struct text *letter = shape_text(furniture, "N", &letter_spec, 0);
    /* Tip, right foot, notch, left foot, turned clockwise about the middle. */
    double notch = 0.3 * reach, tip = letter->height * 0.8 - reach;
    const struct page_point flat[] = {
        {0, tip}, {half_width, 0.9 * reach}, {0, 0.9 * reach - notch}, {-half_width, 0.9 * reach}};
    struct page_point turned[4];
    for (guint i = 0; i < 4; i++)
        turned[i] = (struct page_point){reach + flat[i].x * c - flat[i].y * s,
                                        reach + flat[i].x * s + flat[i].y * c};

    for (guint half = 0; half < 2; half++) {
        struct page_path *path = page_path_new();
        page_path_clear(path, TRUE);
        page_path_begin_part(path);
        page_path_add(path, turned[0].x, turned[0].y);
        page_path_add(path, turned[2].x, turned[2].y);
        page_path_add(path, turned[half == 0 ? 3 : 1].x, turned[half == 0 ? 3 : 1].y);
        struct item *item = scene_group_add_path(group, path);
        item->fill = solid(color(furniture, half == 0 ? COLOR_INK : COLOR_PAPER));
        item->stroke = plain_stroke(HAIRLINE_PX, color(furniture, COLOR_INK));
    }
    /* The letter stands upright above the tip. */
    double up = reach - letter->height / 2;
    group_add_text(furniture, group, letter, &letter_spec, reach + up * s - letter->width / 2,
                   reach - up * c - letter->height / 2);
    *size = (struct piece_size){side, side};
    return TRUE;
}
