#include "text/clean.h"

#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

gboolean is_bidi_control(gunichar c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

static gboolean is_line_end(gunichar c)
{
    return (c >= 0x0a && c <= 0x0d) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Code points that are never characters: Cairo refuses a string with one, and XML some of them. */
static gboolean is_noncharacter(gunichar c)
{
    return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

/* What a character becomes; 0: nothing. */
static gunichar clean_character(gunichar c)
{
    if (is_line_end(c)) {
        return '\n';
    }
    if (c == '\t') {
        return ' ';
    }
    if (is_noncharacter(c)) {
        return 0xfffd;
    }
    return c == 0xfeff || c < 0x20 || (c >= 0x7f && c < 0xa0) ? 0 : c;
}

/* The longest start of `text` within `max_bytes` that ends between characters. */
static gsize whole_characters(const char *text, gsize max_bytes)
{
    gsize length = max_bytes;
    while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80) {
        length--;
    }
    return length;
}

char *text_clean(const char *utf8, gsize max_bytes, gboolean *was_cut)
{
    gsize length = strlen(utf8);
    *was_cut = length > max_bytes;
    if (*was_cut) {
        length = whole_characters(utf8, max_bytes - strlen(ELLIPSIS));
    }
    g_autofree char *valid = g_utf8_make_valid(utf8, (gssize)length);
    GString *clean = g_string_sized_new(length);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = clean_character(g_utf8_get_char(p));
        if (c != 0) {
            g_string_append_unichar(clean, c);
        }
        if (*p == '\r' && p[1] == '\n') {
            p++;
        }
    }
    if (*was_cut) {
        g_string_append(clean, ELLIPSIS);
    }
    return g_string_free(clean, FALSE);
}
