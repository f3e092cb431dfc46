/* Walks a scene for a back-end. What all formats must agree on is decided here: which items are
 * drawn, in what order, and with values that every back-end can take. */
#ifndef IDLIBMAP_CANVAS_PAINT_H
#define IDLIBMAP_CANVAS_PAINT_H

#include "scene/scene.h"

/* What a format does; no entry may be NULL. `page` is the format's own state. The items given are
 * visible and sound: finite, near the page, alphas and channels 0..1, FILL_NONE or width 0 where
 * nothing would show (a halo without a width has no blur either). They live for the call only. */
struct paint_backend {
    void (*begin_page)(void *page, const struct scene *scene);
    void (*begin_group)(void *page, const struct scene_group *group);
    void (*path)(void *page, const struct item *item);
    void (*circle)(void *page, const struct item *item);
    void (*text)(void *page, const struct item *item);
    void (*image)(void *page, const struct item *item);
    void (*end_group)(void *page, const struct scene_group *group);
    void (*end_page)(void *page, const struct scene *scene);
};

/* No coordinate that reaches a back-end lies further out: Cairo computes in 24.8 fixed point, which
 * wraps at 8.39 million device units, and the scale of an image is at most IMAGE_MAX_DPI / 96. */
#define PAINT_MAX_COORD_PX 100000.0

void paint_scene(const struct scene *scene, const struct paint_backend *backend, void *page);

#endif
