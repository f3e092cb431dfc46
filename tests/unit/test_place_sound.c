#include "event/place_sound.h"

/* The likeness of the two readings that are closest; `same` says whether any share a skeleton. */
static double likeness(const char *a, const char *b, gboolean *same)
{
    struct place_sound of_a[PLACE_SOUND_READINGS], of_b[PLACE_SOUND_READINGS];
    guint n_a = place_sound_read(a, of_a), n_b = place_sound_read(b, of_b);
    double best = 0;
    *same = FALSE;
    for (guint i = 0; i < n_a; i++) {
        for (guint k = 0; k < n_b; k++) {
            struct place_sound_text text_a = place_sound_text(&of_a[i]);
            struct place_sound_text text_b = place_sound_text(&of_b[k]);
            *same = *same || g_str_equal(text_a.skeleton, text_b.skeleton);
            best = MAX(best, place_sound_likeness(&text_a, &text_b));
        }
    }
    return best;
}

static void assert_alike(const char *a, const char *b)
{
    gboolean same;
    double alike = likeness(a, b, &same);
    g_test_message("%s, %s: %.3f", a, b, alike);
    g_assert_true(same);
    g_assert_cmpfloat(alike, >=, 0.88);
    g_assert_cmpfloat(alike, <=, 1);
}

static void assert_unlike(const char *a, const char *b)
{
    gboolean same;
    double alike = likeness(a, b, &same);
    g_test_message("%s, %s: %.3f", a, b, alike);
    g_assert_true(!same || alike < 0.88);
}

static void assert_sound(const char *name, const char *letters, const char *skeleton)
{
    struct place_sound readings[PLACE_SOUND_READINGS];
    g_assert_cmpuint(place_sound_read(name, readings), ==, 1);
    g_assert_cmpstr(readings[0].letters, ==, letters);
    g_assert_cmpstr(readings[0].skeleton, ==, skeleton);
}

static void test_letters(void)
{
    assert_sound("Saraqib", "saraqib", "srkb");
    assert_sound("Jisr ash-Shughur", "jisrSuGur", "jsrskr");
    assert_sound("Nairab", "nairab", "nrb");
    assert_sound("Salamiyah", "salamiYa", "slm");
    assert_sound("Salamia", "salamiYa", "slm");
    assert_sound("Suwayda", "suWayda", "sd");
    assert_sound("Ma'arrat", "m@rat", "mrt");
    assert_sound("Anbar", "anbar", "nbr");
    assert_sound("Ambar", "ambar", "nbr");
    assert_sound("Maarrat Misrin", "maramisrin", "mrmsrn");
    assert_sound("Tell 3aran", "tel@ran", "tlrn");
    assert_sound("Brigade 47", "brigade47", "brkd47");
    assert_sound("سراقب", "sraqb", "srkb");
    assert_sound("معرة النعمان", "m*r*n*man", "mrnmn");
    assert_sound("Идлиб", "idlib", "dlb");
}

static void test_readings(void)
{
    struct place_sound readings[PLACE_SOUND_READINGS];
    g_assert_cmpuint(place_sound_read("Cerablus", readings), ==, 2);
    g_assert_cmpstr(readings[0].skeleton, ==, "jrbls");
    g_assert_cmpstr(readings[1].skeleton, ==, "krbls");
    g_assert_cmpuint(place_sound_read("Alqusayr", readings), ==, 2);
    g_assert_cmpuint(place_sound_read("Chachachacha", readings), ==, PLACE_SOUND_READINGS);
    g_assert_cmpuint(place_sound_read("", readings), ==, 0);
    g_assert_cmpuint(place_sound_read("aei", readings), ==, 0);
    g_assert_cmpuint(place_sound_read("-'.", readings), ==, 0);
    g_assert_cmpuint(place_sound_read("\xFF\xFE", readings), ==, 0);
    g_assert_cmpuint(place_sound_read("阿勒颇", readings), ==, 0);
    g_autofree char *many = g_strnfill(100000, 'b');
    g_assert_cmpuint(place_sound_read(many, readings), ==, 1); /* one long b */
    g_autoptr(GString) longer = g_string_new(NULL);
    for (guint i = 0; i < 100000; i++) {
        g_string_append(longer, "ba");
    }
    g_assert_cmpuint(place_sound_read(longer->str, readings), ==, 0);
}

static void test_transliterations(void)
{
    static const char *const names[][8] = {
        {"Sarāqib", "Saraqib", "Saraqeb", "Saraqab", "Serakib", "سراقب", "Саракиб", NULL},
        {"Idlib", "Idleb", "Edlib", "İdlib", "إدلب", "ادلب", "Idlip", NULL},
        {"Ma‘arrat an Nu‘mān", "Maarrat al-Numan", "Ma'arat an-Nu'man", "Maarat al-Numaan",
         "معرة النعمان", NULL},
        {"Jisr ash Shughūr", "Jisr al-Shughour", "Jisr Alshoghour", "جسر الشغور", "Cisr eş-Şuğur",
         NULL},
        {"Kafr Nabl", "Kafranbel", "Kafr Nubul", "Kafarnabel", "كفرنبل", NULL},
        {"Abū aḑ Ḑuhūr", "Abu al-Duhur", "Abu adh-Dhuhur", "Abu Zuhur", "أبو الظهور", NULL},
        {"Jarābulus", "Cerablus", "Jarablus", "Djarabulus", "جرابلس", NULL},
        {"Al Qāmishlī", "Qamishli", "Kamishly", "Kamışlı", "القامشلي", NULL},
        {"‘I‘zāz", "Azaz", "A‘zāz", "اعزاز", NULL},
        {"As Safīrah", "al-Safira", "Assafira", "Safireh", "السفيرة", NULL},
        {"Dayr az Zawr", "Deir ez-Zor", "Der Zor", "Deirezzor", "دير الزور", NULL},
        {"Khān Shaykhūn", "Khan Sheikhoun", "Khan Cheikhoun", "خان شيخون", NULL},
        {"‘Ayn al ‘Arab", "Ain al-Arab", "Ein el Arab", "عين العرب", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        for (guint k = 1; names[i][k] != NULL; k++) {
            assert_alike(names[i][0], names[i][k]);
            assert_alike(names[i][k], names[i][0]);
        }
    }
}

static void test_others(void)
{
    assert_unlike("Salamah", "Salamiyah");
    assert_unlike("Bariqah", "Bariqiyah");
    assert_unlike("Dar‘ā", "Dārayyā");
    assert_unlike("Hamra", "Hamouriyah");
    assert_unlike("حلب", "Halba");
    assert_unlike("عثمانية", "Tamani‘ah");
    assert_unlike("Saraqib", "Sarmin");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/place_sound/letters", test_letters);
    g_test_add_func("/place_sound/readings", test_readings);
    g_test_add_func("/place_sound/transliterations", test_transliterations);
    g_test_add_func("/place_sound/others", test_others);
    return g_test_run();
}
