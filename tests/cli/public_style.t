#!/usr/bin/env -S python3 -B
"""A style published for the web and its vector tiles, drawn from shapefiles: the same features in any CRS, and few words."""
import os
import shutil
import xml.etree.ElementTree as ElementTree

from tap import ROOT, counts_add_up, done, equal, folder, idlibmap, ok, render, write_json

SVG = "{http://www.w3.org/2000/svg}"
PLACE = os.path.join(ROOT, "tests", "golden", "bright")
MAP, STYLE, DATA = (os.path.join(PLACE, name) for name in ("bright.map", "bright-v9.json", "data"))
# The whole town, at a zoom of more than 13.
WHOLE = ["--bbox", "36.19,34.99,36.33,35.09", "--size", "2600x2240", "--furniture", "none"]
WITHOUT_FILE = "26 layers of source 'mapbox' have no file and are not drawn: landuse_overlay, aeroway, building, admin, " \
    "water_label, rail_station_label, airport_label, marine_label, country_label; " \
    "give --source mapbox/landuse_overlay=FILE or --source mapbox=FOLDER"


def findings(err):
    return [line for line in err.splitlines() if line.startswith(("idlibmap: note", "idlibmap: warning"))]


def draw(crs):
    svg = os.path.join(folder(), "bright.svg")
    report = render(MAP, "--crs", crs, *WHOLE, "-o", svg)
    return report, {g.get("id"): g for g in ElementTree.parse(svg).getroot().findall(SVG + "g")}


def names(groups):
    return {"".join(t.itertext()) for g in groups.values() for t in g.iter(SVG + "text")}


def width(groups, layer):
    return max(float(e.get("stroke-width", "1")) for e in groups[layer].iter())


def check_crs():
    """What the style draws in Web Mercator it draws in a zone of UTM: features, names, widths."""
    mercator, mercator_groups = draw("EPSG:3857")
    utm, utm_groups = draw("EPSG:32637")
    equal(utm["layers"], mercator["layers"], "every layer draws and filters as many in both CRS")
    equal(utm["sources"], mercator["sources"], "every file has as many features in both CRS")
    equal(utm["sources"]["mapbox/road"]["drawn"], 34, "all roads are drawn")
    ok(all(counts_add_up({k: v for k, v in s.items() if isinstance(v, int) and not isinstance(v, bool)})
           for s in utm["sources"].values()), "the counts add up", utm["sources"])
    drawn = {name: layer["drawn"] for name, layer in utm["layers"].items() if layer["drawn"] > 0}
    equal(len(drawn), 28, "so many of the layers draw")
    equal((drawn.get("road_street"), drawn.get("water_pattern"), drawn.get("bridge_trunk_primary")), (21, 2, 1),
          "layers with a ref draw what theirs does")
    equal(names(utm_groups), names(mercator_groups), "the same names in both CRS")
    expected = {"Sampleton", "Northend", "WESTSIDE", "Bridge Street", "Lake Road", "N 4", "A 1", "Town Hall", "Museum"}
    ok(expected <= names(utm_groups), "towns, streets, numbers of roads, points of interest", names(utm_groups))
    for layer in "road_street", "road_trunk_primary_casing", "road_trunk_primary":
        a, b = width(mercator_groups, layer), width(utm_groups, layer)
        ok(abs(a - b) < 0.05 * a, "%s is as wide in both CRS (%g, %g px)" % (layer, a, b))


def check_words():
    """One line for each kind of thing, however many layers, fonts and icons it is."""
    out = os.path.join(folder(), "bright.svg")
    result = idlibmap("render", MAP, "--strict", *WHOLE, "-o", out)
    said = findings(result.err)
    ok(result.status == 0 and len(said) == 2 and WITHOUT_FILE in said[0] and "its glyphs are not fetched" in said[1],
       "one note for files and one for fonts, and --strict is content", result)
    ok("Open Sans Semibold, Arial Unicode MS Bold, Open Sans Bold" in said[-1], "the fonts are named", said[-1])
    place = folder()
    style = shutil.copy(STYLE, place)
    said = findings(idlibmap("render", MAP, "--style", style, *WHOLE, "-o", out).err)
    ok(len(said) == 3 and "its sprite is not fetched" in said[2] and ": wave, " in said[2], "without its icons: one note more", said)
    said = findings(idlibmap("render", "--style", STYLE, *WHOLE, "-o", out).err)
    ok(any(line.startswith("idlibmap: warning") and "layers of source 'mapbox' have no file" in line for line in said),
       "without any file: a warning", said)
    stateful = [{"id": name, "type": "symbol", "source": "t", "source-layer": "t",
                 "paint": {"text-opacity": ["case", ["to-boolean", ["feature-state", "hover"]], 1, 0.5]}} for name in "abc"]
    style = write_json(os.path.join(place, "stateful.json"), {
        "version": 8, "sources": {"t": {"type": "vector", "url": "https://example.org/t.json"}}, "layers": stateful})
    said = findings(idlibmap("render", "--style", style, *WHOLE, "-o", out).err)
    ok(len(said) == 2 and 'layer "a": "feature-state" gives nothing here' in said[0] and said[0].endswith(", and in 2 more places"),
       "what is not drawn in each layer is told once", said)
    result = idlibmap("check", MAP)
    ok(result.status == 0 and b"0 errors" in result.out and WITHOUT_FILE in result.err, "check: the same note, no error", result)


def check_binding():
    """--source ID/LAYER=FILE, --source ID=FOLDER, and what cannot be bound."""
    out = os.path.join(folder(), "bright.svg")

    def drawn(*options):
        return {name: s["drawn"] for name, s in render("--style", STYLE, *options, *WHOLE, "-o", out)["sources"].items()}

    water, landuse = (os.path.join(DATA, name + ".shp") for name in ("water", "landuse"))
    equal(drawn("--source", "mapbox/water=" + water), {"mapbox/water": 2}, "a file for one layer")
    equal(drawn("--source", "mapbox=" + DATA)["mapbox/landuse"], 4, "a folder for all")
    equal(drawn("--source", "mapbox/landuse=" + water, "--source", "mapbox=" + DATA)["mapbox/landuse"], 0,
          "a file wins over the folder")
    place = folder()
    shutil.copy(landuse, os.path.join(place, "secret.shp"))
    os.mkdir(os.path.join(place, "data"))
    style = write_json(os.path.join(place, "style.json"), {
        "version": 8, "sources": {"t": {"type": "vector", "url": "https://example.org/t.json"}},
        "layers": [{"id": "a", "type": "fill", "source": "t", "source-layer": "../secret"}]})
    result = idlibmap("render", "--style", style, "--source", "t=" + os.path.join(place, "data"), *WHOLE, "-o", out)
    ok(result.status == 0 and "no file and is not drawn: ../secret" in result.err, "a layer's name leads to no other folder", result)
    for option, text in (("mapbox=" + water, "is not a folder; source 'mapbox' has layers: give --source mapbox/"),
                         ("mapbox/watr=" + water, "has no source 'mapbox/watr'; it has mapbox/"),
                         ("mapbox/water=" + DATA + "/none.shp", "none.shp")):
        result = idlibmap("render", "--style", STYLE, "--source", option, *WHOLE, "-o", out)
        lines = result.err.splitlines()
        ok(result.status == 1 and text in lines[-1] and sum("warning" not in line for line in lines) == 1, "an error in one line: " + text, result)


def check_promoted():
    """promoteId by source layer, and options that only geojson sources have."""
    place = folder()
    style = write_json(os.path.join(place, "style.json"), {
        "version": 8, "sources": {"t": {"type": "vector", "url": "https://example.org/t.json", "promoteId": {"road": "ref"},
                                        "cluster": True, "filter": ["==", "class", "none"]}},
        "layers": [{"id": name, "type": "line", "source": "t", "source-layer": name, "filter": ["==", ["id"], "N 4"]}
                   for name in ("road", "waterway")]})
    report = render("--style", style, "--source", "t=" + DATA, *WHOLE, "-o", os.path.join(place, "out.svg"))
    equal({name: layer["drawn"] for name, layer in report["layers"].items()}, {"road": 1, "waterway": 0},
          "promoteId of one source layer makes its ids")


def check_map_file():
    for keys, text in (("folder=/etc\n", "outside its own folder"), ("folder=bright.map\n", "is not a folder"),
                       ("folder=nowhere\n", "does not exist"), ("file=data\n", "is not a plain file"),
                       ("file=data/water.shp\nfolder=data\n", "has one key, file or folder"), ("", "file")):
        place = os.path.join(folder(), "bright")
        shutil.copytree(PLACE, place)
        path = os.path.join(place, "bright.map")
        with open(path, "w", encoding="utf-8") as file:
            file.write("[map]\nstyle=bright-v9.json\n\n[source mapbox]\n" + keys)
        result = idlibmap("render", path, "-o", os.path.join(place, "out.svg"))
        ok(result.status == 1 and text in result.err and "bright.map:" in result.err,
           "map file: %s" % text, result)


check_crs()
check_words()
check_binding()
check_promoted()
check_map_file()
done()
