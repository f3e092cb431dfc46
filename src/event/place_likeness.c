#include "event/place_sound.h"

#include <string.h>

#define ALPHABET "abdDefgGhijklmnopqrsStTuvwWxyYz*@0123456789"
#define LETTERS (sizeof ALPHABET - 1)

/* What it costs to take one letter for the other, either way; 1 where nothing is said. */
static const struct {
    char a, b;
    double cost;
} near_letters[] = {
    /* clang-format off */
    {'b', 'p', .15}, {'t', 'T', .1}, {'d', 'D', .1}, {'z', 'D', .1}, {'d', 'z', .3}, {'T', 's', .4},
    {'T', 'D', .3}, {'T', 'z', .4}, {'s', 'S', .5}, {'q', 'k', .05}, {'q', 'g', .15},
    {'q', 'G', .35}, {'k', 'g', .3}, {'k', 'G', .4}, {'g', 'G', .05}, {'h', 'x', .2},
    {'g', 'j', .3}, {'j', 'G', .5}, {'j', 'S', .5}, {'k', 'x', .4}, {'v', 'f', .3}, {'v', 'b', .4},
    {'v', 'w', .05}, {'v', 'u', .1}, {'v', 'o', .2}, {'W', 'v', .05}, {'m', 'n', .5},
    {'t', 'd', .4}, {'w', 'u', .05}, {'w', 'o', .05}, {'w', 'a', .4}, {'w', '*', .3},
    {'w', '@', .3}, {'w', 'W', .05}, {'W', 'u', .1}, {'W', 'o', .1}, {'y', 'i', .05},
    {'y', 'e', .05}, {'y', 'a', .3}, {'y', '*', .2}, {'y', '@', .2}, {'y', 'Y', .05},
    {'y', 'j', .5}, {'Y', 'i', .1}, {'Y', 'e', .15}, {'Y', 'j', .5}, {'a', 'e', .1},
    {'e', 'i', .05}, {'o', 'u', .05}, {'a', 'i', .25}, {'a', 'o', .2}, {'a', 'u', .3},
    {'i', 'u', .35}, {'e', 'o', .35}, {'e', 'u', .35}, {'i', 'o', .35}, {'a', '*', 0},
    {'e', '*', 0}, {'i', '*', 0}, {'o', '*', 0}, {'u', '*', 0}, {'a', '@', 0}, {'e', '@', 0},
    {'i', '@', 0}, {'o', '@', 0}, {'u', '@', 0}, {'*', '@', 0}, {'h', '*', .4},
    /* clang-format on */
};

#define END_VOWEL_COST 0.4f

struct costs {
    guchar index[128];
    float change[LETTERS][LETTERS];
    float weight[LETTERS];
    float drop[LETTERS];           /* to leave a letter out */
    float drop_unwritten[LETTERS]; /* the same where the other side writes no short vowels */
};

static void set_letter_costs(struct costs *costs, guint i)
{
    char c = ALPHABET[i];
    gboolean vowel = place_sound_is_vowel(c), semivowel = c == 'w' || c == 'y',
             syllable = c == 'W' || c == 'Y';
    costs->weight[i] = c == '*' ? 0.0f : vowel ? 0.4f : semivowel ? 0.6f : syllable ? 0.8f : 1.0f;
    costs->drop[i] = c == '*'               ? 0.0f
                     : vowel || semivowel   ? 0.22f
                     : syllable || c == 'h' ? 0.6f
                                            : 1.0f;
    costs->drop_unwritten[i] = vowel ? 0.03f : costs->drop[i];
}

static struct costs *costs_new(void)
{
    struct costs *costs = g_new0(struct costs, 1);
    for (guint i = 0; i < LETTERS; i++) {
        costs->index[(guchar)ALPHABET[i]] = (guchar)i;
        set_letter_costs(costs, i);
        for (guint k = 0; k < LETTERS; k++) {
            costs->change[i][k] = i == k ? 0.0f : 1.2f;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(near_letters); i++) {
        guint a = costs->index[(guchar)near_letters[i].a];
        guint b = costs->index[(guchar)near_letters[i].b];
        costs->change[a][b] = costs->change[b][a] = (float)near_letters[i].cost;
    }
    return costs;
}

static const struct costs *get_costs(void)
{
    static struct costs *costs;
    if (g_once_init_enter(&costs)) {
        struct costs *made = costs_new();
        g_once_init_leave(&costs, made);
    }
    return costs;
}

/* What dropping a letter costs where it stands: the vowels that begin and end a name are part of
 * it, and written in all scripts. */
static float drop_cost(const struct costs *costs, gboolean unwritten, const guchar *letters,
                       guint i, guint n)
{
    float plain = costs->drop[letters[i]];
    gboolean may_stand_out = plain < END_VOWEL_COST && (plain > 0 || i == 0);
    if (may_stand_out && (i == 0 || i + 1 == n)) {
        return END_VOWEL_COST;
    }
    return unwritten ? costs->drop_unwritten[letters[i]] : plain;
}

struct side {
    guchar letters[PLACE_SOUND_MAX]; /* indices */
    guint n;
    double weight;
    float drop[PLACE_SOUND_MAX];
};

static void side_init(struct side *side, const struct costs *costs, const char *letters,
                      gboolean unwritten)
{
    side->weight = 0;
    for (side->n = 0; letters[side->n] != '\0'; side->n++) {
        side->letters[side->n] = costs->index[(guchar)letters[side->n] & 127];
        side->weight += (double)costs->weight[side->letters[side->n]];
    }
    for (guint i = 0; i < side->n; i++) {
        side->drop[i] = drop_cost(costs, unwritten, side->letters, i, side->n);
    }
}

static double alignment_cost(const struct costs *costs, const struct side *a, const struct side *b)
{
    float row[PLACE_SOUND_MAX + 1];
    row[0] = 0;
    for (guint k = 0; k < b->n; k++) {
        row[k + 1] = row[k] + b->drop[k];
    }
    for (guint i = 0; i < a->n; i++) {
        const float *change = costs->change[a->letters[i]];
        float corner = row[0];
        row[0] += a->drop[i];
        for (guint k = 0; k < b->n; k++) {
            float best = corner + change[b->letters[k]];
            corner = row[k + 1];
            best = MIN(best, row[k + 1] + a->drop[i]);
            row[k + 1] = MIN(best, row[k] + b->drop[k]);
        }
    }
    return (double)row[b->n];
}

double place_sound_likeness(const struct place_sound_text *a, const struct place_sound_text *b)
{
    const struct costs *costs = get_costs();
    struct side side_a, side_b;
    side_init(&side_a, costs, a->letters, b->unvowelled);
    side_init(&side_b, costs, b->letters, a->unvowelled);
    /* What is not written weighs nothing. */
    double weight = a->unvowelled == b->unvowelled ? (side_a.weight + side_b.weight) / 2
                                                   : MIN(side_a.weight, side_b.weight);
    return weight > 0 ? MAX(0.0, 1 - alignment_cost(costs, &side_a, &side_b) / weight) : 0;
}
