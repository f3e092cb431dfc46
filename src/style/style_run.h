/* Inside the style room: what a style keeps while it is evaluated. */
#ifndef IDLIBMAP_STYLE_STYLE_RUN_H
#define IDLIBMAP_STYLE_STYLE_RUN_H

#include "style/style.h"

/* What failed at run time in one layer. */
struct style_failures;

struct style_failures *style_failures_new(void);
void style_failures_free(struct style_failures *failures);
/* Counts that the property (PROPERTY_COUNT: the filter) failed for the evaluation's feature. */
void style_failure_add(const struct style_layer *layer, enum property property,
                       struct evaluation *evaluation);

/* Fills style->state with the defaults of the root's "state". */
void style_read_state(struct style *style);

#endif
