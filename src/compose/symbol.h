/* Inside the symbol layers: symbol.c reads a feature's icon and looks, symbol_text.c its text;
 * label_positions.c, symbol_leader.c, symbol_line.c and area_labels.c say where a symbol may stand;
 * symbol_draw.c draws what was placed. */
#ifndef IDLIBMAP_COMPOSE_SYMBOL_H
#define IDLIBMAP_COMPOSE_SYMBOL_H

#include "compose/layers.h"
#include "compose/legend_plan.h"
#include "icon/icon.h"

/* A feature and the symbol layer that it is drawn by. */
struct symbol {
    struct composition *composition;
    struct composed_layer *layer;
    const struct style_layer *style;
    struct evaluation *evaluation;
    const struct page_feature *feature;
    gboolean along_line;                              /* symbol-placement is line or line-center */
    const struct icon *icon;                          /* NULL: none */
    struct legend_entry *entries[LEGEND_MAX_CLASSED]; /* that stand for its icon */
    guint n_entries;
};

/* The text of the feature, shaped; NULL where there is none to see. */
struct text *symbol_text_new(const struct symbol *symbol);

/* text-writing-mode, for a text that does not follow a line: the one that the style prefers becomes
 * `text`, which was level; returns the one to be tried after it, or NULL. Scripts that are not
 * written vertically stay level, as in MapLibre. */
struct text *symbol_text_take_modes(const struct symbol *symbol, struct text **text);

/* Adds a label with the looks of the feature, without positions; takes the text, which may be NULL
 * where there is an icon. */
struct label *symbol_add_label(const struct symbol *symbol, struct text *text);

/* Labels along the parts of a line, as often as symbol-spacing says. FALSE when there is room for
 * none. Takes the text, which may be NULL. */
gboolean symbol_along_line(const struct symbol *symbol, struct text *text);

/* A number of an array property; 0 where there is none. */
double array_number(const struct value_array *array, guint index);

/* The icon of the feature with its size, place and looks for a label; icon-image must be known. */
struct label_icon *symbol_icon_new(const struct symbol *symbol);
/* The stroke of a shape that has one, on an icon that is drawn `scale` times as large as it is. */
struct stroke icon_shape_stroke(const struct icon_shape *shape, struct color color, double scale);
/* Fills or strokes an item of the shape's path. */
void icon_shape_paint(const struct icon_shape *shape, struct color color, double scale,
                      struct item *item);
/* What icon-image names for the feature, or NULL. */
const struct icon *symbol_icon_find(struct composition *composition,
                                    const struct style_layer *style);
/* How far from its point an icon of the layer reaches for the feature in the evaluation; 0: none.
 */
double symbol_icon_radius(struct composition *composition, const struct composed_layer *layer);
/* Notes the icon of a feature for the legend (legend_entries.c). */
void legend_note_icon(struct symbol *symbol);
/* Notes a label that will draw that icon where there is room. */
void legend_note_label(const struct symbol *symbol, const struct label *label);
/* Draws the icon of a placed label. */
void symbol_icon_draw(struct scene_group *group, const struct label *label);

/* The images within a label's text, where they stand at a position (free with g_array_unref()). As
 * icons of one colour they take colour and halo of the text. */
GArray *symbol_images_new(const struct label *label, const struct label_position *position);
void symbol_images_draw_halos(struct scene_group *group, const struct label *label,
                              const GArray *images);
void symbol_images_draw(struct scene_group *group, const struct label *label, const GArray *images);

/* Lines from points to labels that stand away from them: `metadata.leader` of a layer. */
struct leader_style {
    struct color color;
    double width_px;
    double max_px; /* the longest, from the edge of the point's symbol */
};

/* FALSE where the layer has none. */
gboolean leader_style_read(const struct style_layer *layer, struct leader_style *leader);
/* Appends positions at growing distances in 16 directions, each with its line. `from_px` is how far
 * from the point the lines begin. */
void positions_with_leaders(const struct leader_style *leader, const struct text *text,
                            struct page_point at, double from_px, GArray *positions);

/* Places all labels and draws them into the groups of their layers: leader lines, icons, texts. */
void symbols_place(struct composition *composition);

#endif
