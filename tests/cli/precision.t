#!/usr/bin/env -S python3 -B
"""Events are drawn as precisely as they are known: circles of a distance as PROJ's geod measures them, districts and
roads of layers by id, what is known to a country only listed and counted, and a legend of what is drawn."""
import os
import re

from tap import ROOT, counts_add_up, done, equal, folder, have, idlibmap, ok, read, render, run, skip, write_csv, write_json

WORK = folder()
EVENTS = os.path.join(ROOT, "tests", "golden", "precision.csv")
PAGE = ["--bbox", "36.1,35.5,37.3,36.35", "--size", "1400x1200"]
COLUMNS = ["id", "date", "location", "admin1", "latitude", "longitude", "geo_precision", "within_km", "deaths"]


def drawn(name, *arguments):
    """The report and the SVG."""
    svg = os.path.join(WORK, name + ".svg")
    report = render(*PAGE, *arguments, "-o", svg)
    return report, read(svg).decode()


def group(svg, name):
    found = re.search(r'<g id="%s".*?\n</g>' % name, svg, re.S)
    return found.group(0) if found else ""


def words(svg, name):
    """The text of a group, its lines joined."""
    return " ".join(re.sub(r"<[^>]+>", " ", group(svg, name)).split())


def vertices(path):
    """Points of a path of lines, in page px."""
    points, x, y, command, numbers = [], 0.0, 0.0, "", []
    for token in re.findall(r"[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)", path):
        if token.isalpha():
            command = token
            continue
        numbers.append(float(token))
        if command in "hHvV":
            numbers = [numbers[0], 0] if command in "hH" else [0, numbers[0]]
            numbers = [numbers[0] or x, numbers[1] or y] if command.isupper() else numbers
        if len(numbers) == 2:
            x, y = numbers if command.isupper() else (x + numbers[0], y + numbers[1])
            points.append((x, y))
            numbers = []
    return points


def distances(report, points, lon, lat):
    """Kilometres from lon, lat to points on the page, by cs2cs and geod."""
    xmin, ymin, xmax, ymax = report["extent"]
    left, top, right, bottom = report["frame"]
    asked = "".join("%.6f %.6f\n" % (xmin + (x - left) / (right - left) * (xmax - xmin),
                                     ymax - (y - top) / (bottom - top) * (ymax - ymin)) for x, y in points)
    lonlat = run(["cs2cs", "-f", "%.9f", report["crs"], "+to", "+proj=longlat +datum=WGS84"], stdin=asked.encode())
    pairs = "".join("%.9f %.9f %s %s\n" % (lat, lon, line.split()[1], line.split()[0])
                    for line in lonlat.out.decode().splitlines())
    measured = run(["geod", "+ellps=WGS84", "-I", "-F", "%.4f"], stdin=pairs.encode()).out.decode()
    return [float(line.split()[2]) / 1000 for line in measured.splitlines()]


# One event of each precision
report, svg = drawn("each", "--events", EVENTS)
events = {e["id"]: e for e in report["events"]}
counts = report["sources"]["events"]
ok(counts_add_up(counts), "the counts add up", counts)
equal((counts["drawn"], counts["unplaced"]), (7, 3), "country, outside and a region without an outline are not drawn")
equal([events["PRE-%02d" % i]["unplaced_because"] for i in (1, 7, 8, 9)],
      [None, "known to an area only, of which no layer has the outline", "known to the country only",
       "at sea, in the air or abroad"], "the report says why")
equal(events["PRE-05"]["area_level"], "admin1", "an event of a district without an outline is drawn with its province")
page = words(svg, "credits")
for text in ("Events known to the country only, not on the map: 1.", "Events known to the district, drawn with their province: 1.",
             "Events at sea, in the air or abroad, not on the map: 1."):
    ok(text in page, "the page says: " + text, page)
legend = words(svg, "legend")
LABELS = ["Circle: within this distance", "Dashed rim: near here", "Outer ring: highest count", "Inner tone: lowest count",
          "Inner ring: number of deaths not known", "Hollow: known to the province only"]
for label in LABELS:
    ok(label in legend, "the legend has: " + label, legend)

# Circles
rings = re.findall(r' d="([^"]+)"', group(svg, "event-rings"))
equal(len(rings), 1, "two events of one place and distance share a circle")
if have("geod", "cs2cs"):
    skip("the circle is 10 km in radius", have("geod", "cs2cs") + " is not installed")
else:
    km = distances(report, vertices(rings[0]), events["PRE-02"]["lon"], events["PRE-02"]["lat"])
    px_km = report["scale_bar"]["metres"] / report["scale_bar"]["px"] / 1000
    far = max(abs(d - 10) for d in km) / px_km
    ok(len(km) > 30 and far < 0.15, "the circle is 10 km in radius by geod, to 0.15 px", "%d points, %.3f px" % (len(km), far))
dashed = re.findall(r"<circle[^>]*>", group(svg, "events-near"))
equal(len(dashed), 3, "each near event has a rim")
ok("stroke-dasharray" in group(svg, "events-near"), "which is dashed")

# Sizes: none, unknown
circles = {m[1]: float(m[0]) for m in re.findall(r'r="([\d.]+)"><title>[^<]*: (\w[^<]*?)</title>', group(svg, "events"))}
ok(circles["Idlib, reported deaths 0"] < circles["Binnish, reported deaths 1"] < circles["Ariha"],
   "no deaths are the smallest dot; unknown ones have a size of their own", circles)

# Only what is drawn is in the legend
plain = write_csv(os.path.join(WORK, "plain.csv"), COLUMNS, [["a", "2020-02-27", "Saraqib", "Idlib", "", "", "exact", "", "3"]])
_, svg = drawn("plain", "--events", plain)
ok(not any(label in words(svg, "legend") for label in LABELS), "an exact event with a count has none of these rows",
   words(svg, "legend"))

# Too many circles
many = write_csv(os.path.join(WORK, "many.csv"), COLUMNS,
                 [["m%d" % i, "2020-02-27", "", "", 35.6 + i % 8 * 0.08, 36.2 + i // 8 * 0.1, "near", "25", "1"]
                  for i in range(61)])
_, svg = drawn("many", "--events", many)
ok(group(svg, "event-rings") == "" or "<path" not in group(svg, "event-rings"), "61 circles are not drawn")
ok("(within up to 25 km) are left out" in words(svg, "credits"), "and the page says so", words(svg, "credits"))

# The same counts where events are drawn as they are read
report, svg = drawn("dense", "--events", EVENTS, "--dense-above", "1")
equal(report["sources"]["events"]["unplaced"], 3, "a dense run does not draw what is known to a country only either")
ok("Events known to the country only, not on the map: 1." in words(svg, "credits"), "and says so", words(svg, "credits"))

# Age
aged = write_csv(os.path.join(WORK, "aged.csv"), COLUMNS,
                 [["old", "2020-01-01", "", "", 35.8, 36.5, "", "", "5"], ["new", "2020-02-01", "", "", 35.9, 36.8, "", "", "5"]])
_, svg = drawn("aged", "--events", aged, "--fade", "age")
opacities = re.findall(r"<circle[^>]*>", group(svg, "events"))
ok(sum("fill-opacity" in c for c in opacities) == 1 and 'fill-opacity="0.25"' in "".join(opacities),
   "with --fade age the oldest event is a quarter as opaque, the newest whole", opacities)
ok("Paler: older (1 January" in words(svg, "legend"), "and the legend says so", words(svg, "legend"))

# A district and a road that layers have, by the gazetteer's ids
HEADER = "geonameid,name,asciiname,alternatenames,latitude,longitude,feature_class,feature_code,country_code,cc2,admin1_code," \
         "admin2_code,admin3_code,admin4_code,population,elevation,dem,timezone,modification_date"
PLACES = [[901, "Test district", "Test district", "", 35.9, 36.7, "A", "ADM2", "SY"] + [""] * 10,
          [902, "Test road", "Test road", "", 35.8, 36.6, "R", "RD", "SY"] + [""] * 10]
gazetteer = write_csv(os.path.join(WORK, "gazetteer.csv"), HEADER.split(","), PLACES)


def layer(name, number, kind, coordinates):
    made = write_json(os.path.join(WORK, name + ".geojson"), {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"gn_id": number}, "geometry": {"type": kind, "coordinates": coordinates}}]})
    shape = made.replace(".geojson", ".shp")
    run(["ogr2ogr", shape, made])
    return shape


def check_own_areas():
    district = layer("district", 901, "Polygon", [[[36.5, 35.8], [36.9, 35.8], [36.9, 36.0], [36.5, 36.0], [36.5, 35.8]]])
    road = layer("road", 902, "LineString", [[36.4, 35.7], [36.6, 35.8], [37.0, 35.75]])
    known = write_csv(os.path.join(WORK, "known.csv"), COLUMNS,
                      [["d", "2020-02-27", "Test district", "", "", "", "admin2", "", "3"],
                       ["r", "2020-02-27", "Test road", "", "", "", "region", "", "3"]])
    report, svg = drawn("known", "--events", known, "--gazetteer", gazetteer, "--source", "admin1=" + district,
                        "--source", "roads=" + road)
    equal([(e["status"], e["area_level"]) for e in report["events"]], [("drawn", "admin2"), ("drawn", "region")],
          "events of a district and of a road that layers have are drawn")
    equal((group(svg, "event-districts").count("<path"), group(svg, "event-lines").count("<path")), (1, 1),
          "the district's area and the road are marked")
    for label in ("District or region of events", "Line of events", "Hollow: known to the district or region only"):
        ok(label in words(svg, "legend"), "the legend has: " + label, words(svg, "legend"))


if have("ogr2ogr"):
    skip("events of a district and of a road", "ogr2ogr is not installed")
else:
    check_own_areas()

for language, text in (("ar", "أحداث معروفة على مستوى البلد فقط"), ("tr", "Yalnızca ülkesi bilinen")):
    _, svg = drawn(language, "--events", EVENTS, "--lang", language)
    ok(text in words(svg, "credits"), "in " + language + " too", words(svg, "credits"))
result = idlibmap("render", "--fade", "old", "-o", os.path.join(WORK, "old.png"))
ok(result.status == 2 and "none, age" in result.err, "--fade takes none and age", result)
done()
