/* The sources of a style, read once each, every record through all the layers that use it. */
#ifndef IDLIBMAP_COMPOSE_SOURCES_H
#define IDLIBMAP_COMPOSE_SOURCES_H

#include "compose/composition.h"
#include "source/source.h"

/* Is any layer that is drawn fed by the source? */
gboolean source_is_used(const struct composition *composition, const char *id);

/* Appends a record of the source to composition->sources, with what is known before it is read. */
struct composed_source *composed_source_add(struct composition *composition,
                                            const struct style_source *style_source,
                                            const struct source *source, gboolean is_own);

/* The table behind composition->projections, empty. */
GHashTable *source_projections_new(void);

/* A layer of a vector source that has no file is left out. */
gboolean source_compose(struct composition *composition, const struct style_source *style_source,
                        GError **error);

/* An error unless every source that the command line or the map names is one of the style's. */
gboolean sources_check_names(const struct composition *composition, GError **error);

#endif
