/* What styling costs beside projecting: a radius by interpolation and a colour by match for
 * 1,000,000 events, against proj_trans() of as many points. Prints seconds of processor time. */
#include "style/properties.h"

#include <proj.h>
#include <time.h>

#define EVENTS 1000000u
#define ROUNDS 3   /* the fastest counts */
#define ROWS 1024u /* events that differ, used in turn */

struct events {
    struct fields *fields;
    struct value values[ROWS][2]; /* fatalities, kind */
};

static double now_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void events_init(struct events *events)
{
    static const char *const kinds[] = {"airstrike", "shelling", "clash", "protest", "other"};
    events->fields = fields_new();
    fields_add(events->fields, "fatalities");
    fields_add(events->fields, "kind");
    for (guint i = 0; i < ROWS; i++) {
        events->values[i][0] = value_number(i * 37 % 120);
        events->values[i][1] = value_string(kinds[i * 7 % G_N_ELEMENTS(kinds)]);
    }
}

static struct expression *compile(const char *text, enum property property)
{
    json_t *json = json_loads(text, 0, NULL);
    struct expression *expression =
        property_expression_new(json, property_row(property)->type, NULL);
    json_decref(json);
    g_assert(expression);
    return expression;
}

/* Seconds for all events; `sum` keeps the work from being left out. */
static double evaluate_all(const struct events *events, const struct expression *expression,
                           double *sum)
{
    g_autoptr(ValueStore) store = value_store_new();
    struct feature feature = {.fields = events->fields, .n_values = 2};
    struct evaluation evaluation = {.feature = &feature, .zoom = 8, .store = store};
    double start = now_s();
    for (guint i = 0; i < EVENTS; i++) {
        struct value value;
        feature.values = events->values[i % ROWS];
        if (expression_evaluate(expression, &evaluation, &value, NULL))
            *sum += value.type == VALUE_NUMBER ? value.number : 1;
        value_store_clear(store);
    }
    return now_s() - start;
}

static double fastest(const struct events *events, const char *text, enum property property,
                      double *sum)
{
    g_autoptr(Expression) expression = compile(text, property);
    double best = G_MAXDOUBLE;
    for (int i = 0; i < ROUNDS; i++)
        best = MIN(best, evaluate_all(events, expression, sum));
    return best;
}

static double project_all(double *sum)
{
    PJ *projection = proj_create_crs_to_crs(NULL, "EPSG:4326", "EPSG:32637", NULL);
    double best = G_MAXDOUBLE;
    for (int round = 0; projection && round < ROUNDS; round++) {
        double start = now_s();
        for (guint i = 0; i < EVENTS; i++) {
            PJ_COORD at = proj_coord(35 + i % ROWS * 1e-3, 36 + i % 777 * 1e-3, 0, 0);
            *sum += proj_trans(projection, PJ_FWD, at).xy.x;
        }
        best = MIN(best, now_s() - start);
    }
    proj_destroy(projection);
    return best;
}

int main(void)
{
    struct events *events = g_new0(struct events, 1);
    double sum = 0;
    events_init(events);
    double radius =
        fastest(events, "[\"interpolate\",[\"linear\"],[\"get\",\"fatalities\"],0,3,100,20]",
                PROPERTY_CIRCLE_RADIUS, &sum);
    double color = fastest(events,
                           "[\"match\",[\"get\",\"kind\"],\"airstrike\",\"#c00\",\"shelling\","
                           "\"#e60\",\"clash\",\"#00c\",\"protest\",\"#080\",\"#888\"]",
                           PROPERTY_CIRCLE_COLOR, &sum);
    double projected = project_all(&sum);
    g_print("radius by interpolate %.3f s, colour by match %.3f s, together %.3f s; proj_trans "
            "%.3f s (for 1,000,000 each)\n",
            radius, color, radius + color, projected);
    fields_free(events->fields);
    g_free(events);
    return sum > 0 ? 0 : 1;
}
