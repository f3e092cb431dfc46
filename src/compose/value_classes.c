#include "compose/value_classes.h"

#include "base/value.h"
#include "compose/furniture/words.h"

#include <math.h>

/* Numbers are told apart by so many steps of their logarithms. */
#define LEVELS 256

/* Numbers nearer to each other than this leave no gap to put a bound in. */
#define GAP 1.6

/* The least and the largest number of a level. */
struct level {
    double least, most;
};

/* The roundest number above `low` and not above `high`: a multiple of the largest step, 5, 2 or 1
 * times a power of ten, that has one there. */
static double roundest(double low, double high)
{
    double power = pow(10, ceil(log10(high)));
    for (guint i = 0; i < 16; i++, power /= 10) {
        static const double factors[] = {1, 0.5, 0.2};
        for (guint j = 0; j < G_N_ELEMENTS(factors); j++) {
            double step = power * factors[j], found = (floor(low / step) + 1) * step;
            if (found <= high && found > low) {
                return power > 1 ? round(found * 10) / 10 : found;
            }
        }
    }
    return high;
}

/* The nearest of some round numbers. */
static double nearest_round(double number, gboolean whole)
{
    static const double factors[] = {1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    double power = pow(10, floor(log10(number))), best = power;
    for (guint i = 0; i < G_N_ELEMENTS(factors); i++) {
        double round_number = factors[i] * power;
        if (fabs(log(round_number / number)) < fabs(log(best / number)) &&
            (!whole || round_number == floor(round_number))) {
            best = round_number;
        }
    }
    return power >= 1 ? round(best * 10) / 10 : best;
}

/* A bound between two groups of numbers, of which one ends and the next begins there. */
static double bound_between(double low, double high, gboolean whole)
{
    gboolean has_gap = high / low > GAP || (whole && high <= 10);
    return has_gap ? roundest(low, high) : nearest_round(sqrt(low * high), whole);
}

/* The numbers above 0 by their logarithms, from the least to the largest; returns how many levels
 * have any, which come first. */
static guint fill_levels(const double *numbers, guint n, double least, double most,
                         struct level levels[LEVELS])
{
    double step = log(most / least) / LEVELS;
    guint filled = 0;
    for (guint i = 0; i < LEVELS; i++) {
        levels[i] = (struct level){INFINITY, 0};
    }
    for (guint i = 0; i < n; i++) {
        if (numbers[i] > 0) {
            double at = step > 0 ? floor(log(numbers[i] / least) / step) : 0;
            struct level *level = &levels[(guint)CLAMP(at, 0, LEVELS - 1)];
            level->least = fmin(level->least, numbers[i]);
            level->most = fmax(level->most, numbers[i]);
        }
    }
    for (guint i = 0; i < LEVELS; i++) {
        if (levels[i].most > 0) {
            levels[filled++] = levels[i];
        }
    }
    return filled;
}

/* The squared distances of the logarithms of levels `first` to `last` from their mean, from sums
 * of all levels before each. */
static double spread_of(const double sums[LEVELS + 1][3], guint first, guint last)
{
    double count = sums[last + 1][0] - sums[first][0];
    double sum = sums[last + 1][1] - sums[first][1];
    return sums[last + 1][2] - sums[first][2] - sum * sum / count;
}

/* Natural breaks (Fisher 1958, Jenks 1967): the first level of each of `classes` groups, so that
 * the levels of each are as alike as can be. */
static void find_breaks(const struct level *levels, guint n, guint classes, guint *firsts)
{
    double sums[LEVELS + 1][3] = {{0}}, best[VALUE_CLASSES_MAX][LEVELS];
    guint from[VALUE_CLASSES_MAX][LEVELS];
    for (guint i = 0; i < n; i++) {
        double x = log(sqrt(levels[i].least * levels[i].most));
        double parts[] = {1, x, x * x};
        for (guint j = 0; j < G_N_ELEMENTS(parts); j++) {
            sums[i + 1][j] = sums[i][j] + parts[j];
        }
    }
    for (guint k = 0; k < classes; k++) {
        for (guint last = k; last < n; last++) {
            best[k][last] = k == 0 ? spread_of(sums, 0, last) : INFINITY;
            from[k][last] = k;
            for (guint first = k; k > 0 && first <= last; first++) {
                double total = best[k - 1][first - 1] + spread_of(sums, first, last);
                if (total < best[k][last]) {
                    best[k][last] = total;
                    from[k][last] = first;
                }
            }
        }
    }
    for (guint k = classes, last = n - 1; k > 0; k--) {
        firsts[k - 1] = k > 1 ? from[k - 1][last] : 0;
        last = firsts[k - 1] > 0 ? firsts[k - 1] - 1 : 0;
    }
}

struct value_classes value_classes_make(const double *numbers, guint n)
{
    struct value_classes classes = {.whole = TRUE};
    double least = INFINITY;
    for (guint i = 0; i < n; i++) {
        if (numbers[i] > 0) {
            least = fmin(least, numbers[i]);
            classes.most = fmax(classes.most, numbers[i]);
            classes.whole = classes.whole && numbers[i] == floor(numbers[i]);
        }
    }
    if (!isfinite(least)) {
        return classes;
    }
    struct level levels[LEVELS];
    guint firsts[VALUE_CLASSES_MAX];
    guint n_levels = fill_levels(numbers, n, least, classes.most, levels);
    guint wanted = MIN(n_levels, VALUE_CLASSES_MAX);
    find_breaks(levels, n_levels, wanted, firsts);
    classes.lower[classes.n++] = least;
    for (guint i = 1; i < wanted; i++) {
        double bound =
            bound_between(levels[firsts[i] - 1].most, levels[firsts[i]].least, classes.whole);
        if (bound > classes.lower[classes.n - 1] && bound <= classes.most) {
            classes.lower[classes.n++] = bound;
        }
    }
    return classes;
}

guint value_classes_of(const struct value_classes *classes, double number)
{
    guint index = 0;
    while (index + 1 < classes->n && number >= classes->lower[index + 1]) {
        index++;
    }
    return index;
}

static double three_figures(double number)
{
    double step = pow(10, floor(log10(number)) - 2);
    return step >= 1 ? round(number / step) * step : round(number / step) / round(1 / step);
}

/* The words with the number in the place of {}. */
static char *in_words(enum word word, const char *language, const char *number)
{
    g_autoptr(GString) label = g_string_new(furniture_word(word, language));
    g_string_replace(label, "{}", number, 0);
    return g_string_free(g_steal_pointer(&label), FALSE);
}

char *value_classes_label_dup(const struct value_classes *classes, guint index,
                              const char *language)
{
    gboolean is_last = index + 1 == classes->n;
    double upper = is_last ? classes->most : classes->lower[index + 1] - (classes->whole ? 1 : 0);
    char low[VALUE_NUMBER_TEXT], high[VALUE_NUMBER_TEXT];
    value_number_text(classes->lower[index], low);
    value_number_text(upper, high);
    if (classes->whole) {
        return classes->lower[index] == upper ? g_strdup(low)
                                              : g_strdup_printf("%s\u2013%s", low, high);
    }
    if (classes->n == 1) {
        return g_strdup(value_number_text(three_figures(upper), high));
    }
    return is_last      ? in_words(WORD_AND_MORE, language, low)
           : index == 0 ? in_words(WORD_UNDER, language, high)
                        : g_strdup_printf("%s\u2013%s", low, high);
}
