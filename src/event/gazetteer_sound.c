#include "event/gazetteer_index.h"
#include "event/place_sound.h"

#include <string.h>

/* A reading that some spellings have. */
struct sound {
    struct place_sound_text text;
    guint first; /* index + 1 of its first bearer */
};

/* A spelling with that reading. */
struct bearer {
    guint spelling; /* index + 1 */
    guint next;     /* index + 1 of the next; 0: the end */
};

/* A sound in the chain of a key. */
struct link {
    guint sound; /* index */
    guint next;  /* index + 1; 0: the end */
};

/* Keys are hashes: what is found is compared anyway. A skeleton of n letters that differs from
 * another in one place has the same first half or the same second half, for halves cut at n / 2 of
 * either: so the halves are keys too. */
struct sound_index {
    GStringChunk *texts;
    GHashTable *by_text[2]; /* [unvowelled] letters -> index + 1 of the sound */
    GArray *sounds;         /* struct sound */
    GArray *bearers;        /* struct bearer */
    GHashTable *by_key;     /* hash -> index + 1 of the first link of its chain */
    GArray *links;          /* struct link */
};

#define FUZZY_MIN_SKELETON 4
#define TRANSLITERATED_MIN 0.88
/* Of two consonants or one there are many names. */
#define SHORT_SKELETON 2
#define SHORT_MIN 0.91
#define FUZZY_MIN 0.85
/* A score is for people: sound-alikes stay under what is folded, and fuzzy ones under them. */
#define TRANSLITERATED_SHARE 0.95
#define FUZZY_SHARE 0.90
/* So many sounds are compared for one name. */
#define MAX_COMPARED 4096u

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

static void add_key(struct sound_index *index, gpointer key, guint sound)
{
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(index->by_key, key));
    struct link link = {sound, first};
    g_array_append_val(index->links, link);
    g_hash_table_insert(index->by_key, key, GUINT_TO_POINTER(index->links->len));
}

/* The sound with these letters, which is added if need be: its index. */
static guint intern_sound(struct sound_index *index, const struct place_sound *reading)
{
    GHashTable *by_text = index->by_text[reading->unvowelled ? 1 : 0];
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(by_text, reading->letters));
    if (known > 0) {
        return known - 1;
    }
    struct sound sound = {.first = 0};
    sound.text.letters = g_string_chunk_insert(index->texts, reading->letters);
    sound.text.skeleton = g_string_chunk_insert(index->texts, reading->skeleton);
    sound.text.unvowelled = reading->unvowelled;
    g_array_append_val(index->sounds, sound);
    guint at = index->sounds->len - 1;
    g_hash_table_insert(by_text, (gpointer)sound.text.letters, GUINT_TO_POINTER(at + 1));
    gsize length = strlen(reading->skeleton), half = length / 2;
    add_key(index, hash_part(WHOLE, length, reading->skeleton, length), at);
    if (length + 1 >= FUZZY_MIN_SKELETON) {
        add_key(index, hash_part(FIRST_HALF, length, reading->skeleton, half), at);
        add_key(index, hash_part(SECOND_HALF, length, reading->skeleton + half, length - half), at);
    }
    return at;
}

static void add_spelling(struct sound_index *index, const char *text, guint spelling)
{
    struct place_sound readings[PLACE_SOUND_READINGS];
    guint n = place_sound_read(text, readings);
    for (guint i = 0; i < n; i++) {
        guint at = intern_sound(index, &readings[i]);
        struct sound *sound = &g_array_index(index->sounds, struct sound, at);
        struct bearer bearer = {spelling, sound->first};
        g_array_append_val(index->bearers, bearer);
        sound->first = index->bearers->len;
    }
}

static struct sound_index *sound_index_new(const struct gazetteer *gazetteer)
{
    struct sound_index *index = g_new0(struct sound_index, 1);
    index->texts = g_string_chunk_new(64 * 1024);
    index->by_text[0] = g_hash_table_new(g_str_hash, g_str_equal);
    index->by_text[1] = g_hash_table_new(g_str_hash, g_str_equal);
    index->sounds = g_array_new(FALSE, FALSE, sizeof(struct sound));
    index->bearers = g_array_new(FALSE, FALSE, sizeof(struct bearer));
    index->by_key = g_hash_table_new(g_direct_hash, g_direct_equal);
    index->links = g_array_new(FALSE, FALSE, sizeof(struct link));
    for (guint link = 1; link <= gazetteer->spellings->len; link++) {
        add_spelling(index, gazetteer_spelling(gazetteer, link)->text, link);
    }
    return index;
}

void sound_index_free(struct sound_index *index)
{
    if (index == NULL) {
        return;
    }
    g_array_unref(index->links);
    g_hash_table_unref(index->by_key);
    g_array_unref(index->bearers);
    g_array_unref(index->sounds);
    g_hash_table_unref(index->by_text[0]);
    g_hash_table_unref(index->by_text[1]);
    g_string_chunk_free(index->texts);
    g_free(index);
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
    struct collector *collector;
    guint compared;
};

static gboolean fits(const struct listening *listening, const char *name, const char *skeleton)
{
    gboolean same = strcmp(name, skeleton) == 0;
    return listening->tier == MATCH_FUZZY ? !same && is_one_edit(name, skeleton) : same;
}

static void offer_bearers(const struct listening *listening, const struct sound *sound,
                          double score)
{
    for (guint link = sound->first; link > 0;) {
        const struct bearer *bearer =
            &g_array_index(listening->index->bearers, struct bearer, link - 1);
        guint place = gazetteer_spelling(listening->gazetteer, bearer->spelling)->place;
        if (!collector_offer(listening->collector, gazetteer_place(listening->gazetteer, place),
                             score)) {
            return;
        }
        link = bearer->next;
    }
}

static void listen_to_chain(struct listening *listening, const struct place_sound *name,
                            gpointer key)
{
    gboolean fuzzy = listening->tier == MATCH_FUZZY;
    double least = fuzzy                                      ? FUZZY_MIN
                   : strlen(name->skeleton) <= SHORT_SKELETON ? SHORT_MIN
                                                              : TRANSLITERATED_MIN;
    double share = fuzzy ? FUZZY_SHARE : TRANSLITERATED_SHARE;
    const struct sound_index *index = listening->index;
    const struct place_sound_text text = place_sound_text(name);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(index->by_key, key));
    for (; at > 0 && listening->compared < MAX_COMPARED; listening->compared++) {
        const struct link *link = &g_array_index(index->links, struct link, at - 1);
        const struct sound *sound = &g_array_index(index->sounds, struct sound, link->sound);
        double alike = fits(listening, name->skeleton, sound->text.skeleton)
                           ? place_sound_likeness(&text, &sound->text)
                           : 0;
        if (alike >= least) {
            offer_bearers(listening, sound, share * alike);
        }
        at = link->next;
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
        const char *end = name->skeleton + length - rest;
        listen_to_chain(listening, name, hash_part(FIRST_HALF, other, name->skeleton, half));
        listen_to_chain(listening, name, hash_part(SECOND_HALF, other, end, rest));
    }
}

void sound_index_find(const struct gazetteer *gazetteer, const char *name, enum match_tier tier,
                      struct collector *collector)
{
    struct place_sound readings[PLACE_SOUND_READINGS];
    guint n = place_sound_read(name, readings);
    struct listening listening = {gazetteer, n > 0 ? get_index(gazetteer) : NULL, tier, collector,
                                  0};
    for (guint i = 0; i < n; i++) {
        gsize length = strlen(readings[i].skeleton);
        if (tier == MATCH_FUZZY) {
            listen_to_halves(&listening, &readings[i]);
        } else {
            listen_to_chain(&listening, &readings[i],
                            hash_part(WHOLE, length, readings[i].skeleton, length));
        }
    }
    collector->has_more |= listening.compared >= MAX_COMPARED;
}
