"""countries.shp, admin1.shp, borders.shp, admin1_lines.shp: one planar graph, from which all four are read off.

Country outlines come from OpenStreetMap, province lines from Natural Earth. Land reaches SEAWARD degrees past the
OpenStreetMap coast, so that the finer sea of sea.shp, painted over it, is the only coast that is seen."""
from collections import defaultdict

from shapely.algorithms.polylabel import polylabel
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import linemerge, nearest_points, polygonize, unary_union

from common import (INTEGER, LINE, POLYGON, REAL, TEXT, WINDOW, WORK_WINDOW, area_km2, length_km, parts, read_layer, rounded,
                    segments, table, work_and_out, write_layer)
from sea import sea_in_window

SEAWARD = 0.08  # degrees; GSHHG's land goes at most 0.066 beyond OpenStreetMap's coast here
JOIN = 0.15  # a province line that ends this near an outline (degrees; the strip of sea included) is drawn on to it
SMALLEST_FACE_KM2 = 3  # smaller ones come from two sources that cross each other: they go to their neighbour
SHORTEST_LINE_KM = 0.3


def read_countries(work):
    """{iso_a3: polygon without inland water}, vertices shared between neighbours."""
    countries = {}
    for attributes, geometry in read_layer(work + "/countries-coastline.gpkg"):
        land = [Polygon(p.exterior) for p in parts(geometry, "Polygon") if p.intersects(WORK_WINDOW)]
        if land:
            countries[attributes["A3"]] = rounded(unary_union(land))
    return countries


def shared_lines(polygons, pairs_wanted=lambda a, b: True):
    """{(key, key): merged line} of the edges that two of {key: polygon} have in common."""
    owners = defaultdict(set)
    for key, polygon in polygons.items():
        for part in parts(polygon, "Polygon"):
            for ring in [part.exterior, *part.interiors]:
                for segment in segments(list(ring.coords)):
                    owners[segment].add(key)
    by_pair = defaultdict(list)
    for segment, keys in owners.items():
        if len(keys) == 2 and pairs_wanted(*sorted(keys)):
            by_pair[tuple(sorted(keys))].append(segment)
    return {pair: linemerge([LineString(s) for s in sorted(found)]) for pair, found in sorted(by_pair.items())}


def seaward_cut(border, sea_zone):
    """A straight line from the border's end at the coast out to sea."""
    ends = [Point(line.coords[i]) for line in parts(border, "LineString") for i in (0, -1)]
    coastal = [end for end in ends if sea_zone.distance(end) < 1e-9]
    if not coastal:
        return None
    start = coastal[0]
    offshore = start.buffer(SEAWARD / 2).intersection(sea_zone).centroid
    stretch = 3 * SEAWARD / start.distance(offshore)
    return LineString([start, (start.x + (offshore.x - start.x) * stretch, start.y + (offshore.y - start.y) * stretch)])


def extend_seaward(countries):
    """The countries with a strip of sea each, cut where their borders meet the coast."""
    land = unary_union(list(countries.values()))
    strip = land.buffer(SEAWARD).difference(land).intersection(WORK_WINDOW)
    cuts = [seaward_cut(border, strip) for border in shared_lines(countries).values()]
    lines = [strip.boundary] + [cut for cut in cuts if cut]
    extended = {a3: [polygon] for a3, polygon in countries.items()}
    for piece in polygonize(unary_union(lines)):
        if strip.contains(piece.representative_point()):
            owner = max(sorted(countries), key=lambda a3: countries[a3].boundary.intersection(piece.boundary).length)
            extended[owner].append(piece)
    return {a3: rounded(unary_union(pieces).intersection(WORK_WINDOW)) for a3, pieces in extended.items()}


def read_provinces(work):
    """{(iso_a3, GeoNames id): Natural Earth polygon} of the provinces in the reviewed table."""
    wanted = {int(row["gn_id"]): row["a3"] for row in table("admin1")}
    provinces = {}
    for attributes, geometry in read_layer(work + "/admin1.gpkg"):
        gn_id = int(attributes["gn_id"] or 0)
        if attributes["adm0_a3"] in wanted.values():
            provinces[attributes["adm0_a3"], gn_id] = rounded(geometry)
    return provinces


def join_piece(end, outline):
    """From a line's free end to the nearest point of the outline and a hair past it, so that the two surely cross."""
    near = nearest_points(outline, Point(end))[0]
    stretch = 1 + 1e-6 / near.distance(Point(end))
    return LineString([end, (end[0] + (near.x - end[0]) * stretch, end[1] + (near.y - end[1]) * stretch)])


def province_lines(country, provinces):
    """The lines between a country's provinces; those that end on their own source's outline are joined to ours."""
    lines = [part for line in shared_lines(provinces).values() for part in parts(line, "LineString")]
    own_outline = unary_union(list(provinces.values())).boundary
    ends = {end for line in lines for end in (line.coords[0], line.coords[-1])}
    outer = [end for end in sorted(ends) if own_outline.distance(Point(end)) < 1e-6 and country.contains(Point(end))]
    return lines + [join_piece(end, country.boundary) for end in outer if country.boundary.distance(Point(end)) < JOIN]


def absorb_small_faces(faces, owners):
    """Gives each small face to the neighbour it shares the longest edge with."""
    for i in sorted(range(len(faces)), key=lambda i: faces[i].area):
        if area_km2(faces[i]) >= SMALLEST_FACE_KM2:
            break
        others = [j for j in range(len(faces)) if j != i and faces[j].area > faces[i].area and faces[j].touches(faces[i])]
        if others:
            owners[i] = owners[max(others, key=lambda j: faces[i].boundary.intersection(faces[j].boundary).length)]


def divide_country(country, provinces):
    """{key: polygon} that tile the country, each face going to the province that covers most of it."""
    lines = province_lines(country, provinces)
    faces = list(polygonize(unary_union([country.boundary] + lines)))
    faces = [face for face in faces if country.contains(face.representative_point())]
    owners = [max(sorted(provinces), key=lambda key: provinces[key].intersection(face).area) for face in faces]
    absorb_small_faces(faces, owners)
    return {key: unary_union([f for f, owner in zip(faces, owners) if owner == key]) for key in sorted(set(owners))}


def node_together(polygons, window):
    """The polygons cut to the window, rebuilt from one noded set of lines: neighbours share every vertex."""
    lines = [polygon.boundary for polygon in polygons.values()] + [window.exterior]
    graph = unary_union(lines)
    while not rounded(graph).equals(graph):
        graph = unary_union(rounded(graph))
    faces = defaultdict(list)
    for face in polygonize(graph):
        inside = face.representative_point()
        owner = [key for key, polygon in polygons.items() if polygon.contains(inside)]
        if owner and window.contains(inside):
            faces[owner[0]].append(face)
    return {key: unary_union(found) for key, found in faces.items()}


def label_point(polygon, sea):
    """The point of the visible land that is farthest from its edge."""
    visible = max(parts(polygon.difference(sea), "Polygon"), key=lambda part: part.area)
    return polylabel(visible.simplify(0.005), 0.005)


def admin1_rows(provinces, sea):
    country_names = {row["iso_a3"]: row["name_en"] for row in table("countries")}
    for row in table("admin1"):
        polygon = provinces.get((row["a3"], int(row["gn_id"])))
        if polygon:
            label = label_point(polygon, sea)
            lon, lat = float(row["lab_lon"] or label.x), float(row["lab_lat"] or label.y)
            yield dict(row, gn_id=int(row["gn_id"]), country=country_names[row["a3"]], lab_lon=round(lon, 4),
                       lab_lat=round(lat, 4)), polygon


def line_rows(lines, sea, describe):
    """One row a pair of neighbours, on land only."""
    rows = []
    for pair, line in lines.items():
        on_land = linemerge(parts(rounded(line.difference(sea)), "LineString"))
        kept = [part for part in parts(on_land, "LineString") if length_km(part) >= SHORTEST_LINE_KM]
        if kept:
            rows.append((describe(*pair), unary_union(kept) if len(kept) > 1 else kept[0]))
    return rows


def write_lines(out, sea, countries, provinces):
    names = {row["iso_a3"]: row["name_en"] for row in table("countries")}
    province_names = {(row["a3"], int(row["gn_id"])): row["name_en"] for row in table("admin1")}
    borders = shared_lines(countries)
    rows = line_rows(borders, sea, lambda a, b: {"kind": "international", "name": names[a] + "-" + names[b]})
    write_layer(out, "borders", LINE, [("kind", TEXT, 16), ("name", TEXT, 40)], rows)
    inner = shared_lines(provinces, lambda a, b: a[0] == b[0])
    rows = line_rows(inner, sea, lambda a, b: {"name": province_names[a] + "-" + province_names[b], "a3": a[0],
                                               "country": names[a[0]]})
    write_layer(out, "admin1_lines", LINE, [("name", TEXT, 50), ("a3", TEXT, 3), ("country", TEXT, 30)], rows)


def build(work):
    """(countries {iso_a3: polygon}, provinces {(iso_a3, gn_id): polygon}) within the window."""
    outlines = extend_seaward(read_countries(work))
    natural_earth = read_provinces(work)
    tiles = {}
    for a3, outline in sorted(outlines.items()):
        own = {key: polygon for key, polygon in natural_earth.items() if key[0] == a3}
        tiles.update(divide_country(outline, own) if own else {(a3, 0): outline})
    tiles = node_together(tiles, WINDOW)
    countries = {a3: unary_union([tile for key, tile in tiles.items() if key[0] == a3]) for a3 in sorted(outlines)}
    return countries, {key: tile for key, tile in sorted(tiles.items()) if key[1]}


def main():
    work, out = work_and_out()
    sea = sea_in_window(work)
    countries, provinces = build(work)
    fields = [("iso_a3", TEXT, 3)] + [(key, TEXT, 40) for key in ("name", "name_en", "name_ar", "name_tr")]
    write_layer(out, "countries", POLYGON, fields, [(row, countries[row["iso_a3"]]) for row in table("countries")])
    fields = [(key, TEXT, 50) for key in ("name", "name_en", "name_ar", "name_tr")]
    fields += [("iso", TEXT, 8), ("gn_id", INTEGER, 9), ("wikidata", TEXT, 12), ("country", TEXT, 30), ("a3", TEXT, 3),
               ("lab_lon", REAL, 9, 4), ("lab_lat", REAL, 9, 4)]
    write_layer(out, "admin1", POLYGON, fields, admin1_rows(provinces, sea))
    write_lines(out, sea, countries, provinces)


if __name__ == "__main__":
    main()
