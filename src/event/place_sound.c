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

#define VOWELS "aeiou*@"

static gboolean is_vowel(char letter)
{
    return strchr(VOWELS, letter) != NULL;
}

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
    for (guint i = 0; i < G_N_ELEMENTS(latin); i++) {
        if (latin[i].text[0] != text[0]) {
            continue; /* most are told apart by this: names are read by the ten thousand */
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
    gboolean silent = length >= 3 && word[length - 1] == 'h' && is_vowel(word[length - 2]);
    return silent ? length - 1 : length;
}

/* An article written in one with its word: Alqusayr, Assafira. */
static gsize joined_article(const char *word, gsize length)
{
    if (length < 5 || strchr("ae", word[0]) == NULL || is_vowel(word[2])) {
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
        gboolean after_vowel = before != '\0' && is_vowel(before);
        gboolean before_vowel = i + 1 < length && is_vowel(word[i + 1]);
        /* Ma'arat, Ma'rat; I'zaz, Azaz: a vowel beside ayn may be any. */
        if (after_vowel && is_vowel(letter) && (letter == '*' || before == '*' || before == '@')) {
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

/* ---- likeness ---- */

#define ALPHABET "abdDefgGhijklmnopqrsStTuvwWxyYz*@0123456789"
#define LETTERS (sizeof ALPHABET - 1)

/* What it costs to take one letter for the other, either way; 1 where nothing is said. */
static const struct {
    char a, b;
    double cost;
} near_letters[] = {
    /* clang-format off */
    {'b', 'p', .15}, {'t', 'T', .1}, {'d', 'D', .1}, {'z', 'D', .1}, {'d', 'z', .3}, {'T', 's', .4},
    {'T', 'D', .3}, {'T', 'z', .4}, {'s', 'S', .5}, {'q', 'k', .05}, {'q', 'g', .15},
    {'q', 'G', .35}, {'k', 'g', .3}, {'k', 'G', .4}, {'g', 'G', .05}, {'h', 'x', .2},
    {'g', 'j', .3}, {'j', 'G', .5}, {'j', 'S', .5}, {'k', 'x', .4}, {'v', 'f', .3}, {'v', 'b', .4},
    {'v', 'w', .05}, {'v', 'u', .1}, {'v', 'o', .2}, {'W', 'v', .05}, {'m', 'n', .5},
    {'t', 'd', .4}, {'w', 'u', .05}, {'w', 'o', .05}, {'w', 'a', .4}, {'w', '*', .3},
    {'w', '@', .3}, {'w', 'W', .05}, {'W', 'u', .1}, {'W', 'o', .1}, {'y', 'i', .05},
    {'y', 'e', .05}, {'y', 'a', .3}, {'y', '*', .2}, {'y', '@', .2}, {'y', 'Y', .05},
    {'y', 'j', .5}, {'Y', 'i', .1}, {'Y', 'e', .15}, {'Y', 'j', .5}, {'a', 'e', .1},
    {'e', 'i', .05}, {'o', 'u', .05}, {'a', 'i', .25}, {'a', 'o', .2}, {'a', 'u', .3},
    {'i', 'u', .35}, {'e', 'o', .35}, {'e', 'u', .35}, {'i', 'o', .35}, {'a', '*', 0},
    {'e', '*', 0}, {'i', '*', 0}, {'o', '*', 0}, {'u', '*', 0}, {'a', '@', 0}, {'e', '@', 0},
    {'i', '@', 0}, {'o', '@', 0}, {'u', '@', 0}, {'*', '@', 0}, {'h', '*', .4},
    /* clang-format on */
};

#define END_VOWEL_COST 0.4f

struct costs {
    guchar index[128];
    float change[LETTERS][LETTERS];
    float weight[LETTERS];
    float drop[LETTERS];           /* to leave a letter out */
    float drop_unwritten[LETTERS]; /* the same where the other side writes no short vowels */
};

static void set_letter_costs(struct costs *costs, guint i)
{
    char c = ALPHABET[i];
    gboolean vowel = is_vowel(c), semivowel = c == 'w' || c == 'y', syllable = c == 'W' || c == 'Y';
    costs->weight[i] = c == '*' ? 0.0f : vowel ? 0.4f : semivowel ? 0.6f : syllable ? 0.8f : 1.0f;
    costs->drop[i] = c == '*'               ? 0.0f
                     : vowel || semivowel   ? 0.22f
                     : syllable || c == 'h' ? 0.6f
                                            : 1.0f;
    costs->drop_unwritten[i] = vowel ? 0.03f : costs->drop[i];
}

static struct costs *costs_new(void)
{
    struct costs *costs = g_new0(struct costs, 1);
    for (guint i = 0; i < LETTERS; i++) {
        costs->index[(guchar)ALPHABET[i]] = (guchar)i;
        set_letter_costs(costs, i);
        for (guint k = 0; k < LETTERS; k++) {
            costs->change[i][k] = i == k ? 0.0f : 1.2f;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(near_letters); i++) {
        guint a = costs->index[(guchar)near_letters[i].a];
        guint b = costs->index[(guchar)near_letters[i].b];
        costs->change[a][b] = costs->change[b][a] = (float)near_letters[i].cost;
    }
    return costs;
}

static const struct costs *get_costs(void)
{
    static struct costs *costs;
    if (g_once_init_enter(&costs)) {
        struct costs *made = costs_new();
        g_once_init_leave(&costs, made);
    }
    return costs;
}

/* What dropping a letter costs where it stands: the vowels that begin and end a name are part of
 * it, and written in all scripts. */
static float drop_cost(const struct costs *costs, gboolean unwritten, const guchar *letters,
                       guint i, guint n)
{
    float plain = costs->drop[letters[i]];
    gboolean may_stand_out = plain < END_VOWEL_COST && (plain > 0 || i == 0);
    if (may_stand_out && (i == 0 || i + 1 == n)) {
        return END_VOWEL_COST;
    }
    return unwritten ? costs->drop_unwritten[letters[i]] : plain;
}

struct side {
    guchar letters[PLACE_SOUND_MAX]; /* indices */
    guint n;
    double weight;
    float drop[PLACE_SOUND_MAX];
};

static void side_init(struct side *side, const struct costs *costs, const char *letters,
                      gboolean unwritten)
{
    side->weight = 0;
    for (side->n = 0; letters[side->n] != '\0'; side->n++) {
        side->letters[side->n] = costs->index[(guchar)letters[side->n] & 127];
        side->weight += (double)costs->weight[side->letters[side->n]];
    }
    for (guint i = 0; i < side->n; i++) {
        side->drop[i] = drop_cost(costs, unwritten, side->letters, i, side->n);
    }
}

static double alignment_cost(const struct costs *costs, const struct side *a, const struct side *b)
{
    float row[PLACE_SOUND_MAX + 1];
    row[0] = 0;
    for (guint k = 0; k < b->n; k++) {
        row[k + 1] = row[k] + b->drop[k];
    }
    for (guint i = 0; i < a->n; i++) {
        const float *change = costs->change[a->letters[i]];
        float corner = row[0];
        row[0] += a->drop[i];
        for (guint k = 0; k < b->n; k++) {
            float best = corner + change[b->letters[k]];
            corner = row[k + 1];
            best = MIN(best, row[k + 1] + a->drop[i]);
            row[k + 1] = MIN(best, row[k] + b->drop[k]);
        }
    }
    return (double)row[b->n];
}

double place_sound_likeness(const struct place_sound_text *a, const struct place_sound_text *b)
{
    const struct costs *costs = get_costs();
    struct side side_a, side_b;
    side_init(&side_a, costs, a->letters, b->unvowelled);
    side_init(&side_b, costs, b->letters, a->unvowelled);
    /* What is not written weighs nothing. */
    double weight = a->unvowelled == b->unvowelled ? (side_a.weight + side_b.weight) / 2
                                                   : MIN(side_a.weight, side_b.weight);
    return weight > 0 ? MAX(0.0, 1 - alignment_cost(costs, &side_a, &side_b) / weight) : 0;
}
