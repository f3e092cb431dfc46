/* "within": is a point or a line inside polygons? MapLibre asks on the grid of the tile that the
 * feature is in, in Web Mercator, where edges of polygons are straight; without a tile the same is
 * asked without rounding. What only touches an edge is not inside. */
#include "style/mercator.h"
#include "style/operators.h"
#include "style/shape.h"

/* The world, 1 wide, or in units of the tiles' grid. */
static double world_width(const struct tile_id *tile)
{
    return tile ? mercator_grid(tile) : 1;
}

static struct coord place_of(struct coord lonlat, const struct tile_id *tile)
{
    struct coord place = mercator_of(lonlat);
    if (!tile)
        return place;
    double grid = mercator_grid(tile);
    return (struct coord){floor(place.x * grid + 0.5), floor(place.y * grid + 0.5)};
}

/* A polygon or line on that plane. */
struct plane_shape {
    struct shape shape;
    struct coord *points; /* the same, owned */
    struct box box;
};

static struct plane_shape plane_shape(const struct shape *shape, const struct tile_id *tile)
{
    struct plane_shape made = {*shape, g_new(struct coord, MAX(shape->n_points, 1)), box_empty()};
    for (guint i = 0; i < shape->n_points; i++) {
        made.points[i] = place_of(shape->points[i], tile);
        box_add(&made.box, made.points[i].x, made.points[i].y);
    }
    made.shape.points = made.points;
    return made;
}

/* ---- points and edges ---- */

enum side {
    SIDE_OUT,
    SIDE_EDGE,
    SIDE_IN,
};

static gboolean on_edge(struct coord p, struct coord a, struct coord b)
{
    double ax = p.x - a.x, ay = p.y - a.y, bx = p.x - b.x, by = p.y - b.y;
    return ax * by - bx * ay == 0 && ax * bx <= 0 && ay * by <= 0;
}

/* Does a ray from p to the right cross the edge? */
static gboolean ray_crosses(struct coord p, struct coord a, struct coord b)
{
    return (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x;
}

static enum side side_of(struct coord p, const struct shape *polygon)
{
    gboolean inside = FALSE;
    for (guint part = 0; part < polygon->n_parts; part++) {
        guint length;
        const struct coord *ring = shape_part(polygon, part, &length);
        for (guint i = 1; i < length; i++) {
            if (on_edge(p, ring[i - 1], ring[i]))
                return SIDE_EDGE;
            inside ^= ray_crosses(p, ring[i - 1], ring[i]);
        }
    }
    return inside ? SIDE_IN : SIDE_OUT;
}

gboolean polygon_has_point(const struct shape *polygon, struct coord p, gboolean edge_counts)
{
    enum side side = side_of(p, polygon);
    return side == SIDE_IN || (side == SIDE_EDGE && edge_counts);
}

static double turn(struct coord from, struct coord to, struct coord p)
{
    return (p.x - from.x) * (to.y - from.y) - (to.x - from.x) * (p.y - from.y);
}

static gboolean are_opposite(double a, double b)
{
    return (a > 0 && b < 0) || (a < 0 && b > 0);
}

gboolean segments_cross(struct coord a, struct coord b, struct coord c, struct coord d)
{
    return are_opposite(turn(c, d, a), turn(c, d, b)) && are_opposite(turn(a, b, c), turn(a, b, d));
}

static gboolean crosses_polygon(struct coord a, struct coord b, const struct shape *polygon)
{
    for (guint part = 0; part < polygon->n_parts; part++) {
        guint length;
        const struct coord *ring = shape_part(polygon, part, &length);
        for (guint i = 1; i < length; i++)
            if (segments_cross(a, b, ring[i - 1], ring[i]))
                return TRUE;
    }
    return FALSE;
}

/* ---- the whole ---- */

struct areas {
    guint count;
    struct plane_shape *items;
    struct box box;
};

static struct areas areas_new(const struct shapes *shapes, const struct tile_id *tile)
{
    struct areas areas = {0, g_new(struct plane_shape, MAX(shapes->count, 1)), box_empty()};
    for (guint i = 0; i < shapes->count; i++) {
        if (shapes->items[i].type != GEOMETRY_POLYGON)
            continue;
        struct plane_shape area = plane_shape(&shapes->items[i], tile);
        box_add(&areas.box, area.box.xmin, area.box.ymin);
        box_add(&areas.box, area.box.xmax, area.box.ymax);
        areas.items[areas.count++] = area;
    }
    return areas;
}

static void areas_free(struct areas *areas)
{
    for (guint i = 0; i < areas->count; i++)
        g_free(areas->items[i].points);
    g_free(areas->items);
}

/* Round the world, to where the polygons are. */
static double shifted(double x, struct box box, double world)
{
    if (x >= box.xmin && x <= box.xmax)
        return x;
    if (x - box.xmin > world / 2)
        return x - world;
    if (box.xmin - x > world / 2)
        return x + world;
    return x - box.xmax > world / 2 ? x - world : box.xmax - x > world / 2 ? x + world : x;
}

static void shift_points(struct plane_shape *shape, const struct areas *areas, double world)
{
    struct box box = box_empty();
    for (guint i = 0; i < shape->shape.n_points; i++) {
        shape->points[i].x = shifted(shape->points[i].x, areas->box, world);
        box_add(&box, shape->points[i].x, shape->points[i].y);
    }
    shape->box = box;
}

static gboolean box_is_inside(struct box inner, struct box outer)
{
    return inner.xmin > outer.xmin && inner.xmax < outer.xmax && inner.ymin > outer.ymin &&
           inner.ymax < outer.ymax;
}

static gboolean point_is_within(struct coord p, const struct areas *areas)
{
    for (guint i = 0; i < areas->count; i++)
        if (box_contains(areas->items[i].box, p.x, p.y) &&
            polygon_has_point(&areas->items[i].shape, p, FALSE))
            return TRUE;
    return FALSE;
}

static gboolean line_is_in(const struct coord *line, guint length, const struct shape *polygon)
{
    for (guint i = 0; i < length; i++)
        if (!polygon_has_point(polygon, line[i], FALSE))
            return FALSE;
    for (guint i = 1; i < length; i++)
        if (crosses_polygon(line[i - 1], line[i], polygon))
            return FALSE;
    return TRUE;
}

/* A line has to be inside of one polygon. */
static gboolean line_is_within(const struct coord *line, guint length, const struct areas *areas)
{
    for (guint i = 0; i < areas->count; i++)
        if (line_is_in(line, length, &areas->items[i].shape))
            return TRUE;
    return FALSE;
}

static gboolean shape_is_within(const struct shape *shape, const struct areas *areas)
{
    gboolean within = TRUE;
    if (shape->type == GEOMETRY_POINT)
        for (guint i = 0; within && i < shape->n_points; i++)
            within = point_is_within(shape->points[i], areas);
    else
        for (guint i = 0; within && i < shape->n_parts; i++) {
            guint length;
            const struct coord *line = shape_part(shape, i, &length);
            within = line_is_within(line, length, areas);
        }
    return within;
}

/* The polygons as they are without a tile, made once. */
struct within {
    const struct shapes *shapes;
    struct areas areas;
};

static gboolean eval_within(const struct node *node, struct run *run, struct value *result)
{
    const struct within *within = node->data;
    const struct tile_id *tile = run->evaluation->tile;
    struct shape feature = shape_of_feature(run->evaluation);
    double world = world_width(tile);
    if (feature.type != GEOMETRY_POINT && feature.type != GEOMETRY_LINE)
        return put_boolean(result, FALSE);
    struct areas areas = tile ? areas_new(within->shapes, tile) : within->areas;
    struct plane_shape shape = plane_shape(&feature, tile);
    if (feature.type == GEOMETRY_POINT || shape.box.xmax - shape.box.xmin <= world / 2)
        shift_points(&shape, &areas, world);
    put_boolean(result,
                box_is_inside(shape.box, areas.box) && shape_is_within(&shape.shape, &areas));
    g_free(shape.points);
    if (tile)
        areas_free(&areas);
    return TRUE;
}

/* Hands what areas_new() allocated to the expression. */
static void keep_areas(const struct context *context, struct areas *areas)
{
    for (guint i = 0; i < areas->count; i++)
        g_ptr_array_add(context_pool(context), areas->items[i].points);
    g_ptr_array_add(context_pool(context), areas->items);
}

struct node *parse_within(const struct context *context, const json_t *json,
                          const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args != 1)
        return context_fail(
            context, "'within' expression requires exactly one argument, but found %d instead.",
            (int)n_args);
    struct within *within = context_alloc(context, sizeof *within);
    within->shapes = shapes_read(context, json_array_get(json, 1));
    if (within->shapes) {
        within->areas = areas_new(within->shapes, NULL);
        keep_areas(context, &within->areas);
    }
    if (!within->shapes || within->areas.count == 0)
        return context_fail(context, "'within' expression requires valid geojson object that "
                                     "contains polygon geometry type.");
    struct node *node = node_new(context, operator, & type_boolean, eval_within, NULL);
    node->data = within;
    node->needs |= NEEDS_FEATURE | NEEDS_LONLAT;
    node->folds = FALSE;
    return node;
}
