#include "source/decimal.h"

#include "base/value.h"

#include <string.h>

#define DECIMAL_MAX_LENGTH 400

/* Copies the digits before the point without leading zeros, "0" where there are none. */
static const char *copy_whole_part(const char *p, const char *end, char **out)
{
    while (p < end && *p == '0') {
        p++;
    }
    const char *start = p;
    while (p < end && g_ascii_isdigit(*p)) {
        *(*out)++ = *p++;
    }
    if (p == start) {
        *(*out)++ = '0';
    }
    return p;
}

/* Tables write more forms than JSON does; what is left of them here is JSON's. */
gboolean decimal_parse(const char *text, gsize length, double *number)
{
    if (value_number_parse(text, length, number)) {
        return TRUE; /* as most are */
    }
    const char *p = text;
    const char *end = text + length;
    while (p < end && *p == ' ') {
        p++;
    }
    while (end > p && end[-1] == ' ') {
        end--;
    }
    char json[DECIMAL_MAX_LENGTH + 4];
    char *out = json;
    if (end - p > DECIMAL_MAX_LENGTH) {
        return FALSE;
    }
    if (p < end && (*p == '-' || *p == '+')) {
        *out = *p++;
        out += *out == '-' ? 1 : 0;
    }
    const char *digits = p;
    p = copy_whole_part(p, end, &out);
    gboolean any = p > digits;
    if (p < end && *p == '.') {
        gboolean more = p + 1 < end && g_ascii_isdigit(p[1]);
        any |= more;
        p += more ? 0 : 1; /* "35." is "35" */
        if (!more && p < end && *p == '.') {
            return FALSE;
        }
    }
    memcpy(out, p, (gsize)(end - p));
    out += end - p;
    return any && value_number_parse(json, (gsize)(out - json), number);
}
