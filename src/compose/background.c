#include "compose/layers.h"

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
    item->fill.kind = FILL_COLOR;
    item->fill.color =
        color_with_opacity(style_color(layer->layer, PROPERTY_BACKGROUND_COLOR, evaluation),
                           style_number(layer->layer, PROPERTY_BACKGROUND_OPACITY, evaluation));
    layer->drawn++;
}
