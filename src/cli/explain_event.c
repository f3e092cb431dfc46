#include "cli/explanation.h"

#include "compose/event_groups.h"
#include "compose/event_numbers.h"
#include "compose/key_row.h"

#include <math.h>
#include <string.h>

#define MM_PER_PX (25.4 / 96)

/* Takes the members of `more`. */
static void add_all(json_t *object, json_t *more)
{
    json_object_update(object, more);
    json_decref(more);
}

static json_t *text_json(const char *text)
{
    g_autofree char *valid = text != NULL ? g_utf8_make_valid(text, -1) : NULL;
    return valid != NULL ? json_string(valid) : json_null();
}

/* --- the row --- */

static json_t *deaths_json(const struct event *event)
{
    return event->deaths_known ? json_pack("{s:o, s:o, s:o}", "best", number_json(event->deaths, 6),
                                           "low", number_json(event->deaths_low, 6), "high",
                                           number_json(event->deaths_high, 6))
                               : json_null();
}

static json_t *explain_row(struct explanation *explanation, const struct composed_event *composed)
{
    const struct composition *composition = explanation->composition;
    const struct event *event = composed->event;
    const char *path = event_path(composition->events, event);
    char first[16], last[16], buffer[VALUE_NUMBER_TEXT];
    const char *type = event_column_text(composition, event, COLUMN_EVENT_TYPE, buffer);
    struct key_row row;
    key_row_init(&row, composition, composed);
    explanation_say(explanation, "Event %s: %s:%u.", event->id, path, event->line);
    explanation_say(
        explanation, "  Read: date %s; type %s; deaths %s%s%s; place '%s'.",
        row.date[0] != '\0' ? row.date : "not known", type[0] != '\0' ? type : "not given",
        row.deaths[0] != '\0' ? row.deaths : "not known", event->claim != NULL ? "; a claim: " : "",
        event->claim != NULL ? event->claim : "", event->place);
    key_row_clear(&row);
    return json_pack(
        "{s:o, s:o, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "id", text_json(event->id), "file",
        text_json(path), "line", (int)event->line, "place", text_json(event->place), "date_from",
        event->dates.known ? json_string(date_iso(event->dates.first_day, first)) : json_null(),
        "date_to",
        event->dates.known ? json_string(date_iso(event->dates.last_day, last)) : json_null(),
        "type", type[0] != '\0' ? text_json(type) : json_null(), "deaths", deaths_json(event),
        "claim", text_json(event->claim));
}

/* --- the place --- */

static void say_coordinates(struct explanation *explanation, const struct event *event)
{
    g_autofree char *lon = number_dup(event->at.lon, 6);
    g_autofree char *lat = number_dup(event->at.lat, 6);
    explanation_say(explanation, "  Placed by %s at longitude %s, latitude %s; known as: %s.",
                    event->placed_by, lon, lat, precision_name(event->precision));
    if (explanation->composition->map->coarsen != NULL) {
        explanation_say(explanation, "  Moved there by --coarsen: where it was is not kept.");
    }
    if (event->precision == PRECISION_NEAR && event->within_km > 0) {
        g_autofree char *km = number_dup(event->within_km, 1);
        explanation_say(explanation, "  It may lie up to %s km from there.", km);
    }
}

static json_t *explain_placing(struct explanation *explanation, const struct event *event)
{
    const struct events_options options = {
        .gazetteer = explanation->gazetteer,
        .frame = &explanation->composition->frame_lonlat,
    };
    gboolean by_name = event->found != NULL || event->status == EVENT_UNPLACED;
    const struct place_answer *answer =
        by_name ? event_answer(explanation->composition->events, event, &options) : NULL;
    gboolean is_placed = event->status == EVENT_PLACED;
    json_t *placing = json_pack("{s:o, s:o, s:o, s:o}", "gazetteer",
                                explain_answer(explanation, event->place, answer), "placed_by",
                                is_placed ? text_json(event->placed_by) : json_null(), "lon",
                                number_json(is_placed ? event->at.lon : NAN, 7), "lat",
                                number_json(is_placed ? event->at.lat : NAN, 7));
    place_answer_unref(answer);
    if (is_placed) {
        say_coordinates(explanation, event);
        json_object_set_new(placing, "precision", json_string(precision_name(event->precision)));
    }
    return placing;
}

static json_t *explain_projection(struct explanation *explanation,
                                  const struct composed_event *composed)
{
    const struct composition *composition = explanation->composition;
    const char *crs = projection_name(composition->projection);
    struct coord at = {composed->event->at.lon, composed->event->at.lat};
    double accuracy_m;
    g_autofree char *operation = transform_operation_dup(composition->view.wgs84, at, &accuracy_m);
    g_autofree char *x = number_dup(composed->at.x, 3), *y = number_dup(composed->at.y, 3);
    g_autofree char *number = number_dup(accuracy_m, 3);
    g_autofree char *metres = g_strdup_printf("changed, accurate to about %s m", number);
    explanation_say(explanation, "  In %s: x %s, y %s, from WGS 84%s%s.", crs, x, y,
                    operation != NULL ? " by " : "", operation != NULL ? operation : "");
    explanation_say(explanation, "  Datum: %s.",
                    accuracy_m > 0      ? metres
                    : isnan(accuracy_m) ? "how accurately it is changed is not known"
                                        : "not changed, there are formulas only");
    return json_pack("{s:s, s:o, s:o, s:o, s:o}", "crs", crs, "operation", text_json(operation),
                     "accuracy_m", number_json(accuracy_m, 3), "x", number_json(composed->at.x, 3),
                     "y", number_json(composed->at.y, 3));
}

/* --- the page --- */

static json_t *explain_layers(struct explanation *explanation,
                              const struct composed_event *composed)
{
    const struct composition *composition = explanation->composition;
    json_t *list = json_array();
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < composed->n_layers; i++) {
        guint index = g_array_index(composition->event_layers, guint, composed->first_layer + i);
        const struct composed_layer *layer = composition->layers->pdata[index];
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", layer->layer->id);
        json_array_append_new(list, text_json(layer->layer->id));
    }
    if (composed->n_layers > 0) {
        explanation_say(explanation, "  Layers that take it: %s.", names->str);
    } else if (composition->aggregate != NULL) {
        explanation_say(explanation, "  Drawn together with others: see --aggregate.");
    } else if (composed->is_clustered) {
        explanation_say(explanation, "  Drawn as one symbol with others: see --coincident.");
    }
    return list;
}

static json_t *explain_page(struct explanation *explanation, const struct composed_event *composed)
{
    struct page_point shown = composed->shown_at, point = composed->true_at;
    g_autofree char *px = number_dup(shown.x, 2), *py = number_dup(shown.y, 2);
    g_autofree char *x_mm = number_dup(shown.x * MM_PER_PX, 1);
    g_autofree char *y_mm = number_dup(shown.y * MM_PER_PX, 1);
    explanation_say(explanation,
                    "  On the page: %s, %s px (%s, %s mm) from the top left, at the middle of its "
                    "symbol.",
                    px, py, x_mm, y_mm);
    if (event_is_of_area(composed->event)) {
        explanation_say(explanation, "  That spot stands for the whole area, chosen where it "
                                     "hides least.");
    } else if (composed->moved) {
        g_autofree char *off = number_dup(hypot(shown.x - point.x, shown.y - point.y), 1);
        explanation_say(explanation,
                        "  Set aside by %s px from its point, which others share; a "
                        "tie leads there.",
                        off);
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "px", number_json(shown.x, 2), "py",
                     number_json(shown.y, 2), "x_mm", number_json(shown.x * MM_PER_PX, 2), "y_mm",
                     number_json(shown.y * MM_PER_PX, 2), "point_px", number_json(point.x, 2),
                     "point_py", number_json(point.y, 2));
}

static gboolean is_of(const struct label *label, const struct composed_event *composed)
{
    return label->owner >= composed->first_owner && label->owner <= composed->last_owner;
}

/* A symbol layer that takes an event makes a label of it, but for one reason: see symbol.c. */
static void explain_repetitions(struct explanation *explanation,
                                const struct composed_event *composed, json_t *list)
{
    const struct composition *composition = explanation->composition;
    for (guint i = 0; i < composed->n_layers; i++) {
        guint index = g_array_index(composition->event_layers, guint, composed->first_layer + i);
        const struct style_layer *layer =
            ((const struct composed_layer *)composition->layers->pdata[index])->layer;
        gboolean has_label = layer->type != LAYER_SYMBOL;
        for (guint j = 0; j < labels_count(composition->labels) && !has_label; j++) {
            const struct label *label = labels_get(composition->labels, j);
            has_label = is_of(label, composed) && strcmp(label->layer_id, layer->id) == 0;
        }
        if (!has_label) {
            explanation_say(explanation,
                            "  Layer %s makes no label of it: the same name stands near.",
                            layer->id);
            json_array_append_new(
                list, json_pack("{s:s, s:s}", "layer", layer->id, "status", "repeated"));
        }
    }
}

static json_t *explain_labels(struct explanation *explanation,
                              const struct composed_event *composed)
{
    const struct composition *composition = explanation->composition;
    json_t *list = json_array();
    for (guint i = 0; i < labels_count(composition->labels); i++) {
        const struct label *label = labels_get(composition->labels, i);
        if (is_of(label, composed)) {
            json_array_append_new(list, explain_label(explanation, label));
        }
    }
    explain_repetitions(explanation, composed, list);
    return list;
}

/* --- why not --- */

static json_t *explain_superseded(struct explanation *explanation, const struct event *event)
{
    const struct events *events = explanation->composition->events;
    for (guint i = 0; i < events->events->len; i++) {
        const struct event *other = events->events->pdata[i];
        if (other->status != EVENT_SUPERSEDED && strcmp(other->id, event->id) == 0) {
            const char *path = event_path(events, other);
            explanation_say(explanation, "  Not drawn: %s:%u has the same id and is newer.", path,
                            other->line);
            return json_pack("{s:o, s:i}", "file", text_json(path), "line", (int)other->line);
        }
    }
    explanation_say(explanation, "  Not drawn: another row has the same id and is newer.");
    return json_null();
}

static json_t *explain_refusal(struct explanation *explanation,
                               const struct composed_event *composed)
{
    static const struct {
        const char *name, *text;
    } refusals[] = {
        [REFUSED_BY_WINDOW] = {"window", "its date lies outside --from, --to or --last"},
        [REFUSED_BY_FILTER] = {"filter", "--filter refuses it"},
        [REFUSED_BY_SOURCE] = {"source", "the filter of the style's events source refuses it"},
        [REFUSED_BY_LAYERS] = {"layers", "the filters of all layers refuse it"},
    };
    explanation_say(explanation, "  Not drawn: %s.", refusals[composed->refused_by].text);
    return json_string(refusals[composed->refused_by].name);
}

static json_t *explain_distance(struct explanation *explanation,
                                const struct composed_event *composed)
{
    double px, km;
    explain_outside(explanation->composition, composed->true_at, composed->event->at, &px, &km);
    g_autofree char *far = number_dup(km, 1), *far_px = number_dup(px, 1);
    if (isnan(px)) {
        explanation_say(explanation, "  Not drawn: the map's projection has no place for it.");
    } else if (px == 0) {
        explanation_say(explanation, "  Not drawn: the area that it is known to has no part in the "
                                     "frame.");
    } else {
        explanation_say(explanation, "  Not drawn: %s km (%s px) outside the frame.", far, far_px);
    }
    return json_pack("{s:o, s:o}", "km", number_json(km, 3), "px", number_json(px, 2));
}

static void explain_status(struct explanation *explanation, const struct composed_event *composed,
                           json_t *json)
{
    switch (composed->status) {
    case COMPOSED_DRAWN:
        json_object_set_new(json, "status", json_string("drawn"));
        break;
    case COMPOSED_OUTSIDE:
        json_object_set_new(json, "status", json_string("outside"));
        json_object_set_new(json, "outside_by", explain_distance(explanation, composed));
        break;
    case COMPOSED_FILTERED:
        json_object_set_new(json, "status", json_string("filtered"));
        json_object_set_new(json, "filtered_by", explain_refusal(explanation, composed));
        break;
    case COMPOSED_UNPLACED:
        json_object_set_new(json, "status", json_string("unplaced"));
        explanation_say(explanation, "  Not drawn: it has no place.");
        break;
    case COMPOSED_SUPERSEDED:
        json_object_set_new(json, "status", json_string("superseded"));
        json_object_set_new(json, "superseded_by",
                            explain_superseded(explanation, composed->event));
        break;
    case COMPOSED_NO_ROOM:
        json_object_set_new(json, "status", json_string("no_room"));
        explanation_say(explanation, "  Not drawn: its symbols found no room beside others.");
        break;
    }
}

static void explain_number(struct explanation *explanation, const struct composed_event *composed,
                           json_t *json)
{
    const struct composition *composition = explanation->composition;
    for (guint i = 1; i <= event_numbers_count(composition); i++) {
        if (event_numbers_get(composition, i) == composed) {
            explanation_say(explanation, "  Number %u of the key table.", i);
            json_object_set_new(json, "number", json_integer(i));
        }
    }
}

json_t *explain_event(struct explanation *explanation, const struct composed_event *composed)
{
    json_t *json = explain_row(explanation, composed);
    add_all(json, explain_placing(explanation, composed->event));
    if (isfinite(composed->at.x)) {
        json_object_set_new(json, "projection", explain_projection(explanation, composed));
    }
    explain_status(explanation, composed, json);
    if (composed->status == COMPOSED_DRAWN || composed->status == COMPOSED_NO_ROOM) {
        json_object_set_new(json, "page", explain_page(explanation, composed));
        json_object_set_new(json, "layers", explain_layers(explanation, composed));
        json_object_set_new(json, "labels", explain_labels(explanation, composed));
        explain_number(explanation, composed, json);
    }
    return json;
}
