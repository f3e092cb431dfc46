#!/usr/bin/env -S python3 -B
"""The options of a style's sources: filter, ids, clusters, whose records all stay in the report's sums; heatmaps
in three formats."""
import json
import os
import re

from tap import ROOT, done, equal, folder, idlibmap, ok, read, skip, write_csv, write_json

WORK = folder()
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "events", "ucdp-ged-syria.csv")
BBOX = "35.5,34.9,37.6,37.0"
# Three near 36/36, two near 37/36, one alone, one outside.
ROWS = [("a", 36.00, 36.0, 1), ("b", 36.01, 36.0, 2), ("c", 36.00, 36.01, 4), ("d", 37.0, 36.0, 8),
        ("e", 37.0, 36.0, 16), ("f", 36.5, 36.5, 32), ("g", 45.0, 36.0, 64)]
write_csv(os.path.join(WORK, "points.csv"), ["name", "longitude", "latitude", "deaths"], ROWS)
CIRCLES = {"id": "circles", "type": "circle", "source": "points", "paint": {"circle-radius": 4}}
HEAT = {"id": "heat", "type": "heatmap", "source": "points", "paint": {"heatmap-radius": 40}}


def draw(layers, formats=("svg",), **options):
    """Renders the points with the source's options; the result, the report and the first output."""
    style = write_json(os.path.join(WORK, "style.json"), {
        "version": 8, "layers": layers,
        "sources": {"points": dict({"type": "geojson", "data": "points.csv"}, **options)}})
    outputs = [os.path.join(WORK, "out." + name) for name in formats]
    report = os.path.join(WORK, "report.json")
    result = idlibmap("render", "--style", style, "--bbox", BBOX, "--crs", "EPSG:32637", "--size", "500x600",
                      "--furniture", "none", "--report", report,
                      *[part for path in outputs for part in ("-o", path)])
    if result.status != 0:
        return result, None, None
    with open(report, encoding="utf-8") as file:
        return result, json.load(file), read(outputs[0])


def sums(report):
    counts = report["sources"]["points"]
    return {key: counts[key] for key in ("read", "drawn", "outside", "filtered")}


def circles(svg):
    return len(re.findall(r"<circle", svg.decode()))


_, report, svg = draw([CIRCLES])
equal(sums(report), {"read": 7, "drawn": 6, "outside": 1, "filtered": 0}, "without options each record is drawn")
equal(circles(svg), 6, "by a circle of its own")

_, report, svg = draw([CIRCLES], filter=[">", ["get", "deaths"], 4])
equal(sums(report), {"read": 7, "drawn": 3, "outside": 1, "filtered": 3}, "the source's filter is counted")
_, _, svg = draw([CIRCLES], filter=["in", "name", "a", "f"])
equal(circles(svg), 2, "and may be of the old syntax")

_, _, svg = draw([dict(CIRCLES, filter=["==", ["id"], "d"])], promoteId="name")
equal(circles(svg), 1, "promoteId makes a property the id")
_, _, svg = draw([dict(CIRCLES, filter=["<", ["id"], 2])], generateId=True)
equal(circles(svg), 2, "generateId counts records from 0")

_, report, svg = draw([CIRCLES], cluster=True)
equal(sums(report), {"read": 7, "drawn": 6, "outside": 1, "filtered": 0}, "clusters stand for all their records")
equal(circles(svg), 3, "a cluster of three, one of two, and one alone")
_, report, svg = draw([dict(CIRCLES, filter=["==", ["get", "point_count"], 3])], cluster=True)
equal(sums(report), {"read": 7, "drawn": 3, "outside": 1, "filtered": 3}, "a layer's filter meets clusters")
_, report, svg = draw([dict(CIRCLES, filter=["==", ["get", "sum"], 24])], cluster=True,
                      clusterProperties={"sum": ["+", ["get", "deaths"]]})
equal(circles(svg), 1, "clusterProperties are summed")
_, report, svg = draw([CIRCLES], cluster=True, clusterMinPoints=3)
equal(circles(svg), 4, "clusterMinPoints leaves two points alone")
_, report, svg = draw([CIRCLES], cluster=True, clusterMaxZoom=3)
equal(circles(svg), 6, "above clusterMaxZoom there are no clusters")
_, report, svg = draw([CIRCLES], cluster=True, filter=["!=", ["get", "name"], "b"])
equal(sums(report), {"read": 7, "drawn": 5, "outside": 1, "filtered": 1}, "the source's filter runs first")
first = draw([CIRCLES], cluster=True)[2]
equal(draw([CIRCLES], cluster=True)[2], first, "the same clusters each time")

result, _, _ = draw([CIRCLES], clusterRadius=-4)
ok(result.status != 0 and "clusterRadius" in result.err, "an option out of range is an error", result.err)
result, _, _ = draw([CIRCLES], lineMetrics=True, buffer=64, tolerance=0.5)
ok(result.status == 0 and "warning" not in result.err, "no warning of lineMetrics, buffer and tolerance", result.err)

_, report, svg = draw([HEAT], ("svg", "png", "pdf"))
equal(sums(report)["drawn"], 6, "a heatmap draws each record")
ok(svg.count(b"<path") > 8 and b"<image" not in svg, "in SVG as bands, without a picture", svg[:500])
ok(b"/Subtype /Image" in read(os.path.join(WORK, "out.pdf")), "in PDF as a picture")

if os.path.exists(CORPUS):
    style = write_json(os.path.join(WORK, "ucdp.json"), {
        "version": 8, "sources": {"points": {"type": "geojson", "data": "x.csv", "cluster": True}},
        "layers": [CIRCLES]})
    report = os.path.join(WORK, "report.json")
    result = idlibmap("render", "--style", style, "--source", "points=" + CORPUS, "--bbox", "35,32,43,38",
                      "--report", report, "-o", os.path.join(WORK, "ucdp.svg"))
    with open(report, encoding="utf-8") as file:
        counts = json.load(file)["sources"]["points"]
    equal((counts["read"], counts["drawn"] + counts["outside"]), (10046, 10046), "10,046 records add up in clusters")
else:
    skip("10,046 records add up in clusters", CORPUS + " is not there")
done()
