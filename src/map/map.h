/* The description of a map sheet: what the map file and the command line ask for, nothing opened
 * yet. Filled in once, then const. */
#ifndef IDLIBMAP_MAP_MAP_H
#define IDLIBMAP_MAP_MAP_H

#include "base/auto.h"
#include "base/diagnostics.h"
#include "geo/geometry.h"

/* Pieces of furniture, as bits; the names are in furniture_names[]. */
enum furniture_piece {
    FURNITURE_TITLE,
    FURNITURE_LEGEND,
    FURNITURE_SCALE_BAR,
    FURNITURE_NORTH_ARROW,
    FURNITURE_GRATICULE,
    FURNITURE_INSET,
    FURNITURE_CREDITS,
    FURNITURE_KEY_TABLE, /* of numbered events only */
    FURNITURE_PIECE_COUNT,
};
extern const char *const furniture_names[FURNITURE_PIECE_COUNT];

enum map_layout {
    LAYOUT_AUTO, /* a panel when the page is wide enough, else overlays */
    LAYOUT_OVERLAY,
    LAYOUT_PANEL,
};

/* How events stand whose symbols would hide each other. */
enum map_coincident {
    COINCIDENT_SPREAD,  /* side by side, tied to their places */
    COINCIDENT_CLUSTER, /* as one symbol with their number */
    COINCIDENT_STACK,   /* over each other at their places */
};

/* What is drawn instead of single events. */
enum map_aggregate {
    AGGREGATE_NONE,
    AGGREGATE_HEXBIN,
    AGGREGATE_ADMIN1,
    AGGREGATE_ADMIN2,
    AGGREGATE_HEAT,
};

/* What an aggregate shows of its events. */
enum map_measure {
    MEASURE_EVENTS,
    MEASURE_DEATHS,
    MEASURE_EVENTS_PER_1000KM2,
    MEASURE_DEATHS_PER_1000KM2,
};
/* The id of the style source whose rows are events. */
#define EVENTS_SOURCE "events"

/* A file given for a source. Events may come from several: `next` is then the one after it. */
struct map_source {
    char *id;
    char *path;
    struct map_source *next;
    gboolean trusted; /* named on the command line: read wherever it lies */
};

/* A length of time as people count it: days, weeks, months or years. */
struct map_period {
    guint count;
    char unit; /* d, w, m, y */
};

struct map {
    char *path;         /* the map file, NULL without one */
    char *style;        /* path of the style file */
    char *gazetteer;    /* path */
    GPtrArray *sources; /* struct map_source; the last one of an id counts */
    char *crs;          /* "auto" unless given */
    struct box bbox;    /* lon/lat degrees; the frame unless has_extent */
    gboolean has_extent;
    struct box extent; /* in the map's CRS */
    double width_px, height_px;
    double dpi;
    char *title, *subtitle; /* in `language`; NULL: none given */
    char *language;         /* en, ar, tr */
    char *notes;            /* small print of the author's own, or NULL */
    guint furniture;        /* bits: 1 << enum furniture_piece */
    enum map_layout layout;
    guint dense_above;  /* more events than that are drawn densely */
    char *from, *to;    /* dates as written, or NULL */
    gboolean number;    /* events are numbered, with a key table */
    char *number_table; /* where the whole key table goes, for the page to name; or NULL */
    enum map_coincident coincident;
    enum map_aggregate aggregate;
    double aggregate_km; /* width of a hexagon, reach of heat; 0: by the frame */
    enum map_measure measure;
    char *schema;           /* of the events, by name; NULL: told by their headers */
    char *events_crs;       /* of the events' shapes, x and y; NULL: as the files say */
    struct map_period last; /* back from `to`, else from the newest event; count 0: not given */
    char *filter;           /* JSON of an expression that events must meet, or NULL */
    char **redact;          /* columns of the events to be left out, NULL-ended; NULL: none */
    gboolean compare;       /* the events' files are an older and a newer release */
    char *coarsen;          /* how positions are coarsened, as written; NULL: not */
    gboolean fades_by_age;  /* older events are paler */
};

/* The defaults: the shipped style and gazetteer, the default frame, 1200x900 px, 96 dpi, English,
 * all furniture. */
struct map *map_new(void);
void map_free(struct map *map);

/* Reads a key file (see data/idlib.map) into the map. Unknown groups and keys, repeated ones and
 * values that cannot be read are faults, told with FILE:LINE: a single one is the error, several go
 * to `diagnostics` as errors, and the error says how many there are. Paths are resolved against the
 * file's folder and may not leave it (resolve_inside_dup). `language` (may be NULL) overrides the
 * file's `lang`, for the choice among translations (title[ar]=). */
gboolean map_read_file(struct map *map, const char *path, const char *language,
                       struct diagnostics *diagnostics, GError **error);

/* A value of a map: a key in the map file and an option of the same name on the command line. */
/* Headings of the options in help. */
#define SECTION_OUTPUT "Output"
#define SECTION_EVENTS "Which events"
#define SECTION_SYMBOLS "How events are drawn"
#define SECTION_MAP "Map"
#define SECTION_PAGE "Page"

struct map_key {
    const char *group;    /* in the map file: "map" or "furniture" */
    const char *section;  /* its heading in help: one of the SECTION_... */
    const char *name;     /* "crs" */
    const char *argument; /* how its value is shown in help: "CRS"; NULL: yes or no in the map file,
                             a flag on the command line */
    const char *help;
    gboolean is_path; /* a file: relative to the map file, or to the working folder as an option */
    gboolean is_text; /* for people: may be translated in the map file */
    gboolean (*set)(struct map *map, const char *value, GError **error);
};

/* One row a key; ends with a NULL name. */
extern const struct map_key map_keys[];
const struct map_key *map_key_find(const char *name);

/* A style without a slash or a suffix is the name of a shipped one, not a path. */
gboolean map_value_is_name(const char *value);

/* The file of a source, in place of those given before. */
void map_set_source(struct map *map, const char *id, const char *path, gboolean trusted);
/* One more file of the source that was set last. */
void map_add_source_file(struct map *map, const char *path, gboolean trusted);
/* The file given for a source id, or NULL. */
const struct map_source *map_find_source(const struct map *map, const char *id);

/* How many of the files to be read are standard input ("-"), which can be read once. */
guint map_count_standard_input(const struct map *map);

static inline gboolean map_has_furniture(const struct map *map, enum furniture_piece piece)
{
    gboolean has_use =
        piece != FURNITURE_KEY_TABLE || (map->number && map->aggregate == AGGREGATE_NONE);
    return (map->furniture & (1u << piece)) != 0 && has_use;
}

DEFINE_AUTOPTR(Map, map)

#endif
