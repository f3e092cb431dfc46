/* Rows and cells of delimited text: CSV, TSV and their relatives. RFC 4180, read with good will:
 * a quote in the middle of a cell is a quote, lines end in LF, CRLF or CR, blank lines are skipped.
 */
#ifndef IDLIBMAP_SOURCE_TABLE_H
#define IDLIBMAP_SOURCE_TABLE_H

#include <glib.h>

#define TABLE_CELL_LIMIT_BYTES (16u << 20)
#define TABLE_ROW_LIMIT_BYTES (64u << 20)
#define TABLE_COLUMN_LIMIT 10000u

struct table_cell {
    const char *text; /* UTF-8 as in the file, NUL-ended; lives until the next row is read */
    gsize length;     /* bytes */
};

struct table_reader {
    const char *path;     /* for messages; borrowed */
    const char *at, *end; /* what is still to be read; borrowed */
    char delimiter, newline;
    guint line;     /* 1-based, of the next row */
    guint row_line; /* of the row just read */
    char *row;      /* a copy of the row, in which cells are ended */
    gsize row_room;
    GArray *cells; /* struct table_cell */
    guint cell_room;
};

enum table_result {
    TABLE_ROW,
    TABLE_END,
    TABLE_ERROR,
};

/* `text` is UTF-8 without a byte-order mark and without NUL, and outlives the reader. The
 * delimiter (comma, semicolon, tab or bar) is what the first line has most of, or the tab when
 * `prefer_tab` is set and the line has one. */
void table_reader_init(struct table_reader *reader, const char *path, const char *text,
                       gsize length, gboolean prefer_tab);
void table_reader_clear(struct table_reader *reader);

/* Reads the next row into reader->cells. Errors: a quote that is never closed, a cell or a row
 * over its limit; each names the line. */
enum table_result table_reader_next(struct table_reader *reader, GError **error);

/* Where a reader stands, to go back to it. */
struct table_place {
    const char *at;
    guint line;
};

static inline struct table_place table_reader_tell(const struct table_reader *reader)
{
    return (struct table_place){reader->at, reader->line};
}

static inline void table_reader_seek(struct table_reader *reader, struct table_place place)
{
    reader->at = place.at;
    reader->line = place.line;
}

static inline struct table_cell table_reader_cell(const struct table_reader *reader, guint column)
{
    return g_array_index(reader->cells, struct table_cell, column);
}

#endif
