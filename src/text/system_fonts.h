/* Fonts of the machine: well-known files first, fontconfig as the last resort. */
#ifndef IDLIBMAP_TEXT_SYSTEM_FONTS_H
#define IDLIBMAP_TEXT_SYSTEM_FONTS_H

#include "base/auto.h"

#define SYSTEM_FONT_FOLDER "/usr/share/fonts/truetype/noto"

/* A font file and the index of the face in it. */
struct font_file {
    char *path;
    guint index;
};

/* The Noto file that a font name means, by rule: "Noto Sans Arabic Bold" is
 * NotoSansArabic-Bold.ttf. NULL where there is none. Free with g_free(). */
char *well_known_font(const char *name);

/* Fontconfig, read when it is first asked (10-25 ms). */
struct system_fonts;

struct system_fonts *system_fonts_new(void);
void system_fonts_free(struct system_fonts *system);
/* The font of this name ("Liberation Sans Bold"); FALSE when there is none of that family. The
 * path is the caller's. */
gboolean system_fonts_by_name(struct system_fonts *system, const char *name,
                              struct font_file *file);
/* The best plain font that has a character, in fontconfig's order for sans-serif. */
gboolean system_fonts_by_character(struct system_fonts *system, gunichar c, struct font_file *file);

DEFINE_AUTOPTR(SystemFonts, system_fonts)

#endif
