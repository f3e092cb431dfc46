#include "scene/labels.h"

#include <math.h>

static struct font_set *fonts;
static const struct box page = {0, 0, 800, 600};

static struct text *make_text(const char *utf8)
{
    const struct text_style style = {.size_px = 20, .line_height_em = 1.2};
    return text_new(fonts, utf8, &style);
}

/* A label at a point: to its right, then to its left. */
static struct label *add_label(struct labels *labels, const char *utf8, double x, double y)
{
    const enum anchor anchors[] = {ANCHOR_LEFT, ANCHOR_RIGHT};
    struct label *label = labels_add(labels, make_text(utf8));
    for (guint i = 0; i < G_N_ELEMENTS(anchors); i++) {
        struct label_position position = {
            .origin = anchor_origin(label->text, anchors[i], (struct page_point){x, y}, 5),
            .pivot = {x, y},
            .anchor = anchors[i],
        };
        g_array_append_val(label->positions, position);
    }
    return label;
}

static struct label_position *position_of(struct label *label, guint index)
{
    return &g_array_index(label->positions, struct label_position, index);
}

static void test_anchor_names(void)
{
    const char *const names[ANCHOR_COUNT] = {
        [ANCHOR_CENTER] = "center",
        [ANCHOR_LEFT] = "left",
        [ANCHOR_RIGHT] = "right",
        [ANCHOR_TOP] = "top",
        [ANCHOR_BOTTOM] = "bottom",
        [ANCHOR_TOP_LEFT] = "top-left",
        [ANCHOR_TOP_RIGHT] = "top-right",
        [ANCHOR_BOTTOM_LEFT] = "bottom-left",
        [ANCHOR_BOTTOM_RIGHT] = "bottom-right",
    };
    enum anchor anchor;
    for (guint i = 0; i < ANCHOR_COUNT; i++) {
        g_assert_true(anchor_parse(names[i], &anchor));
        g_assert_cmpuint(anchor, ==, i);
    }
    g_assert_false(anchor_parse("middle", &anchor));
    g_assert_false(anchor_parse("", &anchor));
}

/* The letters' own box when "HH" is anchored at 100,100. */
static struct box letters(enum anchor anchor, double offset_px)
{
    g_autoptr(Text) text = make_text("HH");
    struct page_point origin =
        anchor_origin(text, anchor, (struct page_point){100, 100}, offset_px);
    return (struct box){origin.x + text->ink.xmin, origin.y + text->ink.ymin,
                        origin.x + text->ink.xmax, origin.y + text->ink.ymax};
}

static void test_anchors(void)
{
    const double side = 2; /* the blank beside a letter */
    struct box box = letters(ANCHOR_CENTER, 0);
    g_assert_cmpfloat_with_epsilon((box.xmin + box.xmax) / 2, 100, 0.1);
    g_assert_cmpfloat_with_epsilon((box.ymin + box.ymax) / 2, 100, 0.1);
    box = letters(ANCHOR_LEFT, 6);
    g_assert_cmpfloat_with_epsilon(box.xmin, 106, side);
    g_assert_cmpfloat_with_epsilon((box.ymin + box.ymax) / 2, 100, 0.1);
    g_assert_cmpfloat_with_epsilon(letters(ANCHOR_RIGHT, 6).xmax, 94, side);
    g_assert_cmpfloat_with_epsilon(letters(ANCHOR_TOP, 6).ymin, 106, 0.1);
    g_assert_cmpfloat_with_epsilon(letters(ANCHOR_BOTTOM, 6).ymax, 94, 0.1);
    box = letters(ANCHOR_BOTTOM_LEFT, 6);
    g_assert_cmpfloat_with_epsilon(box.ymax, 100 - 6 / G_SQRT2, 0.1);
    g_assert_cmpfloat_with_epsilon(box.xmin, 100 + 6 / G_SQRT2, side);
    box = letters(ANCHOR_TOP_RIGHT, 6);
    g_assert_cmpfloat_with_epsilon(box.ymin, 100 + 6 / G_SQRT2, 0.1);
    g_assert_cmpfloat_with_epsilon(box.xmax, 100 - 6 / G_SQRT2, side);
}

static void test_next_position_is_tried(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    struct label *blocked = add_label(labels, "Saraqib", 400, 300);
    struct label *at_edge = add_label(labels, "Aleppo", 795, 100);
    box_index_add(index, (struct box){420, 290, 430, 310}, 0);
    labels_place(labels, index, page);
    g_assert_true(blocked->placed);
    g_assert_cmpuint(blocked->position, ==, 1);
    g_assert_true(at_edge->placed);
    g_assert_cmpuint(at_edge->position, ==, 1);
}

static void test_priority(void)
{
    const struct {
        int priority[3];
        double key[3];
        guint winner;
    } cases[] = {
        {{0, 0, 0}, {0, 0, 0}, 0},
        {{2, 1, 2}, {0, 9, 0}, 1},
        {{1, 1, 1}, {3, 2, 1}, 2},
        {{1, 1, 1}, {NAN, 5, NAN}, 1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Labels) labels = labels_new();
        g_autoptr(BoxIndex) index = box_index_new(800, 600);
        for (guint l = 0; l < 3; l++) {
            struct label *label = add_label(labels, "Idlib", 100, 100);
            g_array_set_size(label->positions, 1);
            label->layer_priority = cases[i].priority[l];
            label->sort_key = cases[i].key[l];
        }
        labels_place(labels, index, page);
        g_assert_cmpuint(labels_count(labels), ==, 3);
        for (guint l = 0; l < 3; l++) {
            g_assert_cmpint(labels_get(labels, l)->placed, ==, l == cases[i].winner);
        }
    }
}

static void test_own_symbol(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    box_index_add(index, (struct box){0, 0, 800, 600}, 5);
    struct label *own = add_label(labels, "Idlib", 100, 100);
    struct label *second = add_label(labels, "Idlib", 100, 100);
    struct label *other = add_label(labels, "Hama", 300, 300);
    own->owner = second->owner = 5;
    g_array_set_size(own->positions, 1);
    g_array_set_size(second->positions, 1);
    labels_place(labels, index, page);
    g_assert_true(own->placed);
    g_assert_false(second->placed); /* the symbol is its own, the first label is not */
    g_assert_false(other->placed);
}

static void test_reasons(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    box_index_add(index, (struct box){380, 280, 520, 320}, 7);
    struct label *drawn = add_label(labels, "Idlib", 100, 100);
    struct label *second = add_label(labels, "Idlib", 100, 100);
    struct label *blocked = add_label(labels, "Hama", 400, 300);
    struct label *outside = add_label(labels, "Homs", -500, 100);
    struct label *nowhere = add_label(labels, "Rastan", 300, 300);
    g_array_set_size(drawn->positions, 1);
    g_array_set_size(second->positions, 1);
    g_array_set_size(blocked->positions, 1);
    g_array_set_size(nowhere->positions, 0);
    labels_place(labels, index, page);
    g_assert_cmpint(drawn->reason, ==, LABEL_DRAWN);
    g_assert_cmpint(second->reason, ==, LABEL_BLOCKED);
    g_assert_cmpuint(second->blocker.tag, ==, drawn->number + 1);
    g_assert_cmpint(blocked->reason, ==, LABEL_BLOCKED);
    g_assert_cmpuint(blocked->blocker.owner, ==, 7);
    g_assert_cmpuint(blocked->blocker.tag, ==, 0);
    g_assert_cmpint(outside->reason, ==, LABEL_OUTSIDE);
    g_assert_cmpint(nowhere->reason, ==, LABEL_NO_POSITION);
}

static void test_overlap_allowed(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    box_index_add(index, (struct box){100, 80, 120, 120}, 0);
    struct label *aside = add_label(labels, "Idlib", 100, 100);
    struct label *across = add_label(labels, "Idlib", 100, 100);
    struct label *outside = add_label(labels, "Idlib", -500, 100);
    aside->overlap = across->overlap = outside->overlap = OVERLAP_ALWAYS;
    labels_place(labels, index, page);
    g_assert_true(aside->placed);
    g_assert_cmpuint(aside->position, ==, 1); /* a free position is better all the same */
    g_assert_true(across->placed);
    g_assert_cmpuint(across->position, ==, 0);
    g_assert_false(outside->placed);
}

static void test_ignored_placement(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    struct label *ignored = add_label(labels, "Idlib", 100, 100);
    struct label *second = add_label(labels, "Idlib", 100, 100);
    ignored->ignore_placement = TRUE;
    labels_place(labels, index, page);
    g_assert_true(ignored->placed && second->placed);
    g_assert_cmpuint(second->position, ==, 0);
}

static void test_nothing_to_place(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    struct label *blank = add_label(labels, " ", 100, 100);
    struct label *nowhere = add_label(labels, "Idlib", NAN, 100);
    struct label *turned = add_label(labels, "Idlib", 100, 100);
    struct label *homeless = add_label(labels, "Idlib", 100, 100);
    struct label *far = add_label(labels, "Idlib", INFINITY, 100);
    position_of(turned, 0)->angle_deg = NAN;
    position_of(turned, 1)->angle_deg = INFINITY;
    position_of(far, 0)->angle_deg = 30;
    g_array_set_size(homeless->positions, 0);
    labels_place(labels, index, page);
    g_assert_false(blank->placed);
    g_assert_false(nowhere->placed);
    g_assert_false(turned->placed);
    g_assert_false(homeless->placed);
    g_assert_false(far->placed);
}

static void test_boxes_of_level_text(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
    struct label *label = add_label(labels, "Saraqib", 100, 100);
    label->halo_width_px = 2;
    label->padding_px = 3;
    label_boxes(label, position_of(label, 0), boxes);
    g_assert_cmpuint(boxes->len, ==, 1);
    struct box box = g_array_index(boxes, struct box, 0);
    const struct text *text = label->text;
    struct page_point origin = position_of(label, 0)->origin;
    g_assert_cmpfloat_with_epsilon(box.xmin, origin.x + text->ink.xmin - 5, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.ymax, origin.y + text->ink.ymax + 5, 1e-9);
}

/* Every inked corner, turned, lies in a box, and the boxes cover far less than one around all. */
static void test_boxes_of_turned_text(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
    struct label *label = add_label(labels, "Nahr al-Asi (Orontes)", 300, 300);
    struct label_position *position = position_of(label, 0);
    position->angle_deg = 45;
    label_boxes(label, position, boxes);
    g_assert_cmpuint(boxes->len, >, 5);
    struct box all = box_empty();
    double area = 0;
    for (guint i = 0; i < boxes->len; i++) {
        struct box box = g_array_index(boxes, struct box, i);
        area += (box.xmax - box.xmin) * (box.ymax - box.ymin);
        box_add(&all, box.xmin, box.ymin);
        box_add(&all, box.xmax, box.ymax);
    }
    g_assert_cmpfloat(area, <, 0.5 * (all.xmax - all.xmin) * (all.ymax - all.ymin));
    /* Clockwise on a page whose y goes down: the text's end is to the lower right. */
    double reach = (position->origin.x + label->text->ink.xmax - 300) / G_SQRT2;
    struct box last = g_array_index(boxes, struct box, boxes->len - 1);
    g_assert_true(box_contains(box_grow(last, 0.01), 300 + reach, 300 + reach));
}

/* At a quarter turn the boxes are the level one's, turned. */
static void test_boxes_of_upright_text(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
    struct label *label = add_label(labels, "gHg", 300, 200);
    struct label_position *position = position_of(label, 0);
    label_boxes(label, position, boxes);
    struct box level = g_array_index(boxes, struct box, 0);
    g_array_set_size(boxes, 0);
    position->angle_deg = 90;
    label_boxes(label, position, boxes);
    struct box turned = box_empty();
    for (guint i = 0; i < boxes->len; i++) {
        struct box box = g_array_index(boxes, struct box, i);
        box_add(&turned, box.xmin, box.ymin);
        box_add(&turned, box.xmax, box.ymax);
    }
    g_assert_cmpfloat_with_epsilon(turned.xmin, 300 - (level.ymax - 200), 1e-9);
    g_assert_cmpfloat_with_epsilon(turned.xmax, 300 - (level.ymin - 200), 1e-9);
    g_assert_cmpfloat_with_epsilon(turned.ymin, 200 + (level.xmin - 300), 1e-9);
    g_assert_cmpfloat_with_epsilon(turned.ymax, 200 + (level.xmax - 300), 1e-9);
}

static const char *const words[] = {
    "Saraqib سراقب", "Idlib", "إدلب", "Reyhanlı", "Khan Shaykhun", "Ma'arrat al-Nu'man", "33"};

/* Labels at random points in 8 positions round them, every third turned. */
static void add_random(struct labels *labels, guint count, guint32 seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (guint i = 0; i < count; i++) {
        struct label *label = labels_add(labels, make_text(words[i % G_N_ELEMENTS(words)]));
        struct page_point at = {g_rand_double_range(random, -20, 820),
                                g_rand_double_range(random, -20, 620)};
        double angle = i % 3 == 0 ? g_rand_double_range(random, -90, 90) : 0;
        label->sort_key = g_rand_int_range(random, 0, 10);
        label->padding_px = 1;
        label->halo_width_px = 1;
        for (guint a = ANCHOR_LEFT; a < ANCHOR_COUNT; a++) {
            struct label_position position = {
                .origin = anchor_origin(label->text, a, at, 4),
                .pivot = at,
                .angle_deg = angle,
                .anchor = a,
            };
            g_array_append_val(label->positions, position);
        }
    }
}

static GArray *placed_boxes(const struct labels *labels, guint number)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
    struct label *label = labels_get(labels, number);
    if (label->placed) {
        label_boxes(label, position_of(label, label->position), boxes);
    }
    return boxes;
}

static void check_apart(const GArray *first, const GArray *second)
{
    for (guint i = 0; i < first->len; i++) {
        for (guint k = 0; k < second->len; k++) {
            struct box a = g_array_index(first, struct box, i);
            struct box b = g_array_index(second, struct box, k);
            g_assert_true(a.xmax <= b.xmin || b.xmax <= a.xmin || a.ymax <= b.ymin ||
                          b.ymax <= a.ymin);
        }
    }
}

static void test_no_two_overlap(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    add_random(labels, 500, 2020);
    labels_place(labels, index, page);
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    guint placed = 0;
    for (guint i = 0; i < labels_count(labels); i++) {
        GArray *boxes = placed_boxes(labels, i);
        for (guint b = 0; b < boxes->len; b++) {
            struct box box = g_array_index(boxes, struct box, b);
            g_assert_true(box.xmin >= 0 && box.ymin >= 0 && box.xmax <= 800 && box.ymax <= 600);
        }
        for (guint before = 0; before < all->len; before++) {
            check_apart(boxes, g_ptr_array_index(all, before));
        }
        placed += boxes->len > 0;
        g_ptr_array_add(all, boxes);
    }
    g_assert_cmpuint(placed, >, 80);
    g_assert_cmpuint(placed, <, 500);
}

static void test_same_every_time(void)
{
    g_autoptr(Labels) first = labels_new();
    g_autoptr(Labels) second = labels_new();
    struct labels *both[] = {first, second};
    for (guint i = 0; i < 2; i++) {
        g_autoptr(BoxIndex) index = box_index_new(800, 600);
        add_random(both[i], 200, 27);
        labels_place(both[i], index, page);
    }
    for (guint i = 0; i < labels_count(first); i++) {
        g_assert_cmpint(labels_get(first, i)->placed, ==, labels_get(second, i)->placed);
        g_assert_cmpuint(labels_get(first, i)->position, ==, labels_get(second, i)->position);
    }
}

/* 5,000 candidates of 8 positions; the limit is loose, for slow and instrumented builds. */
static void test_speed(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    add_random(labels, 5000, 1);
    gint64 start = g_get_monotonic_time();
    labels_place(labels, index, page);
    gint64 took = g_get_monotonic_time() - start;
    g_test_message("5000 labels took %" G_GINT64_FORMAT " us", took);
    g_assert_cmpint(took, <, 2 * G_USEC_PER_SEC);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fonts = font_set_new(NULL);
    font_set_add(fonts, "Arabic", "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf");
    g_test_add_func("/labels/anchor-names", test_anchor_names);
    g_test_add_func("/labels/anchors", test_anchors);
    g_test_add_func("/labels/next-position", test_next_position_is_tried);
    g_test_add_func("/labels/priority", test_priority);
    g_test_add_func("/labels/own-symbol", test_own_symbol);
    g_test_add_func("/labels/reasons", test_reasons);
    g_test_add_func("/labels/overlap-allowed", test_overlap_allowed);
    g_test_add_func("/labels/ignored-placement", test_ignored_placement);
    g_test_add_func("/labels/nothing-to-place", test_nothing_to_place);
    g_test_add_func("/labels/level-boxes", test_boxes_of_level_text);
    g_test_add_func("/labels/turned-boxes", test_boxes_of_turned_text);
    g_test_add_func("/labels/upright-boxes", test_boxes_of_upright_text);
    g_test_add_func("/labels/no-two-overlap", test_no_two_overlap);
    g_test_add_func("/labels/same-every-time", test_same_every_time);
    g_test_add_func("/labels/speed", test_speed);
    int status = g_test_run();
    font_set_free(fonts);
    return status;
}
