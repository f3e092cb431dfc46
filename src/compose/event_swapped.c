#include "compose/event_swapped.h"

static gboolean is_in_frame(const struct view *view, struct lonlat at)
{
    struct projected projected;
    if (!transform_point(view->wgs84, (struct coord){at.lon, at.lat}, &projected)) {
        return FALSE;
    }
    struct page_point point = view_to_page(view, projected);
    return box_contains(view->frame, point.x, point.y);
}

gboolean event_exchanged(const struct event *event, struct lonlat *exchanged)
{
    *exchanged = (struct lonlat){event->at.lat, event->at.lon};
    return exchanged->lat >= -90 && exchanged->lat <= 90;
}

static void count(struct swapped_tally *tally, const struct view *view, const struct event *event)
{
    struct lonlat exchanged;
    if (event->status != EVENT_PLACED || event->found != NULL) {
        return;
    }
    tally->placed++;
    tally->swapped += event_exchanged(event, &exchanged) && !is_in_frame(view, event->at) &&
                      is_in_frame(view, exchanged);
}

void events_warn_tallies(const struct composition *composition, const struct swapped_tally *tallies)
{
    const GPtrArray *files = composition->events->files;
    for (guint i = 0; i < files->len; i++) {
        const struct events_file *file = g_ptr_array_index(files, i);
        if (tallies[i].swapped > tallies[i].placed / 2) {
            diagnostics_add(composition->diagnostics, SEVERITY_WARNING, file->path, 0,
                            "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                            " coordinates lie outside the frame and would lie in it with "
                            "latitude and longitude exchanged: are they swapped? They are drawn as "
                            "they are",
                            tallies[i].swapped, tallies[i].placed);
        }
    }
}

void events_warn_swapped(struct composition *composition)
{
    const struct events *events = composition->events;
    g_autofree struct swapped_tally *tallies = g_new0(struct swapped_tally, events->files->len + 1);
    for (guint i = 0; i < events->events->len; i++) {
        const struct event *event = g_ptr_array_index(events->events, i);
        count(&tallies[event->file], &composition->view, event);
    }
    events_warn_tallies(composition, tallies);
}
