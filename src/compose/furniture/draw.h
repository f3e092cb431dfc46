/* Small drawing: lines, rectangles, circles and wrapped text into a group of the scene. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_DRAW_H
#define IDLIBMAP_COMPOSE_FURNITURE_DRAW_H

#include "compose/furniture/pieces.h"

#define HAIRLINE_PX 0.75

struct fill solid(struct color color);
struct stroke plain_stroke(double width_px, struct color color);
struct color with_alpha(struct color color, double alpha);

struct item *group_add_line(struct scene_group *group, struct page_point a, struct page_point b,
                            struct stroke stroke);
/* Pass a fill of FILL_NONE or a stroke of width 0 to leave one out. */
struct item *group_add_rectangle(struct scene_group *group, struct box box, struct fill fill,
                                 struct stroke stroke);
struct item *group_add_circle(struct scene_group *group, struct page_point center, double radius_px,
                              struct fill fill, struct stroke stroke);

struct text_spec {
    enum furniture_font font;
    enum type_size size;
    enum furniture_color color;
    gboolean balanced; /* lines of about one length, in no more lines: for titles */
};

/* Shapes one line, or a paragraph broken greedily at blanks so that lines fill the width or,
 * where `balanced`, are of about one length; a word wider than the width stands alone. Width
 * 0: breaks only at newlines. Right-to-left maps justify to the right. */
struct text *shape_text(const struct furniture *furniture, const char *utf8,
                        const struct text_spec *spec, double width_px);
/* Adds a text, which the group takes, with its top left at x, y. */
struct item *group_add_text(const struct furniture *furniture, struct scene_group *group,
                            struct text *text, const struct text_spec *spec, double x, double y);
/* The left edge of something `width_px` wide that starts at x in a column of `column_px`: the same
 * x, or mirrored where the map is written from right to left. */
double column_x(const struct furniture *furniture, double column_px, double x, double width_px);

/* Moves the items from number `first` on. */
void group_move_from(struct scene_group *group, guint first, double dx, double dy);
/* Moves all of a group, its clip too. */
void group_move(struct scene_group *group, double dx, double dy);
/* Puts the last item first, under all others. */
void group_send_last_to_back(struct scene_group *group);

#endif
