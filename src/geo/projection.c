#include "geo/projection.h"

#include "base/error.h"
#include "geo/crs_text.h"
#include "geo/proj_session.h"

#include <math.h>
#include <string.h>

/* A definition longer than this is no CRS. */
#define CRS_TEXT_MAX (64 * 1024)

struct projection {
    gboolean is_known;
    struct known_crs known; /* set when is_known */
    char *definition;
    char *name;
    gboolean geographic;
    double metres_per_unit;
    struct box area;
    struct session *offline;  /* never opens a file; made when needed */
    struct session *database; /* with proj.db; made when needed */
    PJ *crs;                  /* in `database`; made when needed */
    PJ *from_wgs84;           /* normalised, in `database`; NULL when is_known */
    struct axes axes;
};

struct transform {
    struct session *session;
    PJ *forward; /* NULL when the two CRSs are the same */
    /* A copy, so that going back does not change the operation PROJ holds for going forward. */
    PJ *inverse;
    struct axes source, map;
    gboolean flipped; /* either of them asks for something */
    gboolean from_geographic;
    gboolean used;
    char *operation;        /* its only operation's name; NULL when PROJ chooses among several */
    GHashTable *operations; /* set of char *, owned */
    GPtrArray *names;       /* the answer of transform_operations() */
};

/* The projection's context of a kind. A projection is const to its users; its contexts are a cache.
 */
static struct session *projection_session(const struct projection *projection, gboolean offline)
{
    struct projection *own = (struct projection *)projection;
    struct session **session = offline ? &own->offline : &own->database;
    if (*session == NULL) {
        *session = session_new(offline);
    }
    g_string_truncate((*session)->reason, 0);
    return *session;
}

/* ---- the map's CRS ---- */

static PJ *projection_crs(const struct projection *projection, GError **error)
{
    struct projection *own = (struct projection *)projection;
    if (own->crs == NULL) {
        struct session *session = projection_session(projection, FALSE);
        own->crs = crs_new(session, projection->definition, error);
    }
    return own->crs;
}

static gboolean computes_at(PJ *operation, double lon, double lat)
{
    PJ_COORD out = proj_trans(operation, PJ_FWD, proj_coord(lon, lat, 0, HUGE_VAL));
    return isfinite(out.xy.x) && isfinite(out.xy.y);
}

static gboolean computes_somewhere(PJ *operation, struct box area)
{
    for (int i = 1; i < 10; i++) {
        for (int j = 1; j < 10; j++) {
            if (computes_at(operation, area.xmin + (area.xmax - area.xmin) * i / 10,
                            area.ymin + (area.ymax - area.ymin) * j / 10)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* PROJ makes an object of a CRS whose method it lacks, and then gives no result at any point. Tried
 * on a copy: what PROJ chose for these points must not count as used. */
static gboolean check_computes(const struct projection *projection, struct box frame,
                               GError **error)
{
    struct session *session = projection->database;
    struct box world = {-180, -90, 180, 90};
    struct box area = box_is_empty(projection->area) ? world : projection->area;
    PJ *copy = proj_clone(session->context, projection->from_wgs84);
    gboolean computes =
        copy != NULL && ((!box_is_empty(frame) && computes_somewhere(copy, frame)) ||
                         computes_somewhere(copy, area));
    proj_destroy(copy);
    if (!computes) {
        g_string_truncate(session->reason, 0);
        proj_as_proj_string(session->context, projection->crs, PJ_PROJ_5, NULL); /* says why */
        set_proj_error(error, projection->definition, session);
    }
    return computes;
}

static void describe(struct projection *projection)
{
    struct session *session = projection->database;
    const char *name = proj_get_name(projection->crs);
    gboolean nameless = name == NULL || *name == '\0' || g_str_equal(name, "unknown");
    double si_per_unit;
    projection->name = g_strdup(nameless ? projection->definition : name);
    projection->geographic = crs_is_geographic(session, projection->crs);
    projection->area = crs_area(session, projection->crs);
    projection->axes = crs_axes(session, projection->crs, &si_per_unit);
    projection->metres_per_unit = si_per_unit;
    if (projection->geographic) {
        projection->metres_per_unit *= crs_equator_radius_m(session, projection->crs);
    }
}

static gboolean init_from_database(struct projection *projection, struct box frame, GError **error)
{
    struct session *session = projection_session(projection, FALSE);
    if (projection_crs(projection, error) == NULL) {
        return FALSE;
    }
    describe(projection);
    PJ *wgs84 = crs_new(session, "EPSG:4326", error);
    if (wgs84 == NULL) {
        return FALSE;
    }
    projection->from_wgs84 = operation_new(session, wgs84, projection->crs);
    proj_destroy(wgs84);
    if (projection->from_wgs84 == NULL) {
        set_proj_error(error, projection->definition, session);
        return FALSE;
    }
    return check_computes(projection, frame, error);
}

static gboolean init_known(struct projection *projection, GError **error)
{
    const struct known_crs *known = &projection->known;
    projection->axes = plain_axes;
    projection->name = g_strdup(known->name);
    projection->area = known->area;
    projection->geographic = known->step == NULL;
    projection->metres_per_unit = projection->geographic ? 6378137 * G_PI / 180 : 1;
    if (projection->geographic) {
        return TRUE;
    }
    struct session *session = projection_session(projection, TRUE);
    PJ *operation = operation_new_from_steps(session, NULL, known->step);
    if (operation == NULL) {
        set_proj_error(error, projection->definition, session);
        return FALSE;
    }
    proj_destroy(operation);
    return TRUE;
}

/* "36.55°E", "2°S". */
static char *degrees_text(double degrees, char positive, char negative)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    double rounded = round(fabs(degrees) * 100) / 100;
    g_ascii_formatd(buffer, sizeof buffer, "%.10g", rounded);
    return g_strdup_printf("%s°%c", buffer, degrees < 0 ? negative : positive);
}

static void name_auto(struct projection *projection, struct box frame)
{
    g_autofree char *method = g_steal_pointer(&projection->name);
    g_autofree char *lon = degrees_text((frame.xmin + frame.xmax) / 2, 'E', 'W');
    g_autofree char *lat = degrees_text((frame.ymin + frame.ymax) / 2, 'N', 'S');
    projection->name = g_strdup_printf("%s centred on %s %s", method, lat, lon);
}

struct projection *projection_new(const char *crs, struct box frame_lonlat, GError **error)
{
    g_autoptr(Projection) projection = g_new0(struct projection, 1);
    gboolean is_auto = g_str_equal(crs, "auto");
    if (strlen(crs) > CRS_TEXT_MAX) {
        set_crs_error(error, crs, "the definition is too long");
        return NULL;
    }
    projection->definition = is_auto ? auto_crs(frame_lonlat, error) : g_strdup(crs);
    if (projection->definition == NULL) {
        return NULL;
    }
    projection->is_known = known_crs_init(&projection->known, projection->definition);
    gboolean ok = projection->is_known ? init_known(projection, error)
                                       : init_from_database(projection, frame_lonlat, error);
    if (!ok) {
        return NULL;
    }
    if (is_auto) {
        name_auto(projection, frame_lonlat);
    }
    return g_steal_pointer(&projection);
}

void projection_free(struct projection *projection)
{
    if (projection == NULL) {
        return;
    }
    if (projection->is_known) {
        known_crs_clear(&projection->known);
    }
    proj_destroy(projection->from_wgs84);
    proj_destroy(projection->crs);
    session_release(projection->offline);
    session_release(projection->database);
    g_free(projection->definition);
    g_free(projection->name);
    g_free(projection);
}

const char *projection_definition(const struct projection *projection)
{
    return projection->definition;
}

const char *projection_name(const struct projection *projection)
{
    return projection->name;
}

gboolean projection_is_geographic(const struct projection *projection)
{
    return projection->geographic;
}

double projection_metres_per_unit(const struct projection *projection)
{
    return projection->metres_per_unit;
}

struct box projection_area_of_use(const struct projection *projection)
{
    return projection->area;
}

/* ---- from a source's CRS to the map's ---- */

static struct transform *transform_alloc(struct session *session)
{
    struct transform *transform = g_new0(struct transform, 1);
    transform->session = session_hold(session);
    transform->source = plain_axes;
    transform->map = plain_axes;
    transform->operations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    transform->names = g_ptr_array_new();
    return transform;
}

static char *known_operation_name(const struct known_crs *source, const struct known_crs *map)
{
    if (source->operation == NULL) {
        return g_strdup(map->operation);
    }
    return g_strconcat("Inverse of ", source->operation, map->operation == NULL ? NULL : " + ",
                       map->operation, NULL);
}

static struct transform *transform_new_known(const struct projection *projection,
                                             const struct known_crs *source, GError **error)
{
    const struct known_crs *map = &projection->known;
    struct session *session = projection_session(projection, TRUE);
    g_autoptr(Transform) transform = transform_alloc(session);
    transform->from_geographic = source->step == NULL;
    if (g_strcmp0(source->step, map->step) == 0) {
        return g_steal_pointer(&transform);
    }
    transform->operation = known_operation_name(source, map);
    transform->forward = operation_new_from_steps(session, source->step, map->step);
    if (transform->forward == NULL) {
        set_proj_error(error, source->definition, session);
        return NULL;
    }
    transform->inverse = proj_clone(session->context, transform->forward);
    return g_steal_pointer(&transform);
}

/* The name of the only operation, without the steps that normalisation put around it. */
static char *only_operation_name(PJ *operation)
{
    const char *name = proj_pj_info(operation).description;
    if (name == NULL || g_str_has_prefix(name, "unavailable")) {
        return NULL;
    }
    const char *start = name;
    if (g_str_has_prefix(start, PROJ_AXIS_CHANGE " + ")) {
        start += strlen(PROJ_AXIS_CHANGE " + ");
    }
    gboolean swaps_back = g_str_has_suffix(start, " + " PROJ_AXIS_CHANGE);
    return g_strndup(start, strlen(start) - (swaps_back ? strlen(" + " PROJ_AXIS_CHANGE) : 0));
}

/* For an operation that PROJ looked up. Takes `forward`. */
static struct transform *transform_new_with(const struct projection *projection, PJ *forward,
                                            struct axes source, gboolean from_geographic)
{
    struct transform *transform = transform_alloc(projection->database);
    transform->forward = forward;
    transform->inverse = proj_clone(projection->database->context, forward);
    transform->operation = only_operation_name(forward);
    transform->source = source;
    transform->map = projection->axes;
    transform->flipped = !axes_are_plain(source) || !axes_are_plain(projection->axes);
    transform->from_geographic = from_geographic;
    return transform;
}

static struct transform *transform_new_database(const struct projection *projection,
                                                const char *source_crs, GError **error)
{
    struct session *session = projection_session(projection, FALSE);
    const PJ *map = projection_crs(projection, error);
    PJ *source = map == NULL ? NULL : crs_new(session, source_crs, error);
    if (source == NULL) {
        return NULL;
    }
    double si_per_unit;
    gboolean geographic = crs_is_geographic(session, source);
    struct axes axes = crs_axes(session, source, &si_per_unit);
    PJ *forward = operation_new(session, source, map);
    proj_destroy(source);
    if (forward == NULL) {
        set_proj_error(error, source_crs, session);
        return NULL;
    }
    return transform_new_with(projection, forward, axes, geographic);
}

struct transform *transform_new(const struct projection *projection, const char *source_crs,
                                GError **error)
{
    if (source_crs != NULL && strlen(source_crs) > CRS_TEXT_MAX) {
        set_crs_error(error, source_crs, "the definition is too long");
        return NULL;
    }
    struct known_crs source;
    if (!known_crs_init(&source, source_crs)) {
        return transform_new_database(projection, source_crs, error);
    }
    struct transform *transform;
    if (projection->is_known) {
        transform = transform_new_known(projection, &source, error);
    } else if (source.step == NULL) {
        PJ *copy = proj_clone(projection->database->context, projection->from_wgs84);
        transform = transform_new_with(projection, copy, plain_axes, TRUE);
    } else {
        transform = transform_new_database(projection, source.definition, error);
    }
    known_crs_clear(&source);
    return transform;
}

void transform_free(struct transform *transform)
{
    if (transform == NULL) {
        return;
    }
    proj_destroy(transform->forward);
    proj_destroy(transform->inverse);
    session_release(transform->session);
    g_hash_table_unref(transform->operations);
    g_ptr_array_unref(transform->names);
    g_free(transform->operation);
    g_free(transform);
}

gboolean transform_is_from_geographic(const struct transform *transform)
{
    return transform->from_geographic;
}

gboolean transform_is_one_formula(const struct transform *transform)
{
    return transform->forward != NULL && transform->session->offline;
}

static gboolean is_finite_point(double x, double y)
{
    return isfinite(x) && isfinite(y);
}

/* One point, easting first on both sides. z is 0 and there is no time, as in cs2cs. */
static struct coord operate(const struct transform *transform, gboolean forward, struct coord in)
{
    PJ *pj = forward ? transform->forward : transform->inverse;
    if (!is_finite_point(in.x, in.y)) {
        return (struct coord){NAN, NAN};
    }
    if (pj == NULL) {
        return in;
    }
    if (transform->flipped) {
        in = axes_to_native(forward ? transform->source : transform->map, in);
    }
    PJ_COORD result =
        proj_trans(pj, forward ? PJ_FWD : PJ_INV, proj_coord(in.x, in.y, 0, HUGE_VAL));
    struct coord out = {result.xy.x, result.xy.y};
    if (!is_finite_point(out.x, out.y)) {
        return (struct coord){NAN, NAN};
    }
    return transform->flipped ? axes_from_native(forward ? transform->map : transform->source, out)
                              : out;
}

gboolean transform_point(struct transform *transform, struct coord in, struct projected *out)
{
    return transform_points(transform, &in, 1, out) == 1;
}

guint transform_points(struct transform *transform, const struct coord *in, guint n,
                       struct projected *out)
{
    guint good = 0;
    transform->session->operations = transform->operations;
    for (guint i = 0; i < n; i++) {
        struct coord result = operate(transform, TRUE, in[i]);
        good += !isnan(result.x);
        out[i] = (struct projected){result.x, result.y};
    }
    transform->session->operations = NULL;
    transform->used |= good > 0;
    return good;
}

gboolean transform_inverse(struct transform *transform, struct projected in, struct coord *out)
{
    *out = operate(transform, FALSE, (struct coord){in.x, in.y});
    return !isnan(out->x);
}

char *transform_operation_dup(struct transform *transform, struct coord in, double *accuracy_m)
{
    struct projected out;
    *accuracy_m = 0;
    if (transform->forward == NULL || !transform_point(transform, in, &out)) {
        return NULL;
    }
    if (transform_is_one_formula(transform)) {
        return g_strdup(transform->operation);
    }
    PJ *used = proj_trans_get_last_used_operation(transform->forward);
    PJ_CONTEXT *context = transform->session->context;
    double accuracy = used != NULL ? proj_coordoperation_get_accuracy(context, used) : -1;
    *accuracy_m = accuracy >= 0 ? accuracy : NAN;
    char *name = used != NULL ? only_operation_name(used) : NULL;
    proj_destroy(used);
    return name != NULL ? name : g_strdup(transform->operation);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *transform_operations(const struct transform *transform)
{
    GHashTableIter iter;
    gpointer name;
    g_ptr_array_set_size(transform->names, 0);
    if (transform->used && transform->operation != NULL) {
        g_ptr_array_add(transform->names, transform->operation);
    }
    g_hash_table_iter_init(&iter, transform->operations);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_ptr_array_add(transform->names, name);
    }
    g_ptr_array_sort(transform->names, compare_names);
    g_ptr_array_add(transform->names, NULL);
    return (const char *const *)transform->names->pdata;
}
