#include "event/place_words.h"

#include "event/place_name.h"
#include "event/place_phrase.h"

#include <string.h>

/* English, Arabic (before the name) and Turkish (after it). */
static const struct place_word words[] = {
    {"city", WORD_AFTER | WORD_OF, HINT_SETTLEMENT},
    {"town", WORD_AFTER | WORD_OF, HINT_SETTLEMENT},
    {"village", WORD_AFTER | WORD_OF, HINT_SETTLEMENT | HINT_SMALL},
    {"hamlet", WORD_AFTER | WORD_OF, HINT_SETTLEMENT | HINT_SMALL},
    {"suburb", WORD_AFTER | WORD_OF, HINT_SETTLEMENT},
    {"neighborhood", WORD_AFTER | WORD_OF, HINT_SETTLEMENT},
    {"neighbourhood", WORD_AFTER | WORD_OF, HINT_SETTLEMENT},
    {"quarter", WORD_AFTER | WORD_OF, HINT_SETTLEMENT},
    {"municipality", WORD_AFTER | WORD_OF, HINT_SETTLEMENT},
    {"مدينه", WORD_BEFORE, HINT_SETTLEMENT},
    {"بلده", WORD_BEFORE, HINT_SETTLEMENT},
    {"قريه", WORD_BEFORE, HINT_SETTLEMENT | HINT_SMALL},
    {"حي", WORD_BEFORE, HINT_SETTLEMENT},
    {"koyu", WORD_AFTER, HINT_SETTLEMENT | HINT_SMALL},
    {"kasabasi", WORD_AFTER, HINT_SETTLEMENT},
    {"beldesi", WORD_AFTER, HINT_SETTLEMENT},
    {"mahallesi", WORD_AFTER, HINT_SETTLEMENT},
    {"sehri", WORD_AFTER, HINT_SETTLEMENT},

    {"province", WORD_AFTER | WORD_OF, HINT_ADMIN1},
    {"governorate", WORD_AFTER | WORD_OF, HINT_ADMIN1},
    {"governate", WORD_AFTER | WORD_OF, HINT_ADMIN1},
    {"state", WORD_AFTER | WORD_OF, HINT_ADMIN1},
    {"oblast", WORD_AFTER, HINT_ADMIN1},
    {"muhafazah", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"muhafaza", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"muhafazat", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"mohafazah", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"mohafaza", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"mohafazat", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"wilayah", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"wilaya", WORD_BEFORE | WORD_AFTER, HINT_ADMIN1},
    {"wilayat", WORD_BEFORE, HINT_ADMIN1},
    {"محافظه", WORD_BEFORE, HINT_ADMIN1},
    {"ولايه", WORD_BEFORE, HINT_ADMIN1},
    {"ili", WORD_AFTER, HINT_ADMIN1},
    {"vilayeti", WORD_AFTER, HINT_ADMIN1},
    {"vilayet", WORD_AFTER, HINT_ADMIN1},

    {"district", WORD_AFTER | WORD_OF, HINT_ADMIN2},
    {"qada", WORD_BEFORE | WORD_AFTER, HINT_ADMIN2},
    {"mintaqat", WORD_BEFORE, HINT_ADMIN2},
    {"قضاء", WORD_BEFORE, HINT_ADMIN2},
    {"ilcesi", WORD_AFTER, HINT_ADMIN2},
    {"subdistrict", WORD_AFTER | WORD_OF, HINT_ADMIN3},
    {"nahiyah", WORD_BEFORE | WORD_AFTER, HINT_ADMIN3},
    {"nahiya", WORD_BEFORE | WORD_AFTER, HINT_ADMIN3},
    {"nahiyat", WORD_BEFORE, HINT_ADMIN3},
    {"ناحيه", WORD_BEFORE, HINT_ADMIN3},
    {"bucagi", WORD_AFTER, HINT_ADMIN3},

    {"near", WORD_BEFORE, HINT_NEAR},
    {"nearby", WORD_BEFORE | WORD_AFTER, HINT_NEAR},
    {"around", WORD_BEFORE, HINT_NEAR},
    {"outside", WORD_BEFORE, HINT_NEAR},
    {"close", WORD_BEFORE, HINT_NEAR},
    {"vicinity", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"outskirts", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"surroundings", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"environs", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"edge", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"area", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"region", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"axis", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"front", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"frontline", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"pocket", WORD_AFTER | WORD_OF, HINT_NEAR},
    {"قرب", WORD_BEFORE, HINT_NEAR},
    {"محيط", WORD_BEFORE, HINT_NEAR},
    {"اطراف", WORD_BEFORE, HINT_NEAR},
    {"منطقه", WORD_BEFORE, HINT_NEAR},
    {"محور", WORD_BEFORE, HINT_NEAR},
    {"جبهه", WORD_BEFORE, HINT_NEAR},
    {"yakinlari", WORD_AFTER, HINT_NEAR},
    {"cevresi", WORD_AFTER, HINT_NEAR},
    {"bolgesi", WORD_AFTER, HINT_NEAR},
    {"cephesi", WORD_AFTER, HINT_NEAR},

    {"countryside", WORD_AFTER | WORD_OF, HINT_COUNTRYSIDE},
    {"rural", WORD_BEFORE, HINT_COUNTRYSIDE},
    {"ريف", WORD_BEFORE, HINT_COUNTRYSIDE},
    {"rif", WORD_BEFORE, HINT_COUNTRYSIDE},
    {"reef", WORD_BEFORE, HINT_COUNTRYSIDE},
    {"kirsali", WORD_AFTER, HINT_COUNTRYSIDE},

    {"airbase", WORD_AFTER | WORD_OF, HINT_SITE},
    {"airport", WORD_AFTER | WORD_OF, HINT_SITE},
    {"airfield", WORD_AFTER | WORD_OF, HINT_SITE},
    {"base", WORD_AFTER | WORD_OF, HINT_SITE},
    {"barracks", WORD_AFTER | WORD_OF, HINT_SITE},
    {"checkpoint", WORD_AFTER | WORD_OF, HINT_SITE},
    {"camp", WORD_AFTER | WORD_OF, HINT_SITE},
    {"crossing", WORD_AFTER | WORD_OF, HINT_SITE},
    {"prison", WORD_AFTER | WORD_OF, HINT_SITE},
    {"hospital", WORD_AFTER | WORD_OF, HINT_SITE},
    {"farm", WORD_AFTER | WORD_OF, HINT_SITE | HINT_SMALL},
    {"farms", WORD_AFTER | WORD_OF, HINT_SITE | HINT_SMALL},
    {"مطار", WORD_BEFORE, HINT_SITE},
    {"قاعده", WORD_BEFORE, HINT_SITE},
    {"حاجز", WORD_BEFORE, HINT_SITE},
    {"مخيم", WORD_BEFORE, HINT_SITE},
    {"معبر", WORD_BEFORE, HINT_SITE},
    {"مزارع", WORD_BEFORE, HINT_SITE | HINT_SMALL},
    {"havalimani", WORD_AFTER, HINT_SITE},
    {"havaalani", WORD_AFTER, HINT_SITE},
    {"ussu", WORD_AFTER, HINT_SITE},
    {"military", WORD_AFTER | WORD_FILLER, HINT_SITE},
    {"army", WORD_AFTER | WORD_FILLER, HINT_SITE},
    {"air", WORD_AFTER | WORD_FILLER, HINT_SITE},
    {"international", WORD_AFTER | WORD_FILLER, HINT_SITE},
    {"refugee", WORD_AFTER | WORD_FILLER, HINT_SITE},
    {"عسكري", WORD_AFTER | WORD_FILLER, HINT_SITE},
    {"دولي", WORD_AFTER | WORD_FILLER, HINT_SITE},

    {"hill", WORD_AFTER, HINT_LANDSCAPE},
    {"hills", WORD_AFTER, HINT_LANDSCAPE},
    {"mountain", WORD_AFTER, HINT_LANDSCAPE},
    {"mountains", WORD_AFTER, HINT_LANDSCAPE},
    {"river", WORD_AFTER, HINT_LANDSCAPE},
    {"lake", WORD_AFTER, HINT_LANDSCAPE},
    {"dam", WORD_AFTER, HINT_LANDSCAPE},
    {"reservoir", WORD_AFTER, HINT_LANDSCAPE},
    {"plain", WORD_AFTER, HINT_LANDSCAPE},
    {"plains", WORD_AFTER, HINT_LANDSCAPE},
    {"valley", WORD_AFTER, HINT_LANDSCAPE},
    {"desert", WORD_AFTER, HINT_LANDSCAPE},
    {"island", WORD_AFTER, HINT_LANDSCAPE},
    {"field", WORD_AFTER, HINT_LANDSCAPE},
    {"fields", WORD_AFTER, HINT_LANDSCAPE},
    {"oilfield", WORD_AFTER, HINT_LANDSCAPE},
    {"oil", WORD_AFTER | WORD_FILLER, HINT_LANDSCAPE},
    {"gas", WORD_AFTER | WORD_FILLER, HINT_LANDSCAPE},
    {"road", WORD_AFTER | WORD_BEFORE, HINT_ROAD},
    {"highway", WORD_AFTER | WORD_BEFORE, HINT_ROAD},
    {"motorway", WORD_AFTER | WORD_BEFORE, HINT_ROAD},
    {"route", WORD_AFTER | WORD_BEFORE, HINT_ROAD},
    {"line", WORD_AFTER, HINT_ROAD},
    {"border", WORD_AFTER, HINT_ROAD},
    {"طريق", WORD_BEFORE, HINT_ROAD},
    {"yolu", WORD_AFTER, HINT_ROAD},

    {"northern", WORD_BEFORE, HINT_PART},
    {"southern", WORD_BEFORE, HINT_PART},
    {"eastern", WORD_BEFORE, HINT_PART},
    {"western", WORD_BEFORE, HINT_PART},
    {"central", WORD_BEFORE, HINT_PART},
    {"northeastern", WORD_BEFORE, HINT_PART},
    {"northwestern", WORD_BEFORE, HINT_PART},
    {"southeastern", WORD_BEFORE, HINT_PART},
    {"southwestern", WORD_BEFORE, HINT_PART},

    {"the", WORD_BEFORE | WORD_FILLER, 0},
    {"of", WORD_BEFORE | WORD_FILLER, 0},
    {"in", WORD_BEFORE | WORD_FILLER, 0},
    {"on", WORD_BEFORE | WORD_FILLER, 0},
    {"at", WORD_BEFORE | WORD_FILLER, 0},
    {"to", WORD_BEFORE | WORD_FILLER, 0},
    {"في", WORD_BEFORE | WORD_FILLER, 0},
};

static GHashTable *index_new(void)
{
    GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        /* Folded once more, since not all that is written above is: hamza. */
        g_hash_table_insert(index, place_name_fold(words[i].word), (gpointer)&words[i]);
    }
    return index;
}

/* The word without brackets and commas, folded; NULL for what is too long to be a word. */
static char *bare_key(const char *word)
{
    gsize length = strlen(word);
    if (length > 64) {
        return NULL;
    }
    while (length > 0 && strchr("([", word[0]) != NULL) {
        word++;
        length--;
    }
    while (length > 0 && strchr(")],;:", word[length - 1]) != NULL) {
        length--;
    }
    g_autofree char *bare = g_strndup(word, length);
    return place_name_fold(bare);
}

const struct place_word *place_word_find(const char *word)
{
    static GHashTable *index;
    if (g_once_init_enter(&index)) {
        GHashTable *made = index_new();
        g_once_init_leave(&index, made);
    }
    g_autofree char *key = bare_key(word);
    return key != NULL ? g_hash_table_lookup(index, key) : NULL;
}

static const struct {
    const char *word;
    double azimuth_deg;
} directions[] = {
    {"north", 0},      {"northeast", 45},  {"east", 90},        {"southeast", 135},
    {"south", 180},    {"southwest", 225}, {"west", 270},       {"northwest", 315},
    {"n", 0},          {"ne", 45},         {"e", 90},           {"se", 135},
    {"s", 180},        {"sw", 225},        {"w", 270},          {"nw", 315},
    {"nne", 22.5},     {"ene", 67.5},      {"ese", 112.5},      {"sse", 157.5},
    {"ssw", 202.5},    {"wsw", 247.5},     {"wnw", 292.5},      {"nnw", 337.5},
    {"شمال", 0},       {"شرق", 90},        {"جنوب", 180},       {"غرب", 270},
    {"northwards", 0}, {"eastwards", 90},  {"southwards", 180}, {"westwards", 270},
};

double place_word_azimuth_deg(const char *word)
{
    g_autofree char *key = bare_key(word);
    for (guint i = 0; key != NULL && i < G_N_ELEMENTS(directions); i++) {
        if (strcmp(directions[i].word, key) == 0) {
            return directions[i].azimuth_deg;
        }
    }
    return -1;
}

static const struct {
    const char *word;
    double km;
} units[] = {
    {"km", 1},         {"kms", 1},        {"kilometer", 1},   {"kilometers", 1},   {"kilometre", 1},
    {"kilometres", 1}, {"كم", 1},         {"كيلومتر", 1},     {"كيلومترات", 1},    {"m", 0.001},
    {"meters", 0.001}, {"metres", 0.001}, {"mile", 1.609344}, {"miles", 1.609344},
};

double place_word_unit_km(const char *word)
{
    g_autofree char *key = bare_key(word);
    for (guint i = 0; key != NULL && i < G_N_ELEMENTS(units); i++) {
        if (strcmp(units[i].word, key) == 0) {
            return units[i].km;
        }
    }
    return 0;
}
