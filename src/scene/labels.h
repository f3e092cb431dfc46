/* Label placement: candidates by priority, each tries its positions in order, the first that is
 * free is taken; a label without a free position is dropped. Deterministic: ties go to the order of
 * adding.
 *
 * The way of it, greedy as in MapLibre:
 *   1. The labels are sorted by layer_priority, sort_key (NaN last) and the order of adding.
 *   2. Each in turn: for each of its positions, label_boxes() gives what the text would cover. All
 *      of it must lie inside the frame, and none of it overlap a box of the index that is not the
 *      owner's: symbols, furniture, and the labels placed before.
 *   3. The first position that passes is taken, and its boxes go into the index as nobody's, so
 *      that not even a label of the same owner may overlap them.
 *   4. A label that allows overlap and found no free position takes its first inside the frame.
 * So no two placed labels overlap unless one allows it or lets itself be ignored, and none leaves
 * the frame. An earlier label never gives way to a later one: what matters more must come first. */
#ifndef IDLIBMAP_SCENE_LABELS_H
#define IDLIBMAP_SCENE_LABELS_H

#include "base/auto.h"
#include "scene/box_index.h"
#include "scene/scene.h"

enum anchor {
    ANCHOR_CENTER,
    ANCHOR_LEFT, /* the text's left edge is at the point: the text stands to its right */
    ANCHOR_RIGHT,
    ANCHOR_TOP,
    ANCHOR_BOTTOM,
    ANCHOR_TOP_LEFT,
    ANCHOR_TOP_RIGHT,
    ANCHOR_BOTTOM_LEFT, /* the text stands above and to the right */
    ANCHOR_BOTTOM_RIGHT,
    ANCHOR_COUNT,
};

/* MapLibre's name ("top-left"), or FALSE. */
gboolean anchor_parse(const char *name, enum anchor *anchor);
/* The text's top left when its `anchor` stands at `at`, moved away by `offset_px` (radial, as
 * text-radial-offset: diagonal anchors by offset/sqrt 2 in x and y). Uses the layout box in x and
 * the line metrics in y: the lower edge is the last line's baseline and the upper edge the capital
 * height of the first, so that the gap to the letters is the same above and below (MapLibre does
 * the same by its baseline offset of 7/24 em); the middle is that of the layout box, where letters
 * look centred (see text_new()). */
struct page_point anchor_origin(const struct text *text, enum anchor anchor, struct page_point at,
                                double offset_px);

#define LABEL_MAX_POSITIONS 64

struct label_position {
    struct page_point origin; /* the text's top left before rotation */
    struct page_point pivot;  /* of the rotation */
    double angle_deg;
    enum anchor anchor;
};

struct label {
    /* filled in by the caller */
    struct text *text;  /* owned */
    GArray *positions;  /* struct label_position, best first */
    int layer_priority; /* lower first */
    double sort_key;    /* lower first */
    guint owner;        /* box_index owner whose boxes it may touch (its own symbol); 0: none */
    double padding_px;
    gboolean allow_overlap;    /* placed even where it collides */
    gboolean ignore_placement; /* others may overlap it */
    struct color color, halo_color;
    double halo_width_px;
    char *layer_id; /* for the report */
    guint group;    /* which scene group it is drawn in: the caller's number */
    /* filled in by labels_place() */
    gboolean placed;
    guint position; /* index into positions */
};

struct labels;

struct labels *labels_new(void);
void labels_free(struct labels *labels);
/* Adds an empty label, to be filled in; takes the text. Pointers stay valid. */
struct label *labels_add(struct labels *labels, struct text *text);
guint labels_count(const struct labels *labels);
struct label *labels_get(const struct labels *labels, guint index);

/* Places all, as described above. What is placed is added to `index`. Rotated text is tested by
 * boxes along its baseline. A label with nothing to draw or with a position that is not finite is
 * not placed there. At most LABEL_MAX_POSITIONS positions are tried. */
void labels_place(struct labels *labels, struct box_index *index, struct box frame);

/* The boxes that a label's text covers at a position (ink with halo and padding), appended to
 * `boxes` (GArray of struct box): one when level, several along a rotated one. */
void label_boxes(const struct label *label, const struct label_position *position, GArray *boxes);

DEFINE_AUTOPTR(Labels, labels)

#endif
