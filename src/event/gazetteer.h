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

/* `path`: GeoNames' 19 columns, as CSV with a header (more columns may follow) or as a headerless
 * tab-separated dump. Rows that cannot be used are warnings. */
struct gazetteer *gazetteer_load(const char *path, struct diagnostics *diagnostics, GError **error);
void gazetteer_free(struct gazetteer *gazetteer);
guint gazetteer_count(const struct gazetteer *gazetteer);
const char *gazetteer_path(const struct gazetteer *gazetteer);

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
};

/* Finds the one place meant, or says that there are several or none. A type word in the name
 * (province, governorate, محافظة, ili ...) asks for an admin1 unit; without one a town is preferred
 * to the admin1 unit of the same name unless want_admin1. */
void gazetteer_find(const struct gazetteer *gazetteer, const struct place_query *query,
                    struct place_answer *answer);
void place_answer_clear(struct place_answer *answer);

DEFINE_AUTOPTR(Gazetteer, gazetteer)

#endif
