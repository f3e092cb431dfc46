#include "compose/furniture/draw.h"
#include "compose/furniture/legend_ramp.h"
#include "compose/furniture/legend_sizes.h"
#include "compose/heatmap.h"

#include <math.h>
#include <string.h>

#define SWATCH_PX 26
#define SWATCH_HEIGHT_PX 14
#define OVERLAY_COLUMN_PX 230
#define MIN_COLUMN_PX 130
/* A legend that cannot show its heading and two rows is no help. */
#define MIN_BLOCKS 3
#define ROW_GAP_PX 6
#define SECTION_GAP_PX 14

static const struct text_spec heading_spec = {FONT_BOLD, TYPE_HEADING, COLOR_INK, FALSE};
static const struct text_spec subheading_spec = {FONT_BOLD, TYPE_BODY, COLOR_INK, FALSE};
static const struct text_spec row_spec = {FONT_REGULAR, TYPE_BODY, COLOR_INK, FALSE};
static const struct text_spec note_spec = {FONT_REGULAR, TYPE_SMALL, COLOR_MUTED, FALSE};

/* One line of the legend: a text, and what stands before it or instead of it. */
struct block {
    const struct text_spec *spec;
    struct text *text;          /* owned until drawn */
    GPtrArray *entries;         /* struct legend_entry of a row, lowest first; NULL: no swatch */
    struct legend_sizes *sizes; /* proportional symbols; then there is no text */
    struct legend_ramp *ramp;   /* a heatmap's colours; then there is no text */
    double before_px, height_px;
};

static void block_free(gpointer data)
{
    struct block *block = data;
    text_free(block->text);
    g_clear_pointer(&block->entries, g_ptr_array_unref);
    legend_sizes_free(block->sizes);
    legend_ramp_free(block->ramp);
    g_free(block);
}

/* Rows first, before anything is shaped: entries of several layers that share a label share a row,
 * their swatches laid over each other as on the map (a casing and its line, a hatched province and
 * its ring). */
struct row {
    const char *label;
    GPtrArray *entries;                 /* lowest first */
    const struct composed_layer *layer; /* of the entry added last */
    gboolean has_circle;
};

static void row_free(gpointer data)
{
    struct row *row = data;
    g_ptr_array_unref(row->entries);
    g_free(row);
}

static struct row *find_row(const GPtrArray *rows, const char *label,
                            const struct composed_layer *layer)
{
    for (guint i = 0; i < rows->len; i++) {
        struct row *row = rows->pdata[i];
        if (row->layer != layer && strcmp(row->label, label) == 0)
            return row;
    }
    return NULL;
}

static void add_entry(GPtrArray *rows, const struct composed_layer *layer,
                      struct legend_entry *entry)
{
    if (entry->label == NULL || entry->label[0] == '\0' || entry->count == 0)
        return;
    struct row *row = find_row(rows, entry->label, layer);
    if (row == NULL) {
        row = g_new0(struct row, 1);
        row->label = entry->label;
        row->entries = g_ptr_array_new();
        g_ptr_array_add(rows, row);
    }
    row->layer = layer;
    row->has_circle = row->has_circle || entry->kind == ITEM_CIRCLE;
    g_ptr_array_add(row->entries, entry);
}

static GPtrArray *collect_rows(const struct composition *composition)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);

    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        for (guint e = 0; layer->legend != NULL && e < layer->legend->len; e++)
            add_entry(rows, layer, layer->legend->pdata[e]);
    }
    return rows;
}

static double swatch_width(const struct furniture *furniture, const GPtrArray *rows)
{
    double width = scaled_px(furniture, SWATCH_PX);

    for (guint i = 0; i < rows->len; i++) {
        const struct row *row = rows->pdata[i];
        for (guint e = 0; e < row->entries->len; e++) {
            const struct legend_entry *entry = row->entries->pdata[e];
            if (entry->kind == ITEM_CIRCLE)
                width = fmax(width, 2 * entry->radius_px + entry->stroke.width_px);
        }
    }
    return ceil(width);
}

/* The legend while it is laid out in columns of one width. */
struct legend {
    const struct furniture *furniture;
    GPtrArray *blocks;
    double column_px; /* shrunk to what the blocks need */
    double swatch_px;
    double text_x; /* of rows, in their column */
    double height_px;
};

static struct block *add_block(struct legend *legend, const struct text_spec *spec,
                               struct text *text)
{
    struct block *block = g_new0(struct block, 1);

    block->spec = spec;
    block->text = text;
    block->height_px = text != NULL ? text->height : 0;
    block->before_px = legend->blocks->len > 0 ? scaled_px(legend->furniture, ROW_GAP_PX) : 0;
    g_ptr_array_add(legend->blocks, block);
    return block;
}

/* The block of this number, if there is one, opens a section below others. */
static void open_section(struct legend *legend, guint first)
{
    if (first > 1 && first < legend->blocks->len) {
        struct block *block = legend->blocks->pdata[first];
        block->before_px = scaled_px(legend->furniture, SECTION_GAP_PX);
    }
}

static void add_text_block(struct legend *legend, const char *utf8, const struct text_spec *spec)
{
    add_block(legend, spec, shape_text(legend->furniture, utf8, spec, legend->column_px));
}

static void add_row_block(struct legend *legend, const struct row *row)
{
    double width = legend->column_px - legend->text_x;
    struct block *block =
        add_block(legend, &row_spec, shape_text(legend->furniture, row->label, &row_spec, width));

    block->entries = g_ptr_array_ref(row->entries);
    block->height_px = fmax(block->height_px, scaled_px(legend->furniture, SWATCH_HEIGHT_PX));
    for (guint i = 0; i < row->entries->len; i++) {
        const struct legend_entry *entry = row->entries->pdata[i];
        if (entry->kind == ITEM_CIRCLE)
            block->height_px =
                fmax(block->height_px, ceil(2 * entry->radius_px + entry->stroke.width_px));
    }
}

/* Samples of all layers that carry the same size label, or NULL when an earlier layer had it. */
static GArray *samples_of_label(const struct composition *composition, guint index)
{
    const struct composed_layer *first = composition->layers->pdata[index];
    GArray *samples = g_array_new(FALSE, FALSE, sizeof(struct size_sample));

    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        if (layer->sizes == NULL || g_strcmp0(layer->size_label, first->size_label) != 0)
            continue;
        if (i < index) {
            g_array_unref(samples);
            return NULL;
        }
        g_array_append_vals(samples, layer->sizes->data, layer->sizes->len);
    }
    return samples;
}

static void add_sizes(struct legend *legend)
{
    const struct composition *composition = legend->furniture->composition;

    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        if (layer->size_label == NULL || layer->sizes == NULL)
            continue;
        g_autoptr(GArray) samples = samples_of_label(composition, i);
        struct legend_sizes *sizes =
            samples != NULL ? legend_sizes_new(legend->furniture, layer, samples, legend->swatch_px)
                            : NULL;
        if (sizes == NULL)
            continue;
        add_text_block(legend, layer->size_label, &subheading_spec);
        open_section(legend, legend->blocks->len - 1);
        struct block *block = add_block(legend, NULL, NULL);
        block->sizes = sizes;
        block->height_px = sizes->height_px;
    }
}

static void add_ramps(struct legend *legend)
{
    const struct composition *composition = legend->furniture->composition;

    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        const json_t *own = json_object_get(layer->layer->metadata, "legend");
        struct legend_ramp *ramp =
            json_is_false(own) ? NULL : legend_ramp_new(legend->furniture, layer);
        if (ramp == NULL)
            continue;
        const char *label = legend_label(own, legend->furniture->language);
        add_text_block(legend, label != NULL ? label : word(legend->furniture, WORD_DENSITY),
                       &subheading_spec);
        open_section(legend, legend->blocks->len - 1);
        struct block *block = add_block(legend, NULL, NULL);
        block->ramp = ramp;
        block->height_px = ramp->height_px;
    }
}

static gboolean any_event_moved(const struct composition *composition)
{
    for (guint i = 0; composition->composed_events != NULL && i < composition->composed_events->len;
         i++)
        if (g_array_index(composition->composed_events, struct composed_event, i).moved)
            return TRUE;
    return FALSE;
}

static void add_rows(struct legend *legend, const GPtrArray *rows, gboolean with_circles)
{
    for (guint i = 0; i < rows->len; i++) {
        const struct row *row = rows->pdata[i];
        if (row->has_circle == with_circles)
            add_row_block(legend, row);
    }
}

/* Shrinks the column to its widest block, and adds up the heights. */
static void measure(struct legend *legend)
{
    double widest = 0;

    legend->height_px = 0;
    for (guint i = 0; i < legend->blocks->len; i++) {
        const struct block *block = legend->blocks->pdata[i];
        double width = block->sizes != NULL  ? block->sizes->width_px
                       : block->ramp != NULL ? block->ramp->width_px
                                             : block->text->width;
        widest = fmax(widest, width + (block->entries != NULL ? legend->text_x : 0));
        legend->height_px += block->before_px + block->height_px;
    }
    legend->column_px = ceil(widest);
}

/* Circles with their sizes and the note on spreading, then areas and lines. */
static void lay_out(struct legend *legend, const struct furniture *furniture, const GPtrArray *rows,
                    double column_px)
{
    *legend = (struct legend){.furniture = furniture, .column_px = column_px};
    legend->blocks = g_ptr_array_new_with_free_func(block_free);
    legend->swatch_px = swatch_width(furniture, rows);
    legend->text_x = legend->swatch_px + scaled_px(furniture, 8);
    add_text_block(legend, word(furniture, WORD_LEGEND), &heading_spec);
    add_rows(legend, rows, TRUE);
    add_sizes(legend);
    add_ramps(legend);
    if (any_event_moved(furniture->composition))
        add_text_block(legend, word(furniture, WORD_SIDE_BY_SIDE), &note_spec);
    guint ground = legend->blocks->len;
    add_rows(legend, rows, FALSE);
    open_section(legend, ground);
    measure(legend);
}

static void draw_swatch(const struct legend *legend, const struct legend_entry *entry,
                        struct scene_group *group, struct page_point center)
{
    double half_width = scaled_px(legend->furniture, SWATCH_PX) / 2;
    double half_height = scaled_px(legend->furniture, SWATCH_HEIGHT_PX) / 2;

    if (entry->kind == ITEM_CIRCLE) {
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

static void draw_block(const struct legend *legend, struct block *block, struct scene_group *group,
                       double x, double y)
{
    const struct furniture *furniture = legend->furniture;
    guint first = group->items->len;

    if (block->sizes != NULL) {
        legend_sizes_draw(furniture, block->sizes, group, legend->column_px, legend->swatch_px, 0,
                          0);
    } else if (block->ramp != NULL) {
        legend_ramp_draw(furniture, block->ramp, group, legend->column_px);
    } else {
        struct text *text = g_steal_pointer(&block->text);
        double text_x = block->entries != NULL ? legend->text_x : 0;
        double center_x = column_x(furniture, legend->column_px, legend->swatch_px / 2, 0);
        for (guint i = 0; block->entries != NULL && i < block->entries->len; i++)
            draw_swatch(legend, block->entries->pdata[i], group,
                        (struct page_point){center_x, block->height_px / 2});
        group_add_text(furniture, group, text, block->spec,
                       column_x(furniture, legend->column_px, text_x, text->width),
                       (block->height_px - text->height) / 2);
    }
    group_move_from(group, first, x, y);
}

/* "3 more not shown" below the last column. */
static void draw_rest(const struct legend *legend, guint rest, struct scene_group *group, double x,
                      double y)
{
    g_autofree char *label = g_strdup_printf("%u %s", rest, word(legend->furniture, WORD_MORE));
    struct text *text = shape_text(legend->furniture, label, &note_spec, 0);
    double text_x = column_x(legend->furniture, legend->column_px, 0, text->width);

    furniture_note(legend->furniture, "the legend does not fit: %u of its lines are left out",
                   rest);
    group_add_text(legend->furniture, group, text, &note_spec, x + text_x, y);
}

/* Fills the columns one after the other; what does not fit into the last is counted and named. */
static void draw_columns(struct legend *legend, guint columns, double most_px,
                         struct scene_group *group, struct piece_size *size)
{
    double gap = scaled_px(legend->furniture, 16);
    double note_px = legend->furniture->style->size_px[TYPE_SMALL] * FURNITURE_LINE_HEIGHT_EM;
    double column_px = columns > 1 ? fmin(most_px, legend->height_px * 0.56) : most_px;
    gboolean all_fit = legend->height_px <= column_px * columns * (columns > 1 ? 0.9 : 1);
    double x = 0, y = 0;
    guint column = 0, i = 0;

    for (; i < legend->blocks->len; i++) {
        struct block *block = legend->blocks->pdata[i];
        gboolean is_last = column + 1 == columns;
        double limit = is_last ? most_px - (all_fit ? 0 : note_px) : column_px;
        if (y > 0 && y + block->before_px + block->height_px > limit + 0.5) {
            if (is_last)
                break;
            column++;
            x += legend->column_px + gap;
            y = 0;
        }
        y += y > 0 ? block->before_px : 0;
        draw_block(legend, block, group, x, y);
        y += block->height_px;
        size->height_px = fmax(size->height_px, y);
    }
    if (i < MIN_BLOCKS && i < legend->blocks->len) {
        furniture_note(legend->furniture, "there is no room for the legend: it is left out");
        *size = (struct piece_size){0, 0};
        return;
    }
    if (i < legend->blocks->len) {
        draw_rest(legend, legend->blocks->len - i, group, x, y);
        size->height_px = fmax(size->height_px, y + note_px);
    }
    size->width_px = x + legend->column_px;
}

/* One column; two where one is too high and there is the width. */
gboolean legend_build(struct furniture *furniture, const struct room *room,
                      struct scene_group *group, struct piece_size *size,
                      G_GNUC_UNUSED GError **error)
{
    g_autoptr(GPtrArray) rows = collect_rows(furniture->composition);
    double column_px = room->width_px, gap = scaled_px(furniture, 16);
    struct legend legend;
    guint columns = 1;

    if (!furniture->panel)
        column_px = fmin(column_px, scaled_px(furniture, OVERLAY_COLUMN_PX));
    lay_out(&legend, furniture, rows, column_px);
    double half_px = (room->width_px - gap) / 2;
    if (legend.height_px > room->height_px && half_px >= scaled_px(furniture, MIN_COLUMN_PX)) {
        g_ptr_array_unref(legend.blocks);
        columns = 2;
        lay_out(&legend, furniture, rows, fmin(column_px, half_px));
    }
    if (legend.blocks->len > 1)
        draw_columns(&legend, columns, room->height_px, group, size);
    g_ptr_array_unref(legend.blocks);
    if (furniture->panel && furniture->rtl && size->width_px > 0) {
        group_move(group, room->width_px - size->width_px, 0);
        size->width_px = room->width_px;
    }
    return TRUE;
}
