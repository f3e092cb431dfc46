/* Where furniture stands: the map's frame, the panel or the bands beside it, and corners inside it.
 * Plain geometry in page px: nothing here is drawn. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_LAYOUT_H
#define IDLIBMAP_COMPOSE_FURNITURE_LAYOUT_H

#include "map/map.h"
#include "scene/box_index.h"
#include "style/style.h"

/* Between the neatline and the page's edge or the panel there is a strip for graticule labels;
 * `title` is a band above the frame, `key_table` and `credits` are bands below it. What is not
 * there is an empty box. */
struct layout {
    struct box frame;
    struct box panel;     /* panel layout: one column at the right, as high as the frame */
    struct box title;     /* overlay layout */
    struct box credits;   /* overlay layout */
    struct box key_table; /* overlay layout: of numbered events, between frame and credits */
    double margin_px; /* of the page; 0: the page is too small for furniture, the map fills it */
    double gap_px;    /* between neighbours */
};

/* Ticks of the graticule stand outside the neatline. */
#define GRATICULE_TICK_PX 4

/* Depends on the map and on what the style (may be NULL) has for the credits alone, so that the
 * frame is known before anything is projected or shaped. The room that title and credits need is
 * therefore estimated from the count of characters. */
struct layout layout_make(const struct map *map, const struct style *style);

enum corner {
    CORNER_TOP_LEFT,
    CORNER_TOP_RIGHT,
    CORNER_BOTTOM_LEFT,
    CORNER_BOTTOM_RIGHT,
    CORNER_COUNT,
};

/* What is not to be hidden where that can be avoided. */
struct named_place {
    struct box box;
    double weight; /* in areas of the frame */
};

/* What a box inside the frame has to reckon with. */
struct corner_room {
    struct box frame;
    double margin_px, gap_px;
    const struct box_index *boxes; /* to be covered as little as possible; may be NULL */
    const GArray *keep_clear;      /* struct box: events; each costs more than any area */
    const GArray *places;          /* struct named_place: what labels name; may be NULL */
    double stand_off_px;           /* how near is too near to an event: its label wants room */
    const GArray *taken;           /* struct box: other furniture, never overlapped */
};

/* The emptiest place for a box of this size: in a corner, or stacked against furniture that stands
 * there. `preference` (CORNER_COUNT corners) decides ties. FALSE when there is no place, or the box
 * is over half as wide or high as the frame. */
gboolean layout_find_corner(const struct corner_room *room, double width_px, double height_px,
                            const enum corner *preference, struct box *found);

#endif
