/* Misspelt words. */
#include "base/words.h"

#include <glib.h>

static void test_closest(void)
{
    static const char *const words[] = {"line-width", "line-color", "line-cap", NULL};
    g_assert_cmpstr(closest_word("line-colour", words), ==, "line-color");
    g_assert_cmpstr(closest_word("lin-widt", words), ==, "line-width");
    g_assert_null(closest_word("circle-radius", words));
    g_autofree char *huge = g_strnfill(1000000, 'x');
    g_assert_null(closest_word(huge, words));
}

static void test_short(void)
{
    static const char *const words[] = {"*", "==", "get", "step", "case", NULL};
    g_assert_cmpstr(closest_word("=", words), ==, "==");
    g_assert_null(closest_word("/", words)); /* nothing in common with "*" */
    g_assert_null(closest_word("", words));
    g_assert_cmpstr(closest_word("gat", words), ==, "get");
    g_assert_null(closest_word("sapt", words)); /* two letters off */
    g_assert_cmpstr(closest_word("setp", words), ==, "step");
    g_assert_cmpstr(closest_word("setps", words), ==, "step");
    g_assert_cmpstr(closest_word("acse", words), ==, "case");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/closest", test_closest);
    g_test_add_func("/words/short", test_short);
    return g_test_run();
}
