#include "compose/label_positions.h"

#include <math.h>
#include <string.h>

/* A leader begins so far from the point at most, where the style moves labels further off. */
#define LEADER_START_PX 3.0

/* -1, 0 or 1: which way a text at the anchor goes from its point, rightwards and downwards. */
static void anchor_direction(enum anchor anchor, int *x, int *y)
{
    static const int directions[ANCHOR_COUNT][2] = {
        [ANCHOR_CENTER] = {0, 0},         [ANCHOR_LEFT] = {1, 0},
        [ANCHOR_RIGHT] = {-1, 0},         [ANCHOR_TOP] = {0, 1},
        [ANCHOR_BOTTOM] = {0, -1},        [ANCHOR_TOP_LEFT] = {1, 1},
        [ANCHOR_TOP_RIGHT] = {-1, 1},     [ANCHOR_BOTTOM_LEFT] = {1, -1},
        [ANCHOR_BOTTOM_RIGHT] = {-1, -1},
    };
    *x = directions[anchor][0];
    *y = directions[anchor][1];
}

enum text_justify anchor_justify(enum anchor anchor)
{
    int x, y;
    anchor_direction(anchor, &x, &y);
    return x > 0 ? JUSTIFY_LEFT : x < 0 ? JUSTIFY_RIGHT : JUSTIFY_CENTER;
}

void position_add(struct label *label, enum anchor anchor, struct page_point at,
                  struct page_point offset_px, double rotate_deg, gboolean is_other)
{
    struct label_position position = {
        .origin = at,
        .pivot = at,
        .angle_deg = rotate_deg,
        .anchor = anchor,
        .justify = anchor_justify(anchor),
        .at = at,
        .is_other = is_other,
    };
    if (label->text != NULL) {
        struct page_point moved = {at.x + offset_px.x, at.y + offset_px.y};
        position.origin = anchor_origin(label_text(label, &position), anchor, moved, 0);
    }
    if (label->positions->len < LABEL_MAX_POSITIONS) {
        g_array_append_val(label->positions, position);
    }
}

/* What all positions round a point have in common. */
struct round {
    const struct symbol *symbol;
    struct label *label;
    struct page_point at;
    double em_px, rotate_deg;
    gboolean is_other; /* the positions are for the label's other text */
};

/* A radial offset goes the same way in all directions: by offset / sqrt 2 each at the corners. */
static struct page_point radial_offset(enum anchor anchor, double radius_px)
{
    int x, y;
    anchor_direction(anchor, &x, &y);
    double step = x != 0 && y != 0 ? radius_px * G_SQRT2 / 2 : radius_px;
    return (struct page_point){x * step, y * step};
}

static struct page_point value_offset(const struct value_array *offset, double em_px)
{
    return (struct page_point){array_number(offset, 0) * em_px, array_number(offset, 1) * em_px};
}

/* The feature's symbols stand round the point: all offsets begin at their edge. */
static void add_anchor(const struct round *round, enum anchor anchor, struct page_point offset_px)
{
    struct page_point clear = radial_offset(anchor, round->symbol->feature->clearance_px);
    offset_px.x += clear.x;
    offset_px.y += clear.y;
    position_add(round->label, anchor, round->at, offset_px, round->rotate_deg, round->is_other);
}

/* text-anchor with text-radial-offset or text-offset: one position, as MapLibre. */
static void add_fixed(const struct round *round)
{
    const struct style_layer *style = round->symbol->style;
    struct evaluation *evaluation = round->symbol->evaluation;
    enum anchor anchor = ANCHOR_CENTER;
    anchor_parse(style_string(style, PROPERTY_TEXT_ANCHOR, evaluation), &anchor);
    double radial_em = style_number(style, PROPERTY_TEXT_RADIAL_OFFSET, evaluation);
    add_anchor(round, anchor,
               radial_em != 0 ? radial_offset(anchor, radial_em * round->em_px)
                              : value_offset(style_array(style, PROPERTY_TEXT_OFFSET, evaluation),
                                             round->em_px));
}

/* text-variable-anchor-offset: anchor, offset, anchor, offset ... */
static void add_anchors_with_offsets(const struct round *round, const struct value_array *pairs)
{
    for (guint i = 0; i + 1 < pairs->length; i += 2) {
        enum anchor anchor;
        if (pairs->items[i].type == VALUE_STRING && pairs->items[i + 1].type == VALUE_ARRAY &&
            anchor_parse(pairs->items[i].string, &anchor)) {
            add_anchor(round, anchor, value_offset(pairs->items[i + 1].array, round->em_px));
        }
    }
}

/* text-variable-anchor: away from the point by the radius, or by the sizes of text-offset. */
static void add_anchors(const struct round *round, const struct value_array *anchors)
{
    const struct style_layer *style = round->symbol->style;
    struct evaluation *evaluation = round->symbol->evaluation;
    double radial_em = style_number(style, PROPERTY_TEXT_RADIAL_OFFSET, evaluation);
    struct page_point offset =
        value_offset(style_array(style, PROPERTY_TEXT_OFFSET, evaluation), round->em_px);
    for (guint i = 0; i < anchors->length; i++) {
        enum anchor anchor;
        int x, y;
        if (anchors->items[i].type != VALUE_STRING ||
            !anchor_parse(anchors->items[i].string, &anchor)) {
            continue;
        }
        anchor_direction(anchor, &x, &y);
        add_anchor(round, anchor,
                   style_has(style, PROPERTY_TEXT_RADIAL_OFFSET)
                       ? radial_offset(anchor, fmax(0, radial_em) * round->em_px)
                       : (struct page_point){x * fabs(offset.x), y * fabs(offset.y)});
    }
}

static void add_leaders(const struct round *round)
{
    struct leader_style leader;
    if (round->rotate_deg != 0 || !leader_style_read(round->symbol->style, &leader)) {
        return;
    }
    double off_px =
        style_number(round->symbol->style, PROPERTY_TEXT_RADIAL_OFFSET, round->symbol->evaluation) *
        round->em_px;
    positions_with_leaders(&leader, round->label->text, round->at,
                           round->symbol->feature->clearance_px + CLAMP(off_px, 0, LEADER_START_PX),
                           round->label->positions);
}

/* All for one of the label's texts. */
static void add_positions(const struct round *round)
{
    const struct symbol *symbol = round->symbol;
    const struct value_array *pairs =
        style_array(symbol->style, PROPERTY_TEXT_VARIABLE_ANCHOR_OFFSET, symbol->evaluation);
    const struct value_array *anchors =
        style_array(symbol->style, PROPERTY_TEXT_VARIABLE_ANCHOR, symbol->evaluation);
    if (pairs != NULL && pairs->length > 0) {
        add_anchors_with_offsets(round, pairs);
    } else if (anchors != NULL && anchors->length > 0) {
        add_anchors(round, anchors);
    } else {
        add_fixed(round);
    }
}

void positions_round_point(const struct symbol *symbol, struct label *label, struct page_point at)
{
    const struct style_layer *style = symbol->style;
    struct round round = {.symbol = symbol, .label = label, .at = at};
    if (label->text == NULL) {
        position_add(label, ANCHOR_CENTER, at, (struct page_point){0, 0}, 0, FALSE);
        return;
    }
    round.em_px = label->text->size_px;
    round.rotate_deg = style_number(style, PROPERTY_TEXT_ROTATE, symbol->evaluation);
    add_positions(&round);
    if (label->other != NULL) {
        round.is_other = TRUE;
        add_positions(&round);
    }
    add_leaders(&round);
    label->justify_by_position =
        label->text->lines->len > 1 &&
        strcmp(style_string(style, PROPERTY_TEXT_JUSTIFY, symbol->evaluation), "auto") == 0;
}
