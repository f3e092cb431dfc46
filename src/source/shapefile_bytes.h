/* Numbers as shapefiles store them. ESRI Shapefile Technical Description, July 1998: lengths and
 * offsets big-endian, shapes little-endian. The caller checks that the bytes are there. */
#ifndef IDLIBMAP_SOURCE_SHAPEFILE_BYTES_H
#define IDLIBMAP_SOURCE_SHAPEFILE_BYTES_H

#include <glib.h>
#include <string.h>

#define SHAPE_FILE_CODE 9994
#define SHAPE_HEADER_BYTES 100
#define SHAPE_LENGTH_AT 24 /* big-endian, in 16-bit words */
#define SHAPE_TYPE_AT 32
#define SHAPE_BOX_AT 36 /* xmin, ymin, xmax, ymax */
#define SHAPE_RECORD_HEADER_BYTES 8

static inline guint32 read_be32(const guint8 *bytes)
{
    guint32 number;
    memcpy(&number, bytes, sizeof number);
    return GUINT32_FROM_BE(number);
}

static inline guint32 read_le32(const guint8 *bytes)
{
    guint32 number;
    memcpy(&number, bytes, sizeof number);
    return GUINT32_FROM_LE(number);
}

static inline double read_le_double(const guint8 *bytes)
{
    guint64 bits;
    double number;
    memcpy(&bits, bytes, sizeof bits);
    bits = GUINT64_FROM_LE(bits);
    memcpy(&number, &bits, sizeof number);
    return number;
}

#endif
