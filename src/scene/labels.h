/* Placement of symbols: a label is a text, an icon or both that belong to one point or stretch of a
 * line. Candidates by priority, each tries its positions in order, the first that is free is taken;
 * a label without a free position is dropped. Deterministic: ties go to the order of adding.
 *
 * The way of it, greedy as in MapLibre:
 *   1. The labels are sorted by layer_priority, sort_key (NaN last) and the order of adding.
 *   2. Each in turn: for each of its positions, label_boxes() gives what the text would cover, and
 *      the position what the icon would. All of a text must lie inside the frame, and none of it
 *      overlap a box of the index that is not the owner's: symbols, furniture, and the labels
 *      placed before. A leader line must be as free.
 *   3. Text and icon go together: without the icon the text is drawn only where the icon is
 *      optional, and the icon without the text only where the text is.
 *   4. The first position at which all passes is taken, and its boxes go into the index as
 *      nobody's, so that not even a label of the same owner may overlap them.
 *   5. A label for which there is none takes the first of the positions where most of it can be
 *      drawn: what may overlap others does so, what is optional is left out.
 *   6. A label whose own dot gives way, and is covered by then, is dropped (label_dots.h).
 * So no two placed labels overlap unless one allows it or lets itself be ignored, and no text
 * leaves the frame. An earlier label never gives way to a later one: what matters more must come
 * first. */
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

#define LABEL_MAX_POSITIONS 128

enum overlap {
    OVERLAP_NEVER,
    OVERLAP_ALWAYS,      /* drawn even where it collides */
    OVERLAP_COOPERATIVE, /* it may collide with those that may overlap too, not with others */
};

struct label_position {
    struct page_point origin; /* the text's top left before rotation */
    struct page_point pivot;  /* of the rotation */
    double angle_deg;
    struct page_path *baseline; /* the text is bent along it (curve.h); owned; NULL: straight */
    gboolean is_other;          /* of the label's other text */
    enum anchor anchor;
    enum text_justify justify; /* where the label's lines are justified by position */
    struct page_point at; /* the point of the map that it belongs to; the icon turns about it */
    double line_deg;      /* the direction of the line there; 0 for points */
    gboolean has_leader;  /* a line is drawn to the text */
    struct page_point leader_from, leader_to;
};

/* How an icon is drawn and placed. */
struct label_icon {
    const struct icon *icon;         /* the caller's; not looked into here */
    struct box box;                  /* relative to the position's point, before rotation; px */
    struct page_point shift_px;      /* from the position's point to the icon's own */
    double rotate_deg;               /* about the icon's own point */
    gboolean follows_line;           /* turned with the position's line */
    gboolean fit_width, fit_height;  /* the box is made as wide or high as the text's */
    double fit_padding_px[4];        /* top, right, bottom, left */
    struct page_point fit_offset_px; /* where fitted, added to the box */
    double padding_px[4];            /* for placement: top, right, bottom, left */
    enum overlap overlap;
    gboolean ignore_placement, optional;
    struct color color, halo_color;
    double halo_width_px, halo_blur_px, opacity;
    struct page_point translate_px;
};

/* Why the text of a label, or the icon of one without, is not drawn. */
enum label_reason {
    LABEL_DRAWN,
    LABEL_NO_POSITION, /* there is nowhere for it to stand: nothing to draw, or no room along */
    LABEL_OUTSIDE,     /* it would leave the frame */
    LABEL_REPEATED,    /* its name stands near */
    LABEL_BLOCKED,     /* something is in the way: `blocker` */
    LABEL_DOT_GONE,    /* its dot gave way, and the label with it */
};

/* What is placed goes into the box index with its label's number + 1 as tag; furniture, with its
 * piece + this. */
#define BOX_TAG_FURNITURE 0x80000000u

struct label {
    guint number; /* its index among the labels */
    /* filled in by the caller */
    struct text *text;       /* owned; NULL: an icon only */
    struct text *other;      /* the same in another writing mode; owned; NULL: none */
    struct label_icon *icon; /* owned; NULL: a text only */
    GArray *positions;       /* struct label_position, best first; frees what the positions own */
    int layer_priority;      /* lower first */
    double sort_key;         /* lower first */
    guint owner; /* box_index owner whose boxes it may touch (its own symbol); 0: none */
    double padding_px;
    enum overlap overlap;
    gboolean ignore_placement; /* others may overlap it */
    gboolean text_optional;    /* the icon is drawn without the text where the text has no room */
    gboolean justify_by_position;
    char *repeat_key; /* labels with the same key keep repeat_px apart; owned; NULL: none */
    double repeat_px;
    struct color color, halo_color;
    double halo_width_px, halo_blur_px;
    double opacity;                 /* the colours hold it: images in the text do not */
    struct page_point translate_px; /* the text is drawn so far from its place */
    char *layer_id;                 /* for the report */
    guint group;                    /* which scene group it is drawn in: the caller's number */
    /* filled in by labels_place() */
    gboolean placed; /* any of it */
    gboolean text_placed, icon_placed;
    guint position;           /* index into positions */
    enum label_reason reason; /* at the position that it would like best */
    struct box_hit blocker;   /* of LABEL_BLOCKED */
    /* filled in when it is drawn: the text, which the scene has then, or NULL */
    const struct text *shown;
};

struct labels;

struct labels *labels_new(void);
void labels_free(struct labels *labels);
/* Adds an empty label, to be filled in; takes the text (NULL: none). Pointers stay valid. */
struct label *labels_add(struct labels *labels, struct text *text);
guint labels_count(const struct labels *labels);
struct label *labels_get(const struct labels *labels, guint index);

/* Adds a dot of the owner's that gives way to labels (label_dots.h). It is not in the index. */
void labels_add_dot(struct labels *labels, guint owner, struct box box);
/* After the placing: were the owner's dots left out, and its labels with them? */
gboolean labels_dots_dropped(const struct labels *labels, guint owner);

/* Places all, as described above. What is placed is added to `index`. Rotated and bent texts are
 * tested by boxes along their baseline, leaders by boxes along the line. A text whose lines are
 * justified by position is left as its position says. A label with nothing to draw or with a
 * position that is not finite is not placed there. At most LABEL_MAX_POSITIONS positions are tried.
 */
void labels_place(struct labels *labels, struct box_index *index, struct box frame);

/* The text that a label has at a position; NULL: none. */
struct text *label_text(const struct label *label, const struct label_position *position);

/* The boxes that a label's text covers at a position (ink with halo and padding), appended to
 * `boxes` (GArray of struct box): one when level, several along a rotated or bent one. */
void label_boxes(const struct label *label, const struct label_position *position, GArray *boxes);

/* The icon's box on the page at a position, before it is turned by the angle about the pivot. */
struct box label_icon_box(const struct label *label, const struct label_position *position,
                          struct page_point *pivot, double *angle_deg);

DEFINE_AUTOPTR(Labels, labels)

#endif
