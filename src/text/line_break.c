#include "text/line_break.h"

#include <math.h>

#define UNITS_PER_EM 24.0
#define PENALTY_NEWLINE -10000.0
#define PENALTY_IDEOGRAPH 150.0
#define PENALTY_PARENTHESIS 50.0

/* A place where a line might end, with the best way to get there. */
struct candidate {
    guint index; /* of the next line's first character */
    gint prior;  /* the break before, in the array of candidates; -1: none */
    double x;    /* width of all before it */
    double badness;
};

static gboolean is_whitespace(gunichar c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

gboolean is_breakable(gunichar c)
{
    switch (c) {
    case '\n':
    case ' ':
    case '&':
    case ')':
    case '+':
    case '-':
    case '/':
    case 0x00ad: /* soft hyphen */
    case 0x00b7: /* middle dot */
    case 0x200b: /* zero-width space */
    case 0x2010: /* hyphen */
    case 0x2013: /* en dash */
    case 0x2027: /* interpunct */
    case 0xfffc: /* an image */
        return TRUE;
    default:
        return FALSE;
    }
}

/* Scripts that break between any two characters, with their punctuation and full-width forms. */
static gboolean is_ideographic(gunichar c)
{
    if (c < 0x2e80) {
        return FALSE;
    }
    if ((c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef)) {
        return TRUE;
    }
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
        return TRUE;
    default:
        return FALSE;
    }
}

static double badness_of(double width, double target, double penalty, gboolean is_last)
{
    double raggedness = (width - target) * (width - target);
    if (is_last) {
        return width < target ? raggedness / 2 : raggedness * 2;
    }
    return raggedness + fabs(penalty) * penalty;
}

static double penalty_of(gunichar c, gunichar next, gboolean ideographs_cost)
{
    double penalty = c == '\n' ? PENALTY_NEWLINE : 0;
    if (ideographs_cost && is_ideographic(c)) {
        penalty += PENALTY_IDEOGRAPH;
    }
    if (c == '(' || c == 0xff08) {
        penalty += PENALTY_PARENTHESIS;
    }
    if (next == ')' || next == 0xff09) {
        penalty += PENALTY_PARENTHESIS;
    }
    return penalty;
}

static struct candidate best_way_to(guint index, double x, double target, const GArray *candidates,
                                    double penalty, gboolean is_last)
{
    struct candidate best = {
        .index = index,
        .prior = -1,
        .x = x,
        .badness = badness_of(x, target, penalty, is_last),
    };
    for (guint i = 0; i < candidates->len; i++) {
        const struct candidate *prior = &g_array_index(candidates, struct candidate, i);
        double badness = badness_of(x - prior->x, target, penalty, is_last) + prior->badness;
        if (badness <= best.badness) {
            best.badness = badness;
            best.prior = (gint)i;
        }
    }
    return best;
}

static double target_width(const double *advances_em, guint n, double max_width)
{
    double total = 0;
    for (guint i = 0; i < n; i++) {
        total += advances_em[i] * UNITS_PER_EM;
    }
    return total / fmax(1, ceil(total / max_width));
}

static gboolean contains(const gunichar *characters, guint n, gunichar c)
{
    for (guint i = 0; i < n; i++) {
        if (characters[i] == c) {
            return TRUE;
        }
    }
    return FALSE;
}

static void take_newlines(const gunichar *characters, guint n, GArray *breaks)
{
    for (guint i = 1; i < n; i++) {
        if (characters[i - 1] == '\n') {
            g_array_append_val(breaks, i);
        }
    }
}

static gboolean may_break_after(const gunichar *characters, guint n, guint i)
{
    return is_breakable(characters[i]) || is_ideographic(characters[i]) ||
           (i + 2 < n && characters[i + 1] == '(');
}

void find_line_breaks(const gunichar *characters, const double *advances_em, guint n,
                      double max_width_em, GArray *breaks)
{
    if (!(max_width_em > 0)) {
        take_newlines(characters, n, breaks);
        return;
    }
    double target = target_width(advances_em, n, max_width_em * UNITS_PER_EM);
    gboolean ideographs_cost = contains(characters, n, 0x200b);
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
    double x = 0;
    for (guint i = 0; i < n; i++) {
        /* Spaces count in the target and not here: that is MapLibre's way. */
        x += is_whitespace(characters[i]) ? 0 : advances_em[i] * UNITS_PER_EM;
        if (i + 1 < n && may_break_after(characters, n, i)) {
            double penalty = penalty_of(characters[i], characters[i + 1], ideographs_cost);
            struct candidate way = best_way_to(i + 1, x, target, candidates, penalty, FALSE);
            g_array_append_val(candidates, way);
        }
    }
    struct candidate way = best_way_to(n, x, target, candidates, 0, TRUE);
    while (way.prior >= 0) {
        way = g_array_index(candidates, struct candidate, way.prior);
        g_array_prepend_val(breaks, way.index);
    }
}
