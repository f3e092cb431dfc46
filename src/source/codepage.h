/* Text of any code page to UTF-8. */
#ifndef IDLIBMAP_SOURCE_CODEPAGE_H
#define IDLIBMAP_SOURCE_CODEPAGE_H

#include "base/auto.h"
#include "base/value.h"

/* The name iconv knows for what a .cpg file says ("1256", "ANSI 1256", "88596", "utf8" ...), or
 * NULL when it is not the name of a code page. Owned by the caller. */
char *codepage_from_cpg(const char *text);
/* The name for a dBase language driver id (byte 29 of a .dbf), or NULL when it names none. The ids
 * are those of dBase and ESRI ArcPad, as GDAL reads them. */
const char *codepage_from_language_driver(int id);

struct codepage;

/* NULL when iconv does not know the name. */
struct codepage *codepage_new(const char *name);
void codepage_free(struct codepage *codepage);
const char *codepage_name(const struct codepage *codepage);
/* Text to UTF-8 in the store, NUL-ended. What cannot be decoded becomes U+FFFD; a character cut in
 * two by the end of a fixed-width cell is dropped. */
const char *codepage_decode(const struct codepage *codepage, struct value_store *store,
                            const char *text, gsize length);

/* The whole of a text file to UTF-8 without a byte-order mark: UTF-8 and UTF-16 with a mark, UTF-8
 * without; where it is not valid UTF-8 one of CP1256, CP1254 and CP1252, by which bytes it has.
 * `encoding` gets a static name; `assumed` is TRUE for those. `bytes` is returned itself where
 * nothing has to be changed, and the mark is skipped by a slice. A NUL character is refused.
 * `is_mapped`: the bytes are those of a mapped file (page_trail.h). */
GBytes *codepage_decode_file(const char *path, GBytes *bytes, gboolean is_mapped,
                             const char **encoding, gboolean *assumed, GError **error);

/* True when the text is UTF-8; with `may_be_cut`, but for a character cut in two by its end. */
gboolean codepage_is_utf8(const char *text, gsize length, gboolean may_be_cut);
/* True when all bytes are below 0x80. */
gboolean codepage_is_ascii(const char *text, gsize length);

DEFINE_AUTOPTR(Codepage, codepage)

#endif
