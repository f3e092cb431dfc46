/* Areas that cover the ground, such as the provinces of a country: which of them holds a point. */
#ifndef IDLIBMAP_COMPOSE_AREA_UNITS_H
#define IDLIBMAP_COMPOSE_AREA_UNITS_H

#include "compose/composition.h"

#define AREA_UNITS_NONE G_MAXUINT

struct area_unit {
    char *id;                  /* the file's gazetteer id, else its number in the file */
    char *name;                /* in the language of the map where the file has it; "" without */
    struct geometry *geometry; /* degrees */
    double area_km2;           /* on the ellipsoid */
};

struct area_units;

/* Reads all areas of a source of polygons, wherever they lie. Records with one gazetteer id are one
 * area. An error where there is none. */
struct area_units *area_units_read(const char *path, const char *language,
                                   struct diagnostics *diagnostics, GError **error);
void area_units_free(struct area_units *units);

guint area_units_count(const struct area_units *units);
const struct area_unit *area_units_get(const struct area_units *units, guint index);

/* The first area in the file's order that holds the point, or AREA_UNITS_NONE. Takes about the same
 * time however many edges there are. */
guint area_units_at(const struct area_units *units, struct lonlat at);
/* The area with a gazetteer id, or AREA_UNITS_NONE. */
guint area_units_by_id(const struct area_units *units, const char *id);

DEFINE_AUTOPTR(AreaUnits, area_units)

#endif
