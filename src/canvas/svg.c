#include "base/error.h"
#include "canvas/formats.h"
#include "canvas/paint.h"
#include "canvas/svg_label.h"
#include "canvas/svg_look.h"
#include "canvas/svg_picture.h"
#include "canvas/svg_write.h"

#include <math.h>
#include <string.h>

struct svg_page {
    const struct scene *scene;
    GString *defs, *body;
    GStringChunk *strings;
    GHashTable *ids;     /* id -> the number to try next when it is wanted again */
    GHashTable *defined; /* a definition's text -> its id, borrowed from ids */
    GHashTable *tiles;   /* struct tile -> the id of its pattern, borrowed from ids */
    GPtrArray *elements; /* struct svg_element: the group at hand */
};

/* An id that no other element of the document has; owned by the page. */
static const char *unique_id(struct svg_page *page, const char *wanted)
{
    char *id = scene_id_dup(wanted);

    if (g_hash_table_contains(page->ids, id)) {
        char *base = id;
        guint number = GPOINTER_TO_UINT(g_hash_table_lookup(page->ids, base));
        do {
            if (id != base)
                g_free(id);
            id = g_strdup_printf("%s-%u", base, number++);
        } while (g_hash_table_contains(page->ids, id));
        g_hash_table_insert(page->ids, base, GUINT_TO_POINTER(number));
    }
    g_hash_table_insert(page->ids, id, GUINT_TO_POINTER(2));
    return id;
}

/* Puts an element into <defs> once; `rest` is what follows its id. Returns the id. */
static const char *define(struct svg_page *page, const char *element, const char *wanted_id,
                          const char *rest)
{
    const char *id = g_hash_table_lookup(page->defined, rest);

    if (id != NULL)
        return id;
    id = unique_id(page, wanted_id);
    g_string_append_printf(page->defs, "<%s id=\"%s\"%s</%s>\n", element, id, rest, element);
    g_hash_table_insert(page->defined, g_strdup(rest), (char *)id);
    return id;
}

/* One line along the middle of a tile, where no edge of the tile can cut it; the tiles are moved by
 * half a spacing so that a line goes through the page's 0,0, as in the other formats. */
static const char *define_hatch(struct svg_page *page, const struct fill *fill)
{
    g_autoptr(GString) rest = g_string_new(" patternUnits=\"userSpaceOnUse\"");
    double spacing = fill->hatch_spacing_px;

    svg_add_number_attribute(rest, "width", spacing);
    svg_add_number_attribute(rest, "height", spacing);
    g_string_append(rest, " patternTransform=\"rotate(");
    svg_add_number(rest, -fill->hatch_angle_deg);
    g_string_append(rest, ") translate(0 ");
    svg_add_number(rest, -spacing / 2);
    g_string_append(rest, ")\"");
    g_string_append(rest, "><path stroke=\"");
    svg_add_color(rest, fill->color);
    g_string_append_c(rest, '"');
    if (fill->color.alpha < 1) {
        g_string_append(rest, " stroke-opacity=\"");
        svg_add_thousandths(rest, fill->color.alpha);
        g_string_append_c(rest, '"');
    }
    svg_add_number_attribute(rest, "stroke-width", fill->hatch_width_px);
    g_string_append(rest, " d=\"M0 ");
    svg_add_number(rest, spacing / 2);
    g_string_append_c(rest, 'h');
    svg_add_number(rest, spacing);
    g_string_append(rest, "\"/>");
    return define(page, "pattern", "hatch", rest->str);
}

static const char *define_tile(struct svg_page *page, const struct tile *tile)
{
    const char *id = g_hash_table_lookup(page->tiles, tile);

    if (id == NULL) {
        g_autoptr(GString) rest = g_string_new(NULL);
        svg_add_tile(rest, tile);
        id = define(page, "pattern", "tile", rest->str);
        g_hash_table_insert(page->tiles, (gpointer)tile, (gpointer)id);
    }
    return id;
}

static const char *define_clip(struct svg_page *page, struct box clip)
{
    g_autoptr(GString) rest = g_string_new("><rect");

    svg_add_number_attribute(rest, "x", clip.xmin);
    svg_add_number_attribute(rest, "y", clip.ymin);
    svg_add_number_attribute(rest, "width", clip.xmax - clip.xmin);
    svg_add_number_attribute(rest, "height", clip.ymax - clip.ymin);
    g_string_append(rest, "/>");
    return define(page, "clipPath", "clip", rest->str);
}

static void begin_page(void *state, const struct scene *scene)
{
    struct svg_page *page = state;

    if (scene->background.alpha <= 0)
        return;
    struct svg_look look = {{NULL}};
    svg_look_set_fill(&look, page->strings, scene->background);
    g_string_append(page->body, "<rect");
    svg_add_number_attribute(page->body, "width", scene->width_px);
    svg_add_number_attribute(page->body, "height", scene->height_px);
    svg_add_look(page->body, &look);
    g_string_append(page->body, "/>\n");
}

static void begin_group(void *state, const struct scene_group *group)
{
    struct svg_page *page = state;
    const struct box sheet = {0, 0, page->scene->width_px, page->scene->height_px};

    g_ptr_array_set_size(page->elements, 0);
    g_string_append_printf(page->body, "<g id=\"%s\"", unique_id(page, group->id));
    g_string_append(page->body, " inkscape:groupmode=\"layer\"");
    svg_add_text_attribute(page->body, "inkscape:label", group->label);
    if (group->opacity < 1) {
        g_string_append(page->body, " opacity=\"");
        svg_add_thousandths(page->body, group->opacity);
        g_string_append_c(page->body, '"');
    }
    if (!group->clipped)
        return;
    struct box clip = box_intersection(sheet, group->clip);
    if (!box_is_empty(clip))
        g_string_append_printf(page->body, " clip-path=\"url(#%s)\"", define_clip(page, clip));
}

static void end_group(void *state, const struct scene_group *group)
{
    struct svg_page *page = state;
    struct svg_look common = svg_look_take_common(page->elements);

    (void)group;
    svg_add_look(page->body, &common);
    g_string_append(page->body, ">\n");
    for (guint i = 0; i < page->elements->len; i++)
        svg_add_element(page->body, page->elements->pdata[i]);
    g_string_append(page->body, "</g>\n");
}

static void end_page(void *state, const struct scene *scene)
{
    (void)state;
    (void)scene;
}

static struct svg_element *add_element(struct svg_page *page, const char *name,
                                       const struct item *item)
{
    struct svg_element *element = g_new0(struct svg_element, 1);

    element->name = name;
    element->id = item->id != NULL ? unique_id(page, item->id) : NULL;
    g_ptr_array_add(page->elements, element);
    return element;
}

/* A tooltip, as the first child of the element. */
static void add_tooltip(struct svg_element *element, const struct item *item)
{
    GString *content = g_string_new(NULL);

    if (item->title != NULL) {
        g_string_append(content, "<title>");
        svg_add_escaped(content, item->title);
        g_string_append(content, "</title>");
    }
    if (element->content != NULL)
        g_string_append(content, element->content);
    g_free(element->content);
    element->content = content->len > 0 ? g_strdup(content->str) : NULL;
    g_string_free(content, TRUE);
}

static void set_shape_look(struct svg_page *page, struct svg_element *element,
                           const struct item *item)
{
    struct svg_look *look = &element->look;

    if (item->fill.kind == FILL_NONE)
        svg_look_set(look, page->strings, SVG_FILL, "none");
    else if (item->fill.kind == FILL_COLOR)
        svg_look_set_fill(look, page->strings, item->fill.color);
    else {
        const char *id = item->fill.kind == FILL_TILES ? define_tile(page, item->fill.tile)
                                                       : define_hatch(page, &item->fill);
        g_autofree char *url = g_strdup_printf("url(#%s)", id);
        svg_look_set(look, page->strings, SVG_FILL, url);
    }
    svg_look_set_stroke(look, page->strings, &item->stroke);
}

static void path(void *state, const struct item *item)
{
    struct svg_page *page = state;
    struct svg_element *element = add_element(page, "path", item);
    GString *geometry = g_string_new(" d=\"");

    set_shape_look(page, element, item);
    if (item->fill.kind != FILL_NONE)
        svg_look_set(&element->look, page->strings, SVG_FILL_RULE, "evenodd");
    if (item->crisp)
        svg_look_set(&element->look, page->strings, SVG_SHAPE_RENDERING, "crispEdges");
    svg_add_path_data(geometry, item->path);
    g_string_append_c(geometry, '"');
    element->geometry = g_string_free(geometry, FALSE);
    add_tooltip(element, item);
}

static void circle(void *state, const struct item *item)
{
    struct svg_page *page = state;
    struct svg_element *element = add_element(page, "circle", item);
    GString *geometry = g_string_new(NULL);

    set_shape_look(page, element, item);
    element->look.values[SVG_STROKE_LINEJOIN] = NULL; /* a circle has no corners */
    element->look.values[SVG_STROKE_MITERLIMIT] = NULL;
    svg_add_number_attribute(geometry, "cx", item->circle.center.x);
    svg_add_number_attribute(geometry, "cy", item->circle.center.y);
    svg_add_number_attribute(geometry, "r", item->circle.radius_px);
    element->geometry = g_string_free(geometry, FALSE);
    add_tooltip(element, item);
}

static void text(void *state, const struct item *item)
{
    struct svg_page *page = state;
    struct svg_element *element = add_element(page, "text", item);

    if (item->text.halo_blur_px > 0 && element->id == NULL)
        element->id = unique_id(page, "label"); /* the halo is drawn from it */
    svg_label_fill(element, page->strings, page->scene->fonts, item);
    add_tooltip(element, item);
}

static void add_turn(GString *attributes, struct box box, double angle_deg)
{
    if (angle_deg == 0)
        return;
    g_string_append(attributes, " transform=\"rotate(");
    svg_add_number(attributes, angle_deg);
    g_string_append_c(attributes, ' ');
    svg_add_number(attributes, (box.xmin + box.xmax) / 2);
    g_string_append_c(attributes, ' ');
    svg_add_number(attributes, (box.ymin + box.ymax) / 2);
    g_string_append(attributes, ")\"");
}

static void image(void *state, const struct item *item)
{
    struct svg_page *page = state;
    gboolean is_vector = item->image.bands != NULL;
    struct svg_element *element = add_element(page, is_vector ? "g" : "image", item);
    GString *text = g_string_new(NULL);

    if (is_vector) {
        /* Neighbours meet without a seam where no edge is smoothed: the background would show
         * through two half covered pixels. */
        element->geometry = g_strdup(" shape-rendering=\"crispEdges\" fill-rule=\"evenodd\"");
        g_string_append_c(text, '\n');
        svg_add_bands(text, item->image.bands);
        element->content = g_string_free(text, FALSE);
    } else {
        svg_add_pixels(text, item->image.box, item->image.width, item->image.height,
                       item->image.pixels);
        add_turn(text, item->image.box, item->image.angle_deg);
        element->geometry = g_string_free(text, FALSE);
    }
    add_tooltip(element, item);
}

static const struct paint_backend svg_backend = {
    .begin_page = begin_page,
    .begin_group = begin_group,
    .path = path,
    .circle = circle,
    .text = text,
    .image = image,
    .end_group = end_group,
    .end_page = end_page,
};

static void add_named(GString *out, const char *element, const char *id, const char *content)
{
    if (content == NULL)
        return;
    g_string_append_printf(out, "<%s id=\"%s\">", element, id);
    svg_add_escaped(out, content);
    g_string_append_printf(out, "</%s>\n", element);
}

static void add_root(GString *out, const struct scene *scene)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape="
                         "\"http://www.inkscape.org/namespaces/inkscape\"");
    svg_add_number_attribute(out, "width", scene->width_px);
    svg_add_number_attribute(out, "height", scene->height_px);
    g_string_append(out, " viewBox=\"0 0 ");
    svg_add_number(out, scene->width_px);
    g_string_append_c(out, ' ');
    svg_add_number(out, scene->height_px);
    g_string_append(out, "\" role=\"img\"");
    if (scene->title != NULL)
        g_string_append_printf(out, " aria-labelledby=\"map-title%s\"",
                               scene->description != NULL ? " map-description" : "");
    if (scene->language != NULL)
        svg_add_text_attribute(out, "lang", scene->language);
    g_string_append(out, ">\n");
    add_named(out, "title", "map-title", scene->title);
    add_named(out, "desc", "map-description", scene->description);
}

static GBytes *document(const struct svg_page *page)
{
    GString *out = g_string_sized_new(page->defs->len + page->body->len + 1024);

    add_root(out, page->scene);
    if (page->defs->len > 0)
        g_string_append_printf(out, "<defs>\n%s</defs>\n", page->defs->str);
    g_string_append_len(out, page->body->str, (gssize)page->body->len);
    g_string_append(out, "</svg>\n");
    return g_string_free_to_bytes(out);
}

GBytes *svg_write(const struct scene *scene, const struct canvas_options *options, GError **error)
{
    struct svg_page page = {
        .scene = scene,
        .defs = g_string_new(NULL),
        .body = g_string_new(NULL),
        .strings = g_string_chunk_new(4096),
        .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .defined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .tiles = g_hash_table_new(g_direct_hash, g_direct_equal),
        .elements = g_ptr_array_new_with_free_func((GDestroyNotify)svg_element_free),
    };

    (void)options;
    (void)error;
    unique_id(&page, "map-title");
    unique_id(&page, "map-description");
    paint_scene(scene, &svg_backend, &page);
    GBytes *bytes = document(&page);
    g_string_free(page.defs, TRUE);
    g_string_free(page.body, TRUE);
    g_string_chunk_free(page.strings);
    g_hash_table_unref(page.defined);
    g_hash_table_unref(page.tiles);
    g_hash_table_unref(page.ids);
    g_ptr_array_unref(page.elements);
    return bytes;
}
