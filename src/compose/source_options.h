/* The options of a style's source, compiled: which records are used, their ids, clustering. */
#ifndef IDLIBMAP_COMPOSE_SOURCE_OPTIONS_H
#define IDLIBMAP_COMPOSE_SOURCE_OPTIONS_H

#include "base/diagnostics.h"
#include "compose/cluster.h"
#include "style/style.h"

/* One of clusterProperties: the value of a point, and how two are made one. */
struct cluster_property {
    char *name;
    struct expression *map;
    struct expression *reduce; /* of ["accumulated"] and ["get", name] */
};

struct source_options {
    struct expression *filter; /* NULL: all pass */
    char *promote_id;          /* the property that is the id; NULL: the file's own */
    gboolean generate_id;      /* the number of the record, from 0, is the id */
    gboolean cluster;
    struct cluster_rule cluster_rule;
    GPtrArray *cluster_properties; /* struct cluster_property */
};

/* Errors name the file, the line and the option. */
struct source_options *source_options_new(const struct style *style,
                                          const struct style_source *source,
                                          struct diagnostics *diagnostics, GError **error);
void source_options_free(struct source_options *options);

/* Does the feature in the evaluation pass the filter? */
gboolean source_options_accept(const struct source_options *options, struct evaluation *evaluation);
/* Are points gathered into clusters at this zoom? */
gboolean source_options_cluster_at(const struct source_options *options, double zoom);

DEFINE_AUTOPTR(SourceOptions, source_options)

#endif
