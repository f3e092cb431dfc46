#include "source/coordinate.h"

#include "source/decimal.h"

#include <string.h>

#define MAX_COORDINATE_TEXT 64

/* Marks of degrees, minutes and seconds, in that order; of two that begin alike the longer first.
 */
static const char *const unit_marks[3][8] = {
    {"°", "º", "˚", "deg", "d", ":", NULL},
    {"'", "′", "’", "´", "min", "m", ":", NULL},
    {"\"", "″", "”", "''", "’’", "sec", "s", NULL},
};

static void skip_blanks(const char **text)
{
    *text += strspn(*text, " \t");
}

static gboolean skip_mark(const char **text, guint unit)
{
    for (guint i = 0; unit_marks[unit][i] != NULL; i++) {
        if (g_str_has_prefix(*text, unit_marks[unit][i])) {
            *text += strlen(unit_marks[unit][i]);
            return TRUE;
        }
    }
    return FALSE;
}

/* Digits with a point or a comma among them. */
static gboolean read_decimal(const char **text, double *number, gboolean *has_fraction)
{
    char buffer[MAX_COORDINATE_TEXT];
    gsize length = strspn(*text, "0123456789.,");
    if (length == 0 || length >= sizeof buffer) {
        return FALSE;
    }
    memcpy(buffer, *text, length);
    buffer[length] = '\0';
    g_strdelimit(buffer, ",", '.'); /* a second one is refused below */
    *has_fraction = strchr(buffer, '.') != NULL;
    *text += length;
    return decimal_parse(buffer, length, number);
}

/* The sign that a letter gives: 0 when there is none of this axis. */
static int read_hemisphere(const char **text, enum coordinate_axis axis)
{
    const char *letters = axis == COORDINATE_LATITUDE    ? "NnSs"
                          : axis == COORDINATE_LONGITUDE ? "EeWw"
                                                         : "";
    const char *found = **text != '\0' ? strchr(letters, **text) : NULL;
    if (found == NULL) {
        return 0;
    }
    (*text)++;
    return found - letters < 2 ? 1 : -1;
}

/* Degrees and, where they follow, minutes and seconds; only the last may have a fraction. */
static gboolean read_degrees(const char **text, double *degrees)
{
    double scale = 1;
    gboolean has_fraction = FALSE;
    *degrees = 0;
    for (guint unit = 0; unit < 3 && (unit == 0 || g_ascii_isdigit(**text)); unit++, scale *= 60) {
        double number;
        if (has_fraction || !read_decimal(text, &number, &has_fraction) ||
            (unit > 0 && number >= 60)) {
            return FALSE;
        }
        *degrees += number / scale;
        skip_blanks(text);
        skip_mark(text, unit);
        skip_blanks(text);
    }
    return TRUE;
}

gboolean coordinate_parse(const char *text, enum coordinate_axis axis, double *number)
{
    skip_blanks(&text);
    int letter = read_hemisphere(&text, axis);
    skip_blanks(&text);
    gboolean is_signed = *text == '-' || *text == '+';
    int sign = *text == '-' ? -1 : 1;
    text += is_signed ? 1 : 0;
    gboolean has_fraction;
    gboolean good = axis == COORDINATE_PLANE ? read_decimal(&text, number, &has_fraction)
                                             : read_degrees(&text, number);
    if (!good) {
        return FALSE;
    }
    skip_blanks(&text);
    int after = read_hemisphere(&text, axis);
    skip_blanks(&text);
    if (*text != '\0' || (letter != 0 && after != 0) || (is_signed && letter + after != 0)) {
        return FALSE;
    }
    *number *= letter + after != 0 ? letter + after : sign;
    return TRUE;
}

/* A number as WKT writes it. */
static gboolean read_wkt_number(const char **text, double *number)
{
    skip_blanks(text);
    gsize length = strspn(*text, "0123456789+-.eE");
    const char *start = *text;
    *text += length;
    return length > 0 && decimal_parse(start, length, number);
}

static gboolean skip_word(const char **text, const char *word)
{
    gsize length = strlen(word);
    skip_blanks(text);
    if (g_ascii_strncasecmp(*text, word, length) != 0) {
        return FALSE;
    }
    *text += length;
    return TRUE;
}

gboolean coordinate_parse_wkt_point(const char *text, double *x, double *y)
{
    double other;
    if (skip_word(&text, "SRID=") && !skip_word(&text, "4326;")) {
        return FALSE;
    }
    if (!skip_word(&text, "POINT")) {
        return FALSE;
    }
    static const char *const kinds[] = {"ZM", "Z", "M"};
    for (guint i = 0; i < G_N_ELEMENTS(kinds) && !skip_word(&text, kinds[i]); i++) {
    }
    if (!skip_word(&text, "(") || !read_wkt_number(&text, x) || !read_wkt_number(&text, y)) {
        return FALSE;
    }
    while (read_wkt_number(&text, &other)) {
    }
    return skip_word(&text, ")") && text[strspn(text, " \t")] == '\0';
}
