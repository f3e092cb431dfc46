#include "event/timestamp.h"

#include "event/events.h"

enum part { PART_YEAR, PART_MONTH, PART_DAY, PART_HOUR, PART_MINUTE, PART_SECOND, PART_COUNT };

#define SECONDS_A_DAY 86400

static guint32 clamped(double seconds)
{
    return seconds > 0 ? (guint32)MIN(seconds, G_MAXUINT32) : 0;
}

/* Parts beyond their range are cut to it: a row is to have its place among the others. */
static guint32 seconds_of(const guint parts[PART_COUNT])
{
    gint64 days = date_day_number(MIN(parts[PART_YEAR], 9999), CLAMP(parts[PART_MONTH], 1, 12),
                                  CLAMP(parts[PART_DAY], 1, 31));
    gint64 hours = days * 24 + MIN(parts[PART_HOUR], 23);
    gint64 minutes = hours * 60 + MIN(parts[PART_MINUTE], 59);
    return clamped((double)(minutes * 60 + MIN(parts[PART_SECOND], 59)));
}

/* 20200227123000 */
static guint32 seconds_of_digits(guint64 digits)
{
    guint parts[PART_COUNT];
    for (int i = PART_SECOND; i > PART_YEAR; i--) {
        parts[i] = (guint)(digits % 100);
        digits /= 100;
    }
    parts[PART_YEAR] = (guint)digits;
    return seconds_of(parts);
}

static guint32 seconds_of_number(double number)
{
    if (!(number > 0 && number < 1e19)) {
        return 0;
    }
    while (number >= 1e14) {
        number /= 1000;
    }
    if (number >= 1e13) {
        return seconds_of_digits((guint64)number);
    }
    if (number >= 190001010000.0 && number < 210701010000.0) {
        return seconds_of_digits((guint64)number * 100);
    }
    return clamped(number > G_MAXUINT32 ? number / 1000 : number);
}

static guint32 seconds_of_text(const char *text)
{
    static const guint widths[PART_COUNT] = {4, 2, 2, 2, 2, 2};
    guint parts[PART_COUNT] = {0};
    struct date_span span;
    const char *p = text;
    while (g_ascii_isspace(*p)) {
        p++;
    }
    for (guint i = 0; i < 4; i++) {
        if (!g_ascii_isdigit(p[i])) {
            gboolean is_date = date_span_parse(text, &span);
            return is_date ? clamped((double)span.first_day * SECONDS_A_DAY) : 0;
        }
    }
    for (guint i = 0; i < PART_COUNT; i++) {
        while (*p != '\0' && !g_ascii_isdigit(*p)) {
            p++;
        }
        for (guint digit = 0; digit < widths[i] && g_ascii_isdigit(*p); digit++) {
            parts[i] = parts[i] * 10 + (guint)(*p++ - '0');
        }
    }
    return seconds_of(parts);
}

guint32 timestamp_seconds(struct value value)
{
    return value.type == VALUE_NUMBER   ? seconds_of_number(value.number)
           : value.type == VALUE_STRING ? seconds_of_text(value.string)
                                        : 0;
}
