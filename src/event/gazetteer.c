#include "event/gazetteer.h"

#include "base/error.h"
#include "event/gazetteer_index.h"
#include "event/place_name.h"
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
    GAZETTEER_POPULATION,
    GAZETTEER_COLUMNS,
};

static const struct {
    const char *name;
    guint dump_column;
} columns[GAZETTEER_COLUMNS] = {
    [GAZETTEER_ID] = {"geonameid", 0},
    [GAZETTEER_NAME] = {"name", 1},
    [GAZETTEER_ASCII_NAME] = {"asciiname", 2},
    [GAZETTEER_ALTERNATE_NAMES] = {"alternatenames", 3},
    [GAZETTEER_LATITUDE] = {"latitude", 4},
    [GAZETTEER_LONGITUDE] = {"longitude", 5},
    [GAZETTEER_FEATURE_CODE] = {"feature_code", 7},
    [GAZETTEER_COUNTRY_CODE] = {"country_code", 8},
    [GAZETTEER_ADMIN1_CODE] = {"admin1_code", 10},
    [GAZETTEER_POPULATION] = {"population", 14},
};

#define DUMP_COLUMNS 19

/* A row: strings and numbers, as the file gave them. */
struct gazetteer_row {
    struct value cells[GAZETTEER_COLUMNS];
    guint line;
};

struct loader {
    struct gazetteer *gazetteer;
    struct diagnostics *diagnostics;
    GString *key; /* buffer */
};

static struct gazetteer *gazetteer_new(const char *path)
{
    struct gazetteer *gazetteer = g_new0(struct gazetteer, 1);
    gazetteer->path = g_strdup(path);
    gazetteer->strings = g_string_chunk_new(64 * 1024);
    gazetteer->places = g_array_new(FALSE, FALSE, sizeof(struct place));
    gazetteer->spellings = g_array_new(FALSE, FALSE, sizeof(struct spelling));
    gazetteer->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    gazetteer->admin1s = g_hash_table_new(g_str_hash, g_str_equal);
    return gazetteer;
}

void gazetteer_free(struct gazetteer *gazetteer)
{
    if (gazetteer == NULL) {
        return;
    }
    g_hash_table_unref(gazetteer->admin1s);
    g_hash_table_unref(gazetteer->by_key);
    g_array_unref(gazetteer->spellings);
    g_array_unref(gazetteer->places);
    g_string_chunk_free(gazetteer->strings);
    g_free(gazetteer->path);
    g_free(gazetteer);
}

guint gazetteer_count(const struct gazetteer *gazetteer)
{
    return gazetteer->places->len;
}

const char *gazetteer_path(const struct gazetteer *gazetteer)
{
    return gazetteer->path;
}

const struct place *gazetteer_admin1_of(const struct gazetteer *gazetteer,
                                        const struct place *place)
{
    g_autofree char *code = g_strdup_printf("%s.%s", place->country_code, place->admin1_code);
    guint link = GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->admin1s, code));
    return link > 0 ? gazetteer_place(gazetteer, link - 1) : NULL;
}

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

static void add_spelling(struct loader *loader, const char *text, guint place)
{
    struct gazetteer *gazetteer = loader->gazetteer;
    place_name_fold_to(loader->key, text);
    if (loader->key->len == 0) {
        return;
    }
    guint first = gazetteer_chain(gazetteer, loader->key->str);
    struct spelling spelling = {.text = text, .place = place, .next = 0};
    if (first == 0) {
        g_array_append_val(gazetteer->spellings, spelling);
        char *key = g_string_chunk_insert_len(gazetteer->strings, loader->key->str,
                                              (gssize)loader->key->len);
        g_hash_table_insert(gazetteer->by_key, key, GUINT_TO_POINTER(gazetteer->spellings->len));
        return;
    }
    /* Second in the chain, so that the hash table need not change. */
    spelling.next = gazetteer_spelling(gazetteer, first)->next;
    g_array_append_val(gazetteer->spellings, spelling);
    g_array_index(gazetteer->spellings, struct spelling, first - 1).next =
        gazetteer->spellings->len;
}

static void add_alternates(struct loader *loader, const char *alternates, guint place)
{
    char *list = g_string_chunk_insert(loader->gazetteer->strings, alternates);
    while (list != NULL) {
        char *comma = strchr(list, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        add_spelling(loader, g_strstrip(list), place);
        list = comma;
    }
}

static void add_admin1(struct gazetteer *gazetteer, const struct place *place, guint index)
{
    if (!place->is_admin1) {
        return;
    }
    g_autofree char *code = g_strdup_printf("%s.%s", place->country_code, place->admin1_code);
    if (!g_hash_table_contains(gazetteer->admin1s, code)) {
        char *key = g_string_chunk_insert(gazetteer->strings, code);
        g_hash_table_insert(gazetteer->admin1s, key, GUINT_TO_POINTER(index + 1));
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

static void read_texts(struct gazetteer *gazetteer, const struct gazetteer_row *row,
                       struct place *place)
{
    char buffer[VALUE_NUMBER_TEXT];
    GStringChunk *strings = gazetteer->strings;
    place->id = g_string_chunk_insert(strings, read_text(row, GAZETTEER_ID, buffer));
    place->name = g_string_chunk_insert(strings, read_text(row, GAZETTEER_NAME, buffer));
    const char *ascii = read_text(row, GAZETTEER_ASCII_NAME, buffer);
    gboolean same = strcmp(ascii, place->name) == 0;
    place->ascii_name = same ? place->name : g_string_chunk_insert(strings, ascii);
    place->feature_code =
        g_string_chunk_insert_const(strings, read_text(row, GAZETTEER_FEATURE_CODE, buffer));
    place->country_code =
        g_string_chunk_insert_const(strings, read_text(row, GAZETTEER_COUNTRY_CODE, buffer));
    place->admin1_code =
        g_string_chunk_insert_const(strings, read_text(row, GAZETTEER_ADMIN1_CODE, buffer));
    place->is_admin1 = strcmp(place->feature_code, "ADM1") == 0;
}

static void add_row(struct loader *loader, const struct gazetteer_row *row)
{
    struct gazetteer *gazetteer = loader->gazetteer;
    struct place place = {0};
    gboolean has_position = read_position(row, &place);
    read_texts(gazetteer, row, &place);
    if (place.name[0] == '\0' || !has_position) {
        diagnostics_add(loader->diagnostics, SEVERITY_WARNING, gazetteer->path, row->line,
                        "a place without a %s is left out",
                        has_position ? "name" : "readable latitude and longitude");
        return;
    }
    guint index = gazetteer->places->len;
    g_array_append_val(gazetteer->places, place);
    add_admin1(gazetteer, &place, index);
    add_spelling(loader, place.name, index);
    if (place.ascii_name != place.name) {
        add_spelling(loader, place.ascii_name, index);
    }
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

static void add_dump_line(struct loader *loader, char *line, guint number)
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

static gboolean load_dump(struct loader *loader, const char *text, gsize length, GError **error)
{
    if (!g_utf8_validate_len(text, length, NULL)) {
        set_data_error(error, loader->gazetteer->path, 0,
                       "a GeoNames dump is UTF-8 text, this file is not");
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

static gboolean find_columns(const struct source *source, int *slots, GError **error)
{
    const struct fields *fields = source_fields(source);
    for (guint i = 0; i < GAZETTEER_COLUMNS; i++) {
        slots[i] = -1;
        for (guint slot = 0; slot < fields_count(fields) && slots[i] < 0; slot++) {
            if (g_ascii_strcasecmp(fields_name(fields, slot), columns[i].name) == 0) {
                slots[i] = (int)slot;
            }
        }
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

static void add_feature(struct loader *loader, const struct feature *feature, const int *slots)
{
    struct gazetteer_row row = {.line = feature->line};
    for (guint i = 0; i < GAZETTEER_COLUMNS; i++) {
        row.cells[i] = feature_slot(feature, slots[i]);
    }
    add_row(loader, &row);
}

static gboolean load_table(struct loader *loader, const char *path, GError **error)
{
    g_autoptr(Source) source = source_open(path, loader->diagnostics, error);
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

static gboolean load(struct loader *loader, const char *path, GError **error)
{
    /* What cannot be mapped is left to source_open(), which says why. */
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
    const char *text = file != NULL ? g_mapped_file_get_contents(file) : NULL;
    gsize length = file != NULL ? g_mapped_file_get_length(file) : 0;
    return text != NULL && looks_like_dump(text, length) ? load_dump(loader, text, length, error)
                                                         : load_table(loader, path, error);
}

struct gazetteer *gazetteer_load(const char *path, struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(Gazetteer) gazetteer = gazetteer_new(path);
    g_autoptr(GString) key = g_string_sized_new(64);
    struct loader loader = {gazetteer, diagnostics, key};
    if (!load(&loader, path, error)) {
        return NULL;
    }
    if (gazetteer->places->len == 0) {
        diagnostics_add(diagnostics, SEVERITY_WARNING, path, 0, "the gazetteer holds no place");
    }
    return g_steal_pointer(&gazetteer);
}
