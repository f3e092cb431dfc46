/* Circles on the page that lie over each other, put into groups. */
#ifndef IDLIBMAP_COMPOSE_NEAR_GROUPS_H
#define IDLIBMAP_COMPOSE_NEAR_GROUPS_H

#include "geo/geometry.h"

struct near_circle {
    struct page_point at;
    double radius_px;
};

/* The group of each circle, from 0, owned by the caller; `n_groups` gets how many there are. Taken
 * in the order given, each circle that is in no group yet opens one and takes in all the others
 * without a group that it touches: so no chain of circles becomes one group. Takes about linear
 * time. */
guint *near_groups_new(const struct near_circle *circles, guint n, guint *n_groups);

#endif
