#include "compose/pattern.h"

#include <math.h>
#include <string.h>

#define MITER_LIMIT_OF_OFFSET 2.0

static enum line_cap parse_cap(const char *name)
{
    return strcmp(name, "round") == 0    ? LINE_CAP_ROUND
           : strcmp(name, "square") == 0 ? LINE_CAP_SQUARE
                                         : LINE_CAP_BUTT;
}

static enum line_join parse_join(const char *name)
{
    return strcmp(name, "round") == 0   ? LINE_JOIN_ROUND
           : strcmp(name, "bevel") == 0 ? LINE_JOIN_BEVEL
                                        : LINE_JOIN_MITER;
}

/* MapLibre gives dashes in line widths. */
static void set_dashes(struct stroke *stroke, const struct value_array *dashes)
{
    double sum = 0;
    for (guint i = 0; dashes != NULL && i < dashes->length && i < STROKE_MAX_DASHES; i++) {
        if (dashes->items[i].type == VALUE_NUMBER && dashes->items[i].number >= 0) {
            stroke->dashes_px[stroke->n_dashes++] = dashes->items[i].number * stroke->width_px;
            sum += dashes->items[i].number;
        }
    }
    if (sum <= 0) {
        stroke->n_dashes = 0;
    }
}

/* The unit normal of a segment, to the right of its direction on the page; zero for no length. */
static struct page_point normal_of(struct page_point a, struct page_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y;
    double length = hypot(dx, dy);
    return length > 0 ? (struct page_point){-dy / length, dx / length} : (struct page_point){0, 0};
}

static void offset_part(struct page_path *out, const struct page_point *points, guint length,
                        double offset_px)
{
    page_path_begin_part(out);
    for (guint i = 0; i < length; i++) {
        struct page_point before = normal_of(points[i > 0 ? i - 1 : 0], points[i > 0 ? i : 1]);
        struct page_point after = i + 1 < length ? normal_of(points[i], points[i + 1]) : before;
        double x = before.x + after.x, y = before.y + after.y;
        double square = x * x + y * y;
        /* The mitre of two unit normals is 2(n1+n2)/|n1+n2|^2, bounded so that sharp turns do not
         * spike. */
        double scale = square > 0 ? fmin(2 / square, MITER_LIMIT_OF_OFFSET / sqrt(square)) : 0;
        page_path_add(out, points[i].x + x * scale * offset_px,
                      points[i].y + y * scale * offset_px);
    }
}

/* line-offset: the line moved to the right of its direction. */
static struct page_path *offset_path(const struct page_path *path, double offset_px)
{
    struct page_path *out = page_path_new();
    page_path_clear(out, path->closed);
    for (guint i = 0; i < page_path_parts(path); i++) {
        guint length;
        const struct page_point *points = page_path_part(path, i, &length);
        if (length > 1) {
            offset_part(out, points, length, offset_px);
        }
    }
    return out;
}

/* One line of the feature: solid, dashed, or in the layer's pattern. Returns how the legend shows
 * it. */
static struct stroke add_line(struct composition *composition, struct composed_layer *layer,
                              const struct page_feature *feature, const struct stroke *stroke,
                              double offset_px, double sort_key)
{
    const struct style_layer *style = layer->layer;
    struct evaluation *evaluation = &composition->evaluation;
    g_autoptr(PagePath) path =
        offset_px != 0 ? offset_path(feature->path, offset_px) : page_path_copy(feature->path);
    if (style_has(style, PROPERTY_LINE_PATTERN)) {
        struct pattern_paint paint = {style_color(style, PROPERTY_LINE_COLOR, evaluation),
                                      style_number(style, PROPERTY_LINE_OPACITY, evaluation)};
        const char *name = style_string(style, PROPERTY_LINE_PATTERN, evaluation);
        return pattern_along(composition, layer, name, &paint, path, stroke->width_px, sort_key);
    }
    struct item *item = scene_group_add_path(layer->group, g_steal_pointer(&path));
    item->stroke = *stroke;
    layer_add_sort_key(layer, sort_key);
    return *stroke;
}

gboolean compose_line(struct composition *composition, struct composed_layer *layer,
                      const struct page_feature *feature)
{
    if (feature->type != GEOMETRY_POLYGON && feature->type != GEOMETRY_LINE) {
        return FALSE;
    }
    if (feature->area_id != NULL && !g_hash_table_add(layer->areas, g_strdup(feature->area_id))) {
        return TRUE;
    }
    struct evaluation *evaluation = &composition->evaluation;
    const struct style_layer *style = layer->layer;
    struct stroke stroke = {
        .width_px = style_number(style, PROPERTY_LINE_WIDTH, evaluation),
        .color = color_with_opacity(style_color(style, PROPERTY_LINE_COLOR, evaluation),
                                    style_number(style, PROPERTY_LINE_OPACITY, evaluation)),
        .cap = parse_cap(style_string(style, PROPERTY_LINE_CAP, evaluation)),
        .join = parse_join(style_string(style, PROPERTY_LINE_JOIN, evaluation)),
        .miter_limit = style_number(style, PROPERTY_LINE_MITER_LIMIT, evaluation),
    };
    set_dashes(&stroke, style_array(style, PROPERTY_LINE_DASHARRAY, evaluation));
    double offset = style_number(style, PROPERTY_LINE_OFFSET, evaluation);
    double gap = style_number(style, PROPERTY_LINE_GAP_WIDTH, evaluation);
    double key = style_number(style, PROPERTY_LINE_SORT_KEY, evaluation);
    double aside = gap > 0 ? (gap + stroke.width_px) / 2 : 0;
    struct item shown = {.kind = ITEM_PATH};
    shown.stroke = add_line(composition, layer, feature, &stroke, offset + aside, key);
    if (gap > 0) {
        add_line(composition, layer, feature, &stroke, offset - aside, key);
    }
    legend_note(composition, layer, &shown, stroke.width_px / 2);
    return TRUE;
}
