/* Texts with icons, overlap modes, repeats, leader lines: what is placed, and that none crosses. */
#include "compose/symbol.h"

#include <math.h>
#include <string.h>

static struct font_set *fonts;
static const struct box page = {0, 0, 800, 600};

static struct text *make_text(const char *utf8)
{
    const struct text_style style = {.size_px = 12, .line_height_em = 1.2};
    return text_new(fonts, utf8, &style);
}

/* A text to the right of a point, an icon of 16 px on it, or both. */
static struct label *add_label(struct labels *labels, const char *utf8, gboolean has_icon, double x,
                               double y)
{
    struct page_point at = {x, y};
    struct label *label = labels_add(labels, utf8 != NULL ? make_text(utf8) : NULL);
    struct label_position position = {.pivot = at, .at = at, .anchor = ANCHOR_LEFT};
    if (utf8 != NULL) {
        position.origin = anchor_origin(label->text, ANCHOR_LEFT, at, 12);
    }
    if (has_icon) {
        label->icon = g_new0(struct label_icon, 1);
        label->icon->box = (struct box){-8, -8, 8, 8};
    }
    g_array_append_val(label->positions, position);
    return label;
}

/* What is in the way, what is optional, and what MapLibre then draws. */
static void test_optional_parts(void)
{
    const struct {
        gboolean icon_blocked, text_blocked, icon_optional, text_optional, icon, text;
    } cases[] = {
        {0, 0, 0, 0, 1, 1}, {1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}, {1, 0, 1, 0, 0, 1},
        {0, 1, 1, 0, 0, 0}, {0, 1, 0, 1, 1, 0}, {1, 0, 0, 1, 0, 0}, {1, 0, 1, 1, 0, 1},
        {0, 1, 1, 1, 1, 0}, {1, 1, 1, 1, 0, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Labels) labels = labels_new();
        g_autoptr(BoxIndex) index = box_index_new(800, 600);
        struct label *label = add_label(labels, "Idlib", TRUE, 100, 100);
        label->icon->optional = cases[i].icon_optional;
        label->text_optional = cases[i].text_optional;
        if (cases[i].icon_blocked) {
            box_index_add(index, (struct box){95, 95, 105, 105}, 0);
        }
        if (cases[i].text_blocked) {
            box_index_add(index, (struct box){120, 95, 125, 105}, 0);
        }
        labels_place(labels, index, page);
        g_test_message("case %u", i);
        g_assert_cmpint(label->icon_placed, ==, cases[i].icon);
        g_assert_cmpint(label->text_placed, ==, cases[i].text);
        g_assert_cmpint(label->placed, ==, cases[i].icon || cases[i].text);
    }
}

/* Two icons in one place, by their modes; the one that is drawn first never gives way. */
static void test_overlap_modes(void)
{
    const struct {
        enum overlap first, second;
        gboolean both;
    } cases[] = {
        {OVERLAP_NEVER, OVERLAP_NEVER, FALSE},
        {OVERLAP_NEVER, OVERLAP_ALWAYS, TRUE},
        {OVERLAP_NEVER, OVERLAP_COOPERATIVE, FALSE},
        {OVERLAP_ALWAYS, OVERLAP_NEVER, FALSE},
        {OVERLAP_ALWAYS, OVERLAP_COOPERATIVE, TRUE},
        {OVERLAP_COOPERATIVE, OVERLAP_COOPERATIVE, TRUE},
        {OVERLAP_COOPERATIVE, OVERLAP_NEVER, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Labels) labels = labels_new();
        g_autoptr(BoxIndex) index = box_index_new(800, 600);
        struct label *first = add_label(labels, NULL, TRUE, 100, 100);
        struct label *second = add_label(labels, NULL, TRUE, 104, 104);
        first->icon->overlap = cases[i].first;
        second->icon->overlap = cases[i].second;
        labels_place(labels, index, page);
        g_test_message("case %u", i);
        g_assert_true(first->icon_placed);
        g_assert_cmpint(second->icon_placed, ==, cases[i].both);
    }
}

static void test_padding_and_turn(void)
{
    for (guint turned = 0; turned < 2; turned++) {
        g_autoptr(Labels) labels = labels_new();
        g_autoptr(BoxIndex) index = box_index_new(800, 600);
        struct label *icon = add_label(labels, NULL, TRUE, 100, 100);
        icon->icon->padding_px[1] = 4; /* to the right; a quarter turn takes it down */
        icon->icon->rotate_deg = turned ? 90 : 0;
        struct label *right = add_label(labels, NULL, TRUE, 118, 100);
        struct label *below = add_label(labels, NULL, TRUE, 100, 118);
        labels_place(labels, index, page);
        g_assert_true(icon->placed);
        g_assert_cmpint(right->placed, ==, turned);
        g_assert_cmpint(below->placed, ==, !turned);
    }
}

static void test_fit_to_text(void)
{
    g_autoptr(Labels) labels = labels_new();
    struct label *label = add_label(labels, "M4", TRUE, 100, 100);
    const struct label_position *position =
        &g_array_index(label->positions, struct label_position, 0);
    struct page_point pivot;
    double angle;
    label->icon->fit_width = TRUE;
    label->icon->fit_padding_px[1] = 5;
    label->icon->fit_padding_px[3] = 3;
    struct box box = label_icon_box(label, position, &pivot, &angle);
    g_assert_cmpfloat_with_epsilon(box.xmin, position->origin.x - 3, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.xmax, position->origin.x + label->text->width + 5, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.ymax - box.ymin, 16, 1e-9); /* its own height */
    label->icon->fit_height = TRUE;
    box = label_icon_box(label, position, &pivot, &angle);
    g_assert_cmpfloat_with_epsilon(box.ymin, position->origin.y, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.ymax, position->origin.y + label->text->height, 1e-9);
}

static void test_repeats(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    struct label *all[4];
    for (guint i = 0; i < 4; i++) {
        all[i] = add_label(labels, "M4", FALSE, 100 + 100 * i, 100);
        all[i]->repeat_key = g_strdup(i == 2 ? "M5" : "M4");
        all[i]->repeat_px = 250;
    }
    labels_place(labels, index, page);
    g_assert_true(all[0]->placed);
    g_assert_false(all[1]->placed); /* too near the first */
    g_assert_true(all[2]->placed);  /* another name */
    g_assert_true(all[3]->placed);
}

/* Lines of a text are moved to the side that its position asks for. */
static void test_justify_by_position(void)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    struct label *label = add_label(labels, "Maarat al-Numan\nIdlib", FALSE, 790, 100);
    struct page_point at = {790, 100};
    struct label_position left = {.origin = anchor_origin(label->text, ANCHOR_RIGHT, at, 4),
                                  .pivot = at,
                                  .at = at,
                                  .anchor = ANCHOR_RIGHT,
                                  .justify = JUSTIFY_RIGHT};
    g_array_append_val(label->positions, left);
    label->justify_by_position = TRUE;
    labels_place(labels, index, page);
    g_assert_cmpuint(label->position, ==, 1); /* the page ends to the right */
    const struct text_line *second = g_ptr_array_index(label->text->lines, 1);
    g_assert_cmpfloat_with_epsilon(second->x + second->width, label->text->width, 1e-9);
}

/* ---- leader lines ---- */

static double side(struct page_point a, struct page_point b, struct page_point p)
{
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

static gboolean cross(struct page_point a, struct page_point b, struct page_point c,
                      struct page_point d)
{
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

static gboolean crosses_box(struct page_point a, struct page_point b, struct box box)
{
    const struct page_point p[] = {
        {box.xmin, box.ymin}, {box.xmax, box.ymin}, {box.xmax, box.ymax}, {box.xmin, box.ymax}};
    gboolean any = box_contains(box, a.x, a.y) || box_contains(box, b.x, b.y);
    for (guint i = 0; i < 4; i++) {
        any |= cross(a, b, p[i], p[(i + 1) % 4]);
    }
    return any;
}

/* Towns in a crowd: a name to each side, then leaders. */
static void add_crowd(struct labels *labels, struct box_index *index, guint32 seed)
{
    static const enum anchor anchors[] = {ANCHOR_LEFT, ANCHOR_RIGHT, ANCHOR_TOP, ANCHOR_BOTTOM};
    static const char *const names[] = {"Saraqib", "Idlib", "Jisr al-Shughur", "Maarat al-Numan"};
    const struct leader_style leader = {.width_px = 0.6, .max_px = 60};
    g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
    for (guint i = 1; i <= 60; i++) {
        struct page_point at = {g_rand_double_range(chance, 250, 550),
                                g_rand_double_range(chance, 200, 400)};
        struct label *label = labels_add(labels, make_text(names[i % G_N_ELEMENTS(names)]));
        label->owner = i;
        label->padding_px = 1;
        box_index_add(index, (struct box){at.x - 2, at.y - 2, at.x + 2, at.y + 2}, i);
        for (guint a = 0; a < G_N_ELEMENTS(anchors); a++) {
            struct label_position position = {
                .origin = anchor_origin(label->text, anchors[a], at, 4), .pivot = at, .at = at};
            g_array_append_val(label->positions, position);
        }
        positions_with_leaders(&leader, label->text, at, 3, label->positions);
    }
}

static const struct label_position *leader_of(const struct label *label)
{
    const struct label_position *position =
        label->placed ? &g_array_index(label->positions, struct label_position, label->position)
                      : NULL;
    return position != NULL && position->has_leader ? position : NULL;
}

static void assert_apart(struct label *with_leader, struct label *other)
{
    const struct label_position *own = leader_of(with_leader), *its = leader_of(other);
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
    label_boxes(other, &g_array_index(other->positions, struct label_position, other->position),
                boxes);
    for (guint i = 0; i < boxes->len; i++) {
        g_assert_false(
            crosses_box(own->leader_from, own->leader_to, g_array_index(boxes, struct box, i)));
    }
    g_assert_false(its != NULL &&
                   cross(own->leader_from, own->leader_to, its->leader_from, its->leader_to));
}

static void test_leaders_do_not_cross(gconstpointer seed)
{
    g_autoptr(Labels) labels = labels_new();
    g_autoptr(BoxIndex) index = box_index_new(800, 600);
    guint placed = 0, leaders = 0;
    add_crowd(labels, index, GPOINTER_TO_UINT(seed));
    labels_place(labels, index, page);
    for (guint i = 0; i < labels_count(labels); i++) {
        struct label *label = labels_get(labels, i);
        placed += label->placed;
        if (leader_of(label) == NULL) {
            continue;
        }
        leaders++;
        for (guint other = 0; other < labels_count(labels); other++) {
            if (other != i && labels_get(labels, other)->placed) {
                assert_apart(label, labels_get(labels, other));
            }
        }
    }
    g_test_message("%u of 60 placed, %u with leaders", placed, leaders);
    g_assert_cmpuint(leaders, >, 5);
}

static void test_leader_length(void)
{
    g_autoptr(Text) text = make_text("Idlib");
    g_autoptr(GArray) positions = g_array_new(FALSE, FALSE, sizeof(struct label_position));
    const struct leader_style leader = {.max_px = 25};
    struct page_point at = {100, 100};
    positions_with_leaders(&leader, text, at, 5, positions);
    g_assert_cmpuint(positions->len % 16, ==, 0);
    double longest = 0;
    for (guint i = 0; i < positions->len; i++) {
        const struct label_position *p = &g_array_index(positions, struct label_position, i);
        struct page_point from = p->leader_from, to = p->leader_to;
        g_assert_cmpfloat_with_epsilon(hypot(from.x - 100, from.y - 100), 5, 1e-9);
        longest = fmax(longest, hypot(to.x - from.x, to.y - from.y));
        struct box ink = text->ink;
        struct box box = {p->origin.x + ink.xmin, p->origin.y + ink.ymin, p->origin.x + ink.xmax,
                          p->origin.y + ink.ymax};
        g_assert_false(crosses_box(from, to, box)); /* it ends before its own text */
    }
    g_assert_cmpfloat_with_epsilon(longest, 25, 1e-9);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fonts = font_set_new(NULL);
    g_test_add_func("/symbol-placement/optional-parts", test_optional_parts);
    g_test_add_func("/symbol-placement/overlap-modes", test_overlap_modes);
    g_test_add_func("/symbol-placement/padding-and-turn", test_padding_and_turn);
    g_test_add_func("/symbol-placement/fit-to-text", test_fit_to_text);
    g_test_add_func("/symbol-placement/repeats", test_repeats);
    g_test_add_func("/symbol-placement/justify-by-position", test_justify_by_position);
    g_test_add_func("/symbol-placement/leader-length", test_leader_length);
    for (guint seed = 1; seed <= 8; seed++) {
        g_autofree char *name = g_strdup_printf("/symbol-placement/leaders/%u", seed);
        g_test_add_data_func(name, GUINT_TO_POINTER(seed), test_leaders_do_not_cross);
    }
    int status = g_test_run();
    font_set_free(fonts);
    return status;
}
