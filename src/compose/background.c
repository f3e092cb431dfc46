#include "compose/pattern.h"

void compose_background(struct composition *composition, struct composed_layer *layer)
{
    struct evaluation *evaluation = &composition->evaluation;
    struct page_path *path = page_path_new();
    struct box frame = composition->view.frame;
    page_path_clear(path, TRUE);
    page_path_begin_part(path);
    page_path_add(path, frame.xmin, frame.ymin);
    page_path_add(path, frame.xmax, frame.ymin);
    page_path_add(path, frame.xmax, frame.ymax);
    page_path_add(path, frame.xmin, frame.ymax);
    struct item *item = scene_group_add_path(layer->group, path);
    struct color color = style_color(layer->layer, PROPERTY_BACKGROUND_COLOR, evaluation);
    double opacity = style_number(layer->layer, PROPERTY_BACKGROUND_OPACITY, evaluation);
    if (style_has(layer->layer, PROPERTY_BACKGROUND_PATTERN)) {
        const struct pattern_paint paint = {color, opacity};
        const char *name = style_string(layer->layer, PROPERTY_BACKGROUND_PATTERN, evaluation);
        item->fill = pattern_fill(composition, name, &paint);
    } else {
        item->fill.kind = FILL_COLOR;
        item->fill.color = color_with_opacity(color, opacity);
    }
    layer->drawn++;
}
