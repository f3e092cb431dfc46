#include "text/shape.h"

#include "text/clean.h"

/* Of the em, from the top of the cell that an ideograph stands in. */
#define CELL_BASELINE 0.88

/* A stretch of one face, section, script and level. */
struct stretch {
    guint from, to;
    gint visual; /* where it comes in the line, left to right */
};

gboolean script_can_be_spaced(hb_script_t script)
{
    switch (script) {
    case HB_SCRIPT_ARABIC:
    case HB_SCRIPT_SYRIAC:
    case HB_SCRIPT_MANDAIC:
    case HB_SCRIPT_MONGOLIAN:
    case HB_SCRIPT_NKO:
    case HB_SCRIPT_PHAGS_PA:
    case HB_SCRIPT_ADLAM:
    case HB_SCRIPT_HANIFI_ROHINGYA:
        return FALSE;
    default:
        return TRUE;
    }
}

void text_run_free(struct text_run *run)
{
    if (run == NULL) {
        return;
    }
    g_free(run->glyphs);
    g_free(run->utf8);
    g_free(run->clusters);
    g_free(run->measures);
    g_free(run);
}

static gboolean goes_on(const struct characters *characters, guint i)
{
    return characters->face[i] == characters->face[i - 1] &&
           characters->section[i] == characters->section[i - 1] &&
           characters->script[i] == characters->script[i - 1] &&
           characters->level[i] == characters->level[i - 1];
}

static gint by_visual_order(gconstpointer a, gconstpointer b)
{
    const struct stretch *left = a;
    const struct stretch *right = b;
    return (left->visual > right->visual) - (left->visual < right->visual);
}

/* Visual place of each character of a line (free with g_free()); resets levels as rule L1 says. */
static gint *visual_places(struct characters *characters, guint from, guint n)
{
    g_autofree FriBidiStrIndex *map = g_new(FriBidiStrIndex, n);
    for (guint i = 0; i < n; i++) {
        map[i] = (FriBidiStrIndex)i;
    }
    if (fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT & ~(FriBidiFlags)FRIBIDI_FLAG_REORDER_NSM,
                             characters->type + from, (FriBidiStrIndex)n, 0, characters->base[from],
                             characters->level + from, NULL, map) == 0) {
        g_error("out of memory");
    }
    gint *places = g_new(gint, n);
    for (guint i = 0; i < n; i++) {
        places[map[i]] = (gint)i;
    }
    return places;
}

/* The stretches of a line in drawing order. */
static GArray *find_stretches(struct characters *characters, guint from, guint to)
{
    g_autofree gint *places = visual_places(characters, from, to - from);
    GArray *stretches = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    guint start = from;
    for (guint i = from + 1; i <= to; i++) {
        if (i == to || !goes_on(characters, i)) {
            struct stretch stretch = {.from = start, .to = i, .visual = places[start - from]};
            g_array_append_val(stretches, stretch);
            start = i;
        }
    }
    g_array_sort(stretches, by_visual_order);
    return stretches;
}

static void fill_buffer(hb_buffer_t *buffer, const struct characters *characters,
                        const struct stretch *stretch, guint line_from, guint line_to)
{
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    /* With the rest of the line as context: Arabic joins across faces. */
    hb_buffer_add_utf32(buffer, characters->code + line_from, (int)(line_to - line_from),
                        stretch->from - line_from, (int)(stretch->to - stretch->from));
    hb_buffer_set_direction(buffer, FRIBIDI_LEVEL_IS_RTL(characters->level[stretch->from])
                                        ? HB_DIRECTION_RTL
                                        : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, characters->script[stretch->from]);
}

static void shape_stretch(hb_font_t *font, hb_buffer_t *buffer, gboolean set_apart)
{
    /* Letters that are spaced or stand in a column are not tied by ligatures. */
    static const hb_feature_t untied[] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    hb_shape(font, buffer, untied, set_apart ? G_N_ELEMENTS(untied) : 0);
}

/* Glyphs from the buffer, placed from x = 0; a spacing follows each cluster. */
static void take_glyphs(struct text_run *run, hb_buffer_t *buffer, struct characters *characters,
                        guint line_from, double px_per_unit, double spacing_px)
{
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &run->n_glyphs);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    run->glyphs = g_new(cairo_glyph_t, run->n_glyphs);
    double x = 0;
    for (guint i = 0; i < run->n_glyphs; i++) {
        run->glyphs[i] = (cairo_glyph_t){
            .index = infos[i].codepoint,
            .x = x + positions[i].x_offset * px_per_unit,
            .y = -positions[i].y_offset * px_per_unit,
        };
        gboolean cluster_ends = i + 1 == run->n_glyphs || infos[i + 1].cluster != infos[i].cluster;
        double advance = positions[i].x_advance * px_per_unit + (cluster_ends ? spacing_px : 0);
        characters->advance_px[line_from + infos[i].cluster] += advance;
        x += advance;
    }
    run->width = x;
}

/* The same down a column: each cluster stands in the middle of a cell of one em, as MapLibre has
 * it; a blank is as long as it is wide. Fonts' own vertical metrics are not asked: most have none.
 */
static void take_upright_glyphs(struct text_run *run, hb_buffer_t *buffer,
                                struct characters *characters, guint line_from, double px_per_unit,
                                double spacing_px)
{
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &run->n_glyphs);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    run->glyphs = g_new(cairo_glyph_t, run->n_glyphs);
    double y = 0;
    for (guint i = 0, end; i < run->n_glyphs; i = end) {
        guint first = line_from + infos[i].cluster;
        double width = 0;
        for (end = i; end < run->n_glyphs && infos[end].cluster == infos[i].cluster; end++) {
            width += positions[end].x_advance * px_per_unit;
        }
        double x = -width / 2;
        for (guint k = i; k < end; k++) {
            double rise = positions[k].y_offset * px_per_unit;
            run->glyphs[k] = (cairo_glyph_t){.index = infos[k].codepoint,
                                             .x = x + positions[k].x_offset * px_per_unit,
                                             .y = y + CELL_BASELINE * run->size_px - rise};
            x += positions[k].x_advance * px_per_unit;
        }
        double cell = g_unichar_isspace(characters->code[first]) ? width : run->size_px;
        characters->advance_px[first] += cell + spacing_px;
        y += cell + spacing_px;
    }
    run->width = y;
}

/* Appends the characters that are to be copied from the drawn text; returns their bytes. */
static int append_text(GString *utf8, const struct characters *characters, guint from, guint to)
{
    gsize before = utf8->len;
    for (guint i = from; i < to; i++) {
        gunichar c = characters->code[i];
        if (c < 0x80) {
            g_string_append_c(utf8, (char)c);
        } else if (!is_bidi_control(c)) {
            g_string_append_unichar(utf8, c);
        }
    }
    return (int)(utf8->len - before);
}

/* Is the last letter of a cluster, from..to, joined to the one that follows? Marks do not count. */
static gboolean joins_next(const struct characters *characters, guint from, guint to, guint end)
{
    FriBidiJoiningType before = FRIBIDI_JOINING_TYPE_T, after = FRIBIDI_JOINING_TYPE_T;
    for (guint i = to; i > from && before == FRIBIDI_JOINING_TYPE_T; i--) {
        before = fribidi_get_joining_type(characters->code[i - 1]);
    }
    for (guint i = to; i < end && after == FRIBIDI_JOINING_TYPE_T; i++) {
        after = fribidi_get_joining_type(characters->code[i]);
    }
    return (before == FRIBIDI_JOINING_TYPE_D || before == FRIBIDI_JOINING_TYPE_L ||
            before == FRIBIDI_JOINING_TYPE_C) &&
           (after == FRIBIDI_JOINING_TYPE_D || after == FRIBIDI_JOINING_TYPE_R ||
            after == FRIBIDI_JOINING_TYPE_C);
}

/* The clusters in logical order: a glyph info's cluster is its first character, and what no glyph
 * names goes with the cluster before it (at the start: with the first). */
static void take_clusters(struct text_run *run, hb_buffer_t *buffer,
                          const struct characters *characters, const struct stretch *stretch,
                          guint line_from)
{
    guint n = run->n_glyphs;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, NULL);
    GString *utf8 = g_string_sized_new(2 * (gsize)(stretch->to - stretch->from));
    run->clusters = g_new0(cairo_text_cluster_t, n);
    run->measures = g_new0(struct text_cluster, n);
    guint start = stretch->from;
    for (guint i = 0; i < n;) {
        guint first = infos[run->rtl ? n - 1 - i : i].cluster;
        guint count = 1;
        while (i + count < n && infos[run->rtl ? n - 1 - i - count : i + count].cluster == first) {
            count++;
        }
        i += count;
        guint end = i < n ? line_from + infos[run->rtl ? n - 1 - i : i].cluster : stretch->to;
        run->measures[run->n_clusters] = (struct text_cluster){
            .width = characters->advance_px[line_from + first],
            .joins_next = run->joined && joins_next(characters, start, end, stretch->to),
        };
        cairo_text_cluster_t *cluster = &run->clusters[run->n_clusters++];
        cluster->num_glyphs = (int)count;
        cluster->num_bytes = append_text(utf8, characters, start, end);
        start = end;
    }
    run->utf8 = g_string_free(utf8, FALSE);
    run->cluster_flags = run->rtl ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0;
}

/* An image takes its width in the line; nothing is shaped. */
static struct text_run *make_image_run(struct characters *characters, guint at,
                                       const struct text_section *section, double spacing)
{
    struct text_run *run = g_new0(struct text_run, 1);
    run->image = section->image;
    run->image_width_px = section->image_width_px;
    run->image_height_px = section->image_height_px;
    run->width = section->image_width_px + spacing;
    run->utf8 = g_strdup("");
    characters->advance_px[at] += run->width;
    return run;
}

/* A run of glyphs from a stretch; NULL when nothing of it is drawn. */
static struct text_run *make_glyph_run(struct font_set *fonts, hb_buffer_t *buffer,
                                       struct characters *characters, const struct stretch *stretch,
                                       guint from, guint to, const struct shape_options *options,
                                       double spacing)
{
    double size_px = options->sizes_px[characters->section[stretch->from]];
    guint face = characters->face[stretch->from];
    double px_per_unit = size_px / font_set_units_per_em(fonts, face);
    fill_buffer(buffer, characters, stretch, from, to);
    shape_stretch(font_set_hb_font(fonts, face), buffer, spacing != 0 || options->vertical);
    if (hb_buffer_get_length(buffer) == 0) {
        return NULL;
    }
    struct text_run *run = g_new0(struct text_run, 1);
    run->rtl = FRIBIDI_LEVEL_IS_RTL(characters->level[stretch->from]) != 0;
    run->joined = !script_can_be_spaced(characters->script[stretch->from]);
    run->size_px = size_px;
    if (options->vertical) {
        take_upright_glyphs(run, buffer, characters, from, px_per_unit, spacing);
    } else {
        take_glyphs(run, buffer, characters, from, px_per_unit, spacing);
    }
    take_clusters(run, buffer, characters, stretch, from);
    return run;
}

/* One run from a stretch; NULL when nothing of it is drawn. */
static struct text_run *make_run(struct font_set *fonts, hb_buffer_t *buffer,
                                 struct characters *characters, const struct stretch *stretch,
                                 guint from, guint to, const struct shape_options *options)
{
    guint number = characters->section[stretch->from];
    const struct text_section *section = &options->sections[number];
    double size_px = options->sizes_px[number];
    double spacing =
        script_can_be_spaced(characters->script[stretch->from]) ? options->letter_spacing_px : 0;
    struct text_run *run =
        section->image != NULL
            ? make_image_run(characters, stretch->from, section, spacing)
            : make_glyph_run(fonts, buffer, characters, stretch, from, to, options, spacing);
    if (run != NULL) {
        run->face = characters->face[stretch->from];
        run->section = number;
        run->first = stretch->from;
        run->size_px = size_px;
    }
    return run;
}

static void move_run(struct text_run *run, double dx, double dy)
{
    run->x += dx;
    run->y += dy;
    for (guint i = 0; i < run->n_glyphs; i++) {
        run->glyphs[i].x += dx;
        run->glyphs[i].y += dy;
    }
}

double shape_line(struct font_set *fonts, hb_buffer_t *buffer, struct characters *characters,
                  guint from, guint to, const struct shape_options *options, GPtrArray *runs)
{
    if (from >= to) {
        return 0;
    }
    g_autoptr(GArray) stretches = find_stretches(characters, from, to);
    double width = 0;
    double trailing = 0;
    for (guint i = from; i < to; i++) {
        characters->advance_px[i] = 0;
    }
    for (guint i = 0; i < stretches->len; i++) {
        const struct stretch *stretch = &g_array_index(stretches, struct stretch, i);
        struct text_run *run = make_run(fonts, buffer, characters, stretch, from, to, options);
        if (run != NULL) {
            move_run(run, options->vertical ? 0 : width, options->vertical ? width : 0);
            width += run->width;
            trailing = script_can_be_spaced(characters->script[stretch->from])
                           ? options->letter_spacing_px
                           : 0;
            g_ptr_array_add(runs, run);
        }
    }
    return width - trailing;
}
