/* Inside the style room: expressions as properties have them. */
#ifndef IDLIBMAP_STYLE_PROPERTY_EXPRESSION_H
#define IDLIBMAP_STYLE_PROPERTY_EXPRESSION_H

#include "style/properties.h"

/* Does the array start with the name of an operator, ours or not? */
gboolean json_is_expression(const json_t *json);

/* Compiles an expression for values of the type, whatever it depends on: MapLibre's
 * createExpression(). `type` may be NULL: of any type. */
struct expression *property_expression_compile(const json_t *json, const struct property_type *type,
                                               GPtrArray *problems);

#endif
