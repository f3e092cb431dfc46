#include "compose/line_gradient.h"

#include <math.h>

#define STEP_PX 1.0
#define MAX_STEPS 256
/* Opaque pieces reach into the next one, or half covered pixels would show where they meet. */
#define OVERLAP_PX 0.5
#define COLOR_LEVELS 255

static double distance(struct page_point a, struct page_point b)
{
    return hypot(b.x - a.x, b.y - a.y);
}

static double length_of(const struct page_point *points, guint n)
{
    double length = 0;
    for (guint i = 1; i < n; i++) {
        length += distance(points[i - 1], points[i]);
    }
    return length;
}

/* ---- where on the whole line a part lies ---- */

/* The line before it was cut; points that the map's CRS has not are left out. */
static struct page_path *whole_line(const struct view *view, const struct geometry *lonlat)
{
    struct page_path *whole = page_path_new();
    page_path_clear(whole, FALSE);
    for (guint part = 0; part < geometry_parts(lonlat); part++) {
        guint n;
        const struct coord *coords = geometry_part(lonlat, part, &n);
        page_path_begin_part(whole);
        for (guint i = 0; i < n; i++) {
            struct page_point at;
            if (view_lonlat_to_page(view, (struct lonlat){coords[i].x, coords[i].y}, &at)) {
                page_path_add(whole, at.x, at.y);
            }
        }
    }
    return whole;
}

/* The share of a segment before the point of it that is nearest to `at`. */
static double share_before(struct page_point a, struct page_point b, struct page_point at)
{
    double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    return square > 0 ? CLAMP(((at.x - a.x) * dx + (at.y - a.y) * dy) / square, 0, 1) : 0;
}

/* How far along its part the point of the line is that is nearest to `at`. */
static double progress_at(const struct page_path *whole, struct page_point at)
{
    double nearest = INFINITY, progress = 0;
    for (guint part = 0; part < page_path_parts(whole); part++) {
        guint n;
        const struct page_point *points = page_path_part(whole, part, &n);
        double length = length_of(points, n), walked = 0;
        for (guint i = 1; i < n && length > 0; i++) {
            struct page_point a = points[i - 1], b = points[i];
            double share = share_before(a, b, at);
            struct page_point foot = {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
            if (distance(foot, at) < nearest) {
                nearest = distance(foot, at);
                progress = (walked + share * distance(a, b)) / length;
            }
            walked += distance(a, b);
        }
    }
    return progress;
}

static gboolean is_cut(const struct page_feature *feature, const struct geometry *lonlat,
                       struct box frame)
{
    struct box box = page_path_box(feature->path);
    return page_path_parts(feature->path) != geometry_parts(lonlat) || box.xmin < frame.xmin ||
           box.ymin < frame.ymin || box.xmax > frame.xmax || box.ymax > frame.ymax;
}

GArray *line_progress(struct composition *composition, const struct page_feature *feature)
{
    const struct evaluation *evaluation = &composition->evaluation;
    const struct geometry *lonlat =
        evaluation->lonlat != NULL ? evaluation->lonlat : evaluation->feature->geometry;
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(struct progress_span));
    g_autoptr(PagePath) whole = NULL;
    if (feature->type == GEOMETRY_LINE && is_cut(feature, lonlat, composition->view.frame)) {
        whole = whole_line(&composition->view, lonlat);
    }
    for (guint i = 0; i < page_path_parts(feature->path); i++) {
        struct progress_span span = {0, 1};
        guint n;
        const struct page_point *points = page_path_part(feature->path, i, &n);
        if (whole != NULL && n > 0) {
            span = (struct progress_span){progress_at(whole, points[0]),
                                          progress_at(whole, points[n - 1])};
        }
        g_array_append_val(spans, span);
    }
    return spans;
}

/* ---- drawing ---- */

struct color gradient_color(struct composition *composition, const struct composed_layer *layer,
                            double progress, double opacity)
{
    struct evaluation *evaluation = &composition->evaluation;
    evaluation->line_progress = progress;
    struct color color = style_color(layer->layer, PROPERTY_LINE_GRADIENT, evaluation);
    evaluation->line_progress = 0;
    return color_with_opacity(color, opacity);
}

/* What the pieces of a part have in common, and how far along it the last one has come. */
struct walk {
    struct composed_layer *layer;
    const struct stroke *stroke;
    double sort_key;
    const struct page_point *points;
    guint n, next;       /* points before `next` are passed */
    double walked, step; /* px: up to point next - 1; of a step */
};

static struct page_point between(struct page_point a, struct page_point b, double along)
{
    double length = distance(a, b), share = length > 0 ? CLAMP(along / length, 0, 1) : 0;
    return (struct page_point){a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

static void pass_until(struct walk *walk, double along)
{
    while (walk->next + 1 < walk->n) {
        double end =
            walk->walked + distance(walk->points[walk->next - 1], walk->points[walk->next]);
        if (end > along) {
            return;
        }
        walk->walked = end;
        walk->next++;
    }
}

/* The part from one distance along it to another. */
static struct page_path *cut_piece(struct walk *walk, double from, double to)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    pass_until(walk, from);
    double walked = walk->walked;
    for (guint i = walk->next; i < walk->n; i++) {
        struct page_point a = walk->points[i - 1], b = walk->points[i];
        if (i == walk->next) {
            struct page_point start = between(a, b, from - walked);
            page_path_add(path, start.x, start.y);
        }
        struct page_point end = between(a, b, to - walked);
        page_path_add(path, end.x, end.y);
        walked += distance(a, b);
        if (walked >= to) {
            break;
        }
    }
    return path;
}

static void add_piece(struct walk *walk, guint from, guint to, guint steps, struct color color)
{
    gboolean opaque = color.alpha >= 1;
    double over = opaque && to < steps ? OVERLAP_PX : 0;
    struct page_path *path = cut_piece(walk, from * walk->step, to * walk->step + over);
    struct item *item = scene_group_add_path(walk->layer->group, path);
    item->stroke = *walk->stroke;
    item->stroke.color = color;
    if (!opaque) {
        item->stroke.cap = LINE_CAP_BUTT;
    }
    layer_add_sort_key(walk->layer, walk->sort_key);
}

static gboolean looks_equal(struct color a, struct color b)
{
    return lround(a.red * COLOR_LEVELS) == lround(b.red * COLOR_LEVELS) &&
           lround(a.green * COLOR_LEVELS) == lround(b.green * COLOR_LEVELS) &&
           lround(a.blue * COLOR_LEVELS) == lround(b.blue * COLOR_LEVELS) &&
           lround(a.alpha * COLOR_LEVELS) == lround(b.alpha * COLOR_LEVELS);
}

/* Each step has the colour at its middle; steps that look the same are one piece. */
static void add_pieces(struct composition *composition, struct walk *walk,
                       struct progress_span span)
{
    double length = length_of(walk->points, walk->n);
    if (!(length > 0 && isfinite(length))) {
        return;
    }
    guint steps = (guint)CLAMP(ceil(length / STEP_PX), 1, MAX_STEPS), from = 0;
    struct color piece = {0};
    walk->step = length / steps;
    for (guint i = 0; i < steps; i++) {
        double progress = span.first + (span.last - span.first) * (i + 0.5) / steps;
        struct color color =
            gradient_color(composition, walk->layer, progress, walk->stroke->color.alpha);
        if (i > 0 && !looks_equal(piece, color)) {
            add_piece(walk, from, i, steps, piece);
            from = i;
        }
        if (from == i) {
            piece = color;
        }
    }
    add_piece(walk, from, steps, steps, piece);
}

void gradient_along(struct composition *composition, struct composed_layer *layer,
                    const struct page_path *path, const GArray *progress,
                    const struct stroke *stroke, double sort_key)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(struct page_point));
    for (guint i = 0; i < page_path_parts(path) && i < progress->len; i++) {
        guint n;
        const struct page_point *part = page_path_part(path, i, &n);
        g_array_set_size(points, 0);
        g_array_append_vals(points, part, n);
        if (path->closed && n > 0) {
            g_array_append_vals(points, part, 1);
        }
        struct walk walk = {
            layer,
            stroke,
            sort_key,
            .points = (const struct page_point *)(void *)points->data,
            .n = points->len,
            .next = 1,
        };
        add_pieces(composition, &walk, g_array_index(progress, struct progress_span, i));
    }
}
