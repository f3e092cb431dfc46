#include "scene/curve.h"

#include <math.h>
#include <string.h>

gboolean text_can_bend(const struct text *text)
{
    return text->lines->len == 1 && text->runs->len > 0 && !text->vertical;
}

/* A walk along a path, never backwards. */
struct walk {
    const struct page_point *points;
    guint n, segment;
    double passed; /* length of the segments before `segment` */
};

static double segment_length(const struct walk *walk)
{
    const struct page_point *a = &walk->points[walk->segment], *b = a + 1;
    return hypot(b->x - a->x, b->y - a->y);
}

static struct page_point walk_to(struct walk *walk, double along)
{
    double length = segment_length(walk);
    while (walk->segment + 2 < walk->n && (along > walk->passed + length || length == 0)) {
        walk->passed += length;
        walk->segment++;
        length = segment_length(walk);
    }
    double share = length > 0 ? (along - walk->passed) / length : 0;
    const struct page_point *a = &walk->points[walk->segment], *b = a + 1;
    return (struct page_point){a->x + share * (b->x - a->x), a->y + share * (b->y - a->y)};
}

static void place_piece(struct text_piece *piece, struct walk *walk, double baseline)
{
    struct page_point from = walk_to(walk, piece->from);
    struct walk ahead = *walk; /* the next piece may begin before this one ends (kerning) */
    struct page_point to = walk_to(&ahead, piece->to);
    piece->middle = (struct page_point){(piece->from + piece->to) / 2, baseline};
    piece->at = (struct page_point){(from.x + to.x) / 2, (from.y + to.y) / 2};
    piece->angle_rad = atan2(to.y - from.y, to.x - from.x);
}

/* From left to right, which in a run that is read the other way is from its last cluster on. */
static void append_run(const struct text *text, const struct text_run *run, struct walk *walk,
                       GArray *pieces)
{
    const struct text_line *line = g_ptr_array_index(text->lines, run->line);
    struct text_piece piece = {.run = run, .from = run->x};
    guint byte = run->rtl ? (guint)strlen(run->utf8) : 0;
    if (run->image != NULL) {
        piece.to = run->x + run->image_width_px;
        place_piece(&piece, walk, line->baseline);
        g_array_append_val(pieces, piece);
    }
    for (guint i = 0; i < run->n_clusters; i++) {
        piece.cluster = run->rtl ? run->n_clusters - 1 - i : i;
        piece.n_glyphs = (guint)run->clusters[piece.cluster].num_glyphs;
        piece.n_bytes = (guint)run->clusters[piece.cluster].num_bytes;
        piece.first_byte = run->rtl ? byte - piece.n_bytes : byte;
        byte = run->rtl ? piece.first_byte : byte + piece.n_bytes;
        piece.to = piece.from + run->measures[piece.cluster].width;
        if (i + 1 == run->n_clusters) {
            piece.to = fmin(piece.to, text->width); /* without the spacing after the last */
        }
        piece.to = fmax(piece.to, piece.from + 0.01);
        place_piece(&piece, walk, line->baseline);
        g_array_append_val(pieces, piece);
        piece.first_glyph += piece.n_glyphs;
        piece.from = piece.to;
    }
}

GArray *text_pieces_along(const struct text *text, const struct page_path *baseline)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct text_piece));
    struct walk walk = {.n = 0};
    if (page_path_parts(baseline) > 0) {
        walk.points = page_path_part(baseline, 0, &walk.n);
    }
    for (guint i = 0; i < text->runs->len && walk.n > 1; i++) {
        append_run(text, g_ptr_array_index(text->runs, i), &walk, pieces);
    }
    return pieces;
}

double text_max_joint_turn(const GArray *pieces)
{
    double most = 0;
    for (guint i = 1; i < pieces->len; i++) {
        const struct text_piece *left = &g_array_index(pieces, struct text_piece, i - 1);
        const struct text_piece *right = &g_array_index(pieces, struct text_piece, i);
        const struct text_piece *earlier = right->run->rtl ? right : left;
        if (left->run == right->run && earlier->run->measures[earlier->cluster].joins_next) {
            most = fmax(most, fabs(remainder(right->angle_rad - left->angle_rad, 2 * G_PI)));
        }
    }
    return most;
}

struct page_point text_piece_point(const struct text_piece *piece, double x, double y)
{
    double dx = x - piece->middle.x, dy = y - piece->middle.y;
    double sine = sin(piece->angle_rad), cosine = cos(piece->angle_rad);
    return (struct page_point){piece->at.x + dx * cosine - dy * sine,
                               piece->at.y + dx * sine + dy * cosine};
}

struct box text_piece_box(const struct text *text, const struct text_piece *piece, double margin)
{
    double left = piece->from - margin, right = piece->to + margin;
    double top = text->ink.ymin - margin, bottom = text->ink.ymax + margin;
    struct box box = box_empty();
    for (guint corner = 0; corner < 4; corner++) {
        struct page_point point =
            text_piece_point(piece, corner % 2 == 0 ? left : right, corner / 2 == 0 ? top : bottom);
        box_add(&box, point.x, point.y);
    }
    return box;
}

struct box text_box_along(const struct text *text, const struct page_path *baseline)
{
    g_autoptr(GArray) pieces = text_pieces_along(text, baseline);
    struct box all = box_empty();
    for (guint i = 0; i < pieces->len; i++) {
        const struct text_piece *piece = &g_array_index(pieces, struct text_piece, i);
        /* Letters may lean a little out of their advance. */
        struct box box = text_piece_box(text, piece, piece->run->size_px / 4);
        box_add(&all, box.xmin, box.ymin);
        box_add(&all, box.xmax, box.ymax);
    }
    return all;
}
