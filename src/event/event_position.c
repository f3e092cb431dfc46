/* Where a row says that its event was: by its columns or its shape. */
#include "event/event_reader.h"

#include "base/error.h"
#include "source/coordinate.h"

#include <math.h>

/* Two columns; false when they are empty or, with a warning, only one is given. */
static gboolean read_pair(const struct event_reader *reader, const struct event *event,
                          enum column x_column, enum column y_column, struct coord *at)
{
    struct value x = event_value(reader, event, x_column);
    struct value y = event_value(reader, event, y_column);
    if (x.type != VALUE_NUMBER && y.type != VALUE_NUMBER) {
        return FALSE;
    }
    if (x.type != VALUE_NUMBER || y.type != VALUE_NUMBER) {
        event_warn(reader, event, "%s and %s are not both given: they are left out",
                   column_name(y_column), column_name(x_column));
        return FALSE;
    }
    *at = (struct coord){x.number, y.number};
    return TRUE;
}

static gboolean read_wkt(const struct event_reader *reader, const struct event *event,
                         struct coord *at)
{
    char buffer[CELL_BUFFER];
    const char *text = event_cell(reader, event, COLUMN_GEOM_WKT, buffer);
    if (text[0] == '\0') {
        return FALSE;
    }
    if (!coordinate_parse_wkt_point(text, &at->x, &at->y)) {
        event_warn(reader, event, "%s is not a point such as POINT (36.8 35.86): it is left out",
                   column_name(COLUMN_GEOM_WKT));
        return FALSE;
    }
    return TRUE;
}

/* The shape of the row: its first point. */
static gboolean read_shape(const struct feature *row, struct coord *at)
{
    const struct geometry *geometry = row->geometry;
    if (geometry == NULL || geometry->type != GEOMETRY_POINT || geometry->coords->len == 0) {
        return FALSE;
    }
    *at = g_array_index(geometry->coords, struct coord, 0);
    return TRUE;
}

static struct lonlat to_lonlat(const struct event_reader *reader, struct coord at)
{
    struct projected lonlat = {at.x, at.y};
    if (reader->to_wgs84 != NULL) {
        transform_point(reader->to_wgs84, at, &lonlat);
    }
    return (struct lonlat){lonlat.x, lonlat.y};
}

/* In a table the columns are the origin of the shape, elsewhere the shape is the original. Latitude
 * and longitude are degrees of WGS 84, all else is in the CRS of the file. */
static gboolean find_position(const struct event_reader *reader, const struct event *event,
                              const struct feature *row, struct lonlat *at)
{
    struct coord coord = {0, 0};
    gboolean is_table = source_kind(reader->source) == SOURCE_TABLE;
    if (!is_table && read_shape(row, &coord)) {
        *at = to_lonlat(reader, coord);
        return TRUE;
    }
    if (read_pair(reader, event, COLUMN_LONGITUDE, COLUMN_LATITUDE, &coord)) {
        *at = (struct lonlat){coord.x, coord.y};
        return TRUE;
    }
    if (read_pair(reader, event, COLUMN_X, COLUMN_Y, &coord) || read_wkt(reader, event, &coord)) {
        *at = to_lonlat(reader, coord);
        return TRUE;
    }
    return FALSE;
}

void event_read_position(const struct event_reader *reader, struct event *event,
                         const struct feature *row)
{
    struct lonlat at = {0, 0};
    event->status = EVENT_UNPLACED;
    event->placed_by = "";
    if (reader->hides_position || !find_position(reader, event, row, &at)) {
        return;
    }
    if (!isfinite(at.lat) || !isfinite(at.lon) || fabs(at.lat) > 90 || fabs(at.lon) > 180) {
        event_warn(reader, event,
                   "the coordinates are not on the earth (latitude -90..90, "
                   "longitude -180..180): they are left out");
        return;
    }
    event->at = at;
    event->status = EVENT_PLACED;
    event->placed_by = "coordinates";
}
