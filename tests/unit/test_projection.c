#include "geo/projection.h"

#include "geo/crs_text.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static const struct box levant = {35.5, 34.9, 37.6, 37.0};

#define LON_STEPS 11 /* 34.5 .. 39.5 */
#define LAT_STEPS 9  /* 34 .. 38 */
#define POINTS (LON_STEPS * LAT_STEPS)

static void grid_points(struct coord *points)
{
    for (int i = 0; i < POINTS; i++) {
        points[i] = (struct coord){34.5 + 0.5 * (i % LON_STEPS), 34 + 0.5 * (i / LON_STEPS)};
    }
}

static struct projection *projection_or_fail(const char *crs)
{
    g_autoptr(GError) error = NULL;
    struct projection *projection = projection_new(crs, levant, &error);
    g_assert_no_error(error);
    return projection;
}

static struct transform *transform_or_fail(const struct projection *projection, const char *source)
{
    g_autoptr(GError) error = NULL;
    struct transform *transform = transform_new(projection, source, &error);
    g_assert_no_error(error);
    return transform;
}

static void assert_crs_error(const char *crs, const char *expected)
{
    g_autoptr(GError) error = NULL;
    struct projection *projection = projection_new(crs, levant, &error);
    g_assert_null(projection);
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, expected));
    g_assert_null(strchr(error->message, '\n'));
}

/* ---- against cs2cs ---- */

/* cs2cs's output for the points, given in WGS 84 latitude, longitude; NULL when it is not there. */
static char *cs2cs_output(const char *crs, const struct coord *points)
{
    g_autofree char *program = g_find_program_in_path("cs2cs");
    if (program == NULL) {
        g_test_skip("cs2cs is not installed");
        return NULL;
    }
    g_autoptr(GString) input = g_string_new(NULL);
    for (int i = 0; i < POINTS; i++) {
        char lat[G_ASCII_DTOSTR_BUF_SIZE];
        char lon[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(input, "%s %s\n", g_ascii_dtostr(lat, sizeof lat, points[i].y),
                               g_ascii_dtostr(lon, sizeof lon, points[i].x));
    }
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    int file = g_file_open_tmp("idlibmap-cs2cs-XXXXXX", &path, &error);
    g_assert_no_error(error);
    g_assert_true(g_close(file, NULL));
    g_assert_true(g_file_set_contents(path, input->str, -1, NULL));
    const char *target = *crs == '+' ? crs + 1 : crs; /* an argument with + would be an option */
    char *argv[] = {program, "-d", "6", "EPSG:4326", (char *)target, path, NULL};
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "PROJ_NETWORK", "OFF", TRUE);
    char *output = NULL;
    g_spawn_sync(NULL, argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error);
    g_remove(path);
    g_assert_no_error(error);
    return output;
}

/* The largest distance, in CRS units, between our results and cs2cs's lines. */
static double largest_difference(const char *output, gboolean northing_first,
                                 const struct projected *ours)
{
    g_auto(GStrv) lines = g_strsplit(output, "\n", -1);
    double largest = 0;
    g_assert_cmpuint(g_strv_length(lines), >=, POINTS);
    for (int i = 0; i < POINTS; i++) {
        char *end;
        double first = g_ascii_strtod(lines[i], &end);
        double second = g_ascii_strtod(end, NULL);
        double x = northing_first ? second : first;
        double y = northing_first ? first : second;
        largest = fmax(largest, hypot(ours[i].x - x, ours[i].y - y));
    }
    return largest;
}

struct agreement {
    const char *crs;
    gboolean northing_first;
};

static void test_cs2cs(gconstpointer data)
{
    const struct agreement *agreement = data;
    struct coord points[POINTS];
    struct projected ours[POINTS];
    g_autoptr(Projection) projection = projection_or_fail(agreement->crs);
    g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
    grid_points(points);
    g_autofree char *output = cs2cs_output(projection_definition(projection), points);
    if (output == NULL) {
        return;
    }
    g_assert_cmpuint(transform_points(transform, points, POINTS, ours), ==, POINTS);
    double difference = largest_difference(output, agreement->northing_first, ours);
    g_test_message("%s: largest difference %.7f", agreement->crs, difference);
    g_assert_cmpfloat(difference * projection_metres_per_unit(projection), <, 0.001);
    for (int i = 0; i < POINTS; i++) {
        struct coord back;
        g_assert_true(transform_inverse(transform, ours[i], &back));
        g_assert_cmpfloat_with_epsilon(back.x, points[i].x, 1e-4);
        g_assert_cmpfloat_with_epsilon(back.y, points[i].y, 1e-4);
    }
}

static gboolean is_northing_first(const char *crs)
{
    static const char *const codes[] = {"EPSG:2322", "EPSG:5256", "EPSG:2209", "EPSG:5272",
                                        "EPSG:5636", "EPSG:5637", "EPSG:4227", "EPSG:4230",
                                        "EPSG:5252", NULL};
    return g_strv_contains(codes, crs);
}

/* A line of the outside file: name, lat, lon, CRS, x, y in the CRS's own order. */
static double corpus_difference(char **cells)
{
    g_autoptr(Projection) projection = projection_or_fail(cells[3]);
    g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
    struct coord in = {g_ascii_strtod(cells[2], NULL), g_ascii_strtod(cells[1], NULL)};
    struct projected out;
    gboolean swap = is_northing_first(cells[3]);
    double x = g_ascii_strtod(cells[swap ? 5 : 4], NULL);
    double y = g_ascii_strtod(cells[swap ? 4 : 5], NULL);
    g_assert_true(transform_point(transform, in, &out));
    return hypot(out.x - x, out.y - y) * projection_metres_per_unit(projection);
}

static void test_corpus(void)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents("../shared/corpus/proj-crs/levant-points-cs2cs-9.1.1.tsv", &text, NULL,
                             NULL)) {
        g_test_skip("../shared/corpus is not there");
        return;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    int compared = 0;
    for (int i = 1; lines[i] != NULL; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        if (g_strv_length(cells) < 6) {
            continue;
        }
        if (*cells[4] == '*') {
            assert_crs_error(cells[3], "Unsupported conversion method");
        } else {
            g_assert_cmpfloat(corpus_difference(cells), <, 0.001);
        }
        compared++;
    }
    g_assert_cmpint(compared, >, 100);
}

/* ---- recognition without the database ---- */

static void assert_known(const char *text, const char *step)
{
    struct known_crs crs;
    g_assert_true(known_crs_init(&crs, text));
    g_assert_cmpstr(crs.step, ==, step);
    known_crs_clear(&crs);
}

static void assert_unknown(const char *text)
{
    struct known_crs crs;
    g_assert_false(known_crs_init(&crs, text));
}

#define WGS84_HEAD "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"

static void test_known(void)
{
    assert_known(NULL, NULL);
    assert_known("epsg:4326", NULL);
    assert_known("urn:ogc:def:crs:OGC:1.3:CRS84", NULL);
    assert_known("EPSG:32637", "+proj=utm +zone=37 +ellps=WGS84");
    assert_known("EPSG:32701", "+proj=utm +zone=1 +south +ellps=WGS84");
    assert_known("+proj=longlat +datum=WGS84 +no_defs", NULL);
    assert_known("+proj=utm +zone=36 +datum=WGS84 +units=m +no_defs +type=crs",
                 "+proj=utm +zone=36 +ellps=WGS84");
    assert_known("proj=tmerc lon_0=36 ellps=WGS84", "+proj=tmerc +lon_0=36 +ellps=WGS84");
    assert_known(WGS84_HEAD "298.257223563]],PRIMEM[\"Greenwich\",0.0],"
                            "UNIT[\"Degree\",0.0174532925199433]]",
                 NULL);
    assert_known("GEOGCS[\"WGS 84\", DATUM[\"WGS_1984\",\n  SPHEROID[\"WGS 84\",6378137,"
                 "298.257223563, AUTHORITY[\"EPSG\",\"7030\"]], AUTHORITY[\"EPSG\",\"6326\"]],"
                 "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\","
                 "0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],"
                 "AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]\n",
                 NULL);
}

static void test_not_known(void)
{
    assert_unknown("");
    assert_unknown("auto");
    assert_unknown("EPSG:32600");
    assert_unknown("EPSG:32661");
    assert_unknown("EPSG:4326x");
    assert_unknown("+proj=utm +zone=37 +ellps=intl");
    assert_unknown("+proj=utm +zone=37");
    assert_unknown("+proj=utm +zone=37 +datum=WGS84 +units=km");
    assert_unknown("+proj=utm +zone=37 +datum=WGS84 +towgs84=1,2,3");
    assert_unknown("+proj=utm +zone=37 +zone=36 +datum=WGS84");
    assert_unknown("+proj=utm +zone=37 +datum=WGS84 +axis=neu");
    assert_unknown("+proj=tmerc +lon_0=36d30' +datum=WGS84");
    assert_unknown("+proj=tmerc +lon_0=nan +datum=WGS84");
    assert_unknown("+proj=longlat +datum=WGS84 +pm=paris");
    assert_unknown(WGS84_HEAD
                   "298.25]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.0174532925199433]]");
    assert_unknown(WGS84_HEAD "298.257223563]],PRIMEM[\"Paris\",2.33722917],"
                              "UNIT[\"Degree\",0.0174532925199433]]");
    assert_unknown(WGS84_HEAD "298.257223563],TOWGS84[1,2,3,0,0,0,0]],PRIMEM[\"Greenwich\",0],"
                              "UNIT[\"Degree\",0.0174532925199433]]");
    assert_unknown(WGS84_HEAD "298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"Grad\",0.0157]]");
}

/* Whether this process has proj.db open, as Linux tells. */
static gboolean has_database_open(void)
{
    g_autoptr(GDir) files = g_dir_open("/proc/self/fd", 0, NULL);
    const char *name;
    gboolean found = FALSE;
    while (files != NULL && (name = g_dir_read_name(files)) != NULL) {
        g_autofree char *path = g_build_filename("/proc/self/fd", name, NULL);
        g_autofree char *target = g_file_read_link(path, NULL);
        found |= target != NULL && g_str_has_suffix(target, "/proj.db");
    }
    return found;
}

static void test_database_stays_closed(void)
{
    if (!g_file_test("/proc/self/fd", G_FILE_TEST_IS_DIR)) {
        g_test_skip("no /proc/self/fd");
        return;
    }
    if (!g_test_subprocess()) {
        g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
        g_test_trap_assert_passed();
        return;
    }
    g_autoptr(Projection) local = projection_or_fail("auto");
    g_autoptr(Transform) transform = transform_or_fail(local, "EPSG:32637");
    g_assert_false(has_database_open());
    g_autoptr(Projection) ed50 = projection_or_fail("EPSG:2322");
    g_assert_true(has_database_open());
}

/* Where there is no database the shortcuts still work. */
static void test_without_database(void)
{
    if (!g_test_subprocess()) {
        g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
        g_test_trap_assert_passed();
        return;
    }
    g_setenv("PROJ_LIB", "/nonexistent", TRUE);
    g_setenv("PROJ_DATA", "/nonexistent", TRUE);
    static const char *const definitions[] = {"auto", "EPSG:32637", "EPSG:3857", "EPSG:4326",
                                              "+proj=lcc +lat_1=33 +lat_2=38 +datum=WGS84"};
    static const char *const sources[] = {NULL, "EPSG:4326", "EPSG:32636", "EPSG:3857"};
    for (gsize i = 0; i < G_N_ELEMENTS(definitions); i++) {
        g_autoptr(Projection) projection = projection_or_fail(definitions[i]);
        for (gsize j = 0; j < G_N_ELEMENTS(sources); j++) {
            g_autoptr(Transform) transform = transform_or_fail(projection, sources[j]);
            struct projected out;
            g_assert_true(transform_point(transform, (struct coord){36.5, 35.5}, &out));
        }
    }
    assert_crs_error("EPSG:2322", "proj.db");
}

/* ---- the rest of the interface ---- */

static void test_auto(void)
{
    g_autoptr(Projection) projection = projection_or_fail("auto");
    struct projected centre;
    g_assert_cmpstr(projection_definition(projection), ==,
                    "+proj=tmerc +lat_0=35.95 +lon_0=36.55 +k=1 +x_0=0 +y_0=0 +datum=WGS84 "
                    "+units=m +no_defs +type=crs");
    g_assert_cmpstr(projection_name(projection), ==,
                    "Transverse Mercator centred on 35.95°N 36.55°E");
    g_assert_true(box_is_empty(projection_area_of_use(projection)));
    g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
    g_assert_true(transform_point(transform, (struct coord){36.55, 35.95}, &centre));
    g_assert_cmpfloat_with_epsilon(centre.x, 0, 1e-6);
    g_assert_cmpfloat_with_epsilon(centre.y, 0, 1e-6);
    g_assert_cmpstr(transform_operations(transform)[0], ==, "Transverse Mercator");
}

static void test_auto_frames(void)
{
    const struct {
        struct box frame;
        const char *method;
    } cases[] = {
        {{30, 29, 46, 42}, "+proj=lcc "},       {{-180, -90, 180, 90}, "+proj=merc "},
        {{-5, -8, 25, 10}, "+proj=merc "},      {{-60, 60, 30, 85}, "+proj=stere "},
        {{178, -20, 184, -15}, "+proj=tmerc "}, {{35, -60, 37, 80}, "+proj=tmerc "},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *definition = auto_crs(cases[i].frame, NULL);
        g_assert_nonnull(definition);
        g_assert_true(g_str_has_prefix(definition, cases[i].method));
        g_autoptr(Projection) projection = projection_new("auto", cases[i].frame, NULL);
        g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
        g_assert_false(box_is_empty(transform_box(transform, cases[i].frame)));
    }
    const struct box wrong[] = {box_empty(), {0, 0, 1, 91}, {0, 0, NAN, 1}, {-1e9, 0, 1e9, 1}};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_null(auto_crs(wrong[i], NULL));
    }
}

static void test_errors(void)
{
    assert_crs_error("EPSG:22700", "Lambert Conic Near-Conformal");
    assert_crs_error("EPSG:99999", "crs not found");
    assert_crs_error("no such thing", "unrecognized");
    assert_crs_error("", "unrecognized");
    assert_crs_error("EPSG:4978", "needs a projected or geographic CRS");
    assert_crs_error("EPSG:5773", "needs a projected or geographic CRS");
    assert_crs_error("LOCAL_CS[\"here\"]", "needs a projected or geographic CRS");
    assert_crs_error("+proj=utm +zone=99 +datum=WGS84", "proj=utm");
    assert_crs_error("+proj=nonsense +datum=WGS84", "PROJ");
    assert_crs_error("GEOGCS[\"x\",", "PROJ");
    g_autofree char *endless = g_strnfill(100000, '[');
    assert_crs_error(endless, "too long");
    g_autofree char *nested = g_strnfill(60000, '[');
    assert_crs_error(nested, "PROJ");
    g_autoptr(Projection) projection = projection_or_fail("auto");
    g_autoptr(GError) error = NULL;
    g_assert_null(transform_new(projection, "PROJCS[\"rubbish\"]", &error));
    g_assert_nonnull(error);
}

static void test_properties(void)
{
    g_autoptr(Projection) utm = projection_or_fail("EPSG:32637");
    g_assert_cmpstr(projection_name(utm), ==, "WGS 84 / UTM zone 37N");
    g_assert_false(projection_is_geographic(utm));
    g_assert_cmpfloat(projection_area_of_use(utm).xmin, ==, 36);
    g_autoptr(Projection) ed50 = projection_or_fail("EPSG:2322");
    g_assert_cmpstr(projection_name(ed50), ==, "ED50 / TM36");
    g_assert_cmpfloat(projection_area_of_use(ed50).xmax, ==, 37.5);
    g_autoptr(Projection) feet = projection_or_fail("EPSG:2227");
    g_assert_cmpfloat_with_epsilon(projection_metres_per_unit(feet), 0.3048006096, 1e-9);
    g_autoptr(Projection) lonlat = projection_or_fail("EPSG:4326");
    g_assert_true(projection_is_geographic(lonlat));
    g_assert_cmpfloat_with_epsilon(projection_metres_per_unit(lonlat), 111319.490793, 1e-6);
    g_autoptr(Transform) transform = transform_or_fail(lonlat, NULL);
    struct projected out;
    g_assert_true(transform_point(transform, (struct coord){36.5, 35.5}, &out));
    g_assert_cmpfloat(out.x, ==, 36.5);
    g_assert_null(transform_operations(transform)[0]);
    projection_free(NULL);
    transform_free(NULL);
}

/* CRSs that count westwards and southwards are turned: x is always easting, y northing. */
static void test_axes(void)
{
    static const char *const codes[] = {"EPSG:2053", "EPSG:5513", "EPSG:2322", "EPSG:4230"};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_autoptr(Projection) projection = projection_or_fail(codes[i]);
        g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
        double lon = i == 0 ? 29 : i == 1 ? 17 : 36;
        double lat = i == 0 ? -27 : i == 1 ? 49 : 37;
        struct projected at;
        struct projected east;
        struct projected north;
        struct coord back;
        g_assert_true(transform_point(transform, (struct coord){lon, lat}, &at));
        g_assert_true(transform_point(transform, (struct coord){lon + 0.1, lat}, &east));
        g_assert_true(transform_point(transform, (struct coord){lon, lat + 0.1}, &north));
        g_assert_cmpfloat(east.x - at.x, >, fabs(east.y - at.y));
        g_assert_cmpfloat(north.y - at.y, >, fabs(north.x - at.x));
        g_assert_true(transform_inverse(transform, north, &back));
        g_assert_cmpfloat_with_epsilon(back.y, lat + 0.1, 1e-6);
    }
}

static void test_operations(void)
{
    g_autoptr(Projection) projection = projection_or_fail("EPSG:2322");
    g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
    struct projected out;
    g_assert_null(transform_operations(transform)[0]);
    g_assert_true(transform_point(transform, (struct coord){36.5, 36.5}, &out));
    g_assert_true(transform_point(transform, (struct coord){36.6, 36.5}, &out));
    const char *const *names = transform_operations(transform);
    g_assert_cmpstr(names[0], ==, "Inverse of ED50 to WGS 84 (30) + 3-degree Gauss-Kruger CM 36E");
    g_assert_null(names[1]);
    /* Off Israel PROJ takes another one; what it takes for the way back does not count. */
    struct coord back;
    g_assert_true(transform_inverse(transform, (struct projected){264000, 3545000}, &back));
    g_assert_null(transform_operations(transform)[1]);
    g_assert_true(transform_point(transform, (struct coord){33.5, 32}, &out));
    g_assert_nonnull(transform_operations(transform)[1]);
    g_autoptr(Transform) other = transform_or_fail(projection, NULL);
    g_assert_null(transform_operations(other)[0]);

    g_autoptr(Projection) turef = projection_or_fail("EPSG:5256");
    g_autoptr(Transform) single = transform_or_fail(turef, NULL);
    g_assert_true(transform_point(single, (struct coord){36.5, 36.5}, &out));
    g_assert_cmpstr(transform_operations(single)[0], ==,
                    "Inverse of TUREF to WGS 84 (1) + 3-degree Gauss-Kruger CM 36E");
}

/* From a projected source: the shortcut and the database agree. */
static void test_projected_source(void)
{
    g_autoptr(Projection) projection = projection_or_fail("EPSG:32636");
    g_autoptr(Transform) direct = transform_or_fail(projection, "EPSG:32637");
    g_autoptr(Transform) by_name = transform_or_fail(projection, "WGS 84 / UTM zone 37N");
    g_autoptr(Transform) lonlat = transform_or_fail(projection, NULL);
    struct coord in = {286546.0545, 3978840.3644};
    struct projected a;
    struct projected b;
    struct projected c;
    g_assert_false(transform_is_from_geographic(direct));
    g_assert_true(transform_is_from_geographic(lonlat));
    g_assert_true(transform_point(direct, in, &a));
    g_assert_true(transform_point(by_name, in, &b));
    g_assert_true(transform_point(lonlat, (struct coord){36.63393, 35.93062}, &c));
    g_assert_cmpfloat(hypot(a.x - b.x, a.y - b.y), <, 1e-6);
    g_assert_cmpfloat(hypot(a.x - c.x, a.y - c.y), <, 1e-3);
}

static void test_hostile_points(void)
{
    static const char *const codes[] = {"auto", "EPSG:32637", "EPSG:3857", "EPSG:2322",
                                        "EPSG:4326"};
    static const struct coord points[] = {{NAN, 35}, {36, INFINITY}, {1e308, 1e308},
                                          {36, 91},  {-1e300, -90},  {36.5, 35.5}};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_autoptr(Projection) projection = projection_or_fail(codes[i]);
        g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
        struct projected out[G_N_ELEMENTS(points)];
        guint good = transform_points(transform, points, G_N_ELEMENTS(points), out);
        guint finite = 0;
        for (gsize j = 0; j < G_N_ELEMENTS(points); j++) {
            finite += isfinite(out[j].x) && isfinite(out[j].y);
            g_assert_true(isnan(out[j].x) == isnan(out[j].y));
        }
        g_assert_cmpuint(good, ==, finite);
        g_assert_true(isnan(out[0].x) && isnan(out[1].x));
        g_assert_true(isfinite(out[G_N_ELEMENTS(points) - 1].x));
    }
}

static void test_boxes(void)
{
    g_autoptr(Projection) projection = projection_or_fail("EPSG:32637");
    g_autoptr(Transform) transform = transform_or_fail(projection, NULL);
    struct box box = transform_box(transform, (struct box){35, 35, 43, 37});
    struct projected middle;
    g_assert_true(transform_point(transform, (struct coord){39, 35}, &middle));
    g_assert_cmpfloat_with_epsilon(box.ymin, middle.y, 1); /* the edge sags in the middle */
    struct box back = transform_box_inverse(transform, box);
    g_assert_cmpfloat(back.xmin, <=, 35);
    g_assert_cmpfloat(back.ymax, >=, 37);
    g_assert_cmpfloat(back.xmax, <, 44);
    g_assert_true(box_is_empty(transform_box(transform, box_empty())));
    g_assert_true(box_is_empty(transform_box(transform, (struct box){0, 95, 1, 99})));

    g_autoptr(Projection) polar = projection_or_fail("EPSG:3031");
    g_autoptr(Transform) to_pole = transform_or_fail(polar, NULL);
    struct box around = transform_box_inverse(to_pole, (struct box){-1e6, -1e6, 1e6, 1e6});
    g_assert_cmpfloat(around.ymin, ==, -90);
    g_assert_cmpfloat(around.xmin, ==, -180);
    g_assert_cmpfloat(around.xmax, ==, 180);
}

static void test_locale(void)
{
    g_autoptr(Projection) plain = projection_or_fail("+proj=tmerc +lon_0=36.25 +datum=WGS84");
    const char *old = setlocale(LC_ALL, "de_DE.UTF-8");
    if (old == NULL) {
        g_test_skip("no locale de_DE.UTF-8");
        return;
    }
    g_autoptr(Projection) german = projection_or_fail("+proj=tmerc +lon_0=36.25 +datum=WGS84");
    g_autoptr(Projection) local = projection_or_fail("auto");
    g_autoptr(Transform) a = transform_or_fail(plain, NULL);
    g_autoptr(Transform) b = transform_or_fail(german, NULL);
    struct projected p;
    struct projected q;
    g_assert_true(transform_point(a, (struct coord){36.5, 35.5}, &p));
    g_assert_true(transform_point(b, (struct coord){36.5, 35.5}, &q));
    g_assert_nonnull(strstr(projection_definition(local), "+lat_0=35.95 "));
    g_assert_nonnull(strstr(projection_name(local), "35.95"));
    setlocale(LC_ALL, "C");
    g_assert_cmpfloat(p.x, ==, q.x);
    g_assert_cmpfloat(p.y, ==, q.y);
}

static void add_cs2cs_tests(void)
{
    static const struct agreement agreements[] = {
        {"EPSG:32637", FALSE},
        {"EPSG:32636", FALSE},
        {"EPSG:3857", FALSE},
        {"EPSG:5256", TRUE},
        {"EPSG:2322", TRUE},
        {"EPSG:23037", FALSE},
        {"EPSG:22770", FALSE},
        {"auto", FALSE},
        {"+proj=lcc +lat_0=35 +lon_0=36 +lat_1=33 +lat_2=38 +datum=WGS84 +type=crs", FALSE},
        {"+proj=laea +lat_0=35 +lon_0=36 +ellps=WGS84 +type=crs", FALSE},
        {"+proj=merc +lat_ts=36 +lon_0=36 +datum=WGS84 +type=crs", FALSE},
        {"+proj=stere +lat_0=35 +lon_0=36 +k=0.9996 +datum=WGS84 +type=crs", FALSE},
        {"+proj=aea +lat_0=35 +lon_0=36 +lat_1=33 +lat_2=38 +datum=WGS84 +type=crs", FALSE},
        {"+proj=aeqd +lat_0=35 +lon_0=36 +datum=WGS84 +type=crs", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(agreements); i++) {
        g_autofree char *path = g_strdup_printf("/projection/cs2cs/%s", agreements[i].crs);
        g_test_add_data_func(path, &agreements[i], test_cs2cs);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_cs2cs_tests();
    g_test_add_func("/projection/corpus", test_corpus);
    g_test_add_func("/projection/known", test_known);
    g_test_add_func("/projection/not-known", test_not_known);
    g_test_add_func("/projection/database-stays-closed", test_database_stays_closed);
    g_test_add_func("/projection/without-database", test_without_database);
    g_test_add_func("/projection/auto", test_auto);
    g_test_add_func("/projection/auto-frames", test_auto_frames);
    g_test_add_func("/projection/errors", test_errors);
    g_test_add_func("/projection/properties", test_properties);
    g_test_add_func("/projection/axes", test_axes);
    g_test_add_func("/projection/operations", test_operations);
    g_test_add_func("/projection/projected-source", test_projected_source);
    g_test_add_func("/projection/hostile-points", test_hostile_points);
    g_test_add_func("/projection/boxes", test_boxes);
    g_test_add_func("/projection/locale", test_locale);
    return g_test_run();
}
