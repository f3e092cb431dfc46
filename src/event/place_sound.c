#include "event/place_sound.h"

#include "event/place_name.h"
#include "event/place_script.h"

#include <string.h>

/* ---- letters ---- */

/* Latin letters that are one sound together, the longest first; `other` is a second reading. */
static const struct {
    const char *text, *sound, *other;
} latin[] = {
    {"tsch", "j", NULL},  {"dsch", "j", NULL},  {"tch", "j", NULL},   {"tsh", "j", NULL},
    {"sch", "S", NULL},   {"dzh", "j", NULL},   {"dj", "j", NULL},    {"dg", "j", NULL},
    {"sh", "S", NULL},    {"th", "T", "D"},     {"dh", "D", NULL},    {"kh", "x", NULL},
    {"gh", "G", NULL},    {"zh", "j", NULL},    {"ph", "f", NULL},    {"ck", "k", NULL},
    {"oua", "uwa", NULL}, {"oue", "uwe", NULL}, {"oui", "uwi", NULL}, {"ua", "uwa", NULL},
    {"ue", "uwe", NULL},  {"ui", "uwi", NULL},  {"ch", "S", "j"},     {"ou", "u", NULL},
    {"oo", "u", NULL},    {"ee", "i", NULL},    {"c", "j", "k"},      {"x", "x", "ks"},
    {"\001", "S", "s"},
};
/* What they begin with: most letters are told apart by this, and names are read by the ten
 * thousand.
 */
static const gboolean begins_latin[128] = {
    ['\001'] = TRUE, ['c'] = TRUE, ['d'] = TRUE, ['e'] = TRUE, ['g'] = TRUE,
    ['k'] = TRUE,    ['o'] = TRUE, ['p'] = TRUE, ['s'] = TRUE, ['t'] = TRUE,
    ['u'] = TRUE,    ['x'] = TRUE, ['z'] = TRUE,
};

static const char skeleton_classes[128] = {
    ['b'] = 'b', ['p'] = 'b', ['f'] = 'f', ['t'] = 't', ['T'] = 't', ['d'] = 'd', ['D'] = 'd',
    ['z'] = 'd', ['s'] = 's', ['S'] = 's', ['j'] = 'j', ['q'] = 'k', ['k'] = 'k', ['g'] = 'k',
    ['G'] = 'k', ['h'] = 'h', ['x'] = 'h', ['r'] = 'r', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n',
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
    ['7'] = '7', ['8'] = '8', ['9'] = '9',
};

/* ---- reading ---- */

struct reader {
    struct place_sound *sound;
    gsize length;    /* of sound->letters */
    guint choices;   /* a bit for each place with two readings: set for the second */
    guint n_choices; /* such places so far */
    gboolean failed; /* too long, or a letter that cannot be read */
};

#define MAX_CHOICES 3
G_STATIC_ASSERT(1 << MAX_CHOICES == PLACE_SOUND_READINGS);

static gboolean choose_second(struct reader *reader)
{
    guint bit = reader->n_choices++;
    return bit < MAX_CHOICES && (reader->choices >> bit & 1) != 0;
}

/* A letter twice is a long one. */
static void add_letter(struct reader *reader, char letter)
{
    char *letters = reader->sound->letters;
    if (reader->length > 0 && letters[reader->length - 1] == letter && !g_ascii_isdigit(letter)) {
        return;
    }
    if (reader->length >= PLACE_SOUND_MAX) {
        reader->failed = TRUE;
        return;
    }
    letters[reader->length++] = letter;
}

static void add_letters(struct reader *reader, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        add_letter(reader, *letters);
    }
}

static gsize add_latin(struct reader *reader, const char *text, gsize length)
{
    gboolean begins = begins_latin[(guchar)text[0] & 127];
    for (guint i = 0; begins && i < G_N_ELEMENTS(latin); i++) {
        if (latin[i].text[0] != text[0]) {
            continue;
        }
        gsize n = strlen(latin[i].text);
        if (n <= length && strncmp(text, latin[i].text, n) == 0) {
            gboolean second = latin[i].other != NULL && choose_second(reader);
            add_letters(reader, second ? latin[i].other : latin[i].sound);
            return n;
        }
    }
    add_letter(reader, *text);
    return 1;
}

static gboolean ends_with(const char *word, gsize length, const char *end)
{
    gsize n = strlen(end);
    return length >= n && strncmp(word + length - n, end, n) == 0;
}

/* Numbers that stand for Arabic letters in a word (3: ayn, 7: h) are no numbers. */
static char chat_letter(char c)
{
    return c == '3' ? '*' : c == '7' ? 'h' : '\0';
}

static gboolean has_letter(const char *word, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isalpha(word[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* What a word ends in where only some write it: Abul Duhur (the l of the article), Maarrat Misrin
 * (the t of a feminine word before another), Hamah. */
static gsize without_ending(const char *word, gsize length, gboolean is_last)
{
    if (!is_last && length >= 4 && strncmp(word, "ab", 2) == 0 && ends_with(word, length, "ul")) {
        return length - 1;
    }
    if (!is_last && length >= 5 &&
        (ends_with(word, length, "at") || ends_with(word, length, "et"))) {
        return length - 1;
    }
    gboolean silent =
        length >= 3 && word[length - 1] == 'h' && place_sound_is_vowel(word[length - 2]);
    return silent ? length - 1 : length;
}

/* An article written in one with its word: Alqusayr, Assafira. */
static gsize joined_article(const char *word, gsize length)
{
    if (length < 5 || strchr("ae", word[0]) == NULL || place_sound_is_vowel(word[2])) {
        return 0;
    }
    return word[1] == 'l' ? 2 : word[1] == word[2] && strchr("dnrstz", word[1]) != NULL ? 1 : 0;
}

/* Whether the y of -iya, which some do not write, belongs after letters[i]: i before another vowel.
 * The e of -ie- may belong to the i. */
static gboolean is_hiatus(const char *letters, gsize i, gsize length)
{
    return letters[i] == 'i' && i + 1 < length &&
           (strchr("aou", letters[i + 1]) != NULL || (letters[i + 1] == 'e' && i + 2 == length));
}

/* w and y before a vowel begin a syllable and are always written; elsewhere they are vowels. */
static void mark_syllables(struct reader *reader, gsize start)
{
    char word[PLACE_SOUND_MAX];
    gsize length = reader->length - start;
    memcpy(word, reader->sound->letters + start, length);
    reader->length = start;
    for (gsize i = 0; i < length && !reader->failed; i++) {
        char letter = word[i];
        char before = reader->length > start ? reader->sound->letters[reader->length - 1] : '\0';
        gboolean after_vowel = before != '\0' && place_sound_is_vowel(before);
        gboolean before_vowel = i + 1 < length && place_sound_is_vowel(word[i + 1]);
        /* Ma'arat, Ma'rat; I'zaz, Azaz: a vowel beside ayn may be any. */
        if (after_vowel && place_sound_is_vowel(letter) &&
            (letter == '*' || before == '*' || before == '@')) {
            reader->sound->letters[reader->length - 1] = '@';
        } else if (before_vowel && (letter == 'w' || letter == 'y')) {
            add_letter(reader, letter == 'w' ? 'W' : 'Y');
        } else if (before_vowel && letter == 'i' && after_vowel) {
            add_letter(reader, 'Y');
        } else if (!(letter == 'y' && before == 'i') && !(letter == 'w' && before == 'u')) {
            add_letter(reader, letter);
        }
        if (is_hiatus(word, i, length) && !after_vowel) {
            add_letter(reader, 'Y');
        }
    }
}

static void read_latin_word(struct reader *reader, const char *word, gsize length, gboolean is_last)
{
    gboolean has_letters = has_letter(word, length);
    length = without_ending(word, length, is_last);
    gsize start = reader->length, article = joined_article(word, length);
    gsize i = article > 0 && choose_second(reader) ? article : 0;
    while (i < length) {
        char digit = has_letters ? chat_letter(word[i]) : '\0';
        if (digit != '\0') {
            add_letter(reader, digit);
            i++;
        } else {
            i += add_latin(reader, word + i, length - i);
        }
    }
    mark_syllables(reader, start);
}

#define ARABIC_ALIF 0x0627
#define ARABIC_HA 0x0647
#define ARABIC_TA 0x062A
#define HEBREW_HE 0x05D4

/* Alif that begins a word, and ha that ends one, stand for some vowel; the t of "-at" is as in
 * without_ending(). */
static void read_unvowelled_word(struct reader *reader, const char *word, gsize length,
                                 gboolean is_last)
{
    gsize article = place_name_arabic_article(word, length);
    const char *start = word + article;
    const char *end = word + length;
    reader->sound->unvowelled = TRUE;
    for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean ends = p > start && g_utf8_next_char(p) >= end;
        const char *reading;
        if (place_script_read(c, &reading) != SCRIPT_UNVOWELLED) {
            reader->failed = reader->failed || !g_ascii_isdigit((char)MIN(c, 127));
            add_letter(reader, (char)MIN(c, 127));
        } else if ((c == ARABIC_ALIF && p == start) ||
                   (ends && (c == ARABIC_HA || c == HEBREW_HE))) {
            add_letter(reader, '*');
        } else if (!(ends && !is_last && c == ARABIC_TA && reader->length > 0 &&
                     reader->sound->letters[reader->length - 1] == 'a')) {
            add_letters(reader, reading);
        }
    }
}

/* A word of another script with vowels: first its Latin letters, then as a Latin word. */
static void read_foreign_word(struct reader *reader, const char *word, gsize length,
                              gboolean is_last)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *p = word; p < word + length; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        const char *reading;
        if (c < 0x80) {
            g_string_append_c(text, (char)c);
        } else if (place_script_read(c, &reading) == SCRIPT_LATIN) {
            g_string_append(text, reading);
        } else {
            reader->failed = TRUE;
        }
    }
    read_latin_word(reader, text->str, text->len, is_last);
}

static void read_word(struct reader *reader, const char *word, gsize length, gboolean is_last)
{
    const char *reading;
    if (place_script_read(g_utf8_get_char(word), &reading) == SCRIPT_UNVOWELLED) {
        read_unvowelled_word(reader, word, length, is_last);
        return;
    }
    for (gsize i = 0; i < length; i++) {
        if ((guchar)word[i] >= 0x80) {
            read_foreign_word(reader, word, length, is_last);
            return;
        }
    }
    read_latin_word(reader, word, length, is_last);
}

static gboolean is_of_word(char c)
{
    return (guchar)c >= 0x80 || g_ascii_isalnum(c);
}

static const char *next_word(const char *text)
{
    while (*text != '\0' && !is_of_word(*text)) {
        text++;
    }
    return text;
}

static void read_words(struct reader *reader, const char *words)
{
    for (const char *p = next_word(words); *p != '\0' && !reader->failed;) {
        gsize length = 0;
        while (is_of_word(p[length])) {
            length++;
        }
        const char *next = next_word(p + length);
        if (*next == '\0' || !place_name_is_article(p, length, next)) {
            read_word(reader, p, length, *next == '\0');
        }
        p = next;
    }
    reader->sound->letters[reader->length] = '\0';
}

/* Before b an n is heard as m: Anbar, Ambar. */
static void make_skeleton(struct place_sound *sound)
{
    gsize length = 0;
    char last = '\0';
    for (const char *p = sound->letters; *p != '\0'; p++) {
        char class = skeleton_classes[(guchar)*p & 127];
        if (class == '\0') {
            continue;
        }
        if (class == 'b' && last == 'm') {
            sound->skeleton[length - 1] = 'n';
        }
        sound->skeleton[length++] = class;
        last = class;
    }
    sound->skeleton[length] = '\0';
}

/* What folding drops and the ear does not. Where ayn or hamza is written as an apostrophe, a vowel
 * may be. The s with cedilla is sh in Turkish and the Arabic sad in GeoNames' transliteration. */
static char *keep_marks_dup(const char *name)
{
    GString *text = g_string_sized_new(64);
    for (const char *p = name; *p != '\0'; p++) {
        gunichar c = (guchar)*p < 0x80 ? (guchar)*p : g_utf8_get_char_validated(p, -1);
        if (c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BB || c == 0x02BC ||
            c == 0x02BE || c == 0x02BF) {
            g_string_append(text, "\u0295");
            p = g_utf8_next_char(p) - 1;
        } else if (c == 0x015E || c == 0x015F) {
            g_string_append(text, PLACE_NAME_S_CEDILLA);
            p++;
        } else {
            g_string_append_c(text, *p);
        }
    }
    return g_string_free(text, FALSE);
}

guint place_sound_read(const char *name, struct place_sound *readings)
{
    g_autofree char *kept = keep_marks_dup(name);
    g_autoptr(GString) words = g_string_sized_new(64);
    place_name_words_to(words, kept);
    guint count = 1, n_readings = 0;
    for (guint choices = 0; choices < count; choices++) {
        struct place_sound *sound = &readings[n_readings];
        *sound = (struct place_sound){.unvowelled = FALSE};
        struct reader reader = {.sound = sound, .choices = choices};
        read_words(&reader, words->str);
        count = 1u << MIN(reader.n_choices, MAX_CHOICES);
        if (!reader.failed) {
            make_skeleton(sound);
            n_readings += sound->skeleton[0] != '\0' ? 1 : 0;
        }
    }
    return n_readings;
}
