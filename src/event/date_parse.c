/* Dates in the forms that events files use. */
#include "event/events.h"

#include <string.h>

#define MAX_DATE_TEXT 120 /* bytes; longer texts are no dates */

/* 0: not said. */
struct parts {
    guint year, month, day;
};

/* Folded as fold() does; in front those that are the beginning of others. */
static const struct {
    const char *name;
    guint month;
} month_names[] = {
    {"january", 1},      {"february", 2},     {"march", 3},        {"april", 4},
    {"may", 5},          {"june", 6},         {"july", 7},         {"august", 8},
    {"september", 9},    {"october", 10},     {"november", 11},    {"december", 12},
    {"jan", 1},          {"feb", 2},          {"mar", 3},          {"apr", 4},
    {"jun", 6},          {"jul", 7},          {"aug", 8},          {"sep", 9},
    {"sept", 9},         {"oct", 10},         {"nov", 11},         {"dec", 12},
    {"ocak", 1},         {"şubat", 2},        {"subat", 2},        {"mart", 3},
    {"nisan", 4},        {"mayis", 5},        {"haziran", 6},      {"temmuz", 7},
    {"ağustos", 8},      {"agustos", 8},      {"eylül", 9},        {"eylul", 9},
    {"ekim", 10},        {"kasim", 11},       {"aralik", 12},      {"oca", 1},
    {"şub", 2},          {"nis", 4},          {"haz", 6},          {"tem", 7},
    {"ağu", 8},          {"eyl", 9},          {"eki", 10},         {"kas", 11},
    {"ara", 12},         {"كانون الثاني", 1}, {"شباط", 2},         {"اذار", 3},
    {"نيسان", 4},        {"ايار", 5},         {"حزيران", 6},       {"تموز", 7},
    {"اب", 8},           {"ايلول", 9},        {"تشرين الاول", 10}, {"تشرين الثاني", 11},
    {"كانون الاول", 12}, {"يناير", 1},        {"فبراير", 2},       {"مارس", 3},
    {"ابريل", 4},        {"مايو", 5},         {"يونيو", 6},        {"يوليو", 7},
    {"اغسطس", 8},        {"سبتمبر", 9},       {"اكتوبر", 10},      {"نوفمبر", 11},
    {"ديسمبر", 12},
};

/* ---- reading ---- */

static guint count_digits(const char *text)
{
    guint n = 0;
    while (g_ascii_isdigit(text[n])) {
        n++;
    }
    return n;
}

static guint read_number(const char **text, guint digits)
{
    guint number = 0;
    for (guint i = 0; i < digits; i++) {
        number = number * 10 + (guint)(*(*text)++ - '0');
    }
    return number;
}

static gboolean skip_blanks(const char **text)
{
    const char *start = *text;
    *text += strspn(*text, " ");
    return *text > start;
}

static gboolean read_month_name(const char **text, guint *month)
{
    for (guint i = 0; i < G_N_ELEMENTS(month_names); i++) {
        gsize length = strlen(month_names[i].name);
        if (strncmp(*text, month_names[i].name, length) != 0) {
            continue;
        }
        const char *after = *text + length;
        after += *after == '.' ? 1 : 0; /* "Feb." */
        if (!g_unichar_isalpha(g_utf8_get_char(after))) {
            *text = after;
            *month = month_names[i].month;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean read_year(const char **text, guint *year)
{
    if (count_digits(*text) != 4) {
        return FALSE;
    }
    *year = read_number(text, 4);
    return *year > 0;
}

/* A month or a day: one digit or two. */
static gboolean read_small(const char **text, guint *number)
{
    guint digits = count_digits(*text);
    if (digits < 1 || digits > 2) {
        return FALSE;
    }
    *number = read_number(text, digits);
    return *number > 0;
}

/* 2020, 2020-02, 2020-02-27, 2020/2/27, 2020.02.27. What follows a year and is no month is left. */
static gboolean read_year_first(const char **text, struct parts *parts)
{
    if (!read_year(text, &parts->year)) {
        return FALSE;
    }
    char separator = **text;
    const char *p = *text + 1;
    if (separator == '\0' || strchr("-/.", separator) == NULL || !read_small(&p, &parts->month)) {
        return TRUE;
    }
    *text = p;
    if (*p++ == separator && count_digits(p) <= 2) {
        *text = p;
        return read_small(text, &parts->day);
    }
    return TRUE;
}

/* 20200227 and 20200227123000. */
static gboolean read_compact(const char **text, struct parts *parts)
{
    guint digits = count_digits(*text);
    parts->year = read_number(text, 4);
    parts->month = read_number(text, 2);
    parts->day = read_number(text, 2);
    *text += digits - 8;
    return parts->year > 0 && parts->month > 0 && parts->day > 0;
}

/* "th" of "27th", which may stand after a day. */
static void skip_ordinal(const char **text)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_prefix(*text, endings[i]) && !g_ascii_isalpha((*text)[2])) {
            *text += 2;
            return;
        }
    }
}

static void skip_gap(const char **text)
{
    *text += strspn(*text, " ,.-");
}

/* 27 February 2020, 27-Feb-2020; the month and year, or the year, may be missing: "25", "25 March"
 * before the rest of a span. */
static gboolean read_day_first(const char **text, struct parts *parts)
{
    if (!read_small(text, &parts->day)) {
        return FALSE;
    }
    skip_ordinal(text);
    const char *p = *text;
    skip_gap(&p);
    if (!read_month_name(&p, &parts->month)) {
        return TRUE;
    }
    *text = p;
    skip_gap(&p);
    if (count_digits(p) == 4) {
        *text = p;
        return read_year(text, &parts->year);
    }
    return TRUE;
}

/* February 2020, February 27, 2020, Feb 27. */
static gboolean read_name_first(const char **text, struct parts *parts)
{
    if (!read_month_name(text, &parts->month)) {
        return FALSE;
    }
    const char *p = *text;
    skip_gap(&p);
    if (count_digits(p) <= 2 && read_small(&p, &parts->day)) {
        skip_ordinal(&p);
        *text = p;
        skip_gap(&p);
    }
    if (count_digits(p) == 4) {
        *text = p;
        return read_year(text, &parts->year);
    }
    return TRUE;
}

/* Three numbers, the year last: 27/02/2020, 27-02-2020, 27.02.2020. Leaves the text where it is
 * when it is none. */
static gboolean read_numbers(const char **text, guint *first, guint *second, guint *year,
                             char *separator)
{
    const char *p = *text;
    if (!read_small(&p, first)) {
        return FALSE;
    }
    *separator = *p;
    if (*p == '\0' || strchr("/-.", *p) == NULL) {
        return FALSE;
    }
    p++;
    if (!read_small(&p, second) || *p++ != *separator || !read_year(&p, year)) {
        return FALSE;
    }
    *text = p;
    return TRUE;
}

static gboolean read_parts(const char **text, enum date_order order, struct parts *parts)
{
    guint digits = count_digits(*text);
    char separator;
    *parts = (struct parts){0};
    if (digits == 8 || digits == 14) {
        return read_compact(text, parts);
    }
    if (digits == 4) {
        return read_year_first(text, parts);
    }
    if (digits == 0) {
        return read_name_first(text, parts);
    }
    if (read_numbers(text, &parts->day, &parts->month, &parts->year, &separator)) {
        /* With points it is the day's order wherever it is written. */
        if (order == DATE_MONTH_FIRST && separator != '.') {
            guint month = parts->day;
            parts->day = parts->month;
            parts->month = month;
        }
        return TRUE;
    }
    *parts = (struct parts){0};
    return read_day_first(text, parts);
}

/* "T12:30:00Z", " 12:30:00.000 +03:00", " 9:15 pm": the time of day does not matter, but what
 * stands there must be one. */
static void skip_time(const char **text)
{
    const char *p = *text + 1;
    if ((**text != 't' && **text != ' ') || !g_ascii_isdigit(*p)) {
        return;
    }
    p += strspn(p, "0123456789:.,");
    const char *zone = p + strspn(p, " ");
    if (g_str_has_prefix(zone, "am") || g_str_has_prefix(zone, "pm")) {
        p = zone + 2;
        zone = p + strspn(p, " ");
    }
    if (g_str_has_prefix(zone, "utc") || g_str_has_prefix(zone, "gmt")) {
        p = zone + 3;
    } else if (*zone == 'z') {
        p = zone + 1;
    } else if ((*zone == '+' || *zone == '-') && g_ascii_isdigit(zone[1])) {
        p = zone + 1 + strspn(zone + 1, "0123456789:");
    }
    *text = p;
}

/* What stands between the two ends of a span. */
static gboolean skip_until(const char **text)
{
    static const char *const words[] = {"-", "/", "to ", "until "};
    skip_blanks(text);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_str_has_prefix(*text, words[i])) {
            *text += strlen(words[i]);
            skip_blanks(text);
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- to days ---- */

/* By Howard Hinnant's days_from_civil(): the year begins in March, so that the leap day is its
 * last. GDate takes ten times as long, and files have millions of dates. */
gint date_day_number(guint year, guint month, guint day)
{
    gint y = (gint)year - (month <= 2 ? 1 : 0);
    gint era_year = y % 400, era = y / 400;
    gint day_of_year = ((gint)month + (month > 2 ? -3 : 9)) * 153 + 2;
    day_of_year = day_of_year / 5 + (gint)day - 1;
    return era * 146097 + era_year * 365 + era_year / 4 - era_year / 100 + day_of_year - 719468;
}

static gboolean days_of(const struct parts *parts, struct date_span *span)
{
    guint year = parts->year, month = parts->month, day = parts->day;
    if (year == 0 || month > 12 || (day > 0 && month == 0)) {
        return FALSE;
    }
    guint last_month = month > 0 ? month : 12;
    guint last = day > 0 && day <= 28
                     ? 28
                     : g_date_get_days_in_month((GDateMonth)last_month, (GDateYear)year);
    if (day > last) {
        return FALSE;
    }
    span->known = TRUE;
    span->first_day = date_day_number(year, MAX(month, 1), MAX(day, 1));
    span->last_day = date_day_number(year, last_month, day > 0 ? day : last);
    return TRUE;
}

/* "25" and "27 February 2020": the beginning has the rest of the end. */
static void complete(struct parts *first, const struct parts *last)
{
    first->month = first->month == 0 && first->year == 0 ? last->month : first->month;
    first->year = first->year == 0 ? last->year : first->year;
}

/* ---- the text ---- */

/* Lower case, Arabic digits and letters in their plain forms, one kind of dash and blank. */
static gunichar fold_character(gunichar c)
{
    if (c >= 0x660 && c <= 0x669) {
        return '0' + (c - 0x660);
    }
    if (c >= 0x6F0 && c <= 0x6F9) {
        return '0' + (c - 0x6F0);
    }
    switch (c) {
    case 0x2013: /* en dash */
    case 0x2014:
    case 0x2012:
        return '-';
    case 0xA0:
    case 0x202F:
    case '\t':
        return ' ';
    case 0x60C: /* Arabic comma */
        return ',';
    case 0x622: /* alef with madda, hamza above and below */
    case 0x623:
    case 0x625:
        return 0x627;
    case 0x130: /* dotted capital and dotless small i */
    case 0x131:
        return 'i';
    default:
        return g_unichar_tolower(c);
    }
}

/* False for a text that is too long to be a date. */
static gboolean fold(const char *text, char *folded)
{
    gsize length = 0;
    text += strspn(text, " \t");
    for (const char *p = text; *p != '\0';) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        if (c >= (gunichar)-2 || length + 6 >= MAX_DATE_TEXT) {
            return FALSE;
        }
        length += (gsize)g_unichar_to_utf8(fold_character(c), folded + length);
        p = g_utf8_next_char(p);
    }
    while (length > 0 && folded[length - 1] == ' ') {
        length--;
    }
    folded[length] = '\0';
    return TRUE;
}

/* 2020-02-27 alone, which is what nearly all rows of large files say. */
static gboolean parse_iso_day(const char *text, struct date_span *span)
{
    if (count_digits(text) != 4 || text[4] != '-' || count_digits(text + 5) != 2 ||
        text[7] != '-' || count_digits(text + 8) != 2 || text[10] != '\0') {
        return FALSE;
    }
    struct parts parts = {0};
    return read_year_first(&text, &parts) && *text == '\0' && days_of(&parts, span);
}

gboolean date_span_parse_ordered(const char *text, enum date_order order, struct date_span *span)
{
    char folded[MAX_DATE_TEXT];
    struct parts first = {0}, last = {0};
    struct date_span end;
    const char *p = folded;
    *span = (struct date_span){0};
    if (parse_iso_day(text, span)) {
        return TRUE;
    }
    if (!fold(text, folded) || !read_parts(&p, order, &first)) {
        return FALSE;
    }
    if (first.day > 0 && first.year > 0) {
        skip_time(&p);
    }
    if (*p == '\0') {
        return days_of(&first, span);
    }
    if (!skip_until(&p) || !read_parts(&p, order, &last)) {
        return FALSE;
    }
    if (last.day > 0 && last.year > 0) {
        skip_time(&p);
    }
    complete(&first, &last);
    if (*p != '\0' || !days_of(&last, &end) || !days_of(&first, span) ||
        end.last_day < span->first_day) {
        *span = (struct date_span){0};
        return FALSE;
    }
    span->last_day = end.last_day;
    return TRUE;
}

gboolean date_span_parse(const char *text, struct date_span *span)
{
    return date_span_parse_ordered(text, DATE_DAY_FIRST, span);
}

enum date_evidence date_order_evidence(const char *text)
{
    guint first, second, year;
    char separator;
    const char *p = text + strspn(text, " ");
    if (!read_numbers(&p, &first, &second, &year, &separator) || separator == '.') {
        return DATE_EVIDENCE_NONE;
    }
    if (first > 12 && second <= 12) {
        return DATE_EVIDENCE_DAY_FIRST;
    }
    return second > 12 && first <= 12 ? DATE_EVIDENCE_MONTH_FIRST : DATE_EVIDENCE_OPEN;
}
