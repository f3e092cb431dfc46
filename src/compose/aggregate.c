#include "compose/aggregate.h"

#include "base/error.h"
#include "compose/aggregate_heat.h"
#include "compose/area_units.h"
#include "compose/event_groups.h"
#include "compose/event_symbols.h"
#include "compose/furniture/words.h"
#include "compose/layers.h"
#include "compose/source_file.h"
#include "style/color.h"

#include <math.h>
#include <string.h>

#define CUT_MARGIN_PX 24.0
/* So many hexagons fit across the frame, and so many reaches of heat. */
#define HEXAGONS_ACROSS 25
#define HEAT_ACROSS 12
#define RIM_PX 0.8
/* Areas let names of towns be read on them. */
#define HEXAGON_OPACITY 0.85
#define AREA_OPACITY 0.72

/* From few to many where the style's metadata.events.classes say nothing: lightness falls evenly,
 * so that it reads in grey and with any colour vision. */
static const char *const default_colors[VALUE_CLASSES_MAX] = {"#fdd49e", "#fc9f67", "#ea6b45",
                                                              "#c5332b", "#7f0000"};

/* ---- where it stands in the drawing ---- */

static gboolean is_visible(const struct composition *composition, const struct style_layer *layer)
{
    double zoom = composition->evaluation.zoom;
    return layer->visible && zoom >= layer->minzoom && zoom < layer->maxzoom;
}

/* The source of the areas that events are counted in; NULL: none. */
static const char *source_of_areas(const struct map *map)
{
    return map->aggregate == AGGREGATE_ADMIN1   ? "admin1"
           : map->aggregate == AGGREGATE_ADMIN2 ? "admin2"
                                                : NULL;
}

static gboolean is_filled(const struct style_layer *layer)
{
    return layer->type == LAYER_FILL || layer->type == LAYER_BACKGROUND;
}

/* The first layer above the aggregate. */
static const struct style_layer *layer_above(const struct composition *composition)
{
    const GPtrArray *layers = composition->style->layers;
    gboolean is_of_areas = source_of_areas(composition->map) != NULL;
    guint above = 0;
    for (guint i = 0; i < layers->len; i++) {
        const struct style_layer *layer = g_ptr_array_index(layers, i);
        if (is_of_areas && layer->type == LAYER_FILL &&
            g_strcmp0(layer->source, EVENTS_SOURCE) == 0) {
            return layer;
        }
        if (is_filled(layer) && is_visible(composition, layer)) {
            above = i + 1;
        }
    }
    return above < layers->len ? g_ptr_array_index(layers, above) : NULL;
}

void aggregate_open_group(struct composition *composition, const struct style_layer *layer)
{
    if (composition->map->aggregate == AGGREGATE_NONE || layer != layer_above(composition)) {
        return;
    }
    composition->aggregate_group = scene_add_group(composition->scene, "aggregate", "Events");
    composition->aggregate_group->clipped = TRUE;
    composition->aggregate_group->clip = composition->view.frame;
    composition->aggregate_group->opacity =
        source_of_areas(composition->map) != NULL ? AREA_OPACITY : HEXAGON_OPACITY;
}

/* ---- opening ---- */

gboolean aggregate_wants_source(const struct map *map, const char *id)
{
    return g_strcmp0(source_of_areas(map), id) == 0;
}

static char *units_path_dup(const struct composition *composition, const char *id, GError **error)
{
    const struct style_source *source = style_find_source(composition->style, id);
    const struct map_source *given = map_find_source(composition->map, id);
    gboolean is_own;
    if (given != NULL) {
        return g_strdup(given->path);
    }
    if (source != NULL) {
        return source_file_dup(composition->map, composition->style, source, &is_own, error);
    }
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                "aggregate %s: the style has no source '%s'; give the areas with --source %s=FILE",
                id, id, id);
    return NULL;
}

/* One of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten, the nearest. */
static double round_km(double km)
{
    static const double steps[] = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};
    double power = pow(10, floor(log10(km))), best = power;
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (fabs(steps[i] * power - km) < fabs(best - km)) {
            best = steps[i] * power;
        }
    }
    return best >= 1 ? round(best * 10) / 10 : 1 / (round(10 / best) / 10);
}

/* The map's own, else a part of the frame's width. */
static gboolean find_km(const struct composition *composition, guint parts, double *km,
                        GError **error)
{
    const struct view *view = &composition->view;
    struct page_point middle = {(view->frame.xmin + view->frame.xmax) / 2,
                                (view->frame.ymin + view->frame.ymax) / 2};
    double across_km =
        view_metres_per_px(view, middle) * (view->frame.xmax - view->frame.xmin) / 1000;
    if (composition->map->aggregate_km > 0) {
        *km = composition->map->aggregate_km;
    } else if (across_km > 0 && isfinite(across_km)) {
        *km = round_km(across_km / parts);
    } else {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "the frame has no width in km: give hexbin:KM or heat:KM");
        return FALSE;
    }
    return TRUE;
}

static gboolean open_hexagons(struct composition *composition, struct aggregate *aggregate,
                              GError **error)
{
    if (find_km(composition, HEXAGONS_ACROSS, &aggregate->km, error)) {
        aggregate->hexagons = hex_grid_new(&composition->view, aggregate->km, error);
    }
    return aggregate->hexagons != NULL;
}

static gboolean open_heat(struct composition *composition, struct aggregate *aggregate,
                          GError **error)
{
    if (find_km(composition, HEAT_ACROSS, &aggregate->km, error)) {
        aggregate->heat = aggregate_heat_new(&composition->view, aggregate->km);
        g_array_set_size(aggregate->bins, 1);
    }
    return aggregate->heat != NULL;
}

static gboolean open_units(struct composition *composition, struct aggregate *aggregate,
                           GError **error)
{
    g_autofree char *path = units_path_dup(composition, source_of_areas(composition->map), error);
    aggregate->units = path != NULL ? area_units_read(path, composition->map->language,
                                                      composition->diagnostics, error)
                                    : NULL;
    if (aggregate->units != NULL) {
        g_array_set_size(aggregate->bins, area_units_count(aggregate->units));
    }
    return aggregate->units != NULL;
}

gboolean aggregate_prepare(struct composition *composition, GError **error)
{
    const struct map *map = composition->map;
    if (map->aggregate == AGGREGATE_NONE) {
        return TRUE;
    }
    struct aggregate *aggregate = composition->aggregate = g_new0(struct aggregate, 1);
    aggregate->kind = map->aggregate;
    aggregate->measure = map->measure;
    aggregate->group = composition->aggregate_group;
    aggregate->bins = g_array_new(FALSE, TRUE, sizeof(struct aggregate_bin));
    aggregate->legend = g_ptr_array_new_with_free_func(legend_entry_free);
    switch (map->aggregate) {
    case AGGREGATE_HEXBIN:
        return open_hexagons(composition, aggregate, error);
    case AGGREGATE_HEAT:
        return open_heat(composition, aggregate, error);
    default:
        return open_units(composition, aggregate, error);
    }
}

void aggregate_free(struct aggregate *aggregate)
{
    if (aggregate == NULL) {
        return;
    }
    hex_grid_free(aggregate->hexagons);
    area_units_free(aggregate->units);
    aggregate_heat_free(aggregate->heat);
    g_array_unref(aggregate->bins);
    g_ptr_array_unref(aggregate->legend);
    g_free(aggregate);
}

/* ---- counting ---- */

/* The coarsest precision that can be counted. */
static enum precision coarsest(enum map_aggregate kind)
{
    return kind == AGGREGATE_ADMIN1   ? PRECISION_ADMIN1
           : kind == AGGREGATE_ADMIN2 ? PRECISION_ADMIN2
                                      : PRECISION_NEAR;
}

static guint find_unit(struct aggregate *aggregate, const struct events *events,
                       const struct event *event)
{
    const char *id = event_is_of_area(event) ? event_area_id(events, event) : NULL;
    guint unit = id != NULL ? area_units_by_id(aggregate->units, id) : AREA_UNITS_NONE;
    if (unit == AREA_UNITS_NONE) {
        unit = area_units_at(aggregate->units, event->at);
    }
    aggregate->in_no_area += unit == AREA_UNITS_NONE ? 1 : 0;
    return unit != AREA_UNITS_NONE ? unit : AGGREGATE_OUTSIDE;
}

static guint find_hexagon(struct aggregate *aggregate, const struct event *event)
{
    guint index = hex_grid_add(aggregate->hexagons, event->at);
    if (index == HEX_GRID_NONE) {
        return AGGREGATE_OUTSIDE;
    }
    if (index >= aggregate->bins->len) {
        g_array_set_size(aggregate->bins, index + 1);
    }
    return index;
}

static gboolean shows_deaths(const struct aggregate *aggregate)
{
    return aggregate->measure == MEASURE_DEATHS || aggregate->measure == MEASURE_DEATHS_PER_1000KM2;
}

static guint find_bin(struct aggregate *aggregate, const struct events *events,
                      const struct event *event, struct page_point at)
{
    switch (aggregate->kind) {
    case AGGREGATE_HEXBIN:
        return find_hexagon(aggregate, event);
    case AGGREGATE_HEAT:
        return aggregate_heat_add(aggregate->heat, at, shows_deaths(aggregate) ? event->deaths : 1)
                   ? 0
                   : AGGREGATE_OUTSIDE;
    default:
        return find_unit(aggregate, events, event);
    }
}

guint aggregate_add(struct aggregate *aggregate, const struct events *events,
                    const struct event *event, struct page_point at)
{
    if (event->precision > coarsest(aggregate->kind)) {
        aggregate->too_vague++;
        return AGGREGATE_TOO_VAGUE;
    }
    guint index = find_bin(aggregate, events, event, at);
    if (index == AGGREGATE_OUTSIDE) {
        return index;
    }
    struct aggregate_bin *bin = &g_array_index(aggregate->bins, struct aggregate_bin, index);
    bin->events++;
    bin->deaths_unknown += event->deaths_known ? 0 : 1;
    bin->deaths += event->deaths;
    bin->deaths_low += event->deaths_low;
    bin->deaths_high += event->deaths_high;
    date_span_widen(&bin->dates, &event->dates);
    return index;
}

/* ---- what a bin shows ---- */

gboolean aggregate_is_drawn(const struct aggregate *aggregate, guint bin)
{
    return bin < aggregate->bins->len &&
           g_array_index(aggregate->bins, struct aggregate_bin, bin).is_drawn;
}

double aggregate_area_km2(const struct aggregate *aggregate, guint bin)
{
    return aggregate->hexagons != NULL ? hex_grid_area_km2(aggregate->hexagons)
           : aggregate->units != NULL  ? area_units_get(aggregate->units, bin)->area_km2
                                       : NAN;
}

double aggregate_value(const struct aggregate *aggregate, guint bin)
{
    const struct aggregate_bin *own = &g_array_index(aggregate->bins, struct aggregate_bin, bin);
    gboolean is_known =
        !shows_deaths(aggregate) || own->deaths_unknown < own->events || own->events == 0;
    double value = shows_deaths(aggregate) ? own->deaths : (double)own->events;
    if (aggregate->measure == MEASURE_EVENTS_PER_1000KM2 ||
        aggregate->measure == MEASURE_DEATHS_PER_1000KM2) {
        value *= 1000 / aggregate_area_km2(aggregate, bin);
    }
    return is_known && isfinite(value) ? value : NAN;
}

guint64 aggregate_deaths_unknown(const struct aggregate *aggregate)
{
    guint64 unknown = 0;
    for (guint i = 0; i < aggregate->bins->len && shows_deaths(aggregate); i++) {
        const struct aggregate_bin *bin = &g_array_index(aggregate->bins, struct aggregate_bin, i);
        unknown += bin->is_drawn ? bin->deaths_unknown : 0;
    }
    return unknown;
}

char *aggregate_bin_id_dup(const struct aggregate *aggregate, guint bin)
{
    gint q, r;
    if (aggregate->units != NULL) {
        return g_strdup(area_units_get(aggregate->units, bin)->id);
    }
    if (aggregate->hexagons == NULL) {
        return g_strdup("heat");
    }
    hex_grid_place(aggregate->hexagons, bin, &q, &r);
    return g_strdup_printf("hexagon.%d.%d", q, r);
}

/* "Idlib · Events: 12 · Reported deaths: 33" */
static char *title_dup(const struct composition *composition, const struct aggregate *aggregate,
                       guint bin)
{
    const struct aggregate_bin *own = &g_array_index(aggregate->bins, struct aggregate_bin, bin);
    const char *language = composition->map->language;
    const char *name = aggregate->units != NULL ? area_units_get(aggregate->units, bin)->name : "";
    char number[VALUE_NUMBER_TEXT];
    GString *title = g_string_new(name);
    g_string_append_printf(title, "%s%s: %" G_GUINT64_FORMAT, name[0] != '\0' ? " · " : "",
                           furniture_word(WORD_EVENTS, language), own->events);
    if (own->events > own->deaths_unknown) {
        g_string_append_printf(title, " · %s: %s", furniture_word(WORD_REPORTED_DEATHS, language),
                               value_number_text(own->deaths, number));
    }
    return g_string_free(title, FALSE);
}

/* ---- drawing ---- */

/* The style's colours for classes, from few to many. */
static void style_colors(const struct composition *composition,
                         struct color colors[VALUE_CLASSES_MAX], struct color *rim)
{
    const json_t *events = json_object_get(composition->style->metadata, "events");
    const char *own_rim = json_string_value(json_object_get(events, "class-rim"));
    for (guint i = 0; i < VALUE_CLASSES_MAX; i++) {
        const char *own = json_string_value(json_array_get(json_object_get(events, "classes"), i));
        color_parse(own != NULL ? own : default_colors[i], &colors[i]);
    }
    color_parse(own_rim != NULL ? own_rim : "#ffffff", rim);
}

/* How the classes look: `n` of them are spread over all the colours. */
struct look {
    struct color colors[VALUE_CLASSES_MAX], rim;
    guint n;
};

static struct color class_color(const struct look *look, guint index)
{
    guint last = VALUE_CLASSES_MAX - 1;
    return look
        ->colors[look->n > 1 ? (index * last + (look->n - 1) / 2) / (look->n - 1) : last / 2];
}

/* `index`: the class; -1: none of what is counted, an outline only. */
static void set_look(const struct look *look, int index, struct fill *fill, struct stroke *stroke)
{
    *stroke = (struct stroke){.width_px = RIM_PX, .join = LINE_JOIN_ROUND, .color = look->rim};
    if (index < 0) {
        fill->kind = FILL_NONE;
        stroke->color = look->colors[0];
        return;
    }
    fill->kind = FILL_COLOR;
    fill->color = class_color(look, (guint)index);
}

static gboolean bin_path(struct composition *composition, struct aggregate *aggregate,
                         struct projector *projector, guint bin, struct page_path *path)
{
    if (aggregate->hexagons != NULL) {
        return hex_grid_path(aggregate->hexagons, bin, path);
    }
    return projector_project(projector, area_units_get(aggregate->units, bin)->geometry, path) &&
           box_intersects(page_path_box(path), composition->view.frame);
}

/* The shapes in the frame, in the order of the bins (NULL: outside). */
static GPtrArray *find_drawn(struct composition *composition, struct aggregate *aggregate)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func((GDestroyNotify)page_path_free);
    g_autoptr(Projector) projector =
        projector_new(&composition->view, composition->view.wgs84, CUT_MARGIN_PX);
    for (guint i = 0; i < aggregate->bins->len; i++) {
        struct aggregate_bin *bin = &g_array_index(aggregate->bins, struct aggregate_bin, i);
        g_autoptr(PagePath) path = page_path_new();
        bin->is_drawn = bin_path(composition, aggregate, projector, i, path);
        g_ptr_array_add(paths, bin->is_drawn ? g_steal_pointer(&path) : NULL);
        if (bin->is_drawn && bin->events > 0) {
            date_span_widen(&composition->dates, &bin->dates);
        }
    }
    return paths;
}

static struct value_classes make_classes(const struct aggregate *aggregate)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < aggregate->bins->len; i++) {
        double value = aggregate_value(aggregate, i);
        if (aggregate_is_drawn(aggregate, i) && isfinite(value)) {
            g_array_append_val(values, value);
        }
    }
    return value_classes_make((const double *)(void *)values->data, values->len);
}

static void add_legend_entry(struct aggregate *aggregate, const struct look *look, int index,
                             char *label)
{
    struct legend_entry *entry = g_new0(struct legend_entry, 1);
    *entry = (struct legend_entry){
        .label = label, .class_index = index, .kind = ITEM_PATH, .is_area = TRUE, .count = 1};
    set_look(look, index, &entry->fill, &entry->stroke);
    entry->fill.color.alpha *= aggregate->group->opacity;
    g_ptr_array_add(aggregate->legend, entry);
}

static void make_legend(const struct composition *composition, struct aggregate *aggregate,
                        const struct look *look, gboolean any_none)
{
    const char *language = composition->map->language;
    for (guint i = aggregate->classes.n; i > 0; i--) {
        add_legend_entry(aggregate, look, (int)i - 1,
                         value_classes_label_dup(&aggregate->classes, i - 1, language));
    }
    if (any_none) {
        add_legend_entry(aggregate, look, -1, g_strdup(furniture_word(WORD_NONE, language)));
    }
}

static gboolean draw_bin(const struct composition *composition, struct aggregate *aggregate,
                         const struct look *look, guint bin, struct page_path *path)
{
    double value = aggregate_value(aggregate, bin);
    gboolean is_none = !(value > 0);
    g_autofree char *id = aggregate_bin_id_dup(aggregate, bin);
    g_autofree char *prefixed = g_strconcat("aggregate.", id, NULL);
    struct item *item = scene_group_add_path(aggregate->group, path);
    item->id = scene_id_dup(prefixed);
    item->title = title_dup(composition, aggregate, bin);
    set_look(look, is_none ? -1 : (int)value_classes_of(&aggregate->classes, value), &item->fill,
             &item->stroke);
    return is_none;
}

static void draw_bins(struct composition *composition, struct aggregate *aggregate)
{
    struct look look;
    gboolean any_none = FALSE;
    g_autoptr(GPtrArray) paths = find_drawn(composition, aggregate);
    style_colors(composition, look.colors, &look.rim);
    aggregate->classes = make_classes(aggregate);
    look.n = aggregate->classes.n;
    for (guint i = 0; i < paths->len; i++) {
        struct page_path *path = g_steal_pointer(&paths->pdata[i]);
        if (path != NULL) {
            any_none |= draw_bin(composition, aggregate, &look, i, path);
        }
    }
    make_legend(composition, aggregate, &look, any_none);
}

static void tell_left_out(const struct composition *composition, const struct aggregate *aggregate)
{
    static const char *const places[] = {[AGGREGATE_HEXBIN] = "a hexagon",
                                         [AGGREGATE_ADMIN1] = "a province",
                                         [AGGREGATE_ADMIN2] = "a district",
                                         [AGGREGATE_HEAT] = "heat"};
    if (aggregate->too_vague > 0) {
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "%" G_GUINT64_FORMAT " events are not counted: they are known to a larger "
                        "area than %s",
                        aggregate->too_vague, places[aggregate->kind]);
    }
    if (aggregate->in_no_area > 0) {
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "%" G_GUINT64_FORMAT " events lie in none of the areas that are counted in",
                        aggregate->in_no_area);
    }
}

void aggregate_finish(struct composition *composition)
{
    struct aggregate *aggregate = composition->aggregate;
    if (aggregate->heat != NULL) {
        struct aggregate_bin *bin = &g_array_index(aggregate->bins, struct aggregate_bin, 0);
        struct look look;
        style_colors(composition, look.colors, &look.rim);
        aggregate_heat_finish(aggregate->heat, composition, look.colors, VALUE_CLASSES_MAX);
        bin->is_drawn = bin->events > 0;
        date_span_widen(&composition->dates, &bin->dates);
    } else {
        draw_bins(composition, aggregate);
    }
    tell_left_out(composition, aggregate);
}
