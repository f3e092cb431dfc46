/* The shipped map, composed: all its labels are there, no two texts overlap and none leaves the
 * page. Also with 200 random places. Measured on the ink of the scene's texts as rectangles that
 * may be turned, by separating axes: exact, where label placement itself works on boxes along the
 * baseline. */
#include "base/data_root.h"
#include "compose/compose.h"
#include "scene/curve.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define PLACES 200
#define TOUCH_PX 0.01 /* rounding */

/* The ink of a text on the page: a rectangle, possibly turned; of a text along a line, one for each
 * letter. */
struct area {
    const struct item *item;
    const char *group;
    struct page_point corners[4];
};

struct sheet {
    struct map *map;
    struct diagnostics *diagnostics;
    struct composition *composition;
    GArray *areas; /* struct area, of all texts */
};

static struct page_point turned(const struct item *item, double x, double y)
{
    double angle = item->text.angle_deg * G_PI / 180;
    struct page_point pivot = item->text.pivot;
    double dx = item->text.origin.x + x - pivot.x, dy = item->text.origin.y + y - pivot.y;
    return (struct page_point){pivot.x + dx * cos(angle) - dy * sin(angle),
                               pivot.y + dx * sin(angle) + dy * cos(angle)};
}

static void add_letters(GArray *areas, const char *group, const struct item *item)
{
    const struct text *text = item->text.text;
    g_autoptr(GArray) pieces = text_pieces_along(text, item->text.baseline);
    for (guint i = 0; i < pieces->len; i++) {
        const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
        struct area area = {
            .item = item,
            .group = group,
            .corners = {text_piece_point(piece, piece->from, text->ink.ymin),
                        text_piece_point(piece, piece->to, text->ink.ymin),
                        text_piece_point(piece, piece->to, text->ink.ymax),
                        text_piece_point(piece, piece->from, text->ink.ymax)},
        };
        g_array_append_val(areas, area);
    }
}

static void add_area(GArray *areas, const char *group, const struct item *item)
{
    if (item->text.baseline != NULL) {
        add_letters(areas, group, item);
        return;
    }
    struct box ink = item->text.text->ink;
    if (box_is_empty(ink)) {
        return;
    }
    struct area area = {
        .item = item,
        .group = group,
        .corners = {turned(item, ink.xmin, ink.ymin), turned(item, ink.xmax, ink.ymin),
                    turned(item, ink.xmax, ink.ymax), turned(item, ink.xmin, ink.ymax)},
    };
    g_array_append_val(areas, area);
}

static GArray *list_areas(const struct scene *scene)
{
    GArray *areas = g_array_new(FALSE, FALSE, sizeof(struct area));
    for (guint g = 0; g < scene->groups->len; g++) {
        const struct scene_group *group = g_ptr_array_index(scene->groups, g);
        for (guint i = 0; i < group->items->len; i++) {
            const struct item *item = g_ptr_array_index(group->items, i);
            if (item->kind == ITEM_TEXT) {
                add_area(areas, group->id, item);
            }
        }
    }
    return areas;
}

static void sheet_init(struct sheet *sheet, const char *places)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = data_root_file_dup("data/idlib.map");
    sheet->map = map_new();
    sheet->diagnostics = diagnostics_new();
    g_assert_true(map_read_file(sheet->map, path, NULL, sheet->diagnostics, &error));
    g_assert_no_error(error);
    if (places != NULL) {
        map_set_source(sheet->map, "places", places, TRUE);
    }
    sheet->composition = compose(sheet->map, sheet->diagnostics, &error);
    g_assert_no_error(error);
    sheet->areas = list_areas(sheet->composition->scene);
}

static void sheet_clear(struct sheet *sheet)
{
    g_array_unref(sheet->areas);
    composition_free(sheet->composition);
    diagnostics_free(sheet->diagnostics);
    map_free(sheet->map);
}

/* What a rectangle covers along a direction. */
static void project(const struct area *area, double x, double y, double *least, double *most)
{
    *least = G_MAXDOUBLE;
    *most = -G_MAXDOUBLE;
    for (guint i = 0; i < 4; i++) {
        double along = area->corners[i].x * x + area->corners[i].y * y;
        *least = MIN(*least, along);
        *most = MAX(*most, along);
    }
}

/* Is there a side of `a` beyond which all of `b` lies? */
static gboolean separated_by_side(const struct area *a, const struct area *b)
{
    for (guint i = 0; i < 2; i++) {
        double x = a->corners[i + 1].x - a->corners[i].x;
        double y = a->corners[i + 1].y - a->corners[i].y;
        double length = hypot(x, y), a_least, a_most, b_least, b_most;
        project(a, x / length, y / length, &a_least, &a_most);
        project(b, x / length, y / length, &b_least, &b_most);
        if (a_most <= b_least + TOUCH_PX || b_most <= a_least + TOUCH_PX) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean overlap(const struct area *a, const struct area *b)
{
    return !separated_by_side(a, b) && !separated_by_side(b, a);
}

static void assert_no_overlap(const struct sheet *sheet)
{
    for (guint i = 0; i < sheet->areas->len; i++) {
        const struct area *a = &g_array_index(sheet->areas, struct area, i);
        for (guint j = 0; j < i; j++) {
            const struct area *b = &g_array_index(sheet->areas, struct area, j);
            if (a->item != b->item && overlap(a, b)) {
                g_test_message("'%s' of %s and '%s' of %s overlap", a->item->text.text->utf8,
                               a->group, b->item->text.text->utf8, b->group);
                g_test_fail();
            }
        }
    }
}

static void assert_on_page(const struct sheet *sheet)
{
    const struct scene *scene = sheet->composition->scene;
    struct box page = {0, 0, scene->width_px, scene->height_px};
    for (guint i = 0; i < sheet->areas->len; i++) {
        const struct area *area = &g_array_index(sheet->areas, struct area, i);
        for (guint k = 0; k < 4; k++) {
            g_assert_true(box_contains(page, area->corners[k].x, area->corners[k].y));
        }
    }
}

/* Texts that stand in the group, or that have `line` as one of their lines there. */
static guint count_texts(const struct sheet *sheet, const char *group, const char *line)
{
    guint count = 0;
    for (guint i = 0; i < sheet->areas->len; i++) {
        const struct area *area = &g_array_index(sheet->areas, struct area, i);
        if (i > 0 && area->item == g_array_index(sheet->areas, struct area, i - 1).item) {
            continue;
        }
        g_auto(GStrv) lines = g_strsplit(area->item->text.text->utf8, "\n", -1);
        count += strcmp(area->group, group) == 0 &&
                 (line == NULL || g_strv_contains((const char *const *)lines, line));
    }
    return count;
}

static void test_separation(void)
{
    struct area level = {.corners = {{0, 0}, {10, 0}, {10, 2}, {0, 2}}};
    struct area beside = {.corners = {{10.5, 0}, {20, 0}, {20, 2}, {10.5, 2}}};
    struct area across = {.corners = {{4, -5}, {6, -5}, {6, 5}, {4, 5}}};
    /* Turned by 45 degrees: the boxes of both meet `level`, only `into` itself does. */
    struct area past = {.corners = {{9, -4}, {14, 1}, {13.5, 1.5}, {8.5, -3.5}}};
    struct area into = {.corners = {{3, -4}, {8, 1}, {7.5, 1.5}, {2.5, -3.5}}};
    g_assert_false(overlap(&level, &beside));
    g_assert_true(overlap(&level, &across));
    g_assert_true(overlap(&level, &level));
    g_assert_false(overlap(&level, &past));
    g_assert_true(overlap(&level, &into));
}

static void test_labels(void)
{
    static const char *const towns[] = {
        "Saraqib", "Idlib",           "Antakya",         "Aleppo", "Latakia",
        "Hama",    "Maarat al-Numan", "Jisr al-Shughur", "سراقب",  "İskenderun"};
    static const char *const provinces[] = {"IDLIB", "ALEPPO", "HATAY",     "LATAKIA",
                                            "HAMA",  "TARTUS", "GAZIANTEP", "KILIS",
                                            "ADANA", "HOMS",   "OSMANIYE"};
    struct sheet sheet;
    sheet_init(&sheet, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(towns); i++) {
        g_test_message("%s", towns[i]);
        g_assert_cmpuint(count_texts(&sheet, "place-names", towns[i]), ==, 1);
    }
    for (guint i = 0; i < G_N_ELEMENTS(provinces); i++) {
        g_test_message("%s", provinces[i]);
        g_assert_cmpuint(count_texts(&sheet, "province-names", provinces[i]), ==, 1);
    }
    g_assert_cmpuint(count_texts(&sheet, "event-area-names", NULL), ==, 3);
    g_assert_cmpuint(sheet.composition->labels_placed, >=, 25);
    assert_no_overlap(&sheet);
    assert_on_page(&sheet);
    sheet_clear(&sheet);
}

static void append_place(GString *csv, GRand *chance, guint number)
{
    static const char *const latin[] = {"Tal",    "Kafr Nun", "Ain al-Bab", "Deir",
                                        "Marruz", "Hama'in",  "Babis",      "Suran al-Gharbi"};
    static const char *const arabic[] = {"تل", "كفر نون", "عين الباب", "", "مروز"};
    char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(lat, sizeof lat, "%.5f", g_rand_double_range(chance, 34.95, 36.95));
    g_ascii_formatd(lon, sizeof lon, "%.5f", g_rand_double_range(chance, 35.6, 37.5));
    g_string_append_printf(csv, "%u,%s,%s,%d,%d,%s,%s\n", number,
                           latin[g_rand_int_range(chance, 0, G_N_ELEMENTS(latin))],
                           arabic[g_rand_int_range(chance, 0, G_N_ELEMENTS(arabic))],
                           g_rand_int_range(chance, 2, 5), g_rand_int_range(chance, 0, 3) * 5000,
                           lat, lon);
}

static char *random_places_dup(const char *folder, guint seed)
{
    g_autoptr(GString) csv = g_string_new("gn_id,name_en,name_ar,rank,pop,lat,lon\n");
    GRand *chance = g_rand_new_with_seed(seed);
    for (guint i = 0; i < PLACES; i++) {
        append_place(csv, chance, i + 1);
    }
    g_rand_free(chance);
    char *path = g_build_filename(folder, "places.csv", NULL);
    g_assert_true(g_file_set_contents(path, csv->str, (gssize)csv->len, NULL));
    return path;
}

static void test_random_places(gconstpointer data)
{
    g_autofree char *folder = g_dir_make_tmp("idlibmap-XXXXXX", NULL);
    g_autofree char *path = random_places_dup(folder, GPOINTER_TO_UINT(data));
    struct sheet sheet;
    sheet_init(&sheet, path);
    g_test_message("%u of %d placed", count_texts(&sheet, "place-names", NULL), PLACES);
    g_assert_cmpuint(count_texts(&sheet, "place-names", NULL), >=, 80);
    assert_no_overlap(&sheet);
    assert_on_page(&sheet);
    sheet_clear(&sheet);
    g_unlink(path);
    g_rmdir(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shipped-map/separation", test_separation);
    g_test_add_func("/shipped-map/labels", test_labels);
    for (guint seed = 1; seed <= 3; seed++) {
        g_autofree char *name = g_strdup_printf("/shipped-map/random-places/%u", seed);
        g_test_add_data_func(name, GUINT_TO_POINTER(seed), test_random_places);
    }
    return g_test_run();
}
