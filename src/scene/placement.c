#include "scene/placement.h"

#include <math.h>

/* A leader is tested in pieces of this length, each with its upright box. */
#define LEADER_STEP_PX 3.0
#define LEADER_CLEAR_PX 1.0
#define LEADER_MAX_STEPS 200.0

struct placement {
    struct box_index *index; /* borrowed */
    struct label_dots *dots; /* borrowed */
    gboolean spares_dots;    /* none that gives way is covered */
    struct box_index *soft;  /* what may overlap: in the way of OVERLAP_NEVER only; NULL: nothing */
    struct box frame;
    GHashTable *repeats;          /* key -> GArray of struct page_point where it stands */
    GArray *text, *icon, *leader; /* struct box: of the position at hand */
    enum label_reason reason;     /* what was last found against a part of a label */
    struct box_hit blocker;
};

/* How well a part of a label fits in at a position. */
enum fit {
    FIT_NOT,
    FIT_OVERLAPPING,
    FIT_FREE,
};

struct fits {
    enum fit text, icon;
};

struct placement *placement_new(struct box_index *index, struct label_dots *dots, struct box frame)
{
    struct placement *placement = g_new0(struct placement, 1);
    placement->index = index;
    placement->dots = dots;
    placement->frame = frame;
    placement->repeats =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    placement->text = g_array_new(FALSE, FALSE, sizeof(struct box));
    placement->icon = g_array_new(FALSE, FALSE, sizeof(struct box));
    placement->leader = g_array_new(FALSE, FALSE, sizeof(struct box));
    return placement;
}

void placement_free(struct placement *placement)
{
    box_index_free(placement->soft);
    g_hash_table_unref(placement->repeats);
    g_array_unref(placement->text);
    g_array_unref(placement->icon);
    g_array_unref(placement->leader);
    g_free(placement);
}

/* FALSE for NaN and for empty boxes (a negative padding may shrink to nothing). */
static gboolean lies_inside(struct box box, struct box frame)
{
    return box.xmin < box.xmax && box.ymin < box.ymax && box.xmin >= frame.xmin &&
           box.xmax <= frame.xmax && box.ymin >= frame.ymin && box.ymax <= frame.ymax;
}

static gboolean all_inside(struct placement *placement, const GArray *boxes)
{
    for (guint i = 0; i < boxes->len; i++) {
        if (!lies_inside(g_array_index(boxes, struct box, i), placement->frame)) {
            placement->reason = LABEL_OUTSIDE;
            return FALSE;
        }
    }
    return boxes->len > 0;
}

static gboolean any_hits(struct placement *placement, const GArray *boxes,
                         const struct box_index *index, guint owner)
{
    for (guint i = 0; index != NULL && i < boxes->len; i++) {
        if (box_index_find(index, g_array_index(boxes, struct box, i), owner,
                           &placement->blocker)) {
            placement->reason = LABEL_BLOCKED;
            return TRUE;
        }
    }
    return FALSE;
}

static enum fit fit_of(struct placement *placement, const GArray *boxes, enum overlap overlap,
                       guint owner)
{
    if (!any_hits(placement, boxes, placement->index, owner) &&
        !any_hits(placement, boxes, label_dots_waiting(placement->dots), owner) &&
        !(placement->spares_dots &&
          any_hits(placement, boxes, label_dots_coming(placement->dots), owner)) &&
        (overlap == OVERLAP_COOPERATIVE || !any_hits(placement, boxes, placement->soft, owner))) {
        return FIT_FREE;
    }
    return overlap == OVERLAP_ALWAYS ? FIT_OVERLAPPING : FIT_NOT;
}

static void set_icon_boxes(const struct label *label, const struct label_position *position,
                           GArray *boxes)
{
    const double *padding = label->icon->padding_px;
    double angle;
    struct page_point pivot;
    struct box box = label_icon_box(label, position, &pivot, &angle), turned = box_empty();
    angle *= G_PI / 180;
    box.xmin -= padding[3];
    box.xmax += padding[1];
    box.ymin -= padding[0];
    box.ymax += padding[2];
    for (guint i = 0; i < 4; i++) {
        double dx = (i % 2 == 0 ? box.xmin : box.xmax) - pivot.x;
        double dy = (i / 2 == 0 ? box.ymin : box.ymax) - pivot.y;
        box_add(&turned, pivot.x + dx * cos(angle) - dy * sin(angle),
                pivot.y + dx * sin(angle) + dy * cos(angle));
    }
    if (!box_is_empty(turned)) {
        g_array_append_val(boxes, turned);
    }
}

static void set_leader_boxes(const struct label_position *position, GArray *boxes)
{
    struct page_point a = position->leader_from, b = position->leader_to;
    double steps = fmax(1, ceil(hypot(b.x - a.x, b.y - a.y) / LEADER_STEP_PX));
    for (guint i = 0; steps <= LEADER_MAX_STEPS && i < (guint)steps; i++) {
        struct box box = box_empty();
        for (guint end = i; end <= i + 1; end++) {
            box_add(&box, a.x + (b.x - a.x) * end / steps, a.y + (b.y - a.y) * end / steps);
        }
        box = box_grow(box, LEADER_CLEAR_PX / 2);
        g_array_append_val(boxes, box);
    }
}

/* Puts what the label covers at a position into the three arrays. */
static void set_boxes(struct placement *placement, struct label *label, guint number)
{
    const struct label_position *position =
        &g_array_index(label->positions, struct label_position, number);
    g_array_set_size(placement->text, 0);
    g_array_set_size(placement->icon, 0);
    g_array_set_size(placement->leader, 0);
    if (label->text != NULL) {
        if (label->justify_by_position) {
            text_justify(label_text(label, position), position->justify);
        }
        label_boxes(label, position, placement->text);
    }
    if (label->icon != NULL) {
        set_icon_boxes(label, position, placement->icon);
    }
    if (position->has_leader) {
        set_leader_boxes(position, placement->leader);
    }
}

static gboolean is_repeated(const struct placement *placement, const struct label *label,
                            struct page_point at)
{
    const GArray *points = label->repeat_key != NULL
                               ? g_hash_table_lookup(placement->repeats, label->repeat_key)
                               : NULL;
    for (guint i = 0; points != NULL && i < points->len; i++) {
        struct page_point known = g_array_index(points, struct page_point, i);
        if (hypot(known.x - at.x, known.y - at.y) < label->repeat_px) {
            return TRUE;
        }
    }
    return FALSE;
}

/* As in MapLibre: what belongs together is dropped together. */
static void apply_options(const struct label *label, struct fits *fits)
{
    gboolean icon_alone = label->text == NULL || label->text_optional;
    gboolean text_alone = label->icon == NULL || label->icon->optional;
    if ((!text_alone && fits->icon == FIT_NOT) || label->text == NULL) {
        fits->text = FIT_NOT;
    }
    if ((!icon_alone && fits->text == FIT_NOT) || label->icon == NULL) {
        fits->icon = FIT_NOT;
    }
}

static struct fits fits_at(struct placement *placement, struct label *label, guint number)
{
    const struct label_position *position =
        &g_array_index(label->positions, struct label_position, number);
    struct fits fits = {FIT_NOT, FIT_NOT};
    if (is_repeated(placement, label, position->at)) {
        placement->reason = LABEL_REPEATED;
        return fits;
    }
    set_boxes(placement, label, number);
    if (all_inside(placement, placement->text)) {
        fits.text = fit_of(placement, placement->text, label->overlap, label->owner);
    }
    if (placement->leader->len > 0 &&
        fit_of(placement, placement->leader, OVERLAP_NEVER, label->owner) == FIT_NOT) {
        fits.text = FIT_NOT;
    }
    if (label->icon != NULL && placement->icon->len > 0 &&
        (label->icon->overlap == OVERLAP_ALWAYS || all_inside(placement, placement->icon))) {
        fits.icon = fit_of(placement, placement->icon, label->icon->overlap, label->owner);
    }
    apply_options(label, &fits);
    return fits;
}

/* More is better: the parts drawn first, then how free they are; the text counts more. */
static guint rank_of(struct fits fits)
{
    return (fits.text != FIT_NOT ? 8u : 0u) + (fits.icon != FIT_NOT ? 4u : 0u) +
           (fits.text == FIT_FREE ? 2u : 0u) + (fits.icon == FIT_FREE ? 1u : 0u);
}

static guint best_rank(const struct label *label)
{
    return (label->text != NULL ? 10u : 0u) + (label->icon != NULL ? 5u : 0u);
}

static struct fits find_position(struct placement *placement, struct label *label)
{
    guint n = MIN(label->positions->len, LABEL_MAX_POSITIONS);
    struct fits best = {FIT_NOT, FIT_NOT};
    label->reason = LABEL_NO_POSITION;
    for (guint i = 0; i < n && rank_of(best) < best_rank(label); i++) {
        placement->reason = LABEL_NO_POSITION;
        struct fits fits = fits_at(placement, label, i);
        if (i == 0) {
            label->reason = placement->reason;
            label->blocker = placement->blocker;
        }
        if (rank_of(fits) > rank_of(best)) {
            best = fits;
            label->position = i;
        }
    }
    return best;
}

static void keep_boxes(struct placement *placement, const GArray *boxes, enum overlap overlap,
                       guint tag)
{
    struct box_index *index = placement->index;
    if (overlap != OVERLAP_NEVER) {
        if (placement->soft == NULL) {
            placement->soft = box_index_new(placement->frame.xmax, placement->frame.ymax);
        }
        index = placement->soft;
    }
    for (guint i = 0; i < boxes->len; i++) {
        box_index_add_tagged(index, g_array_index(boxes, struct box, i), 0, tag);
        if (overlap == OVERLAP_NEVER) {
            label_dots_cover(placement->dots, g_array_index(boxes, struct box, i));
        }
    }
}

static void keep_point(struct placement *placement, const struct label *label, struct page_point at)
{
    if (label->repeat_key == NULL) {
        return;
    }
    GArray *points = g_hash_table_lookup(placement->repeats, label->repeat_key);
    if (points == NULL) {
        points = g_array_new(FALSE, FALSE, sizeof(struct page_point));
        g_hash_table_insert(placement->repeats, g_strdup(label->repeat_key), points);
    }
    g_array_append_val(points, at);
}

void placement_place(struct placement *placement, struct label *label)
{
    placement->spares_dots = label_dots_coming(placement->dots) != NULL;
    struct fits fits = find_position(placement, label);
    if (placement->spares_dots && rank_of(fits) < best_rank(label)) {
        placement->spares_dots = FALSE;
        fits = find_position(placement, label);
    }
    label->text_placed = fits.text != FIT_NOT;
    label->icon_placed = fits.icon != FIT_NOT;
    label->placed = label->text_placed || label->icon_placed;
    if (label->text != NULL ? label->text_placed : label->icon_placed) {
        label->reason = LABEL_DRAWN;
    }
    if (!label->placed) {
        return;
    }
    set_boxes(placement, label, label->position);
    if (label->text_placed && !label->ignore_placement) {
        keep_boxes(placement, placement->text, label->overlap, label->number + 1);
        keep_boxes(placement, placement->leader, OVERLAP_NEVER, label->number + 1);
    }
    if (label->icon_placed && !label->icon->ignore_placement) {
        keep_boxes(placement, placement->icon, label->icon->overlap, label->number + 1);
    }
    keep_point(placement, label,
               g_array_index(label->positions, struct label_position, label->position).at);
}
