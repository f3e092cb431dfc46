#include "source/shapefile_table.h"

#include "base/error.h"
#include "source/codepage.h"
#include "source/decimal.h"
#include "source/shapefile_library.h"

#include <string.h>

#define DBF_DELETED '*'
#define DBF_NAME_FULL 10 /* bytes; a longer name was cut */

struct shape_table {
    GBytes *bytes;
    const char *data;
    struct dbf_layout layout;
    struct codepage *codepage;
};

void shape_table_free(struct shape_table *table)
{
    if (table == NULL) {
        return;
    }
    codepage_free(table->codepage);
    dbf_layout_clear(&table->layout);
    g_bytes_unref(table->bytes);
    g_free(table);
}

static const char *row_bytes(const struct shape_table *table, guint row)
{
    return table->data + table->layout.header_length + (gsize)row * table->layout.row_length;
}

/* A cell without the blanks and NULs that fill it up. */
static gsize trimmed_length(const char *cell, gsize width)
{
    const char *nul = memchr(cell, '\0', width);
    gsize length = nul != NULL ? (gsize)(nul - cell) : width;
    while (length > 0 && cell[length - 1] == ' ') {
        length--;
    }
    return length;
}

/* Only a text that fills its width may have been cut inside a character: without that rule every
 * CP1252 word that ends in an accented letter would pass. */
static gboolean cells_are_utf8(const struct shape_table *table, const char *row)
{
    for (guint i = 0; i < table->layout.n_fields; i++) {
        const struct dbf_field *field = &table->layout.fields[i];
        const char *cell = row + field->offset;
        gsize length = trimmed_length(cell, field->width);
        if (field->type == 'C' && !codepage_is_utf8(cell, length, length == field->width)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean is_utf8(const struct shape_table *table)
{
    for (guint i = 0; i < table->layout.n_fields; i++) {
        const char *name = table->layout.fields[i].name;
        if (!codepage_is_utf8(name, strlen(name), strlen(name) >= DBF_NAME_FULL)) {
            return FALSE;
        }
    }
    for (guint row = 0; row < table->layout.rows; row++) {
        const char *bytes = row_bytes(table, row);
        if (!codepage_is_ascii(bytes, table->layout.row_length) && !cells_are_utf8(table, bytes)) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean has_text_field(const struct shape_table *table)
{
    for (guint i = 0; i < table->layout.n_fields; i++) {
        if (table->layout.fields[i].type == 'C') {
            return TRUE;
        }
    }
    return FALSE;
}

static struct codepage *guess_codepage(const struct shape_table *table, struct source *source)
{
    gboolean utf8 = is_utf8(table);
    const char *name = utf8 ? "UTF-8" : "CP1252";
    source->encoding_assumed = TRUE;
    if (has_text_field(table) || !utf8) {
        source_note(source, "no .cpg says how its text is encoded: taken as %s%s", name,
                    utf8 ? "" : "; a .cpg file with the name of the code page would tell");
    }
    return codepage_new(name);
}

/* The .cpg first, then the language driver id of the .dbf, then the bytes themselves. */
static struct codepage *find_codepage(const struct shape_table *table, struct source *source,
                                      const char *cpg)
{
    g_autofree char *stated = cpg != NULL ? codepage_from_cpg(cpg) : NULL;
    if (cpg != NULL && stated == NULL) {
        g_autofree char *shown = printable_dup(cpg);
        source_warn(source, 0, "its .cpg names no known code page: '%s'", shown);
    }
    const char *name =
        stated != NULL ? stated : codepage_from_language_driver(table->layout.language_driver);
    struct codepage *codepage = name != NULL ? codepage_new(name) : NULL;
    return codepage != NULL ? codepage : guess_codepage(table, source);
}

static const char *type_name(char type)
{
    switch (type) {
    case 'N':
    case 'F':
        return "number";
    case 'L':
        return "boolean";
    case 'D':
        return "date";
    default:
        return "string";
    }
}

static void add_fields(const struct shape_table *table, struct source *source)
{
    for (guint i = 0; i < table->layout.n_fields; i++) {
        const struct dbf_field *field = &table->layout.fields[i];
        const char *name =
            codepage_decode(table->codepage, source->store, field->name, strlen(field->name));
        g_autofree char *nameless = *name == '\0' ? g_strdup_printf("field %u", i + 1) : NULL;
        source_add_field(source, nameless != NULL ? nameless : name, type_name(field->type));
    }
}

static void check_rows(const struct dbf_layout *layout, struct source *source)
{
    if (layout->claimed_rows != layout->rows) {
        source_warn(source, 0, "its .dbf claims %" G_GINT64_FORMAT " rows and holds %u",
                    layout->claimed_rows, layout->rows);
    } else if (layout->rows != source->record_count) {
        source_warn(source, 0, "its .dbf has %u rows for %" G_GINT64_FORMAT " shapes: %s",
                    layout->rows, source->record_count,
                    layout->rows < source->record_count ? "the last ones have no attributes"
                                                        : "the last rows are not used");
    }
    if (layout->n_fields == 0) {
        source_warn(source, 0, "its .dbf has no fields: the features have no attributes");
    }
}

struct shape_table *shape_table_new(struct source *source, GBytes *dbf, const char *cpg)
{
    g_autoptr(ShapeTable) table = g_new0(struct shape_table, 1);
    g_autoptr(GError) problem = NULL;
    table->bytes = g_bytes_ref(dbf);
    table->data = g_bytes_get_data(dbf, NULL);
    if (!dbf_layout_read(&table->layout, dbf, &problem)) {
        source_warn(source, 0, "its .dbf cannot be used (%s): the features have no attributes",
                    problem->message);
        return NULL;
    }
    check_rows(&table->layout, source);
    table->codepage = find_codepage(table, source, cpg);
    source->encoding = g_strdup(codepage_name(table->codepage));
    add_fields(table, source);
    return g_steal_pointer(&table);
}

gboolean shape_table_is_deleted(const struct shape_table *table, guint row)
{
    return row < table->layout.rows && *row_bytes(table, row) == DBF_DELETED;
}

static struct value number_value(struct source *source, const struct dbf_field *field,
                                 const char *cell, gsize length, guint row)
{
    double number;
    gsize blanks = 0;
    while (blanks < length && cell[blanks] == ' ') {
        blanks++;
    }
    if (blanks == length || cell[blanks] == '*') {
        return value_null(); /* a row of stars is what does not fit */
    }
    if (decimal_parse(cell, length, &number)) {
        return value_number(number);
    }
    g_autofree char *name = printable_dup(field->name);
    source_warn(source, row + 1, "'%s' is no number: taken as empty", name);
    return value_null();
}

static struct value date_value(struct source *source, const char *cell, gsize length)
{
    if (length == 0 || strspn(cell, "0 ") >= length) {
        return value_null();
    }
    if (length != 8) {
        return value_string(value_store_string(source->store, cell, (gssize)length));
    }
    g_autofree char *iso = g_strdup_printf("%.4s-%.2s-%.2s", cell, cell + 4, cell + 6);
    return value_string(value_store_string(source->store, iso, -1));
}

static struct value boolean_value(const char *cell, gsize length)
{
    if (length > 0 && strchr("TtYy", cell[0]) != NULL) {
        return value_boolean(TRUE);
    }
    return length > 0 && strchr("FfNn", cell[0]) != NULL ? value_boolean(FALSE) : value_null();
}

static struct value cell_value(const struct shape_table *table, struct source *source, guint slot,
                               guint row)
{
    const struct dbf_field *field = &table->layout.fields[slot];
    const char *cell = row_bytes(table, row) + field->offset;
    gsize length = trimmed_length(cell, field->width);
    switch (field->type) {
    case 'N':
    case 'F':
        return number_value(source, field, cell, length, row);
    case 'L':
        return boolean_value(cell, length);
    case 'D':
        if (codepage_is_ascii(cell, length)) {
            return date_value(source, cell, length);
        }
        break;
    default:
        break;
    }
    /* The format cannot tell an empty text from none. */
    return length == 0
               ? value_null()
               : value_string(codepage_decode(table->codepage, source->store, cell, length));
}

void shape_table_read(const struct shape_table *table, struct source *source, guint row)
{
    g_array_set_size(source->values, table->layout.n_fields);
    struct value *values = (struct value *)(gpointer)source->values->data;
    for (guint i = 0; i < table->layout.n_fields; i++) {
        values[i] = row < table->layout.rows ? cell_value(table, source, i, row) : value_null();
    }
}
