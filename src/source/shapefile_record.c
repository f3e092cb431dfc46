#include "source/shapefile_record.h"

#include "source/shapefile_bytes.h"

#include <math.h>

/* Larger numbers are "no data" marks or damage; their squares overflow. */
#define COORDINATE_LIMIT 1e300

enum {
    TYPE_BYTES = 4,
    BOX_BYTES = 32,
    POINT_BYTES = 16,
    MULTIPOINT_HEAD = TYPE_BYTES + BOX_BYTES + 4,
    PARTS_HEAD = TYPE_BYTES + BOX_BYTES + 8,
};

enum shape_family {
    FAMILY_NULL = 0,
    FAMILY_POINT = 1,
    FAMILY_LINE = 3,
    FAMILY_POLYGON = 5,
    FAMILY_MULTIPOINT = 8,
    FAMILY_MULTIPATCH = 31,
    FAMILY_UNKNOWN = -1,
};

enum { PATCH_FIRST_RING = 2, PATCH_LAST_RING = 5 };

const char *shape_type_name(int type)
{
    static const struct {
        int type;
        const char *name;
    } names[] = {
        {0, "None"},          {1, "Point"},       {3, "LineString"},    {5, "Polygon"},
        {8, "MultiPoint"},    {11, "Point Z"},    {13, "LineString Z"}, {15, "Polygon Z"},
        {18, "MultiPoint Z"}, {21, "Point M"},    {23, "LineString M"}, {25, "Polygon M"},
        {28, "MultiPoint M"}, {31, "MultiPatch"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (names[i].type == type) {
            return names[i].name;
        }
    }
    return NULL;
}

/* Z and M variants are the plain shapes with more behind them, which a map does not need. */
static enum shape_family family_of(int type)
{
    if (shape_type_name(type) == NULL) {
        return FAMILY_UNKNOWN;
    }
    return type == FAMILY_MULTIPATCH ? FAMILY_MULTIPATCH : (enum shape_family)(type % 10);
}

int shape_record_type(const guint8 *bytes, gsize length)
{
    return length >= TYPE_BYTES ? (int)read_le32(bytes) : -1;
}

static gboolean is_usable(double x, double y)
{
    return fabs(x) <= COORDINATE_LIMIT && fabs(y) <= COORDINATE_LIMIT; /* false for NaN */
}

gboolean shape_record_box(const guint8 *bytes, gsize length, struct box *box)
{
    enum shape_family family = family_of(shape_record_type(bytes, length));
    if (family == FAMILY_NULL || family == FAMILY_UNKNOWN ||
        length < TYPE_BYTES + (family == FAMILY_POINT ? POINT_BYTES : BOX_BYTES)) {
        return FALSE;
    }
    const guint8 *at = bytes + TYPE_BYTES;
    box->xmin = read_le_double(at);
    box->ymin = read_le_double(at + 8);
    box->xmax = family == FAMILY_POINT ? box->xmin : read_le_double(at + 16);
    box->ymax = family == FAMILY_POINT ? box->ymin : read_le_double(at + 24);
    return is_usable(box->xmin, box->ymin) && is_usable(box->xmax, box->ymax) &&
           box->xmin <= box->xmax && box->ymin <= box->ymax;
}

/* Appends points as one part; FALSE when one of them is not usable. */
static gboolean add_points(const guint8 *points, guint n, struct geometry *geometry)
{
    geometry_begin_part(geometry);
    guint first = geometry->coords->len;
    g_array_set_size(geometry->coords, first + n);
    struct coord *out = &g_array_index(geometry->coords, struct coord, first);
    gboolean usable = TRUE;
    for (guint i = 0; i < n; i++) {
        out[i].x = read_le_double(points + (gsize)i * POINT_BYTES);
        out[i].y = read_le_double(points + (gsize)i * POINT_BYTES + 8);
        usable &= is_usable(out[i].x, out[i].y);
    }
    return usable;
}

static void close_ring(struct geometry *geometry, guint n)
{
    GArray *coords = geometry->coords;
    struct coord first = g_array_index(coords, struct coord, coords->len - n);
    struct coord last = g_array_index(coords, struct coord, coords->len - 1);
    if (first.x != last.x || first.y != last.y) {
        geometry_add(geometry, first.x, first.y);
    }
}

static gboolean decode_point(const guint8 *bytes, gsize length, struct geometry *geometry,
                             char **problem)
{
    if (length < TYPE_BYTES + POINT_BYTES) {
        *problem = g_strdup_printf("a point in %" G_GSIZE_FORMAT " bytes", length);
        return FALSE;
    }
    double x = read_le_double(bytes + TYPE_BYTES);
    double y = read_le_double(bytes + TYPE_BYTES + 8);
    if (isnan(x) && isnan(y)) {
        return TRUE;
    }
    geometry_clear(geometry, GEOMETRY_POINT);
    if (!add_points(bytes + TYPE_BYTES, 1, geometry)) {
        *problem = g_strdup("a coordinate that is not finite");
        return FALSE;
    }
    return TRUE;
}

static gboolean decode_multipoint(const guint8 *bytes, gsize length, struct geometry *geometry,
                                  char **problem)
{
    guint32 n = length >= MULTIPOINT_HEAD ? read_le32(bytes + MULTIPOINT_HEAD - 4) : 0;
    if (length < MULTIPOINT_HEAD || n > (length - MULTIPOINT_HEAD) / POINT_BYTES) {
        *problem = g_strdup_printf("%u points in %" G_GSIZE_FORMAT " bytes", n, length);
        return FALSE;
    }
    geometry_clear(geometry, n > 0 ? GEOMETRY_POINT : GEOMETRY_EMPTY);
    for (guint32 i = 0; i < n; i++) {
        if (!add_points(bytes + MULTIPOINT_HEAD + (gsize)i * POINT_BYTES, 1, geometry)) {
            *problem = g_strdup("a coordinate that is not finite");
            return FALSE;
        }
    }
    return TRUE;
}

/* The tables of a record with parts, checked to lie inside it. */
struct part_tables {
    guint32 n_parts, n_points;
    const guint8 *starts, *kinds /* MultiPatch only */, *points;
};

static gboolean find_tables(const guint8 *bytes, gsize length, gboolean patch,
                            struct part_tables *tables, char **problem)
{
    if (length < PARTS_HEAD) {
        *problem = g_strdup_printf("a line or polygon in %" G_GSIZE_FORMAT " bytes", length);
        return FALSE;
    }
    gsize left = length - PARTS_HEAD;
    gsize part_bytes = patch ? 8 : 4;
    tables->n_parts = read_le32(bytes + PARTS_HEAD - 8);
    tables->n_points = read_le32(bytes + PARTS_HEAD - 4);
    if (tables->n_parts > left / part_bytes) {
        *problem =
            g_strdup_printf("%u parts in %" G_GSIZE_FORMAT " bytes", tables->n_parts, length);
        return FALSE;
    }
    left -= tables->n_parts * part_bytes;
    if (tables->n_points > left / POINT_BYTES) {
        *problem =
            g_strdup_printf("%u points in %" G_GSIZE_FORMAT " bytes", tables->n_points, length);
        return FALSE;
    }
    tables->starts = bytes + PARTS_HEAD;
    tables->kinds = patch ? tables->starts + (gsize)tables->n_parts * 4 : NULL;
    tables->points = tables->starts + tables->n_parts * part_bytes;
    return TRUE;
}

static gboolean is_ring(const struct part_tables *tables, guint32 part)
{
    if (tables->kinds == NULL) {
        return TRUE;
    }
    guint32 kind = read_le32(tables->kinds + (gsize)part * 4);
    return kind >= PATCH_FIRST_RING && kind <= PATCH_LAST_RING;
}

static gboolean decode_parts(const guint8 *bytes, gsize length, enum shape_family family,
                             struct geometry *geometry, guint *skipped_parts, char **problem)
{
    struct part_tables tables = {0};
    if (!find_tables(bytes, length, family == FAMILY_MULTIPATCH, &tables, problem)) {
        return FALSE;
    }
    gboolean rings = family != FAMILY_LINE;
    geometry_clear(geometry, rings ? GEOMETRY_POLYGON : GEOMETRY_LINE);
    for (guint32 i = 0; i < tables.n_parts; i++) {
        guint32 start = read_le32(tables.starts + (gsize)i * 4);
        guint32 end =
            i + 1 < tables.n_parts ? read_le32(tables.starts + (gsize)i * 4 + 4) : tables.n_points;
        if (start > end || end > tables.n_points) {
            *problem = g_strdup_printf("part %u of %u runs from point %u to %u of %u", i + 1,
                                       tables.n_parts, start, end, tables.n_points);
            return FALSE;
        }
        if (!is_ring(&tables, i)) {
            (*skipped_parts)++;
            continue;
        }
        if (start == end) {
            continue;
        }
        if (!add_points(tables.points + (gsize)start * POINT_BYTES, end - start, geometry)) {
            *problem = g_strdup("a coordinate that is not finite");
            return FALSE;
        }
        if (rings) {
            close_ring(geometry, end - start);
        }
    }
    if (geometry_parts(geometry) == 0) {
        geometry_clear(geometry, GEOMETRY_EMPTY);
    }
    return TRUE;
}

gboolean shape_record_decode(const guint8 *bytes, gsize length, struct geometry *geometry,
                             guint *skipped_parts, char **problem)
{
    int type = shape_record_type(bytes, length);
    enum shape_family family = family_of(type);
    geometry_clear(geometry, GEOMETRY_EMPTY);
    switch (family) {
    case FAMILY_NULL:
        return TRUE;
    case FAMILY_POINT:
        return decode_point(bytes, length, geometry, problem);
    case FAMILY_MULTIPOINT:
        return decode_multipoint(bytes, length, geometry, problem);
    case FAMILY_LINE:
    case FAMILY_POLYGON:
    case FAMILY_MULTIPATCH:
        return decode_parts(bytes, length, family, geometry, skipped_parts, problem);
    case FAMILY_UNKNOWN:
        break;
    }
    *problem = length < TYPE_BYTES
                   ? g_strdup_printf("a record of %" G_GSIZE_FORMAT " bytes", length)
                   : g_strdup_printf("shape type %d, which does not exist", type);
    return FALSE;
}
