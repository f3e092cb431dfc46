/* Symbol layers, composed from a style and a file: what comes to the scene, and where. */
#include "base/data_root.h"
#include "compose/compose.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define ICON                                                                                       \
    "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16'><path d='M0 "                  \
    "0H16V16H0Z'/></svg>"

/* 2 x 1 pixels: red, and half-clear green. */
static const guint8 picture[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
    0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0xf4,
    0x22, 0x7f, 0x8a, 0x00, 0x00, 0x00, 0x11, 0x49, 0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0xf8,
    0xcf, 0xc0, 0xf0, 0x9f, 0xe1, 0x3f, 0x43, 0x03, 0x00, 0x10, 0x79, 0x03, 0x7e, 0x31, 0xd1,
    0xee, 0xb9, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
};

struct sheet {
    char *folder;
    struct map *map;
    struct diagnostics *diagnostics;
    struct composition *composition;
};

static void write_file(const struct sheet *sheet, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(sheet->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void remove_file(const struct sheet *sheet, const char *name)
{
    g_autofree char *path = g_build_filename(sheet->folder, name, NULL);
    g_unlink(path);
}

/* Composes the layers over data.geojson with the features, or over the shipped events. */
static void sheet_init(struct sheet *sheet, const char *features, const char *layers)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *events = data_root_file_dup("data/events.csv");
    g_autofree char *gazetteer = data_root_file_dup("data/gazetteer.csv");
    g_autofree char *style = g_strdup_printf(
        "{\"version\":8,\"sources\":{\"data\":{\"type\":\"geojson\",\"data\":\"data.geojson\"},"
        "\"events\":{\"type\":\"geojson\",\"data\":\"data.geojson\"}},\"layers\":[%s]}",
        layers);
    g_autofree char *data =
        g_strdup_printf("{\"type\":\"FeatureCollection\",\"features\":[%s]}", features);
    g_autofree char *map = g_strdup_printf("[map]\nstyle=style.json\ngazetteer=%s\ncrs=EPSG:32637\n"
                                           "bbox=35.5,34.9,37.6,37.0\nsize=800x800\n",
                                           gazetteer);
    sheet->folder = g_dir_make_tmp("idlibmap-XXXXXX", NULL);
    write_file(sheet, "style.json", style);
    write_file(sheet, "data.geojson", data);
    write_file(sheet, "square.svg", ICON);
    g_autofree char *png = g_build_filename(sheet->folder, "picture@2x.png", NULL);
    g_assert_true(g_file_set_contents(png, (const char *)picture, (gssize)sizeof picture, NULL));
    write_file(sheet, "t.map", map);
    g_autofree char *path = g_build_filename(sheet->folder, "t.map", NULL);
    sheet->map = map_new();
    sheet->diagnostics = diagnostics_new();
    map_read_file(sheet->map, path, NULL, sheet->diagnostics, &error);
    g_assert_no_error(error);
    map_set_source(sheet->map, "events", events, TRUE);
    sheet->composition = compose(sheet->map, sheet->diagnostics, &error);
    g_assert_no_error(error);
}

static void sheet_clear(struct sheet *sheet)
{
    composition_free(sheet->composition);
    diagnostics_free(sheet->diagnostics);
    map_free(sheet->map);
    remove_file(sheet, "style.json");
    remove_file(sheet, "data.geojson");
    remove_file(sheet, "square.svg");
    remove_file(sheet, "picture@2x.png");
    remove_file(sheet, "t.map");
    g_rmdir(sheet->folder);
    g_free(sheet->folder);
}

static GPtrArray *items_of(const struct sheet *sheet, const char *layer)
{
    const GPtrArray *groups = sheet->composition->scene->groups;
    for (guint i = 0; i < groups->len; i++) {
        const struct scene_group *group = g_ptr_array_index(groups, i);
        if (strcmp(group->id, layer) == 0) {
            return group->items;
        }
    }
    g_assert_not_reached();
}

static gboolean has_warning(const struct sheet *sheet, const char *text)
{
    for (guint i = 0; i < diagnostics_count(sheet->diagnostics); i++) {
        const struct finding *finding = diagnostics_get(sheet->diagnostics, i);
        if (finding->severity == SEVERITY_WARNING && strstr(finding->text, text) != NULL) {
            return TRUE;
        }
    }
    return FALSE;
}

static struct page_point middle_of(const struct item *item)
{
    struct box box = item_box(item);
    return (struct page_point){(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
}

#define POINT(lon, lat, name)                                                                      \
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[" #lon "," #lat       \
    "]},\"properties\":{\"name\":\"" name "\"}}"

/* The icons lie below the texts; a shared point has room for one symbol. */
static void test_icons_and_texts(void)
{
    struct sheet sheet;
    sheet_init(&sheet, POINT(36, 36, "One") "," POINT(37, 36, "Two") "," POINT(37, 36, "Three"),
               "{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"data\",\"layout\":{"
               "\"icon-image\":\"square\",\"icon-size\":0.5,\"icon-rotate\":45,"
               "\"text-field\":[\"get\",\"name\"],\"text-anchor\":\"left\",\"text-offset\":[1,0]},"
               "\"paint\":{\"icon-color\":\"#f00\",\"icon-opacity\":0.5}}");
    const GPtrArray *items = items_of(&sheet, "s");
    g_assert_cmpuint(items->len, ==, 4);
    for (guint i = 0; i < 4; i++) {
        const struct item *item = g_ptr_array_index(items, i);
        g_assert_cmpint(item->kind, ==, i < 2 ? ITEM_PATH : ITEM_TEXT);
    }
    const struct item *icon = g_ptr_array_index(items, 0), *text = g_ptr_array_index(items, 2);
    struct box box = item_box(icon);
    g_assert_cmpfloat_with_epsilon(box.xmax - box.xmin, 8 * G_SQRT2, 1e-6); /* on its corner */
    g_assert_cmpfloat_with_epsilon(icon->fill.color.alpha, 0.5, 1e-9);
    g_assert_cmpfloat_with_epsilon(text->text.origin.x, middle_of(icon).x + 16, 1e-6);
    g_assert_cmpuint(sheet.composition->labels_dropped, ==, 1);
    sheet_clear(&sheet);
}

/* Each anchor with the offset that stands beside it. */
/* The halo of an icon is one path; where it fades, several on each other, the widest first. */
static void test_icon_halo(void)
{
    static const char *const blurs[] = {"0", "1"};
    for (guint i = 0; i < G_N_ELEMENTS(blurs); i++) {
        struct sheet sheet;
        g_autofree char *layer =
            g_strdup_printf("{\"id\":\"l\",\"type\":\"symbol\",\"source\":\"data\",\"layout\":{"
                            "\"icon-image\":\"square\"},\"paint\":{\"icon-halo-color\":\"#fff\","
                            "\"icon-opacity\":0.5,\"icon-halo-width\":2,\"icon-halo-blur\":%s}}",
                            blurs[i]);
        sheet_init(&sheet, POINT(36.5, 35.9, ""), layer);
        const GPtrArray *items = items_of(&sheet, "l");
        const struct item *first = g_ptr_array_index(items, 0);
        const struct item *last = g_ptr_array_index(items, items->len - 1);
        g_assert_cmpuint(items->len, ==, i == 0 ? 2 : 7);
        g_assert_cmpfloat_with_epsilon(first->stroke.width_px, 2 * (2 + i * 1.19), 1e-9);
        g_assert_cmpint(first->fill.kind, ==, FILL_NONE);
        g_assert_true(i == 0 ? first->stroke.color.alpha == 0.5 : first->stroke.color.alpha < 0.05);
        g_assert_cmpint(last->fill.kind, ==, FILL_COLOR);
        double clear = 1;
        for (guint k = 0; k + 1 < items->len; k++) {
            const struct item *ring = g_ptr_array_index(items, k);
            clear *= 1 - ring->stroke.color.alpha;
        }
        g_assert_cmpfloat_with_epsilon(clear, 0.5, 1e-9);
        sheet_clear(&sheet);
    }
}

static void test_anchor_offsets(void)
{
    struct sheet sheet;
    sheet_init(&sheet, POINT(36.5, 36, "One"),
               "{\"id\":\"dot\",\"type\":\"circle\",\"source\":\"data\"},"
               "{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"data\",\"layout\":{"
               "\"text-field\":[\"get\",\"name\"],\"text-size\":10,"
               "\"text-variable-anchor-offset\":[\"left\",[2,1],\"right\",[-2,0]]}}");
    const struct item *dot = g_ptr_array_index(items_of(&sheet, "dot"), 0);
    const struct item *text = g_ptr_array_index(items_of(&sheet, "s"), 0);
    g_assert_cmpfloat_with_epsilon(text->text.origin.x, middle_of(dot).x + 20, 1e-6);
    g_assert_cmpfloat_with_epsilon(text->text.origin.y + text->text.text->height / 2,
                                   middle_of(dot).y + 10, 1e-6);
    sheet_clear(&sheet);
}

/* Icons repeat along a line at symbol-spacing; points get no symbol of such a layer. */
static void test_icons_along_line(void)
{
    static const char line[] = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\","
                               "\"coordinates\":[[35.7,36],[37.4,36.2]]},\"properties\":{}},";
    g_autofree char *features = g_strconcat(line, POINT(36, 35.5, "One"), NULL);
    struct sheet sheet;
    sheet_init(&sheet, features,
               "{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"data\",\"layout\":{"
               "\"symbol-placement\":\"line\",\"symbol-spacing\":50,\"icon-image\":\"square\"}}");
    const GPtrArray *items = items_of(&sheet, "s");
    g_assert_cmpuint(items->len, >, 5);
    for (guint i = 1; i < items->len; i++) {
        struct page_point a = middle_of(g_ptr_array_index(items, i - 1));
        struct page_point b = middle_of(g_ptr_array_index(items, i));
        g_assert_cmpfloat(hypot(b.x - a.x, b.y - a.y), >, 49);
        g_assert_cmpfloat(hypot(b.x - a.x, b.y - a.y), <, 60);
    }
    sheet_clear(&sheet);
}

/* An icon without text turns with its line, a picture too. */
static void test_pictures_along_line(void)
{
    static const char line[] = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\","
                               "\"coordinates\":[[35.7,35],[37.4,36.2]]},\"properties\":{}}";
    struct sheet sheet;
    sheet_init(&sheet, line,
               "{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"data\",\"layout\":{\"icon-size\":8,"
               "\"symbol-placement\":\"line\",\"symbol-spacing\":50,\"icon-image\":\"picture\"}}");
    const GPtrArray *items = items_of(&sheet, "s");
    g_assert_cmpuint(items->len, >, 5);
    const struct item *first = g_ptr_array_index(items, 0), *next = g_ptr_array_index(items, 1);
    g_assert_cmpint(first->kind, ==, ITEM_IMAGE);
    g_assert_cmpfloat_with_epsilon(first->image.box.xmax - first->image.box.xmin, 8, 1e-9);
    g_assert_cmpfloat_with_epsilon(first->image.box.ymax - first->image.box.ymin, 4, 1e-9);
    struct page_point a = middle_of(first), b = middle_of(next);
    double direction = atan2(b.y - a.y, b.x - a.x) * 180 / G_PI;
    g_assert_cmpfloat(fabs(remainder(first->image.angle_deg - direction, 180)), <, 0.5);
    sheet_clear(&sheet);
}

/* Events of one point stand side by side, and so do their icons. */
static void test_event_icons(void)
{
    struct sheet sheet;
    sheet_init(&sheet, POINT(36, 36, "One"),
               "{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"events\",\"layout\":{"
               "\"icon-image\":\"square\",\"icon-allow-overlap\":true}}");
    const GPtrArray *items = items_of(&sheet, "s");
    const GArray *events = sheet.composition->composed_events;
    guint moved = 0, drawn = 0;
    for (guint i = 0; i < events->len; i++) {
        const struct composed_event *event = &g_array_index(events, struct composed_event, i);
        gboolean found = FALSE;
        for (guint k = 0; k < items->len; k++) {
            struct page_point at = middle_of(g_ptr_array_index(items, k));
            found |= hypot(at.x - event->shown_at.x, at.y - event->shown_at.y) < 0.01;
        }
        g_assert_cmpint(found, ==, event->status == COMPOSED_DRAWN);
        moved += event->moved;
        drawn += event->status == COMPOSED_DRAWN;
    }
    g_assert_cmpuint(moved, >, 0);
    g_assert_cmpuint(drawn, ==, items->len);
    sheet_clear(&sheet);
}

static guint count_status(const struct sheet *sheet, int status)
{
    const GArray *events = sheet->composition->composed_events;
    guint count = 0;
    for (guint i = 0; i < events->len; i++) {
        count += (int)g_array_index(events, struct composed_event, i).status == status;
    }
    return count;
}

/* An event whose only mark finds no room is not drawn: counted, warned of, and without a tie. */
static void test_events_without_room(void)
{
    static const struct {
        const char *layers;
        gboolean all;
    } rows[] = {
        {"{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"events\",\"layout\":{"
         "\"icon-image\":\"square\",\"icon-padding\":30}}",
         FALSE},
        {"{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"events\",\"layout\":{"
         "\"text-field\":\"Here\"}}",
         FALSE},
        {"{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"events\",\"layout\":{"
         "\"text-field\":\"Here\"}},{\"id\":\"c\",\"type\":\"circle\",\"source\":\"events\"}",
         TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct sheet sheet;
        sheet_init(&sheet, POINT(36, 36, "One"), rows[i].layers);
        const struct composed_source *source = sheet.composition->event_sources->pdata[0];
        const struct source_counts *counts = &source->counts;
        const struct scene_group *ties = sheet.composition->ties;
        guint drawn = count_status(&sheet, COMPOSED_DRAWN), moved = 0;
        g_assert_cmpuint(counts->read, ==,
                         counts->drawn + counts->outside + counts->filtered + counts->unplaced +
                             counts->superseded + counts->empty + counts->unreadable +
                             counts->no_room);
        g_assert_cmpuint(counts->drawn, ==, drawn);
        g_assert_cmpuint(counts->no_room, ==, count_status(&sheet, COMPOSED_NO_ROOM));
        g_assert_cmpint(counts->no_room == 0, ==, rows[i].all);
        g_assert_cmpuint(counts->filtered, ==, 0);
        g_assert_cmpuint(drawn, >, 0);
        if (!rows[i].all) {
            g_assert_cmpuint(drawn, ==, items_of(&sheet, "s")->len);
        }
        g_assert_cmpint(has_warning(&sheet, "found no room"), ==, !rows[i].all);
        for (guint k = 0; k < sheet.composition->composed_events->len; k++) {
            const struct composed_event *event =
                &g_array_index(sheet.composition->composed_events, struct composed_event, k);
            moved += event->moved && event->status == COMPOSED_DRAWN;
        }
        g_assert_cmpuint(ties != NULL ? ties->items->len : 0, ==, ties != NULL ? moved : 0);
        sheet_clear(&sheet);
    }
}

/* `coalesce` takes the first image that there is: an icon's file, or a hatch. */
static void test_coalesced_images(void)
{
    struct sheet sheet;
    sheet_init(&sheet, POINT(36, 36, "One"),
               "{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"data\",\"layout\":{"
               "\"icon-image\":[\"coalesce\",[\"image\",\"missing\"],[\"image\",\"square\"]]}}");
    g_assert_cmpuint(items_of(&sheet, "s")->len, ==, 1);
    g_assert_false(has_warning(&sheet, "missing"));
    sheet_clear(&sheet);
    sheet_init(&sheet,
               "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
               "[[[36,36],[37,36],[37,36.5],[36,36]]]},\"properties\":{}}",
               "{\"id\":\"f\",\"type\":\"fill\",\"source\":\"data\",\"paint\":{\"fill-pattern\":"
               "[\"coalesce\",[\"image\",\"missing\"],[\"image\",\"hatch:45/6/1\"]]}}");
    const struct item *item = g_ptr_array_index(items_of(&sheet, "f"), 0);
    g_assert_cmpint(item->fill.kind, ==, FILL_HATCH);
    sheet_clear(&sheet);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/symbol-layers/icons-and-texts", test_icons_and_texts);
    g_test_add_func("/symbol-layers/icon-halo", test_icon_halo);
    g_test_add_func("/symbol-layers/anchor-offsets", test_anchor_offsets);
    g_test_add_func("/symbol-layers/icons-along-line", test_icons_along_line);
    g_test_add_func("/symbol-layers/pictures-along-line", test_pictures_along_line);
    g_test_add_func("/symbol-layers/event-icons", test_event_icons);
    g_test_add_func("/symbol-layers/events-without-room", test_events_without_room);
    g_test_add_func("/symbol-layers/coalesced-images", test_coalesced_images);
    return g_test_run();
}
