#!/usr/bin/env -S python3 -B
"""Positions agree with PROJ's cs2cs to 1 mm in the report and to 0.1 px on the page, and the symbols stand
there in the picture."""
import os
import re

from tap import done, equal, folder, have, idlibmap, ok, png_pixels, read, render, run, skip, skip_all, write_csv, \
    write_json

if have("cs2cs"):
    skip_all("cs2cs (proj-bin) is not installed")

# Does cs2cs give northing first? (The order of the CRS's own axes.)
NORTHING_FIRST = {"EPSG:32637": False, "EPSG:32636": False, "EPSG:3857": False, "EPSG:5256": True,
                  "EPSG:2322": True}
BBOX = "35.5,34.9,37.6,37.0"
POINTS = [(35.55, 34.95), (36.0, 35.4), (35.99999, 36.6), (36.00001, 36.2), (36.23456, 35.87654),
          (36.80591, 35.86447), (36.6339, 35.9306), (37.1612, 36.2012), (37.55, 36.95), (37.5, 35.0),
          (35.6, 36.9), (36.7513, 35.1318)]
MM, PX = 0.001, 0.1
WORK = folder()
EVENTS = os.path.join(WORK, "points.csv")
write_csv(EVENTS, ["event_id_cnty", "event_date", "location", "latitude", "longitude"],
          [["P%02d" % n, "2020-02-27", "point %d" % n, "%.7f" % lat, "%.7f" % lon]
           for n, (lon, lat) in enumerate(POINTS)])
# Nothing but points, so that the picture can be measured.
STYLE = write_json(os.path.join(WORK, "points.json"), {
    "version": 8, "sources": {"events": {"type": "geojson", "data": "points.csv"}},
    "layers": [{"id": "background", "type": "background", "paint": {"background-color": "#ffffff"}},
               {"id": "points", "type": "circle", "source": "events",
                "paint": {"circle-radius": 4, "circle-color": "#000000"}}]})


def cs2cs(crs, northing_first=False):
    """Easting, northing of POINTS as cs2cs has them."""
    asked = "".join("%.7f %.7f\n" % (lat, lon) for lon, lat in POINTS)
    result = run(["cs2cs", "-f", "%.5f", "EPSG:4326", "+to", crs], stdin=asked.encode())
    pairs = [tuple(map(float, line.split()[:2])) for line in result.out.decode().splitlines()]
    return [(e, n) for n, e in pairs] if northing_first else pairs


def page_points(report, points):
    """Where points in the CRS stand on the page, from the report's extent and frame alone."""
    xmin, ymin, xmax, ymax = report["extent"]
    left, top, right, bottom = report["frame"]
    return [(left + (x - xmin) / (xmax - xmin) * (right - left),
             top + (ymax - y) / (ymax - ymin) * (bottom - top)) for x, y in points]


def farthest(events, names, expected):
    """The largest difference, in x or y."""
    return max(max(abs(e[names[0]] - x), abs(e[names[1]] - y)) for e, (x, y) in zip(events, expected))


def check_report(report, name, expected):
    events = report["events"]
    equal([e["status"] for e in events], ["drawn"] * len(POINTS), "%s: all are drawn" % name)
    equal([(e["lon"], e["lat"]) for e in events], POINTS, "%s: lon, lat as given" % name)
    far = farthest(events, ("x", "y"), expected)
    ok(far <= MM, "%s: x, y agree with cs2cs to 1 mm" % name, "%.5f m apart" % far)
    far = farthest(events, ("px", "py"), page_points(report, expected))
    ok(far <= PX, "%s: px, py agree to 0.1 px" % name, "%.3f px apart" % far)
    xmin, ymin, xmax, ymax = report["extent"]
    left, top, right, bottom = report["frame"]
    ok(abs((xmax - xmin) / (right - left) / ((ymax - ymin) / (bottom - top)) - 1) < 1e-6,
       "%s: one scale in x and y" % name)


def check_crs(crs):
    expected = cs2cs(crs, NORTHING_FIRST[crs])
    report = render("--style", STYLE, "--crs", crs, "--bbox", BBOX)
    check_report(report, crs, expected)


def check_auto():
    report = render("--style", STYLE, "--bbox", BBOX)
    check_report(report, "auto", cs2cs(report["crs"]))
    ok(re.match(r"\+proj=\w+ .*\+lat_0=35\.95.* \+lon_0=36\.55 ", report["crs"]),
       "auto is a full proj string, centred on the frame", report["crs"])


def check_wkt():
    if have("projinfo"):
        skip("a CRS as WKT", "projinfo is not installed")
        return
    wkt = run(["projinfo", "-o", "WKT2:2019", "-q", "--single-line", "EPSG:32637"]).out.decode().strip()
    check_report(render("--style", STYLE, "--crs", wkt, "--bbox", BBOX), "WKT", cs2cs("EPSG:32637"))


def blobs(path):
    """Centres of the dark spots of a picture with spots that stand apart: px from the top left."""
    width, height, rows = png_pixels(path)
    found = []
    for y in range(height):
        for x in range(width):
            weight = 255 - rows[y][3 * x + 1]
            if weight == 0:
                continue
            for spot in found:
                if abs(spot[0] / spot[2] - x) < 8 and abs(spot[1] / spot[2] - y) < 8:
                    break
            else:
                spot = [0.0, 0.0, 0]
                found.append(spot)
            spot[0] += weight * x
            spot[1] += weight * y
            spot[2] += weight
    return sorted((x / w + 0.5, y / w + 0.5) for x, y, w in found)


def check_picture():
    """The page's top left is (xmin, ymax); nothing stands between the map and the page's edge."""
    png = os.path.join(WORK, "points.png")
    extent = [175000.0, 3860000.0, 375000.0, 4110000.0]
    report = render("--style", STYLE, "--crs", "EPSG:32637", "--extent", ",".join(map(str, extent)), "--size",
                    "400x500", "--furniture", "none", "-o", png)
    equal(report["extent"], extent, "an extent of the page's aspect is used as it is")
    equal(report["frame"], [0, 0, 400, 500], "with --furniture none the map fills the page")
    scale = 400 / 200000.0
    expected = [((x - extent[0]) * scale, (extent[3] - y) * scale) for x, y in cs2cs("EPSG:32637")]
    far = farthest(report["events"], ("px", "py"), expected)
    ok(far <= PX, "px, py are measured from (xmin, ymax)", "%.3f px apart" % far)
    spots = blobs(png)
    equal(len(spots), len(POINTS), "as many spots as points in the picture")
    far = max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in zip(spots, sorted(expected)))
    ok(far <= PX, "the spots of the PNG stand there to 0.1 px", "%.3f px apart" % far)
    check_svg(expected)


def check_svg(expected):
    svg = os.path.join(WORK, "points.svg")
    idlibmap("render", "--style", STYLE, "--crs", "EPSG:32637", "--extent", "175000,3860000,375000,4110000", "--size",
             "400x500", "--furniture", "none", "-q", "-o", svg)
    circles = sorted((float(x), float(y)) for x, y in re.findall(r'<circle[^>]*? cx="([\d.]+)" cy="([\d.]+)"',
                                                                 read(svg).decode()))
    ok(len(circles) == len(expected) and max(
        max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in zip(circles, sorted(expected))) <= PX,
       "the circles of the SVG stand there to 0.1 px", circles)


def widened(extent, width, height):
    """The extent on a page of another aspect: widened on its short side about its centre."""
    xmin, ymin, xmax, ymax = extent
    unit = max((xmax - xmin) / width, (ymax - ymin) / height)
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    return [x - unit * width / 2, y - unit * height / 2, x + unit * width / 2, y + unit * height / 2]


def check_extents():
    asked = [250000.0, 3900000.0, 350000.0, 4000000.0]
    for size in "800x400", "400x800":
        width, height = map(int, size.split("x"))
        report = render("--style", STYLE, "--crs", "EPSG:32637", "--extent", ",".join(map(str, asked)), "--size", size,
                        "--furniture", "none")
        far = max(abs(a - b) for a, b in zip(report["extent"], widened(asked, width, height)))
        ok(far <= MM, "on %s the extent is widened on its short side about its centre" % size, report["extent"])
    both = render("--style", STYLE, "--crs", "EPSG:32637", "--extent", "250000,3900000,350000,4000000", "--bbox",
                  "35,34,39,38", "--size", "500x500", "--furniture", "none")
    equal(both["extent"], asked, "--extent wins over --bbox")
    check_swapped()


def check_swapped():
    """x, y and extents are easting, northing also where the CRS has northing first."""
    report = render("--style", STYLE, "--crs", "EPSG:5256", "--extent", "400000,3850000,600000,4100000", "--size",
                    "400x500", "--furniture", "none")
    equal(report["extent"], [400000, 3850000, 600000, 4100000], "EPSG:5256: extents are easting, northing")


def check_bbox():
    """A bbox is densified, projected and boxed: the frame shows all of it and touches its farthest points."""
    report = render("--style", STYLE, "--crs", "EPSG:32636", "--bbox", BBOX, "--size", "500x500", "--furniture", "none")
    west, south, east, north = map(float, BBOX.split(","))
    steps = [i / 200 for i in range(201)]
    edge = [(west + (east - west) * t, y) for t in steps for y in (south, north)] + \
        [(x, south + (north - south) * t) for t in steps for x in (west, east)]
    asked = "".join("%.9f %.9f\n" % (lat, lon) for lon, lat in edge)
    lines = run(["cs2cs", "-f", "%.3f", "EPSG:4326", "+to", "EPSG:32636"], stdin=asked.encode()).out.decode()
    xs, ys = zip(*[tuple(map(float, line.split()[:2])) for line in lines.splitlines()])
    box = widened([min(xs), min(ys), max(xs), max(ys)], 500, 500)
    far = max(abs(a - b) for a, b in zip(report["extent"], box))
    ok(far < 10, "EPSG:32636: the extent of a bbox is the box of its bent edge, to 10 m", "%.2f m apart" % far)


def check_dpi():
    """A PNG at 192 dpi has twice the pixels and the same report."""
    png = os.path.join(WORK, "dense.png")
    options = ["--style", STYLE, "--size", "200x150", "--furniture", "none"]
    report = render(*options, "--dpi", "192", "-o", png)
    equal(png_pixels(png)[:2], (400, 300), "--dpi 192 doubles the pixels of a PNG")
    equal(report, render(*options), "and leaves the report as it is")


for code in NORTHING_FIRST:
    check_crs(code)
check_auto()
check_wkt()
check_picture()
check_extents()
check_bbox()
check_dpi()
done()
