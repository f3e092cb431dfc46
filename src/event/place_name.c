#include "event/place_name.h"

#include <string.h>

/* Letters that Unicode does not decompose but that readers hold for others. */
static const struct {
    gunichar from;
    const char *to;
} same_letters[] = {
    {0x00DF, "ss"}, /* ß */
    {0x00E6, "ae"}, /* æ */
    {0x00F0, "d"},  /* ð */
    {0x00F8, "o"},  /* ø */
    {0x00FE, "th"}, /* þ */
    {0x0111, "d"},  /* đ */
    {0x0127, "h"},  /* ħ */
    {0x0131, "i"},  /* ı: Turkish dotless i */
    {0x0142, "l"},  /* ł */
    {0x0153, "oe"}, /* œ */
    {0x0259, "a"},  /* ə */
    {0x03C2, "σ"},  /* final sigma */
};

static gboolean is_separator(gunichar c)
{
    return g_unichar_isspace(c) || (c >= 0x2010 && c <= 0x2015) || c == 0x00AD;
}

/* Marks, apostrophes, joiners and direction marks. */
static gboolean is_dropped(gunichar c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x2032 || c == 0x00B4) {
        return TRUE;
    }
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK ||
           type == G_UNICODE_ENCLOSING_MARK || type == G_UNICODE_MODIFIER_LETTER ||
           type == G_UNICODE_FORMAT;
}

static void append_ascii(GString *key, char c)
{
    if (c == ' ' || c == '-' || c == '_' || g_ascii_isspace(c)) {
        g_string_append_c(key, ' ');
    } else if (c != '\'' && c != '`' && c != '.') {
        g_string_append_c(key, g_ascii_tolower(c));
    }
}

static void append_lower(GString *key, gunichar c)
{
    c = g_unichar_tolower(c);
    for (guint i = 0; i < G_N_ELEMENTS(same_letters); i++) {
        if (same_letters[i].from == c) {
            g_string_append(key, same_letters[i].to);
            return;
        }
    }
    g_string_append_unichar(key, c);
}

static gboolean is_arabic(gunichar c)
{
    return c >= 0x0600 && c <= 0x06FF;
}

/* The Arabic block by hand: most of it needs no decomposition, which is slow. */
static void append_arabic(GString *key, gunichar c)
{
    switch (c) {
    case 0x0621: /* hamza */
    case 0x0640: /* tatweel */
        return;
    case 0x0622: /* alif with madda, hamza above, hamza below, wasla */
    case 0x0623:
    case 0x0625:
    case 0x0671:
        c = 0x0627;
        break;
    case 0x0624: /* waw with hamza */
        c = 0x0648;
        break;
    case 0x0626: /* ya with hamza, alif maqsura, Persian ya */
    case 0x0649:
    case 0x06CC:
        c = 0x064A;
        break;
    case 0x0629: /* ta marbuta, heh with ya above */
    case 0x06C0:
        c = 0x0647;
        break;
    case 0x06A9: /* Persian kaf */
        c = 0x0643;
        break;
    default:
        if (g_unichar_isdigit(c)) {
            c = '0' + (gunichar)g_unichar_digit_value(c);
            break;
        }
        if (is_dropped(c)) { /* tashkeel */
            return;
        }
    }
    g_string_append_unichar(key, c);
}

static void append_decomposed(GString *key, gunichar c)
{
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize n = g_unichar_fully_decompose(c, TRUE, parts, G_N_ELEMENTS(parts));
    for (gsize i = 0; i < n && i < G_N_ELEMENTS(parts); i++) {
        if (parts[i] < 0x80) {
            append_ascii(key, (char)parts[i]);
        } else if (is_arabic(parts[i])) { /* from presentation forms */
            append_arabic(key, parts[i]);
        } else if (is_separator(parts[i])) {
            g_string_append_c(key, ' ');
        } else if (!is_dropped(parts[i])) {
            append_lower(key, parts[i]);
        }
    }
}

/* Letters made comparable, words parted by blanks. Bytes that are no UTF-8 are taken as '?'. */
static void append_words(GString *key, const char *name)
{
    for (const char *p = name; *p != '\0';) {
        if ((guchar)*p < 0x80) {
            append_ascii(key, *p++);
            continue;
        }
        gunichar c = g_utf8_get_char_validated(p, -1);
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            g_string_append_c(key, '?');
            p++;
            continue;
        }
        if (is_arabic(c)) {
            append_arabic(key, c);
        } else if (!is_dropped(c)) {
            append_decomposed(key, c);
        }
        p = g_utf8_next_char(p);
    }
}

/* al-, el-, ul- before any word; ad-, ash-, an- ... before a word with the same consonant. */
gboolean place_name_is_article(const char *word, gsize length, const char *next)
{
    static const char *const sun_letters[] = {"d",  "dh", "n",  "r", "s",
                                              "sh", "t",  "th", "z", PLACE_NAME_S_CEDILLA};
    if (length < 2 || length > 3 || strchr("aeu", word[0]) == NULL) {
        return FALSE;
    }
    if (length == 2 && word[1] == 'l') {
        return TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(sun_letters); i++) {
        if (strlen(sun_letters[i]) == length - 1 &&
            strncmp(word + 1, sun_letters[i], length - 1) == 0) {
            return strncmp(next, sun_letters[i], length - 1) == 0;
        }
    }
    return FALSE;
}

#define ARABIC_ARTICLE "\u0627\u0644" /* ال */

gsize place_name_arabic_article(const char *word, gsize length)
{
    const gsize article = strlen(ARABIC_ARTICLE);
    gboolean starts = length >= article && strncmp(word, ARABIC_ARTICLE, article) == 0;
    /* A word of one letter more (اله) is not an article and a name. */
    return starts && length >= article + 2 * strlen("\u0627") ? article : 0;
}

static gsize word_length(const char *word)
{
    gsize length = 0;
    while (word[length] != '\0' && word[length] != ' ') {
        length++;
    }
    return length;
}

static const char *skip_blanks(const char *text)
{
    while (*text == ' ') {
        text++;
    }
    return text;
}

/* Closes the words up, without their articles; in place, since it only gets shorter. */
static void close_up(GString *key)
{
    char *out = key->str;
    for (const char *p = skip_blanks(key->str); *p != '\0';) {
        gsize length = word_length(p);
        const char *next = skip_blanks(p + length);
        gsize skip = place_name_arabic_article(p, length);
        if (*next != '\0' && place_name_is_article(p, length, next)) {
            skip = length;
        }
        memmove(out, p + skip, length - skip);
        out += length - skip;
        p = next;
    }
    g_string_truncate(key, (gsize)(out - key->str));
}

void place_name_words_to(GString *words, const char *name)
{
    g_string_truncate(words, 0);
    append_words(words, name);
}

void place_name_fold_to(GString *key, const char *name)
{
    place_name_words_to(key, name);
    close_up(key);
}

char *place_name_fold(const char *name)
{
    g_autoptr(GString) key = g_string_sized_new(32);
    place_name_fold_to(key, name);
    return g_string_free(g_steal_pointer(&key), FALSE);
}
