/* Colours: from CSS text, mixed in three colour spaces. */
#ifndef IDLIBMAP_STYLE_COLOR_H
#define IDLIBMAP_STYLE_COLOR_H

#include "base/value.h"

/* A CSS colour as MapLibre takes it: names, transparent, #rgb #rgba #rrggbb #rrggbbaa, rgb(),
 * rgba(), hsl(), hsla() with commas or blanks. Letter case and outer blanks do not matter. */
gboolean color_parse(const char *text, struct color *color);

/* The 0xRRGGBB of a name in small letters. */
gboolean color_named(const char *name, guint32 *rgb);

/* A colour of three or four numbers: 0..255 and an alpha of 0..1. NULL, or MapLibre's message,
 * owned by the caller. */
char *color_from_rgba(const struct value *parts, guint n_parts, struct color *color);

enum color_space {
    COLOR_SPACE_RGB,
    COLOR_SPACE_HCL, /* hue, chroma, lightness: polar CIE L*a*b* */
    COLOR_SPACE_LAB, /* CIE L*a*b*, D50 */
};

/* A colour at `t` (0..1) of the way, components not multiplied by alpha. */
struct color color_mix(struct color from, struct color to, double t, enum color_space space);

#endif
