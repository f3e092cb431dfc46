#include "compose/furniture/furniture_style.h"

#include <math.h>

#define REFERENCE_AREA_PX (1600.0 * 1200.0)
#define MAX_FONTS 8
#define LEAST_SCALE 0.75

static const struct {
    const char *key;
    struct color color;
    struct color on_dark; /* where the paper is dark and the style gives no other */
} color_rows[FURNITURE_COLOR_COUNT] = {
    [COLOR_PAPER] = {"paper", {1, 1, 1, 1}, {1, 1, 1, 1}},
    [COLOR_INK] = {"ink", {0.13, 0.13, 0.13, 1}, {0.94, 0.94, 0.93, 1}},
    [COLOR_MUTED] = {"muted", {0.38, 0.38, 0.38, 1}, {0.67, 0.68, 0.7, 1}},
    [COLOR_FRAME] = {"frame", {0.27, 0.27, 0.27, 1}, {0.54, 0.56, 0.59, 1}},
    [COLOR_ACCENT] = {"accent", {0.698, 0.094, 0.169, 1}, {1, 0.54, 0.24, 1}},
    [COLOR_LAND] = {"land", {0.965, 0.945, 0.905, 1}, {0.29, 0.3, 0.31, 1}},
    [COLOR_LAND_OTHER] = {"land-other", {0.905, 0.9, 0.885, 1}, {0.2, 0.21, 0.23, 1}},
    [COLOR_WATER] = {"water", {0.8, 0.86, 0.895, 1}, {0.09, 0.12, 0.15, 1}},
};

static const struct {
    const char *key;
    const char *name;
} font_rows[FURNITURE_FONT_COUNT] = {
    [FONT_REGULAR] = {"fonts", "Noto Sans Regular"},
    [FONT_BOLD] = {"bold", "Noto Sans Bold"},
};

static const double base_size_px[TYPE_SIZE_COUNT] = {
    [TYPE_TITLE] = 27,
    [TYPE_HEADING] = 15,
    [TYPE_BODY] = 13,
    [TYPE_SMALL] = 10.5,
};

static double scale_from(const struct map *map, double least)
{
    double share = map->width_px * map->height_px / REFERENCE_AREA_PX;
    return CLAMP(sqrt(sqrt(fmax(share, 0))), least, 2);
}

double furniture_scale(const struct map *map)
{
    return scale_from(map, LEAST_SCALE);
}

gboolean furniture_is_small(const struct map *map)
{
    return scale_from(map, 0) < LEAST_SCALE;
}

double furniture_size_px(const struct map *map, enum type_size size)
{
    return round(base_size_px[size] * scale_from(map, size <= TYPE_HEADING ? 0.6 : LEAST_SCALE) *
                 2) /
           2;
}

/* A CSS colour, read as the style reads colours. */
static gboolean read_color(const json_t *json, struct color *color)
{
    const struct type type = {.kind = TYPE_COLOR, .length = -1};
    g_autoptr(Expression) expression = expression_new(json, &type, NULL);
    g_autoptr(ValueStore) store = value_store_new();
    struct evaluation evaluation = {.store = store};
    struct value value;

    if (expression == NULL || !expression_evaluate(expression, &evaluation, &value, NULL) ||
        value.type != VALUE_COLOR)
        return FALSE;
    *color = *value.color;
    return TRUE;
}

/* About how light a colour looks, 0..1 (Rec. 709 weights). */
static double luminance(struct color color)
{
    return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue;
}

/* NULL when the value is not a list of one to MAX_FONTS names. */
static const char **read_fonts(const json_t *json)
{
    gsize n = json_array_size(json);
    g_autofree const char **names = g_new0(const char *, n + 1);

    if (n == 0 || n > MAX_FONTS)
        return NULL;
    for (gsize i = 0; i < n; i++) {
        names[i] = json_string_value(json_array_get(json, i));
        if (names[i] == NULL)
            return NULL;
    }
    return g_steal_pointer(&names);
}

static void warn(struct diagnostics *diagnostics, const struct style *style, const char *key,
                 const char *expected)
{
    g_autofree char *pointer = g_strdup_printf("/metadata/furniture/%s", key);
    guint line = 0, column = 0;

    if (style->text != NULL)
        json_text_locate(style->text, pointer, &line, &column);
    diagnostics_add(diagnostics, SEVERITY_WARNING, style->path, line,
                    "metadata.furniture.%s is not %s: the default is used", key, expected);
}

struct furniture_style *furniture_style_new(const struct style *style, const struct map *map,
                                            struct diagnostics *diagnostics)
{
    struct furniture_style *made = g_new0(struct furniture_style, 1);
    const json_t *given = json_object_get(style->metadata, "furniture");

    made->scale = furniture_scale(map);
    for (guint i = 0; i < TYPE_SIZE_COUNT; i++)
        made->size_px[i] = furniture_size_px(map, i);
    for (guint i = 0; i < FURNITURE_COLOR_COUNT; i++) {
        const json_t *value = json_object_get(given, color_rows[i].key);
        gboolean is_dark = i > COLOR_PAPER && luminance(made->colors[COLOR_PAPER]) < 0.5;
        made->colors[i] = is_dark ? color_rows[i].on_dark : color_rows[i].color;
        if (value != NULL && !read_color(value, &made->colors[i]))
            warn(diagnostics, style, color_rows[i].key, "a colour");
    }
    for (guint i = 0; i < FURNITURE_FONT_COUNT; i++) {
        const json_t *value = json_object_get(given, font_rows[i].key);
        made->fonts[i] = value != NULL ? read_fonts(value) : NULL;
        if (value != NULL && made->fonts[i] == NULL)
            warn(diagnostics, style, font_rows[i].key, "a short list of font names");
        if (made->fonts[i] == NULL) {
            made->fonts[i] = g_new0(const char *, 2);
            made->fonts[i][0] = font_rows[i].name;
        }
    }
    return made;
}

void furniture_style_free(struct furniture_style *style)
{
    if (style == NULL)
        return;
    for (guint i = 0; i < FURNITURE_FONT_COUNT; i++)
        g_free(style->fonts[i]);
    g_free(style);
}
