#include "event/event_stream.h"

#include <glib/gstdio.h>
#include <string.h>

struct fixture {
    char *folder;
    GPtrArray *paths;
    GPtrArray *sources;
    struct diagnostics *diagnostics;
};

static void free_source(gpointer source)
{
    source_free(source);
}

static void set_up(struct fixture *f)
{
    f->folder = g_dir_make_tmp("idlibmap-test-XXXXXX", NULL);
    f->paths = g_ptr_array_new_with_free_func(g_free);
    f->sources = g_ptr_array_new_with_free_func(free_source);
    f->diagnostics = diagnostics_new();
}

static void add_file(struct fixture *f, const char *name, const char *text)
{
    GError *error = NULL;
    char *path = g_build_filename(f->folder, name, NULL);
    g_ptr_array_add(f->paths, path);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    struct source *source = source_open(path, f->diagnostics, &error);
    g_assert_no_error(error);
    g_ptr_array_add(f->sources, source);
}

static void tear_down(struct fixture *f)
{
    g_ptr_array_unref(f->sources);
    for (guint i = 0; i < f->paths->len; i++) {
        g_remove(g_ptr_array_index(f->paths, i));
    }
    g_rmdir(f->folder);
    g_ptr_array_unref(f->paths);
    diagnostics_free(f->diagnostics);
    g_free(f->folder);
}

static struct event_stream *stream_new(struct fixture *f, GHashTable *properties)
{
    static const struct events_options options;
    GError *error = NULL;
    struct event_stream *stream =
        event_stream_new((struct source *const *)f->sources->pdata, f->sources->len, &options,
                         properties, f->diagnostics, &error);
    g_assert_no_error(error);
    return stream;
}

/* Every event of the stream is the one that events_read() has, but for names of its own making. */
static void check_as_read(struct fixture *f)
{
    static const struct events_options options;
    GError *error = NULL;
    g_autoptr(EventStream) stream = stream_new(f, NULL);
    GArray *statuses = g_array_new(FALSE, FALSE, sizeof(int));
    GArray *places = g_array_new(FALSE, FALSE, sizeof(struct lonlat));
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(guint));
    const struct event *event;
    while ((event = event_stream_next(stream, &error)) != NULL) {
        int status = (int)event->status;
        g_array_append_val(statuses, status);
        g_array_append_val(places, event->at);
        g_array_append_val(lines, event->line);
    }
    g_assert_no_error(error);
    for (guint i = 0; i < f->sources->len; i++) {
        source_rewind(g_ptr_array_index(f->sources, i), FALSE);
        source_want_all(g_ptr_array_index(f->sources, i));
    }
    g_autoptr(Events) all = events_read((struct source *const *)f->sources->pdata, f->sources->len,
                                        &options, f->diagnostics, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(all->events->len, ==, statuses->len);
    for (guint i = 0; i < all->events->len; i++) {
        const struct event *read = g_ptr_array_index(all->events, i);
        g_assert_cmpint(g_array_index(statuses, int, i), ==, (int)read->status);
        g_assert_cmpuint(g_array_index(lines, guint, i), ==, read->line);
        g_assert_cmpfloat(g_array_index(places, struct lonlat, i).lat, ==, read->at.lat);
    }
    for (guint i = 0; i < all->files->len; i++) {
        const struct events_file *file = g_ptr_array_index(all->files, i);
        const struct events_file *streamed = event_stream_set(stream)->files->pdata[i];
        g_assert_cmpuint(file->rows, ==, streamed->rows);
        g_assert_cmpuint(file->unreadable, ==, streamed->unreadable);
    }
    g_array_unref(statuses);
    g_array_unref(places);
    g_array_unref(lines);
}

#define HEADER "id,date,lat,lon,killed,timestamp\n"

static void test_as_read(void)
{
    struct fixture f;
    set_up(&f);
    add_file(&f, "a.csv",
             HEADER "A,2020-01-01,35.1,36.1,1,100\n"
                    "B,2020-01-02,35.2,36.2,2,100\n"
                    ",2020-01-03,35.3,36.3,,\n"
                    ",2020-01-03,35.3,36.3,,\n"
                    " A ,2020-01-04,35.4,36.4,1,99\n"
                    "\"B\",\"2020-01-05\",35.5,36.5,2,101\n"
                    "C,2020-01-05,95.5,36.5,2,101\n"
                    "7,2020-01-05,35.5,36.5,2,101\n");
    add_file(&f, "b.csv",
             "id,lat,lon,timestamp\n7,35.0,36.0,2020-01-01T00:00:00\nB,35,36,5\nD,1,2,\n");
    check_as_read(&f);
    tear_down(&f);
}

static void test_timestamps(void)
{
    struct fixture f;
    set_up(&f);
    add_file(&f, "a.csv",
             HEADER "A,,35.1,36.1,1,2020-02-27T12:30:00\nA,,35.2,36.2,1,2020-02-27T12:29:59\n"
                    "B,,35.1,36.1,1,2020-02-27\nB,,35.2,36.2,1,2020-03-01\n"
                    "C,,35.1,36.1,1,1582806600\nC,,35.2,36.2,1,1582806599\n"
                    "D,,35.1,36.1,1,1582806600999\nD,,35.2,36.2,1,1582806700000\n"
                    "E,,35.1,36.1,1,\nE,,35.2,36.2,1,\n"
                    "F,,35.1,36.1,1,5\nF,,35.2,36.2,1,\n");
    check_as_read(&f);
    tear_down(&f);
}

/* Which row is taken, by its latitude, of rows of one id: in the stream and as events_read() has
 * it. */
static void check_taken(const char *rows, double lat)
{
    struct fixture f;
    g_autofree char *text = g_strconcat("id,lat,lon,timestamp\n", rows, NULL);
    set_up(&f);
    add_file(&f, "a.csv", text);
    g_autoptr(EventStream) stream = stream_new(&f, NULL);
    const struct event *event;
    guint taken = 0;
    while ((event = event_stream_next(stream, NULL)) != NULL) {
        if (event->status == EVENT_PLACED) {
            g_assert_cmpfloat(event->at.lat, ==, lat);
            taken++;
        }
    }
    g_assert_cmpuint(taken, ==, 1);
    source_want_all(g_ptr_array_index(f.sources, 0));
    source_rewind(g_ptr_array_index(f.sources, 0), FALSE);
    check_as_read(&f);
    tear_down(&f);
}

static void test_newest(void)
{
    check_taken("A,1,36,20200227123001\nA,2,36,20200227123000\n", 1); /* GDELT */
    check_taken("A,1,36,20200227123000\nA,2,36,20200227123001\n", 2);
    check_taken("A,1,36,20200301000000\nA,2,36,20200229235959\n", 1);
    check_taken("A,1,36,202002271231\nA,2,36,202002271230\n", 1);
    check_taken("A,1,36,1582806600999\nA,2,36,1582806599000\n", 1);
    check_taken("A,1,36,1582806600\nA,2,36,2020-02-27T12:29:59Z\n", 1); /* 12:30:00 */
    check_taken("A,1,36,2020-02-27T12:30:01Z\nA,2,36,1582806600\n", 1);
    check_taken("A,1,36,20200227123001\nA,2,36,20200227\n", 1);
    check_taken("A,1,36,1 March 2020\nA,2,36,27 February 2020\n", 1);
    check_taken("A,1,36,2020\nA,2,36,\nA,3,36,unknown\n", 1);
    check_taken("A,1,36,-5\nA,2,36,1e400\nA,3,36,99999999999999999999999\n", 3);
}

static void test_geojson(void)
{
    struct fixture f;
    set_up(&f);
    add_file(&f, "a.geojson",
             "{\"type\":\"FeatureCollection\",\"features\":["
             "{\"type\":\"Feature\",\"id\":1,\"properties\":{\"n\":1},\"geometry\":{\"type\":"
             "\"Point\",\"coordinates\":[36,35]}},"
             "{\"type\":\"Feature\",\"id\":1,\"properties\":{\"m\":1,\"timestamp\":4},\"geometry\":"
             "{\"type\":\"Point\",\"coordinates\":[36,35.5]}},7]}");
    add_file(&f, "b.geojsons",
             "{\"type\":\"Feature\",\"properties\":{\"id\":\"1\"},\"geometry\":{\"type\":\"Point\","
             "\"coordinates\":[36,36]}}\n\n{\"type\":\"Feature\",\"properties\":{\"id\":\"x\"},"
             "\"geometry\":{\"type\":\"Point\",\"coordinates\":[36,36]}}\nnonsense\n");
    check_as_read(&f);
    tear_down(&f);
}

/* A few thousand rows with every third id twice. */
static void test_many(void)
{
    struct fixture f;
    g_autoptr(GString) text = g_string_new(HEADER);
    for (guint i = 0; i < 5000; i++) {
        g_string_append_printf(text, "%s%u,2020-01-01,35.%04u,36.5,1,%u\n", i % 2 ? "X" : "event-",
                               i % 3 == 0 ? i / 6 * 6 : i, i, i * 7919 % 1000);
    }
    set_up(&f);
    add_file(&f, "a.csv", text->str);
    check_as_read(&f);
    tear_down(&f);
}

/* Only what is asked for is typed, beside what places and counts. */
static void test_properties(void)
{
    struct fixture f;
    GError *error = NULL;
    set_up(&f);
    add_file(&f, "a.csv", "lat,lon,killed,kind,other\n35,36,3,raid,12\n");
    g_autoptr(GHashTable) asked = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_add(asked, "kind");
    g_autoptr(EventStream) stream = stream_new(&f, asked);
    const struct event *event = event_stream_next(stream, &error);
    struct feature feature;
    g_assert_nonnull(event);
    event_feature(event_stream_set(stream), event, NULL, &feature);
    g_assert_cmpstr(feature_get(&feature, "kind").string, ==, "raid");
    g_assert_cmpfloat(feature_get(&feature, "deaths").number, ==, 3);
    g_assert_cmpint(feature_get(&feature, "other").type, ==, VALUE_ABSENT);
    g_assert_null(event_stream_next(stream, &error));
    g_assert_no_error(error);
    tear_down(&f);
}

static gboolean exceeds(const struct fixture *f, guint64 limit)
{
    return event_sources_exceed((struct source *const *)f->sources->pdata, f->sources->len, limit);
}

/* Line ends in quotes are no rows; the sources stand at their beginning afterwards. */
static void test_exceed(void)
{
    struct fixture f;
    set_up(&f);
    add_file(&f, "a.csv", "lat,lon,notes\n35,36,\"a\nb\nc\nd\"\n\n35,36,x\n");
    add_file(&f, "b.csv", "lat,lon\n35,36\nragged\n");
    g_assert_false(exceeds(&f, 5));
    g_assert_false(exceeds(&f, 4));
    g_assert_true(exceeds(&f, 3));
    g_assert_true(exceeds(&f, 0));
    g_assert_cmpuint(diagnostics_count(f.diagnostics), ==, 0);
    check_as_read(&f);
    tear_down(&f);
}

static void test_error(void)
{
    struct fixture f;
    static const struct events_options options;
    GError *error = NULL;
    set_up(&f);
    add_file(&f, "a.csv", "id,lat,lon\n1,35,36\n2,35,\"36\n");
    struct event_stream *stream =
        event_stream_new((struct source *const *)f.sources->pdata, f.sources->len, &options, NULL,
                         f.diagnostics, &error);
    g_assert_null(stream);
    g_assert_nonnull(strstr(error->message, "a.csv:3: a quote is opened and never closed"));
    g_clear_error(&error);
    tear_down(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/event-stream/as-read", test_as_read);
    g_test_add_func("/event-stream/timestamps", test_timestamps);
    g_test_add_func("/event-stream/newest", test_newest);
    g_test_add_func("/event-stream/geojson", test_geojson);
    g_test_add_func("/event-stream/many", test_many);
    g_test_add_func("/event-stream/properties", test_properties);
    g_test_add_func("/event-stream/exceed", test_exceed);
    g_test_add_func("/event-stream/error", test_error);
    return g_test_run();
}
