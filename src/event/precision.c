#include "event/events.h"

#include <string.h>

static const char *const names[] = {
    [PRECISION_EXACT] = "exact",     [PRECISION_NEAR] = "near",
    [PRECISION_ADMIN3] = "admin3",   [PRECISION_ADMIN2] = "admin2",
    [PRECISION_ADMIN1] = "admin1",   [PRECISION_REGION] = "region",
    [PRECISION_COUNTRY] = "country", [PRECISION_OUTSIDE] = "outside",
    [PRECISION_UNKNOWN] = "unknown",
};

/* ACLED codebook, "Geo-precision". UCDP GED codebook, "where_prec": 2 is "within a ca. 25 km radius
 * around a known point", 5 a line or a region that is no unit, 7 international waters or airspace.
 * GDELT codebook, "ActionGeo_Type": 1 country, 2 US state, 3 US city, 4 world city, 5 world state
 * (admin1); it places at a named spot, so a city is exact. */
static const struct {
    enum precision_codes codes;
    const char *code;
    enum precision precision;
    double within_km;
} precision_code_table[] = {
    {PRECISION_CODES_ACLED, "1", PRECISION_EXACT, 0},
    {PRECISION_CODES_ACLED, "2", PRECISION_NEAR, 0},
    {PRECISION_CODES_ACLED, "3", PRECISION_ADMIN1, 0},
    {PRECISION_CODES_UCDP, "1", PRECISION_EXACT, 0},
    {PRECISION_CODES_UCDP, "2", PRECISION_NEAR, 25},
    {PRECISION_CODES_UCDP, "3", PRECISION_ADMIN2, 0},
    {PRECISION_CODES_UCDP, "4", PRECISION_ADMIN1, 0},
    {PRECISION_CODES_UCDP, "5", PRECISION_REGION, 0},
    {PRECISION_CODES_UCDP, "6", PRECISION_COUNTRY, 0},
    {PRECISION_CODES_UCDP, "7", PRECISION_OUTSIDE, 0},
    {PRECISION_CODES_GDELT, "1", PRECISION_COUNTRY, 0},
    {PRECISION_CODES_GDELT, "2", PRECISION_ADMIN1, 0},
    {PRECISION_CODES_GDELT, "3", PRECISION_EXACT, 0},
    {PRECISION_CODES_GDELT, "4", PRECISION_EXACT, 0},
    {PRECISION_CODES_GDELT, "5", PRECISION_ADMIN1, 0},
};

/* GeoNames feature codes of areas and lines, by their beginning. All others are spots. */
static const struct {
    const char *prefix;
    enum precision precision;
} feature_codes[] = {
    {"ADM1", PRECISION_ADMIN1}, {"ADM2", PRECISION_ADMIN2},  {"ADM3", PRECISION_ADMIN3},
    {"ADM4", PRECISION_ADMIN3}, {"ADM5", PRECISION_ADMIN3},  {"ADMD", PRECISION_REGION},
    {"PCL", PRECISION_COUNTRY}, {"TERR", PRECISION_COUNTRY}, {"RGN", PRECISION_REGION},
    {"AREA", PRECISION_REGION}, {"DSRT", PRECISION_REGION},  {"STM", PRECISION_REGION},
    {"CONT", PRECISION_REGION}, {"SEA", PRECISION_REGION},   {"MTS", PRECISION_REGION},
    {"PLN", PRECISION_REGION},  {"VAL", PRECISION_REGION},   {"COAST", PRECISION_REGION},
    {"RD", PRECISION_REGION},   {"ISL", PRECISION_REGION},
};

const char *precision_name(enum precision precision)
{
    return names[precision];
}

enum precision precision_from_code(enum precision_codes codes, const char *code, double *within_km)
{
    *within_km = 0;
    if (code[0] == '\0') {
        return PRECISION_UNKNOWN;
    }
    for (guint i = 0; i < G_N_ELEMENTS(precision_code_table); i++) {
        if (precision_code_table[i].codes == codes &&
            strcmp(precision_code_table[i].code, code) == 0) {
            *within_km = precision_code_table[i].within_km;
            return precision_code_table[i].precision;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(names[i], code) == 0) {
            return (enum precision)i;
        }
    }
    return PRECISION_UNKNOWN;
}

enum precision precision_of_place(const struct place *place)
{
    for (guint i = 0; i < G_N_ELEMENTS(feature_codes); i++) {
        if (g_str_has_prefix(place->feature_code, feature_codes[i].prefix)) {
            return feature_codes[i].precision;
        }
    }
    return PRECISION_EXACT;
}
