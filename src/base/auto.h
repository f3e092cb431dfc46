/* g_autoptr for our structs: DEFINE_AUTOPTR(Scene, scene) lets a function write
 * `g_autoptr(Scene) scene = scene_new();`, which calls scene_free() at the end of the scope. The
 * capital name exists for g_autoptr alone; everywhere else the type is `struct scene`. */
#ifndef IDLIBMAP_BASE_AUTO_H
#define IDLIBMAP_BASE_AUTO_H

#include <glib.h>

#define DEFINE_AUTOPTR(Name, name)                                                                 \
    typedef struct name Name;                                                                      \
    G_DEFINE_AUTOPTR_CLEANUP_FUNC(Name, name##_free)

#endif
