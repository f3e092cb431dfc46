/* Where the program's own data (data/ and shapes/) are, and which files a file may name. */
#ifndef IDLIBMAP_BASE_DATA_ROOT_H
#define IDLIBMAP_BASE_DATA_ROOT_H

#include <glib.h>

/* The folder that holds data/ and shapes/: IDLIBMAP_DATA; else the source tree when the program
 * runs from inside it; else share/idlibmap beside the program's bin; else PREFIX/share/idlibmap.
 * Owned by the caller. */
char *data_root_dup(void);

/* A file below it, e.g. "data/gazetteer.csv". Owned by the caller. */
char *data_root_file_dup(const char *relative);

/* Whether a file that exists lies below the folder, links of both followed. */
gboolean path_is_inside(const char *path, const char *folder);

/* Resolves a path that a file (`from`, a map or a style) names: relative to that file's folder. The
 * result is refused when, links followed, it lies outside that folder, the data root's data/ and
 * shapes/ and the system's font folders: files from strangers may not reach other files of the
 * user. It is also refused when it is no plain file: a pipe would never end. */
char *resolve_inside_dup(const char *from, const char *path, GError **error);
/* The same for a folder. */
char *resolve_folder_inside_dup(const char *from, const char *path, GError **error);

#endif
