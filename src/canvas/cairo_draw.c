#include "canvas/cairo_draw.h"

#include "base/error.h"
#include "canvas/cairo_tile.h"
#include "scene/fade.h"

#include <math.h>

gboolean draw_check(cairo_t *cr, GError **error)
{
    cairo_status_t status = cairo_status(cr);

    if (status == CAIRO_STATUS_SUCCESS)
        return TRUE;
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "the page cannot be drawn: %s",
                cairo_status_to_string(status));
    return FALSE;
}

void draw_set_color(cairo_t *cr, struct color color)
{
    cairo_set_source_rgba(cr, color.red, color.green, color.blue, color.alpha);
}

void draw_begin_page(void *page, const struct scene *scene)
{
    struct cairo_page *drawing = page;

    cairo_set_fill_rule(drawing->cr, CAIRO_FILL_RULE_EVEN_ODD);
    if (scene->background.alpha > 0) {
        draw_set_color(drawing->cr, scene->background);
        /* Not a rectangle: a page of 1122.5 px would end in a half-covered column. */
        cairo_paint(drawing->cr);
    }
    drawing->sheet = (struct box){0, 0, scene->width_px, scene->height_px};
}

void draw_end_page(void *page, const struct scene *scene)
{
    struct cairo_page *drawing = page;

    (void)scene;
    cairo_show_page(drawing->cr);
}

void draw_begin_group(void *page, const struct scene_group *group)
{
    struct cairo_page *drawing = page;

    cairo_save(drawing->cr);
    drawing->window = drawing->sheet;
    if (group->clipped) {
        drawing->window = box_intersection(drawing->sheet, group->clip);
        cairo_rectangle(drawing->cr, group->clip.xmin, group->clip.ymin,
                        group->clip.xmax - group->clip.xmin, group->clip.ymax - group->clip.ymin);
        cairo_clip(drawing->cr);
    }
    if (group->opacity < 1)
        cairo_push_group(drawing->cr);
}

void draw_end_group(void *page, const struct scene_group *group)
{
    struct cairo_page *drawing = page;

    if (group->opacity < 1) {
        cairo_pop_group_to_source(drawing->cr);
        cairo_paint_with_alpha(drawing->cr, group->opacity);
    }
    cairo_restore(drawing->cr);
}

/* Lines at the angle (counter-clockwise from east), one through the page's 0,0 and the others at
 * multiples of the spacing from it, over the box of the shape that is now the clip: neighbours line
 * up, and the lines do not depend on the shape. */
static void draw_hatch_lines(cairo_t *cr, const struct fill *fill, struct box box)
{
    double angle = fill->hatch_angle_deg * G_PI / 180, c = cos(angle), s = -sin(angle);
    struct box turned = box_empty(); /* the box in the frame of the lines: x along, y across */
    const double xs[2] = {box.xmin, box.xmax}, ys[2] = {box.ymin, box.ymax};

    for (guint i = 0; i < 4; i++) {
        double x = xs[i % 2], y = ys[i / 2];
        box_add(&turned, x * c + y * s, y * c - x * s);
    }
    double first = floor(turned.ymin / fill->hatch_spacing_px - 1);
    double last = ceil(turned.ymax / fill->hatch_spacing_px + 1);
    for (double k = first; k <= last; k++) {
        double across = k * fill->hatch_spacing_px;
        cairo_move_to(cr, turned.xmin * c - across * s, turned.xmin * s + across * c);
        cairo_line_to(cr, turned.xmax * c - across * s, turned.xmax * s + across * c);
    }
}

/* Fills the current path with lines and leaves no path. */
static void fill_with_hatch(struct cairo_page *drawing, const struct item *item)
{
    struct box box = box_empty();

    if (item->kind == ITEM_PATH) {
        box = page_path_box(item->path);
    } else {
        box_add(&box, item->circle.center.x, item->circle.center.y);
        box = box_grow(box, item->circle.radius_px);
    }
    box = box_intersection(box, drawing->window);
    if (box_is_empty(box)) {
        cairo_new_path(drawing->cr);
        return;
    }
    if (drawing->hatch != NULL && drawing->hatch(drawing, &item->fill, box))
        return;
    cairo_save(drawing->cr);
    cairo_clip(drawing->cr);
    draw_hatch_lines(drawing->cr, &item->fill, box);
    cairo_set_line_width(drawing->cr, item->fill.hatch_width_px);
    cairo_set_line_cap(drawing->cr, CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(drawing->cr, NULL, 0, 0);
    draw_set_color(drawing->cr, item->fill.color);
    cairo_stroke(drawing->cr);
    cairo_restore(drawing->cr);
}

void draw_set_stroke(cairo_t *cr, const struct stroke *stroke)
{
    static const cairo_line_cap_t caps[] = {
        [LINE_CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
        [LINE_CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
        [LINE_CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE,
    };
    static const cairo_line_join_t joins[] = {
        [LINE_JOIN_MITER] = CAIRO_LINE_JOIN_MITER,
        [LINE_JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
        [LINE_JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL,
    };

    draw_set_color(cr, stroke->color);
    cairo_set_line_width(cr, stroke->width_px);
    cairo_set_line_cap(cr, caps[stroke->cap]);
    cairo_set_line_join(cr, joins[stroke->join]);
    cairo_set_miter_limit(cr, stroke->miter_limit);
    cairo_set_dash(cr, stroke->dashes_px, (int)stroke->n_dashes, 0);
}

typedef void (*outline_function)(cairo_t *cr, const struct item *item);

/* Fill, then stroke. The outline is built again for the stroke of a shape with a pattern only. */
static void fill_and_stroke(struct cairo_page *drawing, const struct item *item,
                            outline_function add_outline)
{
    gboolean stroked = item->stroke.width_px > 0;

    cairo_new_path(drawing->cr);
    add_outline(drawing->cr, item);
    if (item->fill.kind == FILL_COLOR) {
        draw_set_color(drawing->cr, item->fill.color);
        cairo_fill_preserve(drawing->cr);
    } else if (item->fill.kind != FILL_NONE) {
        if (item->fill.kind == FILL_HATCH)
            fill_with_hatch(drawing, item);
        else
            cairo_fill_with_tiles(drawing->cr, item->fill.tile);
        if (stroked)
            add_outline(drawing->cr, item);
    }
    if (stroked) {
        draw_set_stroke(drawing->cr, &item->stroke);
        cairo_stroke_preserve(drawing->cr);
    }
    cairo_new_path(drawing->cr);
}

static void add_path_outline(cairo_t *cr, const struct item *item)
{
    for (guint part = 0; part < page_path_parts(item->path); part++) {
        guint n = 0;
        const struct page_point *points = page_path_part(item->path, part, &n);
        if (n == 0)
            continue;
        cairo_move_to(cr, points[0].x, points[0].y);
        for (guint i = 1; i < n; i++)
            cairo_line_to(cr, points[i].x, points[i].y);
        if (item->path->closed)
            cairo_close_path(cr);
    }
}

static void add_circle_outline(cairo_t *cr, const struct item *item)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, item->circle.center.x, item->circle.center.y, item->circle.radius_px, 0,
              2 * G_PI);
    cairo_close_path(cr);
}

void draw_path(void *page, const struct item *item)
{
    struct cairo_page *drawing = page;

    cairo_set_antialias(drawing->cr, item->crisp ? CAIRO_ANTIALIAS_NONE : CAIRO_ANTIALIAS_DEFAULT);
    fill_and_stroke(page, item, add_path_outline);
    cairo_set_antialias(drawing->cr, CAIRO_ANTIALIAS_DEFAULT);
}

void draw_circle(void *page, const struct item *item)
{
    fill_and_stroke(page, item, add_circle_outline);
}

void draw_image(void *page, const struct item *item)
{
    struct cairo_page *drawing = page;
    const struct box box = item->image.box;
    cairo_surface_t *pixels = cairo_image_surface_create_for_data(
        (unsigned char *)item->image.pixels, CAIRO_FORMAT_ARGB32, (int)item->image.width,
        (int)item->image.height, 4 * (int)item->image.width);

    const double width = box.xmax - box.xmin, height = box.ymax - box.ymin;

    cairo_save(drawing->cr);
    cairo_translate(drawing->cr, box.xmin, box.ymin);
    if (item->image.angle_deg != 0) {
        cairo_translate(drawing->cr, width / 2, height / 2);
        cairo_rotate(drawing->cr, item->image.angle_deg * G_PI / 180);
        cairo_translate(drawing->cr, -width / 2, -height / 2);
    }
    cairo_scale(drawing->cr, width / item->image.width, height / item->image.height);
    cairo_set_source_surface(drawing->cr, pixels, 0, 0);
    cairo_paint(drawing->cr);
    cairo_restore(drawing->cr);
    /* The pixels may be freed before the PDF is finished, so that Cairo has to take a copy now. */
    cairo_surface_finish(pixels);
    cairo_surface_destroy(pixels);
}

void draw_move_to_text(cairo_t *cr, const struct item *item)
{
    const double x = item->text.origin.x, y = item->text.origin.y;

    if (item->text.baseline != NULL)
        return; /* each piece has a place of its own */
    if (item->text.angle_deg != 0) {
        cairo_translate(cr, item->text.pivot.x, item->text.pivot.y);
        cairo_rotate(cr, item->text.angle_deg * G_PI / 180);
        cairo_translate(cr, x - item->text.pivot.x, y - item->text.pivot.y);
    } else {
        cairo_translate(cr, x, y);
    }
}

void draw_move_to_piece(cairo_t *cr, const struct text_piece *piece)
{
    cairo_translate(cr, piece->at.x, piece->at.y);
    cairo_rotate(cr, piece->angle_rad);
    cairo_translate(cr, -piece->middle.x, -piece->middle.y);
}

static void set_run_font(cairo_t *cr, struct font_set *fonts, const struct text_run *run)
{
    cairo_set_scaled_font(cr, font_set_scaled_font(fonts, run->face, run->size_px));
}

struct color draw_run_color(const struct item *item, const struct text_run *run)
{
    return run->has_color ? run->color : item->text.color;
}

/* Adds the outlines of all glyphs to the path. */
static void add_text_path(cairo_t *cr, struct font_set *fonts, const struct text *text)
{
    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        set_run_font(cr, fonts, run);
        cairo_glyph_path(cr, run->glyphs, (int)run->n_glyphs);
    }
}

static void add_piece_paths(cairo_t *cr, struct font_set *fonts, const GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
        cairo_save(cr);
        draw_move_to_piece(cr, piece);
        set_run_font(cr, fonts, piece->run);
        cairo_glyph_path(cr, piece->run->glyphs + piece->first_glyph, (int)piece->n_glyphs);
        cairo_restore(cr);
    }
}

/* How far, in device units, the outline under a halo may be from the glyph's: nobody sees it below
 * the halo, and a PDF needs half the bytes and half the time for it. */
#define HALO_TOLERANCE 0.1

/* Strokes the path, and leaves none. */
static void stroke_halo(cairo_t *cr, const struct item *item)
{
    struct color color = item->text.halo_color;
    struct fade_ring rings[FADE_MAX_RINGS];
    guint n = fade_halo(item->text.halo_width_px, item->text.halo_blur_px, color.alpha, rings);

    for (guint i = 0; i < n; i++) {
        color.alpha = rings[i].alpha;
        draw_set_color(cr, color);
        cairo_set_line_width(cr, rings[i].width_px);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void draw_halo(struct cairo_page *drawing, const struct item *item, const GArray *pieces)
{
    cairo_t *cr = drawing->cr;

    /* One path for all runs: where glyphs' halos overlap, a halo that is not opaque is no denser.
     */
    cairo_new_path(cr);
    if (pieces != NULL)
        add_piece_paths(cr, drawing->fonts, pieces);
    else
        add_text_path(cr, drawing->fonts, item->text.text);
    cairo_set_tolerance(cr, HALO_TOLERANCE);
    cairo_path_t *outline = cairo_copy_path_flat(cr);
    cairo_new_path(cr);
    cairo_append_path(cr, outline);
    cairo_path_destroy(outline);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(cr, NULL, 0, 0);
    stroke_halo(cr, item);
}

static void show_runs(struct cairo_page *drawing, const struct item *item)
{
    const struct text *text = item->text.text;

    for (guint i = 0; i < text->runs->len; i++) {
        const struct text_run *run = text->runs->pdata[i];
        set_run_font(drawing->cr, drawing->fonts, run);
        draw_set_color(drawing->cr, draw_run_color(item, run));
        cairo_show_text_glyphs(drawing->cr, run->utf8, -1, run->glyphs, (int)run->n_glyphs,
                               run->clusters, (int)run->n_clusters, run->cluster_flags);
    }
}

static void show_pieces(struct cairo_page *drawing, const struct item *item, const GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
        const struct text_run *run = piece->run;
        if (run->image != NULL)
            continue;
        cairo_save(drawing->cr);
        draw_move_to_piece(drawing->cr, piece);
        set_run_font(drawing->cr, drawing->fonts, run);
        draw_set_color(drawing->cr, draw_run_color(item, run));
        cairo_show_text_glyphs(drawing->cr, run->utf8 + piece->first_byte, (int)piece->n_bytes,
                               run->glyphs + piece->first_glyph, (int)piece->n_glyphs,
                               run->clusters + piece->cluster, 1, run->cluster_flags);
        cairo_restore(drawing->cr);
    }
}

void draw_text_glyphs(void *page, const struct item *item)
{
    struct cairo_page *drawing = page;
    const struct text *text = item->text.text;
    g_autoptr(GArray) pieces =
        item->text.baseline != NULL ? text_pieces_along(text, item->text.baseline) : NULL;

    cairo_save(drawing->cr);
    draw_move_to_text(drawing->cr, item);
    if (item->text.halo_width_px > 0)
        draw_halo(drawing, item, pieces);
    if (pieces != NULL)
        show_pieces(drawing, item, pieces);
    else
        show_runs(drawing, item);
    cairo_restore(drawing->cr);
}
