"""lakes.shp: inland water, as the holes that OpenStreetMap's country polygons of land have.

Small lakes are crude in this source and left out. The corners of the others are rounded (Chaikin's corner cutting),
which moves no shore by more than a quarter of the edge beside it."""
from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

from common import POLYGON, REAL, TEXT, WINDOW, area_km2, parts, read_layer, table, work_and_out, write_layer
from sea import sea_in_window

SMALLEST_KM2 = 3
FEWEST_VERTICES = 8
LONG_EDGE = 0.004  # degrees: only corners between longer edges are rounded
ROUNDS = 3


def round_corners(polygon):
    """Each round replaces a corner by two points, a quarter of the way along the edges beside it."""
    ring = list(polygon.exterior.coords)[:-1]
    for _ in range(ROUNDS):
        smooth = []
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
            if max(abs(x1 - x0), abs(y1 - y0)) < LONG_EDGE:
                smooth += [((x0 + x1) / 2, (y0 + y1) / 2)]
            else:
                smooth += [(0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1), (0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1)]
        ring = smooth
    return Polygon(ring)


def read_lakes(work):
    holes = [Polygon(ring) for _, land in read_layer(work + "/countries-land.gpkg")
             for polygon in parts(land, "Polygon") for ring in polygon.interiors]
    lakes = parts(unary_union([hole for hole in holes if hole.intersects(WINDOW)]), "Polygon")
    return [lake for lake in lakes if area_km2(lake) >= SMALLEST_KM2 and len(lake.exterior.coords) > FEWEST_VERTICES]


def lake_row(lake, names):
    row = next((row for row in names if lake.distance(Point(float(row["lon"]), float(row["lat"]))) < 0.01), {})
    return dict(row, area_km2=round(area_km2(lake), 1))


def main():
    work, out = work_and_out()
    sea = sea_in_window(work)
    names = table("lakes")
    rows = [(lake_row(lake, names), round_corners(lake).intersection(WINDOW)) for lake in read_lakes(work)]
    rows = [(row, lake) for row, lake in rows if not lake.intersects(sea)]
    rows.sort(key=lambda r: (-r[0]["area_km2"], r[1].bounds))
    fields = [(key, TEXT, 50) for key in ("name", "name_en", "name_ar", "name_tr")] + [("area_km2", REAL, 8, 1)]
    write_layer(out, "lakes", POLYGON, fields, rows)


if __name__ == "__main__":
    main()
