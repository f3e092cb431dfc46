#include "geo/crs_text.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

/* Projections whose proj string means the same as an operation and as a CRS. */
static const struct {
    const char *id, *name;
} methods[] = {
    {"tmerc", "Transverse Mercator"},
    {"utm", "Universal Transverse Mercator"},
    {"merc", "Mercator"},
    {"lcc", "Lambert Conformal Conic"},
    {"stere", "Stereographic"},
    {"laea", "Lambert Azimuthal Equal Area"},
    {"aea", "Albers Equal Area"},
    {"aeqd", "Azimuthal Equidistant"},
};

static const char *const number_keys[] = {"lat_0", "lon_0", "lat_1", "lat_2", "lat_ts",
                                          "k",     "k_0",   "x_0",   "y_0",   "zone"};

static const struct box world = {-180, -90, 180, 90};

static const char *method_name(const char *id)
{
    for (gsize i = 0; i < G_N_ELEMENTS(methods); i++) {
        if (strcmp(methods[i].id, id) == 0) {
            return methods[i].name;
        }
    }
    return NULL;
}

static void set_lonlat(struct known_crs *crs, const char *definition)
{
    *crs = (struct known_crs){
        .definition = g_strdup(definition), .name = g_strdup("WGS 84"), .area = world};
}

static void set_utm(struct known_crs *crs, int zone, gboolean south)
{
    double west = -180.0 + 6.0 * (zone - 1);
    char hemisphere = south ? 'S' : 'N';
    crs->definition = g_strdup_printf("EPSG:%d", (south ? 32700 : 32600) + zone);
    crs->step = g_strdup_printf("+proj=utm +zone=%d%s +ellps=WGS84", zone, south ? " +south" : "");
    crs->name = g_strdup_printf("WGS 84 / UTM zone %d%c", zone, hemisphere);
    crs->operation = g_strdup_printf("UTM zone %d%c", zone, hemisphere);
    crs->area = (struct box){west, south ? -80 : 0, west + 6, south ? 0 : 84};
}

static void set_web_mercator(struct known_crs *crs)
{
    *crs = (struct known_crs){
        .definition = g_strdup("EPSG:3857"),
        .step = g_strdup("+proj=webmerc +lat_0=0 +lon_0=0 +x_0=0 +y_0=0 +ellps=WGS84"),
        .name = g_strdup("WGS 84 / Pseudo-Mercator"),
        .operation = g_strdup("Popular Visualisation Pseudo-Mercator"),
        .area = {-180, -85.06, 180, 85.06},
    };
}

static gboolean init_from_code(struct known_crs *crs, const char *text)
{
    static const char *const lonlat[] = {"EPSG:4326", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84",
                                         "urn:ogc:def:crs:EPSG::4326"};
    for (gsize i = 0; i < G_N_ELEMENTS(lonlat); i++) {
        if (g_ascii_strcasecmp(text, lonlat[i]) == 0) {
            set_lonlat(crs, lonlat[0]);
            return TRUE;
        }
    }
    guint64 code;
    if (g_ascii_strncasecmp(text, "EPSG:", 5) != 0 ||
        !g_ascii_string_to_unsigned(text + 5, 10, 1, 999999, &code, NULL)) {
        return FALSE;
    }
    if (code == 3857) {
        set_web_mercator(crs);
    } else if ((code > 32600 && code <= 32660) || (code > 32700 && code <= 32760)) {
        set_utm(crs, (int)(code % 100), code > 32700);
    } else {
        return FALSE;
    }
    return TRUE;
}

/* Esri's and GDAL's WKT 1 of WGS 84, with blanks taken out and in capitals. A TOWGS84 or another
 * unit, spheroid or prime meridian does not match, and is left to PROJ. */
static gboolean is_wgs84_wkt(const char *text)
{
    static const char pattern[] =
        "^GEOGCS\\[\"[^\"]*\",DATUM\\[\"(D_WGS_1984|WGS_1984|WGS84|WORLDGEODETICSYSTEM1984)\","
        "SPHEROID\\[\"[^\"]*\",6378137(\\.0*)?,298\\.257223563(0*)(?<id>,AUTHORITY\\[\"EPSG\","
        "\"\\d+\"\\])?\\](?&id)?\\],PRIMEM\\[\"GREENWICH\",0(\\.0*)?(?&id)?\\],"
        "UNIT\\[\"DEGREE\",0\\.01745329251994\\d*(?&id)?\\]"
        "(,AXIS\\[\"[^\"]*\",(NORTH|EAST)\\])*(?&id)?\\]$";
    if (g_ascii_strncasecmp(text, "GEOGCS", 6) != 0 || strlen(text) > 1000) {
        return FALSE;
    }
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p++) {
        if (!g_ascii_isspace(*p)) {
            g_string_append_c(plain, g_ascii_toupper(*p));
        }
    }
    return g_regex_match_simple(pattern, plain->str, G_REGEX_RAW, 0);
}

static gboolean is_number(const char *text)
{
    char *end;
    double value = g_ascii_strtod(text, &end);
    return end != text && *end == '\0' && isfinite(value) &&
           strspn(text, "+-.0123456789eE") == strlen(text);
}

/* The parameters of a proj string by key, without their plus signs; NULL when one is repeated. */
static GHashTable *parameters_new(char **words)
{
    g_autoptr(GHashTable) parameters = g_hash_table_new(g_str_hash, g_str_equal);
    for (char **word = words; *word != NULL; word++) {
        char *key = **word == '+' ? *word + 1 : *word;
        if (*key == '\0') {
            continue;
        }
        char *equals = strchr(key, '=');
        if (equals != NULL) {
            *equals = '\0';
        }
        if (!g_hash_table_insert(parameters, key, equals == NULL ? NULL : equals + 1)) {
            return NULL;
        }
    }
    return g_steal_pointer(&parameters);
}

/* Takes a parameter out if it is there; false when it is there with another value. */
static gboolean take(GHashTable *parameters, const char *key, const char *expected, guint *count)
{
    gpointer value;
    if (!g_hash_table_steal_extended(parameters, key, NULL, &value)) {
        return TRUE;
    }
    *count += 1;
    return g_strcmp0(value, expected) == 0;
}

/* What says "on WGS 84, in metres, a CRS", and no more than that, is taken out. */
static gboolean take_wgs84(GHashTable *parameters)
{
    guint datum = 0;
    guint rest = 0;
    return take(parameters, "datum", "WGS84", &datum) &&
           take(parameters, "ellps", "WGS84", &datum) && datum > 0 &&
           take(parameters, "units", "m", &rest) && take(parameters, "type", "crs", &rest) &&
           take(parameters, "no_defs", NULL, &rest);
}

/* The operation, its numbers in a fixed order; NULL when a parameter is not a common one. */
static char *step_new(GHashTable *parameters, const char *method)
{
    g_autoptr(GString) step = g_string_new(NULL);
    g_string_append_printf(step, "+proj=%s", method);
    for (gsize i = 0; i < G_N_ELEMENTS(number_keys); i++) {
        gpointer value;
        if (!g_hash_table_steal_extended(parameters, number_keys[i], NULL, &value)) {
            continue;
        }
        if (value == NULL || !is_number(value)) {
            return NULL;
        }
        g_string_append_printf(step, " +%s=%s", number_keys[i], (const char *)value);
    }
    guint south = 0;
    if (!take(parameters, "south", NULL, &south) || g_hash_table_size(parameters) > 0) {
        return NULL;
    }
    g_string_append(step, south > 0 ? " +south +ellps=WGS84" : " +ellps=WGS84");
    return g_string_free(g_steal_pointer(&step), FALSE);
}

static gboolean init_from_proj_string(struct known_crs *crs, const char *text)
{
    if (strstr(text, "proj=") == NULL) {
        return FALSE;
    }
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    g_autoptr(GHashTable) parameters = parameters_new(words);
    gpointer method;
    if (parameters == NULL || !g_hash_table_steal_extended(parameters, "proj", NULL, &method) ||
        method == NULL || !take_wgs84(parameters)) {
        return FALSE;
    }
    if (strcmp(method, "longlat") == 0 || strcmp(method, "latlong") == 0) {
        if (g_hash_table_size(parameters) > 0) {
            return FALSE;
        }
        set_lonlat(crs, "EPSG:4326");
        return TRUE;
    }
    const char *name = method_name(method);
    char *step = name == NULL ? NULL : step_new(parameters, method);
    if (step == NULL) {
        return FALSE;
    }
    gboolean typed = strstr(text, "type=crs") != NULL;
    *crs = (struct known_crs){
        .definition = g_strconcat(text, typed ? NULL : " +type=crs", NULL),
        .step = step,
        .name = g_strdup(name),
        .operation = g_strdup(name),
        .area = box_empty(),
    };
    return TRUE;
}

gboolean known_crs_init(struct known_crs *crs, const char *text)
{
    *crs = (struct known_crs){.area = box_empty()};
    if (text == NULL || is_wgs84_wkt(text)) {
        set_lonlat(crs, "EPSG:4326");
        return TRUE;
    }
    return init_from_code(crs, text) || init_from_proj_string(crs, text);
}

void known_crs_clear(struct known_crs *crs)
{
    g_free(crs->definition);
    g_free(crs->step);
    g_free(crs->name);
    g_free(crs->operation);
    *crs = (struct known_crs){.area = box_empty()};
}

/* "%.2f" without the locale's decimal sign and without "-0.00" or trailing zeros. */
static char *hundredths(double degrees)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    double rounded = round(degrees * 100) / 100 + 0.0;
    return g_strdup(g_ascii_formatd(buffer, sizeof buffer, "%.10g", rounded));
}

static char *auto_parameters(struct box frame)
{
    double lat = (frame.ymin + frame.ymax) / 2;
    double inset = (frame.ymax - frame.ymin) / 6;
    g_autofree char *lon_0 = hundredths((frame.xmin + frame.xmax) / 2);
    g_autofree char *lat_0 = hundredths(lat);
    if (frame.xmax - frame.xmin <= 10) {
        return g_strdup_printf("+proj=tmerc +lat_0=%s +lon_0=%s +k=1", lat_0, lon_0);
    }
    if (fabs(lat) > 65 && fmin(fabs(frame.ymin), fabs(frame.ymax)) > 40) {
        return g_strdup_printf("+proj=stere +lat_0=%s +lon_0=%s +k=1", lat_0, lon_0);
    }
    if (frame.xmax - frame.xmin > 120 || fabs(lat) < 15) {
        return g_strdup_printf("+proj=merc +lon_0=%s +lat_ts=%s", lon_0, lat_0);
    }
    g_autofree char *lat_1 = hundredths(frame.ymin + inset);
    g_autofree char *lat_2 = hundredths(frame.ymax - inset);
    return g_strdup_printf("+proj=lcc +lat_0=%s +lon_0=%s +lat_1=%s +lat_2=%s", lat_0, lon_0, lat_1,
                           lat_2);
}

char *auto_crs(struct box frame, GError **error)
{
    if (box_is_empty(frame) || !(frame.xmin >= -360) || !(frame.xmax <= 360) ||
        !(frame.ymin >= -90) || !(frame.ymax <= 90)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "CRS 'auto': the frame is empty or not on the globe: give west, south, east, "
                    "north in degrees");
        return NULL;
    }
    g_autofree char *parameters = auto_parameters(frame);
    return g_strconcat(parameters, " +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs +type=crs", NULL);
}
