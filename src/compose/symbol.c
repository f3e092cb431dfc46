/* Symbol layers: each feature with a text becomes a label candidate. */
#include "compose/label_positions.h"

#include <math.h>
#include <string.h>

#define MAX_FONTS 8
/* The same name twice within this distance says nothing new. */
#define REPEAT_DISTANCE_PX 40.0
/* Parts of one line or area layer that carry the same name get one label. */
#define REPEAT_DISTANCE_LINE_PX 400.0

static char *transformed_dup(const char *text, const char *transform)
{
    if (strcmp(transform, "uppercase") == 0) {
        return g_utf8_strup(text, -1);
    }
    if (strcmp(transform, "lowercase") == 0) {
        return g_utf8_strdown(text, -1);
    }
    return g_strdup(text);
}

static enum text_justify parse_justify(const char *name)
{
    return strcmp(name, "left") == 0    ? JUSTIFY_LEFT
           : strcmp(name, "right") == 0 ? JUSTIFY_RIGHT
                                        : JUSTIFY_CENTER;
}

static struct text *shape(struct composition *composition, const struct style_layer *style)
{
    struct evaluation *evaluation = &composition->evaluation;
    g_autofree char *text =
        transformed_dup(style_string(style, PROPERTY_TEXT_FIELD, evaluation),
                        style_string(style, PROPERTY_TEXT_TRANSFORM, evaluation));
    if (g_strchomp(text)[0] == '\0') {
        return NULL;
    }
    const char *fonts[MAX_FONTS + 1] = {NULL};
    const struct value_array *names = style_array(style, PROPERTY_TEXT_FONT, evaluation);
    for (guint i = 0; names != NULL && i < names->length && i < MAX_FONTS; i++) {
        fonts[i] = names->items[i].string;
    }
    struct text_style text_style = {
        .fonts = fonts,
        .size_px = style_number(style, PROPERTY_TEXT_SIZE, evaluation),
        .letter_spacing_em = style_number(style, PROPERTY_TEXT_LETTER_SPACING, evaluation),
        .max_width_em = style_number(style, PROPERTY_TEXT_MAX_WIDTH, evaluation),
        .line_height_em = style_number(style, PROPERTY_TEXT_LINE_HEIGHT, evaluation),
        .justify = parse_justify(style_string(style, PROPERTY_TEXT_JUSTIFY, evaluation)),
    };
    struct text *shaped = text_new(composition->fonts, text, &text_style);
    if (shaped->runs->len == 0) { /* of characters that are not drawn */
        g_clear_pointer(&shaped, text_free);
    }
    return shaped;
}

static gboolean is_near_any(const GArray *points, struct page_point at, double distance_px)
{
    for (guint i = 0; i < points->len; i++) {
        struct page_point known = g_array_index(points, struct page_point, i);
        if (hypot(known.x - at.x, known.y - at.y) < distance_px) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The points at which a name stands so far. */
static GArray *points_named(struct composition *composition, const char *name)
{
    GArray *points = g_hash_table_lookup(composition->named_points, name);
    if (points == NULL) {
        points = g_array_new(FALSE, FALSE, sizeof(struct page_point));
        g_hash_table_insert(composition->named_points, g_strdup(name), points);
    }
    return points;
}

/* One name at one place: is a label near that has the same first line, or has it as a line in
 * another script, from whatever layer? */
static gboolean is_repeated(struct composition *composition, const struct text *text,
                            struct page_point at, double distance_px)
{
    g_auto(GStrv) lines = g_strsplit(text->utf8, "\n", -1);
    if (is_near_any(points_named(composition, lines[0]), at, distance_px)) {
        return TRUE;
    }
    for (guint i = 0; lines[i] != NULL; i++) {
        g_array_append_val(points_named(composition, lines[i]), at);
    }
    return FALSE;
}

static struct label *add_label(struct composition *composition, struct composed_layer *layer,
                               struct text *text)
{
    struct evaluation *evaluation = &composition->evaluation;
    const struct style_layer *style = layer->layer;
    double opacity = style_number(style, PROPERTY_TEXT_OPACITY, evaluation);
    struct label *label = labels_add(composition->labels, text);
    label->layer_priority = -(int)style->index; /* MapLibre: the topmost layer first */
    label->sort_key = style_number(style, PROPERTY_SYMBOL_SORT_KEY, evaluation);
    label->padding_px = style_number(style, PROPERTY_TEXT_PADDING, evaluation);
    label->allow_overlap = style_boolean(style, PROPERTY_TEXT_ALLOW_OVERLAP, evaluation);
    label->ignore_placement = style_boolean(style, PROPERTY_TEXT_IGNORE_PLACEMENT, evaluation);
    label->color = color_with_opacity(style_color(style, PROPERTY_TEXT_COLOR, evaluation), opacity);
    label->halo_color =
        color_with_opacity(style_color(style, PROPERTY_TEXT_HALO_COLOR, evaluation), opacity);
    label->halo_width_px = style_number(style, PROPERTY_TEXT_HALO_WIDTH, evaluation);
    label->layer_id = g_strdup(style->id);
    label->group = style->index;
    return label;
}

static void add_positions(struct composition *composition, const struct style_layer *style,
                          const struct page_feature *feature, struct label *label,
                          struct page_point at)
{
    if (feature->type == GEOMETRY_POINT) {
        positions_round_point(composition, style, label->text, at, feature->clearance_px,
                              label->positions);
    } else if (feature->type == GEOMETRY_POLYGON) {
        area_label_add(composition, label, feature->path);
    } else {
        positions_along_line(composition, style, label->text, feature->path, label->positions);
    }
    double rotate_deg = style_number(style, PROPERTY_TEXT_ROTATE, &composition->evaluation);
    for (guint i = 0; i < label->positions->len && rotate_deg != 0; i++) {
        g_array_index(label->positions, struct label_position, i).angle_deg += rotate_deg;
    }
}

static gboolean compose_at(struct composition *composition, struct composed_layer *layer,
                           const struct page_feature *feature, struct page_point at)
{
    struct text *text = shape(composition, layer->layer);
    if (text == NULL) {
        return FALSE;
    }
    double distance =
        feature->type == GEOMETRY_POINT ? REPEAT_DISTANCE_PX : REPEAT_DISTANCE_LINE_PX;
    if (is_repeated(composition, text, at, distance)) {
        text_free(text);
        return FALSE;
    }
    struct label *label = add_label(composition, layer, text);
    label->owner = feature->owner;
    add_positions(composition, layer->layer, feature, label, at);
    return TRUE;
}

gboolean compose_symbol(struct composition *composition, struct composed_layer *layer,
                        const struct page_feature *feature)
{
    if (feature->type != GEOMETRY_POINT) {
        struct box box = page_path_box(feature->path);
        struct page_point middle = {(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
        return compose_at(composition, layer, feature, middle);
    }
    gboolean any = FALSE;
    for (guint i = 0; i < page_path_parts(feature->path); i++) {
        guint length;
        struct page_point at = page_path_part(feature->path, i, &length)[0];
        any |= compose_at(composition, layer, feature, at);
    }
    return any;
}
