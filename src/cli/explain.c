/* `idlibmap explain`: why an event or a place stands on a map as it does, or does not. */
#include "cli/commands.h"

#include "base/error.h"
#include "cli/explanation.h"
#include "cli/map_options.h"
#include "compose/compose.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A label of the base map that has the place's name belongs to it within this distance. */
#define SAME_PLACE_PX 40.0
#define MM_PER_PX (25.4 / 96)

/* --- a place --- */

static gboolean has_line(const struct label *label, const char *name)
{
    const struct text *text = label->shown != NULL ? label->shown : label->text;
    if (text == NULL || name == NULL || name[0] == '\0') {
        return FALSE;
    }
    g_auto(GStrv) lines = g_strsplit(text->utf8, "\n", -1);
    g_autofree char *wanted = g_utf8_casefold(name, -1);
    gboolean found = FALSE;
    for (guint i = 0; lines[i] != NULL && !found; i++) {
        g_autofree char *line = g_utf8_casefold(lines[i], -1);
        found = strcmp(line, wanted) == 0;
    }
    return found;
}

/* Labels with the place's name near its point; those of areas stand anywhere in them. */
static json_t *explain_base_labels(struct explanation *explanation, const struct place *place,
                                   const char *name, struct page_point at)
{
    const struct composition *composition = explanation->composition;
    json_t *list = json_array();
    for (guint i = 0; i < labels_count(composition->labels); i++) {
        const struct label *label = labels_get(composition->labels, i);
        if (label->positions->len == 0 ||
            !(has_line(label, place->name) || has_line(label, place->ascii_name) ||
              has_line(label, name))) {
            continue;
        }
        struct page_point where =
            g_array_index(label->positions, struct label_position, label->position).at;
        if (place->admin_level > 0 || hypot(where.x - at.x, where.y - at.y) <= SAME_PLACE_PX) {
            json_array_append_new(list, explain_label(explanation, label));
        }
    }
    if (json_array_size(list) == 0) {
        explanation_say(explanation, "  No layer of the base map has a label of that name there.");
    }
    return list;
}

static json_t *events_at(struct explanation *explanation, const struct place *place)
{
    const struct composition *composition = explanation->composition;
    json_t *list = json_array();
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct event *event =
            g_array_index(composition->composed_events, struct composed_event, i).event;
        if (event->found == place) {
            g_autofree char *id = g_utf8_make_valid(event->id, -1);
            explanation_say(explanation, "  Event %s was placed there.", id);
            json_array_append_new(list, json_string(id));
        }
    }
    return list;
}

static void explain_position(struct explanation *explanation, const struct place_answer *answer,
                             const char *name, json_t *json)
{
    const struct composition *composition = explanation->composition;
    struct page_point at;
    double px, km;
    if (!view_lonlat_to_page(&composition->view, answer->at, &at)) {
        explanation_say(explanation, "  The map's projection has no place for it.");
        return;
    }
    explain_outside(composition, at, answer->at, &px, &km);
    g_autofree char *x = number_dup(at.x, 2), *y = number_dup(at.y, 2);
    g_autofree char *x_mm = number_dup(at.x * MM_PER_PX, 1);
    g_autofree char *y_mm = number_dup(at.y * MM_PER_PX, 1);
    g_autofree char *far = number_dup(km, 1);
    if (px > 0) {
        explanation_say(explanation, "  It lies %s km outside the frame.", far);
    } else {
        explanation_say(explanation, "  On the page: %s, %s px (%s, %s mm) from the top left.", x,
                        y, x_mm, y_mm);
        json_object_set_new(json, "labels",
                            explain_base_labels(explanation, answer->place, name, at));
    }
    json_object_set_new(json, "px", number_json(at.x, 2));
    json_object_set_new(json, "py", number_json(at.y, 2));
    json_object_set_new(json, "outside_km", number_json(km, 3));
}

json_t *explain_place(struct explanation *explanation, const char *name)
{
    const struct place_query query = {.name = name,
                                      .frame = &explanation->composition->frame_lonlat};
    const struct place_answer *answer = gazetteer_find(explanation->gazetteer, &query);
    explanation_say(explanation, "Place '%s':", name);
    json_t *json = json_pack("{s:s, s:o}", "place", name, "gazetteer",
                             explain_answer(explanation, name, answer));
    if (answer->place != NULL) {
        explain_position(explanation, answer, name, json);
        json_object_set_new(json, "events", events_at(explanation, answer->place));
    }
    place_answer_unref(answer);
    return json;
}

/* --- the command --- */

/* The events of that id: several where rows are superseded. */
static json_t *explain_events(struct explanation *explanation, const char *id)
{
    const GArray *events = explanation->composition->composed_events;
    json_t *list = json_array();
    for (guint i = 0; i < events->len; i++) {
        const struct composed_event *composed = &g_array_index(events, struct composed_event, i);
        if (strcmp(composed->event->id, id) == 0) {
            json_array_append_new(list, explain_event(explanation, composed));
        }
    }
    return list;
}

static gboolean print(const struct explanation *explanation, const json_t *json, gboolean as_json)
{
    gboolean ok;
    if (as_json) {
        char *text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
        ok = printf("%s\n", text) >= 0;
        free(text);
    } else {
        ok = fputs(explanation->text->str, stdout) >= 0;
    }
    return fflush(stdout) == 0 && ok;
}

/* "there is neither an event nor a place"; the exit status tells it too. */
static gboolean is_known(const json_t *events, const json_t *place)
{
    return json_array_size(events) > 0 ||
           json_string_length(json_object_get(json_object_get(place, "gazetteer"), "tier")) > 0;
}

static gboolean explain(const struct composition *composition, const struct gazetteer *gazetteer,
                        const char *what, gboolean as_json, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    struct explanation explanation = {composition, gazetteer, text};
    json_t *json = json_object();
    json_t *events = explain_events(&explanation, what), *place = NULL;
    if (json_array_size(events) == 0) {
        place = explain_place(&explanation, what);
        json_object_set_new(json, "place", place);
    }
    json_object_set_new(json, "events", events);
    gboolean known = is_known(events, place);
    if (!known) {
        g_autofree char *shown = printable_dup(what);
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "'%s' is neither the id of an event nor a place of the gazetteer", shown);
    } else if (!print(&explanation, json, as_json)) {
        known = FALSE;
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "standard output cannot be written");
    }
    json_decref(json);
    return known;
}

gboolean explain_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                         GError **error)
{
    const GPtrArray *operands = arguments->operands;
    if (operands->len < 1 || operands->len > 2) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "explain takes a MAP, which may be left out, and the id of an event or the "
                    "name of a place, not %u operands",
                    operands->len);
        return FALSE;
    }
    const char *map_file = operands->len == 2 ? operands->pdata[0] : NULL;
    const char *what = operands->pdata[operands->len - 1];
    g_autoptr(Map) map = map_from_arguments(arguments, map_file, diagnostics, error);
    if (map == NULL) {
        return FALSE;
    }
    map->dense_above = G_MAXUINT; /* a dense run keeps nothing that could be explained */
    g_autoptr(Composition) composition = compose(map, diagnostics, error);
    if (composition == NULL) {
        return FALSE;
    }
    g_autoptr(Gazetteer) own = NULL;
    if (composition->gazetteer == NULL) {
        own = gazetteer_load(map->gazetteer, diagnostics, error);
        if (own == NULL) {
            return FALSE;
        }
    }
    return explain(composition, own != NULL ? own : composition->gazetteer, what,
                   arguments_has(arguments, "json"), error);
}
