/* A hash of bytes, for tables of our own: the same on every machine. Not made to withstand texts
 * that are chosen to collide. */
#ifndef IDLIBMAP_BASE_HASH_H
#define IDLIBMAP_BASE_HASH_H

#include <glib.h>
#include <string.h>

static inline guint64 hash_mixed(guint64 hash, guint64 word)
{
    hash = (hash ^ word) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

static inline guint64 hash_bytes(const void *bytes, gsize length)
{
    const guint8 *at = bytes;
    guint64 hash = length, word;
    for (; length >= sizeof word; at += sizeof word, length -= sizeof word) {
        memcpy(&word, at, sizeof word);
        hash = hash_mixed(hash, GUINT64_FROM_LE(word));
    }
    word = 0;
    memcpy(&word, at, length);
    hash = hash_mixed(hash_mixed(hash, GUINT64_FROM_LE(word)), 0);
    return hash ^ (hash >> 32);
}

#endif
