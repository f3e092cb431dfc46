/* What becomes of an event once it is known which rows are superseded. One way for all readers. */
#include "event/event_reader.h"

static void filter(struct event *event)
{
    event->status = EVENT_FILTERED;
    event->placed_by = "";
}

static gboolean is_in_window(const struct event_reader *reader, const struct event *event)
{
    const struct date_span *window = reader->options->window;
    if (window == NULL || !window->known) {
        return TRUE;
    }
    if (!event->dates.known) {
        event_warn(reader, event, "an event without a known date is kept in the date window");
        return TRUE;
    }
    return event->dates.last_day >= window->first_day && event->dates.first_day <= window->last_day;
}

/* `placed`: is the event placed as far as can be? A test that asks for that has to wait. */
static gboolean is_accepted(const struct event_reader *reader, const struct event *event,
                            gboolean placed)
{
    const struct event_test *test = reader->options->test;
    return test == NULL || !test->needs_place != !placed ||
           test->accepts(test->data, reader->events, event);
}

static void hide(const struct event_reader *reader, struct event *event, guint64 row)
{
    if (reader->hides_id || coarsening_is_on(&reader->options->coarsening)) {
        char id[32];
        g_snprintf(id, sizeof id, "row-%" G_GUINT64_FORMAT, row);
        event->id = value_store_string(reader->store, id, -1);
    }
    if (coarsening_is_on(&reader->options->coarsening)) {
        event_coarsen(reader, event);
    }
}

void event_settle(const struct event_reader *reader, struct event *event, guint64 row)
{
    if (event->change == EVENT_SAME || !is_in_window(reader, event) ||
        !is_accepted(reader, event, FALSE)) {
        filter(event);
    } else {
        event_place(reader, event);
        if (!is_accepted(reader, event, TRUE)) {
            filter(event);
        }
    }
    hide(reader, event, row);
}

void event_settle_superseded(const struct event_reader *reader, struct event *event, guint64 row)
{
    hide(reader, event, row);
}
