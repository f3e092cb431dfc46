#include "source/decimal.h"
#include "source_fixture.h"

static void test_types(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(f, "t.csv", "a,b,c,d,e\n12.5,0201,,-3,text\n"));
    g_assert_cmpint(source_kind(f->source), ==, SOURCE_TABLE);
    g_assert_cmpstr(source_geometry_name(f->source), ==, "None");
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_number(feature_get(&f->feature, "a"), 12.5);
    assert_text(feature_get(&f->feature, "b"), "0201");
    g_assert_cmpint(feature_get(&f->feature, "c").type, ==, VALUE_NULL);
    assert_number(feature_get(&f->feature, "d"), -3);
    assert_text(feature_get(&f->feature, "e"), "text");
    g_assert_cmpint(feature_get(&f->feature, "z").type, ==, VALUE_ABSENT);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
    g_assert_cmpuint(diagnostics_count(f->diagnostics), ==, 0);
}

static void test_quotes_and_lines(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(
        f, "t.csv", "a,b\r\n\"x, \"\"y\"\"\",\"two\r\nlines\"\r\n\r\n5\" gun,last\r\n"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "a"), "x, \"y\"");
    assert_text(feature_get(&f->feature, "b"), "two\r\nlines");
    g_assert_cmpuint(f->feature.line, ==, 2);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "a"), "5\" gun");
    assert_text(feature_get(&f->feature, "b"), "last");
    g_assert_cmpuint(f->feature.line, ==, 5);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
}

static void test_delimiters(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *name, *text;
    } cases[] = {
        {"a.csv", "a;b,x;c\n1;2;3\n"}, {"b.tsv", "a\tb,x,y,z\tc\n1\t2\t3\n"},
        {"c.txt", "a|b|c\n1|2|3\n"},   {"d.csv", "a,\"b;;;;\",c\n1,2,3"},
        {"e.csv", "a,b,c\r1,2,3\r"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_true(fixture_open_text(f, cases[i].name, cases[i].text));
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpuint(f->feature.n_values, ==, 3);
        assert_number(feature_get(&f->feature, "c"), 3);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
    }
}

/* Quotes mean nothing in many tab-separated files. */
static void test_tab_quotes(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(f, "t.tsv", "a\tb\n\"open\tx\n\"a \"\"b\"\t\"y\"\n"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "a"), "\"open");
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "a"), "a \"b");
    assert_text(feature_get(&f->feature, "b"), "y");
}

static void test_points(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(f, "t.csv",
                                    "id,Latitude,LONGITUDE\n"
                                    "1,35.93,36.63\n2,,\n3,91,36\n4,north,36\n5,+36.20, 036.16\n"));
    g_assert_cmpstr(source_geometry_name(f->source), ==, "Point");
    g_assert_null(source_crs(f->source));
    g_assert_false(source_crs_assumed(f->source));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpfloat(fixture_coord(f, 0, 0).x, ==, 36.63);
    g_assert_cmpfloat(fixture_coord(f, 0, 0).y, ==, 35.93);
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpint(f->feature.geometry->type, ==, GEOMETRY_EMPTY);
    }
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 4, "beyond 90"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 5, "no numbers"));
    g_assert_cmpuint(diagnostics_count(f->diagnostics), ==, 2);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpfloat(fixture_coord(f, 0, 0).x, ==, 36.16);
}

static void test_window(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(f, "t.csv", "lat,lng\n35,36\n50,10\n,\n"));
    source_set_window(f->source, (struct box){35, 34, 38, 37});
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_SKIPPED);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
}

static void test_ragged(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(f, "t.csv", "a,b,c\n1\n1,2,3,4\n5,6\n"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(feature_get(&f->feature, "b").type, ==, VALUE_ABSENT);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpuint(f->feature.n_values, ==, 3);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 2, "fewer cells"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 3, "more cells"));
    g_assert_cmpuint(diagnostics_get(f->diagnostics, 0)->count, ==, 2);
}

static void test_header_names(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(fixture_open_text(f, "t.csv", "name,,name, name ,name_2\n1,2,3,4,5\n"));
    static const char *const expected[] = {"name", "column 2", "name_2", "name_3", "name_2_2"};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpstr(fields_name(source_fields(f->source), i), ==, expected[i]);
    }
    g_assert_true(fixture_found(f, SEVERITY_NOTE, 0, "second field 'name'"));
}

static void test_encodings(struct fixture *f, gconstpointer data)
{
    (void)data;
    fixture_write(f, "bom.csv", "\xEF\xBB\xBFname\nسراقب\n", -1);
    g_assert_true(fixture_open(f, "bom.csv"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "name"), "سراقب");

    static const char utf16[] = "\xFF\xFEn\0\n\0\x33\x06\n\0";
    fixture_write(f, "utf16.csv", utf16, sizeof utf16 - 1);
    g_assert_true(fixture_open(f, "utf16.csv"));
    g_assert_cmpstr(source_encoding(f->source), ==, "UTF-16LE");
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "n"), "س");

    g_assert_true(fixture_open_text(f, "latin.csv", "n\ncaf\xE9\x81!\n"));
    g_assert_cmpstr(source_encoding(f->source), ==, "CP1252");
    g_assert_true(source_encoding_assumed(f->source));
    g_assert_true(fixture_found(f, SEVERITY_NOTE, 0, "CP1252"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "n"), "café\xEF\xBF\xBD!");
}

static void assert_refused(struct fixture *f, const char *part)
{
    gboolean opened = fixture_open(f, "bad.csv");
    while (opened && f->error == NULL && fixture_next(f) == SOURCE_FEATURE) {
    }
    g_assert_nonnull(f->error);
    g_assert_nonnull(strstr(f->error->message, part));
    g_clear_error(&f->error);
}

static void test_errors(struct fixture *f, gconstpointer data)
{
    (void)data;
    fixture_write(f, "bad.csv", "", 0);
    assert_refused(f, "bad.csv: the file is empty");
    fixture_write(f, "bad.csv", "a,b\n1,2\n3,\"x\n", -1);
    assert_refused(f, "bad.csv:3: a quote is opened");
    fixture_write(f, "bad.csv", "a,b\n1,\0\n", 8);
    assert_refused(f, "bad.csv:2: a NUL byte");
    g_autofree char *commas = g_strnfill(10001, ',');
    fixture_write(f, "bad.csv", commas, -1);
    assert_refused(f, "bad.csv:1: more than 10000 columns");
    gsize n = 17u << 20;
    g_autofree char *cell = g_strnfill(n, 'x');
    cell[0] = cell[2] = '\n';
    fixture_write(f, "bad.csv", cell, (gssize)n);
    assert_refused(f, "a cell of more than 16 MB");
}

/* The sum of a column, and how many rows there are. */
static double read_sum(struct fixture *f, guint *rows)
{
    double sum = 0;
    for (*rows = 0; fixture_next(f) == SOURCE_FEATURE; (*rows)++) {
        sum += f->feature.values[1].number;
    }
    g_assert_no_error(f->error);
    return sum;
}

/* The memory of a large file is given back behind the reader, but not that of a converted text. */
static void test_large_twice(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const char *const names[] = {"Idlib", "\xd8\xa5\xd8\xaf\xd9\x84\xd8\xa8", "\xe9t\xe9"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GString) text = g_string_new("name,n\n");
        guint count = 0, rows;
        while (text->len < 20u << 20) {
            g_string_append_printf(text, "%s%s,%u\n", names[i], "                              ",
                                   count++);
        }
        g_assert_true(fixture_open_text(f, "large.csv", text->str));
        g_assert_cmpuint(source_count_at_most(f->source), ==, count + 1);
        double sum = (double)count * (count - 1) / 2;
        for (guint pass = 0; pass < 2; pass++) {
            g_assert_cmpfloat(read_sum(f, &rows), ==, sum);
            g_assert_cmpuint(rows, ==, count);
            source_rewind(f->source, FALSE);
        }
    }
}

/* Cells that nobody wants are absent; rewinding does not change what is wanted. */
static void test_want(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const gboolean wanted[] = {FALSE, TRUE};
    g_assert_true(fixture_open_text(f, "w.csv", "a,b,c,lat,lon\n1,2,3,35,36\n"));
    source_want(f->source, wanted, 2, FALSE);
    for (guint pass = 0; pass < 2; pass++) {
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpint(f->feature.values[0].type, ==, VALUE_ABSENT);
        g_assert_cmpfloat(f->feature.values[1].number, ==, 2);
        g_assert_cmpint(f->feature.values[2].type, ==, VALUE_ABSENT);
        g_assert_cmpint(f->feature.geometry->type, ==, GEOMETRY_EMPTY);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
        source_rewind(f->source, TRUE);
    }
    source_want_all(f->source);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpfloat(f->feature.values[2].number, ==, 3);
    g_assert_cmpint(f->feature.geometry->type, ==, GEOMETRY_POINT);
}

static void test_decimal(void)
{
    static const struct {
        const char *text;
        double number;
    } good[] = {{" 36.25 ", 36.25}, {"+007", 7},    {".5", 0.5},   {"5.", 5},
                {"-00.1", -0.1},    {"1e-3", 1e-3}, {"1.E2", 100}, {"0", 0}};
    static const char *const bad[] = {"",      " ",   ".",   "-",  "1,5", "0x10", "nan",     "inf",
                                      "1e999", "1 2", "--1", "e5", "5..", "+-3",  "\xD9\xA3"};
    double number;
    for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
        g_assert_true(decimal_parse(good[i].text, strlen(good[i].text), &number));
        g_assert_cmpfloat(number, ==, good[i].number);
    }
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_assert_false(decimal_parse(bad[i], strlen(bad[i]), &number));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/csv/types", test_types);
    ADD_TEST("/csv/quotes-and-lines", test_quotes_and_lines);
    ADD_TEST("/csv/delimiters", test_delimiters);
    ADD_TEST("/csv/tab-quotes", test_tab_quotes);
    ADD_TEST("/csv/points", test_points);
    ADD_TEST("/csv/window", test_window);
    ADD_TEST("/csv/ragged", test_ragged);
    ADD_TEST("/csv/header-names", test_header_names);
    ADD_TEST("/csv/encodings", test_encodings);
    ADD_TEST("/csv/errors", test_errors);
    ADD_TEST("/csv/large-twice", test_large_twice);
    ADD_TEST("/csv/want", test_want);
    g_test_add_func("/csv/decimal", test_decimal);
    return g_test_run();
}
