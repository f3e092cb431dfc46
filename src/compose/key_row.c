#include "compose/key_row.h"

#include "compose/furniture/words.h"

#include <string.h>

const char *event_column_text(const struct composition *composition, const struct event *event,
                              enum column column, char *buffer)
{
    int slot = fields_find(composition->events->fields, column_name(column));
    if (slot < 0 || (guint)slot >= event->n_values) {
        return "";
    }
    const struct value *value = &event->values[slot];
    return value->type == VALUE_STRING   ? value->string
           : value->type == VALUE_NUMBER ? value_number_text(value->number, buffer)
                                         : "";
}

/* The first sentence of a note: up to a full stop before a blank. */
static char *first_sentence_dup(const char *text)
{
    const char *end = strstr(text, ". ");
    return end != NULL ? g_strndup(text, (gsize)(end - text)) : g_strdup(text);
}

static char *what_dup(const struct composition *composition, const struct event *event)
{
    char buffers[5][VALUE_NUMBER_TEXT];
    const char *claim = furniture_word(WORD_CLAIM, composition->map->language);
    const char *type = event_column_text(composition, event, COLUMN_SUB_EVENT_TYPE, buffers[0]);
    const char *actor = event_column_text(composition, event, COLUMN_ACTOR1, buffers[1]);
    const char *other = event_column_text(composition, event, COLUMN_ACTOR2, buffers[2]);
    const char *notes = event_column_text(composition, event, COLUMN_NOTES, buffers[3]);
    if (type[0] == '\0') {
        type = event_column_text(composition, event, COLUMN_EVENT_TYPE, buffers[4]);
    }
    if (type[0] == '\0') {
        return event->claim != NULL ? g_strdup_printf("(%s) %s", claim, event->claim)
                                    : first_sentence_dup(notes);
    }
    g_autoptr(GString) what = g_string_new(type);
    if (event->claim != NULL) {
        g_string_append_printf(what, " (%s)", claim);
    }
    if (actor[0] != '\0' || other[0] != '\0') {
        g_string_append_printf(what, ": %s%s%s", actor,
                               actor[0] != '\0' && other[0] != '\0' ? " – " : "", other);
    }
    return g_string_free(g_steal_pointer(&what), FALSE);
}

static char *deaths_dup(const struct event *event)
{
    char best[VALUE_NUMBER_TEXT], low[VALUE_NUMBER_TEXT], high[VALUE_NUMBER_TEXT];
    if (!event->deaths_known) {
        return g_strdup("");
    }
    value_number_text(event->deaths, best);
    if (!(event->deaths_low < event->deaths_high)) {
        return g_strdup(best);
    }
    return g_strdup_printf("%s (%s–%s)", best, value_number_text(event->deaths_low, low),
                           value_number_text(event->deaths_high, high));
}

void key_row_init(struct key_row *row, const struct composition *composition,
                  const struct composed_event *composed)
{
    const struct event *event = composed->event;
    gboolean is_named = event->place[0] != '\0' || event->found == NULL;
    *row = (struct key_row){
        .date = event->dates.known ? date_span_format(&event->dates, composition->map->language)
                                   : g_strdup(""),
        .place = g_strdup(is_named ? event->place : event->found->name),
        .what = what_dup(composition, event),
        .deaths = deaths_dup(event),
    };
}

void key_row_clear(struct key_row *row)
{
    g_free(row->date);
    g_free(row->place);
    g_free(row->what);
    g_free(row->deaths);
}
