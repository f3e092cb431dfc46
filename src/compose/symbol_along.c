/* Symbols along lines: how often, and which places are tried for each. */
#include "compose/symbol.h"
#include "compose/symbol_line.h"

#include <math.h>
#include <string.h>

#define STEP_PX 3.0
/* Bends within this much of a letter to both sides do not reach the text: rivers are drawn with
 * more detail than letters can follow. */
#define SMOOTHING_EM 0.9
/* No label for a feature with more than so many places. */
/* The direction of a line is taken between points so far to both sides at least. */
#define MIN_REACH_PX 0.5
#define MAX_LABELS 200
#define PLACES_TRIED 16
/* As far from the middle of its stretch as this a label goes to escape a turn of one radian. */
#define PX_PER_RADIAN 60.0
/* Labels with one text keep this part of symbol-spacing between them, on whatever line. */
#define REPEAT_SHARE 0.75

/* What the labels of one feature have in common. */
struct along {
    const struct symbol *symbol;
    struct text *text; /* owned: the next label's; NULL: icons only, or to be shaped again */
    gboolean has_text;
    double width_px, spacing_px, size_px;
    gboolean center_only, is_viewport, keep_icon_upright;
    double rotate_deg;
    struct curve_options curve;
    gboolean any;
};

/* A place along the line, with how much speaks against it. */
struct spot {
    double along, cost;
};

static gint by_cost(gconstpointer a, gconstpointer b)
{
    const struct spot *left = a, *right = b;
    if (left->cost != right->cost) {
        return left->cost < right->cost ? -1 : 1;
    }
    return (left->along > right->along) - (left->along < right->along);
}

/* How much the line turns in all under a label, in radians. */
static double total_turn(const struct sampled_line *line, double along, double width_px)
{
    double sum = 0, step = width_px / 8;
    double before = sampled_line_direction(line, along - width_px / 2, step / 2);
    for (guint i = 1; i <= 8 && step > 0; i++) {
        double here = sampled_line_direction(line, along - width_px / 2 + i * step, step / 2);
        sum += fabs(remainder(here - before, 360)) * G_PI / 180;
        before = here;
    }
    return sum;
}

/* Places round the middle of a slot, the best first. */
static GArray *places_in(const struct along *along, const struct sampled_line *line, double middle,
                         double slot_px)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(struct spot));
    double length = sampled_line_length(line), half = along->width_px / 2;
    double step = fmax(STEP_PX, slot_px / PLACES_TRIED);
    int reach = along->center_only ? 0 : (int)(slot_px / 2 / step);
    for (int i = -reach; i <= reach; i++) {
        struct spot place = {.along = middle + i * step};
        if (place.along < half || place.along > length - half) {
            continue;
        }
        place.cost = fabs(i * step);
        if (along->has_text) {
            place.cost += PX_PER_RADIAN * total_turn(line, place.along, along->width_px);
        }
        g_array_append_val(places, place);
    }
    g_array_sort(places, by_cost);
    return places;
}

static gboolean stands_on_head(double degrees)
{
    double turned = remainder(degrees, 360);
    return turned > 90 || turned <= -90;
}

/* Not along the line, but level or turned by text-rotate at a point of it. */
static void set_at_point(const struct along *along, const struct sampled_line *line,
                         const struct text *text, double where, struct label_position *position)
{
    struct page_point at = sampled_line_at(line, where);
    position->at = position->pivot = position->origin = at;
    double reach_px = (along->has_text ? along->size_px : along->width_px) / 2;
    position->line_deg = sampled_line_direction(line, where, fmax(reach_px, MIN_REACH_PX));
    if (text == NULL) {
        return;
    }
    struct page_point moved = {at.x + along->curve.shift.x, at.y + along->curve.shift.y};
    position->origin = anchor_origin(text, along->curve.anchor, moved, 0);
    position->angle_deg = along->rotate_deg;
    if (!along->is_viewport) {
        position->angle_deg += position->line_deg;
        if (along->curve.keep_upright && stands_on_head(position->line_deg)) {
            position->angle_deg += 180;
        }
    }
}

static void add_place(const struct along *along, const struct sampled_line *line, double where,
                      struct label *label)
{
    struct label_position position = {.anchor = along->curve.anchor};
    if (label->text == NULL || along->is_viewport || along->rotate_deg != 0) {
        set_at_point(along, line, label->text, where, &position);
    } else if (!line_position(line, label->text, where, &along->curve, &position)) {
        return;
    }
    if (along->keep_icon_upright && stands_on_head(position.line_deg)) {
        position.line_deg += 180;
    }
    g_array_append_val(label->positions, position);
}

static void add_label(struct along *along, const struct sampled_line *line, double middle,
                      double slot_px)
{
    g_autoptr(GArray) places = places_in(along, line, middle, slot_px);
    if (places->len == 0) {
        return;
    }
    if (along->has_text && along->text == NULL) {
        along->text = symbol_text_new(along->symbol);
    }
    struct label *label = symbol_add_label(along->symbol, g_steal_pointer(&along->text));
    for (guint i = 0; i < places->len; i++) {
        add_place(along, line, g_array_index(places, struct spot, i).along, label);
    }
    if (label->text != NULL) {
        label->repeat_key = g_strdup_printf("%u %s", label->group, label->text->utf8);
        label->repeat_px = REPEAT_SHARE * along->spacing_px;
    }
    along->any = TRUE;
}

/* A stretch of the line within the frame: as many labels as the spacing allows, each in the middle
 * of its share. */
static void add_stretch(struct along *along, const struct page_point *points, guint n)
{
    g_autoptr(SampledLine) line = sampled_line_new(points, n, FALSE, STEP_PX);
    double length = sampled_line_length(line);
    if (length < along->width_px || line->points->len < 2) {
        return;
    }
    if (along->has_text && !along->is_viewport) {
        sampled_line_smooth(line, SMOOTHING_EM * along->size_px);
    }
    double count =
        along->center_only ? 1 : CLAMP(floor(length / along->spacing_px), 1, (double)MAX_LABELS);
    for (guint i = 0; i < (guint)count; i++) {
        add_label(along, line, length * (i + 0.5) / count, length / count);
    }
}

/* Cuts a part where it leaves the frame. */
static void add_part(struct along *along, const struct page_point *points, guint n,
                     gboolean is_ring)
{
    struct box frame = along->symbol->composition->view.frame;
    g_autoptr(SampledLine) all = sampled_line_new(points, n, is_ring, STEP_PX);
    const struct page_point *p = (const struct page_point *)(const void *)all->points->data;
    guint first = 0;
    for (guint i = 0; i <= all->points->len; i++) {
        if (i == all->points->len || !box_contains(frame, p[i].x, p[i].y)) {
            if (i > first + 1) {
                add_stretch(along, p + first, i - first);
            }
            first = i + 1;
        }
    }
}

static void set_up(struct along *along, const struct text *text)
{
    const struct style_layer *style = along->symbol->style;
    struct evaluation *evaluation = along->symbol->evaluation;
    const struct icon *icon = along->symbol->icon;
    const struct value_array *offset = style_array(style, PROPERTY_TEXT_OFFSET, evaluation);
    along->size_px = text != NULL ? text->size_px : 0;
    along->width_px = fmax(
        text != NULL ? text->width : 0,
        icon != NULL ? icon->width_px * style_number(style, PROPERTY_ICON_SIZE, evaluation) : 0);
    /* MapLibre: where the spacing leaves less than a quarter of itself between labels, it grows. */
    along->spacing_px = style_number(style, PROPERTY_SYMBOL_SPACING, evaluation);
    along->spacing_px = fmax(along->spacing_px, along->width_px + along->spacing_px / 4);
    along->center_only =
        strcmp(style_string(style, PROPERTY_SYMBOL_PLACEMENT, evaluation), "line-center") == 0;
    along->is_viewport = g_str_has_prefix(
        style_string(style, PROPERTY_TEXT_ROTATION_ALIGNMENT, evaluation), "viewport");
    along->keep_icon_upright = style_boolean(style, PROPERTY_ICON_KEEP_UPRIGHT, evaluation);
    along->rotate_deg = style_number(style, PROPERTY_TEXT_ROTATE, evaluation);
    along->curve = (struct curve_options){
        .max_angle_deg = style_number(style, PROPERTY_TEXT_MAX_ANGLE, evaluation),
        .keep_upright = style_boolean(style, PROPERTY_TEXT_KEEP_UPRIGHT, evaluation),
        .anchor = ANCHOR_CENTER,
        .shift = {array_number(offset, 0) * along->size_px,
                  array_number(offset, 1) * along->size_px},
    };
    anchor_parse(style_string(style, PROPERTY_TEXT_ANCHOR, evaluation), &along->curve.anchor);
}

gboolean symbol_along_line(const struct symbol *symbol, struct text *text)
{
    const struct page_path *path = symbol->feature->path;
    struct along along = {.symbol = symbol, .text = text, .has_text = text != NULL};
    if (text == NULL && symbol->icon == NULL) {
        return FALSE;
    }
    set_up(&along, text);
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n;
        const struct page_point *points = page_path_part(path, part, &n);
        if (n > 1) {
            add_part(&along, points, n, path->closed);
        }
    }
    text_free(along.text);
    return along.any;
}
