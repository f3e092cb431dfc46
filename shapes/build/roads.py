"""roads.shp: the M4 and M5 as straight lines from town to town. Schematic: no surveyed road is among the sources.

tables/roads.csv lists towns that lie on the road; a town beyond the window has its coordinates there (GeoNames)."""
from collections import defaultdict

from shapely.geometry import LineString, MultiLineString, Point

from common import LINE, TEXT, WINDOW, parts, read_layer, table, work_and_out, write_layer

NOTE = "schematic: straight lines between towns on the road, not surveyed"


def main():
    _, out = work_and_out()
    places = list(read_layer(out + "/places.shp"))
    towns = {attributes["gn_id"] or attributes["name_en"]: geometry for attributes, geometry in places}
    courses, names = defaultdict(lambda: defaultdict(list)), {}
    for row in table("roads"):
        town = Point(float(row["lon"]), float(row["lat"])) if row["lon"] else towns[int(row["gn_id"]) or row["place"]]
        courses[row["ref"]][row["part"]].append(town)
        names[row["ref"]] = row["name"]
    rows = []
    for ref in sorted(courses):
        line = MultiLineString([LineString(towns_on_it) for towns_on_it in courses[ref].values()]).intersection(WINDOW)
        lines = parts(line, "LineString")
        rows.append(({"ref": ref, "name": names[ref], "kind": "schematic", "note": NOTE},
                     MultiLineString(lines) if len(lines) > 1 else lines[0]))
    write_layer(out, "roads", LINE, [("ref", TEXT, 6), ("name", TEXT, 50), ("kind", TEXT, 12), ("note", TEXT, 80)], rows)


if __name__ == "__main__":
    main()
