/* The output formats: each turns a scene into the bytes of a file. One row each in canvas.c. */
#ifndef IDLIBMAP_CANVAS_CANVAS_H
#define IDLIBMAP_CANVAS_CANVAS_H

#include "scene/scene.h"

struct canvas_options {
    double dpi; /* pixels an inch of raster formats; 96: one pixel for one page px */
};

struct canvas_format {
    const char *name;   /* "png" */
    const char *suffix; /* ".png" */
    const char *help;   /* "PNG picture (8 bit, sRGB)" */
    GBytes *(*write)(const struct scene *scene, const struct canvas_options *options,
                     GError **error);
};

/* NULL-name-ended table. */
extern const struct canvas_format canvas_formats[];
/* By name ("svg") or by a path's suffix, case ignored; NULL when unknown. */
const struct canvas_format *canvas_format_by_name(const char *name);
const struct canvas_format *canvas_format_by_path(const char *path);

#endif
