#include "source/csv_header.h"

#include "base/error.h"

#include <string.h>

#define HXL_TAG_ROWS 25 /* the standard: the hashtags stand in one of the first 25 rows */

/* GDELT event tables: 1.0 (its files before April 2013 lack the last, SOURCEURL) and 2.0. */
static const struct {
    guint least, most; /* columns */
    const char *names; /* separated by blanks */
} headerless[] = {
    {57, 58,
     "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode "
     "Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code "
     "Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode "
     "Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code "
     "Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode "
     "EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone "
     "Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_Lat "
     "Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode "
     "Actor2Geo_ADM1Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type "
     "ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_Lat ActionGeo_Long "
     "ActionGeo_FeatureID DATEADDED SOURCEURL"},
    {61, 61,
     "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode "
     "Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code "
     "Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode "
     "Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code "
     "Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode "
     "EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone "
     "Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code "
     "Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type "
     "Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code "
     "Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName "
     "ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long "
     "ActionGeo_FeatureID DATEADDED SOURCEURL"},
};

/* ---- tables without a header ---- */

static gboolean is_digits(struct table_cell cell, gsize length)
{
    return cell.length == length && strspn(cell.text, "0123456789") == length;
}

/* A row of GDELT begins with an id, the day, the month and the year of the event: 20200227, 202002,
 * 2020. */
static gboolean is_gdelt_row(const struct table_reader *reader)
{
    struct table_cell id = table_reader_cell(reader, 0);
    struct table_cell day = table_reader_cell(reader, 1);
    struct table_cell month = table_reader_cell(reader, 2);
    struct table_cell year = table_reader_cell(reader, 3);
    return id.length > 0 && is_digits(id, id.length) && is_digits(day, 8) && is_digits(month, 6) &&
           is_digits(year, 4) && strncmp(day.text, month.text, 6) == 0 &&
           strncmp(day.text, year.text, 4) == 0;
}

/* The names of the columns of a table that begins with data; NULL: it has a header. */
static const char *names_of_headerless(const struct table_reader *reader)
{
    for (guint i = 0; i < G_N_ELEMENTS(headerless); i++) {
        guint columns = reader->cells->len;
        if (columns >= headerless[i].least && columns <= headerless[i].most &&
            is_gdelt_row(reader)) {
            return headerless[i].names;
        }
    }
    return NULL;
}

static void add_names(struct source *source, const char *names, guint columns)
{
    g_auto(GStrv) list = g_strsplit(names, " ", -1);
    for (guint i = 0; i < columns; i++) {
        source_add_field(source, list[i], NULL);
    }
    source_note(source, "no header row: its %u columns are taken as those of GDELT's events",
                columns);
}

/* ---- HXL ---- */

/* Every cell is a hashtag or empty, and one at least is a hashtag. */
static gboolean is_tag_row(const struct table_reader *reader)
{
    guint tags = 0;
    for (guint i = 0; i < reader->cells->len; i++) {
        const char *text = table_reader_cell(reader, i).text;
        text += strspn(text, " ");
        if (*text != '\0' && (*text != '#' || !g_ascii_isalpha(text[1]))) {
            return FALSE;
        }
        tags += *text != '\0' ? 1 : 0;
    }
    return tags > 0;
}

/* Whether there is a row of hashtags. Then the reader stands before it, or before the row above
 * where there is one; else where it was. */
static gboolean find_tags(struct table_reader *reader)
{
    struct table_place start = table_reader_tell(reader), above = start, here = start;
    for (guint row = 0; row < HXL_TAG_ROWS; row++) {
        here = table_reader_tell(reader);
        if (table_reader_next(reader, NULL) != TABLE_ROW) {
            break; /* an error is told when the row is read in its turn */
        }
        if (is_tag_row(reader)) {
            table_reader_seek(reader, above);
            return TRUE;
        }
        above = here;
    }
    table_reader_seek(reader, start);
    return FALSE;
}

static void add_tags(struct source *source, const struct table_reader *reader)
{
    source->tags = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < fields_count(source->fields); i++) {
        const char *text = i < reader->cells->len ? table_reader_cell(reader, i).text : "";
        g_ptr_array_add(source->tags, g_strstrip(g_strdup(text)));
    }
    g_ptr_array_add(source->tags, NULL);
}

/* ---- the header ---- */

static void add_cells(struct source *source, const struct table_reader *reader)
{
    for (guint i = 0; i < reader->cells->len; i++) {
        g_autofree char *name = g_strdup(table_reader_cell(reader, i).text);
        g_strstrip(name);
        g_autofree char *nameless = *name == '\0' ? g_strdup_printf("column %u", i + 1) : NULL;
        source_add_field(source, nameless != NULL ? nameless : name, NULL);
    }
}

static gboolean read_row(const struct source *source, struct table_reader *reader, GError **error)
{
    switch (table_reader_next(reader, error)) {
    case TABLE_ERROR:
        return FALSE;
    case TABLE_END:
        set_data_error(error, source->path, 0, "the file is empty: a header row is needed");
        return FALSE;
    case TABLE_ROW:
        break;
    }
    return TRUE;
}

gboolean csv_read_header(struct source *source, struct table_reader *reader, GError **error)
{
    gboolean has_tags = find_tags(reader);
    struct table_place start = table_reader_tell(reader);
    if (!read_row(source, reader, error)) {
        return FALSE;
    }
    const char *names = names_of_headerless(reader);
    if (names != NULL) {
        add_names(source, names, reader->cells->len);
        table_reader_seek(reader, start);
        return TRUE;
    }
    add_cells(source, reader);
    if (has_tags && (is_tag_row(reader) || read_row(source, reader, error))) {
        add_tags(source, reader);
    }
    return TRUE;
}
