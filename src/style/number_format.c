#include "style/number_format.h"

#include "base/value.h"
#include "style/number_units.h"

#include <math.h>
#include <string.h>

#define MOST_DIGITS 100 /* ECMA-402's limit */

/* ---- languages ---- */

struct language {
    const char *name;
    const char *decimal, *group;
    const char *minus;
    guint least_grouped; /* how many digits stand before the first separator at least */
    gboolean arabic_digits;
    gboolean currency_last;
    const char *currency_mark; /* before an amount of money, for its direction */
    const char *not_a_number;
};

#define NBSP "\u00A0"
#define NARROW_NBSP "\u202F"
#define NOT_A_NUMBER_AR "\u0644\u064A\u0633" NBSP "\u0631\u0642\u0645\u064B\u0627"

static const struct language languages[] = {
    {"en", ".", ",", "-", 1, FALSE, FALSE, "", "NaN"},
    {"ar", ".", ",", "\u200E-", 1, FALSE, TRUE, "\u200F", NOT_A_NUMBER_AR},
    {"tr", ",", ".", "-", 1, FALSE, FALSE, "", "NaN"},
    {"de", ",", ".", "-", 1, FALSE, TRUE, "", "NaN"},
    {"es", ",", ".", "-", 2, FALSE, TRUE, "", "NaN"},
    {"fr", ",", NARROW_NBSP, "-", 1, FALSE, TRUE, "", "NaN"},
    {"ja", ".", ",", "-", 1, FALSE, FALSE, "", "NaN"},
};

/* Arabic in the countries that write other digits, or the same with other separators. */
static const struct language arabic_digits = {"ar", "\u066B", "\u066C", "\u061C-",      1,
                                              TRUE, TRUE,     "\u200F", NOT_A_NUMBER_AR};
static const struct language arabic_maghreb = {"ar",  ",",  ".",      "\u200E-",      1,
                                               FALSE, TRUE, "\u200F", NOT_A_NUMBER_AR};

static const struct language *language_of(const char *locale)
{
    static const char *const with_digits[] = {"BH", "DJ", "EG", "ER", "IL", "IQ", "JO", "KM",
                                              "KW", "LB", "MR", "OM", "PS", "QA", "SA", "SD",
                                              "SO", "SS", "SY", "TD", "YE", NULL};
    static const char *const maghreb[] = {"DZ", "LY", "MA", "TN", NULL};
    const struct language *found = &languages[0];
    g_auto(GStrv) parts = g_strsplit_set(locale ? locale : "", "-_", 3);
    for (gsize i = 0; parts[0] && i < G_N_ELEMENTS(languages); i++)
        if (g_ascii_strcasecmp(languages[i].name, parts[0]) == 0)
            found = &languages[i];
    if (!parts[0] || !parts[1] || !g_str_equal(found->name, "ar"))
        return found;
    g_autofree char *region = g_ascii_strup(parts[1], -1);
    return g_strv_contains(with_digits, region) ? &arabic_digits
           : g_strv_contains(maghreb, region)   ? &arabic_maghreb
                                                : found;
}

/* ---- digits ---- */

/* A number of at least 0 as digits before and behind the point, rounded half up from its shortest
 * decimal text, which has what a reader of the number would see. */
struct digits {
    GString *whole, *fraction;
};

/* Splits "1234.5" or "1.2345e+21" at the point. */
static struct digits split_digits(double number)
{
    char text[VALUE_NUMBER_TEXT];
    value_number_text(number, text);
    char *e = strchr(text, 'e');
    int exponent = e ? (int)g_ascii_strtoll(e + 1, NULL, 10) : 0;
    gsize length = e ? (gsize)(e - text) : strlen(text);
    g_autofree char *mantissa = g_strndup(text, length);
    char *point = strchr(mantissa, '.');
    struct digits digits = {g_string_new(NULL), g_string_new(point ? point + 1 : "")};
    g_string_append_len(digits.whole, mantissa, point ? point - mantissa : (gssize)length);
    for (; exponent > 0; exponent--) {
        g_string_append_c(digits.whole, digits.fraction->len ? digits.fraction->str[0] : '0');
        if (digits.fraction->len)
            g_string_erase(digits.fraction, 0, 1);
    }
    for (; exponent < 0; exponent++) {
        gsize last = digits.whole->len - 1;
        g_string_prepend_c(digits.fraction, digits.whole->str[last]);
        g_string_truncate(digits.whole, last);
        if (last == 0)
            g_string_append_c(digits.whole, '0');
    }
    return digits;
}

/* Adds one to the last digit; TRUE when a one is carried out of the first. */
static gboolean carry(GString *digits)
{
    for (gsize i = digits->len; i > 0; i--) {
        if (digits->str[i - 1] < '9') {
            digits->str[i - 1]++;
            return FALSE;
        }
        digits->str[i - 1] = '0';
    }
    return TRUE;
}

static void round_digits(struct digits *digits, int least, int most)
{
    GString *fraction = digits->fraction;
    if (fraction->len > (gsize)most) {
        gboolean up = fraction->str[most] >= '5';
        g_string_truncate(fraction, (gsize)most);
        if (up && carry(fraction) && carry(digits->whole))
            g_string_prepend_c(digits->whole, '1');
    }
    while (fraction->len > (gsize)least && fraction->str[fraction->len - 1] == '0')
        g_string_truncate(fraction, fraction->len - 1);
    while (fraction->len < (gsize)least)
        g_string_append_c(fraction, '0');
}

static void append_digits(GString *text, const struct language *language, const GString *digits,
                          gboolean grouped)
{
    grouped = grouped && digits->len >= 3 + language->least_grouped;
    for (gsize i = 0; i < digits->len; i++) {
        if (grouped && i > 0 && (digits->len - i) % 3 == 0)
            g_string_append(text, language->group);
        if (language->arabic_digits)
            g_string_append_unichar(text, 0x0660 + (gunichar)(digits->str[i] - '0'));
        else
            g_string_append_c(text, digits->str[i]);
    }
}

/* Without its sign. `is_one`: it reads as 1. */
static char *amount_dup(const struct language *language, double number, int least, int most,
                        gboolean *is_one)
{
    GString *text = g_string_new(NULL);
    *is_one = FALSE;
    if (isnan(number))
        return g_string_free(g_string_append(text, language->not_a_number), FALSE);
    if (isinf(number))
        return g_string_free(g_string_append(text, "\u221E"), FALSE);
    struct digits digits = split_digits(number);
    round_digits(&digits, least, most);
    append_digits(text, language, digits.whole, TRUE);
    if (digits.fraction->len > 0) {
        g_string_append(text, language->decimal);
        append_digits(text, language, digits.fraction, FALSE);
    }
    *is_one = digits.fraction->len == 0 && g_str_equal(digits.whole->str, "1");
    g_string_free(digits.whole, TRUE);
    g_string_free(digits.fraction, TRUE);
    return g_string_free(text, FALSE);
}

gboolean number_format_digits(double option, int *digits)
{
    if (!(option >= 0 && option <= MOST_DIGITS))
        return FALSE;
    *digits = (int)floor(option);
    return TRUE;
}

/* ---- the whole ---- */

static char *currency_dup(const struct language *language, const char *code, const char *sign,
                          const char *amount)
{
    const char *symbol = currency_symbol(code, language->name);
    const char *shown = symbol ? symbol : code;
    if (language->currency_last) {
        gboolean sign_first = language->arabic_digits;
        return g_strdup_printf("%s%s%s%s" NBSP "%s", sign_first ? sign : "",
                               language->currency_mark, sign_first ? "" : sign, amount, shown);
    }
    gsize length = strlen(shown);
    return g_strdup_printf("%s%s%s%s", sign, shown, g_ascii_isalpha(shown[length - 1]) ? NBSP : "",
                           amount);
}

static char *unit_dup(const struct language *language, const char *unit, const char *amount,
                      gboolean is_one)
{
    g_autofree char *pattern = unit_pattern_dup(unit, language->name, is_one);
    if (!pattern)
        return NULL;
    const char *place = strchr(pattern, '#');
    return g_strdup_printf("%.*s%s%s", (int)(place - pattern), pattern, amount, place + 1);
}

static gboolean is_currency_code(const char *code)
{
    return strlen(code) == 3 && g_ascii_isalpha(code[0]) && g_ascii_isalpha(code[1]) &&
           g_ascii_isalpha(code[2]);
}

/* The limits that hold, where one or none is given; FALSE when they contradict each other. */
static gboolean limits_of(const struct number_format *format, int usual_least, int usual_most,
                          int *least, int *most)
{
    *least = format->min_digits;
    *most = format->max_digits;
    if (*least < 0)
        *least = *most < 0 ? usual_least : MIN(usual_least, *most);
    if (*most < 0)
        *most = MAX(usual_most, *least);
    return *least <= *most;
}

static char *reason(char **problem, const char *format, ...) G_GNUC_PRINTF(2, 3);

static char *reason(char **problem, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    *problem = g_strdup_vprintf(format, args);
    va_end(args);
    return NULL;
}

char *number_format_dup(const struct number_format *format, double number, char **problem)
{
    const struct language *language = language_of(format->locale);
    int least, most;
    gboolean is_one;
    if (format->currency && !is_currency_code(format->currency))
        return reason(problem, "Invalid currency code : %s", format->currency);
    g_autofree char *code = format->currency ? g_ascii_strup(format->currency, -1) : NULL;
    int usual = code ? currency_digits(code) : 0;
    int usual_most = code ? usual : 3;
    if (!limits_of(format, usual, usual_most, &least, &most))
        return reason(problem, "maximumFractionDigits value is out of range.");
    const char *sign = signbit(number) && !isnan(number) ? language->minus : "";
    g_autofree char *amount = amount_dup(language, fabs(number), least, most, &is_one);
    if (code)
        return currency_dup(language, code, sign, amount);
    g_autofree char *text = g_strconcat(sign, amount, NULL);
    if (!format->unit)
        return g_steal_pointer(&text);
    if (*sign && g_str_equal(language->name, "tr") && g_str_equal(format->unit, "percent"))
        return g_strdup_printf("%s%%%s", sign, amount);
    char *whole = unit_dup(language, format->unit, text, is_one);
    return whole ? whole
                 : reason(problem, "Invalid unit argument for Intl.NumberFormat() '%s'",
                          format->unit);
}
