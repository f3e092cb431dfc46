#include "compose/furniture/draw.h"

#include <math.h>

static const struct text_spec title_spec = {FONT_BOLD, TYPE_TITLE, COLOR_INK, TRUE};
static const struct text_spec subtitle_spec = {FONT_REGULAR, TYPE_BODY, COLOR_INK, TRUE};
static const struct text_spec dates_spec = {FONT_REGULAR, TYPE_BODY, COLOR_MUTED, FALSE};

static gboolean has_title(const struct furniture *furniture)
{
    return furniture->map->title != NULL && furniture->map->title[0] != '\0';
}

/* "Events: 27 February 2020", or the words alone. */
static char *dated_dup(const struct furniture *furniture, enum word what)
{
    g_autofree char *dates = date_span_format(&furniture->composition->dates, furniture->language);
    const char *gap = dates[0] != '\0' ? ": " : "";
    return g_strconcat(word(furniture, what), gap, dates, NULL);
}

/* A map of events that nobody gave a title says in its place what it shows, and when. */
static gboolean makes_own_title(const struct furniture *furniture)
{
    return !has_title(furniture) && furniture->composition->event_sources->len > 0;
}

static char *title_dup(const struct furniture *furniture)
{
    return makes_own_title(furniture) ? dated_dup(furniture, WORD_CONFLICT_EVENTS)
                                      : g_strdup(furniture->map->title);
}

static char *dates_dup(const struct furniture *furniture)
{
    gboolean is_left_out = makes_own_title(furniture) || !furniture->composition->dates.known;
    return is_left_out ? NULL : dated_dup(furniture, WORD_EVENTS);
}

/* Title, subtitle and the date window of the drawn events; a line that does not fit is left out. */
gboolean title_build(struct furniture *furniture, const struct room *room,
                     struct scene_group *group, struct piece_size *size,
                     G_GNUC_UNUSED GError **error)
{
    g_autofree char *title = title_dup(furniture);
    g_autofree char *dates = dates_dup(furniture);
    const struct {
        const char *text, *name;
        const struct text_spec *spec;
        double gap_px;
    } lines[] = {
        {title, "title", &title_spec, 0},
        {furniture->map->subtitle, "subtitle", &subtitle_spec, scaled_px(furniture, 4)},
        {dates, "date window", &dates_spec, scaled_px(furniture, 2)},
    };

    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        if (lines[i].text == NULL || lines[i].text[0] == '\0')
            continue;
        struct text *text = shape_text(furniture, lines[i].text, lines[i].spec, room->width_px);
        /* The first line's letters, not its leading, stand at the top. */
        double above = box_is_empty(text->ink) ? 0 : fmax(0, text->ink.ymin);
        double y = group->items->len > 0 ? size->height_px + lines[i].gap_px : -floor(above);
        if (y + text->height > room->height_px + 0.5) {
            furniture_note(furniture, "the %s does not fit on the page and is left out",
                           lines[i].name);
            text_free(text);
            continue;
        }
        double x = column_x(furniture, room->width_px, 0, text->width);
        size->height_px = y + text->height;
        group_add_text(furniture, group, text, lines[i].spec, x, y);
    }
    size->width_px = size->height_px > 0 ? room->width_px : 0;
    return TRUE;
}
