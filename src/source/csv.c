/* The driver for tables: rows of typed cells, points where the header names coordinates. */
#include "base/error.h"
#include "source/codepage.h"
#include "source/coordinate.h"
#include "source/csv_header.h"
#include "source/decimal.h"
#include "source/page_trail.h"
#include "source/source_driver.h"
#include "source/table.h"

#include <math.h>
#include <string.h>

struct csv {
    GBytes *text;
    gboolean is_mapped; /* the text is the file's own memory */
    struct page_trail trail;
    struct table_reader reader;
    struct table_place first_row;
    int x_column, y_column; /* -1: no geometry */
    gboolean in_degrees;
    gboolean is_noted; /* what x and y are taken for */
    guint value_room;  /* of source->values */
};

/* Column names, in lower case, in the order in which they are looked for. */
static const struct {
    const char *y, *x;
    gboolean in_degrees;
} coordinate_columns[] = {
    {"latitude", "longitude", TRUE}, {"lat", "lon", TRUE}, {"lat", "lng", TRUE},
    {"lat", "long", TRUE},           {"y", "x", FALSE},
};

static int find_column(const struct source *source, const char *name)
{
    for (guint i = 0; i < fields_count(source->fields); i++) {
        if (g_ascii_strcasecmp(fields_name(source->fields, i), name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static void find_coordinates(struct source *source, struct csv *csv)
{
    csv->x_column = csv->y_column = -1;
    for (guint i = 0; i < G_N_ELEMENTS(coordinate_columns); i++) {
        int x = find_column(source, coordinate_columns[i].x);
        int y = find_column(source, coordinate_columns[i].y);
        if (x < 0 || y < 0) {
            continue;
        }
        csv->x_column = x;
        csv->y_column = y;
        csv->in_degrees = coordinate_columns[i].in_degrees;
        source->geometry_name = "Point";
        source->crs_assumed = !csv->in_degrees;
        return;
    }
}

static gboolean read_header(struct source *source, struct csv *csv, GError **error)
{
    if (!csv_read_header(source, &csv->reader, error)) {
        return FALSE;
    }
    find_coordinates(source, csv);
    csv->first_row = table_reader_tell(&csv->reader);
    csv->trail = page_trail_from(csv->first_row.at, csv->is_mapped);
    return TRUE;
}

/* Whether nothing was converted, but for a byte-order mark that is left out. */
static gboolean is_part_of(GBytes *text, GBytes *bytes)
{
    gsize text_length, length;
    const char *start = g_bytes_get_data(bytes, &length);
    const char *text_start = g_bytes_get_data(text, &text_length);
    return start != NULL && text_start != NULL && text_start + text_length == start + length &&
           text_length <= length;
}

static gboolean csv_open(struct source *source, GError **error)
{
    struct csv *csv = source->state = g_new0(struct csv, 1);
    g_autoptr(GBytes) bytes = source_load(source, error);
    if (bytes == NULL) {
        return FALSE;
    }
    const char *encoding;
    csv->text = codepage_decode_file(source->path, bytes, source->input == NULL, &encoding,
                                     &source->encoding_assumed, error);
    if (csv->text == NULL) {
        return FALSE;
    }
    csv->is_mapped = source->input == NULL && is_part_of(csv->text, bytes);
    source->encoding = g_strdup(encoding);
    if (source->encoding_assumed) {
        source_note(source, "the text is not UTF-8: taken as %s", encoding);
    }
    gsize length;
    const char *text = g_bytes_get_data(csv->text, &length);
    gsize path_length = strlen(source->path);
    gboolean tsv =
        path_length >= 4 && g_ascii_strcasecmp(source->path + path_length - 4, ".tsv") == 0;
    table_reader_init(&csv->reader, source->path, text != NULL ? text : "", length, tsv);
    return read_header(source, csv, error);
}

static void csv_free(struct source *source)
{
    struct csv *csv = source->state;
    if (csv == NULL) {
        return;
    }
    table_reader_clear(&csv->reader);
    g_clear_pointer(&csv->text, g_bytes_unref);
    g_free(csv);
}

static gboolean is_blank(struct table_cell cell)
{
    return strspn(cell.text, " ") == cell.length;
}

static gboolean read_coordinate(const struct csv *csv, struct table_cell cell,
                                enum coordinate_axis axis, double *number)
{
    return decimal_parse(cell.text, cell.length, number) ||
           coordinate_parse(cell.text, csv->in_degrees ? axis : COORDINATE_PLANE, number);
}

/* A row without coordinates, or with such as cannot be, keeps an empty geometry. */
static void read_point(struct source *source, struct csv *csv)
{
    const struct table_reader *reader = &csv->reader;
    if (csv->x_column < 0 || (guint)MAX(csv->x_column, csv->y_column) >= reader->cells->len) {
        return;
    }
    struct table_cell x_cell = table_reader_cell(reader, (guint)csv->x_column);
    struct table_cell y_cell = table_reader_cell(reader, (guint)csv->y_column);
    double x, y;
    if (!csv->in_degrees && !csv->is_noted) {
        source_note(source, "columns x and y are taken as WGS 84 longitude and latitude");
        csv->is_noted = TRUE;
    }
    if (!read_coordinate(csv, x_cell, COORDINATE_LONGITUDE, &x) ||
        !read_coordinate(csv, y_cell, COORDINATE_LATITUDE, &y)) {
        if (!is_blank(x_cell) && !is_blank(y_cell)) {
            source_warn(source, reader->row_line, "coordinates that are no numbers: no point");
        }
        return;
    }
    if (csv->in_degrees && (fabs(x) > 180 || fabs(y) > 90)) {
        source_warn(source, reader->row_line,
                    "latitude beyond 90 or longitude beyond 180 degrees: no point");
        return;
    }
    geometry_clear(source->geometry, GEOMETRY_POINT);
    geometry_begin_part(source->geometry);
    geometry_add(source->geometry, x, y);
}

/* Fields are set one by one: copying a whole struct value costs more than parsing its cell. */
static void type_cell(struct table_cell cell, gboolean keeps_text, struct value *value)
{
    double number;
    gboolean maybe_number = !keeps_text && (g_ascii_isdigit(cell.text[0]) || cell.text[0] == '-');
    if (maybe_number && value_number_parse(cell.text, cell.length, &number)) {
        value->type = VALUE_NUMBER;
        value->number = number;
    } else if (cell.length == 0) {
        value->type = VALUE_NULL;
    } else {
        value->type = VALUE_STRING;
        value->string = cell.text;
    }
}

static void read_values(struct source *source, struct csv *csv, guint n)
{
    if (csv->value_room < n) {
        csv->value_room = n;
        g_array_set_size(source->values, n);
    }
    source->values->len = n;
    struct value *values = (struct value *)(gpointer)source->values->data;
    for (guint i = 0; i < n; i++) {
        if (source_wants(source, i)) {
            type_cell(table_reader_cell(&csv->reader, i), source->keeps_texts, &values[i]);
        } else {
            values[i].type = VALUE_ABSENT;
        }
    }
}

static enum source_result csv_next(struct source *source, struct feature *feature, GError **error)
{
    struct csv *csv = source->state;
    switch (table_reader_next(&csv->reader, error)) {
    case TABLE_ERROR:
        return SOURCE_ERROR;
    case TABLE_END:
        return SOURCE_END;
    case TABLE_ROW:
        break;
    }
    page_trail_pass(&csv->trail, csv->reader.at);
    source_begin_record(source);
    if (source->wants_geometry) {
        read_point(source, csv);
    }
    if (source_misses_window(source)) {
        return SOURCE_SKIPPED;
    }
    guint columns = fields_count(source->fields);
    guint cells = csv->reader.cells->len;
    if (cells < columns) {
        source_warn(source, csv->reader.row_line, "a row with fewer cells than the header");
    } else if (cells > columns) {
        source_warn(source, csv->reader.row_line,
                    "a row with more cells than the header: the last ones are not used");
    }
    read_values(source, csv, MIN(cells, columns));
    return source_give(source, feature, csv->reader.row_line);
}

static void csv_rewind(struct source *source)
{
    struct csv *csv = source->state;
    table_reader_seek(&csv->reader, csv->first_row);
    csv->trail = page_trail_from(csv->first_row.at, csv->is_mapped);
}

/* Quoted cells may hold line ends, so that rows may be fewer. */
static guint64 csv_count_at_most(const struct source *source)
{
    const struct csv *csv = source->state;
    const struct table_reader *reader = &csv->reader;
    struct page_trail trail = page_trail_from(reader->at, csv->is_mapped);
    guint64 count = 1;
    for (const char *p = reader->at; p < reader->end; page_trail_pass(&trail, p)) {
        gsize block = MIN(PAGE_TRAIL_BYTES, (gsize)(reader->end - p));
        count += source_count_characters(p, block, reader->newline);
        p += block;
    }
    return count;
}

static const char *const csv_suffixes[] = {"csv", "tsv", "txt", NULL};

const struct source_driver csv_driver = {
    .kind = SOURCE_TABLE,
    .suffixes = csv_suffixes,
    .open = csv_open,
    .next = csv_next,
    .rewind = csv_rewind,
    .count_at_most = csv_count_at_most,
    .free = csv_free,
};
