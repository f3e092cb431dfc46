/* A source of features: a shapefile, CSV/TSV, GeoJSON or GeoJSON text sequence, opened by suffix
 * and read one record at a time. */
#ifndef IDLIBMAP_SOURCE_SOURCE_H
#define IDLIBMAP_SOURCE_SOURCE_H

#include "base/diagnostics.h"
#include "geo/feature.h"

struct source;

enum source_kind {
    SOURCE_SHAPEFILE,
    SOURCE_TABLE, /* CSV, TSV: rows; points where there are coordinate columns */
    SOURCE_GEOJSON,
};

/* Opens .shp, .csv, .tsv, .txt, .geojson, .json, .geojsons, .geojsonl, .ndjson. "-" is standard
 * input (CSV or GeoJSON, told apart by the first character). Assumptions (no .prj, no .cpg) become
 * notes, oddities of a record warnings in `diagnostics`, which is borrowed and outlives the source.
 */
struct source *source_open(const char *path, struct diagnostics *diagnostics, GError **error);
/* The same file, or what was read of standard input, from its beginning; for a look ahead. Findings
 * are not told again. */
struct source *source_reopen(const struct source *source, GError **error);
void source_free(struct source *source);

const char *source_path(const struct source *source);
enum source_kind source_kind(const struct source *source);
/* "Point", "MultiPoint", "LineString", "Polygon", "Mixed", "None", as the header says or as read;
 * shapefile Z and M variants carry a suffix: "Polygon Z", "Point M". */
const char *source_geometry_name(const struct source *source);
/* CRS definition (WKT from .prj) or NULL: WGS 84 lon/lat, as GeoJSON and coordinate columns are. */
const char *source_crs(const struct source *source);
/* TRUE when the CRS was not stated and WGS 84 is assumed. */
gboolean source_crs_assumed(const struct source *source);
/* "UTF-8", "CP1256" ...; what the text was decoded from. */
const char *source_encoding(const struct source *source);
gboolean source_encoding_assumed(const struct source *source);
const struct fields *source_fields(const struct source *source);
/* The type of a field for people: "string", "number", "boolean", "date"; NULL when only the values
 * tell. */
const char *source_field_type(const struct source *source, guint slot);
/* HXL hashtags of the fields ("#geo+lat"; "" where one has none), NULL-ended; NULL: the file has
 * none. */
const char *const *source_field_tags(const struct source *source);
/* How many records the file has, or -1 when only reading tells. */
gint64 source_record_count(const struct source *source);
/* The extent that the file itself states (shapefile header), checked to be finite; else empty. */
struct box source_stated_extent(const struct source *source);

/* Records whose box misses `window` (source CRS) need not be decoded: they are still counted as
 * read and skipped. An empty window (the default) reads all. Records without geometry are always
 * given. */
void source_set_window(struct source *source, struct box window);

/* From now on the cells of a table are texts as they stand in the file, numbers too. Of other
 * sources nothing changes. */
void source_keep_texts(struct source *source);

/* Nobody asks for other values than those of the slots with `wanted[slot]` set (`n` of them; slots
 * beyond are not wanted), nor for the geometry unless `geometry` is set: tables leave out the work
 * of typing the others, which are then absent or as the file has them. At first all is wanted. */
void source_want(struct source *source, const gboolean *wanted, guint n, gboolean geometry);
void source_want_all(struct source *source);

/* A number of records that the source surely does not exceed, found without reading them one by
 * one. */
guint64 source_count_at_most(const struct source *source);
/* Back to before the first record. While `quiet`, records are read without findings: for a pass
 * that will be made once more. */
void source_rewind(struct source *source, gboolean quiet);

enum source_result {
    SOURCE_FEATURE, /* a feature was read */
    SOURCE_END,
    SOURCE_SKIPPED,    /* a record that misses the window: counted, nothing filled in */
    SOURCE_UNREADABLE, /* a record that cannot be used: a warning was added, reading goes on */
    SOURCE_ERROR,      /* the file cannot be read further; error is set */
};

/* Reads the next record. `feature` points into the source until the next call. A null shape is a
 * feature with an empty geometry. */
enum source_result source_next(struct source *source, struct feature *feature, GError **error);

DEFINE_AUTOPTR(Source, source)

#endif
