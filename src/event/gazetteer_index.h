/* Inside of the gazetteer, shared by its reader (gazetteer.c) and its search (gazetteer_find.c). */
#ifndef IDLIBMAP_EVENT_GAZETTEER_INDEX_H
#define IDLIBMAP_EVENT_GAZETTEER_INDEX_H

#include "event/gazetteer.h"

/* One spelling of a place. Spellings with the same key are a chain. */
struct spelling {
    const char *text;
    guint place; /* its index in places */
    guint next;  /* index + 1 of the next spelling with the same key; 0: the end */
};

struct gazetteer {
    char *path;
    GStringChunk *strings; /* behind all texts and keys */
    GArray *places;        /* struct place */
    GArray *spellings;     /* struct spelling */
    GHashTable *by_key;    /* folded name -> index + 1 of the first spelling of its chain */
    GHashTable *admin1s;   /* "SY.12" -> index + 1 of the place */
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

#endif
