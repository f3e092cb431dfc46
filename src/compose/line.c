#include "compose/line_gradient.h"
#include "compose/line_join.h"
#include "compose/pattern.h"
#include "scene/fade.h"

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

/* What the lines of one feature have in common. */
struct line {
    struct composition *composition;
    struct composed_layer *layer;
    const struct page_path *path; /* translated */
    GArray *progress;             /* of line_progress(); NULL: one colour */
    struct stroke stroke;         /* along a gradient the colour counts with its alpha only */
    double blur_px, sort_key;
};

static void add_stroke(const struct line *line, const struct page_path *path,
                       const struct stroke *stroke)
{
    if (line->progress != NULL) {
        gradient_along(line->composition, line->layer, path, line->progress, stroke,
                       line->sort_key);
        return;
    }
    struct item *item = scene_group_add_path(line->layer->group, page_path_copy(path));
    item->stroke = *stroke;
    layer_add_sort_key(line->layer, line->sort_key);
}

/* line-blur: from nothing at the edge to all at the blur's width inside it. */
static void add_strokes(const struct line *line, const struct page_path *path)
{
    struct fade_ring rings[FADE_MAX_RINGS];
    struct stroke stroke = line->stroke;
    guint n = fade_line(stroke.width_px / 2, line->blur_px, stroke.color.alpha, rings);
    for (guint i = 0; i < n; i++) {
        stroke.width_px = rings[i].width_px;
        stroke.color.alpha = rings[i].alpha;
        add_stroke(line, path, &stroke);
    }
}

/* One line of the feature: solid, dashed, or in the layer's pattern. Returns how the legend shows
 * it. */
static struct stroke add_line(const struct line *line, double offset_px)
{
    const struct style_layer *style = line->layer->layer;
    struct evaluation *evaluation = &line->composition->evaluation;
    g_autoptr(PagePath) path =
        offset_px != 0 ? offset_path(line->path, offset_px) : page_path_copy(line->path);
    if (style_has(style, PROPERTY_LINE_PATTERN)) {
        struct pattern_paint paint = {style_color(style, PROPERTY_LINE_COLOR, evaluation),
                                      style_number(style, PROPERTY_LINE_OPACITY, evaluation)};
        const char *name = style_string(style, PROPERTY_LINE_PATTERN, evaluation);
        return pattern_along(line->composition, line->layer, name, &paint, path,
                             line->stroke.width_px, line->sort_key);
    }
    struct line joined = *line;
    double round_limit = style_number(style, PROPERTY_LINE_ROUND_LIMIT, evaluation);
    g_autoptr(PagePath) with_joins = round_joins_limited(path, round_limit, &joined.stroke);
    add_strokes(&joined, with_joins != NULL ? with_joins : path);
    struct stroke shown = line->stroke;
    if (line->progress != NULL) {
        shown.color = gradient_color(line->composition, line->layer, 0.5, shown.color.alpha);
    }
    return shown;
}

static struct stroke read_stroke(const struct style_layer *style, struct evaluation *evaluation)
{
    struct stroke stroke = {
        .width_px = style_number(style, PROPERTY_LINE_WIDTH, evaluation),
        .color = color_with_opacity(style_color(style, PROPERTY_LINE_COLOR, evaluation),
                                    style_number(style, PROPERTY_LINE_OPACITY, evaluation)),
        .cap = parse_cap(style_string(style, PROPERTY_LINE_CAP, evaluation)),
        .join = parse_join(style_string(style, PROPERTY_LINE_JOIN, evaluation)),
        /* Below 1 there is no mitre, as at 1; 0 stands for a default in a stroke. */
        .miter_limit = fmax(1, style_number(style, PROPERTY_LINE_MITER_LIMIT, evaluation)),
    };
    set_dashes(&stroke, style_array(style, PROPERTY_LINE_DASHARRAY, evaluation));
    return stroke;
}

/* The reference lets line-gradient hold without dashes and patterns only. */
static gboolean has_gradient(const struct style_layer *style)
{
    return style_has(style, PROPERTY_LINE_GRADIENT) && !style_has(style, PROPERTY_LINE_DASHARRAY) &&
           !style_has(style, PROPERTY_LINE_PATTERN);
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
    g_autoptr(PagePath) path =
        translated_path(composition, layer, PROPERTY_LINE_TRANSLATE, feature->path);
    g_autoptr(GArray) progress = has_gradient(style) ? line_progress(composition, feature) : NULL;
    struct line line = {
        composition,
        layer,
        path,
        progress,
        .stroke = read_stroke(style, evaluation),
        .blur_px = style_number(style, PROPERTY_LINE_BLUR, evaluation),
        .sort_key = style_number(style, PROPERTY_LINE_SORT_KEY, evaluation),
    };
    if (progress != NULL) {
        line.stroke.color.alpha = style_number(style, PROPERTY_LINE_OPACITY, evaluation);
    }
    double offset = style_number(style, PROPERTY_LINE_OFFSET, evaluation);
    double gap = style_number(style, PROPERTY_LINE_GAP_WIDTH, evaluation);
    double aside = gap > 0 ? (gap + line.stroke.width_px) / 2 : 0;
    struct item shown = {.kind = ITEM_PATH};
    shown.stroke = add_line(&line, offset + aside);
    if (gap > 0) {
        add_line(&line, offset - aside);
    }
    shown.stroke.color = color_with_opacity(shown.stroke.color, layer->group->opacity);
    legend_note(composition, layer, &shown, line.stroke.width_px / 2);
    return TRUE;
}
