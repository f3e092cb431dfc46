#include "compose/event_select.h"

#include "base/error.h"

#include <string.h>

struct event_select {
    struct expression *filter; /* NULL: none */
    struct coarsening coarsening;
    struct event_test test;
    struct evaluation evaluation; /* with a store of its own */
    struct geometry *point;
    /* Events at which the filter failed. */
    guint failures;
    char *first_message, *first_path;
    guint first_line;
};

void event_select_free(struct event_select *select)
{
    if (select == NULL) {
        return;
    }
    expression_free(select->filter);
    value_store_free(select->evaluation.store);
    geometry_free(select->point);
    g_free(select->first_message);
    g_free(select->first_path);
    g_free(select);
}

/* ---- the filter ---- */

/* "[2][1]" as the pointer "/2/1". */
static char *pointer_dup(const char *key)
{
    GString *pointer = g_string_new(NULL);
    for (const char *p = key; *p != '\0'; p++) {
        if (*p == '[') {
            g_string_append_c(pointer, '/');
        } else if (*p != ']') {
            g_string_append_c(pointer, *p);
        }
    }
    return g_string_free(pointer, FALSE);
}

static gboolean refuse_filter(const struct json_text *json, const GPtrArray *problems,
                              GError **error)
{
    const struct expression_problem *problem = g_ptr_array_index(problems, 0);
    g_autofree char *pointer = pointer_dup(problem->key);
    guint line, column;
    json_text_locate(json, pointer, &line, &column);
    return set_usage_error(error, "filter:%u:%u: %s%s%s%s%s%s", line, column, problem->key,
                           problem->key[0] != '\0' ? ": " : "", problem->message,
                           problem->closest != NULL ? " Is \"" : "",
                           problem->closest != NULL ? problem->closest : "",
                           problem->closest != NULL ? "\" meant?" : "");
}

static gboolean parse_filter(struct event_select *select, const char *text, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(JsonText) json = json_text_parse("filter", text, strlen(text), &cause);
    if (json == NULL) {
        return set_usage_error(error, "%s", cause->message);
    }
    g_autoptr(GPtrArray) problems = expression_problems_new();
    select->filter = filter_expression_new(json->root, problems);
    return select->filter != NULL || refuse_filter(json, problems, error);
}

/* What only the place of an event gives. All else is in its row. */
static gboolean asks_for_place(const struct expression *filter)
{
    static const char *const placed[] = {"precision", "within_km", "placed_by", "place_id",
                                         "area_id",   "admin1_id", "area_level"};
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean asks = !expression_reads(filter, names) || expression_needs_lonlat(filter);
    for (guint i = 0; i < G_N_ELEMENTS(placed) && !asks; i++) {
        asks = g_hash_table_contains(names, placed[i]);
    }
    return asks;
}

static void note_failure(struct event_select *select, const struct events *events,
                         const struct event *event, char *message)
{
    if (select->failures++ == 0) {
        /* MapLibre's text quotes the value, which coarsening takes away. */
        gboolean hides = coarsening_is_on(&select->coarsening);
        select->first_message = g_strdup(hides ? "cannot be evaluated" : message);
        select->first_path = g_strdup(event_path(events, event));
        select->first_line = event->line;
    }
    g_free(message);
}

static gboolean accepts(gpointer data, const struct events *events, const struct event *event)
{
    struct event_select *select = data;
    struct feature feature;
    struct value result;
    char *message = NULL;
    geometry_clear(select->point, GEOMETRY_POINT);
    if (event->status == EVENT_PLACED) {
        geometry_begin_part(select->point);
        geometry_add(select->point, event->at.lon, event->at.lat);
    }
    event_feature(events, event, select->point, &feature);
    select->evaluation.feature = &feature;
    gboolean good = expression_evaluate(select->filter, &select->evaluation, &result, &message);
    gboolean accepted = good && result.type == VALUE_BOOLEAN && result.boolean;
    if (!good) {
        note_failure(select, events, event, message);
    }
    value_store_clear(select->evaluation.store);
    return accepted;
}

gboolean event_select_reads(const struct event_select *select, GHashTable *names)
{
    return select->filter == NULL || expression_reads(select->filter, names);
}

const struct coarsening *event_select_coarsening(const struct event_select *select)
{
    return &select->coarsening;
}

static gboolean is_redacted(const struct composition *composition, const char *name)
{
    return composition->map->redact != NULL &&
           g_strv_contains((const char *const *)composition->map->redact, name);
}

/* A misspelt column is no fault of the expression: the events would be left out in silence. */
static void note_unknown_names(const struct composition *composition)
{
    const struct fields *fields = composition->events->fields;
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!event_select_reads(composition->event_select, names)) {
        return;
    }
    g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_keys(names), (GCompareFunc)strcmp);
    for (const GList *each = sorted; each != NULL; each = each->next) {
        if (fields_find(fields, each->data) >= 0 || is_redacted(composition, each->data)) {
            continue;
        }
        const char *closest = fields_closest(fields, each->data);
        g_autofree char *shown = printable_dup(each->data);
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "filter: no events file has a column '%s'%s%s%s", shown,
                        closest != NULL ? "; is '" : "", closest != NULL ? closest : "",
                        closest != NULL ? "' meant?" : "");
    }
}

void event_select_report(const struct composition *composition)
{
    const struct event_select *select = composition->event_select;
    if (select->failures > 0) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, select->first_path,
                        select->first_line, "filter: %s: so for %u event%s, left out",
                        select->first_message, select->failures, select->failures == 1 ? "" : "s");
    }
    note_unknown_names(composition);
}

/* ---- the whole ---- */

struct event_select *event_select_new(const struct composition *composition, GError **error)
{
    const struct map *map = composition->map;
    g_autoptr(EventSelect) select = g_new0(struct event_select, 1);
    select->evaluation = composition->evaluation;
    select->evaluation.store = value_store_new();
    select->point = geometry_new();
    if (map->filter != NULL && !parse_filter(select, map->filter, error)) {
        return NULL;
    }
    if (map->coarsen != NULL && !coarsening_parse(map->coarsen, &select->coarsening)) {
        set_usage_error(error,
                        "coarsen '%s' is not a size from 100m to 1000km or admin1, for example 5km",
                        map->coarsen);
        return NULL;
    }
    if (map->last.count > 0 && map->from != NULL) {
        set_usage_error(error, "last and from both say where the window begins: give one of them");
        return NULL;
    }
    if (select->filter != NULL) {
        gboolean needs_place = asks_for_place(select->filter);
        select->test = (struct event_test){accepts, select, needs_place};
    }
    return g_steal_pointer(&select);
}

/* Back from the end of the window, or from the newest event. */
static gboolean find_window(struct composition *composition, const GPtrArray *sources,
                            const struct events_options *options, GError **error)
{
    const struct map_period *last = &composition->map->last;
    struct date_span *window = &composition->window;
    gboolean known = composition->map->to != NULL;
    gint day = window->last_day;
    if (last->count == 0) {
        return TRUE;
    }
    if (!known && !events_newest_day((struct source *const *)sources->pdata, sources->len, options,
                                     &known, &day, error)) {
        return FALSE;
    }
    if (!known) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "last: no event has a date: all are taken");
        return TRUE;
    }
    *window = (struct date_span){TRUE, date_window_first(day, last->count, last->unit), day};
    return TRUE;
}

static void warn_of_redacted(const struct composition *composition)
{
    const struct event_select *select = composition->event_select;
    char **redact = composition->map->redact;
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (select->filter == NULL || redact == NULL || !event_select_reads(select, names)) {
        return;
    }
    for (guint i = 0; redact[i] != NULL; i++) {
        if (g_hash_table_contains(names, redact[i])) {
            g_autofree char *shown = printable_dup(redact[i]);
            diagnostics_add(composition->diagnostics, SEVERITY_WARNING, NULL, 0,
                            "filter: '%s' is redacted: no event has it", shown);
        }
    }
}

gboolean event_select_open(struct composition *composition, const GPtrArray *sources,
                           struct events_options *options, GError **error)
{
    const struct event_select *select = composition->event_select;
    options->redact = (const char *const *)composition->map->redact;
    options->compare = composition->map->compare;
    options->coarsening = select->coarsening;
    options->window = &composition->window;
    options->test = select->filter != NULL ? &select->test : NULL;
    warn_of_redacted(composition);
    return find_window(composition, sources, options, error);
}
