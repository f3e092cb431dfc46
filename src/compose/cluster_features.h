/* The features of a source with clusters: its points are kept until all are read, then there is one
 * feature for each cluster and for each point that stands alone. */
#ifndef IDLIBMAP_COMPOSE_CLUSTER_FEATURES_H
#define IDLIBMAP_COMPOSE_CLUSTER_FEATURES_H

#include "compose/source_options.h"
#include "geo/view.h"

struct cluster_features;

/* `options` and `view` are borrowed. Clusters are those of the whole zoom at or below `zoom`. */
struct cluster_features *cluster_features_new(const struct source_options *options,
                                              const struct view *view, double zoom);
void cluster_features_free(struct cluster_features *features);

/* Keeps a copy of a record that is a single point, which stands at `at` on the page: as MapLibre
 * clusters the world, also where that is far outside the frame. `lonlat`: its place in degrees. */
void cluster_features_add(struct cluster_features *features, struct evaluation *evaluation,
                          const struct feature *feature, struct coord lonlat, struct page_point at);

/* After the last point: how many features there are. */
guint cluster_features_make(struct cluster_features *features, struct evaluation *evaluation);
/* One of them, valid until the next call; its geometry is in degrees. `records`: how many points it
 * stands for. A cluster has the properties cluster, cluster_id, point_count and
 * point_count_abbreviated, and those of clusterProperties. */
void cluster_features_get(struct cluster_features *features, guint index, struct feature *feature,
                          struct page_point *at, guint *records);

DEFINE_AUTOPTR(ClusterFeatures, cluster_features)

#endif
