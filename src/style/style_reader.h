/* Inside the style room: from JSON to struct style, every part checked. */
#ifndef IDLIBMAP_STYLE_STYLE_READER_H
#define IDLIBMAP_STYLE_STYLE_READER_H

#include "style/style.h"

/* Fills the style from its text. */
gboolean style_read(struct style *style, struct diagnostics *diagnostics, GError **error);

/* One run of the reader, and what it has found wrong so far. */
struct style_reader {
    struct style *style;
    struct diagnostics *diagnostics;
    GPtrArray *errors; /* char *: whole messages, in the order found; the first hundred */
    guint n_warnings;
};

/* So many errors that what else is wrong need not be found: the style is refused anyway. */
gboolean reader_has_enough(const struct style_reader *reader);
/* Notes an error at a JSON pointer: "FILE:LINE:COLUMN: text". Always FALSE. */
gboolean reader_error(struct style_reader *reader, const char *pointer, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
void reader_warn(struct style_reader *reader, const char *pointer, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* The pointer of a member; owned by the caller. */
char *pointer_join(const char *pointer, const char *member);
char *pointer_join_index(const char *pointer, gsize index);
/* Names from files, fit for a message. */
char *reader_quote(const char *name);

/* style_layer.c: the type of that name, or -1. */
int layer_type_find(const char *name);
/* style_layer.c: one layer; NULL when it cannot be used. */
struct style_layer *read_layer(struct style_reader *reader, const json_t *json,
                               const char *pointer);

#endif
