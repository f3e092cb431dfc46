/* Dots that give way: what labels_place() makes of labels whose points carry them. */
#include "scene/labels.h"

static struct font_set *fonts;
static const struct box page = {0, 0, 800, 600};

struct sheet {
    struct labels *labels;
    struct box_index *index;
};

static void sheet_init(struct sheet *sheet)
{
    sheet->labels = labels_new();
    sheet->index = box_index_new(800, 600);
}

static void sheet_clear(struct sheet *sheet)
{
    labels_free(sheet->labels);
    box_index_free(sheet->index);
}

/* A town with a dot of 4 px, its label to the right and, where `anchors` is 2, else to the left. */
static struct label *add_town(struct sheet *sheet, guint owner, double x, double rank,
                              guint anchors)
{
    static const enum anchor all[] = {ANCHOR_LEFT, ANCHOR_RIGHT};
    const struct text_style style = {.size_px = 20, .line_height_em = 1.2};
    struct label *label = labels_add(sheet->labels, text_new(fonts, "Saraqib", &style));
    label->owner = owner;
    label->sort_key = rank;
    for (guint i = 0; i < anchors; i++) {
        struct page_point at = {x, 300};
        struct label_position position = {
            .origin = anchor_origin(label->text, all[i], at, 5), .pivot = at, .at = at};
        g_array_append_val(label->positions, position);
    }
    labels_add_dot(sheet->labels, owner, (struct box){x - 2, 298, x + 2, 302});
    return label;
}

static void test_lesser_dot_gives_way(void)
{
    struct sheet sheet;
    sheet_init(&sheet);
    struct label *village = add_town(&sheet, 1, 440, 4, 1);
    struct label *city = add_town(&sheet, 2, 400, 1, 1);
    labels_place(sheet.labels, sheet.index, page);
    g_assert_true(city->placed);
    g_assert_false(labels_dots_dropped(sheet.labels, 2));
    g_assert_false(village->placed);
    g_assert_true(labels_dots_dropped(sheet.labels, 1));
    sheet_clear(&sheet);
}

/* The label that comes first goes to the other side where that spares the dot. */
static void test_dot_is_spared(void)
{
    struct sheet sheet;
    sheet_init(&sheet);
    struct label *village = add_town(&sheet, 1, 440, 4, 1);
    struct label *city = add_town(&sheet, 2, 400, 1, 2);
    labels_place(sheet.labels, sheet.index, page);
    g_assert_cmpuint(city->position, ==, 1);
    g_assert_true(city->placed && village->placed);
    g_assert_false(labels_dots_dropped(sheet.labels, 1));
    sheet_clear(&sheet);
}

/* A dot that stands is not covered by what comes later. */
static void test_settled_dot_is_in_the_way(void)
{
    struct sheet sheet;
    sheet_init(&sheet);
    struct label *city = add_town(&sheet, 1, 440, 1, 1);
    struct label *village = add_town(&sheet, 2, 420, 4, 1);
    labels_place(sheet.labels, sheet.index, page);
    g_assert_true(city->placed);
    g_assert_false(village->placed);
    g_assert_true(box_index_hits(sheet.index, (struct box){439, 299, 441, 301}, 0));
    sheet_clear(&sheet);
}

/* Labels of other layers, which come first, go round it. */
static void test_other_layers(void)
{
    struct sheet sheet;
    sheet_init(&sheet);
    struct label *village = add_town(&sheet, 1, 440, 4, 1);
    struct label *province = add_town(&sheet, 2, 400, 1, 1);
    province->layer_priority = -1;
    labels_place(sheet.labels, sheet.index, page);
    g_assert_false(province->placed);
    g_assert_true(village->placed);
    sheet_clear(&sheet);
}

static void test_dot_without_label(void)
{
    struct sheet sheet;
    sheet_init(&sheet);
    struct label *city = add_town(&sheet, 2, 400, 1, 1);
    labels_add_dot(sheet.labels, 7, (struct box){438, 298, 442, 302});
    labels_place(sheet.labels, sheet.index, page);
    g_assert_false(city->placed);
    g_assert_false(labels_dots_dropped(sheet.labels, 7));
    g_assert_false(labels_dots_dropped(sheet.labels, 99));
    sheet_clear(&sheet);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fonts = font_set_new(NULL);
    g_test_add_func("/label-dots/gives-way", test_lesser_dot_gives_way);
    g_test_add_func("/label-dots/spared", test_dot_is_spared);
    g_test_add_func("/label-dots/settled", test_settled_dot_is_in_the_way);
    g_test_add_func("/label-dots/other-layers", test_other_layers);
    g_test_add_func("/label-dots/without-label", test_dot_without_label);
    int status = g_test_run();
    font_set_free(fonts);
    return status;
}
