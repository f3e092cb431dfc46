#include "scene/labels.h"

#include "scene/curve.h"
#include "scene/label_dots.h"
#include "scene/placement.h"

#include <math.h>
#include <string.h>

/* Rotated text is covered by at most so many boxes. */
#define MAX_SLICES 64

struct labels {
    GPtrArray *labels; /* struct label, in order of adding */
    struct label_dots *dots;
};

static void label_free(gpointer data)
{
    struct label *label = data;
    text_free(label->text);
    text_free(label->other);
    g_array_unref(label->positions);
    g_free(label->icon);
    g_free(label->repeat_key);
    g_free(label->layer_id);
    g_free(label);
}

static void position_clear(gpointer data)
{
    struct label_position *position = data;
    g_clear_pointer(&position->baseline, page_path_free);
}

struct labels *labels_new(void)
{
    struct labels *labels = g_new0(struct labels, 1);
    labels->labels = g_ptr_array_new_with_free_func(label_free);
    labels->dots = label_dots_new();
    return labels;
}

void labels_free(struct labels *labels)
{
    if (labels != NULL) {
        g_ptr_array_unref(labels->labels);
        label_dots_free(labels->dots);
        g_free(labels);
    }
}

struct label *labels_add(struct labels *labels, struct text *text)
{
    struct label *label = g_new0(struct label, 1);
    label->text = text;
    label->number = labels->labels->len;
    label->positions = g_array_new(FALSE, FALSE, sizeof(struct label_position));
    g_array_set_clear_func(label->positions, position_clear);
    g_ptr_array_add(labels->labels, label);
    return label;
}

guint labels_count(const struct labels *labels)
{
    return labels->labels->len;
}

struct label *labels_get(const struct labels *labels, guint index)
{
    return g_ptr_array_index(labels->labels, index);
}

void labels_add_dot(struct labels *labels, guint owner, struct box box)
{
    label_dots_add(labels->dots, owner, box);
}

gboolean labels_dots_dropped(const struct labels *labels, guint owner)
{
    return label_dots_dropped(labels->dots, owner);
}

/* Which way the text goes from the point: -1, 0 or 1 to the right and downwards. */
static const struct {
    const char *name;
    int x, y;
} anchors[ANCHOR_COUNT] = {
    [ANCHOR_CENTER] = {"center", 0, 0},
    [ANCHOR_LEFT] = {"left", 1, 0},
    [ANCHOR_RIGHT] = {"right", -1, 0},
    [ANCHOR_TOP] = {"top", 0, 1},
    [ANCHOR_BOTTOM] = {"bottom", 0, -1},
    [ANCHOR_TOP_LEFT] = {"top-left", 1, 1},
    [ANCHOR_TOP_RIGHT] = {"top-right", -1, 1},
    [ANCHOR_BOTTOM_LEFT] = {"bottom-left", 1, -1},
    [ANCHOR_BOTTOM_RIGHT] = {"bottom-right", -1, -1},
};

gboolean anchor_parse(const char *name, enum anchor *anchor)
{
    for (guint i = 0; i < ANCHOR_COUNT; i++) {
        if (strcmp(anchors[i].name, name) == 0) {
            *anchor = (enum anchor)i;
            return TRUE;
        }
    }
    return FALSE;
}

static double upper_edge(const struct text *text)
{
    if (text->lines->len == 0) {
        return 0;
    }
    const struct text_line *first = g_ptr_array_index(text->lines, 0);
    return first->baseline - text->cap_height_px;
}

static double lower_edge(const struct text *text)
{
    if (text->lines->len == 0) {
        return text->height;
    }
    const struct text_line *last = g_ptr_array_index(text->lines, text->lines->len - 1);
    return last->baseline;
}

/* The coordinate of the text that stands at the point. */
static double edge_towards(int direction, double low, double middle, double high)
{
    return direction > 0 ? low : direction < 0 ? high : middle;
}

struct page_point anchor_origin(const struct text *text, enum anchor anchor, struct page_point at,
                                double offset_px)
{
    int dx = anchors[anchor].x;
    int dy = anchors[anchor].y;
    double step = dx != 0 && dy != 0 ? offset_px * G_SQRT2 / 2 : offset_px;
    double x = edge_towards(dx, 0, text->width / 2, text->width);
    double y = edge_towards(dy, upper_edge(text), text->height / 2, lower_edge(text));
    return (struct page_point){.x = at.x + dx * step - x, .y = at.y + dy * step - y};
}

static struct page_point rotate(struct page_point point, struct page_point pivot, double sine,
                                double cosine)
{
    double dx = point.x - pivot.x;
    double dy = point.y - pivot.y;
    return (struct page_point){
        .x = pivot.x + dx * cosine - dy * sine,
        .y = pivot.y + dx * sine + dy * cosine,
    };
}

/* The upright box around a turned one. */
static struct box turned_box(struct box box, struct page_point pivot, double sine, double cosine)
{
    const struct page_point corners[] = {
        {box.xmin, box.ymin}, {box.xmax, box.ymin}, {box.xmax, box.ymax}, {box.xmin, box.ymax}};
    struct box turned = box_empty();
    for (guint i = 0; i < G_N_ELEMENTS(corners); i++) {
        struct page_point corner = rotate(corners[i], pivot, sine, cosine);
        box_add(&turned, corner.x, corner.y);
    }
    return turned;
}

/* Pieces about as long as high: their upright boxes keep close to the text. */
static void append_turned(struct box box, struct page_point pivot, double angle_deg, GArray *boxes)
{
    double angle = angle_deg * G_PI / 180;
    double length = box.xmax - box.xmin;
    /* fmin() drops the NaN that a box without bounds gives. */
    double pieces = fmax(1, fmin(ceil(length / (box.ymax - box.ymin)), MAX_SLICES));
    for (guint i = 0; i < (guint)pieces; i++) {
        struct box piece = box;
        piece.xmin = box.xmin + length * i / pieces;
        piece.xmax = box.xmin + length * (i + 1) / pieces;
        piece = turned_box(piece, pivot, sin(angle), cos(angle));
        g_array_append_val(boxes, piece);
    }
}

static void append_bent(const struct label *label, const struct page_path *baseline, GArray *boxes)
{
    g_autoptr(GArray) pieces = text_pieces_along(label->text, baseline);
    for (guint i = 0; i < pieces->len; i++) {
        struct box box = text_piece_box(label->text, &g_array_index(pieces, struct text_piece, i),
                                        label->halo_width_px + label->padding_px);
        g_array_append_val(boxes, box);
    }
}

struct text *label_text(const struct label *label, const struct label_position *position)
{
    return position->is_other ? label->other : label->text;
}

void label_boxes(const struct label *label, const struct label_position *position, GArray *boxes)
{
    const struct text *text = label_text(label, position);
    if (text == NULL || box_is_empty(text->ink)) {
        return;
    }
    if (position->baseline != NULL) {
        append_bent(label, position->baseline, boxes);
        return;
    }
    struct box box = box_grow(text->ink, label->halo_width_px + label->padding_px);
    box.xmin += position->origin.x;
    box.xmax += position->origin.x;
    box.ymin += position->origin.y;
    box.ymax += position->origin.y;
    if (position->angle_deg == 0) {
        g_array_append_val(boxes, box);
    } else {
        append_turned(box, position->pivot, position->angle_deg, boxes);
    }
}

/* icon-text-fit: the box of the text with a padding, in one or both directions. */
static void fit_to_text(const struct label *label, const struct label_position *position,
                        struct box *box)
{
    const struct label_icon *icon = label->icon;
    const struct text *text = label_text(label, position);
    const double *padding = icon->fit_padding_px;
    double width = box->xmax - box->xmin, height = box->ymax - box->ymin;
    double middle_x = position->origin.x + text->width / 2 + icon->fit_offset_px.x;
    double middle_y = position->origin.y + text->height / 2 + icon->fit_offset_px.y;
    *box = (struct box){middle_x - width / 2, middle_y - height / 2, middle_x + width / 2,
                        middle_y + height / 2};
    if (icon->fit_width) {
        box->xmin = middle_x - text->width / 2 - padding[3];
        box->xmax = middle_x + text->width / 2 + padding[1];
    }
    if (icon->fit_height) {
        box->ymin = middle_y - text->height / 2 - padding[0];
        box->ymax = middle_y + text->height / 2 + padding[2];
    }
}

struct box label_icon_box(const struct label *label, const struct label_position *position,
                          struct page_point *pivot, double *angle_deg)
{
    const struct label_icon *icon = label->icon;
    struct box box = icon->box;
    *pivot =
        (struct page_point){position->at.x + icon->shift_px.x, position->at.y + icon->shift_px.y};
    *angle_deg = icon->rotate_deg + (icon->follows_line ? position->line_deg : 0);
    if (label->text != NULL && (icon->fit_width || icon->fit_height)) {
        fit_to_text(label, position, &box);
        return box;
    }
    box.xmin += pivot->x;
    box.xmax += pivot->x;
    box.ymin += pivot->y;
    box.ymax += pivot->y;
    return box;
}

/* A label with its place in the order of adding, which breaks ties. */
struct ranked {
    struct label *label;
    guint order;
};

static gint compare_keys(double a, double b)
{
    if (isnan(a) || isnan(b)) {
        return isnan(a) - isnan(b);
    }
    return (a > b) - (a < b);
}

static gint by_priority(gconstpointer left, gconstpointer right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    if (a->label->layer_priority != b->label->layer_priority) {
        return a->label->layer_priority < b->label->layer_priority ? -1 : 1;
    }
    gint keys = compare_keys(a->label->sort_key, b->label->sort_key);
    return keys != 0 ? keys : (a->order > b->order) - (a->order < b->order);
}

static GArray *rank(const struct labels *labels)
{
    GArray *ranking = g_array_new(FALSE, FALSE, sizeof(struct ranked));
    for (guint i = 0; i < labels->labels->len; i++) {
        struct ranked ranked = {.label = g_ptr_array_index(labels->labels, i), .order = i};
        g_array_append_val(ranking, ranked);
    }
    g_array_sort(ranking, by_priority);
    return ranking;
}

void labels_place(struct labels *labels, struct box_index *index, struct box frame)
{
    g_autoptr(GArray) ranking = rank(labels);
    struct placement *placement = placement_new(index, labels->dots, frame);
    for (guint i = 0; i < ranking->len; i++) {
        const struct label *label = g_array_index(ranking, struct ranked, i).label;
        label_dots_expect(labels->dots, label->owner, label->layer_priority);
    }
    label_dots_begin(labels->dots, index, frame);
    const struct label *before = NULL;
    for (guint i = 0; i < ranking->len; i++) {
        struct label *label = g_array_index(ranking, struct ranked, i).label;
        if (before == NULL || before->layer_priority != label->layer_priority) {
            label_dots_enter_layer(labels->dots, label->layer_priority);
        }
        before = label;
        if (label_dots_settle(labels->dots, label->owner, index)) {
            placement_place(placement, label);
        } else {
            label->reason = LABEL_DOT_GONE;
        }
    }
    placement_free(placement);
}
