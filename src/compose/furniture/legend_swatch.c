#include "compose/furniture/legend_swatch.h"

#include "compose/furniture/draw.h"
#include "compose/symbol.h"

#include <math.h>

/* Between icons that stand side by side. */
#define SERIES_GAP_PX 2

/* An icon's size when its longer side is as long. */
static struct piece_size icon_size(const struct label_icon *icon, double longest_px)
{
    double width = icon->box.xmax - icon->box.xmin, height = icon->box.ymax - icon->box.ymin;
    double scale = longest_px / fmax(width, height);
    return (struct piece_size){width * scale, height * scale};
}

/* An icon's longer side in the legend, in px: its own, or that of a swatch where it is larger. */
static double icon_px(const struct furniture *furniture, const struct legend_entry *entry)
{
    const struct box *box = &entry->icon->box;
    return fmin(fmax(box->xmax - box->xmin, box->ymax - box->ymin),
                scaled_px(furniture, LEGEND_SWATCH_PX));
}

static struct piece_size entry_icon_size(const struct furniture *furniture,
                                         const struct legend_entry *entry)
{
    return icon_size(entry->icon, icon_px(furniture, entry));
}

/* A sample's middle is at 0,0. */
static struct piece_size sample_size(const struct scene_group *sample)
{
    struct box box = box_empty();
    for (guint i = 0; i < sample->items->len; i++) {
        struct box item = item_box(sample->items->pdata[i]);
        box_add(&box, item.xmin, item.ymin);
        box_add(&box, item.xmax, item.ymax);
    }
    return (struct piece_size){2 * fmax(-box.xmin, box.xmax), 2 * fmax(-box.ymin, box.ymax)};
}

struct piece_size legend_swatch_size(const struct furniture *furniture,
                                     const struct legend_swatch *swatch)
{
    struct piece_size size = {0, 0};
    for (guint i = 0; i < swatch->entries->len; i++) {
        const struct legend_entry *entry = swatch->entries->pdata[i];
        struct piece_size own = {0, 0};
        if (entry->icon != NULL)
            own = entry_icon_size(furniture, entry);
        else if (entry->kind == ITEM_CIRCLE)
            own.width_px = own.height_px =
                fmax(2 * entry->radius_px + entry->stroke.width_px, 2 * entry->disc_radius_px);
        else if (entry->sample != NULL)
            own = sample_size(entry->sample);
        else if (!entry->is_area)
            own.height_px = entry->stroke.width_px;
        size.width_px = swatch->is_series
                            ? size.width_px + own.width_px + (i > 0 ? SERIES_GAP_PX : 0)
                            : fmax(size.width_px, own.width_px);
        size.height_px = fmax(size.height_px, own.height_px);
    }
    return size;
}

void legend_icon_draw(const struct label_icon *look, double longest_px, struct scene_group *group,
                      struct page_point center)
{
    struct piece_size size = icon_size(look, longest_px);
    struct label_position position = {.at = center, .origin = center, .pivot = center};
    struct label_icon icon = *look;
    g_autoptr(GArray) positions = g_array_new(FALSE, FALSE, sizeof(struct label_position));
    struct label label = {.icon = &icon, .positions = positions};

    icon.box = (struct box){-size.width_px / 2, -size.height_px / 2, size.width_px / 2,
                            size.height_px / 2};
    g_array_append_val(positions, position);
    symbol_icon_draw(group, &label);
}

/* A sample is drawn again for each legend that is built: all of it is paths. */
static void draw_sample(const struct scene_group *sample, struct scene_group *group,
                        struct page_point center)
{
    guint first = group->items->len;

    for (guint i = 0; i < sample->items->len; i++) {
        const struct item *item = sample->items->pdata[i];
        if (item->kind != ITEM_PATH)
            continue;
        struct item *copy = scene_group_add_path(group, page_path_copy(item->path));
        copy->fill = item->fill;
        copy->stroke = item->stroke;
    }
    group_move_from(group, first, center.x, center.y);
}

static void draw_swatch(const struct furniture *furniture, const struct legend_entry *entry,
                        struct scene_group *group, struct page_point center)
{
    double half_width = scaled_px(furniture, LEGEND_SWATCH_PX) / 2;
    double half_height = scaled_px(furniture, LEGEND_SWATCH_HEIGHT_PX) / 2;

    if (entry->icon != NULL) {
        legend_icon_draw(entry->icon, icon_px(furniture, entry), group, center);
    } else if (entry->sample != NULL) {
        draw_sample(entry->sample, group, center);
    } else if (entry->kind == ITEM_CIRCLE) {
        if (entry->disc_radius_px > 0)
            group_add_circle(group, center, entry->disc_radius_px,
                             (struct fill){.kind = FILL_COLOR, .color = entry->disc_color},
                             (struct stroke){0});
        group_add_circle(group, center, entry->radius_px, entry->fill, entry->stroke);
    } else if (entry->is_area) {
        struct box box = {center.x - half_width, center.y - half_height, center.x + half_width,
                          center.y + half_height};
        group_add_rectangle(group, box, entry->fill, entry->stroke);
    } else {
        group_add_line(group, (struct page_point){center.x - half_width, center.y},
                       (struct page_point){center.x + half_width, center.y}, entry->stroke);
    }
}

void legend_swatch_draw(const struct furniture *furniture, const struct legend_swatch *swatch,
                        struct scene_group *group, struct page_point center)
{
    double x = center.x;

    if (swatch->is_series)
        x -= legend_swatch_size(furniture, swatch).width_px / 2;
    for (guint i = 0; i < swatch->entries->len; i++) {
        const struct legend_entry *entry = swatch->entries->pdata[i];
        double half = swatch->is_series && entry->icon != NULL
                          ? entry_icon_size(furniture, entry).width_px / 2
                          : 0;
        draw_swatch(furniture, entry, group, (struct page_point){x + half, center.y});
        if (swatch->is_series)
            x += 2 * half + SERIES_GAP_PX;
    }
}
