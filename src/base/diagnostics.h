/* Findings that do not stop the run: collected on the way, printed once at the end by main.c. */
#ifndef IDLIBMAP_BASE_DIAGNOSTICS_H
#define IDLIBMAP_BASE_DIAGNOSTICS_H

#include "base/auto.h"

#include <glib.h>

enum severity {
    SEVERITY_NOTE,    /* an assumption that the reader should know (no .prj: taken as WGS 84) */
    SEVERITY_WARNING, /* something is not as asked; fails under --strict */
    SEVERITY_ERROR,   /* of "check", which looks for all of them; elsewhere an error ends the run */
};

struct finding {
    enum severity severity;
    char *file;   /* NULL: the run as a whole */
    guint line;   /* 1-based; 0: the file as a whole */
    guint column; /* 1-based, in characters; 0: not known */
    char *text;
    guint count; /* how often the same finding was made; line is that of the first */
};

struct diagnostics;

struct diagnostics *diagnostics_new(void);
void diagnostics_free(struct diagnostics *diagnostics);

/* Adds a finding. The same severity, file and text again only raises its count, so say what is
 * wrong in the text and where in file and line. `diagnostics` may be NULL: then nothing happens. */
void diagnostics_add(struct diagnostics *diagnostics, enum severity severity, const char *file,
                     guint line, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The same at a column. */
void diagnostics_add_at(struct diagnostics *diagnostics, enum severity severity, const char *file,
                        guint line, guint column, const char *text);

/* In the order in which they were first made. */
guint diagnostics_count(const struct diagnostics *diagnostics);
const struct finding *diagnostics_get(const struct diagnostics *diagnostics, guint index);
/* The first dozen of the names (strings) for a finding that sums up: "a, b, c and 5 more". */
char *diagnostics_names_dup(const GPtrArray *names);
guint diagnostics_warnings(const struct diagnostics *diagnostics);

DEFINE_AUTOPTR(Diagnostics, diagnostics)

#endif
