/* Checking a whole style: every problem at once, with the verdicts of MapLibre's own validator. */
#ifndef IDLIBMAP_STYLE_CHECK_H
#define IDLIBMAP_STYLE_CHECK_H

#include "base/diagnostics.h"
#include "base/json_text.h"

struct style_finding {
    gboolean is_error;  /* the style is not valid; else a warning */
    gboolean is_ours;   /* valid for MapLibre: what this program does not draw, or a likely slip */
    guint line, column; /* 1-based; of the value that MapLibre's validator reports */
    gboolean has_no_line; /* MapLibre gives no line: the value is null or is not there */
    char *pointer;        /* JSON pointer (RFC 6901) of the place, as exactly as it is known */
    char *key;            /* the place as MapLibre writes it: "layers[0].paint.fill-color[2]" */
    char *message;        /* MapLibre's text, without the key */
    char *hint;           /* "did you mean \"x\"?", or NULL */
    char *layer;          /* id of the layer, or NULL */
};

/* The first thousand problems, in the order of lines; GPtrArray of struct style_finding, owned by
 * the caller. */
GPtrArray *style_check(const struct json_text *text);
/* Adds a warning of this program's own. */
void style_findings_warn(GPtrArray *findings, const struct json_text *text, const char *pointer,
                         const char *layer, const char *message);
/* One line for people: the layer, the place, what is wrong, the hint and the pointer. */
char *style_finding_text_dup(const struct style_finding *finding);

#endif
