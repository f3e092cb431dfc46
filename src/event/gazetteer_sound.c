#include "event/gazetteer_index.h"
#include "event/place_sound.h"

#include <math.h>
#include <string.h>

/* A reading of a spelling, in the chain of its skeleton. */
struct sounding {
    guint spelling; /* index + 1 */
    guint next;     /* index + 1 of the next with the same key; 0: the end */
};

/* Keys are hashes: what is found is compared anyway. A skeleton of n letters that differs from
 * another in one place has the same first half or the same second half, for halves cut at n / 2 of
 * either: so the halves are keys too. */
struct sound_index {
    GHashTable *by_key; /* hash -> index + 1 of the first sounding of its chain */
    GArray *soundings;  /* struct sounding */
};

#define FUZZY_MIN_SKELETON 4
#define TRANSLITERATED_MIN 0.88
#define FUZZY_MIN 0.85
/* A score is for people: sound-alikes stay under what is folded, and fuzzy ones under them. */
#define TRANSLITERATED_SHARE 0.95
#define FUZZY_SHARE 0.90

enum half { WHOLE, FIRST_HALF, SECOND_HALF };

/* FNV-1a (Fowler, Noll, Vo). `length` is that of the whole skeleton. */
static gpointer hash_part(enum half half, gsize length, const char *text, gsize n)
{
    guint64 hash = 14695981039346656037u ^ (guint64)half ^ (guint64)length << 8;
    for (gsize i = 0; i < n; i++) {
        hash = (hash ^ (guchar)text[i]) * 1099511628211u;
    }
    return (gpointer)(guintptr)hash;
}

static void add_key(struct sound_index *index, gpointer key, guint spelling)
{
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(index->by_key, key));
    if (first > 0) {
        struct sounding *head = &g_array_index(index->soundings, struct sounding, first - 1);
        if (head->spelling == spelling) {
            return; /* another reading */
        }
        struct sounding sounding = {spelling, head->next};
        head->next = index->soundings->len + 1;
        g_array_append_val(index->soundings, sounding);
        return;
    }
    struct sounding sounding = {spelling, 0};
    g_array_append_val(index->soundings, sounding);
    g_hash_table_insert(index->by_key, key, GUINT_TO_POINTER(index->soundings->len));
}

static void add_reading(struct sound_index *index, const char *skeleton, guint spelling)
{
    gsize length = strlen(skeleton), half = length / 2;
    add_key(index, hash_part(WHOLE, length, skeleton, length), spelling);
    if (length + 1 >= FUZZY_MIN_SKELETON) {
        add_key(index, hash_part(FIRST_HALF, length, skeleton, half), spelling);
        add_key(index, hash_part(SECOND_HALF, length, skeleton + half, length - half), spelling);
    }
}

static struct sound_index *sound_index_new(const struct gazetteer *gazetteer)
{
    struct sound_index *index = g_new0(struct sound_index, 1);
    index->by_key = g_hash_table_new(g_direct_hash, g_direct_equal);
    index->soundings =
        g_array_sized_new(FALSE, FALSE, sizeof(struct sounding), 3 * gazetteer->spellings->len);
    struct place_sound readings[PLACE_SOUND_READINGS];
    for (guint link = 1; link <= gazetteer->spellings->len; link++) {
        guint n = place_sound_read(gazetteer_spelling(gazetteer, link)->text, readings);
        for (guint i = 0; i < n; i++) {
            add_reading(index, readings[i].skeleton, link);
        }
    }
    return index;
}

void sound_index_free(struct sound_index *index)
{
    if (index != NULL) {
        g_hash_table_unref(index->by_key);
        g_array_unref(index->soundings);
        g_free(index);
    }
}

/* Made once, whoever asks first. */
static const struct sound_index *get_index(const struct gazetteer *gazetteer)
{
    if (gazetteer->sounds == NULL) {
        ((struct gazetteer *)gazetteer)->sounds = sound_index_new(gazetteer);
    }
    return gazetteer->sounds;
}

/* ---- searching ---- */

/* At most one letter more, less, other or exchanged with its neighbour. */
static gboolean is_one_edit(const char *a, const char *b)
{
    gsize n_a = strlen(a), n_b = strlen(b);
    if (n_a > n_b) {
        return is_one_edit(b, a);
    }
    gsize same = 0;
    while (same < n_a && a[same] == b[same]) {
        same++;
    }
    if (n_b - n_a > 1) {
        return FALSE;
    }
    if (n_a < n_b) {
        return strcmp(a + same, b + same + 1) == 0;
    }
    if (same == n_a || strcmp(a + same + 1, b + same + 1) == 0) {
        return TRUE;
    }
    return a[same] == b[same + 1] && a[same + 1] == b[same] &&
           strcmp(a + same + 2, b + same + 2) == 0;
}

struct listening {
    const struct gazetteer *gazetteer;
    const struct sound_index *index;
    enum match_tier tier;
    GArray *found;    /* struct candidate */
    guint looked_at;
};

/* The likeness of a reading of the name and a spelling; 0 where the tier does not allow it. */
static double likeness(const struct place_sound *name, const char *spelling, enum match_tier tier)
{
    struct place_sound readings[PLACE_SOUND_READINGS];
    guint n = place_sound_read(spelling, readings);
    double best = 0;
    for (guint i = 0; i < n; i++) {
        gboolean same = strcmp(name->skeleton, readings[i].skeleton) == 0;
        gboolean fits = tier == MATCH_FUZZY
                            ? !same && is_one_edit(name->skeleton, readings[i].skeleton)
                            : same;
        if (fits) {
            best = MAX(best, place_sound_likeness(name, &readings[i]));
        }
    }
    return best;
}

static void listen_to_chain(struct listening *listening, const struct place_sound *name,
                            gpointer key)
{
    gboolean fuzzy = listening->tier == MATCH_FUZZY;
    double least = fuzzy ? FUZZY_MIN : TRANSLITERATED_MIN;
    double share = fuzzy ? FUZZY_SHARE : TRANSLITERATED_SHARE;
    const struct sound_index *index = listening->index;
    guint link = GPOINTER_TO_UINT(g_hash_table_lookup(index->by_key, key));
    while (link > 0 && listening->looked_at < GAZETTEER_MAX_LOOKED_AT) {
        const struct sounding *sounding = &g_array_index(index->soundings, struct sounding, link - 1);
        const struct spelling *spelling =
            gazetteer_spelling(listening->gazetteer, sounding->spelling);
        double alike = likeness(name, spelling->text, listening->tier);
        if (alike >= least) {
            struct candidate candidate = {gazetteer_place(listening->gazetteer, spelling->place),
                                          share * alike};
            g_array_append_val(listening->found, candidate);
        }
        listening->looked_at++;
        link = sounding->next;
    }
}

static void listen_to_halves(struct listening *listening, const struct place_sound *name)
{
    gsize length = strlen(name->skeleton);
    if (length < FUZZY_MIN_SKELETON) {
        return;
    }
    for (gsize other = length - 1; other <= length + 1; other++) {
        gsize half = other / 2;
        gsize rest = other - half;
        listen_to_chain(listening, name, hash_part(FIRST_HALF, other, name->skeleton, half));
        if (rest <= length) {
            const char *end = name->skeleton + length - rest;
            listen_to_chain(listening, name, hash_part(SECOND_HALF, other, end, rest));
        }
    }
}

void sound_index_find(const struct gazetteer *gazetteer, const char *name, enum match_tier tier,
                      GArray *found, gboolean *has_more)
{
    struct place_sound readings[PLACE_SOUND_READINGS];
    guint n = place_sound_read(name, readings);
    struct listening listening = {gazetteer, n > 0 ? get_index(gazetteer) : NULL, tier, found, 0};
    for (guint i = 0; i < n; i++) {
        gsize length = strlen(readings[i].skeleton);
        if (tier == MATCH_FUZZY) {
            listen_to_halves(&listening, &readings[i]);
        } else {
            listen_to_chain(&listening, &readings[i],
                            hash_part(WHOLE, length, readings[i].skeleton, length));
        }
    }
    *has_more |= listening.looked_at >= GAZETTEER_MAX_LOOKED_AT;
}
