#include "compose/furniture/legend_ramp.h"

#include "compose/furniture/draw.h"
#include "compose/heatmap.h"
#include "compose/legend_plan.h"

#include <math.h>

#define BAR_PX 150
#define BAR_HEIGHT_PX 10
#define LABEL_GAP_PX 2
#define BAR_ROWS 16

static const struct text_spec label_spec = {FONT_REGULAR, TYPE_SMALL, COLOR_INK, FALSE};

/* "12 / 100 km² and more": of 1, 100 or 10,000 km² the smallest that gives at least 1, to two
 * figures. */
static struct text *density_label(const struct furniture *furniture, double per_km2)
{
    double area_km2 = 1;
    char number[VALUE_NUMBER_TEXT], area[VALUE_NUMBER_TEXT];

    while (per_km2 * area_km2 < 1 && area_km2 < 10000)
        area_km2 *= 100;
    double count = per_km2 * area_km2;
    double step = pow(10, floor(log10(count)) - 1);
    count = step >= 1 ? round(count / step) * step : round(count / step) / round(1 / step);
    g_autofree char *density = g_strdup_printf(
        "%s / %s%skm²", value_number_text(count, number),
        area_km2 > 1 ? value_number_text(area_km2, area) : "", area_km2 > 1 ? " " : "");
    g_autoptr(GString) label = g_string_new(word(furniture, WORD_AND_MORE));
    g_string_replace(label, "{}", density, 0);
    return shape_text(furniture, label->str, &label_spec, 0);
}

/* A number, in words around it where it stands for all beyond it. */
static struct text *number_label(const struct furniture *furniture, double number, gboolean is_open,
                                 enum word words)
{
    char digits[VALUE_NUMBER_TEXT];
    g_autoptr(GString) label = g_string_new(is_open ? word(furniture, words) : "{}");
    g_string_replace(label, "{}", value_number_text(number, digits), 0);
    return shape_text(furniture, label->str, &label_spec, 0);
}

/* The ends of a ramp over a property; features beyond them have the last colour too. */
static void label_property(const struct furniture *furniture, const struct legend_plan *plan,
                           struct legend_ramp *ramp)
{
    double first = plan->color.first, last = plan->color.last;

    ramp->low = number_label(furniture, first, plan->least < first, WORD_AND_LESS);
    ramp->high = number_label(furniture, last, plan->most > last, WORD_AND_MORE);
    ramp->colors = plan->colors;
    ramp->n_colors = LEGEND_RAMP_COLORS;
}

static void label_heatmap(const struct furniture *furniture, const struct heatmap *heatmap,
                          struct legend_ramp *ramp)
{
    gboolean has_unit = heatmap->full_per_km2 > 0;

    ramp->low = shape_text(furniture, has_unit ? "0" : word(furniture, WORD_FEW), &label_spec, 0);
    ramp->high = has_unit ? density_label(furniture, heatmap->full_per_km2)
                          : shape_text(furniture, word(furniture, WORD_MANY), &label_spec, 0);
    ramp->colors = heatmap->ramp;
    ramp->n_colors = HEATMAP_RAMP_COLORS;
}

static void measure(const struct furniture *furniture, struct legend_ramp *ramp)
{
    ramp->bar_height_px = scaled_px(furniture, BAR_HEIGHT_PX);
    ramp->width_px = fmax(scaled_px(furniture, BAR_PX),
                          ramp->low->width + ramp->high->width + scaled_px(furniture, 8));
    ramp->height_px = ramp->bar_height_px + scaled_px(furniture, LABEL_GAP_PX) +
                      fmax(ramp->low->height, ramp->high->height);
}

struct legend_ramp *legend_ramp_of_heat(const struct furniture *furniture,
                                        const struct heatmap *heatmap)
{
    struct legend_ramp *ramp = g_new0(struct legend_ramp, 1);
    label_heatmap(furniture, heatmap, ramp);
    measure(furniture, ramp);
    return ramp;
}

struct legend_ramp *legend_ramp_new(const struct furniture *furniture,
                                    const struct composed_layer *layer)
{
    const struct heatmap *heatmap = layer->heatmap;

    const struct legend_plan *plan = layer->legend_plan;
    gboolean has_property = plan != NULL && plan->ramp_label != NULL;
    if (!has_property && (heatmap == NULL || !heatmap->is_drawn))
        return NULL;
    if (!has_property)
        return legend_ramp_of_heat(furniture, heatmap);
    struct legend_ramp *ramp = g_new0(struct legend_ramp, 1);
    label_property(furniture, plan, ramp);
    measure(furniture, ramp);
    return ramp;
}

void legend_ramp_free(struct legend_ramp *ramp)
{
    if (ramp == NULL)
        return;
    text_free(ramp->low);
    text_free(ramp->high);
    g_free(ramp);
}

/* A picture's outer pixels fade at its edge: rows as thin as these hide it below the outline. */
static void draw_bar(const struct furniture *furniture, const struct legend_ramp *ramp,
                     struct scene_group *group, double left)
{
    guint n = ramp->n_colors;
    guint32 *pixels = g_new(guint32, n * BAR_ROWS);
    GPtrArray *bands = bands_new();
    struct box bar = {left, 0, left + ramp->width_px, ramp->bar_height_px};

    for (guint i = 0; i < n; i++) {
        guint at = furniture->rtl ? n - 1 - i : i;
        struct band *band = g_new(struct band, 1);
        double slice = ramp->width_px / n;
        *band = (struct band){.path = page_path_new(), .color = ramp->colors[at]};
        page_path_clear(band->path, TRUE);
        page_path_begin_part(band->path);
        page_path_add(band->path, left + slice * i, bar.ymin);
        page_path_add(band->path, left + slice * (i + 1), bar.ymin);
        page_path_add(band->path, left + slice * (i + 1), bar.ymax);
        page_path_add(band->path, left + slice * i, bar.ymax);
        g_ptr_array_add(bands, band);
        for (guint row = 0; row < BAR_ROWS; row++)
            pixels[row * n + i] = heatmap_pixel(ramp->colors[at]);
    }
    scene_group_add_image(group, bar, n, BAR_ROWS, pixels, bands);
    group_add_rectangle(group, bar, (struct fill){.kind = FILL_NONE},
                        plain_stroke(HAIRLINE_PX, color(furniture, COLOR_MUTED)));
}

void legend_ramp_draw(const struct furniture *furniture, struct legend_ramp *ramp,
                      struct scene_group *group, double column_px)
{
    struct text *low = g_steal_pointer(&ramp->low), *high = g_steal_pointer(&ramp->high);
    double y = ramp->bar_height_px + scaled_px(furniture, LABEL_GAP_PX);

    draw_bar(furniture, ramp, group, column_x(furniture, column_px, 0, ramp->width_px));
    double low_x = column_x(furniture, column_px, 0, low->width);
    double high_x = column_x(furniture, column_px, ramp->width_px - high->width, high->width);
    group_add_text(furniture, group, low, &label_spec, low_x, y);
    group_add_text(furniture, group, high, &label_spec, high_x, y);
}
