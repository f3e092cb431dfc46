/* The Cairo back-end that the PNG and the PDF share. `page` of these functions is a struct
 * cairo_page; the two formats differ in how they set text. */
#ifndef IDLIBMAP_CANVAS_CAIRO_DRAW_H
#define IDLIBMAP_CANVAS_CAIRO_DRAW_H

#include "canvas/paint.h"
#include "scene/curve.h"

#include <cairo.h>

struct cairo_page {
    cairo_t *cr; /* scaled so that a unit is a page px */
    struct font_set *fonts;
    struct box sheet;  /* the page */
    struct box window; /* what is visible of the current group */
    /* Fills the current path with a hatch, within `box` (page px), and leaves no path; FALSE where
     * it has done nothing and lines are to be stroked. NULL: lines always are. */
    gboolean (*hatch)(struct cairo_page *page, const struct fill *fill, struct box box);
};

void draw_begin_page(void *page, const struct scene *scene);
void draw_begin_group(void *page, const struct scene_group *group);
void draw_path(void *page, const struct item *item);
void draw_circle(void *page, const struct item *item);
void draw_image(void *page, const struct item *item);
void draw_end_group(void *page, const struct scene_group *group);
void draw_end_page(void *page, const struct scene *scene);

/* Text as glyphs with the characters they stand for; a halo is a stroke of their outlines. */
void draw_text_glyphs(void *page, const struct item *item);

/* For text functions: moves the context so that a piece's letters are drawn in its place. */
void draw_move_to_piece(cairo_t *cr, const struct text_piece *piece);
/* For text functions: moves the context to where the text's top left is 0,0. */
void draw_move_to_text(cairo_t *cr, const struct item *item);
/* The colour of a run of a text item: that of its section, or of the whole. */
struct color draw_run_color(const struct item *item, const struct text_run *run);
/* After drawing: FALSE with an error where Cairo has failed (it has no memory, as a rule). */
gboolean draw_check(cairo_t *cr, GError **error);
void draw_set_color(cairo_t *cr, struct color color);
void draw_set_stroke(cairo_t *cr, const struct stroke *stroke);

#endif
