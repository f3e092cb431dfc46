/* The readers of icon files. */
#ifndef IDLIBMAP_ICON_ICON_FILE_H
#define IDLIBMAP_ICON_ICON_FILE_H

#include "icon/icon.h"

/* Icon files are small; a larger one is a mistake or an attack. */
#define ICON_MAX_BYTES (1024 * 1024)
/* The natural width and height of an icon. */
#define ICON_MAX_PX 1024

/* The bytes of a file as an icon; `file` is for messages. NULL with an error that says FILE:LINE:.
 * What an SVG asks for beyond filled and stroked shapes is a warning in `diagnostics` (may be
 * NULL), and left out. The icon has no name yet. */
struct icon *svg_icon_read(const char *file, const char *bytes, gsize length,
                           struct diagnostics *diagnostics, GError **error);
/* `pixel_ratio` is how many pixels make a px of the icon. */
struct icon *png_icon_read(const char *file, const char *bytes, gsize length, guint pixel_ratio,
                           GError **error);

struct icon *icon_new(void);
void icon_free(struct icon *icon);

DEFINE_AUTOPTR(Icon, icon)

#endif
