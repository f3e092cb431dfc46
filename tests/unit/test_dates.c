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

static void test_forms(void)
{
    static const char *const texts[] = {
        "20200227",
        "20200227153000",
        "2020-2-27",
        "2020/02/27",
        "27.02.2020",
        "27/02/2020",
        "27-02-2020",
        "27/02/2020 23:59",
        "27/02/2020 11:59 PM",
        "2020-02-27T23:59:59+03:00",
        "2020-02-27 12:00 UTC",
        "27 February 2020",
        "27 FEBRUARY 2020",
        "27th February, 2020",
        "27 Feb. 2020",
        "27-Feb-2020",
        "February 27, 2020",
        "Feb 27 2020",
        "27 Şubat 2020",
        "27 şubat 2020",
        "27 شباط 2020",
        "٢٧ شباط ٢٠٢٠",
        "27 فبراير 2020",
        "27 February 2020",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_test_message("'%s'", texts[i]);
        assert_span(texts[i], "2020-02-27", "2020-02-27");
    }
    assert_span("15 Kasım 2019", "2019-11-15", "2019-11-15");
    assert_span("15 KASIM 2019", "2019-11-15", "2019-11-15");
    assert_span("1 EKİM 2019", "2019-10-01", "2019-10-01");
    assert_span("1 كانون الثاني 2020", "2020-01-01", "2020-01-01");
    assert_span("1 كانون الأول 2019", "2019-12-01", "2019-12-01");
    assert_span("3 آذار 2020", "2020-03-03", "2020-03-03");
    assert_span("2 May 2020", "2020-05-02", "2020-05-02");
    assert_span("2 Mayıs 2020", "2020-05-02", "2020-05-02");
    assert_span("March 2020", "2020-03-01", "2020-03-31");
    assert_span("mart 2020", "2020-03-01", "2020-03-31");
}

static void test_spans(void)
{
    assert_span("2020-02-25/2020-02-27", "2020-02-25", "2020-02-27");
    assert_span("2020-02-25T06:00Z/2020-02-27T18:00Z", "2020-02-25", "2020-02-27");
    assert_span("25-27 February 2020", "2020-02-25", "2020-02-27");
    assert_span("25–27 February 2020", "2020-02-25", "2020-02-27");
    assert_span("25 - 27 شباط 2020", "2020-02-25", "2020-02-27");
    assert_span("27 February - 2 March 2020", "2020-02-27", "2020-03-02");
    assert_span("27 February 2020 to 2 March 2020", "2020-02-27", "2020-03-02");
    assert_span("25/02/2020 - 27/02/2020", "2020-02-25", "2020-02-27");
    assert_span("25/02/2020 06:00 - 27/02/2020 18:00", "2020-02-25", "2020-02-27");
    assert_span("2019-10/2020-02", "2019-10-01", "2020-02-29");
    assert_span("October 2019 - February 2020", "2019-10-01", "2020-02-29");
    assert_span("2019-2020", "2019-01-01", "2020-12-31");
    assert_span("2019/2020", "2019-01-01", "2020-12-31");
}

static void assert_ordered(const char *text, enum date_order order, const char *day)
{
    struct date_span span;
    char buffer[16];
    gboolean parsed = date_span_parse_ordered(text, order, &span);
    g_assert_true(parsed == (day != NULL));
    if (parsed) {
        g_assert_cmpstr(date_iso(span.first_day, buffer), ==, day);
    }
}

static void test_order(void)
{
    assert_ordered("03/04/2020", DATE_DAY_FIRST, "2020-04-03");
    assert_ordered("03/04/2020", DATE_MONTH_FIRST, "2020-03-04");
    assert_ordered("03-04-2020", DATE_MONTH_FIRST, "2020-03-04");
    assert_ordered("03.04.2020", DATE_MONTH_FIRST, "2020-04-03");
    assert_ordered("2020-03-04", DATE_MONTH_FIRST, "2020-03-04");
    assert_ordered("27/02/2020", DATE_MONTH_FIRST, NULL);
    assert_ordered("02/27/2020", DATE_DAY_FIRST, NULL);
    g_assert_cmpint(date_order_evidence("03/04/2020"), ==, DATE_EVIDENCE_OPEN);
    g_assert_cmpint(date_order_evidence("27/02/2020 12:00"), ==, DATE_EVIDENCE_DAY_FIRST);
    g_assert_cmpint(date_order_evidence(" 2/27/2020"), ==, DATE_EVIDENCE_MONTH_FIRST);
    g_assert_cmpint(date_order_evidence("03.04.2020"), ==, DATE_EVIDENCE_NONE);
    g_assert_cmpint(date_order_evidence("2020-03-04"), ==, DATE_EVIDENCE_NONE);
    g_assert_cmpint(date_order_evidence("3/4/20"), ==, DATE_EVIDENCE_NONE);
}

static void test_refused(void)
{
    static const char *const texts[] = {
        "",
        "27/02/20",
        "2020-13",
        "2020-00-01",
        "2020-01-00",
        "2020-00",
        "2020-02-30",
        "2019-02-29",
        "0000-01-01",
        "2020-02-27x",
        "2020-02-27T",
        "x2020",
        "2020-02-",
        "-2020",
        "2020-02-27 noon",
        "2020-02-27 2020-02-28",
        "202002",
        "20201327",
        "27 Febr 2020",
        "27 2020",
        "27",
        "27 February",
        "2 March - 27 February 2020",
        "2020-02-27/",
        "30 February 2020",
        "31-02-2020",
        "February",
        "99999999999999999999",
        "2020-02-27 00:00 and so on",
        "25-27",
        "\xff\xfe",
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
    g_test_add_func("/dates/forms", test_forms);
    g_test_add_func("/dates/spans", test_spans);
    g_test_add_func("/dates/order", test_order);
    g_test_add_func("/dates/refused", test_refused);
    g_test_add_func("/dates/out-of-range", test_out_of_range);
    g_test_add_func("/dates/format", test_format);
    return g_test_run();
}
