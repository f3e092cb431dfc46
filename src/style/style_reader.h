/* Inside the style room: from JSON that the checker has found valid to struct style. */
#ifndef IDLIBMAP_STYLE_STYLE_READER_H
#define IDLIBMAP_STYLE_STYLE_READER_H

#include "style/style.h"

/* No style of a map has more. */
#define STYLE_MAX_LAYERS 5000
#define STYLE_MAX_SOURCES 1000

/* Fills the style from its text, which style_check() has found valid. What cannot be compiled all
 * the same (a filter that is never true or false) is a finding more: a warning. */
void style_read(struct style *style, GPtrArray *findings);

/* style_layer.c: the layer of that id in a style, the last one of them; NULL when there is none. */
const json_t *layer_with_id(const json_t *style, const json_t *id);
/* style_layer.c: the layer of an index in "layers"; NULL when it is none of ours. */
struct style_layer *read_layer(const struct style *style, gsize index, GPtrArray *findings);

#endif
