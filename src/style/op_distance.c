/* "distance": metres from a feature to the nearest of the given points, lines and polygons; 0 where
 * they meet. Distances are those of a plane in degrees, scaled at the feature's latitude as
 * Mapbox's cheap-ruler does it (https://github.com/mapbox/cheap-ruler), with the radii of curvature
 * of WGS 84 from https://en.wikipedia.org/wiki/Earth_radius#Radii_of_curvature: good to a per mille
 * over a few hundred kilometres away from the poles. The results are MapLibre's but for a feature
 * of several lines: MapLibre joins the end of each to the beginning of the next and measures to
 * what lies between too; here each line stands alone. */
#include "style/mercator.h"
#include "style/operators.h"
#include "style/shape.h"

#define EQUATOR_RADIUS_M 6378137.0
#define FLATTENING (1 / 298.257223563)

/* Metres in a degree east and north. */
struct ruler {
    double x_m, y_m;
};

static struct ruler ruler_at(double latitude)
{
    double e2 = FLATTENING * (2 - FLATTENING);
    double cosine = cos(latitude * G_PI / 180);
    double w2 = 1 / (1 - e2 * (1 - cosine * cosine));
    double degree_m = EQUATOR_RADIUS_M * G_PI / 180 * sqrt(w2);
    return (struct ruler){degree_m * cosine, degree_m * w2 * (1 - e2)};
}

static double wrapped(double degrees)
{
    return degrees > 180 || degrees < -180 ? remainder(degrees, 360) : degrees;
}

/* From a to b in metres. */
static struct coord offset_m(const struct ruler *ruler, struct coord a, struct coord b)
{
    return (struct coord){wrapped(b.x - a.x) * ruler->x_m, (b.y - a.y) * ruler->y_m};
}

static double point_to_segment(const struct ruler *ruler, struct coord p, struct coord a,
                               struct coord b)
{
    struct coord along = offset_m(ruler, a, b), to_p = offset_m(ruler, a, p);
    double square = along.x * along.x + along.y * along.y;
    double t = square > 0 ? (to_p.x * along.x + to_p.y * along.y) / square : 0;
    t = CLAMP(t, 0, 1);
    double dx = to_p.x - t * along.x, dy = to_p.y - t * along.y;
    return sqrt(dx * dx + dy * dy);
}

static double segments_apart(const struct ruler *ruler, const struct coord *a,
                             const struct coord *b)
{
    if (segments_cross(a[0], a[1], b[0], b[1]))
        return 0;
    double one =
        MIN(point_to_segment(ruler, a[0], b[0], b[1]), point_to_segment(ruler, a[1], b[0], b[1]));
    double other =
        MIN(point_to_segment(ruler, b[0], a[0], a[1]), point_to_segment(ruler, b[1], a[0], a[1]));
    return MIN(one, other);
}

/* ---- the segments of shapes ---- */

/* How many segments a part has: a point is one from itself to itself, a ring is closed. */
static guint count_segments(enum geometry_type type, guint length)
{
    return type == GEOMETRY_POLYGON || length < 2 ? length : length - 1;
}

static void segment_at(const struct coord *points, guint length, guint index,
                       struct coord segment[2])
{
    segment[0] = points[index];
    segment[1] = points[index + 1 < length ? index + 1 : 0];
}

/* From one segment to a shape; `best` is what is known to be near enough already. */
static double segment_to_shape(const struct ruler *ruler, const struct coord segment[2],
                               const struct shape *shape, double best)
{
    for (guint part = 0; part < shape->n_parts && best > 0; part++) {
        guint length;
        const struct coord *points = shape_part(shape, part, &length);
        guint count = shape->type == GEOMETRY_POINT ? length : count_segments(shape->type, length);
        for (guint i = 0; i < count && best > 0; i++) {
            struct coord other[2] = {points[i], points[i]};
            if (shape->type != GEOMETRY_POINT)
                segment_at(points, length, i, other);
            best = MIN(best, segments_apart(ruler, segment, other));
        }
    }
    return best;
}

static gboolean has_any_point(const struct shape *polygon, const struct shape *shape)
{
    for (guint i = 0; polygon->type == GEOMETRY_POLYGON && i < shape->n_points; i++)
        if (polygon_has_point(polygon, shape->points[i], TRUE))
            return TRUE;
    return FALSE;
}

/* Of two shapes; `best` as above. Points of one in the other, or edges that cross, make it 0. */
static double shapes_apart(const struct ruler *ruler, const struct shape *a, const struct shape *b,
                           double best)
{
    if (has_any_point(a, b) || has_any_point(b, a))
        return 0;
    for (guint part = 0; part < a->n_parts && best > 0; part++) {
        guint length;
        const struct coord *points = shape_part(a, part, &length);
        guint count = a->type == GEOMETRY_POINT ? length : count_segments(a->type, length);
        for (guint i = 0; i < count && best > 0; i++) {
            struct coord segment[2] = {points[i], points[i]};
            if (a->type != GEOMETRY_POINT)
                segment_at(points, length, i, segment);
            best = segment_to_shape(ruler, segment, b, best);
        }
    }
    return best;
}

/* ---- the operator ---- */

/* The shape with its positions moved to the tile's grid, as MapLibre has them; owned. */
static struct coord *snapped_points(const struct shape *shape, const struct tile_id *tile)
{
    struct coord *points = g_new(struct coord, shape->n_points);
    double grid = mercator_grid(tile);
    for (guint i = 0; i < shape->n_points; i++) {
        struct coord place = mercator_of(shape->points[i]);
        place.x = floor(place.x * grid + 0.5) / grid;
        place.y = floor(place.y * grid + 0.5) / grid;
        points[i] = mercator_inverse(place);
    }
    return points;
}

static gboolean eval_distance(const struct node *node, struct run *run, struct value *result)
{
    const struct shapes *shapes = node->data;
    struct shape feature = shape_of_feature(run->evaluation);
    if (feature.n_points == 0)
        return put_number(result, NAN);
    g_autofree struct coord *snapped =
        run->evaluation->tile ? snapped_points(&feature, run->evaluation->tile) : NULL;
    if (snapped)
        feature.points = snapped;
    struct ruler ruler = ruler_at(feature.points[0].y);
    double best = INFINITY;
    for (guint i = 0; i < shapes->count && best > 0; i++)
        best = shapes_apart(&ruler, &feature, &shapes->items[i], best);
    return put_number(result, best);
}

struct node *parse_distance(const struct context *context, const json_t *json,
                            const struct operator* operator)
{
    gsize n_args = json_array_size(json) - 1;
    if (n_args != 1)
        return context_fail(
            context, "'distance' expression requires exactly one argument, but found %d instead.",
            (int)n_args);
    struct shapes *shapes = shapes_read(context, json_array_get(json, 1));
    if (!shapes)
        return context_fail(context, "'distance' expression requires valid geojson object that "
                                     "contains polygon geometry type.");
    struct node *node = node_new(context, operator, & type_number, eval_distance, NULL);
    node->data = shapes;
    node->needs |= NEEDS_FEATURE | NEEDS_LONLAT;
    node->folds = FALSE;
    return node;
}
