/* Heatmap layers: points are gathered while features are read, and the surface is drawn when all
 * are known. */
#ifndef IDLIBMAP_COMPOSE_HEATMAP_H
#define IDLIBMAP_COMPOSE_HEATMAP_H

#include "compose/heatmap_grid.h"
#include "compose/layers.h"

#define HEATMAP_RAMP_COLORS 64
/* Densities that a ramp is looked at for when a surface is drawn: from 0 to 1. */
#define HEATMAP_RAMP_SAMPLES 1024

/* What a heatmap layer has gathered and drawn. */
struct heatmap {
    GArray *points;                         /* struct heat_point; emptied by heatmap_finish() */
    struct color ramp[HEATMAP_RAMP_COLORS]; /* from density 0 to 1, opacity multiplied in */
    /* Points of weight 1 that must lie on a square km for density 1, where all have one radius and
     * one weight; 0 where they have not. */
    double full_per_km2;
    gboolean is_drawn; /* is there anything to see? */
};

struct heatmap *heatmap_new(void);
void heatmap_free(struct heatmap *heatmap);

/* How far outside the frame, in px, points count for the heatmap layers that are drawn; 0 without
 * any. */
double heatmap_margin(const struct composition *composition);

/* A colour as a pixel of the scene's images. */
guint32 heatmap_pixel(struct color color);

/* Draws the surface of a grid, as pixels and as bands, in the ramp's colours (HEATMAP_RAMP_SAMPLES
 * of them, from density 0 to 1). */
void heatmap_draw(struct scene_group *group, const struct heat_grid *grid,
                  const struct color *ramp);

/* After the last feature: draws the surface into the layer's group. Nothing for other layers. */
void heatmap_finish(struct composition *composition, struct composed_layer *layer);

#endif
