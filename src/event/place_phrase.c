#include "event/place_phrase.h"

#include "base/value.h"
#include "event/place_words.h"

#include <string.h>

/* A name of more words is a sentence. */
#define MAX_WORDS 24

struct words {
    char **text; /* as written */
    guint first, end;
};

static char *join(const struct words *words, guint first, guint end)
{
    GString *text = g_string_new(NULL);
    for (guint i = first; i < end; i++) {
        g_string_append_printf(text, "%s%s", i > first ? " " : "", words->text[i]);
    }
    /* A comma or bracket that stood before a word taken away. */
    while (text->len > 1 && strchr(",;([", text->str[text->len - 1]) != NULL) {
        g_string_truncate(text, text->len - 1);
    }
    return g_strstrip(g_string_free(text, FALSE));
}

static gboolean is_word(const struct words *words, guint i, const char *word)
{
    return i < words->end && g_ascii_strcasecmp(words->text[i], word) == 0;
}

/* ---- 5 km north of X ---- */

/* Digits of any script as 0-9, a decimal comma as a point. */
static char *plain_number_dup(const char *text)
{
    GString *plain = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p = g_utf8_find_next_char(p, NULL)) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        if (c > 0x10FFFF) {
            break;
        }
        if (g_unichar_isdigit(c)) {
            g_string_append_c(plain, (char)('0' + g_unichar_digit_value(c)));
        } else if (c == ',' || c == 0x066B) {
            g_string_append_c(plain, '.');
        } else {
            g_string_append_unichar(plain, c);
        }
    }
    return g_string_free(plain, FALSE);
}

/* "5", "2.5", "2,5"; and "5km" with its unit. */
static gboolean read_distance(const struct words *words, guint *at, double *km)
{
    g_autofree char *text = plain_number_dup(words->text[*at]);
    gsize digits = strspn(text, "0123456789.");
    if (digits == 0 || digits > 8) {
        return FALSE;
    }
    g_autofree char *number = g_strndup(text, digits);
    if (!value_number_parse(number, strlen(number), km)) {
        return FALSE;
    }
    gboolean joined = text[digits] != '\0';
    if (!joined && *at + 1 >= words->end) {
        return FALSE;
    }
    double unit = place_word_unit_km(joined ? text + digits : words->text[*at + 1]);
    *km *= unit;
    *at += joined ? 1 : 2;
    return unit > 0 && *km <= 1000;
}

/* "north", "north east", "شمال شرق" */
static gboolean read_direction(const struct words *words, guint *at, double *azimuth_deg)
{
    double first = *at < words->end ? place_word_azimuth_deg(words->text[*at]) : -1;
    if (first < 0) {
        return FALSE;
    }
    *at += 1;
    double second = *at < words->end ? place_word_azimuth_deg(words->text[*at]) : -1;
    *azimuth_deg = first;
    if (second >= 0) {
        *at += 1;
        /* North and west lie about 0, which is also 360. */
        *azimuth_deg = first == 0 && second == 270 ? 315 : (first + second) / 2;
    }
    return TRUE;
}

static void skip_fillers(const struct words *words, guint *at)
{
    for (; *at < words->end; ++*at) {
        const struct place_word *word = place_word_find(words->text[*at]);
        if (word == NULL || (word->uses & WORD_FILLER) == 0 || word->hints != 0) {
            return;
        }
    }
}

static gboolean is_arabic(const char *text)
{
    return g_utf8_get_char_validated(text, -1) >= 0x0600 &&
           g_utf8_get_char_validated(text, -1) <= 0x06FF;
}

static gboolean parse_offset(struct place_phrase *phrase, const struct words *words, guint *name)
{
    guint at = words->first;
    double km = 0, azimuth_deg;
    gboolean has_distance = read_distance(words, &at, &km);
    at = has_distance ? at : words->first;
    skip_fillers(words, &at);
    guint direction = at;
    if (!read_direction(words, &at, &azimuth_deg)) {
        return FALSE;
    }
    /* "West Aleppo" is a part of Aleppo; "west of Aleppo" is outside of it. */
    gboolean of = is_word(words, at, "of") || is_word(words, at, "from");
    if (!of && !is_arabic(words->text[direction])) {
        return FALSE;
    }
    *name = at + (of ? 1 : 0);
    phrase->hints |= HINT_NEAR;
    phrase->has_offset = has_distance;
    phrase->distance_km = km;
    phrase->azimuth_deg = azimuth_deg;
    return *name < words->end;
}

/* ---- between A and B, A - B road ---- */

/* "و", as it is written before a name: "بين إدلب وسراقب". */
#define ARABIC_AND "\u0648"

static gboolean parse_between(struct place_phrase *phrase, const struct words *words)
{
    guint between = words->end;
    for (guint i = words->first; i < words->end; i++) {
        if (is_word(words, i, "between") || is_word(words, i, "بين")) {
            between = i;
        }
    }
    for (guint i = between + 2; i < words->end; i++) {
        gboolean apart = is_word(words, i, "and") || is_word(words, i, ARABIC_AND);
        gboolean joined = !apart && is_word(words, between, "بين") &&
                          g_str_has_prefix(words->text[i], ARABIC_AND);
        if ((apart && i + 1 < words->end) || joined) {
            phrase->name = join(words, between + 1, i);
            g_autofree char *rest = join(words, apart ? i + 1 : i, words->end);
            phrase->other = g_strdup(joined ? rest + strlen(ARABIC_AND) : rest);
            return TRUE;
        }
    }
    return FALSE;
}

/* A dash parts two names: with blanks about it, or a long one. */
static gboolean split_dash(const char *text, char **first, char **second)
{
    static const char *const dashes[] = {" - ", "\u2013", "\u2014"};
    for (guint i = 0; i < G_N_ELEMENTS(dashes); i++) {
        const char *dash = strstr(text, dashes[i]);
        if (dash == NULL || dash == text) {
            continue;
        }
        *first = g_strstrip(g_strndup(text, (gsize)(dash - text)));
        *second = g_strstrip(g_strdup(dash + strlen(dashes[i])));
        return **first != '\0' && **second != '\0' && strstr(*second, dashes[i]) == NULL;
    }
    return FALSE;
}

/* One hyphen, and no other that may belong to a name: "Idlib-Saraqib road". */
static gboolean split_hyphen(const char *text, char **first, char **second)
{
    const char *hyphen = strchr(text, '-');
    if (hyphen == NULL || hyphen - text < 3 || strchr(hyphen + 1, '-') != NULL) {
        return FALSE;
    }
    *first = g_strstrip(g_strndup(text, (gsize)(hyphen - text)));
    *second = g_strstrip(g_strdup(hyphen + 1));
    return strlen(*second) >= 3;
}

static void split_axis(struct place_phrase *phrase)
{
    char *first = NULL, *second = NULL;
    if (!split_dash(phrase->name, &first, &second)) {
        g_clear_pointer(&first, g_free);
        g_clear_pointer(&second, g_free);
        if (!split_hyphen(phrase->name, &first, &second)) {
            g_free(first);
            g_free(second);
            return;
        }
    }
    phrase->whole = phrase->name;
    phrase->name = first;
    phrase->other = second;
}

/* ---- words before and after ---- */

static guint strip_before(const struct words *words, guint first, guint end, guint *hints)
{
    guint found = 0, at = first;
    while (at + 1 < end) {
        const struct place_word *word = place_word_find(words->text[at]);
        gboolean before = word != NULL && (word->uses & WORD_BEFORE) != 0;
        gboolean of = word != NULL && (word->uses & WORD_OF) != 0 && at + 2 < end &&
                      is_word(words, at + 1, "of");
        if (!before && !of) {
            break;
        }
        found |= word->hints;
        at += of ? 2 : 1;
    }
    *hints |= found;
    /* "Al" or "The Hague": fillers alone are part of the name. */
    return found != 0 ? at : first;
}

static guint strip_after(const struct words *words, guint first, guint end, guint *hints)
{
    gboolean taken = FALSE;
    while (end > first + 1) {
        const struct place_word *word = place_word_find(words->text[end - 1]);
        if (word == NULL || (word->uses & WORD_AFTER) == 0 ||
            ((word->uses & WORD_FILLER) != 0 && !taken && !is_arabic(words->text[end - 1]))) {
            break;
        }
        *hints |= word->hints;
        taken = TRUE;
        end--;
    }
    return end;
}

static void parse_words(struct place_phrase *phrase, const struct words *words)
{
    if (parse_between(phrase, words)) {
        return;
    }
    guint first = words->first;
    if (!parse_offset(phrase, words, &first)) {
        first = words->first;
    }
    first = strip_before(words, first, words->end, &phrase->hints);
    guint end = strip_after(words, first, words->end, &phrase->hints);
    phrase->name = join(words, first, end);
    if ((phrase->hints & (HINT_ROAD | HINT_NEAR)) != 0 && !phrase->has_offset) {
        split_axis(phrase);
    }
}

/* Splits at blanks; `parts` is to be freed and holds at least the words. FALSE: not a name. */
static gboolean words_init(struct words *words, const char *text, char ***parts)
{
    *parts = g_strsplit_set(text, " \t\r\n", MAX_WORDS + 1);
    *words = (struct words){.text = *parts};
    for (guint i = 0; (*parts)[i] != NULL; i++) { /* the empty parts of double blanks go last */
        if ((*parts)[i][0] != '\0') {
            char *part = (*parts)[i];
            (*parts)[i] = (*parts)[words->end];
            (*parts)[words->end++] = part;
        }
    }
    return words->end > 0 && words->end <= MAX_WORDS;
}

void place_phrase_init(struct place_phrase *phrase, const char *text)
{
    *phrase = (struct place_phrase){.hints = 0};
    g_auto(GStrv) parts = NULL;
    struct words words;
    if (words_init(&words, text, &parts)) {
        parse_words(phrase, &words);
    } else {
        phrase->name = g_strdup(text);
    }
}

gboolean place_phrase_split_near(const char *text, char **before, char **rest)
{
    g_auto(GStrv) parts = NULL;
    struct words words;
    gboolean good = words_init(&words, text, &parts);
    for (guint i = 1; good && i + 1 < words.end; i++) {
        const struct place_word *word = place_word_find(words.text[i]);
        gboolean near = word != NULL && word->uses == WORD_BEFORE && word->hints == HINT_NEAR;
        if (near || (place_word_azimuth_deg(words.text[i]) >= 0 && is_word(&words, i + 1, "of"))) {
            *before = join(&words, 0, i);
            *rest = join(&words, i, words.end);
            return TRUE;
        }
    }
    return FALSE;
}

gboolean place_phrase_is_bare(const struct place_phrase *phrase)
{
    return phrase->other == NULL && strchr(phrase->name, ' ') == NULL &&
           place_word_find(phrase->name) != NULL;
}

void place_phrase_clear(struct place_phrase *phrase)
{
    g_free(phrase->name);
    g_free(phrase->other);
    g_free(phrase->whole);
    *phrase = (struct place_phrase){.hints = 0};
}
