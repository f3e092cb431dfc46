#include "event/place_name.h"

#include <string.h>

/* Words that say what kind of place a name means, folded. */
static const struct {
    const char *word;
    gboolean is_admin1;
} type_words[] = {
    {"province", TRUE},  {"governorate", TRUE}, {"governate", TRUE}, {"muhafazah", TRUE},
    {"muhafaza", TRUE},  {"muhafazat", TRUE},   {"mohafazah", TRUE}, {"mohafaza", TRUE},
    {"mohafazat", TRUE}, {"محافظه", TRUE},      {"ولايه", TRUE},     {"ili", TRUE},
    {"vilayeti", TRUE},  {"vilayet", TRUE},     {"wilayah", TRUE},   {"wilaya", TRUE},
    {"state", TRUE},     {"oblast", TRUE},
};

/* The row of a word, or -1. Brackets about it do not count. */
static int find_type_word(const char *word, gsize length)
{
    while (length > 0 && strchr("([", word[0]) != NULL) {
        word++;
        length--;
    }
    while (length > 0 && strchr(")],", word[length - 1]) != NULL) {
        length--;
    }
    g_autofree char *bare = g_strndup(word, length);
    g_autofree char *key = place_name_fold(bare);
    for (guint i = 0; i < G_N_ELEMENTS(type_words); i++) {
        if (strcmp(type_words[i].word, key) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* The last word: where it begins. The whole name when there is but one. */
static const char *last_word(const char *name)
{
    const char *blank = strrchr(name, ' ');
    return blank != NULL ? blank + 1 : name;
}

static char *strip_last(const char *name, int *row)
{
    const char *word = last_word(name);
    if (word == name) {
        return NULL;
    }
    *row = find_type_word(word, strlen(word));
    if (*row < 0) {
        return NULL;
    }
    char *rest = g_strndup(name, (gsize)(word - name));
    g_strchomp(rest);
    gsize length = strlen(rest);
    if (length > 1 && rest[length - 1] == ',') {
        rest[length - 1] = '\0';
    }
    return rest;
}

/* "محافظة إدلب", "Province of Idlib" */
static char *strip_first(const char *name, int *row)
{
    gsize length = strcspn(name, " ");
    const char *rest = name + length + strspn(name + length, " ");
    if (*rest == '\0') {
        return NULL;
    }
    *row = find_type_word(name, length);
    if (*row < 0) {
        return NULL;
    }
    if (g_ascii_strncasecmp(rest, "of ", 3) == 0) {
        rest += 3;
    }
    return g_strstrip(g_strdup(rest));
}

char *place_name_strip_type(const char *name, gboolean *is_admin1)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(name));
    int row = -1;
    char *bare = strip_last(trimmed, &row);
    if (bare == NULL) {
        bare = strip_first(trimmed, &row);
    }
    *is_admin1 = bare != NULL && type_words[row].is_admin1;
    return bare != NULL ? bare : g_steal_pointer(&trimmed);
}
