"""Checks the layers of this folder as a set: gaps, overlaps, doubled edges, slivers, duplicates, fields. Exit 1 if any fails."""
import sys
from collections import Counter

from osgeo import ogr
from shapely import wkb
from shapely.geometry import Point
from shapely.ops import unary_union

from common import WINDOW, area_km2, distance_km, parts, segments

LAYERS = {
    "countries": "Polygon", "admin1": "Polygon", "sea": "Polygon", "coast": "LineString", "borders": "LineString",
    "admin1_lines": "LineString", "lakes": "Polygon", "rivers": "LineString", "places": "Point", "airports": "Point",
    "roads": "LineString", "locator_countries": "Polygon", "locator_borders": "LineString",
}
failures = []


def expect(condition, text):
    if not condition:
        failures.append(text)


def read(folder, name):
    """(attributes, shapely geometry) of each feature; one without geometry is a failure."""
    source = ogr.Open("%s/%s.shp" % (folder, name))
    rows = []
    for feature in source.GetLayer(0):
        geometry = feature.GetGeometryRef()
        expect(geometry, name + ": a feature without geometry")
        if geometry:
            rows.append((feature.items(), wkb.loads(bytes(geometry.ExportToWkb()))))
    return rows


def rings(polygon):
    return [r for p in parts(polygon, "Polygon") for r in (p.exterior, *p.interiors)]


def edge_counts(polygons):
    return Counter(s for polygon in polygons for ring in rings(polygon) for s in segments(list(ring.coords)))


def line_segments(lines):
    return Counter(s for line in lines for part in parts(line, "LineString") for s in segments(list(part.coords)))


def check_geometry(layers):
    for name, rows in layers.items():
        expect(rows, name + ": no features")
        for number, (_, geometry) in enumerate(rows):
            expect(geometry.is_valid and not geometry.is_empty, "%s %d: not valid" % (name, number))
            if not name.startswith("locator"):
                expect(WINDOW.buffer(1e-6).contains(geometry), "%s %d: outside the window" % (name, number))
        expect(len({g.wkb for _, g in rows}) == len(rows), name + ": duplicated geometry")


def check_tiling(name, polygons, sliver_km2):
    """No two overlap, and their union has no hole that is as thin or small as a sliver."""
    for i, first in enumerate(polygons):
        for j in range(i + 1, len(polygons)):
            expect(first.intersection(polygons[j]).area < 1e-12, "%s: %d and %d overlap" % (name, i, j))
    for polygon in polygons + parts(unary_union(polygons), "Polygon"):
        for ring in rings(polygon):
            area = area_km2(type(WINDOW)(ring))
            expect(area >= sliver_km2, "%s: a ring of %.4f km2 at %s" % (name, area, ring.coords[0]))
    expect(max(edge_counts(polygons).values()) <= 2, name + ": an edge of three polygons")


def check_land_and_sea(layers):
    countries = {a["iso_a3"]: g for a, g in layers["countries"]}
    sea = unary_union([g for _, g in layers["sea"]])
    gap = WINDOW.difference(unary_union(list(countries.values()) + [sea]))
    expect(gap.area < 1e-12, "land and sea leave %.4f km2 uncovered" % (area_km2(gap) if gap.area else 0))
    own = {a3: unary_union([g for a, g in layers["admin1"] if a["a3"] == a3]) for a3 in countries}
    for a3, country in countries.items():
        if a3 != "CYP":  # no province of Cyprus is shipped
            expect(country.symmetric_difference(own[a3]).area < 1e-12, a3 + ": provinces do not tile the country")
            expect(set(edge_counts([country])) <= set(edge_counts(g for a, g in layers["admin1"] if a["a3"] == a3)),
                   a3 + ": an outline edge is no province edge")
    shared_countries = edge_counts(countries.values())
    shared_provinces = edge_counts(g for _, g in layers["admin1"])
    for name, shared in (("borders", shared_countries), ("admin1_lines", shared_provinces)):
        drawn = line_segments(g for _, g in layers[name])
        expect(max(drawn.values()) == 1, name + ": an edge is drawn twice")
        strangers = [s for s in drawn if shared.get(s) != 2 and not touches(s, sea)]
        expect(not strangers, "%s: %d edges are not shared by two polygons: %s" % (name, len(strangers), strangers[:2]))
        missing = [s for s in shared if shared[s] == 2 and s not in drawn and not touches(s, sea)]
        if name == "admin1_lines":
            missing = [s for s in missing if shared_countries.get(s, 0) == 0]
        expect(not missing, "%s: %d shared edges are not drawn: %s" % (name, len(missing), missing[:3]))
    expect(not set(line_segments(g for _, g in layers["admin1_lines"])) & set(shared_countries),
           "admin1_lines: a country's outline is drawn")


def touches(segment, sea):
    return any(sea.distance(Point(end)) < 1e-6 for end in segment)


def check_coast(layers):
    drawn = line_segments(g for _, g in layers["coast"])
    shore = edge_counts(g for _, g in layers["sea"])
    expect(max(drawn.values()) == 1, "coast: an edge is drawn twice")
    expect(set(drawn) <= set(shore), "coast: an edge is not the sea's")
    frame = WINDOW.exterior
    expect(not [s for s in drawn if all(frame.distance(Point(end)) < 1e-9 for end in s)], "coast: runs along the window")


def check_points(layers):
    sea = unary_union([g for _, g in layers["sea"]])
    for a, g in layers["places"]:
        expect(sea.distance(g) > 0 or sea.boundary.distance(g) < 0.005, "places: %s lies in the sea" % a["name_en"])
        expect(a["name_en"] and 1 <= a["rank"] <= 6, "places: %s has no name or rank" % a["name"])
    ids = Counter(a["gn_id"] for a, _ in layers["places"] if a["gn_id"])
    expect(not [i for i, count in ids.items() if count > 1], "places: a GeoNames id twice")
    points = sorted((g.x, g.y) for _, g in layers["places"])
    close = [(p, q) for i, p in enumerate(points) for q in points[i + 1:i + 20] if distance_km(p, q) < 0.3]
    expect(not close, "places: nearer than 300 m to each other: %s" % close)
    for a, g in layers["admin1"]:
        expect(g.contains(Point(a["lab_lon"], a["lab_lat"])), "admin1: label point of %s lies outside" % a["name_en"])


def check_lakes(layers):
    for a, g in layers["lakes"]:
        expect(min(len(r.coords) - 1 for r in rings(g)) >= 8, "lakes: %s at %s is crude" % (a["name"], g.centroid.coords[0]))
    expect(not [a for a, _ in layers["lakes"] if "Amik" in (a["name"] or "")], "lakes: Lake Amik was drained")
    land = [g for _, g in layers["sea"]]
    expect(not [1 for _, g in layers["lakes"] for s in land if s.intersects(g)], "lakes: one meets the sea")


def main():
    layers = {name: read(sys.argv[1], name) for name in LAYERS}
    check_geometry(layers)
    check_tiling("countries", [g for _, g in layers["countries"]], 0.02)
    check_tiling("admin1", [g for _, g in layers["admin1"]], 0.02)
    check_land_and_sea(layers)
    check_coast(layers)
    check_points(layers)
    check_lakes(layers)
    for text in failures:
        print("check: " + text, file=sys.stderr)
    print("check: %d layers, %d failures" % (len(layers), len(failures)))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
