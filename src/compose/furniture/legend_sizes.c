#include "compose/furniture/legend_sizes.h"

#include "compose/furniture/draw.h"
#include "compose/furniture/legend_swatch.h"
#include "compose/furniture/scale_bar.h"
#include "compose/legend_plan.h"

#include <math.h>

#define MAX_EXACT_VALUES 3

static const struct text_spec label_spec = {FONT_REGULAR, TYPE_BODY, COLOR_INK, FALSE};

static gint by_value(gconstpointer a, gconstpointer b)
{
    const struct size_sample *one = a, *other = b;
    if (one->value != other->value)
        return one->value < other->value ? -1 : 1;
    return one->radius_px < other->radius_px ? -1 : one->radius_px > other->radius_px;
}

/* The finite samples, each value once, in rising order. */
static GArray *distinct_samples(const GArray *samples)
{
    g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(struct size_sample));
    GArray *distinct = g_array_new(FALSE, FALSE, sizeof(struct size_sample));

    for (guint i = 0; i < samples->len; i++) {
        struct size_sample sample = g_array_index(samples, struct size_sample, i);
        if (isfinite(sample.value) && sample.radius_px > 0)
            g_array_append_val(sorted, sample);
    }
    g_array_sort(sorted, by_value);
    for (guint i = 0; i < sorted->len; i++) {
        struct size_sample sample = g_array_index(sorted, struct size_sample, i);
        if (i == 0 || sample.value != g_array_index(sorted, struct size_sample, i - 1).value)
            g_array_append_val(distinct, sample);
    }
    return distinct;
}

/* The radius of a value within the range of the samples, which are in rising order. */
static double radius_between(const GArray *sorted, double value)
{
    guint i = 1;

    while (i < sorted->len - 1 && g_array_index(sorted, struct size_sample, i).value < value)
        i++;
    struct size_sample a = g_array_index(sorted, struct size_sample, i - 1);
    struct size_sample b = g_array_index(sorted, struct size_sample, i);
    double t = (value - a.value) / (b.value - a.value);
    double area = a.radius_px * a.radius_px * (1 - t) + b.radius_px * b.radius_px * t;
    return sqrt(area);
}

static gboolean are_whole(const GArray *sorted)
{
    for (guint i = 0; i < sorted->len; i++) {
        double value = g_array_index(sorted, struct size_sample, i).value;
        if (value != floor(value))
            return FALSE;
    }
    return TRUE;
}

/* The largest and smallest round values within the range and one about midway by area; of counts
 * none below 1. */
static guint choose_round(const GArray *sorted, struct size_sample *chosen)
{
    double least = g_array_index(sorted, struct size_sample, 0).value;
    double most = g_array_index(sorted, struct size_sample, sorted->len - 1).value;
    double tried[] = {most, most / 4, least > 0 ? least : most / 20};
    double lowest = are_whole(sorted) ? fmax(least, 1) : least;
    guint n = 0;

    for (guint i = 0; i < G_N_ELEMENTS(tried); i++) {
        double value = scale_bar_round_length(tried[i]);
        if (i == 2 && value < least)
            value = scale_bar_round_length(2.5 * least);
        if (value < lowest || value > most || (n > 0 && value >= chosen[n - 1].value))
            continue;
        chosen[n++] = (struct size_sample){value, radius_between(sorted, value)};
    }
    return n;
}

guint legend_sizes_choose(const GArray *samples, struct size_sample chosen[LEGEND_MAX_SIZES])
{
    g_autoptr(GArray) sorted = distinct_samples(samples);
    guint n = 0;

    if (sorted->len > MAX_EXACT_VALUES)
        n = choose_round(sorted, chosen);
    if (n == 0 && sorted->len > 0) {
        guint last = sorted->len - 1;
        for (guint i = 0; i < MIN(sorted->len, MAX_EXACT_VALUES); i++)
            chosen[n++] =
                g_array_index(sorted, struct size_sample,
                              sorted->len <= MAX_EXACT_VALUES ? last - i : last - i * last / 2);
    }
    for (guint i = 0; i < samples->len; i++) {
        struct size_sample sample = g_array_index(samples, struct size_sample, i);
        if (!isfinite(sample.value) && sample.radius_px > 0) {
            chosen[n++] = (struct size_sample){NAN, sample.radius_px};
            break;
        }
    }
    return n;
}

static const struct legend_entry *only_circle_class(const struct composed_layer *layer)
{
    const struct legend_entry *found = NULL;

    for (guint i = 0; layer->legend != NULL && i < layer->legend->len; i++) {
        const struct legend_entry *entry = layer->legend->pdata[i];
        if (entry->kind != ITEM_CIRCLE)
            continue;
        if (found != NULL)
            return NULL;
        found = entry;
    }
    return found;
}

static struct text *size_label(const struct furniture *furniture, double value)
{
    char number[VALUE_NUMBER_TEXT];

    if (!isfinite(value))
        return shape_text(furniture, word(furniture, WORD_UNKNOWN), &label_spec, 0);
    return shape_text(furniture, value_number_text(value, number), &label_spec, 0);
}

/* How wide the circles are, strokes included. */
static double circles_width(const struct legend_sizes *sizes)
{
    double width = 0;
    for (guint i = 0; i < sizes->n; i++)
        width = fmax(width, 2 * sizes->sizes[i].radius_px + sizes->stroke.width_px);
    return width;
}

/* A row is as high as its label, or as the line is wide or the icon is high. */
static double row_height(const struct legend_sizes *sizes, guint index)
{
    double height = sizes->in_rows ? 2 * sizes->sizes[index].radius_px + 2 : 0;
    return fmax(height, sizes->labels[index]->height);
}

/* How wide the samples are, beside which the labels stand; a line is as long as there is room. */
static double sample_width(const struct legend_sizes *sizes)
{
    if (sizes->icon != NULL)
        return 2 * sizes->sizes[0].radius_px;
    return sizes->in_rows ? 0 : circles_width(sizes);
}

/* As the layer draws it where all of it looks alike, else an empty outline. */
static void set_look(const struct furniture *furniture, const struct composed_layer *layer,
                     struct legend_sizes *sizes)
{
    const struct legend_plan *plan = layer->legend_plan;
    const struct legend_entry *look = only_circle_class(layer);

    sizes->icon = plan != NULL ? plan->icon : NULL;
    sizes->in_rows = layer->layer->type == LAYER_LINE || sizes->icon != NULL;
    sizes->stroke = plain_stroke(1, color(furniture, COLOR_INK));
    if (look != NULL) {
        sizes->fill = look->fill;
        sizes->stroke = look->stroke;
    } else if (plan != NULL && plan->has_look) {
        sizes->fill = plan->fill;
        sizes->stroke = plan->stroke;
    }
}

struct legend_sizes *legend_sizes_new(const struct furniture *furniture,
                                      const struct composed_layer *layer, const GArray *samples,
                                      double swatch_px)
{
    g_autofree struct legend_sizes *sizes = g_new0(struct legend_sizes, 1);

    sizes->n = legend_sizes_choose(samples, sizes->sizes);
    if (sizes->n == 0)
        return NULL;
    set_look(furniture, layer, sizes);
    double labels_height = 0, labels_width = 0;
    for (guint i = 0; i < sizes->n; i++) {
        sizes->labels[i] = size_label(furniture, sizes->sizes[i].value);
        labels_height += row_height(sizes, i);
        labels_width = fmax(labels_width, sizes->labels[i]->width);
    }
    double circles = sizes->in_rows ? 0 : circles_width(sizes);
    sizes->height_px = ceil(fmax(circles, labels_height)) + scaled_px(furniture, 2);
    sizes->width_px = fmax(sample_width(sizes), swatch_px) + scaled_px(furniture, 8) + labels_width;
    return g_steal_pointer(&sizes);
}

void legend_sizes_free(struct legend_sizes *sizes)
{
    if (sizes == NULL)
        return;
    for (guint i = 0; i < sizes->n; i++)
        text_free(sizes->labels[i]);
    g_free(sizes);
}

static void draw_sample(const struct legend_sizes *sizes, guint index, struct scene_group *group,
                        struct page_point center, double length_px)
{
    struct stroke stroke = sizes->stroke;

    if (sizes->icon != NULL) {
        legend_icon_draw(sizes->icon, 2 * sizes->sizes[index].radius_px, group, center);
        return;
    }
    stroke.width_px = 2 * sizes->sizes[index].radius_px;
    stroke.n_dashes = 0;
    group_add_line(group, (struct page_point){center.x - length_px / 2, center.y},
                   (struct page_point){center.x + length_px / 2, center.y}, stroke);
}

/* One below the other, in the column of the swatches. */
static void draw_rows(const struct furniture *furniture, struct legend_sizes *sizes,
                      struct scene_group *group, double column_px, double swatch_px)
{
    double y = 0, samples_px = fmax(swatch_px, sample_width(sizes));

    for (guint i = 0; i < sizes->n; i++) {
        double height = row_height(sizes, i), middle = y + height / 2;
        struct text *text = g_steal_pointer(&sizes->labels[i]);
        double center_x = column_x(furniture, column_px, samples_px / 2, 0);
        draw_sample(sizes, i, group, (struct page_point){center_x, middle}, swatch_px);
        double x =
            column_x(furniture, column_px, samples_px + scaled_px(furniture, 8), text->width);
        group_add_text(furniture, group, text, &label_spec, x, middle - text->height / 2);
        y += height;
    }
}

void legend_sizes_draw(const struct furniture *furniture, struct legend_sizes *sizes,
                       struct scene_group *group, double column_px, double swatch_px)
{
    if (sizes->in_rows) {
        draw_rows(furniture, sizes, group, column_px, swatch_px);
        return;
    }
    double circles = fmax(circles_width(sizes), swatch_px);
    double center_x = column_x(furniture, column_px, circles / 2, 0);
    double bottom = (sizes->height_px + circles_width(sizes)) / 2;
    double label_x = circles + scaled_px(furniture, 8), label_y = 0;
    struct stroke leader = plain_stroke(HAIRLINE_PX, color(furniture, COLOR_MUTED));

    bottom -= sizes->stroke.width_px / 2;
    for (guint i = 0; i < sizes->n; i++) {
        double radius = sizes->sizes[i].radius_px;
        struct text *text = g_steal_pointer(&sizes->labels[i]);
        group_add_circle(group, (struct page_point){center_x, bottom - radius}, radius, sizes->fill,
                         sizes->stroke);
        /* A label stands at its circle's top, or below the label before. */
        double top = sizes->n == 1 ? bottom - radius : bottom - 2 * radius;
        double left = fmin(sizes->height_px, bottom) - text->height;
        label_y = i == 0 ? CLAMP(top - text->height / 2, 0, fmax(0, left))
                         : fmax(label_y, top - text->height / 2);
        double text_x = column_x(furniture, column_px, label_x, text->width);
        if (sizes->n > 1) {
            double near_x = column_x(furniture, column_px, label_x - 3, 0);
            struct page_point to = {near_x, label_y + text->height / 2};
            group_add_line(group, (struct page_point){center_x, top}, to, leader);
        }
        double height = text->height;
        group_add_text(furniture, group, text, &label_spec, text_x, label_y);
        label_y += height;
    }
}
