#include "base/csv_text.h"

#include "base/value.h"

#include <string.h>

static gboolean would_run(const char *text)
{
    double number;
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL &&
           !value_number_parse(text, strlen(text), &number);
}

void csv_append_cell(GString *csv, const char *text)
{
    gsize length = strlen(text);
    gboolean runs = would_run(text);
    gboolean quoted = length > 0 && (text[strcspn(text, ",;\t\"\r\n")] != '\0' || text[0] == ' ' ||
                                     text[length - 1] == ' ');
    if (quoted) {
        g_string_append_c(csv, '"');
    }
    if (runs) {
        g_string_append_c(csv, '\'');
    }
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        g_string_append_len(csv, text, quote - text + 1);
        g_string_append_c(csv, '"');
    }
    g_string_append(csv, text);
    if (quoted) {
        g_string_append_c(csv, '"');
    }
}
