#!/usr/bin/env -S python3 -B
"""The legend of a style from the web: what the map shows, and nothing else."""
import os
import re
import xml.etree.ElementTree as ElementTree

from tap import MAP, done, equal, folder, idlibmap, ok, render, write_json

SVG = "{http://www.w3.org/2000/svg}"
STYLE = {
    "version": 8,
    "sources": {"data": {"type": "geojson", "data": "data.geojson"}},
    "layers": [
        {"id": "old", "type": "circle", "source": "data", "filter": ["has", "n"],
         "paint": {"circle-radius": 5,
                   "circle-color": {"property": "n", "type": "interval", "default": "#eee",
                                    "stops": [[0, "#cfc"], [5, "#6c6"], [10, "#060"]]}}},
        {"id": "sized", "type": "symbol", "source": "data", "filter": ["has", "v"],
         "layout": {"icon-image": "camp", "icon-allow-overlap": True,
                    "icon-size": {"property": "v", "stops": [[0, 0.5], [100, 3]]}},
         "paint": {"icon-color": "#008000"}},
        {"id": "kinds", "type": "symbol", "source": "data", "filter": ["has", "kind"],
         "layout": {"icon-image": ["match", ["get", "kind"], "air", "airport", "gate", "crossing", "claim"]}},
        {"id": "heat", "type": "heatmap", "source": "data", "filter": ["has", "v"]},
    ],
}


def point(lon, lat, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def texts_of_legend(gates_at, layout):
    """The texts of the legend, when the gate stands there."""
    where = folder()
    points = [point(36.4 + 0.1 * i, 35.6, n=n) for i, n in enumerate((1, 6))]
    points += [point(36.4 + 0.1 * i, 35.4, v=v) for i, v in enumerate((10, 50, 100))]
    points += [point(36.5, 35.3, kind="air"), point(36.5, gates_at, kind="gate")]
    style = write_json(os.path.join(where, "style.json"), STYLE)
    write_json(os.path.join(where, "data.geojson"), {"type": "FeatureCollection", "features": points})
    out = os.path.join(where, "map.svg")
    render("--style", style, "--bbox", "36,35,37,35.9", "--size", "1000x700", "--furniture", "legend",
           "--layout", layout, "-o", out)
    groups = ElementTree.parse(out).getroot().findall(SVG + "g")
    legend, = (group for group in groups if group.get("id") == "legend")
    return ["".join(text.itertext()) for text in legend.iter(SVG + "text")]


for layout in "overlay", "panel":
    apart, together = texts_of_legend(35.2, layout), texts_of_legend(35.3001, layout)
    ok("air" in apart and "gate" in apart, layout + ": icons that found room are listed", apart)
    ok("air" in together and "gate" not in together, layout + ": one that found none is not", together)
    equal([t for t in apart if t != "gate"], together, layout + ": all else is as before")
ok("under 5" in apart and "5–10" in apart, "a function of the old syntax with a default makes classes", apart)
ok({"v", "10", "50", "100"} <= set(apart), "sizes of icons are listed with their values", apart)
ok(not any("≥" in text for text in apart), "a heatmap's ramp uses no sign that the fonts lack", apart)
ok(any(re.fullmatch(r"[0-9.]+ / [0-9]+ km² and more", text) for text in apart), "but words", apart)

# Small pages of the shipped map: the names that the story needs, and a whole legend.
NAMES = {"en": ("Aleppo", "Idlib", "Saraqib"), "ar": ("حلب", "إدلب", "سراقب"), "tr": ("Halep", "İdlib", "Serakib")}
for size in "A5", "800x600":
    for language, names in NAMES.items():
        out = os.path.join(folder(), "map.svg")
        said = idlibmap("render", MAP, "--size", size, "--lang", language, "--layout", "overlay", "-o", out).err
        groups = {group.get("id"): group for group in ElementTree.parse(out).getroot().findall(SVG + "g")}
        where = size + " in " + language
        ok("legend" in groups and "legend" not in said, where + ": the legend is whole", said)
        shown = "\n".join("".join(text.itertext()) for id in ("place-names", "event-names")
                          for text in groups[id].iter(SVG + "text"))
        ok(all(name in shown for name in names), where + ": the towns of the story have names", shown)
done()
