/* Furniture as a whole: what it adds to a scene, on pages of all sizes. */
#include "compose/furniture/furniture.h"
#include "compose/layers.h"
#include "geo/geodesic.h"

#include <math.h>
#include <string.h>

#define FONT_FOLDER "/usr/share/fonts/truetype/noto/"

/* A composition as it is when furniture's turn comes: two layers and an event drawn. */
struct sheet {
    struct map *map;
    struct diagnostics *diagnostics;
    struct style style;
    struct style_layer layers[3];
    struct composition composition;
};

static void composed_layer_free(gpointer data)
{
    struct composed_layer *layer = data;
    g_ptr_array_unref(layer->legend);
    g_clear_pointer(&layer->sizes, g_array_unref);
    g_free(layer->size_label);
    g_free(layer);
}

static struct legend_entry *add_layer(struct sheet *sheet, guint index, const char *source,
                                      const char *label, enum item_kind kind)
{
    struct composed_layer *layer = g_new0(struct composed_layer, 1);
    struct legend_entry *entry = g_new0(struct legend_entry, 1);
    sheet->layers[index].source = (char *)source;
    layer->layer = &sheet->layers[index];
    layer->drawn = 1;
    layer->legend = g_ptr_array_new_with_free_func(legend_entry_free);
    entry->label = g_strdup(label);
    entry->kind = kind;
    entry->count = 1;
    entry->radius_px = 6;
    entry->stroke = (struct stroke){.width_px = 1, .color = {0, 0, 0, 1}, .miter_limit = 4};
    g_ptr_array_add(layer->legend, entry);
    g_ptr_array_add(sheet->composition.layers, layer);
    return entry;
}

static void source_free_all(gpointer data)
{
    struct composed_source *source = data;
    g_free(source->id);
    g_free(source->attribution);
    g_free(source);
}

static void add_source(struct sheet *sheet, const char *id, const char *attribution)
{
    struct composed_source *source = g_new0(struct composed_source, 1);
    source->id = g_strdup(id);
    source->attribution = g_strdup(attribution);
    g_ptr_array_add(sheet->composition.sources, source);
}

static void add_event(struct sheet *sheet, double lon, double lat)
{
    struct composed_event event = {.status = COMPOSED_DRAWN, .radius_px = 6, .moved = TRUE};
    g_assert_true(
        view_lonlat_to_page(&sheet->composition.view, (struct lonlat){lon, lat}, &event.true_at));
    event.shown_at = event.true_at;
    g_array_append_val(sheet->composition.composed_events, event);
}

static struct sheet *sheet_new(double width_px, double height_px, const char *language,
                               const char *crs)
{
    struct sheet *sheet = g_new0(struct sheet, 1);
    struct composition *composition = &sheet->composition;
    GError *error = NULL;

    sheet->diagnostics = diagnostics_new();
    sheet->map = map_new();
    sheet->map->width_px = width_px;
    sheet->map->height_px = height_px;
    sheet->map->title = g_strdup("Idlib, 27 February 2020");
    g_free(sheet->map->language);
    sheet->map->language = g_strdup(language);
    sheet->style.sources = g_ptr_array_new();
    sheet->style.layers = g_ptr_array_new();
    composition->map = sheet->map;
    composition->diagnostics = sheet->diagnostics;
    composition->style = &sheet->style;
    composition->fonts = font_set_new(sheet->diagnostics);
    font_set_add(composition->fonts, "Noto Sans Regular", FONT_FOLDER "NotoSans-Regular.ttf");
    font_set_add(composition->fonts, "Noto Sans Bold", FONT_FOLDER "NotoSans-Bold.ttf");
    font_set_add(composition->fonts, "Noto Sans Arabic Regular",
                 FONT_FOLDER "NotoSansArabic-Regular.ttf");
    composition->projection = projection_new(crs, sheet->map->bbox, &error);
    g_assert_no_error(error);
    g_autoptr(Transform) transform = transform_new(composition->projection, NULL, &error);
    g_assert_no_error(error);
    view_init(&composition->view, composition->projection,
              transform_box(transform, sheet->map->bbox), furniture_frame(sheet->map, NULL),
              &error);
    g_assert_no_error(error);
    composition->scene = scene_new(width_px, height_px, composition->fonts);
    composition->sources = g_ptr_array_new_with_free_func(source_free_all);
    composition->event_sources = g_ptr_array_new();
    composition->layers = g_ptr_array_new_with_free_func(composed_layer_free);
    composition->composed_events = g_array_new(FALSE, FALSE, sizeof(struct composed_event));
    composition->boxes = box_index_new(width_px, height_px);
    g_assert_true(date_span_parse("2020-02-27", &composition->dates));
    add_source(sheet, "borders", "© OpenStreetMap contributors (ODbL)");
    add_source(sheet, "unused", "Nobody's data");
    add_layer(sheet, 0, "borders", "Border", ITEM_PATH)->stroke.width_px = 3;
    add_layer(sheet, 1, "borders", "Border", ITEM_PATH);
    add_layer(sheet, 2, "events", "Battles", ITEM_CIRCLE);
    add_event(sheet, 36.8, 35.86);
    return sheet;
}

static void sheet_free(struct sheet *sheet)
{
    struct composition *composition = &sheet->composition;
    scene_free(composition->scene);
    box_index_free(composition->boxes);
    g_ptr_array_unref(composition->sources);
    g_ptr_array_unref(composition->event_sources);
    g_ptr_array_unref(composition->layers);
    g_array_unref(composition->composed_events);
    view_clear(&composition->view);
    projection_free(composition->projection);
    font_set_free(composition->fonts);
    map_free(sheet->map);
    g_ptr_array_unref(sheet->style.sources);
    g_ptr_array_unref(sheet->style.layers);
    diagnostics_free(sheet->diagnostics);
    g_free(sheet);
}

DEFINE_AUTOPTR(Sheet, sheet)

static void compose(struct sheet *sheet)
{
    GError *error = NULL;
    gboolean ok = furniture_compose(&sheet->composition, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
}

static const struct scene_group *find_group(const struct sheet *sheet, const char *id)
{
    const GPtrArray *groups = sheet->composition.scene->groups;
    for (guint i = 0; i < groups->len; i++) {
        const struct scene_group *group = groups->pdata[i];
        if (strcmp(group->id, id) == 0)
            return group;
    }
    return NULL;
}

static struct box group_box(const struct scene_group *group)
{
    struct box box = box_empty();
    for (guint i = 0; i < group->items->len; i++) {
        struct box item = item_box(group->items->pdata[i]);
        if (box_is_empty(item))
            continue;
        item = group->clipped ? box_intersection(item, group->clip) : item;
        box_add(&box, item.xmin, item.ymin);
        box_add(&box, item.xmax, item.ymax);
    }
    return box;
}

/* All texts of a group, a line each. */
static char *texts_of(const struct scene_group *group)
{
    GString *texts = g_string_new("\n");
    for (guint i = 0; i < group->items->len; i++) {
        const struct item *item = group->items->pdata[i];
        if (item->kind == ITEM_TEXT)
            g_string_append_printf(texts, "%s\n", item->text.text->utf8);
    }
    g_strdelimit(texts->str, "\n", ' ');
    return g_string_free(texts, FALSE);
}

static void assert_says(const struct sheet *sheet, const char *id, const char *text)
{
    g_assert_nonnull(find_group(sheet, id));
    g_autofree char *texts = texts_of(find_group(sheet, id));
    if (strstr(texts, text) == NULL)
        g_error("'%s' is not in the %s:%s", text, id, texts);
}

/* Nothing leaves the page, and pieces do not overlap. */
static void assert_tidy(const struct sheet *sheet)
{
    const GPtrArray *groups = sheet->composition.scene->groups;
    const struct box page = {-0.6, -0.6, sheet->map->width_px + 0.6, sheet->map->height_px + 0.6};

    for (guint i = 0; i < groups->len; i++) {
        const struct scene_group *group = groups->pdata[i];
        struct box box = group_box(group);
        if (box_is_empty(box))
            continue;
        if (!box_contains(page, box.xmin, box.ymin) || !box_contains(page, box.xmax, box.ymax))
            g_error("%s leaves the page: %g %g %g %g", group->id, box.xmin, box.ymin, box.xmax,
                    box.ymax);
        for (guint j = 0; j < i; j++) {
            const struct scene_group *other = groups->pdata[j];
            gboolean frames =
                strcmp(other->id, "neatline") == 0 || strcmp(other->id, "graticule") == 0;
            if (!frames && box_intersects(box_grow(box, -1), group_box(other)))
                g_error("%s and %s overlap", group->id, other->id);
        }
    }
}

static void test_panel(void)
{
    g_autoptr(Sheet) sheet = sheet_new(1600, 1200, "en", "auto");
    compose(sheet);
    assert_says(sheet, "title", "Idlib, 27 February 2020");
    assert_says(sheet, "title", "Events: 27 February 2020");
    assert_says(sheet, "legend", "Battles");
    assert_says(sheet, "legend", "Symbols side by side");
    assert_says(sheet, "credits", "OpenStreetMap");
    assert_says(sheet, "credits", "do not imply endorsement");
    assert_says(sheet, "credits", "Projection: Transverse Mercator");
    assert_says(sheet, "graticule", "36°30′E");
    assert_says(sheet, "inset", "Syria");
    g_assert_nonnull(find_group(sheet, "neatline"));
    g_assert_null(find_group(sheet, "north-arrow"));
    g_autofree char *credits = texts_of(find_group(sheet, "credits"));
    g_assert_null(strstr(credits, "Nobody's data"));
    assert_tidy(sheet);
}

/* The casing and its line share one row. */
static void test_equal_labels_share_a_row(void)
{
    g_autoptr(Sheet) sheet = sheet_new(1600, 1200, "en", "auto");
    compose(sheet);
    const struct scene_group *legend = find_group(sheet, "legend");
    guint borders = 0, lines = 0;
    for (guint i = 0; i < legend->items->len; i++) {
        const struct item *item = legend->items->pdata[i];
        borders += item->kind == ITEM_TEXT && strcmp(item->text.text->utf8, "Border") == 0;
        lines += item->kind == ITEM_PATH && item->stroke.width_px >= 1;
    }
    g_assert_cmpuint(borders, ==, 1);
    g_assert_cmpuint(lines, ==, 2);
}

static void test_scale_bar_is_measured_where_it_stands(void)
{
    static const char *const crs[] = {"auto", "EPSG:3857"};
    for (guint i = 0; i < G_N_ELEMENTS(crs); i++) {
        g_autoptr(Sheet) sheet = sheet_new(1000, 1300, "en", crs[i]);
        compose(sheet);
        struct scale_bar_measure bar = sheet->composition.scale_bar;
        struct box box = group_box(find_group(sheet, "scale-bar"));
        double y = (box.ymin + box.ymax) / 2, x = (box.xmin + box.xmax) / 2;
        struct lonlat a, b;
        view_page_to_lonlat(&sheet->composition.view, (struct page_point){x - bar.px / 2, y}, &a);
        view_page_to_lonlat(&sheet->composition.view, (struct page_point){x + bar.px / 2, y}, &b);
        g_assert_cmpfloat(bar.metres, >, 0);
        g_assert_cmpfloat_with_epsilon(geodesic_distance_m(a, b, NULL), bar.metres,
                                       0.005 * bar.metres);
        g_assert_true(box_index_hits(sheet->composition.boxes, box, 1));
    }
}

static void test_pages_of_all_sizes(void)
{
    static const double sizes[][2] = {{1600, 1200}, {1200, 900}, {1000, 1300}, {900, 600},
                                      {500, 400},   {400, 300},  {300, 900},   {120, 90},
                                      {60, 40},     {8, 8},      {3200, 400}};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autoptr(Sheet) sheet = sheet_new(sizes[i][0], sizes[i][1], "en", "auto");
        compose(sheet);
        if (sizes[i][0] >= 120)
            assert_tidy(sheet);
    }
}

/* What is left out is named. */
static void test_notes_on_small_pages(void)
{
    g_autoptr(Sheet) sheet = sheet_new(200, 150, "en", "auto");
    gboolean legend = FALSE, inset = FALSE;
    compose(sheet);
    g_assert_null(find_group(sheet, "inset"));
    for (guint i = 0; i < diagnostics_count(sheet->diagnostics); i++) {
        const char *text = diagnostics_get(sheet->diagnostics, i)->text;
        legend = legend || strstr(text, "legend") != NULL;
        inset = inset || strstr(text, "inset") != NULL;
    }
    g_assert_true(legend && inset);
}

static void test_arabic_is_mirrored(void)
{
    g_autoptr(Sheet) sheet = sheet_new(1600, 1200, "ar", "auto");
    compose(sheet);
    assert_says(sheet, "legend", "مفتاح الخريطة");
    const struct scene_group *title = find_group(sheet, "title");
    const struct item *item = title->items->pdata[0];
    g_assert_cmpfloat_with_epsilon(item->text.origin.x + item->text.text->width, 1600 - 24, 1);
    assert_tidy(sheet);
}

static void test_odd_projections(void)
{
    static const char *const crs[] = {"EPSG:4326", "EPSG:3995", "EPSG:3857",
                                      "+proj=ortho +lat_0=36 +lon_0=36 +datum=WGS84"};
    for (guint i = 0; i < G_N_ELEMENTS(crs); i++) {
        g_autoptr(Sheet) sheet = sheet_new(1000, 800, "en", crs[i]);
        compose(sheet);
        assert_tidy(sheet);
        if (i == 1)
            g_assert_nonnull(find_group(sheet, "north-arrow"));
    }
}

static void test_only_what_is_asked_for(void)
{
    g_autoptr(Sheet) sheet = sheet_new(800, 600, "en", "auto");
    sheet->map->furniture = 1u << FURNITURE_SCALE_BAR;
    compose(sheet);
    g_assert_nonnull(find_group(sheet, "scale-bar"));
    g_assert_null(find_group(sheet, "title"));
    g_assert_null(find_group(sheet, "credits"));
    g_autoptr(Sheet) bare = sheet_new(800, 600, "en", "auto");
    bare->map->furniture = 0;
    compose(bare);
    g_assert_cmpuint(bare->composition.scene->groups->len, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_setenv("IDLIBMAP_DATA", IDLIBMAP_SOURCE_TREE, TRUE);
    g_test_add_func("/furniture/compose/panel", test_panel);
    g_test_add_func("/furniture/compose/shared-row", test_equal_labels_share_a_row);
    g_test_add_func("/furniture/compose/scale-bar", test_scale_bar_is_measured_where_it_stands);
    g_test_add_func("/furniture/compose/sizes", test_pages_of_all_sizes);
    g_test_add_func("/furniture/compose/notes", test_notes_on_small_pages);
    g_test_add_func("/furniture/compose/arabic", test_arabic_is_mirrored);
    g_test_add_func("/furniture/compose/projections", test_odd_projections);
    g_test_add_func("/furniture/compose/asked-for", test_only_what_is_asked_for);
    return g_test_run();
}
