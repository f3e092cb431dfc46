#include "compose/aggregate.h"
#include "compose/aggregate_heat.h"
#include "compose/furniture/draw.h"
#include "compose/furniture/legend_ramp.h"
#include "compose/furniture/legend_rows.h"
#include "compose/furniture/legend_sizes.h"
#include "compose/layers.h"
#include "compose/legend_plan.h"

#include <math.h>

#define OVERLAY_COLUMN_PX 230
#define MIN_COLUMN_PX 130
#define COLUMN_GAP_PX 16
/* On small pages: how much smaller, and which parts of the room are tried as a column's width. */
#define COMPACT_SCALE 0.75
#define COMPACT_STEP_PX 1.0
#define MIN_COLUMN_SHARE 0.5
#define COLUMN_SHARE_STEP 0.1
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
    struct text *text;           /* owned until drawn */
    struct legend_swatch swatch; /* of a row; without entries for others */
    struct legend_sizes *sizes;  /* proportional symbols; then there is no text */
    struct legend_ramp *ramp;    /* colours from low to high; then there is no text */
    enum legend_worth worth;
    double before_px, height_px;
};

static void block_free(gpointer data)
{
    struct block *block = data;
    text_free(block->text);
    g_clear_pointer(&block->swatch.entries, g_ptr_array_unref);
    legend_sizes_free(block->sizes);
    legend_ramp_free(block->ramp);
    g_free(block);
}

static double swatch_width(const struct furniture *furniture, const GPtrArray *rows)
{
    double width = scaled_px(furniture, LEGEND_SWATCH_PX);

    for (guint i = 0; i < rows->len; i++) {
        const struct legend_row *row = rows->pdata[i];
        width = fmax(width, legend_swatch_size(furniture, &row->swatch).width_px);
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

static void add_row_block(struct legend *legend, const struct legend_row *row)
{
    double width = legend->column_px - legend->text_x;
    struct block *block =
        add_block(legend, &row_spec, shape_text(legend->furniture, row->label, &row_spec, width));

    block->swatch = row->swatch;
    g_ptr_array_ref(block->swatch.entries);
    block->worth = row->worth;
    double swatch_px = legend_swatch_size(legend->furniture, &row->swatch).height_px;
    block->height_px =
        fmax(block->height_px, scaled_px(legend->furniture, LEGEND_SWATCH_HEIGHT_PX));
    block->height_px = fmax(block->height_px, ceil(swatch_px));
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

static void add_subheading(struct legend *legend, const char *utf8)
{
    add_text_block(legend, utf8, &subheading_spec);
    open_section(legend, legend->blocks->len - 1);
}

/* The last `n` blocks, a heading and what it stands above, are worth what their layer is. */
static void set_worth(struct legend *legend, guint n, const struct composed_layer *layer)
{
    gboolean is_event = g_strcmp0(layer->layer->source, EVENTS_SOURCE) == 0;

    for (guint i = legend->blocks->len - n; i < legend->blocks->len; i++) {
        struct block *block = legend->blocks->pdata[i];
        block->worth = is_event ? WORTH_SIZES : WORTH_AREA;
    }
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
        add_subheading(legend, layer->size_label);
        struct block *block = add_block(legend, NULL, NULL);
        block->sizes = sizes;
        block->height_px = sizes->height_px;
        set_worth(legend, 2, layer);
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
        const char *label = layer->heatmap != NULL ? legend_label(own, legend->furniture->language)
                                                   : layer->legend_plan->ramp_label;
        add_subheading(legend, label != NULL ? label : word(legend->furniture, WORD_DENSITY));
        struct block *block = add_block(legend, NULL, NULL);
        block->ramp = ramp;
        block->height_px = ramp->height_px;
        set_worth(legend, 2, layer);
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
        const struct legend_row *row = rows->pdata[i];
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
        widest = fmax(widest, width + (block->swatch.entries != NULL ? legend->text_x : 0));
        legend->height_px += block->before_px + block->height_px;
    }
    legend->column_px = ceil(widest);
}

static void add_note(struct legend *legend, const char *utf8)
{
    add_text_block(legend, utf8, &note_spec);
    ((struct block *)legend->blocks->pdata[legend->blocks->len - 1])->worth = WORTH_NOTE;
}

/* The words with a number in the place of {}. */
static void add_number_note(struct legend *legend, enum word id, double number)
{
    char digits[VALUE_NUMBER_TEXT];
    g_autoptr(GString) note = g_string_new(word(legend->furniture, id));

    g_string_replace(note, "{}", value_number_text(number, digits), 0);
    add_note(legend, note->str);
}

static void add_classes(struct legend *legend, const struct aggregate *aggregate)
{
    for (guint i = 0; i < aggregate->legend->len; i++) {
        struct legend_entry *entry = aggregate->legend->pdata[i];
        g_autoptr(GPtrArray) entries = g_ptr_array_new();
        struct legend_row row = {
            .label = entry->label, .swatch.entries = entries, .worth = WORTH_EVENTS};
        g_ptr_array_add(entries, entry);
        add_row_block(legend, &row);
    }
}

static void add_heat(struct legend *legend, const struct heatmap *heatmap)
{
    struct block *block = add_block(legend, NULL, NULL);

    block->ramp = legend_ramp_of_heat(legend->furniture, heatmap);
    block->height_px = block->ramp->height_px;
    block->worth = WORTH_EVENTS;
}

/* What an aggregate shows: its classes or its ramp, in what they are counted, and what is not. */
static void add_aggregate(struct legend *legend, const struct aggregate *aggregate)
{
    static const enum word measures[] = {[MEASURE_EVENTS] = WORD_EVENTS,
                                         [MEASURE_DEATHS] = WORD_REPORTED_DEATHS,
                                         [MEASURE_EVENTS_PER_1000KM2] = WORD_EVENTS_BY_AREA,
                                         [MEASURE_DEATHS_PER_1000KM2] = WORD_DEATHS_BY_AREA};
    static const enum word kinds[] = {[AGGREGATE_HEXBIN] = WORD_IN_HEXAGONS,
                                      [AGGREGATE_ADMIN1] = WORD_BY_ADMIN1,
                                      [AGGREGATE_ADMIN2] = WORD_BY_ADMIN2,
                                      [AGGREGATE_HEAT] = WORD_SMOOTHED};
    gboolean is_heat = aggregate->heat != NULL && aggregate_heat_drawn(aggregate->heat)->is_drawn;
    double unknown = (double)aggregate_deaths_unknown(aggregate);

    if (aggregate->legend->len == 0 && !is_heat)
        return;
    add_text_block(legend, word(legend->furniture, measures[aggregate->measure]), &subheading_spec);
    ((struct block *)legend->blocks->pdata[legend->blocks->len - 1])->worth = WORTH_EVENTS;
    if (is_heat)
        add_heat(legend, aggregate_heat_drawn(aggregate->heat));
    add_classes(legend, aggregate);
    add_number_note(legend, kinds[aggregate->kind], aggregate->km);
    if (aggregate->too_vague > 0)
        add_number_note(legend, WORD_AREA_ONLY, (double)aggregate->too_vague);
    if (unknown > 0)
        add_number_note(legend, WORD_DEATHS_UNKNOWN, unknown);
}

/* "Paler: older (10-27 February 2020)" */
static void add_fade_note(struct legend *legend)
{
    const struct furniture *furniture = legend->furniture;
    const struct date_span *ages = &furniture->composition->ages;

    if (!furniture->map->fades_by_age || !ages->known || ages->first_day == ages->last_day)
        return;
    g_autofree char *dates = date_span_format(ages, furniture->language);
    g_autoptr(GString) text = g_string_new(word(furniture, WORD_PALER_OLDER));
    g_string_replace(text, "{}", dates, 0);
    add_note(legend, text->str);
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
    if (furniture->composition->aggregate != NULL)
        add_aggregate(legend, furniture->composition->aggregate);
    add_rows(legend, rows, TRUE);
    add_sizes(legend);
    add_ramps(legend);
    if (any_event_moved(furniture->composition))
        add_note(legend, word(furniture, WORD_SIDE_BY_SIDE));
    if (furniture->composition->dense.is_dense && furniture->composition->aggregate == NULL)
        add_note(legend, word(furniture, WORD_DENSE));
    add_fade_note(legend);
    guint ground = legend->blocks->len;
    add_rows(legend, rows, FALSE);
    open_section(legend, ground);
    measure(legend);
}

static void draw_block(const struct legend *legend, struct block *block, struct scene_group *group,
                       double x, double y)
{
    const struct furniture *furniture = legend->furniture;
    guint first = group->items->len;

    if (block->sizes != NULL) {
        legend_sizes_draw(furniture, block->sizes, group, legend->column_px, legend->swatch_px);
    } else if (block->ramp != NULL) {
        legend_ramp_draw(furniture, block->ramp, group, legend->column_px);
    } else {
        struct text *text = g_steal_pointer(&block->text);
        double text_x = block->swatch.entries != NULL ? legend->text_x : 0;
        if (block->swatch.entries != NULL) {
            double middle_x = column_x(furniture, legend->column_px, legend->swatch_px / 2, 0);
            legend_swatch_draw(furniture, &block->swatch, group,
                               (struct page_point){middle_x, block->height_px / 2});
        }
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

    legend->furniture->composition->legend_place.n_left_out = rest;
    group_add_text(legend->furniture, group, text, &note_spec, x + text_x, y);
}

/* Does the block only say what the next one shows? */
static gboolean is_heading(const struct legend *legend, guint index)
{
    const struct block *block = legend->blocks->pdata[index];
    return block->spec == &subheading_spec && index + 1 < legend->blocks->len;
}

/* How the blocks go into columns: where the next one stands. */
struct filling {
    guint columns;
    double column_px, most_px; /* the heights of the columns before the last, and of that */
    guint column;
    double y;
};

/* The room for the block, a heading with the block below it. FALSE when the last column is full. */
static gboolean fill_block(const struct legend *legend, struct filling *filling, guint index)
{
    const struct block *block = legend->blocks->pdata[index];
    double needed = block->height_px;

    if (is_heading(legend, index)) {
        const struct block *next = legend->blocks->pdata[index + 1];
        needed += next->before_px + next->height_px;
    }
    gboolean is_last = filling->column + 1 == filling->columns;
    double limit = is_last ? filling->most_px : filling->column_px;
    if (filling->y > 0 && filling->y + block->before_px + needed > limit + 0.5) {
        if (is_last)
            return FALSE;
        filling->column++;
        filling->y = 0;
    }
    filling->y += (filling->y > 0 ? block->before_px : 0) + block->height_px;
    return TRUE;
}

/* Two columns are of about the same height. */
static struct filling filling_of(const struct legend *legend, guint columns, double most_px)
{
    double column_px = columns > 1 ? fmin(most_px, legend->height_px * 0.56) : most_px;
    return (struct filling){columns, column_px, most_px, 0, 0};
}

static gboolean all_fit(const struct legend *legend, struct filling filling)
{
    for (guint i = 0; i < legend->blocks->len; i++)
        if (!fill_block(legend, &filling, i))
            return FALSE;
    return TRUE;
}

/* Takes the last block of those that are worth least, and its heading. FALSE: none may go. */
static gboolean drop_least(struct legend *legend)
{
    guint least = 0;

    for (guint i = 1; i < legend->blocks->len; i++) {
        const struct block *block = legend->blocks->pdata[i];
        const struct block *best = legend->blocks->pdata[least];
        if (block->worth >= best->worth)
            least = i;
    }
    if (least == 0)
        return FALSE;
    gboolean has_heading = is_heading(legend, least - 1);
    g_ptr_array_remove_index(legend->blocks, least);
    if (has_heading)
        g_ptr_array_remove_index(legend->blocks, least - 1);
    return TRUE;
}

/* Leaves out what does not fit, and returns how many blocks that were. A line that says so is then
 * the last. */
static guint drop_to_fit(struct legend *legend, struct filling *filling, double note_px)
{
    guint before = legend->blocks->len;

    if (all_fit(legend, *filling))
        return 0;
    filling->most_px -= note_px;
    while (!all_fit(legend, *filling) && drop_least(legend))
        measure(legend);
    return before - legend->blocks->len;
}

/* Fills the columns one after the other; what does not fit is counted and named. */
static void draw_columns(struct legend *legend, guint columns, double most_px,
                         struct scene_group *group, struct piece_size *size)
{
    double gap = scaled_px(legend->furniture, COLUMN_GAP_PX);
    double note_px = legend->furniture->style->size_px[TYPE_SMALL] * FURNITURE_LINE_HEIGHT_EM;
    struct filling filling = filling_of(legend, columns, most_px);
    guint rest = drop_to_fit(legend, &filling, note_px);

    if (rest > 0 && legend->blocks->len < MIN_BLOCKS) {
        furniture_note(legend->furniture, "there is no room for the legend: it is left out");
        *size = (struct piece_size){0, 0};
        return;
    }
    for (guint i = 0; i < legend->blocks->len; i++) {
        struct block *block = legend->blocks->pdata[i];
        fill_block(legend, &filling, i);
        draw_block(legend, block, group, filling.column * (legend->column_px + gap),
                   filling.y - block->height_px);
        size->height_px = fmax(size->height_px, filling.y);
    }
    double x = filling.column * (legend->column_px + gap);
    if (rest > 0) {
        draw_rest(legend, rest, group, x, filling.y);
        size->height_px = fmax(size->height_px, filling.y + note_px);
    }
    size->width_px = x + legend->column_px;
}

/* How a legend may be laid out. */
struct attempt {
    guint columns;
    double column_px;
};

static void legend_clear(struct legend *legend)
{
    g_clear_pointer(&legend->blocks, g_ptr_array_unref);
}

/* The area that the legend takes in so many columns; INFINITY where it does not fit. */
static double area_px2(const struct legend *legend, guint columns, double most_px)
{
    struct filling filling = filling_of(legend, columns, most_px);
    double height = 0;

    for (guint i = 0; i < legend->blocks->len; i++) {
        if (!fill_block(legend, &filling, i))
            return INFINITY;
        height = fmax(height, filling.y);
    }
    double gaps = filling.column * scaled_px(legend->furniture, COLUMN_GAP_PX);
    return ((filling.column + 1) * legend->column_px + gaps) * height;
}

/* On a small page every px counts: the narrowest of one and two columns that hold it all. */
static struct attempt find_smallest(const struct furniture *furniture, const GPtrArray *rows,
                                    const struct room *room, struct attempt otherwise)
{
    double half_px = (room->width_px - scaled_px(furniture, COLUMN_GAP_PX)) / 2, best = INFINITY;
    struct attempt found = otherwise;

    for (double share = 1; share > MIN_COLUMN_SHARE; share -= COLUMN_SHARE_STEP) {
        for (guint columns = 1; columns <= 2; columns++) {
            struct attempt tried = {columns, share * (columns == 1 ? room->width_px : half_px)};
            struct legend legend;
            lay_out(&legend, furniture, rows, tried.column_px);
            double area = area_px2(&legend, columns, room->height_px);
            legend_clear(&legend);
            /* A long word may stand out of a narrow column. */
            if (legend.column_px <= tried.column_px && area < best) {
                best = area;
                found = tried;
            }
        }
    }
    return found;
}

/* One column; two where one is too high and there is the width. */
static struct attempt find_columns(const struct furniture *furniture, const GPtrArray *rows,
                                   const struct room *room)
{
    double half_px = (room->width_px - scaled_px(furniture, COLUMN_GAP_PX)) / 2;
    struct attempt found = {1, room->width_px};
    struct legend legend;

    if (!furniture->panel)
        found.column_px = fmin(found.column_px, scaled_px(furniture, OVERLAY_COLUMN_PX));
    lay_out(&legend, furniture, rows, found.column_px);
    if (legend.height_px > room->height_px &&
        half_px >= MIN_COLUMN_PX * furniture_scale(furniture->map))
        found = (struct attempt){2, fmin(found.column_px, half_px)};
    legend_clear(&legend);
    return found;
}

static gboolean fits(const struct furniture *furniture, const GPtrArray *rows,
                     const struct room *room, struct attempt attempt)
{
    struct legend legend;

    lay_out(&legend, furniture, rows, attempt.column_px);
    double area = area_px2(&legend, attempt.columns, room->height_px);
    legend_clear(&legend);
    return isfinite(area);
}

/* Smaller type, for pages on which the legend would take half of the map or not fit. */
static struct furniture_style compact_style(const struct furniture_style *style)
{
    struct furniture_style compact = *style;

    compact.scale *= COMPACT_SCALE;
    for (guint i = 0; i < TYPE_SIZE_COUNT; i++)
        compact.size_px[i] = fmax(style->size_px[TYPE_SMALL], style->size_px[i] - COMPACT_STEP_PX);
    return compact;
}

gboolean legend_build(struct furniture *furniture, const struct room *room,
                      struct scene_group *group, struct piece_size *size,
                      G_GNUC_UNUSED GError **error)
{
    g_autoptr(GPtrArray) rows = legend_rows_collect(furniture->composition);
    struct furniture own = *furniture;
    struct furniture_style compact = compact_style(furniture->style);
    struct legend legend;
    struct attempt attempt = find_columns(furniture, rows, room);

    if (furniture_is_small(furniture->map) &&
        (!furniture->panel || !fits(furniture, rows, room, attempt))) {
        own.style = &compact;
        attempt = find_columns(&own, rows, room);
        if (!furniture->panel)
            attempt = find_smallest(&own, rows, room, attempt);
    }
    lay_out(&legend, &own, rows, attempt.column_px);
    if (legend.blocks->len > 1)
        draw_columns(&legend, attempt.columns, room->height_px, group, size);
    legend_clear(&legend);
    if (furniture->panel && furniture->rtl && size->width_px > 0) {
        group_move(group, room->width_px - size->width_px, 0);
        size->width_px = room->width_px;
    }
    return TRUE;
}
