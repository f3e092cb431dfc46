#include "compose/furniture/furniture.h"

#include "compose/furniture/draw.h"
#include "compose/furniture/keep_clear.h"

#include <math.h>

#define BOX_ALPHA 0.88
#define MAX_CORNER_SHARE 0.5
#define PANEL_INSET_ASPECT 1.3
#define OVERLAY_INSET_PX 190
#define EVENT_STAND_OFF_PX 44
/* Of the room in the panel beside title and credits. */
#define LEGEND_SHARE_WITH_TABLE 0.55

/* One row a piece. Pieces with a builder are placed by their size; `corners` is where a piece
 * stands rather inside the frame when corners are equally empty. */
static const struct piece_row {
    const char *id;
    enum word label;
    piece_build *build;
    double padding_px; /* of its box inside the frame */
    enum corner corners[CORNER_COUNT];
} piece_rows[FURNITURE_PIECE_COUNT] = {
    [FURNITURE_TITLE] = {"title", WORD_TITLE, title_build, 0, {0}},
    [FURNITURE_LEGEND] = {"legend",
                          WORD_LEGEND,
                          legend_build,
                          9,
                          {CORNER_TOP_LEFT, CORNER_BOTTOM_LEFT, CORNER_TOP_RIGHT,
                           CORNER_BOTTOM_RIGHT}},
    [FURNITURE_SCALE_BAR] = {"scale-bar",
                             WORD_SCALE_BAR,
                             scale_bar_build,
                             6,
                             {CORNER_BOTTOM_LEFT, CORNER_BOTTOM_RIGHT, CORNER_TOP_LEFT,
                              CORNER_TOP_RIGHT}},
    [FURNITURE_NORTH_ARROW] = {"north-arrow",
                               WORD_NORTH_ARROW,
                               north_arrow_build,
                               4,
                               {CORNER_BOTTOM_LEFT, CORNER_TOP_RIGHT, CORNER_BOTTOM_RIGHT,
                                CORNER_TOP_LEFT}},
    [FURNITURE_GRATICULE] = {"graticule", WORD_GRATICULE, NULL, 0, {0}},
    [FURNITURE_INSET] = {"inset",
                         WORD_INSET,
                         inset_build,
                         0,
                         {CORNER_TOP_RIGHT, CORNER_BOTTOM_RIGHT, CORNER_TOP_LEFT,
                          CORNER_BOTTOM_LEFT}},
    [FURNITURE_CREDITS] = {"credits", WORD_CREDITS, credits_build, 0, {0}},
    [FURNITURE_KEY_TABLE] = {"key-table", WORD_KEY_TABLE, key_table_build, 0, {0}},
};

/* A piece that was built and waits for its place. */
struct built {
    enum furniture_piece piece;
    struct scene_group *group; /* owned; NULL: it is off or has nothing to show */
    struct piece_size size;
};

static void built_clear(struct built *built)
{
    g_clear_pointer(&built->group, scene_group_free);
    built->size = (struct piece_size){0, 0};
}

/* Builds a piece, in place of what was built of it before. */
static gboolean build(struct furniture *furniture, enum furniture_piece piece,
                      const struct room *room, struct built *built, GError **error)
{
    const struct piece_row *row = &piece_rows[piece];

    built_clear(built);
    built->piece = piece;
    if (!map_has_furniture(furniture->map, piece))
        return TRUE;
    built->group = scene_group_new(row->id, word(furniture, row->label));
    if (!row->build(furniture, room, built->group, &built->size, error)) {
        built_clear(built);
        return FALSE;
    }
    if (built->size.height_px <= 0)
        built_clear(built);
    return TRUE;
}

static struct scene_group *add_group(const struct furniture *furniture, const char *id,
                                     enum word label)
{
    return scene_add_group(furniture->composition->scene, id, word(furniture, label));
}

/* Draws what was built into a group that is in the scene, in place of what that has. */
static void fill_group(struct scene_group *group, struct built *built, double x, double y)
{
    GPtrArray *items = group->items;

    group_move(built->group, x, y);
    group->items = built->group->items;
    group->clipped = built->group->clipped;
    group->clip = built->group->clip;
    built->group->items = items;
    built_clear(built);
}

/* Moves a piece to its place and gives it to the scene. */
static void put(const struct furniture *furniture, struct built *built, double x, double y)
{
    if (built->group == NULL)
        return;
    const struct piece_row *row = &piece_rows[built->piece];
    struct scene_group *group = add_group(furniture, row->id, row->label);
    if (built->piece == FURNITURE_LEGEND)
        furniture->composition->legend_place.group = group;
    fill_group(group, built, x, y);
}

static void leave_out(struct furniture *furniture, struct built *built)
{
    furniture_note(furniture, "the %s does not fit on the page and is left out",
                   furniture_names[built->piece]);
    if (built->piece == FURNITURE_INSET)
        furniture->inset_drawn = FALSE;
    if (built->piece == FURNITURE_SCALE_BAR)
        furniture->composition->scale_bar = (struct scale_bar_measure){0, 0};
    built_clear(built);
}

static struct box moved_box(double x, double y, struct piece_size size)
{
    return (struct box){x, y, x + size.width_px, y + size.height_px};
}

/* The paper under a piece that stands on the map, first in its group. */
static void draw_paper(const struct furniture *furniture, struct scene_group *group,
                       struct piece_size size)
{
    group_add_rectangle(group, moved_box(0, 0, size),
                        solid(with_alpha(color(furniture, COLOR_PAPER), BOX_ALPHA)),
                        plain_stroke(HAIRLINE_PX, with_alpha(color(furniture, COLOR_FRAME), 0.6)));
    group_send_last_to_back(group);
}

/* For redraw_legend(). */
static void keep_place(const struct furniture *furniture, const struct built *built, struct box box)
{
    if (built->piece == FURNITURE_LEGEND && built->group != NULL)
        furniture->composition->legend_place.box = box;
}

static guint count_covered(const struct furniture *furniture, struct box box)
{
    guint covered = 0;

    for (guint i = 0; i < furniture->keep_clear->len; i++)
        covered += box_intersects(box, g_array_index(furniture->keep_clear, struct box, i));
    return covered;
}

static gboolean find_corner(const struct furniture *furniture, const struct built *built,
                            struct box *box)
{
    const struct piece_row *row = &piece_rows[built->piece];
    struct layout layout = furniture->layout;
    const struct corner_room room = {
        .frame = furniture->composition->view.frame,
        .margin_px = fmax(6, layout.margin_px / 2),
        .gap_px = layout.gap_px / 2,
        .boxes = furniture->composition->boxes,
        .keep_clear = furniture->keep_clear,
        .places = furniture->places,
        .stand_off_px = scaled_px(furniture, EVENT_STAND_OFF_PX),
        .taken = furniture->taken,
    };
    double width = built->size.width_px + 2 * row->padding_px;
    double height = built->size.height_px + 2 * row->padding_px;
    return layout_find_corner(&room, ceil(width), ceil(height), row->corners, box);
}

/* Keeps the box for a piece that stands inside the frame. */
static void take_box(struct furniture *furniture, enum furniture_piece piece, struct box box)
{
    guint covered = count_covered(furniture, box);

    if (covered > 0)
        furniture_note(furniture, "the %s covers %u of the drawn events", furniture_names[piece],
                       covered);
    g_array_append_val(furniture->taken, box);
    box_index_add_tagged(furniture->composition->boxes, box, 0, BOX_TAG_FURNITURE + piece);
}

/* Puts a piece into the emptiest corner of the frame. It is built twice, since what it shows may
 * depend on where it stands: first about the middle of the frame, to know its size. */
static gboolean put_in_corner(struct furniture *furniture, enum furniture_piece piece,
                              double width_px, double height_px, GError **error)
{
    struct box frame = furniture->composition->view.frame, box;
    double padding = piece_rows[piece].padding_px;
    struct room room = {
        width_px - 2 * padding,
        height_px - 2 * padding,
        {(frame.xmin + frame.xmax) / 2, (frame.ymin + frame.ymax) / 2},
    };
    struct built built = {0};

    if (!build(furniture, piece, &room, &built, error))
        return FALSE;
    if (built.group == NULL)
        return TRUE;
    if (!find_corner(furniture, &built, &box)) {
        leave_out(furniture, &built);
        return TRUE;
    }
    room.at = (struct page_point){(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
    if (piece == FURNITURE_SCALE_BAR || piece == FURNITURE_NORTH_ARROW) {
        if (!build(furniture, piece, &room, &built, error))
            return FALSE;
        if (built.group == NULL)
            return TRUE;
        if (!find_corner(furniture, &built, &box)) {
            leave_out(furniture, &built);
            return TRUE;
        }
    }
    if (padding > 0) {
        struct piece_size outer = {box.xmax - box.xmin, box.ymax - box.ymin};
        group_move(built.group, padding, padding);
        draw_paper(furniture, built.group, outer);
    }
    take_box(furniture, piece, box);
    keep_place(furniture, &built, box);
    put(furniture, &built, box.xmin, box.ymin);
    return TRUE;
}

/* Scale bar and arrow stand on the map, where they are measured. */
static gboolean compose_measures(struct furniture *furniture, GError **error)
{
    struct box frame = furniture->composition->view.frame;
    double width = MAX_CORNER_SHARE * (frame.xmax - frame.xmin);
    double height = MAX_CORNER_SHARE * (frame.ymax - frame.ymin);

    return put_in_corner(furniture, FURNITURE_SCALE_BAR, width, height, error) &&
           put_in_corner(furniture, FURNITURE_NORTH_ARROW, width, height, error);
}

/* A band above or below the frame; a piece stands at the side of it that is the page's edge. */
static gboolean put_in_band(struct furniture *furniture, enum furniture_piece piece,
                            struct box band, GError **error)
{
    const struct room room = {band.xmax - band.xmin, band.ymax - band.ymin, {band.xmin, band.ymin}};
    struct built built = {0};

    if (box_is_empty(band))
        return TRUE;
    if (!build(furniture, piece, &room, &built, error))
        return FALSE;
    if (built.group != NULL && built.size.height_px > room.height_px + 0.5)
        leave_out(furniture, &built);
    put(furniture, &built, band.xmin,
        piece == FURNITURE_CREDITS ? floor(band.ymax - built.size.height_px) : band.ymin);
    return TRUE;
}

static gboolean compose_overlay(struct furniture *furniture, GError **error)
{
    struct box frame = furniture->composition->view.frame;
    double width = MAX_CORNER_SHARE * (frame.xmax - frame.xmin) - furniture->layout.margin_px;
    double height = MAX_CORNER_SHARE * (frame.ymax - frame.ymin) - furniture->layout.margin_px;
    double inset = fmin(scaled_px(furniture, OVERLAY_INSET_PX), 0.3 * (frame.xmax - frame.xmin));

    return put_in_band(furniture, FURNITURE_TITLE, furniture->layout.title, error) &&
           put_in_corner(furniture, FURNITURE_LEGEND, width, height, error) &&
           put_in_corner(furniture, FURNITURE_INSET, inset, inset / 1.1, error) &&
           compose_measures(furniture, error) &&
           put_in_band(furniture, FURNITURE_KEY_TABLE, furniture->layout.key_table, error) &&
           put_in_band(furniture, FURNITURE_CREDITS, furniture->layout.credits, error);
}

static double panel_gap_px(const struct furniture *furniture)
{
    return scaled_px(furniture, 24);
}

/* The pieces of the panel while they are fitted to its height. */
struct column {
    struct furniture *furniture;
    struct box box;
    double gap_px, legend_px; /* the most that the legend may take */
    struct built title, legend, key_table, inset, credits;
};

static void column_clear(struct column *column)
{
    built_clear(&column->title);
    built_clear(&column->legend);
    built_clear(&column->key_table);
    built_clear(&column->inset);
    built_clear(&column->credits);
}

/* What is left of the column beside a piece and its gap. */
static double room_after(const struct column *column, double room_px, const struct built *built)
{
    return built->group != NULL ? room_px - built->size.height_px - column->gap_px : room_px;
}

static gboolean build_in_column(struct column *column, enum furniture_piece piece, double width_px,
                                double height_px, struct built *built, GError **error)
{
    const struct room room = {width_px, height_px, {column->box.xmin, column->box.ymin}};

    if (!build(column->furniture, piece, &room, built, error))
        return FALSE;
    if (built->group != NULL && built->size.height_px > height_px + 0.5)
        leave_out(column->furniture, built);
    return TRUE;
}

/* The inset takes what title, legend and credits leave, up to the panel's width. */
static gboolean build_inset(struct column *column, double room_px, GError **error)
{
    double width = fmin(column->box.xmax - column->box.xmin, room_px * PANEL_INSET_ASPECT);

    column->furniture->inset_drawn = FALSE;
    if (!map_has_furniture(column->furniture->map, FURNITURE_INSET))
        return TRUE;
    if (width < scaled_px(column->furniture, 110)) {
        column->inset.piece = FURNITURE_INSET;
        leave_out(column->furniture, &column->inset);
        return TRUE;
    }
    return build_in_column(column, FURNITURE_INSET, width, width / PANEL_INSET_ASPECT,
                           &column->inset, error);
}

/* Where a key table follows, the legend keeps to its share and what it has been built in is all its
 * room from then on. */
static gboolean build_legend(struct column *column, double width_px, double room_px, GError **error)
{
    gboolean with_table = map_has_furniture(column->furniture->map, FURNITURE_KEY_TABLE);
    double legend_px = with_table ? LEGEND_SHARE_WITH_TABLE * room_px : room_px;

    if (!build_in_column(column, FURNITURE_LEGEND, width_px, legend_px, &column->legend, error))
        return FALSE;
    column->legend_px = with_table ? column->legend.size.height_px : legend_px;
    return TRUE;
}

/* Title and credits first, then the legend, then the key table, then the inset; the legend is cut
 * where even without an inset it does not fit. */
static gboolean build_column(struct column *column, GError **error)
{
    double width = column->box.xmax - column->box.xmin;
    double height = column->box.ymax - column->box.ymin;

    /* Until it is known better, the credits make room for the source of the inset. */
    column->furniture->inset_drawn = map_has_furniture(column->furniture->map, FURNITURE_INSET);
    if (!build_in_column(column, FURNITURE_TITLE, width, 0.4 * height, &column->title, error) ||
        !build_in_column(column, FURNITURE_CREDITS, width, 0.4 * height, &column->credits, error))
        return FALSE;
    double left_px =
        room_after(column, room_after(column, height, &column->title), &column->credits);
    if (!build_legend(column, width, left_px, error))
        return FALSE;
    left_px = room_after(column, left_px, &column->legend);
    if (!build_in_column(column, FURNITURE_KEY_TABLE, width, left_px, &column->key_table, error) ||
        !build_inset(column, room_after(column, left_px, &column->key_table), error))
        return FALSE;
    if (column->furniture->inset_drawn ||
        !map_has_furniture(column->furniture->map, FURNITURE_INSET))
        return TRUE;
    return build_in_column(column, FURNITURE_CREDITS, width, 0.4 * height, &column->credits, error);
}

/* Above a piece of the panel, halfway to its neighbour. */
static void draw_rule(const struct furniture *furniture, struct built *built)
{
    const struct box *panel = &furniture->layout.panel;
    double y = -round(panel_gap_px(furniture) / 2) - 0.5;

    if (built->group != NULL)
        group_add_line(built->group, (struct page_point){0, y},
                       (struct page_point){panel->xmax - panel->xmin, y},
                       plain_stroke(HAIRLINE_PX, with_alpha(color(furniture, COLOR_FRAME), 0.45)));
}

/* Title and legend from the top, credits and inset from the bottom. */
static void put_column(struct column *column)
{
    struct furniture *furniture = column->furniture;
    double x = column->box.xmin, top = column->box.ymin, bottom = column->box.ymax;

    if (column->title.group != NULL) {
        double height = column->title.size.height_px;
        put(furniture, &column->title, x, top);
        top += ceil(height) + column->gap_px;
        draw_rule(furniture, &column->legend);
    }
    keep_place(furniture, &column->legend,
               moved_box(x, top, (struct piece_size){column->box.xmax - x, column->legend_px}));
    double legend_px = column->legend.size.height_px;
    if (column->legend.group != NULL) {
        put(furniture, &column->legend, x, top);
        top += ceil(legend_px) + column->gap_px;
    }
    if (column->key_table.group != NULL) {
        if (top > column->box.ymin)
            draw_rule(furniture, &column->key_table);
        put(furniture, &column->key_table, x, top);
    }
    if (column->credits.group != NULL) {
        bottom -= ceil(column->credits.size.height_px);
        draw_rule(furniture, &column->credits);
        put(furniture, &column->credits, x, bottom);
        bottom -= column->gap_px;
    }
    if (column->inset.group != NULL) {
        double left = column_x(furniture, column->box.xmax - column->box.xmin, 0,
                               column->inset.size.width_px);
        put(furniture, &column->inset, x + left, bottom - column->inset.size.height_px);
    }
}

static gboolean compose_panel(struct furniture *furniture, GError **error)
{
    struct column column = {
        .furniture = furniture,
        .box = furniture->layout.panel,
        .gap_px = panel_gap_px(furniture),
    };
    gboolean ok = build_column(&column, error);

    if (ok)
        put_column(&column);
    column_clear(&column);
    return ok && compose_measures(furniture, error);
}

/* What all pieces need to know; the arrays are for those that stand inside the frame. */
static struct furniture furniture_of(struct composition *composition)
{
    struct furniture furniture = {
        .composition = composition,
        .map = composition->map,
        .language = composition->map->language,
        .layout = layout_make(composition->map, composition->style),
    };

    furniture.style =
        furniture_style_new(composition->style, composition->map, composition->diagnostics);
    furniture.rtl = g_strcmp0(furniture.language, "ar") == 0;
    furniture.panel = !box_is_empty(furniture.layout.panel);
    return furniture;
}

gboolean furniture_compose(struct composition *composition, GError **error)
{
    if (composition->map->furniture == 0)
        return TRUE;
    struct furniture furniture = furniture_of(composition);
    g_autoptr(FurnitureStyle) style = furniture.style;
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(struct box));
    g_autoptr(GArray) keep_clear = keep_clear_events(composition);
    g_autoptr(GArray) places = keep_clear_names(composition);
    furniture.taken = taken;
    furniture.keep_clear = keep_clear;
    furniture.places = places;

    if (furniture.layout.margin_px <= 0) {
        furniture_note(&furniture, "the page is too small for any of it");
        return TRUE;
    }
    neatline_draw(&furniture, add_group(&furniture, "neatline", WORD_NEATLINE));
    if (map_has_furniture(furniture.map, FURNITURE_GRATICULE))
        graticule_draw(&furniture, add_group(&furniture, piece_rows[FURNITURE_GRATICULE].id,
                                             piece_rows[FURNITURE_GRATICULE].label));
    return furniture.panel ? compose_panel(&furniture, error) : compose_overlay(&furniture, error);
}

/* The place of a smaller piece in the corner where a larger one stood. */
static struct box shrunk(struct box box, struct box frame, struct piece_size size)
{
    gboolean at_right = frame.xmax - box.xmax < box.xmin - frame.xmin;
    gboolean at_bottom = frame.ymax - box.ymax < box.ymin - frame.ymin;

    return moved_box(at_right ? box.xmax - size.width_px : box.xmin,
                     at_bottom ? box.ymax - size.height_px : box.ymin, size);
}

static gboolean redraw_legend(struct composition *composition, GError **error)
{
    struct legend_place *place = &composition->legend_place;

    struct furniture furniture = furniture_of(composition);
    g_autoptr(FurnitureStyle) style = furniture.style;
    double padding = furniture.panel ? 0 : piece_rows[FURNITURE_LEGEND].padding_px;
    struct box box = box_grow(place->box, -padding);
    const struct room room = {box.xmax - box.xmin, box.ymax - box.ymin, {box.xmin, box.ymin}};
    struct built built = {0};

    place->n_left_out = 0;
    if (!build(&furniture, FURNITURE_LEGEND, &room, &built, error))
        return FALSE;
    if (built.group == NULL) {
        g_ptr_array_set_size(place->group->items, 0);
    } else if (furniture.panel) {
        if (box.ymin > furniture.layout.panel.ymin)
            draw_rule(&furniture, &built);
        fill_group(place->group, &built, box.xmin, box.ymin);
    } else {
        struct piece_size outer = {ceil(built.size.width_px + 2 * padding),
                                   ceil(built.size.height_px + 2 * padding)};
        struct box to = shrunk(place->box, composition->view.frame, outer);
        group_move(built.group, padding, padding);
        draw_paper(&furniture, built.group, outer);
        fill_group(place->group, &built, to.xmin, to.ymin);
    }
    return TRUE;
}

gboolean furniture_finish(struct composition *composition, gboolean has_unseen, GError **error)
{
    const struct legend_place *place = &composition->legend_place;

    if (place->group == NULL)
        return TRUE;
    if (has_unseen && !redraw_legend(composition, error))
        return FALSE;
    if (place->n_left_out > 0)
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "furniture: the legend does not fit: %u of its lines are left out",
                        place->n_left_out);
    return TRUE;
}
