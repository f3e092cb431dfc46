#include "icon/svg_paint.h"

#include "base/error.h"
#include "icon/svg_scan.h"
#include "style/color.h"

#include <string.h>

struct svg_paint svg_paint_initial(void)
{
    return (struct svg_paint){
        .matrix = {1, 0, 0, 1, 0, 0},
        .fill = {.is_drawn = TRUE, .color = {0, 0, 0, 1}, .opacity = 1},
        .stroke = {.color = {0, 0, 0, 1}, .opacity = 1},
        .stroke_width = 1,
        .miter_limit = 4,
        .opacity = 1,
        .is_displayed = TRUE,
        .is_visible = TRUE,
    };
}

/* What a property is set for. */
struct setting {
    struct svg_paint *paint;
    svg_note note;
    gpointer data;
};

static gboolean set_ink(struct setting *setting, struct svg_ink *ink, const char *value)
{
    struct color color = {0, 0, 0, 1};
    ink->is_drawn = strcmp(value, "none") != 0 && strcmp(value, "transparent") != 0;
    if (g_ascii_strncasecmp(value, "url(", 4) == 0) {
        setting->note("a gradient or pattern is not drawn: the shape takes the layer's colour",
                      setting->data);
    } else if (ink->is_drawn && g_ascii_strcasecmp(value, "currentColor") != 0 &&
               !color_parse(value, &color)) {
        return FALSE;
    }
    ink->color = color;
    ink->has_color = color.red != 0 || color.green != 0 || color.blue != 0;
    return TRUE;
}

static gboolean set_fill(struct setting *setting, const char *value)
{
    return set_ink(setting, &setting->paint->fill, value);
}

static gboolean set_stroke(struct setting *setting, const char *value)
{
    return set_ink(setting, &setting->paint->stroke, value);
}

/* A number or a percentage, held to 0..1. */
static gboolean parse_opacity(const char *value, double *opacity)
{
    struct svg_scan scan = {value};
    double number;
    if (!svg_scan_number(&scan, &number)) {
        return FALSE;
    }
    if (*scan.p == '%') {
        number /= 100;
        scan.p++;
    }
    *opacity = CLAMP(number, 0, 1);
    return *scan.p == '\0';
}

static gboolean set_fill_opacity(struct setting *setting, const char *value)
{
    return parse_opacity(value, &setting->paint->fill.opacity);
}

static gboolean set_stroke_opacity(struct setting *setting, const char *value)
{
    return parse_opacity(value, &setting->paint->stroke.opacity);
}

static gboolean set_stroke_width(struct setting *setting, const char *value)
{
    return svg_parse_length(value, &setting->paint->stroke_width) &&
           setting->paint->stroke_width >= 0;
}

/* The place of a word in a list. */
static gboolean parse_word(const char *value, const char *const *words, guint n, guint *found)
{
    for (guint i = 0; i < n; i++) {
        if (strcmp(value, words[i]) == 0) {
            *found = i;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean set_cap(struct setting *setting, const char *value)
{
    static const char *const words[] = {
        [LINE_CAP_BUTT] = "butt", [LINE_CAP_ROUND] = "round", [LINE_CAP_SQUARE] = "square"};
    return parse_word(value, words, G_N_ELEMENTS(words), &setting->paint->cap);
}

static gboolean set_join(struct setting *setting, const char *value)
{
    static const char *const words[] = {
        [LINE_JOIN_MITER] = "miter", [LINE_JOIN_ROUND] = "round", [LINE_JOIN_BEVEL] = "bevel"};
    return parse_word(value, words, G_N_ELEMENTS(words), &setting->paint->join);
}

/* A plain number, which many published icons write as "4px". */
static gboolean set_miter_limit(struct setting *setting, const char *value)
{
    return svg_parse_length(value, &setting->paint->miter_limit) &&
           setting->paint->miter_limit >= 1;
}

static gboolean note_dashes(struct setting *setting, const char *value)
{
    if (strcmp(value, "none") != 0) {
        setting->note("stroke-dasharray is not drawn: the stroke is solid", setting->data);
    }
    return TRUE;
}

static gboolean set_opacity(struct setting *setting, const char *value)
{
    double opacity = 1;
    gboolean is_read = parse_opacity(value, &opacity);
    setting->paint->opacity *= opacity;
    return is_read;
}

static gboolean set_fill_rule(struct setting *setting, const char *value)
{
    setting->paint->is_even_odd = strcmp(value, "evenodd") == 0;
    return setting->paint->is_even_odd || strcmp(value, "nonzero") == 0;
}

static gboolean set_display(struct setting *setting, const char *value)
{
    setting->paint->is_displayed = setting->paint->is_displayed && strcmp(value, "none") != 0;
    return TRUE;
}

static gboolean set_visibility(struct setting *setting, const char *value)
{
    setting->paint->is_visible = strcmp(value, "visible") == 0;
    return TRUE;
}

static gboolean set_transform(struct setting *setting, const char *value)
{
    struct svg_matrix matrix;
    gboolean is_read = svg_matrix_parse(value, &matrix);
    setting->paint->matrix = svg_matrix_multiply(setting->paint->matrix, matrix);
    return is_read;
}

static gboolean note_effect(struct setting *setting, const char *value)
{
    if (strcmp(value, "none") != 0) {
        setting->note("clip-path, mask and filter are not applied", setting->data);
    }
    return TRUE;
}

static const struct {
    const char *name;
    gboolean (*set)(struct setting *setting, const char *value);
} properties[] = {
    {"fill", set_fill},
    {"fill-opacity", set_fill_opacity},
    {"fill-rule", set_fill_rule},
    {"opacity", set_opacity},
    {"display", set_display},
    {"visibility", set_visibility},
    {"transform", set_transform},
    {"stroke", set_stroke},
    {"stroke-opacity", set_stroke_opacity},
    {"stroke-width", set_stroke_width},
    {"stroke-linecap", set_cap},
    {"stroke-linejoin", set_join},
    {"stroke-miterlimit", set_miter_limit},
    {"stroke-dasharray", note_dashes},
    {"clip-path", note_effect},
    {"mask", note_effect},
    {"filter", note_effect},
};

/* Properties of other names do not matter to an icon. */
static gboolean set_property(struct setting *setting, const char *name, const char *value,
                             GError **error)
{
    g_autofree char *stripped = g_strstrip(g_strdup(value));
    for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
        if (strcmp(name, properties[i].name) == 0 && strcmp(stripped, "inherit") != 0 &&
            !properties[i].set(setting, stripped)) {
            g_autofree char *shown = printable_dup(stripped);
            g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "%s cannot be \"%s\"", name,
                        shown);
            return FALSE;
        }
    }
    return TRUE;
}

/* Declarations as in style="fill:#f00;opacity:.5". */
static gboolean set_style(struct setting *setting, const char *style, GError **error)
{
    g_auto(GStrv) declarations = g_strsplit(style, ";", -1);
    for (guint i = 0; declarations[i] != NULL; i++) {
        char *colon = strchr(declarations[i], ':');
        if (colon == NULL) {
            continue;
        }
        *colon = '\0';
        if (!set_property(setting, g_strstrip(declarations[i]), colon + 1, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean svg_paint_apply(struct svg_paint *paint, const char **names, const char **values,
                         svg_note note, gpointer data, GError **error)
{
    struct setting setting = {paint, note, data};
    const char *style = NULL;
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], "style") == 0) {
            style = values[i];
        } else if (!set_property(&setting, names[i], values[i], error)) {
            return FALSE;
        }
    }
    return style == NULL || set_style(&setting, style, error);
}
