#include "cli/number_table.h"

#include "base/csv_text.h"
#include "base/error.h"
#include "compose/event_numbers.h"
#include "compose/furniture/words.h"
#include "compose/key_row.h"

#include <string.h>

static gboolean has_suffix(const char *path, const char *suffix)
{
    gsize length = strlen(path), n = strlen(suffix);
    return length > n && g_ascii_strcasecmp(path + length - n, suffix) == 0;
}

gboolean number_table_check_name(const char *path, GError **error)
{
    if (has_suffix(path, ".csv") || has_suffix(path, ".html")) {
        return TRUE;
    }
    g_autofree char *shown = printable_path_dup(path);
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                "--number-table '%s' ends neither in .csv nor in .html", shown);
    return FALSE;
}

/* --- CSV --- */

static const char csv_header[] =
    "number,event_id,date_from,date_to,place,precision,what,deaths,deaths_low,deaths_high,source\n";

static void append_number(GString *csv, gboolean known, double number)
{
    char text[VALUE_NUMBER_TEXT];
    g_string_append_printf(csv, ",%s", known ? value_number_text(number, text) : "");
}

static void append_text(GString *csv, const char *text)
{
    g_string_append_c(csv, ',');
    csv_append_cell(csv, text);
}

static void append_csv_row(GString *csv, const struct composition *composition, guint number)
{
    const struct composed_event *composed = event_numbers_get(composition, number);
    const struct event *event = composed->event;
    char first[16] = "", last[16] = "", buffer[VALUE_NUMBER_TEXT];
    struct key_row row;
    key_row_init(&row, composition, composed);
    if (event->dates.known) {
        date_iso(event->dates.first_day, first);
        date_iso(event->dates.last_day, last);
    }
    g_string_append_printf(csv, "%u", number);
    append_text(csv, event->id);
    append_text(csv, first);
    append_text(csv, last);
    append_text(csv, row.place);
    append_text(csv, precision_name(event->precision));
    append_text(csv, row.what);
    append_number(csv, event->deaths_known, event->deaths);
    append_number(csv, event->deaths_known, event->deaths_low);
    append_number(csv, event->deaths_known, event->deaths_high);
    append_text(csv, event_column_text(composition, event, COLUMN_SOURCE, buffer));
    g_string_append_c(csv, '\n');
    key_row_clear(&row);
}

static void append_csv(GString *out, const struct composition *composition)
{
    g_string_append(out, csv_header);
    for (guint i = 1; i <= event_numbers_count(composition); i++) {
        append_csv_row(out, composition, i);
    }
}

/* --- HTML --- */

static const char html_style[] =
    "body{font:15px/1.4 'Noto Sans',sans-serif;color:#222;background:#fff;margin:2em}"
    "table{border-collapse:collapse;max-width:60em}"
    "caption{font-weight:bold;font-size:1.2em;text-align:start;padding-bottom:.5em}"
    "th,td{padding:.3em .9em .3em 0;text-align:start;vertical-align:top}"
    "thead th{border-bottom:1px solid #444}tbody tr+tr>*{border-top:1px solid #ddd}"
    ".n{text-align:end;white-space:nowrap}";

/* Characters that HTML does not allow, and those that would turn the text around them, are not for
 * a table: they are left out. */
static void append_escaped(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean is_bidi_control = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (g_unichar_iscntrl(c)) {
            g_string_append_c(plain, ' ');
        } else if (!is_bidi_control) {
            g_string_append_unichar(plain, c);
        }
    }
    g_autofree char *escaped = g_markup_escape_text(plain->str, -1);
    g_string_append(out, escaped);
}

/* A cell stands where the table's direction puts it, its text runs in its own. */
static void append_cell(GString *out, const char *class_name, const char *text)
{
    g_string_append_printf(out, "<td%s><bdi>", class_name);
    append_escaped(out, text);
    g_string_append(out, "</bdi></td>");
}

static void append_html_row(GString *out, const struct composition *composition, guint number)
{
    const char *unknown = furniture_word(WORD_UNKNOWN, composition->map->language);
    struct key_row row;
    key_row_init(&row, composition, event_numbers_get(composition, number));
    g_string_append_printf(out, "<tr id=\"event-%u\"><th scope=\"row\" class=\"n\">%u</th>", number,
                           number);
    append_cell(out, "", row.date);
    append_cell(out, "", row.place);
    append_cell(out, "", row.what);
    append_cell(out, " class=\"n\"", row.deaths[0] != '\0' ? row.deaths : unknown);
    g_string_append(out, "</tr>\n");
    key_row_clear(&row);
}

static void append_html_head(GString *out, const struct composition *composition)
{
    static const enum word headers[] = {WORD_NUMBER, WORD_DATE, WORD_PLACE, WORD_WHAT, WORD_DEATHS};
    const char *language = composition->map->language;
    g_string_append_printf(out,
                           "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n"
                           "<meta charset=\"utf-8\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
                           language, g_str_equal(language, "ar") ? "rtl" : "ltr");
    append_escaped(out, composition->scene->title);
    g_string_append_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<table>\n<caption>",
                           html_style);
    append_escaped(out, composition->scene->title);
    g_string_append_printf(out, ": %s</caption>\n<thead>\n<tr>",
                           furniture_word(WORD_KEY_TABLE, language));
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++) {
        gboolean is_number = headers[i] == WORD_NUMBER || headers[i] == WORD_DEATHS;
        g_string_append_printf(out, "<th scope=\"col\"%s>%s</th>", is_number ? " class=\"n\"" : "",
                               furniture_word(headers[i], language));
    }
    g_string_append(out, "</tr>\n</thead>\n<tbody>\n");
}

static void append_html(GString *out, const struct composition *composition)
{
    append_html_head(out, composition);
    for (guint i = 1; i <= event_numbers_count(composition); i++) {
        append_html_row(out, composition, i);
    }
    g_string_append(out, "</tbody>\n</table>\n</body>\n</html>\n");
}

GBytes *number_table_bytes(const struct composition *composition, const char *path)
{
    GString *out = g_string_new(NULL);
    if (has_suffix(path, ".csv")) {
        append_csv(out, composition);
    } else {
        append_html(out, composition);
    }
    return g_string_free_to_bytes(out);
}
