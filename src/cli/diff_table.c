#include "cli/diff_table.h"

#include "base/csv_text.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#define DEGREE_FORMAT "%.7f"

static gboolean is_listed(const struct event *event)
{
    gboolean taken = event->status == EVENT_PLACED || event->status == EVENT_UNPLACED;
    return taken && event->change != EVENT_NOT_COMPARED && event->change != EVENT_SAME;
}

struct diff_counts diff_count(const struct events *events)
{
    struct diff_counts counts = {0};
    for (guint i = 0; i < events->events->len; i++) {
        const struct event *event = g_ptr_array_index(events->events, i);
        gboolean listed = is_listed(event);
        counts.added += listed && event->change == EVENT_ADDED;
        counts.changed += listed && event->change == EVENT_CHANGED;
        counts.removed += listed && event->change == EVENT_REMOVED;
        counts.same += event->change == EVENT_SAME;
    }
    return counts;
}

/* ---- what is told of an event ---- */

struct change {
    const char *column;
    char *before, *after; /* "" where the cell is empty */
};

static void change_free(gpointer data)
{
    struct change *change = data;
    g_free(change->before);
    g_free(change->after);
    g_free(change);
}

static char *value_text_dup(const struct event *event, guint slot)
{
    char number[VALUE_NUMBER_TEXT];
    struct value value = slot < event->n_values ? event->values[slot] : value_absent();
    return g_strdup(value.type == VALUE_STRING    ? value.string
                    : value.type == VALUE_NUMBER  ? value_number_text(value.number, number)
                    : value.type == VALUE_BOOLEAN ? (value.boolean ? "true" : "false")
                                                  : "");
}

static char *point_dup(struct lonlat at)
{
    char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(lat, sizeof lat, DEGREE_FORMAT, at.lat);
    g_ascii_formatd(lon, sizeof lon, DEGREE_FORMAT, at.lon);
    return g_strdup_printf("%s %s", lat, lon);
}

static void add_change(GPtrArray *changes, const char *column, char *before, char *after)
{
    struct change *change = g_new(struct change, 1);
    *change = (struct change){column, before, after};
    g_ptr_array_add(changes, change);
}

/* The columns in which an event differs from its older row, in the order of the older file. */
static GPtrArray *changes_new(const struct events *events, const struct event *event)
{
    GPtrArray *changes = g_ptr_array_new_with_free_func(change_free);
    for (guint i = 0; event->change == EVENT_CHANGED && i < events->compared->len; i++) {
        guint slot = g_array_index(events->compared, guint, i);
        if (event_column_changed(event, slot)) {
            add_change(changes, fields_name(events->fields, slot),
                       value_text_dup(event->before, slot), value_text_dup(event, slot));
        }
    }
    if (event->change == EVENT_CHANGED && event->moved) {
        add_change(changes, "position", point_dup(event->before->at), point_dup(event->at));
    }
    return changes;
}

enum fact {
    FACT_CHANGE,
    FACT_ID,
    FACT_DATE,
    FACT_TYPE,
    FACT_PLACE,
    FACT_LATITUDE,
    FACT_LONGITUDE,
    FACT_DEATHS,
    FACT_COUNT,
};

static const struct {
    const char *name;  /* a column of CSV and JSON */
    const char *title; /* of HTML */
} facts[FACT_COUNT] = {
    [FACT_CHANGE] = {"change", "Change"},          [FACT_ID] = {"event_id_cnty", "Event"},
    [FACT_DATE] = {"event_date", "Date"},          [FACT_TYPE] = {"event_type", "Type"},
    [FACT_PLACE] = {"location", "Place"},          [FACT_LATITUDE] = {"latitude", "Latitude"},
    [FACT_LONGITUDE] = {"longitude", "Longitude"}, [FACT_DEATHS] = {"fatalities", "Deaths"},
};

static char *degrees_dup(const struct event *event, double degrees)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    char number[VALUE_NUMBER_TEXT];
    if (event->status != EVENT_PLACED) {
        return g_strdup("");
    }
    g_ascii_formatd(text, sizeof text, DEGREE_FORMAT, degrees);
    return g_strdup(value_number_text(g_ascii_strtod(text, NULL), number));
}

static char *date_dup(const struct event *event)
{
    char first[16], last[16];
    if (!event->dates.known) {
        return g_strdup("");
    }
    date_iso(event->dates.first_day, first);
    date_iso(event->dates.last_day, last);
    return event->dates.first_day == event->dates.last_day ? g_strdup(first)
                                                           : g_strdup_printf("%s/%s", first, last);
}

static char *fact_dup(const struct events *events, const struct event *event, enum fact fact)
{
    char number[VALUE_NUMBER_TEXT];
    int type;
    switch (fact) {
    case FACT_CHANGE:
        return g_strdup(event_change_name(event->change));
    case FACT_ID:
        return g_strdup(event->id);
    case FACT_DATE:
        return date_dup(event);
    case FACT_TYPE:
        type = fields_find(events->fields, facts[FACT_TYPE].name);
        return type >= 0 ? value_text_dup(event, (guint)type) : g_strdup("");
    case FACT_PLACE:
        return g_strdup(event->place);
    case FACT_LATITUDE:
        return degrees_dup(event, event->at.lat);
    case FACT_LONGITUDE:
        return degrees_dup(event, event->at.lon);
    case FACT_DEATHS:
        return g_strdup(event->deaths_known ? value_number_text(event->deaths, number) : "");
    case FACT_COUNT:
        break;
    }
    return g_strdup("");
}

/* Calls `visit` for each event listed: added, then changed, then removed, each in the order of the
 * files. */
typedef void (*event_visitor)(const struct events *events, const struct event *event,
                              gpointer data);

static void each_listed(const struct events *events, event_visitor visit, gpointer data)
{
    for (enum event_change change = EVENT_ADDED; change <= EVENT_REMOVED; change++) {
        for (guint i = 0; i < events->events->len; i++) {
            const struct event *event = g_ptr_array_index(events->events, i);
            if (is_listed(event) && event->change == change) {
                visit(events, event, data);
            }
        }
    }
}

static GBytes *bytes_of(GString *text)
{
    gsize length = text->len;
    return g_bytes_new_take(g_string_free(text, FALSE), length);
}

/* ---- CSV ---- */

static void csv_row(const struct events *events, const struct event *event,
                    const struct change *change, GString *csv)
{
    for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
        g_autofree char *text = fact_dup(events, event, fact);
        csv_append_cell(csv, text);
        g_string_append_c(csv, ',');
    }
    csv_append_cell(csv, change != NULL ? change->column : "");
    g_string_append_c(csv, ',');
    csv_append_cell(csv, change != NULL ? change->before : "");
    g_string_append_c(csv, ',');
    csv_append_cell(csv, change != NULL ? change->after : "");
    g_string_append(csv, "\r\n");
}

static void csv_event(const struct events *events, const struct event *event, gpointer data)
{
    g_autoptr(GPtrArray) changes = changes_new(events, event);
    for (guint i = 0; i < MAX(changes->len, 1); i++) {
        csv_row(events, event, i < changes->len ? changes->pdata[i] : NULL, data);
    }
}

static GBytes *write_csv(const struct events *events)
{
    GString *csv = g_string_new(NULL);
    for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
        g_string_append_printf(csv, "%s,", facts[fact].name);
    }
    g_string_append(csv, "column,old,new\r\n");
    each_listed(events, csv_event, csv);
    return bytes_of(csv);
}

/* ---- JSON ---- */

static json_t *fact_json(const struct events *events, const struct event *event, enum fact fact)
{
    g_autofree char *text = fact_dup(events, event, fact);
    gboolean is_number = fact == FACT_LATITUDE || fact == FACT_LONGITUDE || fact == FACT_DEATHS;
    return text[0] == '\0' ? json_null()
           : is_number     ? json_real(g_ascii_strtod(text, NULL))
                           : json_string(text);
}

static void json_event(const struct events *events, const struct event *event, gpointer data)
{
    json_t *object = json_object(), *list = json_array();
    g_autoptr(GPtrArray) changes = changes_new(events, event);
    for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
        json_object_set_new(object, facts[fact].name, fact_json(events, event, fact));
    }
    for (guint i = 0; i < changes->len; i++) {
        const struct change *change = changes->pdata[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "column", change->column, "old",
                                              change->before, "new", change->after));
    }
    json_object_set_new(object, "changes", list);
    json_array_append_new(data, object);
}

static json_t *path_json(const struct events *events, guint file)
{
    const struct events_file *of = g_ptr_array_index(events->files, file);
    g_autofree char *valid = g_utf8_make_valid(of->path, -1);
    return json_string(valid);
}

static GBytes *write_json(const struct events *events)
{
    struct diff_counts counts = diff_count(events);
    json_t *list = json_array();
    each_listed(events, json_event, list);
    json_t *root =
        json_pack("{s:o, s:o, s:i, s:i, s:i, s:i, s:o}", "old", path_json(events, 0), "new",
                  path_json(events, 1), "added", (int)counts.added, "changed", (int)counts.changed,
                  "removed", (int)counts.removed, "same", (int)counts.same, "events", list);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(root);
    GString *with_newline = g_string_new(text);
    free(text);
    g_string_append_c(with_newline, '\n');
    return bytes_of(with_newline);
}

/* ---- HTML ---- */

static void append_escaped(GString *html, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *escaped = g_markup_escape_text(valid, -1);
    g_string_append(html, escaped);
}

static void html_changes(GString *html, const GPtrArray *changes)
{
    for (guint i = 0; i < changes->len; i++) {
        const struct change *change = changes->pdata[i];
        g_string_append(html, i == 0 ? "<b>" : "<br><b>");
        append_escaped(html, change->column);
        g_string_append(html, "</b>: <del>");
        append_escaped(html, change->before);
        g_string_append(html, "</del> → <ins>");
        append_escaped(html, change->after);
        g_string_append(html, "</ins>");
    }
}

static void html_event(const struct events *events, const struct event *event, gpointer data)
{
    GString *html = data;
    g_autoptr(GPtrArray) changes = changes_new(events, event);
    g_string_append_printf(html, "<tr class=\"%s\">", event_change_name(event->change));
    for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
        g_autofree char *text = fact_dup(events, event, fact);
        g_string_append(html, fact == FACT_ID         ? "<th scope=\"row\">"
                              : fact >= FACT_LATITUDE ? "<td class=\"n\">"
                                                      : "<td dir=\"auto\">");
        append_escaped(html, text);
        g_string_append(html, fact == FACT_ID ? "</th>" : "</td>");
    }
    g_string_append(html, "<td dir=\"auto\">");
    html_changes(html, changes);
    g_string_append(html, "</td></tr>\n");
}

static void html_name(GString *html, const struct events *events, guint file)
{
    const struct events_file *of = g_ptr_array_index(events->files, file);
    g_autofree char *name = g_path_get_basename(of->path);
    append_escaped(html, name);
}

static GBytes *write_html(const struct events *events)
{
    struct diff_counts counts = diff_count(events);
    GString *html =
        g_string_new("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    html_name(html, events, 0);
    g_string_append(html, " → ");
    html_name(html, events, 1);
    g_string_append(
        html,
        "</title>\n<style>\nbody{font:14px/1.4 \"Noto "
        "Sans\",sans-serif;margin:1.5em;color:#1f1f1f}\n"
        "table{border-collapse:collapse}\ncaption{text-align:start;font-weight:bold;padding:0 0 "
        ".6em}\n"
        "th,td{text-align:start;vertical-align:top;padding:.25em .7em;border-top:1px solid #ccc}\n"
        "td.n{text-align:end;font-variant-numeric:tabular-nums}\n"
        "tr.added td:first-child{border-left:4px solid #009e73}\n"
        "tr.changed td:first-child{border-left:4px solid #e69f00}\n"
        "tr.removed td:first-child{border-left:4px solid #d55e00}\n</style>\n<table>\n<caption>");
    html_name(html, events, 0);
    g_string_append(html, " → ");
    html_name(html, events, 1);
    g_string_append_printf(html,
                           ": %u added, %u changed, %u removed, %u the same</caption>\n<thead><tr>",
                           counts.added, counts.changed, counts.removed, counts.same);
    for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
        g_string_append_printf(html, "<th scope=\"col\">%s</th>", facts[fact].title);
    }
    g_string_append(html, "<th scope=\"col\">What changed</th></tr></thead>\n<tbody>\n");
    each_listed(events, html_event, html);
    g_string_append(html, "</tbody>\n</table>\n</html>\n");
    return bytes_of(html);
}

const struct table_format diff_formats[] = {
    {"csv", ".csv", write_csv},
    {"html", ".html", write_html},
    {"json", ".json", write_json},
    {NULL, NULL, NULL},
};
