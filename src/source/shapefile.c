/* The shapefile driver: finds the files that belong together and reads record after record. */
#include "base/data_root.h"
#include "base/error.h"
#include "source/codepage.h"
#include "source/shapefile_library.h"
#include "source/shapefile_record.h"
#include "source/shapefile_table.h"
#include "source/source_driver.h"

#include <math.h>
#include <string.h>

/* A .prj or .cpg larger than this is something else. */
#define SIDECAR_TEXT_LIMIT_BYTES 65536
/* Degrees, with room for data that crosses the date line. */
#define LONGITUDE_LIMIT 360.0
#define LATITUDE_LIMIT 90.0
#define DEGREE_TOLERANCE 1e-6

struct shapefile {
    GBytes *shp;
    struct shape_index index;
    struct shape_table *table; /* NULL without a usable .dbf */
    guint next;                /* 0-based record */
};

/* The file beside `path` that has the same name and another suffix, in any letter case; the one
 * spelled as in `path` comes first. Owned by the caller, NULL when there is none. */
static char *sidecar_dup(const char *path, const char *suffix)
{
    const char *dot = strrchr(path, '.');
    g_autofree char *stem = g_strndup(path, (gsize)(dot - path));
    g_autofree char *exact = g_strconcat(stem, ".", suffix, NULL);
    if (g_file_test(exact, G_FILE_TEST_IS_REGULAR)) {
        return g_steal_pointer(&exact);
    }
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *wanted = g_path_get_basename(exact);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autofree char *found = NULL;
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        /* The least by bytes, so that the order of the folder plays no part. */
        if (g_ascii_strcasecmp(name, wanted) == 0 && (found == NULL || strcmp(name, found) < 0)) {
            g_free(found);
            found = g_strdup(name);
        }
    }
    return found != NULL ? g_build_filename(folder, found, NULL) : NULL;
}

/* Only the .shp has been named: what lies beside it may be a link of a stranger to any file, or a
 * pipe. Links of .shp and sidecar to one other folder are fine. */
static gboolean may_read(const char *sidecar, const char *shp)
{
    g_autofree char *folder = g_path_get_dirname(shp);
    g_autofree char *target = g_file_read_link(shp, NULL);
    g_autofree char *target_path =
        target != NULL ? g_canonicalize_filename(target, folder) : g_strdup(shp);
    g_autofree char *target_folder = g_path_get_dirname(target_path);
    return g_file_test(sidecar, G_FILE_TEST_IS_REGULAR) &&
           (path_is_inside(sidecar, folder) || path_is_inside(sidecar, target_folder));
}

/* The bytes of a sidecar, NULL when it is not there or cannot be read (which gives a warning). */
static GBytes *load_sidecar(struct source *source, const char *suffix)
{
    g_autofree char *path = sidecar_dup(source->path, suffix);
    if (path == NULL) {
        return NULL;
    }
    if (!may_read(path, source->path)) {
        source_warn(source, 0, "its .%s is not a plain file in its folder: not read", suffix);
        return NULL;
    }
    g_autoptr(GError) reason = NULL;
    GMappedFile *file = g_mapped_file_new(path, FALSE, &reason);
    if (file == NULL) {
        source_warn(source, 0, "its .%s cannot be read: %s", suffix, reason->message);
        return NULL;
    }
    GBytes *bytes = g_mapped_file_get_bytes(file);
    g_mapped_file_unref(file);
    return bytes;
}

/* A small text, in UTF-8 and without blanks around it; NULL when there is none. */
static char *load_sidecar_text(struct source *source, const char *suffix)
{
    g_autoptr(GBytes) bytes = load_sidecar(source, suffix);
    if (bytes == NULL) {
        return NULL;
    }
    if (g_bytes_get_size(bytes) > SIDECAR_TEXT_LIMIT_BYTES) {
        source_warn(source, 0, "its .%s is larger than 64 kB: not read", suffix);
        return NULL;
    }
    const char *encoding;
    gboolean assumed;
    g_autoptr(GBytes) text =
        codepage_decode_file(source->path, bytes, FALSE, &encoding, &assumed, NULL);
    if (text == NULL) {
        return g_strdup("");
    }
    gsize length;
    const char *start = g_bytes_get_data(text, &length);
    return g_strstrip(g_strndup(start != NULL ? start : "", length));
}

/* WKT begins with a keyword and a bracket, as in GEOGCS["..."; what projection_new() takes besides
 * (EPSG:4326, +proj=...) is allowed too. */
static gboolean looks_like_crs(const char *text)
{
    static const char *const keywords[] = {
        "GEOGCS",  "PROJCS",  "GEOCCS",  "LOCAL_CS", "COMPD_CS",    "VERT_CS",
        "GEOGCRS", "PROJCRS", "GEODCRS", "BOUNDCRS", "COMPOUNDCRS", "ENGCRS",
    };
    gsize word = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
    for (guint i = 0; i < G_N_ELEMENTS(keywords); i++) {
        if (strlen(keywords[i]) == word && g_ascii_strncasecmp(text, keywords[i], word) == 0) {
            return strchr("[( \t\r\n", text[word]) != NULL;
        }
    }
    return g_ascii_strncasecmp(text, "EPSG:", 5) == 0 || g_str_has_prefix(text, "+proj=");
}

static gboolean is_in_degrees(struct box box)
{
    return box_is_empty(box) || (box.xmin >= -LONGITUDE_LIMIT - DEGREE_TOLERANCE &&
                                 box.xmax <= LONGITUDE_LIMIT + DEGREE_TOLERANCE &&
                                 box.ymin >= -LATITUDE_LIMIT - DEGREE_TOLERANCE &&
                                 box.ymax <= LATITUDE_LIMIT + DEGREE_TOLERANCE);
}

static void find_crs(struct source *source)
{
    g_autofree char *text = load_sidecar_text(source, "prj");
    if (text != NULL && looks_like_crs(text)) {
        source->crs = g_steal_pointer(&text);
        return;
    }
    const char *reason = text == NULL    ? "no .prj says in which coordinates it is"
                         : *text == '\0' ? "its .prj is empty"
                                         : "its .prj holds no coordinate system";
    source->crs_assumed = TRUE;
    if (is_in_degrees(source->stated_extent)) {
        source_note(source, "%s: taken as WGS 84 longitude and latitude", reason);
        return;
    }
    source_warn(source, 0,
                "%s, and they are not degrees (x from %g to %g, y from %g to %g): put its "
                "coordinate system into a .prj file beside it",
                reason, source->stated_extent.xmin, source->stated_extent.xmax,
                source->stated_extent.ymin, source->stated_extent.ymax);
}

static gboolean open_index(struct source *source, struct shapefile *file, GError **error)
{
    g_autoptr(GBytes) shx = load_sidecar(source, "shx");
    g_autoptr(GError) problem = NULL;
    if (shx == NULL) {
        source_warn(source, 0,
                    "its .shx is missing: the records are read as they follow each "
                    "other in the .shp");
    } else if (shape_index_open(&file->index, file->shp, shx, &problem)) {
        return TRUE;
    }
    g_autoptr(GError) fatal = NULL;
    if (!shape_index_open(&file->index, file->shp, NULL, &fatal)) {
        set_data_error(error, source->path, 0, "%s", fatal->message);
        return FALSE;
    }
    if (problem != NULL) {
        source_warn(source, 0,
                    "its .shx is damaged (%s): the records are read as they follow each other in "
                    "the .shp",
                    problem->message);
    }
    return TRUE;
}

static void take_header(struct source *source, const struct shape_index *index)
{
    const char *name = shape_type_name(index->type);
    struct box bounds = index->bounds;
    gboolean finite = isfinite(bounds.xmin) && isfinite(bounds.ymin) && isfinite(bounds.xmax) &&
                      isfinite(bounds.ymax);
    source->record_count = index->count;
    source->geometry_name = name != NULL ? name : "None";
    if (name == NULL) {
        source_warn(source, 0, "its header states shape type %d, which does not exist",
                    index->type);
    }
    if (finite && bounds.xmin <= bounds.xmax && bounds.ymin <= bounds.ymax) {
        source->stated_extent = bounds;
    } else if (index->count > 0) {
        source_warn(source, 0, "the extent in its header makes no sense and is not used");
    }
}

static void open_table(struct source *source, struct shapefile *file)
{
    g_autoptr(GBytes) dbf = load_sidecar(source, "dbf");
    if (dbf == NULL) {
        source_warn(source, 0, "its .dbf is missing: the features have no attributes");
        return;
    }
    g_autofree char *cpg = load_sidecar_text(source, "cpg");
    file->table = shape_table_new(source, dbf, cpg);
}

static gboolean shapefile_open(struct source *source, GError **error)
{
    struct shapefile *file = source->state = g_new0(struct shapefile, 1);
    file->shp = source_load(source, error);
    if (file->shp == NULL || !open_index(source, file, error)) {
        return FALSE;
    }
    take_header(source, &file->index);
    find_crs(source);
    open_table(source, file);
    return TRUE;
}

static void shapefile_free(struct source *source)
{
    struct shapefile *file = source->state;
    if (file == NULL) {
        return;
    }
    shape_table_free(file->table);
    shape_index_close(&file->index);
    g_clear_pointer(&file->shp, g_bytes_unref);
    g_free(file);
}

static gboolean box_misses_window(struct source *source, const guint8 *bytes, gsize length)
{
    struct box box;
    return !box_is_empty(source->window) && shape_record_box(bytes, length, &box) &&
           !box_intersects(box, source->window);
}

/* A record of another type than the header's is read for what it is. */
static void check_type(struct source *source, const struct shapefile *file, int type, guint record)
{
    if (type > 0 && type != file->index.type && shape_type_name(type) != NULL) {
        source_warn(source, record + 1, "a %s in a file of %s", shape_type_name(type),
                    source->geometry_name);
    }
}

static enum source_result read_record(struct source *source, struct shapefile *file, guint record,
                                      struct feature *feature)
{
    gsize length;
    const guint8 *bytes = shape_record_bytes(&file->index, file->shp, record, &length);
    if (bytes == NULL) {
        return source_unreadable(source, record + 1,
                                 "the index puts this record at byte %u of %" G_GSIZE_FORMAT,
                                 file->index.offsets[record], g_bytes_get_size(file->shp));
    }
    if (box_misses_window(source, bytes, length)) {
        return SOURCE_SKIPPED;
    }
    source_begin_record(source);
    guint skipped_parts = 0;
    g_autofree char *problem = NULL;
    if (!shape_record_decode(bytes, length, source->geometry, &skipped_parts, &problem)) {
        return source_unreadable(source, record + 1, "this record cannot be read: %s", problem);
    }
    check_type(source, file, shape_record_type(bytes, length), record);
    if (skipped_parts > 0) {
        source_warn(source, record + 1, "triangles of a MultiPatch are left out");
    }
    if (file->table != NULL) {
        shape_table_read(file->table, source, record);
    }
    return source_give(source, feature, record + 1);
}

static enum source_result shapefile_next(struct source *source, struct feature *feature,
                                         GError **error)
{
    (void)error;
    struct shapefile *file = source->state;
    while (file->next < file->index.count && file->table != NULL &&
           shape_table_is_deleted(file->table, file->next)) {
        file->next++;
    }
    if (file->next >= file->index.count) {
        return SOURCE_END;
    }
    return read_record(source, file, file->next++, feature);
}

static void shapefile_rewind(struct source *source)
{
    ((struct shapefile *)source->state)->next = 0;
}

static const char *const shapefile_suffixes[] = {"shp", NULL};

const struct source_driver shapefile_driver = {
    .kind = SOURCE_SHAPEFILE,
    .suffixes = shapefile_suffixes,
    .open = shapefile_open,
    .next = shapefile_next,
    .rewind = shapefile_rewind,
    .free = shapefile_free,
};
