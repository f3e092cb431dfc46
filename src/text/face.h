/* One face of one font file, for HarfBuzz (shaping, in font units) and Cairo (drawing). */
#ifndef IDLIBMAP_TEXT_FACE_H
#define IDLIBMAP_TEXT_FACE_H

#include "base/auto.h"

#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

struct face {
    char *file;
    guint index; /* in the file */
    char *family;
    guint weight;
    gboolean italic;
    double units_per_em;
    double cap_height_em, x_height_em;
    hb_font_t *hb;
    cairo_font_face_t *cairo;
    GHashTable *scaled; /* size in px -> cairo_scaled_font_t */
};

/* FreeType, counted: FT_Done_Library() gives it back, and it ends when no face needs it any more.
 */
FT_Library freetype_new(void);

/* Opens a face. FreeType checks the file; what is not an OpenType font with outlines is an error
 * that starts with the file's name. `library` is referenced for as long as Cairo keeps the face. */
struct face *face_open(FT_Library library, const char *file, guint index, GError **error);
void face_free(struct face *face);
cairo_scaled_font_t *face_scaled_font(struct face *face, double size_px);

DEFINE_AUTOPTR(Face, face)

#endif
