/* A picture of very many circles: each is blended into it at once and none is kept, so that a
 * million cost no more memory than one. */
#ifndef IDLIBMAP_SCENE_DOTS_H
#define IDLIBMAP_SCENE_DOTS_H

#include "scene/scene.h"

/* A circle as MapLibre has it: the stroke stands outside the radius, with the fill below it. */
struct dot_look {
    double radius_px;
    double stroke_width_px;
    struct color fill, stroke; /* alpha holds the opacity */
    /* How far the fill fades from the edge inwards, in radii; its opacity is then that of
     * dot_fade(). 0: not at all. */
    double blur;
};

/* How opaque a blurred disc is at a share (0..1) of its radius: MapLibre's smooth step from nothing
 * at the edge to all at `blur` radii inside it. */
double dot_fade(double share, double blur);

struct dots;

/* An empty picture of a part of the page, `pixels_per_px` fine; `box` is widened to whole pixels.
 */
struct dots *dots_new(struct box box, double pixels_per_px);
void dots_free(struct dots *dots);

/* A look in the terms of a picture: lengths in sixteenths of a pixel, colours as pixels have them.
 */
struct dot_ink {
    guint32 fill, stroke; /* 0xAARRGGBB, not multiplied by alpha */
    guint16 radius;       /* of the middle of the stroke, where the fill ends */
    guint16 half_stroke;
    guint16 blur; /* in 1/1024 */
    guint16 padding;
};
struct dot_ink dots_ink(const struct dots *dots, const struct dot_look *look);

/* Draws a circle over those before it. Its middle is moved to the nearest quarter of a pixel. */
void dots_add(struct dots *dots, struct page_point at, const struct dot_ink *ink);

/* Puts the picture into a group as one item; frees the dots. */
struct item *dots_finish(struct dots *dots, struct scene_group *group);

DEFINE_AUTOPTR(Dots, dots)

#endif
