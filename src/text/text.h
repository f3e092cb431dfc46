/* Text: fonts opened by file, lines broken by MapLibre's rule, shaped by HarfBuzz and FriBidi. */
#ifndef IDLIBMAP_TEXT_TEXT_H
#define IDLIBMAP_TEXT_TEXT_H

#include "base/auto.h"
#include "base/diagnostics.h"
#include "base/value.h"
#include "geo/geometry.h"

#include <cairo.h>

/* The fonts of a run. Faces are opened on first use; fontconfig is asked only for a name that is
 * neither given nor that of a Noto file, or for a character that no font of the set has. One thread
 * at a time; font_set_scaled_font() counts as a use. */
struct font_set;

struct font_set *font_set_new(struct diagnostics *diagnostics);
void font_set_free(struct font_set *fonts);
/* Names a font file, as a style's font-faces does. Opened on first use. */
void font_set_add(struct font_set *fonts, const char *name, const char *file);

/* Names that cannot be had are put into `names` (which owns its strings and outlives the set's use)
 * in place of a warning for each. */
void font_set_collect_missing(struct font_set *fonts, GPtrArray *names);

enum text_justify {
    JUSTIFY_LEFT,
    JUSTIFY_CENTER,
    JUSTIFY_RIGHT,
};

struct text_style {
    const char *const *fonts; /* NULL-ended, in order of preference; the rest of the set follows */
    double size_px;
    double letter_spacing_em;
    double max_width_em;   /* where lines break; 0: only at newlines */
    double line_height_em; /* 1.2 is MapLibre's default */
    enum text_justify justify;
    gboolean vertical; /* in columns: see text_allows_vertical() */
};

/* Where a section stands in a line that is taller than itself: on the baseline, or with its
 * capitals in the middle of the tallest section's or level with their top. Of an image counts the
 * whole height. */
enum text_vertical {
    VERTICAL_BOTTOM,
    VERTICAL_CENTER,
    VERTICAL_TOP,
};

struct icon;

/* A part of a text with a look of its own. All zero but the text: as the style has it. */
struct text_section {
    const char *utf8;
    const char *const *fonts; /* NULL-ended; NULL: the style's */
    double scale;             /* of the style's size; 0: 1 */
    enum text_vertical vertical;
    gboolean has_color;
    struct color color;
    const struct icon *image; /* stands in the line in place of utf8; the caller's: not looked into
                                 here; NULL: text */
    double image_width_px, image_height_px;
};

/* What Cairo's clusters do not say. */
struct text_cluster {
    double width;        /* px, with the spacing after it */
    gboolean joins_next; /* its last letter is joined to the first of the next cluster */
};

/* A run of glyphs of one face and section in one line, left to right as drawn. */
struct text_run {
    guint face;    /* index for font_set_face() */
    guint line;    /* index into lines */
    guint section; /* index of the section it belongs to */
    guint first;   /* its first character in the text: the logical order of runs */
    double size_px;
    gboolean has_color; /* its section has a colour of its own */
    struct color color;
    double x, y; /* px: the run's origin from the text's top left; y is that of the line's baseline
                    where the section is not set higher */
    double width;
    guint n_glyphs;
    cairo_glyph_t *glyphs; /* positions from the text's top left, baseline y */
    char *utf8;            /* the run's text, in logical order */
    gboolean rtl;
    gboolean joined; /* of a script whose letters are joined: they cannot be set apart */
    guint n_clusters;
    cairo_text_cluster_t *clusters; /* for cairo_show_text_glyphs(), with the flags below */
    cairo_text_cluster_flags_t cluster_flags;
    struct text_cluster *measures; /* by cluster */
    const struct icon *image;      /* the section's: there are no glyphs and no utf8; its lower left
                                      corner stands at x, y. NULL: text */
    double image_width_px, image_height_px;
};

/* The part of a line that one section has. */
struct text_span {
    guint section;
    guint n_bytes;
    gboolean own_fonts; /* the section names its own */
};

/* A line in logical order, for formats that set text themselves (SVG). */
struct text_line {
    char *utf8;              /* U+FFFC where an image stands */
    guint n_spans;           /* 1 or more */
    struct text_span *spans; /* in logical order: together they are the line's utf8 */
    double size_px;          /* of the tallest section in it */
    double image_height_px;  /* of the tallest image in it; 0: none */
    double x, baseline;      /* px from the text's top left */
    double width;
    struct box ink; /* what is inked, from the text's top left; empty when nothing is */
    gboolean rtl;   /* base direction */
};

/* Shaped text: a block of lines with its top left at 0,0; px. Once made, only text_justify()
 * changes it. */
struct text {
    char *utf8;               /* the whole, lines joined as they were given */
    double size_px;           /* that of the style: a section may have another */
    double letter_spacing_px; /* 0 where no run takes it (Arabic) */
    double cap_height_px;     /* of flat capitals above the first baseline, in the first font, or of
                                 an image there that is higher */
    gboolean vertical;        /* the lines are columns */
    double width, height;     /* the layout box: widest line; the sum of the lines' heights */
    struct box ink;           /* what is inked, from the same origin; empty when nothing is */
    GPtrArray *lines;         /* struct text_line; a blank line has height and no entry */
    GPtrArray *runs;          /* struct text_run */
    char *family;             /* CSS family of the first run's face, e.g. "Noto Sans" */
    guint weight;             /* 400, 700 */
    gboolean italic;
};

/* Shapes. Bidi controls and line separators are handled, other control characters dropped; invalid
 * UTF-8 becomes U+FFFD; text over TEXT_MAX_BYTES is cut with an ellipsis and a warning. Never NULL;
 * text with nothing to draw has no runs, nor has text of no size. Sizes over TEXT_MAX_SIZE_PX are
 * drawn at that.
 *
 * In its line a baseline stands so that the letters look centred in the line's height: half the
 * height of capitals below the middle, or in a text with small letters or without case a quarter of
 * capitals and x height together. */
#define TEXT_MAX_BYTES 4096
#define TEXT_MAX_SIZE_PX 2000.0
struct text *text_new(struct font_set *fonts, const char *utf8, const struct text_style *style);

/* The same for a text of `n` sections, one after the other, which share lines and the order of
 * reading. As in MapLibre's "format": a line is as high as its tallest section asks (a blank one as
 * the style does), letter spacing and line width are in em of the style's size, and the baselines
 * of a line's sections are one where `vertical` does not say otherwise. A section that
 * its scale makes smaller than 0.01 px is left out.
 *
 * An image stands in the line as large as it is, whatever the text's size: MapLibre scales it by 24
 * / text-size where it lays out at 24 px an em (shaping.ts), and takes no font-scale for it. Its
 * lower edge is on the baseline where `vertical` does not say otherwise; a line grows upwards by
 * what an image is higher than the line's em; a line may end behind one. */
struct text *text_new_sections(struct font_set *fonts, const struct text_section *sections, guint n,
                               const struct text_style *style);
void text_free(struct text *text);

/* May the sections be set in columns? As in MapLibre, where at least one character stands upright
 * in them (CJK, Hangul ...). Not where any is read from right to left or joined, which would have
 * to be turned, nor with images.
 *
 * Columns go from top to bottom and follow each other from right to left; every letter is upright
 * in a cell of one em (blanks are as long as they are wide), and punctuation takes its
 * vertical form where the font has that. All columns begin at the top. A line's width is then its
 * length, and its baseline, like cap_height_px, is the text's height: anchors reckon with the whole
 * block. */
gboolean text_allows_vertical(const struct text_section *sections, guint n);

/* Moves the lines to one side of the block or to its middle, whatever they were shaped with. */
void text_justify(struct text *text, enum text_justify justify);

/* The face of a run at a size, for Cairo (borrowed): hint style none, hint metrics off. */
cairo_scaled_font_t *font_set_scaled_font(struct font_set *fonts, guint face, double size_px);
/* CSS family, weight and slant of a face. */
const char *font_set_family(struct font_set *fonts, guint face);
guint font_set_weight(struct font_set *fonts, guint face);
gboolean font_set_italic(struct font_set *fonts, guint face);

DEFINE_AUTOPTR(FontSet, font_set)
DEFINE_AUTOPTR(Text, text)

#endif
