#include "compose/web_parts.h"

#include "text/system_fonts.h"

/* What glyphs on the web have beside Latin, and Noto Sans has not. */
#define ARABIC_FONT "Noto Sans Arabic Regular"

static gboolean names_web_part(const struct composition *composition, const char *key)
{
    const json_t *part = json_object_get(composition->style->text->root, key);
    return part != NULL && !json_is_null(part);
}

void web_parts_expect(struct composition *composition)
{
    if (names_web_part(composition, "glyphs")) {
        g_autofree char *arabic = well_known_font(ARABIC_FONT);
        font_set_collect_missing(composition->fonts, composition->missing_fonts);
        if (arabic != NULL) {
            font_set_add(composition->fonts, ARABIC_FONT, arabic);
        }
    }
    if (names_web_part(composition, "sprite")) {
        icon_set_collect_missing(composition->icons, composition->missing_icons);
    }
}

void web_parts_report(const struct composition *composition)
{
    const char *path = composition->style->path;
    g_autofree char *fonts = diagnostics_names_dup(composition->missing_fonts);
    g_autofree char *icons = diagnostics_names_dup(composition->missing_icons);
    if (composition->missing_fonts->len > 0) {
        diagnostics_add(
            composition->diagnostics, SEVERITY_NOTE, path, 0,
            "its glyphs are not fetched, and Noto Sans stands in for fonts that are not "
            "on this machine nor in font-faces: %s",
            fonts);
    }
    if (composition->missing_icons->len > 0) {
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, path, 0,
                        "its sprite is not fetched, and icons and patterns without a file NAME.svg "
                        "or NAME.png beside the style or in icons/ there are not drawn: %s",
                        icons);
    }
}
