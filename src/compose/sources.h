/* The sources of a style, read once each, every record through all the layers that use it. */
#ifndef IDLIBMAP_COMPOSE_SOURCES_H
#define IDLIBMAP_COMPOSE_SOURCES_H

#include "compose/composition.h"
#include "source/source.h"

/* The file of a source: the one given by the command line or the map, else the style's own. NULL
 * with error when there is none or it may not be read. `is_own`: it is the style's, so its
 * attribution holds. */
char *source_file_dup(const struct composition *composition, const struct style_source *source,
                      gboolean *is_own, GError **error);

/* Is any layer that is drawn fed by the source? */
gboolean source_is_used(const struct composition *composition, const char *id);

/* Appends a record of the source to composition->sources, with what is known before it is read. */
struct composed_source *composed_source_add(struct composition *composition,
                                            const struct style_source *style_source,
                                            const struct source *source, gboolean is_own);

/* The table behind composition->projections, empty. */
GHashTable *source_projections_new(void);

gboolean source_compose(struct composition *composition, const struct style_source *style_source,
                        GError **error);

/* An error unless every source that the command line or the map names is one of the style's. */
gboolean sources_check_names(const struct composition *composition, GError **error);

#endif
