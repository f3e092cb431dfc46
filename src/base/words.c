#include "base/words.h"

#include <glib.h>
#include <string.h>

/* Letters to add, drop or change between two words (Levenshtein). */
static guint edit_distance(const char *a, const char *b)
{
    gsize length = strlen(b);
    g_autofree guint *row = g_new(guint, length + 1);
    for (gsize j = 0; j <= length; j++)
        row[j] = (guint)j;
    for (gsize i = 0; a[i]; i++) {
        guint diagonal = row[0];
        row[0] = (guint)i + 1;
        for (gsize j = 0; j < length; j++) {
            guint change = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = MIN(change, MIN(row[j], row[j + 1]) + 1);
        }
    }
    return row[length];
}

#define LONGEST_WORD 64 /* bytes; what is longer is no misspelt name */

const char *closest_word(const char *word, const char *const *words)
{
    gsize length = strlen(word);
    if (length > LONGEST_WORD)
        return NULL;
    guint best = length < 5 ? 2 : 3; /* one more than is close */
    const char *closest = NULL;
    for (; *words; words++) {
        guint distance = edit_distance(word, *words);
        if (distance < best && distance < MAX(length, strlen(*words))) {
            best = distance;
            closest = *words;
        }
    }
    return closest;
}
