#include "compose/compose.h"

#include "base/data_root.h"
#include "base/error.h"
#include "compose/aggregate.h"
#include "compose/event_dense.h"
#include "compose/event_numbers.h"
#include "compose/event_select.h"
#include "compose/event_symbols.h"
#include "compose/furniture/furniture.h"
#include "compose/furniture/furniture_style.h"
#include "compose/heatmap.h"
#include "compose/label_positions.h"
#include "compose/layers.h"
#include "compose/legend_plan.h"
#include "compose/map_view.h"
#include "compose/pattern.h"
#include "compose/source_file.h"
#include "compose/sources.h"
#include "compose/symbol.h"
#include "compose/web_parts.h"

#include <string.h>

/* The frame may pass the edge of the base data by this much before it is said: a hundredth of the
 * page. */
#define COVERAGE_SLACK 0.01
/* The end of the year 9999. */
#define LAST_DATE_S G_GINT64_CONSTANT(253402300799)

static void composed_source_free(gpointer data)
{
    struct composed_source *source = data;
    g_free(source->id);
    g_free(source->path);
    g_free(source->crs);
    g_free(source->encoding);
    g_free(source->attribution);
    g_strfreev(source->operations);
    g_free(source);
}

static struct composed_layer *composed_layer_new(const struct style_layer *layer)
{
    struct composed_layer *composed = g_new0(struct composed_layer, 1);
    composed->layer = layer;
    composed->sort_keys = g_array_new(FALSE, FALSE, sizeof(double));
    composed->areas = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    composed->legend = g_ptr_array_new_with_free_func(legend_entry_free);
    composed->sizes = g_array_new(FALSE, FALSE, sizeof(struct size_sample));
    composed->heatmap = layer->type == LAYER_HEATMAP ? heatmap_new() : NULL;
    return composed;
}

static void composed_layer_free(gpointer data)
{
    struct composed_layer *layer = data;
    g_array_unref(layer->sort_keys);
    g_hash_table_unref(layer->areas);
    g_ptr_array_unref(layer->legend);
    g_array_unref(layer->sizes);
    heatmap_free(layer->heatmap);
    legend_plan_free(layer->legend_plan);
    g_free(layer->size_label);
    g_free(layer);
}

static void event_area_free(gpointer data)
{
    struct event_area *area = data;
    page_path_free(area->path);
    g_free(area);
}

static struct composition *composition_new(const struct map *map, struct diagnostics *diagnostics)
{
    struct composition *composition = g_new0(struct composition, 1);
    *composition = (struct composition){
        .map = map,
        .diagnostics = diagnostics,
        .fonts = font_set_new(diagnostics),
        .missing_fonts = g_ptr_array_new_with_free_func(g_free),
        .missing_icons = g_ptr_array_new_with_free_func(g_free),
        .sources = g_ptr_array_new_with_free_func(composed_source_free),
        .projections = source_projections_new(),
        .layers = g_ptr_array_new_with_free_func(composed_layer_free),
        .event_sources = g_ptr_array_new(),
        .composed_events = g_array_new(FALSE, FALSE, sizeof(struct composed_event)),
        .event_layers = g_array_new(FALSE, FALSE, sizeof(guint)),
        .events_by_place = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .event_areas = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, event_area_free),
        .named_points =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref),
        .icon_notes = g_array_new(FALSE, FALSE, sizeof(struct icon_note)),
        .yielding_circles = g_array_new(FALSE, FALSE, sizeof(struct yielding_circle)),
        .area_labels = g_ptr_array_new_with_free_func(area_label_free),
        .coverage = box_empty(),
        .labels = labels_new(),
        .boxes = box_index_new(map->width_px, map->height_px),
    };
    composition->evaluation.language = map->language;
    composition->evaluation.store = value_store_new();
    return composition;
}

void composition_free(struct composition *composition)
{
    if (composition == NULL) {
        return;
    }
    scene_free(composition->scene);
    labels_free(composition->labels);
    box_index_free(composition->boxes);
    g_hash_table_unref(composition->named_points);
    g_array_unref(composition->icon_notes);
    g_array_unref(composition->yielding_circles);
    g_ptr_array_unref(composition->area_labels);
    g_hash_table_unref(composition->event_areas);
    g_hash_table_unref(composition->events_by_place);
    g_array_unref(composition->composed_events);
    g_array_unref(composition->event_layers);
    g_ptr_array_unref(composition->event_sources);
    events_dense_free(composition->events_dense);
    event_numbers_free(composition->numbers);
    aggregate_free(composition->aggregate);
    g_clear_pointer(&composition->event_clusters, g_ptr_array_unref);
    g_clear_pointer(&composition->cluster_legend[0], legend_entry_free);
    g_clear_pointer(&composition->cluster_legend[1], legend_entry_free);
    events_free(composition->events);
    event_select_free(composition->event_select);
    gazetteer_free(composition->gazetteer);
    g_ptr_array_unref(composition->layers);
    g_ptr_array_unref(composition->sources);
    g_hash_table_unref(composition->projections);
    value_store_free(composition->evaluation.store);
    view_clear(&composition->view);
    projection_free(composition->projection);
    icon_set_free(composition->icons);
    font_set_free(composition->fonts);
    g_ptr_array_unref(composition->missing_fonts);
    g_ptr_array_unref(composition->missing_icons);
    style_free(composition->style);
    g_free(composition);
}

static gboolean parse_window(struct composition *composition, GError **error)
{
    const struct map *map = composition->map;
    const char *const texts[] = {map->from, map->to};
    composition->window =
        (struct date_span){map->from != NULL || map->to != NULL, G_MININT / 2, G_MAXINT / 2};
    for (guint i = 0; i < 2; i++) {
        struct date_span span;
        if (texts[i] == NULL) {
            continue;
        }
        if (!date_span_parse(texts[i], &span)) {
            g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                        "%s '%s' is not a date such as 2020-02-27 or 2020-02",
                        i == 0 ? "from" : "to", texts[i]);
            return FALSE;
        }
        *(i == 0 ? &composition->window.first_day : &composition->window.last_day) =
            i == 0 ? span.first_day : span.last_day;
    }
    if (composition->window.first_day > composition->window.last_day) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "from '%s' is later than to '%s': no event can lie between them", map->from,
                    map->to);
        return FALSE;
    }
    return TRUE;
}

/* For `coalesce`, which takes the first of its images that is there. */
static gboolean has_image(gpointer data, const char *name)
{
    return pattern_is_hatch(name) || icon_set_has(data, name);
}

static gboolean open_style(struct composition *composition, GError **error)
{
    composition->style = style_load(composition->map->style, composition->diagnostics, error);
    if (composition->style == NULL) {
        return FALSE;
    }
    if (composition->map->language != NULL) {
        style_set_state(composition->style, "lang", value_string(composition->map->language));
    }
    if (composition->map->fades_by_age) {
        style_set_state(composition->style, "fade", value_string("age"));
    }
    composition->evaluation.state = composition->style->state;
    composition->icons = icon_set_new(composition->style->path, composition->diagnostics);
    composition->images = (struct image_names){has_image, composition->icons};
    composition->evaluation.images = &composition->images;
    web_parts_expect(composition);
    for (guint i = 0; i < composition->style->fonts->len; i++) {
        const struct style_font *font = g_ptr_array_index(composition->style->fonts, i);
        g_autoptr(GError) cause = NULL;
        g_autofree char *file = resolve_inside_dup(composition->style->path, font->file, &cause);
        if (file != NULL) {
            font_set_add(composition->fonts, font->name, file);
        } else {
            diagnostics_add(composition->diagnostics, SEVERITY_WARNING, NULL, 0, "%s",
                            cause->message);
        }
    }
    for (guint i = 0; i < composition->style->layers->len; i++) {
        g_ptr_array_add(composition->layers,
                        composed_layer_new(g_ptr_array_index(composition->style->layers, i)));
    }
    return sources_check_names(composition, error);
}

static gboolean open_view(struct composition *composition, GError **error)
{
    composition->projection =
        map_view_open(composition->map, composition->style, &composition->view, error);
    if (composition->projection == NULL) {
        return FALSE;
    }
    composition->frame_lonlat = view_lonlat_box(&composition->view);
    composition->evaluation.zoom = view_zoom(&composition->view);
    return TRUE;
}

/* A warning where the CRS or the base data do not reach as far as the frame. */
static void check_area_of_use(struct composition *composition)
{
    struct box area = projection_area_of_use(composition->projection);
    struct box frame = composition->frame_lonlat;
    if (!box_is_empty(area) && !box_is_empty(frame) && !box_intersects(area, frame)) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "%s is made for lon %.1f..%.1f, lat %.1f..%.1f and not for the frame "
                        "(lon %.1f..%.1f, lat %.1f..%.1f): shapes and distances may be wrong",
                        projection_name(composition->projection), area.xmin, area.xmax, area.ymin,
                        area.ymax, frame.xmin, frame.xmax, frame.ymin, frame.ymax);
    }
}

static void check_coverage(struct composition *composition)
{
    struct box coverage = composition->coverage, extent = composition->view.extent;
    double slack = COVERAGE_SLACK * (extent.xmax - extent.xmin);
    if (box_is_empty(coverage)) {
        return;
    }
    coverage = box_grow(coverage, slack);
    if (extent.xmin < coverage.xmin || extent.ymin < coverage.ymin || extent.xmax > coverage.xmax ||
        extent.ymax > coverage.ymax) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "the frame passes the edge of the base data: what looks empty there is "
                        "unknown, not empty");
    }
}

static void open_scene(struct composition *composition)
{
    const struct map *map = composition->map;
    composition->scene = scene_new(map->width_px, map->height_px, composition->fonts);
    g_autoptr(FurnitureStyle) look = furniture_style_new(composition->style, map, NULL);
    composition->scene->background = look->colors[COLOR_PAPER];
    composition->scene->language = g_strdup(map->language);
    layers_init(composition);
}

static gboolean compose_sources(struct composition *composition, GError **error)
{
    if (!events_prepare(composition, error)) {
        return FALSE;
    }
    for (guint i = 0; i < composition->style->sources->len; i++) {
        const struct style_source *source = g_ptr_array_index(composition->style->sources, i);
        if (strcmp(source->id, EVENTS_SOURCE) != 0 && source_is_used(composition, source->id) &&
            !source_compose(composition, source, error)) {
            return FALSE;
        }
    }
    source_files_report(composition->map, composition->style, composition->evaluation.zoom,
                        composition->diagnostics);
    events_finish(composition);
    area_labels_finish(composition);
    for (guint i = 0; i < composition->layers->len; i++) {
        layer_finish(g_ptr_array_index(composition->layers, i));
        heatmap_finish(composition, g_ptr_array_index(composition->layers, i));
    }
    return TRUE;
}

static char *default_title_dup(const struct composition *composition)
{
    if (composition->dates.known) {
        g_autofree char *dates = date_span_format(&composition->dates, composition->map->language);
        return g_strdup(dates);
    }
    return g_strdup("Map");
}

/* The date of the document: SOURCE_DATE_EPOCH, else the end of the date window; never the clock. */
static gint64 document_date(const struct composition *composition)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    gint64 seconds;
    if (epoch != NULL && g_ascii_string_to_signed(epoch, 10, 0, LAST_DATE_S, &seconds, NULL)) {
        return seconds;
    }
    return composition->dates.known ? (gint64)composition->dates.last_day * 24 * 60 * 60 : 0;
}

static void describe_scene(struct composition *composition)
{
    struct scene *scene = composition->scene;
    guint64 events = 0;
    for (guint i = 0; i < composition->event_sources->len; i++) {
        const struct composed_source *source = composition->event_sources->pdata[i];
        events += source->counts.drawn;
    }
    scene->title = composition->map->title != NULL ? g_strdup(composition->map->title)
                                                   : default_title_dup(composition);
    scene->description =
        composition->event_sources->len > 0
            ? g_strdup_printf("%s%sMap of %" G_GUINT64_FORMAT " events.",
                              composition->map->subtitle != NULL ? composition->map->subtitle : "",
                              composition->map->subtitle != NULL ? ". " : "", events)
            : g_strdup(composition->map->subtitle);
    scene->date = document_date(composition);
}

static gboolean run(struct composition *composition, GError **error)
{
    if (!parse_window(composition, error) || !open_style(composition, error) ||
        !open_view(composition, error)) {
        return FALSE;
    }
    open_scene(composition);
    if (!compose_sources(composition, error)) {
        return FALSE;
    }
    event_numbers_add(composition);
    if (!furniture_compose(composition, error)) {
        return FALSE;
    }
    symbols_place(composition);
    if (!furniture_finish(composition, legend_drop_unseen(composition), error)) {
        return FALSE;
    }
    events_count(composition);
    event_numbers_draw(composition);
    describe_scene(composition);
    check_area_of_use(composition);
    check_coverage(composition);
    web_parts_report(composition);
    style_report_failures(composition->style, composition->diagnostics);
    return TRUE;
}

struct composition *compose(const struct map *map, struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(Composition) composition = composition_new(map, diagnostics);
    return run(composition, error) ? g_steal_pointer(&composition) : NULL;
}
