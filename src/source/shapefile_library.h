/* Shapelib, kept on a short lead: the only file pair that knows shapefil.h. It reads the headers
 * and the index out of memory that we mapped, never opens or writes a file, never prints; what it
 * says is checked against the sizes of the files before anyone relies on it. */
#ifndef IDLIBMAP_SOURCE_SHAPEFILE_LIBRARY_H
#define IDLIBMAP_SOURCE_SHAPEFILE_LIBRARY_H

#include "geo/geometry.h"

#include <glib.h>

/* The index of a .shp: where each record is said to begin. Not yet checked: shape_record_bytes()
 * does that for each. */
struct shape_index {
    int type; /* of the file header: 1 point, 3 line, 5 polygon ... */
    guint count;
    const guint32 *offsets; /* bytes from the start of the .shp; owned by the library */
    const guint32 *lengths; /* bytes of content, without the record header */
    struct box bounds;      /* as the header says */
    void *handle;
};

/* `shx` NULL: the records are found by walking the .shp. FALSE when a header is damaged; `error`
 * says how, without the name of the file. */
gboolean shape_index_open(struct shape_index *index, GBytes *shp, GBytes *shx, GError **error);
void shape_index_close(struct shape_index *index);

/* The content of a record, `length` bytes that lie inside the .shp; NULL when its offset does not.
 */
const guint8 *shape_record_bytes(const struct shape_index *index, GBytes *shp, guint record,
                                 gsize *length);

#define DBF_NAME_BYTES 12

struct dbf_field {
    char name[DBF_NAME_BYTES]; /* not yet decoded */
    char type;                 /* 'C', 'N', 'F', 'L', 'D', ... */
    guint offset, width;       /* bytes in the row; checked to lie inside it */
};

/* The layout of a .dbf. */
struct dbf_layout {
    gint64 claimed_rows; /* what the header says */
    guint rows;          /* how many the file really holds, at most those claimed */
    guint header_length, row_length;
    guint n_fields;
    struct dbf_field *fields;
    int language_driver;
};

gboolean dbf_layout_read(struct dbf_layout *layout, GBytes *dbf, GError **error);
void dbf_layout_clear(struct dbf_layout *layout);

#endif
