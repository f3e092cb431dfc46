/* The icons of symbols: which, how large, where, and how they are drawn. */
#include "compose/symbol.h"

#include "scene/curve.h"
#include "scene/fade.h"

#include <math.h>
#include <string.h>

#define MAX_ICON_PX 4000.0

const struct icon *symbol_icon_find(struct composition *composition,
                                    const struct style_layer *style)
{
    if (!style_has(style, PROPERTY_ICON_IMAGE)) {
        return NULL;
    }
    const char *name = style_string(style, PROPERTY_ICON_IMAGE, &composition->evaluation);
    const struct icon *icon = name[0] != '\0' ? icon_set_get(composition->icons, name) : NULL;
    return icon != NULL && icon->width_px > 0 && icon->height_px > 0 ? icon : NULL;
}

static double icon_scale(const struct style_layer *style, struct evaluation *evaluation,
                         const struct icon *icon)
{
    double size = style_number(style, PROPERTY_ICON_SIZE, evaluation);
    return fmin(size, MAX_ICON_PX / fmax(icon->width_px, icon->height_px));
}

/* Where the low end of an icon lies whose anchor stands at 0: 1 is left or top. */
static double low_end(int towards, double size)
{
    return towards > 0 ? 0 : towards < 0 ? -size : -size / 2;
}

static struct box icon_box(const struct symbol *symbol, double scale)
{
    const char *anchor = style_string(symbol->style, PROPERTY_ICON_ANCHOR, symbol->evaluation);
    const struct value_array *offset =
        style_array(symbol->style, PROPERTY_ICON_OFFSET, symbol->evaluation);
    double width = symbol->icon->width_px * scale, height = symbol->icon->height_px * scale;
    int x = g_str_has_suffix(anchor, "left") ? 1 : g_str_has_suffix(anchor, "right") ? -1 : 0;
    int y = g_str_has_prefix(anchor, "top") ? 1 : g_str_has_prefix(anchor, "bottom") ? -1 : 0;
    double left = low_end(x, width) + array_number(offset, 0) * scale;
    double top = low_end(y, height) + array_number(offset, 1) * scale;
    return (struct box){left, top, left + width, top + height};
}

/* One number for all sides, or as in CSS: top, right, bottom, left, of which the last may lack. */
static void set_padding(double padding_px[4], const struct value_array *numbers)
{
    static const guint source[5][4] = {
        {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
    guint n = numbers != NULL ? MIN(numbers->length, 4) : 0;
    for (guint side = 0; side < 4; side++) {
        padding_px[side] = array_number(numbers, source[n][side]);
    }
}

static void set_fit(const struct symbol *symbol, double scale, struct label_icon *icon)
{
    const char *fit = style_string(symbol->style, PROPERTY_ICON_TEXT_FIT, symbol->evaluation);
    const struct value_array *padding =
        style_array(symbol->style, PROPERTY_ICON_TEXT_FIT_PADDING, symbol->evaluation);
    const struct value_array *offset =
        style_array(symbol->style, PROPERTY_ICON_OFFSET, symbol->evaluation);
    icon->fit_width = strcmp(fit, "width") == 0 || strcmp(fit, "both") == 0;
    icon->fit_height = strcmp(fit, "height") == 0 || strcmp(fit, "both") == 0;
    icon->fit_offset_px =
        (struct page_point){array_number(offset, 0) * scale, array_number(offset, 1) * scale};
    for (guint side = 0; side < 4; side++) {
        icon->fit_padding_px[side] = array_number(padding, side);
    }
}

static void set_looks(const struct symbol *symbol, struct label_icon *icon)
{
    const struct style_layer *style = symbol->style;
    struct evaluation *evaluation = symbol->evaluation;
    icon->opacity = style_number(style, PROPERTY_ICON_OPACITY, evaluation);
    icon->color =
        color_with_opacity(style_color(style, PROPERTY_ICON_COLOR, evaluation), icon->opacity);
    icon->halo_color =
        color_with_opacity(style_color(style, PROPERTY_ICON_HALO_COLOR, evaluation), icon->opacity);
    icon->halo_width_px = style_number(style, PROPERTY_ICON_HALO_WIDTH, evaluation);
    icon->halo_blur_px = style_number(style, PROPERTY_ICON_HALO_BLUR, evaluation);
    icon->translate_px = layer_translate(style, PROPERTY_ICON_TRANSLATE, evaluation);
}

struct label_icon *symbol_icon_new(const struct symbol *symbol)
{
    const struct style_layer *style = symbol->style;
    struct evaluation *evaluation = symbol->evaluation;
    double scale = icon_scale(style, evaluation, symbol->icon);
    const char *alignment = style_string(style, PROPERTY_ICON_ROTATION_ALIGNMENT, evaluation);
    struct page_point shift = symbol->feature->icon_shift;
    struct label_icon *icon = g_new0(struct label_icon, 1);
    icon->icon = symbol->icon;
    icon->box = icon_box(symbol, scale);
    icon->shift_px = shift;
    icon->rotate_deg = style_number(style, PROPERTY_ICON_ROTATE, evaluation);
    icon->follows_line = symbol->along_line && strcmp(alignment, "viewport") != 0;
    icon->ignore_placement = style_boolean(style, PROPERTY_ICON_IGNORE_PLACEMENT, evaluation);
    icon->optional = style_boolean(style, PROPERTY_ICON_OPTIONAL, evaluation);
    set_padding(icon->padding_px, style_array(style, PROPERTY_ICON_PADDING, evaluation));
    set_fit(symbol, scale, icon);
    set_looks(symbol, icon);
    return icon;
}

double symbol_icon_radius(struct composition *composition, const struct composed_layer *layer)
{
    struct evaluation *evaluation = &composition->evaluation;
    if (layer->layer->type != LAYER_SYMBOL || !style_layer_accepts(layer->layer, evaluation)) {
        return 0;
    }
    const struct icon *icon = symbol_icon_find(composition, layer->layer);
    return icon != NULL ? icon_scale(layer->layer, evaluation, icon) *
                              fmax(icon->width_px, icon->height_px) / 2
                        : 0;
}

/* ---- drawing ---- */

/* Leads from an icon's px to the page. */
struct icon_place {
    const struct icon *icon;
    struct box box;
    struct page_point pivot, move;
    double angle_deg, sine, cosine;
};

static struct page_point on_page(const struct icon_place *place, struct page_point point)
{
    const struct box *box = &place->box;
    double x = box->xmin + point.x * (box->xmax - box->xmin) / place->icon->width_px;
    double y = box->ymin + point.y * (box->ymax - box->ymin) / place->icon->height_px;
    double dx = x - place->pivot.x, dy = y - place->pivot.y;
    return (struct page_point){
        place->pivot.x + dx * place->cosine - dy * place->sine + place->move.x,
        place->pivot.y + dx * place->sine + dy * place->cosine + place->move.y};
}

/* Some shapes of the icon, which are all closed or all open, as one path at its place. */
static struct page_path *placed_path(const struct icon_place *place, guint first, guint count)
{
    struct page_path *placed = page_path_new();
    for (guint s = first; s < first + count; s++) {
        const struct icon_shape *shape = g_ptr_array_index(place->icon->shapes, s);
        if (s == first) {
            page_path_clear(placed, shape->path->closed);
        }
        for (guint part = 0; part < page_path_parts(shape->path); part++) {
            guint n;
            const struct page_point *points = page_path_part(shape->path, part, &n);
            page_path_begin_part(placed);
            for (guint i = 0; i < n; i++) {
                struct page_point point = on_page(place, points[i]);
                page_path_add(placed, point.x, point.y);
            }
        }
    }
    return placed;
}

/* How much larger than itself an icon is drawn: where it is stretched, the mean of both directions.
 */
static double place_scale(const struct icon_place *place)
{
    double width = place->box.xmax - place->box.xmin, height = place->box.ymax - place->box.ymin;
    return sqrt(fabs(width / place->icon->width_px * height / place->icon->height_px));
}

struct stroke icon_shape_stroke(const struct icon_shape *shape, struct color color, double scale)
{
    return (struct stroke){.width_px = shape->stroke_px * scale,
                           .color = color,
                           .cap = shape->cap,
                           .join = shape->join,
                           .miter_limit = shape->miter_limit};
}

void icon_shape_paint(const struct icon_shape *shape, struct color color, double scale,
                      struct item *item)
{
    if (shape->stroke_px > 0) {
        item->stroke = icon_shape_stroke(shape, color, scale);
    } else {
        item->fill = (struct fill){.kind = FILL_COLOR, .color = color};
    }
}

static gboolean halo_is_one(const struct icon_shape *a, const struct icon_shape *b)
{
    return a->stroke_px == b->stroke_px && a->cap == b->cap && a->path->closed == b->path->closed;
}

/* How many shapes from one on are of one kind: their halo is one path, so that it is not denser
 * where two are near. */
static guint count_alike(const struct icon *icon, guint first)
{
    guint end = first + 1;
    while (end < icon->shapes->len && halo_is_one(g_ptr_array_index(icon->shapes, first),
                                                  g_ptr_array_index(icon->shapes, end))) {
        end++;
    }
    return end - first;
}

/* Lines round shapes, which then cover their inner half: one, or several where the halo fades. */
static void add_halo(struct scene_group *group, const struct icon_place *place,
                     const struct label_icon *look, guint first, guint count)
{
    const struct icon_shape *shape = g_ptr_array_index(place->icon->shapes, first);
    g_autoptr(PagePath) outline = placed_path(place, first, count);
    struct fade_ring rings[FADE_MAX_RINGS];
    guint n = fade_halo(look->halo_width_px, look->halo_blur_px, look->halo_color.alpha, rings);
    for (guint i = 0; i < n; i++) {
        struct item *item = scene_group_add_path(group, page_path_copy(outline));
        item->stroke.width_px = shape->stroke_px * place_scale(place) + rings[i].width_px;
        item->stroke.color = look->halo_color;
        item->stroke.color.alpha = rings[i].alpha;
        item->stroke.join = LINE_JOIN_ROUND;
        item->stroke.cap = shape->cap;
    }
}

static void draw_halo(struct scene_group *group, const struct icon_place *place,
                      const struct label_icon *look)
{
    if (!place->icon->single_color || look->halo_width_px <= 0 || look->halo_color.alpha <= 0) {
        return;
    }
    for (guint i = 0, n; i < place->icon->shapes->len; i += n) {
        n = count_alike(place->icon, i);
        add_halo(group, place, look, i, n);
    }
}

/* Pixels turn about the middle of the picture, wherever the icon turns about. */
static void draw_picture(struct scene_group *group, const struct icon_place *place, double opacity)
{
    const struct icon *icon = place->icon;
    struct page_point middle =
        on_page(place, (struct page_point){icon->width_px / 2, icon->height_px / 2});
    double width = place->box.xmax - place->box.xmin, height = place->box.ymax - place->box.ymin;
    struct box box = {middle.x - width / 2, middle.y - height / 2, middle.x + width / 2,
                      middle.y + height / 2};
    struct item *item = scene_group_add_image(group, box, icon->pixel_width, icon->pixel_height,
                                              icon_pixels_dup(icon, opacity), NULL);
    item->image.angle_deg = place->angle_deg;
}

static void turn(struct icon_place *place, double angle_deg)
{
    place->angle_deg = angle_deg;
    place->sine = sin(angle_deg * G_PI / 180);
    place->cosine = cos(angle_deg * G_PI / 180);
}

/* All but the halo. */
static void draw_icon(struct scene_group *group, const struct icon_place *place,
                      const struct label_icon *look)
{
    if (place->icon->pixels != NULL) {
        draw_picture(group, place, look->opacity);
        return;
    }
    for (guint i = 0; i < place->icon->shapes->len; i++) {
        const struct icon_shape *shape = g_ptr_array_index(place->icon->shapes, i);
        struct item *item = scene_group_add_path(group, placed_path(place, i, 1));
        struct color color =
            icon_shape_color(shape, look->color, shape->has_color ? look->opacity : 1);
        icon_shape_paint(shape, color, place_scale(place), item);
    }
}

void symbol_icon_draw(struct scene_group *group, const struct label *label)
{
    const struct label_position *position =
        &g_array_index(label->positions, struct label_position, label->position);
    const struct label_icon *look = label->icon;
    double angle_deg;
    struct icon_place place = {.icon = look->icon, .move = look->translate_px};
    place.box = label_icon_box(label, position, &place.pivot, &angle_deg);
    turn(&place, angle_deg);
    draw_halo(group, &place, look);
    draw_icon(group, &place, look);
}

/* ---- images in texts ---- */

/* The box of an image whose text has its top left at `origin`. */
static struct box image_box(const struct text_run *run, struct page_point origin)
{
    double x = origin.x + run->x, y = origin.y + run->y;
    return (struct box){x, y - run->image_height_px, x + run->image_width_px, y};
}

static struct icon_place straight_place(const struct text_run *run,
                                        const struct label_position *position)
{
    struct icon_place place = {.icon = run->image, .pivot = position->pivot};
    place.box = image_box(run, position->origin);
    turn(&place, position->angle_deg);
    return place;
}

static struct icon_place bent_place(const struct text_piece *piece)
{
    struct icon_place place = {.icon = piece->run->image, .pivot = piece->at};
    struct page_point origin = {piece->at.x - piece->middle.x, piece->at.y - piece->middle.y};
    place.box = image_box(piece->run, origin);
    turn(&place, piece->angle_rad * 180 / G_PI);
    return place;
}

/* The places of a text's images on the page (GArray of struct icon_place). */
static GArray *image_places(const struct text *text, const struct label_position *position)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(struct icon_place));
    g_autoptr(GArray) pieces =
        position->baseline != NULL ? text_pieces_along(text, position->baseline) : NULL;
    guint n = pieces != NULL ? pieces->len : text->runs->len;
    for (guint i = 0; i < n; i++) {
        const struct text_piece *piece =
            pieces != NULL ? &g_array_index(pieces, struct text_piece, i) : NULL;
        const struct text_run *run = piece != NULL ? piece->run : g_ptr_array_index(text->runs, i);
        if (run->image != NULL) {
            struct icon_place place =
                piece != NULL ? bent_place(piece) : straight_place(run, position);
            g_array_append_val(places, place);
        }
    }
    return places;
}

GArray *symbol_images_new(const struct label *label, const struct label_position *position)
{
    GArray *places = image_places(label_text(label, position), position);
    for (guint i = 0; i < places->len; i++) {
        g_array_index(places, struct icon_place, i).move = label->translate_px;
    }
    return places;
}

/* An image looks as the text does. */
static struct label_icon image_look(const struct label *label)
{
    return (struct label_icon){.color = label->color,
                               .opacity = label->opacity,
                               .halo_color = label->halo_color,
                               .halo_width_px = label->halo_width_px,
                               .halo_blur_px = label->halo_blur_px};
}

void symbol_images_draw_halos(struct scene_group *group, const struct label *label,
                              const GArray *images)
{
    const struct label_icon look = image_look(label);
    for (guint i = 0; i < images->len; i++) {
        draw_halo(group, &g_array_index(images, struct icon_place, i), &look);
    }
}

void symbol_images_draw(struct scene_group *group, const struct label *label, const GArray *images)
{
    const struct label_icon look = image_look(label);
    for (guint i = 0; i < images->len; i++) {
        draw_icon(group, &g_array_index(images, struct icon_place, i), &look);
    }
}
