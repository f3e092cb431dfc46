/* Files that appear whole or not at all: bytes go to a temporary file in the same folder, are
 * synced, and take the final name only on commit. A failure leaves the old file as it was. */
#ifndef IDLIBMAP_BASE_OUTPUT_FILE_H
#define IDLIBMAP_BASE_OUTPUT_FILE_H

#include "base/auto.h"

#include <glib.h>

/* A set of outputs of one run: all are written, then all are renamed. */
struct output_set;

struct output_set *output_set_new(void);
/* Removes temporary files that were not committed. */
void output_set_free(struct output_set *set);

/* Names a file that the run reads ("-" and NULL are none): no output may take its place. */
void output_set_protect(struct output_set *set, const char *path);

/* Stages `bytes` for `path`; "-" is standard output, written at commit. A symbolic link as the
 * last part of the path is refused, so that output never lands outside the folder named; so is
 * a file that is protected or that another output of the set goes to. */
gboolean output_set_add(struct output_set *set, const char *path, GBytes *bytes, GError **error);

/* Renames all into place. */
gboolean output_set_commit(struct output_set *set, GError **error);

DEFINE_AUTOPTR(OutputSet, output_set)

#endif
