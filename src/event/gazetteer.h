/* Places by name: files in GeoNames' columns and layers of administrative units, indexed in memory
 * by exact and folded names and, when these do not find a name, by its sound. */
#ifndef IDLIBMAP_EVENT_GAZETTEER_H
#define IDLIBMAP_EVENT_GAZETTEER_H

#include "base/auto.h"
#include "base/diagnostics.h"
#include "geo/geometry.h"

struct gazetteer;

struct place {
    const char *id; /* geonameid or P-code */
    const char *name, *ascii_name;
    const char *feature_code; /* PPL, PPLA, PPLC, ADM1 ... */
    const char *country_code; /* ISO 3166-1, two letters; "" when not known */
    const char *admin1_code, *admin2_code, *admin3_code; /* "" when not known */
    double population;                                   /* 0: unknown */
    struct lonlat at;
    guint admin_level;  /* ADM1: 1 ... ADM5: 5; 0: not such a unit */
    gboolean is_admin1; /* an area, not a point: admin_level 1 */
    gboolean is_pcoded; /* its codes are P-codes, not GeoNames' */
};

/* `path`: GeoNames' 19 columns, as CSV with a header (more columns may follow, and all but name,
 * latitude and longitude may be missing) or as a headerless tab-separated dump; or a shapefile or
 * GeoJSON file of units with P-codes as in OCHA's common operational datasets (ADM1_EN, ADM1_AR,
 * ADM1_PCODE ...), whose units are placed at a point inside. Rows that cannot be used are warnings.
 */
struct gazetteer *gazetteer_load(const char *path, struct diagnostics *diagnostics, GError **error);
/* Several files as one gazetteer. */
struct gazetteer *gazetteer_load_files(const char *const *paths, guint n_paths,
                                       struct diagnostics *diagnostics, GError **error);
void gazetteer_free(struct gazetteer *gazetteer);
guint gazetteer_count(const struct gazetteer *gazetteer);
/* The first file. */
const char *gazetteer_path(const struct gazetteer *gazetteer);
/* The admin1 unit that a place lies in (by its country and admin1 code; an admin1 unit lies in
 * itself), or NULL. */
const struct place *gazetteer_admin1_of(const struct gazetteer *gazetteer,
                                        const struct place *place);

/* "Saraqib (PPLA3, Idlib, SY, 35.8639 36.8031)", fit to be printed; owned by the caller. */
char *gazetteer_describe_dup(const struct gazetteer *gazetteer, const struct place *place);

enum match_tier {
    MATCH_NONE,
    MATCH_EXACT,  /* the name as written is a name or alternate name */
    MATCH_FOLDED, /* equal after folding (case, diacritics, apostrophes, articles, Arabic forms) */
    MATCH_TRANSLITERATED, /* the same consonants, and vowels that are near: see place_sound.h */
    MATCH_FUZZY,          /* one consonant more, less or other */
};
/* "exact", "folded", "transliterated", "fuzzy"; "" for none. */
const char *match_tier_name(enum match_tier tier);
/* "gazetteer exact" ...: what events say in placed_by; "" for none. */
const char *match_tier_placed_by(enum match_tier tier);

/* What is known of a place beside its name; each may be NULL or "". */
struct place_query {
    const char *name;     /* "Saraqib", "Idlib province", "5 km north of Saraqib", "سراقب" */
    const char *admin1;   /* "Idlib" */
    const char *admin2;   /* "Ariha" */
    const char *admin3;   /* "Saraqab" */
    const char *country;  /* a name or ISO code */
    gboolean want_admin1; /* the row says that only the province is known (geo_precision 3) */
    const struct box *frame; /* lon/lat: where the map is; of namesakes those in it are meant */
};

/* Where the place meant lies, seen from the place found. */
enum place_relation {
    PLACE_AT,   /* at the place */
    PLACE_NEAR, /* near it: outskirts, axis, an air base named after the town, 5 km north of it */
    PLACE_BETWEEN, /* between it and another */
    PLACE_UNIT,    /* in the unit of unit_level that is named after the place, its seat */
};

/* Shared and not to be changed: equal questions get the same answer. */
struct place_answer {
    enum match_tier tier;      /* of the name; between two, the worse */
    double score;              /* 1: as written; less for each liberty taken, down to about 0.7 */
    const struct place *place; /* NULL: unknown or ambiguous */
    const struct place *other; /* of PLACE_BETWEEN, else NULL */
    enum place_relation relation;
    guint unit_level;      /* of PLACE_UNIT: 2 or 3 */
    struct lonlat at;      /* the place's, or off it by a distance told, or half way to the other */
    double within_km;      /* half the way between two places; 0: not stated */
    GPtrArray *candidates; /* const struct place *, when ambiguous: at least two; else empty */
    gboolean elsewhere;    /* unknown here, but the name exists outside the admin1 or country */
};

/* Finds the one place meant, or says that there are several or none:
 *  1. Words about the name (town, province, near, between A and B, 5 km north of X ...) are taken
 *     off and heeded: see place_phrase.h. A name that the gazetteer has with these words comes
 *     first. A province or district asks for such a unit; a district that is not there is that of
 *     the town of its name. Hills, lakes or roads are not at the town of their name.
 *  2. The first tier that has the name decides. Of names that only sound alike the closest are
 *     taken; a fuzzy one must stand out clearly. A village or a farm is no capital or city that
 *     sounds alike, nor a seat of a district that does not sound just so.
 *  3. `admin1` and `country` exclude places known to lie elsewhere. One that the gazetteer or the
 *     table of countries does not know excludes nothing. An admin1 without a unit in the gazetteer
 *     is that of the capital (PPLA, PPLC) of its name. Of several places those in admin2, admin3
 *     and the frame are preferred.
 *  4. A populated place comes before the admin unit of the same name, and that before other kinds;
 *     want_admin1 puts the unit first.
 *  5. Places within 1 km of each other are one.
 *  6. Of several populated places the one capital or seat (PPLC, PPLA, PPLA2) is taken when its
 *     population is known and all the others are plain places (not PPLC or PPLA...) with less than
 *     a tenth of it, or none known.
 *  7. With want_admin1 the answer is a unit: the one named, else that of the admin1 column, else
 *     the one that the place lies in.
 *  8. "A/B" and "A (B)" are two names of one place; "A, B" is A in the province or country B.
 * What then is still several is ambiguous: no guess is made. Answers are kept, so that a name asked
 * for again costs little; they are not meant to be asked for from several threads. The answer is
 * the caller's to give back with place_answer_unref(); its places live as long as the gazetteer. */
const struct place_answer *gazetteer_find(const struct gazetteer *gazetteer,
                                          const struct place_query *query);
void place_answer_unref(const struct place_answer *answer); /* NULL is fine */

DEFINE_AUTOPTR(Gazetteer, gazetteer)

#endif
