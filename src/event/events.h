/* Conflict events: rows of a source read by their columns' meaning, placed by coordinates or
 * gazetteer. */
#ifndef IDLIBMAP_EVENT_EVENTS_H
#define IDLIBMAP_EVENT_EVENTS_H

#include "base/diagnostics.h"
#include "event/gazetteer.h"
#include "geo/feature.h"
#include "source/source.h"

enum precision {
    PRECISION_EXACT,
    PRECISION_NEAR,
    PRECISION_ADMIN3,
    PRECISION_ADMIN2,
    PRECISION_ADMIN1,
    PRECISION_REGION,
    PRECISION_COUNTRY,
    PRECISION_OUTSIDE, /* of any country: international waters or airspace */
    PRECISION_UNKNOWN,
};
const char *precision_name(enum precision precision); /* "exact", "admin1" ... */
/* Whose numbers a geo_precision cell holds; precision.c has what they say. */
enum precision_codes {
    PRECISION_CODES_ACLED,
    PRECISION_CODES_UCDP,
    PRECISION_CODES_GDELT,
};
/* What such a cell says, as a number or as one of the names above; PRECISION_UNKNOWN for anything
 * else. `within_km`: how far off at most, 0 where that is not stated. */
enum precision precision_from_code(enum precision_codes codes, const char *code, double *within_km);
/* What a place of the gazetteer gives, by its feature code: a populated place or a spot is exact,
 * ADM1 admin1, a river or a desert a region. */
enum precision precision_of_place(const struct place *place);

enum event_status {
    EVENT_PLACED,     /* has a position (drawn or outside is found on the page) */
    EVENT_UNPLACED,   /* the name is unknown or ambiguous: a warning was added */
    EVENT_FILTERED,   /* outside --from/--to */
    EVENT_SUPERSEDED, /* an older row of the same id */
};

/* A day as a number: days since 1970-01-01 (proleptic Gregorian). */
struct date_span {
    gboolean known;
    gint first_day, last_day; /* inclusive; a month without a day spans the month */
};

/* Days since 1970-01-01; a day beyond the end of its month counts on in the next. */
gint date_day_number(guint year, guint month, guint day);

/* Dates as these files write them, with or without a time of day, which does not count: 2020-02-27,
 * 20200227, 27.02.2020, 27 February 2020, February 27, 2020, 27 Şubat 2020, 27 شباط 2020, 2020-02,
 * February 2020, 2020; and spans: 2020-02-25/2020-02-27, 25-27 February 2020, 27 February - 2 March
 * 2020. 03/04/2020 and 03-04-2020 are of the day first, or of the month where `order` says so. */
enum date_order {
    DATE_DAY_FIRST,
    DATE_MONTH_FIRST,
};
gboolean date_span_parse_ordered(const char *text, enum date_order order, struct date_span *span);
/* The same, the day first. */
gboolean date_span_parse(const char *text, struct date_span *span);
/* What a text shows of the order. */
enum date_evidence {
    DATE_EVIDENCE_NONE, /* not a date that asks for an order */
    DATE_EVIDENCE_OPEN, /* 03/04/2020 */
    DATE_EVIDENCE_DAY_FIRST,
    DATE_EVIDENCE_MONTH_FIRST,
};
enum date_evidence date_order_evidence(const char *text);
/* Makes a span reach over another; one that is not known changes nothing. */
void date_span_widen(struct date_span *span, const struct date_span *other);
/* "27 February 2020", "February 2020", "10–27 February 2020", "October 2019 – February 2020"; ""
 * for a span that is not known; owned by the caller. lang en, ar (months as in Syria), tr; else en.
 */
char *date_span_format(const struct date_span *span, const char *lang);
/* The first day of the `count` days ('d'), weeks ('w'), months ('m') or years ('y') that end with
 * `last_day`: a month before 27 February begins on 28 January. */
gint date_window_first(gint last_day, guint count, char unit);
/* "2020-02-27"; `buffer` holds at least 16 bytes. */
const char *date_iso(gint day, char *buffer);

struct event_schema;

enum event_mark {
    EVENT_UNCLEAR = 1,    /* the source says that it could not be told apart from others */
    EVENT_DATE_VAGUE = 2, /* the date is known to a week, a month or a year only */
};

/* What became of an event between two releases of a data set. */
enum event_change {
    EVENT_NOT_COMPARED, /* no two releases were read, or a newer row has taken its place */
    EVENT_ADDED,
    EVENT_CHANGED,
    EVENT_REMOVED,
    EVENT_SAME,
};
const char *event_change_name(enum event_change change); /* "added" ...; "" when not compared */

struct event {
    const char
        *id;    /* event_id_cnty, or "row-N" (N counts the rows read); unique but for superseded */
    guint file; /* index of events->files */
    guint line; /* in its file */
    guint32 written; /* seconds since 1970; 0: the row does not say */
    const char
        *place; /* as written: the location, or admin1 when that is all the row says; may be "" */
    enum event_status status;
    enum precision precision;
    double within_km;          /* of PRECISION_NEAR: how far off at most; 0: not stated */
    guint marks;               /* bits of enum event_mark */
    const char *placed_by;     /* "coordinates", "gazetteer exact", "gazetteer folded", "gazetteer
                                  transliterated", "gazetteer fuzzy"; "" when unplaced */
    const struct place *found; /* the gazetteer's place; NULL when placed by coordinates */
    struct lonlat at;
    struct date_span dates;
    gboolean deaths_known; /* else the three are 0; a claim's number is never known deaths */
    double deaths, deaths_low, deaths_high;
    const char *claim; /* NULL: not a claim */
    struct value
        *values; /* all the row's values by slot of events->fields, derived ones included */
    guint n_values;
    enum event_change change;
    const struct event *before; /* of a changed or same event: its older row; else NULL */
    gboolean moved;             /* from before->at to at, where no compared column says so */
};

struct events_file {
    char *path;
    const struct event_schema *schema; /* schema.h */
    guint columns;
    guint rows;       /* read */
    guint unreadable; /* of them: the others are events */
};

struct events {
    GPtrArray *files;          /* struct events_file */
    struct fields *fields;     /* the files' columns and the derived properties */
    GPtrArray *events;         /* struct event, in the order of the files and of their rows */
    struct value_store *store; /* behind the values */
    GArray *compared; /* guint: slots of the columns that both releases have; NULL: not compared */
};

/* How positions are made less exact before anybody sees them. */
struct coarsening {
    double cell_km;     /* side of the cells of a fixed grid (ground_grid.h); 0: no grid */
    gboolean to_admin1; /* to the admin1 unit */
};

/* "5km", "500m" (100 m to 1000 km) or "admin1". */
gboolean coarsening_parse(const char *text, struct coarsening *coarsening);
static inline gboolean coarsening_is_on(const struct coarsening *coarsening)
{
    return coarsening->cell_km > 0 || coarsening->to_admin1;
}

/* A choice among the events, by the values of a row; a style's expression knows how. */
struct event_test {
    gboolean (*accepts)(gpointer data, const struct events *events, const struct event *event);
    gpointer data;
    gboolean needs_place; /* it asks for what is known only when the event is placed */
};

struct events_options {
    const struct gazetteer *gazetteer; /* may be NULL: then only coordinates place */
    const struct date_span *window;    /* --from/--to; NULL: all */
    const struct box *frame;           /* lon/lat: of namesakes those in it are meant; NULL: any */
    const struct event_schema *schema; /* of all files; NULL: each by its headers */
    const char *crs; /* of shapes, x and y, in place of what the files say; NULL: not given */
    const struct event_test *test; /* --filter; NULL: all */
    const char *const *redact;     /* columns, NULL-ended; NULL: none (event_redact.h) */
    struct coarsening coarsening;  /* see event_coarsen.c for what else goes with it */
    gboolean compare; /* the two files are an older and a newer release: see event->change */
};

/* Reads all rows of one or more files, places them, and marks what is superseded or outside the
 * window; an event without a known date is kept. A file's column that means a canonical one is
 * there under both names, the canonical one with its schema's type. Derived properties added to
 * each: precision, within_km (null: not stated), unclear and date_vague (booleans), placed_by,
 * deaths, deaths_low, deaths_high (null: unknown), claim, place_id (the gazetteer's), area_id (the
 * gazetteer id as text of the area that an event of precision admin3 to region is known to),
 * admin1_id (of its province, where the area is a part of one), area_level (the precision of the
 * area that it is drawn with, which event_set_area_level() may widen), and age and age_days, which
 * events_set_ages() fills. The places of the gazetteer, which must live as long as the events, are
 * pointed to. */
struct events *events_read(struct source *const *sources, guint n_sources,
                           const struct events_options *options, struct diagnostics *diagnostics,
                           GError **error);
/* The last day of the newest event that is not superseded; `known` is FALSE where no row has a date
 * that can be read. Reads all of the files, without findings; they stand at their beginning
 * afterwards. */
gboolean events_newest_day(struct source *const *sources, guint n_sources,
                           const struct events_options *options, gboolean *known, gint *day,
                           GError **error);
/* Of a changed event: does a column of events->compared differ from its older row? */
gboolean event_column_changed(const struct event *event, guint slot);
void events_free(struct events *events);
/* All that the gazetteer says of the place of an event, asked again as when it was placed: the
 * tier, its score, and the candidates of an ambiguous name. NULL when it has no place's name, or
 * there is no gazetteer. To be given back with place_answer_unref(). */
const struct place_answer *event_answer(const struct events *events, const struct event *event,
                                        const struct events_options *options);
/* The populated place that an event placed by coordinates names, where it has this name or one
 * written otherwise and lies within 3 km of it; NULL: none, or no gazetteer. */
const struct place *event_named_place(const struct events *events, const struct event *event,
                                      const struct events_options *options);
/* The path of the file that an event was read from. */
const char *event_path(const struct events *events, const struct event *event);
/* For an event whose own area is not at hand. */
void event_set_area_level(const struct events *events, const struct event *event,
                          enum precision level);
/* Fills age_days, the days from the event's last day to the last day of `span`, and age, the same
 * as a share of the span, 0 the newest and 1 the oldest; null for events without a known date. */
void events_set_ages(struct events *events, const struct date_span *span);
/* The feature of an event with a geometry of the caller's. */
void event_feature(const struct events *events, const struct event *event,
                   const struct geometry *geometry, struct feature *feature);

DEFINE_AUTOPTR(Events, events)

#endif
