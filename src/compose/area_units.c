#include "compose/area_units.h"

#include "base/error.h"
#include "compose/interval_bands.h"
#include "compose/lonlat.h"
#include "geo/geodesic.h"
#include "source/source.h"

#include <math.h>

struct edge {
    struct coord from, to;
    guint ring;
};

struct unit {
    struct area_unit unit;
    struct box box;
    GArray *edges;                /* struct edge, of all rings */
    struct interval_bands *bands; /* of the edges, by latitude */
};

struct area_units {
    GPtrArray *units;             /* struct unit */
    GHashTable *by_id;            /* id -> number + 1 */
    struct interval_bands *bands; /* of the units, by longitude */
};

static void unit_free(gpointer data)
{
    struct unit *unit = data;
    g_free(unit->unit.id);
    g_free(unit->unit.name);
    geometry_free(unit->unit.geometry);
    g_array_unref(unit->edges);
    interval_bands_free(unit->bands);
    g_free(unit);
}

void area_units_free(struct area_units *units)
{
    if (units == NULL) {
        return;
    }
    g_ptr_array_unref(units->units);
    g_hash_table_unref(units->by_id);
    interval_bands_free(units->bands);
    g_free(units);
}

/* ---- inside or not ---- */

/* Edges west of the point that cross its parallel, those of one ring left out (G_MAXUINT: none). */
static guint crossings(const struct unit *unit, struct coord at, guint but_ring)
{
    guint count, crossed = 0;
    const guint *near = interval_bands_at(unit->bands, at.y, &count);
    for (guint i = 0; i < count; i++) {
        const struct edge *edge = &g_array_index(unit->edges, struct edge, near[i]);
        struct coord a = edge->from, b = edge->to;
        if (edge->ring != but_ring && (a.y > at.y) != (b.y > at.y) &&
            at.x > a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y)) {
            crossed++;
        }
    }
    return crossed;
}

guint area_units_at(const struct area_units *units, struct lonlat at)
{
    guint count;
    const guint *near = interval_bands_at(units->bands, at.lon, &count);
    for (guint i = 0; i < count; i++) {
        const struct unit *unit = g_ptr_array_index(units->units, near[i]);
        if (box_contains(unit->box, at.lon, at.lat) &&
            crossings(unit, (struct coord){at.lon, at.lat}, G_MAXUINT) % 2 == 1) {
            return near[i];
        }
    }
    return AREA_UNITS_NONE;
}

guint area_units_by_id(const struct area_units *units, const char *id)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(units->by_id, id)) - 1;
}

guint area_units_count(const struct area_units *units)
{
    return units->units->len;
}

const struct area_unit *area_units_get(const struct area_units *units, guint index)
{
    const struct unit *unit = g_ptr_array_index(units->units, index);
    return &unit->unit;
}

/* ---- making one ---- */

static void add_edges(struct unit *unit, guint ring)
{
    guint n;
    const struct coord *coords = geometry_part(unit->unit.geometry, ring, &n);
    for (guint i = 0; i < n; i++) {
        struct edge edge = {coords[i], coords[(i + 1) % n], ring};
        g_array_append_val(unit->edges, edge);
    }
}

static struct interval_bands *bands_of_edges(const GArray *edges)
{
    g_autofree struct interval *intervals = g_new(struct interval, MAX(edges->len, 1));
    for (guint i = 0; i < edges->len; i++) {
        const struct edge *edge = &g_array_index(edges, struct edge, i);
        intervals[i].low = fmin(edge->from.y, edge->to.y);
        intervals[i].high = fmax(edge->from.y, edge->to.y);
    }
    return interval_bands_new(intervals, edges->len);
}

/* A ring within an odd number of others is a hole, whichever way it runs. */
static double area_km2(const struct unit *unit)
{
    double sum_m2 = 0;
    for (guint ring = 0; ring < geometry_parts(unit->unit.geometry); ring++) {
        guint n;
        const struct coord *coords = geometry_part(unit->unit.geometry, ring, &n);
        double own_m2 = n > 2 ? geodesic_ring_area_m2(coords, n) : 0;
        sum_m2 += own_m2 > 0 && crossings(unit, coords[0], ring) % 2 == 1 ? -own_m2 : own_m2;
    }
    return fmax(sum_m2, 0) / 1e6;
}

static void finish_unit(struct unit *unit)
{
    for (guint ring = 0; ring < geometry_parts(unit->unit.geometry); ring++) {
        add_edges(unit, ring);
    }
    unit->bands = bands_of_edges(unit->edges);
    unit->box = geometry_box(unit->unit.geometry);
    unit->unit.area_km2 = area_km2(unit);
}

static struct interval_bands *bands_of_units(const GPtrArray *units)
{
    g_autofree struct interval *intervals = g_new0(struct interval, MAX(units->len, 1));
    for (guint i = 0; i < units->len; i++) {
        const struct unit *unit = g_ptr_array_index(units, i);
        if (!box_is_empty(unit->box)) {
            intervals[i] = (struct interval){unit->box.xmin, unit->box.xmax};
        }
    }
    return interval_bands_new(intervals, units->len);
}

/* ---- reading ---- */

/* The names that files of areas give: ours, geoBoundaries', and the humanitarian data sets'. */
static char *name_dup(const struct feature *feature, const char *language)
{
    g_autofree char *own = g_strconcat("name_", language, NULL);
    const char *const names[] = {own,       "name",    "NAME",    "shapeName",
                                 "ADM2_EN", "ADM1_EN", "adm2_en", "adm1_en"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        struct value value = feature_get(feature, names[i]);
        if (value.type == VALUE_STRING && value.string[0] != '\0') {
            return g_strdup(value.string);
        }
    }
    return g_strdup("");
}

static char *id_dup(const struct feature *feature, guint number)
{
    struct value id = feature_get(feature, PLACE_ID_FIELD);
    char buffer[VALUE_NUMBER_TEXT];
    return id.type == VALUE_STRING && id.string[0] != '\0' ? g_strdup(id.string)
           : id.type == VALUE_NUMBER ? g_strdup(value_number_text(id.number, buffer))
                                     : g_strdup_printf("area-%u", number);
}

static struct unit *unit_new(char *id, const struct feature *feature, const char *language)
{
    struct unit *unit = g_new0(struct unit, 1);
    unit->unit.id = id;
    unit->unit.name = name_dup(feature, language);
    unit->unit.geometry = geometry_new();
    unit->edges = g_array_new(FALSE, FALSE, sizeof(struct edge));
    geometry_clear(unit->unit.geometry, GEOMETRY_POLYGON);
    return unit;
}

static void add_rings(struct geometry *to, const struct geometry *rings)
{
    for (guint part = 0; part < geometry_parts(rings); part++) {
        guint n;
        const struct coord *coords = geometry_part(rings, part, &n);
        geometry_begin_part(to);
        for (guint i = 0; i < n; i++) {
            if (isfinite(coords[i].x) && isfinite(coords[i].y)) {
                geometry_add(to, coords[i].x, coords[i].y);
            }
        }
    }
}

static void add_feature(struct area_units *units, const struct feature *feature,
                        const struct geometry *degrees, const char *language)
{
    g_autofree char *id = id_dup(feature, feature->line);
    guint index = area_units_by_id(units, id);
    if (index == AREA_UNITS_NONE) {
        index = units->units->len;
        struct unit *unit = unit_new(g_steal_pointer(&id), feature, language);
        g_ptr_array_add(units->units, unit);
        g_hash_table_insert(units->by_id, unit->unit.id, GUINT_TO_POINTER(index + 1));
    }
    struct unit *unit = g_ptr_array_index(units->units, index);
    add_rings(unit->unit.geometry, degrees);
}

static gboolean read_all(struct area_units *units, struct source *source, const char *language,
                         GError **error)
{
    g_autoptr(LonlatReader) reader = NULL;
    if (source_crs(source) != NULL) {
        reader = lonlat_reader_new(source_crs(source), error);
        if (reader == NULL) {
            return FALSE;
        }
    }
    for (;;) {
        struct feature feature;
        enum source_result result = source_next(source, &feature, error);
        if (result == SOURCE_END || result == SOURCE_ERROR) {
            return result == SOURCE_END;
        }
        if (result == SOURCE_FEATURE && feature.geometry->type == GEOMETRY_POLYGON) {
            const struct geometry *degrees =
                reader != NULL ? lonlat_of(reader, feature.geometry) : feature.geometry;
            add_feature(units, &feature, degrees, language);
        }
    }
}

struct area_units *area_units_read(const char *path, const char *language,
                                   struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(AreaUnits) units = g_new0(struct area_units, 1);
    units->units = g_ptr_array_new_with_free_func(unit_free);
    units->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(Source) source = source_open(path, diagnostics, error);
    if (source == NULL || !read_all(units, source, language, error)) {
        return NULL;
    }
    if (units->units->len == 0) {
        set_data_error(error, path, 0, "holds no areas to count events in");
        return NULL;
    }
    for (guint i = 0; i < units->units->len; i++) {
        finish_unit(g_ptr_array_index(units->units, i));
    }
    units->bands = bands_of_units(units->units);
    return g_steal_pointer(&units);
}
