/* What is hidden of events, and what two releases of them say of each other. */
#include "base/error.h"
#include "event/events.h"

#include <glib/gstdio.h>
#include <string.h>

#define GAZETTEER                                                                                  \
    "geonameid,name,alternatenames,latitude,longitude,feature_code,country_code,admin1_code,"      \
    "population\n"                                                                                 \
    "1,Alpha,,35.5,36.5,ADM1,SY,12,0\n"                                                            \
    "2,Town,,35.9,36.6,PPL,SY,12,100\n"
#define HEAD "id,date,town,province,lat,lon,deaths,notes,own\n"

struct fixture {
    char *folder, *places, *paths[2];
    struct gazetteer *gazetteer;
    struct diagnostics *diagnostics;
    struct events *events;
};

static void read_files(struct fixture *f, const char *const *texts, guint n,
                       struct events_options options)
{
    static const char *const names[] = {"old.csv", "new.csv"};
    struct source *sources[2] = {NULL, NULL};
    g_autoptr(GError) error = NULL;
    *f = (struct fixture){.diagnostics = diagnostics_new()};
    f->folder = g_dir_make_tmp("idlibmap-test-XXXXXX", NULL);
    f->places = g_build_filename(f->folder, "places.csv", NULL);
    g_assert_true(g_file_set_contents(f->places, GAZETTEER, -1, NULL));
    f->gazetteer = gazetteer_load(f->places, f->diagnostics, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < n; i++) {
        f->paths[i] = g_build_filename(f->folder, names[i], NULL);
        g_assert_true(g_file_set_contents(f->paths[i], texts[i], -1, NULL));
        sources[i] = source_open(f->paths[i], f->diagnostics, &error);
        g_assert_no_error(error);
    }
    options.gazetteer = f->gazetteer;
    f->events = events_read(sources, n, &options, f->diagnostics, &error);
    g_assert_no_error(error);
    source_free(sources[0]);
    source_free(sources[1]);
}

static void tear_down(struct fixture *f)
{
    events_free(f->events);
    gazetteer_free(f->gazetteer);
    diagnostics_free(f->diagnostics);
    for (guint i = 0; i < 2; i++) {
        if (f->paths[i] != NULL) {
            g_remove(f->paths[i]);
        }
        g_free(f->paths[i]);
    }
    g_remove(f->places);
    g_rmdir(f->folder);
    g_free(f->places);
    g_free(f->folder);
}

static const struct event *get(const struct fixture *f, guint i)
{
    return g_ptr_array_index(f->events->events, i);
}

static struct value property(const struct fixture *f, guint i, const char *name)
{
    int slot = fields_find(f->events->fields, name);
    g_assert_cmpint(slot, >=, 0);
    return get(f, i)->values[slot];
}

/* No value of the event holds the text. */
static void assert_nowhere(const struct event *event, const char *text)
{
    char number[VALUE_NUMBER_TEXT];
    for (guint i = 0; i < event->n_values; i++) {
        struct value value = event->values[i];
        const char *own = value.type == VALUE_STRING   ? value.string
                          : value.type == VALUE_NUMBER ? value_number_text(value.number, number)
                                                       : "";
        g_assert_null(strstr(own, text));
    }
    g_assert_null(strstr(event->place, text));
    g_assert_null(strstr(event->id, text));
}

static void test_redact(void)
{
    static const char *const names[] = {"notes", "location", "id", "Latitude", "nots", NULL};
    const char *text = HEAD "SY-7,2020-02-27,Town,Alpha,35.123,36.5,3,secret,x\n";
    struct fixture f;
    read_files(&f, &text, 1, (struct events_options){.redact = names});
    static const char *const gone[] = {"SY-7", "Town", "35.123", "secret"};
    for (guint i = 0; i < G_N_ELEMENTS(gone); i++) {
        assert_nowhere(get(&f, 0), gone[i]);
    }
    g_assert_cmpstr(get(&f, 0)->id, ==, "row-1");
    g_assert_cmpint(get(&f, 0)->precision, ==, PRECISION_ADMIN1);
    g_assert_cmpfloat(get(&f, 0)->deaths, ==, 3);
    g_assert_cmpuint(diagnostics_warnings(f.diagnostics), ==, 1);
    g_assert_nonnull(strstr(diagnostics_get(f.diagnostics, 0)->text, "'notes' meant"));
    tear_down(&f);
}

static void test_coarsen_cell(void)
{
    const char *text = HEAD "SY-7,2020-02-27,Town,Alpha,35.123,36.567,3,secret,35.123\n"
                            "SY-8,2020-02-27,Town,Alpha,,,,,Town\n";
    struct fixture f;
    read_files(&f, &text, 1, (struct events_options){.coarsening = {.cell_km = 5}});
    static const char *const gone[] = {"SY-", "Town", "35.123", "36.567", "secret"};
    for (guint i = 0; i < G_N_ELEMENTS(gone); i++) {
        assert_nowhere(get(&f, 0), gone[i]);
        assert_nowhere(get(&f, 1), gone[i]);
    }
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpint(get(&f, i)->precision, ==, PRECISION_NEAR);
        g_assert_cmpfloat(get(&f, i)->within_km, ==, 3.6);
        g_assert_cmpstr(get(&f, i)->place, ==, "Alpha");
        g_assert_null(get(&f, i)->found);
        g_assert_true(value_is_empty(property(&f, i, "place_id")));
        g_assert_true(value_is_empty(property(&f, i, "own")));
    }
    g_assert_cmpfloat(get(&f, 0)->at.lat, !=, 35.123);
    g_assert_cmpfloat_with_epsilon(get(&f, 0)->at.lat, 35.123, 0.03);
    tear_down(&f);
}

static void test_coarsen_admin1(void)
{
    const char *text = HEAD "SY-7,2020-02-27,Town,,,,3,secret,\n"
                            "SY-8,2020-02-27,Nowhere,,35.123,36.567,3,secret,\n";
    struct fixture f;
    read_files(&f, &text, 1, (struct events_options){.coarsening = {.to_admin1 = TRUE}});
    g_assert_cmpstr(get(&f, 0)->place, ==, "Alpha");
    g_assert_cmpint(get(&f, 0)->precision, ==, PRECISION_ADMIN1);
    g_assert_cmpfloat(get(&f, 0)->at.lat, ==, 35.5);
    g_assert_cmpint(get(&f, 1)->status, ==, EVENT_UNPLACED);
    g_assert_cmpfloat(get(&f, 1)->at.lat, ==, 0);
    assert_nowhere(get(&f, 1), "35.123");
    tear_down(&f);
}

static void test_coarsening_texts(void)
{
    static const char *const bad[] = {"",     "km",  "5",      "0km",  "-5km", "1e3km", "2000km",
                                      "5 km", "99m", "admin2", "5kmx", "nan",  "0x5km", "5..0km"};
    struct coarsening coarsening;
    g_assert_true(coarsening_parse("500m", &coarsening));
    g_assert_cmpfloat(coarsening.cell_km, ==, 0.5);
    g_assert_true(coarsening_parse("2.5km", &coarsening));
    g_assert_cmpfloat(coarsening.cell_km, ==, 2.5);
    g_assert_true(coarsening_parse("admin1", &coarsening));
    g_assert_true(coarsening.to_admin1);
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_assert_false(coarsening_parse(bad[i], &coarsening));
    }
}

static void test_window(void)
{
    struct date_span day, first;
    static const struct {
        const char *last, *first;
        guint count;
        char unit;
    } rows[] = {
        {"2020-02-27", "2020-02-27", 1, 'd'}, {"2020-02-27", "2020-01-29", 30, 'd'},
        {"2020-02-27", "2020-02-21", 1, 'w'}, {"2020-02-27", "2020-01-28", 1, 'm'},
        {"2020-03-31", "2020-03-01", 1, 'm'}, {"2020-02-29", "2019-03-01", 1, 'y'},
        {"2020-02-27", "2018-02-28", 2, 'y'},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_true(date_span_parse(rows[i].last, &day));
        g_assert_true(date_span_parse(rows[i].first, &first));
        g_assert_cmpint(date_window_first(day.last_day, rows[i].count, rows[i].unit), ==,
                        first.first_day);
    }
    g_assert_cmpint(date_window_first(day.last_day, 99999, 'y'), <=, G_MININT / 2);
}

static void test_compare(void)
{
    const char *texts[] = {HEAD "A,2020-02-27,Town,Alpha,35.1,36.5,3,n,x\n"
                                "B,2020-02-27,Town,Alpha,35.1,36.5,3,n,x\n"
                                "C,2020-02-27,Town,Alpha,35.1,36.5,3,n,x\n"
                                ",2020-02-26,Town,Alpha,35.1,36.5,3,n,x\n",
                           HEAD "D,2020-02-27,Town,Alpha,35.2,36.5,3,n,x\n"
                                "A,2020-02-27,Town,Alpha,35.1,36.5,4,n,x\n"
                                "B,2020-02-27,Town,Alpha,35.1,36.5,3,n,x\n"
                                ",2020-02-26,Town,Alpha,35.1,36.5,,n,x\n"};
    static const enum event_change expected[] = {
        EVENT_NOT_COMPARED, EVENT_NOT_COMPARED, EVENT_REMOVED, EVENT_NOT_COMPARED,
        EVENT_ADDED,        EVENT_CHANGED,      EVENT_SAME,    EVENT_CHANGED};
    struct fixture f;
    read_files(&f, texts, 2, (struct events_options){.compare = TRUE});
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpint(get(&f, i)->change, ==, expected[i]);
    }
    g_assert_cmpint(get(&f, 0)->status, ==, EVENT_SUPERSEDED);
    g_assert_cmpint(get(&f, 6)->status, ==, EVENT_FILTERED);
    g_assert_true(get(&f, 5)->before == get(&f, 0));
    g_assert_true(get(&f, 7)->before == get(&f, 3));
    guint changed = 0;
    for (guint i = 0; i < f.events->compared->len; i++) {
        changed += event_column_changed(get(&f, 5), g_array_index(f.events->compared, guint, i));
    }
    g_assert_cmpuint(changed, ==, 1);
    g_assert_cmpstr(property(&f, 4, "change").string, ==, "added");
    tear_down(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/event-protect/redact", test_redact);
    g_test_add_func("/event-protect/coarsen-cell", test_coarsen_cell);
    g_test_add_func("/event-protect/coarsen-admin1", test_coarsen_admin1);
    g_test_add_func("/event-protect/coarsening-texts", test_coarsening_texts);
    g_test_add_func("/event-protect/window", test_window);
    g_test_add_func("/event-protect/compare", test_compare);
    return g_test_run();
}
