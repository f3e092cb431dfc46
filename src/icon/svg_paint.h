/* The properties of SVG elements that an icon takes: how a shape is filled and stroked. */
#ifndef IDLIBMAP_ICON_SVG_PAINT_H
#define IDLIBMAP_ICON_SVG_PAINT_H

#include "icon/svg_outline.h"

#include "base/value.h"

/* What a fill or a stroke is drawn in. */
struct svg_ink {
    gboolean is_drawn;  /* not "none" */
    gboolean has_color; /* FALSE: the layer's colour */
    struct color color; /* its alpha without the opacities */
    double opacity;     /* fill-opacity, stroke-opacity */
};

/* What an element hands on to those inside it. */
struct svg_paint {
    struct svg_matrix matrix;
    struct svg_ink fill, stroke;
    double stroke_width; /* in the units of the matrix */
    enum line_cap cap;
    enum line_join join;
    double miter_limit;
    double opacity;        /* of the element and all round it */
    gboolean is_even_odd;  /* fill-rule */
    gboolean is_displayed; /* FALSE: neither the element nor what is inside it */
    gboolean is_visible;
};

struct svg_paint svg_paint_initial(void);

/* Called for what cannot be taken as it is: a text for people, without a full stop. */
typedef void (*svg_note)(const char *text, gpointer data);

/* Takes an element's attributes, then its style attribute, which counts for more. FALSE with an
 * error where a value cannot be read. */
gboolean svg_paint_apply(struct svg_paint *paint, const char **names, const char **values,
                         svg_note note, gpointer data, GError **error);

#endif
