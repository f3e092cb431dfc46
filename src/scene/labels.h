/* Label placement: candidates by priority, each tries its positions in order, the first that is
 * free is taken; a label without a free position is dropped. Deterministic: ties go to the order of
 * adding. */
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
 * the line metrics in y. */
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
    guint owner;        /* box_index owner whose boxes it may touch (its own symbol) */
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
/* Adds an empty label, to be filled in. Pointers stay valid. */
struct label *labels_add(struct labels *labels, struct text *text);
guint labels_count(const struct labels *labels);
struct label *labels_get(const struct labels *labels, guint index);

/* Places all. A label must lie inside `frame` whole and overlap nothing in `index`; what is placed
 * is added to it. Rotated text is tested by boxes along its baseline. */
void labels_place(struct labels *labels, struct box_index *index, struct box frame);

/* The boxes that a label's text covers at a position (ink with halo and padding), appended to
 * `boxes` (GArray of struct box): one when level, several along a rotated one. */
void label_boxes(const struct label *label, const struct label_position *position, GArray *boxes);

DEFINE_AUTOPTR(Labels, labels)

#endif
