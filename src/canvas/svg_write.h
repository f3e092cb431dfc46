/* The small parts of an SVG document: numbers, colours, escaped text, path data. */
#ifndef IDLIBMAP_CANVAS_SVG_WRITE_H
#define IDLIBMAP_CANVAS_SVG_WRITE_H

#include "base/value.h"
#include "geo/geometry.h"

#include <glib.h>

/* A number to 0.01 (or 0.001), without needless zeros: "12", "0.5", "-3.25". */
void svg_add_number(GString *out, double number);
void svg_add_thousandths(GString *out, double number);

/* ` name="number"` */
void svg_add_number_attribute(GString *out, const char *name, double number);
/* ` name="text"`, escaped */
void svg_add_text_attribute(GString *out, const char *name, const char *text);

/* Text fit for content and for attributes, whatever it holds: markup is escaped, line ends become
 * blanks, invalid UTF-8 U+FFFD, and what XML 1.0 does not allow (control characters,
 * non-characters) is dropped. */
void svg_add_escaped(GString *out, const char *text);

/* "#rgb" or "#rrggbb"; alpha is not looked at. */
void svg_add_color(GString *out, struct color color);

/* The same, or "rgba(red,green,blue,alpha)" where the alpha is below 1. */
void svg_add_color_with_alpha(GString *out, struct color color);

/* Path data: points on a grid of 0.01 px, relative commands (m l h v z), steps below the grid left
 * out without drift. Adds nothing for a path without points. */
void svg_add_path_data(GString *out, const struct page_path *path);

#endif
