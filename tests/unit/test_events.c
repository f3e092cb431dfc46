#include "event/events.h"

#include "base/error.h"
#include "event/schema.h"

#include <glib/gstdio.h>
#include <string.h>

/* Places of this test alone. */
#define GAZETTEER                                                                                  \
    "geonameid,name,alternatenames,latitude,longitude,feature_code,country_code,admin1_code,"      \
    "population\n"                                                                                 \
    "1,Alpha,,35.5,36.5,ADM1,SY,12,0\n"                                                            \
    "2,Town,,35.9,36.6,PPL,SY,12,100\n"                                                            \
    "3,Twin,,35.0,36.0,PPL,SY,12,100\n"                                                            \
    "4,Twin,,36.0,37.0,PPL,SY,09,120\n"                                                            \
    "5,Beta,,36.1,37.6,ADM1,SY,09,0\n"                                                             \
    "6,District,,36.1,37.6,ADM2,SY,09,0\n"

struct fixture {
    char *folder, *places_path, *path;
    struct diagnostics *diagnostics;
    struct gazetteer *gazetteer;
    struct events *events;
    GError *error;
};

static void read_named(struct fixture *f, const char *name, const char *text,
                       const struct date_span *window)
{
    *f = (struct fixture){.diagnostics = diagnostics_new()};
    f->folder = g_dir_make_tmp("idlibmap-test-XXXXXX", NULL);
    f->places_path = g_build_filename(f->folder, "places.csv", NULL);
    f->path = g_build_filename(f->folder, name, NULL);
    g_assert_true(g_file_set_contents(f->places_path, GAZETTEER, -1, NULL));
    g_assert_true(g_file_set_contents(f->path, text, -1, NULL));
    f->gazetteer = gazetteer_load(f->places_path, f->diagnostics, &f->error);
    g_assert_no_error(f->error);
    g_autoptr(Source) source = source_open(f->path, f->diagnostics, &f->error);
    g_assert_no_error(f->error);
    struct events_options options = {.gazetteer = f->gazetteer, .window = window};
    f->events = events_read(&source, 1, &options, f->diagnostics, &f->error);
}

static const struct events_file *events_file(const struct events *events)
{
    return g_ptr_array_index(events->files, 0);
}

static void read_text(struct fixture *f, const char *text)
{
    read_named(f, "events.csv", text, NULL);
    g_assert_no_error(f->error);
}

static void tear_down(struct fixture *f)
{
    events_free(f->events);
    gazetteer_free(f->gazetteer);
    diagnostics_free(f->diagnostics);
    g_clear_error(&f->error);
    g_remove(f->path);
    g_remove(f->places_path);
    g_rmdir(f->folder);
    g_free(f->path);
    g_free(f->places_path);
    g_free(f->folder);
}

static const struct event *get(const struct fixture *f, guint i)
{
    g_assert_cmpuint(i, <, f->events->events->len);
    return g_ptr_array_index(f->events->events, i);
}

static struct value property(const struct fixture *f, guint i, const char *name)
{
    struct feature feature;
    event_feature(f->events, get(f, i), NULL, &feature);
    return feature_get(&feature, name);
}

static void assert_text(const struct fixture *f, guint i, const char *name, const char *expected)
{
    struct value value = property(f, i, name);
    g_assert_cmpint(value.type, ==, VALUE_STRING);
    g_assert_cmpstr(value.string, ==, expected);
}

static void assert_number(const struct fixture *f, guint i, const char *name, double expected)
{
    struct value value = property(f, i, name);
    g_assert_cmpint(value.type, ==, VALUE_NUMBER);
    g_assert_cmpfloat(value.number, ==, expected);
}

static void assert_null(const struct fixture *f, guint i, const char *name)
{
    g_assert_cmpint(property(f, i, name).type, ==, VALUE_NULL);
}

/* The warning that says `part`, or NULL. */
static const struct finding *warning(const struct fixture *f, const char *part)
{
    for (guint i = 0; i < diagnostics_count(f->diagnostics); i++) {
        const struct finding *finding = diagnostics_get(f->diagnostics, i);
        if (finding->severity == SEVERITY_WARNING && strstr(finding->text, part) != NULL) {
            return finding;
        }
    }
    return NULL;
}

static void test_loose(void)
{
    struct fixture f;
    read_text(&f, "Date,Place,Lat,Lon,Killed\n"
                  "2020-02-27,Somewhere,35.5,36.25,4\n"
                  "2020-02,Town,,,\n");
    g_assert_cmpstr(events_file(f.events)->schema->name, ==, "loose");
    g_assert_cmpuint(f.events->events->len, ==, 2);
    const struct event *first = get(&f, 0);
    g_assert_cmpint(first->status, ==, EVENT_PLACED);
    g_assert_cmpstr(first->placed_by, ==, "coordinates");
    g_assert_cmpfloat(first->at.lon, ==, 36.25);
    g_assert_cmpfloat(first->at.lat, ==, 35.5);
    g_assert_cmpfloat(first->deaths, ==, 4);
    g_assert_cmpstr(first->id, ==, "row-1");
    g_assert_cmpuint(first->line, ==, 2);
    assert_text(&f, 0, "location", "Somewhere");
    assert_text(&f, 0, "Place", "Somewhere");
    assert_number(&f, 0, "fatalities", 4);
    assert_text(&f, 0, "precision", "exact");
    g_assert_cmpint(get(&f, 1)->status, ==, EVENT_PLACED);
    g_assert_cmpstr(get(&f, 1)->placed_by, ==, "gazetteer exact");
    assert_text(&f, 1, "place_id", "2");
    assert_null(&f, 1, "area_id");
    g_assert_cmpuint(diagnostics_warnings(f.diagnostics), ==, 0);
    tear_down(&f);
}

static void test_schema_types(void)
{
    struct fixture f;
    read_text(&f, "event_id_cnty,event_date,location,latitude,longitude,fatalities,year,other\n"
                  "7,2020,1984,35,36,007,2020,007\n");
    g_assert_cmpstr(get(&f, 0)->id, ==, "7");
    assert_text(&f, 0, "event_id_cnty", "7");
    assert_text(&f, 0, "event_date", "2020");
    assert_text(&f, 0, "location", "1984");
    assert_number(&f, 0, "fatalities", 7);
    assert_number(&f, 0, "year", 2020);
    assert_text(&f, 0, "other", "007");
    char buffer[16];
    g_assert_cmpstr(date_iso(get(&f, 0)->dates.last_day, buffer), ==, "2020-12-31");
    tear_down(&f);
}

static void test_deaths(void)
{
    struct fixture f;
    read_text(&f, "place,fatalities,fatalities_low,fatalities_high,claim\n"
                  "Town,33,33,34,\n"
                  "Town,5,,,\n"
                  "Town,0,,,\n"
                  "Town,,,,\n"
                  "Town,1709,,,an agency says so\n"
                  "Town,at least 3,,,\n"
                  "Town,-1,,,\n"
                  "Town,5,9,,\n"
                  "Town,,2,4,\n"
                  "Town,unknown,,,no\n"
                  "Town,0x10,inf,,\n");
    assert_number(&f, 0, "deaths", 33);
    assert_number(&f, 0, "deaths_low", 33);
    assert_number(&f, 0, "deaths_high", 34);
    assert_number(&f, 1, "deaths_high", 5);
    g_assert_true(get(&f, 2)->deaths_known);
    assert_number(&f, 2, "deaths", 0);
    g_assert_false(get(&f, 3)->deaths_known);
    assert_null(&f, 3, "deaths");
    g_assert_false(get(&f, 4)->deaths_known);
    assert_null(&f, 4, "deaths");
    assert_null(&f, 4, "deaths_high");
    assert_text(&f, 4, "claim", "an agency says so");
    assert_null(&f, 3, "claim");
    assert_null(&f, 5, "deaths");
    g_assert_nonnull(warning(&f, "'at least 3' is not a number"));
    assert_null(&f, 6, "deaths");
    assert_number(&f, 7, "deaths_low", 5);
    assert_null(&f, 8, "deaths");
    assert_number(&f, 8, "deaths_low", 2);
    assert_number(&f, 8, "deaths_high", 4);
    g_assert_null(get(&f, 9)->claim);
    g_assert_null(warning(&f, "'unknown'"));
    g_assert_false(get(&f, 10)->deaths_known);
    tear_down(&f);
}

static void test_precision(void)
{
    struct fixture f;
    read_text(&f, "location,admin1,geo_precision,latitude,longitude\n"
                  "Town,,,,\n"                  /* 0: a town */
                  "Town,,2,,\n"                 /* 1: near it */
                  "Town,Alpha,3,,\n"            /* 2: only its province is known */
                  "Alpha province,,1,,\n"       /* 3: a province is never exact */
                  "District,,,,\n"              /* 4 */
                  "Somewhere,Alpha,3,35,36\n"   /* 5: coordinates of a province */
                  "Somewhere,,1,35,36\n"        /* 6 */
                  "Alpha province,,,35,36\n"    /* 7: the name says that it is not a point */
                  ",Beta,,,\n"                  /* 8: no place but the province */
                  "Somewhere,Beta,3,,\n"        /* 9 */
                  "Town,,3,,\n"                 /* 10 */
                  "Somewhere,,near,35,36\n"     /* 11 */
                  "Somewhere,Nowhere,3,35,36\n" /* 12: no area of that name */
                  ",Alpha province,,35,36\n" /* 13: a point in a province is a point */);
    static const char *const precisions[] = {
        "exact",  "near",   "admin1", "admin1", "admin2", "admin1", "exact",
        "admin1", "admin1", "admin1", "admin1", "near",   "admin1", "exact",
    };
    static const char *const areas[] = {NULL, NULL, "1", "1", "6",  "1",  NULL,
                                        NULL, "5",  "5", "1", NULL, NULL, NULL};
    G_STATIC_ASSERT(G_N_ELEMENTS(precisions) == G_N_ELEMENTS(areas));
    for (guint i = 0; i < G_N_ELEMENTS(precisions); i++) {
        g_test_message("row %u", i);
        g_assert_cmpint(get(&f, i)->status, ==, EVENT_PLACED);
        assert_text(&f, i, "precision", precisions[i]);
        if (areas[i] != NULL) {
            assert_text(&f, i, "area_id", areas[i]);
        } else {
            assert_null(&f, i, "area_id");
        }
    }
    tear_down(&f);
}

static void test_unplaced(void)
{
    struct fixture f;
    read_text(&f, "location,admin1,country,latitude,longitude\n"
                  "Twin,,,,\n"
                  "Twin,Beta,,,\n"
                  "Nowhere,,,,\n"
                  "Town,Beta,,,\n"
                  ",,,,\n"
                  "Town,,,95,36\n"
                  "Town,,,35,\n"
                  "Nowhere,,,,\n");
    static const enum event_status statuses[] = {
        EVENT_UNPLACED, EVENT_PLACED, EVENT_UNPLACED, EVENT_UNPLACED,
        EVENT_UNPLACED, EVENT_PLACED, EVENT_PLACED,   EVENT_UNPLACED,
    };
    for (guint i = 0; i < f.events->events->len; i++) {
        g_test_message("row %u", i);
        g_assert_cmpint(get(&f, i)->status, ==, statuses[i]);
        g_assert_true((get(&f, i)->placed_by[0] != '\0') == (statuses[i] == EVENT_PLACED));
    }
    const struct finding *twin = warning(&f, "'Twin' may be ");
    g_assert_nonnull(twin);
    g_assert_cmpuint(twin->line, ==, 2);
    g_assert_nonnull(strstr(twin->text, "Beta, SY, 36.0000 37.0000) or "));
    const struct finding *nowhere = warning(&f, "'Nowhere' is not in the gazetteer");
    g_assert_nonnull(nowhere);
    g_assert_cmpuint(nowhere->line, ==, 4);
    g_assert_cmpuint(nowhere->count, ==, 2);
    g_assert_nonnull(warning(&f, "not in admin1 'Beta'"));
    g_assert_nonnull(warning(&f, "neither coordinates nor a place"));
    /* Wrong coordinates are said, and the place is still found by its name. */
    g_assert_cmpstr(get(&f, 5)->placed_by, ==, "gazetteer exact");
    tear_down(&f);
}

static void test_superseded(void)
{
    struct fixture f;
    read_text(&f, "event_id_cnty,location,timestamp\n"
                  "A,Town,200\n"
                  "A,Nowhere,100\n"
                  "A,Town,300\n"
                  "B,Town,\n"
                  "B,Town,\n"
                  "row-7,Town,1\n"
                  ",Town,\n"
                  ",Town,\n");
    static const enum event_status statuses[] = {
        EVENT_SUPERSEDED, EVENT_SUPERSEDED, EVENT_PLACED, EVENT_SUPERSEDED,
        EVENT_PLACED,     EVENT_PLACED,     EVENT_PLACED, EVENT_PLACED,
    };
    for (guint i = 0; i < f.events->events->len; i++) {
        g_test_message("row %u", i);
        g_assert_cmpint(get(&f, i)->status, ==, statuses[i]);
    }
    const struct finding *finding = warning(&f, "appears again");
    g_assert_nonnull(finding);
    g_assert_cmpuint(finding->count, ==, 3);
    g_assert_null(warning(&f, "Nowhere")); /* nothing is said of a row that is not taken */
    g_assert_cmpstr(get(&f, 5)->id, ==, "row-7");
    g_assert_cmpstr(get(&f, 6)->id, !=, "row-7");
    g_assert_cmpstr(get(&f, 7)->id, ==, "row-8");
    tear_down(&f);
}

static void test_window(void)
{
    struct fixture f;
    struct date_span window;
    g_assert_true(date_span_parse("2020-02", &window));
    read_named(&f, "events.csv",
               "date,date_end,place\n"
               "2020-02-27,,Town\n"
               "2020-01-31,,Town\n"
               "2020-01-31,2020-02-01,Town\n"
               "2020-03,,Town\n"
               "2020,,Town\n"
               ",,Town\n"
               "2020-01-01,,Nowhere\n",
               &window);
    static const enum event_status statuses[] = {
        EVENT_PLACED, EVENT_FILTERED, EVENT_PLACED,   EVENT_FILTERED,
        EVENT_PLACED, EVENT_PLACED,   EVENT_FILTERED,
    };
    for (guint i = 0; i < f.events->events->len; i++) {
        g_test_message("row %u", i);
        g_assert_cmpint(get(&f, i)->status, ==, statuses[i]);
    }
    g_assert_nonnull(warning(&f, "without a known date"));
    g_assert_null(warning(&f, "Nowhere"));
    tear_down(&f);
}

static void test_dates(void)
{
    struct fixture f;
    read_text(&f, "date,year,event_date_end,place\n"
                  "27/02/20,,,Town\n"
                  ",2019,,Town\n"
                  "2020-02-10,,2020-02-27,Town\n"
                  "2020-02-10,,2020-01-01,Town\n");
    g_assert_false(get(&f, 0)->dates.known);
    g_assert_nonnull(warning(&f, "'27/02/20' is not understood"));
    g_autofree char *year = date_span_format(&get(&f, 1)->dates, "en");
    g_assert_cmpstr(year, ==, "2019");
    g_autofree char *span = date_span_format(&get(&f, 2)->dates, "en");
    g_assert_cmpstr(span, ==, "10–27 February 2020");
    g_autofree char *wrong = date_span_format(&get(&f, 3)->dates, "en");
    g_assert_cmpstr(wrong, ==, "10 February 2020");
    g_assert_nonnull(warning(&f, "ends before it begins"));
    tear_down(&f);
}

static void test_geojson(void)
{
    struct fixture f;
    read_named(&f, "events.geojson",
               "{\"type\":\"FeatureCollection\",\"features\":["
               "{\"type\":\"Feature\",\"properties\":{\"place\":\"Here\"},"
               "\"geometry\":{\"type\":\"Point\",\"coordinates\":[36.5,35.5]}},"
               "{\"type\":\"Feature\",\"properties\":{\"deaths\":3,\"location\":\"Town\"},"
               "\"geometry\":null}]}",
               NULL);
    g_assert_no_error(f.error);
    g_assert_cmpuint(f.events->events->len, ==, 2);
    g_assert_cmpstr(get(&f, 0)->placed_by, ==, "coordinates");
    g_assert_cmpstr(get(&f, 0)->place, ==, "Here");
    g_assert_cmpfloat(get(&f, 0)->at.lon, ==, 36.5);
    /* A name that first comes in a later feature is found too. */
    g_assert_cmpstr(get(&f, 1)->placed_by, ==, "gazetteer exact");
    assert_number(&f, 1, "deaths", 3);
    assert_null(&f, 0, "deaths");
    tear_down(&f);
}

static void test_no_where(void)
{
    struct fixture f;
    read_named(&f, "events.csv", "date,killed\n2020,1\n", NULL);
    g_assert_null(f.events);
    g_assert_error(f.error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA);
    tear_down(&f);
}

static void test_many_fields(void)
{
    g_autoptr(GString) text = g_string_new("place");
    for (guint i = 0; i < 3000; i++) {
        g_string_append_printf(text, ",c%u", i);
    }
    g_string_append(text, "\nTown");
    for (guint i = 0; i < 3000; i++) {
        g_string_append_printf(text, ",%u", i);
    }
    g_string_append(text, "\n");
    struct fixture f;
    read_text(&f, text->str);
    g_assert_cmpint(get(&f, 0)->status, ==, EVENT_PLACED);
    assert_number(&f, 0, "c7", 7);
    g_assert_cmpint(property(&f, 0, "c2999").type, ==, VALUE_ABSENT);
    g_assert_nonnull(warning(&f, "the others are left out"));
    tear_down(&f);
}

/* ---- several files ---- */

static void test_several_files(void)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("idlibmap-test-XXXXXX", NULL);
    g_autofree char *first = g_build_filename(folder, "a.csv", NULL);
    g_autofree char *second = g_build_filename(folder, "b.csv", NULL);
    g_assert_true(g_file_set_contents(first,
                                      "event_id_cnty,latitude,longitude,notes\n"
                                      "A1,35.86,36.80,old\nA2,35.90,36.60,only here\n",
                                      -1, NULL));
    g_assert_true(g_file_set_contents(second, "lon,deaths,lat,id\n36.81,7,35.87,A1\n", -1, NULL));
    struct source *sources[] = {source_open(first, diagnostics, &error),
                                source_open(second, diagnostics, &error)};
    struct events_options options = {.gazetteer = NULL};
    g_autoptr(Events) events = events_read(sources, 2, &options, diagnostics, &error);
    g_assert_no_error(error);

    g_assert_cmpuint(events->events->len, ==, 3);
    const struct event *old = g_ptr_array_index(events->events, 0);
    const struct event *other = g_ptr_array_index(events->events, 1);
    const struct event *new = g_ptr_array_index(events->events, 2);
    g_assert_cmpint(old->status, ==, EVENT_SUPERSEDED);
    g_assert_cmpint(other->status, ==, EVENT_PLACED);
    g_assert_cmpint(new->status, ==, EVENT_PLACED);
    g_assert_cmpstr(event_path(events, other), ==, first);
    g_assert_cmpstr(event_path(events, new), ==, second);
    g_assert_cmpfloat(new->at.lat, ==, 35.87);
    g_assert_cmpfloat(new->deaths, ==, 7);
    g_assert_false(other->deaths_known);

    source_free(sources[0]);
    source_free(sources[1]);
    g_remove(first);
    g_remove(second);
    g_rmdir(folder);
}

/* ---- the shipped events ---- */

static struct events *read_shipped(struct gazetteer *gazetteer, struct diagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Source) source = source_open("data/events.csv", diagnostics, &error);
    g_assert_no_error(error);
    struct events_options options = {.gazetteer = gazetteer};
    struct events *events = events_read(&source, 1, &options, diagnostics, &error);
    g_assert_no_error(error);
    return events;
}

static guint count_at(const struct events *events, const char *place, enum precision precision)
{
    guint count = 0;
    for (guint i = 0; i < events->events->len; i++) {
        const struct event *event = g_ptr_array_index(events->events, i);
        count += event->status == EVENT_PLACED && event->precision == precision &&
                 strcmp(event->place, place) == 0;
    }
    return count;
}

static void test_shipped(void)
{
    if (!g_file_test("data/events.csv", G_FILE_TEST_EXISTS)) {
        g_test_skip("not run from the source tree");
        return;
    }
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(Gazetteer) gazetteer = gazetteer_load("data/gazetteer.csv", diagnostics, NULL);
    g_assert_nonnull(gazetteer);
    g_autoptr(Events) events = read_shipped(gazetteer, diagnostics);
    g_assert_cmpuint(events->events->len, ==, 16);
    g_assert_cmpuint(events_file(events)->unreadable, ==, 0);
    g_assert_cmpstr(events_file(events)->schema->name, ==, "canonical");
    double deaths = 0, low = 0, high = 0;
    guint placed = 0;
    for (guint i = 0; i < events->events->len; i++) {
        const struct event *event = g_ptr_array_index(events->events, i);
        placed += event->status == EVENT_PLACED;
        deaths += event->deaths;
        low += event->deaths_low;
        high += event->deaths_high;
    }
    g_assert_cmpuint(placed, ==, 15);
    g_assert_cmpfloat(deaths, ==, 33);
    g_assert_cmpfloat(low, ==, 33);
    g_assert_cmpfloat(high, ==, 34);
    g_assert_cmpuint(count_at(events, "Saraqib", PRECISION_EXACT) +
                         count_at(events, "Saraqib", PRECISION_NEAR),
                     ==, 4);
    g_assert_cmpuint(count_at(events, "Idlib province", PRECISION_ADMIN1), ==, 4);
    g_assert_cmpuint(count_at(events, "Aleppo province", PRECISION_ADMIN1), ==, 1);
    g_assert_cmpuint(count_at(events, "Hatay province", PRECISION_ADMIN1), ==, 1);
    g_assert_cmpuint(count_at(events, "Ankara", PRECISION_EXACT), ==, 2);
    g_assert_cmpuint(count_at(events, "Washington", PRECISION_EXACT), ==, 1);
    g_assert_cmpuint(count_at(events, "New Delhi", PRECISION_EXACT), ==, 1);
    g_assert_cmpuint(count_at(events, "Moscow", PRECISION_EXACT), ==, 1);
    const struct event *last = g_ptr_array_index(events->events, 15);
    g_assert_cmpint(last->status, ==, EVENT_UNPLACED);
    g_assert_cmpuint(diagnostics_warnings(diagnostics), ==, 1);
    g_assert_cmpuint(diagnostics_get(diagnostics, 0)->line, ==, 17);
}

static void assert_dates(const char *rows, const char *first_date, const char *note)
{
    struct fixture f;
    char buffer[16];
    g_autofree char *text = g_strconcat("event_date,latitude,longitude\n", rows, NULL);
    read_text(&f, text);
    g_assert_cmpstr(date_iso(get(&f, 0)->dates.first_day, buffer), ==, first_date);
    g_assert_cmpuint(diagnostics_count(f.diagnostics), ==, 1);
    g_assert_cmpstr(diagnostics_get(f.diagnostics, 0)->text, ==, note);
    tear_down(&f);
}

static void test_date_order(void)
{
    assert_dates("03/04/2020,35,36\n05/04/2020,35,36\n", "2020-04-03",
                 "dates such as 03/04/2020 are taken as day/month/year: no row shows the order");
    assert_dates("03/04/2020,35,36\n27/02/2020,35,36\n", "2020-04-03",
                 "dates such as 03/04/2020 are read as day/month/year, as this row shows");
    assert_dates("03/04/2020,35,36\n,35,36\n02/27/2020,35,36\n", "2020-03-04",
                 "dates such as 03/04/2020 are read as month/day/year, as this row shows");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/events/several-files", test_several_files);
    g_test_add_func("/events/loose", test_loose);
    g_test_add_func("/events/schema-types", test_schema_types);
    g_test_add_func("/events/deaths", test_deaths);
    g_test_add_func("/events/precision", test_precision);
    g_test_add_func("/events/unplaced", test_unplaced);
    g_test_add_func("/events/superseded", test_superseded);
    g_test_add_func("/events/window", test_window);
    g_test_add_func("/events/dates", test_dates);
    g_test_add_func("/events/geojson", test_geojson);
    g_test_add_func("/events/no-where", test_no_where);
    g_test_add_func("/events/many-fields", test_many_fields);
    g_test_add_func("/events/shipped", test_shipped);
    g_test_add_func("/events/date-order", test_date_order);
    return g_test_run();
}
