#include "style/number_units.h"

#include <string.h>

/* ---- currencies ---- */

static gboolean is_listed(const char *list, const char *code)
{
    const char *found = strstr(list, code);
    return found && (found - list) % 4 == 0;
}

int currency_digits(const char *code)
{
    static const char none[] =
        "AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PKR PYG "
        "RWF SLL SOS SYP UGX VND VUV XAF XOF XPF YER ";
    static const char three[] = "BHD JOD KWD LYD OMR TND ";
    return is_listed(none, code) ? 0 : is_listed(three, code) ? 3 : 2;
}

/* By language, "*" for all; the first that fits. */
static const struct {
    const char *language, *code, *symbol;
} currencies[] = {
    {"ar", "USD", "US$"},
    {"fr", "USD", "$US"},
    {"es", "USD", "US$"},
    {"*", "USD", "$"},
    {"*", "EUR", "\u20AC"},
    {"ar", "GBP", "UK\u00A3"},
    {"fr", "GBP", "\u00A3GB"},
    {"es", "GBP", "GBP"},
    {"*", "GBP", "\u00A3"},
    {"ja", "JPY", "\uFFE5"},
    {"ar", "JPY", "JP\u00A5"},
    {"fr", "JPY", "JPY"},
    {"es", "JPY", "JPY"},
    {"*", "JPY", "\u00A5"},
    {"ja", "CNY", "\u5143"},
    {"*", "CNY", "CN\u00A5"},
    {"tr", "TRY", "\u20BA"},
    {"*", "XXX", "\u00A4"},
    {"*", "ILS", "\u20AA"},
    {"*", "INR", "\u20B9"},
    {"*", "KRW", "\u20A9"},
    {"ar", "SYP", "\u0644.\u0633.\u200F"},
    {"ar", "IQD", "\u062F.\u0639.\u200F"},
    {"ar", "LBP", "\u0644.\u0644.\u200F"},
    {"ar", "JOD", "\u062F.\u0623.\u200F"},
    {"ar", "SAR", "\u0631.\u0633.\u200F"},
    {"ar", "AED", "\u062F.\u0625.\u200F"},
    {"ar", "EGP", "\u062C.\u0645.\u200F"},
    {"ar", "KWD", "\u062F.\u0643.\u200F"},
    {"ar", "YER", "\u0631.\u064A.\u200F"},
    {"ar", "QAR", "\u0631.\u0642.\u200F"},
    {"ar", "LYD", "\u062F.\u0644.\u200F"},
    {"ar", "IRR", "\u0631.\u0625."},
};

const char *currency_symbol(const char *code, const char *language)
{
    for (gsize i = 0; i < G_N_ELEMENTS(currencies); i++)
        if (g_str_equal(currencies[i].code, code) &&
            (currencies[i].language[0] == '*' || g_str_equal(currencies[i].language, language)))
            return currencies[i].symbol;
    return NULL;
}

/* ---- units ---- */

/* Short names; "#" stands for the number, else it goes before, with a space. NULL: as in English.
 * Where English has a word of its own for one, it stands behind a bar. */
static const struct unit {
    const char *name, *english, *turkish, *arabic;
} units[] = {
    {"acre", "ac", NULL, "\u0641\u062F\u0627\u0646"},
    {"bit", "bit", NULL, "\u0628\u062A"},
    {"byte", "byte", "bayt", "\u0628\u0627\u064A\u062A"},
    {"celsius", "#\u00B0C", NULL, "#\u00B0\u0645"},
    {"centimeter", "cm", NULL, "\u0633\u0645"},
    {"day", "days|day", "g\u00FCn", "\u064A\u0648\u0645"},
    {"degree", "deg", "#\u00B0", "\u062F\u0631\u062C\u0629"},
    {"fahrenheit", "#\u00B0F", NULL, "#\u00B0\u0641"},
    {"fluid-ounce", "fl oz", "s\u0131v\u0131 ons", NULL},
    {"foot", "ft", "fit", "\u0642\u062F\u0645"},
    {"gallon", "gal", NULL, "\u063A\u0627\u0644\u0648\u0646"},
    {"gigabit", "Gb", NULL, NULL},
    {"gigabyte", "GB", NULL, "\u063A.\u0628"},
    {"gram", "g", NULL, "\u063A\u0631\u0627\u0645"},
    {"hectare", "ha", NULL, "\u0647\u0643\u062A\u0627\u0631"},
    {"hour", "hr", "sa.", "\u0633"},
    {"inch", "in", "in\u00E7", "\u0628\u0648\u0635\u0629"},
    {"kilobit", "kb", NULL, NULL},
    {"kilobyte", "kB", NULL, "\u0643\u064A\u0644\u0648\u0628\u0627\u064A\u062A"},
    {"kilogram", "kg", NULL, "\u0643\u063A\u0645"},
    {"kilometer", "km", NULL, "\u0643\u0645"},
    {"liter", "L", "l", "\u0644\u062A\u0631"},
    {"megabit", "Mb", NULL, NULL},
    {"megabyte", "MB", NULL, "\u0645.\u0628"},
    {"meter", "m", NULL, "\u0645\u062A\u0631"},
    {"microsecond", "\u03BCs", "\u03BCsn", "\u0645.\u062B."},
    {"mile", "mi", "mil", "\u0645\u064A\u0644"},
    {"mile-scandinavian", "smi", NULL, NULL},
    {"milliliter", "mL", "ml", "\u0645\u0644\u062A\u0631"},
    {"millimeter", "mm", NULL, "\u0645\u0645"},
    {"millisecond", "ms", "msn", "\u0645\u0644\u064A \u062B"},
    {"minute", "min", "dk.", "\u062F"},
    {"month", "mths|mth", "ay", "\u0634\u0647\u0631"},
    {"nanosecond", "ns", "nsn", "\u0646.\u062B."},
    {"ounce", "oz", NULL, "\u0623\u0648\u0646\u0635\u0629"},
    {"percent", "#%", "%#", "#\u200E%\u200E"},
    {"petabyte", "PB", NULL, NULL},
    {"pound", "lb", NULL, "\u0631\u0637\u0644"},
    {"second", "sec", "sn.", "\u062B"},
    {"stone", "st", NULL, NULL},
    {"terabit", "Tb", NULL, NULL},
    {"terabyte", "TB", NULL, NULL},
    {"week", "wks|wk", "hf.", "\u0623\u0633\u0628\u0648\u0639"},
    {"yard", "yd", NULL, "\u064A\u0627\u0631\u062F\u0629"},
    {"year", "yrs|yr", "y\u0131l", "\u0633\u0646\u0629"},
};

static const struct unit *find_unit(const char *name, gsize length)
{
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        if (strlen(units[i].name) == length && strncmp(units[i].name, name, length) == 0)
            return &units[i];
    return NULL;
}

static char *name_dup(const struct unit *unit, const char *language, gboolean is_one)
{
    const char *name = g_str_equal(language, "tr")   ? unit->turkish
                       : g_str_equal(language, "ar") ? unit->arabic
                                                     : NULL;
    if (!name)
        name = unit->english;
    const char *bar = strchr(name, '|');
    return bar ? (is_one ? g_strdup(bar + 1) : g_strndup(name, (gsize)(bar - name)))
               : g_strdup(name);
}

/* What something is counted per has a shorter name: "/h", "/sn". */
static char *per_dup(const struct unit *unit, const char *language)
{
    static const char *const short_names[] = {"hour",  "h",   "second", "s",    "minute",
                                              "min",   "day", "d",      "week", "w",
                                              "month", "m",   "year",   "y"};
    for (gsize i = 0; i < G_N_ELEMENTS(short_names); i += 2)
        if (g_str_equal(language, "en") && g_str_equal(unit->name, short_names[i]))
            return g_strdup(short_names[i + 1]);
    char *name = name_dup(unit, language, TRUE);
    gsize length = strlen(name);
    if (length > 0 && name[length - 1] == '.')
        name[length - 1] = '\0';
    return name;
}

char *unit_pattern_dup(const char *unit, const char *language, gboolean is_one)
{
    const char *per = strstr(unit, "-per-");
    const struct unit *first = find_unit(unit, per ? (gsize)(per - unit) : strlen(unit));
    const struct unit *second = per ? find_unit(per + 5, strlen(per + 5)) : NULL;
    if (!first || (per && !second))
        return NULL;
    if (g_str_equal(unit, "mile-per-hour") && g_str_equal(language, "en"))
        return g_strdup("# mph");
    g_autofree char *name = name_dup(first, language, is_one);
    g_autofree char *whole = strchr(name, '#') ? g_strdup(name) : g_strdup_printf("# %s", name);
    if (!second)
        return g_steal_pointer(&whole);
    g_autofree char *other = per_dup(second, language);
    return g_strdup_printf("%s/%s", whole, *other == '#' ? other + 1 : other);
}
