/* Classes of counts: where their bounds are, and what the legend calls them. */
#include "compose/value_classes.h"

#include "compose/interval_bands.h"
#include "compose/near_groups.h"

#include <math.h>

static void assert_labels(const double *numbers, guint n, const char *const *labels)
{
    struct value_classes classes = value_classes_make(numbers, n);
    for (guint i = 0; i < classes.n; i++) {
        g_autofree char *label = value_classes_label_dup(&classes, i, "en");
        g_assert_cmpstr(label, ==, labels[i]);
    }
    g_assert_null(labels[classes.n]);
}

static void test_few(void)
{
    const double none[] = {0, -1}, one[] = {7, 7}, small[] = {1, 2, 3, 1, 0};
    assert_labels(none, 2, (const char *[]){NULL});
    assert_labels(one, 2, (const char *[]){"7", NULL});
    assert_labels(small, 5, (const char *[]){"1", "2", "3", NULL});
}

static void test_natural_breaks(void)
{
    const double provinces[] = {1, 2, 150, 160, 900, 1000, 1968, 0};
    assert_labels(provinces, 8,
                  (const char *[]){"1", "2–99", "100–499", "500–1499", "1500–1968", NULL});
}

static void test_rates(void)
{
    const double rates[] = {0.07, 0.08, 2.2, 2.5, 30.5};
    struct value_classes classes = value_classes_make(rates, 5);
    g_assert_false(classes.whole);
    for (guint i = 1; i < classes.n; i++) {
        g_assert_cmpfloat(classes.lower[i], >, classes.lower[i - 1]);
        g_assert_cmpfloat(classes.lower[i], <=, classes.most);
    }
    g_assert_cmpuint(value_classes_of(&classes, 0.07), ==, 0);
    g_assert_cmpuint(value_classes_of(&classes, 30.5), ==, classes.n - 1);
}

/* Numbers of all sizes: bounds rise, every number has a class, and equal input in another order
 * gives equal classes. */
static void test_many(void)
{
    double numbers[4000], reversed[4000];
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        numbers[i] = floor(pow(1.003, i));
        reversed[G_N_ELEMENTS(numbers) - 1 - i] = numbers[i];
    }
    struct value_classes classes = value_classes_make(numbers, G_N_ELEMENTS(numbers));
    struct value_classes again = value_classes_make(reversed, G_N_ELEMENTS(reversed));
    g_assert_cmpuint(classes.n, ==, VALUE_CLASSES_MAX);
    for (guint i = 1; i < classes.n; i++) {
        g_assert_cmpfloat(classes.lower[i], >, classes.lower[i - 1]);
        g_assert_cmpfloat(classes.lower[i], ==, again.lower[i]);
    }
}

static void test_bands(void)
{
    struct interval intervals[300];
    for (guint i = 0; i < 300; i++) {
        intervals[i] = (struct interval){i % 37, i % 37 + (i % 5 == 0 ? 40 : 0.5)};
    }
    g_autoptr(IntervalBands) bands = interval_bands_new(intervals, 300);
    for (double at = -1; at < 80; at += 0.25) {
        guint count, next = 0;
        const guint *near = interval_bands_at(bands, at, &count);
        for (guint i = 0; i < 300; i++) {
            while (next < count && near[next] < i) {
                next++;
            }
            gboolean holds = intervals[i].low <= at && at <= intervals[i].high;
            g_assert_true(!holds || (next < count && near[next] == i));
        }
    }
}

static void test_groups(void)
{
    const struct near_circle row[] = {{{0, 0}, 1}, {{1.5, 0}, 1}, {{3, 0}, 1}, {{9, 0}, 4}};
    guint n_groups;
    g_autofree guint *groups = near_groups_new(row, 4, &n_groups);
    g_assert_cmpuint(n_groups, ==, 3);
    g_assert_cmpuint(groups[0], ==, 0);
    g_assert_cmpuint(groups[1], ==, 0);
    g_assert_cmpuint(groups[2], ==, 1);
    g_assert_cmpuint(groups[3], ==, 2);
    g_autofree guint *none = near_groups_new(NULL, 0, &n_groups);
    g_assert_cmpuint(n_groups, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/value-classes/few", test_few);
    g_test_add_func("/value-classes/natural-breaks", test_natural_breaks);
    g_test_add_func("/value-classes/rates", test_rates);
    g_test_add_func("/value-classes/many", test_many);
    g_test_add_func("/interval-bands", test_bands);
    g_test_add_func("/near-groups", test_groups);
    return g_test_run();
}
