#include "cli/explanation.h"

#include "base/error.h"
#include "geo/geodesic.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

void explanation_say(struct explanation *explanation, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *line = printable_line_dup(text);
    g_string_append_printf(explanation->text, "%s\n", line);
}

static double rounded(double number, guint decimals)
{
    double scale = pow(10, decimals);
    return round(number * scale) / scale + 0.0;
}

char *number_dup(double number, guint decimals)
{
    char text[VALUE_NUMBER_TEXT];
    return g_strdup(value_number_text(rounded(number, decimals), text));
}

json_t *number_json(double number, guint decimals)
{
    return isfinite(number) ? json_real(rounded(number, decimals)) : json_null();
}

void explain_outside(const struct composition *composition, struct page_point at,
                     struct lonlat lonlat, double *px, double *km)
{
    const struct view *view = &composition->view;
    struct page_point edge = {CLAMP(at.x, view->frame.xmin, view->frame.xmax),
                              CLAMP(at.y, view->frame.ymin, view->frame.ymax)};
    struct lonlat edge_lonlat;
    *px = hypot(at.x - edge.x, at.y - edge.y);
    *km = *px == 0 ? 0 : NAN;
    if (*px > 0 && view_page_to_lonlat(view, edge, &edge_lonlat)) {
        *km = geodesic_distance_m(lonlat, edge_lonlat, NULL) / 1000;
    }
}

/* --- the gazetteer --- */

static json_t *place_json(const struct gazetteer *gazetteer, const struct place *place)
{
    const struct place *unit = gazetteer_admin1_of(gazetteer, place);
    g_autofree char *name = g_utf8_make_valid(place->name, -1);
    g_autofree char *id = g_utf8_make_valid(place->id, -1);
    g_autofree char *area = g_utf8_make_valid(unit != NULL ? unit->name : place->admin1_code, -1);
    g_autofree char *code = g_utf8_make_valid(place->feature_code, -1);
    g_autofree char *country = g_utf8_make_valid(place->country_code, -1);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "id", id, "name", name,
                     "feature_code", code, "admin1", area, "country", country, "lon",
                     number_json(place->at.lon, 7), "lat", number_json(place->at.lat, 7),
                     "population", number_json(place->population > 0 ? place->population : NAN, 0));
}

static void say_candidates(struct explanation *explanation, const char *name,
                           const GPtrArray *candidates)
{
    explanation_say(explanation, "  Gazetteer: '%s' may be any of %u places:", name,
                    candidates->len);
    for (guint i = 0; i < candidates->len; i++) {
        g_autofree char *place =
            gazetteer_describe_dup(explanation->gazetteer, candidates->pdata[i]);
        explanation_say(explanation, "    %s", place);
    }
}

static void say_place(struct explanation *explanation, const char *name,
                      const struct place_answer *answer)
{
    g_autofree char *place = gazetteer_describe_dup(explanation->gazetteer, answer->place);
    g_autofree char *score = number_dup(answer->score, 2);
    explanation_say(explanation, "  Gazetteer: '%s' is %s, id %s; match %s, score %s.", name, place,
                    answer->place->id, match_tier_name(answer->tier), score);
    if (answer->relation == PLACE_NEAR) {
        explanation_say(explanation, "  The name says near that place, not at it.");
    } else if (answer->relation == PLACE_BETWEEN) {
        g_autofree char *other = gazetteer_describe_dup(explanation->gazetteer, answer->other);
        explanation_say(explanation, "  The name says between that place and %s: half way.", other);
    } else if (answer->relation == PLACE_UNIT) {
        explanation_say(explanation, "  The name says the district of that place.");
    }
}

json_t *explain_answer(struct explanation *explanation, const char *name,
                       const struct place_answer *answer)
{
    if (answer == NULL) {
        return json_null();
    }
    json_t *candidates = json_array();
    for (guint i = 0; i < answer->candidates->len; i++) {
        json_array_append_new(candidates,
                              place_json(explanation->gazetteer, answer->candidates->pdata[i]));
    }
    if (answer->place != NULL) {
        say_place(explanation, name, answer);
    } else if (answer->candidates->len > 0) {
        say_candidates(explanation, name, answer->candidates);
    } else {
        explanation_say(explanation, "  Gazetteer: '%s' is not in %s%s.", name,
                        gazetteer_path(explanation->gazetteer),
                        answer->elsewhere ? " within its province or country, but elsewhere" : "");
    }
    return json_pack("{s:s, s:o, s:o, s:o}", "tier", match_tier_name(answer->tier), "score",
                     number_json(answer->place != NULL ? answer->score : NAN, 4), "place",
                     answer->place != NULL ? place_json(explanation->gazetteer, answer->place)
                                           : json_null(),
                     "candidates", candidates);
}

/* --- labels --- */

/* A label's text in one line: that which the scene has, or would have. */
static char *label_name_dup(const struct label *label)
{
    const struct text *text = label->shown != NULL ? label->shown : label->text;
    if (text == NULL) {
        return g_strdup_printf("the icon of layer %s", label->layer_id);
    }
    g_auto(GStrv) lines = g_strsplit(text->utf8, "\n", -1);
    g_autofree char *name = g_strjoinv(" / ", lines);
    return g_strdup_printf("label '%s' of layer %s", name, label->layer_id);
}

static const struct label *label_of_owner(const struct composition *composition, guint owner)
{
    for (guint i = 0; i < labels_count(composition->labels); i++) {
        const struct label *label = labels_get(composition->labels, i);
        if (label->owner == owner && (label->text != NULL || label->shown != NULL)) {
            return label;
        }
    }
    return NULL;
}

static const struct composed_event *event_of_owner(const struct composition *composition,
                                                   guint owner)
{
    for (guint i = 0; i < composition->composed_events->len; i++) {
        const struct composed_event *composed =
            &g_array_index(composition->composed_events, struct composed_event, i);
        if (composed->first_owner <= owner && owner <= composed->last_owner) {
            return composed;
        }
    }
    return NULL;
}

static char *blocker_dup(const struct composition *composition, struct box_hit hit)
{
    if (hit.tag >= BOX_TAG_FURNITURE) {
        return g_strdup_printf("the %s", furniture_names[hit.tag - BOX_TAG_FURNITURE]);
    }
    if (hit.tag > 0) {
        return label_name_dup(labels_get(composition->labels, hit.tag - 1));
    }
    const struct composed_event *event =
        hit.owner > 0 ? event_of_owner(composition, hit.owner) : NULL;
    if (event != NULL) {
        return g_strdup_printf("the symbol of event %s", event->event->id);
    }
    const struct label *label = hit.owner > 0 ? label_of_owner(composition, hit.owner) : NULL;
    g_autofree char *name = label != NULL ? label_name_dup(label) : NULL;
    return name != NULL ? g_strdup_printf("the dot of %s", name)
                        : g_strdup("a symbol without a name");
}

static const char *reason_name(enum label_reason reason)
{
    static const char *const names[] = {
        [LABEL_DRAWN] = "drawn",       [LABEL_NO_POSITION] = "no_position",
        [LABEL_OUTSIDE] = "outside",   [LABEL_REPEATED] = "repeated",
        [LABEL_BLOCKED] = "collision", [LABEL_DOT_GONE] = "dot_gave_way",
    };
    return names[reason];
}

static void say_missing(struct explanation *explanation, const struct label *label,
                        const char *name, const char *blocker)
{
    guint tried = MIN(label->positions->len, LABEL_MAX_POSITIONS);
    switch (label->reason) {
    case LABEL_DRAWN:
        break;
    case LABEL_NO_POSITION:
        explanation_say(explanation, "  Missing: %s; there is nowhere for it to stand.", name);
        break;
    case LABEL_OUTSIDE:
        explanation_say(explanation, "  Missing: %s; it would leave the frame.", name);
        break;
    case LABEL_REPEATED:
        explanation_say(explanation, "  Missing: %s; the same name stands near.", name);
        break;
    case LABEL_BLOCKED:
        explanation_say(explanation,
                        "  Missing: %s; %s is in the way of its best position, and none of "
                        "the %u tried is free.",
                        name, blocker, tried);
        break;
    case LABEL_DOT_GONE:
        explanation_say(explanation,
                        "  Missing: %s; its dot gave way to a label that matters more.", name);
        break;
    }
}

json_t *explain_label(struct explanation *explanation, const struct label *label)
{
    gboolean has_position = label->positions->len > 0;
    const struct label_position *position =
        has_position ? &g_array_index(label->positions, struct label_position, label->position)
                     : NULL;
    const struct text *text = label->shown != NULL ? label->shown : label->text;
    gboolean is_drawn = label->reason == LABEL_DRAWN;
    g_autofree char *name = label_name_dup(label);
    g_autofree char *blocker = label->reason == LABEL_BLOCKED
                                   ? blocker_dup(explanation->composition, label->blocker)
                                   : NULL;
    if (is_drawn && position != NULL) {
        g_autofree char *x = number_dup(position->at.x, 1);
        g_autofree char *y = number_dup(position->at.y, 1);
        explanation_say(explanation, "  Drawn: %s, at the point %s, %s px.", name, x, y);
    } else {
        say_missing(explanation, label, name, blocker);
    }
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "layer", label->layer_id, "text",
                     text != NULL ? text->utf8 : "", "status", reason_name(label->reason), "px",
                     number_json(position != NULL ? position->at.x : NAN, 2), "py",
                     number_json(position != NULL ? position->at.y : NAN, 2), "blocked_by",
                     blocker != NULL ? json_string(blocker) : json_null());
}
