#include "event/events.h"

#include <string.h>

static const char *const names[] = {
    [PRECISION_EXACT] = "exact",     [PRECISION_NEAR] = "near",       [PRECISION_ADMIN3] = "admin3",
    [PRECISION_ADMIN2] = "admin2",   [PRECISION_ADMIN1] = "admin1",   [PRECISION_REGION] = "region",
    [PRECISION_COUNTRY] = "country", [PRECISION_UNKNOWN] = "unknown",
};

static const struct {
    const char *code;
    enum precision precision;
} codes[] = {
    {"1", PRECISION_EXACT},
    {"2", PRECISION_NEAR},
    {"3", PRECISION_ADMIN1},
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

enum precision precision_from_code(const char *code)
{
    if (code[0] == '\0') {
        return PRECISION_UNKNOWN;
    }
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        if (strcmp(codes[i].code, code) == 0) {
            return codes[i].precision;
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
