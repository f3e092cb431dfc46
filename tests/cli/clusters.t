#!/usr/bin/env -S python3 -B
"""Clusters of a source drawn in Web Mercator, compared with those of the npm package supercluster, with which
MapLibre GL JS makes its own: places, counts, numbers and sums. """
import json
import os
import random
import re
import subprocess

from tap import done, folder, idlibmap, npm_package, ok, read, skip, write_csv, write_json

WORK = folder()
WORLD_M = 2 * 6378137 * 3.141592653589793
SIZE = 1024
# Where the frames lie: x and y of the north west corner, in metres of Web Mercator.
CORNER = (3.9e6, 4.4e6)

# What circles carry: properties of clusters, and what a point alone has for them.
VALUES = {"count": ["coalesce", ["get", "point_count"], 1], "id": ["coalesce", ["get", "cluster_id"], 0],
          "sum": ["coalesce", ["get", "sum"], ["get", "n"]], "most": ["coalesce", ["get", "most"], ["get", "n"]]}
CASES = [{"zoom": zoom, "radius": radius, "minPoints": points, "maxZoom": most} for zoom, radius, points, most in (
    (4.6, 50, 2, 17), (5, 80, 2, 9), (6.9, 50, 2, 17), (7.3, 20, 2, 14), (8.5, 50, 2, 8), (6, 50, 2, 6),
    (9.5, 30, 2, 19), (7, 50, 3, 17))]

SCRIPT = r"""
import Supercluster from 'PACKAGE/index.js';
import fs from 'fs';
const {points, cases} = JSON.parse(fs.readFileSync(0));
const features = points.map(([x, y, n]) => ({type: 'Feature', properties: {n},
    geometry: {type: 'Point', coordinates: [x, y]}}));
const x = lng => lng / 360 + 0.5;
const y = lat => 0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / Math.PI / 2;
console.log(JSON.stringify(cases.map(({zoom, radius, minPoints, maxZoom}) => {
    const index = new Supercluster({radius, minPoints, maxZoom, extent: 512, map: p => ({sum: p.n, most: p.n}),
        reduce: (all, p) => { all.sum += p.sum; all.most = Math.max(all.most, p.most); }});
    return index.load(features).getClusters([-180, -85, 180, 85], zoom).map(f => [x(f.geometry.coordinates[0]),
        y(f.geometry.coordinates[1]), f.properties.point_count || 1, f.properties.cluster_id || 0,
        f.properties.sum || f.properties.n, f.properties.most || f.properties.n]);
})));
"""


def points():
    """Towns of many points, scattered ones, and some at one place; the same in each run."""
    generator = random.Random(5)
    towns = [(generator.uniform(32, 42), generator.uniform(33, 40), generator.uniform(0.01, 0.4)) for _ in range(40)]
    rows = []
    for i in range(3000):
        x, y, spread = towns[i % 40]
        rows.append((round(generator.gauss(x, spread), 6), round(generator.gauss(y, spread), 6), i % 7 + 1))
    rows += [(36.5, 36.25, 3)] * 30
    return rows + [(round(generator.uniform(-170, 170), 5), round(generator.uniform(-80, 80), 5), 2) for _ in range(500)]


def as_color(value):
    return ["rgb", ["floor", ["/", value, 65536]], ["%", ["floor", ["/", value, 256]], 256], ["%", value, 256]]


def drawn(case):
    """The run, and the SVG with a layer for each of VALUES, each in colours."""
    source = {"type": "geojson", "data": "points.csv", "cluster": True, "clusterRadius": case["radius"],
              "clusterMinPoints": case["minPoints"], "clusterMaxZoom": case["maxZoom"],
              "clusterProperties": {"sum": ["+", ["get", "n"]],
                                    "most": [["max", ["accumulated"], ["get", "most"]], ["get", "n"]]}}

    layers = [{"id": name, "type": "circle", "source": "points",
               "paint": {"circle-radius": 3, "circle-color": as_color(value)}} for name, value in VALUES.items()]
    style = write_json(os.path.join(WORK, "style.json"), {"version": 8, "sources": {"points": source}, "layers": layers})
    side = WORLD_M * SIZE / 512 / 2 ** case["zoom"]
    x, y = CORNER
    out = os.path.join(WORK, "out.svg")
    result = idlibmap("render", "--style", style, "--crs", "EPSG:3857", "--extent",
                      "%f,%f,%f,%f" % (x, y - side, x + side, y), "--size", "%dx%d" % (SIZE, SIZE),
                      "--furniture", "none", "-o", out)
    return result, read(out).decode() if result.status == 0 else ""


def circles(svg, layer):
    """The places and the colours, as numbers, of a layer's circles."""
    group = re.search(r'<g id="%s"[^>]*?(?: fill="(#\w+)")?>(.*?)</g>' % layer, svg, re.DOTALL)
    found = []
    for circle in re.findall(r"<circle[^>]*>", group.group(2)):
        color = (re.search(r' fill="(#\w+)"', circle) or [None, group.group(1)])[1][1:]
        color = color if len(color) == 6 else "".join(letter * 2 for letter in color)
        found.append((*(float(re.search(r' %s="([^"]*)"' % name, circle)[1]) for name in ("cx", "cy")), int(color, 16)))
    return found


def in_frame(clusters, zoom):
    """The clusters that lie in the frame, their places on the page."""
    scale = 512 * 2 ** zoom
    left, top = CORNER[0] / WORLD_M + 0.5, 0.5 - CORNER[1] / WORLD_M
    placed = [((x - left) * scale, (y - top) * scale, *rest) for x, y, *rest in clusters]
    return [row for row in placed if 0 <= row[0] <= SIZE and 0 <= row[1] <= SIZE]


def differences(got, expected):
    """What has no equal: places within 0.02 px, all else the same."""
    left = {}
    for x, y, *rest in expected:
        left.setdefault(tuple(rest), []).append((x, y))
    missing = []
    for x, y, *rest in got:
        near = [at for at in left.get(tuple(rest), []) if abs(at[0] - x) < 0.02 and abs(at[1] - y) < 0.02]
        if near:
            left[tuple(rest)].remove(near[0])
        else:
            missing.append((x, y, *rest))
    return missing + [(*at, *rest, "expected") for rest, places in left.items() for at in places]


def main():
    package, reason = npm_package("supercluster", "8.0.1")
    rows = points()
    write_csv(os.path.join(WORK, "points.csv"), ["longitude", "latitude", "n"], rows)
    if reason:
        skip("the same clusters as supercluster", reason)
        return
    script = os.path.join(WORK, "clusters.mjs")
    with open(script, "w", encoding="utf-8") as file:
        file.write(SCRIPT.replace("PACKAGE", package))
    result = subprocess.run(["node", script], input=json.dumps({"points": rows, "cases": CASES}), capture_output=True,
                            text=True, check=False, timeout=60)
    if not ok(result.returncode == 0, "supercluster runs", result.stderr):
        return
    for case, clusters in zip(CASES, json.loads(result.stdout)):
        name = "zoom %(zoom)g, radius %(radius)d, %(minPoints)d points, to zoom %(maxZoom)d" % case
        run, svg = drawn(case)
        if not ok(run.status == 0, name + ": is drawn", run.err):
            continue
        layers = [circles(svg, layer) for layer in VALUES]
        got = [(*row[0][:2], *(circle[2] for circle in row)) for row in zip(*layers)]
        expected = in_frame(clusters, case["zoom"])
        wrong = differences(got, expected)
        ok(len(expected) > 5 and not wrong, "%s: %d clusters and points as supercluster has them" %
           (name, len(expected)), "\n".join(map(str, wrong)))


main()
done()
