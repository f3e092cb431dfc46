/* What was typed as a map: the same for every command that draws one or looks into one. */
#ifndef IDLIBMAP_CLI_MAP_OPTIONS_H
#define IDLIBMAP_CLI_MAP_OPTIONS_H

#include "cli/cli.h"
#include "map/map.h"

/* The map of a map file (NULL: the shipped one, but for its title and events where others are
 * given) with the options --events, --source and those of map_keys[] over it. NULL with an error;
 * several faults of the map file go to `diagnostics`. */
struct map *map_from_arguments(const struct arguments *arguments, const char *map_file,
                               struct diagnostics *diagnostics, GError **error);

#endif
