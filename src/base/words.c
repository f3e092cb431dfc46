#include "base/words.h"

#include <glib.h>
#include <string.h>

/* Letters to add, drop, change or swap with the next between two words (optimal string alignment).
 * Three rows of the table are kept. */
static guint edit_distance(const char *a, const char *b)
{
    gsize length = strlen(b);
    g_autofree guint *rows = g_new(guint, 3 * (length + 1));
    guint *before = rows, *last = before + length + 1, *now = last + length + 1;
    for (gsize j = 0; j <= length; j++)
        last[j] = (guint)j;
    for (gsize i = 0; a[i]; i++) {
        now[0] = (guint)i + 1;
        for (gsize j = 0; j < length; j++) {
            guint change = last[j] + (a[i] != b[j]);
            now[j + 1] = MIN(change, MIN(last[j + 1], now[j]) + 1);
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                now[j + 1] = MIN(now[j + 1], before[j - 1] + 1);
        }
        guint *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[length];
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
