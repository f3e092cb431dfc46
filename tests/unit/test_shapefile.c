#include "source_fixture.h"

#include <math.h>

/* ---- writing small shapefiles ---- */

static void put_be(GByteArray *out, guint32 number)
{
    guint32 bytes = GUINT32_TO_BE(number);
    g_byte_array_append(out, (const guint8 *)&bytes, 4);
}

static void put_le(GByteArray *out, guint32 number)
{
    guint32 bytes = GUINT32_TO_LE(number);
    g_byte_array_append(out, (const guint8 *)&bytes, 4);
}

static void put_double(GByteArray *out, double number)
{
    guint64 bits;
    memcpy(&bits, &number, sizeof bits);
    bits = GUINT64_TO_LE(bits);
    g_byte_array_append(out, (const guint8 *)&bits, 8);
}

static void put_header(GByteArray *out, guint32 type, guint32 bytes)
{
    put_be(out, 9994);
    for (guint i = 0; i < 5; i++) {
        put_be(out, 0);
    }
    put_be(out, bytes / 2);
    put_le(out, 1000);
    put_le(out, type);
    for (guint i = 0; i < 8; i++) {
        put_double(out, i < 2 ? 0 : 10);
    }
}

/* Writes NAME.shp and NAME.shx from the contents of its records. */
static void write_shapes(struct fixture *f, const char *name, guint32 type, GPtrArray *records)
{
    g_autoptr(GByteArray) body = g_byte_array_new();
    g_autoptr(GByteArray) index = g_byte_array_new();
    for (guint i = 0; i < records->len; i++) {
        GByteArray *record = g_ptr_array_index(records, i);
        put_be(index, (100 + body->len) / 2);
        put_be(index, record->len / 2);
        put_be(body, i + 1);
        put_be(body, record->len / 2);
        g_byte_array_append(body, record->data, record->len);
    }
    GByteArray *const parts[] = {body, index};
    static const char *const suffixes[] = {"shp", "shx"};
    for (guint i = 0; i < 2; i++) {
        g_autoptr(GByteArray) file = g_byte_array_new();
        g_autofree char *file_name = g_strconcat(name, ".", suffixes[i], NULL);
        put_header(file, type, 100 + parts[i]->len);
        g_byte_array_append(file, parts[i]->data, parts[i]->len);
        fixture_write(f, file_name, file->data, file->len);
    }
}

static GPtrArray *records_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
}

static GByteArray *add_record(GPtrArray *records, guint32 type)
{
    GByteArray *record = g_byte_array_new();
    put_le(record, type);
    g_ptr_array_add(records, record);
    return record;
}

static void add_point(GPtrArray *records, guint32 type, double x, double y)
{
    GByteArray *record = add_record(records, type);
    put_double(record, x);
    put_double(record, y);
    for (guint extra = type == 11 ? 2 : type == 21 ? 1 : 0; extra > 0; extra--) {
        put_double(record, 7);
    }
}

static void put_box(GByteArray *record, struct box box)
{
    put_double(record, box.xmin);
    put_double(record, box.ymin);
    put_double(record, box.xmax);
    put_double(record, box.ymax);
}

/* Two parts of three points each: (0,0) (1,0) (1,1) and the same 5 further. */
static GByteArray *add_two_parts(GPtrArray *records, guint32 type)
{
    GByteArray *record = add_record(records, type);
    put_box(record, (struct box){0, 0, 6, 6});
    put_le(record, 2);
    put_le(record, 6);
    put_le(record, 0);
    put_le(record, 3);
    if (type == 31) {
        put_le(record, 0); /* a triangle strip */
        put_le(record, 2); /* an outer ring */
    }
    for (guint i = 0; i < 6; i++) {
        double shift = i < 3 ? 0 : 5;
        put_double(record, shift + (i % 3 == 0 ? 0 : 1));
        put_double(record, shift + (i % 3 == 2 ? 1 : 0));
    }
    return record;
}

struct column {
    const char *name;
    char type;
    guint8 width;
};

static void write_table(struct fixture *f, const char *name, guint8 language_driver,
                        const struct column *columns, guint n_columns, const char *rows,
                        guint32 n_rows)
{
    g_autoptr(GByteArray) file = g_byte_array_new();
    guint row_length = 1;
    for (guint i = 0; i < n_columns; i++) {
        row_length += columns[i].width;
    }
    put_le(file, 0x03);
    put_le(file, n_rows);
    put_le(file, (32 + 32 * n_columns + 1) | row_length << 16);
    g_byte_array_set_size(file, 32 + 32 * n_columns);
    memset(file->data + 12, 0, file->len - 12);
    file->data[29] = language_driver;
    for (guint i = 0; i < n_columns; i++) {
        guint8 *field = file->data + 32 + 32 * (gsize)i;
        memcpy(field, columns[i].name, MIN(strlen(columns[i].name), 11));
        field[11] = (guint8)columns[i].type;
        field[16] = columns[i].width;
    }
    g_byte_array_append(file, (const guint8 *)"\r", 1);
    g_byte_array_append(file, (const guint8 *)rows, (guint)strlen(rows));
    fixture_write(f, name, file->data, file->len);
}

static void write_points(struct fixture *f, const char *name, guint n)
{
    g_autoptr(GPtrArray) records = records_new();
    for (guint i = 0; i < n; i++) {
        add_point(records, 1, i, i + 0.5);
    }
    write_shapes(f, name, 1, records);
}

static void patch(struct fixture *f, const char *name, gsize at, const void *bytes, gsize length)
{
    g_autofree char *path = g_build_filename(f->folder, name, NULL);
    g_autofree char *contents = NULL;
    gsize size;
    g_assert_true(g_file_get_contents(path, &contents, &size, NULL));
    g_assert_cmpuint(at + length, <=, size);
    memcpy(contents + at, bytes, length);
    g_assert_true(g_file_set_contents(path, contents, (gssize)size, NULL));
}

static void cut(struct fixture *f, const char *name, gsize length)
{
    g_autofree char *path = g_build_filename(f->folder, name, NULL);
    g_autofree char *contents = NULL;
    g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
    g_assert_true(g_file_set_contents(path, contents, (gssize)length, NULL));
}

/* ---- shapes ---- */

static void test_types(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        guint32 type;
        const char *name;
        enum geometry_type becomes;
        guint parts, coords;
    } cases[] = {
        {1, "Point", GEOMETRY_POINT, 1, 1},         {11, "Point Z", GEOMETRY_POINT, 1, 1},
        {21, "Point M", GEOMETRY_POINT, 1, 1},      {3, "LineString", GEOMETRY_LINE, 2, 6},
        {13, "LineString Z", GEOMETRY_LINE, 2, 6},  {5, "Polygon", GEOMETRY_POLYGON, 2, 8},
        {15, "Polygon Z", GEOMETRY_POLYGON, 2, 8},  {25, "Polygon M", GEOMETRY_POLYGON, 2, 8},
        {31, "MultiPatch", GEOMETRY_POLYGON, 1, 4},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) records = records_new();
        if (cases[i].coords == 1) {
            add_point(records, cases[i].type, 36.6, 35.9);
        } else {
            add_two_parts(records, cases[i].type);
        }
        write_shapes(f, "t", cases[i].type, records);
        g_assert_true(fixture_open(f, "t.shp"));
        g_assert_cmpstr(source_geometry_name(f->source), ==, cases[i].name);
        g_assert_cmpint(source_record_count(f->source), ==, 1);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpint(f->feature.geometry->type, ==, cases[i].becomes);
        g_assert_cmpuint(geometry_parts(f->feature.geometry), ==, cases[i].parts);
        g_assert_cmpuint(f->feature.geometry->coords->len, ==, cases[i].coords);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
    }
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 1, "triangles"));
}

static void test_multipoint_and_null(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) records = records_new();
    GByteArray *record = add_record(records, 8);
    put_box(record, (struct box){1, 2, 3, 4});
    put_le(record, 2);
    put_double(record, 1);
    put_double(record, 2);
    put_double(record, 3);
    put_double(record, 4);
    add_record(records, 0);
    add_point(records, 1, NAN, NAN);
    write_shapes(f, "t", 8, records);
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpuint(geometry_parts(f->feature.geometry), ==, 2);
    g_assert_cmpfloat(fixture_coord(f, 1, 0).y, ==, 4);
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpint(f->feature.geometry->type, ==, GEOMETRY_EMPTY);
    }
    g_assert_cmpuint(f->feature.line, ==, 3);
}

/* A record whose box misses the window is not decoded, unless the box makes no sense. */
static void test_window(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) records = records_new();
    add_two_parts(records, 5);
    add_two_parts(records, 5);
    add_record(records, 0);
    write_shapes(f, "t", 5, records);
    patch(f, "t.shp", 100 + 8 + 4, "\0\0\0\0\0\0\xF8\x7F", 8); /* NaN */
    g_assert_true(fixture_open(f, "t.shp"));
    source_set_window(f->source, (struct box){20, 20, 30, 30});
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_SKIPPED);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
}

/* ---- damage ---- */

static void assert_unreadable(struct fixture *f, const char *part)
{
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_UNREADABLE);
    if (!fixture_found(f, SEVERITY_WARNING, 1, part)) {
        g_error("no warning holds: %s", part);
    }
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
}

static void test_damaged_records(struct fixture *f, gconstpointer data)
{
    (void)data;
    enum { RECORD = 100 + 8 };
    static const struct {
        gsize at;
        const char *bytes;
        gsize length;
        const char *part;
    } cases[] = {
        {RECORD, "\x63\0\0\0", 4, "shape type 99"},
        {RECORD + 36, "\xFF\xFF\xFF\xFF", 4, "4294967295 parts in"},
        {RECORD + 36, "\x40\0\0\0", 4, "64 parts in"},
        {RECORD + 40, "\xFF\xFF\xFF\xFF", 4, "4294967295 points in"},
        {RECORD + 40, "\7\0\0\0", 4, "7 points in"},
        {RECORD + 44, "\4\0\0\0", 4, "part 1 of 2"},
        {RECORD + 48, "\xFF\xFF\xFF\x7F", 4, "part 1 of 2"},
        {RECORD + 52, "\0\0\0\0\0\0\xF0\x7F", 8, "not finite"},
        {RECORD + 68, "\0\0\0\0\0\0\xF8\x7F", 8, "not finite"},
        {RECORD + 60, "\xA0\xC8\xEB\x85\xF3\xCC\xE1\x7F", 8, "not finite"}, /* 1e308 */
        {RECORD, "\1\0\0\0\xA0\xC8\xEB\x85\xF3\xCC\xE1\xFF", 12, "not finite"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) records = records_new();
        add_two_parts(records, 5);
        add_two_parts(records, 5);
        write_shapes(f, "t", 5, records);
        patch(f, "t.shp", cases[i].at, cases[i].bytes, cases[i].length);
        assert_unreadable(f, cases[i].part);
    }
}

static void test_truncated(struct fixture *f, gconstpointer data)
{
    (void)data;
    /* Wherever the file ends: whole records are read, the rest is told. */
    for (gsize length = 0; length < 184; length++) {
        write_points(f, "t", 3);
        cut(f, "t.shp", length);
        if (!fixture_open(f, "t.shp")) {
            g_assert_cmpuint(length, <, 100);
            g_clear_error(&f->error);
            continue;
        }
        guint features = 0, unreadable = 0;
        for (enum source_result r; (r = fixture_next(f)) != SOURCE_END;) {
            features += r == SOURCE_FEATURE ? 1 : 0;
            unreadable += r == SOURCE_UNREADABLE ? 1 : 0;
        }
        g_assert_cmpuint(features, ==, (length - 100) / 28);
        g_assert_cmpuint(features + unreadable, ==, 3);
    }
}

static void test_index(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        gsize at;
        const char *bytes;
        const char *part;
        guint features;
    } cases[] = {
        {0, "\0\0\0\1", "its .shx is damaged", 3},
        {24, "\x7F\xFF\xFF\xFF", "its .shx is damaged (it claims 4294967294 bytes", 3},
        {24, "\xFF\xFF\xFF\xFB", "its .shx is damaged", 3},
        {24, "\0\0\0\0", "its .shx is damaged", 3},
        {100, "\xFF\xFF\xFF\xFF", "its .shx is damaged", 3},
        {104, "\xFF\xFF\xFF\xFF", "its .shx is damaged", 3},
        {100, "\0\0\0\0", "at byte 0 of 184", 2},
        {100, "\0\0\xFF\xFF", "at byte 131070 of 184", 2},
        {104, "\0\0\xFF\xFF", NULL, 3}, /* the record's own length counts */
        {104, "\0\0\0\2", NULL, 3},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        write_points(f, "t", 3);
        patch(f, "t.shx", cases[i].at, cases[i].bytes, 4);
        g_assert_true(fixture_open(f, "t.shp"));
        guint features = 0;
        for (enum source_result r; (r = fixture_next(f)) != SOURCE_END;) {
            features += r == SOURCE_FEATURE ? 1 : 0;
        }
        g_assert_cmpuint(features, ==, cases[i].features);
        g_assert_true(cases[i].part == NULL ||
                      fixture_found(f, SEVERITY_WARNING, 0, cases[i].part));
    }
}

static void test_not_a_shapefile(struct fixture *f, gconstpointer data)
{
    (void)data;
    fixture_write(f, "t.shp", "", 0);
    g_assert_false(fixture_open(f, "t.shp"));
    g_assert_nonnull(strstr(f->error->message, "t.shp: the file is shorter than"));
    g_clear_error(&f->error);
    g_autofree char *text = g_strnfill(200, 'x');
    g_assert_false(fixture_open_text(f, "t.shp", text));
    g_assert_nonnull(strstr(f->error->message, "not a shapefile"));
}

/* ---- the files beside it ---- */

static void test_sidecars(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct column columns[] = {{"name", 'C', 3}};
    write_points(f, "a.b", 1);
    write_points(f, "a", 3); /* what a reader that cuts at the first dot would take */
    static const char *const tables[] = {"a.b.dBf", "a.b.Dbf", "a.b.DBF", "a.b.DBf", "a.b.dbF"};
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        /* The least by bytes counts, in whatever order the folder lists them. */
        write_table(f, tables[i], 0, columns, 1, i == 2 ? " x  " : " y  ", 1);
    }
    g_autofree char *from = g_build_filename(f->folder, "a.b.shp", NULL);
    g_autofree char *to = g_build_filename(f->folder, "a.b.SHP", NULL);
    g_assert_cmpint(g_rename(from, to), ==, 0);
    g_assert_true(fixture_open(f, "a.b.SHP"));
    g_assert_cmpint(source_record_count(f->source), ==, 1);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "name"), "x");
}

static void test_missing_sidecars(struct fixture *f, gconstpointer data)
{
    (void)data;
    write_points(f, "t", 3);
    g_autofree char *shx = g_build_filename(f->folder, "t.shx", NULL);
    g_unlink(shx);
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_cmpint(source_record_count(f->source), ==, 3);
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 0, ".shx is missing"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 0, ".dbf is missing"));
    g_assert_true(fixture_found(f, SEVERITY_NOTE, 0, "taken as WGS 84"));
    g_assert_true(source_crs_assumed(f->source));
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        g_assert_cmpfloat(fixture_coord(f, 0, 0).x, ==, i);
    }
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);
}

static void test_crs(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *prj, *crs, *note;
    } cases[] = {
        {"\xEF\xBB\xBFGEOGCS[\"GCS_WGS_1984\"]\r\n", "GEOGCS[\"GCS_WGS_1984\"]", NULL},
        {"PROJCS [\"x\"]", "PROJCS [\"x\"]", NULL},
        {"EPSG:32637", "EPSG:32637", NULL},
        {"", NULL, "its .prj is empty"},
        {"<!DOCTYPE html>", NULL, "holds no coordinate system"},
        {"GEOGCSX[\"\"]", NULL, "holds no coordinate system"},
    };
    write_points(f, "t", 1);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        fixture_write(f, "t.prj", cases[i].prj, -1);
        g_assert_true(fixture_open(f, "t.shp"));
        g_assert_cmpstr(source_crs(f->source), ==, cases[i].crs);
        g_assert_cmpint(source_crs_assumed(f->source), ==, cases[i].crs == NULL);
        g_assert_true(cases[i].note == NULL || fixture_found(f, SEVERITY_NOTE, 0, cases[i].note));
    }
    fixture_write(f, "t.prj", "", 0);
    patch(f, "t.shp", 52, "\0\0\0\0\x80\x84\x1E\x41", 8); /* xmax 500000 */
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 0, "not degrees"));
}

/* ---- attributes ---- */

static void test_attributes(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct column columns[] = {
        {"name", 'C', 4}, {"n", 'N', 6}, {"f", 'F', 5}, {"l", 'L', 1}, {"d", 'D', 8}};
    write_points(f, "t", 3);
    write_table(f, "t.dbf", 0, columns, 5,
                " Ab   -12.5  007T20200227"
                "     ****** 1,5 ?00000000"
                "        nan    1F 2020   ",
                3);
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_cmpstr(source_field_type(f->source, 1), ==, "number");
    g_assert_cmpstr(source_field_type(f->source, 4), ==, "date");
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "name"), "Ab");
    assert_number(feature_get(&f->feature, "n"), -12.5);
    assert_number(feature_get(&f->feature, "f"), 7);
    g_assert_true(feature_get(&f->feature, "l").boolean);
    assert_text(feature_get(&f->feature, "d"), "2020-02-27");
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    for (guint i = 0; i < 5; i++) {
        g_assert_cmpint(feature_slot(&f->feature, (int)i).type, ==, VALUE_NULL);
    }
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 2, "'f' is no number"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    g_assert_cmpint(feature_get(&f->feature, "n").type, ==, VALUE_NULL);
    assert_text(feature_get(&f->feature, "d"), " 2020");
}

static void test_rows_and_shapes(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct column columns[] = {{"a", 'C', 1}, {"a", 'C', 1}};
    write_points(f, "t", 3);
    write_table(f, "t.dbf", 0, columns, 2, " 12*34", 2);
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 0, "2 rows for 3 shapes"));
    g_assert_true(fixture_found(f, SEVERITY_NOTE, 0, "is called 'a_2'"));
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
    assert_text(feature_get(&f->feature, "a_2"), "2");
    g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE); /* the second one is deleted */
    g_assert_cmpuint(f->feature.line, ==, 3);
    g_assert_cmpint(feature_get(&f->feature, "a").type, ==, VALUE_NULL);
    g_assert_cmpint(fixture_next(f), ==, SOURCE_END);

    write_table(f, "t.dbf", 0, columns, 2, " 12 34 56 78", 4);
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 0, "4 rows for 3 shapes"));
    write_table(f, "t.dbf", 0, columns, 2, " 12 3", 0xFFFFFFFF);
    g_assert_true(fixture_open(f, "t.shp"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 0, "claims -1 rows and holds 1"));
}

static void test_text_encodings(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct column columns[] = {{"n", 'C', 5}};
    static const struct {
        const char *cpg;
        guint8 language_driver;
        const char *row, *encoding, *text;
        gboolean assumed;
    } cases[] = {
        {"1256", 0, " \xD3\xD1\xC7\xDE\xC8", "CP1256", "سراقب", FALSE},
        {NULL, 126, " \xD3\xD1\xC7\xDE\xC8", "CP1256", "سراقب", FALSE},
        {"UTF-8", 126, " \xD8\xB3\xD8\xB1\xD8", "UTF-8", "سر", FALSE},
        {NULL, 0, " \xD8\xB3\xD8\xB1\xD8", "UTF-8", "سر", TRUE},
        {NULL, 0, " caf\xE9 ", "CP1252", "café", TRUE},
        {"<html>", 0, " caf\xE9 ", "CP1252", "café", TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        write_points(f, "t", 1);
        write_table(f, "t.dbf", cases[i].language_driver, columns, 1, cases[i].row, 1);
        g_autofree char *cpg = g_build_filename(f->folder, "t.cpg", NULL);
        g_unlink(cpg);
        if (cases[i].cpg != NULL) {
            fixture_write(f, "t.cpg", cases[i].cpg, -1);
        }
        g_assert_true(fixture_open(f, "t.shp"));
        g_assert_cmpstr(source_encoding(f->source), ==, cases[i].encoding);
        g_assert_cmpint(source_encoding_assumed(f->source), ==, cases[i].assumed);
        g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
        assert_text(feature_get(&f->feature, "n"), cases[i].text);
    }
    g_assert_true(fixture_found(f, SEVERITY_NOTE, 0, "taken as CP1252"));
    g_assert_true(fixture_found(f, SEVERITY_WARNING, 0, "names no known code page"));
}

/* Every byte of the .dbf in turn takes a few values: nothing may go wrong but the values. */
static void test_any_byte_of_the_table(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const struct column columns[] = {{"n", 'N', 4}, {"s", 'C', 4}, {"d", 'D', 8}};
    static const char bytes[] = {'\0', '\1', '\x7F', '\xFF'};
    for (gsize at = 0; at < 32 + 96 + 1 + 17; at++) {
        for (guint i = 0; i < sizeof bytes; i++) {
            write_points(f, "t", 2);
            write_table(f, "t.dbf", 0, columns, 3, "   12abcd20200227", 1);
            patch(f, "t.dbf", at, &bytes[i], 1);
            g_assert_true(fixture_open(f, "t.shp"));
            g_assert_cmpint(fixture_next(f), ==, SOURCE_FEATURE);
            while (fixture_next(f) != SOURCE_END) {
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/shapefile/types", test_types);
    ADD_TEST("/shapefile/multipoint-and-null", test_multipoint_and_null);
    ADD_TEST("/shapefile/window", test_window);
    ADD_TEST("/shapefile/damaged-records", test_damaged_records);
    ADD_TEST("/shapefile/truncated", test_truncated);
    ADD_TEST("/shapefile/index", test_index);
    ADD_TEST("/shapefile/not-a-shapefile", test_not_a_shapefile);
    ADD_TEST("/shapefile/sidecars", test_sidecars);
    ADD_TEST("/shapefile/missing-sidecars", test_missing_sidecars);
    ADD_TEST("/shapefile/crs", test_crs);
    ADD_TEST("/shapefile/attributes", test_attributes);
    ADD_TEST("/shapefile/rows-and-shapes", test_rows_and_shapes);
    ADD_TEST("/shapefile/text-encodings", test_text_encodings);
    ADD_TEST("/shapefile/any-byte-of-the-table", test_any_byte_of_the_table);
    return g_test_run();
}
