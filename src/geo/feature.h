/* One record of a source: a geometry and its attributes. */
#ifndef IDLIBMAP_GEO_FEATURE_H
#define IDLIBMAP_GEO_FEATURE_H

#include "base/value.h"
#include "geo/geometry.h"

/* The names of a source's attributes, each with its slot in feature.values. It only grows (GeoJSON
 * meets new names on the way); a slot once given stays. */
struct fields;

struct fields *fields_new(void);
void fields_free(struct fields *fields);
/* The slot of a name, added at the end when new. */
guint fields_add(struct fields *fields, const char *name);
/* The slot of a name, or -1. */
int fields_find(const struct fields *fields, const char *name);
guint fields_count(const struct fields *fields);
const char *fields_name(const struct fields *fields, guint slot);
/* The name that a misspelt one is closest to, as closest_word(); NULL: none. */
const char *fields_closest(const struct fields *fields, const char *name);

DEFINE_AUTOPTR(Fields, fields)

/* All of it is borrowed from the source and lives until its next record is read. */
struct feature {
    struct value id; /* VALUE_ABSENT when the file gives none */
    const struct geometry *geometry;
    const struct fields *fields;
    const struct value *values; /* n_values <= fields_count(); slots beyond are absent */
    guint n_values;
    guint line; /* where it stands in its file: 1-based line (text) or record (shapefile) */
};

/* The value of a property; VALUE_ABSENT when there is none of that name. */
struct value feature_get(const struct feature *feature, const char *name);
static inline struct value feature_slot(const struct feature *feature, int slot)
{
    return slot >= 0 && (guint)slot < feature->n_values ? feature->values[slot] : value_absent();
}

#endif
