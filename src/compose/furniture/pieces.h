/* Inside this room: what the pieces of furniture share. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_PIECES_H
#define IDLIBMAP_COMPOSE_FURNITURE_PIECES_H

#include "compose/composition.h"
#include "compose/furniture/furniture_style.h"
#include "compose/furniture/layout.h"
#include "compose/furniture/words.h"

struct furniture {
    struct composition *composition; /* borrowed */
    const struct map *map;           /* borrowed */
    struct furniture_style *style;
    struct layout layout;
    const char *language;
    gboolean rtl;         /* columns are mirrored: text at the right */
    gboolean inset_drawn; /* its source is then among the credits */
    gboolean panel;       /* the column at the right is in use */
    GArray *taken;        /* struct box: furniture that stands inside the frame */
    GArray *keep_clear;   /* struct box: the drawn events */
    GArray *places;       /* struct named_place: names by their importance */
};

/* The room that a piece is given. */
struct room {
    double width_px, height_px; /* at most */
    struct page_point at;       /* about where on the page its middle will stand */
};

struct piece_size {
    double width_px, height_px;
};

/* A piece draws itself into a group with its top left at 0,0; the layout moves it to its place. A
 * piece may be built more than once, for another place. A size of zero: it has nothing to show. A
 * piece that finds no room for a part of it leaves that out and says so in the diagnostics; one
 * larger than its place is left out by the layout. */
typedef gboolean piece_build(struct furniture *furniture, const struct room *room,
                             struct scene_group *group, struct piece_size *size, GError **error);

piece_build title_build;
piece_build legend_build;
piece_build scale_bar_build;
piece_build north_arrow_build;
piece_build inset_build;
piece_build credits_build;
piece_build key_table_build;

/* Stand on the frame itself and are drawn in page px. */
void graticule_draw(struct furniture *furniture, struct scene_group *group);
void neatline_draw(const struct furniture *furniture, struct scene_group *group);

/* Says that something does not fit or cannot be drawn. */
void furniture_note(const struct furniture *furniture, const char *format, ...) G_GNUC_PRINTF(2, 3);

static inline const char *word(const struct furniture *furniture, enum word id)
{
    return furniture_word(id, furniture->language);
}

static inline struct color color(const struct furniture *furniture, enum furniture_color id)
{
    return furniture->style->colors[id];
}

/* A length that grows with the page's type, in whole px. */
double scaled_px(const struct furniture *furniture, double px);

#endif
