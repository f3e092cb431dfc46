#include "event/hxl.h"

#include <string.h>

/* In order of preference; "-name": without that attribute. A slot goes to the first that takes it.
 */
static const struct {
    enum column column;
    const char *pattern;
} patterns[] = {
    {COLUMN_EVENT_ID, "#event+id"},
    {COLUMN_EVENT_ID, "#event+code"},
    {COLUMN_EVENT_ID, "#meta+id"},
    {COLUMN_EVENT_DATE, "#date+start"},
    {COLUMN_EVENT_DATE, "#date+occurred"},
    {COLUMN_EVENT_DATE, "#date-end-year-updated"},
    {COLUMN_EVENT_DATE_END, "#date+end"},
    {COLUMN_YEAR, "#date+year"},
    {COLUMN_TIMESTAMP, "#date+updated"},
    {COLUMN_EVENT_TYPE, "#event+type-sub"},
    {COLUMN_EVENT_TYPE, "#event+category"},
    {COLUMN_EVENT_TYPE, "#event-id-code-sub"},
    {COLUMN_EVENT_TYPE, "#cause"},
    {COLUMN_SUB_EVENT_TYPE, "#event+sub"},
    {COLUMN_ACTOR1, "#group+name+first"},
    {COLUMN_ACTOR1, "#group-second-code"},
    {COLUMN_ACTOR1, "#actor-second-code"},
    {COLUMN_ACTOR2, "#group+second-code"},
    {COLUMN_ACTOR2, "#actor+second-code"},
    {COLUMN_REGION, "#region+name"},
    {COLUMN_COUNTRY, "#country+name"},
    {COLUMN_COUNTRY, "#country"},
    {COLUMN_ADMIN1, "#adm1+name"},
    {COLUMN_ADMIN1, "#adm1-code"},
    {COLUMN_ADMIN2, "#adm2+name"},
    {COLUMN_ADMIN2, "#adm2-code"},
    {COLUMN_ADMIN3, "#adm3+name"},
    {COLUMN_ADMIN3, "#adm3-code"},
    {COLUMN_LOCATION, "#loc+name"},
    {COLUMN_LOCATION, "#loc-code-type"},
    {COLUMN_LATITUDE, "#geo+lat"},
    {COLUMN_LONGITUDE, "#geo+lon"},
    {COLUMN_GEO_PRECISION, "#geo+precision"},
    {COLUMN_FATALITIES_LOW, "#affected+killed+min"},
    {COLUMN_FATALITIES_HIGH, "#affected+killed+max"},
    {COLUMN_FATALITIES, "#affected+killed"},
    {COLUMN_FATALITIES, "#affected+dead"},
    {COLUMN_SOURCE, "#meta+source"},
    {COLUMN_NOTES, "#description"},
    {COLUMN_NOTES, "#event+description"},
};

/* The next "+name" or "-name" (sign included) or "#name"; its length, 0 at the end. */
static gsize next_part(const char **text)
{
    *text += strspn(*text, " ");
    return **text != '\0' ? 1 + strcspn(*text + 1, "+- ") : 0;
}

static gboolean has_part(const char *tag, const char *part, gsize length)
{
    for (gsize own; (own = next_part(&tag)) > 0; tag += own) {
        if (own == length && g_ascii_strncasecmp(tag + 1, part + 1, length - 1) == 0 &&
            (*tag == '#') == (*part == '#')) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean matches(const char *tag, const char *pattern)
{
    for (gsize length; (length = next_part(&pattern)) > 0; pattern += length) {
        if (has_part(tag, pattern, length) == (*pattern == '-')) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean is_taken(const int slots[COLUMN_COUNT], int slot)
{
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        if (slots[i] == slot) {
            return TRUE;
        }
    }
    return FALSE;
}

void hxl_find_columns(const char *const *tags, int slots[COLUMN_COUNT])
{
    for (guint i = 0; i < G_N_ELEMENTS(patterns); i++) {
        for (int slot = 0; tags[slot] != NULL && slots[patterns[i].column] < 0; slot++) {
            if (matches(tags[slot], patterns[i].pattern) && !is_taken(slots, slot)) {
                slots[patterns[i].column] = slot;
            }
        }
    }
}
