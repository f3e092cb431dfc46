/* A small scene with one of each thing that a canvas draws, for the tests of all formats. */
#ifndef IDLIBMAP_TESTS_CANVAS_SCENE_H
#define IDLIBMAP_TESTS_CANVAS_SCENE_H

#include "scene/scene.h"

#define NOTO "/usr/share/fonts/truetype/noto/"

static const struct color sand = {245 / 255.0, 240 / 255.0, 230 / 255.0, 1};
static const struct color red = {204 / 255.0, 25 / 255.0, 25 / 255.0, 1};
static const struct color ink = {0.1, 0.1, 0.1, 1}, white = {1, 1, 1, 1};

static inline struct font_set *test_fonts_new(void)
{
    struct font_set *fonts = font_set_new(NULL);

    font_set_add(fonts, "Noto Sans Regular", NOTO "NotoSans-Regular.ttf");
    font_set_add(fonts, "Noto Sans Bold", NOTO "NotoSans-Bold.ttf");
    font_set_add(fonts, "Noto Sans Arabic Regular", NOTO "NotoSansArabic-Regular.ttf");
    return fonts;
}

/* A closed rectangle. */
static inline struct item *add_box(struct scene_group *group, double x1, double y1, double x2,
                                   double y2)
{
    struct page_path *path = page_path_new();

    page_path_clear(path, TRUE);
    page_path_begin_part(path);
    page_path_add(path, x1, y1);
    page_path_add(path, x2, y1);
    page_path_add(path, x2, y2);
    page_path_add(path, x1, y2);
    return scene_group_add_path(group, path);
}

static inline void add_ring(struct item *item, double x1, double y1, double x2, double y2)
{
    page_path_begin_part(item->path);
    page_path_add(item->path, x1, y1);
    page_path_add(item->path, x2, y1);
    page_path_add(item->path, x2, y2);
    page_path_add(item->path, x1, y2);
}

static inline struct fill color_fill(struct color color)
{
    return (struct fill){.kind = FILL_COLOR, .color = color};
}

static inline struct fill hatch_fill(double angle_deg)
{
    return (struct fill){.kind = FILL_HATCH,
                         .color = red,
                         .hatch_angle_deg = angle_deg,
                         .hatch_spacing_px = 6,
                         .hatch_width_px = 1.2};
}

static inline struct item *add_text(struct scene *scene, struct scene_group *group,
                                    const char *utf8, double x, double y)
{
    static const char *const fonts[] = {"Noto Sans Regular", NULL};
    const struct text_style style = {.fonts = fonts, .size_px = 14, .line_height_em = 1.2};
    struct item *item = scene_group_add_text(group, text_new(scene->fonts, utf8, &style),
                                             (struct page_point){x, y});

    item->text.color = ink;
    item->text.halo_color = white;
    item->text.halo_width_px = 1.2;
    return item;
}

static inline void add_shapes(struct scene_group *group)
{
    struct item *land = add_box(group, 20, 20, 400, 220);
    struct item *line = add_box(group, 40, 30, 120, 200);

    add_ring(land, 200, 60, 280, 120);
    land->fill = color_fill(sand);
    land->stroke = (struct stroke){.width_px = 1, .color = ink, .miter_limit = 10};
    line->path->closed = FALSE;
    line->stroke = (struct stroke){.width_px = 2,
                                   .color = red,
                                   .dashes_px = {8, 4},
                                   .n_dashes = 2,
                                   .cap = LINE_CAP_ROUND,
                                   .join = LINE_JOIN_ROUND};
    add_box(group, 140, 140, 190, 200)->fill = hatch_fill(45);
    add_box(group, 190, 130, 250, 210)->fill = hatch_fill(45);
}

/* 320 x 240 px; its land reaches beyond the page. `fonts` is borrowed. */
static inline struct scene *test_scene_new(struct font_set *fonts)
{
    struct scene *scene = scene_new(320, 240, fonts);
    struct scene_group *land = scene_add_group(scene, "land", "Land");
    struct scene_group *events = scene_add_group(scene, "events", "Events & claims");
    struct scene_group *labels = scene_add_group(scene, "labels", "Labels");

    scene->background = (struct color){204 / 255.0, 219 / 255.0, 230 / 255.0, 1};
    scene->title = g_strdup("Idlib <27 February 2020> \"test\" & more");
    scene->description = g_strdup("A scene for tests");
    scene->language = g_strdup("en");
    land->clipped = TRUE;
    land->clip = (struct box){10, 10, 310, 230};
    add_shapes(land);
    for (guint i = 0; i < 3; i++) {
        struct item *event =
            scene_group_add_circle(events, (struct page_point){60 + 30 * i, 80}, 4 + 2 * i);
        event->fill = color_fill(red);
        event->stroke = (struct stroke){.width_px = 1, .color = white};
        event->id = g_strdup("event 1");
        event->title = g_strdup("Balyun: 33 <killed>");
    }
    add_text(scene, labels, "Saraqib\nسراقب", 210, 66);
    add_text(scene, labels, "Idlib", 40, 150);
    struct item *turned = add_text(scene, labels, "Orontes", 255, 200);
    turned->text.angle_deg = -60;
    turned->text.pivot = turned->text.origin;
    return scene;
}

#endif
