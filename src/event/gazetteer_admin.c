#include "event/gazetteer_index.h"

#include "base/error.h"
#include "event/country.h"
#include "geo/inside.h"
#include "geo/projection.h"
#include "source/source.h"

#include <math.h>
#include <string.h>

/* OCHA's common operational datasets name their columns ADM2_EN, ADM2_AR, ADM2_PCODE, ADM1_EN ...,
 * later adm2_name, adm2_pcode ...; a layer is of the deepest level that it has codes of. */
#define DEEPEST_LEVEL 4u

struct layer {
    struct gazetteer_loader *loader;
    struct source *source;
    struct projection *wgs84; /* NULL: the layer is in WGS 84 */
    struct transform *to_wgs84;
    guint level;
    int codes[DEEPEST_LEVEL + 1]; /* slots; -1: none */
    int country;                  /* slot of the country's name; -1: none */
    GArray *names;                /* int: slots of the units' names, the one to show first */
    guint n_fields;               /* of the source, when these were looked for */
};

static gboolean has_prefix(const char *name, guint level, const char *rest)
{
    g_autofree char *prefix = g_strdup_printf("adm%u%s", level, rest);
    return g_ascii_strncasecmp(name, prefix, strlen(prefix)) == 0;
}

static int find_field(const struct layer *layer, guint level, const char *rest)
{
    const struct fields *fields = source_fields(layer->source);
    for (guint slot = 0; slot < fields_count(fields); slot++) {
        const char *name = fields_name(fields, slot);
        if (has_prefix(name, level, rest) && strlen(name) == 4 + strlen(rest)) {
            return (int)slot;
        }
    }
    return -1;
}

/* "_EN", "_AR", "_name", "_name1", "ALT1EN"; not "_PCODE", "_REF", "_type". */
static gboolean is_name_field(const char *name, guint level)
{
    return has_prefix(name, level, "_name") || has_prefix(name, level, "alt") ||
           (has_prefix(name, level, "_") && strlen(name) == strlen("adm1_en"));
}

static void find_names(struct layer *layer)
{
    const struct fields *fields = source_fields(layer->source);
    int first = find_field(layer, layer->level, "_en");
    first = first >= 0 ? first : find_field(layer, layer->level, "_name");
    if (first >= 0) {
        g_array_append_val(layer->names, first);
    }
    for (guint i = 0; i < fields_count(fields); i++) {
        int slot = (int)i;
        if (slot != first && is_name_field(fields_name(fields, i), layer->level)) {
            g_array_append_val(layer->names, slot);
        }
    }
}

/* Of a GeoJSON file the features tell the fields. */
static void find_fields(struct layer *layer)
{
    guint n_fields = fields_count(source_fields(layer->source));
    if (n_fields == layer->n_fields) {
        return;
    }
    layer->n_fields = n_fields;
    g_array_set_size(layer->names, 0);
    for (guint level = 0; level <= DEEPEST_LEVEL; level++) {
        layer->codes[level] = find_field(layer, level, "_pcode");
        layer->level = layer->codes[level] >= 0 ? level : layer->level;
    }
    layer->country = find_field(layer, 0, "_en");
    layer->country = layer->country >= 0 ? layer->country : find_field(layer, 0, "_name");
    find_names(layer);
}

static gboolean check_fields(const struct layer *layer, GError **error)
{
    if (layer->n_fields == 0 || layer->codes[layer->level] < 0 || layer->names->len == 0) {
        set_data_error(error, layer->loader->path, 0,
                       "a layer of units needs names and P-codes, as ADM1_EN and ADM1_PCODE");
        return FALSE;
    }
    return TRUE;
}

static gboolean prepare_transform(struct layer *layer, GError **error)
{
    const char *crs = source_crs(layer->source);
    if (crs == NULL || source_kind(layer->source) != SOURCE_SHAPEFILE) {
        return TRUE;
    }
    layer->wgs84 = projection_new("+proj=longlat +datum=WGS84 +no_defs", box_empty(), error);
    layer->to_wgs84 = layer->wgs84 != NULL ? transform_new(layer->wgs84, crs, error) : NULL;
    return layer->to_wgs84 != NULL;
}

static const char *text_of(const struct feature *feature, int slot)
{
    struct value value = slot >= 0 ? feature_slot(feature, slot) : value_absent();
    return value.type == VALUE_STRING ? value.string : "";
}

static const char *code_of(struct layer *layer, const struct feature *feature, guint level)
{
    const char *text = level <= layer->level ? text_of(feature, layer->codes[level]) : "";
    return gazetteer_keep(layer->loader->gazetteer, text, TRUE);
}

/* By its P-code, which is its ISO code, or by its name. */
static const char *country_of(const struct layer *layer, const struct feature *feature)
{
    const char *code = country_code(text_of(feature, layer->codes[0]));
    code = code != NULL ? code : country_code(text_of(feature, layer->country));
    return code != NULL ? code : "";
}

static gboolean point_of(const struct layer *layer, const struct feature *feature,
                         struct lonlat *at)
{
    struct coord point;
    struct projected lonlat;
    if (feature->geometry == NULL || !geometry_point_inside(feature->geometry, &point)) {
        return FALSE;
    }
    lonlat = (struct projected){point.x, point.y};
    if (layer->to_wgs84 != NULL && !transform_point(layer->to_wgs84, point, &lonlat)) {
        return FALSE;
    }
    *at = (struct lonlat){lonlat.x, lonlat.y};
    return fabs(at->lat) <= 90 && fabs(at->lon) <= 180;
}

static void add_unit(struct layer *layer, const struct feature *feature)
{
    static const char *const feature_codes[] = {"PCLI", "ADM1", "ADM2", "ADM3", "ADM4"};
    struct gazetteer *gazetteer = layer->loader->gazetteer;
    const char *name = text_of(feature, g_array_index(layer->names, int, 0));
    struct place place = {.feature_code = feature_codes[layer->level], .is_pcoded = TRUE};
    if (name[0] == '\0' || !point_of(layer, feature, &place.at)) {
        diagnostics_add(layer->loader->diagnostics, SEVERITY_WARNING, layer->loader->path,
                        feature->line, "a unit without a %s is left out",
                        name[0] == '\0' ? "name" : "polygon");
        return;
    }
    place.id = code_of(layer, feature, layer->level);
    place.name = place.ascii_name = gazetteer_keep(gazetteer, name, FALSE);
    place.country_code = country_of(layer, feature);
    place.admin1_code = code_of(layer, feature, 1);
    place.admin2_code = code_of(layer, feature, 2);
    place.admin3_code = code_of(layer, feature, 3);
    guint index = gazetteer_add_place(layer->loader, place);
    for (guint i = 1; i < layer->names->len; i++) {
        const char *other = text_of(feature, g_array_index(layer->names, int, i));
        gazetteer_add_spelling(layer->loader, gazetteer_keep(gazetteer, other, FALSE), index);
    }
}

static gboolean read_units(struct layer *layer, GError **error)
{
    for (;;) {
        struct feature feature;
        switch (source_next(layer->source, &feature, error)) {
        case SOURCE_FEATURE:
            find_fields(layer);
            if (!check_fields(layer, error)) {
                return FALSE;
            }
            add_unit(layer, &feature);
            break;
        case SOURCE_SKIPPED:
        case SOURCE_UNREADABLE:
            break;
        case SOURCE_END:
            return TRUE;
        case SOURCE_ERROR:
            return FALSE;
        }
    }
}

gboolean gazetteer_is_layer(const char *path)
{
    static const char *const suffixes[] = {".shp", ".geojson", ".json"};
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        gsize length = strlen(path), suffix = strlen(suffixes[i]);
        if (length > suffix && g_ascii_strcasecmp(path + length - suffix, suffixes[i]) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean gazetteer_read_layer(struct gazetteer_loader *loader, GError **error)
{
    struct layer layer = {
        .loader = loader,
        .source = source_open(loader->path, loader->diagnostics, error),
        .names = g_array_new(FALSE, FALSE, sizeof(int)),
    };
    gboolean read =
        layer.source != NULL && prepare_transform(&layer, error) && read_units(&layer, error);
    g_array_unref(layer.names);
    transform_free(layer.to_wgs84);
    projection_free(layer.wgs84);
    source_free(layer.source);
    return read;
}
