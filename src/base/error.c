#include "base/error.h"

#include <stdarg.h>
#include <string.h>

#define PRINTABLE_MAX_CHARS 80
#define LINE_MAX_CHARS 5000
#define FIRST_STRONG_ISOLATE 0x2068
#define POP_DIRECTIONAL_ISOLATE 0x2069

G_DEFINE_QUARK(idlibmap - error - quark, idlibmap_error)

void set_data_error(GError **error, const char *file, guint line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (line > 0) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "%s:%u: %s", file, line, text);
    } else {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "%s: %s", file, text);
    }
}

/* Explicit bidi controls (U+200E/F, U+202A..E, U+2066..9) could reorder the rest of a line. */
static gboolean is_unprintable(gunichar c)
{
    return g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029 || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean is_right_to_left(gunichar c)
{
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC);
}

static char *printable_within(const char *text, guint max_chars)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) out = g_string_new(NULL);
    gboolean rtl = FALSE;
    guint count = 0;
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (++count > max_chars) {
            g_string_append(out, "…");
            break;
        }
        rtl |= is_right_to_left(c);
        g_string_append_unichar(out, is_unprintable(c) ? '?' : c);
    }
    if (rtl) {
        g_string_prepend(out, "\u2068");
        g_string_append(out, "\u2069");
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *printable_dup(const char *text)
{
    return printable_within(text, PRINTABLE_MAX_CHARS);
}

char *printable_path_dup(const char *path)
{
    return printable_within(path, G_MAXUINT);
}

char *printable_line_dup(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) out = g_string_new(NULL);
    guint count = 0, open = 0;
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean opens = c == FIRST_STRONG_ISOLATE;
        gboolean closes = c == POP_DIRECTIONAL_ISOLATE && open > 0;
        if (++count > LINE_MAX_CHARS) {
            g_string_append(out, "…");
            break;
        }
        open += opens ? 1 : 0;
        open -= closes ? 1 : 0;
        g_string_append_unichar(out, !opens && !closes && is_unprintable(c) ? '?' : c);
    }
    for (; open > 0; open--) {
        g_string_append_unichar(out, POP_DIRECTIONAL_ISOLATE);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

gboolean set_usage_error(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE, text);
    return FALSE;
}
