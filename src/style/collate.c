#include "style/collate.h"

#include <string.h>

/* ---- languages ---- */

/* A letter that a language has an own place for: that of `like` (two letters: as both after each
 * other), and so many steps behind. */
struct place {
    const char *language;
    gunichar letter;
    const char *like;
    int steps;
};

static const struct place places[] = {
    {"tr", 0x00E7, "c", 1},  {"tr", 0x011F, "g", 1},  {"tr", 0x0131, "i", -1},
    {"tr", 0x00F6, "o", 1},  {"tr", 0x015F, "s", 1},  {"tr", 0x00FC, "u", 1},
    {"de", 0x00E4, "ae", 0}, {"de", 0x00F6, "oe", 0}, {"de", 0x00FC, "ue", 0},
    {"es", 0x00F1, "n", 1},  {"sv", 0x00E5, "z", 1},  {"sv", 0x00E4, "z", 2},
    {"sv", 0x00E6, "z", 2},  {"sv", 0x00F6, "z", 3},  {"sv", 0x00F8, "z", 3},
    {"sv", 0x0153, "z", 3},  {"sv", 0x00FC, "y", 0},  {"da", 0x00E6, "z", 1},
    {"da", 0x00E4, "z", 1},  {"da", 0x00F8, "z", 2},  {"da", 0x00F6, "z", 2},
    {"da", 0x00E5, "z", 3},  {"da", 0x00FC, "y", 0},  {"nb", 0x00E6, "z", 1},
    {"nb", 0x00E4, "z", 1},  {"nb", 0x00F8, "z", 2},  {"nb", 0x00F6, "z", 2},
    {"nb", 0x00E5, "z", 3},  {"nb", 0x00FC, "y", 0},  {"*", 0x0131, "i", 1},
    {"*", 0x00FE, "z", 7},   {"*", 0x00E6, "ae", 0},  {"*", 0x0153, "oe", 0},
    {"*", 0x00DF, "ss", 0},  {"*", 0x0111, "d", 0},   {"*", 0x00F0, "d", 0},
    {"*", 0x0142, "l", 0},   {"*", 0x00F8, "o", 0},
};

static const struct place *find_place(const char *language, gunichar letter)
{
    for (gsize i = 0; letter > 0x7F && i < G_N_ELEMENTS(places); i++)
        if (places[i].letter == letter &&
            (places[i].language[0] == '*' || g_str_equal(places[i].language, language)))
            return &places[i];
    return NULL;
}

static const char *const known_languages[] = {"en", "ar", "tr", "de", "es", "sv",
                                              "da", "nb", "fr", "ja", NULL};

char *locale_resolved_dup(const char *locale)
{
    g_auto(GStrv) parts = g_strsplit_set(locale ? locale : "en", "-_", -1);
    if (!parts[0])
        return g_strdup("en");
    g_autofree char *language = g_ascii_strdown(parts[0], -1);
    if (!g_strv_contains(known_languages, language))
        return g_strdup("en");
    if (!parts[1] || strlen(parts[1]) != 2)
        return g_steal_pointer(&language);
    g_autofree char *region = g_ascii_strup(parts[1], -1);
    return g_strdup_printf("%s-%s", language, region);
}

/* ---- keys ---- */

/* What strings are compared by: an element for each letter. */
struct element {
    guint32 letter;
    guint32 accents; /* the marks on it, mixed into one number; 0: none */
    guint32 upper;
};

/* Kinds of characters follow each other in this order. */
enum {
    SPACES = 1 << 24,
    SIGNS = 2 << 24,
    OTHER_SIGNS = 3 << 24,
    DIGITS = 4 << 24,
    LETTERS = 5 << 24,
};

#define LETTER_STEPS 16 /* room between the letters of a to z */

static guint32 latin_letter(char letter, int steps)
{
    return (guint32)(LETTERS + (letter - 'a') * LETTER_STEPS + LETTER_STEPS + steps);
}

/* In alphabetical order; letters in brackets count as the one before them. */
static const char arabic_letters[] =
    "\u0621\u0627\u0628\u067E\u062A\u062B\u062C\u0686\u062D\u062E\u062F\u0630\u0631\u0632\u0698"
    "\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u0643\u06A9\u06AF\u0644\u0645"
    "\u0646\u0647(\u0629)\u0648\u064A(\u0649)\u06CC";

/* The place of an Arabic letter, or 0. */
static guint32 arabic_letter(gunichar letter)
{
    guint32 place = 0x0600;
    for (const char *p = arabic_letters; *p; p = g_utf8_next_char(p)) {
        gboolean alike = *p == '(';
        if (*p == ')')
            continue;
        if (alike)
            p++;
        else
            place++;
        if (g_utf8_get_char(p) == letter)
            return place;
    }
    return 0;
}

static guint32 sign_place(gunichar sign)
{
    static const char order[] = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
    const char *found = sign < 0x80 ? strchr(order, (char)sign) : NULL;
    return found ? SIGNS + (guint32)(found - order) : OTHER_SIGNS + sign;
}

static guint32 place_of(gunichar letter)
{
    if (letter >= 'a' && letter <= 'z')
        return latin_letter((char)letter, 0);
    if (g_unichar_isspace(letter))
        return SPACES + letter;
    if (g_unichar_isdigit(letter))
        return DIGITS + (guint32)g_unichar_digit_value(letter);
    if (!g_unichar_isalpha(letter))
        return sign_place(letter);
    guint32 arabic = arabic_letter(letter);
    return LETTERS + (1 << 16) + (arabic ? arabic : letter);
}

static void add_element(GArray *key, guint32 letter, guint32 accents, gboolean upper)
{
    struct element element = {letter, accents, upper};
    g_array_append_val(key, element);
}

/* The marks of Latin letters have an order of their own. */
static guint32 mark_place(gunichar mark)
{
    static const gunichar order[] = {0x0301, 0x0300, 0x0306, 0x0302, 0x030C, 0x030A, 0x0308,
                                     0x030B, 0x0303, 0x0307, 0x0327, 0x0328, 0x0304};
    for (guint32 i = 0; i < G_N_ELEMENTS(order); i++)
        if (order[i] == mark)
            return i + 1;
    return mark;
}

static void add_accent(GArray *key, gunichar mark)
{
    if (key->len > 0) {
        struct element *last = &g_array_index(key, struct element, key->len - 1);
        last->accents = last->accents * 0x400 + mark_place(mark);
    }
}

/* The letter and the marks that a character is made of. */
static void add_decomposed(GArray *key, gunichar letter, gboolean upper)
{
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize count = 1;
    parts[0] = letter;
    if (letter != 0x0439) /* of Cyrillic, short i is a letter of its own */
        count = g_unichar_fully_decompose(letter, FALSE, parts, G_N_ELEMENTS(parts));
    for (gsize i = 0; i < count; i++) {
        if (g_unichar_ismark(parts[i]))
            add_accent(key, parts[i]);
        else if (!g_unichar_iscntrl(parts[i]) && g_unichar_type(parts[i]) != G_UNICODE_FORMAT)
            add_element(key, place_of(g_unichar_tolower(parts[i])), 0, upper);
    }
}

static void add_character(GArray *key, const char *language, gunichar character)
{
    gboolean upper = g_unichar_isupper(character);
    gboolean turkish = g_str_equal(language, "tr");
    gunichar letter = g_unichar_tolower(character);
    if (character == 0x0130) /* i with its dot: one letter in Turkish, else a letter and a mark */
        letter = turkish ? 'i' : 0x0130;
    else if (character == 'I' && turkish)
        letter = 0x0131;
    const struct place *place = find_place(language, letter);
    if (!place) {
        add_decomposed(key, letter, upper);
        return;
    }
    for (const char *p = place->like; *p; p++)
        add_element(key, latin_letter(*p, place->steps), place->steps ? 0 : letter, upper);
}

static GArray *key_new(const char *language, const char *text)
{
    GArray *key = g_array_new(FALSE, FALSE, sizeof(struct element));
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    for (const char *p = composed ? composed : ""; *p; p = g_utf8_next_char(p))
        add_character(key, language, g_utf8_get_char(p));
    return key;
}

/* ---- comparing ---- */

static int compare_numbers(guint32 a, guint32 b)
{
    return a < b ? -1 : a > b;
}

/* By one part of the elements; the shorter comes first where they do not differ. */
static int compare_keys(const GArray *a, const GArray *b, gsize offset)
{
    for (guint i = 0; i < MIN(a->len, b->len); i++) {
        const char *x = (const char *)&g_array_index(a, struct element, i);
        const char *y = (const char *)&g_array_index(b, struct element, i);
        int order = compare_numbers(*(const guint32 *)(const void *)(x + offset),
                                    *(const guint32 *)(const void *)(y + offset));
        if (order != 0)
            return order;
    }
    return compare_numbers(a->len, b->len);
}

int collate(const struct value_collator *collator, const char *language, const char *a,
            const char *b)
{
    const char *asked = collator->locale && *collator->locale ? collator->locale : language;
    g_autofree char *resolved = locale_resolved_dup(asked);
    resolved[2] = '\0';
    g_autoptr(GArray) x = key_new(resolved, a);
    g_autoptr(GArray) y = key_new(resolved, b);
    int order = compare_keys(x, y, G_STRUCT_OFFSET(struct element, letter));
    if (order == 0 && collator->diacritic_sensitive)
        order = compare_keys(x, y, G_STRUCT_OFFSET(struct element, accents));
    if (order == 0 && collator->case_sensitive)
        order = compare_keys(x, y, G_STRUCT_OFFSET(struct element, upper));
    return order;
}
