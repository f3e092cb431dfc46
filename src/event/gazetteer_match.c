#include "event/gazetteer_index.h"

#include "event/country.h"
#include "event/place_name.h"
#include "event/place_phrase.h"

#include <string.h>

/* The scores of the tiers that compare keys; the others' are by likeness. */
#define EXACT_SCORE 1.0
#define FOLDED_SCORE 0.98

/* ---- one name ---- */

gboolean collector_offer(struct collector *collector, const struct place *place, double score)
{
    if (collector->seen >= COLLECTOR_MAX_SEEN || collector->found->len >= COLLECTOR_MAX_TAKEN) {
        collector->has_more = TRUE;
        return FALSE;
    }
    collector->seen++;
    gboolean is_greater = collector->tier > MATCH_FOLDED && collector->narrowing->is_small &&
                          !place_may_be_small(place, score);
    if (is_greater || !place_is_wanted(place, collector->want)) {
        return TRUE;
    }
    if (narrowing_admits(collector->narrowing, place)) {
        struct candidate candidate = {place, score};
        g_array_append_val(collector->found, candidate);
    } else {
        collector->elsewhere = TRUE;
    }
    return TRUE;
}

/* Offers the places that bear the name by its key. */
static void collect_spellings(const struct gazetteer *gazetteer, const char *name, const char *key,
                              enum match_tier tier, struct collector *collector)
{
    double score = tier == MATCH_EXACT ? EXACT_SCORE : FOLDED_SCORE;
    for (guint link = gazetteer_chain(gazetteer, key); link > 0;) {
        const struct spelling *spelling = gazetteer_spelling(gazetteer, link);
        gboolean fits = tier == MATCH_FOLDED || strcmp(spelling->text, name) == 0;
        if (fits &&
            !collector_offer(collector, gazetteer_place(gazetteer, spelling->place), score)) {
            return;
        }
        link = spelling->next;
    }
}

void match_name(const struct gazetteer *gazetteer, const char *name, enum place_want want,
                const struct narrowing *narrowing, enum match_tier first, enum match_tier last,
                struct place_answer *answer)
{
    g_autofree char *key = place_name_fold(name);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct candidate));
    for (enum match_tier tier = first; tier <= last; tier++) {
        struct collector collector = {want, tier, narrowing, found, 0, FALSE, FALSE};
        /* A name that is known, elsewhere, is not misspelt. */
        if (tier == MATCH_FUZZY && answer->elsewhere) {
            return;
        }
        if (tier <= MATCH_FOLDED) {
            collect_spellings(gazetteer, name, key, tier, &collector);
        } else {
            sound_index_find(gazetteer, name, tier, &collector);
        }
        answer->elsewhere |= collector.elsewhere;
        if (found->len > 0) {
            answer->tier = tier;
            answer->elsewhere = FALSE;
            choose_place(&collector, answer);
            return;
        }
    }
}

/* ---- what the row says beside the name ---- */

static const enum place_want unit_wants[4] = {WANT_ANY, WANT_ADMIN1, WANT_ADMIN2, WANT_ADMIN3};

static void add_units(const struct gazetteer *gazetteer, const char *name, enum place_want want,
                      struct narrowing *narrowing, GPtrArray *units)
{
    struct place_answer answer;
    place_answer_init(&answer);
    match_name(gazetteer, name, want, narrowing, MATCH_EXACT, MATCH_FUZZY, &answer);
    if (answer.place != NULL) {
        g_ptr_array_add(units, (gpointer)answer.place);
    }
    g_ptr_array_extend(units, answer.candidates, NULL, NULL);
    place_answer_clear(&answer);
}

/* The units of a level by a name, with or without its type word. */
static void find_units(const struct gazetteer *gazetteer, const char *name, guint level,
                       struct narrowing *narrowing)
{
    GPtrArray *units = narrowing->units[level];
    struct place_phrase phrase;
    place_phrase_init(&phrase, name);
    add_units(gazetteer, name, unit_wants[level], narrowing, units);
    if (units->len == 0) {
        add_units(gazetteer, phrase.name, unit_wants[level], narrowing, units);
    }
    /* The capital has the codes of its province. */
    if (units->len == 0 && level == 1) {
        add_units(gazetteer, phrase.name, WANT_SEAT, narrowing, units);
    }
    place_phrase_clear(&phrase);
}

/* The same, kept for the rows to come: few provinces stand in many rows. */
static void recall_units(const struct gazetteer *gazetteer, const char *const *names, guint level,
                         struct narrowing *narrowing)
{
    const char *country = narrowing->country != NULL ? narrowing->country : "";
    g_autofree char *key = g_strdup_printf("%u\037%s\037%s\037%s\037%s", level, country, names[1],
                                           level > 1 ? names[2] : "", level > 2 ? names[3] : "");
    GPtrArray *known = g_hash_table_lookup(gazetteer->units, key);
    if (known != NULL) {
        g_ptr_array_unref(narrowing->units[level]);
        narrowing->units[level] = g_ptr_array_ref(known);
        return;
    }
    find_units(gazetteer, names[level], level, narrowing);
    if (g_hash_table_size(gazetteer->units) < GAZETTEER_MAX_KEPT) {
        g_hash_table_insert(gazetteer->units, g_steal_pointer(&key),
                            g_ptr_array_ref(narrowing->units[level]));
    }
}

void narrowing_init(struct narrowing *narrowing, const struct gazetteer *gazetteer,
                    const struct place_query *query)
{
    const char *const names[4] = {
        "",
        query->admin1 != NULL ? query->admin1 : "",
        query->admin2 != NULL ? query->admin2 : "",
        query->admin3 != NULL ? query->admin3 : "",
    };
    gboolean has_country = query->country != NULL && query->country[0] != '\0';
    *narrowing = (struct narrowing){.country = has_country ? country_code(query->country) : NULL};
    for (guint level = 1; level <= 3; level++) {
        narrowing->units[level] = g_ptr_array_new();
    }
    for (guint level = 1; level <= 3; level++) {
        if (names[level][0] != '\0') {
            recall_units(gazetteer, names, level, narrowing);
        }
    }
    narrowing->frame = query->frame;
}

void narrowing_clear(struct narrowing *narrowing)
{
    for (guint level = 1; level <= 3; level++) {
        g_clear_pointer(&narrowing->units[level], g_ptr_array_unref);
    }
}
