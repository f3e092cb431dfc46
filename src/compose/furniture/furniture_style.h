/* How furniture looks: two fonts, four sizes and a few colours, from the style's metadata:
 *
 *   "metadata": {"furniture": {"paper": "#ffffff", "ink": "#222222", "muted": "#666666",
 *       "frame": "#444444", "accent": "#b2182b", "land": "#f3efe6", "land-other": "#e6e3dc",
 *       "water": "#cfdde6", "fonts": ["Noto Sans Regular"], "bold": ["Noto Sans Bold"]}}
 *
 * What is not given keeps its default; what cannot be read is a warning. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_FURNITURE_STYLE_H
#define IDLIBMAP_COMPOSE_FURNITURE_FURNITURE_STYLE_H

#include "base/diagnostics.h"
#include "map/map.h"
#include "style/style.h"

enum furniture_color {
    COLOR_PAPER,
    COLOR_INK,
    COLOR_MUTED,
    COLOR_FRAME,
    COLOR_ACCENT,
    COLOR_LAND,
    COLOR_LAND_OTHER,
    COLOR_WATER,
    FURNITURE_COLOR_COUNT,
};

enum furniture_font {
    FONT_REGULAR,
    FONT_BOLD,
    FURNITURE_FONT_COUNT,
};

enum type_size {
    TYPE_TITLE,
    TYPE_HEADING,
    TYPE_BODY,
    TYPE_SMALL,
    TYPE_SIZE_COUNT,
};

#define FURNITURE_LINE_HEIGHT_EM 1.25

struct furniture_style {
    struct color colors[FURNITURE_COLOR_COUNT];
    const char **fonts[FURNITURE_FONT_COUNT]; /* NULL-ended; the names are borrowed */
    double size_px[TYPE_SIZE_COUNT];
    double scale; /* of strokes and gaps: 1 on a page of 1600x1200 px */
};

/* The names are borrowed from `style`, which outlives the result; `diagnostics` may be NULL. */
struct furniture_style *furniture_style_new(const struct style *style, const struct map *map,
                                            struct diagnostics *diagnostics);
void furniture_style_free(struct furniture_style *style);

/* Grows with the fourth root of the page's area, so that small pages stay readable and large ones
 * are not all type; between 0.75 and 2. */
double furniture_scale(const struct map *map);
/* Is the page so small that the scale would be less? */
gboolean furniture_is_small(const struct map *map);
/* A type size on the map's page, in steps of 0.5 px; titles shrink further than small print. */
double furniture_size_px(const struct map *map, enum type_size size);

DEFINE_AUTOPTR(FurnitureStyle, furniture_style)

#endif
