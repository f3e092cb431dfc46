#include "compose/event_groups.h"

#include "compose/event_clusters.h"
#include "compose/near_groups.h"

#include <math.h>
#include <string.h>

/* Places nearer to each other than this look like one. */
#define NEAR_PX 3.0
/* Symbols set aside farther than this, or so many of places that get into each other, tell nobody
 * any more where they belong. */
#define MAX_REACH_PX 96.0
#define MAX_CROWD 30

gboolean event_is_of_area(const struct event *event)
{
    return event->status == EVENT_PLACED && event->precision >= PRECISION_ADMIN3 &&
           event->precision <= PRECISION_REGION;
}

static const char *text_property(const struct events *events, const struct event *event,
                                 const char *name)
{
    int slot = fields_find(events->fields, name);
    struct value id =
        slot >= 0 && (guint)slot < event->n_values ? event->values[slot] : value_absent();
    return id.type == VALUE_STRING && id.string[0] != '\0' ? id.string : NULL;
}

const char *event_area_id(const struct events *events, const struct event *event)
{
    return text_property(events, event, "area_id");
}

const char *event_area_level(const struct events *events, const struct event *event)
{
    return text_property(events, event, "area_level");
}

const char *event_admin1_id(const struct events *events, const struct event *event)
{
    return text_property(events, event, "admin1_id");
}

gint events_by_id(gconstpointer a, gconstpointer b)
{
    const struct composed_event *left = *(struct composed_event *const *)a;
    const struct composed_event *right = *(struct composed_event *const *)b;
    int order = strcmp(left->event->id, right->event->id);
    return order != 0 ? order : (gint)left->event->line - (gint)right->event->line;
}

/* Events by a key of theirs, in the order in which the keys are met. */
GPtrArray *events_group(struct composition *composition,
                        char *(*key_dup)(const struct composition *, const struct composed_event *))
{
    GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GHashTable) by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        g_autofree char *key = key_dup(composition, composed);
        if (key == NULL) {
            continue;
        }
        GPtrArray *group = g_hash_table_lookup(by_key, key);
        if (group == NULL) {
            group = g_ptr_array_new();
            g_ptr_array_add(groups, group);
            g_hash_table_insert(by_key, g_steal_pointer(&key), group);
        }
        g_ptr_array_add(group, composed);
    }
    for (guint i = 0; i < groups->len; i++) {
        g_ptr_array_sort(g_ptr_array_index(groups, i), events_by_id);
    }
    return groups;
}

/* A key that is the same for points that fall together on the page, to 0.01 px. */
char *event_point_key_dup(struct page_point at)
{
    return g_strdup_printf("%.0f,%.0f", at.x * 100, at.y * 100);
}

static char *point_key_dup(G_GNUC_UNUSED const struct composition *composition,
                           const struct composed_event *composed)
{
    return composed->status == COMPOSED_DRAWN && composed->radius_px > 0 &&
                   !event_is_of_area(composed->event)
               ? event_point_key_dup(composed->true_at)
               : NULL;
}

GArray *events_symbols(const GPtrArray *group)
{
    GArray *symbols = g_array_new(FALSE, TRUE, sizeof(struct spread_symbol));
    for (guint i = 0; i < group->len; i++) {
        const struct composed_event *composed = g_ptr_array_index(group, i);
        struct spread_symbol symbol = {.radius_px = composed->radius_px};
        g_array_append_val(symbols, symbol);
    }
    return symbols;
}

void events_set_shown(const GPtrArray *group, const GArray *symbols, struct page_point spot)
{
    for (guint i = 0; i < group->len; i++) {
        struct composed_event *composed = g_ptr_array_index(group, i);
        struct page_point offset = g_array_index(symbols, struct spread_symbol, i).at;
        composed->shown_at = (struct page_point){spot.x + offset.x, spot.y + offset.y};
    }
}

void events_note_place(struct composition *composition, const struct composed_event *composed,
                       double clearance_px)
{
    if (composed->place == NULL) {
        return;
    }
    const char *id = composed->place->id;
    struct place_events *here = g_hash_table_lookup(composition->events_by_place, id);
    if (here == NULL) {
        here = g_new0(struct place_events, 1);
        g_hash_table_insert(composition->events_by_place, g_strdup(id), here);
    }
    here->count++;
    here->clearance_px = fmax(here->clearance_px, clearance_px);
}

/* The events of known places that are to be drawn, by place: as events_group(). */
static GPtrArray *events_by_point(struct composition *composition)
{
    return events_group(composition, point_key_dup);
}

/* Groups that are all but at one place, as one. */
static GPtrArray *join_near(const GPtrArray *groups)
{
    GPtrArray *joined = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GArray) circles = g_array_new(FALSE, FALSE, sizeof(struct near_circle));
    guint n_joined;
    for (guint i = 0; i < groups->len; i++) {
        const struct composed_event *first =
            g_ptr_array_index((const GPtrArray *)g_ptr_array_index(groups, i), 0);
        struct near_circle circle = {first->true_at, NEAR_PX / 2};
        g_array_append_val(circles, circle);
    }
    g_autofree guint *numbers =
        near_groups_new((const struct near_circle *)(void *)circles->data, circles->len, &n_joined);
    for (guint i = 0; i < n_joined; i++) {
        g_ptr_array_add(joined, g_ptr_array_new());
    }
    for (guint i = 0; i < groups->len; i++) {
        g_ptr_array_extend(g_ptr_array_index(joined, numbers[i]), g_ptr_array_index(groups, i),
                           NULL, NULL);
    }
    return joined;
}

/* The largest first, then by id. */
static gint by_size(gconstpointer a, gconstpointer b)
{
    const GPtrArray *left = *(GPtrArray *const *)a, *right = *(GPtrArray *const *)b;
    return left->len != right->len ? (left->len > right->len ? -1 : 1)
                                   : events_by_id(&left->pdata[0], &right->pdata[0]);
}

/* Sets the symbols round the place of the first event, that of most of them; the circle that they
 * fill. */
static struct near_circle spread_group(GPtrArray *group)
{
    struct page_point spot = ((const struct composed_event *)group->pdata[0])->true_at;
    g_ptr_array_sort(group, events_by_id);
    g_autoptr(GArray) symbols = events_symbols(group);
    double reach = spread_on_rings((struct spread_symbol *)(void *)symbols->data, symbols->len);
    events_set_shown(group, symbols, spot);
    return (struct near_circle){spot, reach};
}

static void note_spread(struct composition *composition, const GPtrArray *group, double reach)
{
    for (guint i = 0; i < group->len; i++) {
        struct composed_event *composed = g_ptr_array_index(group, i);
        composed->moved = group->len > 1;
        composed->clearance_px = reach;
        events_note_place(composition, composed, reach);
    }
}

/* Groups of which the symbols get into each other. */
struct crowd {
    guint heaps, events; /* places of several events, and these */
    gboolean is_wide;
};

static struct crowd *crowds_new(const GPtrArray *groups, const struct near_circle *circles,
                                const guint *numbers, guint n_crowds)
{
    struct crowd *crowds = g_new0(struct crowd, MAX(n_crowds, 1));
    for (guint i = 0; i < groups->len; i++) {
        const GPtrArray *group = g_ptr_array_index(groups, i);
        struct crowd *crowd = &crowds[numbers[i]];
        crowd->heaps += group->len > 1;
        crowd->events += group->len > 1 ? group->len : 0;
        crowd->is_wide |= group->len > 1 && circles[i].radius_px > MAX_REACH_PX;
    }
    return crowds;
}

static void cluster_crowded(struct composition *composition, const GPtrArray *crowded)
{
    guint events = 0;
    if (crowded->len == 0) {
        return;
    }
    for (guint i = 0; i < crowded->len; i++) {
        events += ((const GPtrArray *)g_ptr_array_index(crowded, i))->len;
    }
    event_clusters_make(composition, crowded);
    diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                    "%u events are too many to be set side by side where they are: drawn as "
                    "symbols with their number (--coincident)",
                    events);
}

/* Side by side where there is room for it; else together as one symbol. */
static void spread_all(struct composition *composition)
{
    g_autoptr(GPtrArray) places = events_by_point(composition);
    g_ptr_array_sort(places, by_size);
    g_autoptr(GPtrArray) groups = join_near(places);
    g_autoptr(GPtrArray) crowded = g_ptr_array_new();
    g_autofree struct near_circle *circles = g_new(struct near_circle, MAX(groups->len, 1));
    guint n_crowds;
    for (guint i = 0; i < groups->len; i++) {
        circles[i] = spread_group(g_ptr_array_index(groups, i));
    }
    g_autofree guint *numbers = near_groups_new(circles, groups->len, &n_crowds);
    g_autofree struct crowd *crowds = crowds_new(groups, circles, numbers, n_crowds);
    for (guint i = 0; i < groups->len; i++) {
        const struct crowd *crowd = &crowds[numbers[i]];
        if (crowd->is_wide || (crowd->heaps > 1 && crowd->events > MAX_CROWD)) {
            g_ptr_array_add(crowded, g_ptr_array_index(groups, i));
        } else {
            note_spread(composition, g_ptr_array_index(groups, i), circles[i].radius_px);
        }
    }
    cluster_crowded(composition, crowded);
}

static void cluster_all(struct composition *composition)
{
    g_autoptr(GPtrArray) groups = events_by_point(composition);
    event_clusters_make(composition, groups);
}

static gint by_radius(gconstpointer a, gconstpointer b)
{
    const struct composed_event *left = *(struct composed_event *const *)a;
    const struct composed_event *right = *(struct composed_event *const *)b;
    return (left->radius_px < right->radius_px) - (left->radius_px > right->radius_px);
}

/* An event with one of its size at its place is hidden; a larger one shows round the smaller. */
static void stack_group(struct composition *composition, GPtrArray *group)
{
    g_ptr_array_sort(group, by_radius);
    for (guint i = 0; i < group->len; i++) {
        struct composed_event *composed = g_ptr_array_index(group, i);
        const struct composed_event *above =
            i + 1 < group->len ? g_ptr_array_index(group, i + 1) : NULL;
        composed->clearance_px = ((const struct composed_event *)group->pdata[0])->radius_px;
        events_note_place(composition, composed, composed->clearance_px);
        composition->stacked_hidden +=
            above != NULL && above->radius_px == composed->radius_px ? 1 : 0;
    }
}

static void stack_all(struct composition *composition)
{
    g_autoptr(GPtrArray) groups = events_by_point(composition);
    for (guint i = 0; i < groups->len; i++) {
        stack_group(composition, g_ptr_array_index(groups, i));
    }
    if (composition->stacked_hidden > 0) {
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "%u events are hidden: others of their size stand over them",
                        composition->stacked_hidden);
    }
}

void events_set_apart(struct composition *composition)
{
    switch (composition->map->coincident) {
    case COINCIDENT_SPREAD:
        spread_all(composition);
        break;
    case COINCIDENT_CLUSTER:
        cluster_all(composition);
        break;
    case COINCIDENT_STACK:
        stack_all(composition);
        break;
    }
}
