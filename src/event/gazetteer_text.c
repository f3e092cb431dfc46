#include "event/gazetteer_index.h"

#include "event/country.h"
#include "event/place_phrase.h"
#include "event/place_words.h"
#include "geo/geodesic.h"

#include <string.h>

/* "A (B/C), D": so deep are names taken apart. */
#define MAX_DEPTH 4
/* Two names of one place may be coded some way apart. */
#define SAME_ALTERNATIVE_M 5000.0

/* ---- a search ---- */

struct search {
    const struct gazetteer *gazetteer;
    const struct narrowing *narrowing;
    gboolean want_admin1;
    guint depth;
};

static void find_text(const struct search *search, const char *text, struct place_answer *answer);
static void find_phrase(const struct search *search, const char *text, struct place_answer *answer);

static gboolean is_decided(const struct place_answer *answer)
{
    return answer->place != NULL || answer->candidates->len > 0;
}

/* Takes over what `from` says, which is cleared. */
static void answer_take(struct place_answer *answer, struct place_answer *from)
{
    from->elsewhere = from->elsewhere || (answer->elsewhere && !is_decided(from));
    place_answer_clear(answer);
    *answer = *from;
    *from = (struct place_answer){0};
}

/* A deeper search, for a part of the text. */
static gboolean find_part(const struct search *search, const char *part,
                          const struct narrowing *narrowing, struct place_answer *answer)
{
    struct search deeper = *search;
    deeper.depth++;
    deeper.narrowing = narrowing;
    place_answer_init(answer);
    if (deeper.depth <= MAX_DEPTH) {
        find_text(&deeper, part, answer);
    }
    return is_decided(answer);
}

/* ---- one name with words about it ---- */

static void match(const struct search *search, const char *name, enum place_want want,
                  enum match_tier first, enum match_tier last, struct place_answer *answer)
{
    if (!is_decided(answer) && name[0] != '\0') {
        match_name(search->gazetteer, name, want, search->narrowing, first, last, answer);
    }
}

/* The bare name and, as long as nothing is found, the whole text, tier by tier. */
static void match_either(const struct search *search, const char *whole, const char *bare,
                         enum place_want want, struct place_answer *answer)
{
    enum place_want whole_want = search->want_admin1 ? WANT_UNIT_FIRST : WANT_ANY;
    match(search, bare, want, MATCH_EXACT, MATCH_FOLDED, answer);
    match(search, whole, whole_want, MATCH_TRANSLITERATED, MATCH_TRANSLITERATED, answer);
    match(search, bare, want, MATCH_TRANSLITERATED, MATCH_FUZZY, answer);
}

/* "Idlib countryside" and "northern Idlib" are the province; else the place's surroundings. */
static void find_surroundings(const struct search *search, const char *text, const char *name,
                              struct place_answer *answer)
{
    match(search, name, WANT_ADMIN1, MATCH_EXACT, MATCH_TRANSLITERATED, answer);
    if (!is_decided(answer)) {
        match_either(search, text, name, WANT_ANY, answer);
        answer->relation = PLACE_NEAR;
    }
}

/* The unit, or that of the town of its name. */
static void find_unit(const struct search *search, const char *text, const char *name, guint level,
                      struct place_answer *answer)
{
    match_either(search, text, name, level == 2 ? WANT_ADMIN2 : WANT_ADMIN3, answer);
    if (!is_decided(answer)) {
        match(search, name, WANT_SETTLEMENT, MATCH_EXACT, MATCH_FUZZY, answer);
        answer->relation = PLACE_UNIT;
        answer->unit_level = level;
    }
}

static void find_hinted(const struct search *whole, const char *text,
                        const struct place_phrase *phrase, struct place_answer *answer)
{
    guint hints = phrase->hints;
    const char *name = phrase->name;
    struct narrowing narrowing = *whole->narrowing;
    struct search own_search = *whole, *search = &own_search;
    narrowing.is_small = (hints & HINT_SMALL) != 0;
    search->narrowing = &narrowing;
    if ((hints & (HINT_LANDSCAPE | HINT_ROAD)) != 0 && (hints & HINT_SITE) == 0) {
        match_either(search, text, name, WANT_LANDSCAPE, answer);
    } else if ((hints & HINT_ADMIN1) != 0) {
        match_either(search, text, name, WANT_ADMIN1, answer);
    } else if ((hints & (HINT_ADMIN2 | HINT_ADMIN3)) != 0) {
        find_unit(search, text, name, (hints & HINT_ADMIN2) != 0 ? 2 : 3, answer);
    } else if ((hints & (HINT_COUNTRYSIDE | HINT_PART)) != 0) {
        find_surroundings(search, text, name, answer);
    } else if ((hints & HINT_SITE) != 0) {
        match_either(search, text, name, WANT_SITE, answer);
        gboolean own = answer->place != NULL && answer->place->feature_code[0] != '\0' &&
                       !g_str_has_prefix(answer->place->feature_code, "PPL");
        answer->relation = own ? PLACE_AT : PLACE_NEAR;
    } else if ((hints & HINT_SETTLEMENT) != 0) {
        match_either(search, text, name, WANT_SETTLEMENT, answer);
    } else {
        match_either(search, text, name, search->want_admin1 ? WANT_UNIT_FIRST : WANT_ANY, answer);
    }
    if ((hints & HINT_NEAR) != 0 && answer->place != NULL && answer->relation == PLACE_AT) {
        answer->relation = PLACE_NEAR;
    }
}

static void move_off(const struct place_phrase *phrase, struct place_answer *answer)
{
    if (phrase->has_offset && answer->place != NULL) {
        answer->at =
            geodesic_direct(answer->place->at, phrase->azimuth_deg, 1000 * phrase->distance_km);
    }
}

/* ---- between two places ---- */

static void find_between(const struct search *search, const struct place_phrase *phrase,
                         struct place_answer *answer)
{
    struct place_answer first, second;
    find_part(search, phrase->name, search->narrowing, &first);
    find_part(search, phrase->other, search->narrowing, &second);
    if (first.place == NULL || second.place == NULL) {
        answer_take(answer, first.place == NULL ? &first : &second);
    } else {
        double azimuth_deg;
        double distance_m = geodesic_distance_m(first.at, second.at, &azimuth_deg);
        answer->place = first.place;
        answer->other = second.place;
        answer->tier = MAX(first.tier, second.tier);
        answer->score = MIN(first.score, second.score);
        answer->relation = PLACE_BETWEEN;
        answer->at = geodesic_direct(first.at, azimuth_deg, distance_m / 2);
        answer->within_km = distance_m / 2000;
    }
    place_answer_clear(&first);
    place_answer_clear(&second);
}

/* ---- several names ---- */

/* What kind of place "A/B dam" is holds for A too: the word, or "" where the part has its own. */
static const char *shared_word(const struct place_phrase *whole, const char *text, const char *part)
{
    const char *blank = strrchr(text, ' ');
    struct place_phrase phrase;
    place_phrase_init(&phrase, part);
    gboolean lacks = phrase.hints == 0 && (whole->hints & ~(guint)HINT_NEAR) != 0;
    place_phrase_clear(&phrase);
    return lacks && blank != NULL && place_word_find(blank + 1) != NULL ? blank : "";
}

/* Two names of one place; if they are places apart, it is ambiguous which is meant. */
static void find_one_of(const struct search *search, const struct place_phrase *whole,
                        const char *text, struct place_answer *answer)
{
    g_auto(GStrv) parts = g_strsplit(text, "/", 4);
    for (guint i = 0; parts[i] != NULL; i++) {
        struct place_answer next;
        const char *bare = g_strstrip(parts[i]);
        g_autofree char *part = g_strconcat(bare, shared_word(whole, text, bare), NULL);
        find_part(search, part, search->narrowing, &next);
        if (answer->place != NULL && next.place != NULL &&
            geodesic_distance_m(answer->at, next.at, NULL) > SAME_ALTERNATIVE_M) {
            g_ptr_array_add(answer->candidates, (gpointer)answer->place);
            g_ptr_array_add(answer->candidates, (gpointer)next.place);
            answer->place = NULL;
            answer->score = 0;
            place_answer_clear(&next);
            return;
        }
        gboolean better = next.place != NULL ? answer->place == NULL || next.score > answer->score
                                             : !is_decided(answer) && is_decided(&next);
        if (better) {
            answer_take(answer, &next);
        }
        place_answer_clear(&next);
    }
}

/* "A/B": two names of one place; "A/B road": a line between two. */
static void find_alternatives(const struct search *search, const char *text,
                              struct place_answer *answer)
{
    struct place_phrase whole;
    place_phrase_init(&whole, text);
    if ((whole.hints & HINT_ROAD) != 0 && (whole.hints & HINT_SITE) == 0) {
        g_auto(GStrv) parts = g_strsplit(text, "/", -1);
        g_autofree char *dashed = g_strjoinv(" - ", parts);
        find_phrase(search, dashed, answer);
    } else {
        find_one_of(search, &whole, text, answer);
    }
    place_phrase_clear(&whole);
}

/* "A (B)": B is another name of it, or where it is. */
static void find_bracketed(const struct search *search, const char *text, const char *bracket,
                           struct place_answer *answer)
{
    const char *end = strchr(bracket, ')');
    g_autofree char *before = g_strndup(text, (gsize)(bracket - text));
    g_autofree char *inner =
        end != NULL ? g_strndup(bracket + 1, (gsize)(end - bracket - 1)) : g_strdup(bracket + 1);
    g_autofree char *outer = g_strconcat(before, " ", end != NULL ? end + 1 : "", NULL);
    struct place_answer found;
    find_part(search, g_strstrip(outer), search->narrowing, &found);
    answer_take(answer, &found);
    if (!is_decided(answer)) {
        find_part(search, g_strstrip(inner), search->narrowing, &found);
        answer_take(answer, &found);
        if (answer->place != NULL && answer->relation == PLACE_AT) {
            answer->relation = PLACE_NEAR;
        }
    }
}

static gboolean names_country(const char *text, const char **code)
{
    *code = country_code(text);
    return *code != NULL;
}

/* "A, B": A, which lies in the province or country B. */
static void find_qualified(const struct search *search, const char *text, const char *comma,
                           struct place_answer *answer)
{
    g_autofree char *head = g_strstrip(g_strndup(text, (gsize)(comma - text)));
    g_autofree char *tail = g_strstrip(g_strdup(g_utf8_next_char(comma)));
    struct place_query query = {.admin1 = tail};
    struct narrowing narrowing;
    const char *code = NULL;
    if (names_country(tail, &code)) {
        query = (struct place_query){.country = tail};
    }
    narrowing_init(&narrowing, search->gazetteer, &query);
    gboolean agrees = search->narrowing->country == NULL || code == NULL ||
                      strcmp(code, search->narrowing->country) == 0;
    if (agrees && (code != NULL || narrowing.units[1]->len > 0)) {
        struct narrowing both = *search->narrowing;
        both.country = code != NULL ? code : both.country;
        if (narrowing.units[1]->len > 0) {
            both.units[1] = narrowing.units[1];
        }
        struct place_answer found;
        find_part(search, head, &both, &found);
        answer_take(answer, &found);
    }
    narrowing_clear(&narrowing);
}

/* ---- the text ---- */

/* "A base near B": what B is near to is not known by its name. */
static void find_near(const struct search *search, const char *text, struct place_answer *answer)
{
    g_autofree char *before = NULL, *rest = NULL;
    if (!place_phrase_split_near(text, &before, &rest)) {
        return;
    }
    struct place_answer found;
    if (!find_part(search, before, search->narrowing, &found)) {
        place_answer_clear(&found);
        find_part(search, rest, search->narrowing, &found);
    }
    answer_take(answer, &found);
}

static void find_phrase(const struct search *search, const char *text, struct place_answer *answer)
{
    struct place_phrase phrase;
    place_phrase_init(&phrase, text);
    if (phrase.whole != NULL) { /* a name with a hyphen before two names */
        match(search, phrase.whole, WANT_ANY, MATCH_EXACT, MATCH_TRANSLITERATED, answer);
        answer->relation = PLACE_NEAR;
    }
    if (!is_decided(answer)) {
        answer->relation = PLACE_AT;
        if (phrase.other != NULL) {
            find_between(search, &phrase, answer);
        } else if (!place_phrase_is_bare(&phrase)) {
            find_hinted(search, text, &phrase, answer);
            move_off(&phrase, answer);
        }
    }
    if (!is_decided(answer)) {
        find_near(search, text, answer);
    }
    place_phrase_clear(&phrase);
}

static void find_text(const struct search *search, const char *text, struct place_answer *answer)
{
    enum place_want want = search->want_admin1 ? WANT_UNIT_FIRST : WANT_ANY;
    match(search, text, want, MATCH_EXACT, MATCH_FOLDED, answer);
    if (is_decided(answer)) {
        return;
    }
    const char *bracket = strchr(text, '(');
    const char *comma = strrchr(text, ',');
    comma = comma != NULL ? comma : g_strrstr(text, "\u060C"); /* the Arabic comma */
    if (bracket != NULL && bracket > text) {
        find_bracketed(search, text, bracket, answer);
    } else if (strchr(text, '/') != NULL) {
        find_alternatives(search, text, answer);
    } else if (comma != NULL && comma > text) {
        find_qualified(search, text, comma, answer);
    } else {
        find_phrase(search, text, answer);
    }
}

/* ---- the province only ---- */

/* Where the row says that only the province is known, the place found is not where it was. */
static void widen_to_admin1(const struct search *search, const char *admin1,
                            struct place_answer *answer)
{
    if (answer->place != NULL && answer->place->is_admin1) {
        return;
    }
    struct place_answer unit;
    place_answer_init(&unit);
    if (admin1 != NULL && admin1[0] != '\0') {
        find_text(search, admin1, &unit);
    }
    if (unit.place == NULL || !unit.place->is_admin1) {
        unit.place =
            answer->place != NULL ? gazetteer_admin1_of(search->gazetteer, answer->place) : NULL;
        unit.tier = answer->tier;
        unit.score = answer->score;
    }
    if (unit.place != NULL) {
        unit.at = unit.place->at;
        unit.relation = PLACE_AT;
        g_ptr_array_set_size(unit.candidates, 0);
        answer_take(answer, &unit);
    }
    place_answer_clear(&unit);
}

void find_place_text(const struct gazetteer *gazetteer, const struct place_query *query,
                     const char *name, struct place_answer *answer)
{
    struct narrowing narrowing;
    narrowing_init(&narrowing, gazetteer, query);
    struct search search = {gazetteer, &narrowing, query->want_admin1, 0};
    find_text(&search, name, answer);
    if (query->want_admin1) {
        widen_to_admin1(&search, query->admin1, answer);
    }
    narrowing_clear(&narrowing);
}
