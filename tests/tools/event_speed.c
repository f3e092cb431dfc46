/* event-speed FILE.csv: what the steps of a dense run cost, each on its own: rows read and typed,
 * ids compared, rows made events and placed, points projected (by the grid, and by proj_trans()
 * beside it), circles drawn. A line `NAME<tab>SECONDS` of processor time each, after the number of
 * rows. */
#include "event/event_stream.h"
#include "geo/view.h"
#include "scene/dots.h"

#include <proj.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void print_lap(const char *name, double *start)
{
    double now = now_s();
    printf("%s\t%.4f\n", name, now - *start);
    *start = now_s();
}

static void read_all(struct source *source)
{
    struct feature row;
    guint64 rows = 0;
    while (source_next(source, &row, NULL) == SOURCE_FEATURE) {
        rows++;
    }
    printf("rows\t%" G_GUINT64_FORMAT "\n", rows);
}

/* The positions of the events (struct coord). */
static GArray *stream_all(struct source *source, double *start)
{
    const struct events_options options = {.gazetteer = NULL};
    GArray *points = g_array_new(FALSE, FALSE, sizeof(struct coord));
    g_autoptr(GHashTable) properties = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(EventStream) stream = event_stream_new(&source, 1, &options, properties, NULL, NULL);
    print_lap("compare ids", start);
    const struct event *event;
    while ((event = event_stream_next(stream, NULL)) != NULL) {
        struct coord at = {event->at.lon, event->at.lat};
        g_array_append_val(points, at);
    }
    print_lap("read and place", start);
    return points;
}

static void open_view(struct view *view, struct projection **projection)
{
    const struct box bbox = {35.5, 34.9, 37.6, 37.0}, frame = {0, 0, 1200, 900};
    *projection = projection_new("auto", bbox, NULL);
    g_autoptr(Transform) wgs84 = transform_new(*projection, NULL, NULL);
    view_init(view, *projection, transform_box(wgs84, bbox), frame, NULL);
}

static void project_all(const GArray *points, struct page_point *pages, double *start)
{
    struct view view;
    struct projection *projection;
    open_view(&view, &projection);
    g_autoptr(Projector) projector = projector_new(&view, view.wgs84, 0);
    *start = now_s();
    for (guint i = 0; i < points->len; i++) {
        projector_place(projector, g_array_index(points, struct coord, i), &pages[i]);
    }
    print_lap("project", start);
    PJ_CONTEXT *context = proj_context_create();
    g_autofree char *text = g_strdup(projection_definition(projection));
    char *type = strstr(text, "+type=crs"); /* an operation is wanted */
    if (type != NULL) {
        memset(type, ' ', strlen("+type=crs"));
    }
    PJ *pj = proj_create(context, text);
    *start = now_s();
    for (guint i = 0; i < points->len; i++) {
        const struct coord *at = &g_array_index(points, struct coord, i);
        proj_trans(pj, PJ_FWD, proj_coord(proj_torad(at->x), proj_torad(at->y), 0, 0));
    }
    print_lap("proj_trans() beside it", start);
    proj_destroy(pj);
    proj_context_destroy(context);
    view_clear(&view);
    projection_free(projection);
}

static void draw_all(const struct page_point *pages, guint n, double *start)
{
    const struct dot_look look = {
        .radius_px = 3, .stroke_width_px = 1, .fill = {0, 0.35, 0.55, 1}, .stroke = {1, 1, 1, 1}};
    g_autoptr(Dots) dots = dots_new((struct box){0, 0, 1200, 900}, 1);
    const struct dot_ink ink = dots_ink(dots, &look);
    *start = now_s();
    for (guint i = 0; i < n; i++) {
        dots_add(dots, pages[i], &ink);
    }
    print_lap("draw", start);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    double start = now_s();
    g_autoptr(Source) source = argc > 1 ? source_open(argv[1], NULL, &error) : NULL;
    if (source == NULL) {
        fprintf(stderr, "event-speed: %s\n", error != NULL ? error->message : "which file?");
        return 1;
    }
    print_lap("open and check the encoding", &start);
    read_all(source);
    print_lap("read", &start);
    GArray *points = stream_all(source, &start);
    g_autofree struct page_point *pages = g_new0(struct page_point, points->len + 1);
    project_all(points, pages, &start);
    draw_all(pages, points->len, &start);
    g_array_unref(points);
    return 0;
}
