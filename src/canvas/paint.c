#include "canvas/paint.h"

#include <math.h>

/* Dashes below this sum would cost any renderer seconds a line, and show as solid. */
#define MIN_DASH_SUM_PX 0.1
#define MIN_HATCH_SPACING_PX 0.5
#define MIN_TILE_PX 0.5
#define MAX_WIDTH_PX 10000.0

static double clamp_or(double value, double low, double high, double otherwise)
{
    return isnan(value) ? otherwise : CLAMP(value, low, high);
}

static struct color sound_color(struct color color)
{
    return (struct color){clamp_or(color.red, 0, 1, 0), clamp_or(color.green, 0, 1, 0),
                          clamp_or(color.blue, 0, 1, 0), clamp_or(color.alpha, 0, 1, 0)};
}

static gboolean tile_is_sound(const struct tile *tile)
{
    return tile != NULL && tile->width_px >= MIN_TILE_PX && tile->height_px >= MIN_TILE_PX &&
           tile->width_px <= MAX_WIDTH_PX && tile->height_px <= MAX_WIDTH_PX;
}

static void make_fill_sound(struct fill *fill)
{
    fill->color = sound_color(fill->color);
    if (fill->kind == FILL_HATCH) {
        fill->hatch_angle_deg =
            isfinite(fill->hatch_angle_deg) ? fmod(fill->hatch_angle_deg, 180) : 0;
        fill->hatch_spacing_px =
            clamp_or(fill->hatch_spacing_px, MIN_HATCH_SPACING_PX, MAX_WIDTH_PX, MAX_WIDTH_PX);
        fill->hatch_width_px = clamp_or(fill->hatch_width_px, 0, fill->hatch_spacing_px, 0);
    }
    if (fill->kind == FILL_TILES) {
        if (!tile_is_sound(fill->tile))
            fill->kind = FILL_NONE;
    } else if (fill->color.alpha == 0 || (fill->kind == FILL_HATCH && fill->hatch_width_px == 0)) {
        fill->kind = FILL_NONE;
    }
}

static void make_dashes_sound(struct stroke *stroke)
{
    double sum = 0;

    stroke->n_dashes = MIN(stroke->n_dashes, STROKE_MAX_DASHES);
    for (guint i = 0; i < stroke->n_dashes; i++) {
        if (!(stroke->dashes_px[i] >= 0 && stroke->dashes_px[i] <= MAX_WIDTH_PX))
            stroke->n_dashes = 0;
        else
            sum += stroke->dashes_px[i];
    }
    if (sum < MIN_DASH_SUM_PX)
        stroke->n_dashes = 0;
}

static void make_stroke_sound(struct stroke *stroke)
{
    stroke->color = sound_color(stroke->color);
    stroke->width_px = clamp_or(stroke->width_px, 0, MAX_WIDTH_PX, 0);
    if (stroke->miter_limit == 0)
        stroke->miter_limit = STROKE_MITER_LIMIT;
    stroke->miter_limit = clamp_or(stroke->miter_limit, 1, 100, 1);
    if (stroke->color.alpha == 0)
        stroke->width_px = 0;
    make_dashes_sound(stroke);
}

static gboolean is_near(struct page_point point)
{
    return fabs(point.x) <= PAINT_MAX_COORD_PX && fabs(point.y) <= PAINT_MAX_COORD_PX;
}

static gboolean path_is_near(const struct page_path *path)
{
    const struct page_point *points = (const struct page_point *)path->points->data;

    for (guint i = 0; i < path->points->len; i++)
        if (!is_near(points[i]))
            return FALSE;
    return TRUE;
}

/* A last guard, for compose has cut paths near the frame already: far points move to the edge of
 * what is allowed, those that are no numbers go. */
static struct page_path *path_pulled_near(const struct page_path *path)
{
    struct page_path *near = page_path_new();

    page_path_clear(near, path->closed);
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n = 0;
        const struct page_point *points = page_path_part(path, part, &n);
        page_path_begin_part(near);
        for (guint i = 0; i < n; i++)
            if (!isnan(points[i].x) && !isnan(points[i].y))
                page_path_add(near, CLAMP(points[i].x, -PAINT_MAX_COORD_PX, PAINT_MAX_COORD_PX),
                              CLAMP(points[i].y, -PAINT_MAX_COORD_PX, PAINT_MAX_COORD_PX));
    }
    return near;
}

/* Cheaper than item_box() for a long path: the box with the largest reach its stroke can have. */
static struct box rough_box(const struct item *item)
{
    double reach = item->stroke.width_px / 2 * fmax(item->stroke.miter_limit, G_SQRT2);

    if (item->kind != ITEM_PATH)
        return item_box(item);
    struct box box = page_path_box(item->path);
    return box_is_empty(box) ? box : box_grow(box, reach);
}

static gboolean is_visible(const struct item *item, struct box window)
{
    if (item->fill.kind == FILL_NONE && item->stroke.width_px == 0 &&
        (item->kind == ITEM_PATH || item->kind == ITEM_CIRCLE) && item->id == NULL &&
        item->title == NULL)
        return FALSE;
    struct box box = rough_box(item);
    return !box_is_empty(box) && box_intersects(box, window);
}

static void paint_path(const struct item *item, struct box window,
                       const struct paint_backend *backend, void *page)
{
    g_autoptr(PagePath) near = NULL;
    struct item sound = *item;

    if (!path_is_near(item->path))
        sound.path = near = path_pulled_near(item->path);
    if (is_visible(&sound, window))
        backend->path(page, &sound);
}

static void paint_circle(const struct item *item, struct box window,
                         const struct paint_backend *backend, void *page)
{
    struct item sound = *item;

    sound.circle.radius_px = clamp_or(item->circle.radius_px, 0, MAX_WIDTH_PX, 0);
    if (is_near(sound.circle.center) && is_visible(&sound, window))
        backend->circle(page, &sound);
}

static void paint_text(const struct item *item, struct box window,
                       const struct paint_backend *backend, void *page)
{
    struct item sound = *item;

    sound.text.color = sound_color(item->text.color);
    sound.text.halo_color = sound_color(item->text.halo_color);
    sound.text.halo_width_px = clamp_or(item->text.halo_width_px, 0, MAX_WIDTH_PX, 0);
    sound.text.halo_blur_px = clamp_or(item->text.halo_blur_px, 0, MAX_WIDTH_PX, 0);
    if (sound.text.halo_color.alpha == 0)
        sound.text.halo_width_px = 0;
    if (sound.text.halo_width_px == 0)
        sound.text.halo_blur_px = 0;
    sound.text.angle_deg = isfinite(item->text.angle_deg) ? fmod(item->text.angle_deg, 360) : 0;
    if (item->text.baseline != NULL && !path_is_near(item->text.baseline))
        return;
    if (is_near(sound.text.origin) && is_near(sound.text.pivot) && is_visible(&sound, window))
        backend->text(page, &sound);
}

static void paint_image(const struct item *item, struct box window,
                        const struct paint_backend *backend, void *page)
{
    struct item sound = *item;
    struct box box = item->image.box;

    sound.image.angle_deg = isfinite(item->image.angle_deg) ? fmod(item->image.angle_deg, 360) : 0;
    if (item->image.width > 0 && item->image.height > 0 && box.xmax > box.xmin &&
        box.ymax > box.ymin && is_near((struct page_point){box.xmin, box.ymin}) &&
        is_near((struct page_point){box.xmax, box.ymax}) && is_visible(&sound, window))
        backend->image(page, &sound);
}

static void paint_item(const struct item *item, struct box window,
                       const struct paint_backend *backend, void *page)
{
    struct item sound = *item;

    make_fill_sound(&sound.fill);
    make_stroke_sound(&sound.stroke);
    switch (item->kind) {
    case ITEM_PATH:
        paint_path(&sound, window, backend, page);
        break;
    case ITEM_CIRCLE:
        paint_circle(&sound, window, backend, page);
        break;
    case ITEM_TEXT:
        paint_text(&sound, window, backend, page);
        break;
    case ITEM_IMAGE:
        paint_image(&sound, window, backend, page);
        break;
    }
}

void paint_scene(const struct scene *scene, const struct paint_backend *backend, void *page)
{
    const struct box sheet = {0, 0, scene->width_px, scene->height_px};

    g_assert(backend->begin_page && backend->begin_group && backend->path && backend->circle &&
             backend->text && backend->image && backend->end_group && backend->end_page);
    backend->begin_page(page, scene);
    for (guint i = 0; i < scene->groups->len; i++) {
        const struct scene_group *group = scene->groups->pdata[i];
        struct box window = group->clipped ? box_intersection(sheet, group->clip) : sheet;
        backend->begin_group(page, group);
        for (guint k = 0; k < group->items->len && !box_is_empty(window); k++)
            paint_item(group->items->pdata[k], window, backend, page);
        backend->end_group(page, group);
    }
    backend->end_page(page, scene);
}
