/* Inside the style room: options that operators take as an object. */
#ifndef IDLIBMAP_STYLE_OPTIONS_H
#define IDLIBMAP_STYLE_OPTIONS_H

#include "style/node.h"

/* Compiles the option of that name, if `options` has it and JavaScript counts it as true; else
 * *node is NULL. The key of its problems is [1], as in MapLibre, wherever the object stands. FALSE
 * after a problem. */
gboolean option_parse(const struct context *context, const json_t *options, const char *name,
                      const struct type *type, struct node **node);

/* The same for a boolean, which is false when it is not given. */
gboolean option_parse_flag(const struct context *context, const json_t *options, const char *name,
                           struct node **node);

#endif
