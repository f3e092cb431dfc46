/* The key table of numbered events: number, date, place, what, deaths. As many tables side by side
 * as the room asks for; what has no room is counted in a last line, which says where the rest is.
 */
#include "compose/event_numbers.h"
#include "compose/furniture/draw.h"
#include "compose/key_row.h"

#include <math.h>
#include <string.h>

#define MAX_TABLES 4
#define MIN_TABLE_PX 300
#define TABLE_GAP_PX 26
#define COLUMN_GAP_PX 9
#define ROW_PADDING_PX 3
/* In a strip that few events leave empty, rows stand so much further apart at most. */
#define MAX_LOOSENING_PX 4
#define MAX_WHAT 110
#define MAX_PLACE 80
/* Longer words are cut: a column is not wider than they. */
#define MAX_WORD 26

enum cell {
    CELL_NUMBER,
    CELL_DATE,
    CELL_PLACE,
    CELL_WHAT,
    CELL_DEATHS,
    CELL_COUNT,
};

static const struct text_spec heading_spec = {FONT_BOLD, TYPE_HEADING, COLOR_INK, FALSE};
static const struct text_spec more_spec = {FONT_REGULAR, TYPE_SMALL, COLOR_MUTED, FALSE};

/* One row a column of the table. */
static const struct {
    enum word header;
    struct text_spec spec;
    double share;    /* of the room beside number and deaths, where it has not room for all */
    gboolean at_end; /* numbers stand at the column's end */
} cells[CELL_COUNT] = {
    [CELL_NUMBER] = {WORD_NUMBER, {FONT_BOLD, TYPE_SMALL, COLOR_INK, FALSE}, 1, TRUE},
    [CELL_DATE] = {WORD_DATE, {FONT_REGULAR, TYPE_SMALL, COLOR_MUTED, FALSE}, 0.25, FALSE},
    [CELL_PLACE] = {WORD_PLACE, {FONT_REGULAR, TYPE_SMALL, COLOR_INK, FALSE}, 0.26, FALSE},
    [CELL_WHAT] = {WORD_WHAT, {FONT_REGULAR, TYPE_SMALL, COLOR_INK, FALSE}, 1, FALSE},
    [CELL_DEATHS] = {WORD_DEATHS, {FONT_BOLD, TYPE_SMALL, COLOR_INK, FALSE}, 1, TRUE},
};

struct key_table {
    const struct furniture *furniture;
    double height_px; /* of the room, below the heading */
    GPtrArray *rows;  /* char *[CELL_COUNT], the first the header */
    guint n_events;   /* of all, listed or not */
    double line_px, padding_px;
};

/* One way to set the table. */
struct setting {
    guint n_tables;
    double table_px;
    double x[CELL_COUNT], width[CELL_COUNT];
    GPtrArray *texts;   /* struct text *, CELL_COUNT a row */
    GArray *heights_px; /* double, of each row with its padding; the first is the header */
    guint n_listed;     /* rows that find room, without the header */
    double rows_px;     /* of the highest table, without the header */
};

/* --- texts --- */

/* Cut at a word where it is long; "a/b" may break, and no word is over MAX_WORD. */
static char *cell_dup(const char *text, guint max)
{
    g_autoptr(GString) spaced = g_string_new(text);
    g_string_replace(spaced, "/", " / ", 0);
    g_auto(GStrv) words = g_strsplit_set(spaced->str, " \t\r\n", -1);
    GString *cell = g_string_new(NULL);
    for (guint i = 0; words[i] != NULL; i++) {
        glong length = g_utf8_strlen(words[i], -1);
        if (length == 0)
            continue;
        if (g_utf8_strlen(cell->str, -1) + length > (glong)max && cell->len > 0) {
            g_string_append(cell, " …");
            break;
        }
        if (cell->len > 0)
            g_string_append_c(cell, ' ');
        if (length > MAX_WORD) {
            g_autofree char *start = g_utf8_substring(words[i], 0, MAX_WORD - 1);
            g_string_append_printf(cell, "%s…", start);
        } else {
            g_string_append(cell, words[i]);
        }
    }
    return g_string_free(cell, FALSE);
}

static char **header_new(const struct furniture *furniture)
{
    char **row = g_new0(char *, CELL_COUNT + 1);
    for (guint i = 0; i < CELL_COUNT; i++)
        row[i] = g_strdup(word(furniture, cells[i].header));
    return row;
}

static char **row_new(const struct composition *composition, guint number)
{
    char **row = g_new0(char *, CELL_COUNT + 1);
    struct key_row key;

    key_row_init(&key, composition, event_numbers_get(composition, number));
    row[CELL_NUMBER] = g_strdup_printf("%u", number);
    row[CELL_DATE] = g_strdup(key.date);
    row[CELL_PLACE] = cell_dup(key.place, MAX_PLACE);
    row[CELL_WHAT] = cell_dup(key.what, MAX_WHAT);
    row[CELL_DEATHS] = g_strdup(key.deaths[0] != '\0' ? key.deaths : "–");
    key_row_clear(&key);
    return row;
}

static void free_row(gpointer row)
{
    g_strfreev(row);
}

/* For a narrow table: the place stands below its date, in one column. */
static void join_dates(const struct key_table *table)
{
    for (guint i = 0; i < table->rows->len; i++) {
        char **row = table->rows->pdata[i];
        char *joined = g_strdup_printf("%s%s%s", row[CELL_DATE],
                                       row[CELL_DATE][0] != '\0' ? "\n" : "", row[CELL_PLACE]);
        g_free(row[CELL_PLACE]);
        row[CELL_PLACE] = joined;
        row[CELL_DATE][0] = '\0';
    }
}

/* No more than could find room. */
static void collect_rows(struct key_table *table)
{
    const struct composition *composition = table->furniture->composition;
    double lines = fmax(1, table->height_px / (table->line_px + 2 * table->padding_px));
    guint most = (guint)fmin(table->n_events, ceil(lines) * MAX_TABLES);

    table->rows = g_ptr_array_new_with_free_func(free_row);
    g_ptr_array_add(table->rows, header_new(table->furniture));
    for (guint i = 1; i <= most; i++)
        g_ptr_array_add(table->rows, row_new(composition, i));
}

static const struct text_spec *spec_of(guint row, guint cell)
{
    static const struct text_spec header = {FONT_BOLD, TYPE_SMALL, COLOR_MUTED, FALSE};
    return row == 0 ? &header : &cells[cell].spec;
}

/* --- columns --- */

/* The widest text of a column, in one line or (`width_px` 1) with each word alone. */
static double widest(const struct key_table *table, guint cell, double width_px)
{
    double most = 0;
    for (guint i = 0; i < table->rows->len; i++) {
        char *const *row = table->rows->pdata[i];
        g_autoptr(Text) text = shape_text(table->furniture, row[cell], spec_of(i, cell), width_px);
        most = fmax(most, text->width);
    }
    return ceil(most);
}

/* FALSE where the words of a column are wider than it. */
static gboolean set_columns(const struct key_table *table, struct setting *setting)
{
    double gap = scaled_px(table->furniture, COLUMN_GAP_PX);
    double *width = setting->width, x = 0;
    static const enum cell shared[] = {CELL_DATE, CELL_PLACE};

    width[CELL_NUMBER] = widest(table, CELL_NUMBER, 0);
    width[CELL_DEATHS] = widest(table, CELL_DEATHS, 1);
    gboolean has_dates = widest(table, CELL_DATE, 0) > 0;
    double gaps = (CELL_COUNT - (has_dates ? 1 : 2)) * gap;
    double rest = setting->table_px - width[CELL_NUMBER] - width[CELL_DEATHS] - gaps;
    width[CELL_WHAT] = rest;
    for (guint i = 0; i < G_N_ELEMENTS(shared); i++) {
        double share = fmax(cells[shared[i]].share * rest, widest(table, shared[i], 1));
        width[shared[i]] = fmin(share, widest(table, shared[i], 0));
        width[CELL_WHAT] -= width[shared[i]];
    }
    for (guint i = 0; i < CELL_COUNT; i++) {
        setting->x[i] = x;
        x += width[i] > 0 ? width[i] + gap : 0;
    }
    return width[CELL_WHAT] >= widest(table, CELL_WHAT, 1);
}

static void shape_rows(const struct key_table *table, struct setting *setting)
{
    setting->texts = g_ptr_array_new_with_free_func((GDestroyNotify)text_free);
    setting->heights_px = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < table->rows->len; i++) {
        char *const *row = table->rows->pdata[i];
        double height = 0;
        for (guint cell = 0; cell < CELL_COUNT; cell++) {
            struct text *text =
                shape_text(table->furniture, row[cell], spec_of(i, cell), setting->width[cell]);
            height = fmax(height, text->height);
            g_ptr_array_add(setting->texts, text);
        }
        height = ceil(height + 2 * table->padding_px);
        g_array_append_val(setting->heights_px, height);
    }
}

/* --- room --- */

static double row_px(const struct setting *setting, guint row)
{
    return g_array_index(setting->heights_px, double, row);
}

/* How many rows find room in tables of this height. */
static guint count_fitting(const struct setting *setting, double room_px)
{
    double used = 0;
    guint tables = 1, row = 1;
    for (; row < setting->heights_px->len; row++) {
        double height = row_px(setting, row);
        if (used + height > room_px) {
            tables++;
            used = 0;
        }
        if (tables > setting->n_tables || height > room_px)
            break;
        used += height;
    }
    return row - 1;
}

/* Where all find room, tables of about one height; else the last line says what has none. */
static void fit_rows(const struct key_table *table, struct setting *setting)
{
    double room = table->height_px - row_px(setting, 0);
    guint n = setting->heights_px->len - 1;

    setting->rows_px = room;
    setting->n_listed = count_fitting(setting, room);
    if (setting->n_listed < table->n_events) {
        setting->rows_px = room - table->line_px - table->padding_px;
        setting->n_listed = count_fitting(setting, setting->rows_px);
        return;
    }
    double sum = 0;
    for (guint i = 1; i <= n; i++)
        sum += row_px(setting, i);
    for (double height = ceil(sum / setting->n_tables); height < room; height += 1) {
        if (count_fitting(setting, height) == n) {
            setting->rows_px = height;
            return;
        }
    }
}

static void setting_clear(struct setting *setting)
{
    g_clear_pointer(&setting->texts, g_ptr_array_unref);
    g_clear_pointer(&setting->heights_px, g_array_unref);
}

/* Is one table as wide as the room wide enough for its words? */
static gboolean fits_in_width(const struct key_table *table, double width_px)
{
    struct setting setting = {.n_tables = 1, .table_px = floor(width_px)};
    return set_columns(table, &setting);
}

/* The fewest tables in which all find room, else those in which most do. FALSE: none does. */
static gboolean choose_setting(const struct key_table *table, double width_px,
                               struct setting *chosen)
{
    double gap = scaled_px(table->furniture, TABLE_GAP_PX);

    *chosen = (struct setting){0};
    for (guint n = 1; n <= MAX_TABLES && chosen->n_listed < table->n_events; n++) {
        struct setting setting = {.n_tables = n};
        setting.table_px = floor((width_px - (n - 1) * gap) / n);
        gboolean is_wide = setting.table_px >= scaled_px(table->furniture, MIN_TABLE_PX);
        if (!set_columns(table, &setting) || (n > 1 && !is_wide))
            break;
        shape_rows(table, &setting);
        fit_rows(table, &setting);
        if (setting.n_listed > chosen->n_listed) {
            setting_clear(chosen);
            *chosen = setting;
        } else {
            setting_clear(&setting);
        }
    }
    return chosen->n_listed > 0;
}

/* --- drawing --- */

/* The pen of the table being drawn. */
struct drawing {
    const struct key_table *table;
    const struct setting *setting;
    struct scene_group *group;
    double width_px; /* of all tables */
    double left, y;
};

static void draw_rule(const struct drawing *drawing, double alpha)
{
    const struct furniture *furniture = drawing->table->furniture;
    double width = drawing->setting->table_px;
    double x = column_x(furniture, drawing->width_px, drawing->left, width);
    double y = round(drawing->y) + 0.5;

    group_add_line(drawing->group, (struct page_point){x, y}, (struct page_point){x + width, y},
                   plain_stroke(HAIRLINE_PX, with_alpha(color(furniture, COLOR_FRAME), alpha)));
}

static void draw_row(struct drawing *drawing, guint row, double height_px)
{
    const struct key_table *table = drawing->table;
    const struct setting *setting = drawing->setting;
    double above = table->padding_px + (height_px - row_px(setting, row)) / 2;

    for (guint i = 0; i < CELL_COUNT; i++) {
        struct text *text = g_steal_pointer(&setting->texts->pdata[row * CELL_COUNT + i]);
        double x = drawing->left + setting->x[i];
        if (cells[i].at_end)
            x += setting->width[i] - text->width;
        x = column_x(table->furniture, drawing->width_px, x, text->width);
        group_add_text(table->furniture, drawing->group, text, spec_of(row, i), x,
                       drawing->y + above);
    }
    drawing->y += height_px;
}

/* The header stands above each table: its texts are shaped anew for the others. */
static void draw_header(struct drawing *drawing)
{
    const struct key_table *table = drawing->table;
    char *const *row = table->rows->pdata[0];

    for (guint i = 0; i < CELL_COUNT; i++) {
        gpointer *text = &drawing->setting->texts->pdata[i];
        if (*text == NULL)
            *text = shape_text(table->furniture, row[i], spec_of(0, i), drawing->setting->width[i]);
    }
    draw_row(drawing, 0, row_px(drawing->setting, 0));
    draw_rule(drawing, 0.9);
}

static char *more_dup(const struct key_table *table, guint n_listed)
{
    const struct furniture *furniture = table->furniture;
    const char *file = furniture->map->number_table;
    g_autofree char *number = g_strdup_printf("%u", table->n_events - n_listed);
    g_autoptr(GString) text = g_string_new(word(furniture, WORD_N_MORE));

    g_string_replace(text, "{}", number, 0);
    g_string_append_printf(text, " (%u–%u)%s", n_listed + 1, table->n_events,
                           file != NULL ? ": " : ", ");
    if (file != NULL) {
        g_autofree char *name = g_path_get_basename(file);
        g_autofree char *shown = g_utf8_make_valid(name, -1);
        g_string_append_printf(text, "%s %s", word(furniture, WORD_SEE), shown);
    } else {
        g_string_append(text, word(furniture, WORD_NOT_LISTED));
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void draw_more(struct drawing *drawing)
{
    const struct key_table *table = drawing->table;
    guint listed = drawing->setting->n_listed;
    g_autofree char *more = more_dup(table, listed);
    struct text *text = shape_text(table->furniture, more, &more_spec, drawing->setting->table_px);
    double x = column_x(table->furniture, drawing->width_px, drawing->left, text->width);

    drawing->y += table->padding_px;
    group_add_text(table->furniture, drawing->group, text, &more_spec, x, drawing->y);
    drawing->y += text->height;
    furniture_note(table->furniture,
                   "the key table has no room for %u of %u events; --number-table FILE.html (or "
                   ".csv) writes them all",
                   table->n_events - listed, table->n_events);
}

/* How much further apart rows may stand. */
static double loosening_px(const struct drawing *drawing)
{
    const struct key_table *table = drawing->table;
    const struct setting *setting = drawing->setting;
    double left = table->height_px - row_px(setting, 0) - setting->rows_px;
    double rows = ceil((double)setting->n_listed / setting->n_tables) + 1;

    if (table->furniture->panel || setting->n_listed < table->n_events)
        return 0;
    return floor(CLAMP(left / rows, 0, scaled_px(table->furniture, MAX_LOOSENING_PX)));
}

/* All tables, one beside the other; returns how high they are. */
static double draw_tables(struct drawing *drawing)
{
    const struct setting *setting = drawing->setting;
    double top = drawing->y, bottom = top, used = 0, loose = loosening_px(drawing);

    draw_header(drawing);
    for (guint row = 1; row <= setting->n_listed; row++) {
        double height = row_px(setting, row);
        if (used + height > setting->rows_px + 0.5) {
            drawing->left += setting->table_px + scaled_px(drawing->table->furniture, TABLE_GAP_PX);
            drawing->y = top;
            used = 0;
            draw_header(drawing);
        } else if (used > 0) {
            draw_rule(drawing, 0.25);
        }
        used += height;
        draw_row(drawing, row, height + loose);
        bottom = fmax(bottom, drawing->y);
    }
    if (setting->n_listed < drawing->table->n_events) {
        draw_rule(drawing, 0.25);
        draw_more(drawing);
    }
    return fmax(bottom, drawing->y);
}

static double draw_heading(struct drawing *drawing, double width_px)
{
    const struct furniture *furniture = drawing->table->furniture;
    struct text *text =
        shape_text(furniture, word(furniture, WORD_KEY_TABLE), &heading_spec, width_px);
    double above = box_is_empty(text->ink) ? 0 : fmax(0, text->ink.ymin);
    double height = text->height;

    group_add_text(furniture, drawing->group, text, &heading_spec,
                   column_x(furniture, width_px, 0, text->width), -floor(above));
    return height - floor(above) + scaled_px(furniture, 2);
}

gboolean key_table_build(struct furniture *furniture, const struct room *room,
                         struct scene_group *group, struct piece_size *size,
                         G_GNUC_UNUSED GError **error)
{
    struct key_table table = {
        .furniture = furniture,
        .n_events = event_numbers_count(furniture->composition),
        .line_px = ceil(furniture->style->size_px[TYPE_SMALL] * FURNITURE_LINE_HEIGHT_EM),
        .padding_px = scaled_px(furniture, ROW_PADDING_PX),
    };
    struct drawing drawing = {.table = &table, .group = group, .width_px = room->width_px};
    struct setting setting;

    if (table.n_events == 0)
        return TRUE;
    drawing.y = draw_heading(&drawing, room->width_px);
    table.height_px = room->height_px - drawing.y;
    collect_rows(&table);
    if (!fits_in_width(&table, room->width_px))
        join_dates(&table);
    if (choose_setting(&table, room->width_px, &setting)) {
        drawing.setting = &setting;
        *size = (struct piece_size){room->width_px, draw_tables(&drawing)};
    } else {
        furniture_note(furniture, "the key table does not fit on the page and is left out; "
                                  "--number-table FILE.html (or .csv) writes it");
    }
    setting_clear(&setting);
    g_ptr_array_unref(table.rows);
    return TRUE;
}
