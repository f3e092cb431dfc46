#include "scene/fade.h"

#include <math.h>

#define RINGS_PER_PX 2 /* steps of half a px are not seen */
#define MAX_STEPS (FADE_MAX_RINGS - 1.0)

/* `full_px`: where the fade would be complete, were there room. */
static guint make_rings(double half_px, double full_px, double opacity, gboolean smooth,
                        struct fade_ring *rings)
{
    double fade = fmin(full_px, half_px), reached = 0;
    double steps = CLAMP(ceil(fade * RINGS_PER_PX), 2, MAX_STEPS);
    guint n = 0;

    for (double i = 0; i <= steps; i++) {
        double inside = fade * fmin(i + 0.5, steps) / steps / full_px;
        double wanted = opacity * (smooth ? fade_smoothstep(inside) : fmin(inside, 1));
        double width = 2 * (half_px - fade * i / steps);
        if (wanted <= reached || width <= 0)
            continue;
        rings[n++] = (struct fade_ring){width, (wanted - reached) / (1 - reached)};
        reached = wanted;
    }
    return n;
}

static guint one_ring(double half_px, double opacity, struct fade_ring *rings)
{
    rings[0] = (struct fade_ring){2 * half_px, opacity};
    return 1;
}

guint fade_line(double half_px, double fade_px, double opacity,
                struct fade_ring rings[FADE_MAX_RINGS])
{
    if (!(fade_px > 0))
        return one_ring(half_px, opacity, rings);
    return make_rings(half_px, fade_px, opacity, FALSE, rings);
}

guint fade_halo(double width_px, double blur_px, double opacity,
                struct fade_ring rings[FADE_MAX_RINGS])
{
    if (!(blur_px > 0))
        return one_ring(width_px, opacity, rings);
    return make_rings(halo_reach(width_px, blur_px), 2 * HALO_FADE * blur_px, opacity, TRUE, rings);
}
