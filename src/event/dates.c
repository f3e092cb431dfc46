#include "event/events.h"

#include <string.h>

/* GDate counts days from 1 January of the year 1, which is 1. */
#define UNIX_EPOCH_JULIAN 719163

static gboolean to_date(gint day, GDate *date)
{
    gint64 julian = (gint64)day + UNIX_EPOCH_JULIAN;
    if (julian < 1 || julian > 3652059) { /* 9999-12-31 */
        return FALSE;
    }
    g_date_clear(date, 1);
    g_date_set_julian(date, (guint32)julian);
    return TRUE;
}

const char *date_iso(gint day, char *buffer)
{
    GDate date;
    if (!to_date(day, &date)) {
        buffer[0] = '\0';
        return buffer;
    }
    g_snprintf(buffer, 16, "%04u-%02u-%02u", (guint)g_date_get_year(&date),
               (guint)g_date_get_month(&date), (guint)g_date_get_day(&date));
    return buffer;
}

static const struct {
    const char *lang;
    const char *months[12];
} month_names[] = {
    {"en",
     {"January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"}},
    /* As in Syria, Lebanon and Iraq. */
    {"ar",
     {"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
      "تشرين الأول", "تشرين الثاني", "كانون الأول"}},
    {"tr",
     {"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
      "Kasım", "Aralık"}},
};

/* English for a language that is not in the table. */
static const char *month_name(const GDate *date, const char *lang)
{
    guint row = 0;
    for (guint i = 0; i < G_N_ELEMENTS(month_names); i++) {
        if (lang != NULL && strcmp(month_names[i].lang, lang) == 0) {
            row = i;
        }
    }
    return month_names[row].months[g_date_get_month(date) - 1];
}

/* How much of a date is written: a span of whole months needs no days, of whole years no months. */
enum detail { DETAIL_YEAR, DETAIL_MONTH, DETAIL_DAY };

static enum detail detail_of(const GDate *first, const GDate *last)
{
    if (!g_date_is_first_of_month(first) || !g_date_is_last_of_month(last)) {
        return DETAIL_DAY;
    }
    gboolean whole_years = g_date_get_month(first) == 1 && g_date_get_month(last) == 12;
    return whole_years ? DETAIL_YEAR : DETAIL_MONTH;
}

static char *format_date(const GDate *date, enum detail detail, gboolean with_year,
                         const char *lang)
{
    GString *text = g_string_new(NULL);
    if (detail == DETAIL_DAY) {
        g_string_append_printf(text, "%u ", (guint)g_date_get_day(date));
    }
    if (detail != DETAIL_YEAR) {
        g_string_append(text, month_name(date, lang));
    }
    if (with_year) {
        const char *gap = text->len > 0 ? " " : "";
        g_string_append_printf(text, "%s%u", gap, (guint)g_date_get_year(date));
    }
    return g_string_free(text, FALSE);
}

char *date_span_format(const struct date_span *span, const char *lang)
{
    GDate first, last;
    if (!span->known || !to_date(span->first_day, &first) || !to_date(span->last_day, &last)) {
        return g_strdup("");
    }
    enum detail detail = detail_of(&first, &last);
    gboolean same_year = g_date_get_year(&first) == g_date_get_year(&last);
    gboolean same_month = same_year && g_date_get_month(&first) == g_date_get_month(&last);
    g_autofree char *end = format_date(&last, detail, TRUE, lang);
    if (span->first_day == span->last_day || (same_month && detail == DETAIL_MONTH) ||
        (same_year && detail == DETAIL_YEAR)) {
        return g_steal_pointer(&end);
    }
    if (same_month) {
        return g_strdup_printf("%u–%s", (guint)g_date_get_day(&first), end);
    }
    g_autofree char *begin = format_date(&first, detail, !same_year, lang);
    return g_strdup_printf(detail == DETAIL_YEAR ? "%s–%s" : "%s – %s", begin, end);
}

gint date_window_first(gint last_day, guint count, char unit)
{
    GDate date;
    guint months = unit == 'y' ? count * 12 : count;
    if (unit == 'd' || unit == 'w') {
        return last_day - (gint)(unit == 'w' ? count * 7 : count) + 1;
    }
    if (!to_date(last_day, &date) || months / 12 + 1 >= g_date_get_year(&date)) {
        return G_MININT / 2; /* before all dates */
    }
    gint julian = (gint)g_date_get_julian(&date);
    g_date_subtract_months(&date, months);
    return last_day - (julian - (gint)g_date_get_julian(&date)) + 1;
}

void date_span_widen(struct date_span *span, const struct date_span *other)
{
    if (!other->known) {
        return;
    }
    if (!span->known) {
        *span = *other;
        return;
    }
    span->first_day = MIN(span->first_day, other->first_day);
    span->last_day = MAX(span->last_day, other->last_day);
}
