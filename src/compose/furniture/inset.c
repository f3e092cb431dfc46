#include "base/data_root.h"
#include "compose/furniture/draw.h"
#include "source/source.h"

#include <math.h>
#include <string.h>

/* The part of the Near East that is shown; shapes/locator_countries.shp reaches further, so that no
 * edge of the data is seen. */
static const struct box locator_lonlat = {31.6, 30.9, 43.9, 40.4};
/* A map larger than this share of the inset is not located by it. */
#define MAX_SHARE 0.7
#define MIN_MARKER_PX 7
#define FRAME_SAMPLES 12
/* Outlines cut at the edge are hidden under it. */
#define OUTSIDE_PX 4

static const struct text_spec name_spec = {FONT_REGULAR, TYPE_SMALL, COLOR_INK, FALSE};

/* The small map: its own projection and view, its top left at 0,0. */
struct locator {
    struct projection *projection;
    struct view view;
};

static void locator_free(struct locator *locator)
{
    if (locator == NULL)
        return;
    view_clear(&locator->view);
    projection_free(locator->projection);
    g_free(locator);
}

DEFINE_AUTOPTR(Locator, locator)

static struct locator *locator_new(double width_px, double height_px, GError **error)
{
    g_autoptr(Locator) locator = g_new0(struct locator, 1);
    const struct box frame = {0.5, 0.5, floor(width_px) - 0.5, floor(height_px) - 0.5};

    locator->projection = projection_new("auto", locator_lonlat, error);
    if (locator->projection == NULL)
        return NULL;
    g_autoptr(Transform) transform = transform_new(locator->projection, NULL, error);
    if (transform == NULL)
        return NULL;
    /* The frame is filled by the box's shorter side, so that nothing beyond the box is shown. */
    struct box extent = transform_box(transform, locator_lonlat);
    double aspect = (frame.xmax - frame.xmin) / (frame.ymax - frame.ymin);
    double width = extent.xmax - extent.xmin, height = extent.ymax - extent.ymin;
    double cut_x = fmax(0, width - height * aspect) / 2;
    double cut_y = fmax(0, height - width / aspect) / 2;
    extent = (struct box){extent.xmin + cut_x, extent.ymin + cut_y, extent.xmax - cut_x,
                          extent.ymax - cut_y};
    if (!view_init(&locator->view, locator->projection, extent, frame, error))
        return NULL;
    return g_steal_pointer(&locator);
}

static gboolean is_named(const struct feature *feature, enum word country)
{
    struct value name = feature_get(feature, "name");
    return name.type == VALUE_STRING && strcmp(name.string, furniture_word(country, "en")) == 0;
}

/* Syria stands out a little; disputed land is hatched. */
static void style_country(const struct furniture *furniture, const struct feature *feature,
                          struct item *item)
{
    struct value kind = feature_get(feature, "kind");
    gboolean is_story = is_named(feature, WORD_SYRIA);

    item->fill = solid(color(furniture, is_story ? COLOR_LAND : COLOR_LAND_OTHER));
    if (kind.type == VALUE_STRING && strcmp(kind.string, "disputed") == 0)
        item->fill = (struct fill){.kind = FILL_HATCH,
                                   .color = with_alpha(color(furniture, COLOR_MUTED), 0.6),
                                   .hatch_angle_deg = 45,
                                   .hatch_spacing_px = 3,
                                   .hatch_width_px = HAIRLINE_PX};
}

/* The middle of a path's largest ring: the centroid of its area. */
static struct page_point path_middle(const struct page_path *path)
{
    struct page_point middle = {NAN, NAN};
    double largest = 0;

    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n = 0;
        const struct page_point *p = page_path_part(path, part, &n);
        double area = 0, x = 0, y = 0;
        for (guint i = 0; i < n; i++) {
            const struct page_point *q = &p[(i + 1) % n];
            double cross = p[i].x * q->y - q->x * p[i].y;
            area += cross;
            x += (p[i].x + q->x) * cross;
            y += (p[i].y + q->y) * cross;
        }
        if (fabs(area) > largest) {
            largest = fabs(area);
            middle = (struct page_point){x / (3 * area), y / (3 * area)};
        }
    }
    return middle;
}

struct country_name {
    enum word word;
    struct page_point at;
};

/* Draws a shapefile of the data root; `names` (may be NULL) gets where countries can be labelled.
 */
static gboolean draw_layer(const struct furniture *furniture, const struct locator *locator,
                           const char *path, struct scene_group *group, GArray *names,
                           GError **error)
{
    static const enum word labelled[] = {WORD_SYRIA, WORD_TURKEY};
    g_autoptr(Source) source = source_open(path, furniture->composition->diagnostics, error);
    if (source == NULL)
        return FALSE;
    g_autoptr(Transform) transform = transform_new(locator->projection, source_crs(source), error);
    if (transform == NULL)
        return FALSE;
    g_autoptr(Projector) projector = projector_new(&locator->view, transform, OUTSIDE_PX);
    source_set_window(source, projector_window(projector));

    enum source_result result;
    struct feature feature;
    while ((result = source_next(source, &feature, error)) != SOURCE_END) {
        if (result == SOURCE_ERROR)
            return FALSE;
        if (result != SOURCE_FEATURE || feature.geometry->type == GEOMETRY_EMPTY)
            continue;
        g_autoptr(PagePath) page_path = page_path_new();
        if (!projector_project(projector, feature.geometry, page_path))
            continue;
        for (guint i = 0; names != NULL && i < G_N_ELEMENTS(labelled); i++) {
            struct country_name name = {labelled[i], path_middle(page_path)};
            if (is_named(&feature, labelled[i]) && isfinite(name.at.x))
                g_array_append_val(names, name);
        }
        struct item *item = scene_group_add_path(group, g_steal_pointer(&page_path));
        if (feature.geometry->type == GEOMETRY_POLYGON)
            style_country(furniture, &feature, item);
        else
            item->stroke =
                plain_stroke(HAIRLINE_PX, with_alpha(color(furniture, COLOR_MUTED), 0.8));
    }
    return TRUE;
}

/* The outline of the map's frame on the locator; NULL where it cannot be computed. */
static struct page_path *frame_outline(const struct furniture *furniture,
                                       const struct locator *locator)
{
    const struct view *map = &furniture->composition->view;
    g_autoptr(PagePath) path = page_path_new();

    page_path_clear(path, TRUE);
    page_path_begin_part(path);
    for (guint i = 0; i < 4 * FRAME_SAMPLES; i++) {
        double t = (double)(i % FRAME_SAMPLES) / FRAME_SAMPLES, x = 0, y = 0;
        switch (i / FRAME_SAMPLES) {
        case 0:
            x = t;
            break;
        case 1:
            x = 1, y = t;
            break;
        case 2:
            x = 1 - t, y = 1;
            break;
        default:
            y = 1 - t;
        }
        struct page_point on_map = {map->frame.xmin + x * (map->frame.xmax - map->frame.xmin),
                                    map->frame.ymin + y * (map->frame.ymax - map->frame.ymin)};
        struct page_point here;
        struct lonlat lonlat;
        if (!view_page_to_lonlat(map, on_map, &lonlat) ||
            !view_lonlat_to_page(&locator->view, lonlat, &here))
            return NULL;
        page_path_add(path, here.x, here.y);
    }
    return g_steal_pointer(&path);
}

/* Marks the map's frame; a square about its middle where it would be too small to be seen. */
static struct box draw_marker(const struct furniture *furniture, struct page_path *outline,
                              struct scene_group *group)
{
    struct box box = page_path_box(outline);
    double larger = fmax(box.xmax - box.xmin, box.ymax - box.ymin);
    struct item *item;

    if (larger < MIN_MARKER_PX) {
        struct box square = {(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2, 0, 0};
        square.xmax = square.xmin;
        square.ymax = square.ymin;
        box = box_grow(square, MIN_MARKER_PX / 2.0);
        page_path_free(outline);
        item = group_add_rectangle(group, box, solid(color(furniture, COLOR_ACCENT)),
                                   (struct stroke){0});
    } else {
        item = scene_group_add_path(group, outline);
        item->fill = solid(with_alpha(color(furniture, COLOR_ACCENT), 0.12));
        item->stroke = plain_stroke(1.5, color(furniture, COLOR_ACCENT));
    }
    return box;
}

/* Names keep clear of the marker: beside it, or not at all. */
static void draw_names(const struct furniture *furniture, const struct locator *locator,
                       const GArray *names, struct box marker, struct scene_group *group)
{
    for (guint i = 0; i < names->len; i++) {
        const struct country_name *name = &g_array_index(names, struct country_name, i);
        struct text *text = shape_text(furniture, word(furniture, name->word), &name_spec, 0);
        double x = name->at.x - text->width / 2, y = name->at.y - text->height / 2;
        struct box box = {x, y, x + text->width, y + text->height};
        if (box_intersects(box, box_grow(marker, 3))) {
            box.xmin = x = marker.xmax + 4;
            box.xmax = x + text->width;
        }
        if (!box_contains(locator->view.frame, box.xmin, box.ymin) ||
            !box_contains(locator->view.frame, box.xmax, box.ymax)) {
            text_free(text);
            continue;
        }
        group_add_text(furniture, group, text, &name_spec, x, y);
    }
}

static gboolean is_located(const struct locator *locator, const struct page_path *outline)
{
    struct box frame = locator->view.frame;
    struct box box = outline != NULL ? page_path_box(outline) : box_empty();

    return !box_is_empty(box) && box_contains(frame, box.xmin, box.ymin) &&
           box_contains(frame, box.xmax, box.ymax) &&
           box.xmax - box.xmin <= MAX_SHARE * (frame.xmax - frame.xmin) &&
           box.ymax - box.ymin <= MAX_SHARE * (frame.ymax - frame.ymin);
}

gboolean inset_build(struct furniture *furniture, const struct room *room,
                     struct scene_group *group, struct piece_size *size, GError **error)
{
    g_autofree char *countries = data_root_file_dup("shapes/locator_countries.shp");
    g_autofree char *borders = data_root_file_dup("shapes/locator_borders.shp");
    g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(struct country_name));

    if (!g_file_test(countries, G_FILE_TEST_EXISTS)) {
        furniture_note(furniture, "shapes/locator_countries.shp is not there: no locator map");
        return TRUE;
    }
    g_autoptr(Locator) locator = locator_new(room->width_px, room->height_px, error);
    if (locator == NULL)
        return FALSE;
    g_autoptr(PagePath) outline = frame_outline(furniture, locator);
    if (!is_located(locator, outline)) {
        furniture_note(furniture, "the map is not within the Near East that the locator map shows, "
                                  "or fills it: no locator map");
        return TRUE;
    }
    struct box frame = locator->view.frame;
    group_add_rectangle(group, frame, solid(color(furniture, COLOR_WATER)), (struct stroke){0});
    if (!draw_layer(furniture, locator, countries, group, names, error))
        return FALSE;
    if (g_file_test(borders, G_FILE_TEST_EXISTS) &&
        !draw_layer(furniture, locator, borders, group, NULL, error))
        return FALSE;
    struct box marker = draw_marker(furniture, g_steal_pointer(&outline), group);
    draw_names(furniture, locator, names, marker, group);
    group_add_rectangle(group, frame, (struct fill){.kind = FILL_NONE},
                        plain_stroke(HAIRLINE_PX, color(furniture, COLOR_FRAME)));
    group->clipped = TRUE;
    group->clip = box_grow(frame, 0.5);
    *size = (struct piece_size){frame.xmax + 0.5, frame.ymax + 0.5};
    furniture->inset_drawn = TRUE;
    return TRUE;
}
