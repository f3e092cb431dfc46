#include "event/country.h"
#include "event/place_name.h"
#include "event/place_phrase.h"

static void assert_same(const char *a, const char *b)
{
    g_autofree char *key_a = place_name_fold(a);
    g_autofree char *key_b = place_name_fold(b);
    g_assert_cmpstr(key_a, ==, key_b);
    g_assert_cmpstr(key_a, !=, "");
}

static void assert_different(const char *a, const char *b)
{
    g_autofree char *key_a = place_name_fold(a);
    g_autofree char *key_b = place_name_fold(b);
    g_assert_cmpstr(key_a, !=, key_b);
}

static void test_latin(void)
{
    assert_same("Saraqib", "SARĀQIB");
    assert_same("Saraqib", "Sara\u0304qib"); /* NFD */
    assert_same("Ma'arrat an-Nu'man", "Ma‘arrat an Nu’mān");
    assert_same("Maʿarrat", "Ma`arrat");
    assert_same("Kafr Nabl", "Kafr-Nabl");
    assert_same("Kafr Nabl", " kafr  nabl ");
    assert_same("Washington D.C.", "Washington DC");
    assert_same("Groß", "GROSS");
    assert_same("\uFF29dlib", "Idlib"); /* full width */
    assert_different("Idlib", "Idleb"); /* other spellings are another matter */
}

static void test_turkish(void)
{
    assert_same("İdlib", "idlib");
    assert_same("IDLIB", "ıdlib");
    assert_same("Dörtyol", "DÖRTYOL");
    assert_same("Reyhanlı", "REYHANLI");
    assert_same("Şanlıurfa", "sanliurfa");
}

static void test_arabic(void)
{
    assert_same("إدلب", "ادلب");
    assert_same("سراقب", "سَراقِب");
    assert_same("سراقب", "ســـراقب");
    assert_same("معرة", "معره");
    assert_same("عيسى", "عيسي");
    assert_same("حلب", "\u200Fحلب"); /* a direction mark, as pasted */
    assert_same("الباب", "باب");
    assert_same("ﺣﻠﺐ", "حلب"); /* presentation forms */
    assert_different("اله", "ه");
}

static void test_articles(void)
{
    assert_same("al-Bab", "Bab");
    assert_same("Jisr ash-Shughur", "Jisr Shughur");
    assert_same("Aş Şanamayn", "Sanamayn");
    assert_same("Deir ez-Zor", "Deir Zor");
    assert_same("Al", "AL");           /* nothing but an article is a name */
    assert_different("Ad Bab", "Bab"); /* no article: the consonant does not agree */
}

static void test_odd(void)
{
    g_autofree char *empty = place_name_fold(" -' ");
    g_assert_cmpstr(empty, ==, "");
    g_autofree char *invalid = place_name_fold("\xFF\xC3");
    g_assert_cmpstr(invalid, ==, "??");
}

static void assert_phrase(const char *text, const char *name, guint hints)
{
    struct place_phrase phrase;
    place_phrase_init(&phrase, text);
    g_test_message("%s", text);
    g_assert_cmpstr(phrase.name, ==, name);
    g_assert_cmphex(phrase.hints, ==, hints);
    g_assert_false(phrase.has_offset);
    place_phrase_clear(&phrase);
}

static void test_types(void)
{
    assert_phrase("Idlib province", "Idlib", HINT_ADMIN1);
    assert_phrase("Idlib Governorate ", "Idlib", HINT_ADMIN1);
    assert_phrase("Idlib (province)", "Idlib", HINT_ADMIN1);
    assert_phrase("Idlib, province", "Idlib", HINT_ADMIN1);
    assert_phrase("Province of Idlib", "Idlib", HINT_ADMIN1);
    assert_phrase("محافظة إدلب", "إدلب", HINT_ADMIN1);
    assert_phrase("Hatay ili", "Hatay", HINT_ADMIN1);
    assert_phrase("Hatay İli", "Hatay", HINT_ADMIN1);
    assert_phrase("Halab vilayeti", "Halab", HINT_ADMIN1);
    assert_phrase("Muḩāfaz̧at Idlib", "Idlib", HINT_ADMIN1);
    assert_phrase("Saraqib", "Saraqib", 0);
    assert_phrase("Deir ez-Zor", "Deir ez-Zor", 0);
    assert_phrase("The Hague", "The Hague", 0);
    assert_phrase("province", "province", 0);
    assert_phrase("", "", 0);
}

static void test_phrases(void)
{
    assert_phrase("Saraqib town", "Saraqib", HINT_SETTLEMENT);
    assert_phrase("the town of Saraqib", "Saraqib", HINT_SETTLEMENT);
    assert_phrase("بلدة سراقب", "سراقب", HINT_SETTLEMENT);
    assert_phrase("Ariha district", "Ariha", HINT_ADMIN2);
    assert_phrase("ناحية سراقب", "سراقب", HINT_ADMIN3);
    assert_phrase("on the outskirts of Saraqib", "Saraqib", HINT_NEAR);
    assert_phrase("near Saraqib", "Saraqib", HINT_NEAR);
    assert_phrase("Saraqib axis", "Saraqib", HINT_NEAR);
    assert_phrase("محيط سراقب", "سراقب", HINT_NEAR);
    assert_phrase("north of Saraqib", "Saraqib", HINT_NEAR);
    assert_phrase("near the town of Saraqib", "Saraqib", HINT_NEAR | HINT_SETTLEMENT);
    assert_phrase("Idlib countryside", "Idlib", HINT_COUNTRYSIDE);
    assert_phrase("ريف إدلب", "إدلب", HINT_COUNTRYSIDE);
    assert_phrase("Northern Idlib Governorate", "Idlib", HINT_PART | HINT_ADMIN1);
    assert_phrase("Taftanaz military air base", "Taftanaz", HINT_SITE);
    assert_phrase("Shaer gas field", "Shaer", HINT_LANDSCAPE);
}

static void assert_offset(const char *text, const char *name, double km, double azimuth_deg)
{
    struct place_phrase phrase;
    place_phrase_init(&phrase, text);
    g_test_message("%s", text);
    g_assert_cmpstr(phrase.name, ==, name);
    g_assert_true(phrase.has_offset);
    g_assert_cmpfloat_with_epsilon(phrase.distance_km, km, 1e-9);
    g_assert_cmpfloat_with_epsilon(phrase.azimuth_deg, azimuth_deg, 1e-9);
    place_phrase_clear(&phrase);
}

static void test_offsets(void)
{
    assert_offset("5 km north of Saraqib", "Saraqib", 5, 0);
    assert_offset("2.5km to the south-east of Saraqib", "Saraqib", 2.5, 135);
    assert_offset("2,5 km NW from Saraqib town", "Saraqib", 2.5, 315);
    assert_offset("10 kilometres north west of Saraqib", "Saraqib", 10, 315);
    assert_offset("1 mile west of Saraqib", "Saraqib", 1.609344, 270);
    assert_offset("٥ كم شمال شرق سراقب", "سراقب", 5, 45);
}

static void assert_between(const char *text, const char *name, const char *other)
{
    struct place_phrase phrase;
    place_phrase_init(&phrase, text);
    g_test_message("%s", text);
    g_assert_cmpstr(phrase.name, ==, name);
    g_assert_cmpstr(phrase.other, ==, other);
    place_phrase_clear(&phrase);
}

static void test_between(void)
{
    assert_between("between Saraqib and Idlib", "Saraqib", "Idlib");
    assert_between("Road between As Sukhnah and Tadmur", "As Sukhnah", "Tadmur");
    assert_between("بين سراقب وإدلب", "سراقب", "إدلب");
    assert_between("Saraqib - Idlib axis", "Saraqib", "Idlib");
    assert_between("Saraqib–Idlib road", "Saraqib", "Idlib");
    assert_between("Saraqib-Idlib highway", "Saraqib", "Idlib");
    assert_between("Saraqib and Idlib", "Saraqib and Idlib", NULL);
    assert_between("between Saraqib", "between Saraqib", NULL);
}

static void test_countries(void)
{
    g_assert_cmpstr(country_code("Syria"), ==, "SY");
    g_assert_cmpstr(country_code("Syrian Arab Republic"), ==, "SY");
    g_assert_cmpstr(country_code("سوريا"), ==, "SY");
    g_assert_cmpstr(country_code("Türkiye"), ==, "TR");
    g_assert_cmpstr(country_code("TURKEY"), ==, "TR");
    g_assert_cmpstr(country_code("USA"), ==, "US");
    g_assert_cmpstr(country_code("us"), ==, "US");
    g_assert_cmpstr(country_code("Russia"), ==, "RU");
    g_assert_cmpstr(country_code("Côte d’Ivoire"), ==, "CI");
    g_assert_cmpstr(country_code("Yemen (North Yemen)"), ==, "YE");
    g_assert_null(country_code("(Syria)"));
    g_assert_null(country_code("Atlantis"));
    g_assert_null(country_code(""));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/place_name/latin", test_latin);
    g_test_add_func("/place_name/turkish", test_turkish);
    g_test_add_func("/place_name/arabic", test_arabic);
    g_test_add_func("/place_name/articles", test_articles);
    g_test_add_func("/place_name/odd", test_odd);
    g_test_add_func("/place_name/types", test_types);
    g_test_add_func("/place_name/phrases", test_phrases);
    g_test_add_func("/place_name/offsets", test_offsets);
    g_test_add_func("/place_name/between", test_between);
    g_test_add_func("/place_name/countries", test_countries);
    return g_test_run();
}
