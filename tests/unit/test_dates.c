#include "event/events.h"

static void assert_span(const char *text, const char *first, const char *last)
{
    struct date_span span;
    char buffer[16];
    g_assert_true(date_span_parse(text, &span));
    g_assert_true(span.known);
    g_assert_cmpstr(date_iso(span.first_day, buffer), ==, first);
    g_assert_cmpstr(date_iso(span.last_day, buffer), ==, last);
}

static void test_parse(void)
{
    assert_span("2020-02-27", "2020-02-27", "2020-02-27");
    assert_span(" 2020-02-27 ", "2020-02-27", "2020-02-27");
    assert_span("2020-02-27T23:59:59Z", "2020-02-27", "2020-02-27");
    assert_span("2020-02-27 00:00:00.000", "2020-02-27", "2020-02-27");
    assert_span("2020-02", "2020-02-01", "2020-02-29");
    assert_span("2019-02", "2019-02-01", "2019-02-28");
    assert_span("2020", "2020-01-01", "2020-12-31");
    assert_span("0001-01-01", "0001-01-01", "0001-01-01");
    assert_span("9999-12-31", "9999-12-31", "9999-12-31");
}

static void test_epoch(void)
{
    struct date_span span;
    g_assert_true(date_span_parse("1970-01-01", &span));
    g_assert_cmpint(span.first_day, ==, 0);
    g_assert_true(date_span_parse("2020-02-27", &span));
    g_assert_cmpint(span.first_day, ==, 18319);
    g_assert_true(date_span_parse("1969-12-31", &span));
    g_assert_cmpint(span.first_day, ==, -1);
}

static void test_refused(void)
{
    static const char *const texts[] = {
        "",         "27/02/2020", "2020-13",         "2020-00",     "2020-02-30",  "2019-02-29",
        "2020-2-7", "20200227",   "0000-01-01",      "2020-02-27x", "2020-02-27T", "x2020",
        "2020-02-", "-2020",      "2020-02-27 noon", "٢٠٢٠",        "2020-02-2",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct date_span span;
        g_test_message("'%s'", texts[i]);
        g_assert_false(date_span_parse(texts[i], &span));
        g_assert_false(span.known);
    }
}

static void test_out_of_range(void)
{
    char buffer[16];
    g_assert_cmpstr(date_iso(G_MAXINT, buffer), ==, "");
    g_assert_cmpstr(date_iso(G_MININT, buffer), ==, "");
    struct date_span open = {TRUE, G_MININT, 0};
    g_autofree char *text = date_span_format(&open, "en");
    g_assert_cmpstr(text, ==, "");
}

static void assert_format(const char *from, const char *to, const char *lang, const char *expected)
{
    struct date_span first, last;
    g_assert_true(date_span_parse(from, &first));
    g_assert_true(date_span_parse(to, &last));
    first.last_day = last.last_day;
    g_autofree char *text = date_span_format(&first, lang);
    g_assert_cmpstr(text, ==, expected);
}

static void test_format(void)
{
    assert_format("2020-02-27", "2020-02-27", "en", "27 February 2020");
    assert_format("2020-02", "2020-02", "en", "February 2020");
    assert_format("2020-02-01", "2020-02-29", "en", "February 2020");
    assert_format("2020-02-10", "2020-02-27", "en", "10–27 February 2020");
    assert_format("2020-01-26", "2020-02-27", "en", "26 January – 27 February 2020");
    assert_format("2020-01", "2020-02", "en", "January – February 2020");
    assert_format("2019-10", "2020-02", "en", "October 2019 – February 2020");
    assert_format("2019-10", "2020-02-27", "en", "1 October 2019 – 27 February 2020");
    assert_format("2020", "2020", "en", "2020");
    assert_format("2019", "2020", "en", "2019–2020");
    assert_format("2020-02-10", "2020-02-27", "tr", "10–27 Şubat 2020");
    assert_format("2019-10", "2020-02", "ar", "تشرين الأول 2019 – شباط 2020");
    assert_format("2020-02-27", "2020-02-27", "xx", "27 February 2020");
    struct date_span unknown = {0};
    g_autofree char *text = date_span_format(&unknown, "en");
    g_assert_cmpstr(text, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dates/parse", test_parse);
    g_test_add_func("/dates/epoch", test_epoch);
    g_test_add_func("/dates/refused", test_refused);
    g_test_add_func("/dates/out-of-range", test_out_of_range);
    g_test_add_func("/dates/format", test_format);
    return g_test_run();
}
