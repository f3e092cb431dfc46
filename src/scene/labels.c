#include "scene/labels.h"

#include <math.h>
#include <string.h>

/* Rotated text is covered by at most so many boxes. */
#define MAX_SLICES 64

struct labels {
    GPtrArray *labels; /* struct label, in order of adding */
};

static void label_free(gpointer data)
{
    struct label *label = data;
    text_free(label->text);
    g_array_unref(label->positions);
    g_free(label->layer_id);
    g_free(label);
}

struct labels *labels_new(void)
{
    struct labels *labels = g_new0(struct labels, 1);
    labels->labels = g_ptr_array_new_with_free_func(label_free);
    return labels;
}

void labels_free(struct labels *labels)
{
    if (labels != NULL) {
        g_ptr_array_unref(labels->labels);
        g_free(labels);
    }
}

struct label *labels_add(struct labels *labels, struct text *text)
{
    struct label *label = g_new0(struct label, 1);
    label->text = text;
    label->positions = g_array_new(FALSE, FALSE, sizeof(struct label_position));
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
static void append_turned(struct box box, const struct label_position *position, GArray *boxes)
{
    double angle = position->angle_deg * G_PI / 180;
    double length = box.xmax - box.xmin;
    /* fmin() drops the NaN that a box without bounds gives. */
    double pieces = fmax(1, fmin(ceil(length / (box.ymax - box.ymin)), MAX_SLICES));
    for (guint i = 0; i < (guint)pieces; i++) {
        struct box piece = box;
        piece.xmin = box.xmin + length * i / pieces;
        piece.xmax = box.xmin + length * (i + 1) / pieces;
        piece = turned_box(piece, position->pivot, sin(angle), cos(angle));
        g_array_append_val(boxes, piece);
    }
}

void label_boxes(const struct label *label, const struct label_position *position, GArray *boxes)
{
    const struct text *text = label->text;
    if (box_is_empty(text->ink)) {
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
        append_turned(box, position, boxes);
    }
}

/* FALSE for NaN and for empty boxes (a negative padding may shrink to nothing). */
static gboolean lies_inside(struct box box, struct box frame)
{
    return box.xmin < box.xmax && box.ymin < box.ymax && box.xmin >= frame.xmin &&
           box.xmax <= frame.xmax && box.ymin >= frame.ymin && box.ymax <= frame.ymax;
}

static gboolean all_inside(const GArray *boxes, struct box frame)
{
    for (guint i = 0; i < boxes->len; i++) {
        if (!lies_inside(g_array_index(boxes, struct box, i), frame)) {
            return FALSE;
        }
    }
    return boxes->len > 0;
}

static gboolean any_hits(const GArray *boxes, const struct box_index *index, guint owner)
{
    for (guint i = 0; i < boxes->len; i++) {
        if (box_index_hits(index, g_array_index(boxes, struct box, i), owner)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void set_boxes(const struct label *label, guint position, GArray *boxes)
{
    g_array_set_size(boxes, 0);
    label_boxes(label, &g_array_index(label->positions, struct label_position, position), boxes);
}

static gboolean find_position(struct label *label, const struct box_index *index, struct box frame,
                              GArray *boxes)
{
    guint n = MIN(label->positions->len, LABEL_MAX_POSITIONS);
    guint otherwise = n;
    for (guint i = 0; i < n; i++) {
        set_boxes(label, i, boxes);
        if (!all_inside(boxes, frame)) {
            continue;
        }
        if (!any_hits(boxes, index, label->owner)) {
            label->position = i;
            return TRUE;
        }
        otherwise = MIN(otherwise, i);
    }
    if (!label->allow_overlap || otherwise == n) {
        return FALSE;
    }
    label->position = otherwise;
    set_boxes(label, otherwise, boxes);
    return TRUE;
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
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
    for (guint i = 0; i < ranking->len; i++) {
        struct label *label = g_array_index(ranking, struct ranked, i).label;
        label->placed = find_position(label, index, frame, boxes);
        for (guint b = 0; label->placed && !label->ignore_placement && b < boxes->len; b++) {
            box_index_add(index, g_array_index(boxes, struct box, b), 0);
        }
    }
}
