/* `idlibmap inspect`: what a shapefile, table, GeoJSON file, style or map holds. */
#ifndef IDLIBMAP_CLI_INSPECT_H
#define IDLIBMAP_CLI_INSPECT_H

#include "base/diagnostics.h"

/* Writes what each file (NULL-ended list) holds to standard output: a block for people, or with
 * `json` an array with an object a file: {file, kind, geometry, features, extent, crs, encoding,
 * fields, problems}. Every record is read; findings go to `diagnostics`. A file that cannot be read
 * does not stop the others: FALSE then, with the error of the first one; those of further ones are
 * added to the diagnostics as warnings. */
gboolean inspect_run(const char *const *paths, gboolean json, struct diagnostics *diagnostics,
                     GError **error);

#endif
