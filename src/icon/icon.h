/* Icons: small drawings by name, from SVG or PNG files in the style's folder or the shipped set. */
#ifndef IDLIBMAP_ICON_ICON_H
#define IDLIBMAP_ICON_ICON_H

#include "base/auto.h"
#include "base/diagnostics.h"
#include "base/value.h"
#include "geo/geometry.h"

/* One shape of an icon, in the icon's own px, y down, curves flattened: filled by the even-odd
 * rule, or a stroke along its path, which then may be open. */
struct icon_shape {
    struct page_path *path;
    double stroke_px; /* its width; 0: the shape is filled */
    enum line_cap cap;
    enum line_join join;
    double miter_limit;
    gboolean has_color; /* FALSE: drawn in the layer's icon-color */
    struct color color; /* its alpha is the shape's opacity, with has_color or without */
};

struct icon {
    char *name;
    double width_px, height_px; /* its natural size */
    GPtrArray *shapes;          /* struct icon_shape, in drawing order; empty for a picture */
    gboolean single_color; /* no shape has a colour of its own: icon-color and icon-halo apply */
    /* A PNG: straight alpha RGBA, 4 bytes a pixel, row by row; NULL for SVG. */
    guint8 *pixels;
    guint pixel_width, pixel_height;
};

/* The icons of a run, read on first use. */
struct icon_set;

/* A name NAME is looked up as NAME.svg, NAME@2x.png (of two pixels to a px), NAME.png beside
 * `style_path`, in icons/ beside it, then as data/icons/NAME.svg of the data root; "SPRITE:NAME" as
 * NAME where nothing is called so. Names with a slash or a leading dot are refused. */
struct icon_set *icon_set_new(const char *style_path, struct diagnostics *diagnostics);
void icon_set_free(struct icon_set *icons);

/* Names that there is no file for are put into `names` (which owns its strings and outlives the
 * set's use) in place of a warning for each. */
void icon_set_collect_missing(struct icon_set *icons, GPtrArray *names);

/* What a shape is drawn in on a layer of the colour and the opacity. */
struct color icon_shape_color(const struct icon_shape *shape, struct color layer_color,
                              double opacity);

/* The pixels of a PNG as pictures of the scene have them: 0xAARRGGBB, the channels multiplied by
 * alpha. Owned by the caller. */
guint32 *icon_pixels_dup(const struct icon *icon, double opacity);

/* NULL when there is none of that name or it cannot be read; a warning is added once for each name.
 */
const struct icon *icon_set_get(struct icon_set *icons, const char *name);

/* Is there an icon of that name? No warning: for `coalesce` over images. */
gboolean icon_set_has(struct icon_set *icons, const char *name);

DEFINE_AUTOPTR(IconSet, icon_set)

#endif
