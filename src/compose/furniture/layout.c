#include "compose/furniture/layout.h"

#include "compose/furniture/furniture.h"
#include "compose/furniture/furniture_style.h"

#include <math.h>

/* A panel needs a page at least so wide and so much wider than high. */
#define PANEL_MIN_PAGE_PX 900
#define PANEL_MIN_ASPECT 1.15
/* Where a panel was asked for, the map must still be the larger part. */
#define PANEL_MIN_FORCED_PX 480
/* The width of a character in em, by which lines are estimated: Noto Sans is narrower on average.
 */
#define BOLD_CHARACTER_EM 0.55
#define CHARACTER_EM 0.55
/* So many characters of small print are the furniture's own: headings, disclaimer, projection. */
#define CREDITS_CHARACTERS 160
/* And about so many are sources, licences and notes where they are not known yet. */
/* What the window of dates and the coarsening of positions add. */
#define WINDOW_CHARACTERS 60
#define COARSENING_CHARACTERS 80
#define UNKNOWN_CREDITS_CHARACTERS 600
/* A corner of its own is worth so much of the frame's area: no towers along one side. */
#define STACKING_SHARE 0.005
/* Between title, subtitle and dates: see title.c. */
#define TITLE_GAPS_PX 8
#define MAX_TITLE_SHARE 0.24
#define MAX_CREDITS_SHARE 0.16
/* A key table needs a wider panel, or a strip below the map. How many events it will have is not
 * known yet: it sets itself as loosely or as tightly as the room asks. */
#define TABLE_PANEL_SHARE 0.31
#define TABLE_PANEL_MIN_PX 340
#define TABLE_PANEL_MAX_PX 620
#define TABLE_STRIP_SHARE 0.24

static const enum furniture_piece panel_pieces[] = {
    FURNITURE_TITLE, FURNITURE_LEGEND, FURNITURE_INSET, FURNITURE_CREDITS, FURNITURE_KEY_TABLE};

static gboolean wants_panel(const struct map *map)
{
    gboolean any = FALSE;

    for (guint i = 0; i < G_N_ELEMENTS(panel_pieces); i++)
        any = any || map_has_furniture(map, panel_pieces[i]);
    if (!any || map->layout == LAYOUT_OVERLAY)
        return FALSE;
    if (map->layout == LAYOUT_PANEL)
        return map->width_px >= PANEL_MIN_FORCED_PX;
    return map->width_px >= PANEL_MIN_PAGE_PX && map->width_px > PANEL_MIN_ASPECT * map->height_px;
}

static double panel_width(const struct map *map)
{
    double scale = furniture_scale(map);
    if (map_has_furniture(map, FURNITURE_KEY_TABLE)) {
        double least = fmin(TABLE_PANEL_MIN_PX * scale, 0.45 * map->width_px);
        return round(CLAMP(TABLE_PANEL_SHARE * map->width_px, least, TABLE_PANEL_MAX_PX * scale));
    }
    double least = fmin(220 * scale, 0.4 * map->width_px);
    return round(CLAMP(0.22 * map->width_px, least, 420 * scale));
}

static double line_px(const struct map *map, enum type_size size)
{
    return furniture_size_px(map, size) * FURNITURE_LINE_HEIGHT_EM;
}

static double estimated_lines(double characters, double character_px, double width_px)
{
    return ceil(characters * character_px / fmax(width_px, character_px));
}

static double text_height(const struct map *map, const char *text, enum type_size size,
                          double character_em, double width_px)
{
    double characters = text != NULL ? (double)g_utf8_strlen(text, -1) : 0;
    return line_px(map, size) *
           estimated_lines(characters, character_em * furniture_size_px(map, size), width_px);
}

/* Title, subtitle and the line of the date window. */
static double title_band_height(const struct map *map, double width_px)
{
    double height = text_height(map, map->title, TYPE_TITLE, BOLD_CHARACTER_EM, width_px) +
                    text_height(map, map->subtitle, TYPE_BODY, CHARACTER_EM, width_px) +
                    line_px(map, TYPE_BODY) + round(TITLE_GAPS_PX * furniture_scale(map)) + 1;
    return ceil(fmin(height, MAX_TITLE_SHARE * map->height_px));
}

/* The characters of each part of a text with semicolons that is not known yet. */
static glong count_new(GHashTable *known, const char *text)
{
    glong characters = 0;

    if (text == NULL)
        return 0;
    g_auto(GStrv) parts = g_strsplit(text, ";", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        char *part = g_strdup(g_strstrip(parts[i]));
        glong length = g_utf8_strlen(part, -1) + 2;
        characters += g_hash_table_add(known, part) ? length : 0;
    }
    return characters;
}

static const char *note_of(const struct style_layer *layer, const char *language)
{
    const json_t *note = json_object_get(layer->metadata, "note");
    const json_t *own = json_object_get(note, language);

    return json_string_value(!json_is_object(note) ? note
                             : own != NULL         ? own
                                                   : json_object_get(note, "en"));
}

/* Of all sources and layers, though not all may be drawn: the frame comes before them. */
static glong credits_characters(const struct map *map, const struct style *style)
{
    glong characters = CREDITS_CHARACTERS;

    gboolean has_window = map->from != NULL || map->to != NULL || map->last.count > 0;
    characters += has_window ? WINDOW_CHARACTERS : 0;
    characters += map->coarsen != NULL ? COARSENING_CHARACTERS : 0;
    characters += map->notes != NULL ? g_utf8_strlen(map->notes, -1) : 0;
    if (style == NULL)
        return characters + UNKNOWN_CREDITS_CHARACTERS;
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < style->sources->len; i++) {
        const struct style_source *source = style->sources->pdata[i];
        const json_t *attribution = json_object_get(source->json, "attribution");
        characters += count_new(known, json_string_value(attribution));
    }
    for (guint i = 0; i < style->layers->len; i++)
        characters += count_new(known, note_of(style->layers->pdata[i], map->language));
    return characters;
}

static double credits_band_height(const struct map *map, const struct style *style, double width_px)
{
    double character_px = CHARACTER_EM * furniture_size_px(map, TYPE_SMALL);
    double characters = (double)credits_characters(map, style);
    double height = line_px(map, TYPE_SMALL) * estimated_lines(characters, character_px, width_px);
    return ceil(fmin(height, MAX_CREDITS_SHARE * map->height_px));
}

/* On half pixels, so that a hairline along the frame fills one row of pixels. */
static struct box snapped(struct box box)
{
    return (struct box){floor(box.xmin) + 0.5, floor(box.ymin) + 0.5, ceil(box.xmax) - 0.5,
                        ceil(box.ymax) - 0.5};
}

/* Takes the strip of the key table from the frame, above the credits. */
static void add_table_strip(const struct map *map, double labels_px, struct layout *layout,
                            struct box *frame)
{
    double bottom = box_is_empty(layout->credits) ? frame->ymax : layout->credits.ymin;
    double gap = box_is_empty(layout->credits) ? 0 : layout->gap_px / 2;

    layout->key_table = (struct box){frame->xmin, 0, frame->xmax, bottom - gap};
    layout->key_table.ymin = layout->key_table.ymax - ceil(TABLE_STRIP_SHARE * map->height_px);
    frame->ymax = layout->key_table.ymin - fmax(labels_px, layout->gap_px / 2);
}

struct layout layout_make(const struct map *map, const struct style *style)
{
    struct box page = {0, 0, map->width_px, map->height_px};
    struct layout layout = {page, box_empty(), box_empty(), box_empty(), box_empty(), 0, 0};

    if (map->furniture == 0)
        return layout;
    layout.margin_px = round(CLAMP(0.02 * fmin(map->width_px, map->height_px), 6, 48));
    layout.gap_px = round(14 * furniture_scale(map));
    double labels = 0;
    if (map_has_furniture(map, FURNITURE_GRATICULE))
        labels = ceil(furniture_size_px(map, TYPE_SMALL) + GRATICULE_TICK_PX + 4);

    struct box inner = box_grow(page, -layout.margin_px);
    struct box frame = box_grow(inner, -labels);
    if (wants_panel(map)) {
        layout.panel = inner;
        layout.panel.xmin = inner.xmax - panel_width(map);
        frame.xmax = layout.panel.xmin - layout.gap_px - fmax(labels, layout.gap_px / 2);
    } else {
        if (map_has_furniture(map, FURNITURE_TITLE)) {
            layout.title = (struct box){frame.xmin, inner.ymin, frame.xmax, 0};
            layout.title.ymax = inner.ymin + title_band_height(map, frame.xmax - frame.xmin);
            frame.ymin = layout.title.ymax + fmax(labels, layout.gap_px / 2);
        }
        if (map_has_furniture(map, FURNITURE_CREDITS)) {
            layout.credits = (struct box){frame.xmin, 0, frame.xmax, inner.ymax};
            layout.credits.ymin =
                inner.ymax - credits_band_height(map, style, frame.xmax - frame.xmin);
            frame.ymax = layout.credits.ymin - fmax(labels, layout.gap_px / 2);
        }
        if (map_has_furniture(map, FURNITURE_KEY_TABLE))
            add_table_strip(map, labels, &layout, &frame);
    }
    /* A page with no room for margins is all map. */
    if (frame.xmax - frame.xmin < 16 || frame.ymax - frame.ymin < 16)
        return (struct layout){page,        box_empty(), box_empty(),  box_empty(),
                               box_empty(), 0,           layout.gap_px};
    layout.frame = snapped(frame);
    if (!box_is_empty(layout.panel)) {
        layout.panel.ymin = layout.frame.ymin;
        layout.panel.ymax = layout.frame.ymax;
    }
    return layout;
}

struct box furniture_frame(const struct map *map, const struct style *style)
{
    return layout_make(map, style).frame;
}

/* Where a box stands in a corner, moved inwards by dx, dy. */
static struct box corner_box(const struct corner_room *room, enum corner corner, double width_px,
                             double height_px, struct page_point moved)
{
    struct box inner = box_grow(room->frame, -room->margin_px);
    gboolean left = corner == CORNER_TOP_LEFT || corner == CORNER_BOTTOM_LEFT;
    gboolean top = corner == CORNER_TOP_LEFT || corner == CORNER_TOP_RIGHT;
    double x = left ? inner.xmin + moved.x : inner.xmax - width_px - moved.x;
    double y = top ? inner.ymin + moved.y : inner.ymax - height_px - moved.y;
    return (struct box){x, y, x + width_px, y + height_px};
}

static const struct box *blocking(const struct corner_room *room, struct box box)
{
    for (guint i = 0; i < room->taken->len; i++) {
        const struct box *taken = &g_array_index(room->taken, struct box, i);
        if (box_intersects(box_grow(*taken, room->gap_px / 2), box_grow(box, -0.5)))
            return taken;
    }
    return NULL;
}

/* Moves a box out of a corner along one axis until it is clear of other furniture. */
static gboolean stack_in_corner(const struct corner_room *room, enum corner corner,
                                gboolean vertical, struct box *box)
{
    double width = box->xmax - box->xmin, height = box->ymax - box->ymin;
    struct page_point moved = {0, 0};

    *box = corner_box(room, corner, width, height, moved);
    for (guint tries = 0; tries <= room->taken->len; tries++) {
        const struct box *taken = blocking(room, *box);
        if (taken == NULL)
            return TRUE;
        struct box inner = box_grow(room->frame, -room->margin_px);
        gboolean left = corner == CORNER_TOP_LEFT || corner == CORNER_BOTTOM_LEFT;
        gboolean top = corner == CORNER_TOP_LEFT || corner == CORNER_TOP_RIGHT;
        if (vertical)
            moved.y = room->gap_px + (top ? taken->ymax - inner.ymin : inner.ymax - taken->ymin);
        else
            moved.x = room->gap_px + (left ? taken->xmax - inner.xmin : inner.xmax - taken->xmin);
        *box = corner_box(room, corner, width, height, moved);
    }
    return FALSE;
}

static double corner_score(const struct corner_room *room, struct box box)
{
    double score = room->boxes != NULL ? box_index_overlap(room->boxes, box, 0) : 0;
    double area = (room->frame.xmax - room->frame.xmin) * (room->frame.ymax - room->frame.ymin);

    for (guint i = 0; i < room->keep_clear->len; i++) {
        struct box event = g_array_index(room->keep_clear, struct box, i);
        /* To hide an event is worse than to crowd any number of them. */
        if (box_intersects(box, event))
            score += area * (1 + room->keep_clear->len);
        if (box_intersects(box, box_grow(event, room->stand_off_px)))
            score += area;
    }
    for (guint i = 0; room->places != NULL && i < room->places->len; i++) {
        const struct named_place *place = &g_array_index(room->places, struct named_place, i);
        if (box_intersects(box, place->box))
            score += area * place->weight;
    }
    return score;
}

gboolean layout_find_corner(const struct corner_room *room, double width_px, double height_px,
                            const enum corner *preference, struct box *found)
{
    double best = INFINITY;
    double frame_px2 =
        (room->frame.xmax - room->frame.xmin) * (room->frame.ymax - room->frame.ymin);
    struct box inner = box_grow(room->frame, -room->margin_px + 0.5);

    if (2 * width_px > inner.xmax - inner.xmin || 2 * height_px > inner.ymax - inner.ymin)
        return FALSE;
    for (guint i = 0; i < 2 * CORNER_COUNT; i++) {
        struct box box = {0, 0, width_px, height_px};
        if (!stack_in_corner(room, preference[i / 2], i % 2 == 0, &box))
            continue;
        if (!box_contains(inner, box.xmin, box.ymin) || !box_contains(inner, box.xmax, box.ymax))
            continue;
        struct box corner =
            corner_box(room, preference[i / 2], width_px, height_px, (struct page_point){0, 0});
        gboolean is_stacked = box.xmin != corner.xmin || box.ymin != corner.ymin;
        double score = corner_score(room, box) + (is_stacked ? STACKING_SHARE * frame_px2 : 0);
        if (score < best - 1) {
            best = score;
            *found = box;
        }
    }
    return isfinite(best);
}
