#include "event/gazetteer.h"

#include "event/gazetteer_index.h"

#include <string.h>

/* No place has a longer name; longer texts are unknown. */
#define MAX_NAME_BYTES 400

static const char *const tier_names[] = {
    [MATCH_NONE] = "",
    [MATCH_EXACT] = "gazetteer exact",
    [MATCH_FOLDED] = "gazetteer folded",
    [MATCH_TRANSLITERATED] = "gazetteer transliterated",
    [MATCH_FUZZY] = "gazetteer fuzzy",
};

const char *match_tier_placed_by(enum match_tier tier)
{
    return tier_names[tier];
}

const char *match_tier_name(enum match_tier tier)
{
    return tier == MATCH_NONE ? "" : tier_names[tier] + strlen("gazetteer ");
}

/* ---- answers kept ---- */

static void add_key_part(GString *key, const char *part)
{
    g_string_append(key, part != NULL ? part : "");
    g_string_append_c(key, '\037');
}

static char *query_key_dup(const struct place_query *query, const char *name)
{
    GString *key = g_string_sized_new(64);
    add_key_part(key, name);
    add_key_part(key, query->admin1);
    add_key_part(key, query->admin2);
    add_key_part(key, query->admin3);
    add_key_part(key, query->country);
    g_string_append_c(key, query->want_admin1 ? '1' : '0');
    return g_string_free(key, FALSE);
}

/* Answers hold for one frame. */
static GHashTable *answers_for(const struct gazetteer *gazetteer, const struct box *frame)
{
    struct box box = frame != NULL ? *frame : box_empty();
    struct gazetteer *keeper = (struct gazetteer *)gazetteer;
    if (memcmp(&box, &keeper->answers_frame, sizeof box) != 0 ||
        g_hash_table_size(keeper->answers) >= GAZETTEER_MAX_KEPT) {
        g_hash_table_remove_all(keeper->answers);
        keeper->answers_frame = box;
    }
    return keeper->answers;
}

static gboolean is_short(const char *text)
{
    return text == NULL || strnlen(text, MAX_NAME_BYTES + 1) <= MAX_NAME_BYTES;
}

static struct place_answer *answer_new(const struct gazetteer *gazetteer,
                                       const struct place_query *query, const char *name)
{
    struct place_answer *answer = g_rc_box_new0(struct place_answer);
    place_answer_init(answer);
    if (name[0] != '\0') {
        find_place_text(gazetteer, query, name, answer);
    }
    return answer;
}

const struct place_answer *gazetteer_find(const struct gazetteer *gazetteer,
                                          const struct place_query *query)
{
    gboolean usable = query->name != NULL && is_short(query->name) && is_short(query->admin1) &&
                      is_short(query->admin2) && is_short(query->admin3) &&
                      is_short(query->country);
    if (!usable) {
        return answer_new(gazetteer, query, "");
    }
    g_autofree char *name = g_strstrip(g_strdup(query->name));
    g_autofree char *key = query_key_dup(query, name);
    GHashTable *answers = answers_for(gazetteer, query->frame);
    struct place_answer *answer = g_hash_table_lookup(answers, key);
    if (answer == NULL) {
        answer = answer_new(gazetteer, query, name);
        g_hash_table_insert(answers, g_steal_pointer(&key), answer);
    }
    return g_rc_box_acquire(answer);
}

void place_answer_init(struct place_answer *answer)
{
    *answer = (struct place_answer){.candidates = g_ptr_array_new()};
}

void place_answer_clear(struct place_answer *answer)
{
    g_clear_pointer(&answer->candidates, g_ptr_array_unref);
    *answer = (struct place_answer){0};
}
