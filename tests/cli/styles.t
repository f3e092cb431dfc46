#!/usr/bin/env -S python3 -B
"""The styles that ship, and what their metadata ask for."""
import os
import re
import xml.etree.ElementTree as ElementTree

from tap import MAP, ROOT, done, equal, folder, idlibmap, ok, read, render, run, write_json

SVG = "{http://www.w3.org/2000/svg}"
STYLES = os.path.join(ROOT, "data", "styles")
SHIPPED = "situation", "dark", "print"
# Of 255: what people still tell apart on a photocopy.
GREY_STEP = 30


def check_built():
    """data/styles/*.json are what build_styles.py writes."""
    out = folder()
    result = run([os.path.join(STYLES, "build_styles.py"), out])
    ok(result.status == 0, "build_styles.py runs", result)
    names = sorted(os.listdir(out))
    equal(names, sorted(name + ".json" for name in (*SHIPPED, "diff")), "it writes the three styles, and that of diff")
    for name in names:
        ok(read(os.path.join(out, name)) == read(os.path.join(STYLES, name)), name + " is what build_styles.py writes")


def check_shipped(name):
    style = os.path.join(STYLES, name + ".json")
    result = idlibmap("check", style)
    ok(result.status == 0 and b"0 errors, 0 warnings" in result.out, name + ": check finds nothing", result)
    svg = os.path.join(folder(), name + ".svg")
    result = idlibmap("render", MAP, "--style", style, "-o", svg)
    ok(result.status == 0, name + ": the shipped map is drawn", result)
    told = [line for line in result.err.splitlines() if "warning" in line and ".json" in line]
    equal(told, [], name + ": no warning of the style")
    return read(svg).decode()


def colors(svg):
    long = re.findall(r'"#([0-9a-f]{6})"', svg)
    short = re.findall(r'"#([0-9a-f]{3})"', svg)
    return {c for c in long} | {"".join(d * 2 for d in c) for c in short}


def check_grey(svg):
    """print says nothing by hue: there is none, and the types of events differ in lightness."""
    found = colors(svg)
    ok(len(found) > 5, "print: colours are found (%d)" % len(found))
    equal([c for c in found if not c[:2] == c[2:4] == c[4:]], [], "print: all of them are greys")
    text = read(os.path.join(STYLES, "print.json")).decode()
    ramp = re.search(r'"id": "events",.*?"circle-color": \[(.*?)\]\s*,\s*"circle-stroke', text, re.S).group(1)
    greys = sorted({int(c, 16) for c in re.findall(r'"#(..)\1\1"', ramp)})
    equal(len(greys), 6, "print: six greys for the types of events")
    steps = [b - a for a, b in zip(greys, greys[1:])]
    ok(min(steps) >= GREY_STEP, "print: they differ by %d of 255 at least" % GREY_STEP, steps)


def texts(groups):
    return sorted("".join(t.itertext()) for g in groups.values() for t in g.iter(SVG + "text"))


def check_giving_way():
    """A village's dot where a city's label must stand: both in sight, or dot and label out together."""
    place = folder()
    points = [{"type": "Feature", "properties": {"name": name, "rank": rank},
               "geometry": {"type": "Point", "coordinates": [lon, 36]}}
              for name, rank, lon in (("Village", 2, 36.03), ("City", 1, 36.0))]
    write_json(os.path.join(place, "towns.geojson"), {"type": "FeatureCollection", "features": points})
    for gives_way, expected in (True, (["City"], 1)), (False, (["Village"], 2)):
        style = {"version": 8, "sources": {"towns": {"type": "geojson", "data": "towns.geojson"}}, "layers": [
            {"id": "dots", "type": "circle", "source": "towns", "metadata": {"gives-way": gives_way},
             "paint": {"circle-radius": 3}},
            {"id": "names", "type": "symbol", "source": "towns",
             "layout": {"text-field": ["get", "name"], "text-anchor": "left", "text-offset": [0.4, 0], "text-size": 30,
                        "symbol-sort-key": ["get", "rank"]}}]}
        path = write_json(os.path.join(place, "style.json"), style)
        svg = os.path.join(place, "towns.svg")
        report = render("--style", path, "--crs", "EPSG:32637", "--bbox", "35.9,35.9,36.3,36.1", "--size", "400x250",
                        "--furniture", "none", "-o", svg)
        groups = {g.get("id"): g for g in ElementTree.parse(svg).getroot().findall(SVG + "g")}
        said = "gives-way %s: " % gives_way
        equal((texts(groups), report["layers"]["dots"]["drawn"]), expected, said + "labels and dots")
        equal(len(list(groups["dots"].iter(SVG + "circle"))), expected[1], said + "the dots in the picture")
        equal(report["labels"], {"placed": 1, "dropped": 1}, said + "the report counts the label that is left out")


check_built()
pages = {style_name: check_shipped(style_name) for style_name in SHIPPED}
check_grey(pages["print"])
check_giving_way()
done()
