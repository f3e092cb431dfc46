/* Events drawn together: counted in hexagons or in administrative areas, or as heat. They are added
 * one by one and none is kept, however many there are. */
#ifndef IDLIBMAP_COMPOSE_AGGREGATE_H
#define IDLIBMAP_COMPOSE_AGGREGATE_H

#include "compose/composition.h"
#include "compose/hex_grid.h"
#include "compose/value_classes.h"

/* In place of a bin: the event lies where nothing of the frame's is counted. */
#define AGGREGATE_OUTSIDE G_MAXUINT
/* It is known to a larger area than those that are counted in. */
#define AGGREGATE_TOO_VAGUE (G_MAXUINT - 1)

/* What is known of the events of a hexagon, an area, or of all that make heat. */
struct aggregate_bin {
    guint64 events, deaths_unknown; /* the second of the first */
    double deaths, deaths_low, deaths_high;
    struct date_span dates;
    gboolean is_drawn; /* something of it lies in the frame */
};

struct aggregate {
    enum map_aggregate kind;
    enum map_measure measure;
    double km; /* from side to side of a hexagon, or how far heat reaches; 0: areas */
    struct scene_group *group;   /* borrowed from the scene */
    GArray *bins;                /* struct aggregate_bin */
    struct hex_grid *hexagons;   /* or NULL */
    struct area_units *units;    /* or NULL */
    struct aggregate_heat *heat; /* or NULL */
    guint64 too_vague, in_no_area;
    struct value_classes classes; /* of the bins drawn */
    GPtrArray *legend;            /* struct legend_entry: the classes drawn */
};

/* Opens the group that it is drawn in, where `layer` of the style, about to be opened, is the first
 * above it: areas stand where the areas of events would, hexagons and heat on all that is filled,
 * below lines and names. Nothing where the map asks for no aggregate. */
void aggregate_open_group(struct composition *composition, const struct style_layer *layer);

/* Are the areas of the source those that events are counted in? The style need not have it. */
gboolean aggregate_wants_source(const struct map *map, const char *id);

/* Makes composition->aggregate, where the map asks for one: reads the areas or lays the hexagons.
 */
gboolean aggregate_prepare(struct composition *composition, GError **error);
void aggregate_free(struct aggregate *aggregate);

/* Counts a placed event, whose true point is `at` on the page. The number of its bin, or one of the
 * two above. An area's events are those in the whole of it, and a hexagon's too: what the frame
 * cuts off is counted where a part is seen. */
guint aggregate_add(struct aggregate *aggregate, const struct events *events,
                    const struct event *event, struct page_point at);

/* After the last event, when the base layers stand: draws the bins and makes the legend's entries.
 */
void aggregate_finish(struct composition *composition);

/* Is the event that aggregate_add() has put there drawn? */
gboolean aggregate_is_drawn(const struct aggregate *aggregate, guint bin);

/* What a bin shows: NAN where its deaths are not known. */
double aggregate_value(const struct aggregate *aggregate, guint bin);
double aggregate_area_km2(const struct aggregate *aggregate, guint bin);
/* How many events of the drawn bins tell no number of deaths, where deaths are shown; else 0. */
guint64 aggregate_deaths_unknown(const struct aggregate *aggregate);
/* A name for the report and the SVG, the same in every frame; owned by the caller. */
char *aggregate_bin_id_dup(const struct aggregate *aggregate, guint bin);

#endif
