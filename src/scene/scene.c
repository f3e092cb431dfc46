#include "scene/scene.h"

#include "scene/curve.h"
#include "scene/fade.h"

#include <math.h>
#include <string.h>

static void tile_free(gpointer data)
{
    struct tile *tile = data;

    g_ptr_array_unref(tile->bands);
    g_free(tile->pixels);
    g_free(tile);
}

struct scene *scene_new(double width_px, double height_px, struct font_set *fonts)
{
    struct scene *scene = g_new0(struct scene, 1);

    scene->width_px = width_px;
    scene->height_px = height_px;
    scene->background = (struct color){1, 1, 1, 1};
    scene->fonts = fonts;
    scene->groups = g_ptr_array_new_with_free_func((GDestroyNotify)scene_group_free);
    scene->tiles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, tile_free);
    return scene;
}

void scene_free(struct scene *scene)
{
    if (scene == NULL)
        return;
    g_ptr_array_unref(scene->groups);
    g_hash_table_unref(scene->tiles);
    g_free(scene->title);
    g_free(scene->description);
    g_free(scene->language);
    g_free(scene);
}

struct tile *scene_find_tile(const struct scene *scene, const char *key)
{
    return g_hash_table_lookup(scene->tiles, key);
}

struct tile *scene_add_tile(struct scene *scene, const char *key, double width_px, double height_px)
{
    struct tile *tile = g_new0(struct tile, 1);

    tile->width_px = width_px;
    tile->height_px = height_px;
    tile->bands = bands_new();
    g_hash_table_insert(scene->tiles, g_strdup(key), tile);
    return tile;
}

static gboolean is_name_start(gunichar c)
{
    /* NameStartChar of XML 1.0 (fifth edition) without the colon. */
    static const gunichar ranges[][2] = {
        {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},     {0xD8, 0xF6},
        {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F},
        {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
    };

    for (guint i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return TRUE;
    return FALSE;
}

static gboolean is_name_char(gunichar c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xB7 ||
           (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

char *scene_id_dup(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    GString *id = g_string_new(NULL);

    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        /* U+FFFD is a name character to XML, but stands here for a byte that was none. */
        g_string_append_unichar(id, is_name_char(c) && c != 0xFFFD ? c : '-');
    }
    if (!is_name_start(g_utf8_get_char(id->str)))
        g_string_prepend_c(id, '_');
    return g_string_free(id, FALSE);
}

struct scene_group *scene_group_new(const char *id, const char *label)
{
    struct scene_group *group = g_new0(struct scene_group, 1);

    group->id = scene_id_dup(id);
    group->label = g_strdup(label != NULL ? label : group->id);
    group->opacity = 1;
    group->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
    return group;
}

void scene_group_free(struct scene_group *group)
{
    if (group == NULL)
        return;
    g_ptr_array_unref(group->items);
    g_free(group->id);
    g_free(group->label);
    g_free(group);
}

static gboolean id_is_taken(const struct scene *scene, const char *id)
{
    for (guint i = 0; i < scene->groups->len; i++) {
        const struct scene_group *group = scene->groups->pdata[i];
        if (strcmp(group->id, id) == 0)
            return TRUE;
    }
    return FALSE;
}

struct scene_group *scene_add_group(struct scene *scene, const char *id, const char *label)
{
    struct scene_group *group = scene_group_new(id, label);
    g_autofree char *base = g_strdup(group->id);

    for (guint number = 2; id_is_taken(scene, group->id); number++) {
        g_free(group->id);
        group->id = g_strdup_printf("%s-%u", base, number);
    }
    g_ptr_array_add(scene->groups, group);
    return group;
}

static struct item *add_item(struct scene_group *group, enum item_kind kind)
{
    struct item *item = g_new0(struct item, 1);

    item->kind = kind;
    g_ptr_array_add(group->items, item);
    return item;
}

struct item *scene_group_add_path(struct scene_group *group, struct page_path *path)
{
    struct item *item = add_item(group, ITEM_PATH);

    item->path = path;
    return item;
}

struct item *scene_group_add_circle(struct scene_group *group, struct page_point center,
                                    double radius_px)
{
    struct item *item = add_item(group, ITEM_CIRCLE);

    item->circle.center = center;
    item->circle.radius_px = radius_px;
    return item;
}

struct item *scene_group_add_text(struct scene_group *group, struct text *text,
                                  struct page_point origin)
{
    struct item *item = add_item(group, ITEM_TEXT);

    item->text.text = text;
    item->text.origin = origin;
    item->text.pivot = origin;
    return item;
}

struct item *scene_group_add_image(struct scene_group *group, struct box box, guint width,
                                   guint height, guint32 *pixels, GPtrArray *bands)
{
    struct item *item = add_item(group, ITEM_IMAGE);

    item->image.box = box;
    item->image.width = width;
    item->image.height = height;
    item->image.pixels = pixels;
    item->image.bands = bands;
    return item;
}

static void band_free(gpointer data)
{
    struct band *band = data;

    page_path_free(band->path);
    g_free(band);
}

GPtrArray *bands_new(void)
{
    return g_ptr_array_new_with_free_func(band_free);
}

static void image_clear(struct item *item)
{
    g_free(item->image.pixels);
    g_clear_pointer(&item->image.bands, g_ptr_array_unref);
}

void item_free(struct item *item)
{
    if (item == NULL)
        return;
    if (item->kind == ITEM_PATH)
        page_path_free(item->path);
    else if (item->kind == ITEM_TEXT) {
        text_free(item->text.text);
        page_path_free(item->text.baseline);
    } else if (item->kind == ITEM_IMAGE)
        image_clear(item);
    g_free(item->id);
    g_free(item->title);
    g_free(item);
}

/* How far a mitred corner reaches, in half widths: 1/sin(half the angle between the segments), or 1
 * where that is over the limit and the corner is bevelled. */
static double miter_reach(struct page_point a, struct page_point b, struct page_point c,
                          double limit)
{
    double ux = a.x - b.x, uy = a.y - b.y, vx = c.x - b.x, vy = c.y - b.y;
    double lengths = hypot(ux, uy) * hypot(vx, vy);

    if (lengths == 0)
        return 1;
    double sine = sqrt(fmax(0, (1 - (ux * vx + uy * vy) / lengths) / 2));
    return sine * limit < 1 ? 1 : 1 / sine;
}

static double longest_miter(const struct page_path *path, double limit)
{
    double reach = 1;

    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n = 0;
        const struct page_point *points = page_path_part(path, part, &n);
        guint first = path->closed ? 0 : 1, end = path->closed ? n : MAX(n, 1) - 1;
        for (guint i = first; n > 2 && i < end; i++)
            reach = fmax(
                reach, miter_reach(points[(i + n - 1) % n], points[i], points[(i + 1) % n], limit));
    }
    return reach;
}

static double stroke_reach(const struct item *item)
{
    const struct stroke *stroke = &item->stroke;
    double reach = 1;

    if (stroke->width_px <= 0)
        return 0;
    if (item->kind == ITEM_PATH && stroke->join == LINE_JOIN_MITER)
        reach = longest_miter(item->path,
                              stroke->miter_limit > 0 ? stroke->miter_limit : STROKE_MITER_LIMIT);
    if (stroke->cap == LINE_CAP_SQUARE)
        reach = fmax(reach, G_SQRT2);
    return reach * stroke->width_px / 2;
}

/* The box of a box turned clockwise (y is down) about a point. */
static struct box box_rotate(struct box box, struct page_point pivot, double angle_deg)
{
    double angle = angle_deg * G_PI / 180, c = cos(angle), s = sin(angle);
    const double xs[2] = {box.xmin - pivot.x, box.xmax - pivot.x};
    const double ys[2] = {box.ymin - pivot.y, box.ymax - pivot.y};
    struct box turned = box_empty();

    for (guint i = 0; i < 4; i++) {
        double x = xs[i % 2], y = ys[i / 2];
        box_add(&turned, pivot.x + x * c - y * s, pivot.y + x * s + y * c);
    }
    return turned;
}

static struct page_point box_middle(struct box box)
{
    return (struct page_point){(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
}

static struct box text_item_box(const struct item *item)
{
    struct box box = item->text.text->ink;
    double halo = halo_reach(item->text.halo_width_px, item->text.halo_blur_px);

    if (box_is_empty(box))
        return box;
    if (item->text.baseline != NULL)
        return box_grow(text_box_along(item->text.text, item->text.baseline), halo);
    box.xmin += item->text.origin.x;
    box.xmax += item->text.origin.x;
    box.ymin += item->text.origin.y;
    box.ymax += item->text.origin.y;
    box = box_grow(box, halo);
    if (item->text.angle_deg == 0)
        return box;
    return box_rotate(box, item->text.pivot, item->text.angle_deg);
}

struct box item_box(const struct item *item)
{
    struct box box = box_empty();

    if (item->kind == ITEM_TEXT)
        return text_item_box(item);
    if (item->kind == ITEM_IMAGE)
        return box_rotate(item->image.box, box_middle(item->image.box), item->image.angle_deg);
    if (item->kind == ITEM_CIRCLE) {
        box_add(&box, item->circle.center.x, item->circle.center.y);
        return box_grow(box, item->circle.radius_px + stroke_reach(item));
    }
    box = page_path_box(item->path);
    return box_is_empty(box) ? box : box_grow(box, stroke_reach(item));
}
