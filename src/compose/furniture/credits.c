#include "compose/event_select.h"
#include "compose/furniture/draw.h"

#include <math.h>
#include <string.h>

static const struct text_spec credits_spec = {FONT_REGULAR, TYPE_SMALL, COLOR_MUTED, FALSE};

/* The inset's outlines are the program's own data, which no style names; see shapes/README.md. */
#define INSET_SOURCE "Natural Earth"

/* Is an event of the file drawn, be it only as part of a hexagon or a cluster? */
static gboolean has_drawn_event(const struct composition *composition, guint file)
{
    const struct composed_source *source = composition->event_sources->pdata[file];

    if (composition->events_dense != NULL)
        return source->counts.drawn > 0;
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_DRAWN && composed->event->file == file)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_drawn(const struct composition *composition,
                         const struct composed_source *source)
{
    guint file;

    if (g_ptr_array_find(composition->event_sources, source, &file))
        return has_drawn_event(composition, file);
    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        if (layer->drawn > 0 && g_strcmp0(layer->layer->source, source->id) == 0)
            return TRUE;
    }
    return FALSE;
}

static void add_once(GPtrArray *texts, const char *text)
{
    if (text == NULL || text[0] == '\0' ||
        g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
        return;
    g_ptr_array_add(texts, g_strdup(text));
}

/* An attribution may name several sources, with semicolons between them. */
static void add_sources(GPtrArray *sources, const char *attribution)
{
    if (attribution == NULL)
        return;
    g_auto(GStrv) names = g_strsplit(attribution, ";", -1);
    for (guint i = 0; names[i] != NULL; i++)
        add_once(sources, g_strstrip(names[i]));
}

static char *sources_dup(const struct furniture *furniture)
{
    const struct composition *composition = furniture->composition;
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < composition->sources->len; i++) {
        const struct composed_source *source = composition->sources->pdata[i];
        if (is_drawn(composition, source))
            add_sources(sources, source->attribution);
    }
    if (furniture->inset_drawn)
        add_once(sources, INSET_SOURCE);
    if (sources->len == 0)
        return NULL;
    g_ptr_array_add(sources, NULL);
    g_autofree char *list = g_strjoinv("; ", (char **)sources->pdata);
    return g_strdup_printf("%s: %s%s", word(furniture, WORD_SOURCES), list,
                           g_str_has_suffix(list, ".") ? "" : ".");
}

/* A note is a text, or an object with a text for each language. */
static const char *note_text(const struct furniture *furniture, const json_t *note)
{
    const json_t *text = note;

    if (json_is_object(note)) {
        text = json_object_get(note, furniture->language);
        text = text != NULL ? text : json_object_get(note, "en");
    }
    return json_string_value(text);
}

/* What the drawn layers say of themselves: "metadata": {"note": "..."}. */
static void add_layer_notes(const struct furniture *furniture, GPtrArray *texts)
{
    const struct composition *composition = furniture->composition;

    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        if (layer->drawn > 0)
            add_once(texts, note_text(furniture, json_object_get(layer->layer->metadata, "note")));
    }
}

static void add_with_number(const struct furniture *furniture, GPtrArray *texts, enum word id,
                            double number)
{
    char digits[VALUE_NUMBER_TEXT];
    g_autoptr(GString) text = g_string_new(word(furniture, id));

    if (!(number > 0))
        return;
    g_string_replace(text, "{}", value_number_text(number, digits), 0);
    add_once(texts, text->str);
}

/* What is known of events and not drawn, or drawn with a wider area. */
static void add_precision_notes(const struct furniture *furniture, GPtrArray *texts)
{
    const struct precision_counts *counts = &furniture->composition->precision_counts;

    add_with_number(furniture, texts, WORD_ONLY_COUNTRY, counts->unplaced[UNPLACED_COUNTRY]);
    add_with_number(furniture, texts, WORD_ONLY_OUTSIDE, counts->unplaced[UNPLACED_OUTSIDE]);
    add_with_number(furniture, texts, WORD_ONLY_AREA, counts->unplaced[UNPLACED_AREA]);
    add_with_number(furniture, texts, WORD_WIDENED, counts->widened);
    add_with_number(furniture, texts, WORD_RINGS_LEFT_OUT, counts->widest_km);
}

/* "35.85°N 36.7°E" with the letters of the language. */
static char *coordinates_dup(const struct furniture *furniture, const char *english)
{
    static const struct {
        char letter;
        enum word word;
    } letters[] = {{'N', WORD_NORTH}, {'S', WORD_SOUTH}, {'E', WORD_EAST}, {'W', WORD_WEST}};
    g_autoptr(GString) text = g_string_new(NULL);

    for (const char *p = english; *p != '\0'; p++) {
        guint i = 0;
        while (i < G_N_ELEMENTS(letters) && letters[i].letter != *p)
            i++;
        if (i < G_N_ELEMENTS(letters))
            g_string_append(text, word(furniture, letters[i].word));
        else
            g_string_append_c(text, *p);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The name of the projection that is made for the map; those with a name of their own keep it. */
static char *projection_text_dup(const struct furniture *furniture)
{
    static const char method[] = "Transverse Mercator";
    static const char centred[] = " centred on ";
    const char *name = projection_name(furniture->composition->projection);
    const char *at = strstr(name, centred);

    if (at == NULL || g_strcmp0(furniture->language, "en") == 0)
        return g_strdup(name);
    g_autofree char *own_method = g_strndup(name, (gsize)(at - name));
    g_autofree char *coordinates = coordinates_dup(furniture, at + strlen(centred));
    g_autoptr(GString) text = g_string_new(word(furniture, WORD_CENTRED_ON));
    g_string_replace(text, "{}", coordinates, 0);
    const char *shown =
        strcmp(own_method, method) == 0 ? word(furniture, WORD_TRANSVERSE_MERCATOR) : own_method;
    return g_strdup_printf("%s, %s", shown, text->str);
}

static char *filled_dup(const struct furniture *furniture, enum word sentence, const char *with)
{
    GString *text = g_string_new(word(furniture, sentence));
    g_string_replace(text, "{}", with, 0);
    return g_string_free(text, FALSE);
}

/* The window that was asked for, whatever events there are in it; NULL: none was. */
static char *window_dup(const struct furniture *furniture)
{
    struct date_span window = furniture->composition->window;
    gboolean is_open = window.first_day <= G_MININT / 2;
    gboolean is_endless = window.last_day >= G_MAXINT / 2;
    if (!window.known || furniture->composition->event_select == NULL)
        return NULL;
    window.first_day = is_open ? window.last_day : window.first_day;
    window.last_day = is_endless ? window.first_day : window.last_day;
    g_autofree char *dates = date_span_format(&window, furniture->language);
    return filled_dup(furniture,
                      is_open      ? WORD_ONLY_UNTIL
                      : is_endless ? WORD_ONLY_SINCE
                                   : WORD_ONLY_DATES,
                      dates);
}

static char *coarsening_dup(const struct furniture *furniture)
{
    const struct event_select *select = furniture->composition->event_select;
    if (select == NULL || !coarsening_is_on(event_select_coarsening(select)))
        return NULL;
    char number[VALUE_NUMBER_TEXT];
    double km = event_select_coarsening(select)->cell_km;
    g_autofree char *size =
        g_strdup_printf("%s %s", value_number_text(km < 1 ? km * 1000 : km, number),
                        word(furniture, km < 1 ? WORD_METRES : WORD_KM));
    return filled_dup(furniture, km > 0 ? WORD_COARSE_CELLS : WORD_COARSE_ADMIN1, size);
}

/* In order of what must not be missing: licences first. */
static GPtrArray *collect(const struct furniture *furniture)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *sources = sources_dup(furniture);
    g_autofree char *coarsening = coarsening_dup(furniture);
    g_autofree char *window = window_dup(furniture);
    g_autofree char *name = projection_text_dup(furniture);
    g_autofree char *projection =
        g_strdup_printf("%s: %s.", word(furniture, WORD_PROJECTION), name);

    add_once(texts, sources);
    add_once(texts, word(furniture, WORD_DISCLAIMER));
    add_once(texts, coarsening);
    add_once(texts, window);
    add_precision_notes(furniture, texts);
    add_layer_notes(furniture, texts);
    add_once(texts, furniture->map->notes);
    add_once(texts, projection);
    return texts;
}

/* The first `n` texts: a paragraph each in a panel, one running paragraph in a strip. */
static struct text *shape_first(const struct furniture *furniture, const GPtrArray *texts, guint n,
                                double width_px)
{
    g_autoptr(GString) joined = g_string_new(NULL);

    for (guint i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(joined, furniture->panel ? '\n' : ' ');
        g_string_append(joined, texts->pdata[i]);
    }
    return shape_text(furniture, joined->str, &credits_spec, width_px);
}

gboolean credits_build(struct furniture *furniture, const struct room *room,
                       struct scene_group *group, struct piece_size *size,
                       G_GNUC_UNUSED GError **error)
{
    g_autoptr(GPtrArray) texts = collect(furniture);
    guint n = texts->len;
    g_autoptr(Text) text = shape_first(furniture, texts, n, room->width_px);

    while (n > 1 && text->height > room->height_px) {
        n--;
        text_free(text);
        text = shape_first(furniture, texts, n, room->width_px);
    }
    for (guint i = n; i < texts->len; i++)
        furniture_note(furniture, "the credits do not fit; left out: %s",
                       (const char *)texts->pdata[i]);
    /* The last line's letters, not its leading, end at the bottom. */
    double below = box_is_empty(text->ink) ? 0 : fmax(0, text->height - text->ink.ymax);
    *size = (struct piece_size){room->width_px, text->height - floor(below)};
    double x = column_x(furniture, room->width_px, 0, text->width);
    group_add_text(furniture, group, g_steal_pointer(&text), &credits_spec, x, 0);
    return TRUE;
}
