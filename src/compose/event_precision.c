#include "compose/event_precision.h"

#include "compose/event_groups.h"
#include "geo/geodesic.h"

#include <math.h>

#define RING_STEP_DEG 2
/* A circle that reaches a pole or half round the earth has no outline on a map. */
#define MAX_RING_KM 5000.0
#define DEGREE_KM 110.0
/* The outline is cut this far outside the frame, so that no cut edge is seen. */
#define RING_MARGIN_PX 24.0
#define DEFAULT_MAX_RINGS 60

static const char *const reasons[UNPLACED_REASONS] = {
    [UNPLACED_COUNTRY] = "known to the country only",
    [UNPLACED_OUTSIDE] = "at sea, in the air or abroad",
    [UNPLACED_AREA] = "known to an area only, of which no layer has the outline",
};

enum event_unplaced event_unplaced_by_precision(const struct event *event)
{
    return event->status != EVENT_PLACED           ? UNPLACED_NOT_LISTED
           : event->precision == PRECISION_COUNTRY ? UNPLACED_COUNTRY
           : event->precision == PRECISION_OUTSIDE ? UNPLACED_OUTSIDE
                                                   : UNPLACED_NOT_LISTED;
}

const char *event_unplaced_reason(enum event_unplaced reason)
{
    return reasons[reason];
}

/* ---- rings ---- */

static gboolean has_ring(const struct composed_event *composed)
{
    const struct event *event = composed->event;
    return composed->status == COMPOSED_DRAWN && !composed->is_clustered &&
           event->precision == PRECISION_NEAR && event->within_km > 0 &&
           event->within_km <= MAX_RING_KM &&
           fabs(event->at.lat) + event->within_km / DEGREE_KM < 90;
}

/* The same for events of one point and distance. */
static char *ring_key_dup(const struct composed_event *composed)
{
    g_autofree char *point = event_point_key_dup(composed->true_at);
    return g_strdup_printf("ring %s %.0f", point, composed->event->within_km * 1000);
}

static void fill_ring(struct geometry *ring, const struct event *event)
{
    geometry_clear(ring, GEOMETRY_POLYGON);
    geometry_begin_part(ring);
    for (guint angle = 0; angle <= 360; angle += RING_STEP_DEG) {
        struct lonlat at = geodesic_direct(event->at, angle % 360, event->within_km * 1000);
        /* In one piece, also across the antimeridian. */
        at.lon += 360 * round((event->at.lon - at.lon) / 360);
        geometry_add(ring, at.lon, at.lat);
    }
}

static void make_ring(struct composition *composition, struct projector *projector,
                      const struct event *event, const char *key)
{
    struct event_area *area = g_new0(struct event_area, 1);
    g_autoptr(Geometry) ring = geometry_new();
    g_autoptr(PagePath) path = page_path_new();
    fill_ring(ring, event);
    area->is_known = TRUE;
    if (projector_project(projector, ring, path)) {
        area->path = g_steal_pointer(&path);
    }
    g_hash_table_insert(composition->event_areas, g_strdup(key), area);
}

/* Keys of all rings -> the first event of each, in `order`. */
static GHashTable *collect_rings(struct composition *composition, GPtrArray *order)
{
    GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        char *key = has_ring(composed) ? ring_key_dup(composed) : NULL;
        if (key != NULL && g_hash_table_insert(keys, key, composed)) {
            g_ptr_array_add(order, key);
        }
    }
    return keys;
}

static guint max_rings(const struct composition *composition)
{
    const json_t *max =
        json_object_get(json_object_get(composition->style->metadata, "events"), "max-rings");
    return json_is_integer(max) ? (guint)CLAMP(json_integer_value(max), 0, G_MAXINT)
                                : DEFAULT_MAX_RINGS;
}

static void leave_out(struct composition *composition, const GPtrArray *order, GHashTable *keys)
{
    struct precision_counts *counts = &composition->precision_counts;
    counts->rings_left_out = order->len;
    for (guint i = 0; i < order->len; i++) {
        const struct composed_event *composed = g_hash_table_lookup(keys, order->pdata[i]);
        counts->widest_km = fmax(counts->widest_km, composed->event->within_km);
    }
}

static void set_ring_of_each(struct composition *composition)
{
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        gpointer kept;
        g_autofree char *key = has_ring(composed) ? ring_key_dup(composed) : NULL;
        if (key != NULL &&
            g_hash_table_lookup_extended(composition->event_areas, key, &kept, NULL)) {
            composed->area_id = kept;
        }
    }
}

void events_add_rings(struct composition *composition)
{
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    g_autoptr(GHashTable) keys = collect_rings(composition, order);
    if (order->len > max_rings(composition)) {
        leave_out(composition, order, keys);
        return;
    }
    g_autoptr(Projector) projector =
        projector_new(&composition->view, composition->view.wgs84, RING_MARGIN_PX);
    for (guint i = 0; i < order->len; i++) {
        const struct composed_event *composed = g_hash_table_lookup(keys, order->pdata[i]);
        make_ring(composition, projector, composed->event, order->pdata[i]);
    }
    set_ring_of_each(composition);
}

/* ---- age ---- */

void events_age(struct composition *composition)
{
    struct date_span *span = &composition->ages;
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_DRAWN) {
            date_span_widen(span, &composed->event->dates);
        }
    }
    events_set_ages(composition->events, span);
}

/* ---- counts ---- */

static void note_listed(struct composition *composition, const struct composed_event *const *firsts)
{
    const struct precision_counts *counts = &composition->precision_counts;
    for (guint i = 0; i < UNPLACED_REASONS; i++) {
        if (counts->unplaced[i] > 0 && firsts[i] != NULL) {
            diagnostics_add(composition->diagnostics, SEVERITY_NOTE,
                            event_path(composition->events, firsts[i]->event),
                            firsts[i]->event->line, "%u %s, '%s' the first: %s: not drawn",
                            counts->unplaced[i], counts->unplaced[i] == 1 ? "event" : "events",
                            firsts[i]->event->place, reasons[i]);
        }
    }
}

static gboolean is_widened(const struct composition *composition,
                           const struct composed_event *composed)
{
    return composed->status == COMPOSED_DRAWN && composed->area_id != NULL &&
           event_is_of_area(composed->event) && composed->event->precision != PRECISION_ADMIN1 &&
           g_strcmp0(composed->area_id, event_area_id(composition->events, composed->event)) != 0;
}

void events_count_precision(struct composition *composition)
{
    struct precision_counts *counts = &composition->precision_counts;
    const struct composed_event *firsts[UNPLACED_REASONS] = {NULL};
    const struct composed_event *widened = NULL;
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->status == COMPOSED_UNPLACED && composed->listed != UNPLACED_NOT_LISTED) {
            counts->unplaced[composed->listed]++;
            firsts[composed->listed] =
                firsts[composed->listed] != NULL ? firsts[composed->listed] : composed;
        } else if (is_widened(composition, composed)) {
            counts->widened++;
            widened = widened != NULL ? widened : composed;
        }
    }
    note_listed(composition, firsts);
    if (widened != NULL) {
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE,
                        event_path(composition->events, widened->event), widened->event->line,
                        "%u %s, '%s' the first: no layer has the district: drawn with the province",
                        counts->widened, counts->widened == 1 ? "event" : "events",
                        widened->event->place);
    }
}
