"""What all build steps share: the window, rounding, reading of tables and geometry, writing of shapefiles."""
import csv
import math
import os
import sys

from osgeo import ogr, osr
from shapely import wkb
from shapely.geometry import box
from shapely.ops import transform

ogr.UseExceptions()

WEST, SOUTH, EAST, NORTH = 34.5, 34.0, 39.5, 38.0
WINDOW = box(WEST, SOUTH, EAST, NORTH)
WORK_WINDOW = box(33.5, 33.0, 40.5, 39.0)  # lines are built here, so that nothing is decided at the window's edge
DIGITS = 7  # 1e-7 degree, about 1 cm
DBF_DATE = "2020-02-27"  # fixed: the same input gives the same bytes on any day

TEXT, INTEGER, REAL = ogr.OFTString, ogr.OFTInteger, ogr.OFTReal
POINT, LINE, POLYGON = ogr.wkbPoint, ogr.wkbLineString, ogr.wkbPolygon


def work_and_out():
    """The two folders given to each step: intermediate files, and where the layers go."""
    return sys.argv[1], sys.argv[2]


def table(name):
    """Rows of build/tables/NAME.csv as dictionaries."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables", name + ".csv")
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rounded(geometry, digits=DIGITS):
    return transform(lambda x, y: (round(x, digits), round(y, digits)), geometry)


def area_km2(polygon):
    return polygon.area * 111.2 * 111.2 * math.cos(math.radians(polygon.centroid.y))


def length_km(line):
    shrink = math.cos(math.radians(line.centroid.y))
    return transform(lambda x, y: (x * shrink * 111.2, y * 111.2), line).length


def distance_km(a, b):
    """Between two (lon, lat) pairs, for distances within the window."""
    return 111.2 * math.hypot((a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2)), a[1] - b[1])


def parts(geometry, kind):
    """The simple parts of one kind ("Polygon", "LineString") in a geometry of any type."""
    if geometry.is_empty:
        return []
    if geometry.geom_type == kind:
        return [geometry]
    return [p for g in getattr(geometry, "geoms", []) for p in parts(g, kind)]


def segments(coordinates):
    """Consecutive vertex pairs, each pair in a fixed order, so that both sides of an edge give the same one."""
    return [(min(a, b), max(a, b)) for a, b in zip(coordinates, coordinates[1:]) if a != b]


def read_layer(path):
    """(attributes, shapely geometry) of each feature of the first layer."""
    source = ogr.Open(path)
    for feature in source.GetLayer(0):
        yield feature.items(), wkb.loads(bytes(feature.GetGeometryRef().ExportToWkb()))


def read_gmt(path):
    """(level, vertices) of each segment of a `gmt pscoast -M` dump."""
    pieces = []
    with open(path, encoding="ascii") as file:
        for text in file:
            if text.startswith(">"):
                pieces.append((int(text.rsplit("Level", 1)[1]), []))
            elif not text.startswith("#"):
                lon, lat = text.split()[:2]
                vertex = round(float(lon), 6), round(float(lat), 6)
                if vertex not in pieces[-1][1][-1:]:
                    pieces[-1][1].append(vertex)
    return [piece for piece in pieces if len(piece[1]) > 1]


def write_layer(out, name, geometry_type, fields, rows):
    """Writes OUT/NAME.shp (.shx .dbf .prj .cpg). fields: (name, type, width[, precision]); rows: (dict, geometry)."""
    path = os.path.join(out, name + ".shp")
    driver = ogr.GetDriverByName("ESRI Shapefile")
    if os.path.exists(path):
        driver.DeleteDataSource(path)
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    source = driver.CreateDataSource(path)
    layer = source.CreateLayer(name, wgs84, geometry_type, ["ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=" + DBF_DATE])
    for field_name, field_type, width, *precision in fields:
        definition = ogr.FieldDefn(field_name, field_type)
        definition.SetWidth(width)
        definition.SetPrecision(precision[0] if precision else 0)
        layer.CreateField(definition)
    for attributes, geometry in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for field_name, *_ in fields:
            value = attributes.get(field_name)
            if value not in (None, ""):
                feature.SetField(field_name, value)
        feature.SetGeometry(ogr.CreateGeometryFromWkb(rounded(geometry).wkb))
        layer.CreateFeature(feature)
    print("%-18s %4d features" % (name, layer.GetFeatureCount()))
