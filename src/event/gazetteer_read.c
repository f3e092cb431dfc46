#include "event/gazetteer_index.h"

#include "base/error.h"
#include "event/country.h"
#include "source/source.h"

#include <math.h>
#include <string.h>

/* The columns of a GeoNames dump that are read, in the order of the dump. */
enum gazetteer_column {
    GAZETTEER_ID,
    GAZETTEER_NAME,
    GAZETTEER_ASCII_NAME,
    GAZETTEER_ALTERNATE_NAMES,
    GAZETTEER_LATITUDE,
    GAZETTEER_LONGITUDE,
    GAZETTEER_FEATURE_CODE,
    GAZETTEER_COUNTRY_CODE,
    GAZETTEER_ADMIN1_CODE,
    GAZETTEER_ADMIN2_CODE,
    GAZETTEER_ADMIN3_CODE,
    GAZETTEER_POPULATION,
    GAZETTEER_COLUMNS,
};

/* GeoNames' name of the column first, then others that tables made from GeoNames use. */
static const struct {
    const char *names[6];
    guint dump_column;
} columns[GAZETTEER_COLUMNS] = {
    [GAZETTEER_ID] = {{"geonameid", "geoname_id", "gn_id", "cityid", "id"}, 0},
    [GAZETTEER_NAME] = {{"name", "geonames_name"}, 1},
    [GAZETTEER_ASCII_NAME] = {{"asciiname", "ascii_name", "ascii"}, 2},
    [GAZETTEER_ALTERNATE_NAMES] = {{"alternatenames", "alternate_names", "altname", "alt"}, 3},
    [GAZETTEER_LATITUDE] = {{"latitude", "lat"}, 4},
    [GAZETTEER_LONGITUDE] = {{"longitude", "lon", "lng"}, 5},
    [GAZETTEER_FEATURE_CODE] = {{"feature_code", "featurecode", "fcode"}, 7},
    [GAZETTEER_COUNTRY_CODE] = {{"country_code", "countrycode", "country", "cc"}, 8},
    [GAZETTEER_ADMIN1_CODE] = {{"admin1_code", "admin1code", "admin1", "admincode"}, 10},
    [GAZETTEER_ADMIN2_CODE] = {{"admin2_code", "admin2code", "admin2"}, 11},
    [GAZETTEER_ADMIN3_CODE] = {{"admin3_code", "admin3code", "admin3"}, 12},
    [GAZETTEER_POPULATION] = {{"population", "pop"}, 14},
};

#define DUMP_COLUMNS 19

/* A row: strings and numbers, as the file gave them. */
struct gazetteer_row {
    struct value cells[GAZETTEER_COLUMNS];
    guint line;
};

/* ---- one row ---- */

static gboolean read_number(const struct gazetteer_row *row, enum gazetteer_column column,
                            double *number)
{
    struct value cell = row->cells[column];
    *number = 0;
    if (cell.type == VALUE_NUMBER) {
        *number = cell.number;
        return isfinite(*number);
    }
    return cell.type == VALUE_STRING &&
           value_number_parse(cell.string, strlen(cell.string), number);
}

/* Names and codes may look like numbers. */
static const char *read_text(const struct gazetteer_row *row, enum gazetteer_column column,
                             char *buffer)
{
    struct value cell = row->cells[column];
    if (cell.type == VALUE_STRING) {
        return cell.string;
    }
    return cell.type == VALUE_NUMBER ? value_number_text(cell.number, buffer) : "";
}

static void add_alternates(struct gazetteer_loader *loader, const char *alternates, guint place)
{
    char *list = g_string_chunk_insert(loader->gazetteer->strings, alternates);
    while (list != NULL) {
        char *comma = strchr(list, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        gazetteer_add_spelling(loader, g_strstrip(list), place);
        list = comma;
    }
}

/* Position and population; false when the position cannot be read. */
static gboolean read_position(const struct gazetteer_row *row, struct place *place)
{
    double population;
    if (read_number(row, GAZETTEER_POPULATION, &population) && population > 0) {
        place->population = population;
    }
    return read_number(row, GAZETTEER_LATITUDE, &place->at.lat) &&
           read_number(row, GAZETTEER_LONGITUDE, &place->at.lon) && fabs(place->at.lat) <= 90 &&
           fabs(place->at.lon) <= 180;
}

static const char *keep_code(struct gazetteer *gazetteer, const struct gazetteer_row *row,
                             enum gazetteer_column column)
{
    char buffer[VALUE_NUMBER_TEXT];
    return gazetteer_keep(gazetteer, read_text(row, column, buffer), TRUE);
}

static void read_texts(struct gazetteer *gazetteer, const struct gazetteer_row *row,
                       struct place *place)
{
    char buffer[VALUE_NUMBER_TEXT];
    place->id = gazetteer_keep(gazetteer, read_text(row, GAZETTEER_ID, buffer), FALSE);
    place->name = gazetteer_keep(gazetteer, read_text(row, GAZETTEER_NAME, buffer), FALSE);
    const char *ascii = read_text(row, GAZETTEER_ASCII_NAME, buffer);
    gboolean same = strcmp(ascii, place->name) == 0;
    place->ascii_name = same ? place->name : gazetteer_keep(gazetteer, ascii, FALSE);
    place->feature_code = keep_code(gazetteer, row, GAZETTEER_FEATURE_CODE);
    const char *country = keep_code(gazetteer, row, GAZETTEER_COUNTRY_CODE);
    const char *code = strlen(country) > 2 ? country_code(country) : country;
    place->country_code = code != NULL ? code : "";
    place->admin1_code = keep_code(gazetteer, row, GAZETTEER_ADMIN1_CODE);
    place->admin2_code = keep_code(gazetteer, row, GAZETTEER_ADMIN2_CODE);
    place->admin3_code = keep_code(gazetteer, row, GAZETTEER_ADMIN3_CODE);
}

static void add_row(struct gazetteer_loader *loader, const struct gazetteer_row *row)
{
    struct place place = {0};
    gboolean has_position = read_position(row, &place);
    read_texts(loader->gazetteer, row, &place);
    if (place.name[0] == '\0' || !has_position) {
        diagnostics_add(loader->diagnostics, SEVERITY_WARNING, loader->path, row->line,
                        "a place without a %s is left out",
                        has_position ? "name" : "readable latitude and longitude");
        return;
    }
    guint index = gazetteer_add_place(loader, place);
    char buffer[VALUE_NUMBER_TEXT];
    add_alternates(loader, read_text(row, GAZETTEER_ALTERNATE_NAMES, buffer), index);
}

/* ---- a dump: no header, no quotes ---- */

/* The first line tells: 19 columns, of which the first is a number. */
static gboolean looks_like_dump(const char *text, gsize length)
{
    guint tabs = 0;
    for (gsize i = 0; i < length && text[i] != '\n'; i++) {
        if (text[i] == '\t') {
            tabs += i > 0;
        } else if (tabs == 0 && !g_ascii_isdigit(text[i])) {
            return FALSE;
        }
    }
    return tabs >= DUMP_COLUMNS - 1;
}

static void add_dump_line(struct gazetteer_loader *loader, char *line, guint number)
{
    const char *cells[DUMP_COLUMNS];
    guint count = 0;
    while (line != NULL && count < DUMP_COLUMNS) {
        char *tab = strchr(line, '\t');
        if (tab != NULL) {
            *tab++ = '\0';
        }
        cells[count++] = line;
        line = tab;
    }
    struct gazetteer_row row = {.line = number};
    for (guint i = 0; i < GAZETTEER_COLUMNS; i++) {
        guint column = columns[i].dump_column;
        row.cells[i] = column < count ? value_string(cells[column]) : value_null();
    }
    add_row(loader, &row);
}

static gboolean load_dump(struct gazetteer_loader *loader, const char *text, gsize length,
                          GError **error)
{
    if (!g_utf8_validate_len(text, length, NULL)) {
        set_data_error(error, loader->path, 0, "a GeoNames dump is UTF-8 text, this file is not");
        return FALSE;
    }
    g_autoptr(GString) line = g_string_new(NULL);
    guint number = 0;
    for (const char *end = text + length; text < end;) {
        const char *newline = memchr(text, '\n', (gsize)(end - text));
        const char *stop = newline != NULL ? newline : end;
        g_string_truncate(line, 0);
        g_string_append_len(line, text, stop - text);
        g_strchomp(line->str);
        number++;
        if (line->str[0] != '\0') {
            add_dump_line(loader, line->str, number);
        }
        text = newline != NULL ? newline + 1 : end;
    }
    return TRUE;
}

/* ---- a table with a header ---- */

/* The slot of the first of a column's names that the file has; -1: none. */
static int find_slot(const struct fields *fields, const char *const *names, guint n_names)
{
    for (guint i = 0; i < n_names && names[i] != NULL; i++) {
        for (guint slot = 0; slot < fields_count(fields); slot++) {
            if (g_ascii_strcasecmp(fields_name(fields, slot), names[i]) == 0) {
                return (int)slot;
            }
        }
    }
    return -1;
}

static gboolean find_columns(const struct source *source, int *slots, GError **error)
{
    for (guint i = 0; i < GAZETTEER_COLUMNS; i++) {
        slots[i] =
            find_slot(source_fields(source), columns[i].names, G_N_ELEMENTS(columns[i].names));
    }
    if (slots[GAZETTEER_NAME] < 0 || slots[GAZETTEER_LATITUDE] < 0 ||
        slots[GAZETTEER_LONGITUDE] < 0) {
        set_data_error(error, source_path(source), 1,
                       "a gazetteer needs GeoNames' columns: name, latitude and longitude at the "
                       "least, or a dump without a header");
        return FALSE;
    }
    return TRUE;
}

static void add_feature(struct gazetteer_loader *loader, const struct feature *feature,
                        const int *slots)
{
    struct gazetteer_row row = {.line = feature->line};
    for (guint i = 0; i < GAZETTEER_COLUMNS; i++) {
        row.cells[i] = feature_slot(feature, slots[i]);
    }
    add_row(loader, &row);
}

static gboolean load_table(struct gazetteer_loader *loader, GError **error)
{
    g_autoptr(Source) source = source_open(loader->path, loader->diagnostics, error);
    int slots[GAZETTEER_COLUMNS];
    if (source == NULL || !find_columns(source, slots, error)) {
        return FALSE;
    }
    for (;;) {
        struct feature feature;
        switch (source_next(source, &feature, error)) {
        case SOURCE_FEATURE:
            add_feature(loader, &feature, slots);
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

/* ---- the file ---- */

gboolean gazetteer_read_table(struct gazetteer_loader *loader, GError **error)
{
    /* What cannot be mapped is left to source_open(), which says why. */
    g_autoptr(GMappedFile) file = g_mapped_file_new(loader->path, FALSE, NULL);
    const char *text = file != NULL ? g_mapped_file_get_contents(file) : NULL;
    gsize length = file != NULL ? g_mapped_file_get_length(file) : 0;
    return text != NULL && looks_like_dump(text, length) ? load_dump(loader, text, length, error)
                                                         : load_table(loader, error);
}
