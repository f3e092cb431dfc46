/* What styles wrote before there were expressions, turned into expressions. */
#ifndef IDLIBMAP_STYLE_LEGACY_H
#define IDLIBMAP_STYLE_LEGACY_H

#include "style/properties.h"

#include <jansson.h>

/* Is the filter an expression? MapLibre's isExpressionFilter(). */
gboolean legacy_filter_is_expression(const json_t *filter);
/* A filter of the old syntax (["==", "kind", "clash"]) as an expression; to be unreferenced. NULL
 * after a problem. */
json_t *legacy_filter(const json_t *filter, GPtrArray *problems);

/* A function of the old syntax ({"stops": ...}) as an expression for a property of the type; to be
 * unreferenced. NULL after a problem. */
json_t *legacy_function(const json_t *function, const struct property_type *type,
                        GPtrArray *problems);

/* "Place {name}" as ["concat", "Place ", ["get", "name"]]; a text without tokens as it is. */
json_t *legacy_tokens(const char *text);

#endif
