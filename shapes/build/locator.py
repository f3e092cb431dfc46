"""locator_countries.shp and locator_borders.shp: a coarse map of the Near East for an inset (Natural Earth 1:50m).

Natural Earth draws the Golan Heights within Israel. They are cut out as an area of their own along the older
Israel-Syria line of World Data Bank II (with GSHHG)."""
import json

from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import linemerge, polygonize, unary_union

from common import LINE, POLYGON, TEXT, parts, read_gmt, rounded, table, work_and_out, write_layer
from land import node_together, shared_lines

LOCATOR_WINDOW = box(30.0, 29.0, 46.0, 42.0)
GOLAN = Point(35.77, 33.0)
GOLAN_LINE_ENDS = Point(35.623, 33.246), Point(35.644, 32.690)  # at Lebanon and at Jordan
BEYOND = 0.15  # degrees by which the line is lengthened, so that it crosses Natural Earth's coarser outline
DISPUTED_PAIRS = [{"Israel", "Palestine"}]


def decode_arcs(topology):
    """TopoJSON's arcs: running sums of integer steps, scaled."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((round(x * scale_x + shift_x, 6), round(y * scale_y + shift_y, 6)))
        yield arc


def ring_of(arcs, indices):
    ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc if not ring else arc[1:]
    return ring


def read_countries(work):
    """{Natural Earth name: polygon} of the countries that touch the locator's window."""
    with open(work + "/world-atlas/countries-50m.json", encoding="utf-8") as file:
        topology = json.load(file)
    arcs = list(decode_arcs(topology))
    countries = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        shapes = [Polygon(ring_of(arcs, rings[0]), [ring_of(arcs, hole) for hole in rings[1:]]) for rings in polygons]
        shapes = [shape.buffer(0) for shape in shapes if shape.intersects(LOCATOR_WINDOW)]
        if shapes:
            countries[geometry["properties"]["name"]] = unary_union(shapes)
    return countries


def golan_line(work):
    """The line between the two ends, a little lengthened at both."""
    lines = linemerge(unary_union([LineString(vertices) for _, vertices in read_gmt(work + "/golan.gmt")]))
    line = min(parts(lines, "LineString"), key=lambda part: sum(part.distance(end) for end in GOLAN_LINE_ENDS) + part.length / 100)
    north, south = sorted((line.coords[0], line.coords[-1]), key=lambda end: -end[1])
    course = list(line.coords) if line.coords[0] == north else list(line.coords)[::-1]
    return LineString([(north[0] - 0.02, north[1] + BEYOND)] + course + [(south[0], south[1] - BEYOND)])


def cut_out_golan(countries, work):
    israel = countries["Israel"]
    faces = list(polygonize(unary_union([israel.boundary, golan_line(work)])))
    golan = next(face for face in faces if face.contains(GOLAN))
    rest = [face for face in faces if face is not golan and israel.contains(face.representative_point())]
    return dict(countries, **{"Israel": unary_union(rest), "Golan Heights": golan})


def main():
    work, out = work_and_out()
    rows = {row["source_name"]: row for row in table("locator")}
    countries = cut_out_golan(read_countries(work), work)
    unknown = {name for name in countries if countries[name].intersects(LOCATOR_WINDOW)} - set(rows)
    if unknown:
        raise SystemExit("locator: no row for %s" % sorted(unknown))
    countries = node_together({name: rounded(polygon) for name, polygon in countries.items()}, LOCATOR_WINDOW)
    fields = [(key, TEXT, 40) for key in ("name", "name_en", "name_ar", "name_tr")] + [("iso_a3", TEXT, 3), ("kind", TEXT, 10)]
    write_layer(out, "locator_countries", POLYGON, fields, [(row, countries[name]) for name, row in rows.items()])
    borders = []
    for pair, line in shared_lines(countries).items():
        disputed = "disputed" in (rows[pair[0]]["kind"], rows[pair[1]]["kind"]) or set(pair) in DISPUTED_PAIRS
        name = "-".join(rows[side]["name_en"] for side in pair)
        borders.append(({"kind": "disputed" if disputed else "country", "name": name}, line))
    write_layer(out, "locator_borders", LINE, [("kind", TEXT, 10), ("name", TEXT, 50)], borders)


if __name__ == "__main__":
    main()
