#include "event/gazetteer.h"

#include "base/error.h"
#include "geo/geodesic.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEADER                                                                                     \
    "geonameid,name,asciiname,alternatenames,latitude,longitude,feature_class,feature_code,"       \
    "country_code,cc2,admin1_code,admin2_code,admin3_code,admin4_code,population\n"

/* Places of this test alone. */
#define FIXTURE                                                                                    \
    HEADER "1,Alpha,Alpha,\"Alpha Governorate,ألفا\",35.5,36.5,A,ADM1,SY,,12,,,,0\n"           \
           "2,Alpha,Alpha,ألفا,35.93,36.63,P,PPLA,SY,,12,,,,98000\n"                           \
           "3,Beta,Beta,,36.1,37.6,A,ADM1,SY,,09,,,,0\n"                                           \
           "4,Twin,Twin,,35.0,36.0,P,PPL,SY,,12,,,,100\n"                                          \
           "5,Twin,Twin,,36.0,37.0,P,PPL,SY,,09,,,,120\n"                                          \
           "6,Twin,Twin,,38.0,37.0,P,PPL,TR,,31,,,,120\n"                                          \
           "7,Seat,Seat,,35.1,36.1,P,PPLA2,SY,,12,,,,50000\n"                                      \
           "8,Seat,Seat,,36.1,37.1,P,PPL,SY,,09,,,,900\n"                                          \
           "9,Rival,Rival,,35.2,36.2,P,PPLA2,SY,,12,,,,50000\n"                                    \
           "10,Rival,Rival,,36.2,37.2,P,PPL,SY,,09,,,,6000\n"                                      \
           "11,Small,Small,,35.2,36.2,P,PPLA2,SY,,12,,,,0\n"                                       \
           "12,Small,Small,,36.2,37.2,P,PPL,SY,,09,,,,0\n"                                         \
           "13,Double,Double,,35.30000,36.3,P,PPL,SY,,12,,,,0\n"                                   \
           "14,Double,Double,,35.30500,36.3,P,PPL,SY,,12,,,,10\n"                                  \
           "15,Gāmma,Gamma,,36.3,36.3,P,PPL,TR,,31,,,,10\n"                                       \
           "16,Deltastan,Deltastan,,36.4,36.2,A,ADM1,TR,,31,,,,0\n"                                \
           "17,1984,1984,,35.4,36.4,P,PPL,SY,,12,,,,0\n"

struct fixture {
    char *folder, *path;
    struct diagnostics *diagnostics;
    struct gazetteer *gazetteer;
};

static void write_file(struct fixture *fixture, const char *name, const char *text)
{
    fixture->folder = g_dir_make_tmp("idlibmap-test-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->folder, name, NULL);
    g_assert_true(g_file_set_contents(fixture->path, text, -1, NULL));
    fixture->diagnostics = diagnostics_new();
}

static void set_up(struct fixture *fixture, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    write_file(fixture, name, text);
    fixture->gazetteer = gazetteer_load(fixture->path, fixture->diagnostics, &error);
    g_assert_no_error(error);
}

static void tear_down(struct fixture *fixture)
{
    gazetteer_free(fixture->gazetteer);
    diagnostics_free(fixture->diagnostics);
    g_remove(fixture->path);
    g_rmdir(fixture->folder);
    g_free(fixture->path);
    g_free(fixture->folder);
}

/* The id found, "?" for an ambiguous name, "" for an unknown one. */
static char *find(const struct gazetteer *gazetteer, struct place_query query,
                  enum match_tier *tier)
{
    const struct place_answer *answer = gazetteer_find(gazetteer, &query);
    char *id = g_strdup(answer->place != NULL          ? answer->place->id
                        : answer->candidates->len >= 2 ? "?"
                                                       : "");
    g_assert_true(answer->place == NULL || answer->candidates->len == 0);
    if (tier != NULL) {
        *tier = answer->tier;
    }
    place_answer_unref(answer);
    return id;
}

static void assert_found(const struct gazetteer *gazetteer, struct place_query query,
                         const char *expected)
{
    g_autofree char *id = find(gazetteer, query, NULL);
    g_test_message("%s in %s, %s", query.name, query.admin1, query.country);
    g_assert_cmpstr(id, ==, expected);
}

static void assert_tier(const struct gazetteer *gazetteer, const char *name, const char *expected,
                        enum match_tier expected_tier)
{
    enum match_tier tier;
    g_autofree char *id = find(gazetteer, (struct place_query){.name = name}, &tier);
    g_assert_cmpstr(id, ==, expected);
    g_assert_cmpint(tier, ==, expected_tier);
}

static void test_tiers(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", FIXTURE);
    g_assert_cmpuint(gazetteer_count(f.gazetteer), ==, 17);
    assert_tier(f.gazetteer, "Gāmma", "15", MATCH_EXACT);
    assert_tier(f.gazetteer, " Gamma ", "15", MATCH_EXACT);
    assert_tier(f.gazetteer, "al-GAMMA", "15", MATCH_FOLDED);
    assert_tier(f.gazetteer, "1984", "17", MATCH_EXACT);
    assert_tier(f.gazetteer, "Omega", "", MATCH_NONE);
    assert_tier(f.gazetteer, "", "", MATCH_NONE);
    assert_tier(f.gazetteer, "---", "", MATCH_NONE);
    g_assert_cmpuint(diagnostics_count(f.diagnostics), ==, 0);
    tear_down(&f);
}

static void test_units(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", FIXTURE);
    assert_found(f.gazetteer, (struct place_query){.name = "Alpha"}, "2");
    assert_found(f.gazetteer, (struct place_query){.name = "Alpha", .want_admin1 = TRUE}, "1");
    assert_found(f.gazetteer, (struct place_query){.name = "Alpha province"}, "1");
    assert_found(f.gazetteer, (struct place_query){.name = "Alpha governorate"}, "1");
    assert_found(f.gazetteer, (struct place_query){.name = "ألفا"}, "2");
    assert_found(f.gazetteer, (struct place_query){.name = "محافظة ألفا"}, "1");
    assert_found(f.gazetteer, (struct place_query){.name = "Deltastan"}, "16");
    assert_found(f.gazetteer, (struct place_query){.name = "Deltastan ili"}, "16");
    /* A type word asks for a unit: the town of the name is not one. */
    assert_found(f.gazetteer, (struct place_query){.name = "Gamma province"}, "");
    tear_down(&f);
}

static void test_narrowing(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", FIXTURE);
    struct gazetteer *g = f.gazetteer;
    assert_found(g, (struct place_query){.name = "Twin"}, "?");
    assert_found(g, (struct place_query){.name = "Twin", .admin1 = "Alpha"}, "4");
    assert_found(g, (struct place_query){.name = "Twin", .admin1 = "Alpha Governorate"}, "4");
    assert_found(g, (struct place_query){.name = "Twin", .admin1 = "beta province"}, "5");
    assert_found(g, (struct place_query){.name = "Twin", .country = "Syria"}, "?");
    assert_found(g, (struct place_query){.name = "Twin", .country = "Türkiye"}, "6");
    assert_found(g, (struct place_query){.name = "Twin", .country = "TUR"}, "6");
    assert_found(g, (struct place_query){.name = "Twin", .admin1 = "", .country = ""}, "?");
    /* What is not known narrows nothing. */
    assert_found(g, (struct place_query){.name = "Gamma", .admin1 = "Nowhere"}, "15");
    assert_found(g, (struct place_query){.name = "Gamma", .country = "Nowhere"}, "15");
    tear_down(&f);
}

static void test_elsewhere(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", FIXTURE);
    struct place_query query = {.name = "Gamma", .country = "Syria"};
    const struct place_answer *answer = gazetteer_find(f.gazetteer, &query);
    g_assert_null(answer->place);
    g_assert_true(answer->elsewhere);
    place_answer_unref(answer);
    query = (struct place_query){.name = "Omega", .country = "Syria"};
    answer = gazetteer_find(f.gazetteer, &query);
    g_assert_false(answer->elsewhere);
    place_answer_unref(answer);
    tear_down(&f);
}

static void test_ambiguous(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", FIXTURE);
    /* A seat among villages is meant; one with a rival of its size, or of unknown size, may not be.
     */
    assert_found(f.gazetteer, (struct place_query){.name = "Seat"}, "7");
    assert_found(f.gazetteer, (struct place_query){.name = "Rival"}, "?");
    assert_found(f.gazetteer, (struct place_query){.name = "Small"}, "?");
    /* 556 m apart: the same place twice. */
    assert_found(f.gazetteer, (struct place_query){.name = "Double"}, "14");
    struct place_query query = {.name = "Twin"};
    const struct place_answer *answer = gazetteer_find(f.gazetteer, &query);
    g_assert_cmpuint(answer->candidates->len, ==, 3);
    g_assert_cmpstr(((const struct place *)answer->candidates->pdata[0])->id, ==, "5");
    place_answer_unref(answer);
    tear_down(&f);
}

static void test_admin1_of(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", FIXTURE);
    struct place_query query = {.name = "Gamma"};
    const struct place_answer *answer = gazetteer_find(f.gazetteer, &query);
    g_assert_cmpstr(gazetteer_admin1_of(f.gazetteer, answer->place)->id, ==, "16");
    place_answer_unref(answer);
    struct place nowhere = {.country_code = "XX", .admin1_code = "1"};
    g_assert_null(gazetteer_admin1_of(f.gazetteer, &nowhere));
    tear_down(&f);
}

/* Places of these tests alone, with namesakes by sound. */
#define SOUNDS                                                                                     \
    HEADER "1,Idleb,Idleb,,35.9,36.6,A,ADM1,SY,,12,,,,0\n"                                         \
           "2,Saraqab,Saraqab,,35.86,36.8,P,PPL,SY,,12,02,,,0\n"                                   \
           "3,Zaytunah,Zaytunah,,36.0,37.0,P,PPL,SY,,09,,,,0\n"                                    \
           "4,Zeitouneh,Zeitouneh,,35.1,36.1,P,PPL,SY,,12,,,,0\n"                                  \
           "5,Halab,Halab,,36.2,37.2,P,PPLA,SY,,09,,,,900\n"                                       \
           "6,Twin,Twin,,35.0,36.0,P,PPL,SY,,12,01,,,0\n"                                          \
           "7,Twin,Twin,,35.5,36.5,P,PPL,SY,,12,02,,,0\n"                                          \
           "8,Ariha,Ariha,,35.6,36.6,A,ADM2,SY,,12,02,,,0\n"                                       \
           "9,Kafr Takharim,Kafr Takharim,,36.1,36.5,P,PPL,SY,,12,,,,0\n"                          \
           "10,Tall Abyad,Tall Abyad,,36.7,38.9,P,PPL,SY,,04,,,,0\n"                               \
           "11,Tall Abyad Hill,Tall Abyad Hill,,36.1,38.0,T,HLL,SY,,04,,,,0\n"                     \
           "12,Taftanaz Air Base,Taftanaz Air Base,,35.97,36.78,S,AIRB,SY,,12,,,,0\n"              \
           "13,Taftanaz,Taftanaz,,35.99,36.79,P,PPL,SY,,12,,,,0\n"

static void test_sounds(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", SOUNDS);
    struct gazetteer *g = f.gazetteer;
    assert_tier(g, "Saraqib", "2", MATCH_TRANSLITERATED);
    assert_tier(g, "سراقب", "2", MATCH_TRANSLITERATED);
    assert_tier(g, "محافظة إدلب", "1", MATCH_TRANSLITERATED);
    assert_tier(g, "Idlib governorate", "1", MATCH_TRANSLITERATED);
    /* A consonant lost, in a long name. */
    assert_tier(g, "Kafr Takhari", "9", MATCH_FUZZY);
    assert_tier(g, "Saraq", "", MATCH_NONE);
    assert_tier(g, "Sarmada", "", MATCH_NONE);
    /* Two that sound alike; their province tells, by its unit or by its capital. */
    assert_found(g, (struct place_query){.name = "Zaitouna"}, "?");
    assert_found(g, (struct place_query){.name = "Zaitouna", .admin1 = "Edlib"}, "4");
    assert_found(g, (struct place_query){.name = "Zaitouna", .admin1 = "Haleb Governorate"}, "3");
    tear_down(&f);
}

static void test_narrower(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", SOUNDS);
    struct gazetteer *g = f.gazetteer;
    const struct box frame = {35.8, 34.8, 36.2, 35.2};
    assert_found(g, (struct place_query){.name = "Twin", .admin1 = "Idlib"}, "?");
    assert_found(g, (struct place_query){.name = "Twin", .admin1 = "Idlib", .admin2 = "Ariha"},
                 "7");
    assert_found(g, (struct place_query){.name = "Twin", .frame = &frame}, "6");
    assert_found(g, (struct place_query){.name = "Twin"}, "?");
    assert_found(g, (struct place_query){.name = "Saraqab, Idlib, Syria"}, "2");
    assert_found(g, (struct place_query){.name = "Saraqab, Turkey"}, "");
    assert_found(g, (struct place_query){.name = "Nowhere/Saraqab"}, "2");
    assert_found(g, (struct place_query){.name = "Halab/Saraqab"}, "?");
    assert_found(g, (struct place_query){.name = "Nowhere (Saraqab)"}, "2");
    tear_down(&f);
}

static void assert_relation(const struct gazetteer *gazetteer, const char *name, const char *id,
                            enum place_relation relation)
{
    const struct place_query query = {.name = name};
    const struct place_answer *answer = gazetteer_find(gazetteer, &query);
    g_test_message("%s", name);
    g_assert_nonnull(answer->place);
    g_assert_cmpstr(answer->place->id, ==, id);
    g_assert_cmpint(answer->relation, ==, relation);
    place_answer_unref(answer);
}

static void test_words(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", SOUNDS);
    struct gazetteer *g = f.gazetteer;
    assert_relation(g, "Saraqab town", "2", PLACE_AT);
    assert_relation(g, "near Saraqab", "2", PLACE_NEAR);
    assert_relation(g, "Saraqab axis", "2", PLACE_NEAR);
    assert_relation(g, "Saraqab air base", "2", PLACE_NEAR);
    assert_relation(g, "Taftanaz military airbase", "12", PLACE_AT);
    assert_relation(g, "Taftanaz", "13", PLACE_AT);
    assert_relation(g, "Nowhere (Saraqab)", "2", PLACE_NEAR);
    assert_relation(g, "Ariha district", "8", PLACE_AT);
    assert_relation(g, "Saraqab district", "2", PLACE_UNIT);
    assert_relation(g, "Idleb countryside", "1", PLACE_AT);
    assert_relation(g, "Saraqab countryside", "2", PLACE_NEAR);
    assert_relation(g, "between Saraqab and Halab", "2", PLACE_BETWEEN);
    assert_relation(g, "Saraqab-Halab highway", "2", PLACE_BETWEEN);
    assert_relation(g, "Saraqab/Halab road", "2", PLACE_BETWEEN);
    assert_relation(g, "Saraqab/Nowhere town", "2", PLACE_AT);
    assert_relation(g, "Saraqab border crossing", "2", PLACE_NEAR);
    assert_found(g, (struct place_query){.name = "Saraqab/Nowhere border"}, "");
    assert_found(g, (struct place_query){.name = "Saraqab/Nowhere gas field"}, "");
    assert_found(g, (struct place_query){.name = "Saraqab hill"}, "");
    assert_found(g, (struct place_query){.name = "Tall Abyad hill"}, "11");
    assert_found(g, (struct place_query){.name = "Saraqab road"}, "");
    assert_found(g, (struct place_query){.name = "between Saraqab and Nowhere"}, "");
    tear_down(&f);
}

static void test_offset(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", SOUNDS);
    const struct place_query query = {.name = "10 km east of Saraqab"};
    const struct place_answer *answer = gazetteer_find(f.gazetteer, &query);
    double azimuth_deg;
    double distance_m = geodesic_distance_m(answer->place->at, answer->at, &azimuth_deg);
    g_assert_cmpfloat_with_epsilon(distance_m, 10000, 0.01);
    g_assert_cmpfloat_with_epsilon(azimuth_deg, 90, 1e-6);
    place_answer_unref(answer);
    const struct place_query between = {.name = "between Saraqab and Halab"};
    answer = gazetteer_find(f.gazetteer, &between);
    g_assert_cmpstr(answer->other->id, ==, "5");
    g_assert_cmpfloat_with_epsilon(geodesic_distance_m(answer->place->at, answer->at, NULL),
                                   geodesic_distance_m(answer->other->at, answer->at, NULL), 0.01);
    g_assert_cmpfloat_with_epsilon(
        answer->within_km, geodesic_distance_m(answer->other->at, answer->at, NULL) / 1000, 1e-4);
    place_answer_unref(answer);
    tear_down(&f);
}

/* Equal questions get one answer, which outlives the gazetteer's memory of it. */
static void test_shared(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv", SOUNDS);
    const struct place_query query = {.name = "Saraqib", .country = "Syria"};
    const struct place_query framed = {
        .name = "Saraqib", .country = "Syria", .frame = &(struct box){0, 0, 1, 1}};
    const struct place_answer *first = gazetteer_find(f.gazetteer, &query);
    const struct place_answer *second = gazetteer_find(f.gazetteer, &query);
    g_assert_true(first == second);
    place_answer_unref(second);
    second = gazetteer_find(f.gazetteer, &framed); /* forgets the others */
    g_assert_true(first != second);
    g_assert_cmpstr(first->place->id, ==, second->place->id);
    g_assert_cmpfloat(first->score, <, 0.95);
    g_assert_cmpfloat(first->score, >, 0.8);
    place_answer_unref(first);
    place_answer_unref(second);
    tear_down(&f);
}

static void test_several_files(void)
{
    struct fixture f = {0}, g = {0};
    write_file(&f, "a.csv", HEADER "1,Alpha,Alpha,,35.5,36.5,P,PPL,SY,,12,,,,0\n");
    write_file(&g, "b.csv", "id,name,lat,lon,country\n2,Beta,35,36,Syria\n");
    const char *const paths[] = {f.path, g.path};
    g_autoptr(GError) error = NULL;
    f.gazetteer = gazetteer_load_files(paths, 2, f.diagnostics, &error);
    g_assert_no_error(error);
    assert_found(f.gazetteer, (struct place_query){.name = "Alpha"}, "1");
    assert_found(f.gazetteer, (struct place_query){.name = "Beta", .country = "SY"}, "2");
    assert_found(f.gazetteer, (struct place_query){.name = "Beta", .country = "TR"}, "");
    tear_down(&f);
    tear_down(&g);
}

static void test_dump(void)
{
    struct fixture f = {0};
    set_up(&f, "SY.txt",
           "21\tThe \"Quoted\tThe \"Quoted\tQuo,اقتباس\t35.5\t36.5\tP\tPPL\tSY\t\t09\t\t\t\t7\t\t1"
           "\tAsia/Damascus\t2020-01-01\n"
           "22\tCut short\tCut short\n"
           "23\tEpsilon\tEpsilon\t\t35.6\t36.6\tP\tPPL\tSY\t\t09\t\t\t\t8\t\t1\tAsia/Damascus\t"
           "2020-01-01\r\n");
    g_assert_cmpuint(gazetteer_count(f.gazetteer), ==, 2);
    assert_found(f.gazetteer, (struct place_query){.name = "اقتباس"}, "21");
    assert_found(f.gazetteer, (struct place_query){.name = "The \"Quoted"}, "21");
    assert_found(f.gazetteer, (struct place_query){.name = "Epsilon"}, "23");
    g_assert_cmpuint(diagnostics_warnings(f.diagnostics), ==, 1);
    g_assert_cmpuint(diagnostics_get(f.diagnostics, 0)->line, ==, 2);
    tear_down(&f);
}

static void test_bad_rows(void)
{
    struct fixture f = {0};
    set_up(&f, "places.csv",
           HEADER "1,,,,35,36,P,PPL,SY,,12,,,,0\n"
                  "2,NoPosition,,,,36,P,PPL,SY,,12,,,,0\n"
                  "3,TooFar,,,95,36,P,PPL,SY,,12,,,,0\n"
                  "4,Good,,,35,36,P,PPL,SY,,12,,,,-5\n");
    g_assert_cmpuint(gazetteer_count(f.gazetteer), ==, 1);
    g_assert_cmpuint(diagnostics_warnings(f.diagnostics), >=, 2);
    tear_down(&f);
}

static void test_bad_files(void)
{
    g_autoptr(GError) error = NULL;
    struct fixture f = {0};
    write_file(&f, "places.csv", "a,b\n1,2\n");
    g_assert_null(gazetteer_load(f.path, f.diagnostics, &error));
    g_assert_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, "places.csv:1: "));
    tear_down(&f);
    g_autoptr(GError) missing = NULL;
    g_assert_null(gazetteer_load("/nonexistent/places.csv", NULL, &missing));
    g_assert_error(missing, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA);
}

static void test_shipped(void)
{
    if (!g_file_test("data/gazetteer.csv", G_FILE_TEST_EXISTS)) {
        g_test_skip("not run from the source tree");
        return;
    }
    g_autoptr(Gazetteer) g = gazetteer_load("data/gazetteer.csv", NULL, NULL);
    static const struct {
        const char *name, *id;
    } places[] = {
        {"Saraqib", "164816"},     {"سراقب", "164816"},
        {"Sarāqib", "164816"},     {"Saraqeb", "164816"},
        {"Idlib", "169389"},       {"Idleb", "169389"},
        {"إدلب", "169389"},        {"Idlib province", "169387"},
        {"محافظة إدلب", "169387"}, {"Aleppo province", "170062"},
        {"Hatay", "312394"},       {"Hatay ili", "312394"},
        {"Ankara", "323786"},      {"Washington", "4140963"},
        {"New Delhi", "1261481"},  {"Moscow", "524901"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        assert_found(g, (struct place_query){.name = places[i].name}, places[i].id);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/gazetteer/tiers", test_tiers);
    g_test_add_func("/gazetteer/units", test_units);
    g_test_add_func("/gazetteer/narrowing", test_narrowing);
    g_test_add_func("/gazetteer/elsewhere", test_elsewhere);
    g_test_add_func("/gazetteer/ambiguous", test_ambiguous);
    g_test_add_func("/gazetteer/admin1-of", test_admin1_of);
    g_test_add_func("/gazetteer/sounds", test_sounds);
    g_test_add_func("/gazetteer/narrower", test_narrower);
    g_test_add_func("/gazetteer/words", test_words);
    g_test_add_func("/gazetteer/offset", test_offset);
    g_test_add_func("/gazetteer/shared", test_shared);
    g_test_add_func("/gazetteer/several-files", test_several_files);
    g_test_add_func("/gazetteer/dump", test_dump);
    g_test_add_func("/gazetteer/bad-rows", test_bad_rows);
    g_test_add_func("/gazetteer/bad-files", test_bad_files);
    g_test_add_func("/gazetteer/shipped", test_shipped);
    return g_test_run();
}
