#include "text/shape.h"

static struct characters *allocate(const char *utf8)
{
    struct characters *characters = g_new0(struct characters, 1);
    glong n;
    characters->code = g_utf8_to_ucs4_fast(utf8, -1, &n);
    characters->n = (guint)n;
    characters->type = g_new0(FriBidiCharType, (gsize)n);
    characters->level = g_new0(FriBidiLevel, (gsize)n);
    characters->base = g_new0(FriBidiParType, (gsize)n);
    characters->section = g_new0(guint, 2 * (gsize)n);
    characters->face = characters->section + n; /* one block: labels are made by the thousand */
    characters->script = g_new0(hb_script_t, (gsize)n);
    characters->advance_px = g_new0(double, (gsize)n);
    return characters;
}

void characters_free(struct characters *characters)
{
    if (characters == NULL) {
        return;
    }
    g_free(characters->code);
    g_free(characters->type);
    g_free(characters->level);
    g_free(characters->base);
    g_free(characters->section);
    g_free(characters->script);
    g_free(characters->advance_px);
    g_free(characters);
}

static void find_levels(struct characters *characters, guint from, guint n)
{
    g_autofree FriBidiBracketType *brackets = g_new(FriBidiBracketType, n);
    const FriBidiChar *code = characters->code + from;
    FriBidiCharType *types = characters->type + from;
    FriBidiParType base = FRIBIDI_PAR_ON;
    fribidi_get_bidi_types(code, (FriBidiStrIndex)n, types);
    fribidi_get_bracket_types(code, (FriBidiStrIndex)n, types, brackets);
    FriBidiLevel highest = fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)n,
                                                               &base, characters->level + from);
    if (highest == 0) {
        g_error("out of memory");
    }
    for (guint i = from; i < from + n; i++) {
        characters->base[i] = base;
    }
}

static void find_paragraph_levels(struct characters *characters)
{
    guint from = 0;
    for (guint i = 0; i <= characters->n; i++) {
        if (i == characters->n || characters->code[i] == '\n') {
            if (i > from) {
                find_levels(characters, from, i - from);
            }
            from = i + 1;
        }
    }
}

static gboolean is_real(hb_script_t script)
{
    return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED;
}

/* Common and inherited characters go with the script before them; at the start, with the first. */
static void find_scripts(struct characters *characters)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    hb_script_t current = HB_SCRIPT_COMMON;
    for (guint i = 0; i < characters->n; i++) {
        hb_script_t script = hb_unicode_script(unicode, characters->code[i]);
        if (is_real(script) && !is_real(current)) {
            for (guint before = 0; before < i; before++) {
                characters->script[before] = script;
            }
        }
        current = is_real(script) ? script : current;
        characters->script[i] = current;
    }
}

/* Does it go with the face of the character before it, where that has it? Marks must, blanks do to
 * keep runs whole. */
static gboolean goes_with_previous(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_SPACE_SEPARATOR:
        return TRUE;
    default:
        return FALSE;
    }
}

/* Characters that are not drawn: HarfBuzz drops them, so any face will do. */
static gboolean is_invisible(gunichar c)
{
    return c == '\n' || g_unichar_type(c) == G_UNICODE_FORMAT || (c >= 0xfe00 && c <= 0xfe0f) ||
           (c >= 0xe0100 && c <= 0xe01ef) || c == 0x034f;
}

void characters_take_section(struct characters *characters, guint section, guint from, guint to,
                             struct font_set *fonts, const GArray *preferred)
{
    guint face = g_array_index(preferred, guint, 0);
    for (guint i = from; i < to; i++) {
        gunichar c = characters->code[i];
        if (!is_invisible(c) &&
            !(i > from && goes_with_previous(c) && font_set_has_glyph(fonts, face, c))) {
            face = font_set_choose(fonts, preferred, c);
        }
        characters->face[i] = face;
        characters->section[i] = section;
    }
}

struct characters *characters_new(const char *utf8)
{
    struct characters *characters = allocate(utf8);
    find_paragraph_levels(characters);
    find_scripts(characters);
    return characters;
}
