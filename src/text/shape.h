/* Characters to glyphs: bidi levels (FriBidi), scripts and faces of each character, and the shaping
 * of a line by HarfBuzz. */
#ifndef IDLIBMAP_TEXT_SHAPE_H
#define IDLIBMAP_TEXT_SHAPE_H

#include "text/fonts.h"

#include <fribidi.h>
#include <hb.h>

/* A text's characters and what is known of each; arrays of `n`. */
struct characters {
    guint n;
    gunichar *code;
    FriBidiCharType *type;
    FriBidiLevel *level;
    FriBidiParType *base; /* direction of the character's paragraph */
    guint *section;
    guint *face;
    hb_script_t *script;
    double *advance_px; /* set by shape_line(): a cluster's width, at its first character */
};

/* Analyses clean UTF-8 (see clean.h); paragraphs end at '\n'. The base direction of each is that of
 * its first strong character. All characters are of section 0 and still without faces. */
struct characters *characters_new(const char *utf8);
/* Gives the characters from..to to a section and chooses their faces. */
void characters_take_section(struct characters *characters, guint section, guint from, guint to,
                             struct font_set *fonts, const GArray *preferred);
void characters_free(struct characters *characters);

struct shape_options {
    const struct text_section *sections;
    const double *sizes_px; /* by section */
    double letter_spacing_px;
    gboolean vertical; /* from top to bottom: x = 0 is the middle of the column */
};

/* Shapes the characters from..to, a line without its newline, and appends its runs to `runs`, left
 * to right as drawn, from x = 0 on the baseline y = 0. Returns the line's width; the spacing after
 * the last cluster is not part of it. */
double shape_line(struct font_set *fonts, hb_buffer_t *buffer, struct characters *characters,
                  guint from, guint to, const struct shape_options *options, GPtrArray *runs);

/* Letters of some scripts are joined: spacing would tear them apart. */
gboolean script_can_be_spaced(hb_script_t script);

void text_run_free(struct text_run *run);

DEFINE_AUTOPTR(Characters, characters)

#endif
