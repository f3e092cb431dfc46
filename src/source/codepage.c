#include "source/codepage.h"

#include "base/error.h"
#include "source/page_trail.h"

#include <errno.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define CPG_MAX_LENGTH 40

struct codepage {
    char *name;
    gboolean utf8;
    GIConv converter;
};

static const struct {
    int id;
    const char *name;
} language_drivers[] = {
    {1, "CP437"},
    {2, "CP850"},
    {3, "CP1252"},
    {4, "MACINTOSH"},
    {8, "CP865"},
    {9, "CP437"},
    {10, "CP850"},
    {11, "CP437"},
    {13, "CP437"},
    {14, "CP850"},
    {15, "CP437"},
    {16, "CP850"},
    {17, "CP437"},
    {18, "CP850"},
    {19, "CP932"},
    {20, "CP850"},
    {21, "CP437"},
    {22, "CP850"},
    {23, "CP865"},
    {24, "CP437"},
    {25, "CP437"},
    {26, "CP850"},
    {27, "CP437"},
    {28, "CP863"},
    {29, "CP850"},
    {31, "CP852"},
    {34, "CP852"},
    {35, "CP852"},
    {36, "CP860"},
    {37, "CP850"},
    {38, "CP866"},
    {55, "CP850"},
    {64, "CP852"},
    {77, "CP936"},
    {78, "CP949"},
    {79, "CP950"},
    {80, "CP874"},
    {87, "CP1252"},
    {88, "CP1252"},
    {89, "CP1252"},
    {100, "CP852"},
    {101, "CP866"},
    {102, "CP865"},
    {103, "CP861"},
    {106, "CP737"},
    {107, "CP857"},
    {108, "CP863"},
    {120, "CP950"},
    {121, "CP949"},
    {122, "CP936"},
    {123, "CP932"},
    {124, "CP874"},
    {125, "CP1255"},
    {126, "CP1256"},
    {134, "CP737"},
    {135, "CP852"},
    {136, "CP857"},
    {150, "MAC-CYRILLIC"},
    {151, "MAC-CENTRALEUROPE"},
    {200, "CP1250"},
    {201, "CP1251"},
    {202, "CP1254"},
    {203, "CP1253"},
    {204, "CP1257"},
};

const char *codepage_from_language_driver(int id)
{
    for (guint i = 0; i < G_N_ELEMENTS(language_drivers); i++) {
        if (language_drivers[i].id == id) {
            return language_drivers[i].name;
        }
    }
    return NULL;
}

static gboolean is_known(const char *name)
{
    GIConv converter = g_iconv_open("UTF-8", name);
    if (converter == (GIConv)-1) {
        return FALSE;
    }
    g_iconv_close(converter);
    return TRUE;
}

/* "88596" is ISO 8859-6 as ESRI writes it, "1256" and "65001" are Windows' numbers. */
static char *from_number(const char *digits)
{
    if (strcmp(digits, "65001") == 0) {
        return g_strdup("UTF-8");
    }
    if (g_str_has_prefix(digits, "8859") && strlen(digits) <= 6) {
        return g_strdup_printf("ISO-8859-%s", digits + 4);
    }
    return g_strdup_printf("CP%s", digits);
}

static char *take_if_known(char *name)
{
    if (!is_known(name)) {
        g_clear_pointer(&name, g_free);
    }
    return name;
}

char *codepage_from_cpg(const char *text)
{
    g_autofree char *name = g_strndup(text, CPG_MAX_LENGTH);
    name[strcspn(name, "\r\n")] = '\0';
    g_strstrip(name);
    for (char *p = name; *p != '\0'; p++) {
        if (!g_ascii_isalnum(*p) && strchr(" -_:.", *p) == NULL) {
            return NULL;
        }
        *p = *p == ' ' || *p == '_' ? '-' : g_ascii_toupper(*p);
    }
    static const char *const prefixes[] = {"ANSI-", "OEM-", "WINDOWS-", "CP-", "CP", "IBM-"};
    const char *number = name;
    for (guint i = 0; i < G_N_ELEMENTS(prefixes) && number == name; i++) {
        number += g_str_has_prefix(name, prefixes[i]) ? strlen(prefixes[i]) : 0;
    }
    if (*number != '\0' && strspn(number, "0123456789") == strlen(number)) {
        return take_if_known(from_number(number));
    }
    if (strcmp(name, "UTF8") == 0) {
        return g_strdup("UTF-8");
    }
    if (g_str_has_prefix(name, "ISO-8859") || g_str_has_prefix(name, "ISO8859")) {
        const char *part = name + (name[3] == '-' ? 8 : 7);
        return take_if_known(g_strdup_printf("ISO-8859-%s", part + (*part == '-' ? 1 : 0)));
    }
    return *name != '\0' ? take_if_known(g_steal_pointer(&name)) : NULL;
}

struct codepage *codepage_new(const char *name)
{
    GIConv converter = g_iconv_open("UTF-8", name);
    if (converter == (GIConv)-1) {
        return NULL;
    }
    struct codepage *codepage = g_new0(struct codepage, 1);
    codepage->name = g_strdup(name);
    codepage->utf8 = strcmp(name, "UTF-8") == 0;
    codepage->converter = converter;
    return codepage;
}

void codepage_free(struct codepage *codepage)
{
    if (codepage == NULL) {
        return;
    }
    g_iconv_close(codepage->converter);
    g_free(codepage->name);
    g_free(codepage);
}

const char *codepage_name(const struct codepage *codepage)
{
    return codepage->name;
}

gboolean codepage_is_ascii(const char *text, gsize length)
{
    gsize at = 0;
    for (; at + sizeof(guint64) <= length; at += sizeof(guint64)) {
        guint64 word;
        memcpy(&word, text + at, sizeof word);
        if ((word & G_GUINT64_CONSTANT(0x8080808080808080)) != 0) {
            return FALSE;
        }
    }
    for (; at < length; at++) {
        if ((text[at] & 0x80) != 0) {
            return FALSE;
        }
    }
    return TRUE;
}

/* How many bytes at the start are whole characters, when only the last one is cut; else 0 with
 * `valid` FALSE. */
static gsize whole_utf8(const char *text, gsize length, gboolean *valid)
{
    const char *end;
    *valid = g_utf8_validate_len(text, length, &end);
    if (!*valid && g_utf8_get_char_validated(end, (gssize)(text + length - end)) == (gunichar)-2) {
        *valid = TRUE;
    }
    return (gsize)(end - text);
}

gboolean codepage_is_utf8(const char *text, gsize length, gboolean may_be_cut)
{
    gboolean valid;
    gsize whole = whole_utf8(text, length, &valid);
    return valid && (may_be_cut || whole == length);
}

static const char *decode_utf8(struct value_store *store, const char *text, gsize length)
{
    gboolean valid;
    gsize whole = whole_utf8(text, length, &valid);
    if (valid) {
        return value_store_string(store, text, (gssize)whole);
    }
    g_autofree char *repaired = g_utf8_make_valid(text, (gssize)length);
    return value_store_string(store, repaired, -1);
}

/* Converts, with U+FFFD for each byte that cannot be; a cut character at the end is dropped. */
static GString *convert(GIConv converter, const char *text, gsize length)
{
    GString *out = g_string_sized_new(length + length / 2 + 16);
    char *in = (char *)text;
    gsize left = length;
    char block[4096];
    g_iconv(converter, NULL, NULL, NULL, NULL);
    while (left > 0) {
        char *to = block;
        gsize room = sizeof block;
        gsize result = g_iconv(converter, &in, &left, &to, &room);
        int reason = result == (gsize)-1 ? errno : 0;
        g_string_append_len(out, block, to - block);
        if (reason == EILSEQ && left > 0) {
            g_string_append(out, REPLACEMENT);
            in++;
            left--;
        } else if (reason == EINVAL) {
            break;
        }
    }
    return out;
}

const char *codepage_decode(const struct codepage *codepage, struct value_store *store,
                            const char *text, gsize length)
{
    if (codepage_is_ascii(text, length)) {
        return value_store_string(store, text, (gssize)length);
    }
    if (codepage->utf8) {
        return decode_utf8(store, text, length);
    }
    g_autoptr(GString) out = convert(codepage->converter, text, length);
    return value_store_string(store, out->str, (gssize)out->len);
}

static GBytes *convert_file(GBytes *bytes, gsize skip, const char *from)
{
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    GIConv converter = g_iconv_open("UTF-8", from);
    GString *out = convert(converter, text + skip, length - skip);
    g_iconv_close(converter);
    return g_string_free_to_bytes(out);
}

enum text_kind {
    TEXT_UTF8,
    TEXT_OTHER,
    TEXT_WITH_NUL,
};

/* Runs of ASCII are skipped fast; g_utf8_validate_len() reads the rest. */
static enum text_kind examine(const char *text, gsize length, gboolean is_mapped)
{
    enum { BLOCK = 65536 };
    struct page_trail trail = page_trail_from(text, is_mapped);
    gboolean valid = TRUE;
    for (gsize at = 0; at < length; page_trail_pass(&trail, text + at)) {
        gsize n = MIN((gsize)BLOCK, length - at);
        if (memchr(text + at, '\0', n) != NULL) {
            return TEXT_WITH_NUL;
        }
        if (valid && !codepage_is_ascii(text + at, n)) {
            gsize whole = whole_utf8(text + at, n, &valid);
            valid = valid && whole > 0;
            n = valid ? whole : n;
        }
        at += n;
    }
    return valid ? TEXT_UTF8 : TEXT_OTHER;
}

/* What text that is not UTF-8 is taken for. Arabic is written in words of bytes beyond ASCII, of
 * which Western and Turkish words have one or two in a row; the letters of Turkish stand where
 * Icelandic has its own, which is not expected here. */
static const char *guess_codepage(const char *text, gsize length)
{
    gsize beyond = 0, in_runs = 0, run = 0, turkish = 0;
    for (gsize i = 0; i < length; i++) {
        guchar c = (guchar)text[i];
        run = c >= 0x80 ? run + 1 : 0;
        beyond += c >= 0x80;
        in_runs += run == 3 ? 3 : run > 3 ? 1 : 0;
        turkish += c == 0xD0 || c == 0xDD || c == 0xDE || c == 0xF0 || c == 0xFD || c == 0xFE;
    }
    return in_runs > beyond / 2 ? "CP1256" : turkish > 0 ? "CP1254" : "CP1252";
}

static GBytes *to_utf8(GBytes *bytes, gboolean is_mapped, const char **encoding, gboolean *assumed,
                       gboolean *has_nul)
{
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    *encoding = "UTF-8";
    *assumed = FALSE;
    if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        *encoding = text[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        GBytes *converted = convert_file(bytes, 2, *encoding);
        text = g_bytes_get_data(converted, &length);
        *has_nul = length > 0 && memchr(text, '\0', length) != NULL;
        return converted;
    }
    gsize mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    enum text_kind kind = examine(text + mark, length - mark, is_mapped);
    *has_nul = kind == TEXT_WITH_NUL;
    if (kind == TEXT_OTHER) {
        *encoding = guess_codepage(text, length);
        *assumed = TRUE;
        return convert_file(bytes, 0, *encoding);
    }
    return mark > 0 ? g_bytes_new_from_bytes(bytes, mark, length - mark) : g_bytes_ref(bytes);
}

GBytes *codepage_decode_file(const char *path, GBytes *bytes, gboolean is_mapped,
                             const char **encoding, gboolean *assumed, GError **error)
{
    gboolean has_nul;
    g_autoptr(GBytes) text = to_utf8(bytes, is_mapped, encoding, assumed, &has_nul);
    if (!has_nul) {
        return g_steal_pointer(&text);
    }
    gsize length;
    const char *start = g_bytes_get_data(text, &length);
    const char *nul = memchr(start, '\0', length);
    guint line = 1;
    for (const char *p = start; (p = memchr(p, '\n', (gsize)(nul - p))) != NULL; p++) {
        line++;
    }
    set_data_error(error, path, line, "a NUL byte: this is not a text file");
    return NULL;
}
