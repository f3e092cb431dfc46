#include "event/gazetteer.h"

#include "event/country.h"
#include "event/gazetteer_index.h"
#include "event/place_name.h"
#include "geo/geodesic.h"

#include <string.h>

#define SAME_PLACE_M 1000.0
#define SEAT_FACTOR 10.0
/* A name that so many distant places bear is ambiguous; the list is for people. */
#define MAX_CANDIDATES 20

/* ---- what the row says beside the name ---- */

struct narrowing {
    const char *country; /* NULL: not known */
    GPtrArray *admin1s;  /* const struct place *: units of that name; empty: not known */
};

static gboolean in_country(const struct narrowing *narrowing, const struct place *place)
{
    return narrowing->country == NULL || place->country_code[0] == '\0' ||
           strcmp(narrowing->country, place->country_code) == 0;
}

static gboolean in_admin1(const struct narrowing *narrowing, const struct place *place)
{
    for (guint i = 0; i < narrowing->admin1s->len; i++) {
        const struct place *unit = g_ptr_array_index(narrowing->admin1s, i);
        if (strcmp(unit->country_code, place->country_code) == 0 &&
            strcmp(unit->admin1_code, place->admin1_code) == 0) {
            return TRUE;
        }
    }
    return narrowing->admin1s->len == 0 || place->admin1_code[0] == '\0';
}

static void add_admin1_units(const struct gazetteer *gazetteer, const char *name,
                             struct narrowing *narrowing)
{
    g_autofree char *key = place_name_fold(name);
    for (guint link = gazetteer_chain(gazetteer, key); link > 0;) {
        const struct spelling *spelling = gazetteer_spelling(gazetteer, link);
        const struct place *place = gazetteer_place(gazetteer, spelling->place);
        if (place->is_admin1 && in_country(narrowing, place)) {
            g_ptr_array_add(narrowing->admin1s, (gpointer)place);
        }
        link = spelling->next;
    }
}

static void narrowing_init(struct narrowing *narrowing, const struct gazetteer *gazetteer,
                           const struct place_query *query)
{
    gboolean has_country = query->country != NULL && query->country[0] != '\0';
    narrowing->country = has_country ? country_code(query->country) : NULL;
    narrowing->admin1s = g_ptr_array_new();
    if (query->admin1 == NULL || query->admin1[0] == '\0') {
        return;
    }
    add_admin1_units(gazetteer, query->admin1, narrowing);
    if (narrowing->admin1s->len == 0) {
        gboolean is_admin1;
        g_autofree char *bare = place_name_strip_type(query->admin1, &is_admin1);
        add_admin1_units(gazetteer, bare, narrowing);
    }
}

/* ---- candidates ---- */

/* A form of the name to look for. */
struct form {
    const char *text, *key;
    gboolean admin1_only; /* the type word was stripped from it */
};

/* Adds the places that bear the name; says whether there are any that the row excludes. */
static gboolean collect(const struct gazetteer *gazetteer, const struct form *form,
                        enum match_tier tier, const struct narrowing *narrowing, GPtrArray *found)
{
    gboolean elsewhere = FALSE;
    for (guint link = gazetteer_chain(gazetteer, form->key); link > 0;) {
        const struct spelling *spelling = gazetteer_spelling(gazetteer, link);
        const struct place *place = gazetteer_place(gazetteer, spelling->place);
        link = spelling->next;
        if ((form->admin1_only && !place->is_admin1) ||
            (tier == MATCH_EXACT && strcmp(spelling->text, form->text) != 0)) {
            continue;
        }
        if (!in_country(narrowing, place) || !in_admin1(narrowing, place)) {
            elsewhere = TRUE;
        } else {
            g_ptr_array_add(found, (gpointer)place);
        }
    }
    return elsewhere;
}

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

/* The greatest first; the id makes the order total. */
static gint compare_places(gconstpointer a, gconstpointer b)
{
    const struct place *first = *(const struct place *const *)a;
    const struct place *second = *(const struct place *const *)b;
    int order = seat_rank(first) - seat_rank(second);
    if (order != 0) {
        return order;
    }
    if (first->population != second->population) {
        return first->population > second->population ? -1 : 1;
    }
    order = strcmp(first->id, second->id);
    return order != 0 ? order : (first > second) - (first < second);
}

enum kind { KIND_POPULATED, KIND_ADMIN1, KIND_OTHER };

static enum kind kind_of(const struct place *place)
{
    if (place->is_admin1) {
        return KIND_ADMIN1;
    }
    gboolean populated =
        place->feature_code[0] == '\0' || g_str_has_prefix(place->feature_code, "PPL");
    return populated ? KIND_POPULATED : KIND_OTHER;
}

static int kind_order(const struct place *place, gboolean want_admin1)
{
    static const int town_first[] = {[KIND_POPULATED] = 0, [KIND_ADMIN1] = 1, [KIND_OTHER] = 2};
    static const int unit_first[] = {[KIND_POPULATED] = 1, [KIND_ADMIN1] = 0, [KIND_OTHER] = 2};
    return (want_admin1 ? unit_first : town_first)[kind_of(place)];
}

/* Keeps the places of the kind that comes first. */
static void keep_first_kind(GPtrArray *places, gboolean want_admin1)
{
    int best = KIND_OTHER;
    for (guint i = 0; i < places->len; i++) {
        best = MIN(best, kind_order(g_ptr_array_index(places, i), want_admin1));
    }
    guint kept = 0;
    for (guint i = 0; i < places->len; i++) {
        gpointer place = g_ptr_array_index(places, i);
        if (kind_order(place, want_admin1) == best) {
            places->pdata[kept++] = place;
        }
    }
    g_ptr_array_set_size(places, (gint)kept);
}

static gboolean is_near(const struct place *a, const struct place *b)
{
    return a == b || geodesic_distance_m(a->at, b->at, NULL) <= SAME_PLACE_M;
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

/* The one of several (greatest first) that a name without more means: see rule 5 of the header. */
static gboolean first_is_the_seat(const GPtrArray *places)
{
    const struct place *first = g_ptr_array_index(places, 0);
    if (seat_rank(first) > LAST_SEAT_RANK || first->population <= 0) {
        return FALSE;
    }
    for (guint i = 1; i < places->len; i++) {
        const struct place *other = g_ptr_array_index(places, i);
        gboolean rivals =
            seat_rank(other) < PLAIN_RANK || other->population >= first->population / SEAT_FACTOR;
        if (rivals && !is_near(first, other)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Fills in the answer from the places found, at least one. */
static void choose(GPtrArray *found, gboolean want_admin1, struct place_answer *answer)
{
    keep_first_kind(found, want_admin1);
    g_ptr_array_sort(found, compare_places);
    for (guint i = 0; i < found->len && answer->candidates->len < MAX_CANDIDATES; i++) {
        if (!is_near_one_of(g_ptr_array_index(found, i), answer->candidates)) {
            g_ptr_array_add(answer->candidates, g_ptr_array_index(found, i));
        }
    }
    if (answer->candidates->len == 1 || first_is_the_seat(found)) {
        answer->place = g_ptr_array_index(found, 0);
        g_ptr_array_set_size(answer->candidates, 0);
    }
}

/* ---- the search ---- */

static void search(const struct gazetteer *gazetteer, const struct form *forms, guint n_forms,
                   const struct narrowing *narrowing, gboolean want_admin1,
                   struct place_answer *answer)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    for (enum match_tier tier = MATCH_EXACT; tier <= MATCH_FOLDED; tier++) {
        for (guint i = 0; i < n_forms; i++) {
            answer->elsewhere |= collect(gazetteer, &forms[i], tier, narrowing, found);
            if (found->len > 0) {
                answer->tier = tier;
                answer->elsewhere = FALSE;
                choose(found, want_admin1, answer);
                return;
            }
        }
    }
}

void gazetteer_find(const struct gazetteer *gazetteer, const struct place_query *query,
                    struct place_answer *answer)
{
    *answer = (struct place_answer){.candidates = g_ptr_array_new()};
    if (query->name == NULL) {
        return;
    }
    g_autofree char *name = g_strstrip(g_strdup(query->name));
    g_autofree char *key = place_name_fold(name);
    gboolean is_admin1;
    g_autofree char *bare = place_name_strip_type(name, &is_admin1);
    g_autofree char *bare_key = place_name_fold(bare);
    struct form forms[] = {{name, key, FALSE}, {bare, bare_key, TRUE}};
    struct narrowing narrowing;
    narrowing_init(&narrowing, gazetteer, query);
    search(gazetteer, forms, is_admin1 ? 2 : 1, &narrowing, query->want_admin1 || is_admin1,
           answer);
    g_ptr_array_unref(narrowing.admin1s);
}

void place_answer_clear(struct place_answer *answer)
{
    g_clear_pointer(&answer->candidates, g_ptr_array_unref);
    *answer = (struct place_answer){0};
}
