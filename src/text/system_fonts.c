#include "text/system_fonts.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

struct system_fonts {
    FcConfig *config;
    FcFontSet *sorted; /* all plain fonts, best first; made when a character is first asked */
};

/* Words from..to of a name joined without blanks. */
static void append_words(GString *out, char **words, guint from, guint to)
{
    for (guint i = from; i < to; i++) {
        g_string_append(out, words[i]);
    }
}

static char *noto_file(char **words, guint n_family, guint n, const char *style)
{
    g_autoptr(GString) path = g_string_new(SYSTEM_FONT_FOLDER "/");
    append_words(path, words, 0, n_family);
    g_string_append_c(path, '-');
    append_words(path, words, n_family, n);
    g_string_append(path, style);
    g_string_append(path, ".ttf");
    if (!g_file_test(path->str, G_FILE_TEST_IS_REGULAR)) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&path), FALSE);
}

/* A name comes from a style: it must not become a path to elsewhere. */
static gboolean is_plain_name(const char *name)
{
    for (const char *p = name; *p != '\0'; p++) {
        if (!g_ascii_isalnum(*p) && *p != ' ') {
            return FALSE;
        }
    }
    return *name != '\0' && strlen(name) < 100;
}

char *well_known_font(const char *name)
{
    if (!is_plain_name(name)) {
        return NULL;
    }
    g_auto(GStrv) words = g_strsplit(name, " ", -1);
    guint n = g_strv_length(words);
    char *path = NULL;
    for (guint style_words = 1; style_words <= 2 && path == NULL && n > style_words;
         style_words++) {
        path = noto_file(words, n - style_words, n, "");
    }
    return path != NULL ? path : noto_file(words, n, n, "Regular");
}

struct system_fonts *system_fonts_new(void)
{
    struct system_fonts *system = g_new0(struct system_fonts, 1);
    system->config = FcInitLoadConfigAndFonts();
    return system;
}

void system_fonts_free(struct system_fonts *system)
{
    if (system == NULL) {
        return;
    }
    if (system->sorted != NULL) {
        FcFontSetDestroy(system->sorted);
    }
    if (system->config != NULL) {
        FcConfigDestroy(system->config);
    }
    g_free(system);
}

/* Outlines in one fixed shape: what HarfBuzz, FreeType and Cairo can all use alike. */
static gboolean is_plain_font(FcPattern *font)
{
    FcBool scalable = FcFalse;
    FcBool variable = FcFalse;
    FcBool color = FcFalse;
    FcPatternGetBool(font, FC_SCALABLE, 0, &scalable);
    FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
    FcPatternGetBool(font, FC_COLOR, 0, &color);
    FcChar8 *format = NULL;
    FcPatternGetString(font, FC_FONTFORMAT, 0, &format);
    gboolean opentype = format != NULL && (strcmp((const char *)format, "TrueType") == 0 ||
                                           strcmp((const char *)format, "CFF") == 0);
    return scalable && !variable && !color && opentype;
}

static gboolean take_file(FcPattern *font, struct font_file *file)
{
    FcChar8 *path = NULL;
    int index = 0;
    if (!is_plain_font(font) || FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch) {
        return FALSE;
    }
    FcPatternGetInteger(font, FC_INDEX, 0, &index);
    /* The upper half names an instance of a variable font. */
    if (index < 0 || index > 0xffff) {
        return FALSE;
    }
    *file = (struct font_file){.path = g_strdup((const char *)path), .index = (guint)index};
    return TRUE;
}

static FcPattern *pattern_for(struct system_fonts *system, const char *family, const char *style)
{
    FcPattern *pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    if (style != NULL) {
        FcPatternAddString(pattern, FC_STYLE, (const FcChar8 *)style);
    }
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcPatternAddBool(pattern, FC_VARIABLE, FcFalse);
    FcPatternAddBool(pattern, FC_COLOR, FcFalse);
    /* Else the languages come from the locale, and with them the order. */
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)"en");
    FcPatternAddString(pattern, FC_NAMELANG, (const FcChar8 *)"en");
    FcConfigSubstitute(system->config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    return pattern;
}

/* FcFontMatch always finds something; it counts when it is of the family that was asked for. */
static gboolean match(struct system_fonts *system, const char *family, const char *style,
                      struct font_file *file)
{
    FcPattern *pattern = pattern_for(system, family, style);
    FcResult result;
    FcPattern *font = FcFontMatch(system->config, pattern, &result);
    FcPatternDestroy(pattern);
    if (font == NULL) {
        return FALSE;
    }
    gboolean found = FALSE;
    FcChar8 *name;
    for (int i = 0; !found && FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++) {
        found = FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0;
    }
    found = found && take_file(font, file);
    FcPatternDestroy(font);
    return found;
}

gboolean system_fonts_by_name(struct system_fonts *system, const char *name, struct font_file *file)
{
    if (system->config == NULL || !g_utf8_validate(name, -1, NULL)) {
        return FALSE;
    }
    if (match(system, name, NULL, file)) {
        return TRUE;
    }
    const char *blank = strrchr(name, ' ');
    if (blank == NULL) {
        return FALSE;
    }
    g_autofree char *family = g_strndup(name, (gsize)(blank - name));
    return match(system, family, blank + 1, file);
}

static void sort_fonts(struct system_fonts *system)
{
    FcPattern *pattern = pattern_for(system, "sans-serif", "Regular");
    FcResult result;
    system->sorted = FcFontSort(system->config, pattern, FcFalse, NULL, &result);
    FcPatternDestroy(pattern);
}

gboolean system_fonts_by_character(struct system_fonts *system, gunichar c, struct font_file *file)
{
    if (system->config == NULL) {
        return FALSE;
    }
    if (system->sorted == NULL) {
        sort_fonts(system);
    }
    for (int i = 0; system->sorted != NULL && i < system->sorted->nfont; i++) {
        FcPattern *font = system->sorted->fonts[i];
        FcCharSet *characters = NULL;
        if (FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch &&
            FcCharSetHasChar(characters, c) && take_file(font, file)) {
            return TRUE;
        }
    }
    return FALSE;
}
