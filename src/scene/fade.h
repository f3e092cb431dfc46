/* Edges that fade: strokes on each other, the widest first, whose opacities make up the fade. They
 * are plain strokes, so that every format can draw them, without seams. */
#ifndef IDLIBMAP_SCENE_FADE_H
#define IDLIBMAP_SCENE_FADE_H

#include <glib.h>

struct fade_ring {
    double width_px; /* of the stroke */
    double alpha;    /* of the stroke alone */
};

#define FADE_MAX_RINGS 25

/* The strokes of a line `half_px` to each side whose opacity grows in even steps from nothing at
 * its edge to `opacity` at `fade_px` inside it (or as far as the line's middle lets it). Returns
 * how many there are: one where nothing fades. */
guint fade_line(double half_px, double fade_px, double opacity,
                struct fade_ring rings[FADE_MAX_RINGS]);

/* The same for a halo of a width whose edge is blurred, as MapLibre's shaders do it: from
 * halo_reach() to as far inside the halo's edge by smoothstep, half way at the edge. */
guint fade_halo(double width_px, double blur_px, double opacity,
                struct fade_ring rings[FADE_MAX_RINGS]);

/* How far to each side of its edge a halo fades. MapLibre: 1.19 px a px of blur. */
#define HALO_FADE 1.19

/* How far from its shape a halo is seen. */
static inline double halo_reach(double width_px, double blur_px)
{
    return width_px > 0 ? width_px + HALO_FADE * blur_px : 0;
}

/* 0 to 1 without a kink at either end. */
static inline double fade_smoothstep(double t)
{
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

#endif
