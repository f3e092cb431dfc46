/* SVG shapes as outlines: path data and the basic shapes. */
#ifndef IDLIBMAP_ICON_SVG_PATH_H
#define IDLIBMAP_ICON_SVG_PATH_H

#include "icon/svg_outline.h"

/* Path data (the d attribute), all commands. FALSE with an error that says where it breaks off. */
gboolean svg_path_parse(const char *data, struct svg_outline *outline, GError **error);

/* The shape elements: path circle ellipse rect polygon polyline line. */
gboolean svg_is_shape(const char *element);

/* Adds a shape by its attributes, as GMarkup gives them (`names` and `values` end with NULL). A
 * shape without size or points adds nothing, as SVG has it. */
gboolean svg_add_shape(const char *element, const char **names, const char **values,
                       struct svg_outline *outline, GError **error);

#endif
