/* The state of one composition: what the floors below gave, and what is known of what was drawn.
 * The scene is made from it and the report reads it. */
#ifndef IDLIBMAP_COMPOSE_COMPOSITION_H
#define IDLIBMAP_COMPOSE_COMPOSITION_H

#include "base/diagnostics.h"
#include "event/events.h"
#include "geo/view.h"
#include "icon/icon.h"
#include "map/map.h"
#include "scene/box_index.h"
#include "scene/labels.h"
#include "scene/scene.h"
#include "style/style.h"

/* Gazetteer ids in a base layer: events are joined to its places and areas through them. */
#define PLACE_ID_FIELD "gn_id"

/* Every record read ends in exactly one of these. */
struct source_counts {
    guint64 read;
    guint64 drawn, outside, filtered, unplaced, superseded, empty, unreadable;
    guint64 no_room; /* events whose every mark fell to collisions */
};

struct composed_source {
    char *id;
    char *path;
    char *crs; /* name or definition for people */
    gboolean crs_assumed;
    char *encoding;
    gboolean encoding_assumed;
    char *attribution; /* of the style's source, where its own file was read, or of the events'
                          schema; else NULL */
    const struct event_schema *schema; /* of events (event/schema.h); NULL: no events */
    guint columns;                     /* of a file of events */
    char **operations; /* of PROJ, by this source and those of its CRS before it; NULL-ended */
    struct source_counts counts;
};

/* One thing that a layer drew, for the legend: a class of its match, step or case, or the whole
 * layer. */
struct legend_entry {
    char *label;            /* for people; from metadata.legend, else from the class */
    enum property property; /* whose class it is; PROPERTY_COUNT: the layer as a whole */
    guint rank;             /* of the property among those that make classes: 0 is the first */
    int class_index;        /* -1: the layer has no classes */
    enum item_kind kind;    /* path (see is_area) or circle */
    gboolean is_area;       /* a filled path; else a line */
    struct fill fill;
    struct stroke stroke;
    double radius_px;      /* of a circle: the smallest drawn, or the style's for the legend */
    gboolean has_radius;   /* it is the style's */
    double disc_radius_px; /* a disc below the circle, to show what it goes round; 0: none */
    struct color disc_color;
    struct label_icon *icon;    /* of a symbol: upright, its middle at 0,0; owned; else NULL */
    struct scene_group *sample; /* a line's pattern, its middle at 0,0; owned; else NULL */
    guint count;                /* of the features that it stands for */
    guint n_seen;               /* of the icons among them, those that found room */
};

/* An icon that a legend entry stands for: whether it finds room is known when the legend has its
 * place. */
struct icon_note {
    const struct label *label; /* borrowed from the composition's labels */
    struct legend_entry *entry;
};

struct event_numbers;

/* Where the legend stands, to be drawn again in its place. */
struct legend_place {
    struct scene_group *group; /* borrowed from the scene; NULL: there is none */
    struct box box;            /* page px, with the paper below it; in a panel, all its room */
    guint n_left_out;          /* lines for which it has no room */
};

/* Circles sized by data: what sizes were drawn, for proportional symbols in the legend. */
struct size_sample {
    double value; /* the data value (deaths) */
    double radius_px;
};

struct composed_layer {
    const struct style_layer *layer;
    struct scene_group *group; /* borrowed from the scene; NULL for a hidden layer */
    guint64 drawn, filtered;
    GArray *sort_keys;               /* double, one for each item of the group */
    GHashTable *areas;               /* ids of the event areas drawn so far (a set of strings) */
    GPtrArray *legend;               /* struct legend_entry, in class order, only what was drawn */
    struct legend_plan *legend_plan; /* legend_plan.h; NULL: nothing was drawn for the legend */
    GArray *sizes; /* struct size_sample, unordered, where a radius or a width depends on data */
    char
        *size_label; /* from metadata.legend "size", e.g. "Reported deaths"; NULL: no size legend */
    struct heatmap *heatmap; /* of a heatmap layer (heatmap.h); else NULL */
};

/* A circle of a layer whose metadata say "gives-way": it is left out where labels that matter more
 * stand (scene/label_dots.h). */
struct yielding_circle {
    guint owner;
    struct composed_layer *layer;
    struct item *item; /* borrowed from the layer's group */
};

/* Events that are known too vaguely to be drawn. They are unplaced, and counted on the page. */
enum event_unplaced {
    UNPLACED_NOT_LISTED,
    UNPLACED_COUNTRY, /* known to the country only */
    UNPLACED_OUTSIDE, /* nowhere on land */
    UNPLACED_AREA,    /* known to an area of which no layer has the outline */
    UNPLACED_REASONS,
};

struct composed_event {
    const struct event *event;
    enum {
        COMPOSED_DRAWN,
        COMPOSED_OUTSIDE,
        COMPOSED_FILTERED,
        COMPOSED_UNPLACED,
        COMPOSED_SUPERSEDED,
        COMPOSED_NO_ROOM
    } status;
    enum {
        REFUSED_BY_WINDOW, /* --from, --to, --last */
        REFUSED_BY_FILTER, /* --filter */
        REFUSED_BY_SOURCE, /* the filter of the style's source */
        REFUSED_BY_LAYERS, /* no layer that is drawn takes it */
    } refused_by;          /* of COMPOSED_FILTERED */
    struct projected at;   /* map CRS; NAN when not placed */
    struct page_point
        true_at; /* page px of the true point (of an area event: its area's symbol spot) */
    struct page_point shown_at; /* where its symbol stands after spreading */
    double radius_px;           /* of its largest circle, stroke included */
    gboolean is_clustered;      /* it is drawn as part of a cluster only */
    guint bin;                  /* of an aggregate, which it is drawn in; without one not used */
    double clearance_px;        /* how far the symbols that stand together there reach */
    gboolean moved;             /* shown_at is not true_at: a tie line is drawn */
    /* The gazetteer's place at which it was found or, by coordinates, which it names and is near:
     * a label of that place is the event's too. NULL: none. */
    const struct place *place;
    const char *area_id; /* the key in event_areas of what is drawn of its area; NULL: nothing */
    enum event_unplaced listed; /* why it is unplaced although its place is known */
    gboolean stands; /* a mark of it stands whatever labels there are: not only symbols */
    guint first_owner, last_owner; /* of its symbols, which may find no room */
    guint first_layer, n_layers;   /* of event_layers: those that took it */
};

/* Events at one place of the gazetteer. */
struct place_events {
    guint count;
    double clearance_px;  /* how far their symbols reach from the place: labels stand off as much */
    gboolean is_labelled; /* a base layer has a label for the place */
};

/* An area that events are known to, by its gazetteer id; or the circle of the distance within which
 * they are known, by event_ring_key_dup(). */
struct event_area {
    gboolean is_known;      /* a base layer has its polygon or line */
    gboolean is_line;       /* a road, a river */
    struct page_path *path; /* what of it lies in the frame; NULL: nothing */
};

struct aggregate;
struct events_dense;

/* Of the drawn events of a dense run, which keeps none of them. */
struct dense_totals {
    gboolean is_dense;
    double deaths, deaths_low, deaths_high;
};

/* What the page says of events that are not drawn as precisely as they are known, or not at all. */
struct precision_counts {
    guint unplaced[UNPLACED_REASONS];
    guint widened;        /* drawn with their province, for no layer has their district */
    guint rings_left_out; /* too many to read */
    double widest_km;     /* of those */
};

struct scale_bar_measure {
    double metres; /* the whole bar */
    double px;
};

struct composition {
    const struct map *map;           /* borrowed */
    struct diagnostics *diagnostics; /* borrowed */
    struct style *style;
    struct font_set *fonts;
    struct icon_set *icons;    /* beside the style, and those of the program */
    struct image_names images; /* what an expression's "image" can show: icons and hatches */
    GPtrArray *missing_fonts, *missing_icons; /* names that are not at hand (web_parts.h) */
    struct projection *projection;
    struct view view;
    struct box frame_lonlat;      /* of the view; of namesakes the places in it are meant */
    struct evaluation evaluation; /* zoom, language, store: the feature is set for each record */
    struct scene *scene;
    GPtrArray *sources;      /* struct composed_source, in the style's order */
    GHashTable *projections; /* a source's CRS as text -> how it comes to the page (sources.c) */
    GPtrArray *layers;       /* struct composed_layer, in drawing order */
    struct gazetteer *gazetteer;       /* behind the events' places */
    struct date_span window;           /* --from/--to/--last; unknown: all */
    struct event_select *event_select; /* event_select.h; NULL without an events source */
    GPtrArray *event_sources; /* struct composed_source, one for each of events->files; borrowed */
    const struct event_schema *event_schema; /* asked for; NULL: told by headers */
    struct events *events;                   /* NULL without an events source */
    GArray *composed_events; /* struct composed_event, one for each of events->events */
    struct dense_totals dense;
    struct events_dense *events_dense; /* event_dense.h; NULL: the run is not dense */
    GHashTable *events_by_place;       /* gazetteer id -> struct place_events */
    GHashTable *event_areas;           /* key -> struct event_area */
    GPtrArray *event_clusters; /* struct event_cluster (event_clusters.h); NULL: none are made */
    struct scene_group *cluster_group;      /* what they are drawn in; borrowed */
    struct legend_entry *cluster_legend[2]; /* in the legend: of places, of areas; NULL: none */
    guint stacked_hidden; /* events below others that are as large, where events are stacked */
    struct aggregate *aggregate;         /* aggregate.h; NULL: events are drawn one by one */
    struct scene_group *aggregate_group; /* what it is drawn in; borrowed */
    struct precision_counts precision_counts;
    struct date_span ages;    /* of the events whose age is counted */
    struct scene_group *ties; /* tie lines, below the events; borrowed, NULL without */
    struct color tie_color;
    struct box coverage;     /* CRS units: how far the filled base layers reach; may be empty */
    struct box_index *boxes; /* what labels may not cover */
    guint owners;            /* features given an owner number so far */
    struct labels *labels;
    struct event_numbers *numbers; /* event_numbers.h; NULL: events are not numbered */
    GArray *icon_notes;            /* struct icon_note */
    struct legend_place legend_place;
    GArray *yielding_circles; /* struct yielding_circle */
    GPtrArray *area_labels; /* struct area_label: labels of areas, placed when all else is drawn */
    GHashTable
        *named_points; /* first line of a label -> GArray of struct page_point with that name */
    struct scale_bar_measure scale_bar;
    struct date_span dates; /* of the drawn events */
    guint labels_placed, labels_dropped;
    GArray *event_layers; /* guint: index into layers, of each composed event in turn */
};

#endif
