"""sea.shp and coast.shp: one coast, that of GSHHG (full resolution). All other layers go under this sea."""
from shapely.geometry import LineString, Point
from shapely.ops import linemerge, polygonize, unary_union

from common import (LINE, POLYGON, TEXT, WINDOW, WORK_WINDOW, area_km2, length_km, parts, read_gmt, rounded, work_and_out,
                    write_layer)

OPEN_SEA = Point(35.0, 35.3)
SEA_NAMES = {"name": "Mediterranean Sea", "name_en": "Mediterranean Sea", "name_ar": "البحر الأبيض المتوسط", "name_tr": "Akdeniz"}
SMALLEST_ISLAND_KM2 = 0.02


def read_sea(work):
    """The Mediterranean within the work window, as one polygon with its islands as holes."""
    shore = [LineString(vertices) for level, vertices in read_gmt(work + "/shore.gmt") if level == 1]
    faces = polygonize(unary_union(shore + [WORK_WINDOW.exterior]))
    sea = next(face for face in faces if face.contains(OPEN_SEA))
    islands = [face for face in polygonize(sea.interiors) if area_km2(face) >= SMALLEST_ISLAND_KM2]
    return rounded(type(sea)(sea.exterior).difference(unary_union(islands)))


def sea_in_window(work):
    return rounded(read_sea(work).intersection(WINDOW))


def coast_rows(sea):
    edge = unary_union([ring for polygon in parts(sea, "Polygon") for ring in [polygon.exterior, *polygon.interiors]])
    merged = linemerge(parts(edge.difference(WINDOW.exterior), "LineString"))
    lines = sorted(parts(merged, "LineString"), key=lambda line: (-line.length, line.coords[0]))
    return [({"kind": "island" if line.is_ring else "mainland"}, line) for line in lines if length_km(line) > 0.1]


def main():
    work, out = work_and_out()
    sea = sea_in_window(work)
    write_layer(out, "sea", POLYGON, [(key, TEXT, 60) for key in SEA_NAMES], [(SEA_NAMES, sea)])
    write_layer(out, "coast", LINE, [("kind", TEXT, 10)], coast_rows(sea))


if __name__ == "__main__":
    main()
