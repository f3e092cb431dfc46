/* The keys of a map: one row each, read by the map file and the command line. */
#include "base/data_root.h"
#include "base/error.h"
#include "map/map.h"

#include <math.h>
#include <string.h>

#define MAX_PAGE_PX 20000.0
#define MM_TO_PX (96.0 / 25.4)

const char *const furniture_names[FURNITURE_PIECE_COUNT] = {
    "title", "legend", "scale-bar", "north-arrow", "graticule", "inset", "credits", "key-table",
};

static const struct paper {
    const char *name;
    double width_mm, height_mm;
} papers[] = {
    {"A5", 148, 210}, {"A4", 210, 297},  {"A3", 297, 420},         {"A2", 420, 594},
    {"A1", 594, 841}, {"A0", 841, 1189}, {"letter", 215.9, 279.4}, {"tabloid", 279.4, 431.8},
};

G_GNUC_PRINTF(2, 3) static gboolean refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE, text);
    return FALSE;
}

/* A whole text as a finite decimal number, blanks around it allowed. */
static gboolean parse_number(const char *text, double *number)
{
    char *end;
    *number = g_ascii_strtod(text, &end);
    return end != text && *g_strchug(end) == '\0' && isfinite(*number);
}

static gboolean parse_four(const char *value, double numbers[4])
{
    g_auto(GStrv) parts = g_strsplit(value, ",", 5);
    if (g_strv_length(parts) != 4) {
        return FALSE;
    }
    for (guint i = 0; i < 4; i++) {
        if (!parse_number(parts[i], &numbers[i])) {
            return FALSE;
        }
    }
    return numbers[0] < numbers[2] && numbers[1] < numbers[3];
}

static gboolean set_text(char **field, const char *value)
{
    g_free(*field);
    *field = g_strdup(value);
    return TRUE;
}

gboolean map_value_is_name(const char *value)
{
    return strpbrk(value, "/.") == NULL;
}

static gboolean set_style(struct map *map, const char *value, GError **error)
{
    if (!map_value_is_name(value)) {
        return set_text(&map->style, value);
    }
    g_autofree char *relative = g_strdup_printf("data/styles/%s.json", value);
    g_autofree char *path = data_root_file_dup(relative);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        return refuse(error,
                      "style '%s' is neither a file (with .json) nor a shipped style such as "
                      "situation, dark or print",
                      value);
    }
    return set_text(&map->style, path);
}

static gboolean set_gazetteer(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->gazetteer, value);
}

static gboolean set_title(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->title, value);
}

static gboolean set_subtitle(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->subtitle, value);
}

static gboolean set_notes(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->notes, value);
}

static gboolean set_from(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->from, value);
}

static gboolean set_to(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->to, value);
}

/* The place of a value in a list of words; -1 when it is none of them. */
static int find_word(const char *const *words, guint n_words, const char *value, gsize length)
{
    for (guint i = 0; i < n_words; i++) {
        if (strlen(words[i]) == length && strncmp(words[i], value, length) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static gboolean set_coincident(struct map *map, const char *value, GError **error)
{
    static const char *const ways[] = {"spread", "cluster", "stack"};
    int way = find_word(ways, G_N_ELEMENTS(ways), value, strlen(value));
    if (way < 0) {
        return refuse(error, "coincident '%s' is not one of spread, cluster, stack", value);
    }
    map->coincident = (enum map_coincident)way;
    return TRUE;
}

static gboolean set_aggregate(struct map *map, const char *value, GError **error)
{
    static const char *const kinds[] = {"none", "hexbin", "admin1", "admin2", "heat"};
    gsize length = strcspn(value, ":");
    int kind = find_word(kinds, G_N_ELEMENTS(kinds), value, length);
    gboolean has_km = value[length] == ':',
             may_have_km = kind == AGGREGATE_HEXBIN || kind == AGGREGATE_HEAT;
    double km = 0;
    if (kind < 0 || (has_km && (!may_have_km || !parse_number(value + length + 1, &km) ||
                                km < 0.001 || km > 5000))) {
        return refuse(error,
                      "aggregate '%s' is not one of hexbin, hexbin:KM, admin1, admin2, heat, "
                      "heat:KM, none",
                      value);
    }
    map->aggregate = (enum map_aggregate)kind;
    map->aggregate_km = km;
    return TRUE;
}

static gboolean set_measure(struct map *map, const char *value, GError **error)
{
    static const char *const measures[] = {"events", "deaths", "events-per-1000km2",
                                           "deaths-per-1000km2"};
    int measure = find_word(measures, G_N_ELEMENTS(measures), value, strlen(value));
    if (measure < 0) {
        return refuse(error,
                      "measure '%s' is not one of events, deaths, events-per-1000km2, "
                      "deaths-per-1000km2",
                      value);
    }
    map->measure = (enum map_measure)measure;
    return TRUE;
}

/* 9999 years and more are no window. */
#define MAX_PERIOD 99999

static gboolean set_last(struct map *map, const char *value, GError **error)
{
    gsize digits = strspn(value, "0123456789");
    g_autofree char *number = g_strndup(value, digits);
    guint64 count;
    if (!g_ascii_string_to_unsigned(number, 10, 1, MAX_PERIOD, &count, NULL) ||
        value[digits] == '\0' || strchr("dwmy", value[digits]) == NULL ||
        value[digits + 1] != '\0') {
        return refuse(error, "last '%s' is not a time such as 30d, 4w, 6m or 1y", value);
    }
    map->last = (struct map_period){(guint)count, value[digits]};
    return TRUE;
}

static gboolean set_filter(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->filter, value);
}

static gboolean set_redact(struct map *map, const char *value, GError **error)
{
    g_auto(GStrv) names = g_strsplit(value, ",", -1);
    for (guint i = 0; i == 0 || names[i] != NULL; i++) {
        if (names[i] == NULL || g_strstrip(names[i])[0] == '\0') {
            return refuse(error, "redact '%s' is not a list of columns: notes,actor1", value);
        }
    }
    g_strfreev(map->redact);
    map->redact = g_steal_pointer(&names);
    return TRUE;
}

static gboolean set_coarsen(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->coarsen, value);
}

static gboolean set_dense_above(struct map *map, const char *value, GError **error)
{
    guint64 number;
    if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXUINT, &number, NULL)) {
        return refuse(error, "dense-above '%s' is not a whole number of events", value);
    }
    map->dense_above = (guint)number;
    return TRUE;
}

static gboolean set_schema(struct map *map, const char *value, G_GNUC_UNUSED GError **error)
{
    return set_text(&map->schema, value);
}

static gboolean set_events_crs(struct map *map, const char *value, GError **error)
{
    return value[0] != '\0'
               ? set_text(&map->events_crs, value)
               : refuse(error, "events-crs is empty; give EPSG:32637 or a proj string");
}

static gboolean set_crs(struct map *map, const char *value, GError **error)
{
    return value[0] != '\0' ? set_text(&map->crs, value)
                            : refuse(error, "crs is empty; give auto, EPSG:32637 or a proj string");
}

static gboolean set_bbox(struct map *map, const char *value, GError **error)
{
    double n[4];
    if (!parse_four(value, n) || n[0] < -180 || n[2] > 180 || n[1] < -90 || n[3] > 90) {
        return refuse(error,
                      "bbox '%s' is not W,S,E,N in degrees with W < E and S < N, "
                      "for example 35.5,34.9,37.6,37.0",
                      value);
    }
    map->bbox = (struct box){n[0], n[1], n[2], n[3]};
    return TRUE;
}

static gboolean set_extent(struct map *map, const char *value, GError **error)
{
    double n[4];
    if (!parse_four(value, n)) {
        return refuse(error,
                      "extent '%s' is not XMIN,YMIN,XMAX,YMAX in the map's CRS "
                      "with XMIN < XMAX and YMIN < YMAX",
                      value);
    }
    map->extent = (struct box){n[0], n[1], n[2], n[3]};
    map->has_extent = TRUE;
    return TRUE;
}

static gboolean set_page(struct map *map, double width_px, double height_px, const char *value,
                         GError **error)
{
    if (!(width_px >= 16 && width_px <= MAX_PAGE_PX && height_px >= 16 &&
          height_px <= MAX_PAGE_PX)) {
        return refuse(error, "size '%s' is outside 16 to %.0f px a side", value, MAX_PAGE_PX);
    }
    map->width_px = width_px;
    map->height_px = height_px;
    return TRUE;
}

static gboolean set_paper_size(struct map *map, const char *value, gboolean *known, GError **error)
{
    gsize length = strcspn(value, "-");
    gboolean landscape = g_ascii_strcasecmp(value + length, "-landscape") == 0;
    gboolean portrait =
        value[length] == '\0' || g_ascii_strcasecmp(value + length, "-portrait") == 0;
    for (guint i = 0; i < G_N_ELEMENTS(papers) && (landscape || portrait); i++) {
        if (strlen(papers[i].name) == length &&
            g_ascii_strncasecmp(value, papers[i].name, length) == 0) {
            double short_px = papers[i].width_mm * MM_TO_PX;
            double long_px = papers[i].height_mm * MM_TO_PX;
            *known = TRUE;
            return set_page(map, landscape ? long_px : short_px, landscape ? short_px : long_px,
                            value, error);
        }
    }
    *known = FALSE;
    return TRUE;
}

static gboolean set_size(struct map *map, const char *value, GError **error)
{
    gboolean known;
    if (!set_paper_size(map, value, &known, error)) {
        return FALSE;
    }
    if (known) {
        return TRUE;
    }
    g_auto(GStrv) parts = g_strsplit(value, "x", 3);
    double width_px, height_px;
    if (g_strv_length(parts) != 2 || !parse_number(parts[0], &width_px) ||
        !parse_number(parts[1], &height_px)) {
        return refuse(error,
                      "size '%s' is not WIDTHxHEIGHT in px or a paper such as A4 or A4-landscape",
                      value);
    }
    return set_page(map, width_px, height_px, value, error);
}

static gboolean set_dpi(struct map *map, const char *value, GError **error)
{
    if (!parse_number(value, &map->dpi) || map->dpi < 24 || map->dpi > 1200) {
        return refuse(error, "dpi '%s' is not a number from 24 to 1200", value);
    }
    return TRUE;
}

static gboolean set_language(struct map *map, const char *value, GError **error)
{
    static const char *const languages[] = {"en", "ar", "tr", NULL};
    if (!g_strv_contains(languages, value)) {
        return refuse(error, "lang '%s' is not one of en, ar, tr", value);
    }
    return set_text(&map->language, value);
}

static gboolean set_number(struct map *map, const char *value, GError **error)
{
    map->number = strcmp(value, "yes") == 0;
    return map->number || strcmp(value, "no") == 0
               ? TRUE
               : refuse(error, "number '%s' is neither yes nor no", value);
}

static gboolean set_fade(struct map *map, const char *value, GError **error)
{
    map->fades_by_age = strcmp(value, "age") == 0;
    return map->fades_by_age || strcmp(value, "none") == 0 ||
           refuse(error, "fade '%s' is not one of none, age", value);
}

static gboolean set_furniture(struct map *map, const char *value, GError **error)
{
    guint all = (1u << FURNITURE_PIECE_COUNT) - 1;
    if (strcmp(value, "none") == 0 || strcmp(value, "all") == 0) {
        map->furniture = value[0] == 'a' ? all : 0;
        return TRUE;
    }
    guint bits = 0;
    g_auto(GStrv) names = g_strsplit(value, ",", -1);
    for (guint i = 0; names[i] != NULL; i++) {
        guint piece = 0;
        g_strdelimit(g_strstrip(names[i]), "_", '-');
        while (piece < FURNITURE_PIECE_COUNT && strcmp(names[i], furniture_names[piece]) != 0) {
            piece++;
        }
        if (piece == FURNITURE_PIECE_COUNT) {
            g_autofree char *known = g_strjoinv(", ", (char **)furniture_names);
            return refuse(error, "furniture '%s' is not one of all, none, %s", names[i], known);
        }
        bits |= 1u << piece;
    }
    map->furniture = bits;
    return TRUE;
}

static gboolean set_layout(struct map *map, const char *value, GError **error)
{
    static const char *const layouts[] = {"auto", "overlay", "panel"};
    for (guint i = 0; i < G_N_ELEMENTS(layouts); i++) {
        if (strcmp(value, layouts[i]) == 0) {
            map->layout = (enum map_layout)i;
            return TRUE;
        }
    }
    return refuse(error, "layout '%s' is not one of auto, overlay, panel", value);
}

const struct map_key map_keys[] = {
    {"map", SECTION_MAP, "style", "STYLE",
     "MapLibre style: a file, or a shipped one by name: situation, dark, print", TRUE, FALSE,
     set_style},
    {"map", SECTION_EVENTS, "gazetteer", "FILE",
     "places by name, in GeoNames' columns, or a layer of units with P-codes (ADM1_EN ...)", TRUE,
     FALSE, set_gazetteer},
    {"map", SECTION_MAP, "crs", "CRS", "projection: auto, EPSG:32637, a proj string or WKT", FALSE,
     FALSE, set_crs},
    {"map", SECTION_MAP, "bbox", "W,S,E,N", "what to show, in degrees", FALSE, FALSE, set_bbox},
    {"map", SECTION_MAP, "extent", "XMIN,YMIN,XMAX,YMAX",
     "what to show, in the map's CRS; wins over bbox", FALSE, FALSE, set_extent},
    {"map", SECTION_PAGE, "size", "SIZE",
     "page: WxH in CSS px (1/96 inch), or A4, A4-landscape, A3 ...", FALSE, FALSE, set_size},
    {"map", SECTION_PAGE, "dpi", "N", "pixels an inch of a PNG (96)", FALSE, FALSE, set_dpi},
    {"map", SECTION_PAGE, "title", "TEXT", "title of the map", FALSE, TRUE, set_title},
    {"map", SECTION_PAGE, "subtitle", "TEXT", "line below the title", FALSE, TRUE, set_subtitle},
    {"map", SECTION_PAGE, "notes", "TEXT", "small print of your own", FALSE, TRUE, set_notes},
    {"map", SECTION_PAGE, "lang", "LANG", "language of furniture and names: en, ar or tr", FALSE,
     FALSE, set_language},
    {"map", SECTION_EVENTS, "from", "DATE", "leave out events that ended before this day", FALSE,
     FALSE, set_from},
    {"map", SECTION_EVENTS, "to", "DATE", "leave out events that began after this day", FALSE,
     FALSE, set_to},
    {"map", SECTION_EVENTS, "last", "TIME",
     "the last 30d, 4w, 6m or 1y: back from the newest event of the files, or from --to", FALSE,
     FALSE, set_last},
    {"map", SECTION_EVENTS, "filter", "EXPR",
     "draw only events that a style expression accepts: '[\">\",[\"get\",\"fatalities\"],10]'",
     FALSE, FALSE, set_filter},
    {"map", SECTION_SYMBOLS, "number", NULL,
     "number the events in the order of their dates, with a key table on the page", FALSE, FALSE,
     set_number},
    {"map", SECTION_SYMBOLS, "fade", "HOW",
     "age: events are the paler, the older they are; none (the default)", FALSE, FALSE, set_fade},
    {"map", SECTION_SYMBOLS, "coincident", "WAY",
     "events over each other: spread beside their place, cluster (one symbol with their number), "
     "or stack",
     FALSE, FALSE, set_coincident},
    {"map", SECTION_SYMBOLS, "aggregate", "KIND",
     "draw events together: hexbin, admin1, admin2 or heat; hexbin:10, heat:10: that many km",
     FALSE, FALSE, set_aggregate},
    {"map", SECTION_SYMBOLS, "measure", "WHAT",
     "what an aggregate shows: events, deaths, events-per-1000km2, deaths-per-1000km2", FALSE,
     FALSE, set_measure},
    {"map", SECTION_EVENTS, "redact", "COLUMN,...",
     "columns of the events to treat as not there at all", FALSE, FALSE, set_redact},
    {"map", SECTION_EVENTS, "coarsen", "SIZE",
     "move events to the middle of cells of 5km, 500m ..., or to their admin1, without names of "
     "places, notes and ids",
     FALSE, FALSE, set_coarsen},
    {"map", SECTION_SYMBOLS, "dense-above", "N",
     "more events than this are drawn over each other, without names and ties (50000)", FALSE,
     FALSE, set_dense_above},
    {"map", SECTION_EVENTS, "schema", "NAME",
     "what the events' columns mean: acled, ucdp-ged, gdelt, hxl, canonical or loose; else told by "
     "their headers",
     FALSE, FALSE, set_schema},
    {"map", SECTION_EVENTS, "events-crs", "CRS",
     "of the events' columns x and y, of their WKT and shapes", FALSE, FALSE, set_events_crs},
    {"furniture", SECTION_PAGE, "furniture", "LIST",
     "all, none, or some of title,legend,scale-bar,north-arrow,graticule,inset,credits,key-table",
     FALSE, FALSE, set_furniture},
    {"furniture", SECTION_PAGE, "layout", "LAYOUT",
     "where furniture stands: auto, overlay or panel", FALSE, FALSE, set_layout},
    {NULL, NULL, NULL, NULL, NULL, FALSE, FALSE, NULL},
};

const struct map_key *map_key_find(const char *name)
{
    for (const struct map_key *key = map_keys; key->name != NULL; key++) {
        if (strcmp(key->name, name) == 0) {
            return key;
        }
    }
    return NULL;
}
