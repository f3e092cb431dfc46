#include "compose/pattern.h"

#include "compose/symbol.h"

#include <math.h>
#include <string.h>

/* A line of more would not be told from a solid one, and costs memory. */
#define MAX_STAMPS 20000
#define MAX_STAMP_POINTS 2000000
#define MIN_PITCH_PX 0.5
/* Ticks that lie flatter on their line would be longer than it. */
#define MIN_SINE_OF_TICK 0.25

#define HATCH_PREFIX "hatch:"

gboolean pattern_is_hatch(const char *name)
{
    return g_str_has_prefix(name, HATCH_PREFIX);
}

/* "hatch:45/6/1.2": angle in degrees, spacing and width in px. */
static gboolean parse_hatch(const char *name, struct fill *fill)
{
    if (!pattern_is_hatch(name)) {
        return FALSE;
    }
    double values[3] = {45, 6, 1};
    const char *p = name + strlen(HATCH_PREFIX);
    for (guint i = 0; i < 3 && *p != '\0'; i++) {
        char *end;
        values[i] = g_ascii_strtod(p, &end);
        p = *end == '/' ? end + 1 : end;
    }
    fill->kind = FILL_HATCH;
    fill->hatch_angle_deg = CLAMP(values[0], -360, 360);
    fill->hatch_spacing_px = CLAMP(values[1], 1, 1000);
    fill->hatch_width_px = CLAMP(values[2], 0.05, 1000);
    return TRUE;
}

static void fill_tile(struct tile *tile, const struct icon *icon, const struct pattern_paint *paint)
{
    for (guint i = 0; i < icon->shapes->len; i++) {
        const struct icon_shape *shape = g_ptr_array_index(icon->shapes, i);
        struct band *band = g_new0(struct band, 1);
        band->path = page_path_copy(shape->path);
        band->color = icon_shape_color(shape, paint->color, paint->opacity);
        band->stroke = icon_shape_stroke(shape, band->color, 1);
        g_ptr_array_add(tile->bands, band);
    }
    if (icon->pixels != NULL) {
        tile->width = icon->pixel_width;
        tile->height = icon->pixel_height;
        tile->pixels = icon_pixels_dup(icon, paint->opacity);
    }
}

/* Features that look the same share a tile. */
static const struct tile *tile_of(struct scene *scene, const struct icon *icon,
                                  const struct pattern_paint *paint)
{
    const double parts[] = {paint->color.red, paint->color.green, paint->color.blue,
                            paint->color.alpha, paint->opacity};
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_string_append_printf(key, "%04lx ", lround(CLAMP(parts[i], 0, 1) * 0xFFFF));
    }
    g_string_append(key, icon->name);
    struct tile *tile = scene_find_tile(scene, key->str);
    if (tile == NULL) {
        tile = scene_add_tile(scene, key->str, icon->width_px, icon->height_px);
        fill_tile(tile, icon, paint);
    }
    return tile;
}

struct fill pattern_fill(struct composition *composition, const char *name,
                         const struct pattern_paint *paint)
{
    struct fill fill = {.kind = FILL_NONE,
                        .color = color_with_opacity(paint->color, paint->opacity)};
    if (parse_hatch(name, &fill)) {
        return fill;
    }
    const struct icon *icon = icon_set_get(composition->icons, name);
    if (icon != NULL) {
        fill.kind = FILL_TILES;
        fill.tile = tile_of(composition->scene, icon, paint);
    }
    return fill;
}

static double part_length(const struct page_point *points, guint n, gboolean closed)
{
    double length = 0;
    for (guint i = 1; i < n + closed; i++) {
        length += hypot(points[i % n].x - points[i - 1].x, points[i % n].y - points[i - 1].y);
    }
    return length;
}

/* Points along a part at equal steps, the first at `first`; what is left over at the end is less
 * than a step. */
static void sample_part(const struct page_point *points, guint n, gboolean closed, double first,
                        double step, guint count, GArray *samples)
{
    double walked = 0;
    g_array_set_size(samples, 0);
    for (guint i = 1; i < n + closed && samples->len < count; i++) {
        struct page_point a = points[i - 1], b = points[i % n];
        double length = hypot(b.x - a.x, b.y - a.y), next = first + samples->len * step;
        for (; length > 0 && next <= walked + length && samples->len < count;
             next = first + samples->len * step) {
            double t = (next - walked) / length;
            struct page_point at = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
            g_array_append_val(samples, at);
        }
        walked += length;
    }
}

/* One stamp on a line: its middle, and the line's direction there as a unit vector. */
struct stamp_place {
    struct page_point at;
    double dx, dy;
};

/* Where whole stamps of a length `pitch` stand on a part, with the same bit of it left bare at both
 * ends. A stamp points from where it begins to where it ends. */
static void add_places(const struct page_point *points, guint n, gboolean closed, double pitch,
                       guint most, GArray *places)
{
    double length = part_length(points, n, closed);
    if (!isfinite(length) || most <= places->len) {
        return;
    }
    guint count = (guint)fmin(floor(length / pitch), most - places->len);
    double bare = fmax(0, (length - count * pitch) / 2);
    g_autoptr(GArray) samples = g_array_new(FALSE, FALSE, sizeof(struct page_point));
    sample_part(points, n, closed, bare, pitch / 2, 2 * count + 1, samples);
    for (guint i = 0; i + 2 < samples->len; i += 2) {
        const struct page_point *p = &g_array_index(samples, struct page_point, i);
        double dx = p[2].x - p[0].x, dy = p[2].y - p[0].y, chord = hypot(dx, dy);
        if (chord > 0) {
            struct stamp_place place = {p[1], dx / chord, dy / chord};
            g_array_append_val(places, place);
        }
    }
}

static GArray *places_along(struct composition *composition, const struct page_path *path,
                            double pitch, guint most)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(struct stamp_place));
    for (guint i = 0; i < page_path_parts(path); i++) {
        guint n;
        const struct page_point *points = page_path_part(path, i, &n);
        if (n > 1) {
            add_places(points, n, path->closed, pitch, most, places);
        }
    }
    if (places->len >= most) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, composition->style->path, 0,
                        "line-pattern: a line that repeats it more than %u times is drawn so far "
                        "only",
                        most);
    }
    return places;
}

static void add_point(struct page_path *path, const struct stamp_place *place, double along,
                      double across)
{
    page_path_add(path, place->at.x + along * place->dx - across * place->dy,
                  place->at.y + along * place->dy + across * place->dx);
}

/* All ticks are one item, each a part of its own. */
static struct stroke ticks_along(struct composition *composition, struct composed_layer *layer,
                                 const struct fill *hatch, const struct page_path *path,
                                 double width_px, double sort_key)
{
    double angle = hatch->hatch_angle_deg * G_PI / 180, s = sin(angle), c = cos(angle);
    double sine = fmax(fabs(s), MIN_SINE_OF_TICK);
    double pitch = fmax(hatch->hatch_spacing_px / sine, MIN_PITCH_PX);
    double tick = hatch->hatch_width_px / sine;
    /* The page's y points down, so that the line's left is -across. */
    double across = width_px / 2, along = (s < 0 ? -c : c) / sine * across;
    g_autoptr(GArray) places = places_along(composition, path, pitch, MAX_STAMPS);
    struct page_path *ticks = page_path_new();
    page_path_clear(ticks, FALSE);
    for (guint i = 0; i < places->len; i++) {
        const struct stamp_place *place = &g_array_index(places, struct stamp_place, i);
        page_path_begin_part(ticks);
        add_point(ticks, place, along, -across);
        add_point(ticks, place, -along, across);
    }
    struct item *item = scene_group_add_path(layer->group, ticks);
    item->stroke = (struct stroke){.width_px = hatch->hatch_width_px, .color = hatch->color};
    layer_add_sort_key(layer, sort_key);
    return (struct stroke){.width_px = width_px,
                           .color = hatch->color,
                           .dashes_px = {tick, fmax(pitch - tick, 0)},
                           .n_dashes = 2};
}

/* A shape at every second place: neighbours may overlap where the line turns, which would leave a
 * hole in one path. */
static struct page_path *stamped(const struct icon *icon, const struct icon_shape *shape,
                                 const GArray *places, guint first, double scale)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, shape->path->closed);
    for (guint i = first; i < places->len; i += 2) {
        const struct stamp_place *place = &g_array_index(places, struct stamp_place, i);
        for (guint part = 0; part < page_path_parts(shape->path); part++) {
            guint n;
            const struct page_point *points = page_path_part(shape->path, part, &n);
            page_path_begin_part(path);
            for (guint k = 0; k < n; k++) {
                add_point(path, place, (points[k].x - icon->width_px / 2) * scale,
                          (points[k].y - icon->height_px / 2) * scale);
            }
        }
    }
    return path;
}

static guint count_points(const struct icon *icon)
{
    guint n = 1;
    for (guint i = 0; i < icon->shapes->len; i++) {
        n += ((const struct icon_shape *)g_ptr_array_index(icon->shapes, i))->path->points->len;
    }
    return n;
}

/* An icon is as high as the line is wide. */
static double icon_pitch(const struct icon *icon, double width_px)
{
    return fmax(icon->width_px * width_px / icon->height_px, MIN_PITCH_PX);
}

double pattern_stamp_px(struct composition *composition, const char *name, double width_px)
{
    struct fill hatch;
    const struct icon *icon =
        parse_hatch(name, &hatch) ? NULL : icon_set_get(composition->icons, name);
    return icon != NULL && icon->pixels == NULL ? icon_pitch(icon, width_px) : 0;
}

static void icons_along(struct composition *composition, struct composed_layer *layer,
                        const struct icon *icon, const struct pattern_paint *paint,
                        const struct page_path *path, double width_px, double sort_key)
{
    double scale = width_px / icon->height_px;
    double pitch = icon_pitch(icon, width_px);
    guint most = MIN(MAX_STAMPS, MAX_STAMP_POINTS / count_points(icon));
    g_autoptr(GArray) places = places_along(composition, path, pitch, most);
    for (guint half = 0; half < 2 && half < places->len; half++) {
        for (guint i = 0; i < icon->shapes->len; i++) {
            const struct icon_shape *shape = g_ptr_array_index(icon->shapes, i);
            struct item *item =
                scene_group_add_path(layer->group, stamped(icon, shape, places, half, scale));
            struct color color = icon_shape_color(shape, paint->color, paint->opacity);
            icon_shape_paint(shape, color, scale, item);
            layer_add_sort_key(layer, sort_key);
        }
    }
}

struct stroke pattern_along(struct composition *composition, struct composed_layer *layer,
                            const char *name, const struct pattern_paint *paint,
                            const struct page_path *path, double width_px, double sort_key)
{
    struct color color = color_with_opacity(paint->color, paint->opacity);
    struct fill hatch = {.color = color};
    if (!(width_px > 0)) {
        return (struct stroke){0};
    }
    if (parse_hatch(name, &hatch)) {
        return ticks_along(composition, layer, &hatch, path, width_px, sort_key);
    }
    const struct icon *icon = icon_set_get(composition->icons, name);
    if (icon != NULL && icon->pixels != NULL) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, composition->style->path, 0,
                        "line-pattern: the icon '%s' is a PNG, which is not drawn along lines; "
                        "make it an SVG",
                        icon->name);
    } else if (icon != NULL) {
        icons_along(composition, layer, icon, paint, path, width_px, sort_key);
    }
    return (struct stroke){.width_px = width_px, .color = color};
}
