/* Inside the room: what a driver (one file format) gives, and the state that all sources share. */
#ifndef IDLIBMAP_SOURCE_SOURCE_DRIVER_H
#define IDLIBMAP_SOURCE_SOURCE_DRIVER_H

#include "source/source.h"

/* One row of the table in source.c. */
struct source_driver {
    enum source_kind kind;
    const char *const *suffixes; /* lower case, without the dot; NULL-ended */
    /* Fills in the source; on failure sets error, and free() is still called. */
    gboolean (*open)(struct source *source, GError **error);
    enum source_result (*next)(struct source *source, struct feature *feature, GError **error);
    /* Goes back to before the first record. */
    void (*rewind)(struct source *source);
    /* As source_count_at_most(); NULL: source->record_count tells. */
    guint64 (*count_at_most)(const struct source *source);
    /* Frees source->state, which may be NULL. */
    void (*free)(struct source *source);
};

extern const struct source_driver shapefile_driver;
extern const struct source_driver csv_driver;
extern const struct source_driver geojson_driver;
extern const struct source_driver geojson_sequence_driver;

struct source {
    const struct source_driver *driver;
    void *state; /* the driver's own */
    char *path;
    GBytes *input;                   /* standard input, read whole; NULL for a file */
    struct diagnostics *diagnostics; /* borrowed; may be NULL */

    const char *geometry_name;
    char *crs;
    gboolean crs_assumed;
    char *encoding;
    gboolean encoding_assumed;
    gint64 record_count;
    struct box stated_extent;
    struct box window;
    struct fields *fields;
    GPtrArray *field_types; /* const char * or NULL, a slot each */
    GPtrArray *tags;        /* char *, a slot each, and NULL at the end; NULL: no HXL hashtags */
    guint unreadable;       /* records so far */
    gboolean keeps_texts;   /* cells of tables are not typed */
    gboolean quiet;         /* no findings */
    GArray *wanted;         /* gboolean, a slot each; NULL: all slots are wanted */
    gboolean wants_geometry;

    /* The current record, refilled for each. */
    struct geometry *geometry;
    GArray *values; /* struct value */
    struct value_store *store;
};

/* The bytes of the file (mapped) or of standard input. Owned by the caller; NULL on error. */
GBytes *source_load(struct source *source, GError **error);

/* Adds a field; a name that is there already gets a suffix "_2", "_3" ..., with a note. `type` is
 * a static string or NULL. */
guint source_add_field(struct source *source, const char *name, const char *type);

/* The geometry name of a file without header: what all records so far have in common. */
void source_meet_geometry(struct source *source, const char *name);

void source_note(struct source *source, const char *format, ...) G_GNUC_PRINTF(2, 3);
void source_warn(struct source *source, guint line, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Adds the warning for a record that cannot be used. After SOURCE_UNREADABLE_DETAILS of them only
 * their number is kept, so that a file full of rubbish does not fill the memory with messages. */
#define SOURCE_UNREADABLE_DETAILS 20
enum source_result source_unreadable(struct source *source, guint line, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static inline gboolean source_wants(const struct source *source, guint slot)
{
    return source->wanted == NULL ||
           (slot < source->wanted->len && g_array_index(source->wanted, gboolean, slot));
}

/* How often a character occurs in a text. */
guint64 source_count_characters(const char *text, gsize length, char character);

/* Empties the current record before it is filled. */
void source_begin_record(struct source *source);
/* True when the current geometry misses the window. */
gboolean source_misses_window(const struct source *source);
/* Points `feature` at the current record. */
enum source_result source_give(struct source *source, struct feature *feature, guint line);

#endif
