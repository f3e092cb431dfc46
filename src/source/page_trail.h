/* Inside the room: the memory of a mapped file is given back behind who reads it once through. Its
 * pages come again, from the system's cache, when they are read again. */
#ifndef IDLIBMAP_SOURCE_PAGE_TRAIL_H
#define IDLIBMAP_SOURCE_PAGE_TRAIL_H

#include <glib.h>

#define PAGE_TRAIL_BYTES ((gsize)8 << 20)

struct page_trail {
    const char *done; /* up to here it is given back; NULL: the text is no mapped file */
};

/* Only a mapped file may be given back: other memory would be lost. */
static inline struct page_trail page_trail_from(const char *start, gboolean is_mapped)
{
    return (struct page_trail){is_mapped ? start : NULL};
}

/* Gives back whole pages between trail->done and `at`. */
void page_trail_give_back(struct page_trail *trail, const char *at);

/* To be called now and then with how far reading has come. */
static inline void page_trail_pass(struct page_trail *trail, const char *at)
{
    if (trail->done != NULL && at > trail->done && (gsize)(at - trail->done) > PAGE_TRAIL_BYTES) {
        page_trail_give_back(trail, at);
    }
}

#endif
