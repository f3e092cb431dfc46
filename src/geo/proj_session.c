#include "geo/proj_session.h"

#include "base/error.h"
#include "geo/proj_files.h"

#include <math.h>
#include <string.h>

/* What PROJ's log says, at its debug level, whenever it changes from one of several operations to
 * another. */
#define OPERATION_LOG "Using coordinate operation "

const struct axes plain_axes = {FALSE, 1, 1};

gboolean axes_are_plain(struct axes axes)
{
    return !axes.swap && axes.x_sign > 0 && axes.y_sign > 0;
}

struct coord axes_to_native(struct axes axes, struct coord coord)
{
    double x = coord.x * axes.x_sign;
    double y = coord.y * axes.y_sign;
    return axes.swap ? (struct coord){y, x} : (struct coord){x, y};
}

struct coord axes_from_native(struct axes axes, struct coord coord)
{
    double x = axes.swap ? coord.y : coord.x;
    double y = axes.swap ? coord.x : coord.y;
    return (struct coord){x * axes.x_sign, y * axes.y_sign};
}

static void session_log(void *data, int level, const char *message)
{
    struct session *session = data;
    if (g_str_has_prefix(message, OPERATION_LOG)) {
        if (session->operations != NULL) {
            g_hash_table_add(session->operations, g_strdup(message + strlen(OPERATION_LOG)));
        }
    } else if (level == PJ_LOG_ERROR) {
        g_string_assign(session->reason, message);
    }
}

/* Every file that PROJ looks for is here, where none can be. */
static const char *find_nothing(PJ_CONTEXT *context G_GNUC_UNUSED, const char *name G_GNUC_UNUSED,
                                void *data G_GNUC_UNUSED)
{
    return "/dev/null/none";
}

struct session *session_new(gboolean offline)
{
    struct session *session = g_rc_box_new0(struct session);
    session->offline = offline;
    session->context = proj_context_create();
    session->reason = g_string_new(NULL);
    proj_context_set_enable_network(session->context, 0);
    proj_files_limit(session->context);
    proj_log_func(session->context, session, session_log);
    if (offline) {
        /* PROJ 9.1 opens proj.db (8-15 ms) for any operation, and reads proj.ini, which may
         * change formulas; neither has a say in what is computed from strings here. */
        proj_context_set_file_finder(session->context, find_nothing, NULL);
        proj_log_level(session->context, PJ_LOG_ERROR);
    } else {
        proj_context_use_proj4_init_rules(session->context, 1);
        proj_log_level(session->context, PJ_LOG_DEBUG);
    }
    return session;
}

static void session_clear(gpointer data)
{
    struct session *session = data;
    proj_context_destroy(session->context);
    g_string_free(session->reason, TRUE);
}

struct session *session_hold(struct session *session)
{
    return g_rc_box_acquire(session);
}

void session_release(struct session *session)
{
    if (session != NULL) {
        g_rc_box_release_full(session, session_clear);
    }
}

void set_crs_error(GError **error, const char *crs, const char *reason)
{
    g_autofree char *name = printable_dup(crs);
    g_autofree char *why = printable_dup(reason);
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "CRS '%s': %s", name, why);
}

/* The end of PROJ's message: without the name of its function and, for a step that does not work,
 * without the pipeline around it. */
static const char *short_reason(const char *reason)
{
    static const char step[] = "Bad step definition: ";
    const char *found = strstr(reason, step);
    const char *colon = strstr(reason, ": ");
    if (found != NULL) {
        return found + strlen(step);
    }
    return g_str_has_prefix(reason, "proj_") && colon != NULL ? colon + 2 : reason;
}

void set_proj_error(GError **error, const char *crs, const struct session *session)
{
    g_autofree char *said = g_strdup(session->reason->str);
    const char *reason = short_reason(said);
    if (!session->offline && proj_context_get_database_path(session->context) == NULL) {
        reason = "no proj.db is found (is PROJ_LIB or PROJ_DATA set?)";
    } else if (*reason == '\0') {
        reason = "no operation leads to it";
    }
    g_autofree char *text = g_strconcat("PROJ: ", reason, NULL);
    set_crs_error(error, crs, text);
}

/* A map lies flat: the horizontal part of a compound CRS, or an error. Takes
 * `crs`. */
static PJ *horizontal_crs(struct session *session, PJ *crs, const char *text, GError **error)
{
    PJ_TYPE type = proj_get_type(crs);
    PJ *flat = NULL;
    switch (type) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
    case PJ_TYPE_PROJECTED_CRS:
    case PJ_TYPE_BOUND_CRS:
    case PJ_TYPE_GEOGRAPHIC_3D_CRS: /* its height is 0 */
        return crs;
    case PJ_TYPE_COMPOUND_CRS:
        flat = proj_crs_get_sub_crs(session->context, crs, 0);
        break;
    default:
        break;
    }
    proj_destroy(crs);
    if (flat == NULL) {
        set_crs_error(error, text, "a map needs a projected or geographic CRS, and this is none");
    } else if (type == PJ_TYPE_COMPOUND_CRS) {
        return horizontal_crs(session, flat, text, error);
    }
    return flat;
}

PJ *crs_new(struct session *session, const char *text, GError **error)
{
    gboolean bare = (strstr(text, "proj=") != NULL || g_str_has_prefix(text, "+init=")) &&
                    strstr(text, "type=crs") == NULL && strchr(text, '[') == NULL;
    g_autofree char *full = g_strconcat(text, bare ? " +type=crs" : NULL, NULL);
    g_string_truncate(session->reason, 0);
    PJ *crs = proj_create(session->context, full);
    if (crs == NULL) {
        set_proj_error(error, text, session);
        return NULL;
    }
    if (!proj_is_crs(crs)) {
        proj_destroy(crs);
        set_crs_error(error, text, "this is not a CRS");
        return NULL;
    }
    return horizontal_crs(session, crs, text, error);
}

static struct axes axes_from_directions(const char *first, const char *second)
{
    struct axes axes = {FALSE, 1, 1};
    axes.swap = g_str_equal(first, "north") || g_str_equal(first, "south");
    const char *x = axes.swap ? second : first;
    const char *y = axes.swap ? first : second;
    gboolean is_plane = (g_str_equal(x, "east") || g_str_equal(x, "west")) &&
                        (g_str_equal(y, "north") || g_str_equal(y, "south"));
    if (!is_plane) {
        return plain_axes; /* along meridians of a polar map: in order as PROJ normalised it */
    }
    axes.x_sign = g_str_equal(x, "west") ? -1 : 1;
    axes.y_sign = g_str_equal(y, "south") ? -1 : 1;
    return axes;
}

struct axes crs_axes(struct session *session, const PJ *crs, double *si_per_unit)
{
    PJ_CONTEXT *context = session->context;
    gboolean bound = proj_get_type(crs) == PJ_TYPE_BOUND_CRS;
    PJ *base = bound ? proj_get_source_crs(context, crs) : proj_clone(context, crs);
    PJ *normal = base == NULL ? NULL : proj_normalize_for_visualization(context, base);
    PJ *system = normal == NULL ? NULL : proj_crs_get_coordinate_system(context, normal);
    struct axes axes = plain_axes;
    const char *direction[2] = {NULL, NULL};
    *si_per_unit = 1;
    for (int i = 0; system != NULL && i < 2; i++) {
        double *unit = i == 0 ? si_per_unit : NULL;
        proj_cs_get_axis_info(context, system, i, NULL, NULL, &direction[i], unit, NULL, NULL,
                              NULL);
    }
    if (direction[0] != NULL && direction[1] != NULL) {
        axes = axes_from_directions(direction[0], direction[1]);
    }
    proj_destroy(system);
    proj_destroy(normal);
    proj_destroy(base);
    return axes;
}

gboolean crs_is_geographic(struct session *session, const PJ *crs)
{
    gboolean bound = proj_get_type(crs) == PJ_TYPE_BOUND_CRS;
    PJ *base = bound ? proj_get_source_crs(session->context, crs) : NULL;
    PJ_TYPE type = bound && base != NULL ? proj_get_type(base) : proj_get_type(crs);
    proj_destroy(base);
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

double crs_equator_radius_m(struct session *session, const PJ *crs)
{
    double radius_m = 6378137;
    PJ *ellipsoid = proj_get_ellipsoid(session->context, crs);
    if (ellipsoid != NULL) {
        proj_ellipsoid_get_parameters(session->context, ellipsoid, &radius_m, NULL, NULL, NULL);
    }
    proj_destroy(ellipsoid);
    return radius_m;
}

PJ *operation_new(struct session *session, const PJ *from, const PJ *to)
{
    g_string_truncate(session->reason, 0);
    PJ *raw = proj_create_crs_to_crs_from_pj(session->context, from, to, NULL, NULL);
    PJ *normal = raw == NULL ? NULL : proj_normalize_for_visualization(session->context, raw);
    proj_destroy(raw);
    return normal;
}

struct box crs_area(struct session *session, const PJ *crs)
{
    struct box area;
    if (!proj_get_area_of_use(session->context, crs, &area.xmin, &area.ymin, &area.xmax, &area.ymax,
                              NULL) ||
        area.xmin < -360 || area.ymin < -90) {
        return box_empty();
    }
    if (area.xmin > area.xmax) {
        area.xmax += 360; /* across the antimeridian */
    }
    return area;
}

PJ *operation_new_from_steps(struct session *session, const char *from_step, const char *to_step)
{
    g_autoptr(GString) pipeline = g_string_new("+proj=pipeline");
    if (from_step == NULL) {
        g_string_append(pipeline, " +step +proj=unitconvert +xy_in=deg +xy_out=rad");
    } else {
        g_string_append_printf(pipeline, " +step +inv %s", from_step);
    }
    if (to_step == NULL) {
        g_string_append(pipeline, " +step +proj=unitconvert +xy_in=rad +xy_out=deg");
    } else {
        g_string_append_printf(pipeline, " +step %s", to_step);
    }
    return proj_create(session->context, pipeline->str);
}
