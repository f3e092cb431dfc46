#include "icon/svg_scan.h"

#include <math.h>
#include <string.h>

/* Longer numbers carry no digits that a double could hold. */
#define MAX_NUMBER_TEXT 64

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void svg_skip_blanks(struct svg_scan *scan)
{
    while (is_blank(*scan->p)) {
        scan->p++;
    }
}

void svg_skip_separator(struct svg_scan *scan)
{
    svg_skip_blanks(scan);
    if (*scan->p == ',') {
        scan->p++;
        svg_skip_blanks(scan);
    }
}

static const char *skip_digits(const char *p)
{
    while (g_ascii_isdigit(*p)) {
        p++;
    }
    return p;
}

static const char *skip_sign(const char *p)
{
    return *p == '+' || *p == '-' ? p + 1 : p;
}

/* The end of the number at `p`, or `p` where there is none. */
static const char *number_end(const char *p)
{
    const char *whole = skip_sign(p);
    const char *end = skip_digits(whole);
    gboolean has_digits = end > whole;
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        has_digits = has_digits || end > fraction;
    }
    if (!has_digits) {
        return p;
    }
    /* "1em" is a number and a unit, "1e3" a number. */
    if (*end == 'e' || *end == 'E') {
        const char *exponent = skip_sign(end + 1);
        if (g_ascii_isdigit(*exponent)) {
            end = skip_digits(exponent);
        }
    }
    return end;
}

gboolean svg_scan_number(struct svg_scan *scan, double *number)
{
    const char *end = number_end(scan->p);
    gsize length = (gsize)(end - scan->p);
    char text[MAX_NUMBER_TEXT];
    if (length == 0 || length >= sizeof text) {
        return FALSE;
    }
    memcpy(text, scan->p, length);
    text[length] = '\0';
    double value = g_ascii_strtod(text, NULL);
    if (!(fabs(value) <= SVG_MAX_NUMBER)) {
        return FALSE;
    }
    scan->p = end;
    *number = value;
    return TRUE;
}

guint svg_scan_numbers(struct svg_scan *scan, double *numbers, guint max)
{
    guint n = 0;
    svg_skip_blanks(scan);
    while (n < max && svg_scan_number(scan, &numbers[n])) {
        n++;
        svg_skip_separator(scan);
    }
    return n;
}

gboolean svg_scan_flag(struct svg_scan *scan, double *flag)
{
    if (*scan->p != '0' && *scan->p != '1') {
        return FALSE;
    }
    *flag = *scan->p++ - '0';
    return TRUE;
}

gboolean svg_parse_length(const char *text, double *length_px)
{
    static const struct {
        const char *name;
        double px;
    } units[] = {
        {"", 1},           {"px", 1},         {"pt", 96 / 72.0}, {"pc", 16},
        {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96},
    };
    struct svg_scan scan = {text};
    double number;
    svg_skip_blanks(&scan);
    if (!svg_scan_number(&scan, &number)) {
        return FALSE;
    }
    g_autofree char *unit = g_strchomp(g_strdup(scan.p));
    for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
        if (strcmp(unit, units[i].name) == 0) {
            *length_px = number * units[i].px;
            return TRUE;
        }
    }
    return FALSE;
}
