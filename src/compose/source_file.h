/* Which file a style's source is read from. */
#ifndef IDLIBMAP_COMPOSE_SOURCE_FILE_H
#define IDLIBMAP_COMPOSE_SOURCE_FILE_H

#include "map/map.h"
#include "style/style.h"

/* The file that the command line or the map gives for a source, else the style's own; owned by the
 * caller. For a layer of a vector source it is the file given for "SOURCE/SOURCE-LAYER", else the
 * one of the layer's name (.shp, .geojson, .json, .csv) in the folder given for "SOURCE". NULL with
 * error when there is none or it may not be read; NULL without error for a layer of a vector source
 * that nothing is given for. `is_own`: it is the style's, so its attribution holds. */
char *source_file_dup(const struct map *map, const struct style *style,
                      const struct style_source *source, gboolean *is_own, GError **error);

/* May a file or folder be given for this id? */
gboolean source_file_is_wanted(const struct style *style, const char *id);

/* Adds one finding for each vector source of which layers that are visible at `zoom` (NAN: at any)
 * have no file: a note, or a warning where it has none at all. */
void source_files_report(const struct map *map, const struct style *style, double zoom,
                         struct diagnostics *diagnostics);

#endif
