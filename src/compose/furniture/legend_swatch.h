/* What stands before a row of the legend: what the entries' layers draw, small. */
#ifndef IDLIBMAP_COMPOSE_FURNITURE_LEGEND_SWATCH_H
#define IDLIBMAP_COMPOSE_FURNITURE_LEGEND_SWATCH_H

#include "compose/furniture/pieces.h"

#define LEGEND_SWATCH_HEIGHT_PX 14

/* Laid over each other as on the map, or in a series where they are the icons of one layer. */
struct legend_swatch {
    GPtrArray *entries; /* struct legend_entry, lowest first */
    gboolean is_series;
};

/* How far circles, icons and lines reach; areas and lines are as wide as any swatch. */
struct piece_size legend_swatch_size(const struct furniture *furniture,
                                     const struct legend_swatch *swatch);
void legend_swatch_draw(const struct furniture *furniture, const struct legend_swatch *swatch,
                        struct scene_group *group, struct page_point center);

/* Draws an icon upright, its longer side so long, its middle at the point. */
void legend_icon_draw(const struct label_icon *icon, double longest_px, struct scene_group *group,
                      struct page_point center);

#endif
