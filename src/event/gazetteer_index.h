/* Inside of the gazetteer, shared by its readers (gazetteer.c, gazetteer_read.c, gazetteer_admin.c)
 * and its search (gazetteer_find.c, gazetteer_text.c, gazetteer_match.c, gazetteer_choose.c,
 * gazetteer_sound.c). */
#ifndef IDLIBMAP_EVENT_GAZETTEER_INDEX_H
#define IDLIBMAP_EVENT_GAZETTEER_INDEX_H

#include "event/gazetteer.h"

/* One spelling of a place. Spellings with the same key are a chain. */
struct spelling {
    const char *text;
    guint place; /* its index in places */
    guint next;  /* index + 1 of the next spelling with the same key; 0: the end */
};

struct sound_index;

struct gazetteer {
    char *path;
    GStringChunk *strings; /* behind all texts and keys */
    GArray *places;        /* struct place */
    GArray *spellings;     /* struct spelling */
    GHashTable *by_key;    /* folded name -> index + 1 of the first spelling of its chain */
    GHashTable *admin1s;   /* "SY.12" -> index + 1 of the place */
    /* Made when first asked for; what is found does not depend on them. */
    struct sound_index *sounds;
    GHashTable *answers; /* text of a query -> struct place_answer */
    struct box answers_frame;
    GHashTable *units; /* text of an admin column's question -> GPtrArray of places */
};

/* Index + 1 of the first spelling with this folded name; 0: none. */
static inline guint gazetteer_chain(const struct gazetteer *gazetteer, const char *key)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->by_key, key));
}

static inline const struct spelling *gazetteer_spelling(const struct gazetteer *gazetteer,
                                                        guint link)
{
    return &g_array_index(gazetteer->spellings, struct spelling, link - 1);
}

static inline const struct place *gazetteer_place(const struct gazetteer *gazetteer, guint index)
{
    return &g_array_index(gazetteer->places, struct place, index);
}

/* ---- filling (gazetteer.c) ---- */

struct gazetteer_loader {
    struct gazetteer *gazetteer;
    struct diagnostics *diagnostics;
    const char *path; /* of the file that is read */
    GString *key;     /* buffer */
};

/* A text that lives as long as the gazetteer; `often` for one that many places share. */
const char *gazetteer_keep(struct gazetteer *gazetteer, const char *text, gboolean often);
/* Adds a place, whose texts are kept, with its name and ascii name; gives its index. */
guint gazetteer_add_place(struct gazetteer_loader *loader, struct place place);
/* One more name; `text` is kept. */
void gazetteer_add_spelling(struct gazetteer_loader *loader, const char *text, guint place);

/* gazetteer_read.c: a table or dump in GeoNames' columns. */
gboolean gazetteer_read_table(struct gazetteer_loader *loader, GError **error);
/* gazetteer_admin.c: a layer of units; whether a file is one is told by its suffix. */
gboolean gazetteer_is_layer(const char *path);
gboolean gazetteer_read_layer(struct gazetteer_loader *loader, GError **error);

/* ---- searching ---- */

/* So many answers of a kind are kept. */
#define GAZETTEER_MAX_KEPT 65536u
/* What a name is to be. */
enum place_want {
    WANT_ANY,        /* populated places first, then units, then others */
    WANT_UNIT_FIRST, /* admin1 units first */
    WANT_SETTLEMENT, /* no units */
    WANT_SITE,       /* air fields and other spots first, no units */
    WANT_LANDSCAPE,  /* no populated places and units */
    WANT_ADMIN1,     /* only such units */
    WANT_ADMIN2,
    WANT_ADMIN3,
    WANT_SEAT, /* only capitals of admin1 units */
};
gboolean place_is_wanted(const struct place *place, enum place_want want);

/* What is known beside the name, looked up. */
struct narrowing {
    const char *country; /* NULL: not known */
    GPtrArray
        *units[4]; /* [1..3] const struct place *: units or seats of that name; may be empty */
    const struct box *frame;
    gboolean is_small; /* a word says so: a village, a farm */
};
/* Whether a place whose name has but the sound of the one asked for may be that village or farm:
 * not the capital of a province or a city; the seat of a district only if it sounds just so. */
gboolean place_may_be_small(const struct place *place, double score);
gboolean narrowing_admits(const struct narrowing *narrowing, const struct place *place);

/* A place that bears the name, more or less. */
struct candidate {
    const struct place *place;
    double score;
};

/* Gathers candidates that are wanted and admitted. A file of namesakes costs no more than so many
 * looked at and so many taken: an answer with more is ambiguous anyway. */
#define COLLECTOR_MAX_SEEN 16384u
#define COLLECTOR_MAX_TAKEN 512u
struct collector {
    enum place_want want;
    enum match_tier tier;
    const struct narrowing *narrowing;
    GArray *found; /* struct candidate */
    guint seen;
    gboolean elsewhere; /* a wanted place was not admitted */
    gboolean has_more;  /* not all were looked at */
};
/* FALSE: no more of them. */
gboolean collector_offer(struct collector *collector, const struct place *place, double score);

/* gazetteer_sound.c: offers the places whose names sound like `name`; with MATCH_FUZZY those with
 * one consonant more, less or other. */
void sound_index_find(const struct gazetteer *gazetteer, const char *name, enum match_tier tier,
                      struct collector *collector);
void sound_index_free(struct sound_index *index);

/* Unknown, with an empty list of candidates. */
void place_answer_init(struct place_answer *answer);
/* What place_answer_unref() does to the last one. */
void place_answer_clear(struct place_answer *answer);

/* gazetteer_choose.c: the answer from the candidates, at least one. */
void choose_place(const struct collector *collector, struct place_answer *answer);

/* gazetteer_match.c: finds one name, without words about it, in the tiers up to `last`. */
void match_name(const struct gazetteer *gazetteer, const char *name, enum place_want want,
                const struct narrowing *narrowing, enum match_tier first, enum match_tier last,
                struct place_answer *answer);
void narrowing_init(struct narrowing *narrowing, const struct gazetteer *gazetteer,
                    const struct place_query *query);
void narrowing_clear(struct narrowing *narrowing);

/* gazetteer_text.c: finds what a text names, its words heeded. `name` is not empty. */
void find_place_text(const struct gazetteer *gazetteer, const struct place_query *query,
                     const char *name, struct place_answer *answer);

#endif
