#include "text/fonts.h"

#include "text/face.h"
#include "text/system_fonts.h"

#include FT_MODULE_H
#include <string.h>

#define DEFAULT_FAMILY "Noto Sans"
#define DEFAULT_FONT DEFAULT_FAMILY " Regular"
/* So many single characters are named in the diagnostics; the rest is summed up. */
#define MAX_CHARACTER_FINDINGS 20

/* A font of the set: opened when it is first needed. */
struct entry {
    char *file;
    guint index;
    gboolean failed;
    struct face *face;
};

struct font_set {
    struct diagnostics *diagnostics;
    FT_Library library;
    GPtrArray *entries;      /* struct entry; a face number is an index into it */
    GHashTable *by_name;     /* name -> entry number, or NO_FACE */
    GHashTable *substitutes; /* name that cannot be had -> entry number, or NO_FACE */
    GPtrArray *missing;      /* borrowed: takes names that cannot be had; NULL: they are told */
    GArray *added;           /* guint: the entries that font_set_add() named, in order */
    GHashTable *last;        /* character -> face found as the last resort */
    GArray *resolved;        /* what font_set_resolve() returned */
    struct system_fonts *system;
};

static void entry_free(gpointer data)
{
    struct entry *entry = data;
    face_free(entry->face);
    g_free(entry->file);
    g_free(entry);
}

struct font_set *font_set_new(struct diagnostics *diagnostics)
{
    struct font_set *fonts = g_new0(struct font_set, 1);
    fonts->diagnostics = diagnostics;
    fonts->library = freetype_new();
    fonts->entries = g_ptr_array_new_with_free_func(entry_free);
    fonts->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts->substitutes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts->added = g_array_new(FALSE, FALSE, sizeof(guint));
    fonts->last = g_hash_table_new(NULL, NULL);
    fonts->resolved = g_array_new(FALSE, FALSE, sizeof(guint));
    return fonts;
}

void font_set_free(struct font_set *fonts)
{
    if (fonts == NULL) {
        return;
    }
    system_fonts_free(fonts->system);
    g_array_unref(fonts->resolved);
    g_hash_table_unref(fonts->last);
    g_array_unref(fonts->added);
    g_hash_table_unref(fonts->substitutes);
    g_hash_table_unref(fonts->by_name);
    g_ptr_array_unref(fonts->entries);
    FT_Done_Library(fonts->library);
    g_free(fonts);
}

struct diagnostics *font_set_diagnostics(struct font_set *fonts)
{
    return fonts->diagnostics;
}

/* The number of the entry for a file, added where it is new. */
static guint entry_for(struct font_set *fonts, const char *file, guint index)
{
    for (guint i = 0; i < fonts->entries->len; i++) {
        const struct entry *entry = g_ptr_array_index(fonts->entries, i);
        if (entry->index == index && g_str_equal(entry->file, file)) {
            return i;
        }
    }
    struct entry *entry = g_new0(struct entry, 1);
    entry->file = g_strdup(file);
    entry->index = index;
    g_ptr_array_add(fonts->entries, entry);
    return fonts->entries->len - 1;
}

void font_set_add(struct font_set *fonts, const char *name, const char *file)
{
    guint number = entry_for(fonts, file, 0);
    g_hash_table_replace(fonts->by_name, g_strdup(name), GUINT_TO_POINTER(number));
    g_array_append_val(fonts->added, number);
}

static struct face *open_entry(struct font_set *fonts, guint number)
{
    struct entry *entry = g_ptr_array_index(fonts->entries, number);
    if (entry->face == NULL && !entry->failed) {
        g_autoptr(GError) error = NULL;
        entry->face = face_open(fonts->library, entry->file, entry->index, &error);
        if (entry->face == NULL) {
            entry->failed = TRUE;
            diagnostics_add(fonts->diagnostics, SEVERITY_WARNING, NULL, 0, "%s", error->message);
        }
    }
    return entry->face;
}

static struct system_fonts *system_of(struct font_set *fonts)
{
    if (fonts->system == NULL) {
        fonts->system = system_fonts_new();
    }
    return fonts->system;
}

static guint take_system_file(struct font_set *fonts, struct font_file *file)
{
    guint number = entry_for(fonts, file->path, file->index);
    g_free(file->path);
    return number;
}

/* MapLibre's default text-font: a style that names nothing else has not asked for these. */
static gboolean is_maplibre_default(const char *name)
{
    return g_str_equal(name, "Open Sans Regular") || g_str_equal(name, "Arial Unicode MS Regular");
}

/* Folders of glyphs on the web are often called "noto_sans_bold". */
static char *without_underscores_dup(const char *name)
{
    char *words = g_strdelimit(g_strdup(name), "_", ' ');
    for (char *p = words; *p != '\0' && strchr(name, '_') != NULL; p++) {
        *p = p == words || p[-1] == ' ' ? g_ascii_toupper(*p) : *p;
    }
    return words;
}

static guint look_up(struct font_set *fonts, const char *name)
{
    g_autofree char *wanted =
        is_maplibre_default(name) ? g_strdup(DEFAULT_FONT) : without_underscores_dup(name);
    g_autofree char *path = well_known_font(wanted);
    if (path != NULL) {
        return entry_for(fonts, path, 0);
    }
    struct font_file file;
    if (system_fonts_by_name(system_of(fonts), wanted, &file)) {
        return take_system_file(fonts, &file);
    }
    return NO_FACE;
}

/* The font of a text whose style names none that can be had; NO_FACE where there is none at all. */
static guint default_entry(struct font_set *fonts)
{
    g_autofree char *path = well_known_font(DEFAULT_FONT);
    if (path != NULL) {
        return entry_for(fonts, path, 0);
    }
    struct font_file file;
    if (system_fonts_by_character(system_of(fonts), 'n', &file)) {
        return take_system_file(fonts, &file);
    }
    diagnostics_add(fonts->diagnostics, SEVERITY_WARNING, NULL, 0,
                    "no font is found on this machine: install fonts-noto-core");
    return NO_FACE;
}

void font_set_collect_missing(struct font_set *fonts, GPtrArray *names)
{
    fonts->missing = names;
}

static guint entry_of_name(struct font_set *fonts, const char *name)
{
    gpointer known;
    if (g_hash_table_lookup_extended(fonts->by_name, name, NULL, &known)) {
        return GPOINTER_TO_UINT(known);
    }
    guint number = look_up(fonts, name);
    if (number == NO_FACE && fonts->missing != NULL) {
        g_ptr_array_add(fonts->missing, g_strdup(name));
    } else if (number == NO_FACE) {
        diagnostics_add(fonts->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "font '%s' is not in the style's font-faces nor on this machine: "
                        "another is drawn",
                        name);
    }
    g_hash_table_insert(fonts->by_name, g_strdup(name), GUINT_TO_POINTER(number));
    return number;
}

/* Does the name of a font have one of the words, whatever its case? */
static gboolean has_word(const char *name, const char *const *words)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; words[i] != NULL; i++) {
        if (strstr(lower, words[i]) != NULL) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The default font in the weight and slope that a name asks for: "Open Sans Semibold" is bold. */
static guint look_up_substitute(struct font_set *fonts, const char *name)
{
    static const char *const bold[] = {"bold", "demi", "black", "heavy", NULL};
    static const char *const sloped[] = {"italic", "oblique", NULL};
    g_autofree char *wanted = g_strconcat(DEFAULT_FAMILY, has_word(name, bold) ? " Bold" : "",
                                          has_word(name, sloped) ? " Italic" : "", NULL);
    g_autofree char *path = well_known_font(wanted);
    return path != NULL ? entry_for(fonts, path, 0) : default_entry(fonts);
}

static guint substitute(struct font_set *fonts, const char *name)
{
    gpointer known;
    if (g_hash_table_lookup_extended(fonts->substitutes, name, NULL, &known)) {
        return GPOINTER_TO_UINT(known);
    }
    guint number = look_up_substitute(fonts, name);
    g_hash_table_insert(fonts->substitutes, g_strdup(name), GUINT_TO_POINTER(number));
    return number;
}

static void append_if_opened(struct font_set *fonts, guint number)
{
    if (number != NO_FACE && open_entry(fonts, number) != NULL) {
        g_array_append_val(fonts->resolved, number);
    }
}

const GArray *font_set_resolve(struct font_set *fonts, const char *const *names)
{
    g_array_set_size(fonts->resolved, 0);
    for (guint i = 0; names != NULL && names[i] != NULL; i++) {
        append_if_opened(fonts, entry_of_name(fonts, names[i]));
    }
    if (fonts->resolved->len == 0 && names != NULL && names[0] != NULL) {
        append_if_opened(fonts, substitute(fonts, names[0]));
    }
    if (fonts->resolved->len == 0) {
        append_if_opened(fonts, default_entry(fonts));
    }
    return fonts->resolved;
}

static struct face *get_face(struct font_set *fonts, guint face)
{
    const struct entry *entry = g_ptr_array_index(fonts->entries, face);
    return entry->face;
}

gboolean font_set_has_glyph(struct font_set *fonts, guint face, gunichar c)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(get_face(fonts, face)->hb, c, &glyph);
}

/* Says how a character fared, for the first few of a run by name. */
static void report_character(struct font_set *fonts, gunichar c, guint face)
{
    guint findings = g_hash_table_size(fonts->last);
    if (findings > MAX_CHARACTER_FINDINGS) {
        diagnostics_add(fonts->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "more characters are in none of the style's fonts");
    } else if (face == NO_FACE) {
        diagnostics_add(fonts->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "character U+%04X is in no font: drawn as an empty box", c);
    } else {
        diagnostics_add(fonts->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "character U+%04X is in none of the style's fonts; drawn from %s", c,
                        get_face(fonts, face)->file);
    }
}

static guint ask_system(struct font_set *fonts, gunichar c)
{
    struct font_file file;
    /* A private character means something else in every font. */
    if (!g_unichar_isdefined(c) || g_unichar_type(c) == G_UNICODE_PRIVATE_USE ||
        !system_fonts_by_character(system_of(fonts), c, &file)) {
        return NO_FACE;
    }
    guint number = take_system_file(fonts, &file);
    if (open_entry(fonts, number) == NULL || !font_set_has_glyph(fonts, number, c)) {
        return NO_FACE;
    }
    return number;
}

static guint last_resort(struct font_set *fonts, gunichar c)
{
    gpointer known;
    if (g_hash_table_lookup_extended(fonts->last, GUINT_TO_POINTER(c), NULL, &known)) {
        return GPOINTER_TO_UINT(known);
    }
    guint face = ask_system(fonts, c);
    g_hash_table_insert(fonts->last, GUINT_TO_POINTER(c), GUINT_TO_POINTER(face));
    report_character(fonts, c, face);
    return face;
}

guint font_set_choose(struct font_set *fonts, const GArray *preferred, gunichar c)
{
    for (guint i = 0; i < preferred->len; i++) {
        guint face = g_array_index(preferred, guint, i);
        if (font_set_has_glyph(fonts, face, c)) {
            return face;
        }
    }
    for (guint i = 0; i < fonts->added->len; i++) {
        guint face = g_array_index(fonts->added, guint, i);
        if (open_entry(fonts, face) != NULL && font_set_has_glyph(fonts, face, c)) {
            return face;
        }
    }
    guint face = last_resort(fonts, c);
    return face != NO_FACE ? face : g_array_index(preferred, guint, 0);
}

hb_font_t *font_set_hb_font(struct font_set *fonts, guint face)
{
    return get_face(fonts, face)->hb;
}

double font_set_units_per_em(struct font_set *fonts, guint face)
{
    return get_face(fonts, face)->units_per_em;
}

double font_set_cap_height(struct font_set *fonts, guint face)
{
    return get_face(fonts, face)->cap_height_em;
}

double font_set_x_height(struct font_set *fonts, guint face)
{
    return get_face(fonts, face)->x_height_em;
}

cairo_scaled_font_t *font_set_scaled_font(struct font_set *fonts, guint face, double size_px)
{
    return face_scaled_font(get_face(fonts, face), size_px);
}

const char *font_set_family(struct font_set *fonts, guint face)
{
    return get_face(fonts, face)->family;
}

guint font_set_weight(struct font_set *fonts, guint face)
{
    return get_face(fonts, face)->weight;
}

gboolean font_set_italic(struct font_set *fonts, guint face)
{
    return get_face(fonts, face)->italic;
}
