/* PROJ's contexts, CRS objects and operations, with errors as GErrors. Private to this folder:
 * projection.c turns it into the projection and transform that others use. */
#ifndef IDLIBMAP_GEO_PROJ_SESSION_H
#define IDLIBMAP_GEO_PROJ_SESSION_H

#include "geo/geometry.h"

#include <proj.h>

/* What PROJ calls the step that normalisation puts before and after an operation. */
#define PROJ_AXIS_CHANGE "axis order change (2D)"

/* A PROJ context and what it logs. Reference-counted: held by all that have a PJ in it. */
struct session {
    PJ_CONTEXT *context;
    gboolean offline;
    GString *reason;        /* PROJ's last error message */
    GHashTable *operations; /* names go here (set of char *, borrowed); NULL: nowhere */
};

/* `offline`: opens no file at all, and so knows no codes. The network is off in both kinds. */
struct session *session_new(gboolean offline);
struct session *session_hold(struct session *session);
void session_release(struct session *session);

/* "CRS 'NAME': REASON", and the same with PROJ's own words. */
void set_crs_error(GError **error, const char *crs, const char *reason);
void set_proj_error(GError **error, const char *crs, const struct session *session);

/* How the axes of a CRS stand to easting, northing. Most need nothing: PROJ's own normalisation
 * has put a northing, easting pair in order already; left are CRSs that count to the west or south
 * (EPSG:2053, EPSG:5513). */
struct axes {
    gboolean swap;
    double x_sign, y_sign;
};

extern const struct axes plain_axes;
gboolean axes_are_plain(struct axes axes);
/* Between easting, northing and the order and direction of the axes. */
struct coord axes_to_native(struct axes axes, struct coord coord);
struct coord axes_from_native(struct axes axes, struct coord coord);

/* A CRS that lies flat (the horizontal part of a compound one), as cs2cs reads its text: a
 * bare proj string is taken for a CRS. NULL with an error for what is none. */
PJ *crs_new(struct session *session, const char *text, GError **error);
gboolean crs_is_geographic(struct session *session, const PJ *crs);
/* The axes after normalisation; `si_per_unit` gets the unit in metres or radians. */
struct axes crs_axes(struct session *session, const PJ *crs, double *si_per_unit);
/* The area of use in lon/lat degrees, or an empty box. */
struct box crs_area(struct session *session, const PJ *crs);
double crs_equator_radius_m(struct session *session, const PJ *crs);

/* The operation(s) from one CRS to the other, easting first in both; PROJ takes the one for each
 * point, as cs2cs does, since no area is named. NULL when there is none. */
PJ *operation_new(struct session *session, const PJ *from, const PJ *to);
/* From steps of known_crs; NULL is lon/lat degrees. */
PJ *operation_new_from_steps(struct session *session, const char *from_step, const char *to_step);

#endif
