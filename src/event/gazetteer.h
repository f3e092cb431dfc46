/* Places by name: a file in GeoNames' columns, indexed in memory by exact and folded names. */
#ifndef IDLIBMAP_EVENT_GAZETTEER_H
#define IDLIBMAP_EVENT_GAZETTEER_H

#include "base/auto.h"
#include "base/diagnostics.h"
#include "geo/geometry.h"

struct gazetteer;

struct place {
    const char *id; /* geonameid */
    const char *name, *ascii_name;
    const char *feature_code; /* PPL, PPLA, PPLC, ADM1 ... */
    const char *country_code;
    const char *admin1_code;
    double population; /* 0: unknown */
    struct lonlat at;
    gboolean is_admin1; /* an area, not a point */
};

/* `path`: GeoNames' 19 columns, as CSV with a header (more columns may follow, and all but name,
 * latitude and longitude may be missing) or as a headerless tab-separated dump. Rows that cannot be
 * used are warnings. */
struct gazetteer *gazetteer_load(const char *path, struct diagnostics *diagnostics, GError **error);
void gazetteer_free(struct gazetteer *gazetteer);
guint gazetteer_count(const struct gazetteer *gazetteer);
const char *gazetteer_path(const struct gazetteer *gazetteer);
/* The admin1 unit that a place lies in (by its country and admin1 code; an admin1 unit lies in
 * itself), or NULL. */
const struct place *gazetteer_admin1_of(const struct gazetteer *gazetteer,
                                        const struct place *place);

enum match_tier {
    MATCH_NONE,
    MATCH_EXACT,  /* the name as written is a name or alternate name */
    MATCH_FOLDED, /* equal after folding (case, diacritics, apostrophes, articles, Arabic forms) */
};

/* What is known of a place beside its name; each may be NULL or "". */
struct place_query {
    const char *name;     /* "Saraqib", "Idlib province", "سراقب" */
    const char *admin1;   /* "Idlib" */
    const char *country;  /* a name or ISO code */
    gboolean want_admin1; /* the row says that only the province is known (geo_precision 3) */
};

struct place_answer {
    enum match_tier tier;
    const struct place *place; /* NULL: unknown or ambiguous */
    GPtrArray *candidates;     /* const struct place *, when ambiguous: at least two; else empty */
    gboolean elsewhere;        /* unknown here, but the name exists outside the admin1 or country */
};

/* Finds the one place meant, or says that there are several or none:
 *  1. The first tier that has the name decides. A type word in the name (province, governorate,
 *     محافظة, ili ...) asks for an admin1 unit, with or without the word.
 *  2. `admin1` and `country` exclude places known to lie elsewhere. One that the gazetteer or the
 *     table of countries does not know excludes nothing.
 *  3. A populated place comes before the admin1 unit of the same name, and that before other kinds;
 *     want_admin1 puts the unit first.
 *  4. Places within 1 km of each other are one.
 *  5. Of several populated places the one capital or seat (PPLC, PPLA, PPLA2) is taken when its
 *     population is known and all the others are plain places (not PPLC or PPLA...) with less than
 *     a tenth of it, or none known.
 * What then is still several is ambiguous: no guess is made. */
void gazetteer_find(const struct gazetteer *gazetteer, const struct place_query *query,
                    struct place_answer *answer);
void place_answer_clear(struct place_answer *answer);

DEFINE_AUTOPTR(Gazetteer, gazetteer)

#endif
