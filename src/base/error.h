/* The one GError domain; the code decides the exit status and main.c prints the message. */
#ifndef IDLIBMAP_BASE_ERROR_H
#define IDLIBMAP_BASE_ERROR_H

#include <glib.h>

#define IDLIBMAP_ERROR (idlibmap_error_quark())

enum idlibmap_error {
    IDLIBMAP_ERROR_DATA,     /* a file or a value is wrong: exit 1 */
    IDLIBMAP_ERROR_USAGE,    /* the command line is wrong: exit 2 */
    IDLIBMAP_ERROR_FINDINGS, /* warnings under --strict: exit 3 */
};

GQuark idlibmap_error_quark(void);

/* Sets a data error whose message starts with "FILE:LINE: " (line 0: "FILE: "). */
void set_data_error(GError **error, const char *file, guint line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Sets a usage error; FALSE, to be returned. */
gboolean set_usage_error(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A name from a file made fit for a terminal and one line: control characters and invalid UTF-8
 * become '?', right-to-left text is wrapped in bidi isolates, long text is cut with an ellipsis. */
char *printable_dup(const char *text);
/* The same for the name of a file, which is never cut: the reader has to find it. */
char *printable_path_dup(const char *path);
/* The last guard before a terminal, for a whole message: one line without control characters or
 * invalid UTF-8, whatever it quotes. The isolates that the two above have put around names stay,
 * and are closed where a message was cut inside one. */
char *printable_line_dup(const char *text);

#endif
