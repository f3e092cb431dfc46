#include "compose/event_groups.h"

#include <math.h>
#include <string.h>

gboolean event_is_of_area(const struct event *event)
{
    return event->status == EVENT_PLACED && event->precision >= PRECISION_ADMIN3;
}

const char *event_area_id(const struct events *events, const struct event *event)
{
    int slot = fields_find(events->fields, "area_id");
    struct value id =
        slot >= 0 && (guint)slot < event->n_values ? event->values[slot] : value_absent();
    return id.type == VALUE_STRING && id.string[0] != '\0' ? id.string : NULL;
}

static gint by_id(gconstpointer a, gconstpointer b)
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
        g_ptr_array_sort(g_ptr_array_index(groups, i), by_id);
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

static void note_place(struct composition *composition, const struct composed_event *composed,
                       double clearance_px)
{
    if (composed->event->found == NULL) {
        return;
    }
    const char *id = composed->event->found->id;
    struct place_events *here = g_hash_table_lookup(composition->events_by_place, id);
    if (here == NULL) {
        here = g_new0(struct place_events, 1);
        g_hash_table_insert(composition->events_by_place, g_strdup(id), here);
    }
    here->count++;
    here->clearance_px = fmax(here->clearance_px, clearance_px);
}

void events_spread_coincident(struct composition *composition)
{
    g_autoptr(GPtrArray) groups = events_group(composition, point_key_dup);
    for (guint i = 0; i < groups->len; i++) {
        const GPtrArray *group = g_ptr_array_index(groups, i);
        g_autoptr(GArray) symbols = events_symbols(group);
        double reach = spread_on_rings((struct spread_symbol *)(void *)symbols->data, symbols->len);
        const struct composed_event *first = g_ptr_array_index(group, 0);
        events_set_shown(group, symbols, first->true_at);
        for (guint j = 0; j < group->len; j++) {
            struct composed_event *composed = g_ptr_array_index(group, j);
            composed->moved = group->len > 1;
            composed->clearance_px = reach;
            note_place(composition, composed, reach);
        }
    }
}
