/* The outline of one shape of an icon: straight lines, curves and arcs become points. */
#ifndef IDLIBMAP_ICON_SVG_OUTLINE_H
#define IDLIBMAP_ICON_SVG_OUTLINE_H

#include "geo/geometry.h"

/* A curve is drawn as a polyline that is nowhere further from it. */
#define SVG_FLATNESS_PX 0.02
/* No point of an icon may lie further out. */
#define SVG_MAX_COORD_PX 1e5
/* All points of an icon. */
#define SVG_MAX_POINTS 100000

/* x' = a x + c y + e, y' = b x + d y + f, as in SVG's matrix(a b c d e f). */
struct svg_matrix {
    double a, b, c, d, e, f;
};

/* First `inner`, then `outer`. */
struct svg_matrix svg_matrix_multiply(struct svg_matrix outer, struct svg_matrix inner);
/* The value of a transform attribute; FALSE where it is none. */
gboolean svg_matrix_parse(const char *text, struct svg_matrix *matrix);

struct svg_outline {
    struct svg_matrix matrix; /* from the units of the calls below to the icon's px */
    struct page_path *path;   /* closed rings of at least three points, in the icon's px; owned */
    struct page_path *open;   /* for a stroke: what is not closed, of two points or more; owned */
    gboolean for_stroke;      /* else all is filled, and so closed */
    const char *fault;        /* why the outline cannot be used, or NULL */
    guint n_points;           /* of the path and the ring being built */
    guint max_points;
    GArray *ring;                /* struct page_point, the ring being built */
    struct page_point start, at; /* where the ring began, and the current point: not transformed */
};

void svg_outline_init(struct svg_outline *outline, struct svg_matrix matrix, gboolean for_stroke,
                      guint max_points);
void svg_outline_clear(struct svg_outline *outline);

/* As in path data, with absolute coordinates. A ring that is filled is closed whether or not it
 * says so. After a close, the next call begins a ring where the last one began; the end is said
 * once. */
void svg_outline_move(struct svg_outline *outline, double x, double y);
void svg_outline_line(struct svg_outline *outline, double x, double y);
void svg_outline_cubic(struct svg_outline *outline, const double points[6]);
void svg_outline_quadratic(struct svg_outline *outline, double cx, double cy, double x, double y);
/* The arguments of path data's A: rx ry x-axis-rotation large-arc-flag sweep-flag x y. */
void svg_outline_arc(struct svg_outline *outline, const double arguments[7]);
void svg_outline_close(struct svg_outline *outline);
void svg_outline_end(struct svg_outline *outline);

/* Would the nonzero rule fill more of the path than the even-odd rule, which the scene fills by? It
 * does where rings of one direction overlap. Found along 64 horizontal lines. */
gboolean svg_outline_needs_nonzero(const struct page_path *path);

#endif
