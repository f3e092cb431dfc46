#!/usr/bin/env -S python3 -B
"""Events drawn together (--aggregate): in hexagons, whose areas GDAL measures in another projection; in provinces,
which GDAL finds for each point; as heat. What is drawn adds up to what was read."""
import collections
import json
import os
import random
import re
import subprocess

from tap import MAP, ROOT, counts_add_up, done, equal, folder, idlibmap, ok, picture_difference, read, render, skip, write, write_csv, write_json

WORK = folder()
PYTHON = "/usr/bin/python3"  # the one that Debian's python3-gdal is for
HAS_GDAL = os.path.exists(PYTHON) and subprocess.run([PYTHON, "-c", "from osgeo import ogr"], capture_output=True,
                                                     check=False).returncode == 0
ADMIN1 = os.path.join(ROOT, "shapes", "admin1.shp")
COLUMNS = ["event_id_cnty", "event_date", "location", "latitude", "longitude", "geo_precision", "fatalities"]
# Made up: seeded points over the frame and beyond it, some at one place, and deaths that are known for two of three.
random.seed(20200227)
POINTS = [(round(random.uniform(35.2, 38.0), 5), round(random.uniform(34.7, 37.2), 5)) for _ in range(300)]
POINTS += [(36.8056, 35.8647)] * 25 + [(round(random.gauss(36.7, 0.1), 5), round(random.gauss(35.8, 0.1), 5))
                                       for _ in range(175)]
ROWS = [["E%03d" % i, "2020-02-27", "somewhere", "%.5f" % lat, "%.5f" % lon, 1, i % 7 if i % 3 else ""]
        for i, (lon, lat) in enumerate(POINTS)]
EVENTS = write_csv(os.path.join(WORK, "events.csv"), COLUMNS, ROWS)
QUICK = ["--size", "500x500", "--furniture", "none", "-qo", os.path.join(WORK, "map.png")]

# Reads a list of rings and gives their areas in square metres, in a cylindrical projection of equal area; the edges
# are cut in pieces first, for they are straight in another one.
AREAS = """
import json, sys
from osgeo import ogr, osr
own, other = osr.SpatialReference(), osr.SpatialReference()
own.ImportFromProj4("+proj=laea +lat_0=30 +lon_0=30 +datum=WGS84")
other.ImportFromProj4("+proj=cea +lat_ts=36 +lon_0=37 +datum=WGS84")
degrees = osr.SpatialReference()
degrees.ImportFromProj4("+proj=longlat +datum=WGS84")
areas = []
for corners in json.load(sys.stdin):
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for lon, lat in corners + corners[:1]:
        ring.AddPoint_2D(lon, lat)
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    polygon.Transform(osr.CoordinateTransformation(degrees, own))
    polygon.Segmentize(100)
    polygon.Transform(osr.CoordinateTransformation(own, other))
    areas.append(polygon.Area())
print(json.dumps(areas))
"""
# Reads a list of points and gives the gn_id of the first province that holds each.
PROVINCES = """
import json, sys
from osgeo import ogr
source = ogr.Open(sys.argv[1])
units = [(f.GetField("gn_id"), f.geometry().Clone()) for f in source.GetLayer()]
found = []
for lon, lat in json.load(sys.stdin):
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(lon, lat)
    found.append(next((i for i, shape in units if shape.Contains(point)), None))
print(json.dumps(found))
"""


def gdal(script, given, *arguments):
    result = subprocess.run([PYTHON, "-c", script, *arguments], input=json.dumps(given).encode(), capture_output=True,
                            check=True)
    return json.loads(result.stdout)


def check_counts(report, name):
    counts, bins = report["sources"]["events"], report["aggregate"]["bins"]
    ok(counts_add_up(counts), name + ": every row read is counted once", counts)
    equal(sum(b["events"] for b in bins), counts["drawn"], name + ": the events of the bins are those drawn")
    by_bin = collections.Counter(e["bin"] for e in report["events"] if e["status"] == "drawn")
    equal({b["id"]: b["events"] for b in bins if b["events"]}, dict(by_bin), name + ": each bin has its events")
    deaths = {e["id"]: row[6] for e, row in zip(report["events"], ROWS)}
    known = sum(int(deaths[e["id"]]) for e in report["events"] if e["status"] == "drawn" and deaths[e["id"]] != "")
    equal(sum(b["deaths"] or 0 for b in bins), known, name + ": and their deaths")


def check_hexagons():
    svg = os.path.join(WORK, "hexagons.svg")
    report = render(MAP, "--events", EVENTS, "--aggregate", "hexbin:10", *QUICK, "-o", svg)
    bins = report["aggregate"]["bins"]
    check_counts(report, "hexagons")
    ok(len(bins) > 100, "there are many hexagons", len(bins))
    titles = re.findall(rb"<title>Events: (\d+)", read(svg))
    equal(sorted(map(int, titles)), sorted(b["events"] for b in bins), "each hexagon of the SVG says its count")
    if not HAS_GDAL:
        skip("areas on the ground", "python3-gdal is not installed")
        return
    areas = gdal(AREAS, [b["corners"] for b in bins])
    wanted = 3 ** 0.5 / 2 * 10000.0 ** 2
    worst = max(abs(area / wanted - 1) for area in areas)
    ok(worst < 0.001, "all have the area of a hexagon of 10 km, within 0.1 %", "%.5f %%" % (100 * worst))


def check_two_frames():
    """An event's hexagon depends on where it lies and on nothing else."""
    frames = [("auto", "35.5,34.9,37.6,37.0"), ("auto", "36.2,35.4,37.1,36.3"), ("EPSG:32637", "36.0,35.0,37.9,36.5")]
    reports = [render(MAP, "--events", EVENTS, "--aggregate", "hexbin:7", "--crs", crs, "--bbox", bbox, *QUICK)
               for crs, bbox in frames]
    bins = [{e["id"]: e.get("bin") for e in r["events"]} for r in reports]
    counts = [{b["id"]: b["events"] for b in r["aggregate"]["bins"]} for r in reports]
    for i in (1, 2):
        both = [e for e in bins[0] if bins[0][e] and bins[i][e]]
        ok(len(both) > 50 and all(bins[0][e] == bins[i][e] for e in both),
           "the same hexagons in another frame, %d events" % len(both))
        shared = set(counts[0]) & set(counts[i])
        ok(len(shared) > 20 and all(counts[0][b] == counts[i][b] for b in shared),
           "with the same counts, whatever the frame cuts off")


def check_provinces():
    report = render(MAP, "--events", EVENTS, "--aggregate", "admin1", *QUICK)
    check_counts(report, "provinces")
    drawn = {b["id"]: b for b in report["aggregate"]["bins"]}
    ok(5500 < drawn["169387"]["area_km2"] < 6700, "Idlib has about 6,100 square km", drawn["169387"])
    if not HAS_GDAL:
        skip("the province of each point", "python3-gdal is not installed")
        return
    found = collections.Counter(str(p) for p in gdal(PROVINCES, POINTS, ADMIN1) if p is not None)
    equal({i: b["events"] for i, b in drawn.items() if b["events"]}, {i: found[i] for i in drawn if found[i]},
          "as many events in each as GDAL finds there")
    rate = render(MAP, "--events", EVENTS, "--aggregate", "admin1", "--measure", "events-per-1000km2", *QUICK)
    idlib = next(b for b in rate["aggregate"]["bins"] if b["id"] == "169387")
    ok(abs(idlib["value"] - idlib["events"] / idlib["area_km2"] * 1000) < 1e-4, "a rate is by 1,000 square km", idlib)


def check_vague():
    """The story's events that are known to a province are counted there and left out of hexagons."""
    hexagons, provinces = (render(MAP, "--aggregate", kind, *QUICK) for kind in ("hexbin", "admin1"))
    equal((hexagons["sources"]["events"]["drawn"], hexagons["aggregate"]["too_vague"]), (4, 6),
          "the four events at Saraqib are in hexagons, six are known to a province only")
    equal({b["id"]: b["events"] for b in provinces["aggregate"]["bins"] if b["events"]},
          {"169387": 8, "170062": 1, "312394": 1}, "in provinces all ten count: Idlib, Aleppo, Hatay")
    result = idlibmap("render", MAP, "--aggregate", "hexbin", "-o", os.path.join(WORK, "map.png"))
    ok("6 events are not counted" in result.err, "which is said", result)


def check_districts():
    squares = [{"type": "Feature", "properties": {"gn_id": i, "name": "D%d" % i}, "geometry": {
        "type": "Polygon", "coordinates": [[[36 + i, 35], [37 + i, 35], [37 + i, 36], [36 + i, 36], [36 + i, 35]],
                                           [[36.4 + i, 35.4], [36.6 + i, 35.4], [36.6 + i, 35.6], [36.4 + i, 35.6],
                                            [36.4 + i, 35.4]]]}} for i in range(2)]
    areas = write_json(os.path.join(WORK, "districts.geojson"), {"type": "FeatureCollection", "features": squares})
    report = render(MAP, "--events", EVENTS, "--aggregate", "admin2", "--source", "admin2=" + areas, *QUICK)
    check_counts(report, "districts")
    inside = [sum(36 + i < lon < 37 + i and 35 < lat < 36 and not (36.4 + i < lon < 36.6 + i and 35.4 < lat < 35.6)
                  for lon, lat in POINTS) for i in range(2)]
    equal([b["events"] for b in report["aggregate"]["bins"]], inside, "districts of one's own, their holes left out")
    # The parallels of 35 and 36 degrees are 91.3 and 90.2 km a degree, the meridian 110.9 km.
    area = report["aggregate"]["bins"][0]["area_km2"]
    ok(abs(area / (110.95 * 90.73 * 0.96) - 1) < 0.002, "an area without its hole, on the ellipsoid", area)
    result = idlibmap("render", MAP, "--events", EVENTS, "--aggregate", "admin2", *QUICK)
    ok(result.status == 2 and "--source admin2=FILE" in result.err, "without a file: what to give", result)
    result = idlibmap("render", MAP, "--aggregate", "admin2", "--source", "admin2=data/events.csv", *QUICK)
    ok(result.status == 1 and "holds no areas" in result.err, "a file without areas is refused", result)


def check_heat():
    svg = os.path.join(WORK, "heat.svg")
    report = render(MAP, "--events", EVENTS, "--aggregate", "heat", "--size", "900x700", "-o", svg)
    check_counts(report, "heat")
    text = "".join(re.findall(r">([^<]+)<", read(svg).decode()))
    ok(re.search(r"\d / (?:[\d,]+ )?km²", text) and re.search(r"Smoothed over \d+ km", text),
       "the legend says the unit and how far it is smoothed", text[:2000])


def check_small_hexagons():
    result = idlibmap("render", MAP, "--events", EVENTS, "--aggregate", "hexbin:0.01", *QUICK)
    ok(result.status == 2 and re.search(r"too small for this frame: give [\d.]+ km", result.err),
       "hexagons too small to see are refused, with a size that is not", result)


def check_styles():
    for style in ("situation", "dark", "print"):
        path = os.path.join(WORK, style + ".svg")
        render(MAP, "--events", EVENTS, "--aggregate", "hexbin:10", "--style", style, "--size", "900x700", "-o", path,
               "-o", os.path.join(WORK, style + ".pdf"))
        colors = json.loads(read(os.path.join(ROOT, "data", "styles", style + ".json")))["metadata"]["events"]["classes"]
        ok(all(color.encode() in read(path) for color in (colors[0], colors[-1])), style + ": its colours are used")


def check_languages():
    for language, wanted in (("ar", "أشكال سداسية"), ("tr", "Eşit alanlı altıgenler")):
        path = os.path.join(WORK, language + ".svg")
        render(MAP, "--events", EVENTS, "--aggregate", "hexbin:10", "--lang", language, "--size", "900x700", "-o", path)
        ok(wanted in read(path).decode(), language + ": the legend in the language of the map")


def check_dense():
    """Many events are counted as they are read: the result is that of events kept one by one."""
    for kind in ("hexbin:8", "admin1", "heat"):
        pictures = [os.path.join(WORK, "%s.png" % n) for n in ("kept", "dense")]
        kept, dense = (render(MAP, "--events", EVENTS, "--events", "data/events.csv", "--aggregate", kind,
                              "--dense-above", n, *QUICK, "-o", picture)
                       for n, picture in zip(("100000", "10"), pictures))
        ok(dense["dense"] and not kept["dense"] and dense["events"] == [], kind + ": one run keeps no events")
        equal({k: dense[k] for k in ("aggregate", "sources", "deaths", "date_window")},
              {k: kept[k] for k in ("aggregate", "sources", "deaths", "date_window")}, kind + ": the same counts")
        difference = picture_difference(*pictures)
        ok(difference.mean < 0.05, kind + ": the same picture", difference)


def check_unknown_deaths():
    path = os.path.join(WORK, "unknown.svg")
    events = write(os.path.join(WORK, "two.csv"), "event_id_cnty,event_date,latitude,longitude,fatalities\n"
                   "A,2020-02-27,35.9,36.6,\nB,2020-02-27,35.9,36.6,0\nC,2020-02-27,36.3,36.6,\n")
    report = render(MAP, "--events", events, "--aggregate", "hexbin:10", "--measure", "deaths", "--size", "900x700",
                    "-o", path)
    equal(sorted((b["events"], b["deaths"], b["value"]) for b in report["aggregate"]["bins"] if b["events"] == 2),
          [(2, 0, 0)], "where one count is known it is the sum")
    equal([(b["deaths"], b["value"]) for b in report["aggregate"]["bins"] if b["events"] == 1], [(None, None)],
          "where none is known the sum is not known, and not 0")
    ok("Events whose deaths are not known: 2" in read(path).decode(), "the legend says how many are not in the sums")


check_hexagons()
check_two_frames()
check_provinces()
check_vague()
check_districts()
check_heat()
check_small_hexagons()
check_styles()
check_languages()
check_dense()
check_unknown_deaths()
done()
