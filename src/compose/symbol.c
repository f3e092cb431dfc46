/* Symbol layers: each feature with a text or an icon becomes one or more label candidates. */
#include "compose/symbol.h"

#include "compose/label_positions.h"

#include <math.h>
#include <string.h>

/* The same name twice within this distance says nothing new. */
#define REPEAT_DISTANCE_PX 40.0
/* Parts of one area layer that carry the same name get one label. */
#define REPEAT_DISTANCE_AREA_PX 400.0

static gboolean is_near_any(const GArray *points, struct page_point at, double distance_px)
{
    for (guint i = 0; i < points->len; i++) {
        struct page_point known = g_array_index(points, struct page_point, i);
        if (hypot(known.x - at.x, known.y - at.y) < distance_px) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The points at which a name stands so far; a province and a town in it may share one. */
static GArray *points_named(struct composition *composition, const char *name, gboolean is_area)
{
    g_autofree char *key = g_strconcat(is_area ? "area " : "point ", name, NULL);
    GArray *points = g_hash_table_lookup(composition->named_points, key);
    if (points == NULL) {
        points = g_array_new(FALSE, FALSE, sizeof(struct page_point));
        g_hash_table_insert(composition->named_points, g_steal_pointer(&key), points);
    }
    return points;
}

/* One name at one place: is a label near that has the same first line, or has it as a line in
 * another script, from whatever layer? Areas and points have names of their own. */
static gboolean is_repeated(struct composition *composition, const struct text *text,
                            struct page_point at, gboolean is_area)
{
    g_auto(GStrv) lines = g_strsplit(text->utf8, "\n", -1);
    double distance_px = is_area ? REPEAT_DISTANCE_AREA_PX : REPEAT_DISTANCE_PX;
    if (is_near_any(points_named(composition, lines[0], is_area), at, distance_px)) {
        return TRUE;
    }
    for (guint i = 0; lines[i] != NULL; i++) {
        g_array_append_val(points_named(composition, lines[i], is_area), at);
    }
    return FALSE;
}

double array_number(const struct value_array *array, guint index)
{
    return array != NULL && index < array->length && array->items[index].type == VALUE_NUMBER
               ? array->items[index].number
               : 0;
}

/* text-overlap where it is given, else text-allow-overlap; icons likewise. */
static enum overlap overlap_of(const struct symbol *symbol, enum property mode,
                               enum property allowed)
{
    const char *name = style_string(symbol->style, mode, symbol->evaluation);
    if (name[0] == '\0') {
        return style_boolean(symbol->style, allowed, symbol->evaluation) ? OVERLAP_ALWAYS
                                                                         : OVERLAP_NEVER;
    }
    return strcmp(name, "always") == 0        ? OVERLAP_ALWAYS
           : strcmp(name, "cooperative") == 0 ? OVERLAP_COOPERATIVE
                                              : OVERLAP_NEVER;
}

static void set_text_looks(const struct symbol *symbol, struct label *label)
{
    const struct style_layer *style = symbol->style;
    struct evaluation *evaluation = symbol->evaluation;
    double opacity = style_number(style, PROPERTY_TEXT_OPACITY, evaluation);
    label->opacity = opacity;
    label->color = color_with_opacity(style_color(style, PROPERTY_TEXT_COLOR, evaluation), opacity);
    label->halo_color =
        color_with_opacity(style_color(style, PROPERTY_TEXT_HALO_COLOR, evaluation), opacity);
    label->halo_width_px = style_number(style, PROPERTY_TEXT_HALO_WIDTH, evaluation);
    label->halo_blur_px = style_number(style, PROPERTY_TEXT_HALO_BLUR, evaluation);
    label->padding_px = style_number(style, PROPERTY_TEXT_PADDING, evaluation);
    label->overlap = overlap_of(symbol, PROPERTY_TEXT_OVERLAP, PROPERTY_TEXT_ALLOW_OVERLAP);
    label->ignore_placement = style_boolean(style, PROPERTY_TEXT_IGNORE_PLACEMENT, evaluation);
    label->text_optional = style_boolean(style, PROPERTY_TEXT_OPTIONAL, evaluation);
    label->translate_px = layer_translate(style, PROPERTY_TEXT_TRANSLATE, evaluation);
}

struct label *symbol_add_label(const struct symbol *symbol, struct text *text)
{
    struct evaluation *evaluation = symbol->evaluation;
    const struct style_layer *style = symbol->style;
    struct label *label = labels_add(symbol->composition->labels, text);
    label->layer_priority = -(int)style->index; /* MapLibre: the topmost layer first */
    label->sort_key = style_number(style, PROPERTY_SYMBOL_SORT_KEY, evaluation);
    label->layer_id = g_strdup(style->id);
    label->group = style->index;
    label->owner = symbol->feature->owner;
    if (text != NULL) {
        set_text_looks(symbol, label);
    }
    if (symbol->icon != NULL) {
        label->icon = symbol_icon_new(symbol);
        label->icon->overlap =
            overlap_of(symbol, PROPERTY_ICON_OVERLAP, PROPERTY_ICON_ALLOW_OVERLAP);
        legend_note_label(symbol, label);
    }
    return label;
}

/* Has the event's place a label, whatever the file calls it ("Saraqib town" at Saraqib)? */
static gboolean is_named_by_place(const struct symbol *symbol)
{
    const struct composed_event *event = symbol->feature->event;
    if (event == NULL || event->place == NULL || symbol->feature->type != GEOMETRY_POINT) {
        return FALSE;
    }
    const struct place_events *here =
        g_hash_table_lookup(symbol->composition->events_by_place, event->place->id);
    return here != NULL && here->is_labelled;
}

/* A point or an area that has the same name as one near it gets no second label. An event of which
 * nothing else is drawn counts as one without room then, and not as filtered. */
static gboolean compose_at(const struct symbol *symbol, struct page_point at)
{
    gboolean is_area = symbol->feature->type == GEOMETRY_POLYGON;
    struct text *text = symbol_text_new(symbol);
    gboolean is_repetition = text != NULL && (is_named_by_place(symbol) ||
                                              is_repeated(symbol->composition, text, at, is_area));
    if (is_repetition) {
        g_clear_pointer(&text, text_free);
    }
    if (text == NULL && symbol->icon == NULL) {
        return is_repetition && symbol->feature->event != NULL;
    }
    struct text *other = text != NULL ? symbol_text_take_modes(symbol, &text) : NULL;
    struct label *label = symbol_add_label(symbol, text);
    label->other = other;
    if (symbol->feature->place_events != NULL) {
        symbol->feature->place_events->is_labelled |= text != NULL;
    }
    if (is_area) {
        area_label_add(symbol->composition, label, symbol->feature->path,
                       style_number(symbol->style, PROPERTY_TEXT_ROTATE, symbol->evaluation));
    } else {
        positions_round_point(symbol, label, at);
    }
    return TRUE;
}

/* Points, and lines where they begin, as MapLibre places them. */
static gboolean compose_points(const struct symbol *symbol)
{
    gboolean any = FALSE;
    for (guint i = 0; i < page_path_parts(symbol->feature->path); i++) {
        guint length;
        const struct page_point *points = page_path_part(symbol->feature->path, i, &length);
        any |= length > 0 && compose_at(symbol, points[0]);
    }
    return any;
}

gboolean compose_symbol(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature)
{
    struct symbol symbol = {
        .composition = composition,
        .layer = layer,
        .style = layer->layer,
        .evaluation = &composition->evaluation,
        .feature = feature,
        .icon = symbol_icon_find(composition, layer->layer),
    };
    if (symbol.icon != NULL) {
        legend_note_icon(&symbol);
    }
    symbol.along_line =
        strcmp(style_string(symbol.style, PROPERTY_SYMBOL_PLACEMENT, symbol.evaluation), "point") !=
        0;
    if (symbol.along_line) {
        return feature->type != GEOMETRY_POINT &&
               symbol_along_line(&symbol, symbol_text_new(&symbol));
    }
    if (feature->type == GEOMETRY_POLYGON) {
        struct box box = page_path_box(feature->path);
        return compose_at(
            &symbol, (struct page_point){(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2});
    }
    return compose_points(&symbol);
}
