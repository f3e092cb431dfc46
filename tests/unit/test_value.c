/* Values: numbers as text both ways, equality, the store. */
#include "base/value.h"

#include <math.h>
#include <string.h>

static void test_number_text(void)
{
    static const struct {
        double number;
        const char *text;
    } rows[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-12.5, "-12.5"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {100, "100"},
        {123456789012, "123456789012"},
        {1e15, "1000000000000000"},
        {9007199254740993.0, "9007199254740992"},
        {123456789012345680000.0, "123456789012345680000"},
        {1e20, "100000000000000000000"},
        {1e21, "1e+21"},
        {-1.5e300, "-1.5e+300"},
        {0.000001, "0.000001"},
        {0.0000015, "0.0000015"},
        {1e-7, "1e-7"},
        {1.25e-9, "1.25e-9"},
        {5e-324, "5e-324"},
        {2.2250738585072014e-308, "2.2250738585072014e-308"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {4.35, "4.35"},
        {-0.5, "-0.5"},
    };
    char buffer[VALUE_NUMBER_TEXT];
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(value_number_text(rows[i].number, buffer), ==, rows[i].text);
    g_assert_cmpstr(value_number_text(NAN, buffer), ==, "NaN");
    g_assert_cmpstr(value_number_text(-INFINITY, buffer), ==, "-Infinity");
}

/* Any double comes back from its text, and no shorter text of %g would do. */
static void test_number_round_trip(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(20200227);
    char buffer[VALUE_NUMBER_TEXT], shorter[G_ASCII_DTOSTR_BUF_SIZE];
    for (int i = 0; i < 20000; i++) {
        guint64 bits = (guint64)g_rand_int(rand) << 32 | g_rand_int(rand);
        double number, back;
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number))
            continue;
        value_number_text(number, buffer);
        g_assert_true(value_number_parse(buffer, strlen(buffer), &back) ||
                      strstr(buffer, "e+") != NULL);
        g_assert_true(g_ascii_strtod(buffer, NULL) == number);
        g_ascii_formatd(shorter, sizeof shorter, "%.13e", number);
        if (g_ascii_strtod(shorter, NULL) == number) {
            guint digits = 0;
            for (const char *p = buffer; *p && *p != 'e'; p++)
                digits += g_ascii_isdigit(*p) != 0;
            g_assert_true(digits <= 14 || !strchr(buffer, 'e'));
        }
    }
}

static void test_number_parse(void)
{
    static const struct {
        const char *text;
        double number;
    } good[] = {
        {"0", 0},
        {"-0", 0},
        {"7", 7},
        {"-12.50", -12.5},
        {"0.001", 0.001},
        {"1e3", 1000},
        {"1E-2", 0.01},
        {"1e+2", 100},
        {"36.2965", 36.2965},
        {"9007199254740993", 9007199254740992.0},
        {"900719925474099.91", 900719925474099.91},
        {"123456789.123456789", 123456789.123456789},
        {"0.1234567890123456789012345", 0.1234567890123456789012345},
        {"1e-400", 0},
        {"4.9406564584124654e-324", 4.9406564584124654e-324},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"10000000000000000000000000000", 1e28},
    };
    static const char *const bad[] = {"",    "-",   "+3",    "0201",   "1.",  ".5",  "1e",
                                      "1e+", " 1",  "1 ",    "0x1",    "1,5", "1a",  "Infinity",
                                      "NaN", "--1", "1e400", "-1e999", "00",  "1.e5"};
    double number;
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        g_assert_true(value_number_parse(good[i].text, strlen(good[i].text), &number));
        g_assert_true(number == good[i].number);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(value_number_parse(bad[i], strlen(bad[i]), &number));
    g_assert_true(value_number_parse("12345", 2, &number)); /* the length counts, not a NUL */
    g_assert_cmpfloat(number, ==, 12);
    g_assert_false(value_number_parse("1\0002", 3, &number));
}

/* The fast path gives what the C library gives. */
static void test_number_parse_exact(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(8);
    for (int i = 0; i < 50000; i++) {
        g_autofree char *text =
            g_strdup_printf("%u%u.%ue%d", g_rand_int_range(rand, 1, 100000), g_rand_int(rand),
                            g_rand_int(rand), g_rand_int_range(rand, -25, 25));
        double number;
        g_assert_true(value_number_parse(text, strlen(text), &number));
        g_assert_true(number == g_ascii_strtod(text, NULL));
    }
}

static struct value sample(struct value_store *store)
{
    struct value_object *object = value_store_object(store, 2);
    struct value_array *array = value_store_array(store, 3);
    array->items[0] = value_number(1);
    array->items[1] = value_string("x");
    object->keys[0] = "a";
    object->values[0] = (struct value){.type = VALUE_ARRAY, .array = array};
    object->keys[1] = "b";
    object->values[1] = value_boolean(TRUE);
    return (struct value){.type = VALUE_OBJECT, .object = object};
}

static void test_equal(void)
{
    g_autoptr(ValueStore) store = value_store_new();
    struct value a = sample(store), b = sample(store);
    struct value_object *object = (struct value_object *)b.object;
    g_assert_true(value_equal(a, b));
    const char *key = object->keys[0];
    struct value value = object->values[0];
    object->keys[0] = object->keys[1];
    object->values[0] = object->values[1];
    object->keys[1] = key;
    object->values[1] = value;
    g_assert_true(value_equal(a, b)); /* the order of keys does not matter */
    object->values[0] = value_boolean(FALSE);
    g_assert_false(value_equal(a, b));
    g_assert_false(value_equal(value_number(1), value_string("1")));
    g_assert_false(value_equal(value_absent(), value_null()));
    g_assert_false(value_equal(value_number(NAN), value_number(NAN)));
}

static void test_store(void)
{
    g_autoptr(ValueStore) store = value_store_new(), other = value_store_new();
    for (int round = 0; round < 3; round++) {
        const char *first = value_store_string(store, "first", -1);
        const char *cut = value_store_string(store, "abcdef", 3);
        g_autofree char *large = g_strnfill(100000, 'x');
        const char *copy = value_store_string(store, large, -1);
        struct value_array *array = value_store_array(store, 5000);
        g_assert_cmpint(array->items[4999].type, ==, VALUE_NULL);
        g_assert_cmpstr(first, ==, "first");
        g_assert_cmpstr(cut, ==, "abc");
        g_assert_cmpstr(copy, ==, large);
        value_store_clear(store);
    }
    struct value kept = value_store_copy(other, sample(store));
    value_store_clear(store);
    struct value again = sample(store);
    g_assert_true(value_equal(kept, again));
    struct value inner = value_object_get(kept.object, "a");
    g_assert_cmpuint(inner.array->length, ==, 3);
    g_assert_cmpint(value_object_get(kept.object, "c").type, ==, VALUE_ABSENT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/value/number-text", test_number_text);
    g_test_add_func("/value/number-round-trip", test_number_round_trip);
    g_test_add_func("/value/number-parse", test_number_parse);
    g_test_add_func("/value/number-parse-exact", test_number_parse_exact);
    g_test_add_func("/value/equal", test_equal);
    g_test_add_func("/value/store", test_store);
    return g_test_run();
}
