/* Inside the map room: the lines of a map file before their values are read, and all that is wrong
 * with the file. */
#ifndef IDLIBMAP_MAP_MAP_LINES_H
#define IDLIBMAP_MAP_MAP_LINES_H

#include "base/auto.h"
#include "base/diagnostics.h"

#define SOURCE_GROUP "source "

/* The faults of one file; the first of them are kept, the rest counted. */
struct map_faults {
    const char *path;
    GPtrArray *kept; /* struct map_fault */
    guint count;
};

void map_faults_init(struct map_faults *faults, const char *path);
void map_faults_clear(struct map_faults *faults);
/* line 0: the file as a whole. */
void map_faults_add(struct map_faults *faults, guint line, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* TRUE when there are none. One is the error itself; several go to `diagnostics` as errors, in the
 * order of lines, and the error says how many there are. */
gboolean map_faults_report(struct map_faults *faults, struct diagnostics *diagnostics,
                           GError **error);

struct map_lines {
    GString *good;       /* the lines that are known groups and keys, each once */
    GHashTable *numbers; /* "[map]" and "[map]crs" -> their lines, 1-based */
};

/* Goes through the text (NUL-ended UTF-8) and adds the faults of its lines. */
struct map_lines *map_lines_new(const char *text, struct map_faults *faults);
void map_lines_free(struct map_lines *lines);
/* The line of a group (`key` NULL) or a key. */
guint map_lines_number(const struct map_lines *lines, const char *group, const char *key);

DEFINE_AUTOPTR(MapLines, map_lines)

#endif
