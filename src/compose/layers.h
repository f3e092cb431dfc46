/* A feature on the page through one style layer: filter, then items, label candidates and legend
 * entries. One function a layer type, in fill.c line.c circle.c symbol.c heatmap.c; the table is in
 * layers.c.
 */
#ifndef IDLIBMAP_COMPOSE_LAYERS_H
#define IDLIBMAP_COMPOSE_LAYERS_H

#include "compose/composition.h"
#include "scene/dots.h"

/* A feature whose geometry stands on the page. The feature itself is in composition->evaluation. */
struct page_feature {
    enum geometry_type type;
    const struct page_path *path; /* points: one a part */
    const struct page_path
        *around; /* points: also those near the frame, for heatmaps; may be NULL */
    const struct composed_event *event; /* NULL for other sources */
    struct place_events *place_events;  /* of a base feature: those at its place; NULL: none */
    guint owner;         /* of what is drawn of the feature: its label may touch it; never 0 */
    double clearance_px; /* how far a label stands off the point at least: the group of symbols
                            there */
    struct page_point icon_shift; /* from the point to where an event's icon stands beside others */
    const char *area_id;          /* an event's area: drawn once for each layer; else NULL */
};

/* Makes composed_layers and their scene groups for all layers of the style. */
void layers_init(struct composition *composition);

/* Is the layer drawn at this zoom, and of this source? */
gboolean layer_uses(const struct composed_layer *layer, const char *source_id, double zoom);

/* Runs the feature through the layer. TRUE when the layer's filter let it through and its type
 * draws such geometry. */
gboolean layer_compose(struct composition *composition, struct composed_layer *layer,
                       const struct page_feature *feature);

/* After the last feature: puts the items into the order of the layer's sort key. */
void layer_finish(struct composed_layer *layer);

/* The half width of the circle that a circle layer draws for the feature in the evaluation, stroke
 * included; 0 for other layers or where the filter refuses. */
double layer_circle_radius(struct composition *composition, const struct composed_layer *layer);

/* For the functions of the types: appends the key by which the last item is ordered. */
void layer_add_sort_key(struct composed_layer *layer, double key);

void compose_background(struct composition *composition, struct composed_layer *layer);
gboolean compose_fill(struct composition *composition, struct composed_layer *layer,
                      const struct page_feature *feature);
gboolean compose_line(struct composition *composition, struct composed_layer *layer,
                      const struct page_feature *feature);
gboolean compose_circle(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature);
/* How the layer draws a circle of the feature in the evaluation, and how far from its point. */
struct dot_look circle_look(struct composition *composition, const struct composed_layer *layer,
                            struct page_point *translate);
/* Fills an item of the scene with the look; the centre is the caller's. A blur is not in it. */
void circle_look_item(const struct dot_look *look, struct item *item);
/* After labels are placed: takes the circles out of their groups that gave way to labels. */
void circles_give_way(struct composition *composition);
gboolean compose_symbol(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature);

gboolean compose_heatmap(struct composition *composition, struct composed_layer *layer,
                         const struct page_feature *feature);

/* How far the layer moves what it draws, by its fill-translate, line-translate and so on
 * (`property`), in px. Of features that are whole outside the frame nothing is moved into it. */
struct page_point layer_translate(const struct style_layer *layer, enum property property,
                                  struct evaluation *evaluation);
/* The path moved by the layer's fill-translate or line-translate (`property`). */
struct page_path *translated_path(struct composition *composition,
                                  const struct composed_layer *layer, enum property property,
                                  const struct page_path *path);
/* How far the layers move what they draw at most, in px. */
double layers_translate_reach(const struct composition *composition);

/* "27 February 2020: Saraqib, reported deaths 3": the tooltip of an event; owned by the caller. */
char *event_title_dup(const struct composed_event *composed);

/* A colour with a layer's opacity multiplied in. */
struct color color_with_opacity(struct color color, double opacity);

/* The label of metadata.legend in the language; NULL without. */
const char *legend_label(const json_t *legend, const char *language);

/* Notes that a feature was drawn like this, for the legend (legend_entries.c). `radius_px` is half
 * of how large the data made it: a circle's radius, half a line's width; 0 for areas. */
void legend_note(struct composition *composition, struct composed_layer *layer,
                 const struct item *item, double radius_px);

/* Frees a struct legend_entry. */
void legend_entry_free(gpointer entry);

/* The width of a swatch in the legend at scale 1. */
#define LEGEND_SWATCH_PX 26

/* Forgets entries of the legend that stand for icons of which none found room, when labels are
 * placed. FALSE where there are none. */
gboolean legend_drop_unseen(struct composition *composition);

#endif
