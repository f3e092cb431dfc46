#include "event/gazetteer_index.h"

#include "geo/geodesic.h"

#include <math.h>
#include <string.h>

#define SAME_PLACE_M 1000.0
#define SEAT_FACTOR 10.0
/* A name that so many distant places bear is ambiguous; the list is for people. */
#define MAX_CANDIDATES 20
/* Of places that sound alike, those this close to the closest may be meant as well. */
#define TRANSLITERATED_MARGIN 0.04
#define FUZZY_MARGIN 0.08

static const char *const seats[] = {"PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5"};
#define LAST_SEAT_RANK 2
#define PLAIN_RANK ((int)G_N_ELEMENTS(seats))

static int seat_rank(const struct place *place)
{
    for (guint i = 0; i < G_N_ELEMENTS(seats); i++) {
        if (strcmp(place->feature_code, seats[i]) == 0) {
            return (int)i;
        }
    }
    return PLAIN_RANK;
}

/* What more people live in is no village. */
#define CITY_POPULATION 100000.0
/* All consonants and vowels alike. */
#define JUST_SO 0.94

gboolean place_may_be_small(const struct place *place, double score)
{
    int rank = seat_rank(place);
    gboolean is_city = rank < LAST_SEAT_RANK || place->population > CITY_POPULATION;
    return !is_city && (rank == PLAIN_RANK || score >= JUST_SO);
}

/* ---- kinds ---- */

enum kind { KIND_POPULATED, KIND_ADMIN1, KIND_UNIT, KIND_SITE, KIND_OTHER, KIND_COUNT };

static enum kind kind_of(const struct place *place)
{
    /* S and the like: GeoNames' spots, buildings and farms, of which those named in reports. */
    static const char *const sites[] = {"AIR", "INSM", "MILB", "FRM", "CMP", "HSP", "PRN", "FT"};
    if (place->admin_level > 0) {
        return place->is_admin1 ? KIND_ADMIN1 : KIND_UNIT;
    }
    if (place->feature_code[0] == '\0' || g_str_has_prefix(place->feature_code, "PPL")) {
        return KIND_POPULATED;
    }
    for (guint i = 0; i < G_N_ELEMENTS(sites); i++) {
        if (g_str_has_prefix(place->feature_code, sites[i])) {
            return KIND_SITE;
        }
    }
    return KIND_OTHER;
}

/* The order of kinds for each want; 0: not wanted. */
static const guchar kind_orders[][KIND_COUNT] = {
    /* populated, admin1, other units, sites, others */
    [WANT_ANY] = {1, 2, 3, 4, 4},        [WANT_UNIT_FIRST] = {2, 1, 3, 4, 4},
    [WANT_SETTLEMENT] = {1, 0, 0, 2, 2}, [WANT_SITE] = {2, 0, 0, 1, 2},
    [WANT_LANDSCAPE] = {0, 0, 0, 0, 1},  [WANT_ADMIN1] = {0, 1, 0, 0, 0},
    [WANT_ADMIN2] = {0, 0, 1, 0, 0},     [WANT_ADMIN3] = {0, 0, 1, 0, 0},
    [WANT_SEAT] = {1, 0, 0, 0, 0},
};

static guint kind_order(const struct place *place, enum place_want want)
{
    return kind_orders[want][kind_of(place)];
}

gboolean place_is_wanted(const struct place *place, enum place_want want)
{
    switch (want) {
    case WANT_ADMIN2:
        return place->admin_level == 2;
    case WANT_ADMIN3:
        return place->admin_level == 3;
    case WANT_SEAT:
        return seat_rank(place) < LAST_SEAT_RANK;
    default:
        return kind_order(place, want) > 0;
    }
}

/* ---- one place, many spellings ---- */

/* The best first; the order of the file makes it total. */
static gint compare_scores(gconstpointer a, gconstpointer b)
{
    const struct candidate *first = a, *second = b;
    if (first->score != second->score) {
        return first->score > second->score ? -1 : 1;
    }
    return (first->place > second->place) - (first->place < second->place);
}

static double margin_of(enum match_tier tier)
{
    return tier == MATCH_TRANSLITERATED ? TRANSLITERATED_MARGIN
           : tier == MATCH_FUZZY        ? FUZZY_MARGIN
                                        : 0;
}

/* Keeps the places that are about as well named as the best one, each once. */
static void keep_best_named(GArray *found, enum match_tier tier)
{
    g_array_sort(found, compare_scores);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    double least = g_array_index(found, struct candidate, 0).score - margin_of(tier);
    guint kept = 0;
    for (guint i = 0; i < found->len; i++) {
        struct candidate candidate = g_array_index(found, struct candidate, i);
        if (candidate.score >= least && g_hash_table_add(seen, (gpointer)candidate.place)) {
            g_array_index(found, struct candidate, kept++) = candidate;
        }
    }
    g_array_set_size(found, kept);
}

/* ---- what the row says ---- */

static gboolean lies_in(const struct place *place, const struct place *unit, guint level)
{
    if (strcmp(unit->country_code, place->country_code) != 0 ||
        unit->is_pcoded != place->is_pcoded || strcmp(unit->admin1_code, place->admin1_code) != 0) {
        return FALSE;
    }
    return (level < 2 || strcmp(unit->admin2_code, place->admin2_code) == 0) &&
           (level < 3 || strcmp(unit->admin3_code, place->admin3_code) == 0);
}

static gboolean lies_in_one_of(const struct place *place, const GPtrArray *units, guint level)
{
    for (guint i = 0; i < units->len; i++) {
        if (lies_in(place, g_ptr_array_index(units, i), level)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean narrowing_admits(const struct narrowing *narrowing, const struct place *place)
{
    if (narrowing->country != NULL && place->country_code[0] != '\0' &&
        strcmp(narrowing->country, place->country_code) != 0) {
        return FALSE;
    }
    const GPtrArray *units = narrowing->units[1];
    gboolean comparable = FALSE; /* GeoNames' codes tell nothing about P-codes */
    for (guint i = 0; i < units->len; i++) {
        const struct place *unit = g_ptr_array_index(units, i);
        comparable = comparable || unit->is_pcoded == place->is_pcoded;
    }
    return !comparable || place->admin1_code[0] == '\0' || lies_in_one_of(place, units, 1);
}

/* Keeps those in the units or the frame, where there are any. */
static void prefer(GArray *found, const struct narrowing *narrowing, guint level)
{
    guint kept = 0;
    g_autoptr(GArray) inside = g_array_new(FALSE, FALSE, sizeof(struct candidate));
    for (guint i = 0; i < found->len; i++) {
        struct candidate candidate = g_array_index(found, struct candidate, i);
        struct lonlat at = candidate.place->at;
        gboolean is_inside = level == 0
                                 ? box_contains(*narrowing->frame, at.lon, at.lat)
                                 : lies_in_one_of(candidate.place, narrowing->units[level], level);
        if (is_inside) {
            g_array_append_val(inside, candidate);
            kept++;
        }
    }
    if (kept > 0) {
        g_array_set_size(found, 0);
        g_array_append_vals(found, inside->data, kept);
    }
}

/* Keeps the places of the kind that comes first. */
static void keep_first_kind(GArray *found, enum place_want want)
{
    guint best = G_MAXUINT, kept = 0;
    for (guint i = 0; i < found->len; i++) {
        best = MIN(best, kind_order(g_array_index(found, struct candidate, i).place, want));
    }
    for (guint i = 0; i < found->len; i++) {
        struct candidate candidate = g_array_index(found, struct candidate, i);
        if (kind_order(candidate.place, want) == best) {
            g_array_index(found, struct candidate, kept++) = candidate;
        }
    }
    g_array_set_size(found, kept);
}

/* ---- one of several ---- */

/* The greatest first; the id makes the order total. */
static gint compare_places(gconstpointer a, gconstpointer b)
{
    const struct place *first = ((const struct candidate *)a)->place;
    const struct place *second = ((const struct candidate *)b)->place;
    int order = seat_rank(first) - seat_rank(second);
    if (order != 0) {
        return order;
    }
    if (first->admin_level > 0 && second->admin_level > 0) { /* as the files were given */
        return (first > second) - (first < second);
    }
    if (first->population != second->population) {
        return first->population > second->population ? -1 : 1;
    }
    order = strcmp(first->id, second->id);
    return order != 0 ? order : (first > second) - (first < second);
}

/* The same unit, of which two files say where it is. */
static gboolean is_same_unit(const struct place *a, const struct place *b)
{
    return a->admin_level > 0 && a->admin_level == b->admin_level && a->is_pcoded != b->is_pcoded &&
           strcmp(a->country_code, b->country_code) == 0;
}

static gboolean is_near(const struct place *a, const struct place *b)
{
    if (is_same_unit(a, b)) {
        return TRUE;
    }
    /* A degree of latitude is 110.6 km at the least: most are told apart without a geodesic. */
    if (a == b || (a->at.lat == b->at.lat && a->at.lon == b->at.lon)) {
        return TRUE;
    }
    return fabs(a->at.lat - b->at.lat) < SAME_PLACE_M / 110000.0 &&
           geodesic_distance_m(a->at, b->at, NULL) <= SAME_PLACE_M;
}

static gboolean is_near_one_of(const struct place *place, const GPtrArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        if (is_near(place, g_ptr_array_index(places, i))) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The one of several (greatest first) that a name without more means: see rule 6 of the header. */
static gboolean first_is_the_seat(const GArray *found)
{
    const struct place *first = g_array_index(found, struct candidate, 0).place;
    if (seat_rank(first) > LAST_SEAT_RANK || first->population <= 0) {
        return FALSE;
    }
    for (guint i = 1; i < found->len; i++) {
        const struct place *other = g_array_index(found, struct candidate, i).place;
        gboolean rivals =
            seat_rank(other) < PLAIN_RANK || other->population >= first->population / SEAT_FACTOR;
        if (rivals && !is_near(first, other)) {
            return FALSE;
        }
    }
    return TRUE;
}

void choose_place(const struct collector *collector, struct place_answer *answer)
{
    GArray *found = collector->found;
    const struct narrowing *narrowing = collector->narrowing;
    keep_best_named(found, answer->tier);
    keep_first_kind(found, collector->want);
    for (guint level = 2; level <= 3; level++) {
        prefer(found, narrowing, level);
    }
    if (narrowing->frame != NULL) {
        prefer(found, narrowing, 0);
    }
    g_array_sort(found, compare_places);
    for (guint i = 0; i < found->len && answer->candidates->len < MAX_CANDIDATES; i++) {
        const struct place *place = g_array_index(found, struct candidate, i).place;
        if (!is_near_one_of(place, answer->candidates)) {
            g_ptr_array_add(answer->candidates, (gpointer)place);
        }
    }
    gboolean is_one = answer->candidates->len == 1 || first_is_the_seat(found);
    if (is_one && !collector->has_more) {
        const struct candidate *chosen = &g_array_index(found, struct candidate, 0);
        answer->place = chosen->place;
        answer->at = chosen->place->at;
        answer->score = chosen->score;
        g_ptr_array_set_size(answer->candidates, 0);
    }
}
